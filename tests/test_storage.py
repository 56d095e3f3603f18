"""What is remembered between runs: written whole or not at all, and never able to stop the program."""

import json
import os
import time
from pathlib import Path

import pytest

from tui.state.files import write_kept
from tui.state.keeper import Keeper
from tui.state.preferences import Preferences, changed_preferences, changes, load_preferences, preferences_file
from tui.storage import locked, remove_leftovers, set_aside, state_folder, write_whole


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("STATEMENTS_STATE", str(tmp_path / "state"))
    return tmp_path / "state"


def test_state_folder_is_the_one_the_person_names(folder: Path) -> None:
    assert state_folder() == folder


def test_state_folder_follows_xdg_where_none_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("STATEMENTS_STATE")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "xdg"))

    assert state_folder() == tmp_path / "xdg" / "statement-browser"


@pytest.mark.parametrize("data", [b"", b"new", bytes(range(256)) * 1000])
def test_file_is_written_whole_in_a_folder_made_for_it(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "deep" / "er" / "file"

    write_whole(path, b"old")
    write_whole(path, data)

    assert path.read_bytes() == data
    assert [entry.name for entry in path.parent.iterdir()] == ["file"]


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_failed_write_leaves_the_old_file_and_no_litter(
    step: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "sub" / "file"
    write_whole(path, b"old")

    def fail(*_arguments: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, step, fail)

    with pytest.raises(OSError, match="No space left"):
        write_whole(path, b"new")
    assert path.read_bytes() == b"old"
    assert [entry.name for entry in path.parent.iterdir()] == ["file"]


def test_interrupted_write_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "sub" / "file"
    write_whole(path, b"old")

    def interrupt(*_arguments: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "replace", interrupt)

    with pytest.raises(KeyboardInterrupt):
        write_whole(path, b"new")
    assert path.read_bytes() == b"old"
    assert [entry.name for entry in path.parent.iterdir()] == ["file"]


@pytest.mark.parametrize("preferences", [Preferences(), Preferences("nord", 60), Preferences("a theme “é”", 200)])
def test_preferences_are_remembered(preferences: Preferences) -> None:
    write_kept(preferences_file(), changed_preferences(changes(Preferences(), preferences)))

    assert load_preferences() == preferences


def test_without_a_file_the_defaults_hold() -> None:
    assert load_preferences() == Preferences(theme=None, measure=72)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"null",
        b"[]",
        b"7",
        b'"text"',
        b"\xff\xfe",
        b'{"theme": 7, "measure": "wide"}',
        b'{"measure": 5}',
        b'{"measure": 100000}',
        b'{"measure": null}',
        b'{"measure": 72.5}',
        b"[" * 100_000,
        b'{"other": 1}',
        b'{"measure": true}',
    ],
    ids=lambda content: repr(content[:20]),
)
def test_broken_preferences_cost_the_preferences_only(content: bytes) -> None:
    preferences_file().parent.mkdir(parents=True)
    preferences_file().write_bytes(content)

    assert load_preferences() == Preferences()


def test_one_broken_preference_does_not_cost_the_other() -> None:
    write_whole(preferences_file(), json.dumps({"theme": "nord", "measure": -1}).encode())

    assert load_preferences() == Preferences(theme="nord")


def test_state_folder_that_cannot_be_made_costs_nothing_but_the_memory(folder: Path) -> None:
    folder.write_text("a file stands in the way")

    complaints: list[str] = []
    keeper = Keeper(complaints.append)
    keeper.keep("preferences", preferences_file, lambda: changed_preferences({"theme": "nord"}))
    keeper.stop(10)

    assert load_preferences() == Preferences()
    assert len(complaints) == 1 and "nothing can be remembered" in complaints[0]
    assert folder.read_text() == "a file stands in the way"


def test_a_bad_file_that_turns_up_in_a_locked_folder_is_set_aside_at_once(folder: Path) -> None:
    folder.mkdir()
    preferences_file().write_text("garbage")
    began = time.monotonic()
    with locked(folder), locked(folder):
        load_preferences()
    assert time.monotonic() - began < 1
    assert (folder / "preferences.json.set-aside-1").read_text() == "garbage"


def test_only_what_was_read_is_set_aside(folder: Path) -> None:
    folder.mkdir()
    preferences_file().write_text("garbage")
    read = os.lstat(preferences_file())
    write_whole(preferences_file(), b"{}")

    assert set_aside(preferences_file(), read) is None
    assert preferences_file().read_bytes() == b"{}"


def test_leftovers_of_killed_programs_go_once_they_are_old(folder: Path) -> None:
    folder.mkdir()
    for name in (".preferences.json-old", ".preferences.json-new", "preferences.json"):
        (folder / name).write_text("half")
    os.utime(folder / ".preferences.json-old", (0, 0))
    os.utime(folder / "preferences.json", (0, 0))
    remove_leftovers(folder)
    assert sorted(entry.name for entry in folder.iterdir()) == [".preferences.json-new", "preferences.json"]
