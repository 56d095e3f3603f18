"""What a query can ask of a document's metadata: author, title, publisher, date, id, and of a passage its kind."""

import datetime
import re
from dataclasses import dataclass

from tui.documents.model import BlockKind, Document, PartialDate
from tui.text import fold_key
from tui.tokens import allowed_edits, fold_token, raw_tokens

FIELDS = ("author", "title", "publisher", "date", "in", "kind")
"""The fields, as they are typed before a colon."""
_DAY = r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?"
_DATE = re.compile(_DAY)
_COMPARISON = re.compile(rf"(>=|<=|>|<|=)?({_DAY})")
_RANGE = re.compile(rf"({_DAY})?\.\.({_DAY})?")
_FIRST, _LAST = (0, 0, 0), (9999, 99, 99)
_Day = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class FieldTest:
    """One field and what it must hold."""

    name: str
    """One of :data:`FIELDS`."""
    value: str
    """As it was typed."""
    tokens: tuple[str, ...] = ()
    """The words that must stand in the field, folded."""
    is_phrase: bool = False
    """Whether these words must stand side by side."""
    first: _Day = _FIRST
    """Of a date: the first day, as year, month, day."""
    last: _Day = _LAST
    """Of a date: the last day."""
    kind: BlockKind | None = None
    """The kind of passage."""

    def accepts(self, document: Document, is_fuzzy: bool = False) -> bool:
        """Tell whether a document fits; a kind fits any document.

        Args:
            document: The document.
            is_fuzzy: Whether the words of a name may have been mistyped.
        """
        metadata = document.metadata
        match self.name:
            case "author":
                return any(self._holds(author, is_fuzzy) for author in metadata.authors)
            case "title":
                return self._holds(document.name, is_fuzzy)
            case "publisher":
                return self._holds(metadata.publisher or "", is_fuzzy)
            case "date":
                return metadata.date is not None and _is_within(metadata.date, self.first, self.last)
            case "in":
                return _is_named(document.id, fold_key(self.value))
            case _:
                return True

    def is_name_of(self, document: Document) -> bool:
        """Tell whether the test gives the whole id of a document, with or without its suffix."""
        wanted, name = fold_key(self.value), fold_key(document.id)
        return self.name == "in" and wanted in (name, name.rpartition(".")[0])

    def holder(self, document: Document) -> str:
        """Return the name in a document that the test is about."""
        if self.name == "author":
            return next((name for name in document.metadata.authors if self._holds(name, is_fuzzy=True)), "")
        return document.name if self.name == "title" else document.metadata.publisher or ""

    def _holds(self, text: str, is_fuzzy: bool) -> bool:
        """Tell whether every token is a word of the text, or begins one, or nearly does."""
        words = [fold_token(raw) for raw in raw_tokens(text)]
        if self.is_phrase:
            count = len(self.tokens)
            return any(tuple(words[at : at + count]) == self.tokens for at in range(len(words) - count + 1))
        if is_fuzzy:
            return all(any(_is_near(token, word) for word in words) for token in self.tokens)
        return all(any(word.startswith(token) for word in words) for token in self.tokens)


def parse_field(name: str, value: str, is_phrase: bool = False) -> FieldTest:
    """Return the test for ``name:value``.

    Raises:
        ValueError: The value makes no sense there; the message says why, in words.
    """
    if name == "date":
        first, last = _parse_dates(value)
        return FieldTest(name, value, first=first, last=last)
    if name == "kind":
        return FieldTest(name, value, kind=_parse_kind(value))
    if name == "in":
        if not value.strip():
            raise ValueError("in: needs the id of a document")
        return FieldTest(name, value.strip())
    tokens = tuple(folded for raw in raw_tokens(value) if (folded := fold_token(raw)))
    if not tokens:
        raise ValueError(f"{name}: needs a word")
    return FieldTest(name, value, tokens=tokens, is_phrase=is_phrase)


def _parse_kind(value: str) -> BlockKind:
    wanted = value.strip().lower().replace("-", "_").replace(" ", "_")
    for kind in BlockKind:
        if kind is not BlockKind.FURNITURE and wanted in (kind.value, kind.value + "s", kind.value.replace("_", "")):
            return kind
    kinds = ", ".join(kind.value for kind in BlockKind if kind is not BlockKind.FURNITURE)
    raise ValueError(f"there is no kind {value!r}; there are {kinds}")


def _parse_dates(value: str) -> tuple[_Day, _Day]:
    """Return the first and the last day that are meant."""
    value = value.strip().replace("…", "..")
    if found := _RANGE.fullmatch(value):
        if not (found[1] or found[5]):
            raise ValueError("a range of dates needs a beginning or an end, as in 2022-02..2022-03")
        first = _start(_DATE.fullmatch(found[1])) if found[1] else _FIRST
        last = _end(_DATE.fullmatch(found[5])) if found[5] else _LAST
        if first > last:
            raise ValueError(f"the range {value} ends before it begins")
        return first, last
    found = _COMPARISON.fullmatch(value)
    if not found:
        raise ValueError(f"{value!r} is not a date; a date is 2022, 2022-03, 2022-03-10, a..b or >=a")
    day = _DATE.fullmatch(found[2])
    match found[1]:
        case ">=":
            return _start(day), _LAST
        case "<=":
            return _FIRST, _end(day)
        case ">":
            return _after(_end(day)), _LAST
        case "<":
            return _FIRST, _before(_start(day))
        case _:
            return _start(day), _end(day)


def _start(day: re.Match[str] | None) -> _Day:
    year, month, of_month = _numbers(day)
    return year, month or 0, of_month or 0


def _end(day: re.Match[str] | None) -> _Day:
    year, month, of_month = _numbers(day)
    return year, month or 99, of_month or 99


def _numbers(day: re.Match[str] | None) -> tuple[int, int | None, int | None]:
    assert day is not None
    year, month, of_month = (int(part) if part else None for part in day.groups())
    if month is not None and not 1 <= month <= 12:
        raise ValueError(f"{day[0]!r} is not a date: there is no month {month}")
    assert year is not None
    if of_month is not None and month is not None:
        try:
            datetime.date(year, month, of_month)
        except ValueError:
            raise ValueError(f"{day[0]!r} is not a date: there is no such day") from None
    return year, month, of_month


def _after(day: _Day) -> _Day:
    return day[0], day[1], day[2] + 1


def _before(day: _Day) -> _Day:
    return day[0], day[1], day[2] - 1


def _is_within(date: PartialDate, first: _Day, last: _Day) -> bool:
    """Tell whether all days a date may stand for lie in the range; a vague date is not claimed to be a certain one."""
    earliest = (date.year, date.month or 0, date.day or 0)
    latest = (date.year, date.month or 99, date.day or 99)
    return first <= earliest and latest <= last


def _is_named(document_id: str, wanted: str) -> bool:
    """Tell whether an id, or one of the folders and the name in it, begins as wanted."""
    return f"/{wanted}" in f"/{fold_key(document_id)}"


def _is_near(token: str, word: str) -> bool:
    from rapidfuzz.distance import OSA

    allowed = allowed_edits(token)
    return word.startswith(token) or (allowed > 0 and OSA.distance(token, word, score_cutoff=allowed) <= allowed)
