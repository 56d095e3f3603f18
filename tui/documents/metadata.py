"""Metadata, from front matter or read off the head of the text; what is not there stays unknown."""

import re
from dataclasses import dataclass, replace

from tui.documents import furniture, names
from tui.documents.bylines import BY, GENRE_WORD, STATEMENT_OF, authors_of_line, authors_of_title
from tui.documents.datelines import (
    MASTHEAD,
    agency_date,
    has_place,
    is_dateline,
    is_masthead,
    take_dates,
    without_later_dates,
)
from tui.documents.dates import find_dates
from tui.documents.joining import ends_open, ends_sentence, starts_lower
from tui.documents.model import BlockKind, Metadata, PartialDate
from tui.documents.units import Unit

_FIELD = re.compile(
    r"^(?P<name>title|headline|subject|from|to|cc|bcc|reply-to|sent|message-id|list-id|authors?|by|writer"
    r"|date|published(?: on| at)?|first published(?: on)?|originally published(?: on| in)?|publisher"
    r"|publication"
    r"|source|url|link|language|updated|last updated|place)\s*:\s*(?P<value>\S.*)$",
    re.IGNORECASE,
)
_SALUTATION = re.compile(
    r"^\W*(?:dear\b|comrades|fellow\b|mr\.? |mrs\.? |madam|ladies\b|your (?:excellenc|majest|holiness"
    r"|highness)|excellenc|friends|colleagues"
    r"|brothers\b|sisters\b|citizens\b|compatriots|my (?:fellow|dear|friends)|distinguished|honou?rable"
    r"|members of|to (?:the|all|our)\b|hello|good (?:morning|evening|afternoon)"
    r"|thank you|gentlemen|workers\b|people of|liebe|sehr geehrte|chers?\b|mesdames|queridos|compañer"
    r"|товарищи|дорогие|уважаемые)",
    re.IGNORECASE,
)
_ADDRESSEES = re.compile(
    r"^\W*(?:mr|madam|mister)\.? (?:speaker|president|chairman|chair|secretary|vice)\b", re.IGNORECASE
)
_MAX_HEAD = 14
_PROSE_WORDS = 28


@dataclass(slots=True)
class _Head:
    """What has been read so far."""

    metadata: Metadata
    title_unit: Unit | None = None
    is_mail: bool = False


def read_head(units: list[Unit], known: Metadata) -> Metadata:
    """Read title, authors and dates off the first units and mark those units with their kinds.

    Args:
        units: All units of the text; furniture, captions and notes already marked.
        known: What front matter said; it is never overruled.

    Returns:
        The metadata, completed from the text where it was silent.
    """
    body = [unit for unit in units if unit.kind is None]
    end = _head_end(body)
    head = _Head(Metadata())
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


def is_salutation(text: str) -> bool:
    """Tell whether ``text`` greets its listeners or readers."""
    text = text.strip()
    if len(text) >= 200 or len(text.split()) > 24:
        return False
    return bool(_ADDRESSEES.match(text)) or (text[-1:] in "!,:.;—–-" and bool(_SALUTATION.match(text)))


def _is_prose(unit: Unit) -> bool:
    """Tell whether a unit is running text, which ends the head."""
    if unit.level or unit.kind is not None:
        return False
    count = unit.word_count
    if unit.label and unit.label[0] not in "—–-":
        return True
    return (count >= _PROSE_WORDS and (ends_sentence(unit.plain) or count > 45)) or is_salutation(unit.plain)


def _head_end(body: list[Unit]) -> int:
    """Return how many units may belong to the head: those before the first running text.

    A standfirst may stand between title and byline, so one paragraph is passed over where a
    dateline or byline follows at once.
    """
    end = 0
    has_line = False
    while end < min(len(body), _MAX_HEAD) and not _is_prose(body[end]):
        is_line = _is_head_line(body[end])
        if has_line and not is_line and body[end].word_count >= 8 and ends_sentence(body[end].plain):
            break
        has_line = has_line or is_line
        end += 1
    if not 0 < end < len(body) - 1 or any(map(_is_head_line, body[:end])):
        return end
    standfirst, after = body[end], body[end + 1 : end + 3]
    if standfirst.word_count >= 60 or standfirst.label or is_salutation(standfirst.plain):
        return end
    last = max((place for place, unit in enumerate(after, 1) if not _is_prose(unit) and _is_head_line(unit)), default=0)
    # Without text after it the line is a signature.
    has_text = any(_is_prose(unit) for unit in body[end + last + 1 :])
    return end + 1 + last if last and has_text else end


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
        if _is_letterhead(body, index, end):
            unit.kind = BlockKind.BYLINE
            head.metadata = replace(head.metadata, publisher=head.metadata.publisher or text)
            return 1
        return _read_title(head, body, index, end)
    if _is_bare_author(head, body, index, end):
        unit.kind = BlockKind.BYLINE
        _add_authors(head, names.find_authors(text))
        return 1
    if not ends_sentence(text) and unit.word_count <= 40 and _has_more_head(body, index, end):
        unit.kind = BlockKind.HEADING
    return 1


def _has_more_head(body: list[Unit], index: int, end: int) -> bool:
    """Tell whether a byline or dateline still follows within the head."""
    return any(_is_head_line(unit) or STATEMENT_OF.match(unit.plain) for unit in body[index + 1 : end])


def _is_head_line(unit: Unit) -> bool:
    """Tell whether a unit is a dateline or a byline, not a sentence that happens to begin with *by*."""
    is_byline = unit.word_count <= 24 and BY.match(unit.plain) is not None and bool(authors_of_line(unit.plain))
    return is_byline or is_dateline(unit.plain)


def _read_heading(head: _Head, unit: Unit) -> int:
    if head.title_unit is None and head.metadata.title is None:
        unit.kind = BlockKind.TITLE
        head.title_unit = unit
        head.metadata = replace(head.metadata, title=unit.plain)
    else:
        unit.kind = BlockKind.HEADING
    return 1


def _read_field(head: _Head, unit: Unit) -> bool:
    """Read a line such as ``Author: Jane Roe``."""
    match = _FIELD.match(unit.plain)
    if match is None or unit.label or unit.word_count > 40:
        return False
    is_mail = match["name"].lower() in (
        "subject",
        "from",
        "to",
        "cc",
        "bcc",
        "reply-to",
        "sent",
        "message-id",
        "list-id",
    )
    if is_mail and head.title_unit is not None and not head.is_mail:
        return False
    head.is_mail = head.is_mail or is_mail
    name, value = match["name"].lower(), match["value"].strip()
    if name.startswith(("first", "originally")) and find_dates(value):
        head.metadata = replace(head.metadata, first_published=head.metadata.first_published or find_dates(value)[0][2])
    elif name.startswith(("date", "published", "sent")):
        date, first, rest = take_dates(value)
        if date is None and first is None:
            return False
        _set_dates(head, date, first)
    elif name in ("title", "headline", "subject"):
        head.metadata = replace(head.metadata, title=value)
        head.title_unit = unit
    elif name.startswith("author") or name in ("by", "writer"):
        _add_authors(head, names.split_authors(value))
    elif name == "from":
        _add_authors(head, names.split_authors(re.sub(r"[<(]?[\w.+-]+@[\w.-]+[>)]?", "", value).strip(' "')))
    elif name in ("to", "cc", "bcc", "reply-to", "message-id", "list-id"):
        unit.kind = BlockKind.FURNITURE
        return True
    elif name in ("publisher", "publication"):
        head.metadata = replace(head.metadata, publisher=value)
    elif name in ("source", "url", "link"):
        address = re.search(r"(?:https?://|www\.)\S+", value)
        if address is None and name != "source":
            return False
        known = head.metadata
        head.metadata = (
            replace(known, source=address.group()) if address else replace(known, publisher=known.publisher or value)
        )
    elif name == "language" and re.fullmatch(r"[a-z]{2}", value):
        head.metadata = replace(head.metadata, language=value)
    unit.kind = BlockKind.TITLE if name in ("title", "headline", "subject") else BlockKind.BYLINE
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


def _is_letterhead(body: list[Unit], index: int, end: int) -> bool:
    """Tell whether the unit names the issuing body above a title that says what the text is."""
    text = body[index].plain
    if index + 2 < end and len(text.split()) <= 6 and not body[index + 1].gap and is_masthead(body[index + 1].plain):
        return True
    if index + 1 >= end or not names.is_organisation(text) or GENRE_WORD.search(text) or len(text.split()) > 9:
        return False
    if not (names.has_capitals(text) or text.isupper()):
        return False
    following = body[index + 1]
    if furniture.is_postal(following.plain):
        return True
    if STATEMENT_OF.match(following.plain) or BY.match(following.plain):
        return False
    return bool(GENRE_WORD.search(following.plain)) or bool(following.level)


def _read_title(head: _Head, body: list[Unit], index: int, end: int) -> int:
    """Read the title, over several units where it runs on, and return how many were taken."""
    unit = body[index]
    if not _is_title_like(body, index, end):
        head.title_unit = unit
        return 1
    taken = 1
    while index + taken < end and _runs_on_title(unit, body[index + taken], body, index + taken, end):
        unit.take(f"{unit.text} {body[index + taken].text}", body[index + taken].lines)
        body[index + taken].lines = 0
        taken += 1
    unit.kind = BlockKind.TITLE
    head.title_unit = unit
    if head.metadata.title is None:
        head.metadata = replace(head.metadata, title=unit.plain)
    return taken


def _is_title_like(body: list[Unit], index: int, end: int) -> bool:
    unit = body[index]
    text = unit.plain
    if index + 1 >= len(body) or unit.label or is_salutation(text) or furniture.is_address(text):
        return False
    if unit.word_count > 45 or not re.search(r"[^\W\d_]{2}", text):
        return False
    if text[-1] == ":" and not _is_upper_half(body, index, end):
        return False
    if text[-1] in ",;—–-" or (text[-1] in ')"”' and text[-2:-1] in ",;"):
        return False
    if text[-1] == "." and not re.search(r"\b(?:[A-Z]\.){1,}$", text):
        return unit.word_count <= 20 and (text.isupper() or _has_more_head(body, index, end))
    return not (text[0].islower() and index)


def _is_upper_half(body: list[Unit], index: int, end: int) -> bool:
    """Tell whether a first line ending in a colon has the rest of its title below it."""
    following = body[index + 1] if index + 1 < end else None
    return (
        following is not None
        and not following.gap
        and following.word_count <= 20
        and not ends_sentence(following.plain)
    )


def _runs_on_title(title: Unit, unit: Unit, body: list[Unit], index: int, end: int) -> bool:
    """Tell whether ``unit``, the line below, still belongs to the title."""
    text = unit.plain
    if unit.level or unit.label or unit.gap or unit.kind is not None or text.lower() in furniture.KICKERS:
        return False
    if title.plain.endswith(":") and not is_dateline(text):
        return True
    if is_dateline(text) or BY.match(text) or _FIELD.match(text) or authors_of_line(take_dates(text)[2]):
        return False
    if ends_open(title.plain) or starts_lower(text) or title.plain[-1] in ",:–—-":
        return True
    if ends_sentence(title.plain) or ends_sentence(text) or title.plain.isupper() != text.isupper():
        return False
    return title.word_count + unit.word_count <= 30


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
