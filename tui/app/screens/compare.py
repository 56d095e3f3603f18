"""Two statements side by side, each in a full reading pane."""

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container

from tui.app.commands import Scope, bindings
from tui.app.screens.reading import ReadingScreen
from tui.app.widgets.document_view import DocumentView
from tui.documents.model import Document

if TYPE_CHECKING:
    from tui.app.widgets.find_bar import FindBar

SIDE_BY_SIDE = 100
"""Columns from which the panes stand beside each other; below, one stands above the other."""


class CompareScreen(ReadingScreen):
    """Two reading panes."""

    CSS_PATH = "compare.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bindings(Scope.COMPARE)

    def __init__(self, left: Document, right: Document, left_offset: int | None = None) -> None:
        """Make the screen.

        Args:
            left: The statement on the left, or above.
            right: The other one.
            left_offset: Place in the left one's text.
        """
        super().__init__()
        self._documents = (left, right)
        self._left_offset = left_offset
        self._last: DocumentView | None = None

    def compose(self) -> ComposeResult:
        """Yield the panes and the bars."""
        with Container(id="sides"):
            yield DocumentView(id="left")
            yield DocumentView(id="right")
        yield from self.compose_bars()

    def on_mount(self) -> None:
        """Show the two statements."""
        left, right = self.sides
        self.follow(left, right)
        left.show(self._documents[0], self._left_offset)
        right.show(self._documents[1])
        self._last = left
        self.set_focus(left)
        self.update_status()

    @property
    def sides(self) -> tuple[DocumentView, DocumentView]:
        """The left pane and the right one, as they stand."""
        first, second = self.query_one("#sides").query_children(DocumentView)
        return first, second

    @property
    def view(self) -> DocumentView:
        """The pane that has the keys, or had them last."""
        if isinstance(self.focused, DocumentView):
            self._last = self.focused
        return self._last or self.sides[0]

    def fit(self, columns: int, rows: int) -> None:
        """Put the panes beside or above each other."""
        self.set_class(columns < SIDE_BY_SIDE, "-stacked")

    def counts(self) -> str:
        """Say which side the keys work on, and which statement that is."""
        names = ("above", "below") if self.has_class("-stacked") else ("left", "right")
        side = names[0] if self.view is self.sides[0] else names[1]
        title = self.view.document.name if self.view.document else ""
        room = max(12, self.app.size.width // 2)
        return f"{side}: {title if len(title) <= room else title[: room - 1].rstrip() + '…'}"

    def on_descendant_focus(self) -> None:
        """Follow the keys to the other side."""
        self.update_status()

    def action_switch_pane(self) -> None:
        """Go to the other side."""
        left, right = self.sides
        self.set_focus(right if self.view is left else left)

    def action_swap(self) -> None:
        """Let the two statements change sides."""
        left, right = self.sides
        self.query_one("#sides").move_child(right, before=left)
        self.call_after_refresh(self.update_status)

    def on_find_bar_changed(self, message: "FindBar.Changed") -> None:
        """Find in the pane in use while the person types."""
        self.find_typed(message.query_text)

    def on_find_bar_submitted(self) -> None:
        """Keep what was found."""
        self.find_ended()
