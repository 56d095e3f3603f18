"""The program."""

from collections.abc import Sequence
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any, ClassVar

from textual._context import active_message_pump
from textual.binding import BindingType
from textual.css.query import NoMatches
from textual.dom import NoScreen
from textual.screen import Screen
from textual.widget import Widget

from tui.app.colours import Coloured
from tui.app.following import Following
from tui.documents.model import Document
from tui.documents.reading import DEFAULT_MAX_BYTES
from tui.errors import StatementsError
from tui.library import Library
from tui.text import Span

if TYPE_CHECKING:
    from tui.quoting.verify import Collection


def _load_comparison() -> None:
    import numpy  # noqa: F401

    import tui.compare.candidates
    import tui.compare.comparison  # noqa: F401


class StatementBrowser(Coloured, Following):
    """Browse collections of public statements."""

    TITLE = "Statement Browser"
    CSS_PATH: ClassVar[list[str | PurePath]] = ["app.tcss", "screens/library.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = []
    ALLOW_SELECT = False
    COMMAND_PALETTE_BINDING = "ctrl+p"

    def __init__(
        self,
        paths: Sequence[Path] = (),
        max_bytes: int = DEFAULT_MAX_BYTES,
        *,
        quotes: Path | None = None,
        style: str | None = None,
        route: str | None = None,
        is_thin: bool | None = None,
        has_mouse: bool | None = None,
        colours: int | None = None,
        remembers: bool = True,
    ) -> None:
        """Make the program.

        Args:
            paths: Files and folders to open; none stands for the sample statements.
            max_bytes: Larger files are not opened.
            quotes: The quote book; without it the one in the XDG data folder.
            style: Citation style or template of this run; without it the one that was chosen before.
            route: Way to the clipboard of this run; without it the one that was chosen before.
            is_thin: Whether only differences are sent to the terminal; None for yes wherever it allows that.
            has_mouse: Whether the terminal reports what the mouse does; None for yes unless esc would suffer.
            colours: How many the terminal has; None to go by what is known of it.
            remembers: Whether anything is kept from run to run.
        """
        super().__init__(
            max_bytes, quotes, style, route, paths=paths, remembers=remembers, is_thin=is_thin, has_mouse=has_mouse
        )
        self.animation_level = "none"
        self.take_colours(colours)

    def get_default_screen(self) -> Screen[Any]:
        """Return the library, so that no empty screen comes before it."""
        return self.main

    def change_order(self) -> Library:
        """Sort the library the next way and return it."""
        self.library = self.library.sorted(self.library.order.following)
        return self.library

    def choose_beside(self, document: Document, offset: int | None, replaces: bool = False) -> bool:
        """Let the person choose a statement and put it beside another; tell whether there is one to choose.

        Args:
            document: The one that stays.
            offset: The place in its text.
            replaces: Whether the comparison on the screen gives way to the new one.
        """
        others = self.library.filtered(lambda other: other is not document and not other.problem)
        if document.problem or not others.documents:
            return False
        from tui.app.screens.choose import ChooseScreen

        def beside(other: Document) -> None:
            from tui.app.screens.compare import CompareScreen

            # The list gives way to the comparison at once; what lies below it need not be drawn in between.
            if replaces:
                self.pop_screen()
            self.switch_screen(CompareScreen(document, other, offset))

        self.push_screen(ChooseScreen(others, "beside", beside))
        # While the person chooses there is time to load what compares.
        self.run_worker(_load_comparison, thread=True, name="load")
        return True

    def tell(self, notice: str) -> None:
        """Show a notice in the status line of the screen."""
        from tui.app.widgets.status_bar import StatusBar

        bar = next(iter(self.screen.query("#status").results(StatusBar)), None)
        (bar or self.main.status).tell(notice)

    def collection(self) -> "Collection":
        """Return what quotations are looked up in, as far as it is indexed; for a worker thread."""
        return self.collection_of(self.start_searcher().index)

    def show_place(self, document: Document, span: Span) -> None:
        """Leave all screens for the library and read at a place."""
        while self.screen is not self.main and len(self.screen_stack) > 1:
            self.pop_screen()
        self.main.show_place(document, span)

    def on_unmount(self) -> None:
        """Let the last quotes and places get to the disk, and let the searcher end."""
        self.stop_keeping()
        self.finish_copying()
        if self._searcher is not None:
            self._searcher.stop()

    def action_command_palette(self) -> None:
        """Show all commands that work here."""
        from tui.app.palette import choose_command

        choose_command(self)

    def search_themes(self) -> None:
        """Show all themes."""
        from tui.app.palette import choose_theme

        choose_theme(self)

    async def action_show_help(self) -> None:
        """Show all keys."""
        from tui.app.screens.help import HelpScreen

        if not isinstance(self.screen, HelpScreen):
            await self.push_screen(HelpScreen())
        else:
            self.pop_screen()

    def action_help_quit(self) -> None:
        """Say how to leave to those who press ``ctrl+c`` without a selection."""
        self.tell("press q to leave, y to copy")

    def _comes_too_late(self) -> bool:
        """Tell whether what is being done is done for a screen that has been left: something was still on its way."""
        pump = active_message_pump.get(None)
        try:
            return isinstance(pump, Widget) and pump.screen not in self.screen_stack
        except NoScreen:
            return True

    def _handle_exception(self, error: Exception) -> None:
        """Turn an error meant for a person into a notice; anything else is a fault and ends the program."""
        if self.is_leaving or (isinstance(error, NoMatches) and self._comes_too_late()):
            # A screen that is gone, or was just being made, has nothing in it, and nobody is left to hear of it.
            return
        if isinstance(error, StatementsError):
            self.tell(str(error))
            return
        super()._handle_exception(error)
