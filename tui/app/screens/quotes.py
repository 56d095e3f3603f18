"""The quote book: what was quoted, by document and time, the whole of each, and where it stands."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, cast

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container
from textual.timer import Timer
from textual.widgets import Input

from tui.app.commands import Scope, bindings
from tui.app.lines import Line
from tui.app.screens.base import BaseScreen
from tui.app.widgets.find_bar import FindBar
from tui.app.widgets.line_list import LineList
from tui.app.widgets.quote_list import QuoteList
from tui.app.widgets.status_bar import KeyBar, StatusBar
from tui.documents.model import Document
from tui.errors import StatementsError
from tui.quoting.quote import Quote
from tui.quoting.quote_book import Entry, QuoteBook
from tui.text import Span, fold_key

if TYPE_CHECKING:
    from tui.app.app import StatementBrowser

_SIDE_BY_SIDE = 100
"""Columns from which the quote stands beside the list; below, under it."""
_EMPTY = """There are no quotes in the book yet.

In a text, y copies the current sentence or the selection and puts it here; Y copies it with its source. v begins a \
selection. Each quote is kept with its document, its place and the time, {whereabouts}"""
_SUFFIXES = {"markdown": "md", "bibtex": "bib", "csl-json": "json", "csv": "csv", "json": "json"}
_FORMATS = (
    ("markdown", "by document, with notes"),
    ("bibtex", "for LaTeX and reference managers"),
    ("csl-json", "for Zotero, pandoc and others"),
    ("csv", "a row a quote, for spreadsheets"),
    ("json", "all fields"),
)


_LOOK = 0.1
"""Seconds between two looks whether a quote that is on its way has come."""


class _Whole(LineList, inherit_bindings=False):
    """One quote whole; the keys do with it what they do in the list."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(Scope.QUOTES)


class QuotesScreen(BaseScreen):
    """The quotes on the left, one of them whole on the right."""

    CSS_PATH = "quotes.tcss"

    def __init__(self, book: QuoteBook) -> None:
        """Take the book."""
        super().__init__()
        self._book = book
        self._query = ""
        self._problem = ""
        self._news: Timer | None = None

    @property
    def browser(self) -> "StatementBrowser":
        """The program."""
        return cast("StatementBrowser", self.app)

    @property
    def quotes(self) -> QuoteList:
        """The list."""
        return self.query_one(QuoteList)

    @property
    def status(self) -> StatusBar:
        """The status line."""
        return self.query_one("#status", StatusBar)

    def compose(self) -> ComposeResult:
        """Yield the list, the quote and the bars."""
        with Container(id="book"):
            yield QuoteList(id="quotes")
            yield _Whole(id="quote", hang=0)
        yield FindBar("filter", self._narrow, self._enter, id="filter")
        yield FindBar("note", entered=self._annotate, id="note", longest=4000)
        yield StatusBar(id="status")
        yield KeyBar(id="keys", has_back=True)

    def on_mount(self) -> None:
        """Show the quotes."""
        self.watch(self.quotes, "moves", self._cursor_moved, init=False)
        self.set_focus(self.quotes)
        self._refresh()
        if self.browser.has_copies_waiting:
            self._news = self.set_interval(_LOOK, self._look_again)
        self.call_after_refresh(self.browser.release_keys)

    def fit(self, columns: int, rows: int) -> None:
        """Put the quote beside the list or under it."""
        self.set_class(columns < _SIDE_BY_SIDE, "-stacked")

    def _look_again(self) -> None:
        """Show what was just taken and has come into the book only now."""
        is_last = not self.browser.has_copies_waiting
        before = len(self._book.entries)
        self._read_book()
        if len(self._book.entries) != before:
            self._show_book(self.quotes.entry.id if self.quotes.entry else None)
        if is_last and self._news is not None:
            self._news.stop()

    def _refresh(self, keep: str | None = None) -> None:
        """Read what the book holds now and show it."""
        self._read_book()
        self.status.tell(self._problem)
        self._show_book(keep)

    def _read_book(self) -> None:
        try:
            self._book.refresh()
        except StatementsError as error:
            self._problem = str(error)
        else:
            self._problem = ""

    def _show_book(self, keep: str | None) -> None:
        wanted = fold_key(self._query).split()
        entries = [entry for entry in self._book.entries if all(word in _searched(entry) for word in wanted)]
        self.quotes.show(entries, keep)
        is_empty = not self._book.entries
        if is_empty != self.has_class("-empty"):
            self.set_class(is_empty, "-empty")
            self.set_focus(self.query_one(_Whole) if is_empty else self.quotes)
        self._show_quote()

    def _cursor_moved(self) -> None:
        self.status.tell("")
        self._show_quote()

    def _show_quote(self) -> None:
        """Show the quote under the cursor whole, and where it comes from."""
        from tui.quoting.citation import cite

        entry = self.quotes.entry
        total = len(self._book.entries)
        if entry is None:
            lines = [Line(text) for text in self._nothing().split("\n")]
        else:
            lines = [Line(text) for text in entry.quote.words.split("\n")]
            lines += [Line(""), *(Line(text) for text in cite(entry.quote, self.browser.style).split("\n"))]
            lines += [Line(""), Line("Note", is_heading=True), Line(entry.note)] if entry.note else []
        self.query_one(_Whole).show(tuple(lines))
        left = f"quote {self.quotes.cursor + 1} of {len(self.quotes.entries)}" if entry else ""
        shown = f"{len(self.quotes.entries)} of {_count(total, 'quote')}" if self._query.strip() else ""
        unread = self._book.unread
        garbage = f"{_count(unread, 'line')} {'makes' if unread == 1 else 'make'} no sense" if unread else ""
        self.status.update(left, "  ".join(part for part in (garbage, shown) if part))

    def _nothing(self) -> str:
        """Say why there is no quote to show."""
        if self._book.entries:
            return "Nothing in the book has these words."
        return f"{self._problem}." if self._problem else _EMPTY.format(whereabouts=self._book.whereabouts)

    def _do(self, change: Callable[[], object], keep: str | None = None) -> bool:
        """Change the book and show it; tell whether that could be written."""
        try:
            change()
        except StatementsError as error:
            self.status.tell(str(error))
            return False
        self._refresh(keep)
        return True

    def action_switch_pane(self) -> None:
        """Go from the list to the quote and back."""
        whole = self.query_one(_Whole)
        if not self.has_class("-empty"):
            self.set_focus(self.quotes if self.focused is whole else whole)

    def _chosen(self) -> Entry | None:
        """Return the quote under the cursor; say so where there is none."""
        if self.quotes.entry is None:
            self.status.tell("there is no quote here")
        return self.quotes.entry

    def action_open(self) -> None:
        """Read where the quote stands."""
        entry = self._chosen()
        if entry is None:
            return
        document = self._document(entry.quote)
        if document is None:
            self.status.tell(f"not among the opened statements: {entry.quote.path or entry.quote.document_id}")
            return
        span = _place_now(document, entry.quote)
        if span is None:
            self.status.tell("its words do not stand in the file any more as they were quoted")
            return
        self.browser.show_place(document, span)
        if span != entry.quote.span:
            self.browser.tell("the file has changed since: the words stand elsewhere now")

    def on_quote_list_chosen(self) -> None:
        """Read where the quote stands."""
        if self.is_current:
            self.action_open()

    def _document(self, quote: Quote) -> Document | None:
        """Return the opened document a quote is of, also where its file was moved since."""
        library = self.browser.library
        for document in library:
            if str(document.path.absolute()) == quote.path:
                return document
        for document in library:
            if document.sha256 == quote.sha256 is not None:
                return document
        named = library.get(quote.document_id)
        # Another folder may hold another text of that name.
        return named if named is not None and _place_now(named, quote) is not None else None

    def action_copy(self) -> None:
        """Copy the words again."""
        if entry := self._chosen():
            self.browser.carry(entry.quote.words)

    def action_copy_line(self) -> None:
        """Copy the words again, as one line."""
        from tui.quoting.clipboard import one_line

        if entry := self._chosen():
            self.browser.carry(one_line(entry.quote.words))

    def action_copy_cited(self) -> None:
        """Copy the words again with their source."""
        from tui.quoting.citation import with_citation

        if entry := self._chosen():
            self.browser.carry(with_citation(entry.quote, self.browser.style))

    def action_copy_all(self) -> None:
        """Copy all listed quotes with their sources."""
        from tui.quoting.export import cite_all

        if self._chosen():
            self.browser.carry(cite_all([entry.quote for entry in self.quotes.entries], self.browser.style))

    def action_delete(self) -> None:
        """Take the quote out of the book."""
        entry = self._chosen()
        if entry is not None and self._do(lambda: self._book.delete(entry.id)):
            self.status.tell("deleted; u brings it back")

    def action_restore(self) -> None:
        """Bring back what was deleted last."""
        try:
            entry = self._book.restore()
        except StatementsError as error:
            self.status.tell(str(error))
            return
        if entry is None:
            self.status.tell("nothing was deleted")
        else:
            self._refresh(entry.id)

    def action_reorder(self, step: int) -> None:
        """Move the quote up or down the list."""
        entries, at = self.quotes.entries, self.quotes.cursor
        if not 0 <= at + step < len(entries):
            return
        entry, neighbour = entries[at], entries[at + step]
        order = [each.id for each in self._book.entries if each.id != entry.id]
        place = order.index(neighbour.id) + (1 if step > 0 else 0)
        after = order[place - 1] if place else None
        self._do(lambda: self._book.move(entry.id, after), entry.id)

    def action_note(self) -> None:
        """Write a note to the quote."""
        entry = self._chosen()
        if entry is not None:
            bar = self.query_one("#note", FindBar)
            bar.open()
            bar.query_text = entry.note

    def action_filter(self) -> None:
        """Narrow the list."""
        self.query_one("#filter", FindBar).open()

    def _narrow(self, query: str) -> None:
        """Narrow the list while the person types."""
        self._query = query
        self._refresh()
        answer = f"{len(self.quotes.entries)} of {len(self._book.entries)}" if query else ""
        self.query_one("#filter", FindBar).answer(answer)

    def _enter(self, query: str) -> None:
        """Keep the narrowed list."""
        self.set_focus(self.quotes)

    def _annotate(self, note: str) -> None:
        """Keep the note."""
        entry = self.quotes.entry
        self.set_focus(self.quotes)
        self.query_one("#note", FindBar).close()
        if entry is not None and note.strip() != entry.note:
            self._do(lambda: self._book.annotate(entry.id, note.strip()), entry.id)

    async def action_export(self) -> None:
        """Write the listed quotes to a file."""
        from tui.app.screens.pick import AskScreen, PickScreen
        from tui.quoting.export import export

        entries = self.quotes.entries
        if not entries:
            self.status.tell("there is nothing to export")
            return

        def choose(format: str | None) -> None:
            if format:
                name = f"quotes.{_SUFFIXES[format]}"
                screen = AskScreen("write to", name, lambda path: _write_new(path, export(entries, format)))
                self.browser.push_screen(screen, tell)

        def tell(path: str | None) -> None:
            if path:
                self.status.tell(f"{_count(len(entries), 'quote')} written to {Path(path).expanduser().absolute()}")

        await self.browser.push_screen(PickScreen("Export", _FORMATS, "markdown"), choose)

    def action_back(self) -> None:
        """Undo the uppermost of note, filter and screen."""
        note, filter_bar = self.query_one("#note", FindBar), self.query_one("#filter", FindBar)
        if note.is_open:
            note.close()
        elif filter_bar.is_open:
            filter_bar.close()
            self._query = ""
            self._refresh(self.quotes.entry.id if self.quotes.entry else None)
        elif isinstance(self.focused, LineList | Input) and not self.has_class("-empty"):
            pass
        else:
            super().action_back()
            return
        self.set_focus(self.quotes)

    def refresh_style(self) -> None:
        """Show the source in another style."""
        self._show_quote()


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _searched(entry: Entry) -> str:
    """Return what the filter looks through."""
    quote = entry.quote
    return fold_key("\n".join([quote.words, quote.name, *quote.authors, quote.document_id, entry.note]))


def _place_now(document: Document, quote: Quote) -> Span | None:
    """Return where the words stand now, the place nearest to the old one; None where they do not."""
    from tui.quoting.recheck import nearest_place

    if document.text[quote.span.start : quote.span.end] == quote.text:
        return quote.span
    return nearest_place(document.text, quote)


def _write_new(name: str, text: str) -> None:
    """Write a file that is not there yet.

    Raises:
        StatementsError: It is there, or cannot be written.
    """
    if not name.strip():
        raise StatementsError("a file name is wanted")
    path = Path(name)
    try:
        path = path.expanduser()
        with open(path, "x", encoding="utf-8", errors="replace", newline="") as file:
            file.write(text)
    except FileExistsError:
        raise StatementsError(f"{path} is there already: choose another name") from None
    except (OSError, ValueError, RuntimeError) as error:
        raise StatementsError(f"{path} cannot be written: {getattr(error, 'strerror', None) or error}") from None
