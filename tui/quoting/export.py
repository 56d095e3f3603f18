"""Many quotes at once: in one citation style, or as a file for other programs."""

import csv
import io
from collections.abc import Callable, Iterator, Sequence

from tui.errors import StatementsError
from tui.json_lines import to_json
from tui.quoting import markdown
from tui.quoting.bibliography import bibtex, citation_keys, csl_json
from tui.quoting.citation import Style, require_style, with_citation
from tui.quoting.clipboard import clean
from tui.quoting.quote import Quote
from tui.quoting.quote_book import Entry, describe_entry

_COLUMNS = (
    "id", "document", "title", "authors", "publisher", "date", "source", "path", "sha256", "locator", "taken", "words",
    "note",
)  # fmt: skip


def export(entries: Sequence[Entry], format: str) -> str:
    """Return quotes in one of the :data:`FORMATS`, in their order.

    JSON holds every character, escaped where it could steer a terminal; the others lack what no clipboard takes.

    Raises:
        StatementsError: There is no such format.
    """
    if format not in _WRITERS:
        raise StatementsError(f"unknown export format {format!r}; known are {', '.join(_WRITERS)}")
    return _WRITERS[format](entries)


def cite_all(quotes: Sequence[Quote], style: str = Style.PLAIN) -> str:
    """Return quotes with their citations in one style, a blank line between them.

    BibTeX entries have different keys; CSL-JSON is one array.

    Raises:
        StatementsError: There is no such style, or the template is wrong.
    """
    match require_style(style):
        case Style.BIBTEX:
            return "\n\n".join(_entries(quotes))
        case Style.CSL_JSON:
            return csl_json(quotes)
        case style:
            return "\n\n".join(with_citation(quote, style) for quote in quotes)


def _entries(quotes: Sequence[Quote]) -> Iterator[str]:
    return (bibtex(quote, key=key) for quote, key in zip(quotes, citation_keys(quotes), strict=True))


def _markdown(entries: Sequence[Entry]) -> str:
    """Return the quotes by document: a heading, the source, then each quote with its place and the note to it."""
    groups: dict[tuple[str, str], list[Entry]] = {}
    for entry in entries:
        groups.setdefault((entry.quote.document_id, entry.quote.path), []).append(entry)
    pieces: list[str] = []
    for group in groups.values():
        first = group[0].quote
        pieces.append(f"## {markdown.heading(first.name)}")
        pieces.append(markdown.source_line(first, with_locator=False))
        for entry in group:
            pieces.append(markdown.block_quote(entry.quote.words))
            pieces += [markdown.escape_line(text) for text in (entry.quote.locator,) if text]
            pieces += [markdown.paragraphs(text) for text in (entry.note,) if text.strip()]
    return _fit("".join(f"{piece}\n\n" for piece in pieces))


def _bibtex(entries: Sequence[Entry]) -> str:
    return _fit("\n".join(f"{entry}\n" for entry in _entries([entry.quote for entry in entries])))


def _fit(text: str) -> str:
    """Return a text without what no clipboard takes, with one line feed at its end unless it is empty."""
    return clean(text)[0] + "\n" if text else ""


def _csl_json(entries: Sequence[Entry]) -> str:
    return csl_json([entry.quote for entry in entries]) + "\n"


def _csv(entries: Sequence[Entry]) -> str:
    """Return one record a quote, with a header (RFC 4180).

    The words are exact. A spreadsheet that takes a text beginning with ``=``, ``+``, ``-`` or ``@`` for a formula has
    to be told to import the columns as text: a character put before it would be quoted as the document's own.
    """
    output = io.StringIO(newline="")
    writer = csv.writer(output, lineterminator="\r\n")
    writer.writerow(_COLUMNS)
    for entry in entries:
        fields = describe_entry(entry) | {"authors": "; ".join(entry.quote.authors), "words": entry.quote.words}
        writer.writerow([clean(fields[name] or "")[0] for name in _COLUMNS])
    return output.getvalue()


def _json(entries: Sequence[Entry]) -> str:
    """Return a list of objects with the fields of the quote book, one a line."""
    lines = ",\n".join(to_json(describe_entry(entry)) for entry in entries)
    return f"[\n{lines}\n]\n" if lines else "[]\n"


_WRITERS: dict[str, Callable[[Sequence[Entry]], str]] = {
    "markdown": _markdown,
    "bibtex": _bibtex,
    "csl-json": _csl_json,
    "csv": _csv,
    "json": _json,
}

FORMATS = tuple(_WRITERS)
"""The names of the formats."""
