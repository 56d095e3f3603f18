"""Memory (proportional set size) with the samples opened, once nothing moves any more.

Beside a Textual program that shows one sample in one `Static`; and what reading a file costs beside its
size. One program runs at a time, so that neither
shares its pages with the other.

    python tests/benchmarks/memory.py [RUNS]
"""

import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.benchmarks.common import (
    OURS,
    ROOT,
    SEEDS,
    Row,
    bare_program,
    compared,
    print_table,
    running,
    runs_wanted,
    text_is_shown,
    texts_in,
)

TEXTS = (
    ("running text", "The people met in the old school and spoke of the harvest. " * 3400),
    ("blank lines", "\n" * 200_000 + "x"),
    ("headings of a letter", "# a\n\n" * 40_000),
    ("list items of a letter", "- a\n" * 50_000),
)
"""Ordinary text beside texts of the smallest units."""
_READ = """
import resource, sys
from pathlib import Path
from tui.documents.reading import read_document
usage = lambda: resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
before = usage()
read_document(Path(sys.argv[1]), "text")
print(usage() - before)
"""
QUIET = 1.5
"""Seconds without output after which a program counts as settled."""


def main() -> None:
    """Measure and print."""
    runs = runs_wanted(5)
    with bare_program() as bare:
        sizes = [(_memory(OURS), _memory(bare)) for _ in range(runs)]
    row = compared("samples opened", sizes, _megabytes, "<= 1.6")
    print_table(f"Memory (PSS), medians of {runs} runs; peer: a Textual program of one Static", [row])
    rows = [Row(what, f"{_times_the_file(text):.0f} times") for what, text in TEXTS]
    print_table("Reading one file of 200 kB, growth of the process beside the file's size", rows)


def _times_the_file(text: str) -> float:
    """Return how much a fresh process grows by reading a text, imports not counted, in sizes of the file."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "text.txt")
        path.write_text(text, encoding="utf-8")
        command = (sys.executable, "-c", _READ, str(path))
        grown = subprocess.run(command, capture_output=True, check=True, text=True, cwd=ROOT).stdout
        return int(grown) / path.stat().st_size


def _memory(command: Sequence[str]) -> float:
    with running(*command) as terminal:
        terminal.wait_for(text_is_shown(texts_in(SEEDS)), 60)
        terminal.settle(QUIET, 60)
        return terminal.pss()


def _megabytes(size: float) -> str:
    return f"{size / 1e6:,.1f} MB"


if __name__ == "__main__":
    main()
