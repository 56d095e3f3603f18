"""The screen as plain text, compared with what is stored; ``UPDATE_SNAPSHOTS=1`` stores it anew."""

import os
import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.app.stage import opened

STORED = Path(__file__).parent / "snapshots"
_MILLISECONDS = re.compile(r"[\d,]+ ms\b")
_TAKEN = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d UTC")


@dataclass(frozen=True, slots=True)
class Story:
    """What a snapshot shows."""

    name: str
    """File name without suffix."""
    columns: int
    """Width in cells."""
    rows: int
    """Height in cells."""
    keys: tuple[str, ...] = ()
    """Keys pressed before."""


_QUOTED = (
    *("}", "y", ")", "v", ")", "y", "]", "]", "}", "}", "y", "Q", "j"),
    *("a", *"compare with the statement of 4 March", "enter"),
)
"""Keys that take three quotes of two statements, and write a note to the second of them."""
_ALTERED = "the result of Russia's aggressive policy was more than two million Ukrainian refugees"

STORIES = (
    Story("library-100x30", 100, 30, ("tab", "}", ")")),
    Story("text-60x20", 60, 20, ("}",)),
    Story("list-60x20", 60, 20, ("tab",)),
    Story("library-80x24", 80, 24, ("j", "j")),
    Story("library-200x50", 200, 50, ("j", "j", "j", "tab", *"}}}")),
    Story("two-panes-120x32", 120, 32, ("j", "c", "down", "down", "enter", "}", "tab", "}")),
    Story("stacked-80x24", 80, 24, ("j", "c", "down", "down", "enter", "}", "tab", "}")),
    Story("pair-120x32", 120, 32, ("j", "c", *"003", "enter", "]", "]", "p", "enter")),
    Story("pair-200x50", 200, 50, ("j", "c", *"003", "enter", "]", "]", "=")),
    Story("pair-60x20", 60, 20, ("tab", "j", "c", *"003", "enter", "]", "]")),
    Story("nearest-100x30", 100, 30, ("j", "c", *"003", "enter", "}", "enter", "enter")),
    Story("unpaired-100x30", 100, 30, ("j", "c", *"003", "enter", "u")),
    Story("column-100x30", 100, 30, ("j", "c", *"003", "enter", "]", "w")),
    Story("summary-100x30", 100, 30, ("j", "c", *"003", "enter", "i", "j")),
    Story("summary-60x20", 60, 20, ("tab", "j", "c", *"003", "enter", "i", "G")),
    Story("overview-100x30", 100, 30, ("O", "n")),
    Story("overview-60x20", 60, 20, ("tab", "O", "n")),
    Story("filter-100x30", 100, 30, ("/", *"ukrian wei")),
    Story("find-80x24", 80, 24, ("tab", "/", *"nato", "enter", "n")),
    Story("help-100x30", 100, 30, ("?",)),
    Story("search-100x30", 100, 30, ("s", *"escallation sanctons", "down")),
    Story("search-80x24", 80, 24, ("s", *"escallation sanctons", "down")),
    Story("search-60x20", 60, 20, ("s", *"escallation sanctons", "tab")),
    Story("concordance-100x30", 100, 30, ("s", *"sanctions", "tab", "tab", "down", "down")),
    Story("search-idle-100x30", 100, 30, ("s",)),
    Story("hit-100x30", 100, 30, ("s", *"sanctions", "down", "enter", "n")),
    Story("narrowed-100x30", 100, 30, ("s", *"sanctions", "enter", "m")),
    Story("selecting-100x30", 100, 30, ("tab", "}", "v", ")", "w", "w")),
    Story("selecting-60x20", 60, 20, ("}", "v", "}", "}")),
    Story("copied-60x20", 60, 20, ("}", "v", ")", "y")),
    Story("quotes-100x30", 100, 30, ("tab", *_QUOTED)),
    Story("quotes-60x20", 60, 20, _QUOTED),
    Story("empty-book-100x30", 100, 30, ("Q",)),
    Story("verify-100x30", 100, 30, ("V", *_ALTERED, "enter")),
    Story("styles-100x30", 100, 30, ("tab", "S", "j")),
    Story("template-60x20", 60, 20, ("S", "G", "enter")),
    Story("export-80x24", 80, 24, ("tab", *_QUOTED, "e")),
)


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.name)
async def test_screen_looks_as_stored(story: Story, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    async with opened(size=(story.columns, story.rows), quotes=Path("quotes.jsonl")) as stage:
        await stage.press_in_turn(*story.keys)
        await stage.pilot.pause(0.1)
        seen = _MILLISECONDS.sub("N ms", stage.text) + "\n"
        seen = _TAKEN.sub("2026-11-22 08:00 UTC", seen)
    path = STORED / f"{story.name}.txt"
    if os.environ.get("UPDATE_SNAPSHOTS") == "1":
        STORED.mkdir(exist_ok=True)
        path.write_text(seen, "utf-8")
    assert path.exists(), "nothing is stored; UPDATE_SNAPSHOTS=1 stores it"
    assert seen == path.read_text("utf-8")


def test_every_stored_snapshot_has_its_story() -> None:
    assert {path.stem for path in STORED.glob("*.txt")} == {story.name for story in STORIES}
