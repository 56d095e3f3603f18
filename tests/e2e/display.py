"""An X server of one's own (Xvfb) with its two selections, for end-to-end tests; ended by its number."""

import contextlib
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Callable
from typing import Any, Self

SELECTIONS = ("clipboard", "primary")
"""What Ctrl+V pastes and what the middle button pastes."""
BEFORE = "what was there before"
"""What lies in both selections when a terminal opens."""
PATIENCE = 20.0
"""Seconds after which something counts as never happening."""
SILENT: Any = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
"""How a process is started whose output nobody reads."""
WITH_US = ("setpriv", "--pdeathsig", "TERM", "--")
"""What stands before a command that must end when the tests are killed."""

_FRAME = 0.01


def missing(*programs: str) -> str:
    """Return which programs a desk and a scenario need and cannot have here, as a reason to skip; "" for none."""
    wanted = ("Xvfb", "xterm", "xclip", "xdotool", "script", "setpriv", *programs)
    lacking = [program for program in wanted if not find_program(program)]
    return f"not installed: {', '.join(lacking)}" if lacking else ""


def find_program(name: str) -> str | None:
    """Return the path of a program; servers stand where only root's PATH leads."""
    return shutil.which(name) or shutil.which(name, path="/usr/sbin:/sbin")


def wait_until(is_so: Callable[[], bool], seconds: float, what: Callable[[], str] = str) -> None:
    """Look again and again until something is so.

    Raises:
        TimeoutError: It never was; the message is what `what` says then.
    """
    deadline = time.monotonic() + seconds
    while not is_so():
        if time.monotonic() > deadline:
            raise TimeoutError(f"not within {seconds} s: {what()}")
        time.sleep(_FRAME)


class Display:
    """An X server that no one else uses."""

    def __init__(self) -> None:
        """Start the server on a free number."""
        reading, writing = os.pipe()
        screen = ["-screen", "0", "1024x768x24", "-nolisten", "tcp", "-noreset"]
        self._server = subprocess.Popen(
            [*WITH_US, "Xvfb", "-displayfd", str(writing), *screen], pass_fds=[writing], **SILENT
        )
        os.close(writing)
        with os.fdopen(reading) as numbers:
            number = numbers.readline().strip()
        if not number:
            self._server.wait()
            raise RuntimeError("Xvfb does not start")
        self.name = f":{number}"
        """What goes into DISPLAY."""
        self.pid = self._server.pid
        """Process number of the server."""
        self._holders: list[subprocess.Popen[bytes]] = []

    def __enter__(self) -> Self:
        """Return the running server."""
        return self

    def __exit__(self, *_: object) -> None:
        """End the server, stopped or not."""
        self.close()

    @property
    def environment(self) -> dict[str, str]:
        """What a program of this display needs in its environment."""
        return {**os.environ, "DISPLAY": self.name, "LC_ALL": "C.UTF-8"}

    def fill(self, text: str = BEFORE) -> None:
        """Put a text into both selections."""
        self._let_go()
        for selection in SELECTIONS:
            command = ["xclip", "-quiet", "-i", "-selection", selection]
            holder = subprocess.Popen([*WITH_US, *command], env=self.environment, stdin=subprocess.PIPE, **SILENT)
            self._holders.append(holder)
            assert holder.stdin
            holder.stdin.write(text.encode())
            holder.stdin.close()
        wait_until(lambda: all(self.paste(selection) == text for selection in SELECTIONS), PATIENCE)

    def paste(self, selection: str) -> str:
        """Return what a paste would bring now; "" for nothing."""
        command = ["xclip", "-o", "-selection", selection, "-t", "UTF8_STRING"]
        done = subprocess.run(command, env=self.environment, capture_output=True, timeout=PATIENCE)
        return done.stdout.decode()

    def pasted(self, selection: str, text: str, seconds: float = 3) -> bool:
        """Tell whether a paste brings a text within some time."""
        with contextlib.suppress(TimeoutError):
            wait_until(lambda: self.paste(selection) == text, seconds)
            return True
        return False

    def close(self) -> None:
        """End the server and who holds its selections."""
        self._let_go()
        self._server.terminate()
        # One that was stopped acts on it when it goes on; it then takes its lock and its socket away.
        self._server.send_signal(signal.SIGCONT)
        self._server.wait()

    def _let_go(self) -> None:
        while self._holders:
            holder = self._holders.pop()
            holder.kill()
            holder.wait()
