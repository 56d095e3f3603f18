"""What one sees after the start: samples, one file, a folder, nothing, and files still being read."""

import time
from pathlib import Path

import pytest

from tests.app.stage import opened
from tests.app.statements import write_file, write_folder
from tui.documents.model import Document
from tui.library import Source

SAMPLES = [
    ("Ukraine: for peace and de-escalation", "Russian Socialist Movement (RSD)"),
    ("The US-Ukrainian Strategic Partnership of November 2021 and the Russian invasion of Ukraine", "10 March 2022"),
    ("NATO-Russia Conflict: Socialists Oppose Both Imperialist Camps!", "21 February 2022"),
    ("Russia, Ukraine hold peace negotiations as US continues to ratchet up tensions", "Clara Weiss"),
    ("Is there a way-out of the Russia-West political imbroglio over Ukraine?", "undated"),
]


async def test_without_a_path_the_samples_open_and_the_first_is_shown() -> None:
    async with opened() as stage:
        assert [document.metadata.title for document in stage.app.library] == [title for title, _ in SAMPLES]
        assert "The current unprecedented escalation around Ukraine" in stage.text
        assert stage.status.endswith("document 1 of 5")


@pytest.mark.parametrize("number", range(5))
async def test_every_sample_shows_its_title_and_what_is_known_of_it(number: int) -> None:
    async with opened(size=(120, 30)) as stage:
        await stage.press(*"j" * number)
        top = " ".join("\n".join(stage.pane_rows(stage.view)[:6]).split())
        for words in SAMPLES[number]:
            assert words in top
        assert stage.status.endswith(f"document {number + 1} of 5")


async def test_an_empty_library_says_what_to_do_next(tmp_path: Path) -> None:
    async with opened(tmp_path) as stage:
        for words in ("There are no statements here", ".txt", "statements FOLDER", "q to leave"):
            assert words in stage.text
        await stage.press(*"jk()[]{}onNfyxc\\", "space", "G", "g", "tab", "enter", "/", "escape", "escape")
        await stage.press("?", "escape", "+", "-", "f2", "f2")
        assert stage.app.is_running


async def test_only_problem_files_still_make_a_library(tmp_path: Path) -> None:
    write_folder(tmp_path, {"a.txt": "", "b.md": "   \n\n "})
    async with opened(tmp_path) as stage:
        assert "a.txt" in stage.text
        assert "empty file" in stage.text
        await stage.press("j", "tab", *")}(/", "escape", "y", "G", "n", "f", "+", "c")
        assert stage.app.is_running
        assert "two statements are needed" in stage.status


async def test_one_file_leaves_the_list_away_until_asked_for(tmp_path: Path) -> None:
    async with opened(write_file(tmp_path, "One text alone. It has no other.")) as stage:
        assert not stage.documents.is_on_screen
        await stage.press("tab")
        assert stage.documents.is_on_screen


async def test_keys_answer_while_the_rest_is_read_and_progress_is_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = Source.read

    def read_slowly(source: Source, *limits: int) -> Document:
        time.sleep(0.04)
        return read(source, *limits)

    monkeypatch.setattr(Source, "read", read_slowly)
    write_folder(tmp_path, {f"{n:03}.txt": f"Speech Number {n}\n\nOne here. Two there." for n in range(60)})
    async with opened(tmp_path, waits=False) as stage:
        await stage.until(lambda: "reading " in stage.status)
        assert " of 60" in stage.status
        await stage.press("tab", ")")
        assert stage.sentence == "Two there."
        assert "reading " in stage.status
        await stage.until(lambda: not stage.app.progress)
        assert stage.sentence == "Two there."
        assert stage.status.endswith("document 1 of 60")


async def test_a_filter_stays_in_force_while_files_come_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read = Source.read

    def read_slowly(source: Source, *limits: int) -> Document:
        time.sleep(0.03)
        return read(source, *limits)

    monkeypatch.setattr(Source, "read", read_slowly)
    write_folder(tmp_path, {f"{n:03}.txt": f"Speech Number {n}\n\nOne here." for n in range(50)})
    async with opened(tmp_path, waits=False) as stage:
        await stage.press("/", *"01")
        await stage.until(lambda: not stage.app.progress and len(stage.app.library) == 50)
        await stage.pilot.pause()
        assert "of 50 documents" in stage.status
        listed = [document.id for document in stage.documents.library]
        assert set(listed) == {f"{n:03}" for n in range(50) if "01" in f"{n:03}"}


async def test_leaving_while_files_are_read_does_not_wait_for_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = Source.read

    def read_slowly(source: Source, *limits: int) -> Document:
        time.sleep(0.1)
        return read(source, *limits)

    monkeypatch.setattr(Source, "read", read_slowly)
    write_folder(tmp_path, {f"{n:03}.txt": f"Speech Number {n}\n\nOne here." for n in range(300)})
    async with opened(tmp_path, waits=False) as stage:
        await stage.pilot.press("q")
    assert stage.app.return_code == 0
    assert len(stage.app.library) < 100, "thirty seconds of reading were not waited for"
