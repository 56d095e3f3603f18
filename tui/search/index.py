"""The index: every passage of a collection, folded and numbered once, so that a keystroke finds among a million."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from tui.documents.model import Document
from tui.search.collecting import LONGEST_PASSAGE, Collected, parts_of
from tui.search.fields import FieldTest
from tui.search.names import Names
from tui.search.postings import Segment, merge_segments
from tui.search.vocabulary import Vocabulary, WordTable, make_table
from tui.text import Span

_FANOUT = 8
_MANY_WORDS = 20_000


class Passage(NamedTuple):
    """A block of a document, or a part of a very long one."""

    document: Document
    """The document."""
    block: int
    """Index of the block."""
    span: Span
    """Its characters, in offsets of the block's text."""

    @property
    def text(self) -> str:
        """Its characters."""
        return self.document.blocks[self.block].text[self.span.start : self.span.end]


@dataclass(frozen=True)
class Index:
    """A collection made searchable. Adding and removing return a new index that shares what stayed."""

    vocabulary: Vocabulary = field(default_factory=Vocabulary)
    """The words; grows for all indexes that share it."""
    tables: tuple[WordTable, ...] = ()
    """The vocabulary as far as this index knows it, prepared for looking words up."""
    segments: tuple[Segment, ...] = ()
    """The passages."""
    documents: tuple[Document | None, ...] = ()
    """By number; None for one that was removed."""

    def __len__(self) -> int:
        """Return the number of passages."""
        return sum(_living(segment) for segment in self.segments)

    @property
    def size(self) -> int:
        """How many documents there are."""
        return sum(document is not None for document in self.documents)

    @property
    def tokens(self) -> int:
        """How many tokens the segments hold."""
        return sum(len(segment.tokens) for segment in self.segments)

    @property
    def nbytes(self) -> int:
        """Bytes of all arrays."""
        names = ("masks", "pair_masks", "by_length", "keys", "by_key", "lengths")
        tables: list[list[npt.NDArray[Any]]] = [[getattr(table, name) for name in names] for table in self.tables]
        return sum(segment.nbytes for segment in self.segments) + sum(part.nbytes for table in tables for part in table)

    @cached_property
    def frequencies(self) -> npt.NDArray[np.uint32]:
        """Shape (words,): in how many passages each word of the vocabulary stands."""
        frequencies = np.zeros(self.tables[-1].stop if self.tables else 1, dtype=np.uint32)
        for segment in self.segments:
            frequencies[segment.words] += segment.frequencies
        return frequencies

    @cached_property
    def mean_length(self) -> float:
        """Tokens of an average passage."""
        tokens = sum(_living_tokens(segment) for segment in self.segments)
        return tokens / max(1, len(self))

    @cached_property
    def lengths(self) -> tuple[npt.NDArray[np.float32], ...]:
        """For each segment the tokens of its passages, as a share of an average passage."""
        return tuple(
            (np.diff(segment.starts) / max(1.0, self.mean_length)).astype(np.float32) for segment in self.segments
        )

    @cached_property
    def expansions(self) -> dict[Any, Any]:
        """What typed words may stand for, as far as it has been asked."""
        return {}

    @cached_property
    def found(self) -> dict[Any, Any]:
        """What was found for the words typed last."""
        return {}

    @cached_property
    def ids(self) -> frozenset[str]:
        """The ids of the documents."""
        return frozenset(document.id for document in self.documents if document)

    def fitting(self, test: FieldTest) -> tuple[npt.NDArray[np.bool_], bool]:
        """Return which documents fit a field, by number, and whether they do so as it was typed."""
        known: tuple[npt.NDArray[np.bool_], bool] | None = self.expansions.get(test)
        if known is None:
            known = self.expansions[test] = self.names.fitting(test)
        return known

    @cached_property
    def names(self) -> Names:
        """The names in the documents' metadata."""
        return Names(self.documents)

    def passage(self, segment: Segment, place: int) -> Passage:
        """Return a passage of a segment."""
        found = segment.passages
        document = self.documents[found.documents[place]]
        assert document is not None
        block = int(found.blocks[place])
        start = int(found.offsets[place])
        whole = document.blocks[block]
        if not start and len(whole.text) <= LONGEST_PASSAGE:
            return Passage(document, block, Span(0, len(whole.text)))
        return Passage(document, block, next(span for span in parts_of(whole) if span.start == start))

    def adding(self, documents: Sequence[Document]) -> "Index":
        """Return the index with more documents; costs what they hold, and now and then a merge."""
        collected = Collected(self.vocabulary, len(self.documents))
        for document in documents:
            collected.add(document)
        return self._with(collected, documents)

    def _with(self, collected: Collected, documents: Sequence[Document]) -> "Index":
        segments = [*self.segments, collected.segment()]
        while (count := _to_merge([len(segment.tokens) for segment in segments])) > 1:
            segments[-count:] = [merge_segments(segments[-count:])]
        tables = [*self.tables]
        known = tables[-1].stop if tables else 1
        if len(self.vocabulary) > known:
            tables.append(make_table(self.vocabulary.words, known, len(self.vocabulary)))
            while (count := _to_merge([table.stop - table.first for table in tables])) > 1:
                tables[-count:] = [make_table(self.vocabulary.words, tables[-count].first, tables[-1].stop)]
        return Index(self.vocabulary, tuple(tables), tuple(segments), self.documents + tuple(documents))

    def without(self, ids: Iterable[str]) -> "Index":
        """Return the index without the documents of these ids."""
        gone = set(ids)
        return self._dropping(number for number, each in enumerate(self.documents) if each and each.id in gone)

    def without_these(self, identities: Collection[int]) -> "Index":
        """Return the index without the very documents of these identities; others may have their ids."""
        return self._dropping(number for number, each in enumerate(self.documents) if each and id(each) in identities)

    def _dropping(self, dropped: Iterable[int]) -> "Index":
        """Return the index without the documents of these numbers."""
        numbers = list(dropped)
        if not numbers:
            return self
        gone = np.array(numbers, dtype=np.uint32)
        segments = [segment.without(gone) for segment in self.segments]
        segments = [
            merge_segments([segment]) if 2 * _living(segment) < len(segment.passages) else segment
            for segment in segments
        ]
        documents = list(self.documents)
        for number in numbers:
            documents[number] = None
        return replace(self, segments=tuple(segments), documents=tuple(documents))

    def compacted(self) -> "Index":
        """Return the index in one piece, which is the quickest to search."""
        if len(self.segments) < 2 and len(self.tables) < 2:
            return self
        words = self.vocabulary.words
        tables = (make_table(words, 1, self.tables[-1].stop),) if self.tables else ()
        segments = (merge_segments(self.segments),) if self.segments else ()
        return replace(self, tables=tables, segments=segments)

    @property
    def is_mostly_gone(self) -> bool:
        """Whether most words of the vocabulary, and many, stand nowhere any more."""
        unused = len(self.frequencies) - np.count_nonzero(self.frequencies)
        return bool(2 * unused > max(len(self.frequencies), _MANY_WORDS))

    def renewed(self) -> "Index":
        """Return the index in one piece with a vocabulary of its own, without the words that stand nowhere."""
        if not self.segments:
            return Index()
        segment = merge_segments(self.segments)
        used = segment.words[segment.words > 0]
        words = self.vocabulary.words
        vocabulary = Vocabulary(words[number] for number in used.tolist())
        numbers = np.zeros(len(self.frequencies), dtype=np.uint32)
        numbers[used] = np.arange(1, len(used) + 1, dtype=np.uint32)
        segment = replace(segment, tokens=numbers[segment.tokens], words=numbers[segment.words])
        return Index(vocabulary, (make_table(vocabulary.words, 1, len(vocabulary)),), (segment,), self.documents)


def index_documents(
    documents: Iterable[Document],
    report: Callable[[int], None] = lambda count: None,
    should_stop: Callable[[], bool] = lambda: False,
) -> Index:
    """Return the index of a collection.

    Args:
        documents: What to index.
        report: Called with the number of documents done, after each.
        should_stop: Asked after each document; when it says so, what has been indexed so far is returned.
    """
    vocabulary = Vocabulary()
    collected = Collected(vocabulary, 0)
    done: list[Document] = []
    for document in documents:
        collected.add(document)
        done.append(document)
        report(len(done))
        if should_stop():
            break
    return Index(vocabulary)._with(collected, done)


def _to_merge(sizes: Sequence[int]) -> int:
    """Return how many of the last of these sizes to merge: those of a level, once there are eight of it or below.

    Levels are powers of eight, so that few segments remain and each token is merged a few times only.
    """
    for level in sorted({_level(size) for size in sizes}):
        count = 0
        while count < len(sizes) and _level(sizes[-count - 1]) <= level:
            count += 1
        if count >= _FANOUT:
            return count
    return 0


def _level(size: int) -> int:
    return size.bit_length() // 3


def _living_tokens(segment: Segment) -> int:
    lengths = np.diff(segment.starts)
    return int(lengths.sum() if segment.alive is None else lengths[segment.alive].sum())


def _living(segment: Segment) -> int:
    return len(segment.passages) if segment.alive is None else int(segment.alive.sum())
