"""Passages like a text: those that hold most of its words, the rare ones above all."""

import math

import numpy as np
import numpy.typing as npt

from tui.search.index import Index, Passage
from tui.search.postings import Segment
from tui.search.vocabulary import nearby_words
from tui.tokens import allowed_edits, fold_token, raw_tokens

_MOST_WORDS = 400
"""Rarest words of a text that are looked up; more tell nothing new."""
_MOST_REPAIRED = 40
"""Unknown words that are looked up with edits."""


def passages_like(index: Index, text: str, limit: int) -> list[Passage]:
    """Return the passages whose words weigh most among those of a text, best first.

    The weight of a word is its inverse document frequency (Sparck Jones 1972), so that it is the rare words that
    decide. Words that the collection does not know stand for their nearest ones there.

    Args:
        index: The collection.
        text: Any text.
        limit: How many passages at most.
    """
    weights = _weights(index, text)
    numbers = np.array(list(weights), dtype=np.uint32)
    values = np.array(list(weights.values()), dtype=np.float64)
    found: list[tuple[float, int, int]] = []
    for segment_number, segment in enumerate(index.segments):
        scores = _scores(segment, numbers, values)
        best = np.argpartition(scores, -limit)[-limit:] if len(scores) > limit else np.arange(len(scores))
        found += [(-float(scores[place]), segment_number, int(place)) for place in best if scores[place] > 0]
    return [index.passage(index.segments[segment], place) for _, segment, place in sorted(found)[:limit]]


def _weights(index: Index, text: str) -> dict[int, float]:
    """Return the numbers of the words of a text, and what each weighs."""
    words = index.vocabulary.words
    total = max(1, len(index))
    weights: dict[int, float] = {}
    unknown: list[str] = []
    for token in dict.fromkeys(fold_token(token) for token in raw_tokens(text)):
        number = index.vocabulary.numbers.get(token, 0)
        if number and number < len(index.frequencies) and index.frequencies[number]:
            weights[number] = math.log(1 + total / int(index.frequencies[number]))
        elif token:
            unknown.append(token)
    for token in unknown[:_MOST_REPAIRED]:
        for nearby in nearby_words(words, index.tables, token, min(1, allowed_edits(token)))[:3]:
            frequency = int(index.frequencies[nearby.number])
            if frequency:
                weights.setdefault(nearby.number, math.log(1 + total / frequency) / 2)
    rarest = sorted(weights, key=weights.__getitem__, reverse=True)[:_MOST_WORDS]
    return {number: weights[number] for number in rarest}


def _scores(
    segment: Segment, numbers: npt.NDArray[np.uint32], values: npt.NDArray[np.float64]
) -> npt.NDArray[np.float64]:
    """Return for each passage of a segment the weight of the words it holds."""
    scores = np.zeros(len(segment.passages), dtype=np.float64)
    for present, place in zip(*segment.find(numbers), strict=True):
        owners = segment.postings[segment.posting_starts[place] : segment.posting_starts[place + 1]]
        scores[owners] += values[present]
    if segment.alive is not None:
        scores[~segment.alive] = 0
    return scores
