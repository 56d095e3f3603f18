"""What a comparison found, over the two statements; each line leads to its places."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen

from tui.app.screens.base import CoveredScreen
from tui.app.summary import Places, summarise
from tui.app.widgets.line_list import LineList
from tui.app.widgets.status_bar import KeyBar
from tui.compare.comparison import Comparison


class SummaryScreen(CoveredScreen[Places | None], ModalScreen[Places | None]):
    """Shares, shared phrases, differing facts and distinctive words."""

    CSS_PATH = "summary.tcss"
    ALLOW_SELECT = False
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,i", "back", "Back", show=False)]

    def __init__(self, comparison: Comparison) -> None:
        """Make the screen."""
        super().__init__()
        self._lines = summarise(comparison)

    def compose(self) -> ComposeResult:
        """Yield the lines."""
        with Vertical(id="box"):
            yield LineList(self._lines)
            yield KeyBar(has_back=True)

    def on_mount(self) -> None:
        """Give the lines the keys."""
        self.query_one(LineList).focus()

    def on_line_list_chosen(self, message: LineList.Chosen) -> None:
        """Lead to the places of the line."""
        if message.line.places is not None:
            self.dismiss(message.line.places())

    def action_back(self) -> None:
        """Leave the summary."""
        self.dismiss(None)
