"""The ways in which a document can be read aloud: with or without page furniture, with or without labels."""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import product

from tui.documents.model import BLOCK_SEPARATOR, BlockKind, Document
from tui.quoting.clipboard import clean
from tui.quoting.marks import squeeze
from tui.text import Span


@dataclass(frozen=True)
class Reading:
    """A document's text, or the text with something left out or put in, and the way back."""

    document: Document
    """The document."""
    text: str
    """What is read."""
    pieces: tuple[tuple[int, int, int], ...] | None = None
    """Where each piece begins here and in the document, and its length; None where nothing was changed."""
    base: "Reading | None" = None
    """The reading into which the pieces lead; None for the document itself."""

    @cached_property
    def squeezed(self) -> str:
        """The text without white space and with all marks alike."""
        return squeeze(self.text)

    def original(self, span: Span) -> Span:
        """Return the span of the document's text for one of this text."""
        if self.pieces is None:
            return span
        if span.end > span.start:
            span = Span(self._offset(span.start), self._offset(span.end - 1) + 1)
        return self.base.original(span) if self.base else span

    def _offset(self, at: int) -> int:
        assert self.pieces is not None
        begins, original, length = self.pieces[max(0, bisect_right(self.pieces, at, key=lambda piece: piece[0]) - 1)]
        return original + min(max(0, at - begins), max(0, length - 1))


class Readings:
    """The readings of one document, made when they are asked for and kept."""

    def __init__(self, document: Document) -> None:
        """Take the document."""
        self.plain = Reading(document, document.text)
        self._document = document

    def __iter__(self) -> Iterator[Reading]:
        """Yield the plain reading, and the others once it was not enough."""
        yield self.plain
        yield from self.others

    @cached_property
    def others(self) -> tuple[Reading, ...]:
        """The readings that differ from the plain one: without furniture, with labels, as a clipboard gives them."""
        blocks = self._document.blocks
        without = (False, True) if any(block.kind is BlockKind.FURNITURE for block in blocks) else (False,)
        labelled = (False, True) if any(block.label for block in blocks) else (False,)
        ways = [way for way in product(without, labelled) if any(way)]
        read = [_read(self._document, *way) for way in ways]
        copied = [reading for whole in (self.plain, *read) if (reading := _copied(whole)) is not None]
        return (*read, *copied)


def _read(document: Document, is_without_furniture: bool, has_labels: bool) -> Reading:
    pieces: list[tuple[int, int, int]] = []
    texts: list[str] = []
    at = 0
    for block in document.blocks:
        if is_without_furniture and block.kind is BlockKind.FURNITURE:
            continue
        label = f"{block.label} " if has_labels and block.label else ""
        if label:
            pieces.append((at, block.start, 0))
        pieces.append((at + len(label), block.start, len(block.text)))
        texts.append(label + block.text)
        at += len(texts[-1]) + len(BLOCK_SEPARATOR)
    return Reading(document, BLOCK_SEPARATOR.join(texts), tuple(pieces))


def _copied(reading: Reading) -> Reading | None:
    """Return a reading without what no clipboard takes; None where there is nothing of that."""
    if reading.text.replace("\n", "").isprintable() or (text := clean(reading.text)[0]) == reading.text:
        return None
    pieces: list[tuple[int, int, int]] = []
    at = 0
    for offset, character in enumerate(reading.text):
        if at == len(text):
            break
        if text[at] != character and text[at] != clean(f"{character}.")[0][:-1]:
            continue
        if pieces and pieces[-1][1] + pieces[-1][2] == offset:
            pieces[-1] = (pieces[-1][0], pieces[-1][1], pieces[-1][2] + 1)
        else:
            pieces.append((at, offset, 1))
        at += 1
    return Reading(reading.document, text, tuple(pieces), reading)
