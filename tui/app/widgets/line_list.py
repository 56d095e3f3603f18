"""Lines to read, some of which lead somewhere."""

from typing import ClassVar

from rich.segment import Segment
from textual import events
from textual.binding import BindingType
from textual.message import Message
from textual.strip import Strip

from tui.app.commands import Scope, bindings
from tui.app.lines import Line
from tui.app.page import shown, wrap
from tui.app.widgets.rows_view import RowsView, set_virtual_size


class LineList(RowsView, can_focus=True, inherit_bindings=False):
    """A summary with a cursor on the lines that lead to places."""

    DEFAULT_CSS = """
    LineList {
        overflow-x: hidden;
        overflow-y: scroll;
        scrollbar-size-vertical: 0;
        & .line-list--heading { text-style: bold; color: $primary; }
        & .line-list--cursor { background: $list-cursor; text-style: $list-cursor-focus-style; }
        & .line-list--mark { color: $accent; text-style: bold not reverse; }
    }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {f"line-list--{name}" for name in ("heading", "cursor", "mark")}
    BINDINGS: ClassVar[list[BindingType]] = bindings(Scope.SUMMARY)

    class Chosen(Message):
        """A line was chosen."""

        def __init__(self, line: Line) -> None:
            """Carry the line."""
            super().__init__()
            self.line = line

    def __init__(self, lines: tuple[Line, ...] = (), *, id: str | None = None, hang: int = 2) -> None:
        """Show some lines.

        Args:
            lines: What to show.
            id: CSS id.
            hang: Cells by which what hangs over is indented.
        """
        super().__init__(id=id)
        self._hang = " " * hang
        self.lines: tuple[Line, ...] = ()
        self._stops: list[int] = []
        self.cursor = -1
        self._rows: list[tuple[int, str]] = []
        self._first_rows: list[int] = []
        self._take(lines)

    def _take(self, lines: tuple[Line, ...]) -> None:
        self.lines = lines
        self._stops = [index for index, line in enumerate(lines) if line.places is not None]
        self.cursor = self._stops[0] if self._stops else -1

    def show(self, lines: tuple[Line, ...]) -> None:
        """Show other lines, from the first."""
        self._take(lines)
        self.scroll_to(y=0, animate=False)
        self._lay_out()

    def on_resize(self, event: events.Resize) -> None:
        """Set the lines to the width."""
        self._lay_out()

    def _lay_out(self) -> None:
        """Set the lines to the width; what hangs over is indented."""
        if not self.size.width:
            return
        self._rows, self._first_rows = [], []
        for index, line in enumerate(self.lines):
            self._first_rows.append(len(self._rows))
            text = shown(line.text)
            lead = text[: len(text) - len(text.lstrip())]
            room = self.size.width - len(lead) - 4
            spans = wrap(text[len(lead) :], room) if text.strip() else []
            pieces = [text[len(lead) + start : len(lead) + end] for start, end in spans] or [""]
            self._rows += [(index, f"{lead}{self._hang if number else ''}{piece}")
                           for number, piece in enumerate(pieces)]  # fmt: skip
        set_virtual_size(self, len(self._rows))
        self._reveal()

    def render_line(self, y: int) -> Strip:
        """Draw one row."""
        width, base = self.size.width, self.rich_style
        at = y + round(self.scroll_offset.y)
        if not 0 <= at < len(self._rows):
            return Strip([Segment(" " * width, base)], width)
        index, text = self._rows[at]
        style = base
        if self.lines[index].is_heading:
            style += self.get_component_rich_style("line-list--heading", partial=True)
        mark = Segment("  ", style)
        if index == self.cursor:
            style += self.get_component_rich_style("line-list--cursor", partial=True)
            mark = Segment("▌ ", style + self.get_component_rich_style("line-list--mark", partial=True))
        return Strip([mark, Segment(text, style)]).extend_cell_length(width, style).crop(0, width)

    def action_move(self, step: int) -> None:
        """Move to the next line that leads somewhere; at the ends scroll."""
        if not self._stops:
            self.scroll_to(y=self.scroll_offset.y + step, animate=False)
            return
        place = self._stops.index(self.cursor) + step
        if 0 <= place < len(self._stops):
            self._set_cursor(self._stops[place])
        else:
            self.scroll_to(y=0 if step < 0 else self.max_scroll_y, animate=False)

    def action_move_page(self, step: int) -> None:
        """Move a page."""
        rows = max(1, self.size.height - 2) * step
        wanted = (self._first_rows[self.cursor] if self.cursor >= 0 else 0) + rows
        self.scroll_to(y=max(0, min(self.max_scroll_y, self.scroll_offset.y + rows)), animate=False)
        if self._stops:
            self._set_cursor(min(self._stops, key=lambda stop: abs(self._first_rows[stop] - wanted)))

    def action_move_end(self, step: int) -> None:
        """Go to the first line or the last."""
        if self._stops:
            self._set_cursor(self._stops[-1 if step > 0 else 0])
        self.scroll_to(y=self.max_scroll_y if step > 0 else 0, animate=False)

    def action_open(self) -> None:
        """Choose the line under the cursor."""
        if self.cursor >= 0:
            self.post_message(self.Chosen(self.lines[self.cursor]))

    def on_click(self, event: events.Click) -> None:
        """Move to a line; choose it with a second click."""
        at = event.y + round(self.scroll_offset.y)
        if not 0 <= at < len(self._rows) or self.lines[self._rows[at][0]].places is None:
            return
        self._set_cursor(self._rows[at][0])
        if event.chain >= 2:
            self.action_open()

    def _set_cursor(self, cursor: int) -> None:
        self.cursor = cursor
        self.refresh()
        self._reveal()

    def _reveal(self) -> None:
        if self.cursor < 0 or not self._first_rows:
            return
        row, height = self._first_rows[self.cursor], max(1, self.size.height)
        top = round(self.scroll_offset.y)
        if row < top + 1:
            self.scroll_to(y=max(0, row - 2), animate=False)
        elif row >= top + height - 1:
            self.scroll_to(y=row - height + 2, animate=False)
