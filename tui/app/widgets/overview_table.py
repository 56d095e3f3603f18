"""A table of all statements against each other, with a cursor on one cell."""

from collections.abc import Iterable, Sequence
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import BindingType
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tui.app.commands import Scope, bindings
from tui.app.page import shown, shown_width
from tui.app.widgets.rows_view import RowsView, cropped
from tui.compare.overview import Cell
from tui.documents.model import Document

SHADES = 4
"""Steps in which a share is shaded."""
_CELL = 5
_EDGES = (0.02, 0.1, 0.25, 0.5)
"""Shares from which each shade is used."""


class OverviewTable(RowsView, can_focus=True, inherit_bindings=False):
    """Rows and columns are the statements; a cell is the share of the row's passages that pair with the column's."""

    DEFAULT_CSS = """
    OverviewTable {
        overflow-x: hidden;
        overflow-y: scroll;
        scrollbar-size-vertical: 0;
        & .overview-table--head { color: $quiet; }
        & .overview-table--cursor {
            background: $hit-current; color: $hit-current-text; text-style: $hit-current-style;
        }
        & .overview-table--current { text-style: bold; color: $primary; }
        & .overview-table--share-1 { background: $share-1; }
        & .overview-table--share-2 { background: $share-2; }
        & .overview-table--share-3 { background: $share-3; text-style: $share-3-style; }
        & .overview-table--share-4 { background: $share-4; color: $share-4-text; text-style: $share-4-style; }
    }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        f"overview-table--{name}"
        for name in ("head", "cursor", "current", *(f"share-{step}" for step in range(1, SHADES + 1)))
    }
    BINDINGS: ClassVar[list[BindingType]] = bindings(Scope.OVERVIEW)

    class Chosen(Message):
        """A cell was chosen."""

        def __init__(self, row: int, column: int) -> None:
            """Carry which two documents it is."""
            super().__init__()
            self.row, self.column = row, column

    moves: reactive[int] = reactive(0, init=False, repaint=False)
    """Counts moves of the cursor; who shows where it is watches it, and draws in the same frame."""

    def __init__(self, documents: Sequence[Document]) -> None:
        """Make a table without figures."""
        super().__init__()
        self.documents = tuple(documents)
        self.row, self.column = 0, min(1, len(self.documents) - 1)
        self._shares: dict[tuple[int, int], float] = {}
        self.possible: set[tuple[int, int]] = set()
        """The cells whose pairs are all only possible."""
        self._ranked: list[Cell] = []
        self._rank = -1
        self._is_ranked = True
        self._left = 0
        self._longest = max((shown_width(document.name) for document in self.documents), default=0)
        self._looks: dict[str, Style] = {}

    def add(self, cells: Iterable[Cell]) -> None:
        """Take in more figures."""
        for cell in cells:
            self._shares[cell.a, cell.b] = cell.share_a
            self._shares[cell.b, cell.a] = cell.share_b
            if cell.is_possible:
                self.possible |= {(cell.a, cell.b), (cell.b, cell.a)}
            if cell.share:
                self._ranked.append(cell)
        self._is_ranked = False
        self.refresh()

    def share(self, row: int, column: int) -> float | None:
        """Return the share of a row's passages that pair with a column's; None where it is not known yet."""
        return self._shares.get((row, column))

    @property
    def names(self) -> int:
        """Cells of the column with the statements' names."""
        digits = len(str(len(self.documents))) + 2
        free = self.size.width - digits - _CELL * len(self.documents)
        return min(self._longest, max(8, self.size.width // 3, free)) + digits

    @property
    def columns(self) -> int:
        """How many columns of figures are in sight."""
        return max(1, (self.size.width - self.names) // _CELL)

    @property
    def columns_in_sight(self) -> tuple[int, int]:
        """The first column in sight, and the one after the last, from 0."""
        return self._left, min(len(self.documents), self._left + self.columns)

    def on_resize(self, event: events.Resize) -> None:
        """Let the table be scrolled through."""
        self.set_reactive(ScrollView.virtual_size, Size(self.size.width, len(self.documents) + 1))
        self._reveal()

    def notify_style_update(self) -> None:
        """Forget the looks of other colours."""
        super().notify_style_update()
        self._looks = {}

    def _look(self, name: str) -> Style:
        if name not in self._looks:
            self._looks[name] = self.get_component_rich_style(f"overview-table--{name}", partial=True)
        return self._looks[name]

    def render_line(self, y: int) -> Strip:
        """Draw the head, which stays, or one row."""
        width, base = self.size.width, self.rich_style
        row = y - 1 + round(self.scroll_offset.y)
        if y == 0:
            segments = list(self._head(base))
        elif 0 <= row < len(self.documents):
            segments = list(self._row(row, base))
        else:
            segments = []
        return Strip(Segment.simplify(segments)).extend_cell_length(width, base).crop(0, width)

    def _head(self, base: Style) -> Iterable[Segment]:
        yield Segment(" " * self.names, base)
        for column in range(*self.columns_in_sight):
            look = self._look("current" if column == self.column else "head")
            yield Segment(f"{column + 1:>{_CELL - 1}} ", base + look)

    def _row(self, row: int, base: Style) -> Iterable[Segment]:
        digits = len(str(len(self.documents)))
        room = self.names - digits - 2
        name = cropped(shown(self.documents[row].name), room)
        name += " " * (room - shown_width(name))
        look = base + self._look("current") if row == self.row else base
        yield Segment(f"{row + 1:>{digits}} {name} ", look)
        for column in range(*self.columns_in_sight):
            share = self.share(row, column)
            figure = "·" if row == column else "" if share is None else f"{share:.0%}"
            mark = "?" if (row, column) in self.possible else " "
            yield Segment(f"{figure:>{_CELL - 1}}{mark}", base + self._cell_look(row, column, share))

    def _cell_look(self, row: int, column: int, share: float | None) -> Style:
        if (row, column) == (self.row, self.column):
            return self._look("cursor")
        step = sum((share or 0) >= edge for edge in _EDGES)
        return self._look(f"share-{step}") if step else Style.null()

    def action_move(self, rows: int, columns: int) -> None:
        """Move the cursor."""
        self.move_to(self.row + rows, self.column + columns)

    def move_to(self, row: int, column: int) -> None:
        """Put the cursor on a cell, or the nearest there is."""
        last = len(self.documents) - 1
        before, left = self.row, self._left
        self.row, self.column = max(0, min(last, row)), max(0, min(last, column))
        self._reveal()
        if self._left != left:
            self.refresh()
        else:
            top = round(self.scroll_offset.y)
            rows = {before - top + 1, self.row - top + 1, 0}
            self.refresh(*(Region(0, y, self.size.width, 1) for y in rows if 0 <= y < self.size.height))
        self.moves += 1

    def action_move_page(self, step: int) -> None:
        """Move a page up or down."""
        self.move_to(self.row + step * max(1, self.size.height - 2), self.column)

    def action_move_end(self, step: int) -> None:
        """Go to the first cell or the last."""
        place = len(self.documents) - 1 if step > 0 else 0
        self.move_to(place, place)

    def action_move_related(self, step: int) -> None:
        """Go to the two statements that come next in rank."""
        if not self._is_ranked:
            self._ranked.sort(key=lambda cell: (-cell.share, cell.a, cell.b))
            self._is_ranked = True
        if self._ranked:
            self._rank = max(0, min(len(self._ranked) - 1, self._rank + step))
            cell = self._ranked[self._rank]
            is_first = cell.share_a >= cell.share_b
            self.move_to(*((cell.a, cell.b) if is_first else (cell.b, cell.a)))

    def action_open(self) -> None:
        """Choose the cell under the cursor."""
        self.post_message(self.Chosen(self.row, self.column))

    def on_click(self, event: events.Click) -> None:
        """Move to a cell; choose it with a second click."""
        row = event.y - 1 + round(self.scroll_offset.y)
        column = (event.x - self.names) // _CELL + self._left
        if event.y < 1 or event.x < self.names or row >= len(self.documents) or column >= len(self.documents):
            return
        self.move_to(row, column)
        if event.chain >= 2:
            self.action_open()

    def _reveal(self) -> None:
        """Scroll so that the cursor is in sight."""
        if not self.size.width:
            return
        if self.column < self._left:
            self._left = self.column
        elif self.column >= self._left + self.columns:
            self._left = self.column - self.columns + 1
        top, height = round(self.scroll_offset.y), max(1, self.size.height - 1)
        if self.row < top:
            self.scroll_to(y=self.row, animate=False)
        elif self.row >= top + height:
            self.scroll_to(y=self.row - height + 1, animate=False)
