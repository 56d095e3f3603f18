"""How well an alignment does on problems with known pairs, and tables with as many columns as it takes."""

import importlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from statistics import fmean
from typing import Any

from tests.benchmarks.compare_pairs import Problem

Pairs = set[tuple[int, int]]
"""Pairs of indices of passages."""
Aligner = Callable[[Sequence[str], Sequence[str]], Pairs]
"""Finds the pairs between the passages of two texts."""


@dataclass(frozen=True, slots=True)
class Result:
    """What an alignment made of a problem."""

    problem: Problem
    """What was asked."""
    found: frozenset[tuple[int, int]]
    """The pairs it found."""

    @property
    def hits(self) -> int:
        """Pairs found that are pairs."""
        return len(self.found & self.problem.gold)

    @property
    def precision(self) -> float:
        """Share of the pairs found that are pairs; none found count as none right."""
        return self.hits / len(self.found) if self.found else 0.0

    @property
    def recall(self) -> float:
        """Share of the pairs that were found."""
        return self.hits / len(self.problem.gold)

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        return 2 * self.hits / (len(self.found) + len(self.problem.gold))

    @property
    def one_sided(self) -> int:
        """Passages known to stand alone."""
        return len(self.problem.one_sided_a) + len(self.problem.one_sided_b)

    @property
    def left_unpaired(self) -> int:
        """Those of them in no pair found."""
        alone_a = self.problem.one_sided_a - {i for i, _ in self.found}
        alone_b = self.problem.one_sided_b - {j for _, j in self.found}
        return len(alone_a) + len(alone_b)

    @property
    def false_per_hundred(self) -> float:
        """False pairs per hundred passages of a side (the mean of both sides)."""
        return 200 * (len(self.found) - self.hits) / (len(self.problem.a) + len(self.problem.b))


@dataclass(frozen=True, slots=True)
class Figures:
    """What an alignment reached in a family: the means over its problems with pairs."""

    precision: float
    """Mean precision."""
    recall: float
    """Mean recall."""
    f1: float
    """Mean F1."""
    pooled: float
    """F1 over the pairs of all problems together, which small problems cannot sway."""

    def __str__(self) -> str:
        """Return precision, recall and F1."""
        return f"{self.precision:.2f} {self.recall:.2f} {self.f1:.3f}"


def results_of(align: Aligner, problems: Iterable[Problem]) -> list[Result]:
    """Return what an alignment makes of problems."""
    return [Result(problem, frozenset(align(problem.a, problem.b))) for problem in problems]


def of_family(results: Iterable[Result], family: str) -> list[Result]:
    """Return the results of one family."""
    return [result for result in results if result.problem.family == family]


def figures_of(results: Iterable[Result]) -> Figures:
    """Return the figures of some results; those without pairs do not count."""
    counted = [result for result in results if result.problem.gold]
    wanted = sum(len(result.found) + len(result.problem.gold) for result in counted)
    return Figures(
        fmean(result.precision for result in counted),
        fmean(result.recall for result in counted),
        fmean(result.f1 for result in counted),
        2 * sum(result.hits for result in counted) / wanted,
    )


def families_of(results: Iterable[Result]) -> list[str]:
    """Return the families in which pairs are known, in their order."""
    return list(dict.fromkeys(result.problem.family for result in results if result.problem.gold))


def macro_f1(results: Sequence[Result]) -> float:
    """Return the mean over the families of the mean F1 of their problems."""
    return fmean(figures_of(of_family(results, family)).f1 for family in families_of(results))


def share_left_unpaired(results: Sequence[Result]) -> float:
    """Return which share of the passages known to stand alone is in no pair; unrelated texts do not count."""
    counted = [result for result in results if result.problem.gold]
    return sum(result.left_unpaired for result in counted) / max(1, sum(result.one_sided for result in counted))


def disagreements(result: Result) -> Iterator[str]:
    """Yield the false and the missed pairs with their texts, ready to print."""
    problem = result.problem
    for kind, pairs in (("false", result.found - problem.gold), ("missed", problem.gold - result.found)):
        for i, j in sorted(pairs):
            yield f"  {kind} {i} | {j}\n    {problem.a[i]}\n    {problem.b[j]}"


def part(module: str, name: str) -> Any:
    """Return a part of the program, or None with a message where it is not there yet.

    Looked up by name, so that what is there can be measured while the rest is being written.
    """
    try:
        return getattr(importlib.import_module(module), name)
    except (ImportError, AttributeError) as error:
        print(f"Not measured, since {module}.{name} is not there: {error}")
        return None


def print_columns(title: str, rows: Sequence[Sequence[str]]) -> None:
    """Print rows, the first of which is the header, as an aligned table below a title."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    print(title)
    for first, *rest in rows:
        cells = (cell.rjust(width) for cell, width in zip(rest, widths[1:], strict=True))
        print(" ", "  ".join([first.ljust(widths[0]), *cells]))
