"""Terminals that go away, and programs that are asked to end, while they do all kinds of things."""

import contextlib
import os
import random
import re
import signal
import time
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from tests.e2e.program import COMMAND, environment
from tests.survival.chronicles import NAMES, chronicle, write_chronicles
from tests.terminal import Terminal

FILES = 200
"""Files of the large library."""
ALLOWED_SECONDS = 2.0
"""From the end of the terminal, or a signal, to the end of the program."""
ALLOWED_CPU = 0.3
"""Seconds of the processor that a program may use to end; one that waits without sleeping would use up all of them."""
COMPUTING_CPU = 1.0
"""The same for a program that computes until its end."""

WAYS = ("hangup", "SIGHUP", "SIGTERM")
"""How a program learns that it is to end."""
WIRES = ("thin", "plain")
"""How it writes to its terminal."""

_AFTERWARDS = 0.5
"""Seconds that what was started may take to end after the program."""
_TICKS = os.sysconf("SC_CLK_TCK")
_FAR = {"SSH_CONNECTION": "192.0.2.1 50000 192.0.2.2 22", "SSH_TTY": "/dev/pts/0"}
_HANGING = "#!/bin/sh\nexec sleep 60\n"


_COMPUTING = frozenset({"starting", "reading files", "searching", "comparing", "overview"})


class UnreadTerminal(Terminal):
    """A terminal whose other end may stop reading, as on a line that is dead or a screen that ctrl+s has stopped."""

    def stop_reading(self) -> None:
        """Read nothing any more; what is typed still arrives."""
        self._stopping = True
        self._reader.join()


@dataclass(frozen=True, slots=True)
class Ending:
    """How one program came to its end."""

    activity: str
    """What it was doing."""
    way: str
    """How it learned that it is to end."""
    wire: str
    """How it wrote to its terminal."""
    seconds: float
    """From then to its end; infinite where it never came."""
    cpu: float
    """Seconds of the processor used meanwhile."""
    orphans: tuple[str, ...]
    """Processes that it left behind."""
    status: int
    """Its exit status, negative for a signal."""
    shown: str = ""
    """The end of what it wrote, where it was no escape sequence: a traceback, if anything."""

    @property
    def is_good(self) -> bool:
        """Whether nothing is wrong with it."""
        allowed = COMPUTING_CPU if self.activity in _COMPUTING else ALLOWED_CPU
        is_quiet = self.cpu <= allowed and not self.orphans and "Traceback" not in self.shown
        return self.seconds <= ALLOWED_SECONDS and is_quiet


def _idle(terminal: UnreadTerminal) -> None:
    terminal.press(")", ")")
    terminal.settle(0.2)


def _started(terminal: UnreadTerminal) -> None:
    """Leave the program to start."""


def _reading(terminal: UnreadTerminal) -> None:
    terminal.wait_for("reading ")


def _searching(terminal: UnreadTerminal) -> None:
    terminal.press("s")
    for letter in "bridge of wher":
        terminal.press(letter)
        time.sleep(0.02)


def _comparing(terminal: UnreadTerminal) -> None:
    terminal.wait_for(f"of {len(NAMES)}")
    terminal.press("c")
    terminal.settle(0.2)
    terminal.press("enter")


def _overview(terminal: UnreadTerminal) -> None:
    terminal.press("O")


def _copying(terminal: UnreadTerminal) -> None:
    terminal.press("enter", ")", "y")


def _stalled(terminal: UnreadTerminal) -> None:
    terminal.press("enter")
    terminal.settle(0.2)
    terminal.stop_reading()
    for _ in range(20):
        # Each time the whole screen is drawn, and some of it does not fit into what the kernel keeps.
        terminal.press("ctrl+l", "]")
        time.sleep(0.03)


def _held(terminal: UnreadTerminal) -> None:
    """Hold a key down, so that keys and frames are under way."""
    terminal.press("enter", *[")"] * 60, *["pagedown"] * 30)


ACTIVITIES: Mapping[str, tuple[Callable[[UnreadTerminal], None], float]] = {
    "idle": (_idle, 0.3),
    "starting": (_started, 1.2),
    "reading files": (_reading, 0.5),
    "searching": (_searching, 0.5),
    "comparing": (_comparing, 0.6),
    "overview": (_overview, 0.5),
    "copying": (_copying, 0.3),
    "copying, dead desktop": (_copying, 0.8),
    "keys held down": (_held, 0.3),
    "stalled": (_stalled, 0.3),
    "stalled, over ssh": (_stalled, 0.3),
}
"""What a program may be doing, with the seconds within which it is ended."""


class Place:
    """Where the libraries lie and the states go."""

    def __init__(self, folder: Path, files: int = FILES) -> None:
        """Write the libraries.

        Args:
            folder: Where everything is kept.
            files: How many documents the large one has.
        """
        self.folder = folder
        self.small = write_chronicles(folder / "small")
        """Six short documents."""
        self.large = folder / "large"
        """Many longer ones."""
        self.large.mkdir()
        for number in range(files):
            name = NAMES[number % len(NAMES)]
            (self.large / f"{number:03}.txt").write_text(chronicle(name, 300), encoding="utf-8")
        self._programs = folder / "programs"
        self._programs.mkdir()
        for name in ("xclip", "xsel", "wl-copy", "wl-paste"):
            (self._programs / name).write_text(_HANGING)
            (self._programs / name).chmod(0o755)

    def env(self, activity: str, state: Path) -> dict[str, str]:
        """Return the variables of a program that does something."""
        env = {**environment(state), "XDG_CACHE_HOME": str(state / "cache")}
        if "desktop" in activity:
            env |= {"DISPLAY": ":4711", "PATH": f"{self._programs}:{os.environ['PATH']}"}
        return env | (_FAR if "ssh" in activity else {})

    def library(self, activity: str) -> Path:
        """Return what a program opens that does something."""
        return self.large if activity in ("reading files", "searching", "overview") else self.small


def end_once(place: Place, activity: str, way: str, wire: str, seed: int) -> Ending:
    """Run a program, end it at a random moment while it does something, and watch it end."""
    draw = random.Random(seed)
    state = place.folder / f"state-{seed}"
    do, span = ACTIVITIES[activity]
    command = [*COMMAND, "--wire", wire, str(place.library(activity))]
    with UnreadTerminal(command, env=place.env(activity, state), cwd=place.folder) as terminal:
        if activity != "starting":
            terminal.wait_for("para.", 30)
        do(terminal)
        time.sleep(draw.uniform(0, span))
        seconds, cpu = end_program(terminal, way)
        status = terminal.wait_exit(1) if seconds < float("inf") else 0
        time.sleep(_AFTERWARDS)
        orphans = tuple(_of_state(state))
        shown = re.sub(rb"\x1b\[[0-?]*[ -/]*[@-~]", b"", terminal.bytes_since()[-8000:]).decode(errors="replace")
    return Ending(activity, way, wire, seconds, cpu, orphans, status, shown)


def end_program(terminal: UnreadTerminal, way: str) -> tuple[float, float]:
    """Let a program know that it is to end; return the seconds it took, and those of the processor."""
    before = cpu_of(terminal.pid)
    if way == "hangup":
        terminal.hang_up()
    else:
        os.kill(terminal.pid, signal.Signals[way])
    told = time.perf_counter()
    while not _has_ended(terminal.pid):
        if time.perf_counter() - told > 15:
            return float("inf"), cpu_of(terminal.pid) - before
        time.sleep(0.002)
    return time.perf_counter() - told, cpu_of(terminal.pid) - before


def _has_ended(pid: int) -> bool:
    """Tell whether a child has ended; nobody has asked for its status yet, so that it is still known."""
    return _fields(pid)[0] in "ZX"


def cpu_of(pid: int) -> float:
    """Return the seconds of the processor that a process has used, also one that has ended and was not waited for."""
    fields = _fields(pid)
    return (int(fields[11]) + int(fields[12])) / _TICKS


def _fields(pid: int) -> list[str]:
    """Return the fields of proc(5) stat from the third one, the state, on."""
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()


def _of_state(state: Path) -> list[str]:
    """Return the commands of all processes that were started with a state folder."""
    mark = f"STATEMENTS_STATE={state}\0".encode()
    found = []
    for variables in Path("/proc").glob("[0-9]*/environ"):
        with contextlib.suppress(OSError):
            if mark in variables.read_bytes() + b"\0":
                found.append((variables.parent / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace"))
    return found


def end_often(folder: Path, times: int, seed: int, at_once: int = 2) -> list[Ending]:
    """End programs while they do everything in turn, in each way and over each wire.

    Args:
        folder: Where everything is kept.
        times: How often.
        seed: Tells the moments.
        at_once: Programs at the same time.
    """
    place = Place(folder)
    names = list(ACTIVITIES)

    def end(number: int) -> Ending:
        turn = number // len(names)
        way, wire = WAYS[(number % len(names) + turn) % len(WAYS)], WIRES[(number + turn // len(WAYS)) % len(WIRES)]
        return end_once(place, names[number % len(names)], way, wire, seed * 1_000 + number)

    with ThreadPoolExecutor(at_once) as pool:
        return list(pool.map(end, range(times)))
