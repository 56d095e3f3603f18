"""Writes the changed pieces of a screen in the order that takes the fewest bytes.

Sources: ECMA-48 section 8.3 (ECH, EL); xterm's ctlseqs (background colour erase).
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, zip_longest
from typing import NamedTuple

from tui.terminal.grid import UNKNOWN, Grid
from tui.terminal.moves import move
from tui.terminal.sgr import DEFAULT, Style, blank_of, style_of, transition
from tui.terminal.spans import Doubt, Span, doubt_of

_TO_END = "\x1b[K"
_LEAST_GAP = 2
"""Blanks that keep apart what need not stand side by side: columns, not words."""
_LONG_BLANK = re.compile(" {11,}")
"""Blanks before other text that are shorter erased and jumped over: two sequences of five bytes."""


@dataclass(slots=True)
class Pen:
    """What is known of a terminal besides its cells; it holds from one frame to the next."""

    has_bce: bool = False
    """Whether erasing fills with the background that is set (terminfo's bce); without it only default ones are."""
    style: Style | None = None
    """The style text is drawn in, None where it is not known."""
    x: int | None = None
    """The cursor's column, None where it is not known, and after the last column was drawn."""
    y: int | None = None
    """The cursor's row, None where it is not known."""

    def forget(self) -> None:
        """Know nothing of the style and the cursor any more."""
        self.style = self.x = self.y = None

    def hand_over(self, style: Style | None) -> str:
        """Return what sets a style, for something that is passed on; nothing is known after it."""
        sequence = transition(self.style, style or DEFAULT)
        self.forget()
        return sequence


class Piece(NamedTuple):
    """Cells of a row that are written in one style."""

    y: int
    """The row."""
    start: int
    """The first column."""
    end: int
    """The column after the last."""
    style: Style
    """The style of every cell but spaces on which it cannot be told from theirs."""


def pieces_of(wanted: Grid, spans: Mapping[int, Sequence[Span]]) -> list[Piece]:
    """Return the pieces that spans of rows consist of, in reading order."""
    pieces: list[Piece] = []
    for y, row in spans.items():
        for start, end in row:
            pieces += _pieces(wanted, y, start, end)
    return pieces


def _pieces(wanted: Grid, y: int, start: int, end: int) -> list[Piece]:
    row, styles = wanted.characters[y], wanted.styles[y]
    first = styles[start]
    if styles[start:end].count(first) == end - start:
        return [Piece(y, start, end, first)]
    pieces: list[Piece] = []
    x, leading = start, None
    for style, cells in groupby(styles[start:end]):
        begin, x = x, x + len(list(cells))
        blank = None if "".join(row[begin:x]).strip(" ") else blank_of(style)
        if pieces and blank is blank_of(pieces[-1].style):
            pieces[-1] = pieces[-1]._replace(end=x)
        elif pieces and leading is blank_of(style):
            pieces[-1] = pieces[-1]._replace(end=x, style=style)
        else:
            pieces.append(Piece(y, begin, x, style))
            leading = blank
            continue
        leading = None
    return pieces


def in_best_order(pieces: list[Piece], wanted: Grid, pen: Pen) -> list[Piece]:
    """Return pieces in reading order, or style by style where that takes fewer bytes."""
    if any(doubt_of("".join(wanted.characters[y])) == Doubt.CELLS for y in {piece.y for piece in pieces}):
        # What a terminal shows wider than was reckoned with must be covered by what follows it in the row.
        return pieces
    by_blank: dict[Style, Style] = {}
    groups: dict[Style, list[Piece]] = {}
    for piece in pieces:
        by_blank.setdefault(blank_of(piece.style), piece.style)
    for piece in pieces:
        blank = blank_of(piece.style)
        groups.setdefault(by_blank[blank] if blank is piece.style else piece.style, []).append(piece)
    grouped: list[Piece] = []
    style = pen.style
    while groups:
        # The next group is the one whose style is the shortest way from the last.
        style = min(groups, key=lambda other: len(transition(style, other)))
        grouped += groups.pop(style)
    return min(pieces, grouped, key=lambda order: _overhead(order, pen))


def _overhead(pieces: Sequence[Piece], pen: Pen) -> int:
    """Return the bytes that moves and changes of style take."""
    x, y, style, total = pen.x, pen.y, pen.style, 0
    for piece in pieces:
        if piece.style is not style:
            total += len(transition(style, piece.style))
            style = piece.style
        if piece.start != x or piece.y != y:
            total += len(move(x, y, piece.start, piece.y))
        x, y = piece.end, piece.y
    return total


class Writer:
    """Writes pieces of a frame; it has its own pen, so that two ways can be compared."""

    def __init__(self, wanted: Grid, pen: Pen, shown: Sequence[Sequence[str]]) -> None:
        """Start where a pen is, with the characters of each row that are shown."""
        self.wanted = wanted
        self.shown = shown
        self.pen = replace(pen)
        """The terminal's style and cursor after what was written."""
        self.written: list[str] = []
        """What was written."""
        self._flow: tuple[int, int] | None = None
        # Where text written now would stand, in a terminal that agrees about the width of what came before.
        self._is_adrift = False
        # Whether what came before in the row may have taken other cells than reckoned.

    def size(self) -> int:
        """Return the number of bytes written."""
        return len("".join(self.written).encode())

    def write(self, pieces: Sequence[Piece]) -> None:
        """Write pieces, and put the cursor where it is wanted."""
        for piece, after in zip_longest(pieces, pieces[1:]):
            is_followed = after is not None and (after.y, after.start) == (piece.y, piece.end)
            self._piece(piece, is_followed)
        self._flow = None
        if self.wanted.x >= 0:
            self._move(min(self.wanted.x, self.wanted.columns - 1), self.wanted.y)

    def _piece(self, piece: Piece, is_followed: bool) -> None:
        y, start, end, style = piece
        cells = self.wanted.characters[y][start:end]
        text = "".join(cells)
        letters = text.rstrip(" ")
        self._dress(style, letters)
        last = end - (len(text) - len(letters))
        self._move(start, y)
        if letters:
            self._text(letters, cells[: last - start], start, y)
        if last < end:
            self._blanks(last, end, y, is_followed)

    def _move(self, x: int, y: int) -> None:
        if self._flow != (x, y):
            self._is_adrift = False
            self.written.append(move(self.pen.x, self.pen.y, x, y))
            self.pen.x, self.pen.y = x, y
            self._flow = x, y

    def _dress(self, style: Style, letters: str) -> None:
        """Change the style, unless nothing of the change is to be seen."""
        before, blank = self.pen.style, blank_of(style)
        if not letters and before:
            if blank_of(before) is blank:
                return
            if not (blank.attributes or blank.target or blank_of(before).attributes or before.target):
                style = style_of(before.foreground, blank.background, before.attributes)
        self.written.append(transition(before, style))
        self.pen.style = style

    def _put(self, text: str, x: int, end: int, y: int, doubt: Doubt = Doubt.NONE) -> None:
        self._move(x, y)
        self.written.append(text)
        is_certain = self.pen.x is not None and not doubt and end < self.wanted.columns
        self.pen.x = end if is_certain else None
        self._flow = end, y

    def _text(self, text: str, cells: Sequence[str], x: int, y: int) -> None:
        doubt = doubt_of(text)
        if doubt == Doubt.CELLS or self._is_adrift:
            self._doubtful(cells, x, y)
        elif _LONG_BLANK.search(text) and len(text) == len(cells) and self._erases(x, x + len(text), y):
            place = 0
            for found in _LONG_BLANK.finditer(text):
                before = text[place : found.start()]
                self._put(before, x + place, x + found.start(), y, doubt_of(before))
                self.written.append(f"\x1b[{len(found[0])}X")
                place = found.end()
            self._put(text[place:], x + place, x + len(text), y, doubt_of(text[place:]))
        else:
            self._put(text, x, x + len(cells), y, doubt)

    def _doubtful(self, cells: Sequence[str], x: int, y: int) -> None:
        """Write text with characters whose width is not sure: none is written over, and what stands apart stands right.

        A terminal that shows a character wider than was reckoned with moves what follows it. To put the next letter
        where it should be would take away a part of that character, such as a vowel of Devanagari; so the column is
        set anew behind the next gap only.
        """
        for is_doubtful, start, end in _by_doubt(cells):
            if is_doubtful and not self._is_adrift:
                self._move(x + start, y)
                self._clear_rest(x + start, y)
                self._is_adrift = True
            gap_end = _end_of_gap(cells, start, end) if self._is_adrift and not is_doubtful else start
            for first, last in ((start, gap_end), (gap_end, end)):
                if first < last:
                    text = "".join(cells[first:last])
                    self._put(text, x + first, x + last, y, doubt_of(text))
                if last == gap_end > start:
                    self._set_anew()

    def _set_anew(self) -> None:
        """Let what is written next begin with its own column."""
        self._flow = None
        self._is_adrift = False

    def _clear_rest(self, x: int, y: int) -> None:
        """Erase the rest of a row, all of which is to be written: less may be shown than was reckoned with."""
        if UNKNOWN not in self.wanted.characters[y][x:]:
            self.written.append(_TO_END)

    def _erases(self, start: int, end: int, y: int) -> bool:
        """Tell whether these cells look like spaces in the style that is set once they are erased."""
        # tmux takes what is left of a wide character for whole, and clears the cell before with the next text.
        if "" in self.shown[y][start : end + 1]:
            return False
        blank = blank_of(self.pen.style or DEFAULT)
        return not blank.attributes and not blank.target and (self.pen.has_bce or not blank.background)

    def _blanks(self, start: int, end: int, y: int, is_followed: bool) -> None:
        """Write the blanks a piece ends with."""
        width = end - start
        if width > len(_TO_END) and self._erases(start, end, y):
            erase = _TO_END if self._is_blank_from(end, y) else f"\x1b[{width}X"
            if width > len(erase) * (1 + is_followed):
                self._move(start, y)
                self.written.append(erase)
                self._is_adrift = False
                return
        self._put(" " * width, start, end, y)
        if self._is_adrift and width >= _LEAST_GAP:
            self._set_anew()

    def _is_blank_from(self, x: int, y: int) -> bool:
        """Tell whether the rest of a row is as an erased cell."""
        if "".join(self.wanted.characters[y][x:]).strip(" "):
            return False
        blank = blank_of(self.pen.style or DEFAULT)
        return all(blank_of(style) is blank for style in set(self.wanted.styles[y][x:]))


def _end_of_gap(cells: Sequence[str], start: int, end: int) -> int:
    """Return the cell after the first gap between two cells; the first one where there is none."""
    width = 0
    for place in range(start, end):
        if cells[place] != " " and width >= _LEAST_GAP:
            return place
        width = width + 1 if cells[place] == " " else 0
    return end if width >= _LEAST_GAP else start


def _by_doubt(cells: Sequence[str]) -> Iterator[tuple[bool, int, int]]:
    """Give runs of cells: whether their characters' widths are doubtful, the first, and the one after the last."""
    whole = [cell or cells[place - 1] for place, cell in enumerate(cells)]
    for is_doubtful, places in groupby(range(len(cells)), lambda place: doubt_of(whole[place]) == Doubt.CELLS):
        found = list(places)
        yield is_doubtful, found[0], found[-1] + 1
