"""The program."""

import asyncio
import contextlib
import gc
import signal
import sys
import time
from collections import deque
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any, ClassVar

from textual import events
from textual.app import App
from textual.binding import BindingType
from textual.screen import Screen
from textual.timer import Timer
from textual.worker import get_current_worker

from tui.app.messages import CopyDone, DocumentsRead, ForTerminal, KeyDone, SearchNews
from tui.app.screens.library import LibraryScreen
from tui.app.themes import DARK, LIGHT, THEMES
from tui.documents.model import Document
from tui.documents.reading import DEFAULT_MAX_BYTES
from tui.errors import StatementsError
from tui.library import Library, Order, Source, find_sources
from tui.quoting.quote_book import QuoteBook
from tui.state import Preferences, load_preferences, save_preferences
from tui.text import Span

if TYPE_CHECKING:
    from tui.app.carrying import Carrier
    from tui.app.screens.search import LeftSearch
    from tui.app.trail import Trail
    from tui.quoting.quote import Quote
    from tui.quoting.verify import Collection
    from tui.search.index import Index
    from tui.search.query import Query
    from tui.search.ranking import Answer, Hit
    from tui.search.searcher import News, Searcher

_BATCH_SECONDS = 0.25
"""How often the list grows while files are read: a progress of four steps a second."""


_LONGEST_KEY = 0.5
"""Seconds a key may take before the next one is let through all the same."""
_BEFORE_PREPARING = 0.5
"""Seconds after the first frame."""
_PATIENCE_AT_END = (4.0, 1.0)
"""Seconds that quotes may take to the disk, and then to the clipboard, when the program ends."""
_LONGEST_TRAIL = 5_000
"""Hits that can be gone through with n and N."""


def _command_provider() -> type:
    from tui.app.palette import CommandProvider

    return CommandProvider


def _load_comparison() -> None:
    import numpy  # noqa: F401

    import tui.compare.candidates
    import tui.compare.comparison  # noqa: F401


def _prepare_copying() -> None:
    from tui.quoting.clipboard import prepare

    prepare()


class StatementBrowser(App[None]):
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
    ) -> None:
        """Make the program.

        Args:
            paths: Files and folders to open; none stands for the sample statements.
            max_bytes: Larger files are not opened.
            quotes: The quote book; without it the one in the XDG data folder.
            style: Citation style or template of this run; without it the one that was chosen before.
            route: Way to the clipboard of this run; without it the one that was chosen before.
        """
        super().__init__()
        self.animation_level = "none"
        self.library = Library()
        self.progress = ""
        self.trail: Trail | None = None
        """The hits of the last search that was followed into a text."""
        self.left_search: LeftSearch | None = None
        """The search that was left for a text, to go back to."""
        self._searcher: Searcher | None = None
        self._keys: deque[events.Key] = deque()
        self._key_timer: Timer | None = None
        self._holds_keys = False
        self._paths = tuple(paths)
        self._max_bytes = max_bytes
        self._preferences = self._kept_preferences = load_preferences()
        self.style = style or self._preferences.style
        """How citations are written: the name of a style, or a template."""
        self.route = route or self._preferences.route
        """The way to the clipboard."""
        self.quotes_file = quotes
        """The quote book; None for the one in the XDG data folder."""
        self.taken: list[Quote] = []
        """The quotes taken in this run."""
        self._collection: tuple[Index, Collection] | None = None
        self._carrier: Carrier | None = None
        self._copies_waiting = 0
        for theme in THEMES:
            self.register_theme(theme)
        wanted = self._preferences.theme
        self.theme = wanted if wanted in self.available_themes else DARK.name
        self.main = LibraryScreen()

    def get_default_screen(self) -> Screen[Any]:
        """Return the library, so that no empty screen comes before it."""
        return self.main

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Return our own colours for themes that do not know them."""
        return dict((DARK if self.current_theme.dark else LIGHT).variables)

    def begin(self) -> None:
        """Read the first document, show it, and read the rest in the background."""
        with contextlib.suppress(NotImplementedError, ValueError, RuntimeError):
            # The terminal must be left as it was found when the program is asked to end.
            asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, self.exit)
        sources = find_sources(self._paths)
        first, rest = self._read_first(sources)
        self.library = Library(tuple(first)).sorted(Order.FILE)
        self.main.view.measure = self._preferences.measure
        self.main.start(self.library, is_single=len(sources) == 1)
        self.call_after_refresh(self._settle, rest, len(sources))

    def _read_first(self, sources: Sequence[Source]) -> tuple[list[Document], list[Source]]:
        """Read up to the first file that opens, so that the first frame is a useful one."""
        documents: list[Document] = []
        for count, source in enumerate(sources[:20], 1):
            documents.append(source.read(self._max_bytes))
            if not documents[-1].problem:
                return documents, list(sources[count:])
        return documents, list(sources[20:])

    def _settle(self, sources: list[Source], total: int) -> None:
        """Go on once the first frame is drawn: collect garbage again, read the other files."""
        gc.freeze()
        gc.enable()
        self.set_timer(_BEFORE_PREPARING, self._prepare_copying)
        if sources:
            self.progress = f"reading {total - len(sources)} of {total}"
            self.run_worker(lambda: self._read_sources(sources, total), thread=True, exclusive=True, name="read")

    def _prepare_copying(self) -> None:
        """Where a copy waits for another program, start that ahead."""
        if self.route in ("auto", "desktop"):
            self.run_worker(_prepare_copying, thread=True, name="prepare", exit_on_error=False)

    def _read_sources(self, sources: list[Source], total: int) -> None:
        """Read files one after the other and post them in batches; runs in a thread."""
        worker = get_current_worker()
        # Short turns on the interpreter lock keep the keys quick while files are parsed.
        interval = sys.getswitchinterval()
        sys.setswitchinterval(0.0005)
        batch: list[Document] = []
        posted = time.monotonic()
        done = total - len(sources)
        try:
            for source in sources:
                if worker.is_cancelled:
                    return
                batch.append(source.read(self._max_bytes))
                done += 1
                if time.monotonic() - posted >= _BATCH_SECONDS:
                    self.post_message(DocumentsRead(batch, done, total))
                    batch, posted = [], time.monotonic()
            self.post_message(DocumentsRead(batch, done, total))
        finally:
            sys.setswitchinterval(interval)

    def on_documents_read(self, message: DocumentsRead) -> None:
        """Add what has been read to the library."""
        is_done = message.done >= message.total
        self.progress = "" if is_done else f"reading {message.done} of {message.total}"
        self.library = self.library.adding(message.documents)
        if self._searcher is not None:
            self._searcher.add(message.documents, is_whole=is_done)
        self.main.show_library(self.library)
        if self.main.view.document is None and self.library.documents:
            self.main.open_document(self.library.documents[0])
        if is_done:
            gc.freeze()

    def change_order(self) -> Library:
        """Sort the library the next way and return it."""
        self.library = self.library.sorted(self.library.order.following)
        return self.library

    def start_searcher(self) -> "Searcher":
        """Return the searcher; the first time it begins to index what has been read."""
        if self._searcher is None:
            from tui.search.searcher import Searcher

            self._searcher = Searcher(self._tell_news, self._paths)
            self._searcher.add(self.library.documents, is_whole=not self.progress)
        return self._searcher

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

    async def on_event(self, event: events.Event) -> None:
        """Let each key have its effect before the next one goes where the keys go then.

        Keys that come in one burst, as over a slow line, would otherwise all go to the pane that had the
        first: ``s`` opens a bar, and what is typed after it belongs there.
        """
        if not isinstance(event, events.Key) or event.is_forwarded:
            await super().on_event(event)
        elif self._key_timer is not None:
            self._keys.append(event)
        else:
            await self._pass_on(event)

    @property
    def has_keys_waiting(self) -> bool:
        """Whether a key has not had its effect yet."""
        return self._key_timer is not None or bool(self._keys)

    async def _pass_on(self, key: events.Key) -> None:
        """Pass a key on; behind it goes a message that comes back when the key has had its effect."""
        self._key_timer = self.set_timer(_LONGEST_KEY, self._next_key)
        # Where the key opens another screen, the keys after it wait for that one, half a second at most.
        self._holds_keys = key.key in getattr(self.screen, "closing_keys", ())
        target = self.focused or self.screen
        await super().on_event(key)
        target.post_message(KeyDone())

    async def on_key_done(self) -> None:
        """Pass the next key on, unless one screen is about to give way to another."""
        if not self._holds_keys:
            await self._next_key()

    def release_keys(self) -> None:
        """Let the keys go to the screen that has come."""
        if self._holds_keys:
            self.run_worker(self._next_key(), name="keys")

    async def _next_key(self) -> None:
        self._holds_keys = False
        if self._key_timer is not None:
            self._key_timer.stop()
            self._key_timer = None
        if self._keys:
            await self._pass_on(self._keys.popleft())

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

    def carry(self, text: str, quotes: "Sequence[Quote]" = ()) -> None:
        """Put quotes into the book, then send text towards the clipboard, and say what is known of it."""
        from tui.app.carrying import Load

        if self._carrier is None:
            from tui.app.carrying import Carrier

            self._carrier = Carrier(
                QuoteBook(self.quotes_file),
                lambda: self.route,
                lambda sequence: self._post(ForTerminal(sequence)),
                lambda carried: self._post(CopyDone(carried)),
            )
        self._copies_waiting += 1
        self.taken += quotes
        self._carrier.carry(Load(tuple(quotes), text))

    def _post(self, message: ForTerminal | CopyDone) -> None:
        """Post a message from a thread; when the program has ended there is nobody to take it."""
        self.post_message(message)

    @property
    def has_copies_waiting(self) -> bool:
        """Whether something is still on its way to the book or the clipboard."""
        return self._copies_waiting > 0

    def on_copy_done(self, message: CopyDone) -> None:
        """Say what is known of a copy."""
        self._copies_waiting -= 1
        if message.carried.notice:
            self.tell(message.carried.notice)

    def on_for_terminal(self, message: ForTerminal) -> None:
        """Send a sequence to the terminal, in order with everything else."""
        self._write_terminal(message.sequence)

    def tell(self, notice: str) -> None:
        """Show a notice in the status line of the screen."""
        from tui.app.widgets.status_bar import StatusBar

        bar = next(iter(self.screen.query("#status").results(StatusBar)), None)
        (bar or self.main.status).tell(notice)

    def copy_to_clipboard(self, text: str) -> None:
        """Send text towards the clipboard: the one way for selections and inputs too."""
        self._clipboard = text
        self.carry(text)

    def collection(self) -> "Collection":
        """Return what quotations are looked up in; for a worker thread."""
        from tui.checking import collect

        index = self.start_searcher().index
        if self._collection is None or self._collection[0] is not index:
            documents = [document for document in index.documents if document is not None]
            self._collection = (index, collect(documents, index))
        return self._collection[1]

    def show_place(self, document: Document, span: Span) -> None:
        """Leave all screens for the library and read at a place."""
        while self.screen is not self.main and len(self.screen_stack) > 1:
            self.pop_screen()
        self.main.show_place(document, span)

    def action_show_quotes(self) -> None:
        """Open the quote book, or leave it."""
        from tui.app.screens.quotes import QuotesScreen

        if isinstance(self.screen, QuotesScreen):
            self.screen.action_back()
        else:
            self.push_screen(QuotesScreen(QuoteBook(self.quotes_file)))

    def action_verify(self) -> None:
        """Check a quotation against the collection."""
        from tui.app.screens.verify import VerifyScreen

        if not isinstance(self.screen, VerifyScreen):
            self.push_screen(VerifyScreen())

    def action_choose_style(self) -> None:
        """Choose how citations are written."""
        from tui.app.screens.pick import choose_style

        choose_style(self)

    def set_style(self, style: str) -> None:
        """Write citations in a style from now on."""
        from tui.app.screens.quotes import QuotesScreen

        self.style = style
        if isinstance(self.screen, QuotesScreen):
            self.screen.refresh_style()
        self._keep(replace(self._preferences, style=style))

    def action_choose_route(self) -> None:
        """Choose by which way copies go."""
        from tui.app.screens.pick import choose_route

        choose_route(self)

    def set_route(self, route: str) -> None:
        """Send copies by a way from now on."""
        self.route = route
        self._keep(replace(self._preferences, route=route))

    def _write_terminal(self, sequence: str) -> None:
        if self._driver is not None:
            self._driver.write(sequence)

    def watch_theme(self, theme: str) -> None:
        """Remember the theme."""
        if self.is_running and theme != self._preferences.theme:
            self._keep(replace(self._preferences, theme=theme))

    def _keep(self, preferences: Preferences) -> None:
        self._preferences = self._kept_preferences = preferences
        save_preferences(preferences)

    def remember_measure(self, measure: int) -> None:
        """Remember the measure; it is written when the program ends."""
        self._preferences = replace(self._preferences, measure=measure)

    def on_unmount(self) -> None:
        """Let the last quotes get to the disk; keep the preferences; let the searcher end."""
        if self._carrier is not None:
            self._carrier.stop(*_PATIENCE_AT_END)
        if self._searcher is not None:
            self._searcher.stop()
        if self._preferences != self._kept_preferences:
            save_preferences(self._preferences)

    def action_show_help(self) -> None:
        """Show all keys."""
        from tui.app.screens.help import HelpScreen

        if not isinstance(self.screen, HelpScreen):
            self.push_screen(HelpScreen())
        else:
            self.pop_screen()

    def action_help_quit(self) -> None:
        """Say how to leave to those who press ``ctrl+c`` without a selection."""
        self.main.status.tell("press q to leave, y to copy")

    def action_redraw(self) -> None:
        """Draw the whole screen again."""
        self.screen.refresh(layout=True)

    def _handle_exception(self, error: Exception) -> None:
        """Turn an error meant for a person into a notice; anything else is a fault and ends the program."""
        if isinstance(error, StatementsError):
            self.tell(str(error))
            return
        super()._handle_exception(error)
