"""Which passages of two texts speak of the same thing.

The score of a pair is its similarity, in its context, against what else its two passages resemble (a margin as in
Artetxe and Schwenk 2019), helped where the passages before and after them pair as well. Orders may differ and a
passage may have several partners. How little likeness is enough depends on how much the two texts have in common.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from tui.compare.candidates import Candidates, find_candidates
from tui.compare.grading import Grade, Grader
from tui.compare.similarity import Similarity

if TYPE_CHECKING:
    from tui.compare.terms import Floats, Ints

POSSIBLE = 0.65
"""Scores below this are possible pairs: about half of them are right where texts are independent of each other."""
_FULL_MARGIN = 1.2
"""The margin of score 1; half of it is where pairs begin."""
_CONFIDENT_MARGIN, _CONFIDENT_FLOOR, _MOST_CONFIDENCE = 0.54, 0.2, 0.4
_NEIGHBOURS = ((1, 1, 1.0), (1, 2, 0.9), (2, 1, 0.9), (2, 2, 0.8))
"""How far before and after a pair others support it, and how much."""
_SUPPORT_OF_MARGIN, _SUPPORT_OF_FLOOR = 0.25, 0.25
_FLOOR_OF_STRANGERS, _FLOOR_OF_KIN, _FLOOR_OF_MUTUAL = 0.3, 0.22, 0.12
_LEAST_FLOOR = 0.1
"""Least cosine where two texts share few words, where they share many, and there for mutually best passages."""
_STRANGERS, _KIN = 0.05, 0.14
"""Cosine of two whole texts' content words up to which they are strangers, and from which they are kin."""
_SHARE_OF_BEST, _SHARE_OF_OTHER_BEST = 0.85, 0.6
"""Least share of the best margin of one of the two passages, and of the other."""
_SHORT_WORDS, _SHORT_FLOOR = 8, 0.4
"""Shorter passages need more likeness."""
_TELLING_WORDS = 20
"""Words from which little likeness tells something of two passages that are each other's best."""
_MOST_COPIES = 400
"""Pairs that copies of a passage form with each other, at most, where there are more on one side."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two passages that speak of the same thing."""

    a: int
    """Index of the passage in the first text, from 0."""
    b: int
    """Index of the passage in the second text."""
    score: float
    """0.5 where pairs begin, to 1."""
    grade: Grade
    """How close they are."""
    differing: int = 0
    """Words in which two versions of one text differ."""

    @property
    def closeness(self) -> str:
        """How close they are, in words."""
        if self.grade is Grade.SAME_TEXT and self.differing:
            return f"{self.grade.value}, {differing_words(self.differing)}"
        return f"{self.grade.value}, possible" if self.is_possible else self.grade.value

    @property
    def is_possible(self) -> bool:
        """Whether it is rather a candidate than a finding."""
        return self.score < POSSIBLE

    @property
    def mirrored(self) -> "Pair":
        """The pair as seen from the other text."""
        return replace(self, a=self.b, b=self.a)


def differing_words(count: int) -> str:
    """Return ``1 word differs``, ``3 words differ``."""
    return "1 word differs" if count == 1 else f"{count:,} words differ"


@dataclass(frozen=True, slots=True)
class Alignment:
    """The pairs of two texts and, for passages without one, what comes nearest."""

    pairs: tuple[Pair, ...] = ()
    """Ordered by the passage of the first text, then of the second."""
    nearest_to_a: tuple[tuple[int, ...], ...] = ()
    """For each passage of the first text the three nearest of the second, best first; no pairs by that."""
    nearest_to_b: tuple[tuple[int, ...], ...] = ()
    """For each passage of the second text the three nearest of the first."""
    kinship: float = 0.0
    """Cosine of the two whole texts' content words, 0 to 1."""

    @property
    def mirrored(self) -> "Alignment":
        """The alignment as seen from the other text."""
        pairs = sorted((pair.mirrored for pair in self.pairs), key=lambda pair: (pair.a, pair.b))
        return Alignment(tuple(pairs), self.nearest_to_b, self.nearest_to_a, self.kinship)


def align(a: Sequence[str], b: Sequence[str], within: Iterable[tuple[int, int]] | None = None) -> Alignment:
    """Pair the passages of two texts; the other way round the answer is the mirror image.

    Args:
        a: Passages of the first text, in order.
        b: Passages of the second.
        within: The only pairs to choose from, as indices; None for all.
    """
    if list(a) > list(b):
        allowed = None if within is None else [(i, j) for j, i in within]
        return _align(b, a, allowed).mirrored
    return _align(a, b, None if within is None else list(within))


def _align(a: Sequence[str], b: Sequence[str], within: Sequence[tuple[int, int]] | None) -> Alignment:
    copies_a, copies_b = _copies(a), _copies(b)
    distinct_a, distinct_b = list(copies_a), list(copies_b)
    if not distinct_a or not distinct_b:
        return Alignment((), ((),) * len(a), ((),) * len(b))
    allowed = None if within is None else _of_distinct(within, copies_a, copies_b)
    similarity = Similarity(distinct_a, distinct_b)
    candidates = find_candidates(similarity, allowed)
    chosen, scores = _choose(candidates, similarity)
    grader = Grader(distinct_a, distinct_b)
    found = {
        (int(candidates.rows[place]), int(candidates.columns[place])): (score, float(candidates.similarity[place]))
        for place, score in zip(chosen.tolist(), scores.tolist(), strict=True)
    }
    # What is the same to the letter pairs, however many others are nearly so.
    numbers = {text: number for number, text in enumerate(distinct_b)}
    found |= {(i, numbers[text]): (1.0, 1.0) for i, text in enumerate(distinct_a) if text in numbers}
    pairs = []
    for (i, j), (score, cosine) in found.items():
        grade, differing = grader.grade(i, j, cosine)
        ways = _ways(copies_a[distinct_a[i]], copies_b[distinct_b[j]])
        pairs += [Pair(first, second, round(score, 4), grade, differing) for first, second in ways]
    if within is not None:
        kept = set(within)
        pairs = [pair for pair in pairs if (pair.a, pair.b) in kept]
    pairs.sort(key=lambda pair: (pair.a, pair.b))
    return Alignment(
        tuple(pairs),
        _spread(candidates.nearest_to_rows, list(copies_a.values()), list(copies_b.values()), len(a)),
        _spread(candidates.nearest_to_columns, list(copies_b.values()), list(copies_a.values()), len(b)),
        similarity.kinship,
    )


def _copies(passages: Sequence[str]) -> dict[str, list[int]]:
    """Return where each different passage stands; copies of one would take each other's margin away."""
    copies: dict[str, list[int]] = {}
    for index, passage in enumerate(passages):
        copies.setdefault(passage, []).append(index)
    return copies


def _of_distinct(
    within: Iterable[tuple[int, int]], copies_a: dict[str, list[int]], copies_b: dict[str, list[int]]
) -> set[tuple[int, int]]:
    numbers_a, numbers_b = (
        {index: number for number, indices in enumerate(copies.values()) for index in indices}
        for copies in (copies_a, copies_b)
    )
    return {(numbers_a[i], numbers_b[j]) for i, j in within}


def _ways(a: list[int], b: list[int]) -> list[tuple[int, int]]:
    """Return which copies of two passages pair: one by one in order where there are as many, else all with all.

    Where those would be too many, the rest of the longer row is paired with the last of the shorter one.
    """
    if len(a) == len(b):
        return list(zip(a, b, strict=True))
    if len(a) * len(b) <= _MOST_COPIES:
        return [(i, j) for i in a for j in b]
    return [(a[min(at, len(a) - 1)], b[min(at, len(b) - 1)]) for at in range(max(len(a), len(b)))]


def _spread(
    nearest: "Ints", own: Sequence[list[int]], other: Sequence[list[int]], size: int
) -> tuple[tuple[int, ...], ...]:
    """Return the nearest of each passage, given those of the different ones."""
    found: list[tuple[int, ...]] = [()] * size
    for number, indices in enumerate(own):
        places = tuple(other[column][0] for column in nearest[number].tolist() if column >= 0)
        for index in indices:
            found[index] = places
    return tuple(found)


def _choose(candidates: Candidates, similarity: Similarity) -> tuple["Ints", "Floats"]:
    """Return which candidates are pairs, and their scores."""
    import numpy as np

    likeness, margin = candidates.similarity, candidates.margin
    confidence = np.clip(margin - _CONFIDENT_MARGIN, 0, _MOST_CONFIDENCE) * (likeness >= _CONFIDENT_FLOOR)
    support = _support(candidates, confidence)
    margin = margin + _SUPPORT_OF_MARGIN * support
    kinship = min(1.0, max(0.0, (similarity.kinship - _STRANGERS) / (_KIN - _STRANGERS)))
    floor = _FLOOR_OF_STRANGERS + (_FLOOR_OF_KIN - _FLOOR_OF_STRANGERS) * kinship
    of_row, of_column = (
        margin / np.maximum(_best(margin, places, size)[places], 1e-6)
        for places, size in zip((candidates.rows, candidates.columns), similarity.shape, strict=True)
    )
    nearer, farther = np.maximum(of_row, of_column), np.minimum(of_row, of_column)
    words = np.minimum(similarity.lengths[0][candidates.rows], similarity.lengths[1][candidates.columns])
    is_long = (words >= _SHORT_WORDS) | (likeness >= _SHORT_FLOOR)
    is_best = margin >= _FULL_MARGIN / 2
    is_pair = is_best & is_long & (likeness >= np.maximum(floor - _SUPPORT_OF_FLOOR * support, _LEAST_FLOOR))
    is_pair &= (nearer >= _SHARE_OF_BEST) & (farther >= _SHARE_OF_OTHER_BEST)
    score = np.minimum(1.0, margin / _FULL_MARGIN)
    lower = _FLOOR_OF_STRANGERS + (_FLOOR_OF_MUTUAL - _FLOOR_OF_STRANGERS) * kinship
    is_telling = (words >= _TELLING_WORDS) | (likeness >= floor)
    is_mutual = is_best & is_long & is_telling & (likeness >= lower) & (farther >= 0.9999) & ~is_pair
    score[is_mutual] = np.minimum(score[is_mutual], POSSIBLE - 0.01)
    is_pair |= is_mutual
    chosen = np.flatnonzero(is_pair)
    return chosen, score[chosen]


def _support(candidates: Candidates, confidence: "Floats") -> "Floats":
    """Return how much the passages before and after each pair of candidates pair with each other."""
    import numpy as np

    total = np.zeros_like(confidence)
    for sign in (-1, 1):
        best = np.zeros_like(confidence)
        for rows, columns, share in _NEIGHBOURS:
            at = candidates.find(candidates.rows + sign * rows, candidates.columns + sign * columns)
            np.maximum(best, np.where(at >= 0, share * confidence[at], 0), out=best)
        total += best
    return total


def _best(margin: "Floats", places: "Ints", size: int) -> "Floats":
    import numpy as np

    best = np.zeros(size, dtype=margin.dtype)
    np.maximum.at(best, places, margin)
    return best
