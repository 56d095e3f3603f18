"""Metadata, from front matter or read off the head of the text; what is not there stays unknown."""

import re
from dataclasses import dataclass, replace

from tui.documents import furniture, names
from tui.documents.bylines import BY, STATEMENT_OF, authors_of_line, authors_of_title
from tui.documents.datelines import (
    MASTHEAD,
    agency_date,
    has_place,
    is_dateline,
    take_dates,
    without_later_dates,
)
from tui.documents.dates import find_dates
from tui.documents.head import FIELD, has_more_head, head_end
from tui.documents.joining import ends_sentence
from tui.documents.model import BlockKind, Metadata, PartialDate
from tui.documents.titles import is_letterhead, is_title_like, title_runs_on
from tui.documents.units import Unit
from tui.text import fold_key

_MAIL_NAMES = frozenset(("subject", "from", "to", "cc", "bcc", "reply-to", "sent", "message-id", "list-id"))


@dataclass(slots=True)
class _Head:
    """What has been read so far."""

    metadata: Metadata
    title_unit: Unit | None = None
    is_mail: bool = False
    known_title: str | None = None


def read_head(units: list[Unit], known: Metadata) -> Metadata:
    """Read title, authors and dates off the first units and mark those units with their kinds.

    Args:
        units: All units of the text; furniture, captions and notes already marked.
        known: What front matter said; it is never overruled.

    Returns:
        The metadata, completed from the text where it was silent.
    """
    body = [unit for unit in units if unit.kind is None]
    end = head_end(body)
    head = _Head(Metadata(), known_title=known.title)
    index = 0
    while index < end:
        index += _read_unit(head, body, index, end)
    if index < len(body):
        _set_dates(head, agency_date(body[index].plain), None)
    if not head.metadata.authors and head.metadata.title:
        head.metadata = replace(head.metadata, authors=authors_of_title(head.metadata.title))
    return _merge(known, head.metadata)


def _merge(known: Metadata, read: Metadata) -> Metadata:
    return Metadata(
        title=known.title or read.title,
        authors=known.authors or read.authors,
        publisher=known.publisher or read.publisher,
        date=known.date or read.date,
        first_published=known.first_published or read.first_published,
        source=known.source or read.source,
        language=known.language or read.language,
    )


def _read_unit(head: _Head, body: list[Unit], index: int, end: int) -> int:
    """Read the unit at ``index`` and return how many units were taken."""
    unit = body[index]
    text = unit.plain
    if unit.level:
        return _read_heading(head, unit)
    if _read_field(head, unit) or _read_dateline(head, unit) or _read_byline(head, unit):
        return 1
    if head.title_unit is None:
        if text.lower().strip(" .:*") in furniture.KICKERS and index + 1 < len(body):
            unit.kind = BlockKind.FURNITURE
            return 1
        if furniture.is_postal(text) and index + 1 < len(body):
            unit.kind = BlockKind.FURNITURE
            return 1
        if re.match(r"to (?:the|all|our|members|everyone)\b", text, re.IGNORECASE) and unit.word_count <= 14:
            return 1
        if is_letterhead(body, index, end):
            unit.kind = BlockKind.BYLINE
            head.metadata = replace(head.metadata, publisher=head.metadata.publisher or text)
            return 1
        return _read_title(head, body, index, end)
    if _is_bare_author(head, body, index, end):
        unit.kind = BlockKind.BYLINE
        _add_authors(head, names.find_authors(text))
        return 1
    if not ends_sentence(text) and unit.word_count <= 40 and has_more_head(body, index, end):
        unit.kind = BlockKind.HEADING
    return 1


def _read_heading(head: _Head, unit: Unit) -> int:
    is_another = head.known_title is not None and fold_key(head.known_title) != fold_key(unit.plain)
    if head.title_unit is None and head.metadata.title is None and not is_another:
        unit.kind = BlockKind.TITLE
        head.title_unit = unit
        head.metadata = replace(head.metadata, title=unit.plain)
    else:
        unit.kind = BlockKind.HEADING
    return 1


def _read_field(head: _Head, unit: Unit) -> bool:
    """Read a line such as ``Author: Jane Roe``, or one of the head of a message."""
    match = FIELD.match(unit.plain)
    if match is None or unit.label or unit.word_count > 40:
        return False
    name, value = match["name"].lower(), match["value"].strip()
    is_mail = name in _MAIL_NAMES
    if is_mail and head.title_unit is not None and not head.is_mail:
        return False
    head.is_mail = head.is_mail or is_mail
    if name in _MAIL_NAMES - {"subject", "from", "sent"}:
        unit.kind = BlockKind.FURNITURE
        return True
    if not _take_field(head, name, value):
        return False
    is_title = name in ("title", "headline", "subject")
    unit.kind = BlockKind.TITLE if is_title else BlockKind.BYLINE
    if is_title:
        head.title_unit = unit
    return True


def _take_field(head: _Head, name: str, value: str) -> bool:
    """Take the value of a field over; tell whether it made sense."""
    known = head.metadata
    if name.startswith(("first", "originally", "date", "published", "sent")):
        is_first = name.startswith(("first", "originally"))
        date, first, _ = take_dates(value)
        _set_dates(head, None if is_first else date, date or first if is_first else first)
        return date is not None or first is not None
    if name in ("title", "headline", "subject"):
        head.metadata = replace(known, title=value)
    elif name == "from" and len(value) <= 300:
        _add_authors(head, names.split_authors(re.sub(r"[<(]?[\w.+-]+@[\w.-]+[>)]?", "", value).strip(' "')))
    elif name.startswith("author") or name in ("by", "writer"):
        _add_authors(head, names.split_authors(value))
    elif name in ("publisher", "publication"):
        head.metadata = replace(known, publisher=value)
    elif name in ("source", "url", "link"):
        address = re.search(r"(?:https?://|www\.)\S+", value)
        if address:
            head.metadata = replace(known, source=address.group())
        elif name == "source":
            head.metadata = replace(known, publisher=known.publisher or value)
        return address is not None or name == "source"
    elif name == "language" and re.fullmatch(r"[a-z]{2}", value):
        head.metadata = replace(known, language=value)
    return True


def _set_dates(head: _Head, date: PartialDate | None, first: PartialDate | None) -> None:
    head.metadata = replace(
        head.metadata,
        date=head.metadata.date or date,
        first_published=head.metadata.first_published or first,
    )


def _read_dateline(head: _Head, unit: Unit) -> bool:
    """Read a line that is a date, alone or with a place, a byline or names."""
    text = unit.plain
    if unit.word_count > 45 or text.endswith(":") or (text.isdigit() and head.title_unit is None):
        return False
    date, first, rest = take_dates(text)
    if date is None and first is None:
        return bool(find_dates(text)) and not without_later_dates(text)
    if date and date.month is None and rest:
        return False
    is_by = BY.match(rest) is not None
    authors = () if (names.is_place(rest) and not is_by) or has_place(text, rest) else authors_of_line(rest)
    if rest and not authors and not _is_dateline_rest(head, unit, date, rest):
        return False
    if head.title_unit is None and authors and not BY.match(rest):
        return False
    unit.kind = BlockKind.BYLINE
    _set_dates(head, date, first)
    _add_authors(head, authors)
    return True


def _is_dateline_rest(head: _Head, unit: Unit, date: PartialDate | None, rest: str) -> bool:
    """Tell whether what stands beside a date does not speak against a dateline."""
    if names.is_place(rest) or (rest.startswith("(") and rest.endswith(")")) or has_place(unit.plain, rest):
        return True
    if BY.match(rest) and len(rest.split()) <= 4:
        return True
    if MASTHEAD.search(rest) and unit.word_count <= 14:
        return not re.search(r"[^\W\d_]", MASTHEAD.sub(" ", rest)) or names.has_capitals(MASTHEAD.sub(" ", rest))
    is_full = date is not None and date.day is not None
    return (
        head.title_unit is not None
        and is_full
        and unit.word_count <= 12
        and names.has_capitals(rest)
        and not ends_sentence(rest)
    )


def _add_authors(head: _Head, authors: tuple[str, ...]) -> None:
    known = head.metadata.authors
    head.metadata = replace(head.metadata, authors=known + tuple(name for name in authors if name not in known))


def _read_byline(head: _Head, unit: Unit) -> bool:
    """Read ``by ...`` anywhere in the head, ``Statement of ...`` below a title."""
    text = unit.plain
    if unit.word_count > 60 or (ends_sentence(text) and not re.search(r"\b\w{1,3}\.$", text) and not BY.match(text)):
        return False
    if by := BY.match(text):
        if ends_sentence(text) and unit.word_count > 12:
            return False
    elif head.title_unit is None or not STATEMENT_OF.match(text):
        return False
    authors = authors_of_line(text)
    if not authors:
        return False
    unit.kind = BlockKind.BYLINE
    _add_authors(head, authors)
    return bool(by) or bool(authors)


def _read_title(head: _Head, body: list[Unit], index: int, end: int) -> int:
    """Read the title, over several units where it runs on, and return how many were taken."""
    unit = body[index]
    if not is_title_like(body, index, end):
        head.title_unit = unit
        return 1
    taken = 1
    while index + taken < end and title_runs_on(unit, body[index + taken], body, index + taken, end):
        unit.take(f"{unit.text} {body[index + taken].text}", body[index + taken].lines)
        body[index + taken].lines = 0
        taken += 1
    unit.kind = BlockKind.TITLE
    head.title_unit = unit
    if head.metadata.title is None:
        head.metadata = replace(head.metadata, title=unit.plain)
    return taken


def _is_bare_author(head: _Head, body: list[Unit], index: int, end: int) -> bool:
    """Tell whether a line is a name alone: a body above or below a date, or a person right below the title.

    A person's name is taken only where none of its words stands in small letters in the text.
    """
    unit = body[index]
    text = unit.plain
    if unit.word_count > 30 or not names.find_authors(text) or head.metadata.authors:
        return False
    is_listed = "/" in text
    near_date = is_listed or any(
        is_dateline(body[near].plain) for near in (index - 1, index + 1) if 0 <= near < len(body)
    )
    if not names.find_authors(text) or (names.is_organisation(text) and not near_date):
        return False
    follows_title = (index > 0 and body[index - 1] is head.title_unit) or head.title_unit is None
    if near_date:
        return True
    return follows_title and not _has_common_words(text, body)


def _has_common_words(text: str, body: list[Unit]) -> bool:
    """Tell whether words of ``text`` stand in small letters somewhere in the text."""
    words = [word.lower() for word in re.findall(r"[^\W\d_]{2,}", text)]
    for unit in body:
        if any(re.search(rf"\b{word}\b", unit.plain[:20000]) for word in words if word in unit.plain):
            return True
    return False
