"""What the program imports before its first frame, after `-X importtime`."""

import re
import statistics
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from tests.benchmarks.common import running
from tests.benchmarks.wire_measures import frames_of
from tests.benchmarks.wire_peers import Program

_IMPORT = re.compile(rb"import time:\s+(\d+) \|\s+\d+ \| +([\w.]+)\r?\n")
_SEQUENCE = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[PX^_][^\x1b]*\x1b\\|.)")
_PATIENCE = 60.0
_BIGGEST = 8


@dataclass(frozen=True, slots=True)
class Imports:
    """Totals of the imports until the text shows."""

    modules: int
    """How many there are."""
    seconds: float
    """What they took themselves, slowed down by the writing of each."""
    packages: tuple[tuple[str, int, float], ...]
    """The packages that took longest: name, modules, seconds."""


def imports_before_content(program: Program, sight: Callable[[str], bool], runs: int) -> Imports:
    """Start the program some times and return the run whose time is the median."""
    found = sorted((_imports(program, sight) for _ in range(runs)), key=lambda each: each.seconds)
    return found[statistics.median_low(range(runs))]


def _imports(program: Program, sight: Callable[[str], bool]) -> Imports:
    with running("env", "PYTHONPROFILEIMPORTTIME=1", *program.command) as terminal:
        # The lines of the imports disturb the screen, so that only what was written tells what was shown.
        terminal.wait_for(lambda _: _end_of_content(terminal.bytes_since(), sight) is not None, _PATIENCE)
        written = terminal.bytes_since()
    before = written[: _end_of_content(written, sight)]
    modules, microseconds = Counter[str](), Counter[str]()
    for taken, name in _IMPORT.findall(before):
        package = name.decode().partition(".")[0]
        modules[package] += 1
        microseconds[package] += int(taken)
    biggest = tuple((name, modules[name], taken / 1e6) for name, taken in microseconds.most_common(_BIGGEST))
    return Imports(modules.total(), microseconds.total() / 1e6, biggest)


def _end_of_content(written: bytes, sight: Callable[[str], bool]) -> int | None:
    """Return where the first frame with the text ends; None before it is there."""
    end = 0
    for frame in frames_of(written):
        end += len(frame)
        drawn = _IMPORT.sub(b"", frame).decode(errors="replace")
        if sight(_SEQUENCE.sub(lambda found: "" if found[0].endswith("m") else "\n", drawn)):
            return end
    return None
