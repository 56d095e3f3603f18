"""What lies between the one who draws and a slow terminal: frames become one, raw sequences all arrive, in order."""

import base64
import codecs
import contextlib
import os
import pty
import re
import select
import threading
import time
import tty
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.drawn import Canvas, FullScreen, FullStream
from tui.app.driver import fitted, split
from tui.terminal.capabilities import has_bce, holds_escape, is_far, is_thin_safe
from tui.terminal.keyboard import as_utf8
from tui.terminal.pacing import ASKS, WINDOW, Pacing
from tui.terminal.sender import Line, Sender
from tui.terminal.wire import PlainWire, Wire

COLUMNS, ROWS = 60, 16
_COPY = re.compile(rb"\x1b\]52;c;([^\x07]*)\x07")
_PATIENCE = 10.0
"""Seconds a test waits for what must come; none waits that long where all is well."""

needs_proc = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="needs /proc")


# Pacing


class Far:
    """A pacing with a clock, and what a terminal would have to answer."""

    def __init__(self, is_asking: bool = True) -> None:
        """Begin at an odd time."""
        self.pacing, self.now, self.asked = Pacing(is_asking), 1000.0, 0

    def send(self, size: int) -> bool:
        """Send some bytes, which must be allowed now."""
        assert self.pacing.pause(self.now) == 0
        asks = self.pacing.sent(size, self.now)
        self.asked += asks
        return asks

    def answer(self, count: int = 1) -> None:
        for _ in range(count):
            self.pacing.answered()


def test_a_near_terminal_is_never_asked_and_never_waited_for() -> None:
    far = Far(is_asking=False)
    for _ in range(100):
        assert not far.send(100_000)
    assert not far.pacing.is_waiting


def test_small_frames_are_sent_without_a_question() -> None:
    far = Far()
    assert [far.send(100) for _ in range(12)].index(True) >= 9
    assert far.pacing.is_waiting


def test_a_full_window_waits_for_an_answer() -> None:
    far = Far()
    far.send(WINDOW)
    assert far.pacing.pause(far.now) > 0
    far.answer()
    assert far.pacing.pause(far.now) == 0
    assert not far.pacing.is_waiting


def test_an_answer_frees_what_was_sent_before_its_question_only() -> None:
    far = Far()
    far.send(1500)
    far.send(1500)
    far.send(1500)
    assert far.pacing.pause(far.now) > 0
    far.answer()
    assert far.pacing.pause(far.now) == 0
    far.send(1500)
    assert far.pacing.pause(far.now) > 0


def test_a_terminal_that_never_answers_is_asked_once_and_then_left_in_peace() -> None:
    far = Far()
    far.send(WINDOW)
    far.now += far.pacing.pause(far.now)
    assert not any([far.send(WINDOW) for _ in range(20)])
    assert not far.pacing.is_waiting


def test_a_lost_answer_delays_once_and_the_terminal_is_asked_again() -> None:
    far = Far()
    far.send(WINDOW)
    far.answer()
    far.send(WINDOW)
    far.now += far.pacing.pause(far.now)
    assert far.send(WINDOW)
    assert far.pacing.pause(far.now) > 0
    far.answer()
    assert far.pacing.pause(far.now) == 0


def test_answers_nobody_asked_for_change_nothing() -> None:
    far = Far()
    far.answer(3)
    assert not far.pacing.is_waiting
    far.send(WINDOW)
    assert far.pacing.pause(far.now) > 0


_MOVES = st.lists(
    st.one_of(
        st.tuples(st.just("send"), st.integers(1, 3 * WINDOW)),
        st.tuples(st.just("answer"), st.integers(1, 3)),
        st.tuples(st.just("pass"), st.integers(0, 7)),
    ),
    max_size=60,
)


@given(_MOVES, st.booleans())
def test_nothing_is_ever_stuck_and_no_pause_is_longer_than_the_patience(
    moves: list[tuple[str, int]], is_asking: bool
) -> None:
    pacing, now, longest = Pacing(is_asking), 50.0, 0.0
    for what, number in moves:
        if what == "send":
            pause = pacing.pause(now)
            assert 0 <= pause <= 5
            longest = max(longest, pause)
            # A whole pause is enough whatever the terminal does.
            now += pause
            assert pacing.pause(now) == 0
            pacing.sent(number, now)
        elif what == "answer":
            for _ in range(number):
                pacing.answered()
        else:
            now += number
    assert is_asking or longest == 0


@given(st.lists(st.integers(1, 2 * WINDOW), max_size=60))
def test_less_than_a_window_is_on_its_way_whenever_a_frame_may_go(sizes: list[int]) -> None:
    far = Far()
    questions: list[int] = []
    sent = arrived = 0
    for size in sizes:
        while far.pacing.pause(far.now):
            arrived = questions.pop(0)
            far.answer()
        assert sent - arrived < WINDOW
        sent += size
        if far.send(size):
            questions.append(sent)


# Sender


class Pipe:
    """A terminal that is read when the test wants: a pseudo-terminal as raw as Textual makes it."""

    def __init__(self) -> None:
        """Open it."""
        self.master, self.slave = pty.openpty()
        tty.setraw(self.slave)

    def read(self, until: Callable[[bytes], bool], seconds: float = _PATIENCE) -> bytes:
        """Read until what came is enough, or nothing more comes for some seconds."""
        data = b""
        while not until(data) and select.select([self.master], [], [], seconds)[0]:
            data += os.read(self.master, 65_536)
        return data

    def rest(self) -> bytes:
        """Read what is left, until nothing came for a moment."""
        return self.read(lambda _: False, 0.3)

    def close(self) -> None:
        for fileno in (self.master, self.slave):
            with contextlib.suppress(OSError):
                os.close(fileno)


@pytest.fixture
def pipe() -> Iterator[Pipe]:
    made = Pipe()
    yield made
    made.close()


def _wire() -> Wire:
    return Wire(COLUMNS, ROWS, split, True)


LINES: list[Callable[[], Line]] = [_wire, PlainWire]


def _frames(count: int) -> tuple[list[str], list[list[tuple[object, ...]]]]:
    """Make different frames, and what a terminal shows after the last."""
    canvas, screen = Canvas(Random(6), COLUMNS, ROWS), FullScreen(COLUMNS, ROWS)
    stream = FullStream(screen)
    frames = [canvas.frame() for _ in range(count)]
    for frame in frames:
        stream.feed(frame.replace("\n", "\r\n").encode())
    return frames, screen.looks()


def _looks(data: bytes) -> list[list[tuple[object, ...]]]:
    screen = FullScreen(COLUMNS, ROWS)
    FullStream(screen).feed(data.replace(b"\n", b"\r\n"))
    return screen.looks()


def _copy(number: int) -> str:
    return f"\x1b]52;c;{base64.b64encode(b'quote %d' % number).decode()}\x07"


def test_frames_for_a_terminal_nobody_reads_become_one(pipe: Pipe) -> None:
    frames, looks = _frames(200)
    sender = Sender(_wire(), pipe.slave, "utf-8", False)
    longest = 0.0
    for frame in frames:
        before = time.perf_counter()
        sender.take(frame)
        longest = max(longest, time.perf_counter() - before)
    assert longest < 1, "who draws waited for the terminal"
    data = pipe.rest()
    sender.stop(_PATIENCE)
    data += pipe.rest()
    assert _looks(data) == looks
    assert len(data) < sum(len(frame) for frame in frames) / 8


@pytest.mark.parametrize("make", LINES)
def test_what_is_no_drawing_arrives_all_once_and_in_order(make: Callable[[], Line], pipe: Pipe) -> None:
    frames, looks = _frames(120)
    sender = Sender(make(), pipe.slave, "utf-8", False)
    for number, frame in enumerate(frames):
        sender.take(frame)
        if number % 3 == 0:
            sender.take(_copy(number))
    data = pipe.rest()
    sender.stop(_PATIENCE)
    data += pipe.rest()
    copied = [base64.b64decode(found).decode() for found in _COPY.findall(data)]
    assert copied == [f"quote {number}" for number in range(0, 120, 3)]
    assert _looks(data) == looks


def test_a_frame_that_is_not_complete_waits_for_its_end(pipe: Pipe) -> None:
    sender = Sender(_wire(), pipe.slave, "utf-8", False)
    sender.take("\x1b[?2026h")
    sender.take("\x1b[1;1Hhalf a frame")
    assert pipe.rest() == b""
    sender.take("\x1b[?2026l")
    assert b"half a frame" in pipe.read(lambda data: b"\x1b[?2026l" in data)
    sender.stop(_PATIENCE)


@pytest.mark.parametrize("make", LINES)
def test_stopping_sends_what_is_left(make: Callable[[], Line], pipe: Pipe) -> None:
    sender = Sender(make(), pipe.slave, "utf-8", True)
    text = "x" * (COLUMNS - 1)
    # More than a window, so that the last waits for an answer that never comes.
    for row in range(400):
        sender.take(f"\x1b]2;{row}\x07\x1b[{row % ROWS + 1};1H{text}")
    sender.take("\x1b[?1049l")
    started = time.perf_counter()
    stopper = threading.Thread(target=sender.stop, args=(_PATIENCE,))
    stopper.start()
    data = pipe.read(lambda data: b"\x1b[?1049l" in data)
    stopper.join()
    assert data.replace(ASKS.encode(), b"").endswith(b"\x1b[?1049l")
    assert [int(number) for number in re.findall(rb"\x1b\]2;(\d+)\x07", data)] == list(range(400))
    assert time.perf_counter() - started < 4, "stopping waited for an answer"


def test_stopping_before_anything_was_taken_sends_nothing(pipe: Pipe) -> None:
    Sender(_wire(), pipe.slave, "utf-8", True).stop(_PATIENCE)
    assert pipe.rest() == b""


def test_a_terminal_that_takes_nothing_is_left_in_time(pipe: Pipe) -> None:
    sender = Sender(PlainWire(), pipe.slave, "utf-8", False)
    sender.take("x" * 1_000_000)
    started = time.perf_counter()
    sender.stop(0.3)
    assert 0.2 < time.perf_counter() - started < 3


def test_a_slow_terminal_that_takes_something_gets_everything(pipe: Pipe) -> None:
    sender = Sender(PlainWire(), pipe.slave, "utf-8", False)
    # Several times what fits into the kernel's buffer.
    data = "x" * 100_000 + "\x1b[?1049l"
    sender.take(data)
    got = bytearray()

    def read_slowly() -> None:
        while not got.endswith(b"l") and select.select([pipe.master], [], [], 1)[0]:
            got.extend(os.read(pipe.master, 65_536))
            time.sleep(0.02)

    reader = threading.Thread(target=read_slowly)
    reader.start()
    sender.stop(0.2)
    left = len(data) - len(got)
    reader.join()
    assert left < 30_000


def test_a_terminal_that_is_gone_ends_the_sender_quietly(pipe: Pipe, monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[object] = []
    monkeypatch.setattr(threading, "excepthook", said.append)
    sender = Sender(PlainWire(), pipe.slave, "utf-8", True)
    pipe.close()
    sender.take("x" * 5_000)
    sender.await_answers(_PATIENCE)
    for _ in range(100):
        sender.take("more")
    sender.repaint()
    started = time.perf_counter()
    sender.stop(_PATIENCE)
    assert time.perf_counter() - started < 2
    assert said == []


def test_waiting_for_answers_ends_with_the_last_one(pipe: Pipe) -> None:
    sender = Sender(PlainWire(), pipe.slave, "utf-8", True)
    sender.take("x" * 1_200)
    assert pipe.read(lambda data: data.endswith(ASKS.encode())).count(ASKS.encode()) == 1
    started = time.perf_counter()
    sender.await_answers(0.2)
    assert time.perf_counter() - started >= 0.2
    sender.answered()
    started = time.perf_counter()
    sender.await_answers(_PATIENCE)
    assert time.perf_counter() - started < 2
    sender.stop(_PATIENCE)


def test_an_answer_lets_the_next_frame_go(pipe: Pipe) -> None:
    sender = Sender(PlainWire(), pipe.slave, "utf-8", True)
    sender.take("x" * WINDOW)
    pipe.read(lambda data: data.endswith(ASKS.encode()))
    sender.take("the next one")
    assert pipe.rest() == b""
    sender.answered()
    assert pipe.read(lambda data: b"one" in data) == b"the next one"
    sender.stop(_PATIENCE)


def test_what_the_charset_lacks_ends_nothing(pipe: Pipe) -> None:
    sender = Sender(PlainWire(), pipe.slave, "iso8859-1", False)
    sender.take("caf\xe9 \u201cnever\u201d")
    assert pipe.read(lambda data: len(data) >= 12) == b"caf\xe9 ?never?"
    sender.stop(_PATIENCE)


def test_a_terminal_left_non_blocking_by_another_program_still_gets_everything(pipe: Pipe) -> None:
    os.set_blocking(pipe.slave, False)
    sender = Sender(PlainWire(), pipe.slave, "utf-8", False)
    sender.take("x" * 200_000 + "end")
    time.sleep(0.2)
    data = pipe.read(lambda data: data.endswith(b"end"), 1)
    sender.stop(_PATIENCE)
    assert len(data) == 200_003


_WIDTHS = [
    *("caf\xe9", "e\u0301x", "\u201cnever\u201d \u2014 so", "\u548c\u5e73 a", "A\ufe0fb", "\U0001f600!"),
    *("1\ufe0f\u20e3 x", "#\ufe0f\u20e3"),
]


@pytest.mark.parametrize("text", _WIDTHS)
def test_what_the_charset_lacks_takes_as_many_cells(text: str) -> None:
    written = fitted(text, "ascii")
    assert written.isascii()
    assert len(written) == sum(cells for _, cells in split(text))


# The keyboard


class Typed:
    """A pipe that is typed into, and what arrives at its other end as UTF-8."""

    def __init__(self, charset: str) -> None:
        """Open it."""
        self.source, self.keys = os.pipe()
        self.charset = charset
        self.ends = 0

    def end(self) -> None:
        self.ends += 1

    def close(self) -> None:
        for fileno in (self.source, self.keys):
            with contextlib.suppress(OSError):
                os.close(fileno)


def _arriving(fileno: int, size: int) -> bytes:
    data = b""
    while len(data) < size and select.select([fileno], [], [], _PATIENCE)[0]:
        data += os.read(fileno, size - len(data))
    return data


def _is_silent(fileno: int) -> bool:
    return not select.select([fileno], [], [], 0.1)[0]


TYPED = [
    ("utf-8", [b"caf", b"\xc3", b"\xa9"], "café"),
    ("utf-8", [b"\xf0\x9f", b"\x98", b"\x80!"], "😀!"),
    ("utf-8", [b"a\xffb\xe9c\x80d"], "abcd"),
    ("utf-8", [b"\xe2\x80", b"x"], "x"),
    ("utf-8", [b"\x1b[A\x1b[<0;3;4M\x00\x1b"], "\x1b[A\x1b[<0;3;4M\x00\x1b"),
    ("iso8859-1", [b"caf\xe9 \xff"], "café ÿ"),
    ("koi8-r", [b"\xcd\xc9\xd2"], "мир"),
    ("ascii", [b"a\xc3\xa9b\xff"], "ab"),
    ("euc_jp", [b"\xce", b"\xbc"], b"\xce\xbc".decode("euc_jp")),
]


@pytest.mark.parametrize(("charset", "reads", "text"), TYPED)
def test_what_is_typed_arrives_as_utf_8(charset: str, reads: list[bytes], text: str) -> None:
    typed = Typed(charset)
    with as_utf8(typed.source, charset, typed.end) as fileno:
        for read in reads:
            os.write(typed.keys, read)
            time.sleep(0.02)
        assert _arriving(fileno, len(text.encode())).decode() == text
        assert _is_silent(fileno)
        assert typed.ends == 0
    typed.close()


@given(st.lists(st.binary(max_size=12), max_size=4), st.sampled_from(["utf-8", "iso8859-1", "koi8-r", "gbk"]))
def test_whatever_bytes_are_typed_valid_utf_8_arrives(reads: list[bytes], charset: str) -> None:
    typed, data = Typed(charset), b"".join(reads)
    text = codecs.getincrementaldecoder(charset)("ignore").decode(data)
    with as_utf8(typed.source, charset, typed.end) as fileno:
        for read in reads:
            os.write(typed.keys, read)
        assert _arriving(fileno, len(text.encode())).decode("utf-8") == text
    typed.close()


def _cpu() -> float:
    times = os.times()
    return times.user + times.system


def test_a_terminal_that_hangs_up_is_told_once_and_costs_nothing() -> None:
    typed = Typed("utf-8")
    with as_utf8(typed.source, "utf-8", typed.end) as fileno:
        os.write(typed.keys, b"last")
        assert _arriving(fileno, 4) == b"last"
        os.close(typed.keys)
        before = _cpu()
        assert _is_silent(fileno), "an end of file would make the reader spin"
        time.sleep(0.4)
        assert _cpu() - before < 0.2
        assert typed.ends == 1
    assert typed.ends == 1
    typed.close()


def test_a_pseudo_terminal_that_is_closed_is_told_once(pipe: Pipe) -> None:
    ends: list[bool] = []
    with as_utf8(pipe.slave, "utf-8", lambda: ends.append(True)) as fileno:
        os.close(pipe.master)
        assert _is_silent(fileno)
        time.sleep(0.1)
        assert ends == [True]


def test_nothing_is_taken_from_the_terminal_afterwards() -> None:
    typed = Typed("utf-8")
    with as_utf8(typed.source, "utf-8", typed.end) as fileno:
        os.write(typed.keys, b"for us")
        assert _arriving(fileno, 6) == b"for us"
    os.write(typed.keys, b"for the shell")
    assert not _is_silent(typed.source)
    assert os.read(typed.source, 100) == b"for the shell"
    assert typed.ends == 0
    typed.close()


def test_the_context_can_be_left_while_nobody_reads_a_long_paste() -> None:
    typed = Typed("utf-8")
    paste = b"x" * 300_000
    writer = threading.Thread(target=lambda: _write_ignoring_end(typed.keys, paste), daemon=True)
    started = time.perf_counter()
    with as_utf8(typed.source, "utf-8", typed.end):
        writer.start()
        before = _cpu()
        time.sleep(0.5)
        assert _cpu() - before < 0.3, "a full pipe made somebody spin"
    assert time.perf_counter() - started < 3
    typed.close()
    writer.join(_PATIENCE)


def _write_ignoring_end(fileno: int, data: bytes) -> None:
    with contextlib.suppress(OSError):
        while data:
            data = data[os.write(fileno, data) :]


@pytest.mark.parametrize(("charset", "paste"), [("utf-8", "é和x" * 20_000), ("koi8-r", "мир " * 25_000)])
def test_a_long_paste_arrives_whole_through_a_full_pipe(charset: str, paste: str) -> None:
    typed = Typed(charset)
    writer = threading.Thread(target=lambda: _write_ignoring_end(typed.keys, paste.encode(charset)), daemon=True)
    with as_utf8(typed.source, charset, typed.end) as fileno:
        writer.start()
        time.sleep(0.1)
        assert _arriving(fileno, len(paste.encode())).decode() == paste
        writer.join(_PATIENCE)
    typed.close()


@needs_proc
def test_no_file_and_no_thread_is_left() -> None:
    typed = Typed("utf-8")
    files, threads = len(os.listdir("/proc/self/fd")), threading.active_count()
    for _ in range(20):
        with as_utf8(typed.source, "utf-8", typed.end):
            pass
    assert (len(os.listdir("/proc/self/fd")), threading.active_count()) == (files, threads)
    typed.close()


# What a terminal can be trusted with

BCE = [
    ({"TERM": "xterm-256color"}, True),
    ({"TERM": "xterm"}, True),
    ({"TERM": "xterm-kitty"}, True),
    ({"TERM": "tmux-256color"}, True),
    ({"TERM": "screen-256color", "TMUX": "/tmp/tmux-0/default,1,0"}, True),
    ({"TERM": "screen-256color"}, False),
    ({"TERM": "screen.xterm-256color", "STY": "1.pts-0.host"}, False),
    ({"TERM": "xterm-256color", "STY": "1.pts-0.host"}, False),
    ({"TERM": "rxvt-unicode-256color"}, True),
    ({"TERM": "alacritty"}, True),
    ({"TERM": "foot"}, True),
    ({"TERM": "linux"}, True),
    ({"TERM": "st-256color"}, True),
    ({"TERM": "st"}, True),
    ({"TERM": "stterm"}, False),
    ({"TERM": "vt220"}, False),
    ({"TERM": "some-unheard-of-thing"}, False),
    ({"TERM": ""}, False),
    ({}, False),
]


@pytest.mark.parametrize(("environ", "expected"), BCE, ids=str)
def test_erasing_with_a_background_is_used_where_it_surely_fills(environ: dict[str, str], expected: bool) -> None:
    assert has_bce(environ) is expected


SAFE = [
    *((name, True) for name in ("xterm", "xterm-256color", "screen", "screen.linux", "tmux-256color", "linux", "foot")),
    *((name, True) for name in ("rxvt", "vte-256color", "st-256color", "konsole", "alacritty", "putty", "unheard-of")),
    *((name, False) for name in ("", "dumb", "unknown", "ansi", "vt52", "vt100", "cons25", "sun", "cygwin", "wy60")),
]


@pytest.mark.parametrize(("name", "expected"), SAFE)
def test_differences_are_sent_to_terminals_that_surely_know_scroll_regions(name: str, expected: bool) -> None:
    assert is_thin_safe({"TERM": name}) is expected
    assert not is_thin_safe({})


FAR = [
    ({}, False),
    ({"SSH_CONNECTION": "10.0.0.1 1 10.0.0.2 22"}, True),
    ({"SSH_CLIENT": "10.0.0.1 1 22"}, True),
    ({"SSH_TTY": "/dev/pts/3"}, True),
    ({"SSH_CONNECTION": "10.0.0.1 1 10.0.0.2 22", "TMUX": "/tmp/tmux-0/default,1,0"}, False),
    ({"SSH_CONNECTION": "10.0.0.1 1 10.0.0.2 22", "STY": "1.pts-0.host"}, False),
    ({"SSH_CONNECTION": "", "SSH_TTY": ""}, False),
    ({"SSH_TTY": "/dev/pts/3", "TMUX": ""}, True),
    ({"SSH_AUTH_SOCK": "/tmp/agent"}, False),
]


HOLDS_ESCAPE = [
    ({}, False),
    ({"STY": "1.pts-0.host", "TERM": "screen"}, True),
    ({"TERM": "screen.xterm-256color"}, True),
    ({"TERM": "screen-256color", "TMUX": "/tmp/tmux-0/default,1,0"}, False),
]


@pytest.mark.parametrize(("environ", "expected"), HOLDS_ESCAPE, ids=str)
def test_screen_holds_escape_back(environ: dict[str, str], expected: bool) -> None:
    assert holds_escape(environ) is expected


@pytest.mark.parametrize(("environ", "expected"), FAR, ids=str)
def test_a_terminal_is_far_where_its_answers_come_over_ssh(environ: dict[str, str], expected: bool) -> None:
    assert is_far(environ) is expected
