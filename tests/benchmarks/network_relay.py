"""A slow line for kernels without netem: two network devices, and packets that pass late and one at a time.

It counts as `tc netem delay ... rate ...` does: a packet leaves no sooner than the delay after it came and no sooner
than the one before it, and takes its length by the rate. What finds 1000 packets waiting is lost, as there.

Started by `tests.benchmarks.network_namespaces`, as root: it makes the devices, writes their names, and works until
it is ended. A device may be moved to a network namespace meanwhile.

    python tests/benchmarks/network_relay.py BITS_A_SECOND SECONDS
"""

import fcntl
import os
import select
import struct
import sys
import time
from collections import deque

PREFIX = "slowline"
"""What the names of the devices begin with."""

_TUN = "/dev/net/tun"
_TUNSETIFF = 0x400454CA
_IFF_TUN_WITHOUT_HEADER = 0x0001 | 0x1000
_PACKET = 65_536
_WAITING = 1_000
_ETHERNET = 14
"""Bytes netem counts for each packet that are not there on a device of this kind."""


class Lane:
    """One direction of the line."""

    def __init__(self, source: int, target: int, rate: float, delay: float) -> None:
        """Carry from one device to another; `rate` in bits a second, `delay` in seconds."""
        self.source = source
        """File descriptor packets come from."""
        self._target, self._rate, self._delay = target, rate, delay
        self._waiting = deque[tuple[float, bytes]]()
        self._last = 0.0

    def take(self) -> None:
        """Read all packets that have come."""
        while True:
            try:
                packet = os.read(self.source, _PACKET)
            except BlockingIOError:
                return
            if len(self._waiting) < _WAITING:
                length = (len(packet) + _ETHERNET) * 8 / self._rate
                self._last = max(time.monotonic() + self._delay, self._last) + length
                self._waiting.append((self._last, packet))

    def give(self) -> float | None:
        """Write all packets whose time has come; returns seconds until the next, None where there is none."""
        while self._waiting:
            left = self._waiting[0][0] - time.monotonic()
            if left > 0:
                return left
            try:
                os.write(self._target, self._waiting.popleft()[1])
            except OSError:
                # The other side is not up, or has no room: a packet is lost, as on any line.
                continue
        return None


def main() -> None:
    """Make the devices and carry packets."""
    rate, delay = map(float, sys.argv[1:])
    devices = [_device(f"{PREFIX}%d") for _ in range(2)]
    print(*(name for name, _ in devices), flush=True)
    near, far = (number for _, number in devices)
    lanes = (Lane(near, far, rate, delay), Lane(far, near, rate, delay))
    while True:
        pauses = [pause for lane in lanes if (pause := lane.give()) is not None]
        select.select([lane.source for lane in lanes], [], [], min(pauses, default=None))
        for lane in lanes:
            lane.take()


def _device(pattern: str) -> tuple[str, int]:
    number = os.open(_TUN, os.O_RDWR | os.O_NONBLOCK)
    made = fcntl.ioctl(number, _TUNSETIFF, struct.pack("16sH22x", pattern.encode(), _IFF_TUN_WITHOUT_HEADER))
    return made[:16].rstrip(b"\0").decode(), number


if __name__ == "__main__":
    main()
