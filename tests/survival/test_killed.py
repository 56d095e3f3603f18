"""kill -9: what was said to be kept is there, whole, and the program goes on where it was."""

import json
import os
import signal
import time
from pathlib import Path

import pytest

from tests.e2e.program import started
from tests.survival.chronicles import NAMES, place_on, sentence_of, write_chronicles
from tests.survival.killing import kill_often
from tests.survival.places_seen import SECONDS_TO_DISK, PlacesSeen
from tests.terminal import Terminal
from tui.quoting.quote_book import QuoteBook
from tui.state.files import VERSION, write_kept


def _opened(tmp_path: Path, library: Path) -> Terminal:
    terminal = started(tmp_path, library, env={"XDG_CACHE_HOME": str(tmp_path / "cache")})
    terminal.wait_for(f"of {len(NAMES)}")
    terminal.wait_for(lambda text: place_on(text) is not None)
    terminal.settle(0.2)
    return terminal


def test_programs_killed_at_any_moment_lose_nothing(tmp_path: Path) -> None:
    tally = kill_often(tmp_path, kills=10, seed=7, chains=2, longest=1.5)

    assert tally.kills.total() == 10
    assert tally.said > 0
    assert (tally.lost, tally.unreadable, tally.misplaced) == ([], [], [])


def test_place_is_on_the_disk_two_seconds_after_it_was_reached(tmp_path: Path) -> None:
    library = write_chronicles(tmp_path / "texts")
    with _opened(tmp_path, library) as terminal:
        terminal.press("enter", "]", "]")
        terminal.wait_for(lambda text: place_on(text) == "c-001")
        terminal.press(")", ")", "}")
        reached = terminal.wait_for(lambda text: place_on(text) == "c-004")
        terminal.press("o")
        terminal.wait_for("newest first")
        time.sleep(max(0.0, reached + SECONDS_TO_DISK - time.perf_counter()))
        os.kill(terminal.pid, signal.SIGKILL)
    with _opened(tmp_path, library) as terminal:
        assert place_on(terminal.screen_text()) == "c-004"
        assert "document 4 of 6" in terminal.screen_text(), "the order was not kept"


def test_quote_is_on_the_disk_when_the_notice_is_on_the_screen(tmp_path: Path) -> None:
    library = write_chronicles(tmp_path / "texts")
    with _opened(tmp_path, library) as terminal:
        terminal.press("enter")
        terminal.wait_for("y copy")
        terminal.press("y")
        terminal.wait_for("Sent ")
        os.kill(terminal.pid, signal.SIGKILL)
        terminal.wait_exit()
    book = QuoteBook(tmp_path / "state" / "data" / "statement-browser" / "quotes.jsonl")
    book.refresh()

    assert [entry.quote.text for entry in book.entries] == [sentence_of("a-001")]


def test_places_may_be_found_again_that_were_current_two_seconds_before_the_end() -> None:
    places = PlacesSeen()
    assert places.allows("a-009")
    places.begin("a-001")
    places.leave_for("a-002")
    places.arrive("a-002", 10.0)
    places.leave_for("a-003")
    places.arrive("a-003", 11.0)
    places.end(12.5, has_left=False)
    assert [places.allows(f"a-00{number}") for number in (1, 2, 3, 4)] == [False, True, True, False]
    places.begin("a-002")
    places.leave_for("a-003")
    places.arrive("a-003", 20.0)
    places.end(20.1, has_left=True)
    assert [places.allows(f"a-00{number}") for number in (1, 2, 3, 4)] == [False, False, True, False]


def test_state_is_on_the_disk_before_it_takes_the_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "places" / "x.json"
    steps: list[tuple[str, object]] = []
    sync, replace = os.fsync, os.replace

    def synced(descriptor: int) -> None:
        steps.append(("sync", json.loads(Path(os.readlink(f"/proc/self/fd/{descriptor}")).read_bytes())))
        sync(descriptor)

    def replaced(old: str, new: Path) -> None:
        steps.append(("replace", json.loads(Path(old).read_bytes())))
        replace(old, new)

    monkeypatch.setattr(os, "fsync", synced)
    monkeypatch.setattr(os, "replace", replaced)
    write_kept(path, {"words": "a"})
    kept = {"version": VERSION, "words": "a"}

    assert steps == [("sync", kept), ("replace", kept)]
    assert json.loads(path.read_bytes()) == kept


def test_what_killed_writers_left_goes_in_the_end(tmp_path: Path) -> None:
    state = tmp_path / "state"
    left = [
        state / name for name in (".preferences.json-ab_cd12", "places/.x.json-12345678", "libraries/.x.json-abcdefgh")
    ]
    old = time.time() - 3_600
    for path in left:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"{")
        os.utime(path, (old, old))
    with _opened(tmp_path, write_chronicles(tmp_path / "texts")) as terminal:
        terminal.press("enter", ")", "o", "+")
        terminal.settle(0.3)
        terminal.press("q")
        terminal.wait_exit()

    assert [path for path in left if path.exists()] == []
