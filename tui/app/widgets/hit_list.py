"""The list of hits: by document, by rank, or as a concordance; one virtual widget."""

from bisect import bisect_right
from collections.abc import Sequence
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.message import Message
from textual.strip import Strip

from tui.app.hit_lines import EXCERPT_LINES, Entry, HitPainter, HitView, Place, counts_of, make_entries, place_of
from tui.app.page import wrap
from tui.app.widgets.rows_view import RowsView, set_virtual_size
from tui.search.excerpts import ConcordanceOrder, Keyword
from tui.search.ranking import Answer, Hit
from tui.text import Span


class HitList(RowsView, can_focus=False, inherit_bindings=False):
    """Hits with the found words lit; what was found approximately is marked ``~``."""

    DEFAULT_CSS = """
    HitList {
        background: $surface;
        color: $foreground;
        overflow-x: hidden;
        overflow-y: scroll;
        scrollbar-size-vertical: 0;
        & .hit-list--title { color: $primary; text-style: bold; }
        & .hit-list--quiet { color: $quiet; }
        & .hit-list--cursor { background: $list-cursor; text-style: $hit-cursor-style; }
        & .hit-list--mark { color: $accent; text-style: bold not reverse; }
        & .hit-list--lit { color: $accent; text-style: $lit-style; }
        & .hit-list--about { color: $accent; }
    }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        f"hit-list--{name}" for name in ("title", "quiet", "cursor", "mark", "lit", "about")
    }

    class Highlighted(Message):
        """The cursor is on a hit."""

        def __init__(self, hit: Hit, span: Span | None) -> None:
            """Carry the hit, and in a concordance the place in it."""
            super().__init__()
            self.hit = hit
            self.span = span

    class Chosen(Message):
        """A hit was chosen with a click."""

    def __init__(self, *, id: str | None = None) -> None:
        """Make an empty list."""
        super().__init__(id=id)
        self.view = HitView.DOCUMENTS
        self.order = ConcordanceOrder.RANK
        self.cursor = -1
        self.has_moved = False
        """Whether a person has moved the cursor since the last query."""
        self.guidance = ""
        self._hits: tuple[Hit, ...] = ()
        self._keywords: Sequence[Keyword] = ()
        self._kept: Place | None = None
        self._entries: list[Entry] = []
        self._tops: list[int] = []
        self._painter = HitPainter(self._style)
        self._look: dict[str, Style] = {}

    @property
    def hit(self) -> Hit | None:
        """The hit under the cursor."""
        return self._entries[self.cursor].hit if 0 <= self.cursor < len(self._entries) else None

    @property
    def keyword(self) -> Keyword | None:
        """The place under the cursor, in a concordance."""
        return self._entries[self.cursor].keyword if 0 <= self.cursor < len(self._entries) else None

    def show(self, answer: Answer | None, guidance: str = "", keywords: Sequence[Keyword] | None = None) -> None:
        """Show an answer, for a concordance with its lines; or words where there is none.

        The cursor comes to stand on the first hit; where a person moved it and the query is the same, it stays.
        """
        before = (self.place if self.has_moved else None) or self._kept
        hit = self.hit
        self.guidance = guidance
        self._hits, self._keywords = answer.hits if answer else (), keywords or ()
        self._painter.counts = counts_of(answer) if answer else {}
        is_same = hit is None or (answer is not None and hit.is_for(answer.query))
        self.has_moved = self.has_moved and is_same
        self._kept = None
        self._rebuild(before if is_same else None)

    def guide(self, guidance: str) -> None:
        """Say something while the list is empty."""
        if guidance != self.guidance:
            self.guidance = guidance
            self.refresh()

    def change_view(self, view: HitView, order: ConcordanceOrder, keywords: Sequence[Keyword] | None = None) -> None:
        """Show the same hits another way, with the cursor on the same one.

        Args:
            view: How.
            order: How a concordance is sorted.
            keywords: Its lines, where they are not those there are already.
        """
        current = self.place or self._kept
        self.view, self.order = view, order
        if keywords is not None:
            self._keywords = keywords
        self._rebuild(current)
        self._kept = current if not self._entries else None

    @property
    def has_keywords(self) -> bool:
        """Whether there are lines for a concordance."""
        return bool(self._keywords)

    def move_to(self, place: Place) -> None:
        """Move the cursor to a hit, if it is in the list."""
        index = self._index_of(place)
        if index is not None:
            self.has_moved = True
            self._move(index)

    def _index_of(self, place: Place | None) -> int | None:
        """Return which entry is at a place: the very one, or else the first of its passage."""
        found = None
        for index, entry in enumerate(self._entries):
            here = place_of(entry)
            if here is not None and place is not None and here[:3] == place[:3]:
                if here == place:
                    return index
                found = index if found is None else found
        return found

    @property
    def place(self) -> Place | None:
        """The hit under the cursor."""
        return place_of(self._entries[self.cursor]) if 0 <= self.cursor < len(self._entries) else None

    def _rebuild(self, current: Place | None) -> None:
        # Where the cursor stays on its hit, it stays on its row.
        above = self._tops[self.cursor] - round(self.scroll_offset.y) if 0 <= self.cursor < len(self._tops) else None
        self._entries = make_entries(self._hits, self._keywords, self.view, self.order)
        self._painter.forget()
        at = 0
        self._tops = []
        for entry in self._entries:
            self._tops.append(at)
            at += entry.lines
        set_virtual_size(self, at)
        first = next((place for place, entry in enumerate(self._entries) if entry.hit), -1)
        kept = self._index_of(current) if current else None
        self.cursor = first if kept is None else kept
        row = 0 if kept is None or above is None else max(0, self._tops[kept] - above)
        self.scroll_to(y=row, animate=False)
        self._reveal()
        self.refresh()
        self._tell()

    def on_resize(self, event: events.Resize) -> None:
        """Cut the excerpts anew."""
        self._painter.forget()
        set_virtual_size(self, self.virtual_size.height)
        self._reveal()
        self.refresh()

    def notify_style_update(self) -> None:
        """Forget the old colours."""
        super().notify_style_update()
        self._look.clear()

    def _style(self, name: str) -> Style:
        if name not in self._look:
            style = self.rich_style if not name else self.get_component_rich_style(f"hit-list--{name}", partial=True)
            self._look[name] = style
        return self._look[name]

    def render_line(self, y: int) -> Strip:
        """Draw one line of the list."""
        width, base = self.size.width, self._style("")
        row = y + self.scroll_offset.y
        place = bisect_right(self._tops, row) - 1
        if not self._entries:
            lines = [line for text in self.guidance.splitlines() for line in self._wrapped(text)]
            words = lines[y - 1] if 0 < y <= len(lines) else ""
            return Strip([Segment(f"  {words}", base + self._style("quiet"))]).adjust_cell_length(width, base)
        if place < 0 or row >= self.virtual_size.height:
            return Strip([Segment(" " * width, base)], width)
        is_current = place == self.cursor
        if is_current:
            base = base + self._style("cursor")
        mark = Segment("▌" if is_current else " ", base + self._style("mark") if is_current else base)
        entry = self._entries[place]
        self._painter.width, self._painter.view = width, self.view
        pieces = self._painter.draw(place, entry, row - self._tops[place], base)
        return Strip(Segment.simplify([mark, *pieces])).adjust_cell_length(width, base)

    def _wrapped(self, text: str) -> list[str]:
        return [text[start:end] for start, end in wrap(text, max(8, self.size.width - 4))]

    def _tell(self) -> None:
        if self.hit is not None:
            self.post_message(self.Highlighted(self.hit, self.keyword.span if self.keyword else None))

    def _move(self, place: int) -> None:
        if place == self.cursor or not 0 <= place < len(self._entries):
            return
        before, self.cursor = self.cursor, place
        for index in (before, place):
            if 0 <= index < len(self._tops):
                self.refresh_lines(self._tops[index], self._entries[index].lines)
        self._reveal()
        self._tell()

    def _reveal(self) -> None:
        """Scroll so that the hit under the cursor, and a heading just above it, is in sight."""
        if not 0 <= self.cursor < len(self._tops):
            return
        entry = self._entries[self.cursor]
        top, bottom = self._tops[self.cursor], self._tops[self.cursor] + entry.lines
        if self.cursor and self._entries[self.cursor - 1].hit is None:
            top -= 1
        height = max(1, self.size.height)
        if top < self.scroll_offset.y:
            self.scroll_to(y=top, animate=False)
        elif bottom > self.scroll_offset.y + height:
            self.scroll_to(y=min(bottom - height, self.max_scroll_y), animate=False)

    def move(self, step: int) -> None:
        """Move the cursor by hits; headings are passed over."""
        direction = 1 if step > 0 else -1
        place = self.cursor
        for _ in range(abs(step)):
            following = place + direction
            while 0 <= following < len(self._entries) and self._entries[following].hit is None:
                following += direction
            if not 0 <= following < len(self._entries):
                break
            place = following
        self.has_moved = True
        self._move(place)

    def move_page(self, step: int) -> None:
        """Move the cursor by a page of hits."""
        lines = 1 if self.view is HitView.CONCORDANCE else EXCERPT_LINES
        self.move(step * max(1, self.size.height // lines - 1))

    def move_document(self, step: int) -> None:
        """Move the cursor to the first hit of the next document, or of the one before."""
        before: list[Entry | None] = [None, *self._entries]
        firsts = [
            place
            for place, (last, entry) in enumerate(zip(before, self._entries, strict=False))
            if entry.hit and (last is None or last.hit is None or last.document is not entry.document)
        ]
        wanted = bisect_right(firsts, self.cursor) - 1 + step
        if 0 <= wanted < len(firsts):
            self.has_moved = True
            self._move(firsts[wanted])

    def on_click(self, event: events.Click) -> None:
        """Move to the hit clicked on; a second click chooses it."""
        row = event.y + self.scroll_offset.y
        place = bisect_right(self._tops, row) - 1
        if not 0 <= place < len(self._entries) or row >= self.virtual_size.height:
            return
        if self._entries[place].hit is None:
            place += 1
        self.has_moved = True
        if place == self.cursor and event.chain > 1:
            self.post_message(self.Chosen())
        self._move(place)
