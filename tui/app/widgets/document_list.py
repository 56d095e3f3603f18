"""The list of documents: one virtual widget, as quick with ten thousand entries as with five."""

from bisect import bisect_right
from collections.abc import Callable, Mapping
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import BindingType
from textual.geometry import Size
from textual.message import Message
from textual.strip import Strip

from tui.app.commands import Scope, bindings, hidden_bindings
from tui.app.page import shown, shown_width, wrap
from tui.app.widgets.rows_view import RowsView
from tui.documents.model import Document
from tui.library import Library
from tui.text import Span

TITLE_LINES = 2
"""Lines a title may take; the rest is left out."""
_LONGEST_TITLE = 400


class DocumentList(RowsView, can_focus=True, inherit_bindings=False):
    """Documents, one entry each: the title in up to two lines, then authors and date."""

    DEFAULT_CSS = """
    DocumentList {
        background: $surface;
        color: $foreground;
        overflow-x: hidden;
        overflow-y: scroll;
        scrollbar-size-vertical: 0;
        & .document-list--quiet { color: $quiet; }
        & .document-list--problem { color: $error; text-style: bold; }
        & .document-list--cursor { background: $list-cursor; text-style: $list-cursor-style; }
        & .document-list--mark { color: $quiet; }
        & .document-list--lit { color: $accent; text-style: bold underline; }
    }
    DocumentList:focus .document-list--mark { color: $accent; text-style: bold not reverse; }
    DocumentList:focus .document-list--cursor { text-style: $list-cursor-focus-style; }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "document-list--quiet",
        "document-list--problem",
        "document-list--cursor",
        "document-list--mark",
        "document-list--lit",
    }
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(Scope.LIST),
        *hidden_bindings("copy_quote", "copy_cited", "copy_line"),
    ]

    class Highlighted(Message):
        """The cursor is on a document."""

        def __init__(self, document: Document) -> None:
            """Carry the document."""
            super().__init__()
            self.document = document

    class Chosen(Message):
        """A document was chosen with enter or a click."""

        def __init__(self, document: Document) -> None:
            """Carry the document."""
            super().__init__()
            self.document = document

    def __init__(self, *, id: str | None = None) -> None:
        """Make an empty list."""
        super().__init__(id=id)
        self.library = Library()
        self.cursor = 0
        self._lit: Mapping[str, tuple[int, ...]] = {}
        self._light: Callable[[str], tuple[int, ...]] | None = None
        self._tops: list[int] = []
        self._heights: dict[tuple[str, str | None, int], int] = {}
        self._look: dict[str, Style] = {}

    @property
    def document(self) -> Document | None:
        """The document under the cursor."""
        return self.library.documents[self.cursor] if self.cursor < len(self.library) else None

    def show(
        self,
        library: Library,
        lit: Mapping[str, tuple[int, ...]] | None = None,
        keep: str | None = None,
        light: Callable[[str], tuple[int, ...]] | None = None,
    ) -> None:
        """Show the documents of a library.

        Args:
            library: What to list.
            lit: For document ids the offsets of the name to light.
            keep: Id of the document the cursor should be on; without it, it stays on its own.
            light: Gives the offsets to light in the line of authors and date.
        """
        wanted = keep or (self.document.id if self.document else None)
        self.library, self._lit, self._light = library, lit or {}, light if lit else None
        position = library.position(wanted) if wanted else None
        self.cursor = position if position is not None else 0
        self._lay_out()
        self._reveal()

    def move_to(self, document_id: str) -> None:
        """Put the cursor on a document without a message."""
        position = self.library.position(document_id)
        if position is not None and position != self.cursor:
            self._move(position, tell=False)

    @property
    def _width(self) -> int:
        return max(4, self.size.width - 3)

    def _lay_out(self) -> None:
        """Find where each entry begins."""
        width = self._width
        at = 0
        self._tops = []
        for document in self.library.documents:
            self._tops.append(at)
            key = (document.id, document.metadata.title, width)
            height = self._heights.get(key)
            if height is None:
                if len(self._heights) > 100_000:
                    self._heights.clear()
                height = self._heights[key] = min(TITLE_LINES, max(1, len(wrap(_name(document), width)))) + 1
            at += height
        self.virtual_size = Size(self.size.width, at)
        self.refresh()

    def on_resize(self, event: events.Resize) -> None:
        """Break the titles anew."""
        self._lay_out()
        self._reveal()

    def notify_style_update(self) -> None:
        """Forget the old colours."""
        super().notify_style_update()
        self._look.clear()

    @property
    def _base_style(self) -> Style:
        """The pane's own colours, looked up once: the look-up walks all ancestors."""
        if "" not in self._look:
            self._look[""] = self.rich_style
        return self._look[""]

    def _style(self, name: str) -> Style:
        if name not in self._look:
            self._look[name] = self.get_component_rich_style(f"document-list--{name}", partial=True)
        return self._look[name]

    def render_line(self, y: int) -> Strip:
        """Draw one line of the list."""
        width, base = self.size.width, self._base_style
        row = y + self.scroll_offset.y
        index = bisect_right(self._tops, row) - 1
        if not len(self.library) and self.library.total:
            words = "nothing matches; esc shows all" if y == 1 else ""
            return Strip([Segment(f"  {words}", base + self._style("quiet"))]).adjust_cell_length(width, base)
        if index < 0 or index >= len(self.library) or row >= self.virtual_size.height:
            return Strip([Segment(" " * width, base)], width)
        is_current = index == self.cursor
        if is_current:
            base = base + self._style("cursor")
        document = self.library.documents[index]
        height = (self._tops[index + 1] if index + 1 < len(self._tops) else self.virtual_size.height) - self._tops[
            index
        ]
        line = row - self._tops[index]
        mark = Segment("▌" if is_current else " ", base + self._style("mark") if is_current else base)
        pieces = self._title_line(document, line, base) if line < height - 1 else self._detail_line(document, base)
        segments = [mark, Segment(" ", base), *pieces]
        return Strip(Segment.simplify(segments)).adjust_cell_length(width, base)

    def _title_line(self, document: Document, line: int, base: Style) -> list[Segment]:
        """Draw a line of the title, what the filter found lit."""
        name = _name(document)
        spans = wrap(name, self._width)
        if line >= len(spans):
            return []
        start, end = spans[line]
        style = base + self._style("problem") if document.problem else base
        lit = set(self._lit.get(document.id, ()))
        segments = _pieces(name, Span(start, end), lit, style, style + self._style("lit"))
        if line == TITLE_LINES - 1 and len(spans) > TITLE_LINES:
            room = self._width - 1
            segments = list(Strip(segments).crop(0, min(room, shown_width(name[start:end]))))
            segments.append(Segment("…", style))
        return segments

    def _detail_line(self, document: Document, base: Style) -> list[Segment]:
        """Draw the line below the title: the reason of a problem file, else date and authors."""
        if document.problem:
            return [Segment(shown(f"! {document.problem}"), base + self._style("problem"))]
        date = document.metadata.date.in_words(short=True) if document.metadata.date else "undated"
        who = shown(", ".join(document.metadata.authors))
        room = self._width - shown_width(date) - 3
        if shown_width(who) > room:
            who = Strip([Segment(who)]).crop(0, max(0, room - 1)).text.rstrip() + "…"
        detail = f"{who} · {date}" if who else date
        quiet = base + self._style("quiet")
        lit = set(self._light(detail)) if self._light else set()
        return _pieces(detail, Span(0, len(detail)), lit, quiet, quiet + self._style("lit"))

    def _reveal(self) -> None:
        """Scroll so that the entry under the cursor is whole in sight."""
        if not self._tops or self.cursor >= len(self._tops):
            return
        top = self._tops[self.cursor]
        bottom = self._tops[self.cursor + 1] if self.cursor + 1 < len(self._tops) else self.virtual_size.height
        height = max(1, self.size.height)
        if top < self.scroll_offset.y:
            self.scroll_to(y=top, animate=False)
        elif bottom > self.scroll_offset.y + height:
            self.scroll_to(y=min(bottom - height, self.max_scroll_y), animate=False)

    def _move(self, position: int, tell: bool = True) -> None:
        position = max(0, min(position, len(self.library) - 1))
        if position == self.cursor or not len(self.library):
            return
        before, self.cursor = self.cursor, position
        for index in (before, position):
            if index < len(self._tops):
                following = self._tops[index + 1] if index + 1 < len(self._tops) else self.virtual_size.height
                self.refresh_lines(self._tops[index], following - self._tops[index])
        self._reveal()
        if tell and self.document:
            self.post_message(self.Highlighted(self.document))

    def action_cursor(self, step: int) -> None:
        """Move by one document."""
        self._move(self.cursor + step)

    def action_page(self, step: int) -> None:
        """Move by a page of the list."""
        self._move(self.cursor + step * max(1, self.size.height // 3))

    def action_end(self, step: int) -> None:
        """Move to the first or the last document."""
        self._move(0 if step < 0 else len(self.library) - 1)

    def action_choose(self) -> None:
        """Choose the document under the cursor."""
        if self.document:
            self.post_message(self.Chosen(self.document))

    def on_click(self, event: events.Click) -> None:
        """Move to the entry clicked on; a second click chooses it."""
        index = bisect_right(self._tops, event.y + self.scroll_offset.y) - 1
        if 0 <= index < len(self.library) and event.y + self.scroll_offset.y < self.virtual_size.height:
            if index == self.cursor and event.chain > 1:
                self.action_choose()
            self._move(index)


def _name(document: Document) -> str:
    """Return as much of the name as an entry could show."""
    return document.name[:_LONGEST_TITLE]


def _pieces(text: str, span: Span, lit: set[int], plain: Style, bright: Style) -> list[Segment]:
    """Return the characters of a span as segments, the lit ones bright."""
    segments: list[Segment] = []
    at = span.start
    while at < span.end:
        is_lit = at in lit
        end = at + 1
        while end < span.end and (end in lit) == is_lit:
            end += 1
        segments.append(Segment(shown(text[at:end]), bright if is_lit else plain))
        at = end
    return segments
