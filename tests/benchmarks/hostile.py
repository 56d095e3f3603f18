"""Hostile files: are all read, in time and within bounds, and drawn by the real program without a foreign sequence?

Files are generated (`tests/hostile/making.py`: a corpus written by hand, families drawn from a seed, a tenth drawn by
hypothesis, some of megabytes), written into folders under hostile names and

- read through the real loaders, each in a process of its own: no crash, no file that "could not be read", every word of
  the file once, at most 2 CPU seconds a megabyte (half a second for small ones) and 40 bytes of memory for each byte
  (8 MB for small ones);
- listed by the real command, as JSON and as text, one line each that cannot steer a terminal;
- opened folder by folder in the real program on a pseudo-terminal, half of the folders with each wire: every document
  is turned to, the frame that says its number is waited for, and it is paged through to its end. What the program wrote
  is parsed (`tests/hostile/grammar.py`), and whatever its own drawing does not use is foreign.

    python tests/benchmarks/hostile.py [FILES] [--seed N] [--folder N] [--keep FOLDER] [--reading]

FILES is 10,000 where nothing is said; that takes about twenty minutes on two cores. The seed is printed, and the same
one gives the same files. The exit status is 0 where nothing failed.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.e2e.program import environment
from tests.hostile.making import Made, make, write
from tests.hostile.reading import LEAST_GROWTH, LEAST_SECONDS, STEERING, Outcome, examine_folder
from tests.hostile.showing import WIRES, Shown, show

_MOST_FAULTS = 40
_MEGABYTES = 400
"""One file in so many is of a megabyte or more."""


@dataclass(slots=True)
class Tally:
    """What came of all files."""

    made: Counter[str] = field(default_factory=Counter)
    """Files by family."""
    sizes: Counter[str] = field(default_factory=Counter)
    """Bytes by family."""
    outcomes: dict[str, list[Outcome]] = field(default_factory=lambda: defaultdict(list))
    """What reading gave, by family."""
    shown: dict[str, list[Shown]] = field(default_factory=lambda: defaultdict(list))
    """What showing gave, by wire."""
    listed: int = 0
    """Lines of the real command."""
    faults: list[str] = field(default_factory=list)
    """Everything that was wrong."""

    def note(self, faults: Sequence[str]) -> None:
        """Keep faults, and print the first ones at once."""
        for fault in faults[: max(0, _MOST_FAULTS - len(self.faults))]:
            print("\nFAULT", fault[:600], flush=True)
        self.faults += faults


def main() -> int:
    """Make, read, list and show the files; returns the exit status."""
    arguments = _arguments()
    home = Path(arguments.keep or tempfile.mkdtemp(prefix="hostile-"))
    seed = int(time.time()) if arguments.seed is None else arguments.seed
    print(f"{arguments.files:,} files, seed {seed}, in {home}", flush=True)
    tally, start = Tally(), time.perf_counter()
    folders = _write(home, arguments.files, arguments.folder, seed, tally)
    # One more than there are cores: who turns the pages waits now and then.
    with ThreadPoolExecutor(1 + (os.cpu_count() or 1)) as pool:
        running = [pool.submit(_examine, *folder, tally) for folder in folders]
        if not arguments.reading:
            running += [pool.submit(_show, number, *folder, home, tally) for number, folder in enumerate(folders)]
        try:
            for number, each in enumerate(as_completed(running), 1):
                if error := each.exception():
                    tally.note([f"a folder was given up: {error!r}"])
                print(f"\r{number} of {len(running)} steps, {time.perf_counter() - start:,.0f} s", end="", flush=True)
        except KeyboardInterrupt:
            pool.shutdown(cancel_futures=True)
            tally.note(["ended before all folders were done"])
    print()
    _print(tally)
    if not arguments.keep:
        shutil.rmtree(home, ignore_errors=True)
    return 1 if tally.faults else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Read and draw hostile files.")
    parser.add_argument("files", type=int, nargs="?", default=10_000)
    parser.add_argument("--seed", type=int, help="the same seed gives the same files; else the time is taken")
    parser.add_argument("--folder", type=int, default=250, help="files in a folder")
    parser.add_argument("--keep", help="a folder to leave everything in")
    parser.add_argument("--reading", action="store_true", help="read the files only, without the real program")
    return parser.parse_args()


def _write(home: Path, files: int, size: int, seed: int, tally: Tally) -> list[tuple[Path, dict[bytes, str]]]:
    """Write the files into folders; returns each folder with the family of every file in it."""
    folders: list[tuple[Path, dict[bytes, str]]] = []
    batch: list[Made] = []
    for number, made in enumerate(make(seed, files, files // _MEGABYTES), 1):
        tally.made[made.family] += 1
        tally.sizes[made.family] += len(made.data)
        batch.append(made)
        if len(batch) == size or number == files:
            folder = home / "files" / str(len(folders))
            which = write(folder, batch, seed + number)
            folders.append((folder, {os.fsencode(path): each.family for path, each in which.items()}))
            batch = []
    return folders


def _examine(folder: Path, families: dict[bytes, str], tally: Tally) -> None:
    """Read one folder through the loaders."""
    for outcome in examine_folder(folder):
        family = families[outcome.path]
        tally.outcomes[family].append(outcome)
        tally.note([f"{family}: {os.fsdecode(outcome.path)!r} {fault}" for fault in outcome.faults])


def _show(number: int, folder: Path, families: dict[bytes, str], home: Path, tally: Tally) -> None:
    """List one folder with the real command and show it in the real program."""
    state = home / "state" / str(number)
    state.mkdir(parents=True)
    tally.note(_list(folder, len(families), state, tally))
    wire = WIRES[number % len(WIRES)]
    shown = show(folder, len(families), state, wire)
    tally.shown[wire].append(shown)
    tally.note([f"{folder.name} with the {wire} wire: {fault}" for fault in shown.faults])
    if shown.documents != len(families):
        tally.note([f"{folder.name}: {shown.documents} of {len(families)} shown"])


def _list(folder: Path, count: int, state: Path, tally: Tally) -> list[str]:
    """Run the real command over a folder; returns what is wrong with what it printed."""
    faults = []
    # As text it is the same reading again; one folder in eight has to do.
    for option in ("--json", "")[: 1 + (int(folder.name) % 8 == 0)]:
        command = [sys.executable, "-m", "tui", "list", *filter(None, [option]), os.fspath(folder)]
        done = subprocess.run(command, capture_output=True, cwd=state, env={**os.environ, **environment(state)})
        lines = done.stdout.decode().split("\n")[:-1]
        tally.listed += len(lines)
        if done.returncode or done.stderr or len(lines) != count:
            faults.append(f"{folder.name}: list {option} gave {len(lines)} lines of {count}, {done.stderr[-300:]!r}")
        faults += [f"{folder.name}: listed {line[:200]!r}" for line in lines if STEERING.search(line)]
        if option:
            faults += [
                f"{folder.name}: no object: {line[:200]!r}" for line in lines if not isinstance(json.loads(line), dict)
            ]
    return faults


def _print(tally: Tally) -> None:
    head = ("family", "files", "MB", "texts", "faults", "slowest s/MB", "most memory/size")
    rows = [head, *(_row(family, tally) for family in sorted(tally.made))]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for first, *rest in rows:
        print(
            "  ".join(
                [first.ljust(widths[0]), *(cell.rjust(width) for cell, width in zip(rest, widths[1:], strict=True))]
            )
        )
    least = f"{LEAST_SECONDS / 2:.2f} MB at least for its time and {LEAST_GROWTH / 40e6:.1f} MB for its memory"
    print(f"(a file counts as {least})")
    every = [(outcome, family) for family, outcomes in tally.outcomes.items() for outcome in outcomes]
    slowest, largest = max(every, key=lambda each: each[0].pace), max(every, key=lambda each: each[0].swelling)
    print(f"files generated       {sum(tally.made.values()):,}, {sum(tally.sizes.values()) / 1e6:,.1f} MB")
    print(f"crashes               {sum(bool(outcome.faults) for outcome, _ in every)}")
    print(f"slowest               {slowest[0].pace:.2f} s/MB ({slowest[1]}; goal 2)")
    print(f"most memory           {largest[0].swelling:.1f} times the file ({largest[1]}; goal 40)")
    print(f"lines listed          {tally.listed:,}")
    for wire in WIRES:
        _print_shown(wire, tally.shown[wire])
    print(f"{len(tally.faults)} faults in all")


def _row(family: str, tally: Tally) -> tuple[str, ...]:
    outcomes: Sequence[Outcome] = tally.outcomes[family]
    return (
        family,
        f"{tally.made[family]:,}",
        f"{tally.sizes[family] / 1e6:.1f}",
        f"{sum(outcome.is_text for outcome in outcomes):,}",
        str(sum(bool(outcome.faults) for outcome in outcomes)),
        f"{max((outcome.pace for outcome in outcomes), default=0):.2f}",
        f"{max((outcome.swelling for outcome in outcomes), default=0):.1f}",
    )


def _print_shown(wire: str, shown: Sequence[Shown]) -> None:
    written, foreign = sum(each.written for each in shown) / 1e6, sum(len(each.heard.foreign) for each in shown)
    sequences = sum(each.heard.sequences for each in shown)
    print(
        f"drawn, {wire + ' wire':14} {sum(each.documents for each in shown):,} documents, {written:.1f} MB written,"
        f" {sequences:,} sequences, {foreign} foreign"
    )


if __name__ == "__main__":
    sys.exit(main())
