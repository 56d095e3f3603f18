"""A reading room with many visitors at once, each of whom turns a page once a second: memory and speed.

The visitors log in through a real sshd on the loopback interface as an unprivileged user, set up as the README says
(see `tests.e2e.reading_room`), so this is to be run as root. What they have in memory is told as proportional set
size: a page that several processes share counts for each in part. It is measured twice: as the program does it by
itself, with one process that reads for all and is copied for each visitor, and with `--unshared`.

    sudo python tests/benchmarks/reading_room.py [VISITORS [SECONDS]]
"""

import fcntl
import os
import pty
import re
import select
import shutil
import statistics
import struct
import subprocess
import sys
import termios
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.benchmarks.common import SEEDS, Row, print_table
from tests.benchmarks.processes import memory_of
from tests.e2e.reading_room import ReadingRoom, missing

_ASKED = re.compile(rb"\x1b\[6n")
_PAGES = (b" ", b"b")
_BETWEEN_LOGINS = 0.05
_PATIENCE = 90.0
_SETTLED = 2.0


@dataclass
class Visitor:
    """A login on a pseudo-terminal that nobody looks at."""

    process: subprocess.Popen[bytes]
    """The ssh client."""
    master: int
    """The terminal's other end."""
    written: int = 0
    """Bytes that have come."""
    pressed: float | None = None
    """When the last key was pressed; None before the first."""
    answered: float | None = None
    """When the last bytes of its frame came; None while none have."""
    delays: list[float] = field(default_factory=list)
    """Seconds from key to frame."""
    lost: int = 0
    """Keys that brought nothing."""

    @classmethod
    def come(cls, command: list[str]) -> Self:
        """Log in."""
        master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 30, 100, 0, 0))
        surroundings = {**os.environ, "TERM": "xterm-256color", "LC_ALL": "C.UTF-8"}
        process = subprocess.Popen(
            command, stdin=slave, stdout=slave, stderr=subprocess.DEVNULL, start_new_session=True, env=surroundings
        )
        os.close(slave)
        return cls(process, master)

    def press(self, key: bytes) -> None:
        """Press a key, and note what the one before has brought."""
        if self.pressed is not None:
            if self.answered is None:
                self.lost += 1
            else:
                self.delays.append(self.answered - self.pressed)
        self.pressed, self.answered = time.perf_counter(), None
        os.write(self.master, key)

    def take(self) -> None:
        """Take what has come, and answer like a terminal that is asked for its cursor."""
        try:
            data = os.read(self.master, 65_536)
        except OSError:
            return
        self.written += len(data)
        self.answered = time.perf_counter()
        for _ in _ASKED.findall(data):
            os.write(self.master, b"\x1b[1;1R")

    def leave(self) -> None:
        """Hang up."""
        os.close(self.master)
        self.process.kill()
        self.process.wait()


@dataclass(frozen=True, slots=True)
class Load:
    """What was seen with so many visitors."""

    one: float
    """Bytes of memory with one visitor."""
    all: float
    """Bytes of memory with all, while they read."""
    delays: list[float]
    """Seconds from key to frame."""
    failed: int
    """Visitors who came to nothing, or whose program ended."""
    lost: int
    """Keys that brought nothing within a second."""


def main() -> None:
    """Measure and print."""
    reason = missing()
    if reason:
        sys.exit(f"not measured: {reason}")
    visitors = int(sys.argv[1]) if len(sys.argv) > 1 else 50
    seconds = float(sys.argv[2]) if len(sys.argv) > 2 else 60.0
    for name, options in (("shared", ""), ("--unshared", "--unshared")):
        load = measure(visitors, seconds, options)
        rows = [
            Row("memory each (PSS), all of it divided", _megabytes(load.all / visitors), goal="<= 35 MB"),
            Row("memory of each beyond the first", _megabytes((load.all - load.one) / max(1, visitors - 1))),
            Row("memory of the first alone", _megabytes(load.one)),
            Row("key to frame, median", f"{1000 * statistics.median(load.delays):.0f} ms"),
            Row("key to frame, 95th percentile", f"{1000 * statistics.quantiles(load.delays, n=20)[-1]:.0f} ms"),
            Row("logins that failed", f"{load.failed} of {visitors}", goal="0"),
            Row("pages that did not come within the second", f"{load.lost} of {load.lost + len(load.delays)}"),
        ]
        print_table(f"{visitors} visitors, a page a second for {seconds:.0f} s, {name}", rows)


def measure(count: int, seconds: float, options: str = "") -> Load:
    """Return what is seen with so many visitors at once.

    Args:
        count: Visitors.
        seconds: How long they read.
        options: More of the program's.
    """
    with _Samples(options) as room:
        visitors = [Visitor.come(room.ssh("-tt", "room"))]
        _take(visitors, _SETTLED, until_all_have=1_500)
        one = _memory(room)
        for _ in range(count - 1):
            visitors.append(Visitor.come(room.ssh("-tt", "room")))
            _take(visitors, _BETWEEN_LOGINS)
        _take(visitors, _SETTLED, until_all_have=1_500)
        everything = 0.0
        begun = time.perf_counter()
        turns = 0
        while time.perf_counter() - begun < seconds:
            for place, visitor in enumerate(visitors):
                # Not all at the same moment, as nobody does.
                _take(visitors, begun + turns + place / count - time.perf_counter())
                visitor.press(_PAGES[turns % len(_PAGES)])
            turns += 1
            if time.perf_counter() - begun > seconds / 2 and not everything:
                everything = _memory(room)
        _take(visitors, _SETTLED)
        for visitor in visitors:
            visitor.press(b"")
        failed = sum(visitor.process.poll() is not None or not visitor.delays for visitor in visitors)
        for visitor in visitors:
            visitor.leave()
        delays = [delay for visitor in visitors for delay in visitor.delays]
        return Load(one, everything, delays, failed, sum(visitor.lost for visitor in visitors))


def _take(visitors: list[Visitor], seconds: float, until_all_have: int = 0) -> None:
    """Take what comes for some seconds; where a number of bytes is given, from when all have got as many."""
    limit = time.perf_counter() + _PATIENCE
    until = time.perf_counter() + max(0.0, seconds)
    by_number = {visitor.master: visitor for visitor in visitors}
    while (left := until - time.perf_counter()) > 0:
        for number in select.select(list(by_number), [], [], left)[0]:
            by_number[number].take()
        if until_all_have and min(visitor.written for visitor in visitors) < until_all_have:
            until = min(limit, time.perf_counter() + seconds)


class _Samples(ReadingRoom):
    """A reading room with the sample statements."""

    def _fill(self) -> None:
        super()._fill()
        shutil.rmtree(self.folder / "collection")
        shutil.copytree(SEEDS, self.folder / "collection")


def _memory(room: ReadingRoom) -> float:
    """Return what all processes of the visitors have in memory, the host among them and sshd's own not."""
    names = {number: Path(f"/proc/{number}/comm").read_text() for number in room.processes()}
    return float(sum(memory_of(number) for number, name in names.items() if not name.startswith("sshd")))


def _megabytes(size: float) -> str:
    return f"{size / 1e6:,.1f} MB"


if __name__ == "__main__":
    main()
