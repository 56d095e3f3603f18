"""The list of quotes: the document as a heading, then each quote's place, time and first words."""

from bisect import bisect_right
from collections.abc import Sequence
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import BindingType
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip

from tui.app.commands import Scope, bindings
from tui.app.page import shown, wrap
from tui.app.widgets.rows_view import RowsView, cropped, set_virtual_size
from tui.quoting.quote_book import Entry

_TEXT_ROWS = 2
"""Rows of a quote's words; the whole stands beside the list."""
_LONGEST = 1_000


class QuoteList(RowsView, can_focus=True, inherit_bindings=False):
    """Quotes with a cursor."""

    DEFAULT_CSS = """
    QuoteList {
        background: $surface;
        overflow-x: hidden;
        overflow-y: scroll;
        scrollbar-size-vertical: 0;
        & .quote-list--heading { text-style: bold; color: $primary; }
        & .quote-list--quiet { color: $quiet; }
        & .quote-list--cursor { background: $list-cursor; text-style: $list-cursor-style; }
        & .quote-list--mark { color: $quiet; }
    }
    QuoteList:focus .quote-list--mark { color: $accent; text-style: bold not reverse; }
    QuoteList:focus .quote-list--cursor { text-style: $list-cursor-focus-style; }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {f"quote-list--{name}" for name in ("heading", "quiet", "cursor", "mark")}
    BINDINGS: ClassVar[list[BindingType]] = bindings(Scope.QUOTES)

    moves: reactive[int] = reactive(0, init=False, repaint=False)
    """Counts moves of the cursor; who shows the quote under it watches it."""

    class Chosen(Message):
        """A quote was chosen with a second click."""

    def __init__(self, *, id: str | None = None) -> None:
        """Make an empty list."""
        super().__init__(id=id)
        self.entries: tuple[Entry, ...] = ()
        self.cursor = 0
        self._rows: list[tuple[int, str, str]] = []
        self._tops: list[int] = []

    @property
    def entry(self) -> Entry | None:
        """The quote under the cursor."""
        return self.entries[self.cursor] if self.cursor < len(self.entries) else None

    def show(self, entries: Sequence[Entry], keep: str | None = None) -> None:
        """Show quotes.

        Args:
            entries: The quotes, in order.
            keep: Id of the one the cursor should be on; without it, it stays at its place in the list.
        """
        self.entries = tuple(entries)
        ids = [entry.id for entry in self.entries]
        place = ids.index(keep) if keep in ids else self.cursor
        self.cursor = max(0, min(place, len(self.entries) - 1))
        self._lay_out()

    def on_resize(self, event: events.Resize) -> None:
        """Break the words anew."""
        self._lay_out()

    def _lay_out(self) -> None:
        if not self.size.width:
            return
        self._rows, self._tops = [], []
        before: tuple[str, str] | None = None
        for index, entry in enumerate(self.entries):
            quote = entry.quote
            document = (quote.document_id, quote.path)
            if document != before:
                self._rows += [(-1, "", "")] if self._rows else []
                self._rows.append((-1, "heading", quote.name))
                before = document
            self._tops.append(len(self._rows))
            place = "  ".join(part for part in (quote.locator, _when(quote.taken)) if part)
            self._rows.append((index, "quiet", f"{place}  ✎ {entry.note}" if entry.note else place))
            self._rows += [(index, "", row) for row in self._words(quote.words)]
        set_virtual_size(self, len(self._rows))
        self._reveal()

    def _words(self, text: str) -> list[str]:
        """Return the first rows of a quote's words."""
        line = " ".join(text[:_LONGEST].split())
        spans = wrap(line, max(4, self.size.width - 3))
        rows = [line[start:end] for start, end in spans[:_TEXT_ROWS]]
        if len(spans) > _TEXT_ROWS or len(text) > _LONGEST:
            rows[-1] = cropped(f"{shown(rows[-1])} …", self.size.width - 3)
        return rows

    def render_line(self, y: int) -> Strip:
        """Draw one row."""
        width, base = self.size.width, self.rich_style
        at = y + round(self.scroll_offset.y)
        if not 0 <= at < len(self._rows):
            return Strip([Segment(" " * width, base)], width)
        index, name, text = self._rows[at]
        style = base + self._style(name) if name else base
        mark = Segment("  ", base)
        if index == self.cursor and index >= 0:
            cursor = self._style("cursor")
            style, base = style + cursor, base + cursor
            mark = Segment("▌ ", base + self._style("mark"))
        text = cropped(shown(text), max(1, width - 3))
        return Strip([mark, Segment(text, style)]).adjust_cell_length(width, base)

    def _style(self, name: str) -> Style:
        return self.get_component_rich_style(f"quote-list--{name}", partial=True)

    def action_move(self, step: int) -> None:
        """Move to the next quote, or the one before."""
        self._move_to(self.cursor + step)

    def action_move_page(self, step: int) -> None:
        """Move a page."""
        if not self.entries:
            return
        wanted = self._tops[self.cursor] + step * max(1, self.size.height - 2)
        self._move_to(max(0, bisect_right(self._tops, wanted) - 1) if wanted > 0 else 0)

    def action_move_end(self, step: int) -> None:
        """Move to the first quote or the last."""
        self._move_to(0 if step < 0 else len(self.entries) - 1)

    def on_click(self, event: events.Click) -> None:
        """Move to a quote; a second click chooses it."""
        at = event.y + round(self.scroll_offset.y)
        if not 0 <= at < len(self._rows) or self._rows[at][0] < 0:
            return
        if self._rows[at][0] == self.cursor and event.chain > 1:
            self.post_message(self.Chosen())
        self._move_to(self._rows[at][0])

    def _move_to(self, place: int) -> None:
        place = max(0, min(place, len(self.entries) - 1))
        if place != self.cursor and self.entries:
            self.cursor = place
            self.refresh()
            self._reveal()
            self.moves += 1

    def _reveal(self) -> None:
        if not self._tops:
            return
        top, height = self._tops[self.cursor], max(1, self.size.height)
        bottom = top + 1 + _TEXT_ROWS
        first = 0 if self.cursor == 0 else top - 1
        if first < self.scroll_offset.y:
            self.scroll_to(y=first, animate=False)
        elif bottom > self.scroll_offset.y + height:
            self.scroll_to(y=bottom - height, animate=False)


def _when(taken: str) -> str:
    """Return when a quote was taken, to the minute: ``2026-11-22 08:00 UTC``."""
    return f"{taken[:16].replace('T', ' ')} UTC" if taken else ""
