"""Quote books to open on the stage."""

from dataclasses import replace
from pathlib import Path

from tui.documents.reading import DEFAULT_MAX_BYTES
from tui.library import find_sources
from tui.quoting.quote import take_quote
from tui.quoting.quote_book import Entry, QuoteBook
from tui.text import Span


def keep(folder: Path, *words: str, book: Path | None = None) -> list[Entry]:
    """Quote words of the files below a folder, one quote a minute, and return what the book has.

    Args:
        folder: A folder, or one file.
        words: Exact words; where several files have them, those of the first.
        book: The book; without it the one of this test.
    """
    documents = [source.read(DEFAULT_MAX_BYTES) for source in find_sources([folder])]
    kept = QuoteBook(book)
    for minute, part in enumerate(words):
        document = next(document for document in documents if part in document.text)
        start = document.text.index(part)
        quote = take_quote(document, Span(start, start + len(part)))
        kept.add(replace(quote, taken=f"2026-11-22T08:{minute:02}:00Z"))
    kept.refresh()
    return list(kept.entries)
