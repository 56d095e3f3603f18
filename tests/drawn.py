"""Frames as Textual writes them, made up by chance, and a terminal that keeps all of a cell's looks.

pyte knows no dim, concealed, doubly underlined or overlined text and no links, leaves halves of wide characters
standing, stays where it is when margins are taken away, fills erased cells with the whole style and rows that
scroll in with the default one. `FullScreen` mends the first four and lets a test choose the last.
"""

import re
from collections.abc import Iterator, Sequence
from random import Random
from typing import Any, NamedTuple

from wcwidth import wcwidth

from tests.benchmarks.screen import TerminalScreen, TerminalStream
from tui.app.driver import split

Look = tuple[Any, ...]
"""What can be seen of a cell."""

_MORE = (2, 6, 8, 21, 51, 52, 53)
_TAKEN_BACK = {22: (2,), 24: (21,), 25: (6,), 28: (8,), 54: (51, 52), 55: (53,)}
_LINK = re.compile(rb"\x1b\]8;[^;]*;([^\x07\x1b]*)(?:\x07|\x1b\\)")


class Cell(NamedTuple):
    """A cell of pyte with the looks pyte does not know."""

    data: str
    fg: str = "default"
    bg: str = "default"
    bold: bool = False
    italics: bool = False
    underscore: bool = False
    strikethrough: bool = False
    reverse: bool = False
    blink: bool = False
    more: frozenset[int | str] = frozenset()


class FullScreen(TerminalScreen):
    """A terminal without automatic wrapping, as Textual asks for."""

    def __init__(self, columns: int, rows: int, *, has_bce: bool = True, homes: bool = True) -> None:
        """Make an empty screen.

        `has_bce` makes erased cells and rows that scroll in take the background; `homes` makes the cursor go home
        when the margins are taken away.
        """
        self.has_bce, self.homes = has_bce, homes
        super().__init__(columns, rows, lambda data: None)
        super().reset_mode(7, private=True)

    def select_graphic_rendition(self, *attrs: int) -> None:
        more = set(getattr(self.cursor.attrs, "more", ()))
        super().select_graphic_rendition(*attrs)
        codes = iter(attrs or (0,))
        for code in codes:
            if code in (38, 48):
                for _ in range(1 if next(codes) == 5 else 3):
                    next(codes)
            elif code == 0:
                more = {each for each in more if isinstance(each, str)}
            elif code in _MORE:
                more.add(code)
            more -= set(_TAKEN_BACK.get(code, ()))
        self._keep(more)

    def set_link(self, *codes: int) -> None:
        more = {each for each in getattr(self.cursor.attrs, "more", ()) if not isinstance(each, str)}
        self._keep(more | ({bytes(codes).decode()} if codes != (0,) else set()))

    def draw(self, data: str) -> None:
        for character in data:
            line, y = self.buffer[self.cursor.y], self.cursor.y
            super().draw(character)
            for x in range(max(self.cursor.x - 4, 0), min(self.cursor.x + 2, self.columns)):
                self._mend(y, x, line)

    def erase_in_line(self, how: int = 0, private: bool = False) -> None:
        style = self._for_erasing()
        super().erase_in_line(how, private)
        self.cursor.attrs = style

    def erase_characters(self, count: int | None = None) -> None:
        style = self._for_erasing()
        super().erase_characters(count)
        self.cursor.attrs = style

    def delete_lines(self, count: int | None = None) -> None:
        super().delete_lines(count)
        bottom = self.margins.bottom if self.margins else self.lines - 1
        self._fill(range(max(bottom + 1 - (count or 1), self.cursor.y), bottom + 1))

    def insert_lines(self, count: int | None = None) -> None:
        for y in range(self.lines):
            self.buffer[y] = self.buffer[y]
        super().insert_lines(count)
        bottom = self.margins.bottom if self.margins else self.lines - 1
        self._fill(range(self.cursor.y, min(self.cursor.y + (count or 1), bottom + 1)))

    def set_margins(self, top: int | None = None, bottom: int | None = None) -> None:
        super().set_margins(top, bottom)
        if self.homes:
            self.cursor_position()

    def looks(self) -> list[list[Look]]:
        """Return what can be seen of each cell."""
        return [[look_of(self.buffer[y][x]) for x in range(self.columns)] for y in range(self.lines)]

    def _keep(self, more: set[int | str]) -> None:
        self._set_style(Cell(*self.cursor.attrs[:9], frozenset(more)))

    def _set_style(self, style: Any) -> None:
        self.cursor.attrs = style

    def _for_erasing(self) -> Any:
        """Set the style of erased cells and return the one before."""
        style = self.cursor.attrs
        self._set_style(Cell(" ", bg=style.bg if self.has_bce else "default"))
        return style

    def _fill(self, rows: Sequence[int]) -> None:
        blank: Any = Cell(" ", bg=self.cursor.attrs.bg if self.has_bce else "default")
        for y in rows:
            for x in range(self.columns):
                self.buffer[y][x] = blank

    def _mend(self, y: int, x: int, line: Any) -> None:
        """Let no half of a wide character stand."""
        text, after = line[x].data, line[x + 1].data if x + 1 < self.columns else None
        is_second = not text and x > 0 and wcwidth(line[x - 1].data[:1] or " ") == 2
        if (text and wcwidth(text[0]) == 2 and after != "") or (not text and not is_second):
            line[x] = line[x]._replace(data=" ")


class FullStream(TerminalStream):
    """A stream that knows links."""

    csi = TerminalStream.csi | {"z": "set_link"}

    def _passed_on(self, found: re.Match[bytes]) -> bytes:
        if link := _LINK.fullmatch(found[0]):
            return b"\x1b[%sz" % b";".join(b"%d" % byte for byte in link[1])
        return super()._passed_on(found)


def look_of(cell: Any) -> Look:
    """Return what can be seen of a cell: of a space the background, and lines and links upon it."""
    more: frozenset[int | str] = getattr(cell, "more", frozenset())
    lines = more - {2, 6, 8}
    if cell.data == " " and not (cell.underscore or cell.strikethrough or cell.reverse or lines):
        return " ", cell.bg
    return (*cell[:9], more)


ORDINARY = [*"aaaabcdeeeefghij", *"      ", *"“”…▌·—éß", "e\u0301", *"和平声한", "ש", "ก"]
"""Characters whose width all terminals agree about, spaces often."""
DOUBTFUL = [*"😀⚡", "👍🏽", "👩\u200d👩\u200d👧", "❤\ufe0f", "1\ufe0f\u20e3", "🇩🇪", "ष\u093f", "a\u200b"]
"""Characters Rich and pyte give different widths, and some more of their kind."""
STYLES = [
    "", "", "38;5;251;48;5;234", "38;5;251;48;5;234", "38;5;245;48;5;234", "1;38;5;110;48;5;234", "48;5;236", "31",
    "4;31;44", "7", "1;2", "2;3", "9;97;101", "21", "4;21", "53;38;2;1;2;3", "48;2;4;5;6", "5;8", "6;51;52",
]  # fmt: skip


class Canvas:
    """A program's picture: what it draws by chance, and how Textual would write it."""

    def __init__(self, random: Random, columns: int, rows: int, characters: Sequence[str] = ORDINARY) -> None:
        """Start with an empty picture that has not been written."""
        self.random, self.columns, self.rows, self.characters = random, columns, rows, characters
        self.cells = [[(" ", "", "")] * columns for _ in range(rows)]
        """The cells: text (none in the second of a wide one), SGR parameters, and where a link leads."""
        self._dirty: list[tuple[int, int, int]] = []
        self._all()

    def frame(self) -> str:
        """Change something by chance and return what a program writes."""
        for _ in range(self.random.randint(1, 4)):
            self.random.choice((self._text, self._text, self._text, self._scroll, self._fill, self._all))()
        return "\x1b[?2026h" + self.written() + "\x1b[?2026l"

    def written(self) -> str:
        """Return what draws the regions that changed."""
        parts: list[str] = []
        for y, first, last in self._dirty:
            start, end = self._whole(y, first, last)
            parts.append(f"\x1b[{y + 1};{start + 1}H{''.join(self._runs(y, start, end))}")
            parts.append("\n" if y < self.rows - 1 and self.random.random() < 0.5 else "")
        self._dirty.clear()
        cursor = self.random.choice(((0, 0), (0, 0), (self.rows - 1, self.columns - 1)))
        return f"{''.join(parts)}\x1b[{cursor[0] + 1};{cursor[1] + 1}H"

    def poke(self) -> str:
        """Return a text written over whatever is there, halves of wide characters included."""
        y, x = self.random.randrange(self.rows), self.random.randrange(self.columns)
        text = self._words(self.random.randint(1, 4), self.columns - x)
        return f"\x1b[{y + 1};{x + 1}H\x1b[{self.random.choice(STYLES)}m{text}\x1b[0m"

    def _text(self) -> None:
        y, x = self.random.randrange(self.rows), self.random.randrange(self.columns)
        text = self._words(self.random.randint(1, self.columns), self.columns - x)
        self._draw(y, x, text)

    def _fill(self) -> None:
        top, left = self.random.randrange(self.rows), self.random.randrange(self.columns)
        width = self.random.randint(1, self.columns - left)
        style = self.random.choice(STYLES)
        for y in range(top, min(top + self.random.randint(1, 4), self.rows)):
            self._draw(y, left, " " * width, style)

    def _scroll(self) -> None:
        """Move a block of rows, beside columns that stay."""
        top, left = self.random.randint(0, 2), self.random.choice((0, 0, 4, 9))
        bottom, right = self.rows - self.random.randint(0, 2), self.columns - self.random.choice((0, 0, 3))
        shift = self.random.choice((1, 1, 2, 3, -1, -1, -2))
        rows = [self._cut(y, left, right) for y in range(top, bottom)]
        new = [self._words(right - left, right - left) for _ in range(abs(shift))]
        style = self.random.choice(STYLES)
        fresh = [_cells(text.ljust(right - left), style, "")[: right - left] for text in new]
        rows = [*rows[shift:], *fresh] if shift > 0 else [*fresh, *rows[:shift]]
        for y, row in zip(range(top, bottom), rows, strict=True):
            self._place(y, left, row)

    def _all(self) -> None:
        self._dirty += [(y, 0, self.columns) for y in range(self.rows)]

    def _words(self, length: int, room: int) -> str:
        text, width = "", 0
        for _ in range(length):
            character = self.random.choice(self.characters)
            width += sum(cells for _, cells in split(character))
            if width > room:
                break
            text += character
        return text

    def _draw(self, y: int, x: int, text: str, style: str | None = None) -> None:
        link = self.random.choice(("", "", "", "https://example.org/a", "https://example.org/b"))
        self._place(y, x, _cells(text, self.random.choice(STYLES) if style is None else style, link))

    def _place(self, y: int, x: int, cells: list[tuple[str, str, str]]) -> None:
        """Put cells into a row; Textual makes spaces of the halves of wide characters at the edges."""
        if not cells:
            return
        row, end = self.cells[y], x + len(cells)
        if not row[x][0]:
            x, cells = x - 1, [(" ", *row[x - 1][1:]), *cells]
        if end < self.columns and not row[end][0]:
            cells, end = [*cells, (" ", *row[end][1:])], end + 1
        row[x:end] = cells
        self._dirty.append((y, x, end))

    def _cut(self, y: int, start: int, end: int) -> list[tuple[str, str, str]]:
        row = self.cells[y][start:end]
        if not row[0][0]:
            row[0] = (" ", *row[0][1:])
        if end < self.columns and not self.cells[y][end][0]:
            row[-1] = (" ", *row[-1][1:])
        return row

    def _whole(self, y: int, start: int, end: int) -> tuple[int, int]:
        """Widen a region that has come to begin or end within a wide character."""
        row = self.cells[y]
        return start - (not row[start][0]), end + (end < self.columns and not row[end][0])

    def _runs(self, y: int, start: int, end: int) -> Iterator[str]:
        x = start
        while x < end:
            _, style, link = self.cells[y][x]
            text = ""
            while x < end and self.cells[y][x][1:] == (style, link):
                text += self.cells[y][x][0]
                x += 1
            run = f"\x1b[{style}m{text}\x1b[0m" if style else text
            identifier = self.random.randrange(1000)
            yield f"\x1b]8;id={identifier};{link}\x1b\\{run}\x1b]8;;\x1b\\" if link else run


def _cells(text: str, style: str, link: str) -> list[tuple[str, str, str]]:
    cells: list[tuple[str, str, str]] = []
    for character, width in split(text):
        cells += [(character, style, link), *[("", style, link)] * (width - 1)]
    return cells
