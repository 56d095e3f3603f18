"""What screens with a reading pane share: finding, copying, the status line, undoing a layer."""

from typing import TYPE_CHECKING, ClassVar, cast

from textual.actions import SkipAction
from textual.app import ComposeResult
from textual.timer import Timer

from tui.app.commands import Scope, commands_of
from tui.app.screens.base import BaseScreen
from tui.app.widgets.document_view import DocumentView
from tui.app.widgets.status_bar import KeyBar, StatusBar
from tui.documents.model import Document
from tui.text import Span

if TYPE_CHECKING:
    from tui.app.app import StatementBrowser
    from tui.app.widgets.find_bar import FindBar
    from tui.quoting.quote import Quote


_LEADING = (
    "choose", "filter", "page_down", "next_sentence", "find", "select", "copy_quote", "switch", "search", "help",
    "palette", "quit",
)  # fmt: skip
"""What the bar of keys shows first, of the pane that has the keys."""
_LONG_TEXT = 500_000
"""Characters of a text in which finding waits for a pause in typing."""
_PAUSE = 0.15
"""Seconds."""


class ReadingScreen(BaseScreen):
    """A screen with one reading pane or more."""

    has_back: ClassVar[bool] = True
    """Whether esc leads back to another screen."""

    def __init__(self) -> None:
        """Make the screen."""
        super().__init__()
        self._find_from = 0
        self._query = ""
        self._find_timer: Timer | None = None

    @property
    def browser(self) -> "StatementBrowser":
        """The program."""
        return cast("StatementBrowser", self.app)

    @property
    def leading_commands(self) -> tuple[str, ...]:
        """What the bar of keys shows first: while something is selected, what can be done with it."""
        if not self.view.selection:
            return _LEADING
        return ("copy_quote", "copy_cited", *(command.id for command in commands_of(Scope.SELECTING)))

    @property
    def view(self) -> DocumentView:
        """The reading pane that has the keys, or had them last."""
        return self.query_one(DocumentView)

    def compose_bars(self) -> ComposeResult:
        """Yield the bars at the bottom."""
        yield StatusBar(id="status")
        yield KeyBar(id="keys", has_back=self.has_back)

    @property
    def status(self) -> StatusBar:
        """The status line."""
        return self.query_one("#status", StatusBar)

    def counts(self) -> str:
        """Return what stands on the right of the status line."""
        return ""

    def hits_label(self) -> str:
        """Return what was found and at which hit the reader is: ``'war' 3/17``."""
        return f"{self._query!r} {self.view.hit_count}" if self.view.hit_count else ""

    def update_status(self, keeps_notice: bool = False) -> None:
        """Say where the reader is.

        Args:
            keeps_notice: Whether a notice stays, since it is not the reader who has done something.
        """
        view = self.view
        found = self.hits_label()
        selected = f"{len(self._selected()):,} selected" if view.selection else ""
        folded = "folded" if view.is_folded else ""
        right = "  ".join(part for part in (selected, found, folded, self.counts()) if part)
        if not keeps_notice:
            self.status.tell("")
        self.status.update(view.place, right)

    def follow(self, *views: DocumentView) -> None:
        """Say anew where the reader is whenever one of the panes moves, in the same frame."""
        for view in views:
            self.watch(view, "moves", self._moved, init=False)

    def _moved(self) -> None:
        if self.is_mounted:
            self.update_status()

    async def _find_bar(self) -> "FindBar":
        """Return the bar to type in, made when it is first asked for: start-up has no time for it."""
        from tui.app.widgets.find_bar import FindBar

        if not self.query("#find"):
            await self.mount(FindBar("find", self.find_typed, self._end_find, id="find"), before="#status")
        return self.query_one("#find", FindBar)

    async def action_find(self) -> None:
        """Open the bar for finding in the text."""
        bar = await self._find_bar()
        self._find_from = self.view.sentence.start
        bar.open()

    def find_typed(self, query: str) -> None:
        """Light what is typed, from where finding began."""
        self._query = query
        if self._find_timer is not None:
            self._find_timer.stop()
            self._find_timer = None
        document = self.view.document
        if document is not None and len(document.text) > _LONG_TEXT:
            # Looking through megabytes at every letter would hold the next one up.
            self._find_timer = self.set_timer(_PAUSE, self._find)
        else:
            self._find()

    def _find(self) -> None:
        from tui.app.widgets.find_bar import FindBar

        self._find_timer = None
        query = self._query
        self.view.find(query, self._find_from)
        answer = self.view.hit_count or ("nothing found" if query.strip() else "")
        self.query_one("#find", FindBar).answer(answer)

    def on_lit_view_went_round(self, message: DocumentView.WentRound) -> None:
        """Say that the hits begin again."""
        self.tell_round(message.step, message.is_alone)

    def tell_round(self, step: int, is_alone: bool) -> None:
        """Say that the hits begin again.

        Args:
            step: The way the reader goes.
            is_alone: Whether the one hit he is at is all there is.
        """
        again = "from the first hit again" if step > 0 else "from the last hit again"
        self.status.tell("there is no other hit" if is_alone else again)

    def _end_find(self, query: str) -> None:
        """Close the bar and keep the hits."""
        if self._find_timer is not None:
            self._find_timer.stop()
            self._find()
        self._close_find()
        if self._query.strip() and not self.view.hits:
            self.status.tell(f"nothing found for {self._query!r}")

    def _close_find(self) -> bool:
        """Close the bar; tell whether it was open."""
        from tui.app.widgets.find_bar import FindBar

        bars = self.query("#find").results(FindBar)
        bar = next(iter(bars), None)
        if bar is None or not bar.is_open:
            return False
        bar.close()
        self.set_focus(self.view)
        return True

    def undo_layer(self) -> bool:
        """Undo the uppermost of bar, selection and hits; tell whether there was one."""
        if self.query("#find") and self._close_find():
            self.view.clear_hits()
            return True
        if self.view.selection:
            self.view.set_selection(None)
            return True
        return self.view.clear_hits()

    def action_back(self) -> None:
        """Undo one layer; below the last, leave the screen."""
        if not self.undo_layer():
            super().action_back()

    def quoted(self) -> tuple[Document, Span] | None:
        """Return what would be copied: the selection, or else the current sentence, and the document it is of."""
        view = self.view
        span = view.selection or view.sentence
        return None if view.document is None or span.end <= span.start else (view.document, span)

    def take_quote(self) -> "Quote | None":
        """Return the quote of what would be copied; None where there is nothing."""
        from tui.quoting.quote import take_quote

        quoted = self.quoted()
        quote = take_quote(*quoted) if quoted else None
        if quote is None or not quote.text:
            self.status.tell("nothing to copy here")
            return None
        return quote

    def action_copy(self) -> None:
        """Put the selection, or else the current sentence, into the book and copy its words."""
        quote = self.take_quote()
        if quote is not None:
            self.browser.carry(quote.words, [quote])

    def action_copy_line(self) -> None:
        """Put it into the book and copy its words as one line."""
        from tui.quoting.clipboard import one_line

        quote = self.take_quote()
        if quote is not None:
            self.browser.carry(one_line(quote.words), [quote])

    def action_copy_cited(self) -> None:
        """Put it into the book and copy its words with their source."""
        from tui.quoting.citation import with_citation

        quote = self.take_quote()
        if quote is not None:
            self.browser.carry(with_citation(quote, self.browser.style), [quote])

    def action_copy_text(self) -> None:
        """Copy the selection like any quote."""
        if not self.view.selection:
            raise SkipAction()
        self.action_copy()

    async def action_search_word(self) -> None:
        """Search all texts for the word the reader points at."""
        word = self.view.word
        if word:
            await self.browser.search(word)
        else:
            self.status.tell("there is no word here to search")

    def _selected(self) -> str:
        """Return the words that would be copied of what is selected in the pane in use."""
        from tui.quoting.quote import take_quote

        quoted = self.quoted()
        return take_quote(*quoted).words if quoted and self.view.selection else ""
