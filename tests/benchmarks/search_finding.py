"""The table of known items: how high the right passage comes, kind by kind."""

import random
import statistics
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby
from pathlib import Path

from tests.benchmarks.common import Row, print_table
from tests.benchmarks.known_items import SEED, KnownItem, Passage
from tests.benchmarks.search_measures import mean_reciprocal, rank_of, ranks_by, recall
from tests.benchmarks.search_peers import FINDERS, installed
from tui.search.index import Index

ONE_EDIT = "words, 1 edit in each"
"""The kind whose recall has a goal of its own."""


def print_known_items(
    index: Index, passages: Sequence[Passage], items: Sequence[KnownItem], lines: Path, of_peers: int
) -> None:
    """Print the mean reciprocal rank of each kind of query and the mean of these, beside the line finders'.

    Args:
        index: The index of the passages.
        passages: What is searched.
        items: The queries, kind after kind.
        lines: A file of the passages, one a line, for the peers.
        of_peers: Queries of each kind that the slow peers get: the first of those the program gets.
    """
    finders = installed(FINDERS) if of_peers else {}
    ours, theirs = list[float](), {name: list[float]() for name in finders}
    rows = list[Row]()
    for kind, of_kind in _by_kind(items).items():
        ours.append(mean_reciprocal([rank_of(index, item, passages) for item in of_kind]))
        for name, find in finders.items():
            theirs[name].append(mean_reciprocal(ranks_by(find, of_kind[:of_peers], passages, lines)))
        rows.append(_row(f"MRR, {kind} ({len(of_kind)})", ours[-1], [series[-1] for series in theirs.values()]))
    means = [statistics.mean(series) for series in theirs.values()]
    rows.append(_row(f"MRR, mean of the kinds ({len(items)})", statistics.mean(ours), means, ">= 0.92"))
    rows += _rows_of_one_edit(index, passages, _by_kind(items)[ONE_EDIT])
    title = f"Known items among {len(passages):,} passages (number of queries)"
    print_table(f"{title}; peers: {' / '.join(finders) or 'none'} on {of_peers} of each kind", rows)


def _rows_of_one_edit(index: Index, passages: Sequence[Passage], items: Sequence[KnownItem]) -> list[Row]:
    """Make rows of the queries with an edit in each word: as they are, and with the words in any order."""
    draw = random.Random(SEED)
    mixed = [replace(item, query=" ".join(_shuffled(item.query.split(), draw))) for item in items]
    ranks, ranks_mixed = ([rank_of(index, item, passages) for item in each] for each in (items, mixed))
    return [
        Row(f"in the first ten, {ONE_EDIT}", f"{recall(ranks, 10):.3f}", goal=">= 0.98"),
        Row(f"in the first ten, {ONE_EDIT}, in any order", f"{recall(ranks_mixed, 10):.3f}"),
        Row(f"MRR, {ONE_EDIT}, in any order", f"{mean_reciprocal(ranks_mixed):.3f}"),
    ]


def _shuffled(words: Sequence[str], draw: random.Random) -> list[str]:
    return draw.sample(words, len(words))


def _by_kind(items: Sequence[KnownItem]) -> dict[str, list[KnownItem]]:
    return {kind: list(of_kind) for kind, of_kind in groupby(items, key=lambda item: item.kind)}


def _row(what: str, ours: float, theirs: Sequence[float], goal: str = "-") -> Row:
    return Row(what, f"{ours:.3f}", " / ".join(f"{figure:.2f}" for figure in theirs) or "-", goal=goal)
