"""What all screens share: the keys that work everywhere, and a word when the terminal is too small."""

from typing import ClassVar

from textual import events
from textual.await_complete import AwaitComplete
from textual.binding import BindingType
from textual.screen import Screen, ScreenResultType

from tui.app.commands import Scope, bindings

MIN_COLUMNS, MIN_ROWS = 40, 10
"""Below this nothing useful can be shown."""


class CoveredScreen(Screen[ScreenResultType]):
    """A screen that says so where it is too small."""

    def dismiss(self, result: ScreenResultType | None = None) -> AwaitComplete:
        """Leave the screen with a result, unless it has been left already: a click may be on its way behind a key."""
        return super().dismiss(result) if self.is_current else AwaitComplete()

    def on_resize(self, event: events.Resize) -> None:
        """Cover the screen where it is too small."""
        columns, rows = event.size.width, event.size.height
        is_tiny = columns < MIN_COLUMNS or rows < MIN_ROWS
        if is_tiny or self.has_class("-tiny"):
            from tui.app.widgets.cover import Cover

            if not self.query(Cover):
                self.mount(Cover())
            wanted = f"At least {MIN_COLUMNS}x{MIN_ROWS} is needed."
            self.query_one(Cover).update(f"Too small: {columns}x{rows}. {wanted} Enlarge the window, or press q.")
        self.set_class(is_tiny, "-tiny")
        self.fit(columns, rows)

    def fit(self, columns: int, rows: int) -> None:
        """Arrange the screen for a size in cells."""


class BaseScreen(CoveredScreen[None]):
    """A screen with the common keys."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(Scope.EVERYWHERE)
    ALLOW_SELECT = False
    AUTO_FOCUS: ClassVar[str | None] = ""

    def action_back(self) -> None:
        """Leave the screen."""
        if self.is_current and len(self.app.screen_stack) > 1:
            self.app.pop_screen()
