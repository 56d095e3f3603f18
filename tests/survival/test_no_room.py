"""A full disk, a folder that cannot be written, no home at all: the program says so and runs on; nothing is spoilt."""

import contextlib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.e2e.program import COMMAND, environment
from tests.survival.chronicles import NAMES, place_on, write_chronicles
from tests.survival.leaving import leave
from tests.terminal import Terminal

_HOMELESS = """
import pwd, sys

def unknown(*_):
    raise KeyError("no such user")

pwd.getpwuid = pwd.getpwnam = unknown
from tui.cli import main
main(sys.argv[1:])
"""
"""The program for a user of whom the system knows nothing."""
_NOT_KEPT = "NOT KEPT"
_SAID = "nothing can be remembered"


@contextlib.contextmanager
def _opened(tmp_path: Path, *, env: dict[str, str | None], before: str = "") -> Iterator[Terminal]:
    """Give the program once it is ready; a shell does something first."""
    library = write_chronicles(tmp_path / "texts")
    cache = {"XDG_CACHE_HOME": str(tmp_path / "cache")}
    shell = ["sh", "-c", f'{before or ":"}; exec "$@"', "sh"]
    with Terminal([*shell, *COMMAND, str(library)], env={**cache, **env}, cwd=tmp_path) as terminal:
        _make_ready(terminal)
        yield terminal


def _make_ready(terminal: Terminal) -> None:
    terminal.wait_for(f"of {len(NAMES)}")
    terminal.wait_for(lambda text: place_on(text) is not None)
    terminal.settle(0.2)
    if "enter read" in terminal.screen_text():
        terminal.press("enter")
        # What is said of what cannot be kept may cover the keys of the text by then.
        terminal.wait_for(lambda text: "y copy" in text or _SAID in text)


def _leave(terminal: Terminal) -> None:
    terminal.press("q")
    assert terminal.wait_exit() == 0
    assert "Traceback" not in terminal.screen_text()


def _contents(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file() and path.name != "filler"}


def _move(terminal: Terminal) -> None:
    before = place_on(terminal.screen_text())
    terminal.press(")")
    terminal.wait_for(lambda text: place_on(text) not in (before, None))


def _quote_much(terminal: Terminal) -> None:
    """Quote so much that it does not fit into what is left of a block of the file."""
    terminal.press("g", "v", *["}"] * 35, "y")


def _expect_not_kept(terminal: Terminal, *, much: bool = False) -> None:
    """Quote, which cannot be kept, and go on."""
    if much:
        _quote_much(terminal)
    else:
        terminal.press("y")
    terminal.wait_for(_NOT_KEPT)
    if much:
        terminal.press("escape", "g")
        terminal.settle(0.5)
    _move(terminal)
    terminal.press("o")
    terminal.settle(0.8)


def _expect_said(terminal: Terminal) -> None:
    """Expect to be told that nothing can be remembered, once something is to be.

    Going to the text at the beginning may have been enough; a move would wipe out what has been said of that.
    """
    try:
        terminal.wait_for(_SAID, 2.0)
    except TimeoutError:
        _move(terminal)
        terminal.wait_for(_SAID)
    _move(terminal)


def test_full_disk_costs_what_does_not_fit_and_nothing_else(tmp_path: Path) -> None:
    with _mounted(tmp_path / "disk") as disk:
        env = {**environment(disk / "state")}
        with _opened(tmp_path, env={**env}) as terminal:
            _move(terminal)
            _quote_much(terminal)
            terminal.wait_for("Sent ")
            _leave(terminal)
        kept = _contents(disk)
        with _opened(tmp_path, env={**env}) as terminal:
            _fill(disk)
            _expect_said(terminal)
            _expect_not_kept(terminal, much=True)
            assert _contents(disk) == kept
            # There is room again.
            (disk / "filler").unlink()
            terminal.press("y")
            terminal.wait_for("Sent ")
            _move(terminal)
            _leave(terminal)
        changed = _contents(disk)
        (book,) = disk.rglob("quotes.jsonl")
        assert changed[book].startswith(kept[book])
        assert changed[book].count(b"\n") == 2 and changed[book].endswith(b"\n")
        assert any(changed[path] != kept[path] for path in kept if path.parent.name == "places")


@contextlib.contextmanager
def _mounted(folder: Path, options: str = "size=128k") -> Iterator[Path]:
    """Give a small file system; the test is skipped where it cannot be had."""
    folder.mkdir()
    mount = shutil.which("mount")
    done = mount and subprocess.run([mount, "-t", "tmpfs", "-o", options, "none", str(folder)], capture_output=True)
    if not done or done.returncode:
        pytest.skip("only root can mount a file system")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


def _fill(disk: Path) -> None:
    with open(disk / "filler", "wb", buffering=0) as file, contextlib.suppress(OSError):
        while True:
            file.write(b"x" * 512)


def test_files_that_may_not_grow_cost_what_does_not_fit_and_nothing_else(tmp_path: Path) -> None:
    env: dict[str, str | None] = {**environment(tmp_path / "state")}
    with _opened(tmp_path, env=env) as terminal:
        _move(terminal)
        terminal.press("y")
        terminal.wait_for("Sent ")
        _leave(terminal)
    kept = _contents(tmp_path / "state")
    with _opened(tmp_path, env=env, before="ulimit -f 0") as terminal:
        _expect_said(terminal)
        _expect_not_kept(terminal)
        _leave(terminal)

    assert _contents(tmp_path / "state") == kept


def test_state_on_a_read_only_file_system_is_read_and_left(tmp_path: Path) -> None:
    with _mounted(tmp_path / "disk", "size=1m") as disk:
        env: dict[str, str | None] = {**environment(disk / "state")}
        with _opened(tmp_path, env=env) as terminal:
            _move(terminal)
            place = place_on(terminal.screen_text())
            _leave(terminal)
        kept = _contents(disk)
        subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
        with _opened(tmp_path, env=env) as terminal:
            assert place_on(terminal.screen_text()) == place
            _expect_said(terminal)
            _expect_not_kept(terminal)
            _leave(terminal)
        assert _contents(disk) == kept


@pytest.mark.parametrize("home", ["a file", "/proc/nowhere"])
def test_home_that_is_none_costs_what_would_be_kept(home: str, tmp_path: Path) -> None:
    (tmp_path / "a file").write_bytes(b"not a folder")
    where = str(tmp_path / home)
    nowhere = dict.fromkeys(("STATEMENTS_STATE", "XDG_STATE_HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME"))
    root = environment(tmp_path)["PYTHONPATH"]
    with _opened(tmp_path, env={**nowhere, "HOME": where, "PYTHONPATH": root}) as terminal:
        _expect_said(terminal)
        _expect_not_kept(terminal)
        _leave(terminal)

    assert (tmp_path / "a file").read_bytes() == b"not a folder"


def test_without_any_home_nothing_is_kept_and_nothing_is_made(tmp_path: Path) -> None:
    script = tmp_path / "homeless.py"
    script.write_text(_HOMELESS, encoding="utf-8")
    library = write_chronicles(tmp_path / "texts")
    names = ("HOME", "STATEMENTS_STATE", "XDG_STATE_HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME")
    env = {**dict.fromkeys(names), "PYTHONPATH": environment(tmp_path)["PYTHONPATH"]}
    cwd = tmp_path / "here"
    cwd.mkdir()
    with Terminal([sys.executable, str(script), str(library)], env=env, cwd=cwd) as terminal:
        _make_ready(terminal)
        _expect_said(terminal)
        _expect_not_kept(terminal)
        terminal.press("s", *"bridge", "enter")
        terminal.settle(0.5)
        leave(terminal)

    assert os.listdir(cwd) == []


def test_book_that_is_no_file_is_said_each_time_and_quotes_are_kept_once_it_is_one(tmp_path: Path) -> None:
    env: dict[str, str | None] = {**environment(tmp_path / "state")}
    book = tmp_path / "state" / "data" / "statement-browser" / "quotes.jsonl"
    book.parent.mkdir(parents=True)
    with _opened(tmp_path, env=env) as terminal:
        makes: list[Callable[[Path], object]] = [Path.mkdir, os.mkfifo, lambda path: path.symlink_to(path)]
        for make in makes:
            make(book)
            _expect_not_kept(terminal)
            book.rmdir() if book.is_dir() and not book.is_symlink() else book.unlink()
        book.write_bytes(b"\x00garbage\n\xff half a line")
        terminal.press("y")
        terminal.wait_for("Sent ")
        _leave(terminal)

    assert book.read_bytes().startswith(b"\x00garbage\n\xff half a line\n{")
