"""State files that are none: the program starts, says so, keeps the old ones aside, and works on with fresh ones."""

import json
import os
import shutil
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.e2e.program import COMMAND, environment
from tests.survival.chronicles import place_on, write_chronicles
from tests.survival.leaving import leave
from tests.terminal import Terminal
from tui.state.files import Tell
from tui.state.libraries import library_file, load_library_state
from tui.state.places import load_place, place_file
from tui.state.preferences import Preferences, load_preferences, preferences_file
from tui.state.queries import load_queries, queries_file

_HUGE = 100 * 1024 * 1024


def _write(data: bytes) -> Callable[[Path], object]:
    return lambda path: path.write_bytes(data)


def _huge(path: Path) -> None:
    path.touch()
    os.truncate(path, _HUGE)


def _folder(path: Path) -> None:
    path.mkdir()
    (path / "a file").write_bytes(b"in it")


KINDS: dict[str, Callable[[Path], object]] = {
    "garbage": _write(b"\x00\xff{ not \x1b[31m JSON"),
    "another version": _write(b'{"version": 99, "measure": 50, "words": "from the future"}'),
    "an older version": _write(b'{"version": 0}'),
    "empty": _write(b""),
    "half": _write(b'{"version": 1, "start": 12, "wor'),
    "deep": _write(b"[" * 60_000),
    "another shape": _write(b'"a text"'),
    "a folder": _folder,
    "a pipe": os.mkfifo,
    "a link to itself": lambda path: path.symlink_to(path),
    "huge": _huge,
}
"""What may stand in the place of a state file."""


def _run(tmp_path: Path, *, is_first: bool = False) -> tuple[str, str | None]:
    """Start the program, move, search, and leave; return the first screen and the first place."""
    env = {**environment(tmp_path / "state"), "XDG_CACHE_HOME": str(tmp_path / "cache")}
    with Terminal([*COMMAND, str(tmp_path / "texts")], env=env, cwd=tmp_path, columns=160) as terminal:
        terminal.wait_for(lambda text: place_on(text) is not None)
        terminal.settle(0.5)
        first = terminal.screen_text()
        # A long notice covers the keys that would tell where they go.
        terminal.press("enter")
        terminal.settle(0.3)
        place = place_on(first)
        terminal.press(")", ")" if is_first else "+")
        terminal.wait_for(lambda text: place_on(text) not in (place, None))
        terminal.press("o")
        terminal.settle(0.3)
        terminal.press("s", *"bridge", "enter")
        terminal.wait_for("bridge")
        terminal.settle(0.4)
        terminal.press("escape")
        terminal.settle(0.5)
        told = terminal.screen_text()
        leave(terminal)
    return f"{first}\n{told}", place


@pytest.fixture(scope="module")
def used(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which the program has been used, state and library."""
    folder = tmp_path_factory.mktemp("used")
    write_chronicles(folder / "texts")
    _run(folder, is_first=True)
    return folder


def _of_the_start(state: Path) -> list[Path]:
    """Return the files that a start and a search read: the library's, the first document's, preferences and queries."""
    (library,) = (state / "libraries").glob("*.json")
    (place,) = (path for path in (state / "places").glob("*.json") if b"a.txt" in path.read_bytes())
    return [library, place, state / "preferences.json", state / "queries.json"]


@pytest.mark.parametrize("number", range(0, len(KINDS), 4))
def test_program_sets_aside_what_makes_no_sense_says_so_and_works_on(number: int, used: Path) -> None:
    paths = _of_the_start(used / "state")
    kinds = dict(zip(paths, [*KINDS, *KINDS][number:], strict=False))
    for path, kind in kinds.items():
        path.unlink(missing_ok=True)
        KINDS[kind](path)
    told, _ = _run(used)

    assert "aside" in told, told
    for path, kind in kinds.items():
        aside = max(path.parent.glob(f"{path.name}.set-aside-*"), key=lambda each: each.lstat().st_ctime_ns)
        _check_is(kind, aside)
        assert json.loads(path.read_bytes()), f"{path.name} was not begun afresh"


LOADS: dict[str, tuple[Callable[[], Path], Callable[[Tell], object], object]] = {
    "preferences": (preferences_file, load_preferences, Preferences()),
    "queries": (queries_file, load_queries, []),
    "library": (lambda: library_file([Path("/texts")]), lambda tell: load_library_state([Path("/texts")], tell), None),
    "place": (lambda: place_file(Path("/a.txt")), lambda tell: load_place(Path("/a.txt"), tell), None),
}
"""How each file is found and read, and what is read out of none."""


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", LOADS)
def test_each_file_that_makes_no_sense_is_set_aside(
    name: str, kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STATEMENTS_STATE", str(tmp_path))
    find, load, nothing = LOADS[name]
    path = find()
    path.parent.mkdir(exist_ok=True)
    told: list[str] = []
    for number in (1, 2):
        KINDS[kind](path)
        assert load(told.append) == nothing
        assert not os.path.lexists(path)
        assert "aside" in told[-1] and len(told) == number
        _check_is(kind, path.with_name(f"{path.name}.set-aside-{number}"))
    assert load(told.append) == nothing
    assert len(told) == 2


def _check_is(kind: str, aside: Path) -> None:
    """Check that what was set aside is what stood there."""
    mode = aside.lstat().st_mode
    made = aside.with_name("made")
    KINDS[kind](made)
    try:
        assert stat.S_IFMT(mode) == stat.S_IFMT(made.lstat().st_mode)
        if stat.S_ISREG(mode):
            assert aside.stat().st_size == made.stat().st_size
            assert kind == "huge" or aside.read_bytes() == made.read_bytes()
        if stat.S_ISDIR(mode):
            assert (aside / "a file").read_bytes() == b"in it"
    finally:
        shutil.rmtree(made) if made.is_dir() and not made.is_symlink() else made.unlink()


def test_state_that_is_whole_is_used_in_silence(used: Path) -> None:
    told, place = _run(used)

    assert "aside" not in told
    assert place != "a-001"
