"""What goes into an index: the passages of documents and the numbers of their tokens."""

from array import array
from collections.abc import Iterator
from typing import Any

import numpy as np
import numpy.typing as npt

from tui.documents.model import Block, BlockKind, Document
from tui.search.postings import Passages, Segment, make_segment
from tui.search.vocabulary import Vocabulary
from tui.text import Span
from tui.tokens import raw_tokens

LONGEST_PASSAGE = 20_000
"""Characters; a longer block is cut between sentences into several passages."""
KINDS = tuple(BlockKind)
"""The kinds of passages, by their number in the index."""
_KIND_NUMBERS = {kind: number for number, kind in enumerate(KINDS)}


class Collected:
    """The tokens of documents on their way into a segment."""

    def __init__(self, vocabulary: Vocabulary, first: int) -> None:
        """Begin.

        Args:
            vocabulary: Numbers the words.
            first: Number of the first document.
        """
        self._vocabulary = vocabulary
        self._number = first
        self._tokens = array("I")
        self._lengths = array("I")
        self._documents, self._blocks, self._offsets, self._kinds = array("I"), array("I"), array("I"), array("B")

    def add(self, document: Document) -> None:
        """Number the tokens of all passages of a document."""
        number_of = self._vocabulary.of_tokens.__getitem__
        for index, span in passage_spans(document):
            text = document.blocks[index].text
            tokens = raw_tokens(text if span == (0, len(text)) else text[span.start : span.end])
            self._tokens.extend(map(number_of, tokens))
            self._lengths.append(len(tokens))
            self._documents.append(self._number)
            self._blocks.append(index)
            self._offsets.append(span.start)
            self._kinds.append(_KIND_NUMBERS[document.blocks[index].kind])
        self._number += 1

    def segment(self) -> Segment:
        """Return them sorted by word."""
        passages = Passages(*map(_as_array, (self._documents, self._blocks, self._offsets, self._kinds)))
        starts = np.concatenate([np.zeros(1, dtype=np.int64), np.cumsum(_as_array(self._lengths), dtype=np.int64)])
        return make_segment(passages, _as_array(self._tokens), starts)


def _as_array(numbers: "array[int]") -> npt.NDArray[Any]:
    """Return numbers as an array over the same memory: a copy of hundreds of megabytes would hold the keys up."""
    return np.frombuffer(numbers, dtype=numbers.typecode) if numbers else np.zeros(0, dtype=numbers.typecode)


def passage_spans(document: Document) -> Iterator[tuple[int, Span]]:
    """Yield the passages of a document: index of the block and characters in it; furniture is none."""
    for index, block in enumerate(document.blocks):
        if block.kind is not BlockKind.FURNITURE:
            for span in parts_of(block):
                yield index, span


def parts_of(block: Block) -> Iterator[Span]:
    """Yield a block whole, or cut between sentences where it is very long."""
    length = len(block.text)
    if length <= LONGEST_PASSAGE:
        yield Span(0, length)
        return
    start = 0
    for sentence in block.sentences:
        if sentence.end - start > LONGEST_PASSAGE and sentence.start > start:
            yield Span(start, sentence.start)
            start = sentence.start
        while sentence.end - start > LONGEST_PASSAGE:
            space = block.text.rfind(" ", start, start + LONGEST_PASSAGE)
            cut = space + 1 if space > start else start + LONGEST_PASSAGE
            yield Span(start, cut)
            start = cut
    if start < length:
        yield Span(start, length)
