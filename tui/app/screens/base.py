"""What all screens share: the keys that work everywhere, and a word when the terminal is too small."""

from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.screen import Screen
from textual.widgets import Static

from tui.app.commands import Scope, bindings

MIN_COLUMNS, MIN_ROWS = 40, 10
"""Below this nothing useful can be shown."""


class TooSmall(Static):
    """Covers a screen that is too small, and says so."""

    DEFAULT_CSS = """
    TooSmall { layer: cover; display: none; width: 100%; height: 100%; background: $background; color: $foreground; }
    Screen.-tiny > TooSmall { display: block; }
    """


class BaseScreen(Screen[None]):
    """A screen with the common keys."""

    CSS = "BaseScreen { layers: default cover; }"
    BINDINGS: ClassVar[list[BindingType]] = bindings(Scope.EVERYWHERE)
    ALLOW_SELECT = False
    AUTO_FOCUS = None

    def compose(self) -> ComposeResult:
        """Yield the screen's own widgets, then the cover."""
        yield from self.compose_content()
        yield TooSmall("", markup=False)

    def compose_content(self) -> ComposeResult:
        """Yield the screen's own widgets."""
        yield from ()

    def on_resize(self, event: events.Resize) -> None:
        """Cover the screen where it is too small."""
        columns, rows = event.size.width, event.size.height
        is_tiny = columns < MIN_COLUMNS or rows < MIN_ROWS
        if is_tiny:
            wanted = f"at least {MIN_COLUMNS}x{MIN_ROWS} is needed"
            self.query_one(TooSmall).update(f"Too small: {columns}x{rows}; {wanted}. Enlarge the window, or press q.")
        self.set_class(is_tiny, "-tiny")
        self.fit(columns, rows)

    def fit(self, columns: int, rows: int) -> None:
        """Arrange the screen for a size in cells."""

    def action_back(self) -> None:
        """Leave the screen."""
        if len(self.app.screen_stack) > 1:
            self.app.pop_screen()
