"""What the virtual widgets share: rows that are drawn only when in sight, scrolled without animation."""

from textual import events
from textual.geometry import Size
from textual.scroll_view import ScrollView


def set_virtual_size(view: ScrollView, rows: int) -> None:
    """Let a view be scrolled through so many rows, without arranging the whole screen anew.

    A change of the reactive would do that, although a view without scroll bars keeps its place and size.
    """
    view.set_reactive(ScrollView.virtual_size, Size(view.size.width, rows))
    view.refresh()


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
