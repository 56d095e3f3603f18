"""The distinct words of a collection, and which of them are nearly a typed one or begin like it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from rapidfuzz.distance import OSA
from rapidfuzz.process import cdist

from tui.tokens import fold_token

_NO_WORD = "\ufffd"
_STEP = 10_000
_KEY_LETTERS, _KEY_BITS = 5, 12
_HALF = 1 << (_KEY_BITS - 1)


class _TokenIds(dict[str, int]):
    """Maps a token as it is written to the number of its folded word, numbering new ones as they come."""

    def __init__(self, vocabulary: "Vocabulary") -> None:
        super().__init__()
        self._vocabulary = vocabulary

    def __missing__(self, token: str) -> int:
        self[token] = number = self._vocabulary.number(fold_token(token))
        return number


class Vocabulary:
    """Words numbered in the order in which they came; it only ever grows, so that old numbers stay good.

    Number 0 stands for no word: a token that nothing is left of once it is folded.
    """

    def __init__(self, words: Iterable[str] = ()) -> None:
        """Take the words numbered so far, without number 0."""
        self.words = [_NO_WORD, *words]
        self.numbers = {word: number for number, word in enumerate(self.words)}
        self.of_tokens = _TokenIds(self)

    def __len__(self) -> int:
        """Return how many numbers are given out."""
        return len(self.words)

    def number(self, word: str) -> int:
        """Return the number of a folded word, giving it one where it is new."""
        if not word:
            return 0
        known = self.numbers.get(word)
        if known is None:
            known = self.numbers[word] = len(self.words)
            self.words.append(word)
        return known


class Nearby(NamedTuple):
    """A word that is nearly a typed one."""

    number: int
    """Its number in the vocabulary."""
    distance: int
    """Edits between the two (OSA)."""


@dataclass(frozen=True, slots=True)
class WordTable:
    """A run of the vocabulary prepared for looking words up by their beginning and with edits."""

    first: int
    """Number of the first word."""
    stop: int
    """Number after the last."""
    masks: npt.NDArray[np.uint64]
    """Shape (words,): the set of letters of each word as bits, shortest words first."""
    pair_masks: npt.NDArray[np.uint64]
    """Shape (words,): the set of pairs of neighbouring letters of each word as bits, in the order of ``masks``."""
    by_length: npt.NDArray[np.uint32]
    """Shape (words,): the words' numbers in the order of ``masks``."""
    length_starts: npt.NDArray[np.int64]
    """Where the words of each length begin in ``masks``."""
    keys: npt.NDArray[np.uint64]
    """Shape (words,): the first letters of each word as a number, sorted."""
    by_key: npt.NDArray[np.uint32]
    """Shape (words,): the words' numbers in the order of ``keys``."""
    lengths: npt.NDArray[np.uint16]
    """Shape (words,): letters of each word, in the order of ``by_key``."""

    def survivors(self, token: str, allowed: int) -> npt.NDArray[np.uint32]:
        """Return the numbers of all words that can be within ``allowed`` edits, and some that are not.

        An edit changes the set of letters by two at most, one that changes the length by one, and the set of
        pairs by six at most: the tests lose nothing.
        """
        mask, pairs = np.uint64(letter_mask(token)), _pair_masks([token])[0]
        found = []
        for length in range(max(1, len(token) - allowed), len(token) + allowed + 1):
            if length + 1 >= len(self.length_starts):
                break
            here = slice(self.length_starts[length], self.length_starts[length + 1])
            most = 2 * allowed - abs(length - len(token))
            near = np.flatnonzero(np.bitwise_count(self.masks[here] ^ mask) <= most) + here.start
            near = near[np.bitwise_count(self.pair_masks[near] ^ pairs) <= 6 * allowed]
            found.append(self.by_length[near])
        return np.concatenate(found) if found else self.by_length[:0]

    def beginning(self, prefix: str, words: Sequence[str]) -> tuple[npt.NDArray[np.uint32], npt.NDArray[np.uint16]]:
        """Return the numbers of the words that begin with ``prefix``, and their lengths in letters."""
        head = prefix[:_KEY_LETTERS]
        low = int(_keys(_codes(head), np.zeros(1, dtype=np.int64), np.array([len(head)]))[0])
        high = low + (1 << _KEY_BITS * (_KEY_LETTERS - len(head)))
        start, end = np.searchsorted(self.keys, np.array([low, high], dtype=np.uint64))
        numbers, lengths = self.by_key[start:end], self.lengths[start:end]
        if len(prefix) <= _KEY_LETTERS and prefix.isascii():
            return numbers, lengths
        kept = np.array([words[number].startswith(prefix) for number in numbers.tolist()], dtype=bool)
        return numbers[kept], lengths[kept]


def make_table(words: Sequence[str], first: int, stop: int) -> WordTable:
    """Return the table of the words numbered ``first`` to ``stop``.

    Made in steps, since numpy holds the interpreter lock while it gathers bits.
    """
    steps = [_letters(words[at : min(at + _STEP, stop)]) for at in range(first, max(stop, first + 1), _STEP)]
    lengths, masks, pair_masks, keys = (np.concatenate(parts) for parts in zip(*steps, strict=True))
    order = np.argsort(lengths, kind="stable")
    by_key = np.argsort(keys, kind="stable")
    return WordTable(
        first,
        stop,
        masks[order],
        pair_masks[order],
        (order + first).astype(np.uint32),
        np.searchsorted(lengths[order], np.arange(int(lengths.max(initial=0)) + 2)),
        keys[by_key],
        (by_key + first).astype(np.uint32),
        lengths[by_key].astype(np.uint16),
    )


def _letters(
    words: Sequence[str],
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.uint64], npt.NDArray[np.uint64], npt.NDArray[np.uint64]]:
    """Return lengths, sets of letters, sets of pairs of letters, and keys of some words."""
    lengths = np.fromiter(map(len, words), dtype=np.int64, count=len(words))
    if not len(lengths):
        nothing = np.zeros(0, dtype=np.uint64)
        return lengths, nothing, nothing, nothing
    codes = _codes("".join(words))
    starts = np.cumsum(lengths) - lengths
    masks = np.bitwise_or.reduceat(_bits(codes), starts)
    return lengths, masks, _pair_masks(words), _keys(codes, starts, lengths)


def nearby_words(words: Sequence[str], tables: Iterable[WordTable], token: str, allowed: int) -> list[Nearby]:
    """Return all words within ``allowed`` edits of ``token``, itself included."""
    found: list[Nearby] = []
    for table in tables:
        numbers = table.survivors(token, allowed)
        if not len(numbers):
            continue
        candidates = [words[number] for number in numbers.tolist()]
        distances = cdist([token], candidates, scorer=OSA.distance, score_cutoff=allowed, dtype=np.uint8)[0]
        near = np.flatnonzero(distances <= allowed)
        found += map(Nearby, numbers[near].tolist(), distances[near].tolist())
    return found


def words_beginning(
    words: Sequence[str], tables: Iterable[WordTable], prefix: str
) -> tuple[npt.NDArray[np.uint32], npt.NDArray[np.uint16]]:
    """Return the numbers of all words that begin with ``prefix``, itself included, and their lengths in letters."""
    found = [table.beginning(prefix, words) for table in tables]
    if len(found) == 1:
        return found[0]
    numbers = np.concatenate([np.zeros(0, dtype=np.uint32), *(each[0] for each in found)])
    return numbers, np.concatenate([np.zeros(0, dtype=np.uint16), *(each[1] for each in found)])


def letter_mask(word: str) -> int:
    """Return the set of a word's letters as 64 bits."""
    return int(np.bitwise_or.reduce(_bits(_codes(word))))


def _codes(text: str) -> npt.NDArray[np.uint32]:
    """Return the numbers of the characters of a text."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)


def _bits(codes: npt.NDArray[np.uint32]) -> npt.NDArray[np.uint64]:
    """Return the bit of each character: the Latin letters and digits have their own, others share."""
    numbers = codes.astype(np.int64)
    places = 36 + numbers % 28
    places = np.where((numbers >= 48) & (numbers <= 57), numbers - 22, places)
    places = np.where((numbers >= 97) & (numbers <= 122), numbers - 97, places)
    return np.left_shift(np.uint64(1), places.astype(np.uint64))


def _pair_masks(words: Sequence[str]) -> npt.NDArray[np.uint64]:
    """Return the set of pairs of neighbouring letters of each word, its ends included, as 64 bits."""
    codes = _codes("\0" + "\0".join(words) + "\0").astype(np.uint64)
    # Any function of the two letters would do; this one spreads them well (multiplicative hashing, Knuth).
    hashed = (codes[:-1] * np.uint64(0x9E3779B1) + codes[1:] * np.uint64(0x85EBCA77)) >> np.uint64(13)
    bits = np.left_shift(np.uint64(1), hashed & np.uint64(63))
    lengths = np.fromiter(map(len, words), dtype=np.int64, count=len(words))
    starts = np.concatenate([np.zeros(1, dtype=np.int64), np.cumsum(lengths + 1)[:-1]])
    return np.bitwise_or.reduceat(bits, starts)


def _keys(
    codes: npt.NDArray[np.uint32], starts: npt.NDArray[np.int64], lengths: npt.NDArray[np.int64]
) -> npt.NDArray[np.uint64]:
    """Return the first letters of each word as one number, in which equal beginnings stay together.

    A letter counts exactly up to U+07FF; beyond that several share a number.
    """
    keys = np.zeros(len(starts), dtype=np.uint64)
    for place in range(_KEY_LETTERS):
        is_there = lengths > place
        letters = codes[np.where(is_there, starts + place, 0)].astype(np.uint64)
        letters = np.where(letters < _HALF, letters, _HALF | letters & np.uint64(_HALF - 1))
        keys = keys << np.uint64(_KEY_BITS) | np.where(is_there, letters, np.uint64(0))
    return keys
