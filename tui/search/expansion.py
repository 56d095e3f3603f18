"""Which words of a collection a typed word may stand for, and how surely."""

from dataclasses import dataclass
from enum import IntEnum

import numpy as np
import numpy.typing as npt

from tui.search.index import Index
from tui.search.query import Match, Word
from tui.search.vocabulary import LONGEST_FUZZY, nearby_words, words_beginning
from tui.tokens import INITIALISMS

MOST_CANDIDATES = 48
"""Words that one typed word may stand for; those named by ``begin*`` are not counted."""
POWER = 5.0
"""Similarity is the share of letters that are right to this power."""
UNCOVERED = 0.3
"""What a word loses of which nothing but the beginning has been typed, for the share that has not."""
SURE = 0.5
"""Similarity from which another spelling is taken for the same word even where both occur."""
FAINT = 0.05
"""Similarity below which a word is far-fetched in any case: half of it is wrong."""
_LONGEST_ENDING = 3
_MOST_KEPT = 500


class Grade(IntEnum):
    """How surely a word is meant by a typed one."""

    NONE = 0
    """It is not."""
    FAR = 1
    """With edits, although the very word that was typed occurs in the collection; or half of it is wrong."""
    NEAR = 2
    """With edits, with another ending, or as a longer word that is still being typed."""
    EXACT = 3
    """It is the one that was typed."""


@dataclass(frozen=True, slots=True)
class Expansion:
    """The words a typed word may stand for, the surest last; arrays of the shape (candidates,)."""

    numbers: npt.NDArray[np.uint32]
    """Their numbers in the vocabulary."""
    weights: npt.NDArray[np.float32]
    """What finding each is worth, above 0: how telling the word is, times its similarity."""
    grades: npt.NDArray[np.uint8]
    """How surely each is meant: values of :class:`Grade`."""

    @property
    def best(self) -> Grade:
        """The surest grade there is."""
        return Grade(int(self.grades[-1])) if len(self.grades) else Grade.NONE


def allowed_edits(token: str) -> int:
    """Return how many edits a typed word may be away from the one that was meant; numbers must be right."""
    if len(token) <= 2 or len(token) > LONGEST_FUZZY or token[0].isdigit():
        return 0
    return 1 if len(token) == 3 else 2


def expand(index: Index, word: Word) -> Expansion:
    """Return what a typed word may stand for in a collection."""
    known = index.expansions.get(word)
    if known is None:
        if len(index.expansions) >= _MOST_KEPT:
            index.expansions.clear()
        known = index.expansions[word] = _weighed(index, word, _candidates(index, word))
    return known


def _candidates(index: Index, word: Word) -> dict[int, float]:
    """Return the candidates that occur in the index with their similarity, 1 for the very word."""
    if word.match is Match.PREFIX:
        numbers, _ = words_beginning(index.vocabulary.words, index.tables, word.token)
        return dict.fromkeys(numbers[index.frequencies[numbers] > 0].tolist(), 1.0)
    found = _longer(index, word.token) if word.match is Match.UNFINISHED else {}
    if word.match is not Match.EXACT:
        for number, distance in nearby_words(
            index.vocabulary.words, index.tables, word.token, allowed_edits(word.token)
        ):
            found[number] = max(found.get(number, 0.0), (1 - distance / len(word.token)) ** POWER)
    for number in _exact(index, word):
        found[number] = 1.0
    frequencies = index.frequencies[list(found)].tolist()
    ranked = sorted(
        (share, count, number) for (number, share), count in zip(found.items(), frequencies, strict=True) if count
    )
    return {number: share for share, _, number in ranked[-MOST_CANDIDATES:]}


def _exact(index: Index, word: Word) -> list[int]:
    """Return the numbers of the very word: also of the name in capitals that small letters may mean, as in ``us``."""
    tokens = [word.token, INITIALISMS.get(word.token, word.token)]
    numbers = (index.vocabulary.numbers.get(token) for token in dict.fromkeys(tokens))
    return [number for number in numbers if number is not None and number < len(index.frequencies)]


def _longer(index: Index, token: str) -> dict[int, float]:
    """Return the words that begin with what has been typed so far, of many the shortest and then the commonest."""
    numbers, lengths = words_beginning(index.vocabulary.words, index.tables, token)
    if len(numbers) > MOST_CANDIDATES:
        counts = index.frequencies[numbers]
        lengths = np.where(counts > 0, lengths, np.uint16(0xFFFF))
        limit = np.partition(lengths, MOST_CANDIDATES)[MOST_CANDIDATES]
        near = np.flatnonzero(lengths <= limit)
        chosen = near[np.lexsort((-counts[near].astype(np.int64), lengths[near]))[:MOST_CANDIDATES]]
        numbers, lengths = numbers[chosen], lengths[chosen]
    shares = 1 - UNCOVERED * (1 - len(token) / lengths)
    return dict(zip(numbers.tolist(), shares.tolist(), strict=True))


def _weighed(index: Index, word: Word, found: dict[int, float]) -> Expansion:
    """Return candidates with grades and weights.

    How telling a word is, its inverse document frequency, counts half as that of the word found and half as
    that of all candidates together: a rare misspelling of a common word is not telling.
    """
    grades = _grades(index, word, found)
    order = sorted(found, key=lambda number: (grades[number], found[number]))
    numbers = np.array(order, dtype=np.uint32)
    similarities = np.array([found[number] for number in order], dtype=np.float64)
    frequencies = index.frequencies[numbers].astype(np.float64)
    total = len(index)
    each = np.log1p(total / (frequencies + 0.5))
    together = np.log1p(total / (min(frequencies.sum(), total) + 0.5))
    weights = similarities / similarities.max(initial=1e-9) * (each + together) / 2
    return Expansion(
        numbers, weights.astype(np.float32), np.array([grades[number] for number in order], dtype=np.uint8)
    )


def _grades(index: Index, word: Word, found: dict[int, float]) -> dict[int, Grade]:
    """Return how surely each candidate is meant."""
    if word.match is Match.PREFIX:
        return dict.fromkeys(found, Grade.EXACT)
    words = index.vocabulary.words
    exact = _exact(index, word)
    is_known = any(number in found for number in exact)
    grades = {}
    for number, similarity in found.items():
        if number in exact:
            grades[number] = Grade.EXACT
        elif _has_other_ending(word.token, words[number]) or similarity >= (SURE if is_known else FAINT):
            grades[number] = Grade.NEAR
        else:
            grades[number] = Grade.FAR
    return grades


def _has_other_ending(token: str, word: str) -> bool:
    """Tell whether of two words one is the other with a short ending."""
    shorter, longer = sorted((token, word), key=len)
    return longer.startswith(shorter) and len(longer) - len(shorter) <= _LONGEST_ENDING
