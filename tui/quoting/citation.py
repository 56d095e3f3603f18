"""Where a quote comes from, in words."""

from tui.documents.model import Document
from tui.quoting.quote import Quote


def cite(document: Document, quote: Quote) -> str:
    """Return a quote's source: ``Authors, Title, publisher, date, para. N, URL``; what is unknown is left out."""
    metadata = document.metadata
    parts = [
        ", ".join(metadata.authors),
        document.name,
        metadata.publisher or "",
        metadata.date.in_words() if metadata.date else "n.d.",
        _place(document, quote),
        metadata.source or "",
    ]
    return ", ".join(part for part in parts if part)


def with_citation(document: Document, quote: Quote) -> str:
    """Return the words of a quote and below them where they come from."""
    return f"{quote.text}\n\n{cite(document, quote)}"


def _place(document: Document, quote: Quote) -> str:
    """Return ``para. 3`` or ``paras. 3-4``; nothing where no paragraph is quoted."""
    if not document.blocks:
        return ""
    first = document.block_at(quote.span.start)
    last = document.block_at(max(quote.span.start, quote.span.end - 1))
    locators = [block.locator for block in document.blocks[first : last + 1] if block.locator]
    if not locators:
        return ""
    return f"para. {locators[0]}" if len(locators) == 1 else f"paras. {locators[0]}-{locators[-1]}"
