"""The words that one text uses more than another: keyness by log-likelihood.

G2 is that of Dunning (1993) as Rayson and Garside (2000) use it for two corpora: with a and b occurrences in texts of
c and d words, E1 = c (a + b) / (c + d), E2 = d (a + b) / (c + d) and G2 = 2 (a ln(a / E1) + b ln(b / E2)).
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import log

from tui.compare.function_words import function_words
from tui.compare.terms import pieces
from tui.text import fold_key
from tui.tokens import INITIALISMS, fold_token, raw_tokens

SHOWN, MARKED = 6.63, 10.83
"""G2 from which a word is told at all, and from which it is marked (p < 0.01 and p < 0.001)."""
FEWEST = 3
"""Occurrences in the text that uses it more, at least."""
LEAST_RATIO = 1.5
"""How many times as frequent it must be there, at least."""


@dataclass(frozen=True, slots=True)
class Keyword:
    """A word that one of two texts uses more."""

    side: str
    """``a`` or ``b``: the text that does."""
    term: str
    """The word, folded, without apostrophes."""
    count_a: int
    """How often it stands in the first text."""
    count_b: int
    """How often it stands in the second."""
    g2: float
    """Log-likelihood."""
    is_function_word: bool = False
    """Whether it is one of the words that only hold a language together."""

    @property
    def is_marked(self) -> bool:
        """Whether chance is all but ruled out."""
        return self.g2 >= MARKED


def g2(a: int, b: int, c: int, d: int) -> float:
    """Return the log-likelihood of a word.

    Args:
        a: Its occurrences in the first text.
        b: Its occurrences in the second.
        c: Words of the first text.
        d: Words of the second.
    """
    if not a + b:
        return 0.0
    expected_a, expected_b = c * (a + b) / (c + d), d * (a + b) / (c + d)
    return 2 * ((a * log(a / expected_a) if a else 0.0) + (b * log(b / expected_b) if b else 0.0))


def count_words(passages: Sequence[str]) -> Counter[str]:
    """Return how often each word stands in some passages, folded and without apostrophes."""
    counts: Counter[str] = Counter()
    for passage in passages:
        for piece in pieces(passage):
            counts.update(raw_tokens(piece))
    folded: Counter[str] = Counter()
    for token, count in counts.items():
        word = fold_word(token)
        if word:
            folded[word] += count
    return folded


def fold_word(token: str) -> str:
    """Return the form in which words are counted: folded, without apostrophes; ``US`` and ``U.S.`` are one."""
    folded = fold_token(token)
    return folded if folded in INITIALISMS.values() else fold_key(token).replace("'", "").strip("_.")


def find_keywords(a: Counter[str], b: Counter[str]) -> tuple[Keyword, ...]:
    """Return the words of which one text has more than chance explains, the most telling first."""
    size_a, size_b = a.total(), b.total()
    if not size_a or not size_b:
        return ()
    functional = function_words([*a, *b])
    found = []
    for term in a.keys() | b.keys():
        count_a, count_b = a[term], b[term]
        rate_a, rate_b = count_a / size_a, count_b / size_b
        side = "a" if rate_a > rate_b else "b"
        more, less = (rate_a, rate_b) if side == "a" else (rate_b, rate_a)
        if (count_a if side == "a" else count_b) < FEWEST or more < LEAST_RATIO * less:
            continue
        likelihood = g2(count_a, count_b, size_a, size_b)
        if likelihood >= SHOWN:
            found.append(Keyword(side, term, count_a, count_b, likelihood, term in functional))
    return tuple(sorted(found, key=lambda word: (-word.g2, word.term)))
