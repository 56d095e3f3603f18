"""Which words of a collection a typed word may stand for, and how surely."""

from dataclasses import dataclass
from enum import IntEnum

import numpy as np
import numpy.typing as npt

from tui.search.expressions import Match, Word
from tui.search.index import Index
from tui.search.vocabulary import nearby_words, words_beginning
from tui.tokens import INITIALISMS, allowed_edits

MOST_CANDIDATES = 48
"""Words that one typed word may stand for with edits; those named by ``begin*`` are not counted."""
MOST_LONGER = 32
"""Words that one may stand for that is still being typed."""
POWER = 5.0
"""Similarity is the share of letters that are right to this power."""
UNCOVERED = 0.3
"""What a word loses of which nothing but the beginning has been typed, for the share that has not."""
SURE = 0.5
"""Similarity from which another spelling is taken for the same word even where both occur."""
FAINT = 0.05
"""Similarity below which a word is far-fetched in any case: half of it is wrong."""
_STEM = 4
_LONG = 8
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
    similarities: npt.NDArray[np.float32]
    """How like the typed word each is, 1 for the very word."""
    weights: npt.NDArray[np.float32]
    """What finding each is worth, above 0: how telling the word is, times its similarity."""
    grades: npt.NDArray[np.uint8]
    """How surely each is meant: values of :class:`Grade`."""

    def without_far(self) -> "Expansion":
        """Return the words that are not far-fetched."""
        first = int(np.searchsorted(self.grades, Grade.NEAR))
        if not first:
            return self
        return Expansion(self.numbers[first:], self.similarities[first:], self.weights[first:], self.grades[first:])

    def likely(self) -> "Expansion":
        """Return the words that are not far-fetched beside the very word that was typed, where that is known."""
        return self.without_far() if self.best is Grade.EXACT else self

    @property
    def best(self) -> Grade:
        """The surest grade there is."""
        return Grade(int(self.grades[-1])) if len(self.grades) else Grade.NONE


def expand(index: Index, word: Word) -> Expansion:
    """Return what a typed word may stand for in a collection."""
    known = index.expansions.get(word)
    if known is None:
        if len(index.expansions) >= _MOST_KEPT:
            index.expansions.clear()
        is_beginning = word.match is Match.PREFIX
        known = _beginning(index, word) if is_beginning else _weighed(index, word, _candidates(index, word))
        index.expansions[word] = known
    return known


def _beginning(index: Index, word: Word) -> Expansion:
    """Return all words that begin as was typed; together they count as one word."""
    numbers, _ = words_beginning(index.vocabulary.words, index.tables, word.token)
    numbers = np.sort(numbers[index.frequencies[numbers] > 0])
    total = len(index)
    together = np.log1p(total / (min(float(index.frequencies[numbers].sum()), total) + 0.5))
    ones = np.ones(len(numbers), dtype=np.float32)
    grades = np.full(len(numbers), Grade.EXACT, dtype=np.uint8)
    return Expansion(numbers, ones, (ones * together).astype(np.float32), grades)


def is_known(index: Index, token: str) -> bool:
    """Tell whether a folded word occurs in a collection."""
    number = index.vocabulary.numbers.get(token, len(index.frequencies))
    return number < len(index.frequencies) and bool(index.frequencies[number])


def _candidates(index: Index, word: Word) -> dict[int, float]:
    """Return the candidates that occur in the index with their similarity, 1 for the very word."""
    found = _similar(index, word)
    for number in _exact(index, word):
        found[number] = 1.0
    return found


def _similar(index: Index, word: Word) -> dict[int, float]:
    """Return the words that one may stand for that is mistyped or unfinished, with their similarity."""
    if word.match in (Match.EXACT, Match.JOINED, Match.PAIR):
        return {}
    words, frequencies = index.vocabulary.words, index.frequencies
    allowed = allowed_edits(word.token)
    if _exact(index, word) and len(word.token) < _LONG:
        # A short word that occurs as it was typed needs no other that has little in common with it.
        allowed = min(allowed, 1)
    near = nearby_words(words, index.tables, word.token, allowed)
    counts = frequencies[[number for number, _ in near]].tolist()
    ranked = sorted((-distance, count, number) for (number, distance), count in zip(near, counts, strict=True) if count)
    ranked = [each for each in ranked if _has_same_digits(word.token, words[each[2]])]
    found = {number: (1 + edits / len(word.token)) ** POWER for edits, _, number in ranked[-MOST_CANDIDATES:]}
    if word.match is Match.UNFINISHED:
        for number, share in _longer(index, word.token).items():
            found[number] = max(found.get(number, 0.0), share)
    return found


def _has_same_digits(token: str, word: str) -> bool:
    """Tell whether the digits of two words agree, which must be right: ``S300`` is no ``S400``, nor is it 300."""
    digits = "".join(filter(str.isdigit, token))
    return digits == "".join(filter(str.isdigit, word)) and (not digits or token.isdigit() == word.isdigit())


def _exact(index: Index, word: Word) -> list[int]:
    """Return the numbers of the very word: also of the name in capitals that small letters may mean, as in ``us``."""
    tokens = [word.token, INITIALISMS.get(word.token, word.token)]
    known = len(index.frequencies)
    numbers = (index.vocabulary.numbers.get(token, known) for token in dict.fromkeys(tokens))
    return [number for number in numbers if number < known and index.frequencies[number]]


def _longer(index: Index, token: str) -> dict[int, float]:
    """Return the words that begin with what has been typed so far, of many the shortest and then the commonest."""
    numbers, lengths = words_beginning(index.vocabulary.words, index.tables, token)
    counts = index.frequencies[numbers]
    numbers, lengths, counts = numbers[counts > 0], lengths[counts > 0], counts[counts > 0]
    if len(numbers) > MOST_LONGER:
        limit = np.partition(lengths, MOST_LONGER)[MOST_LONGER]
        near = np.flatnonzero(lengths <= limit)
        # The words themselves come last, so that the choice is the same however the index was made.
        words = np.array([index.vocabulary.words[number] for number in numbers[near].tolist()])
        chosen = near[np.lexsort((words, -counts[near].astype(np.int64), lengths[near]))[:MOST_LONGER]]
        numbers, lengths = numbers[chosen], lengths[chosen]
    shares = 1 - UNCOVERED * (1 - len(token) / lengths)
    return dict(zip(numbers.tolist(), shares.tolist(), strict=True))


def _weighed(index: Index, word: Word, found: dict[int, float]) -> Expansion:
    """Return candidates with grades and weights.

    How telling a word is, its inverse document frequency, counts half as that of the word found and half as
    that of all candidates together: a rare misspelling of a common word is not telling.
    """
    grades = _grades(index, word, found)
    words, counts = index.vocabulary.words, index.frequencies
    # Of equals the commoner one is the surer; the word itself keeps the order the same however the index was made.
    order = sorted(found, key=lambda number: (grades[number], found[number], counts[number], words[number]))
    numbers = np.array(order, dtype=np.uint32)
    similarities = np.array([found[number] for number in order], dtype=np.float64)
    frequencies = index.frequencies[numbers].astype(np.float64)
    total = len(index)
    each = np.log1p(total / (frequencies + 0.5))
    together = np.log1p(total / (min(frequencies.sum(), total) + 0.5))
    telling = (each + together) / 2
    if len(order) and grades[order[-1]] is Grade.EXACT:
        # However rare another word is, it is not worth more than the one that was typed.
        telling = np.minimum(telling, telling[-1])
    weights = similarities / similarities.max(initial=1e-9) * telling
    return Expansion(
        numbers,
        similarities.astype(np.float32),
        weights.astype(np.float32),
        np.array([grades[number] for number in order], dtype=np.uint8),
    )


def _grades(index: Index, word: Word, found: dict[int, float]) -> dict[int, Grade]:
    """Return how surely each candidate is meant."""
    words = index.vocabulary.words
    exact = _exact(index, word)
    is_known = any(number in found for number in exact)
    grades = {}
    for number, similarity in found.items():
        if number in exact:
            grades[number] = Grade.NEAR if word.match is Match.JOINED else Grade.EXACT
        elif _has_other_ending(word.token, words[number]) or similarity >= (SURE if is_known else FAINT):
            grades[number] = Grade.NEAR
        else:
            grades[number] = Grade.FAR
    return grades


def _has_other_ending(token: str, word: str) -> bool:
    """Tell whether of two words one is the other with one or two letters more at its end."""
    shorter, longer = sorted((token, word), key=len)
    ending = len(longer) - len(shorter)
    return longer.startswith(shorter) and ending <= (2 if len(shorter) >= _STEM else 1 if longer == word else 0)
