"""Dates as datelines write them, with their precision, and nothing filled in.

General date parsers complete what is missing (a year alone becomes today's month and day) and read
numbers as dates; a dateline has few forms, so those are spelled out here and all else is no date.
"""

import datetime
import re

from tui.documents.model import PartialDate

_MONTH_NAMES = (
    "january jan janvier januar jänner enero gennaio janeiro января січня",
    "february feb février februar febrero febbraio fevereiro февраля лютого",
    "march mar mars märz marzo março марта березня",
    "april apr avril abril aprile апреля квітня",
    "may mai mayo maggio maio мая травня",
    "june jun juin juni junio giugno junho июня червня",
    "july jul juillet juli julio luglio julho июля липня",
    "august aug août agosto августа серпня",
    "september sep sept septembre septiembre settembre setembro сентября вересня",
    "october oct octobre oktober octubre ottobre outubro октября жовтня",
    "november nov novembre noviembre novembro ноября листопада",
    "december dec décembre dezember diciembre dicembre dezembro декабря грудня",
)
MONTHS = {name: number for number, names in enumerate(_MONTH_NAMES, 1) for name in names.split()}
"""Month names and abbreviations, lower case, to 1..12."""

# Any word may stand where a month does; the table then tells. Naming all months in every form takes longer
# to compile than to read a text.
_MONTH = r"(?P<month>[^\W\d_]{3,10})\.?"
_YEAR = r"(?P<year>1[5-9]\d\d|20\d\d)"
_DAY = r"(?P<day>\d{1,2})"
_NO_DIGIT = r"(?<![\w.])"
_END = r"(?!\w|[.\-/]\d)"
_FORMS = tuple(
    re.compile(_NO_DIGIT + form + _END, re.IGNORECASE)
    for form in (
        rf"{_YEAR}-(?P<month>\d\d)-{_DAY}(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)?",
        rf"{_YEAR}[/.](?P<month>\d\d)[/.]{_DAY}",
        rf"{_DAY}(?:st|nd|rd|th|er|º|\.)?(?: of| de| day of)?[\s-]+{_MONTH},?(?: de| del)?[\s,-]+{_YEAR}",
        rf"{_MONTH}\s+{_DAY}(?:st|nd|rd|th)?,?\s+{_YEAR}",
        rf"{_DAY}\.\s?(?P<month>\d{{1,2}})\.\s?{_YEAR}",
        rf"(?P<first>\d{{1,2}})/(?P<second>\d{{1,2}})/{_YEAR}",
        rf"{_YEAR}年(?P<month>\d{{1,2}})月{_DAY}日",
        rf"{_YEAR}-(?P<month>\d\d)",
        rf"{_MONTH},?(?: de)?\s+{_YEAR}",
        rf"(?<!\d[-–/]){_YEAR}(?![-–/]\d)",
    )
)
WEEKDAY = (
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:mon|tue|wed|thu|fri|sat|sun)\.?"
    r"|(?:lun|mar|mercre|jeu|vendre|same)di|dimanche|montag|dienstag|mittwoch|donnerstag|freitag|samstag"
    r"|sonntag"
    r"|lunes|martes|miércoles|jueves|viernes|sábado|domingo"
)
"""Pattern of the days of the week, for a dateline's start."""


_LONGEST = 2000
"""Characters that are searched: a dateline is far shorter."""


def find_dates(text: str) -> list[tuple[int, int, PartialDate]]:
    """Return the dates in ``text`` as (start, end, date), from left to right, the fullest reading of each."""
    text = text[:_LONGEST]
    if not re.search(r"1[5-9]\d\d|20\d\d", text):
        return []
    found: list[tuple[int, int, PartialDate]] = []
    for form in _FORMS:
        for match in form.finditer(text):
            start, end = match.span()
            if any(start < other_end and other_start < end for other_start, other_end, _ in found):
                continue
            date = _date_of(match)
            if date:
                found.append((start, end, date))
    return sorted(found, key=lambda item: item[0])


def parse_date(text: str) -> PartialDate | None:
    """Return the date that the whole of ``text`` is, or None."""
    text = text.strip()
    for start, end, date in find_dates(text):
        if start == 0 and end == len(text):
            return date
    return None


def _date_of(match: re.Match[str]) -> PartialDate | None:
    """Return the date a form matched, or None where no calendar has it or it can be read two ways."""
    groups = match.groupdict()
    year = int(groups["year"])
    if groups.get("first"):
        return _slashed(year, int(groups["first"]), int(groups["second"]))
    name = groups.get("month")
    if name is None:
        return PartialDate(year)
    month = MONTHS.get(name.lower().rstrip(".")) or (int(name) if name.isdigit() else 0)
    if not 1 <= month <= 12:
        return None
    day = groups.get("day")
    if day is None:
        return PartialDate(year, month)
    return _checked(year, month, int(day))


def _slashed(year: int, first: int, second: int) -> PartialDate | None:
    """Return the date of ``first/second/year`` where only one of the two orders is possible."""
    if first == second:
        return _checked(year, first, second)
    if first > 12:
        return _checked(year, second, first)
    return _checked(year, first, second) if second > 12 else None


def _checked(year: int, month: int, day: int) -> PartialDate | None:
    try:
        datetime.date(year, month, day)
    except ValueError:
        return None
    return PartialDate(year, month, day)
