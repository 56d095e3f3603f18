"""The wire on a real terminal: the same sight either way, no bytes for nothing, slow and odd terminals."""

import os
import re
import select
import signal
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from tests.app.statements import LONG, LONG_PARAGRAPHS, paragraph, write_file
from tests.drawn import FullScreen, FullStream, Look
from tests.e2e.program import COMMAND, environment, started
from tests.terminal import Chunk, Terminal
from tui.terminal.pacing import ASKS, WINDOW

SSH = {"SSH_CONNECTION": "10.0.0.1 50000 10.0.0.2 22"}
_ENDLESS = 10**9
_MOUSE = b"1000 1002 1015 1006".split()
_TIMED = re.compile(r"\d+ (ms|s)\b")
"""What the program says about its own speed, which no two runs share."""


class Watched:
    """A program on a terminal, and all that can be seen of it."""

    def __init__(self, terminal: Terminal, columns: int = 100, rows: int = 30) -> None:
        """Watch from the start."""
        self.terminal = terminal
        self.screen = FullScreen(columns, rows)
        self._stream = FullStream(self.screen)
        self._fed = 0

    def look(self) -> list[list[Look]]:
        """Return what can be seen now, without what differs from run to run."""
        chunks = self.terminal.chunks_since(self._fed)
        self._fed += len(chunks)
        for chunk in chunks:
            self._stream.feed(chunk.data)
        looks = self.screen.looks()
        for row, text in zip(looks, self.screen.display, strict=True):
            if found := _TIMED.search(text):
                row[found.start() :] = []
        return looks

    def settled(self, quiet: float = 0.3) -> list[list[Look]]:
        """Wait until nothing is written any more, and look."""
        self.terminal.settle(quiet, 30)
        return self.look()

    def scribble(self) -> None:
        """Spoil the screen, as another program's output does."""
        self.look()
        self._stream.feed(b"".join(b"\x1b[%d;1H\x1b[31;44m%s" % (y, b"GARBAGE " * 9) for y in range(1, 21)) + b"\x1b[m")

    def resize(self, columns: int, rows: int) -> None:
        """Change the size."""
        self.look()
        self.screen.resize(rows, columns)
        self.terminal.resize(columns, rows)


class FarTerminal(Terminal):
    """A terminal at the end of a slow line."""

    def __init__(
        self, *arguments: Any, rate: int, holds: int = 0, delay: float = 0, answers: bool = True, **options: Any
    ) -> None:
        """Start a program.

        `rate` is in bytes a second, `holds` the bytes that may wait on the way beside those in the kernel, `delay`
        the seconds until an answer of the terminal has come back; a terminal that has not `answers` never does.
        """
        self.rate, self.holds, self.delay, self.answers = rate, holds, delay, answers
        self.waiting = bytearray()
        self.taken = 0
        """Bytes the program has got rid of."""
        self.is_stuck = False
        """Whether nothing is read at all."""
        super().__init__(*arguments, **options)
        self._screen.reply = self._answer

    def _answer(self, data: bytes) -> None:
        if self.answers:
            timer = threading.Timer(self.delay, self._write, (data,))
            timer.daemon = True
            timer.start()

    def _read(self) -> None:
        credit, before = 0.0, time.perf_counter()
        is_open = True
        while not self._stopping and (is_open or self.waiting):
            now = time.perf_counter()
            credit, before = min(credit + (now - before) * self.rate, self.rate / 10), now
            room = self.holds + int(credit) - len(self.waiting)
            if self.is_stuck or room <= 0 or not select.select([self._master], [], [], 0.01)[0]:
                time.sleep(0.01)
            else:
                is_open = self._take(min(room, 65_536))
            count = 0 if self.is_stuck else min(int(credit), len(self.waiting))
            if count:
                credit -= count
                self._keep(Chunk(time.perf_counter(), bytes(self.waiting[:count])))
                del self.waiting[:count]
        with self._news:
            self._ended = True
            self._news.notify_all()

    def _take(self, size: int) -> bool:
        try:
            data = os.read(self._master, size)
        except OSError:
            data = b""
        self.waiting += data
        self.taken += len(data)
        return bool(data)


def far(
    tmp_path: Path, *arguments: str | Path, env: Mapping[str, str | None] | None = None, **line: Any
) -> FarTerminal:
    """Start the program at the end of a slow line."""
    words = [*COMMAND, *(os.fspath(argument) for argument in arguments)]
    return FarTerminal(words, env={**environment(tmp_path / "state"), **(env or {})}, cwd=tmp_path, **line)


@pytest.fixture
def long_file(tmp_path: Path) -> Path:
    """A file with a statement of thirty paragraphs."""
    return write_file(tmp_path, LONG)


def _unlike(one: list[list[Look]], other: list[list[Look]]) -> list[int]:
    return [y for y, (left, right) in enumerate(zip(one, other, strict=True)) if left != right]


def _threads(pid: int) -> int:
    return len(os.listdir(f"/proc/{pid}/task"))


def _status(terminal: Terminal) -> str:
    return terminal.lines()[-2].strip()


# The same sight


SCRIPT: list[tuple[str, str, tuple[str, ...]]] = [
    ("the list", "of 5", ("j", "j", "k")),
    ("the next documents", "document 4 of 5", ("]", "]", "]", "[")),
    ("the text", "para.", ("tab", "j", "j", "space", "space", "b", "k", "}", ")")),
    ("the end and the start", "100%", ("g", "G")),
    ("finding", "/", ("g", "/", *"and", "enter", "n", "n")),
    ("a selection", "", ("escape", "escape", "v", ")", "l", "w")),
    ("a copy", "", ("y",)),
    ("another measure", "", ("escape", "+", "+", "-", "f")),
    ("zen", "", ("z",)),
    ("pages in zen", "", ("space", "space", "j", "b")),
    ("out of zen", "", ("z",)),
    ("no sidebar", "", ("\\", "space")),
    ("the sidebar", "", ("\\",)),
    ("searching", "passages", ("s", *"peace")),
    ("other hits", "", ("down", "pagedown", "pagedown", "up")),
    ("a hit in its text", "", ("enter", "n", "n", "N")),
    ("choosing", "", ("escape", "escape", "c")),
    ("another choice", "", ("down",)),
    ("comparing", "", ("enter",)),
    ("pairs", "", ("]", "]", "tab", "space", "j", "[")),
    ("marks of comparing", "", ("d", "p", "u", "=", "x")),
    ("one column", "", ("w", "space")),
    ("a summary", "", ("w", "i")),
    ("the overview", "", ("escape", "escape", "escape", "O")),
    ("cells of it", "", ("j", "l", "j", "n")),
    ("quotes", "", ("escape", "Q")),
    ("a quote", "", ("tab", "j")),
    ("help", "", ("escape", "escape", "?")),
    ("more help", "", ("space",)),
    ("a line further", "", ("j",)),
    ("the palette", "", ("escape", "ctrl+p")),
    ("commands found", "", (*"the",)),
    ("the list again", "of 5", ("escape", "g")),
]
"""What is looked at, what must be on the screen at 100x30, and the keys that lead there."""


_OPENING = {"escape", "?", "ctrl+p", "enter", *"sQOcz/"}
"""Keys after which the next one waits: a lone escape counts only once nothing has followed it for a while."""


def _press(programs: Sequence[Watched], keys: Sequence[str]) -> None:
    for key in keys:
        for program in programs:
            program.terminal.press(key)
        time.sleep(0.03)
        if key in _OPENING:
            for program, quiet in zip(programs, (0.25, 0.05), strict=False):
                program.terminal.settle(quiet, 30)


def _sights(programs: Sequence[Watched]) -> list[list[list[Look]]]:
    """Look at all programs once they are at rest; one may need longer than the others."""
    for _ in range(10):
        programs[0].terminal.settle(0.2, 30)
        looks = [program.settled(0.02) for program in programs]
        if all(look == looks[0] for look in looks):
            break
    return looks


@pytest.fixture
def both(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[list[Watched]]:
    """The program, plain and thin, side by side."""
    columns, rows = request.param
    with ExitStack() as stack:
        programs = []
        for wire in ("plain", "thin"):
            (tmp_path / wire).mkdir()
            terminal = stack.enter_context(started(tmp_path / wire, "--wire", wire, columns=columns, rows=rows))
            programs.append(Watched(terminal, columns, rows))
        yield programs


@pytest.mark.parametrize("both", [(100, 30), (60, 20)], indirect=True, ids=str)
def test_every_screen_looks_the_same_thin_and_plain(both: list[Watched]) -> None:
    plain, thin = both
    for program in both:
        program.terminal.wait_for("para. 1 of", 20)
        program.settled(0.6)
    sights = set()
    for what, text, keys in SCRIPT:
        _press(both, keys)
        looks = _sights(both)
        shown = ["\n".join(program.screen.display) for program in both]
        assert _unlike(*looks) == [], f"{what}\n{shown[0]}\n{shown[1]}"
        assert plain.screen.columns < 100 or text in shown[1], f"{what}\n{shown[1]}"
        sights.add(shown[1])
    assert len(sights) > len(SCRIPT) * 0.8, "most keys led nowhere"
    sizes = [len(program.terminal.bytes_since()) for program in both]
    assert sizes[1] < sizes[0] / 3

    # What a terminal showed is forgotten where it may be gone.
    wanted = thin.look()
    for program in both:
        program.scribble()
        assert len(_unlike(program.look(), wanted)) >= 19
    _press(both, ["ctrl+l"])
    for program in both:
        assert _unlike(program.settled(), wanted) == []
    for columns, rows in ((72, 22), (plain.screen.columns, plain.screen.lines)):
        for program in both:
            program.resize(columns, rows)
        time.sleep(0.2)
        looks = _sights(both)
        assert _unlike(*looks) == []
    assert _unlike(looks[1], wanted) == []


# Modes


def _modes(data: bytes) -> list[bytes]:
    return re.findall(rb"\x1b\[\?(10(?:0[0-7]|15|16)[hl])", data)


def _on(data: bytes) -> set[bytes]:
    """Return the mouse modes that are set after all that was written."""
    on: set[bytes] = set()
    for mode in _modes(data):
        (on.add if mode.endswith(b"h") else on.discard)(mode[:-1])
    return on


def test_modes_sleep_and_silence(long_file: Path, tmp_path: Path) -> None:
    with started(tmp_path, long_file) as terminal:
        program = Watched(terminal)
        terminal.wait_for("para. 1 of 30")
        wanted = program.settled(0.8)
        assert _on(terminal.bytes_since()) == set(_MOUSE)

        for state in (set(), set(_MOUSE)):
            mark = terminal.mark()
            terminal.press("M")
            terminal.settle(0.3)
            modes = _modes(terminal.bytes_since(mark))
            assert sorted(mode[:-1] for mode in modes) == sorted(_MOUSE)
            assert _on(terminal.bytes_since()) == state

        # Stopped by a signal: the terminal is as it was before, and another program may write what it likes.
        terminal.press("g")
        terminal.settle(0.3)
        for number in (signal.SIGTSTP, signal.SIGSTOP):
            mark = terminal.mark()
            os.kill(terminal.pid, number)
            time.sleep(0.5)
            if number == signal.SIGTSTP:
                assert terminal.bytes_since(mark).rstrip().endswith(b"\x1b[?1049l\x1b[?25h")
                assert _on(terminal.bytes_since()) == set()
            program.scribble()
            os.kill(terminal.pid, signal.SIGCONT)
            assert _unlike(program.settled(0.8), wanted) == []
            assert _on(terminal.bytes_since()) == set(_MOUSE)
        terminal.press("}")
        terminal.wait_for("para. 2 of 30")

        # Nothing happens: nothing is written.
        terminal.settle(0.5)
        mark = terminal.mark()
        with pytest.raises(TimeoutError):
            terminal.wait_for_output(mark, timeout=10)

        # Bytes that are no text.
        terminal.send(b"\xff\xe9\xc3(\x80")
        terminal.press("g")
        terminal.wait_for("para. 1 of 30")

        terminal.press("q")
        assert terminal.wait_exit() == 0
        written = terminal.bytes_since()
        assert _on(written) == set()
        assert b"\x1b[?1003" not in written
        assert b"\x1b[?1004" not in written
        assert b"\x1b[?2048" not in written
        assert b"\x1b[?1016" not in written
        assert ASKS.encode() not in written, "a near terminal is asked"
        assert written.rfind(b"\x1b[?25l") < written.rfind(b"\x1b[?25h")
        assert written.rfind(b"\x1b[?1049h") < written.rfind(b"\x1b[?1049l")
        assert written.rfind(b"\x1b[?7l") < written.rfind(b"\x1b[?7h")


def _wakes(terminal: Terminal) -> str:
    os.kill(terminal.pid, signal.SIGTSTP)
    time.sleep(0.5)
    os.kill(terminal.pid, signal.SIGCONT)
    terminal.settle(0.8)
    return terminal.screen_text()


def test_the_mouse_is_left_alone_until_it_is_taken(long_file: Path, tmp_path: Path) -> None:
    with started(tmp_path, "--no-mouse", long_file) as terminal:
        terminal.wait_for("para. 1 of 30")
        terminal.settle(0.5)
        _wakes(terminal)
        assert _modes(terminal.bytes_since()) == []
        terminal.press("M")
        terminal.settle(0.3)
        assert _on(terminal.bytes_since()) == set(_MOUSE)
        terminal.press("q")
        assert terminal.wait_exit() == 0
        assert _on(terminal.bytes_since()) == set()


def test_a_mouse_that_was_taken_later_is_taken_again_after_a_stop(long_file: Path, tmp_path: Path) -> None:
    with started(tmp_path, "--no-mouse", long_file) as terminal:
        terminal.wait_for("para. 1 of 30")
        terminal.settle(0.5)
        terminal.press("M")
        terminal.settle(0.3)
        _wakes(terminal)
        assert _on(terminal.bytes_since()) == set(_MOUSE)


# Signals at bad moments


def test_signals_to_go_on_that_come_one_upon_the_other_change_nothing(long_file: Path, tmp_path: Path) -> None:
    with started(tmp_path, long_file) as terminal:
        program = Watched(terminal)
        terminal.wait_for("para. 1 of 30")
        wanted, threads = program.settled(0.8), _threads(terminal.pid)
        for _ in range(3):
            for _ in range(4):
                os.kill(terminal.pid, signal.SIGCONT)
                time.sleep(0.001)
            time.sleep(0.5)
        assert _unlike(program.settled(0.8), wanted) == []
        assert _threads(terminal.pid) == threads, "more than one reads the keys"
        terminal.press("}")
        terminal.wait_for("para. 2 of 30")
        terminal.press("q")
        assert terminal.wait_exit(5) == 0


def test_a_size_that_changes_there_and_back_at_once_leaves_nothing_stale(long_file: Path, tmp_path: Path) -> None:
    with started(tmp_path, long_file) as terminal:
        program = Watched(terminal)
        terminal.wait_for("para. 1 of 30")
        wanted = program.settled(0.8)
        for pause in (0, 0, 0.002, 0, 0.002, 0):
            # What the smaller screen has not is gone from the terminal.
            program.resize(60, 20)
            time.sleep(pause)
            program.resize(100, 30)
            assert _unlike(program.settled(0.5), wanted) == []


def test_extreme_sizes_in_a_hurry_end_in_the_right_sight(long_file: Path, tmp_path: Path) -> None:
    with started(tmp_path, long_file) as terminal:
        program = Watched(terminal)
        terminal.wait_for("para. 1 of 30")
        wanted = program.settled(0.8)
        for columns, rows, pause in ((1, 1, 0.0), (500, 200, 0.5), (1, 1, 0.3), (500, 200, 0.0), (100, 30, 0.0)):
            program.resize(columns, rows)
            time.sleep(pause)
        assert _unlike(program.settled(0.8), wanted) == []


def test_a_stop_while_the_terminal_takes_nothing_is_come_back_from(tmp_path: Path) -> None:
    with far(tmp_path, "--wire", "plain", rate=10**7) as terminal:
        terminal.wait_for("document 1 of 5")
        terminal.settle(0.8)
        # Who writes first once the terminal reads again is a matter of luck.
        for _ in range(3):
            terminal.is_stuck = True
            for number in range(20):
                terminal.press("[" if number % 2 else "]")
                time.sleep(0.03)
            os.kill(terminal.pid, signal.SIGTSTP)
            time.sleep(1.5)
            os.kill(terminal.pid, signal.SIGCONT)
            time.sleep(0.5)
            terminal.is_stuck = False
            terminal.settle(0.5)
            written = terminal.bytes_since()
            assert written.rfind(b"\x1b[?1049l") < written.rfind(b"\x1b[?1049h"), "drawn over the shell's screen"
            assert _on(written) == set(_MOUSE)


def _is_running(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def test_a_terminal_that_goes_away_while_it_is_drawn_on_leaves_nothing_running(tmp_path: Path) -> None:
    ignoring = ["sh", "-c", "trap '' HUP; exec \"$@\"", "sh", *COMMAND]
    with FarTerminal(ignoring, env=environment(tmp_path / "state"), cwd=tmp_path, rate=10**7) as terminal:
        terminal.wait_for("document 1 of 5")
        terminal.press(*"][" * 20)
        time.sleep(0.05)
        terminal.hang_up()
        assert terminal.wait_exit(8) == 0
        assert not _is_running(terminal.pid)


def test_the_program_can_be_left_though_the_terminal_takes_nothing(tmp_path: Path) -> None:
    with far(tmp_path, "--wire", "plain", rate=10**7) as terminal:
        terminal.wait_for("document 1 of 5")
        terminal.settle(0.5)
        terminal.is_stuck = True
        terminal.press(*"][" * 10)
        time.sleep(0.5)
        started_at = time.perf_counter()
        terminal.press("q")
        while _is_running(terminal.pid) and time.perf_counter() - started_at < 10:
            time.sleep(0.05)
        assert time.perf_counter() - started_at < 6
        terminal.is_stuck = False
        assert terminal.wait_exit() == 0


def test_a_key_to_leave_typed_before_the_first_frame_leaves_a_clean_terminal(tmp_path: Path) -> None:
    with started(tmp_path) as terminal:
        terminal.press("q")
        assert terminal.wait_exit() == 0
        written = terminal.bytes_since()
        assert _on(written) == set()
        assert written.rfind(b"\x1b[?1049h") < written.rfind(b"\x1b[?1049l")


# Terminals that know less


def test_a_terminal_that_can_do_nothing_is_told_so(tmp_path: Path) -> None:
    with started(tmp_path, env={"TERM": "dumb"}) as terminal:
        assert terminal.wait_exit() == 2
        assert b"\x1b" not in terminal.bytes_since()
        assert "TERM=dumb" in terminal.screen_text()


REDIRECTED = [
    ("2>errors", True),
    ("2>&-", True),
    ("0<&1", True),
    (">out", False),
    ("</dev/null", False),
    (">&-", False),
    ("<&-", False),
]


@pytest.mark.parametrize(("redirection", "runs"), REDIRECTED)
def test_streams_may_go_elsewhere(redirection: str, runs: bool, tmp_path: Path) -> None:
    command = ["sh", "-c", f'exec "$@" {redirection}', "sh", *COMMAND]
    with Terminal(command, env=environment(tmp_path / "state"), cwd=tmp_path) as terminal:
        if not runs:
            assert terminal.wait_exit() == 2
            assert "this is not a terminal" in terminal.screen_text()
            assert b"\x1b" not in terminal.bytes_since()
            return
        terminal.wait_for("document 1 of 5")
        terminal.press("q")
        assert terminal.wait_exit() == 0
        errors = tmp_path / "errors"
        assert not errors.exists() or errors.read_bytes() == b""


_SPECIAL = (
    "Café Workers Declare\n\nBy Zoë Müller\n\n10 May 1999\n\n“Don’t go,” she wrote — “the naïve plan…” "
    "Мир и 和平 1\ufe0f\u20e3 cost €5.\n\nAnother paragraph stands here."
)
CHARSETS = [
    ({"LC_ALL": "C"}, "ascii", "Cafe Workers Declare"),
    ({"LC_ALL": "de_DE.ISO-8859-1"}, "iso8859-1", "Café Workers Declare"),
]


@pytest.mark.parametrize(("locale", "charset", "title"), CHARSETS, ids=["C", "latin-1"])
def test_a_terminal_without_utf_8_gets_only_what_it_has(
    locale: dict[str, str | None], charset: str, title: str, tmp_path: Path
) -> None:
    for name, text in (("a.txt", _SPECIAL), ("b.txt", LONG)):
        (tmp_path / name).write_text(text, "utf-8")
    with started(tmp_path, tmp_path / "a.txt", tmp_path / "b.txt", env=locale) as terminal:
        terminal.wait_for("document 1 of 2")
        terminal.send(b"\xff\xe9\xc3(\x80")
        terminal.press("]", "tab", "space", "v", "escape")
        terminal.settle(0.5)
        terminal.press("s", *"paragraph")
        terminal.settle(0.8)
        terminal.press("escape")
        terminal.settle(0.6)
        terminal.press("[", "g", "ctrl+p")
        terminal.settle(0.8)
        terminal.press("escape")
        terminal.settle(0.6)
        assert terminal.returncode is None
        written = terminal.bytes_since()
        text = re.sub(rb"\x1b[][][^\x07\x1b@-~]*(?:[@-~]|\x07|\x1b\\)", b"", written).decode(charset)
        assert not re.search(r"[\x80-\x9f]", text)
        assert title in text
        if charset == "ascii":
            assert '"Don\'t go," she wrote - "the naive plan' in " ".join(text.split())
        terminal.press("q")
        assert terminal.wait_exit() == 0


# Slow lines


LONGER = "The Longer River\n\nBy Ana Castro\n\n3 March 2021\n\n" + "\n\n".join(
    paragraph(number) for number in range(1, 8 * LONG_PARAGRAPHS)
)
"""A statement of more pages than a key held down for two seconds goes through."""


def _hold(terminal: Terminal, key: str = "space", times: int = 60) -> float:
    for _ in range(times):
        terminal.press(key)
        time.sleep(1 / 30)
    return time.perf_counter()


def _show_pages(
    tmp_path: Path, check: Callable[[FarTerminal, float, int, int], None], quiet: float = 1, **line: Any
) -> None:
    """Hold a key down and check what became of it; then everything must be on the screen."""
    with far(tmp_path, write_file(tmp_path, LONGER), rate=8_000, **line) as terminal:
        program = Watched(terminal)
        terminal.wait_for("para. 1 of", 20)
        terminal.settle(1, 20)
        released = _hold(terminal)
        taken, waiting = terminal.taken, len(terminal.waiting)
        terminal.settle(quiet, 30)
        check(terminal, terminal.chunks_since()[-1].time - released, terminal.taken - taken, waiting)
        sight = program.look()
        terminal.press("ctrl+l")
        assert _unlike(program.settled(1), sight) == [], "stale cells"
        # A new one each key, and none of them lost.
        number = re.match(r"para\. (\d+) of", _status(terminal))
        assert number
        assert int(number[1]) > 100
        terminal.press("q")
        assert terminal.wait_exit() == 0


def test_a_key_held_down_builds_up_no_backlog_on_a_slow_terminal(tmp_path: Path) -> None:
    def check(terminal: FarTerminal, seconds: float, sent: int, waiting: int) -> None:
        # The kernel's buffer holds some 12 kB that cannot be taken back.
        assert seconds < 4
        assert sent < 24_000

    _show_pages(tmp_path, check)


def test_a_key_held_down_builds_up_no_backlog_in_the_buffers_of_a_connection(tmp_path: Path) -> None:
    def check(terminal: FarTerminal, seconds: float, sent: int, waiting: int) -> None:
        assert ASKS.encode() in terminal.bytes_since()
        assert waiting < 2 * WINDOW
        assert sent < 2 * WINDOW
        assert seconds < 3

    _show_pages(tmp_path, check, env=SSH, holds=_ENDLESS, delay=0.3)


def test_a_terminal_that_never_answers_shows_everything_all_the_same(tmp_path: Path) -> None:
    def check(terminal: FarTerminal, seconds: float, sent: int, waiting: int) -> None:
        assert seconds < 8

    # Once it is waited for, five seconds.
    _show_pages(tmp_path, check, quiet=5.5, env=SSH, holds=_ENDLESS, answers=False)


def test_leaving_does_not_wait_twice_for_a_terminal_that_never_answers(tmp_path: Path) -> None:
    with far(tmp_path, env=SSH, rate=10**7, answers=False) as terminal:
        terminal.wait_for("document 1 of 5")
        terminal.settle(0.5)
        assert ASKS.encode() in terminal.bytes_since()
        before = time.perf_counter()
        terminal.press("q")
        assert terminal.wait_exit() == 0
        assert time.perf_counter() - before < 1.8
