"""Metadata, from front matter or read off the head of the text; what is not there stays unknown."""

import re
from dataclasses import dataclass, replace

from tui.documents import furniture, names
from tui.documents.dates import WEEKDAY, find_dates
from tui.documents.lines import Unit, ends_open, ends_sentence, starts_lower
from tui.documents.model import BlockKind, Metadata, PartialDate

_FIRST_CUE = re.compile(
    r"(?:date\s+)?(?:first|originally|initially)\s+(?:published|posted|printed|appeared"
    r"|released)[^.;()]{0,60}$",
    re.IGNORECASE,
)
_LATER_CUE = re.compile(
    r"(?:last\s+)?(?:updated?|modified|revised|amended|accessed|retrieved)\W*(?:on|at)?\W*$", re.IGNORECASE
)
_MASTHEAD = re.compile(r"\b(?:issue|no\.?|nr\.?|vol\.?|volume|edition|number)\b\s*\d*", re.IGNORECASE)
_SEASON = re.compile(r"\b(?:spring|summer|autumn|fall|winter|early|mid|late)\b[-/ ]*", re.IGNORECASE)
_DATE_WORDS = re.compile(
    rf"\b(?:{WEEKDAY}|published|posted|issued|released|adopted|updated|date|dated|created|on|at|the|first"
    rf"|originally|last|modified"
    r"|issue|edition|le|den|am|el|veröffentlicht|publié|stand|г|року|года|print|online|edition)\b\.?:?",
    re.IGNORECASE,
)
_TIME = re.compile(
    r"\b\d{1,2}[:.h]\d{2}(?::\d{2})?\s*(?:[ap]\.?m\.?)?\s*(?:\(?(?:GMT|UTC|CET|CEST|EST|EDT|ET|BST|MSK"
    r"|PST|PDT|IST)(?:[+-]\d+)?\)?)?"
    r"|\b\d{1,2}\s*[ap]\.?m\.?\b|\b(?:GMT|UTC)\b",
    re.IGNORECASE,
)
_BY = re.compile(
    r"^(?:(?:written|posted|published|story|text|reported|words|adopted|issued|released|approved|drafted"
    r"|delivered|presented|submitted)\s+)?(?:by|von|par|por|da)\s*:?\s+(?=\S)",
    re.IGNORECASE,
)
_GENRE = (
    r"(?:[\w’'-]+\s+){0,3}?"
    r"(?:statement|declaration|communiqu[eé]|resolution|appeal|address|speech|remarks|letter|message"
    r"|manifesto|position|editorial|press release"
    r"|report|call|proclamation|comments?|intervention|interview|testimony|theses|contribution|article"
    r"|commentary|opinion)s?"
)
_STATEMENT_OF = re.compile(
    rf"^(?:an?\s+|the\s+)?{_GENRE}\s+(?P<link>by|of|from|issued by|adopted by)\s+(?P<who>.+)$", re.IGNORECASE
)
_GENRE_WORD = re.compile(rf"\b{_GENRE}\b", re.IGNORECASE)
_TOPIC = re.compile(
    r"\s+(?:on|about|regarding|concerning|at|in|to|before|during|following|after|against|as|calling"
    r"|with regard|marking|under|for)\s+",
    re.IGNORECASE,
)
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
_AGENCY_PLACE = re.compile(
    r"[A-ZÀ-Þ][\w.'’-]*(?:[ /,-]+[A-ZÀ-Þ][\w.'’-]*){0,5},?\s*(?:\([^()]{2,40}\),?\s*)?(?:(?:on )?(?:mon"
    r"|tues|wednes|thurs|fri|satur|sun)day,?\s*)?"
)
_AGENCY_DASH = re.compile(r"\s*(?:\([^()]{2,40}\)\s*|/[^/]{2,30}/\s*)?[—–-]{1,2}\s")
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
        _read_agency_line(head, body[index])
    if not head.metadata.authors and head.metadata.title:
        head.metadata = replace(head.metadata, authors=_authors_of_title(head.metadata.title))
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
    if unit.label and not unit.label[0] in "—–-":
        return True
    return (count >= _PROSE_WORDS and (ends_sentence(unit.plain) or count > 45)) or is_salutation(unit.plain)


def _head_end(body: list[Unit]) -> int:
    """Return how many units may belong to the head: those before the first running text.

    A standfirst may stand between title and byline, so one paragraph is passed over where a
    dateline or byline follows at once.
    """
    end = 0
    while end < min(len(body), _MAX_HEAD) and not _is_prose(body[end]):
        end += 1
    if (
        0 < end < len(body) - 1
        and body[end].word_count < 60
        and not body[end].label
        and not is_salutation(body[end].plain)
    ):
        after = body[end + 1 : end + 3]
        if any(not _is_prose(unit) and (_is_dateline(unit.plain) or _BY.match(unit.plain)) for unit in after):
            end += 1 + max(place for place, unit in enumerate(after, 1) if not _is_prose(unit))
    return end


def _is_dateline(text: str) -> bool:
    date, first, rest = _take_dates(text)
    is_plain = not rest or names.is_place(rest) or (_BY.match(rest) is not None and len(rest.split()) <= 4)
    return (date is not None or first is not None) and is_plain


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
    return any(
        _is_dateline(unit.plain) or _BY.match(unit.plain) or _STATEMENT_OF.match(unit.plain)
        for unit in body[index + 1 : end]
    )


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
        head.metadata = replace(
            head.metadata, first_published=head.metadata.first_published or find_dates(value)[0][2]
        )
    elif name.startswith(("date", "published", "sent")):
        date, first, rest = _take_dates(value)
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
            replace(known, source=address.group())
            if address
            else replace(known, publisher=known.publisher or value)
        )
    elif name == "language" and re.fullmatch(r"[a-z]{2}", value):
        head.metadata = replace(head.metadata, language=value)
    unit.kind = BlockKind.TITLE if name in ("title", "headline", "subject") else BlockKind.BYLINE
    return True


def _take_dates(text: str) -> tuple[PartialDate | None, PartialDate | None, str]:
    """Return the date, the first-published date and the text left when both and their cues are taken out."""
    if len(text) > 400:
        return None, None, text
    date = first = None
    rest, at = "", 0
    found = find_dates(text)
    for start, end, value in found:
        before = re.sub(r"\b\d{1,2}\s?[-–/]\s?$", "", text[at:start])
        if cue := _FIRST_CUE.search(before):
            first = first or value
            rest += before[: cue.start()]
        elif cue := _LATER_CUE.search(before):
            rest += before[: cue.start()]
        else:
            if (
                value.day is None
                and value.month is None
                and len(found) > 1
                and text[start - 1 : start] not in ("", " ")
            ):
                rest += before + text[start:end]
                at = end
                continue
            date = date or value
            rest += before
        rest += " "
        at = end
    rest += text[at:]
    if date is None and first is None:
        return None, None, text
    return date, first, _strip_date_words(rest)


def _strip_date_words(text: str) -> str:
    text = _SEASON.sub(" ", _TIME.sub(" ", text))
    if not re.search(r"\b(?:by|of|from|von|par)\b", text, re.IGNORECASE):
        text = _DATE_WORDS.sub(" ", text)
    else:
        text = re.sub(
            rf"^\W*(?:(?:{WEEKDAY}|published|posted|issued|on)\b\W*)+", "", text, flags=re.IGNORECASE
        )
    text = re.sub(r"\(\W*\)", " ", text)
    text = re.sub(r"\s+", " ", text).strip(" ,;:|·•–—-/.()\t")
    if text.count("(") > text.count(")"):
        text += ")"
    return re.sub(rf"^(?:{WEEKDAY})\W*|[\s,]*\b(?:and|on)$", "", text, flags=re.IGNORECASE).strip(" ,;:|·•–—")


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
    date, first, rest = _take_dates(text)
    if date is None and first is None:
        return bool(find_dates(text)) and not _take_later(text)
    if date and date.month is None and rest:
        return False
    is_by = _BY.match(rest) is not None
    authors = () if (names.is_place(rest) and not is_by) or _has_place(text, rest) else _authors_of_line(rest)
    if rest and not authors and not _is_dateline_rest(head, unit, date, rest):
        return False
    if head.title_unit is None and authors and not _BY.match(rest):
        return False
    unit.kind = BlockKind.BYLINE
    _set_dates(head, date, first)
    _add_authors(head, authors)
    return True


def _has_place(text: str, rest: str) -> bool:
    """Tell whether ``X, 3 March 2021`` begins with a place: two names and a comma are read as one, never as a person."""
    return (
        len(rest.split()) <= 3
        and not _BY.match(rest)
        and not names.is_organisation(rest)
        and " ".join(text.split()).startswith(rest + ",")
    )


def _is_dateline_rest(head: _Head, unit: Unit, date: PartialDate | None, rest: str) -> bool:
    """Tell whether what stands beside a date does not speak against a dateline."""
    if names.is_place(rest) or (rest.startswith("(") and rest.endswith(")")) or _has_place(unit.plain, rest):
        return True
    if _BY.match(rest) and len(rest.split()) <= 4:
        return True
    if _MASTHEAD.search(rest) and unit.word_count <= 14:
        return not re.search(r"[^\W\d_]", _MASTHEAD.sub(" ", rest)) or names.has_capitals(
            _MASTHEAD.sub(" ", rest)
        )
    is_full = date is not None and date.day is not None
    return (
        head.title_unit is not None
        and is_full
        and unit.word_count <= 12
        and names.has_capitals(rest)
        and not ends_sentence(rest)
    )


def _take_later(text: str) -> str:
    """Return what is left of a line when its 'updated' dates are taken out."""
    for start, end, _ in reversed(find_dates(text)):
        cue = _LATER_CUE.search(text[:start])
        text = text[: cue.start() if cue else start] + text[end:]
    return _strip_date_words(text)


def _authors_of_line(rest: str) -> tuple[str, ...]:
    """Return the authors a line names: ``by ...``, ``Statement of ...`` or names alone."""
    if not rest:
        return ()
    if by := _BY.match(rest):
        who = rest[by.end() :]
        found = names.split_authors(_without_role(who))
        return found if found and names.has_capitals(found[0]) else ()
    if statement := _STATEMENT_OF.match(rest):
        return _statement_authors(statement["link"], statement["who"])
    if _GENRE_WORD.match(rest):
        return ()
    return names.find_authors(rest)


def _without_role(who: str) -> str:
    """Return a byline without what follows a name: ``in Geneva``, ``| Agency``, ``for the Daily``."""
    who = re.split(r"\s+[|·•/–—]\s+|\s+(?:in|for|at|from|with)\s+(?=[A-Z])", who)[0]
    return who.strip(" ,")


def _statement_authors(link: str, who: str) -> tuple[str, ...]:
    """Return the authors of ``Statement of WHO``, the topic cut off; none where WHO names no one."""
    who = _without_topic(re.sub(r"[,\s]+(?:and)?\s*$", "", who))
    found = names.split_authors(who)
    sure = [name for name in found if names.is_person(name) or names.is_organisation(name)]
    if found and (len(sure) == len(found) or (link.lower() == "by" and sure)):
        return found
    is_named = link.lower().endswith("by") and names.has_capitals(who) and len(who.split()) <= 8
    return found if is_named else ()


def _without_topic(who: str) -> str:
    """Return ``WHO on TOPIC`` without the topic; a ``Committee to Protect ...`` or ``Party for ...`` stays whole."""
    for match in _TOPIC.finditer(who):
        left = who[: match.start()]
        bare = re.sub(r"^the\s+", "", left, flags=re.IGNORECASE)
        is_for = match.group().strip().lower() == "for"
        if len(bare.split()) > 1 and (not is_for or names.is_person(bare)):
            return left
        if len(bare.split()) == 1 and not names.is_organisation(bare):
            return left
    return who


def _authors_of_title(title: str) -> tuple[str, ...]:
    """Return who issued the text where the title says so: ``Statement by the Party Council on ...``."""
    match = _STATEMENT_OF.match(title)
    return _statement_authors(match["link"], match["who"]) if match else ()


def _add_authors(head: _Head, authors: tuple[str, ...]) -> None:
    known = head.metadata.authors
    head.metadata = replace(
        head.metadata, authors=known + tuple(name for name in authors if name not in known)
    )


def _read_byline(head: _Head, unit: Unit) -> bool:
    """Read ``by ...`` anywhere in the head, ``Statement of ...`` below a title."""
    text = unit.plain
    if unit.word_count > 60 or (
        ends_sentence(text) and not re.search(r"\b\w{1,3}\.$", text) and not _BY.match(text)
    ):
        return False
    if by := _BY.match(text):
        if ends_sentence(text) and unit.word_count > 12:
            return False
    elif head.title_unit is None or not _STATEMENT_OF.match(text):
        return False
    authors = _authors_of_line(text)
    if not authors:
        return False
    unit.kind = BlockKind.BYLINE
    _add_authors(head, authors)
    return bool(by) or bool(authors)


def _is_letterhead(body: list[Unit], index: int, end: int) -> bool:
    """Tell whether the unit names the issuing body above a title that says what the text is."""
    text = body[index].plain
    if (
        index + 2 < end
        and len(text.split()) <= 6
        and not body[index + 1].gap
        and _is_masthead(body[index + 1].plain)
    ):
        return True
    if (
        index + 1 >= end
        or not names.is_organisation(text)
        or _GENRE_WORD.search(text)
        or len(text.split()) > 9
    ):
        return False
    if not (names.has_capitals(text) or text.isupper()):
        return False
    following = body[index + 1]
    if furniture.is_postal(following.plain):
        return True
    if _STATEMENT_OF.match(following.plain) or _BY.match(following.plain):
        return False
    return bool(_GENRE_WORD.search(following.plain)) or bool(following.level)


def _is_masthead(text: str) -> bool:
    """Tell whether a line numbers and dates an issue of a journal."""
    return bool(_MASTHEAD.search(text)) and bool(find_dates(text)) and len(text.split()) <= 10


def _read_title(head: _Head, body: list[Unit], index: int, end: int) -> int:
    """Read the title, over several units where it runs on, and return how many were taken."""
    unit = body[index]
    if not _is_title_like(body, index, end):
        head.title_unit = unit
        return 1
    taken = 1
    while index + taken < end and _runs_on(unit, body[index + taken], body, index + taken, end):
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
    if text[0].islower() and index:
        return False
    return True


def _is_upper_half(body: list[Unit], index: int, end: int) -> bool:
    """Tell whether a first line ending in a colon has the rest of its title below it."""
    following = body[index + 1] if index + 1 < end else None
    return (
        following is not None
        and not following.gap
        and following.word_count <= 20
        and not ends_sentence(following.plain)
    )


def _runs_on(title: Unit, unit: Unit, body: list[Unit], index: int, end: int) -> bool:
    """Tell whether ``unit``, the line below, still belongs to the title."""
    text = unit.plain
    if unit.level or unit.label or unit.gap or unit.kind is not None or text.lower() in furniture.KICKERS:
        return False
    if title.plain.endswith(":") and not _is_dateline(text):
        return True
    if _is_dateline(text) or _BY.match(text) or _FIELD.match(text) or _authors_of_line(_take_dates(text)[2]):
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
        _is_dateline(body[near].plain) for near in (index - 1, index + 1) if 0 <= near < len(body)
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


def _read_agency_line(head: _Head, unit: Unit) -> None:
    """Read the dateline at the start of an agency's first paragraph: ``GENEVA, 3 March 2021 (Agency) - ...``."""
    text = unit.plain[:160]
    for start, end, date in find_dates(text)[:1]:
        if date.day and _AGENCY_PLACE.fullmatch(text[:start]) and _AGENCY_DASH.match(text, end):
            _set_dates(head, date, None)
