"""What is found out about a quotation."""

from dataclasses import dataclass
from enum import StrEnum

from tui.documents.model import Block, Document
from tui.quoting.nearest import Difference
from tui.quoting.quote import take_quote
from tui.text import Span


class Status(StrEnum):
    """What is known of a quotation."""

    EXACT = "exact"
    MARKS = "marks"
    ELIDED = "elided"
    ALTERED = "altered"
    ABSENT = "absent"

    @property
    def in_words(self) -> str:
        """How it is said to people."""
        return _IN_WORDS[self]

    @property
    def is_right(self) -> bool:
        """Whether the quotation may stand as it is."""
        return self in (Status.EXACT, Status.MARKS, Status.ELIDED)


_IN_WORDS = {
    Status.EXACT: "exact",
    Status.MARKS: "exact but for marks",
    Status.ELIDED: "elided, each part exact",
    Status.ALTERED: "altered",
    Status.ABSENT: "not found",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found out about a quotation."""

    quotation: str
    """The quotation, as it was given."""
    status: Status
    """What is known of it."""
    document: Document | None = None
    """Where it stands, or its nearest wording; None where it is absent."""
    span: Span = Span(0, 0)
    """Where in the document's text."""
    differences: tuple[Difference, ...] = ()
    """The words that differ, where it was altered."""
    score: float = 0.0
    """Likeness from 0 to 1; 1 where nothing but marks differs."""
    places: int = 0
    """In how many places of the collection it stands like this; more are not counted beyond a thousand."""

    @property
    def text(self) -> str | None:
        """The collection's own words."""
        return None if self.document is None else self.document.text[self.span.start : self.span.end]

    @property
    def block(self) -> Block | None:
        """The first numbered block there, or the first of any kind."""
        if self.document is None or not self.document.blocks:
            return None
        blocks = self.document.blocks
        first = self.document.block_at(self.span.start)
        last = self.document.block_at(max(self.span.start, self.span.end - 1))
        here = blocks[first : last + 1]
        return next((block for block in here if block.number is not None), here[0])

    @property
    def number(self) -> int | None:
        """The ordinal of that paragraph."""
        return self.block.number if self.block else None

    @property
    def locator(self) -> str:
        """The paragraphs to cite: ``para. 3``, ``paras. 3-4``; empty where nothing is numbered."""
        return take_quote(self.document, self.span).locator if self.document else ""

    @property
    def likeness(self) -> str:
        """How alike it is, in per cent; 100 % is for what is the same."""
        return f"{min(self.score, 0.99):.0%} alike"

    @property
    def is_whole(self) -> bool:
        """Whether it begins where a sentence begins and ends where one ends."""
        return self.document is not None and is_whole_sentences(self.document, self.span)


_OPENING = " \n\t\"'“‘„«([—–-"
_CLOSING = " \n\t\"'”’“»)]"


def is_whole_sentences(document: Document, span: Span) -> bool:
    """Tell whether a span begins where a sentence begins and ends where one ends."""
    if not document.blocks:
        return False
    first = document.sentence_at(span.start)
    last = document.sentence_at(max(span.start, span.end - 1))
    is_begun = bool(document.text[first.start : span.start].strip(_OPENING))
    is_left = bool(document.text[span.end : last.end].strip(_CLOSING))
    return not is_begun and not is_left
