"""Start, keys, sizes and leaving, on a real pseudo-terminal."""

import base64
import contextlib
import os
import re
import shlex
import signal
import subprocess
from pathlib import Path

import pytest

from tests.app.statements import LONG, sentence, write_file
from tests.e2e.program import COMMAND, environment, started
from tests.terminal import Terminal

FIRST = "The current unprecedented escalation around Ukraine"


@pytest.fixture
def long_file(tmp_path: Path) -> Path:
    """A file with a statement of thirty paragraphs."""
    return write_file(tmp_path, LONG)


def _status(terminal: Terminal) -> str:
    return terminal.lines()[-2].strip()


def test_the_program_starts_and_shows_a_statement(tmp_path: Path) -> None:
    with started(tmp_path) as terminal:
        terminal.wait_for(FIRST)
        terminal.wait_for("document 1 of 5")
        terminal.wait_for("Danil Bochkov · undated")


@pytest.mark.parametrize("size", [(80, 24), (60, 20), (200, 50), (40, 10)], ids=str)
def test_every_size_shows_the_text_and_the_place(size: tuple[int, int], tmp_path: Path) -> None:
    with started(tmp_path, columns=size[0], rows=size[1]) as terminal:
        terminal.wait_for("para. 1 of")
        terminal.wait_for(FIRST[:24])
        assert all(len(line) <= size[0] for line in terminal.lines())


KEYS = [
    ((")",), "para. 1 of 30"),
    (("}",), "para. 2 of 30"),
    (("ctrl+down",), "para. 3 of 30"),
    (("{",), "para. 2 of 30"),
    (("ctrl+up",), "para. 1 of 30"),
    (("end",), "para. 30 of 30, 100%"),
    (("home",), "para. 1 of 30"),
    (("G",), "para. 30 of 30, 100%"),
    (("g",), "para. 1 of 30"),
    (("}", "}", "}"), "para. 4 of 30"),
    (("pagedown", "pagedown", "pagedown", "pageup", "pageup", "pageup"), "para. "),
    (("/", *"part 9 comes", "enter"), "para. 9 of 30"),
    (("escape", "g", "("), "byline"),
]
"""Keys as a real terminal sends them, one after the other in one run, and what the status line says then."""


def test_keys_as_a_terminal_sends_them(long_file: Path, tmp_path: Path) -> None:
    with started(tmp_path, long_file) as terminal:
        terminal.wait_for("para. 1 of 30")
        for keys, status in KEYS:
            for key in keys:
                terminal.press(key)
                # A lone escape counts only once nothing has followed it for a while.
                terminal.settle(0.4 if key == "escape" else 0.08)
            with contextlib.suppress(TimeoutError):
                terminal.wait_for(lambda _, status=status: _status(terminal).startswith(status), 5)  # type: ignore[misc]
            assert _status(terminal).startswith(status), (keys, terminal.screen_text())


def test_f1_f2_and_tab_reach_the_program(tmp_path: Path) -> None:
    with started(tmp_path) as terminal:
        terminal.wait_for("Danil Bochkov · undated")
        terminal.press("f2")
        terminal.wait_for(lambda text: "Danil Bochkov · undated" not in text)
        terminal.press("tab")
        terminal.wait_for("Danil Bochkov · undated")
        terminal.press("f1")
        terminal.wait_for("Scroll one line down.")
        terminal.settle(0.2)
        terminal.press("escape")
        terminal.wait_for("Danil Bochkov · undated")
        terminal.press("ctrl+p")
        terminal.wait_for("│ command ")
        terminal.press(*"theme")
        terminal.wait_for("Change the theme")


def _copied(terminal: Terminal, mark: int) -> list[str]:
    found = re.findall(rb"\x1b\]52;c;([^\x07\x1b]*)(?:\x07|\x1b\\)", terminal.bytes_since(mark))
    return [base64.b64decode(each).decode() for each in found]


def test_y_sends_the_sentence_to_the_terminals_clipboard(long_file: Path, tmp_path: Path) -> None:
    with started(tmp_path, long_file) as terminal:
        terminal.wait_for("para. 1 of 30")
        mark = terminal.mark()
        terminal.press("}", ")")
        terminal.wait_for("para. 2 of 30")
        terminal.settle(0.3)
        terminal.press("y")
        terminal.wait_for("to your terminal (OSC 52)")
        assert _copied(terminal, mark) == [sentence(2, 1)]


def test_keys_typed_ahead_all_count_and_the_notice_of_the_last_stays(long_file: Path, tmp_path: Path) -> None:
    with started(tmp_path, long_file) as terminal:
        terminal.wait_for("para. 1 of 30")
        mark = terminal.mark()
        terminal.press("}", ")", "y")
        terminal.wait_for_output(mark)
        terminal.settle(0.5)
        assert _copied(terminal, mark) == [sentence(2, 1)]
        assert "to your terminal (OSC 52)" in _status(terminal)


def test_resizing_is_followed_and_keeps_the_sentence(long_file: Path, tmp_path: Path) -> None:
    with started(tmp_path, long_file) as terminal:
        terminal.wait_for("para. 1 of 30")
        terminal.press(*"}}}}}}}}", ")")
        terminal.wait_for("para. 9 of 30")
        for columns, rows in ((60, 20), (200, 50), (40, 10), (80, 24)):
            terminal.resize(columns, rows)
            terminal.wait_for("para. 9 of 30")
            terminal.settle(0.3)
            assert any("▌" in line for line in terminal.lines()), terminal.screen_text()
        terminal.resize(30, 8)
        terminal.wait_for("Too small")
        terminal.resize(100, 30)
        terminal.wait_for(lambda text: "Too small" not in text and "para. 9 of 30" in text)


def test_redraw_brings_a_spoilt_screen_back(long_file: Path, tmp_path: Path) -> None:
    with started(tmp_path, long_file) as terminal:
        terminal.wait_for("para. 1 of 30")
        terminal.settle(0.5)
        before = terminal.lines()
        for row in range(30):
            terminal.screen.cursor_position(row + 1, 1)
            terminal.screen.draw("GARBAGE " * 12)
        assert terminal.lines() != before
        terminal.press("ctrl+l")
        terminal.settle(0.5)
        assert terminal.lines() == before


def test_q_leaves_status_0_and_the_terminal_as_it_was(long_file: Path, tmp_path: Path) -> None:
    with started(tmp_path, long_file) as terminal:
        terminal.wait_for("para. 1 of 30")
        terminal.press("q")
        assert terminal.wait_exit() == 0
        written = terminal.bytes_since()
        for mode in (b"1049", b"1000", b"1003", b"1006", b"2004"):
            on, off = written.rfind(b"\x1b[?%sh" % mode), written.rfind(b"\x1b[?%sl" % mode)
            assert on < off or on == -1, f"mode {mode.decode()} was left on"
        assert b"\x1b[?1049h" in written
        assert written.rfind(b"\x1b[?25l") < written.rfind(b"\x1b[?25h"), "the cursor was left hidden"
        assert terminal.screen_text().strip() == ""


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_the_program(number: signal.Signals, long_file: Path, tmp_path: Path) -> None:
    with started(tmp_path, long_file) as terminal:
        terminal.wait_for("para. 1 of 30")
        os.kill(terminal.pid, number)
        terminal.wait_exit()


def test_a_dropped_connection_ends_the_program(long_file: Path, tmp_path: Path) -> None:
    with started(tmp_path, long_file) as terminal:
        terminal.wait_for("para. 1 of 30")
        terminal.hang_up()
        terminal.wait_exit()


def test_without_a_terminal_the_program_says_so_in_one_line(tmp_path: Path) -> None:
    done = subprocess.run(
        COMMAND,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        cwd=tmp_path,
        timeout=60,
        env={"PATH": os.environ["PATH"], **environment(tmp_path / "state")},
    )
    assert done.returncode == 2
    assert done.stdout == ""
    assert "not a terminal" in done.stderr
    assert done.stderr.count("\n") == 1


def test_output_into_a_pipe_of_a_real_terminal_says_so_too(tmp_path: Path) -> None:
    words = " ".join(map(shlex.quote, COMMAND))
    surroundings = environment(tmp_path / "state")
    with Terminal(["sh", "-c", f"{words} | cat; exit 3"], env=surroundings, cwd=tmp_path) as terminal:
        assert terminal.wait_exit() == 3
        assert "not a terminal" in terminal.screen_text().replace("\n", "")
        assert b"\x1b[?1049h" not in terminal.bytes_since()


def test_an_unknown_path_is_said_before_the_screen_is_touched(tmp_path: Path) -> None:
    with started(tmp_path, "nowhere") as terminal:
        assert terminal.wait_exit() == 2
        assert "no such file or folder: nowhere" in terminal.screen_text()
        assert b"\x1b[?1049h" not in terminal.bytes_since()


@pytest.mark.parametrize("key", ["pagedown", "j", "b"])
def test_a_key_brings_one_frame_of_at_most_5_kb(key: str, long_file: Path, tmp_path: Path) -> None:
    with started(tmp_path, long_file) as terminal:
        terminal.wait_for("para. 1 of 30")
        terminal.press("pagedown")
        terminal.settle(0.5)
        mark = terminal.mark()
        terminal.press(key)
        terminal.wait_for_output(mark)
        terminal.settle(0.4)
        written = terminal.bytes_since(mark)
        assert len(written) <= 5_000
        assert written.count(b"\x1b[?2026h") == 1


def test_nothing_is_written_while_nothing_happens(long_file: Path, tmp_path: Path) -> None:
    with started(tmp_path, long_file) as terminal:
        terminal.wait_for("para. 1 of 30")
        terminal.settle(1)
        mark = terminal.mark()
        with pytest.raises(TimeoutError):
            terminal.wait_for_output(mark, timeout=1.5)
