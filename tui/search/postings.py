"""Where each word stands: the arrays of a segment, which is a run of passages indexed together.

Like the segments of Lucene: made once, never changed, merged when there are many.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.uint32]
_STEP = 20_000
Places = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Passages:
    """Which passages a segment holds; arrays of the shape (passages,)."""

    documents: Numbers
    """Number of the document."""
    blocks: Numbers
    """Index of the block in the document."""
    offsets: Numbers
    """First character, in offsets of the block's text: a very long block makes several passages."""
    kinds: npt.NDArray[np.uint8]
    """Kind of the block, as its place in ``BlockKind``."""

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self.documents)


@dataclass(frozen=True, slots=True)
class Segment:
    """Tokens of a run of passages, in the order of the text and by word."""

    passages: Passages
    """What was indexed."""
    tokens: Numbers
    """Shape (tokens,): the words' numbers in the order of the text."""
    starts: Places
    """Shape (passages + 1,): where the tokens of each passage begin."""
    words: Numbers
    """Shape (words,): the numbers of the words that occur here, sorted."""
    position_starts: Places
    """Shape (words + 1,): where each word's positions begin."""
    positions: Numbers
    """Shape (tokens,): indices into ``tokens``, word by word."""
    posting_starts: Places
    """Shape (words + 1,): where each word's postings begin."""
    postings: Numbers
    """Passages in which each word stands, word by word, each once."""
    counts: npt.NDArray[np.uint16]
    """How often it stands there; passages are too short for more than 65,535."""
    alive: npt.NDArray[np.bool_] | None = None
    """Which passages still count; None for all."""

    @property
    def nbytes(self) -> int:
        """Bytes of all arrays."""
        arrays = [getattr(self, field.name) for field in fields(self) if field.name not in ("passages", "alive")]
        arrays += [getattr(self.passages, field.name) for field in fields(Passages)]
        return sum(array.nbytes for array in arrays)

    @property
    def frequencies(self) -> Numbers:
        """Shape (words,): in how many living passages each word stands."""
        if self.alive is None:
            return np.diff(self.posting_starts).astype(np.uint32)
        living = np.concatenate([np.zeros(1, dtype=np.int64), np.cumsum(self.alive[self.postings])])
        return np.diff(living[self.posting_starts]).astype(np.uint32)

    def find(self, numbers: Numbers) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.intp]]:
        """Return which of the numbered words occur here.

        Returns:
            Indices into ``numbers``, and for each the index into ``words``.
        """
        if not len(self.words):
            nothing = np.zeros(0, dtype=np.intp)
            return nothing, nothing
        places = np.searchsorted(self.words, numbers)
        places[places == len(self.words)] = 0
        present = np.flatnonzero(self.words[places] == numbers)
        return present, places[present]

    def occurrences(self, place: int) -> tuple[Numbers, Numbers]:
        """Return where the word at an index of ``words`` stands.

        Returns:
            Indices into ``tokens``, in order, and for each the passage.
        """
        positions = self.positions[self.position_starts[place] : self.position_starts[place + 1]]
        here = slice(self.posting_starts[place], self.posting_starts[place + 1])
        return positions, np.repeat(self.postings[here], self.counts[here])

    def without(self, documents: Numbers) -> "Segment":
        """Return the segment with the passages of some documents marked as gone."""
        gone = np.isin(self.passages.documents, documents)
        return self if not gone.any() else replace(self, alive=~gone if self.alive is None else self.alive & ~gone)


def make_segment(passages: Passages, tokens: Numbers, starts: Places) -> Segment:
    """Sort tokens by word.

    Args:
        passages: What the tokens stand in.
        tokens: Shape (tokens,): numbers of words in the order of the text.
        starts: Shape (passages + 1,): where the tokens of each passage begin.
    """
    keys = tokens.astype(np.uint64) << np.uint64(32)
    keys |= np.arange(len(tokens), dtype=np.uint64)
    keys.sort()
    positions = keys.astype(np.uint32)
    keys >>= np.uint64(32)
    ordered = keys.astype(np.uint32)
    del keys
    owners = _owners(starts)[positions]
    is_new_word = _changes(ordered)
    is_new_posting = is_new_word | _changes(owners)
    first_positions = np.flatnonzero(is_new_word)
    first_of_posting = np.flatnonzero(is_new_posting)
    counts = np.diff(first_of_posting, append=len(tokens))
    return Segment(
        passages,
        tokens,
        starts,
        ordered[first_positions],
        np.append(first_positions, len(tokens)),
        positions,
        np.append(np.searchsorted(first_of_posting, first_positions), len(first_of_posting)),
        owners[first_of_posting],
        counts.astype(np.uint16),
    )


def merge_segments(segments: Sequence[Segment]) -> Segment:
    """Return one segment with the living passages of several, in their order."""
    parts = [_living(segment) for segment in segments]
    passages = Passages(
        *(np.concatenate([getattr(part[0], field.name) for part in parts]) for field in fields(Passages))
    )
    lengths = np.concatenate([np.diff(starts) for _, _, starts in parts])
    starts = np.concatenate([np.zeros(1, dtype=np.int64), np.cumsum(lengths)])
    return make_segment(passages, np.concatenate([tokens for _, tokens, _ in parts]), starts)


def _living(segment: Segment) -> tuple[Passages, Numbers, Places]:
    """Return what make_segment took, without the passages that are gone."""
    if segment.alive is None:
        return segment.passages, segment.tokens, segment.starts
    passages = Passages(*(getattr(segment.passages, field.name)[segment.alive] for field in fields(Passages)))
    lengths = np.diff(segment.starts)
    tokens = segment.tokens[np.repeat(segment.alive, lengths)]
    return passages, tokens, np.concatenate([np.zeros(1, dtype=np.int64), np.cumsum(lengths[segment.alive])])


def _owners(starts: Places) -> Numbers:
    """Return the passage of each token; in steps, since numpy holds the interpreter lock while it repeats."""
    owners = np.empty(starts[-1], dtype=np.uint32)
    for first in range(0, len(starts) - 1, _STEP):
        part = starts[first : first + _STEP + 1]
        owners[part[0] : part[-1]] = np.repeat(np.arange(first, first + len(part) - 1, dtype=np.uint32), np.diff(part))
    return owners


def _changes(values: Numbers) -> npt.NDArray[np.bool_]:
    """Tell for each value whether it differs from the one before; the first does."""
    changed = np.ones(len(values), dtype=bool)
    np.not_equal(values[1:], values[:-1], out=changed[1:])
    return changed
