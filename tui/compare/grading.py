"""How close the two passages of a pair are: one text, the same passage in other words, or only the same subject."""

from collections import Counter
from collections.abc import Sequence
from enum import StrEnum

from tui.compare.terms import folded_words

_SAME_ORDER = 0.75
"""Least share of words in common, in order, of one text in two versions (Indel similarity)."""
_SAME_WORDS = 0.9
"""Least share of words in common, in any order, of one text with its sentences moved (Dice)."""
_REWORDED_ORDER = 0.5
"""Least Indel similarity of the same passage in other words."""
_REWORDED_COSINE, _LESS_ORDER = 0.5, 0.35
"""Least cosine of the weighted terms of such a passage in another order, and its least Indel similarity."""
_FEWEST_WORDS = 8
_MOST_CELLS = 400_000_000
"""Words times words above which the order is left out of account."""


class Grade(StrEnum):
    """How close two paired passages are; the value is how it is called."""

    SAME_TEXT = "same text"
    REWORDED = "same passage reworded"
    SAME_SUBJECT = "same subject"


class Grader:
    """Grades the pairs of two texts."""

    def __init__(self, a: Sequence[str], b: Sequence[str]) -> None:
        """Take the passages."""
        self._sides = a, b
        self._words: tuple[dict[int, list[str]], dict[int, list[str]]] = ({}, {})

    def grade(self, i: int, j: int, cosine: float) -> tuple[Grade, int]:
        """Grade a pair, and count the words in which two versions of one text differ (0 for other grades).

        Args:
            i: Passage of the first text.
            j: Passage of the second.
            cosine: The similarity of the two.
        """
        from rapidfuzz.distance import Indel

        a, b = self._words_of(0, i), self._words_of(1, j)
        dice = 2 * (Counter(a) & Counter(b)).total() / max(1, len(a) + len(b))
        in_order = dice if len(a) * len(b) > _MOST_CELLS else Indel.normalized_similarity(a, b)
        if in_order >= _SAME_ORDER or (dice >= _SAME_WORDS and min(len(a), len(b)) >= _FEWEST_WORDS):
            # A word for another counts once.
            changed = Indel.distance(a, b) if len(a) * len(b) <= _MOST_CELLS else abs(len(a) - len(b))
            return Grade.SAME_TEXT, (changed + abs(len(a) - len(b))) // 2
        is_alike = cosine >= _REWORDED_COSINE and in_order >= _LESS_ORDER
        is_reworded = in_order >= _REWORDED_ORDER or is_alike
        return (Grade.REWORDED if is_reworded else Grade.SAME_SUBJECT), 0

    def _words_of(self, side: int, passage: int) -> list[str]:
        known = self._words[side]
        if passage not in known:
            known[passage] = folded_words(self._sides[side][passage])
        return known[passage]
