"""Measure what survives: kill -9 at any moment, eight processes on one quote book, terminals that go away.

Four programs run at once, two of them on one state folder and one quote book. What is wrong is told on the way.

    python tests/benchmarks/survival.py [KILLS [QUOTES [HANGUPS]]]
"""

import statistics
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.benchmarks.common import Row, print_table
from tests.survival.hammering import hammer_book
from tests.survival.hanging_up import ALLOWED_SECONDS, COMPUTING_CPU, Ending, end_often
from tests.survival.killing import Tally, kill_often
from tests.survival.places_seen import SECONDS_TO_DISK

_KILLS, _QUOTES, _HANGUPS = 300, 500, 100
_PROCESSES = "abcdefgh"
_TORN_ROUNDS = 10
_SEED = 7


def measure_kills(folder: Path, kills: int) -> tuple[list[Row], bool]:
    """Kill the program while it starts, reads, quotes, changes its list and leaves; return the rows and what is good.

    Args:
        folder: Where everything is kept.
        kills: How often.
    """
    tally = kill_often(folder, kills, _SEED)
    _tell([*tally.lost, *tally.unreadable, *tally.misplaced])
    moments = ", ".join(f"{moment} {count}" for moment, count in tally.kills.items())
    print(f"  killed while {moments}; {tally.left} more runs had left before", file=sys.stderr)
    rows = [
        Row("kill -9: times", f"{tally.kills.total()}", goal=f"{kills}"),
        Row("kill -9: quotes lost, of those said to be taken", f"{len(tally.lost)} of {tally.said}", goal="0"),
        Row("kill -9: unreadable or set aside", f"{len(tally.unreadable)}", goal="0"),
        Row(
            f"kill -9: reopened elsewhere than at most {SECONDS_TO_DISK:g} s before",
            f"{len(tally.misplaced)} of {tally.reopened}",
            goal="0",
        ),
        Row("kill -9: temporary files left over", f"{tally.leftovers}"),
    ]
    return rows, _is_kept(tally)


def _is_kept(tally: Tally) -> bool:
    return not (tally.lost or tally.unreadable or tally.misplaced)


def measure_books(folder: Path, quotes: int) -> tuple[list[Row], bool]:
    """Let eight processes quote at once, to their end and killed before; return the rows and whether all is good.

    Args:
        folder: Where everything is kept.
        quotes: Quotes of each process.
    """
    wanted = quotes * len(_PROCESSES)
    whole = hammer_book(folder / "quotes.jsonl", quotes, _PROCESSES)
    killed = [
        hammer_book(folder / f"{each}.jsonl", 1_000_000, _PROCESSES, 60_000, kill_within=1.0, seed=_SEED + each)
        for each in range(_TORN_ROUNDS)
    ]
    said, lost = sum(each.said for each in killed), sum(each.lost for each in killed)
    rows = [
        Row(
            f"{len(_PROCESSES)} x {quotes} quotes at once: whole, with ids of their own",
            f"{whole.kept}, {whole.ids}",
            goal=f"{wanted}",
        ),
        Row("  seconds", f"{whole.seconds:.1f}"),
        Row(f"{len(_PROCESSES)} killed meanwhile, {_TORN_ROUNDS} times: lost", f"{lost} of {said}", goal="0"),
    ]
    return rows, whole.kept == whole.ids == wanted and whole.torn == 0 and lost == 0


def measure_endings(folder: Path, times: int) -> tuple[list[Row], bool]:
    """End the program in all ways while it does everything; return the rows and whether all is good.

    Args:
        folder: Where everything is kept.
        times: How often.
    """
    endings = end_often(folder, times, _SEED)
    _tell([f"{ending}" for ending in endings if not ending.is_good])
    for activity, counted in Counter(ending.activity for ending in endings).items():
        slowest = max(ending.seconds for ending in endings if ending.activity == activity)
        print(f"  {activity}: {counted} times, at most {slowest:.2f} s", file=sys.stderr)
    return _ending_rows(endings), all(ending.is_good for ending in endings)


def _ending_rows(endings: Sequence[Ending]) -> list[Row]:
    seconds = [ending.seconds for ending in endings]
    in_time = sum(each <= ALLOWED_SECONDS for each in seconds)
    return [
        Row(
            f"hangup to exit: within {ALLOWED_SECONDS:g} s",
            f"{in_time} of {len(endings)}",
            goal=f"{len(endings)} of {len(endings)}",
        ),
        Row("  median, longest", f"{statistics.median(seconds):.2f} s, {max(seconds):.2f} s"),
        Row("  processes left behind", f"{sum(len(ending.orphans) for ending in endings)}", goal="0"),
        Row(
            "  processor meanwhile, most",
            f"{max(ending.cpu for ending in endings):.2f} s",
            goal=f"{COMPUTING_CPU:.2f} s",
        ),
    ]


def _tell(problems: Sequence[str]) -> None:
    for problem in problems[:10]:
        print(f"  {problem}", file=sys.stderr)


def main() -> int:
    """Print the table; 1 where something is lost, or not in time."""
    wanted = [int(argument) for argument in sys.argv[1:]] + [_KILLS, _QUOTES, _HANGUPS][len(sys.argv) - 1 :]
    rows: list[Row] = []
    is_good = True
    for measure, count in zip((measure_kills, measure_books, measure_endings), wanted, strict=True):
        started = time.monotonic()
        with tempfile.TemporaryDirectory() as folder:
            found, is_found_good = measure(Path(folder), count)
        rows += found
        is_good &= is_found_good
        print(f"  {measure.__name__}: {time.monotonic() - started:.0f} s", file=sys.stderr)
    print_table("Survival", rows)
    return 0 if is_good else 1


if __name__ == "__main__":
    sys.exit(main())
