"""What the differ saves and costs: frames of the real program, as they are and through the wire, at 100x30.

The program runs on a pseudo-terminal; what it writes is kept frame by frame and sent through a `Wire` afterwards.
Bytes are medians of frames; `take` parses, `flush` finds the difference, in CPU time of this process. Every frame is
drawn both ways, and cells that look different are counted.

    python tests/benchmarks/frames.py [ROUNDS]
"""

import statistics
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.benchmarks.common import COLUMNS, OURS, ROWS, Row, fresh_home, print_table, runs_wanted
from tests.drawn import FullScreen, FullStream
from tests.terminal import Terminal
from tui.app.driver import split
from tui.terminal.stream import UPDATE_ENDS
from tui.terminal.wire import Wire

Variables = Mapping[str, str | None]
_NONE: Variables = {}
PLAIN = (*OURS, "--wire", "plain")
"""The program as it would be without the differ."""
QUIET = 0.4
"""Seconds without output after which an answer is over."""
KEYS = (
    *(("next document", "]"),) * 3,
    ("to the text", "tab"),
    *(("line-down", "j"),) * 8,
    *(("page-down", "space"),) * 4,
    *(("page-up", "b"),) * 2,
    ("search screen", "s"),
    *(("search key", letter) for letter in "peace"),
    ("hit below", "down"),
)


@dataclass(frozen=True, slots=True)
class Answer:
    """What the program wrote after one key."""

    what: str
    """What the key was for."""
    data: str
    """What it wrote, newlines as the driver wrote them."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One answer sent through the wire."""

    what: str
    """What the key was for."""
    plain: int
    """Bytes as the program wrote them."""
    thin: int
    """Bytes after the wire."""
    take: float
    """Seconds to parse it."""
    flush: float
    """Seconds to find the differences."""
    unlike: int
    """Cells that look different afterwards."""


def main() -> None:
    """Record, measure and print."""
    rounds = runs_wanted(5)
    answers = record()
    for has_bce in (True, False):
        runs = [list(replay(answers, has_bce, draws=not number)) for number in range(rounds)]
        title = "background erased" if has_bce else "background written"
        print_table(f"Frames at {COLUMNS}x{ROWS}, {title}; peer: as Textual writes them", _rows(runs))


def record(
    keys: Sequence[tuple[str, str]] = KEYS, *, columns: int = COLUMNS, rows: int = ROWS, variables: Variables = _NONE
) -> list[Answer]:
    """Run the program, press keys and return what it wrote for each.

    `keys` are names of what they are for, and keys; `columns` and `rows` are in cells; `variables` are added to the
    environment.
    """
    with fresh_home() as home, Terminal(PLAIN, columns=columns, rows=rows, env={**home, **variables}) as terminal:
        terminal.wait_for("para.", 60)
        terminal.settle(1, 60)
        answers = [Answer("start", _text(terminal.bytes_since()))]
        for what, key in keys:
            mark = terminal.mark()
            terminal.press(key)
            terminal.settle(QUIET)
            answers.append(Answer(what, _text(terminal.bytes_since(mark))))
    return answers


def replay(answers: list[Answer], has_bce: bool, draws: bool) -> Iterator[Figure]:
    """Send answers through a wire, each frame by itself, and draw them both ways if asked to."""
    wire = Wire(COLUMNS, ROWS, split, has_bce)
    plain, thin = (FullScreen(COLUMNS, ROWS, has_bce=has_bce) for _ in range(2))
    for answer in answers:
        sent, taken, flushed, unlike = "", 0.0, 0.0, 0
        for frame in answer.data.split(UPDATE_ENDS):
            start = time.process_time()
            wire.take(frame + UPDATE_ENDS)
            middle = time.process_time()
            difference = wire.flush()
            flushed += time.process_time() - middle
            taken += middle - start
            sent += difference
            if draws:
                FullStream(plain).feed(frame.replace("\n", "\r\n").encode())
                FullStream(thin).feed(difference.encode())
                pairs = zip(chain(*plain.looks()), chain(*thin.looks()), strict=True)
                unlike += sum(one != other for one, other in pairs)
        whole = len(answer.data.replace("\n", "\r\n").encode())
        yield Figure(answer.what, whole, len(sent.encode()), taken, flushed, unlike)


def _text(data: bytes) -> str:
    return data.decode().replace("\r\n", "\n")


def _rows(runs: list[list[Figure]]) -> list[Row]:
    rows: list[Row] = []
    first = [figure for figure in runs[0] if figure.plain]
    for what in dict.fromkeys(figure.what for figure in first):
        sizes = [figure for figure in first if figure.what == what]
        times = [figure for run in runs for figure in run if figure.what == what]
        plain, thin = (statistics.median(series) for series in zip(*((s.plain, s.thin) for s in sizes), strict=True))
        rows.append(Row(f"{what}, bytes", f"{thin:,.0f}", f"{plain:,.0f}", f"{thin / plain:.2f}"))
        take, flush = (statistics.median(series) for series in zip(*((t.take, t.flush) for t in times), strict=True))
        parts = f"{take * 1000:.2f} + {flush * 1000:.2f} ms"
        rows.append(Row(f"{what}, take + flush", parts, goal="<= 2 ms" if what == "page-down" else "-"))
    rows.append(Row("cells that look different", str(sum(figure.unlike for figure in first)), goal="0"))
    return rows


if __name__ == "__main__":
    main()
