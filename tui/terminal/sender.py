"""Sends to a terminal what a wire gives, whenever the line is free: nobody who draws ever waits for it."""

import contextlib
import os
import select
import threading
import time
from typing import Protocol

from tui.terminal.pacing import ASKS, Pacing

_CHUNK = 512
"""Bytes that are written at once: a terminal that takes something takes that much without making its writer wait."""
_LOOK = 0.05
"""Seconds between two looks whether a terminal still takes something."""


class Line(Protocol):
    """What lies between the one who draws and the terminal: a `Wire`, or a `PlainWire`."""

    def take(self, data: str) -> None:
        """Take what is written."""

    def flush(self) -> str:
        """Return what is to be sent now."""

    def resize(self, columns: int, rows: int) -> None:
        """Take another size."""

    def repaint(self) -> None:
        """Send everything again with the next flush."""


class Sender:
    """A thread that writes to a terminal; frames that come while it is busy become one."""

    def __init__(self, line: Line, fileno: int, charset: str, is_asking: bool) -> None:
        """Start the thread.

        Args:
            line: Turns what is written into what is sent.
            fileno: The terminal.
            charset: Name of the codec the terminal understands.
            is_asking: Whether the terminal is asked what has arrived.
        """
        self._line, self._charset = line, charset
        self._fileno, self._is_own = _open_again(fileno)
        self._pacing = Pacing(is_asking)
        self._news = threading.Condition()
        self._is_awake = self._is_ended = self._is_gone = False
        self._written_at = time.monotonic()
        self._stop_reader, self._stop_writer = os.pipe()
        self._thread = threading.Thread(target=self._run, name="terminal-output", daemon=True)
        self._thread.start()

    def take(self, data: str) -> None:
        """Take what is to be written."""
        with self._news:
            self._line.take(data)
            self._wake()

    def resize(self, columns: int, rows: int) -> None:
        """Take another size; the whole screen is to be drawn again."""
        with self._news:
            self._line.resize(columns, rows)

    def repaint(self) -> None:
        """Send the whole screen again."""
        with self._news:
            self._line.repaint()
            self._wake()

    def answered(self) -> None:
        """Take an answer of the terminal."""
        with self._news:
            self._pacing.answered()
            self._news.notify_all()

    def await_answers(self, seconds: float) -> None:
        """Wait until the terminal has given all answers, so that none of them comes to the program after this one."""
        with self._news:
            self._news.wait_for(lambda: self._is_gone or not self._pacing.is_waiting, seconds)
            self._pacing.forget()

    def stop(self, seconds: float) -> None:
        """Send what is left, and end; a terminal that takes nothing for some seconds is left alone for good."""
        with self._news:
            self._is_ended = True
            self._wake()
        self._written_at = time.monotonic()
        while self._thread.is_alive() and time.monotonic() - self._written_at < seconds:
            self._thread.join(_LOOK)
        with contextlib.suppress(OSError):
            os.write(self._stop_writer, b"\0")
        self._thread.join(_LOOK)

    def _wake(self) -> None:
        self._is_awake = True
        self._news.notify_all()

    def _run(self) -> None:
        try:
            while data := self._next():
                if not self._write(data):
                    break
        except OSError:
            # There is no terminal any more; what is drawn goes nowhere.
            pass
        with self._news:
            self._is_gone = True
            self._news.notify_all()
        for fileno in (self._stop_reader, self._stop_writer, *([self._fileno] if self._is_own else [])):
            os.close(fileno)

    def _next(self) -> bytes:
        """Wait for something that can be sent; nothing is the end."""
        with self._news:
            while True:
                self._news.wait_for(lambda: self._is_awake)
                pause = 0.0 if self._is_ended else self._pacing.pause(time.monotonic())
                if pause:
                    self._news.wait(pause)
                    continue
                # What comes from now on wakes it up again.
                self._is_awake = self._is_ended
                data = self._line.flush().encode(self._charset, "replace")
                if data and not self._is_ended and self._pacing.sent(len(data), time.monotonic()):
                    data += ASKS.encode()
                if data or self._is_ended:
                    return data

    def _write(self, data: bytes) -> bool:
        """Write everything, waiting for the terminal; False where it was given up."""
        while data:
            stops, _, _ = select.select([self._stop_reader], [self._fileno], [])
            if stops:
                return False
            # Another program may have set the terminal not to wait, and taken the room meanwhile.
            with contextlib.suppress(BlockingIOError):
                data = data[os.write(self._fileno, data[:_CHUNK]) :]
                self._written_at = time.monotonic()
        return True


def _open_again(fileno: int) -> tuple[int, bool]:
    """Return the terminal opened once more so that writing never waits, and whether that could be done.

    The terminal as it was given is shared with the shell and other programs, which do expect to wait.
    """
    try:
        flags = os.O_WRONLY | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC
        return os.open(os.ttyname(fileno), flags), True
    except OSError:
        return fileno, False
