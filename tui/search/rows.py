"""Words that stand side by side, found by the places of the rarest."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from tui.search.expansion import Expansion
from tui.search.index import Index
from tui.search.postings import Segment

MOST_POSITIONS = 60_000
"""Two words that both stand in more places are too common for their neighbourhood to be looked at."""
_Passages = npt.NDArray[np.integer]


def find_in_a_row(
    index: Index, segment: Segment, expansions: Sequence[Expansion]
) -> tuple[npt.NDArray[np.int64], _Passages, npt.NDArray[np.uint8]]:
    """Find words standing side by side, in order, inside one passage.

    Returns:
        Indices into the segment's tokens of the first words, their passages, and the least sure grades.
    """
    sizes = [size_of(segment, expansion) for expansion in expansions]
    rarest = sizes.index(min(sizes))
    positions, passages, numbers = _places(segment, expansions[rarest])
    at = positions.astype(np.int64) - rarest
    inside = (at >= segment.starts[passages]) & (at + len(expansions) <= segment.starts[passages.astype(np.int64) + 1])
    at, passages = at[inside], passages[inside]
    grades = expansions[rarest].grades[numbers[inside]]
    for offset, expansion in enumerate(expansions):
        if offset == rarest or not len(at):
            continue
        table = np.zeros(len(index.frequencies), dtype=np.uint8)
        table[expansion.numbers] = expansion.grades
        here = table[segment.tokens[at + offset]]
        kept = np.flatnonzero(here)
        at, passages, grades = at[kept], passages[kept], np.minimum(grades[kept], here[kept])
    return at, passages, grades


def find_side_by_side(
    index: Index, segment: Segment, first: Expansion, second: Expansion
) -> tuple[_Passages, npt.NDArray[np.float32]]:
    """Return where two words stand side by side: passages, some of them twice, and the sum of the weights."""
    sizes = size_of(segment, first), size_of(segment, second)
    if not 0 < min(sizes) <= MOST_POSITIONS:
        return segment.postings[:0], np.zeros(0, dtype=np.float32)
    rarer, other, step = (first, second, 1) if sizes[0] <= sizes[1] else (second, first, -1)
    positions, passages, numbers = _places(segment, rarer)
    beside = positions.astype(np.int64) + step
    there = np.flatnonzero((beside >= 0) & (beside < len(segment.tokens)))
    beside, passages, numbers = beside[there], passages[there], numbers[there]
    table = np.zeros(len(index.frequencies), dtype=np.float32)
    table[other.numbers] = other.weights
    weights = table[segment.tokens[beside]]
    found = np.flatnonzero(weights)
    beside, passages, numbers, weights = beside[found], passages[found], numbers[found], weights[found]
    inside = (beside >= segment.starts[passages]) & (beside < segment.starts[passages.astype(np.int64) + 1])
    values = rarer.weights[numbers] + weights
    return passages[inside], values[inside]


def size_of(segment: Segment, expansion: Expansion) -> int:
    """Return in how many places the words of an expansion stand."""
    _, places = segment.find(expansion.numbers)
    return int((segment.position_starts[places + 1] - segment.position_starts[places]).sum())


def _places(segment: Segment, expansion: Expansion) -> tuple[_Passages, _Passages, npt.NDArray[np.intp]]:
    """Return where the words of an expansion stand: positions, passages, and which word of the expansion it is."""
    present, places = segment.find(expansion.numbers)
    firsts, stops = segment.position_starts[places], segment.position_starts[places + 1]
    positions = slices(segment.positions, firsts, stops)
    posting_firsts, posting_stops = segment.posting_starts[places], segment.posting_starts[places + 1]
    counts = slices(segment.counts, posting_firsts, posting_stops)
    passages = np.repeat(slices(segment.postings, posting_firsts, posting_stops), counts)
    return positions, passages, np.repeat(present, stops - firsts)


def slices(
    values: npt.NDArray[np.integer], firsts: npt.NDArray[np.int64], stops: npt.NDArray[np.int64]
) -> npt.NDArray[np.integer]:
    """Return several slices of an array, joined."""
    if len(firsts) == 1:
        return values[firsts[0] : stops[0]]
    pieces = [values[first:stop] for first, stop in zip(firsts.tolist(), stops.tolist(), strict=True)]
    return np.concatenate(pieces) if pieces else values[:0]
