"""``statements verify``: quotations against a collection."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tui.cli.output import require_existing, write, write_json
from tui.errors import StatementsError
from tui.text import visible

if TYPE_CHECKING:
    from tui.quoting.nearest import Difference
    from tui.quoting.verify import Collection, Finding

_MOST_INPUT = 16 * 1024 * 1024
"""Bytes of a draft, or of the standard input."""


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
        "differences": [describe_difference(difference) for difference in finding.differences],
        "score": round(finding.score, 4),
        "title": document.metadata.title if document else None,
        "kind": block.kind.value if block else None,
        "locator": finding.locator.partition(" ")[2] or None,
        "span": list(finding.span) if document else None,
        "whole": finding.is_whole,
        "places": finding.places,
    }


def _write_finding(finding: "Finding", line: int | None) -> None:
    """Write what was found for people: the verdict, the place, what the source says where it says it otherwise."""
    lead = f"line {line}: " if line else ""
    quotation = " ".join(visible(finding.quotation).split())
    write(f"{lead}{cropped(quotation, 200)}")
    write(f"  {finding.status.in_words}{_where(finding)}")
    if finding.text is not None and finding.status.value != "exact":
        write(f"  source: {cropped(' '.join(visible(finding.text).split()), 2000)}")
    for difference in finding.differences:
        write(f"  {visible(difference.in_words)}")


def _where(finding: "Finding") -> str:
    if finding.document is None:
        return ""
    place = finding.locator
    kind = finding.block.kind.value.replace("_", " ") if finding.block and not place else ""
    extent = "whole sentences" if finding.is_whole else "part of a sentence"
    others = f"; in {finding.places:,} places" if finding.places > 1 else ""
    found = [visible(finding.document.id), place or kind]
    likeness = f"; {finding.likeness}" if finding.status.value == "altered" else f"; {extent}{others}"
    return f": {', '.join(part for part in found if part)}{likeness}"


def describe_difference(difference: "Difference") -> dict[str, str]:
    """Return the fields of a difference."""
    return {"kind": difference.change.value, "quote": difference.quote, "text": difference.text}


def cropped(text: str, most: int) -> str:
    """Return as much of a text as fits into some characters, with an ellipsis where some is left out."""
    return text if len(text) <= most else text[: most - 1] + "…"
