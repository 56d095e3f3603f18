"""However the program ends, or is stopped: the terminal is as it was found."""

import os
import re
import shlex
import signal
import sys
import termios
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.app.statements import LONG, write_file
from tests.benchmarks.processes import descendants
from tests.e2e.program import COMMAND, environment
from tests.survival.modes import left_on
from tests.terminal import Terminal

_BEFORE = "what was there before"
_ROWS = 40
_SHOW_BEFORE = f"printf '\\033[35;1H{_BEFORE}\\n'"
"""Far down, where what comes after the program does not write over it."""
_FAILING = """
import sys, time
from tui.app.widgets.document_view import DocumentView
from tui.cli import main

def fail(*_):
    raise RuntimeError("a fault in the program")

DocumentView.action_copy_quote = DocumentView.on_key = fail
main(sys.argv[1:])
"""
"""The program with an action that raises what nobody expects."""


@pytest.mark.parametrize(
    ("written", "names"),
    [
        (b"text\x1b[1m\x1b[m", []),
        (b"\x1b[?1049h\x1b[?25l\x1b[?1000;1006h", ["?1000", "?1006", "?1049", "?25"]),
        (b"\x1b[?7l\x1b[?7h\x1b[4h", ["4"]),
        (b"\x1b[31m", ["colours"]),
        (b"\x1b[2;5r", ["margins"]),
        (b"\x1b[2;5r\x1b[r", []),
        (b"\x1b[>25u", ["keyboard"]),
        (b"\x1b[>25u\x1b[>1u\x1b[<2u", []),
        (b"\x1b]0;Title\x07", ["title"]),
        (b"\x1b[22;0t\x1b]2;Title\x1b\\\x1b[23;0t", []),
        (b"\x1b]8;;http://example.org\x07", ["link"]),
        (b"\x1b]8;;http://example.org\x07\x1b]8;;\x07\x1b]22;default\x07", []),
        (b"\x1b(0\x0e", ["charset (", "shifted charset"]),
        (b"\x1b[?2026$p\x1b[c", []),
    ],
)
def test_modes_that_are_left_on_are_known(written: bytes, names: list[str]) -> None:
    assert left_on(written) == names


def _attributes(terminal: Terminal) -> list[Any]:
    """Return the attributes of a terminal, by a descriptor of the first program on it."""
    descriptor = os.open(os.readlink(f"/proc/{terminal.pid}/fd/0"), os.O_RDWR | os.O_NOCTTY)
    try:
        return termios.tcgetattr(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def _in_shell(tmp_path: Path, *words: str) -> Iterator[tuple[Terminal, list[Any]]]:
    """Give a terminal with attributes of its own, and these, in which a shell runs a program and waits for it."""
    first = f"stty erase '^H' ixoff -imaxbel; {_SHOW_BEFORE}; read line; {shlex.join(words)}; echo status $?; exec cat"
    env = {**environment(tmp_path / "state"), "XDG_CACHE_HOME": str(tmp_path / "cache")}
    with Terminal(["sh", "-c", first], rows=_ROWS, env=env, cwd=tmp_path) as terminal:
        terminal.wait_for(_BEFORE)
        attributes = _attributes(terminal)
        terminal.send("\r")
        terminal.wait_for("para. 1 of 30")
        assert _attributes(terminal) != attributes
        yield terminal, attributes


def _check_left(terminal: Terminal, attributes: list[Any]) -> None:
    terminal.wait_for("status ")
    terminal.settle(0.2)
    assert left_on(terminal.bytes_since()) == []
    assert _attributes(terminal) == attributes
    assert _BEFORE in terminal.screen_text(), "the screen of before does not show again"
    assert not terminal.screen.cursor.hidden
    # Nothing that the terminal may have answered waits for the shell.
    mark = terminal.mark()
    terminal.send("echoed\r")
    terminal.settle(0.3)
    assert re.sub(rb"\s", b"", terminal.bytes_since(mark)) == b"echoedechoed"


@pytest.mark.parametrize(
    ("way", "wire"),
    [("q", "thin"), ("q", "plain"), ("SIGTERM", "thin"), ("SIGHUP", "plain"), ("SIGINT", "thin")],
)
def test_terminal_is_as_it_was_found_after(way: str, wire: str, tmp_path: Path) -> None:
    words = [*COMMAND, "--wire", wire, str(write_file(tmp_path, LONG))]
    with _in_shell(tmp_path, *words) as (terminal, attributes):
        terminal.press("pagedown", "pagedown", ")", "y")
        terminal.wait_for("OSC 52")
        if way == "q":
            terminal.press("q")
        else:
            (program,) = descendants(terminal.pid)
            os.kill(program, signal.Signals[way])
        _check_left(terminal, attributes)


def test_terminal_is_as_it_was_found_after_an_exception(tmp_path: Path) -> None:
    script = tmp_path / "failing.py"
    script.write_text(_FAILING, encoding="utf-8")
    with _in_shell(tmp_path, sys.executable, str(script), str(write_file(tmp_path, LONG))) as (terminal, attributes):
        terminal.press("y")
        _check_left(terminal, attributes)
        assert "a fault in the program" in terminal.screen_text()
        assert "status 1" in terminal.screen_text()


def test_terminal_is_as_it_was_found_after_a_program_that_was_stuck(tmp_path: Path) -> None:
    script = tmp_path / "stuck.py"
    script.write_text(
        _FAILING.replace('raise RuntimeError("a fault in the program")', "time.sleep(60)"), encoding="utf-8"
    )
    with _in_shell(tmp_path, sys.executable, str(script), str(write_file(tmp_path, LONG))) as (terminal, attributes):
        terminal.press("y")
        terminal.settle(0.3)
        (program,) = descendants(terminal.pid)
        told = time.monotonic()
        os.kill(program, signal.SIGTERM)
        terminal.wait_for("status ")
        assert time.monotonic() - told < 2.5
        _check_left(terminal, attributes)


@contextmanager
def _shell(tmp_path: Path, wire: str) -> Iterator[tuple[Terminal, list[Any]]]:
    """Give a terminal with a shell that has the program as a job, and the attributes that the shell gave it.

    While the shell waits for a line it has others; those it gives to programs are seen while one runs.
    """
    env = {**environment(tmp_path / "state"), "XDG_CACHE_HOME": str(tmp_path / "cache"), "PS1": "shell$ "}
    with Terminal(["bash", "--norc", "--noprofile", "-i"], rows=_ROWS, env=env, cwd=tmp_path) as terminal:
        terminal.wait_for("shell$")
        terminal.send("bind 'set enable-bracketed-paste off'; clear\r")
        terminal.send(f"{_SHOW_BEFORE}\r")
        terminal.wait_for(f"\n{_BEFORE}")
        attributes = _seen_by_jobs(terminal)
        terminal.send(f"{shlex.join([*COMMAND, '--wire', wire, str(write_file(tmp_path, LONG))])}\r")
        terminal.wait_for("para. 1 of 30")
        terminal.settle(0.3)
        yield terminal, attributes


def _seen_by_jobs(terminal: Terminal) -> list[Any]:
    """Return the attributes of the terminal while a program runs that leaves them alone."""
    terminal.send("sleep 0.5\r")
    terminal.settle(0.2)
    attributes = _attributes(terminal)
    terminal.settle(0.6)
    return attributes


@pytest.mark.parametrize("wire", ["thin", "plain"])
def test_program_that_is_stopped_leaves_the_terminal_and_takes_it_again(wire: str, tmp_path: Path) -> None:
    with _shell(tmp_path, wire) as (terminal, attributes):
        for times in range(2):
            terminal.press("}", ")")
            terminal.wait_for(f"para. {times + 2} of 30", 30)
            terminal.settle(0.3)
            shown = terminal.lines()
            terminal.press("ctrl+z")
            terminal.wait_for("Stopped")
            terminal.settle(0.2)
            assert left_on(terminal.bytes_since()) == []
            assert _seen_by_jobs(terminal) == attributes
            assert _BEFORE in terminal.screen_text()
            assert not any("para." in line for line in terminal.lines())
            (program,) = descendants(terminal.pid)
            used = _cpu(program)
            terminal.send("echo in between\r")
            terminal.wait_for("\nin between")
            assert _cpu(program) == used
            terminal.send("fg\r")
            terminal.wait_for(f"para. {times + 2} of 30", 30)
            terminal.settle(0.3)
            assert terminal.lines() == shown
        terminal.press("q")
        terminal.wait_for(lambda text: "para." not in text)
        terminal.settle(0.2)
        assert left_on(terminal.bytes_since()) == []
        assert _seen_by_jobs(terminal) == attributes


def test_program_that_is_stopped_ends_when_its_terminal_goes(tmp_path: Path) -> None:
    with _shell(tmp_path, "thin") as (terminal, _):
        (program,) = descendants(terminal.pid)
        terminal.press("ctrl+z")
        terminal.wait_for("Stopped")
        terminal.hang_up()
        deadline = time.monotonic() + 4
        while Path(f"/proc/{program}").exists() and time.monotonic() < deadline:
            time.sleep(0.02)
        assert not Path(f"/proc/{program}").exists()


def _cpu(pid: int) -> str:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return f"{fields[11]} {fields[12]}"
