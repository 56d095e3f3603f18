"""A terminal that goes away, or is read no more, or a signal: the program saves, and ends within two seconds."""

import os
import shlex
import signal
import termios
import time
from pathlib import Path

import pytest

from tests.e2e.program import COMMAND, environment
from tests.survival.chronicles import NAMES, place_on, sentence_of, write_chronicles
from tests.survival.hanging_up import (
    ACTIVITIES,
    ALLOWED_SECONDS,
    WAYS,
    WIRES,
    Place,
    UnreadTerminal,
    cpu_of,
    end_once,
    end_program,
)
from tui.quoting.quote_book import QuoteBook

_FILES = 30


@pytest.mark.parametrize("activity", [name for name in ACTIVITIES if name not in ("copying", "overview", "stalled")])
def test_program_ends_within_two_seconds_and_leaves_nothing_running(activity: str, tmp_path: Path) -> None:
    number = list(ACTIVITIES).index(activity)
    ending = end_once(
        Place(tmp_path, _FILES), activity, WAYS[number % len(WAYS)], WIRES[number // 2 % len(WIRES)], number
    )

    assert ending.seconds <= ALLOWED_SECONDS, ending
    assert ending.is_good, ending


def _opened(tmp_path: Path, *, over_ssh: bool = False) -> UnreadTerminal:
    env = {**environment(tmp_path / "state"), "XDG_CACHE_HOME": str(tmp_path / "cache")}
    if over_ssh:
        env["SSH_CONNECTION"] = "192.0.2.1 50000 192.0.2.2 22"
    library = write_chronicles(tmp_path / "texts")
    terminal = UnreadTerminal([*COMMAND, str(library)], env=env, cwd=tmp_path)
    terminal.wait_for(f"of {len(NAMES)}")
    terminal.settle(0.2)
    return terminal


def _stop_output(terminal: UnreadTerminal) -> None:
    """Stop the output as the kernel does for ctrl+s."""
    descriptor = os.open(os.readlink(f"/proc/{terminal.pid}/fd/0"), os.O_RDWR | os.O_NOCTTY)
    termios.tcflow(descriptor, termios.TCOOFF)
    os.close(descriptor)


@pytest.mark.parametrize(
    ("stop", "way", "over_ssh"),
    [
        ("ctrl+s", "SIGTERM", False),
        ("ctrl+s", "hangup", True),
        ("nobody reads", "SIGTERM", True),
        ("nobody reads", "hangup", False),
    ],
)
def test_program_at_a_stalled_terminal_saves_and_ends(stop: str, way: str, over_ssh: bool, tmp_path: Path) -> None:
    with _opened(tmp_path, over_ssh=over_ssh) as terminal:
        terminal.press("enter")
        terminal.wait_for("y copy")
        if stop == "ctrl+s":
            _stop_output(terminal)
        else:
            terminal.stop_reading()
        # Keys still arrive, and more is drawn than the kernel keeps.
        for key in ("]", ")", ")", *["ctrl+l"] * 12, "y"):
            terminal.press(key)
            time.sleep(0.03)
        used = cpu_of(terminal.pid)
        time.sleep(0.3)
        assert cpu_of(terminal.pid) - used < 0.15, "it does not wait, it spins"
        seconds, cpu = end_program(terminal, way)

    assert seconds <= ALLOWED_SECONDS
    assert cpu < 0.3
    book = QuoteBook(tmp_path / "state" / "data" / "statement-browser" / "quotes.jsonl")
    book.refresh()
    assert [entry.quote.text for entry in book.entries] == [sentence_of("b-003")]
    with _opened(tmp_path) as terminal:
        assert place_on(terminal.screen_text()) == "b-003"


def test_xoff_that_was_typed_before_the_start_holds_nothing_up(tmp_path: Path) -> None:
    program = shlex.join([*COMMAND, str(write_chronicles(tmp_path / "texts"))])
    env = {**environment(tmp_path / "state"), "XDG_CACHE_HOME": str(tmp_path / "cache")}
    with UnreadTerminal(["sh", "-c", f"stty ixon; echo soon; sleep 0.4; exec {program}"], env=env) as terminal:
        terminal.wait_for("soon")
        terminal.press("ctrl+s")
        terminal.wait_for("para. 1 of")
        terminal.press("enter", ")", "ctrl+s", ")")
        terminal.wait_for(lambda text: place_on(text) == "a-003")


@pytest.mark.parametrize("key", ["s", "Q"])
def test_program_that_is_told_while_a_screen_opens_ends_in_silence(key: str, tmp_path: Path) -> None:
    with _opened(tmp_path) as terminal:
        terminal.press(key)
        time.sleep(0.03)
        os.kill(terminal.pid, signal.SIGTERM)
        assert terminal.wait_exit() == 0
        assert b"Traceback" not in terminal.bytes_since()


def test_program_that_is_told_twice_ends_all_the_same(tmp_path: Path) -> None:
    with _opened(tmp_path) as terminal:
        os.kill(terminal.pid, signal.SIGHUP)
        os.kill(terminal.pid, signal.SIGTERM)
        seconds, _ = end_program(terminal, "hangup")

    assert seconds <= ALLOWED_SECONDS


def test_place_is_kept_when_the_program_ends_at_once_after_a_key(tmp_path: Path) -> None:
    for number, way in enumerate(WAYS, 2):
        with _opened(tmp_path) as terminal:
            terminal.press("enter", "tab", "enter")
            terminal.press(")")
            terminal.wait_for(lambda text, number=number: place_on(text) == f"a-{number:03}")  # type: ignore[misc]
            end_program(terminal, way)
    with _opened(tmp_path) as terminal:
        assert place_on(terminal.screen_text()) == f"a-{1 + len(WAYS):03}"
