"""Stored quotes against the files as they are now."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from tui.documents.model import Document
from tui.errors import StatementsError
from tui.quoting.nearest import Difference
from tui.quoting.quote import Quote, take_quote
from tui.quoting.quote_book import Entry
from tui.quoting.verify import Collection, Finding, Status
from tui.text import Span


class Standing(StrEnum):
    """What has become of a quote."""

    EXACT = "exact"
    MOVED = "moved"
    CHANGED = "changed"
    GONE = "gone"

    @property
    def is_right(self) -> bool:
        """Whether the words still stand somewhere as they were quoted."""
        return self in (Standing.EXACT, Standing.MOVED)


@dataclass(frozen=True, slots=True)
class Recheck:
    """A stored quote, and what the files say of it now."""

    entry: Entry
    """The quote."""
    standing: Standing
    """What has become of it."""
    document: Document | None = None
    """Where it stands now, or its nearest wording."""
    span: Span | None = None
    """Where in that document's text."""
    differences: tuple[Difference, ...] = ()
    """What differs, where it was changed."""
    reason: str = ""
    """Why it is gone, where that is known."""


def recheck(entry: Entry, document: Document | None, collect: Callable[[Sequence[Document]], Collection]) -> Recheck:
    """Tell what has become of a stored quote in the document it was taken from.

    Args:
        entry: The quote.
        document: The document as it is now; None where there is none any more.
        collect: Makes documents a collection in which quotations can be looked up.
    """
    quote = entry.quote
    if document is None or document.problem:
        return Recheck(entry, Standing.GONE, reason=document.problem or "" if document else "no such file")
    if document.text[quote.span.start : quote.span.end] == quote.text:
        return Recheck(entry, Standing.EXACT, document, quote.span)
    place = nearest_place(document.text, quote)
    if place is not None:
        return Recheck(entry, Standing.MOVED, document, place)
    try:
        finding = collect((document,)).check(quote.words)
    except StatementsError:
        # Nothing but marks, or too much to be looked up.
        finding = None
    if finding is None or finding.status is Status.ABSENT or finding.document is None:
        return Recheck(entry, Standing.GONE, reason="its words are not in the file any more")
    return Recheck(entry, _standing(finding, quote), document, finding.span, finding.differences)


def find_elsewhere(entry: Entry, documents: Iterable[Document]) -> Recheck | None:
    """Return in which other document the words of a quote stand now, as in a file of another name; None if in none."""
    for document in documents:
        place = nearest_place(document.text, entry.quote)
        if place is not None:
            return Recheck(entry, Standing.MOVED, document, place)
    return None


def _standing(finding: Finding, quote: Quote) -> Standing:
    """Tell words that moved among others, page furniture between them, from words that changed."""
    assert finding.document is not None
    is_same = take_quote(finding.document, finding.span).words == quote.words
    return Standing.MOVED if is_same and finding.status is Status.EXACT else Standing.CHANGED


def nearest_place(text: str, quote: Quote) -> Span | None:
    """Return where the slice stands now, the place nearest to the old one where there are several."""
    places: list[int] = []
    at = text.find(quote.text)
    while at >= 0 and len(places) < 10_000:
        places.append(at)
        at = text.find(quote.text, at + 1)
    start = min(places, key=lambda place: abs(place - quote.span.start), default=None)
    return None if start is None else Span(start, start + len(quote.text))
