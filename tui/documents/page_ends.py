"""What stands at the ends of a page: its number, a running head, footnotes."""

import re
from dataclasses import dataclass

from tui.documents.dates import MONTHS, find_dates
from tui.documents.joining import ends_sentence, starts_lower
from tui.documents.labels import LABEL

_DASH = "[-‐‑–—]"
_PAGE_WORD = r"(?:page|seite|p\.|стр\.|página|s\.)"
_PAGE_NUMBER = re.compile(
    rf"(?:{_PAGE_WORD}\s*)?\d{{1,4}}(?:\s*(?:/|of|von|de|из|sur)\s*\d{{1,4}})?"
    rf"|{_DASH}\s*\d{{1,4}}\s*{_DASH}|\[\d{{1,4}}\]|\(\d{{1,4}}\)|\|\s*\d{{1,4}}|\d{{1,4}}\s*\|",
    re.IGNORECASE,
)
_SURE_PAGE_NUMBER = re.compile(
    rf"{_DASH}\s*\d{{1,4}}\s*{_DASH}|{_PAGE_WORD}\s*\d+.*|\d+\s*of\s+\d+|\|\s*\d{{1,4}}|\d{{1,4}}\s*\|",
    re.IGNORECASE,
)
_FOOTNOTE = re.compile(r"(\d{1,2})(?:\s+(?=[^\W\d_]|[“\"‘])|$)")


@dataclass(slots=True)
class Line:
    """A line of the file."""

    text: str
    """Its characters, without white space at the ends."""
    indent: int
    """Columns of white space before them."""
    page_break: bool = False
    """Whether a form feed stands before it."""
    is_furniture: bool = False
    """Whether it is a page number or a running head."""
    note: str | None = None
    """The number of the footnote it begins, empty where it goes on with one, None elsewhere."""

    @property
    def is_blank(self) -> bool:
        """Whether nothing stands in it."""
        return not self.text


def mark_page_furniture(lines: list[Line]) -> None:
    """Mark page numbers and running heads."""
    solid = [index for index, line in enumerate(lines) if not line.is_blank]
    numbers = _page_numbers(lines, solid)
    for index in numbers:
        lines[index].is_furniture = True
    heads: dict[str, list[int]] = {}
    for index in solid:
        key = re.sub(r"[\W\d_]+", " ", lines[index].text).strip().lower()
        if key and len(lines[index].text) <= 100:
            heads.setdefault(key, []).append(index)
    order = {index: place for place, index in enumerate(solid)}
    for places in heads.values():
        if len(places) > 1 and _is_running_head(lines, solid, order, places):
            first_is_text = order[places[0]] < 4 and not re.search(r"\d", lines[places[0]].text)
            for index in places[1:] if first_is_text else places:
                lines[index].is_furniture = True


def _page_numbers(lines: list[Line], solid: list[int]) -> set[int]:
    """Return the indexes of lines that hold nothing but a page number: sure by form or place, or counting on."""
    candidates = [
        (index, int(re.findall(r"\d+", lines[index].text)[0]))
        for index in solid
        if _PAGE_NUMBER.fullmatch(lines[index].text)
    ]
    has_sure = any(_SURE_PAGE_NUMBER.fullmatch(lines[index].text) for index, _ in candidates)
    found: set[int] = set()
    for place, (index, value) in enumerate(candidates):
        near = candidates[max(0, place - 1) : place] + candidates[place + 1 : place + 2]
        counts_on = any(abs(other - value) == 1 and abs(at - index) > 5 for at, other in near)
        lone = _is_blank_at(lines, index - 1) and _is_blank_at(lines, index + 1)
        at_break = lines[index].page_break or (index + 1 < len(lines) and lines[index + 1].page_break)
        # Where the pages are numbered "- 1 -", a bare number is something else.
        is_likely = counts_on or (lone and not 1500 <= value < 2100)
        if _SURE_PAGE_NUMBER.fullmatch(lines[index].text) or at_break or (is_likely and not has_sure):
            found.add(index)
    return found


def _is_running_head(lines: list[Line], solid: list[int], order: dict[int, int], places: list[int]) -> bool:
    """Tell whether a line that stands at several places is a running head: it keeps a page end company."""
    raws = {lines[index].text for index in places}
    has_dates = any(find_dates(raw) for raw in raws)
    is_numbered = all(re.search(r"^\d+\W|\W\d+$", raw) for raw in raws) and not any(map(ends_sentence, raws))
    if len(raws) > 1 and is_numbered and not has_dates:
        return not any(LABEL.match(raw) for raw in raws)
    for index in places[1:] if len(places) > 1 else places:
        place = order[index]
        before = lines[solid[place - 1]] if place else None
        after = lines[solid[place + 1]] if place + 1 < len(solid) else None
        if lines[index].page_break or (after and (after.page_break or after.is_furniture)):
            return True
        if before and before.is_furniture:
            return True
        if before and after and not ends_sentence(before.text) and starts_lower(after.text) and len(before.text) > 30:
            return True
    return False


def mark_footnotes(lines: list[Line]) -> None:
    """Mark the footnotes at the foot of pages: lines from the next number in turn to the end of the page."""
    expected = 1
    for end, line in enumerate(lines):
        following = lines[end + 1] if end + 1 < len(lines) else None
        if not (line.is_furniture or (following is not None and following.page_break)):
            continue
        foot = end - 1 if line.is_furniture else end
        start = next(
            (at for at in range(foot, max(-1, foot - 14), -1) if _footnote_number(lines[at]) == expected),
            None,
        )
        if start is None or any(other.is_furniture for other in lines[start : foot + 1]):
            continue
        for at in range(start, foot + 1):
            if _footnote_number(lines[at]) == expected:
                lines[at].note = str(expected)
                lines[at].text = lines[at].text[len(str(expected)) :].strip()
                expected += 1
            elif not lines[at].is_blank:
                lines[at].note = ""


def _footnote_number(line: Line) -> int:
    match = _FOOTNOTE.match(line.text)
    if match is None or line.text[match.end() :].split(" ", 1)[0].lower() in MONTHS:
        return 0
    return int(match[1])


def _is_blank_at(lines: list[Line], index: int) -> bool:
    return not 0 <= index < len(lines) or lines[index].is_blank
