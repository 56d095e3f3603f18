"""An exact slice of a document, with its source."""

import os
import time
from dataclasses import dataclass

from tui.documents.model import Block, BlockKind, Document, PartialDate
from tui.text import Span


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of a document, to the character, and where they come from; ``document.text[span]`` is the text."""

    document_id: str
    """Id of the document they stand in."""
    span: Span
    """Where they stand in ``Document.text``."""
    text: str
    """The exact slice."""
    title: str | None = None
    """The document's title, where that is known."""
    authors: tuple[str, ...] = ()
    """Persons or organisations, in the document's order."""
    publisher: str | None = None
    """Who published it, where that is said."""
    date: PartialDate | None = None
    """Its date, as precisely as it is known."""
    source: str | None = None
    """The address it was taken from."""
    sha256: str | None = None
    """Hex digest of the file's bytes when the quote was taken."""
    path: str = ""
    """Absolute path of the file."""
    locator: str = ""
    """The paragraph's own number or its ordinal: ``para. 3``, ``paras. 3-4``; empty where nothing is numbered."""
    taken: str = ""
    """When it was taken: ISO 8601, UTC, to the second."""
    parts: tuple[Span, ...] = ()
    """What is quoted of the slice, in offsets of ``Document.text``, where page furniture inside it is left out."""

    @property
    def words(self) -> str:
        """What is carried away: the slice, page furniture left out, its pieces joined by blank lines."""
        if not self.parts:
            return self.text
        return "\n\n".join(self.text[part.start - self.span.start : part.end - self.span.start] for part in self.parts)

    @property
    def name(self) -> str:
        """The title, or the file's name where the title is unknown."""
        return self.title or os.path.basename(self.path) or self.document_id


def take_quote(document: Document, span: Span) -> Quote:
    """Return the quote of a span, with white space and page furniture at its ends left out.

    A span of nothing but furniture is quoted as it is.

    Args:
        document: The document.
        span: Offsets in ``Document.text``; what lies outside is cut off.
    """
    start, end = max(0, span.start), max(0, min(len(document.text), span.end))
    blocks = _blocks_between(document, start, end)
    body = [block for block in blocks if block.kind is not BlockKind.FURNITURE]
    has_furniture = 0 < len(body) < len(blocks)
    parts = _parts(document, start, end, body) if has_furniture else []
    whole = Span(parts[0].start, parts[-1].end) if parts else _trimmed(document.text, start, end)
    metadata = document.metadata
    return Quote(
        document.id,
        whole,
        document.text[whole.start : whole.end],
        title=metadata.title,
        authors=metadata.authors,
        publisher=metadata.publisher,
        date=metadata.date,
        source=metadata.source,
        sha256=document.sha256,
        path=os.path.abspath(document.path),
        locator=_locator(body),
        taken=time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
        parts=tuple(parts) if len(parts) > 1 else (),
    )


def _trimmed(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, max(start, end))


def _blocks_between(document: Document, start: int, end: int) -> list[Block]:
    """Return the blocks that a range has characters of, white space not counted."""
    if not document.blocks or start >= end:
        return []
    first, last = document.block_at(start), document.block_at(end - 1)
    return [block for block in document.blocks[first : last + 1] if _within(document, block, start, end)]


def _within(document: Document, block: Block, start: int, end: int) -> bool:
    return not document.text[max(start, block.start) : min(end, block.span.end)].isspace() and block.span.overlaps(
        Span(start, end)
    )


def _parts(document: Document, start: int, end: int, blocks: list[Block]) -> list[Span]:
    """Return the runs of neighbouring blocks inside a range, white space at their ends left out."""
    runs: list[Span] = []
    before = -1
    for block in blocks:
        index = document.block_at(block.start)
        piece = Span(max(start, block.start), min(end, block.span.end))
        if runs and index == before + 1:
            runs[-1] = Span(runs[-1].start, piece.end)
        else:
            runs.append(piece)
        before = index
    return [_trimmed(document.text, *run) for run in runs]


def _locator(blocks: list[Block]) -> str:
    """Return ``para. 3`` or ``paras. 3-4``; nothing where no paragraph is quoted."""
    locators = [block.locator for block in blocks if block.locator]
    if not locators:
        return ""
    return f"para. {locators[0]}" if len(locators) == 1 else f"paras. {locators[0]}-{locators[-1]}"
