"""``statements --kiosk``: a reading room, fit for what sshd(8) starts for strangers."""

import contextlib
import logging
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, NoReturn, TypeVar

import click

from tui.errors import StatementsError

Function = TypeVar("Function", bound=Callable[..., Any])

OUT_OF_MEMORY = 3
"""Status of a reading room that has reached its memory limit."""
_IDLE_MINUTES = 15.0
_MEMORY_MIB = 512
_LEAST_MEMORY_MIB = 128
_IDLE_HELP = "End a reading room after so many without a key; 15, and 0 for never."
_MEMORY_HELP = "Memory one visitor of a reading room may take; 512."
_TERMINALS = "/dev/pts"
_has_begun = _is_host = False
_link = -1
"""The connection to the visitor's own process, where there is one."""


def kiosk_options(function: Function) -> Function:
    """Give a command the options of a reading room."""
    for option in (
        click.option("--memory", type=click.IntRange(min=_LEAST_MEMORY_MIB), metavar="MIB", help=_MEMORY_HELP),
        click.option("--idle", type=click.FloatRange(min=0), metavar="MINUTES", help=_IDLE_HELP),
        click.option("--unshared", is_flag=True, help="Let no visitor's process share its memory with another's."),
        click.option("--kiosk", is_flag=True, help="Let strangers read, locked in; see the README."),
    ):
        function = option(function)
    return function


def is_for_kiosk(arguments: Sequence[str], commands: Sequence[str]) -> bool:
    """Tell whether arguments open a reading room.

    Args:
        arguments: Those of the program.
        commands: Names of other commands.
    """
    options = list(arguments[: arguments.index("--")] if "--" in arguments else arguments)
    return "--kiosk" in options and options[0] not in commands


def begin(arguments: Sequence[str]) -> NoReturn:
    """Let a visitor in, in a new process that has nothing of his but the terminal; or say why not, and exit with 2."""
    from tui.kiosk.beginning import begin_again, ignore_keys, refusal
    from tui.terminal.charset import given_variables

    ignore_keys()
    is_terminal = all(stream is not None and stream.isatty() for stream in (sys.__stdin__, sys.__stdout__))
    reason = refusal(os.environ, is_terminal)
    if not reason:
        try:
            begin_again(arguments, given_variables())
        except OSError as error:
            reason = f"the reading room cannot be opened: {error.strerror}"
    with contextlib.suppress(OSError):
        os.write(2, f"statements: {reason}\n".encode())
    # Python's own end would read variables that ask it to go on.
    os._exit(2)


def be_host(arguments: Sequence[str]) -> NoReturn:
    """Be the process that reads for all visitors, and is copied for each."""
    global _is_host
    _is_host = True
    go_on(arguments)


def is_host() -> bool:
    """Tell whether this process is to read for others, and needs no terminal itself."""
    return _is_host


def go_on(arguments: Sequence[str]) -> NoReturn:
    """Open the reading room in the process that :func:`begin` made."""
    global _has_begun
    _has_begun = True
    _hush()
    from tui.cli import run

    _end_with(lambda: run(arguments))


def _end_with(work: Callable[[], object]) -> NoReturn:
    """Do something and end; whatever goes wrong is told in one line."""
    try:
        work()
    except MemoryError:
        pass
    except SystemExit as end:
        _leave("", end.code if isinstance(end.code, int) else 2)
    except BaseException as error:
        _leave(f"This reading room has failed ({type(error).__name__}).", 1)
    _leave_without_memory()


def require_alone(quotes_file: Path | None, route: str | None, prints_quotes: bool) -> None:
    """Refuse what a reading room cannot do.

    Raises:
        StatementsError: One of them is given.
    """
    if quotes_file is not None or route is not None or prints_quotes:
        raise StatementsError(
            "a reading room keeps no quotes and sends them to the visitor's terminal alone: "
            "no --quotes, --clipboard or --print-quotes"
        )


def open_room(paths: Sequence[Path], idle: float | None, memory: int | None, options: Mapping[str, Any]) -> NoReturn:
    """Lock the process in and show what lies below some paths.

    Args:
        paths: Files and folders; none stands for the sample statements.
        idle: Minutes without a key after which it ends; 0 for never.
        memory: MiB that it may take.
        options: Those of the program.

    Raises:
        StatementsError: This process has not begun as a reading room.
    """
    if not _has_begun:
        raise StatementsError("--kiosk comes before a command and before --")
    from tui.library import seeds_folder

    mib = _MEMORY_MIB if memory is None else memory
    started_in = os.getcwd()
    opened = _stand_among(paths or (seeds_folder(),))
    options = {**options, "idle_seconds": 60 * (_IDLE_MINUTES if idle is None else idle)}
    if _is_host:
        _host(opened, started_in, mib, options)
    _show(opened, mib, options)


def _host(opened: Sequence[Path], started_in: str, mib: int, options: Mapping[str, Any]) -> NoReturn:
    """Read for all visitors, until the last one has left."""
    from tui.kiosk.client import room_name
    from tui.kiosk.host import Visitor, host
    from tui.kiosk.kernel import confine, harden
    from tui.kiosk.limits import forbid_files, keep_measure
    from tui.kiosk.lock import make_lock
    from tui.kiosk.shared import Shared

    shared = Shared(opened, options["max_bytes"])

    def receive(visitor: Visitor) -> None:
        global _is_host, _link
        _is_host, _link = False, visitor.link.fileno()
        _end_with(lambda: _show_on_terminal(opened, mib, {**options, "shared": shared, "link": _link}))

    # What it reads others may have written. Each visitor's copy gives up more: of the terminals it keeps but his.
    lock = make_lock(opened, "")
    keep_measure()
    forbid_files()
    harden()
    confine((*lock.library, *lock.code), (os.devnull, _TERMINALS))
    entry = str(Path(__file__).resolve().parents[2])
    arguments = sys.argv[1:]
    host(room_name(arguments, entry, started_in), arguments, shared.prepare(), receive)
    os._exit(0)


def _show_on_terminal(opened: Sequence[Path], mib: int, options: Mapping[str, Any]) -> NoReturn:
    """Show what was opened on a terminal that has just taken the place of standard input and output."""
    from tui.cli import set_encoding

    # These know that what was there before was no terminal.
    sys.stdin = sys.__stdin__ = open(0, encoding="utf-8", closefd=False)  # type: ignore[misc] # noqa: SIM115
    sys.stdout = sys.__stdout__ = open(1, "w", encoding="utf-8", closefd=False)  # type: ignore[misc] # noqa: SIM115
    sys.stderr = sys.__stderr__ = open(2, "w", encoding="utf-8", closefd=False)  # type: ignore[misc] # noqa: SIM115
    set_encoding()
    _show(opened, mib, options)


def _show(opened: Sequence[Path], mib: int, options: Mapping[str, Any]) -> NoReturn:
    """Lock this process in and show what was opened."""
    _lock(opened, mib)
    import gc

    gc.disable()
    from tui.app.kiosk import ReadingRoom

    try:
        room = ReadingRoom(opened, **options)
        room.run(mouse=room.has_mouse)
    except MemoryError:
        _leave_without_memory(mib)
    if room.return_code == OUT_OF_MEMORY:
        _leave_without_memory(mib)
    _leave(room.farewell, room.return_code or 0)


def _stand_among(paths: Sequence[Path]) -> list[Path]:
    """Go to the folder above some paths and return them as they are called from there.

    So nothing that shows a path shows where on the server it lies.
    """
    whole = [os.path.realpath(path) for path in paths]
    above = os.path.commonpath([path if os.path.isdir(path) else os.path.dirname(path) for path in whole])
    os.chdir(above)
    return [Path(os.path.relpath(path, above)) for path in whole]


def _lock(paths: Sequence[Path], mib: int) -> None:
    """Give up whatever reading does not need, for the rest of this process."""
    from tui.kiosk.kernel import confine, harden
    from tui.kiosk.limits import MIB, set_limits
    from tui.kiosk.lock import close, make_lock
    from tui.terminal.capabilities import drawn_on
    from tui.terminal.charset import given_variables

    # Who asks for the variables later finds them as they were given, without a look into /proc.
    given = given_variables()
    for name in set(os.environ) - set(given):
        del os.environ[name]
    fileno = drawn_on()
    lock = make_lock(paths, os.ttyname(fileno) if fileno is not None else "")
    set_limits(mib * MIB)
    harden()
    confine((*lock.library, *lock.code), (os.devnull, *([lock.terminal] if lock.terminal else [])))
    close(lock)


def _hush() -> None:
    """Let nothing that is meant for programmers come to a visitor's terminal."""
    logging.disable(logging.CRITICAL)
    sys.excepthook = lambda *_: None
    sys.unraisablehook = lambda *_: None


def _leave_without_memory(mib: int | None = None) -> NoReturn:
    from tui.kiosk.limits import open_reserve

    open_reserve()
    size = f" of {mib} MiB" if mib else ""
    _leave(f"this reading room's memory limit{size} is reached", OUT_OF_MEMORY)


def _leave(farewell: str, status: int) -> NoReturn:
    """Say one line and end at once: threads that still work have nothing to finish."""
    with contextlib.suppress(OSError, ValueError):
        sys.stdout.flush()
        sys.stderr.flush()
        if farewell:
            os.write(1, f"{farewell}\n".encode())
        if _link >= 0:
            os.write(_link, bytes([status & 0xFF]))
    os._exit(status)
