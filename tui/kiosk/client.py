"""The visitor's end of a shared reading room: it hands his terminal to the host, and waits.

One of these stays for each visitor, beside the process that reads, as sshd(8) waits for it and the terminal sends it
its signals. So it imports next to nothing.
"""

import _socket
import binascii
import os
import select
import sys
import termios
import time

from tui.terminal.restoring import RESTORE

# The module of this name would be half of all that is imported.
TYPE_CHECKING = False
if TYPE_CHECKING:
    import signal
    from collections.abc import Sequence
    from typing import NoReturn
else:
    import _signal as signal

SIZE, END = b"W", b"H"
"""What the host's side is told: the terminal has another size; the visitor is gone."""
LONGEST = 1 << 16
"""Bytes of a message."""
_PATIENCE = 20.0
"""Seconds that a host may take to begin."""
_TURN = 5.0
"""Seconds that a host may take to turn to a visitor."""
_AFTER_END = 3
"""Seconds that the other side may take to end."""
_PAUSE = 0.02
_CREDENTIALS = 12
"""Bytes of a struct ucred: process, user, group (unix(7))."""
_RIGHTS = b"".join(number.to_bytes(4, sys.byteorder) for number in (0, 1, 2))


def room_name(arguments: "Sequence[str]", entry: str, folder: str) -> bytes:
    """Return the abstract name (unix(7)) of the host for some arguments; that they are the same it sees itself.

    Args:
        arguments: The program's.
        entry: Where its package lies.
        folder: Where it was started.
    """
    key = repr((list(arguments), entry, sys.executable, folder)).encode("utf-8", "backslashreplace")
    return b"\0statements-room-%d-%08x-%08x" % (os.getuid(), binascii.crc32(key), binascii.crc32(key[::-1]))


def is_own(link: "_socket.socket") -> bool:
    """Tell whether at the other end of a connection there is a process of the same user."""
    credentials = link.getsockopt(_socket.SOL_SOCKET, _socket.SO_PEERCRED, _CREDENTIALS)
    return int.from_bytes(credentials[4:8], sys.byteorder) == os.getuid()


def visit(arguments: "Sequence[str]", entry: str, host: "Sequence[str]", alone: "Sequence[str]") -> "NoReturn":
    """Let the visitor read in a process of the host; where there is none to be had, in this one.

    Args:
        arguments: The program's.
        entry: Where its package lies.
        host: The command that becomes the host.
        alone: The command that needs none.
    """
    given = _given()
    link = _reach(room_name(arguments, entry, os.getcwd()), host)
    if link is not None:
        status = _hand_over(link, arguments, given)
        if status is not None:
            os._exit(status)
    os.execve(alone[0], [*alone], given)


def _given() -> dict[str, str]:
    """Return the variables as they were given: Python puts LC_CTYPE in place of a poor locale."""
    try:
        with open("/proc/self/environ", "rb") as file:
            told = file.read().split(b"\0")
    except OSError:
        return dict(os.environ)
    return dict(os.fsdecode(pair).split("=", 1) for pair in told if b"=" in pair)


def _reach(name: bytes, host: "Sequence[str]") -> "_socket.socket | None":
    """Return a connection to the host, which is started where it is not there; None where that comes to nothing."""
    link = _connect(name)
    child = 0
    until = time.monotonic() + _PATIENCE
    while link is None and time.monotonic() < until:
        if not child:
            child = _start(host)
        elif os.waitpid(child, os.WNOHANG)[0] and (link := _connect(name)) is None:
            return None
        time.sleep(_PAUSE)
        link = link or _connect(name)
    return link


def _connect(name: bytes) -> "_socket.socket | None":
    link = _socket.socket(_socket.AF_UNIX, _socket.SOCK_SEQPACKET)
    try:
        link.connect(name)
        if is_own(link):
            return link
    except OSError:
        pass
    link.close()
    return None


def _start(host: "Sequence[str]") -> int:
    """Start a host that has nothing of this terminal; returns its process."""
    child = os.fork()
    if child:
        return child
    os.setsid()
    nothing = os.open(os.devnull, os.O_RDWR)
    for number in (0, 1, 2):
        os.dup2(nothing, number)
    # The names of files are the same for all visitors, whatever the first one's locale.
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("LANG", "LC_", "SSH_"))}
    os.execve(host[0], [*host], {**kept, "LC_ALL": "C.UTF-8"})


def _hand_over(link: "_socket.socket", arguments: "Sequence[str]", given: dict[str, str]) -> int | None:
    """Hand the terminal over and wait for the end; returns the exit status, None where the host did not take it."""
    told = repr((list(arguments), given)).encode("utf-8", "backslashreplace")
    if len(told) > LONGEST:
        return None
    settings = termios.tcgetattr(0)
    ancillary = [(_socket.SOL_SOCKET, _socket.SCM_RIGHTS, _RIGHTS)]
    try:
        link.sendmsg([told], ancillary)
        # A host that is reading something huge is not waited for; it finds the connection closed.
        if not select.select([link], [], [], _TURN)[0] or not link.recv(1):
            link.close()
            return None
    except OSError:
        return None
    signal.signal(signal.SIGWINCH, lambda *_: _tell(link, SIZE))
    for number in (signal.SIGHUP, signal.SIGTERM):
        signal.signal(number, lambda *_: _end(link))
    # It may have changed before anybody listened.
    _tell(link, SIZE)
    status = _await(link)
    if status is None:
        # It was killed, and has left the terminal as it was then.
        termios.tcsetattr(0, termios.TCSANOW, settings)
        if select.select([], [1], [], 0)[1]:
            os.write(1, RESTORE)
    return 1 if status is None else status


def _await(link: "_socket.socket") -> int | None:
    try:
        told = link.recv(1)
    except OSError:
        return None
    return told[0] if told else None


def _tell(link: "_socket.socket", what: bytes) -> None:
    try:  # noqa: SIM105, as contextlib is not imported
        link.send(what)
    except OSError:
        # The other side has ended, which is seen elsewhere.
        pass


def _end(link: "_socket.socket") -> None:
    _tell(link, END)
    signal.signal(signal.SIGALRM, lambda *_: os._exit(1))
    signal.alarm(_AFTER_END)
