"""How a reading room begins: in a process that has nothing of the visitor's but a terminal."""

import os
import signal
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from tui.kiosk.environment import clean_environment

_REFUSED = "this reading room takes no commands; ssh to it without any"
_NO_TERMINAL = "this reading room needs a terminal; ssh to it without -T"
_FROM_TERMINAL = ("SIGINT", "SIGQUIT", "SIGTSTP", "SIGTTIN", "SIGTTOU")
_PATH = "import sys; sys.path.insert(0, {entry!r}); "
_ALONE = f"{_PATH}from tui.cli.kiosk import go_on; go_on(sys.argv[1:])"
_HOST = f"{_PATH}from tui.cli.kiosk import be_host; be_host(sys.argv[1:])"
_VISIT = f"{_PATH}from tui.kiosk.client import visit; visit(sys.argv[1:], {{entry!r}}, {{host!r}}, {{alone!r}})"
UNSHARED = "--unshared"
"""The option with which each visitor has a process that shares no memory."""


def ignore_keys() -> None:
    """Ignore from now on, in the next program too, what keys of the terminal send before it is taken.

    A visitor is neither to stop the program into a shell below it nor to break it off in the middle of its beginning.
    """
    for name in _FROM_TERMINAL:
        number = getattr(signal, name, None)
        if number is not None:
            signal.signal(number, signal.SIG_IGN)


def refusal(environ: Mapping[str, str], has_terminal: bool) -> str:
    """Return why a visitor is not let in, as one line; "" where he is.

    Args:
        environ: The variables; sshd(8) puts what was to be run into one of them.
        has_terminal: Whether there is a terminal to read on.
    """
    if environ.get("SSH_ORIGINAL_COMMAND"):
        return _REFUSED
    return "" if has_terminal else _NO_TERMINAL


def begin_again(arguments: Sequence[str], environ: Mapping[str, str]) -> None:
    """Become a new process of the same program, with clean variables; returns only where that fails.

    That it is the second one is told by what it runs, which no variable can say.

    Args:
        arguments: The program's.
        environ: The variables as they are now.

    Raises:
        OSError: The interpreter cannot be started.
    """
    entry = str(Path(__file__).resolve().parents[2])
    clean = clean_environment(environ)
    alone = _command(_ALONE.format(entry=entry), arguments)
    if UNSHARED in arguments or sys.platform != "linux":
        os.execve(alone[0], alone, clean)
    host = _command(_HOST.format(entry=entry), arguments)
    # Without site packages, which it does not need, a process is smaller by half.
    visit = _command(_VISIT.format(entry=entry, host=host, alone=alone), arguments, "-S")
    os.execve(visit[0], visit, clean)


def _command(code: str, arguments: Sequence[str], *options: str) -> list[str]:
    return [sys.executable, "-I", *options, "-B", "-c", code, *arguments]
