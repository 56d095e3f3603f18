"""Which cells of a row differ, and which of them are best written in one go."""

import unicodedata
from collections.abc import Sequence
from enum import IntEnum
from functools import cache
from itertools import compress, count, pairwise
from operator import is_not, ne

from tui.terminal.grid import UNKNOWN
from tui.terminal.sgr import Style, blank_of

Span = tuple[int, int]
"""The first column of some cells, and the column after the last."""

_GAP = 4
"""Cells that are shorter written again than jumped over: CSI n C has four characters."""


class Doubt(IntEnum):
    """How far terminals disagree about the cells a character takes."""

    NONE = 0
    """Not at all."""
    CURSOR = 1
    """A few show it wider (ambiguous width, combining marks): where the cursor stands is not relied upon."""
    CELLS = 2
    """Many disagree (emoji, joiners, variation selectors): the cells after it are not relied upon either."""


@cache
def _doubt_of(character: str) -> Doubt:
    category, width = unicodedata.category(character), unicodedata.east_asian_width(character)
    # Unicode 9 made the emoji wide, and later versions add some each year.
    if character == UNKNOWN:
        return Doubt.NONE
    if category in ("Cf", "Cn", "Co", "Mc", "Cs") or character >= "\U0001f000" or "\ufe00" <= character <= "\ufe0f":
        return Doubt.CELLS
    if category in ("Mn", "Me"):
        return Doubt.CURSOR if unicodedata.combining(character) else Doubt.CELLS
    # Vowels and final consonants of Hangul join the syllable before; Unicode's East Asian Width says nothing of it.
    if "\u1160" <= character <= "\u11ff" or "\ud7b0" <= character <= "\ud7ff":
        return Doubt.CELLS
    return Doubt.CURSOR if width == "A" else Doubt.NONE


def doubt_of(text: str) -> Doubt:
    """Return the greatest doubt about a character of a text."""
    return Doubt.NONE if text.isascii() else max(map(_doubt_of, set(text)))


_CALM: set[str] = set()
"""Characters seen so far that take the same cells in all terminals, or nearly all."""


def changed_spans(
    shown: Sequence[str], shown_styles: Sequence[Style], wanted: Sequence[str], styles: Sequence[Style]
) -> list[Span]:
    """Return the spans of a row that have to be written, left to right.

    A span never starts or ends within a wide character, neither within one that is shown nor one that is wanted.
    Cells between changed ones are in it where jumping over them would take more.
    """
    changed = list(compress(count(), map(ne, shown, wanted)))
    restyled = list(compress(count(), map(is_not, shown_styles, styles)))
    if restyled:
        is_same = {x for x in restyled if wanted[x] == " " and blank_of(shown_styles[x]) is blank_of(styles[x])}
        changed = sorted({*changed, *(x for x in restyled if x not in is_same)})
    if UNKNOWN in wanted:
        changed = [x for x in changed if wanted[x] != UNKNOWN]
    if not changed:
        return []
    if _needs_care(shown) or _needs_care(wanted):
        changed = _with_neighbours(changed, shown, wanted)
    return _joined(changed, wanted, styles)


def _needs_care(row: Sequence[str]) -> bool:
    if _CALM.issuperset(row):
        return False
    _CALM.update(character for character in row if character and doubt_of(character) != Doubt.CELLS)
    return not _CALM.issuperset(row)


def _with_neighbours(changed: list[int], shown: Sequence[str], wanted: Sequence[str]) -> list[int]:
    """Add the other halves of wide characters, and what stands after a character of doubtful width."""
    cells = set(changed)
    for row in (shown, wanted):
        doubtful = (x for x, character in enumerate(row) if doubt_of(character or " ") == Doubt.CELLS)
        cells.update(range(next(doubtful, len(row)), len(row)))
    size = 0
    while len(cells) > size:
        size = len(cells)
        for row in (shown, wanted):
            seconds = [x for x, character in enumerate(row) if not character and (x in cells or x - 1 in cells)]
            cells.update(seconds)
            cells.update(x - 1 for x in seconds)
    return sorted(x for x in cells if wanted[x] != UNKNOWN)


def _joined(changed: Sequence[int], wanted: Sequence[str], styles: Sequence[Style]) -> list[Span]:
    spans: list[Span] = []
    start = changed[0]
    for before, after in [(x, later) for x, later in pairwise(changed) if later != x + 1]:
        if not _is_cheap(before + 1, after, wanted, styles):
            spans.append((start, before + 1))
            start = after
    return [*spans, (start, changed[-1] + 1)]


def _is_cheap(start: int, end: int, wanted: Sequence[str], styles: Sequence[Style]) -> bool:
    """Tell whether cells that have not changed are best written again with the changed ones on both sides."""
    before, after = styles[start - 1], styles[end]
    gap = "".join(wanted[start:end])
    if end - start <= _GAP and gap.isascii() and UNKNOWN not in gap:
        return before is after is styles[start] or all(style in (before, after) for style in styles[start:end])
    # Changed blanks with others between are erased with one sequence.
    if gap.strip(" ") or wanted[start - 1] != " " or wanted[end] != " ":
        return False
    blank = blank_of(before)
    return blank_of(after) is blank and all(blank_of(style) is blank for style in styles[start:end])
