"""Whether a quote of 5 kB arrives in the person's clipboard, over every way, and what the program claims of it.

Each way is set up with real programs on this machine: xterm on a display of its own, sshd, tmux, screen, mosh (see
`tests/e2e/scenarios.py`; what is not installed is left out). The table says which selection has the words to the
byte, what the notice claims, and the time from the key to the notice as the terminal gets it, xdotool's included.

    python tests/benchmarks/clipboard.py [RUNS]
    python tests/benchmarks/clipboard.py --times [RUNS]

With `--times`: from the byte of the key on a pseudo-terminal to the frame with the notice, the peer being the key
that moves to the next sentence; and how long a key takes while a copy hangs, the peer being the same key before.
"""

import argparse
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.benchmarks.common import OURS, Row, compared, fresh_home, milliseconds, print_table
from tests.e2e.copying import PLACE, STATEMENT, Bench, Outcome, Scenario, claims_of, copied, quote_of
from tests.e2e.desk import MARK, end_marked
from tests.e2e.display import BEFORE, PATIENCE, Display, missing
from tests.e2e.scenarios import SCENARIOS
from tests.terminal import Terminal

GOAL = "<= 50 ms"
"""What the time from the key to the notice is meant to stay within."""
LOGGED_IN = {"SSH_CONNECTION": "127.0.0.1 50000 127.0.0.1 22", "SSH_TTY": "/dev/pts/0"}
"""Variables of a shell that came by ssh."""
WIDE, TALL = 160, 40
"""Size of the terminal, in cells; a notice of one sentence fits in its width."""
LONG_QUOTE = ("g", "v", "}", "}")
"""Keys that select 5 kB."""
HANGING = 0.3
"""Seconds after the key that copies until the next key, when the copy hangs for sure."""
QUIET = 0.3
"""Seconds without output after which a key counts as answered for good."""


def main() -> None:
    """Measure what was asked for, and print it."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("runs", nargs="?", type=int, default=3, help="runs of each scenario, or copies timed")
    parser.add_argument("--times", action="store_true", help="measure the keys instead")
    options = parser.parse_args()
    lacking = missing() if options.times else missing("sshd", "ssh", "ssh-keygen")
    if lacking:
        raise SystemExit(lacking)
    if options.times:
        print_times(max(options.runs, 3))
    else:
        print_scenarios(options.runs)


def print_scenarios(runs: int) -> None:
    """Copy over every way so many times, and print what came of it."""
    able = arrived = false = 0
    print(f"{'scenario':32}{'arrives':>16}{'claimed':>28}{'key to notice':>16}")
    with Bench() as bench:
        for scenario in SCENARIOS:
            if missing(*scenario.needs):
                print(f"{scenario.name:32}  {missing(*scenario.needs)}")
                continue
            outcomes = [copied(bench, scenario) for _ in range(runs)]
            print(_line(scenario, outcomes))
            able += bool(scenario.arrives)
            arrived += bool(scenario.arrives) and all(_arrived(scenario, outcome) for outcome in outcomes)
            false += sum(_is_false(scenario, outcome) for outcome in outcomes)
    print(f"arrives byte-equal, of those where it can: {arrived} of {able}; claimed and not so: {false}")


def _line(scenario: Scenario, outcomes: Sequence[Outcome]) -> str:
    if scenario.arrives:
        arrives = "yes" if all(_arrived(scenario, outcome) for outcome in outcomes) else "NO"
        arrives += f", {'+'.join(sorted(scenario.arrives))}"
    else:
        untouched = all(set(outcome.selections.values()) == {BEFORE} for outcome in outcomes)
        arrives = "cannot" if untouched else "OTHER"
    claims = sorted({claim for outcome in outcomes for claim in outcome.claims})
    seconds = milliseconds(median(outcome.seconds for outcome in outcomes))
    return f"{scenario.name:32}{arrives:>16}{', '.join(claims):>28}{seconds:>16}"


def _arrived(scenario: Scenario, outcome: Outcome) -> bool:
    words = quote_of(scenario.paragraphs)
    return all(outcome.selections[selection] == words for selection in scenario.arrives)


def _is_false(scenario: Scenario, outcome: Outcome) -> bool:
    """Tell whether a notice claims what is not so."""
    words = quote_of(scenario.paragraphs)
    if "copied" in outcome.claims and outcome.selections["clipboard"] != words:
        return True
    if {"handed to tmux", "kept in tmux"} & outcome.claims and outcome.buffer != words:
        return True
    return not outcome.claims <= scenario.claims


def print_times(runs: int) -> None:
    """Time keys on a pseudo-terminal, and print them."""
    rows = []
    with Display() as display:
        here = {"DISPLAY": display.name}
        for name, surroundings in (("local desktop", here), ("OSC 52", LOGGED_IN)):
            firsts = [_first_time(surroundings) for _ in range(runs)]
            rows.append(Row(f"key to notice, first after a start, {name}", milliseconds(median(firsts)), goal=GOAL))
            with reading(surroundings) as terminal:
                rows += _rows(f"sentence, {name}", terminal, runs, ())
                rows += _rows(f"5 kB, {name}", terminal, runs, LONG_QUOTE)
        rows.append(_hanging("a stopped X server", runs, here, display.pid))
    if not missing("tmux"):
        with tmux_server() as (inside, pid):
            rows.append(_hanging("a stopped tmux server", runs, inside, pid))
    print_table(f"Keys of a copy, medians of {runs}", rows)


def _first_time(surroundings: Mapping[str, str]) -> float:
    """Return how long the first copy takes, for which modules have yet to be read."""
    with reading(surroundings) as terminal:
        return copy_time(terminal, LONG_QUOTE)


def _rows(name: str, terminal: Terminal, runs: int, keys: Sequence[str]) -> list[Row]:
    """Time so many copies after one that does not count, each after some keys."""
    copies = [(copy_time(terminal, keys), sentence_time(terminal)) for _ in range(runs + 1)][1:]
    slowest = Row(f"key to notice, {name}, slowest", milliseconds(max(copy for copy, _ in copies)))
    return [compared(f"key to notice, {name}", copies, milliseconds, GOAL), slowest]


def _hanging(name: str, runs: int, surroundings: Mapping[str, str], pid: int) -> Row:
    """Time a key before, and while a copy hangs because a server does not answer."""
    times = []
    with reading(surroundings) as terminal:
        for _ in range(runs):
            before = line_time(terminal)
            os.kill(pid, signal.SIGSTOP)
            try:
                terminal.press("y")
                time.sleep(HANGING)
                times.append((line_time(terminal), before))
                terminal.wait_for(lambda text: bool(claims_of(text)), PATIENCE)
            finally:
                os.kill(pid, signal.SIGCONT)
            terminal.press("k", "k")
            terminal.settle(QUIET)
    return compared(f"key while a copy hangs on {name}", times, milliseconds, GOAL)


@contextmanager
def reading(surroundings: Mapping[str, str]) -> Iterator[Terminal]:
    """Open the statement with some variables; what the program leaves running ends with it."""
    # The thread that reads must not wait for the one that draws: the times of the reads are the measurement.
    sys.setswitchinterval(0.0005)
    mark = f"{os.getpid()}-times"
    with fresh_home() as home:
        path = Path(str(home["HOME"]), "valleys.txt")
        path.write_text(STATEMENT, encoding="utf-8")
        env = {**home, **surroundings, MARK: mark}
        try:
            with Terminal([*OURS, str(path)], columns=WIDE, rows=TALL, env=env) as terminal:
                terminal.wait_for(PLACE, PATIENCE)
                terminal.settle(1, PATIENCE)
                yield terminal
        finally:
            end_marked(mark)


def copy_time(terminal: Terminal, keys: Sequence[str]) -> float:
    """Return the seconds from the key that copies, pressed after others, to the frame with the notice."""
    for key in keys:
        terminal.press(key)
        terminal.settle(QUIET, PATIENCE)
    pressed = terminal.press("y")
    told = terminal.wait_for(lambda text: bool(claims_of(text)), PATIENCE)
    terminal.settle(QUIET, PATIENCE)
    return told - pressed


def sentence_time(terminal: Terminal) -> float:
    """Return the seconds from the key that moves to the next sentence to the first frame without the notice."""
    pressed = terminal.press(")")
    moved = terminal.wait_for(lambda text: not claims_of(text), PATIENCE)
    terminal.settle(QUIET, PATIENCE)
    return moved - pressed


def line_time(terminal: Terminal) -> float:
    """Return the seconds from the key that scrolls a line to the frame with the text moved."""
    before = _text_shown(terminal.screen_text())
    pressed = terminal.press("j")
    moved = terminal.wait_for(lambda text: _text_shown(text) != before, PATIENCE)
    return moved - pressed


def _text_shown(screen: str) -> list[str]:
    # Above and below are the title and what is told of the copy.
    return screen.splitlines()[2:-4]


@contextmanager
def tmux_server() -> Iterator[tuple[dict[str, str], int]]:
    """Start a tmux server; give the variables of its pane and its process number."""
    mark = f"{os.getpid()}-server"
    with tempfile.TemporaryDirectory() as folder:
        tmux = ["tmux", "-S", os.path.join(folder, "tmux"), "-f", "/dev/null"]
        subprocess.run([*tmux, "new-session", "-d", "exec sleep 600"], env={**os.environ, MARK: mark}, check=True)
        try:
            asking = [*tmux, "display-message", "-p", "#{socket_path},#{pid},0"]
            inside = subprocess.run(asking, capture_output=True, text=True, check=True).stdout.strip()
            variables = {"TMUX": inside, "TMUX_PANE": "%0", "TERM": "tmux-256color", **LOGGED_IN}
            yield variables, int(inside.split(",")[1])
        finally:
            end_marked(mark)


if __name__ == "__main__":
    main()
