"""What the application does with quotes: keeps, carries and checks them, and opens the screens for that."""

import contextlib
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tui.app.messages import CopyDone, ForTerminal
from tui.app.remembering import Remembering
from tui.errors import StatementsError
from tui.quoting.routes import require_known

if TYPE_CHECKING:
    from tui.app.carrying import Carrier
    from tui.quoting.clipboard import Delivery
    from tui.quoting.quote import Quote
    from tui.quoting.quote_book import QuoteBook
    from tui.quoting.verify import Collection
    from tui.search.index import Index

PLAIN = "plain"
"""The style where none was chosen."""
_BEFORE_PREPARING = 0.5
"""Seconds after the first frame."""
_PATIENCE_AT_END = (4.0, 1.0)
"""Seconds that quotes may take to the disk, and then to the clipboard, when the program ends."""


def _prepare_copying() -> None:
    from tui.quoting.clipboard import prepare

    prepare()


def _usable_style(style: str) -> str:
    """Return a style that was kept, or the plain one where it is none (any more)."""
    if style != PLAIN:
        from tui.quoting.citation import require_style

        with contextlib.suppress(StatementsError):
            return require_style(style)
    return PLAIN


class Quoting(Remembering):
    """An application in which quotes are taken."""

    def __init__(self, quotes: Path | None, style: str | None, route: str | None, **options: Any) -> None:
        """Make the application.

        Args:
            quotes: The quote book; without it the one in the XDG data folder.
            style: Citation style or template of this run; without it the one that was chosen before.
            route: Way to the clipboard of this run; without it the one that was chosen before.
            options: Textual's own.
        """
        super().__init__(**options)
        self.style = style or _usable_style(self._preferences.style)
        """How citations are written: the name of a style, or a template."""
        self.route = route or require_known(self._preferences.route)
        """The way to the clipboard."""
        self.quotes_file = quotes
        """The quote book; None for the one in the XDG data folder."""
        self.taken: list[Quote] = []
        """The quotes taken in this run."""
        self._collection: tuple[Index, Collection] | None = None
        self._carrier: Carrier | None = None
        self._copies_waiting = 0
        self._for_terminal: deque[str] = deque()

    def prepare_later(self) -> None:
        """Where a copy waits for another program, start that soon after the first frame."""
        if self.route in ("auto", "desktop"):
            self.set_timer(_BEFORE_PREPARING, self._prepare)

    def _prepare(self) -> None:
        self.run_worker(_prepare_copying, thread=True, name="prepare", exit_on_error=False)

    def finish_copying(self) -> None:
        """Let the last quotes get to the disk."""
        if self._carrier is not None:
            self._carrier.stop(*(self.leaving.patience(seconds) for seconds in _PATIENCE_AT_END))
            # Nobody takes messages any more.
            self.on_for_terminal()

    async def run_action(self, *arguments: Any, **options: Any) -> bool:
        """Run an action; an error that is meant for a person becomes a notice, and the program goes on."""
        try:
            return await super().run_action(*arguments, **options)
        except StatementsError as error:
            self.tell(str(error))
            return True

    def collection_of(self, index: "Index") -> "Collection":
        """Return what quotations are looked up in; for a worker thread.

        Args:
            index: What has been indexed.
        """
        from tui.checking import collect

        if self._collection is None or self._collection[0] is not index:
            documents = [document for document in index.documents if document is not None]
            self._collection = (index, collect(documents, index))
        return self._collection[1]

    def open_book(self) -> "QuoteBook":
        """Return the quote book."""
        from tui.quoting.quote_book import QuoteBook

        return QuoteBook(self.quotes_file)

    def deliver(self, text: str, write: Callable[[str], None], route: str) -> "Delivery":
        """Send a text towards the clipboard and return what is known of it; called from a thread."""
        from tui.app.carrying import deliver

        return deliver(text, write, route)

    def carry(self, text: str, quotes: "Sequence[Quote]" = ()) -> None:
        """Put quotes into the book, then send text towards the clipboard, and say what is known of it."""
        from tui.app.carrying import Load

        if self._carrier is None:
            from tui.app.carrying import Carrier

            self._carrier = Carrier(
                self.open_book(),
                lambda: self.route,
                self._hand_over,
                lambda carried: self.post_message(CopyDone(carried)),
                self.deliver,
            )
        self._copies_waiting += 1
        self.taken += quotes
        self._carrier.carry(Load(tuple(quotes), text))

    @property
    def has_copies_waiting(self) -> bool:
        """Whether something is still on its way to the book or the clipboard."""
        return self._copies_waiting > 0

    def on_copy_done(self, message: CopyDone) -> None:
        """Say what is known of a copy."""
        self._copies_waiting -= 1
        # While the program ends there is no screen to say it on.
        if message.carried.notice and self.is_running:
            self.tell(message.carried.notice)

    def _hand_over(self, sequence: str) -> None:
        """Take a sequence for the terminal from a thread."""
        self._for_terminal.append(sequence)
        self.post_message(ForTerminal())

    def on_for_terminal(self) -> None:
        """Send what there is to the terminal, in order with everything else."""
        while self._for_terminal:
            self._write_terminal(self._for_terminal.popleft())

    def copy_to_clipboard(self, text: str) -> None:
        """Send text towards the clipboard: the one way for selections and inputs too."""
        self._clipboard = text
        self.carry(text)

    def _write_terminal(self, sequence: str) -> None:
        if self._driver is not None:
            self._driver.write(sequence)

    async def action_show_quotes(self) -> None:
        """Open the quote book, or leave it."""
        from tui.app.screens.quotes import QuotesScreen

        if isinstance(self.screen, QuotesScreen):
            self.screen.action_back()
        else:
            await self.push_screen(QuotesScreen(self.open_book()))

    async def action_verify(self) -> None:
        """Check a quotation against the collection."""
        from tui.app.screens.verify import VerifyScreen

        if not isinstance(self.screen, VerifyScreen):
            await self.push_screen(VerifyScreen())

    async def action_choose_style(self) -> None:
        """Choose how citations are written."""
        from tui.app.screens.pick import choose_style

        await choose_style(self)

    def set_style(self, style: str) -> None:
        """Write citations in a style from now on."""
        from tui.app.screens.quotes import QuotesScreen

        self.style = style
        if isinstance(self.screen, QuotesScreen):
            self.screen.refresh_style()
        self._prefer(replace(self._preferences, style=style))

    async def action_choose_route(self) -> None:
        """Choose by which way copies go."""
        from tui.app.screens.pick import choose_route

        await choose_route(self)

    def set_route(self, route: str) -> None:
        """Send copies by a way from now on."""
        self.route = route
        self._prefer(replace(self._preferences, route=route))
