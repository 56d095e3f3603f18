"""Memory (proportional set size) with the samples opened, once nothing moves any more.

Beside a Textual program that shows one sample in one `Static`. One program runs at a time, so that neither
shares its pages with the other.

    python tests/benchmarks/memory.py [RUNS]
"""

import sys
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.benchmarks.common import (
    OURS,
    SEEDS,
    bare_program,
    compared,
    print_table,
    running,
    runs_wanted,
    text_is_shown,
    texts_in,
)

QUIET = 1.5
"""Seconds without output after which a program counts as settled."""


def main() -> None:
    """Measure and print."""
    runs = runs_wanted(5)
    with bare_program() as bare:
        sizes = [(_memory(OURS), _memory(bare)) for _ in range(runs)]
    row = compared("samples opened", sizes, _megabytes, "<= 1.6")
    print_table(f"Memory (PSS), medians of {runs} runs; peer: a Textual program of one Static", [row])


def _memory(command: Sequence[str]) -> float:
    with running(*command) as terminal:
        terminal.wait_for(text_is_shown(texts_in(SEEDS)), 60)
        terminal.settle(QUIET, 60)
        return terminal.pss()


def _megabytes(size: float) -> str:
    return f"{size / 1e6:,.1f} MB"


if __name__ == "__main__":
    main()
