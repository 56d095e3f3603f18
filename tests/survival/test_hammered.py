"""Several programs at once: each quote is kept, each file is whole, and what was written last is there."""

import json
import random
import time
from pathlib import Path

import pytest

from tests.survival.hammering import at_once, hammer_book

_NAMES = "abcdefgh"


def test_quotes_of_eight_programs_are_all_kept_whole(tmp_path: Path) -> None:
    found = hammer_book(tmp_path / "quotes.jsonl", 40)

    assert (found.said, found.kept, found.lost, found.torn, found.ids) == (320, 320, 0, 0, 320)


@pytest.mark.parametrize("longest", [2_000, 200_000])
def test_killed_programs_cost_no_quote_of_another(longest: int, tmp_path: Path) -> None:
    found = hammer_book(tmp_path / "quotes.jsonl", 100_000, "abcd", longest, kill_within=0.4, seed=longest)

    assert found.said > 0
    assert found.lost == 0
    assert found.torn <= 4
    assert found.ids == found.kept >= found.said


_KEEPER = """
    import os, sys
    from pathlib import Path
    from tui.places import Place
    from tui.library import Order
    from tui.state import places
    from tui.state.keeper import Keeper
    from tui.state.libraries import LibraryState, kept_fields, library_file
    from tui.state.preferences import changed_preferences, preferences_file
    from tui.state.queries import save_query

    folder, name, count = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
    os.write(1, b"ready\\n")
    sys.stdin.readline()
    complaints = []

    def keep(what, path, make):
        # Each with a keeper of its own, so that no change waits for the next one and is left out.
        keeper = Keeper(complaints.append)
        keeper.keep(what, path, make)
        keeper.stop(60)

    for number in range(count):
        own, shared = folder / f"{name}-{number % 5}.txt", folder / "shared.txt"
        for path in (own, shared):
            keep(path, lambda: places.place_file(path), lambda: places.kept_fields(path, Place(number, name * 200)))
        state = LibraryState(document=name * 50, order=list(Order)[number % 5])
        keep("library", lambda: library_file([folder]), lambda: kept_fields([folder], state))
        fields = {"a": ("measure", 80), "b": ("style", "apa"), "c": ("theme", "nord")}
        field, value = fields.get(name, ("route", "osc52"))
        keep("preferences", preferences_file, lambda: changed_preferences({field: value}))
        save_query(f"{name} {number}")
    os.write(1, (";".join(complaints) or "done").encode())
"""
"""Keeps places, the look of a library, preferences and queries as the program does."""


def _all_kept(state: Path) -> dict[str, object]:
    """Return what all files hold; a file that is not whole raises."""
    return {str(path.relative_to(state)): json.loads(path.read_bytes()) for path in state.rglob("*.json")}


def test_state_of_eight_programs_is_whole_at_any_moment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    state = tmp_path / "state"
    monkeypatch.setenv("STATEMENTS_STATE", str(state))
    with at_once(_KEEPER, _NAMES, str(tmp_path), "8") as processes:
        while any(process.poll() is None for process in processes.values()):
            _all_kept(state)
            time.sleep(0.005)
        told = [process.communicate()[0] for process in processes.values()]
    kept = _all_kept(state)
    places = [fields for name, fields in kept.items() if name.startswith("places")]

    assert told == [b"done"] * len(_NAMES)
    assert not list(state.rglob("*aside*")) and not list(state.rglob(".*"))
    assert len(places) == 5 * len(_NAMES) + 1, "a document's place is lost"
    assert sum(name.startswith("libraries") for name in kept) == 1
    for fields in places:
        assert isinstance(fields, dict)
        name = Path(fields["path"]).stem.partition("-")
        assert name[0] == "shared" or fields["words"] == name[0] * 200
        assert name[0] == "shared" or fields["start"] % 5 == int(name[2]) and fields["start"] >= 3
    preferences = kept["preferences.json"]
    assert isinstance(preferences, dict)
    chosen = {name: preferences[name] for name in ("measure", "style", "theme", "route")}
    assert chosen == {"measure": 80, "style": "apa", "theme": "nord", "route": "osc52"}
    assert sorted(_queries(kept)) == sorted(f"{name} {number}" for name in _NAMES for number in range(8))


def _queries(kept: dict[str, object]) -> list[str]:
    queries = kept["queries.json"]
    assert isinstance(queries, list)
    return queries


def test_state_of_killed_programs_is_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    state = tmp_path / "state"
    monkeypatch.setenv("STATEMENTS_STATE", str(state))
    draw = random.Random(4)
    with at_once(_KEEPER, "abcd", str(tmp_path), "100000") as processes:
        time.sleep(0.3)
        for process in processes.values():
            time.sleep(draw.uniform(0, 0.1))
            process.kill()
            _all_kept(state)
        for process in processes.values():
            process.wait()
    kept = _all_kept(state)
    assert len(kept) > 4
    # What is locked when a program dies is locked no more.
    started = time.monotonic()
    with at_once(_KEEPER, "a", str(tmp_path), "1") as processes:
        assert processes["a"].communicate()[0] == b"done"
    assert time.monotonic() - started < 2.0
