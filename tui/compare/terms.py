"""Passages as weighted terms: words with their endings stripped, and runs of four characters."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tui.compare.function_words import function_words
from tui.tokens import fold_token, is_unspaced, raw_tokens

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Ints = npt.NDArray[np.int64]
    Floats = npt.NDArray[np.float32]

GRAM = 4
"""Characters of the runs that stand beside the words."""
_PIECE = 50_000
"""Characters that are parted into words at once, so that other threads have their turn in between."""
_SUFFIXES = ("ings", "ing", "edly", "ed", "ies", "es", "s", "ly")
_SHORTEST_STEM = 3


def folded_words(text: str) -> list[str]:
    """Return the words of a text in the form in which they are compared; empty ones stay, as ``""``."""
    return [fold_token(token) for piece in pieces(text) for token in raw_tokens(piece)]


def pieces(text: str, size: int = _PIECE) -> Iterator[str]:
    """Yield a text in pieces of at most ``size`` characters, parted at spaces where it has any."""
    start = 0
    while len(text) - start > size:
        space = text.rfind(" ", start, start + size)
        end = space if space > start else start + size
        yield text[start:end]
        start = end
    yield text[start:] if start else text


def stem(word: str) -> str:
    """Return a folded word without a common English ending; in other languages plurals at most are stripped."""
    if not word.isascii() or not word.isalpha():
        return word
    for suffix in _SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= _SHORTEST_STEM:
            if suffix == "s" and word.endswith(("ss", "us", "is")):
                return word
            bare = word[: -len(suffix)]
            if suffix == "ies":
                return bare + "y"
            if suffix in ("ing", "ings", "ed") and len(bare) > _SHORTEST_STEM and bare[-1] == bare[-2]:
                return bare[:-1]
            return bare[:-1] if bare.endswith("e") and len(bare) > _SHORTEST_STEM else bare
    return word[:-1] if word.endswith("e") and len(word) > _SHORTEST_STEM + 1 else word


def grams(word: str) -> list[str]:
    """Return the runs of four characters of a folded word, its bounds marked; a short word is one run."""
    marked = f" {word} "
    if len(marked) <= GRAM or is_unspaced(word):
        return [marked]
    return [marked[at : at + GRAM] for at in range(len(marked) - GRAM + 1)]


@dataclass(frozen=True, slots=True)
class Counts:
    """How often each term stands in each passage: three arrays of one length, ordered by passage, then term."""

    passages: "Ints"
    """Passage of each count, from 0."""
    terms: "Ints"
    """Its term."""
    counts: "Ints"
    """How often, at least once."""
    size: int
    """Number of passages."""
    vocabulary: int
    """Number of terms."""


class Vocabulary:
    """Numbers the words of texts, and their stems and runs of characters."""

    def __init__(self) -> None:
        """Begin without words."""
        self._words: dict[str, int] = {}
        self._stems: dict[str, int] = {}
        self._grams: dict[str, int] = {}
        self._stem_of: list[int] = []
        self._grams_of: list[list[int]] = []
        self._folded: dict[str, int] = {}

    def words_of(self, texts: Sequence[str]) -> Counts:
        """Return how often each word stands in each text; numbers of words stay the same from call to call."""
        import numpy as np

        ids: list[int] = []
        lengths: list[int] = []
        known = self._words
        for text in texts:
            before = len(ids)
            for piece in pieces(text):
                tokens = raw_tokens(piece)
                try:
                    ids += [known[token] for token in tokens]
                except KeyError:
                    ids += [self._number(token) for token in tokens]
            lengths.append(len(ids) - before)
        words = np.asarray(ids, dtype=np.int64)
        passages = np.repeat(np.arange(len(texts), dtype=np.int64), lengths)
        kept = words >= 0
        return _count(passages[kept], words[kept], None, len(texts), max(1, len(self._folded)))

    def is_content(self) -> "npt.NDArray[np.bool_]":
        """Return for each word whether it is no function word of the texts' languages."""
        import numpy as np

        functional = function_words(self._folded)
        return np.fromiter((word not in functional for word in self._folded), bool, len(self._folded))

    def _number(self, token: str) -> int:
        """Return the number of a word as it is written; -1 for what folds to nothing."""
        number = self._words.get(token)
        if number is None:
            folded = fold_token(token)
            number = self._folded.setdefault(folded, len(self._folded)) if folded else -1
            self._words[token] = number
        return number

    def stems(self, words: Counts) -> Counts:
        """Return how often each stem stands in each passage."""
        import numpy as np

        for word in list(self._folded)[len(self._stem_of) :]:
            self._stem_of.append(self._stems.setdefault(stem(word), len(self._stems)))
        table = np.asarray(self._stem_of, dtype=np.int64)
        return _count(words.passages, table[words.terms], words.counts, words.size, max(1, len(self._stems)))

    def grams(self, words: Counts) -> Counts:
        """Return how often each run of four characters stands in each passage."""
        import numpy as np

        known = self._grams
        for word in list(self._folded)[len(self._grams_of) :]:
            self._grams_of.append([known.setdefault(gram, len(known)) for gram in grams(word)])
        lengths = np.asarray([len(found) for found in self._grams_of], dtype=np.int64)
        flat = np.asarray([gram for found in self._grams_of for gram in found], dtype=np.int64)
        starts = np.concatenate(([0], np.cumsum(lengths)[:-1])) if len(lengths) else lengths
        each = lengths[words.terms]
        at = np.repeat(starts[words.terms] - np.concatenate(([0], np.cumsum(each)[:-1])), each) + np.arange(each.sum())
        return _count(
            np.repeat(words.passages, each),
            flat[at],
            np.repeat(words.counts, each),
            words.size,
            max(1, len(known)),
        )


def _count(passages: "Ints", terms: "Ints", counts: "Ints | None", size: int, vocabulary: int) -> Counts:
    """Return counts with each term of a passage once."""
    import numpy as np

    keys = passages * vocabulary + terms
    if counts is None:
        unique, summed = np.unique(keys, return_counts=True)
    else:
        unique, inverse = np.unique(keys, return_inverse=True)
        summed = np.bincount(inverse, weights=counts, minlength=len(unique)).astype(np.int64)
    return Counts(unique // vocabulary, unique % vocabulary, summed, size, vocabulary)
