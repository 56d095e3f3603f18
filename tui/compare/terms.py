"""Passages as weighted terms: words with their endings stripped, and runs of four characters."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tui.compare.function_words import function_words
from tui.tokens import fold_token, raw_tokens

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
        self._stem_of: list[int] = []
        self._forms: dict[str, str] = {}
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
            folded = self._forms[token] = fold_token(token)
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

    def grams(self, *sides: Sequence[str]) -> list[Counts]:
        """Return for each text how often each run of four characters stands in each of its passages.

        Runs are taken over the folded words with one space between them, so that they hold neighbouring words
        together; their numbers are the same for all the texts given.
        """
        import numpy as np

        runs, passages, sizes = [], [], []
        for texts in sides:
            running = [self._running(text) for text in texts]
            codes = np.frombuffer("".join(running).encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
            lengths = np.asarray([len(text) for text in running], dtype=np.int64)
            of = np.repeat(np.arange(len(texts), dtype=np.int64), lengths)
            # Code points have 21 bits; four of them are mixed into 64.
            mixed = codes.astype(np.uint64)
            run = np.zeros(max(0, len(mixed) - GRAM + 1), dtype=np.uint64)
            for place in range(GRAM):
                run = run * np.uint64(0x9E3779B97F4A7C15) + mixed[place : place + len(run)]
            is_whole = of[: len(run)] == of[GRAM - 1 :]
            runs.append(run[is_whole])
            passages.append(of[: len(run)][is_whole])
            sizes.append(len(texts))
        known, numbers = np.unique(np.concatenate(runs), return_inverse=True)
        counts, start = [], 0
        for run, of, size in zip(runs, passages, sizes, strict=True):
            terms = numbers[start : start + len(run)].astype(np.int64)
            counts.append(_count(of, terms, None, size, max(1, len(known))))
            start += len(run)
        return counts

    def _running(self, text: str) -> str:
        """Return the folded words of a passage as one line, its ends marked by spaces."""
        folded = self._forms
        words = [folded[token] for piece in pieces(text) for token in raw_tokens(piece)]
        return f" {' '.join(word for word in words if word)} "


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
