"""A real pseudo-terminal around a program, for end-to-end tests and measurements.

Bytes are kept as they came, with the time of each read (`time.perf_counter`), and drawn when somebody looks.

    with Terminal([sys.executable, "-m", "tui"], columns=100, rows=30) as terminal:
        terminal.wait_for("para. 1 of 4")
        mark = terminal.mark()
        terminal.press("pagedown")
        terminal.settle()
        assert len(terminal.bytes_since(mark)) < 5_000
"""

import contextlib
import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import termios
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple, Self, TypeVar

from tests.benchmarks.processes import descendants, memory_of
from tests.benchmarks.screen import TerminalScreen, TerminalStream

KEYS = {
    "enter": "\r", "tab": "\t", "shift+tab": "\x1b[Z", "escape": "\x1b", "space": " ", "backspace": "\x7f",
    "up": "\x1b[A", "down": "\x1b[B", "right": "\x1b[C", "left": "\x1b[D", "home": "\x1b[H", "end": "\x1b[F",
    "pageup": "\x1b[5~", "pagedown": "\x1b[6~", "delete": "\x1b[3~", "f1": "\x1bOP", "f2": "\x1bOQ",
    "ctrl+up": "\x1b[1;5A", "ctrl+down": "\x1b[1;5B",
}  # fmt: skip
"""What xterm sends for the keys that have names; `ctrl+` and a letter needs no entry."""

_HIDDEN = re.compile(
    r"TMUX.*|STY|SSH_.*|TERM_.*|WT_SESSION|.*DISPLAY|LESS.*|TEXTUAL.*|COLUMNS|LINES|COLORTERM|(NO|FORCE)_COLOR"
)
"""Variables of the terminal the tests happen to run in, which would change what a program writes."""

_QUERY = re.compile(rb"\x1b\[(?:\?\d+\$p|[56]n|0?c)")
"""Questions a program waits for the answer of, so that they cannot wait for somebody to look."""

Found = TypeVar("Found")


class Chunk(NamedTuple):
    """What one read brought."""

    time: float
    """Seconds of `time.perf_counter` at which it had arrived."""
    data: bytes
    """The bytes, as the program wrote them."""


class Terminal:
    """A program on a pseudo-terminal; leaving the context kills what it started."""

    def __init__(
        self,
        command: Sequence[str],
        *,
        columns: int = 100,
        rows: int = 30,
        env: Mapping[str, str | None] | None = None,
        cwd: Path | None = None,
    ) -> None:
        """Start the program.

        `columns` and `rows` are in cells; `env` adds variables to a plain xterm's, and None takes one away.
        """
        self._news = threading.Condition()
        self._drawing = threading.RLock()
        self._chunks: list[Chunk] = []
        self._fed = 0
        self._stopping = self._ended = False
        self._screen = TerminalScreen(columns, rows, self._write)
        self._stream = TerminalStream(self._screen)
        self._master, slave = pty.openpty()
        self._set_size(columns, rows)
        self.started = time.perf_counter()
        """When the program was started."""
        # A session leader that opens a terminal by name gets it as its controlling one, so that /dev/tty,
        # SIGWINCH and SIGHUP work. The shell replaces itself: its process number is the program's.
        whole = ["/bin/sh", "-c", 'exec "$@" <>"$0" >&0 2>&0', os.ttyname(slave), *command]
        surroundings = _environment(env or {})
        self._process = subprocess.Popen(
            whole, stdin=slave, stdout=slave, stderr=slave, start_new_session=True, cwd=cwd, env=surroundings
        )
        os.close(slave)
        self._reader = threading.Thread(target=self._read, name="terminal-reader", daemon=True)
        self._reader.start()

    def __enter__(self) -> Self:
        """Return the running terminal."""
        return self

    def __exit__(self, *_: object) -> None:
        """Kill the program and its children, and close the terminal."""
        self.close()

    @property
    def pid(self) -> int:
        """Process number of the program."""
        return self._process.pid

    @property
    def returncode(self) -> int | None:
        """Exit status (negative: the signal), or None while the program runs."""
        return self._process.poll()

    @property
    def screen(self) -> TerminalScreen:
        """The screen as it is now: cells with their colours in `buffer`, `cursor`, `title`."""
        with self._drawing:
            while self._feed_next():
                pass
        return self._screen

    def lines(self) -> list[str]:
        """Return the rows on the screen, top to bottom, without trailing spaces."""
        with self._drawing:
            return self.screen.rows_of_text()

    def screen_text(self) -> str:
        """Return the rows on the screen, joined by newlines."""
        return "\n".join(self.lines())

    def send(self, keys: str | bytes) -> float:
        """Type something; returns the time just before it was written."""
        before = time.perf_counter()
        self._write(keys.encode() if isinstance(keys, str) else keys)
        return before

    def press(self, *names: str) -> float:
        """Press keys by name ("pagedown", "ctrl+p", "j"); returns the time just before."""
        return self.send("".join(_key(name) for name in names))

    def mark(self) -> int:
        """Return a place in the output, for `bytes_since` and `chunks_since`."""
        return len(self._chunks)

    def chunks_since(self, mark: int = 0) -> list[Chunk]:
        """Return the reads since a mark (from the start without one)."""
        return self._chunks[mark:]

    def bytes_since(self, mark: int = 0) -> bytes:
        """Return the bytes the program wrote since a mark (from the start without one)."""
        return b"".join(chunk.data for chunk in self.chunks_since(mark))

    def wait_for(self, what: str | Callable[[str], bool], timeout: float = 10) -> float:
        """Wait until the screen shows something; what is there already counts.

        A frame inside a synchronized update is looked at when it is complete, as a terminal would show it.

        Args:
            what: A text within one row, or a predicate of `screen_text()`.
            timeout: Seconds until it gives up with a TimeoutError.

        Returns: The time at which the bytes that completed the sight arrived.
        """
        shows = (lambda text: what in text) if isinstance(what, str) else what
        moment = self._wait(lambda: self._moment_of(shows), timeout)
        if moment is None:
            raise TimeoutError(f"never on screen within {timeout} s: {what!r}\n{self.screen_text()}")
        return moment

    def wait_for_output(self, mark: int, timeout: float = 10) -> float:
        """Wait until something has been written since a mark; returns the time it arrived."""
        if not self._wait(lambda: self._chunks[mark:] or None, timeout):
            raise TimeoutError(f"nothing written within {timeout} s\n{self.screen_text()}")
        return self._chunks[mark].time

    def settle(self, quiet: float = 0.3, timeout: float = 10) -> float:
        """Wait until nothing has been written for `quiet` seconds; returns the time of the last bytes."""
        start = time.perf_counter()

        def is_quiet() -> bool | None:
            return time.perf_counter() - max(self._last_time(), start) >= quiet or None

        if not self._wait(is_quiet, timeout) and not self._ended:
            raise TimeoutError(f"still writing after {timeout} s\n{self.screen_text()}")
        return self._last_time()

    def wait_exit(self, timeout: float = 10) -> int:
        """Wait until the program and its output end; returns the exit status."""
        status = self._process.wait(timeout)
        self._wait(lambda: self._ended or None, timeout)
        return status

    def resize(self, columns: int, rows: int) -> None:
        """Change the size; the kernel tells the program (SIGWINCH)."""
        with self._drawing:
            self.screen.resize(rows, columns)
        self._set_size(columns, rows)

    def hang_up(self) -> None:
        """Take the terminal away, as a dropped connection does (SIGHUP)."""
        self._stopping = True
        self._reader.join()
        if self._master >= 0:
            os.close(self._master)
            self._master = -1

    def pss(self) -> int:
        """Return the proportional set size of the program and its children, in bytes."""
        return sum(memory_of(pid) for pid in (self.pid, *descendants(self.pid)))

    def close(self) -> None:
        """Kill the program and what it left running, by their numbers, and close the terminal."""
        children = descendants(self.pid)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.pid, signal.SIGKILL)
        for pid in children:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self._process.wait()
        self.hang_up()

    def _write(self, data: bytes) -> None:
        with contextlib.suppress(OSError):
            os.write(self._master, data)

    def _set_size(self, columns: int, rows: int) -> None:
        fcntl.ioctl(self._master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def _read(self) -> None:
        while not self._stopping:
            # The pause bounds how long hang_up waits; bytes that come end it at once.
            if not select.select([self._master], [], [], 0.05)[0]:
                continue
            try:
                data = os.read(self._master, 65_536)
            except OSError:
                data = b""
            if not data:
                break
            self._keep(Chunk(time.perf_counter(), data))
        with self._news:
            self._ended = True
            self._news.notify_all()

    def _keep(self, chunk: Chunk) -> None:
        before = self._chunks[-1].data[-16:] if self._chunks else b""
        with self._news:
            self._chunks.append(chunk)
            self._news.notify_all()
        if _QUERY.search(before + chunk.data):
            _ = self.screen

    def _last_time(self) -> float:
        return self._chunks[-1].time if self._chunks else self.started

    def _feed_next(self) -> Chunk | None:
        if self._fed == len(self._chunks):
            return None
        chunk = self._chunks[self._fed]
        self._fed += 1
        self._stream.feed(chunk.data)
        return chunk

    def _moment_of(self, shows: Callable[[str], bool]) -> float | None:
        chunk = self._chunks[self._fed - 1] if self._fed else None
        while True:
            with self._drawing:
                if chunk and not self._screen.is_drawing and shows("\n".join(self._screen.rows_of_text())):
                    return chunk.time
                chunk = self._feed_next()
            if chunk is None:
                return None

    def _wait(self, look: Callable[[], Found | None], timeout: float) -> Found | None:
        """Look again whenever something arrives, until there is an answer, the end or the timeout."""
        deadline = time.perf_counter() + timeout
        while True:
            seen, ended = len(self._chunks), self._ended
            found = look()
            left = deadline - time.perf_counter()
            if found is not None or ended or left <= 0:
                return found
            with self._news:
                if seen == len(self._chunks):
                    self._news.wait(min(left, 0.05))


def _key(name: str) -> str:
    if name in KEYS or len(name) == 1:
        return KEYS.get(name, name)
    return chr(ord(name.removeprefix("ctrl+")) & 0x1F)


def _environment(changes: Mapping[str, str | None]) -> dict[str, str]:
    plain = {name: value for name, value in os.environ.items() if not _HIDDEN.fullmatch(name)}
    wanted = {**plain, "TERM": "xterm-256color", "LC_ALL": "C.UTF-8", **changes}
    return {name: value for name, value in wanted.items() if value is not None}
