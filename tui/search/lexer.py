"""The pieces of a typed query: words, phrases, fields and OR, each with the column where it begins."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tui.errors import StatementsError
from tui.search.fields import FIELDS

_CHUNK = re.compile(
    r'(?:[^\s"“”„«»「」『』＂]|(?<=[\u05d0-\u05ea])["“”](?=[\u05d0-\u05ea])|(?<=\d)[\u00a0\u202f](?=\d))+'
)
"""A mark between two Hebrew letters is no quotation but shortens a word; such spaces part the groups of a number."""
_NAME = re.compile(r"(-*)([A-Za-z]+):(?!//)(?=\S)")
_EMPTY_FIELD = re.compile(rf"-*({'|'.join(FIELDS)}):(?!\S)", re.IGNORECASE)
_QUOTES = {'"': '"', "“": '”"', "„": '“”"', "”": '”"', "«": "»", "»": "«", "「": "」", "『": "』", "＂": "＂"}
"""The marks that open a quotation, and for each those that close it."""
_SPACES = re.compile(r"[\s\x00-\x1f\x7f-\x9f]+")


class QueryError(StatementsError):
    """A query that does not parse: what is wrong, and where."""

    def __init__(self, message: str, column: int) -> None:
        """Make the error.

        Args:
            message: What is wrong, in words.
            column: Where, in characters from 1.
        """
        super().__init__(f"column {column}: {message}")
        self.reason = message
        self.column = column


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of the query with the place where it begins."""

    kind: str
    """``word``, ``phrase``, ``and`` or ``or``."""
    text: str
    """Its characters, without quotation marks and without what makes it negative or a field."""
    column: int
    """Where ``text`` begins, in characters from 1."""
    is_negative: bool = False
    """Whether it names what is to be left out."""
    field: str = ""
    """The name of the field, in small letters."""


def pieces_of(text: str) -> Iterator[Piece]:
    """Yield words, phrases, fields and OR.

    Raises:
        QueryError: A field is unknown or empty, or a quotation is not closed.
    """
    at = 0
    while True:
        space = _SPACES.match(text, at)
        at = space.end() if space else at
        if at >= len(text):
            return
        start = at
        if empty := _EMPTY_FIELD.match(text, at):
            raise QueryError(f"{empty[1].lower()}: needs something after it", empty.end())
        name = _NAME.match(text, at)
        if name and not _is_field(name[2]):
            raise QueryError(
                f"there is no field '{name[2][:30]}:'; there are {_list_of_fields()}", start + len(name[1]) + 1
            )
        field, at = (name[2].lower(), name.end()) if name else ("", at)
        is_negative = bool(name and name[1])
        if not field:
            while text.startswith("-", at):
                at += 1
            is_negative = at > start and at < len(text) and not _SPACES.match(text, at)
        if at < len(text) and text[at] in _QUOTES:
            end = _closing(text, at)
            yield Piece("phrase", text[at + 1 : end], at + 2, is_negative, field)
            at = end + 1
            continue
        chunk = _CHUNK.match(text, at)
        if chunk is None:
            continue
        at = chunk.end()
        if chunk[0] in ("AND", "OR") and not field and not is_negative:
            yield Piece(chunk[0].lower(), chunk[0], start + 1)
        else:
            yield Piece("word", chunk[0], chunk.start() + 1, is_negative, field)


def _closing(text: str, at: int) -> int:
    """Return where the quotation that opens at ``at`` is closed.

    Raises:
        QueryError: Nowhere.
    """
    ends = [text.find(mark, at + 1) for mark in _QUOTES[text[at]]]
    found = min((end for end in ends if end >= 0), default=-1)
    if found < 0:
        raise QueryError(f"the quotation mark {text[at]} is never closed", at + 1)
    return found


def _is_field(name: str) -> bool:
    return name.lower() in FIELDS


def _list_of_fields() -> str:
    return " ".join(f"{name}:" for name in FIELDS)
