"""The line under the search bar: what was found, or what is wrong with the query, which may take some lines."""

from rich.segment import Segment
from textual import events
from textual.geometry import Size
from textual.strip import Strip
from textual.widget import Widget

from tui.app.page import shown, wrap
from tui.app.widgets.rows_view import cropped

MOST_LINES = 3
"""Lines that what is wrong may take."""


class InfoBar(Widget):
    """A line; what is wrong with a query is wrapped, so that all of it can be read."""

    DEFAULT_CSS = """
    InfoBar { height: auto; background: $panel; color: $quiet; }
    InfoBar.-error { color: $error; text-style: bold; }
    """
    ALLOW_SELECT = False

    def __init__(self, *, id: str | None = None) -> None:
        """Make an empty line."""
        super().__init__(id=id)
        self._text = ""
        self._is_error = False

    @property
    def text(self) -> str:
        """What is said."""
        return self._text

    @property
    def room(self) -> int:
        """Cells for what is said."""
        return max(1, (self.size.width or self.app.size.width) - 2)

    def update(self, text: str, is_error: bool = False) -> None:
        """Say something."""
        if (text, is_error) == (self._text, self._is_error):
            return
        before = len(self._lines(self.room))
        self._text, self._is_error = text, is_error
        self.set_class(is_error, "-error")
        self.refresh(layout=len(self._lines(self.room)) != before)

    def _lines(self, room: int) -> list[str]:
        text = shown(self._text)
        if not self._is_error:
            return [cropped(text, room)]
        lines = [text[span.start : span.end].rstrip() for span in wrap(text, room)] or [""]
        if len(lines) <= MOST_LINES:
            return lines
        return [*lines[: MOST_LINES - 1], cropped(" ".join(lines[MOST_LINES - 1 :]), room)]

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return how many lines are needed."""
        return len(self._lines(max(1, width - 2)))

    def on_resize(self, event: events.Resize) -> None:
        """Wrap anew."""
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Draw one line."""
        lines, style = self._lines(self.room), self.rich_style
        text = lines[y] if y < len(lines) else ""
        return Strip([Segment(f" {text}", style)]).adjust_cell_length(self.size.width, style)
