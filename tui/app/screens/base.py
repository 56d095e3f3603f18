"""What all screens share: the keys that work everywhere, and a word when the terminal is too small."""

from typing import ClassVar, cast

from textual import events
from textual.binding import BindingType
from textual.screen import Screen

from tui.app.commands import Scope, bindings

MIN_COLUMNS, MIN_ROWS = 40, 10
"""Below this nothing useful can be shown."""


class CoveredScreen:
    """Says so where a screen is too small; mixed into screens."""

    def on_resize(self, event: events.Resize) -> None:
        """Cover the screen where it is too small."""
        screen = cast("Screen[object]", self)
        columns, rows = event.size.width, event.size.height
        is_tiny = columns < MIN_COLUMNS or rows < MIN_ROWS
        if is_tiny or screen.has_class("-tiny"):
            from tui.app.widgets.cover import Cover

            if not screen.query(Cover):
                screen.mount(Cover())
            wanted = f"At least {MIN_COLUMNS}x{MIN_ROWS} is needed."
            screen.query_one(Cover).update(f"Too small: {columns}x{rows}. {wanted} Enlarge the window, or press q.")
        screen.set_class(is_tiny, "-tiny")
        self.fit(columns, rows)

    def fit(self, columns: int, rows: int) -> None:
        """Arrange the screen for a size in cells."""


class BaseScreen(CoveredScreen, Screen[None]):
    """A screen with the common keys."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(Scope.EVERYWHERE)
    ALLOW_SELECT = False
    AUTO_FOCUS: ClassVar[str | None] = ""

    def action_back(self) -> None:
        """Leave the screen."""
        if len(self.app.screen_stack) > 1:
            self.app.pop_screen()
