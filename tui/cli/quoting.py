"""``statements cite`` and ``doctor``, and the quotes of a run."""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from tui.cli.output import write, write_json
from tui.errors import StatementsError
from tui.text import visible

if TYPE_CHECKING:
    from tui.documents.model import Document
    from tui.quoting.quote import Quote
    from tui.terminal.environment import Environment

_PLACE = re.compile(r"(?P<name>.+)#(?P<first>\d{1,9})(?:[-–](?P<last>\d{1,9}))?", re.DOTALL)


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

    if first > last:
        raise StatementsError(f"paragraphs {first} to {last}: the first is after the last")
    blocks = [block for block in document.blocks if block.number in (first, last)]
    if not blocks or {block.number for block in blocks} != {first, last}:
        count = document.body_blocks
        numbers = f"has paragraphs 1 to {count}" if count else "has no numbered paragraphs"
        raise StatementsError(f"{document.id} {numbers}")
    return take_quote(document, Span(blocks[0].start, blocks[-1].span.end))


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
    delivery = deliver(text, _write_to_terminal, route, environment)
    if delivery.is_confirmed or delivery.route not in ("", "file") and delivery.path is None:
        how = "Copied" if delivery.is_confirmed else f"Sent by: {delivery.route}"
        return f"{how}. Paste now; this should come: {text}"
    return delivery.notice


def _write_to_terminal(sequence: str) -> None:
    """Write to the terminal itself, wherever the output goes."""
    try:
        with open("/dev/tty", "w", encoding="ascii") as terminal:
            terminal.write(sequence)
    except OSError:
        raise StatementsError("--test needs a terminal to send the text to") from None
