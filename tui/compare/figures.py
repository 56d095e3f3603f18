"""Numbers, percentages, sums of money and dates in running text, each with a value by which it can be compared."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from tui.compare.terms import pieces
from tui.documents.dates import MONTHS, find_dates
from tui.documents.model import PartialDate
from tui.text import Span

_PIECE = 1_500


class FactKind(StrEnum):
    """What a fact is."""

    NUMBER = "number"
    PERCENTAGE = "percentage"
    SUM = "sum"
    DATE = "date"
    NAME = "name"


@dataclass(frozen=True, slots=True)
class Figure:
    """A number or a date of a passage."""

    kind: FactKind
    """What it is."""
    span: Span
    """Where it stands, in offsets of the passage's text."""
    value: float | PartialDate
    """What it comes to; a date without its year has the year 0."""

    def stands_for(self, other: "Figure") -> bool:
        """Tell whether ``other`` says this as well: the same value, or a date that lies within this one."""
        if isinstance(self.value, PartialDate) and isinstance(other.value, PartialDate):
            return _covers(self.value, other.value)
        if isinstance(self.value, float) and isinstance(other.value, float):
            return self.value == other.value
        return self._is_year_of(other) or other._is_year_of(self)

    def _is_year_of(self, other: "Figure") -> bool:
        return isinstance(self.value, PartialDate) and self.value.month is None and self.value.year == other.value


def _covers(one: PartialDate, other: PartialDate) -> bool:
    if one.year and other.year and one.year != other.year:
        return False
    if one.month is None:
        return bool(other.year)
    return one.month == other.month and (one.day is None or one.day == other.day)


_SCALES = {
    "hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "bn": 1e9, "mn": 1e6,
    "tausend": 1e3, "millionen": 1e6, "milliarden": 1e9, "mille": 1e3, "millions": 1e6, "milliards": 1e9,
    "milliard": 1e9, "billions": 1e9, "mil": 1e3, "millones": 1e6, "milioni": 1e6, "miliardi": 1e9, "milhões": 1e6,
    "тыс": 1e3, "млн": 1e6, "млрд": 1e9, "миллионов": 1e6, "миллиардов": 1e9, "тысяч": 1e3,
}  # fmt: skip
_UNITS = {
    word: float(value)
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen".split()
    )
}
_TENS = dict(zip("twenty thirty forty fifty sixty seventy eighty ninety".split(), range(20, 100, 10), strict=True))
_BIG = {"hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}
_SMALL_NUMBER = "|".join([*_UNITS, *_TENS])
_SCALE = "|".join(sorted(_SCALES, key=len, reverse=True))
_CURRENCY_SIGN = r"(?:(?:US|C|A|HK|NZ)?\$|€|£|¥|₽|₴|₹)"
_CURRENCY = (
    r"(?:US )?dollars?|euros?|pounds?|roubles?|rubles?|yen|yuan|francs?|pesos?|rupees?|shillings?|crowns?|hryvnias?"
    r"|USD|EUR|GBP|RUB|Dollar|Pfund|Rubel|Franken|рубл\w+|доллар\w+|евро"
)
_PERCENT = (
    r"%|％|per\s?cent(?:age points?)?\b|percent\b|pct\b|Prozent\b|pour cent\b|por ciento\b|per cento\b|por cento\b"
    r"|procent\w*\b|процент\w*\b"
)
_DIGITS = r"\d{1,3}(?:[.,'’\u00a0\u202f]\d{3})+(?:[.,]\d{1,2})?(?!\d)|\d+(?:[.,]\d+)?"
_NUMERAL = re.compile(
    rf"(?P<sign>{_CURRENCY_SIGN})?\s?(?<![\w.,])(?<![^\W\d]-)(?P<digits>{_DIGITS})(?:(?:\s|-)?(?P<scale>(?i:{_SCALE}))\b\.?|(?(sign)(?P<short>[mk])\b|(?!)))?"
    rf"(?:\s?(?P<percent>{_PERCENT})|\s(?P<currency>{_CURRENCY})\b|\s?(?P<after>[€£₽₴])|(?:st|nd|rd|th)\b)?(?!\w)",
)
_SPELLED = re.compile(
    rf"\b(?:(?:a|one)\s(?=hundred|thousand|million|billion|dozen))?(?:(?:{_SMALL_NUMBER}|hundred|thousand|million"
    rf"|billion|trillion|dozen)\b(?:[\s-](?:and\s)?(?=(?:{_SMALL_NUMBER}|hundred|thousand|million|billion|trillion"
    rf"|dozen)\b))?)+(?:\s(?P<percent>{_PERCENT})|\s(?P<currency>{_CURRENCY})\b)?",
    re.IGNORECASE,
)
_LONGEST_HALF = 30
_HALF = re.compile(rf"\b(?:(?P<whole>{_SMALL_NUMBER}) and a )?half\s(?:an?\s)?$", re.IGNORECASE)
_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_DAY_OF_MONTH = re.compile(
    rf"(?<![\w.])(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th|er|º|\.)?(?:\s(?:of|de|day of))?\s(?P<month>{_MONTH})|"
    rf"(?P<month2>{_MONTH})\.?\s(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?)(?!\w|[.,]\d)",
    re.IGNORECASE,
)
_YEARS = range(1800, 2100)
"""Bare numbers that are taken for years."""


def find_figures(text: str) -> tuple[Figure, ...]:
    """Return the numbers and dates of a passage, from left to right; none lies within another."""
    if not _HAS_FIGURE.search(text):
        return ()
    found: list[Figure] = []
    for kind in (_dates, _days, _numerals, _spelled):
        taken = [figure.span for figure in found]
        found += [figure for figure in kind(text) if not _overlaps(figure.span, taken)]
        found.sort(key=lambda figure: figure.span)
    return tuple(found)


def _overlaps(span: Span, ordered: list[Span]) -> bool:
    """Tell whether a span overlaps one of some others, which are in order and do not overlap each other."""
    at = bisect_right(ordered, span)
    return any(span.overlaps(other) for other in ordered[max(0, at - 1) : at + 1])


_HAS_FIGURE = re.compile(rf"\d|\b(?:{_SMALL_NUMBER}|hundred|thousand|million|billion|dozen)\b", re.IGNORECASE)


def _dates(text: str) -> Iterator[Figure]:
    start = 0
    for piece in pieces(text, _PIECE):
        for begin, end, date in find_dates(piece):
            yield Figure(FactKind.DATE, Span(begin + start, end + start), date)
        start += len(piece)


def _days(text: str) -> Iterator[Figure]:
    """Yield days of a month without a year."""
    for match in _DAY_OF_MONTH.finditer(text):
        month = MONTHS.get((match["month"] or match["month2"]).lower())
        day = int(match["day"] or match["day2"])
        if month and 1 <= day <= 31:
            yield Figure(FactKind.DATE, Span(*match.span()), PartialDate(0, month, day))


def _numerals(text: str) -> Iterator[Figure]:
    for match in _NUMERAL.finditer(text):
        value = _value(match["digits"]) * _scale(match["scale"], match["short"])
        if match.group() == match["digits"] and len(match["digits"]) == 4 and int(value) in _YEARS:
            yield Figure(FactKind.DATE, Span(*match.span()), PartialDate(int(value)))
            continue
        start = match.start("sign") if match["sign"] else match.start("digits")
        yield Figure(_kind(match["percent"], match["sign"] or match["currency"] or match["after"]),
                     Span(start, match.end()), value)  # fmt: skip


def _scale(word: str | None, letter: str | None) -> float:
    """Return by what a number is to be multiplied; a letter stands for a word only after a sign of currency."""
    if letter:
        return 1e6 if letter == "m" else 1e3
    return _SCALES[word.lower()] if word else 1.0


def _value(digits: str) -> float:
    """Return a number written with either separator; three digits after it are thousands."""
    bare = re.sub(r"['’\u00a0\u202f]", "", digits)
    head, point, tail = bare, "", ""
    last = max(bare.rfind("."), bare.rfind(","))
    if last >= 0 and (len(bare) - last - 1 != 3 or bare.startswith("0")):
        head, point, tail = bare[:last], ".", bare[last + 1 :]
    return float(re.sub(r"[.,]", "", head) + point + tail)


def _kind(percent: str | None, currency: str | None) -> FactKind:
    return FactKind.PERCENTAGE if percent else FactKind.SUM if currency else FactKind.NUMBER


def _spelled(text: str) -> Iterator[Figure]:
    waiting: Figure | None = None
    for match in _SPELLED.finditer(text):
        value = _spelled_value(re.findall(r"[a-z]+", match.group().lower()))
        half = _HALF.search(text, max(0, match.start() - _LONGEST_HALF), match.start())
        if half:
            value *= (_spelled_value([half["whole"].lower()]) if half["whole"] else 0.0) + 0.5
        figure = Figure(_kind(match["percent"], match["currency"]), Span((half or match).start(), match.end()), value)
        if waiting and not waiting.span.overlaps(figure.span):
            yield waiting
        # 'One' is a pronoun as often as a number.
        waiting = figure if value > 1 else None
    if waiting:
        yield waiting


def _spelled_value(words: list[str]) -> float:
    total = current = 0.0
    for word in words:
        if word in _UNITS or word in _TENS:
            current += _UNITS.get(word, 0.0) + _TENS.get(word, 0)
        elif word == "dozen":
            current = max(current, 1.0) * 12
        elif word == "hundred":
            current = max(current, 1.0) * 100
        elif word in _BIG:
            total += max(current, 1.0) * _BIG[word]
            current = 0.0
    return total + current
