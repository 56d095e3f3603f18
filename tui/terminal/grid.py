"""What a terminal shows: a grid of cells, and how drawing changes it.

A cell is a character with the marks upon it, and a style. The second cell of a wide character holds nothing.
A newline goes to the start of the next row: Textual's driver leaves ONLCR on, so the kernel makes CR LF of it.
Sources: ECMA-48 section 8.3 (CUP, CUU, CUD, CUF, CUB, CHA, VPA, ED, EL); xterm's ctlseqs.
"""

import re
from collections.abc import Callable, Sequence

from tui.terminal.sgr import DEFAULT, Style, UndrawableError, linked, restyled
from tui.terminal.stream import Drawing

Split = Callable[[str], Sequence[tuple[str, int]]]
"""Takes a text apart into characters with their marks, each with the number of its cells (0, 1 or 2)."""

UNKNOWN = "\x00"
"""The character of a cell of which nothing is known; it equals no character that is drawn."""

_TOKEN = re.compile(r"([^\x00-\x1f\x7f-\x9f]+)|\x1b\[([\d;]*)([A-Za-z])|\x1b\]8;([^\x07\x1b]*)(?:\x07|\x1b\\)|([\r\n])")


class Grid:
    """The cells of a screen, its cursor, and the style that text is drawn in."""

    __slots__ = ("characters", "columns", "narrow", "rows", "split", "style", "styles", "x", "y")

    def __init__(self, columns: int, rows: int, split: Split) -> None:
        """Make a grid of unknown cells; `split` tells the widths of characters."""
        self.columns, self.rows, self.split = columns, rows, split
        self.characters = [[UNKNOWN] * columns for _ in range(rows)]
        """The characters of each row."""
        self.styles = [[DEFAULT] * columns for _ in range(rows)]
        """The styles of each row."""
        self.x = self.y = -1
        """The cursor, negative where it is not known; `x` is the number of columns after the last one was drawn."""
        self.style: Style | None = DEFAULT
        """The style text is drawn in, None where it is not known."""
        self.narrow: set[str] = set()
        """Characters known to take one cell, so that a text of them need not be taken apart."""

    def forget(self) -> None:
        """Know no cell any more, nor the cursor."""
        self.x = self.y = -1
        for y in range(self.rows):
            self.characters[y] = [UNKNOWN] * self.columns

    def take(self, other: "Grid", rows: Sequence[int]) -> None:
        """Become as another grid of the same size, which differs in some rows only."""
        for y in rows:
            self.characters[y] = other.characters[y].copy()
            self.styles[y] = other.styles[y].copy()

    def draw(self, drawing: Drawing) -> None:
        """Apply a drawing.

        Raises:
            UndrawableError: It leaves the grid or is not understood; part of it may have been applied.
        """
        for text, parameters, final, link, control in _TOKEN.findall(drawing.data):
            if final == "m":
                if self.style or parameters.strip("0") in ("", ";"):
                    self.style = restyled(self.style or DEFAULT, parameters)
            elif final == "H":
                row, _, column = parameters.partition(";")
                self._go(max(int(column or 1), 1) - 1, max(int(row or 1), 1) - 1)
            elif self.style is None or self.x < 0:
                raise UndrawableError("what is drawn depends on something unknown")
            elif text:
                self._put(text, self.style)
            elif final:
                self._command(final, parameters)
            elif control:
                self._go(0, self.y + (control == "\n"))
            else:
                self.style = linked(self.style, link)

    def _put(self, text: str, style: Style) -> None:
        cells: str | list[str] = text if text.isascii() or self.narrow.issuperset(text) else self._cells(text)
        x, end = self.x, self.x + len(cells)
        if end > self.columns:
            raise UndrawableError(f"text runs over the edge: {text!r}")
        if x < end:
            row = self.characters[self.y]
            # Half of a wide character is not shown: the other half becomes a space in its own style.
            if not row[x]:
                row[x - 1] = " "
            if end < self.columns and not row[end]:
                row[end] = " "
            row[x:end] = cells
            self.styles[self.y][x:end] = [style] * (end - x)
            self.x = end

    def _cells(self, text: str) -> list[str]:
        self.narrow.update(character for character in set(text) if list(self.split(character)) == [(character, 1)])
        cells: list[str] = []
        for character, width in self.split(text):
            if width:
                cells += (character, "") if width == 2 else (character,)
            elif cells:
                cells[-1 if cells[-1] else -2] += character
            else:
                self._join(character)
        return cells

    def _join(self, marks: str) -> None:
        """Add marks to the character before the cursor."""
        row, x = self.characters[self.y], self.x - 1
        if x > 0 and not row[x]:
            x -= 1
        if x < 0 or row[x] == UNKNOWN:
            raise UndrawableError(f"nothing stands before {marks!r}")
        row[x] += marks

    def _command(self, final: str, parameters: str) -> None:
        numbers = [int(number or 0) for number in parameters.split(";")]
        first = max(numbers[0], 1)
        if final in "JK":
            self._erase(final, numbers[0])
        elif final in "CDG":
            x = first - 1 if final == "G" else min(self.x, self.columns - 1) + (first if final == "C" else -first)
            self._go(x, self.y)
        else:
            self._go(self.x, first - 1 if final == "d" else self.y + (first if final == "B" else -first))

    def _go(self, x: int, y: int) -> None:
        """Move the cursor; a terminal would stop at the edges or scroll, which nothing drawn for its size asks for."""
        if not (0 <= x <= self.columns and 0 <= y < self.rows):
            raise UndrawableError(f"row {y}, column {x} is off the grid")
        self.x, self.y = x, y

    def _erase(self, final: str, what: int) -> None:
        """Erase in the row (EL) or the screen (ED)."""
        if what > 2 or self.x == self.columns or (self.style and self.style.background):
            raise UndrawableError("whether a background fills what is erased is the terminal's affair")
        start, end = (0 if what else self.x), (self.x + 1 if what == 1 else self.columns)
        self._clear(self.y, start, end)
        if final == "J":
            above, below = range(self.y), range(self.y + 1, self.rows)
            for y in {0: [*below], 1: [*above], 2: [*above, *below]}[what]:
                self._clear(y, 0, self.columns)

    def _clear(self, y: int, start: int, end: int) -> None:
        row = self.characters[y]
        if not row[start]:
            row[start - 1] = " "
        if end < self.columns and not row[end]:
            row[end] = " "
        row[start:end] = " " * (end - start)
        self.styles[y][start:end] = [DEFAULT] * (end - start)
