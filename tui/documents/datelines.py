"""Datelines: lines that say when, and perhaps where, a text was written."""

import re

from tui.documents import names
from tui.documents.bylines import BY
from tui.documents.dates import WEEKDAY, find_dates
from tui.documents.model import PartialDate

_FIRST_CUE = re.compile(
    r"(?:date\s+)?(?:first|originally|initially)\s+(?:published|posted|printed|appeared"
    r"|released)[^.;()]{0,60}$",
    re.IGNORECASE,
)
_LATER_CUE = re.compile(
    r"(?:last\s+)?(?:updated?|modified|revised|amended|accessed|retrieved)\W*(?:on|at)?\W*$", re.IGNORECASE
)
MASTHEAD = re.compile(r"\b(?:issue|no\.?|nr\.?|vol\.?|volume|edition|number)\b\s*\d*", re.IGNORECASE)
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
_AGENCY_PLACE = re.compile(
    r"[A-ZÀ-Þ][\w.'’-]*(?:[ /,-]+[A-ZÀ-Þ][\w.'’-]*){0,5},?\s*(?:\([^()]{2,40}\),?\s*)?(?:(?:on )?(?:mon"
    r"|tues|wednes|thurs|fri|satur|sun)day,?\s*)?"
)
_AGENCY_DASH = re.compile(r"\s*(?:\([^()]{2,40}\)\s*|/[^/]{2,30}/\s*)?[—–-]{1,2}\s")


def is_dateline(text: str) -> bool:
    """Tell whether ``text`` is a date and nothing else that matters: a place, a name after ``by``."""
    date, first, rest = take_dates(text)
    if date is None and first is None:
        return False
    return not rest or names.is_place(rest) or (BY.match(rest) is not None and len(rest.split()) <= 4)


def take_dates(text: str) -> tuple[PartialDate | None, PartialDate | None, str]:
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
        text = re.sub(rf"^\W*(?:(?:{WEEKDAY}|published|posted|issued|on)\b\W*)+", "", text, flags=re.IGNORECASE)
    text = re.sub(r"\(\W*\)", " ", text)
    text = re.sub(r"\s+", " ", text).strip(" ,;:|·•–—-/.()\t")
    if text.count("(") > text.count(")"):
        text += ")"
    return re.sub(rf"^(?:{WEEKDAY})\W*|[\s,]*\b(?:and|on)$", "", text, flags=re.IGNORECASE).strip(" ,;:|·•–—")


def without_later_dates(text: str) -> str:
    """Return what is left of a line when its 'updated' dates are taken out."""
    for start, end, _ in reversed(find_dates(text)):
        cue = _LATER_CUE.search(text[:start])
        text = text[: cue.start() if cue else start] + text[end:]
    return _strip_date_words(text)


def has_place(text: str, rest: str) -> bool:
    """Tell whether ``X, 3 March 2021`` begins with a place: a name and a comma are read as one, not as a person."""
    return (
        len(rest.split()) <= 3
        and not BY.match(rest)
        and not names.is_organisation(rest)
        and " ".join(text.split()).startswith(rest + ",")
    )


def is_masthead(text: str) -> bool:
    """Tell whether a line numbers and dates an issue of a journal."""
    return bool(MASTHEAD.search(text)) and bool(find_dates(text)) and len(text.split()) <= 10


def agency_date(text: str) -> PartialDate | None:
    """Return the date of an agency's opening, ``GENEVA, 3 March 2021 (Agency) - ...``, or None where there is none."""
    text = text[:160]
    for start, end, date in find_dates(text)[:1]:
        if date.day and _AGENCY_PLACE.fullmatch(text[:start]) and _AGENCY_DASH.match(text, end):
            return date
    return None
