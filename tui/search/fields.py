"""What a query can ask of a document's metadata: author, title, publisher, date, id, and of a passage its kind."""

import calendar
import datetime
import re
from dataclasses import dataclass

from tui.documents.model import BlockKind, Document, PartialDate
from tui.text import fold_key
from tui.tokens import fold_token, raw_tokens

FIELDS = ("author", "title", "publisher", "date", "in", "kind")
"""The fields, as they are typed before a colon."""
_DAY = r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?"
_DATE = re.compile(_DAY)
_COMPARISON = re.compile(rf"(>=|<=|>|<|=)?({_DAY})")
_RANGE = re.compile(rf"({_DAY})?\.\.({_DAY})?")
_LONGEST_TOLD = 30
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

    def accepts(self, document: Document) -> bool:
        """Tell whether the date of a document fits; any other field fits any document."""
        date = document.metadata.date
        return self.name != "date" or (date is not None and _is_within(date, self.first, self.last))

    def is_id(self, folded: str) -> bool:
        """Tell whether a folded id is the one that was typed, with or without its suffix."""
        return fold_key(self.value) in (folded, folded.rpartition(".")[0])

    def begins_id(self, folded: str) -> bool:
        """Tell whether a folded id, or one of the folders and the name in it, begins as it was typed."""
        return f"/{fold_key(self.value)}" in f"/{folded}"


def names_in(document: Document, field: str) -> tuple[str, ...]:
    """Return the names that a field of a document holds; none where nothing is known."""
    metadata = document.metadata
    if field == "author":
        return metadata.authors
    return (document.name,) if field == "title" else (metadata.publisher,) if metadata.publisher else ()


def folded_id(document: Document) -> str:
    """Return the id of a document as ids are compared."""
    return fold_key(document.id)


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
    raise ValueError(f"there is no kind {told_briefly(value)}; there are {kinds}")


def told_briefly(value: str) -> str:
    """Return a value in quotation marks, so that it leaves room for what is wrong with it."""
    return repr(value if len(value) <= _LONGEST_TOLD else f"{value[:_LONGEST_TOLD]}…")


def _parse_dates(value: str) -> tuple[_Day, _Day]:
    """Return the first and the last day that are meant."""
    value = value.strip().replace("…", "..")
    if found := _RANGE.fullmatch(value):
        if not (found[1] or found[5]):
            raise ValueError("a range of dates needs a beginning or an end, as in 2022-02..2022-03")
        first = _start(_DATE.fullmatch(found[1])) if found[1] else _FIRST
        last = _end(_DATE.fullmatch(found[5])) if found[5] else _LAST
        if first > last:
            raise ValueError(f"the range {told_briefly(value)} ends before it begins")
        return first, last
    found = _COMPARISON.fullmatch(value)
    if not found:
        raise ValueError(f"{told_briefly(value)} is not a date; a date is 2022, 2022-03, 2022-03-10, a..b or >=a")
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
    return year, month or 1, of_month or 1


def _end(day: re.Match[str] | None) -> _Day:
    year, month, of_month = _numbers(day)
    return year, month or 12, of_month or _days(year, month or 12)


def _days(year: int, month: int) -> int:
    return calendar.monthrange(year, month)[1]


def _numbers(day: re.Match[str] | None) -> tuple[int, int | None, int | None]:
    assert day is not None
    year, month, of_month = (int(part) if part else None for part in day.groups())
    if month is not None and not 1 <= month <= 12:
        raise ValueError(f"{day[0]!r} is not a date: there is no month {month}")
    assert year is not None
    if not year:
        raise ValueError(f"{day[0]!r} is not a date: there is no year 0")
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
    earliest = (date.year, date.month or 1, date.day or 1)
    latest = (date.year, date.month or 12, date.day or _days(date.year, date.month or 12))
    return first <= earliest and latest <= last
