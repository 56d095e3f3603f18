"""What a visitor of a reading room might try, and how each attempt is seen to be refused."""

import contextlib
import socket
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Self

from tests.e2e.reading_room import SECRET, ReadingRoom

LEAKS = (SECRET, "root:x:0:0", "uid=", "PATH=", ">>> ", "Traceback")
"""What nobody should see: the file beside the collection, the passwords, the answers of a shell and of Python."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """One way out that was tried."""

    name: str
    """What was tried."""
    outcome: str
    """How it was seen to be refused."""
    has_succeeded: bool
    """Whether it was not."""


class Canary:
    """A server on the far side that says the secret to whoever reaches it: through a forwarding, a visitor would."""

    def __init__(self, path: str = "") -> None:
        """Listen on a port of the loopback interface, or on a socket of the file system."""
        self._server = socket.socket(socket.AF_UNIX if path else socket.AF_INET)
        self._server.bind(path or ("127.0.0.1", 0))
        self._server.listen()
        self.port = 0 if path else int(self._server.getsockname()[1])
        threading.Thread(target=self._serve, name="canary", daemon=True).start()

    def __enter__(self) -> Self:
        """Return the listening server."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close it."""
        self._server.close()

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self._server.accept()
            except OSError:
                return
            with connection, contextlib.suppress(OSError):
                connection.sendall(SECRET.encode())


def heard(port: int, said: bytes = b"", seconds: float = 5.0) -> bytes:
    """Return what comes from a port of the near side; nothing where nobody listens or the connection is closed."""
    data = b""
    try:
        with socket.create_connection(("127.0.0.1", port), seconds) as connection:
            connection.sendall(said)
            while part := connection.recv(4096):
                data += part
    except OSError:
        pass
    return data


def leaks_in(output: bytes | str) -> list[str]:
    """Return what an output should not have."""
    text = output if isinstance(output, str) else output.decode(errors="replace")
    return [leak for leak in LEAKS if leak in text]


Judge = Callable[[], tuple[bool, str]]
"""Tells whether an attempt was refused, and what was seen."""


class Attempts:
    """All attempts in one room, in order; after each one it is looked for traces."""

    def __init__(self, room: ReadingRoom) -> None:
        """Begin with none."""
        self.room = room
        self.made: list[Attempt] = []

    def record(self, name: str, judge: Judge, needs_server: bool = True) -> None:
        """Try something and note what came of it.

        Args:
            name: What is tried.
            judge: Tries it.
            needs_server: Whether sshd has to hear of it for it to be an attempt at all.
        """
        before = len(self.room.log())
        is_refused, seen = judge()
        dropped = self.room.dropped()
        if dropped:
            is_refused, seen = False, f"left {', '.join(dropped)}; {seen}"
        if needs_server and len(self.room.log()) == before:
            is_refused, seen = False, f"never came to the server: {seen}"
        self.made.append(Attempt(name, " ".join(seen.split())[:200], not is_refused))

    @property
    def succeeded(self) -> list[Attempt]:
        """Those that should not have succeeded."""
        return [attempt for attempt in self.made if attempt.has_succeeded]
