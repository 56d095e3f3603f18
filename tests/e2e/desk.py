r"""The desk a person sits at: a display of its own, xterm as the terminal, typed keys, clipboards read back.

Every process is started here and ended by its number. What starts something that outlives it (tmux, screen, mosh,
xclip) is found by a variable in the environment, which nothing else carries.

    with Desk() as desk, desk.window(["sh"]) as window:
        window.type("printf '\\e]52;c;Zm9v\\a'")
        window.press("Return")
        assert desk.display.pasted("clipboard", "foo")
"""

import contextlib
import os
import shlex
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from itertools import count
from pathlib import Path
from typing import Self

from tests.benchmarks.screen import TerminalScreen, TerminalStream
from tests.e2e.display import PATIENCE, SILENT, WITH_US, Display, wait_until
from tests.e2e.program import environment

COLUMNS, ROWS = 160, 40
"""Size of the terminal, in cells; a notice of one sentence fits in its width."""
ALLOWING = ("*disallowedWindowOps: 20,21,SetXprop",)
"""Resources of an xterm that lets programs set the clipboard; one without refuses."""
SELECTING = (*ALLOWING, "*selectToClipboard: true")
"""Resources of one that takes for the clipboard what names no selection, too."""

MARK = "STATEMENTS_DESK"
"""Variable that all carries which is ended with a window."""

_TOLD_APART = count()
_FOREIGN = ("TMUX", "TMUX_PANE", "STY", "SSH_CONNECTION", "SSH_CLIENT", "SSH_TTY", "WAYLAND_DISPLAY", "XDG_DATA_HOME")
_PAUSE = 0.02
# Waits for the end of the tests, however they end, and takes away what they could not.
_KEEPER = """
cat
for variables in /proc/[0-9]*/environ; do
  if grep -qzxF "$1" "$variables"; then number=${variables%/environ}; kill -9 "${number#/proc/}"; fi
done
rm -rf "$2"
"""


class Window:
    """A terminal on the display and the program in it; leaving the context ends both."""

    def __init__(
        self, display: Display, environment: Mapping[str, str], command: Sequence[str], resources: Sequence[str] = ()
    ) -> None:
        """Open a terminal and wait until keys go to it.

        `environment` is that of what runs in it, HOME a folder of the tests; `resources` are xterm's.
        """
        self._display = display
        self._mark = environment[MARK]
        name = f"desk-{next(_TOLD_APART)}"
        self._log = Path(environment["HOME"], f"{name}.log")
        self._read = 0
        self._screen = TerminalScreen(COLUMNS, ROWS, lambda _: None)
        self._stream = TerminalStream(self._screen)
        options = [option for resource in ("*utf8: 2", *resources) for option in ("-xrm", resource)]
        # What the terminal is sent is written down on the way, at once.
        logged = [*WITH_US, "script", "-qf", "-O", str(self._log), "-c", shlex.join(command)]
        whole = ["xterm", "-name", name, "-fn", "fixed", "-geometry", f"{COLUMNS}x{ROWS}+0+0", *options, "-e", *logged]
        self._terminal = subprocess.Popen([*WITH_US, *whole], env=environment, cwd=environment["HOME"], **SILENT)
        try:
            self._focus(name)
        except BaseException:
            self.close()
            raise

    def __enter__(self) -> Self:
        """Return the open terminal."""
        return self

    def __exit__(self, *_: object) -> None:
        """End the terminal and all that was started in it."""
        self.close()

    def type(self, text: str) -> None:
        """Type a text of ASCII on the keyboard."""
        self._xdotool("type", "--delay", "1", "--", text)

    def press(self, *keys: str) -> None:
        """Press keys by their names in X ("Return", "ctrl+b", "braceright")."""
        self._xdotool("key", "--delay", "1", *keys)

    def rows(self) -> list[str]:
        """Return what the terminal shows, without trailing spaces."""
        self._catch_up()
        return self._screen.rows_of_text()

    def wait_for(self, what: str | Callable[[str], bool], seconds: float = PATIENCE) -> str:
        """Wait until the terminal shows something, a text in one row or a predicate of all; returns all rows.

        Raises:
            TimeoutError: It never did, or it closed before.
        """
        shows = (lambda text: what in text) if isinstance(what, str) else what
        text = ""

        def is_shown() -> bool:
            nonlocal text
            has_ended = self._terminal.poll() is not None
            text = "\n".join(self.rows())
            is_there = not self._screen.is_drawing and shows(text)
            if has_ended and not is_there:
                raise TimeoutError(f"closed before {what!r}\n{text}")
            return is_there

        wait_until(is_shown, seconds, lambda: f"{what!r} on\n{text}")
        return text

    def close(self) -> None:
        """End the terminal and all that was started in it."""
        self._terminal.kill()
        self._terminal.wait()
        end_marked(self._mark)

    def _focus(self, name: str) -> None:
        # There is no window manager to give the keyboard to a new window.
        found = ("search", "--onlyvisible", "--classname", f"^{name}$")
        wait_until(lambda: self._xdotool(*found) != "", PATIENCE, lambda: "an open xterm")
        self._xdotool(*found, "windowfocus", "--sync")

    def _catch_up(self) -> None:
        with contextlib.suppress(FileNotFoundError):
            written = self._log.read_bytes()
            # The first line is not the program's: it says when the writing down began.
            start = self._read or written.find(b"\n") + 1
            if start:
                self._stream.feed(written[start:])
                self._read = len(written)

    def _xdotool(self, *arguments: str) -> str:
        done = subprocess.run(
            ["xdotool", *arguments], env=self._display.environment, capture_output=True, text=True, timeout=PATIENCE
        )
        return done.stdout


class Desk:
    """A display and a home for what runs at the desk; one window at a time opens on it."""

    def __init__(self) -> None:
        """Start the display and make the homes."""
        # Under the system's own folder, because names of sockets may not be long.
        self._folder = tempfile.TemporaryDirectory(prefix="desk-", ignore_cleanup_errors=True)
        self.home, self.far_home = Path(self._folder.name, "near"), Path(self._folder.name, "far")
        """Homes of what runs at the desk and of what runs on the far side."""
        for home in (self.home, self.far_home):
            home.mkdir(mode=0o700)
        self.mark = f"{os.getpid()}-{next(_TOLD_APART)}"
        """Value of the variable `MARK` in all that is ended with a window."""
        keeping = ["sh", "-c", _KEEPER, "sh", f"{MARK}={self.mark}", self._folder.name]
        self._keeper = subprocess.Popen(keeping, stdin=subprocess.PIPE, start_new_session=True, **SILENT)
        try:
            self.display = Display()
            """Where the windows are."""
        except BaseException:
            self._clean_up()
            raise

    def __enter__(self) -> Self:
        """Return the desk."""
        return self

    def __exit__(self, *_: object) -> None:
        """End the display, and clean up."""
        self.close()

    @property
    def environment(self) -> dict[str, str]:
        """Environment of what runs at the desk."""
        plain = {name: value for name, value in self.display.environment.items() if name not in _FOREIGN}
        home = {"HOME": str(self.home), "TMUX_TMPDIR": str(self.home), "SHELL": "/bin/sh"}
        return {**plain, **environment(self.home / "state"), **home, MARK: self.mark}

    def window(self, command: Sequence[str], resources: Sequence[str] = ALLOWING) -> Window:
        """Open a terminal that runs a command; both selections hold `BEFORE`."""
        self.display.fill()
        return Window(self.display, self.environment, command, resources)

    def close(self) -> None:
        """End the display, and clean up."""
        self.display.close()
        self._clean_up()

    def _clean_up(self) -> None:
        assert self._keeper.stdin
        self._keeper.stdin.close()
        self._keeper.wait()
        self._folder.cleanup()


def marked(mark: str) -> list[int]:
    """Return the numbers of the processes that carry a mark in their environment."""
    wanted = f"{MARK}={mark}".encode()
    numbers = [int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdecimal()]
    return [number for number in numbers if wanted in _environment_of(number)]


def name_of(pid: int) -> str:
    """Return the name of a process; "" for one that has ended."""
    with contextlib.suppress(OSError):
        return Path(f"/proc/{pid}/comm").read_text().strip()
    return ""


def end_marked(mark: str) -> None:
    """Kill every process that carries a mark, until there is none."""
    deadline = time.monotonic() + PATIENCE
    while pids := marked(mark):
        for pid in pids:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        assert time.monotonic() < deadline, f"processes do not end: {pids}"
        time.sleep(_PAUSE)


def _environment_of(pid: int) -> list[bytes]:
    try:
        return Path(f"/proc/{pid}/environ").read_bytes().split(b"\0")
    except OSError:
        return []
