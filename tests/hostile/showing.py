"""Shows hostile files in the real program on a pseudo-terminal and listens to what it writes there."""

import contextlib
import subprocess
from dataclasses import dataclass
from pathlib import Path

from tests.e2e.program import started
from tests.hostile.grammar import Heard, hear
from tests.terminal import Terminal

COLUMNS, ROWS = 100, 30
"""Size of the terminal in cells."""
_SECONDS_PER_MEGABYTE = 10
"""Seconds the program may take to read a megabyte on a busy machine; how long it should take is measured elsewhere."""
_TRIES, _PATIENCE_AT_END = 4, 8
WIRES = ("thin", "plain")
"""The two ways the program draws."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What came of showing a folder."""

    documents: int
    """Documents of which a frame was seen that says which one it is."""
    written: int
    """Bytes the program wrote."""
    heard: Heard
    """What it said beside drawing."""
    faults: tuple[str, ...]
    """What went wrong."""


def show(folder: Path, count: int, state: Path, wire: str, patience: float = 30) -> Shown:
    """Open a folder, turn to each document in it, wait until the frame with its number stands, and page through it.

    Args:
        folder: Where the files are.
        count: How many.
        state: A folder for what the program remembers.
        wire: One of `WIRES`.
        patience: Seconds that any one of them may take to show.
    """
    seen, faults = 0, []
    loading = _SECONDS_PER_MEGABYTE * sum(file.stat().st_size for file in folder.rglob("*") if file.is_file()) / 1e6
    with started(state, "--wire", wire, folder, columns=COLUMNS, rows=ROWS) as terminal:
        try:
            for number in range(1, count + 1):
                if number > 1:
                    terminal.press("]")
                # The first waits for all of them to be read.
                terminal.wait_for(f"document {number} of {count}", patience if number > 1 else patience + loading)
                if number == 1:
                    terminal.press("tab")
                seen += 1
                terminal.press("space", "G")
                terminal.settle(0.03, patience)
            leave(terminal)
        except (TimeoutError, AssertionError) as error:
            faults.append(f"document {seen + 1} of {count} in {folder}: {str(error)[:2000]}")
        written = terminal.bytes_since()
    heard = hear(written, COLUMNS, ROWS)
    faults += [str(foreign) for foreign in heard.foreign]
    faults += [f"copied {text[:80]!r} unasked" for text in heard.copies]
    return Shown(seen, len(written), heard, tuple(faults))


def leave(terminal: Terminal) -> None:
    """Quit, from wherever the program is.

    An escape and a letter that arrive at once are another key, as they may where the machine is busy: so it is tried
    again.
    """
    for _ in range(_TRIES):
        terminal.press("escape")
        terminal.settle(0.4)
        terminal.press("q")
        with contextlib.suppress(subprocess.TimeoutExpired):
            status = terminal.wait_exit(_PATIENCE_AT_END)
            assert status == 0, f"ended with {status}: {terminal.screen_text()}"
            return
    raise TimeoutError(f"never ended: {terminal.screen_text()}")
