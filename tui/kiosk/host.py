"""The host of a shared reading room: one process that imports and reads, and a copy of it for each visitor.

What the host has in its memory a copy (fork(2)) shares with it until either writes there. The host takes nothing from
a visitor but his terminal, which it hands on without looking at it.
"""

import array
import ast
import contextlib
import gc
import os
import select
import socket
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import NoReturn

from tui.kiosk.client import LONGEST, is_own

_GRACE = 2.0
"""Seconds after the last visitor, or the first, in which another may come before the host ends."""
_LOOK = 0.5
"""Seconds between two looks whether a visitor has left."""
_PATIENCE = 2.0
"""Seconds in which one who comes in has to say what he wants."""


@dataclass(frozen=True, slots=True)
class Visitor:
    """One who has come in."""

    link: socket.socket
    """The connection to his own process; it ends when he is gone."""
    terminal: tuple[int, ...]
    """His standard input, output and error."""
    environment: dict[str, str]
    """His variables."""


def host(
    name: bytes, arguments: Sequence[str], prepare: Iterator[object], receive: Callable[[Visitor], object]
) -> None:
    """Be the host until nobody is there any more.

    Args:
        name: The abstract name (unix(7)) to be found by.
        arguments: The program's; who comes with others is sent away.
        prepare: What is to be done for all visitors, in steps between which one can come in.
        receive: Called with each visitor in a process of his own, which ends when it returns.
    """
    with contextlib.suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET) as door:
        # Whoever else became a host at the same moment is left alone: the name is taken then.
        door.bind(name)
        door.listen(128)
        _serve(door, list(arguments), prepare, receive)


def _serve(
    door: socket.socket, arguments: list[str], prepare: Iterator[object], receive: Callable[[Visitor], object]
) -> None:
    visitors: set[int] = set()
    is_ready, seen = False, time.monotonic()
    while visitors or time.monotonic() - seen < _GRACE:
        if select.select([door], [], [], _LOOK if is_ready else 0)[0]:
            child = _let_in(door, arguments, receive)
            visitors |= {child} if child else set()
        elif not is_ready:
            is_ready = next(prepare, None) is None
        gone = {child for child in visitors if os.waitpid(child, os.WNOHANG)[0]}
        visitors -= gone
        if visitors or gone:
            seen = time.monotonic()


def _let_in(door: socket.socket, arguments: list[str], receive: Callable[[Visitor], object]) -> int:
    """Let one visitor in; returns the number of his process, 0 where he was sent away."""
    link, _ = door.accept()
    with link:
        visitor = _hear(link, arguments) if is_own(link) else None
        if visitor is None:
            return 0
        # What is collected as garbage in a copy would be written to, and no longer be shared.
        gc.collect()
        gc.freeze()
        child = os.fork()
        if not child:
            door.close()
            _become(visitor, receive)
        for number in visitor.terminal:
            os.close(number)
        return child


def _hear(link: socket.socket, arguments: list[str]) -> Visitor | None:
    """Return who comes in; None where he wants another room, or says nothing that makes sense."""
    numbers = array.array("i")
    try:
        link.settimeout(_PATIENCE)
        told, ancillary, _, _ = link.recvmsg(LONGEST, socket.CMSG_SPACE(3 * numbers.itemsize))
        for _, _, data in ancillary:
            numbers.frombytes(data[: len(data) - len(data) % numbers.itemsize])
        wanted, environment = ast.literal_eval(told.decode())
        link.settimeout(None)
    except (OSError, ValueError, SyntaxError):
        wanted = None
    if wanted == arguments and len(numbers) == 3:
        return Visitor(link, tuple(numbers), environment)
    for number in numbers:
        os.close(number)
    return None


def _become(visitor: Visitor, receive: Callable[[Visitor], object]) -> NoReturn:
    """Be the process of a visitor, with nothing of the host's but its memory."""
    try:
        os.setsid()
        for number, own in zip(visitor.terminal, (0, 1, 2), strict=True):
            os.dup2(number, own)
            os.close(number)
        os.environ.clear()
        os.environ.update(visitor.environment)
        visitor.link.send(b"\0")
        receive(visitor)
    finally:
        os._exit(1)
