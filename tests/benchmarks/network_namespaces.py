"""Two network namespaces on this machine with a slow line between them (Linux, root, iproute2).

The line is a pair of veth devices slowed down by `tc netem` at both ends; where the kernel has no netem, two tun
devices between which `network_relay.py` carries the packets by the same rules. Either way the ends speak TCP with
each other over a line that is long and narrow.

    with SlowLine(Line(64_000, 0.15)) as line:
        subprocess.run([*line.far_side, "ip", "address"])
"""

import contextlib
import os
import re
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from tests.e2e.display import WITH_US, find_program

NEAR_ADDRESS, FAR_ADDRESS = "10.77.0.1", "10.77.0.2"
"""Addresses of the ends; nothing outside the namespaces sees them."""

_NAME = "statements-line"
_DEVICE = "line"
_PATIENCE = 20.0


@dataclass(frozen=True, slots=True)
class Line:
    """How slow a line is, in each direction."""

    rate: int
    """Bits a second."""
    delay: float
    """Seconds from one end to the other."""


class SlowLine:
    """The line and the namespaces at its ends; leaving the context takes them away."""

    def __init__(self, line: Line) -> None:
        """Make the namespaces and the line.

        Raises:
            RuntimeError: It cannot be made here; the message says why.
        """
        lacking = [name for name in ("ip", "tc", "setpriv") if not find_program(name)]
        if os.geteuid() or lacking:
            raise RuntimeError(f"not installed: {', '.join(lacking)}" if lacking else "only root makes namespaces")
        _clean_up_after_others()
        self._names = [f"{_NAME}-{os.getpid()}-{side}" for side in ("near", "far")]
        self._relay: subprocess.Popen[str] | None = None
        try:
            for name in self._names:
                _ip("netns", "add", name)
            self.made_of = self._make(line)
            """What slows the line down, in words."""
            for name, address in zip(self._names, (NEAR_ADDRESS, FAR_ADDRESS), strict=True):
                _ip("-n", name, "address", "add", f"{address}/30", "dev", _DEVICE)
                for device in ("lo", _DEVICE):
                    _ip("-n", name, "link", "set", device, "up")
        except BaseException:
            self.close()
            raise

    def __enter__(self) -> Self:
        """Return the line."""
        return self

    def __exit__(self, *_: object) -> None:
        """Take it away."""
        self.close()

    @property
    def near_side(self) -> list[str]:
        """What stands before a command that is to run at the near end; its process is the command's own."""
        return ["ip", "netns", "exec", self._names[0]]

    @property
    def far_side(self) -> list[str]:
        """The same for the far end."""
        return ["ip", "netns", "exec", self._names[1]]

    def close(self) -> None:
        """End the relay and delete the namespaces, the devices with them."""
        if self._relay:
            self._relay.kill()
            self._relay.wait()
            assert self._relay.stdout
            self._relay.stdout.close()
        for name in self._names:
            with contextlib.suppress(RuntimeError):
                _delete(name)

    def _make(self, line: Line) -> str:
        near, far = self._names
        _ip("link", "add", _DEVICE, "netns", near, "type", "veth", "peer", "name", _DEVICE, "netns", far)
        slowness = ("delay", f"{line.delay * 1000:.0f}ms", "rate", f"{line.rate}bit", "limit", "1000")
        try:
            for name in self._names:
                _run("tc", "-n", name, "qdisc", "add", "dev", _DEVICE, "root", "netem", *slowness)
        except RuntimeError as problem:
            _ip("-n", near, "link", "delete", _DEVICE)
            self._start_relay(line)
            return f"a relay in Python, for want of netem in this kernel ({problem})"
        return f"tc netem {' '.join(slowness)}, at both ends"

    def _start_relay(self, line: Line) -> None:
        relay = Path(__file__).with_name("network_relay.py")
        command = [*WITH_US, sys.executable, str(relay), str(line.rate), str(line.delay)]
        self._relay = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True)
        assert self._relay.stdout
        devices = self._relay.stdout.readline().split()
        if not devices:
            raise RuntimeError("neither netem nor tun devices can be had")
        for device, name in zip(devices, self._names, strict=True):
            _ip("link", "set", device, "netns", name, "name", _DEVICE)


def _clean_up_after_others() -> None:
    """Delete the namespaces of measurements that were killed."""
    for name in re.findall(rf"^{_NAME}-\d+-\w+", _ip("netns", "list"), re.MULTILINE):
        if not Path("/proc", name.split("-")[-2]).exists():
            _delete(name)


def _delete(name: str) -> None:
    """Delete a namespace, and end what still runs in it: only what was started here does."""
    for pid in map(int, _ip("netns", "pids", name).split()):
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    _ip("netns", "delete", name)


def _ip(*arguments: str) -> str:
    return _run("ip", *arguments)


def _run(*command: str) -> str:
    done = subprocess.run(command, capture_output=True, text=True, timeout=_PATIENCE)
    if done.returncode:
        raise RuntimeError(done.stderr.strip().removeprefix("Error: ").rstrip("."))
    return done.stdout
