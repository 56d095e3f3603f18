"""How close together the words of a query stand in a passage: the second look at the best passages."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from tui.search.expansion import Expansion
from tui.search.postings import Segment

CLOSE = 0.3
"""What two words side by side are worth, as a share of the lesser weight."""
FADING = 0.4
"""The worth falls with the distance to this power."""
REVERSED = 0.3
"""What two words in the other order are worth, as a share."""


def closeness(
    segment: Segment, passages: npt.NDArray[np.integer], expansions: Sequence[Expansion], vocabulary: int
) -> npt.NDArray[np.float64]:
    """Return a reward for each passage in which different words of the query stand close together and in order.

    Of all places where two of them follow each other, without another one between, the best counts.

    Args:
        segment: Where the passages are.
        passages: Shape (n,): which.
        expansions: What each word of the query may stand for.
        vocabulary: How many words there are.
    """
    rewards = np.zeros(len(passages))
    if len(expansions) < 2 or not len(passages):
        return rewards
    meant, weights = _tables([expansion.likely() for expansion in expansions], vocabulary)
    starts = segment.starts[passages]
    lengths = segment.starts[passages.astype(np.int64) + 1] - starts
    ends = np.cumsum(lengths)
    at = np.arange(ends[-1]) + np.repeat(starts - ends + lengths, lengths)
    tokens = segment.tokens[at]
    found = np.flatnonzero(meant[tokens])
    if len(found) < 2:
        return rewards
    owners = np.repeat(np.arange(len(passages)), lengths)[found]
    words, worth, at = meant[tokens[found]].astype(np.int64), weights[tokens[found]], at[found]
    pairs = np.flatnonzero((owners[1:] == owners[:-1]) & (words[1:] != words[:-1]))
    before, after = words[pairs], words[pairs + 1]
    gaps = (at[pairs + 1] - at[pairs]).astype(np.float64)
    values = CLOSE * np.minimum(worth[pairs], worth[pairs + 1]) / gaps**FADING
    values = np.where(after > before, values, REVERSED * values)
    keys = (owners[pairs] << 16) + (np.minimum(before, after) << 8) + np.maximum(before, after)
    best: dict[int, float] = {}
    for key, value in zip(keys.tolist(), values.tolist(), strict=True):
        if value > best.get(key, 0.0):
            best[key] = value
    for key, value in best.items():
        rewards[key >> 16] += value
    return rewards


def _tables(expansions: Sequence[Expansion], vocabulary: int) -> tuple[npt.NDArray[np.uint8], npt.NDArray[np.float32]]:
    """Return for each word of the vocabulary which word of the query it is, from 1, and what it is worth."""
    meant, weights = np.zeros(vocabulary, dtype=np.uint8), np.zeros(vocabulary, dtype=np.float32)
    for number, expansion in enumerate(expansions, 1):
        better = expansion.weights > weights[expansion.numbers]
        meant[expansion.numbers[better]] = number
        weights[expansion.numbers[better]] = expansion.weights[better]
    return meant, weights
