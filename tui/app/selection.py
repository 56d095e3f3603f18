"""A selection that grows and shrinks by sentences, paragraphs, words and characters."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from tui.app.page import graphemes
from tui.documents.model import Block, Document
from tui.text import Span
from tui.tokens import token_spans


@dataclass(frozen=True, slots=True)
class Selection:
    """Characters of one document between an anchor, which stays selected, and an end that moves."""

    anchor: Span
    """What the selection began with, or where its fixed end is."""
    end: int
    """The end that moves."""

    @property
    def span(self) -> Span:
        """The characters, in offsets of the document's text."""
        return Span(min(self.anchor.start, self.end), max(self.anchor.end, self.end))

    @property
    def is_backward(self) -> bool:
        """Whether the end that moves is the first one."""
        return self.end <= self.anchor.start and self.end < self.anchor.end

    @property
    def head(self) -> int:
        """Offset of the character at the end that moves."""
        return self.end if self.is_backward else max(self.span.start, self.end - 1)

    def swapped(self) -> "Selection":
        """Return the same characters with the other end to move."""
        start, end = self.span
        return Selection(Span(end, end), start) if not self.is_backward else Selection(Span(start, start), end)


def begin(span: Span) -> Selection:
    """Return a selection of a span, to be extended from its end."""
    return Selection(span, span.end)


class Selecting:
    """Moves the end of a selection over the shown blocks of a document."""

    def __init__(self, document: Document, is_shown: Callable[[Block], bool]) -> None:
        """Take the document.

        Args:
            document: What is selected in.
            is_shown: Whether a block is on the page; the others are passed over.
        """
        self._document = document
        self._is_shown = is_shown

    def move(self, selection: Selection, unit: str, step: int) -> Selection:
        """Return the selection with its end moved.

        Args:
            selection: What is selected.
            unit: ``character``, ``word``, ``sentence``, ``paragraph`` or ``edge`` (of the block).
            step: 1 or -1.
        """
        if unit == "edge":
            block = self._document.blocks[self._document.block_at(selection.end)]
            end = block.span.end if step > 0 else block.start
        else:
            if unit == "character" and selection.anchor.end > selection.anchor.start:
                start, end = selection.span
                fixed = end if selection.is_backward else start
                selection = Selection(Span(fixed, fixed), selection.end)
            end = self._moved(selection, unit, step)
        if selection.anchor.start < end < selection.anchor.end:
            # Back inside what it began with: that is all that is selected.
            end = selection.anchor.end
        moved = Selection(selection.anchor, end)
        return moved if moved.span.end > moved.span.start else selection

    def _moved(self, selection: Selection, unit: str, step: int) -> int:
        """Return where the end goes: to ends of units behind the anchor, to starts of units before it."""
        at, anchor = selection.end, selection.anchor
        is_point = anchor.start == anchor.end
        if step > 0 and selection.is_backward:
            reached = self._after(at, unit, ends=False)
            if reached < anchor.start:
                return reached
            return self._after(anchor.end, unit, ends=True) if is_point else anchor.end
        if step < 0 and not selection.is_backward:
            reached = self._before(at, unit, ends=True, least=anchor.end) if at > anchor.end else anchor.start
            if reached > anchor.end or (reached == anchor.end and not is_point):
                return reached
            return self._before(anchor.start, unit, ends=False)
        return self._after(at, unit, ends=True) if step > 0 else self._before(at, unit, ends=False)

    def _after(self, at: int, unit: str, ends: bool) -> int:
        """Return the first boundary after an offset: the end of a unit, or the start of one."""
        block = self._block(at, 1)
        while block is not None:
            for span in self._units(block, unit, at, 1):
                boundary = span.end if ends else span.start
                if boundary > at:
                    return boundary
            block = self._neighbour(block, 1)
        return at

    def _before(self, at: int, unit: str, ends: bool, least: int = 0) -> int:
        """Return the last boundary before an offset, but none before ``least``."""
        block = self._block(at, -1)
        while block is not None and block.span.end > least:
            for span in self._units(block, unit, at, -1):
                boundary = span.end if ends else span.start
                if boundary < at:
                    return max(boundary, least)
            block = self._neighbour(block, -1)
        return least if ends else at

    def _block(self, at: int, step: int) -> Block | None:
        """Return the shown block at an offset, or the next one in a direction."""
        blocks = self._document.blocks
        index = self._document.block_at(max(0, at - 1) if step < 0 else at)
        while 0 <= index < len(blocks):
            if self._is_shown(blocks[index]) and blocks[index].text:
                return blocks[index]
            index += step
        return None

    def _neighbour(self, block: Block, step: int) -> Block | None:
        blocks = self._document.blocks
        index = self._document.block_at(block.start) + step
        while 0 <= index < len(blocks):
            if self._is_shown(blocks[index]) and blocks[index].text:
                return blocks[index]
            index += step
        return None

    def _units(self, block: Block, unit: str, at: int, step: int) -> Iterator[Span]:
        """Yield the units of a block one way, without the white space at their ends.

        They begin not far from an offset: a long block need not be taken apart from its start for the next word.
        """
        sentences = block.sentences
        if unit == "paragraph" or not sentences:
            yield block.span
            return
        first = min(max(0, block.sentence_index(at) - step), len(sentences) - 1)
        for start, end in sentences[first:] if step > 0 else sentences[first::-1]:
            spans = _parts(block.text[start:end], unit)
            yield from (span.shifted(block.start + start) for span in spans[::step])


def _parts(sentence: str, unit: str) -> list[Span]:
    if unit == "sentence":
        return [Span(0, len(sentence.rstrip()))]
    return token_spans(sentence) if unit == "word" else characters(sentence)


def characters(text: str) -> list[Span]:
    """Return the characters as a person counts them."""
    return [Span(start, end) for start, end, _ in graphemes(text)]


def word_at(document: Document, offset: int) -> Span | None:
    """Return the word that holds the character at ``offset``; None where no word does."""
    sentence = document.sentence_at(offset)
    for span in token_spans(document.text[sentence.start : sentence.end]):
        here = span.shifted(sentence.start)
        if here.start <= offset < here.end:
            return here
    return None
