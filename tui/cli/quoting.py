"""``statements verify``, ``cite``, ``quotes`` and ``doctor``: quotes without a screen."""

import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tui.cli.output import NothingFound, require_existing, write, write_json
from tui.errors import StatementsError
from tui.text import visible

if TYPE_CHECKING:
    from tui.documents.model import Document
    from tui.quoting.nearest import Difference
    from tui.quoting.quote import Quote
    from tui.quoting.quote_book import Entry
    from tui.quoting.recheck import Recheck
    from tui.quoting.verify import Collection, Finding
    from tui.terminal.environment import Environment

_MOST_INPUT = 16 * 1024 * 1024
"""Bytes of a draft, or of the standard input."""
_PLACE = re.compile(r"(?P<name>.+)#(?P<first>\d{1,9})(?:[-–](?P<last>\d{1,9}))?", re.DOTALL)


def run_verify(
    quotation: str | None, paths: Sequence[Path], max_bytes: int, *, draft: str | None, as_json: bool
) -> int:
    """Check quotations and print what was found.

    Args:
        quotation: The words; ``-`` or None stands for the standard input.
        paths: Files and folders to look in.
        max_bytes: Larger files are not opened.
        draft: A Markdown file whose quotations are checked instead; ``-`` is the standard input.
        as_json: Whether to write one object a line.

    Returns:
        The exit status: 0 where all quotations are right, else 1.

    Raises:
        StatementsError: There is nothing to check, or nothing to look in.
    """
    quotations = _quotations(quotation, draft)
    if not quotations:
        print(f"statements: there are no quotations in {visible(str(draft))}", file=sys.stderr)
        return 0
    collection = _collection(paths, max_bytes)
    is_right = True
    for text, line, is_inline in quotations:
        finding = collection.check(text, is_inline)
        is_right = is_right and finding.status.is_right
        if as_json:
            write_json({**_describe_finding(finding), **({"line": line} if line else {})})
        else:
            _write_finding(finding, line)
        sys.stdout.flush()
    return 0 if is_right else 1


def _quotations(quotation: str | None, draft: str | None) -> list[tuple[str, int | None, bool]]:
    """Return what is to be checked: the words, the line of the draft, whether they stood in a sentence of it."""
    if draft is not None:
        from tui.quoting.draft import quotations_of

        found = quotations_of(_read_text(draft))
        return [(each.text, each.line, each.is_inline) for each in found if any(map(str.isalnum, each.text))]
    text = _read_text("-") if quotation in (None, "-") else quotation or ""
    return [(text, None, False)]


def _read_text(name: str) -> str:
    """Return the text of a file, or of the standard input."""
    if name == "-":
        if sys.stdin is None or sys.stdin.isatty():
            raise StatementsError("no quotation: give one in quotation marks, pipe it in, or name a draft with --from")
        data = sys.stdin.buffer.read(_MOST_INPUT + 1)
    else:
        from tui.documents.reading import read_bytes
        from tui.errors import UnreadableFileError

        try:
            data = read_bytes(Path(name), _MOST_INPUT)
        except UnreadableFileError as error:
            raise StatementsError(f"{name}: {error}") from None
    if len(data) > _MOST_INPUT:
        raise StatementsError(f"more than {_MOST_INPUT // (1 << 20)} MiB of text are not checked at once")
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    return data.decode(encoding, "replace")


def _collection(paths: Sequence[Path], max_bytes: int) -> "Collection":
    from tui.checking import collect
    from tui.library import load_library
    from tui.search.kept import open_index

    require_existing(paths)
    documents = load_library(paths, max_bytes).documents
    if not any(document.text for document in documents):
        raise StatementsError("there is no text to look in")
    return collect(documents, open_index(documents, paths))


def _describe_finding(finding: "Finding") -> dict[str, Any]:
    document, block = finding.document, finding.block
    return {
        "quote": finding.quotation,
        "status": finding.status.value,
        "document": document.id if document else None,
        "number": finding.number,
        "text": finding.text,
        "differences": [_describe_difference(difference) for difference in finding.differences],
        "score": round(finding.score, 4),
        "title": document.metadata.title if document else None,
        "kind": block.kind.value if block else None,
        "locator": block.locator if block else None,
        "span": list(finding.span) if document else None,
        "whole": finding.is_whole,
        "places": finding.places,
    }


def _describe_difference(difference: "Difference") -> dict[str, str]:
    return {"kind": difference.change.value, "quote": difference.quote, "text": difference.text}


def _write_finding(finding: "Finding", line: int | None) -> None:
    """Write what was found for people: the verdict, the place, what the source says where it says it otherwise."""
    lead = f"line {line}: " if line else ""
    quotation = " ".join(visible(finding.quotation).split())
    write(f"{lead}{_cropped(quotation, 200)}")
    write(f"  {finding.status.in_words}{_where(finding)}")
    if finding.text is not None and finding.status.value != "exact":
        write(f"  source: {_cropped(' '.join(visible(finding.text).split()), 2000)}")
    for difference in finding.differences:
        write(f"  {visible(difference.in_words)}")


def _where(finding: "Finding") -> str:
    if finding.document is None:
        return ""
    place = f"para. {finding.block.locator}" if finding.block and finding.block.locator else ""
    kind = finding.block.kind.value.replace("_", " ") if finding.block and not place else ""
    extent = "whole sentences" if finding.is_whole else "part of a sentence"
    others = f"; in {finding.places:,} places" if finding.places > 1 else ""
    found = [visible(finding.document.id), place or kind]
    likeness = f"; {finding.score:.0%} alike" if finding.status.value == "altered" else f"; {extent}{others}"
    return f": {', '.join(part for part in found if part)}{likeness}"


def _cropped(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"


def run_cite(place: str, paths: Sequence[Path], max_bytes: int, *, style: str, as_json: bool) -> None:
    """Print a paragraph, or several, with their citation.

    Args:
        place: ``DOC#N`` or ``DOC#N-M``: a document, and paragraphs by the numbers the program shows.
        paths: Files and folders to look in.
        max_bytes: Larger files are not opened.
        style: Name of a citation style, or a template.
        as_json: Whether to write the quote and its citation as one object.

    Raises:
        StatementsError: There is no such document or paragraph.
    """
    from tui.cli.arguments import find_document
    from tui.quoting.citation import cite, require_style, with_citation
    from tui.quoting.clipboard import clean
    from tui.quoting.quote_book import describe_quote

    found = _PLACE.fullmatch(place)
    if not found:
        raise StatementsError(f"{place!r} names no paragraph: DOC#N is wanted, as in 003#4 or 003#4-6")
    require_style(style)
    document = find_document(found["name"], paths, max_bytes)
    if document.problem:
        raise StatementsError(f"{document.id}: {document.problem}")
    quote = _paragraphs(document, int(found["first"]), int(found["last"] or found["first"]))
    if as_json:
        write_json({**describe_quote(quote), "style": style, "citation": cite(quote, style),
                    "cited": with_citation(quote, style)})  # fmt: skip
    else:
        write(clean(with_citation(quote, style))[0])


def _paragraphs(document: "Document", first: int, last: int) -> "Quote":
    from tui.quoting.quote import take_quote
    from tui.text import Span

    blocks = [block for block in document.blocks if block.number in (first, last)]
    if not blocks or first > last or {block.number for block in blocks} != {first, last}:
        count = document.body_blocks
        numbers = f"has paragraphs 1 to {count}" if count else "has no numbered paragraphs"
        raise StatementsError(f"{document.id} {numbers}")
    return take_quote(document, Span(blocks[0].start, blocks[-1].span.end))


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
        print(f"statements: {book.unread} lines of {visible(str(book.path))} make no sense and were left out",
              file=sys.stderr)  # fmt: skip
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
        return read_document(path, quote.document_id, self._max_bytes) if quote.path and path.is_file() else None


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
        "differences": [_describe_difference(difference) for difference in found.differences],
        "reason": found.reason or None,
    }


def _write_recheck(found: "Recheck") -> None:
    quote = found.entry.quote
    words = _cropped(" ".join(visible(quote.words).split()), 120)
    place = ", ".join(part for part in (quote.document_id, quote.locator) if part)
    moved = found.document.id if found.document and found.document.id != quote.document_id else ""
    reason = found.reason or (f"now in {moved}" if moved else "")
    write(f"{found.standing.value}: {visible(place)}: {words}" + (f" ({visible(reason)})" if reason else ""))
    for difference in found.differences:
        write(f"  {visible(difference.in_words)}")


def write_taken(quotes: Sequence["Quote"], style: str) -> None:
    """Print the quotes of a run with their citations, for those whose terminal takes no copy."""
    from tui.quoting.clipboard import clean
    from tui.quoting.export import cite_all

    if quotes:
        write(clean(cite_all(quotes, style))[0])


def run_doctor(route: str, *, test: bool, as_json: bool) -> None:
    """Print what lies between the program and the person's clipboard, and what to change.

    Args:
        route: The way copies go, as chosen.
        test: Whether to send a short known text, to be pasted and seen.
        as_json: Whether to write one object.
    """
    from tui.quoting.doctor import diagnose
    from tui.terminal.environment import detect

    environment = detect()
    report = diagnose(environment, route)
    notice = _send_known(route, environment) if test else None
    if as_json:
        write_json({**report.facts, **({"test": notice} if notice else {})})
        return
    for line in report.lines:
        write(visible(line))
    if notice:
        write("")
        write(visible(notice))


def _send_known(route: str, environment: "Environment") -> str:
    """Send a short known text the way a quote would go; returns what to do now."""
    import time

    from tui.quoting.clipboard import deliver
    from tui.quoting.doctor import known_text

    text = known_text(time.strftime("%H:%M:%S"))
    notice = deliver(text, _write_to_terminal, route, environment).notice
    return f"{notice} Paste now: you should see: {text}"


def _write_to_terminal(sequence: str) -> None:
    """Write to the terminal itself, wherever the output goes."""
    try:
        with open("/dev/tty", "w", encoding="ascii") as terminal:
            terminal.write(sequence)
    except OSError:
        raise StatementsError("--test needs a terminal to send the text to") from None
