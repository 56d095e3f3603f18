r"""Citation templates of the user's own: ``{text}[ ({authors}[, {year}][, {locator}])]``.

The language is only this: a field in braces, a group in square brackets that vanishes when one of its fields is
unknown, doubled braces and brackets for themselves, and ``\n`` for a line break. Nothing is evaluated, and what a
field holds is never read as a template.
"""

import os
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from tui.errors import StatementsError
from tui.quoting.quote import Quote
from tui.text import visible

FIELDS: dict[str, Callable[[Quote], str]] = {
    "text": lambda quote: quote.words,
    "authors": lambda quote: ", ".join(quote.authors),
    "title": lambda quote: quote.title or "",
    "publisher": lambda quote: quote.publisher or "",
    "date": lambda quote: quote.date.in_words() if quote.date else "",
    "year": lambda quote: str(quote.date.year) if quote.date else "",
    "locator": lambda quote: quote.locator,
    "source": lambda quote: quote.source or "",
    "id": lambda quote: quote.document_id,
    "file": lambda quote: os.path.basename(quote.path),
    "taken": lambda quote: quote.taken,
}
"""What a template may name, and how each is read off a quote; empty where it is unknown."""

_PIECES = re.compile(r"\{\{|\}\}|\[\[|\]\]|\\n|\{[^{}]*\}|[{}\[\]]|[^{}\[\]\\]+|\\")
_LITERALS = {"{{": "{", "}}": "}", "[[": "[", "]]": "]", r"\n": "\n"}
_LONGEST = 40


@dataclass(frozen=True, slots=True)
class _Piece:
    """A piece of a template."""

    text: str
    """The name of a field, or literal text."""
    is_field: bool
    """Which of the two it is."""
    group: int | None
    """Number of the group it stands in, or None."""


def render(template: str, quote: Quote, with_words: bool = True) -> str:
    """Return a template filled from a quote.

    Args:
        template: The template.
        quote: The quote.
        with_words: Whether ``{text}`` holds the words; without them it counts as unknown.

    Raises:
        StatementsError: The template is wrong; the message says where.
    """
    pieces = list(_parse(template))
    values = {piece.text: FIELDS[piece.text](quote) for piece in pieces if piece.is_field}
    if not with_words:
        values["text"] = ""
    gone = {piece.group for piece in pieces if piece.is_field and not values[piece.text]} - {None}
    return "".join(values[piece.text] if piece.is_field else piece.text for piece in pieces if piece.group not in gone)


def check_template(template: str) -> None:
    """Raise a StatementsError of one line where a template is wrong."""
    for _ in _parse(template):
        pass


def _parse(template: str) -> Iterator[_Piece]:
    group: int | None = None
    groups = 0
    for found in _PIECES.finditer(template):
        piece = found[0]
        if piece == "[":
            if group is not None:
                raise StatementsError("a group in the template holds another group; write [[ for a bracket")
            groups += 1
            group = groups
        elif piece == "]":
            if group is None:
                raise StatementsError("a ] in the template closes no group; write ]] for a bracket")
            group = None
        elif piece in ("{", "}"):
            raise StatementsError(f"a {piece} in the template stands alone; write {piece * 2} for a brace")
        elif piece.startswith("{") and piece != "{{":
            yield _Piece(_field(piece[1:-1]), True, group)
        else:
            yield _Piece(_LITERALS.get(piece, piece), False, group)
    if group is not None:
        raise StatementsError("a [ in the template is not closed; write [[ for a bracket")


def _field(name: str) -> str:
    if name not in FIELDS:
        shown = visible(name if len(name) <= _LONGEST else name[: _LONGEST - 1] + "…")
        known = " ".join(f"{{{field}}}" for field in FIELDS)
        raise StatementsError(f"the template's field {{{shown}}} is unknown; known are {known}")
    return name
