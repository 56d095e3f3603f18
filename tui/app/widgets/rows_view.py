"""What the virtual widgets share: rows that are drawn only when in sight, scrolled without animation."""

from rich.segment import Segment
from textual import events
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tui.app.page import shown_width


def set_virtual_size(view: ScrollView, rows: int) -> None:
    """Let a view be scrolled through so many rows, without arranging the whole screen anew.

    A change of the reactive would do that, although a view without scroll bars keeps its place and size.
    """
    view.set_reactive(ScrollView.virtual_size, Size(view.size.width, rows))
    view.refresh()


def cropped(text: str, room: int) -> str:
    """Return as much of a text as fits into some cells, with an ellipsis where some is left out."""
    if shown_width(text) <= room:
        return text
    return Strip([Segment(text)]).crop(0, max(0, room - 1)).text.rstrip() + "…"


class RowsView(ScrollView, inherit_bindings=False):
    """Rows that the wheel scrolls three at a time."""

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Scroll three lines."""
        event.stop()
        event.prevent_default()
        self.scroll_to(y=min(self.scroll_offset.y + 3, self.max_scroll_y), animate=False)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Scroll three lines back."""
        event.stop()
        event.prevent_default()
        self.scroll_to(y=max(0, self.scroll_offset.y - 3), animate=False)
