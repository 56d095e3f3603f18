"""The passages of a document that take part in a comparison: its paragraphs and list items, and their sentences."""

from dataclasses import dataclass

from tui.documents.model import Document
from tui.text import Span


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph or a list item."""

    number: int
    """Its ordinal in the document, from 1, as it is cited."""
    block: int
    """Index of its block."""
    span: Span
    """Its characters in ``Document.text``."""
    text: str
    """Its text."""


def passages_of(document: Document) -> tuple[Passage, ...]:
    """Return the passages of a document, in order; bylines, captions, notes and furniture are none."""
    return tuple(
        Passage(block.number or 0, index, block.span, block.text)
        for index, block in enumerate(document.blocks)
        if block.kind.is_body and block.text.strip()
    )


def sentence_spans(document: Document, passage: Passage) -> tuple[Span, ...]:
    """Return the sentences of a passage in offsets of its text, without the space after them."""
    spans = document.blocks[passage.block].sentences or (Span(0, len(passage.text)),)
    trimmed = []
    for start, end in spans:
        text = passage.text[start:end]
        lead = len(text) - len(text.lstrip())
        trimmed.append(Span(start + lead, start + max(lead, len(text.rstrip()))))
    return tuple(trimmed)
