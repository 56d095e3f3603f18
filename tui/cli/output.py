"""What the command line writes: lines for people, JSON for programs; and what it refuses."""

import os
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tui.errors import StatementsError

if TYPE_CHECKING:
    from tui.documents.model import Block, Document

_SURROGATE = re.compile("[\ud800-\udfff]")


class NothingFound(Exception):
    """There is no answer; exit status 1."""


def describe(document: "Document") -> dict[str, Any]:
    """Return the fields of ``statements list --json``; dates are ISO strings in their own precision."""
    metadata = document.metadata
    return {
        "id": document.id,
        "path": str(document.path),
        "title": metadata.title,
        "authors": list(metadata.authors),
        "publisher": metadata.publisher,
        "date": str(metadata.date) if metadata.date else None,
        "first_published": str(metadata.first_published) if metadata.first_published else None,
        "language": metadata.language,
        "words": document.words,
        "paragraphs": document.paragraphs,
        "problem": document.problem,
    }


def describe_fully(document: "Document") -> dict[str, Any]:
    """Return the fields of ``statements show --json``."""
    return {
        **describe(document),
        "source": document.metadata.source,
        "sha256": document.sha256,
        "blocks": [_describe_block(block) for block in document.blocks],
    }


def _describe_block(block: "Block") -> dict[str, Any]:
    return {
        "kind": block.kind.value,
        "number": block.number,
        "label": block.label,
        "text": block.text,
        "sentences": [list(span) for span in block.sentences],
        "emphasis": [list(span) for span in block.emphasis],
        "links": [{"start": link.span.start, "end": link.span.end, "target": link.target} for link in block.links],
        "repeat": block.is_repeat,
    }


def list_line(document: "Document") -> str:
    """Return the line of ``statements list`` for a document."""
    from tui.text import visible

    metadata = document.metadata
    if document.problem:
        return visible(f"{document.id}  !  {document.problem}")
    parts = [
        document.id,
        str(metadata.date or "undated"),
        ", ".join(metadata.authors) or "author unknown",
        document.name,
    ]
    return "  ".join(visible(part) for part in parts)


def page(document: "Document") -> Iterator[str]:
    """Yield a statement as plain text for people, wrapped to the terminal."""
    import shutil
    import textwrap

    from tui.text import visible

    width = min(80, shutil.get_terminal_size().columns) if sys.stdout.isatty() else 80
    for block in document.blocks:
        margin = block.label or (str(block.number) if block.number else "")
        lead = f"{visible(margin):>4}  "
        lines = textwrap.wrap(
            visible(block.text),
            width,
            initial_indent=lead,
            subsequent_indent=" " * len(lead),
            break_on_hyphens=False,
        )
        yield "\n".join(lines or [lead.rstrip()]) + "\n"


def to_bytes(mebibytes: float) -> int:
    """Return bytes for the MiB given on the command line.

    Raises:
        StatementsError: That is no size.
    """
    if not mebibytes > 0:
        raise StatementsError("--max-size must be a number of MiB above 0")
    return int(min(mebibytes, 1 << 30) * 1024 * 1024)


def require_existing(paths: Sequence[Path]) -> None:
    """Refuse paths where nothing is.

    Raises:
        StatementsError: The first of them.
    """
    for path in paths:
        if not os.path.lexists(path):
            raise StatementsError(f"no such file or folder: {path}")


def write(line: str) -> None:
    """Write one line of text for people; a byte of a file name that is no character is shown as U+FFFD."""
    sys.stdout.write(_SURROGATE.sub("\ufffd", line) + "\n")


def write_json(fields: dict[str, Any]) -> None:
    """Write one JSON object; a byte of a file name that is no character is escaped, so that it can be had back."""
    from tui.json_lines import to_json

    # A substitute for a quotation mark that a terminal lacks would end a string.
    is_ascii = (sys.stdout.encoding or "utf-8").lower() != "utf-8"
    sys.stdout.write(to_json(fields, is_ascii) + "\n")
