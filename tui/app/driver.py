"""The driver that sends the least: only what changed on the screen, and never more than the line takes.

Three things that Textual asks of a terminal it does not ask: reports of every motion of the mouse (1003) become
reports of drags (1002), and neither the focus of the window (1004) nor its size in pixels (2048, and with it a report
for each pixel of a drag, 1016) is reported. A reader has no use for them, and they cost bytes on the way up and
repaints on the way down.
"""

import asyncio
import contextlib
import os
import re
import shutil
import signal
import termios
import threading
from typing import TYPE_CHECKING, Any

from rich.cells import split_graphemes
from textual.drivers.linux_driver import LinuxDriver
from textual.events import CursorPosition, Paste
from textual.message import Message

from tui.terminal.capabilities import drawn_on, has_bce, is_far
from tui.terminal.charset import fitting, given_variables, terminal_charset
from tui.terminal.jobs import has_shell
from tui.terminal.keyboard import as_utf8
from tui.terminal.restoring import RESTORE
from tui.terminal.sender import Sender
from tui.terminal.wire import PlainWire, Wire

if TYPE_CHECKING:
    from textual.app import App

_INSTEAD = {
    "\x1b[?1003h": "\x1b[?1002h",
    "\x1b[?1003l": "\x1b[?1002l",
    "\x1b[?1004h": "",
    "\x1b[?1004l": "",
    "\x1b[?2048$p": "",
}
_MOUSE_MODES = (1000, 1002, 1015, 1006)
"""Buttons and the wheel; drags; coordinates in urxvt's and in xterm's own notation (xterm's ctlseqs)."""
_MOUSE_ON = "".join(f"\x1b[?{mode}h" for mode in _MOUSE_MODES)
_MOUSE_OFF = "".join(f"\x1b[?{mode}l" for mode in reversed(_MOUSE_MODES))
_MOUSE_SWITCHES = frozenset(f"\x1b[?{mode}{end}" for mode in _MOUSE_MODES for end in "hl")
_SETTINGS = "\x1b[?7l\x1b[?25l"
"""No wrapping and no cursor, as Textual sets them."""
_ALTERNATE_SCREEN = "\x1b[?1049h"
_TEXT = re.compile(r"[^\x00-\x1f\x7f]+")
_PATIENCE_AT_END = 1.0
"""Seconds a terminal gets to answer, and then to take what is left."""


def split(text: str) -> list[tuple[str, int]]:
    """Take a text apart into characters with their cells, as Textual lays it out."""
    return [(text[start:end], width) for start, end, width in split_graphemes(text)[0]]


def fitted(data: str, charset: str) -> str:
    """Return what is written with a readable substitute, as wide, for each character that a charset lacks."""
    if charset == "utf-8" or data.isascii():
        return data
    return _TEXT.sub(lambda found: fitting(found[0], charset, split), data)


class ThinDriver(LinuxDriver):
    """A driver for a terminal at the end of a slow line."""

    def __init__(self, app: "App[Any]", *, mouse: bool = True, **options: Any) -> None:
        """Make the driver; nothing is written before the application mode starts.

        Args:
            app: The application; its ``is_thin`` says whether differences are sent, or everything as it is drawn.
            mouse: Whether the mouse is taken.
            options: Textual's own.
        """
        self._of_thread = threading.local()
        # Whether the mouse is taken may change; what is written for it is left out while it is not.
        super().__init__(app, mouse=True, **options)
        self._browser: Any = app
        self._signals = asyncio.get_running_loop()
        self._is_suspended = self._has_screen = self._is_first_size = False
        self._can_pause = bool(getattr(app, "can_pause", True))
        if self._can_pause:
            signal.signal(signal.SIGTSTP, lambda *_: self._signals.call_soon_threadsafe(self._pause))
        self._forbid_pauses()
        signal.signal(signal.SIGCONT, lambda *_: self._signals.call_soon_threadsafe(self._go_on))
        self._charset = terminal_charset(given_variables())
        self._sender: Sender | None = None
        self._drawn: tuple[int, int] = 0, 0
        self.has_mouse = mouse
        """Whether the terminal reports what the mouse does."""

    @property
    def fileno(self) -> int:
        """The terminal; for the thread that reads keys what stands in for it."""
        return int(getattr(self._of_thread, "fileno", self._terminal))

    @fileno.setter
    def fileno(self, fileno: int) -> None:
        self._terminal = fileno

    def take_mouse(self, takes: bool) -> None:
        """Take the mouse, or let go of it so that the terminal's own selection works."""
        self.has_mouse = True
        self.write(_MOUSE_ON if takes else _MOUSE_OFF)
        self.has_mouse = takes

    def resize(self, columns: int, rows: int) -> bool:
        """Take another size, before anything is drawn for it; tells whether everything is to be drawn again.

        A terminal that changes its size moves what it shows, even where it has the old one again at once.
        """
        is_known = self._is_first_size and (columns, rows) == self._drawn
        self._is_first_size = False
        if self._sender is None or is_known:
            return False
        self._drawn = columns, rows
        self._sender.resize(columns, rows)
        return True

    def repaint(self) -> None:
        """Send the whole screen again, whatever the terminal shows."""
        if self._sender is not None:
            self._sender.take(_SETTINGS)
            self._sender.repaint()

    def write(self, data: str) -> None:
        """Take what is to be written; it is sent as soon as the line is free."""
        if self._sender is None:
            return
        self._has_screen |= data == _ALTERNATE_SCREEN
        data = _INSTEAD.get(data, data)
        if not self.has_mouse and data in _MOUSE_SWITCHES:
            return
        self._sender.take(fitted(data, self._charset))

    def start_application_mode(self) -> None:
        """Start, or start again after the program was suspended."""
        self._drawn = shutil.get_terminal_size()
        self._is_first_size, self._is_suspended, self._has_screen = True, False, False
        wire = Wire(*self._drawn, split, has_bce(os.environ)) if self._is_thin else PlainWire()
        fileno = drawn_on()
        if fileno is None:
            raise RuntimeError("there is no terminal to write to")
        self._sender = Sender(wire, fileno, self._charset, is_far(os.environ))
        super().start_application_mode()  # type: ignore[no-untyped-call]
        self._forbid_pauses()
        if not self._has_screen:
            # In the background nothing may be drawn; the shell will say when.
            self.close()
            self._is_suspended = True

    def resume_application_mode(self) -> None:
        """Go on, also where the program was stopped without a word and has left nothing."""
        if self._sender is not None:
            self.suspend_application_mode()
        super().resume_application_mode()
        self.send_message(self.SignalResume())

    def suspend_application_mode(self) -> None:
        """Leave the terminal to others for a while."""
        super().suspend_application_mode()
        self._is_suspended = True

    def disable_input(self) -> None:
        """Take no keys any more."""
        # An answer that came later would be read by the shell.
        if self._sender is not None:
            self._sender.await_answers(self._patience)
        super().disable_input()

    def stop_application_mode(self) -> None:
        """Leave the terminal as it was."""
        if self.has_mouse:
            self.write(_MOUSE_OFF)
        super().stop_application_mode()

    def close(self) -> None:
        """Send what is left, and send nothing any more."""
        if self._sender is not None:
            self._sender.stop(self._patience)
            self._sender = None
        super().close()

    def run_input_thread(self) -> None:
        """Read keys until the input is disabled."""
        with as_utf8(self._terminal, self._charset, self._end) as fileno:
            self._of_thread.fileno = fileno
            try:
                super().run_input_thread()
            except MemoryError as error:
                # Who pastes without end has filled it; the program says so in its own way.
                self._browser.call_later(self._browser._handle_exception, error)

    def process_message(self, message: Message) -> None:
        """Take the terminal's answers; everything else is the program's, pasted texts as clean as copied ones."""
        if isinstance(message, Paste):
            from tui.quoting.clipboard import clean

            message.text = clean(message.text)[0].replace("\t", " ")
        if not isinstance(message, CursorPosition):
            super().process_message(message)
        elif self._sender is not None:
            self._sender.answered()

    def _pause(self) -> None:
        """Stop like any program, once the terminal is as it was, and all that was started with it."""
        if self._sender is not None:
            self.suspend_application_mode()
        if has_shell():
            # Where `make` or a script has started the program, the shell waits for these, too.
            os.killpg(os.getpgrp(), signal.SIGSTOP)
        else:
            os.kill(os.getpid(), signal.SIGSTOP)

    def _go_on(self) -> None:
        """Take the terminal again, unless the program is about to end."""
        if self._sender is not None or self._is_suspended:
            self.resume_application_mode()

    def _forbid_pauses(self) -> None:
        """Let nothing stop a program that must not be stopped; Textual sets these signals anew with each start."""
        if not self._can_pause:
            for number in (signal.SIGTSTP, signal.SIGTTIN, signal.SIGTTOU):
                signal.signal(number, signal.SIG_IGN)

    @property
    def _is_thin(self) -> bool:
        return bool(getattr(self._browser, "is_thin", True))

    def _end(self) -> None:
        """End the program, whose terminal is gone."""
        self._browser.hang_up()

    @property
    def _patience(self) -> float:
        """Seconds that the terminal may take."""
        return float(self._browser.leaving.patience(_PATIENCE_AT_END))

    def abandon(self) -> None:
        """Leave the terminal as it was, as far as that needs no waiting; called from any thread."""
        with contextlib.suppress(OSError, termios.error):
            if self.attrs_before is not None:
                termios.tcsetattr(self._terminal, termios.TCSANOW, self.attrs_before)
            fileno = os.open(os.ttyname(self._terminal), os.O_WRONLY | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC)
            os.write(fileno, RESTORE)
