"""``statements quotes``: the quote book, exported or checked against the files as they are now."""

import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tui.cli.output import NothingFound, require_existing, write, write_json
from tui.cli.verify import cropped, describe_difference
from tui.text import visible

if TYPE_CHECKING:
    from tui.documents.model import Document
    from tui.quoting.quote import Quote
    from tui.quoting.quote_book import Entry
    from tui.quoting.recheck import Recheck


def run_quotes(
    paths: Sequence[Path], max_bytes: int, *, file: Path | None, export_format: str | None, verify: bool, as_json: bool
) -> int:
    """Print the quote book, export it, or check each quote against the files as they are now.

    Returns:
        The exit status: 1 where a checked quote was changed or is gone, else 0.

    Raises:
        StatementsError: The book cannot be read.
        NothingFound: The book is empty.
    """
    from tui.quoting.quote_book import QuoteBook, describe_entry

    book = QuoteBook(file)
    book.refresh()
    entries = book.entries
    if book.unread:
        lines = "1 line" if book.unread == 1 else f"{book.unread} lines"
        print(f"statements: {lines} of {visible(str(book.path))} could not be read and were left out", file=sys.stderr)
    if not entries and not export_format:
        raise NothingFound(f"the quote book {book.path} is empty; y and Y in the program put quotes there")
    if verify:
        return _recheck(entries, paths, max_bytes, as_json)
    if export_format:
        from tui.quoting.clipboard import clean
        from tui.quoting.export import export

        exported = export(entries, export_format)
        # A file gets every character as it was quoted; a terminal must not.
        sys.stdout.write(clean(exported)[0] + "\n" if sys.stdout.isatty() else exported)
    elif as_json:
        for entry in entries:
            write_json(describe_entry(entry))
    else:
        for entry in entries:
            _write_entry(entry)
    return 0


def _write_entry(entry: "Entry") -> None:
    from tui.quoting.citation import with_citation
    from tui.quoting.clipboard import clean

    write(clean(with_citation(entry.quote))[0])
    if entry.note:
        write(f"Note: {clean(entry.note)[0]}")
    write("")


def _recheck(entries: Sequence["Entry"], paths: Sequence[Path], max_bytes: int, as_json: bool) -> int:
    from tui.checking import collect
    from tui.quoting.recheck import Standing, find_elsewhere, recheck

    require_existing(paths)
    is_right = True
    files = _Files(paths, max_bytes)
    for entry in entries:
        found = recheck(entry, files.document(entry.quote), collect)
        if found.standing is Standing.GONE:
            found = find_elsewhere(entry, files.all()) or found
        is_right = is_right and found.standing.is_right
        if as_json:
            write_json(_describe_recheck(found))
        else:
            _write_recheck(found)
    return 0 if is_right else 1


class _Files:
    """Reads the documents that quotes were taken from, each once."""

    def __init__(self, paths: Sequence[Path], max_bytes: int) -> None:
        from tui.library import find_sources

        self._sources = {source.id: source for source in find_sources(paths)} if paths else {}
        self._by_path = {str(source.path.absolute()): source for source in self._sources.values()}
        self._max_bytes = max_bytes
        self._read: dict[str, Document | None] = {}
        self._whole: dict[str, Document] = {}

    def all(self) -> "Iterator[Document]":
        """Yield all documents of the paths that were given."""
        for source in self._sources.values():
            if source.id not in self._whole:
                self._whole[source.id] = source.read(self._max_bytes)
            yield self._whole[source.id]

    def document(self, quote: "Quote") -> "Document | None":
        """Return the document a quote was taken from, as it is now; None where there is none any more."""
        key = f"{quote.document_id}\n{quote.path}"
        if key not in self._read:
            self._read[key] = self._document(quote)
        return self._read[key]

    def _document(self, quote: "Quote") -> "Document | None":
        from tui.documents.reading import read_document

        source = self._by_path.get(quote.path) or self._sources.get(quote.document_id)
        if source is not None:
            return source.read(self._max_bytes)
        path = Path(quote.path)
        return read_document(path, quote.document_id, self._max_bytes) if quote.path and os.path.isfile(path) else None


def _place_now(found: "Recheck") -> str:
    """Return where the words of a quote stand now."""
    from tui.quoting.quote import take_quote

    if found.document is None or found.span is None:
        return ""
    locator = take_quote(found.document, found.span).locator
    return f"now {', '.join(part for part in (found.document.id, locator) if part)}"


def _describe_recheck(found: "Recheck") -> dict[str, Any]:
    quote, document = found.entry.quote, found.document
    text = document.text[found.span.start : found.span.end] if document and found.span else None
    return {
        "id": found.entry.id,
        "document": quote.document_id,
        "status": found.standing.value,
        "found_in": document.id if document else None,
        "quote": quote.text,
        "text": text,
        "span": list(found.span) if found.span else None,
        "differences": [describe_difference(difference) for difference in found.differences],
        "reason": found.reason or None,
    }


def _write_recheck(found: "Recheck") -> None:
    quote = found.entry.quote
    words = cropped(" ".join(visible(quote.words).split()), 120)
    place = ", ".join(part for part in (quote.document_id, quote.locator) if part)
    now = _place_now(found) if found.standing.value == "moved" else ""
    reason = found.reason or now
    write(f"{found.standing.value}: {visible(place)}: {words}" + (f" ({visible(reason)})" if reason else ""))
    for difference in found.differences:
        write(f"  {visible(difference.in_words)}")
