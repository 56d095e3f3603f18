"""The program."""

from collections.abc import Sequence
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any, ClassVar

from textual.binding import BindingType
from textual.screen import Screen

from tui.app.colours import Coloured
from tui.app.messages import SearchNews
from tui.app.opening import Opening
from tui.documents.model import Document
from tui.documents.reading import DEFAULT_MAX_BYTES
from tui.errors import StatementsError
from tui.library import Library
from tui.text import Span

if TYPE_CHECKING:
    from tui.app.screens.search import LeftSearch
    from tui.app.trail import Trail
    from tui.quoting.verify import Collection
    from tui.search.index import Index
    from tui.search.query import Query
    from tui.search.ranking import Answer, Hit
    from tui.search.searcher import News, Searcher

_LONGEST_TRAIL = 5_000
"""Hits that can be gone through with n and N."""


def _command_provider() -> type:
    from tui.app.palette import CommandProvider

    return CommandProvider


def _load_comparison() -> None:
    import numpy  # noqa: F401

    import tui.compare.candidates
    import tui.compare.comparison  # noqa: F401


class StatementBrowser(Coloured, Opening):
    """Browse collections of public statements."""

    TITLE = "Statement Browser"
    CSS_PATH: ClassVar[list[str | PurePath]] = ["app.tcss", "screens/library.tcss"]
    COMMANDS: ClassVar[set[Any]] = {_command_provider}
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
        self.trail: Trail | None = None
        """The hits of the last search that was followed into a text."""
        self.left_search: LeftSearch | None = None
        """The search that was left for a text, to go back to."""
        self.take_colours(colours)

    def get_default_screen(self) -> Screen[Any]:
        """Return the library, so that no empty screen comes before it."""
        return self.main

    def change_order(self) -> Library:
        """Sort the library the next way and return it."""
        self.library = self.library.sorted(self.library.order.following)
        return self.library

    def start_searcher(self) -> "Searcher":
        """Return the searcher; the first time it begins to index what has been read."""
        if self._searcher is None:
            from tui.search.searcher import Searcher

            known = self.known_index()
            self._searcher = Searcher(self._tell_news, self.paths if self.remembers else (), known)
            if known is None:
                self._searcher.add(self.library.documents, is_whole=not self.progress)
        return self._searcher

    def known_index(self) -> "Index | None":
        """Return the index of the library, where somebody has made it already."""
        return None

    def _tell_news(self, news: "News") -> None:
        self.post_message(SearchNews(news))

    async def action_search(self) -> None:
        """Search all texts."""
        await self.search("")

    def back_to_search(self) -> None:
        """Go back to the hits from the text that was opened at one."""
        from tui.app.screens.search import SearchScreen

        left, self.left_search = self.left_search, None
        if left is not None:
            self.push_screen(SearchScreen(left=left))

    async def search(self, query: str) -> None:
        """Search all texts for something, or for what will be typed."""
        from tui.app.screens.search import SearchScreen

        if not isinstance(self.screen, SearchScreen):
            self.main.begin_search()
            await self.push_screen(SearchScreen(query))
        elif query:
            self.screen.search_for(query)
        else:
            self.screen.focus_bar()

    def on_search_news(self, message: SearchNews) -> None:
        """Pass on what the searcher says."""
        from tui.app.screens.search import SearchScreen

        for screen in self.screen_stack:
            if isinstance(screen, SearchScreen) and screen.is_mounted:
                screen.take(message.news)

    def remember_answer(self, answer: "Answer") -> None:
        """Remember which documents answer, for the list."""
        from tui.app.trail import Trail

        self.trail = Trail(answer)

    def read_hit(self, query: "Query", hit: "Hit", span: Span, left: "LeftSearch") -> None:
        """Leave the search for the library and read at a hit, with all hits of the query lit."""
        from tui.search.ranking import search

        self.remember_answer(search(self.start_searcher().index, query, limit=_LONGEST_TRAIL))
        self.left_search = left
        while self.screen is not self.main and len(self.screen_stack) > 1:
            self.pop_screen()
        self.main.show_hit(hit.document, span)

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

    def _handle_exception(self, error: Exception) -> None:
        """Turn an error meant for a person into a notice; anything else is a fault and ends the program."""
        if self.is_leaving:
            # A screen that was just being made has nothing in it any more, and nobody is left to hear of it.
            return
        if isinstance(error, StatementsError):
            self.tell(str(error))
            return
        super()._handle_exception(error)
