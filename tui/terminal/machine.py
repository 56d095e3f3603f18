"""What is asked of the machine beyond the variables, in one place, so that a test can answer in its stead."""

import os
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

from tui.terminal import tmux as tmux_server
from tui.terminal.processes import Process, find_own, read_process, read_variables
from tui.terminal.tmux import Tmux


def _kernel() -> str:
    try:
        with open("/proc/version", encoding="utf-8", errors="replace") as file:
            return file.read()
    except OSError:
        return ""


def host_name() -> str:
    """Return the machine's name."""
    import socket

    return socket.gethostname()


def _has_program(name: str) -> bool:
    import shutil

    return shutil.which(name) is not None


@dataclass(frozen=True, slots=True)
class Machine:
    """What is asked of the machine beyond the variables; a test gives its own answers."""

    platform: str = sys.platform
    """Python's name of the system."""
    kernel: Callable[[], str] = _kernel
    """Returns the kernel's version, which tells Windows' own Linux."""
    host: Callable[[], str] = host_name
    """Returns the machine's name."""
    own_pid: Callable[[], int] = os.getpid
    """Returns the number of this process."""
    process: Callable[[int], Process | None] = read_process
    """Returns the process of a number."""
    variables: Callable[[int], Mapping[str, str] | None] = read_variables
    """Returns the variables of a process."""
    screen_clients: Callable[[], tuple[int, ...]] = partial(find_own, "screen")
    """Returns the processes that show a screen session of this person's."""
    ask_tmux: Callable[[Mapping[str, str]], Tmux] = tmux_server.ask
    """Asks the tmux server of the variables."""
    has_program: Callable[[str], bool] = _has_program
    """Tells whether a program is installed."""
