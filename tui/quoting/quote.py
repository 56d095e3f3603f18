"""An exact slice of a document."""

from dataclasses import dataclass

from tui.documents.model import Document
from tui.text import Span


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of a document, to the character; ``document.text[span]`` is the text."""

    document_id: str
    """Id of the document they stand in."""
    span: Span
    """Where they stand in ``Document.text``."""
    text: str
    """The words."""


def take_quote(document: Document, span: Span) -> Quote:
    """Return the quote of a span, white space at its ends left out.

    Args:
        document: The document.
        span: Offsets in ``Document.text``; what lies outside is cut off.
    """
    start, end = max(0, span.start), max(0, min(len(document.text), span.end))
    while start < end and document.text[start].isspace():
        start += 1
    while end > start and document.text[end - 1].isspace():
        end -= 1
    return Quote(document.id, Span(start, max(start, end)), document.text[start : max(start, end)])
