"""Time from the key that chooses the second statement to both on the screen, on a terminal of 100x30.

Two statements of 50 paragraphs lie in a folder; `c` opens the list of what can stand beside the one that is read,
`enter` chooses. The first figure ends with the frame that shows the openings of both and what is paired, the
second with the last byte before the program rests. The peer is the key that opens the other statement alone.

    python tests/benchmarks/compare_screen.py [RUNS]
"""

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.benchmarks.common import (
    OURS,
    Row,
    compared,
    milliseconds,
    print_table,
    running,
    runs_wanted,
    speeches_folder,
    text_is_shown,
)
from tests.benchmarks.compare_material import as_document, two_statements
from tests.terminal import Terminal

PARAGRAPHS, WORDS = 50, 60
"""Paragraphs of a statement, and words of each."""
COMPARE_KEY, CHOOSE_KEY, BACK_KEYS = "c", "enter", ("escape", "escape")
"""Opens the list of the others, chooses the first of them, leaves the comparison."""
NEXT_KEY, PREVIOUS_KEY = "]", "["
"""The peer's keys: the next statement alone, and back."""
LONG = 500, 60
"""Paragraphs and words of each in a long statement."""
OVERVIEW_KEY, DOWN_KEY = "O", "j"
"""Compares all with all; moves a line down."""
BUSY, BUSY_LONG = 2.0, 10.0
"""Seconds for which keys are pressed while two statements are compared, and all."""
QUICK = 0.03
"""Seconds without output after which a key counts as answered."""
QUIET = 0.3
"""Seconds without output after which an answer is over."""
PATIENCE = 30.0
"""Seconds after which an answer counts as failed."""

Sight = Callable[[str], bool]
Times = tuple[float, float]
"""Seconds from a key to the frame with the texts, and to the last byte before the program rests."""


def main() -> None:
    """Measure and print."""
    print_screen(runs_wanted(5))
    print_keys()


def print_screen(runs: int) -> None:
    """Measure so many comparisons and openings, each after one that does not count, and print them."""
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder, f"{name}.txt") for name in "ab"]
        for path, paragraphs in zip(paths, two_statements(PARAGRAPHS, WORDS), strict=True):
            as_document(paragraphs, path)
        first, second = (text_is_shown([path]) for path in paths)
        with running(*OURS, folder) as terminal:
            terminal.wait_for(first, PATIENCE)
            terminal.press("tab")
            terminal.settle(1, PATIENCE)
            ours = [_compared(terminal, first, second) for _ in range(runs + 1)][1:]
            peers = [_opened(terminal, first, second) for _ in range(runs + 1)][1:]
    print_table(f"Key to drawn screen, {PARAGRAPHS} x {PARAGRAPHS} paragraphs, medians of {runs}", _rows(ours, peers))


def print_keys() -> None:
    """Measure how long keys take while the program compares, and print it."""
    with tempfile.TemporaryDirectory() as folder:
        for name, paragraphs in zip("ab", two_statements(*LONG), strict=True):
            as_document(paragraphs, Path(folder, f"{name}.txt"))
        long = _keys_while([folder], ("tab", COMPARE_KEY, CHOOSE_KEY), BUSY)
    every = _keys_while([str(speeches_folder())], (OVERVIEW_KEY,), BUSY_LONG)
    print_table(
        "Keys while the program compares, one after the other",
        [
            Row(f"two statements of {LONG[0]} paragraphs, median", milliseconds(median(long))),
            Row(f"two statements of {LONG[0]} paragraphs, slowest", milliseconds(max(long))),
            Row("overview of 249 statements, median", milliseconds(median(every))),
            Row("overview of 249 statements, slowest", milliseconds(max(every))),
        ],
    )


def _keys_while(paths: list[str], keys: tuple[str, ...], seconds: float) -> list[float]:
    """Return the seconds from each key to its last byte, for some time after the keys that begin the work."""
    with running(*OURS, *paths) as terminal:
        terminal.wait_for("para.", PATIENCE)
        terminal.settle(1, PATIENCE)
        for key in keys:
            terminal.press(key)
            terminal.settle(QUIET if key != keys[-1] else QUICK, PATIENCE)
        end, times = time.perf_counter() + seconds, list[float]()
        while time.perf_counter() < end:
            pressed = terminal.press(DOWN_KEY)
            times.append(max(0.0, terminal.settle(QUICK, PATIENCE) - pressed))
    return times


def _rows(ours: list[Times], peers: list[Times]) -> list[Row]:
    shown = [(one[0], other[0]) for one, other in zip(ours, peers, strict=True)]
    rested = [(one[1], other[1]) for one, other in zip(ours, peers, strict=True)]
    slowest = max(one[0] for one in ours)
    return [
        compared("key to both texts and the signs", shown, milliseconds, "<= 100 ms"),
        compared("key to the last byte", rested, milliseconds, "-"),
        Row("key to both texts and the signs, slowest", milliseconds(slowest)),
    ]


def has_signs(screen: str) -> bool:
    """Tell whether what is known of the pairs is drawn."""
    return "↔" in screen or "only here" in screen


def _compared(terminal: Terminal, first: Sight, second: Sight) -> Times:
    terminal.press(COMPARE_KEY)
    terminal.settle(QUIET, PATIENCE)
    times = _timed(terminal, CHOOSE_KEY, lambda screen: first(screen) and second(screen) and has_signs(screen))
    for key in BACK_KEYS:
        terminal.press(key)
        terminal.settle(QUIET, PATIENCE)
    terminal.wait_for(lambda screen: first(screen) and not second(screen), PATIENCE)
    return times


def _opened(terminal: Terminal, first: Sight, second: Sight) -> Times:
    times = _timed(terminal, NEXT_KEY, second)
    terminal.press(PREVIOUS_KEY)
    terminal.wait_for(first, PATIENCE)
    terminal.settle(QUIET, PATIENCE)
    return times


def _timed(terminal: Terminal, key: str, sight: Sight) -> Times:
    pressed = terminal.press(key)
    shown = terminal.wait_for(sight, PATIENCE)
    return shown - pressed, terminal.settle(QUIET, PATIENCE) - pressed


if __name__ == "__main__":
    main()
