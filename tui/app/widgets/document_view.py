"""The reading pane: one virtual widget that draws only the rows in sight."""

from bisect import bisect_left
from collections.abc import Iterator
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import BindingType
from textual.geometry import Region, Size
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tui.app.commands import Scope, bindings
from tui.app.navigation import (
    first_sentence,
    first_sentence_between,
    last_sentence,
    nearest_shown,
    next_paragraph,
    next_sentence,
)
from tui.app.page import Page, margin_width, wrap
from tui.app.painting import STYLES, Lights, Painter, blank
from tui.documents.model import Document
from tui.text import Folded, Span, fold, fold_key

MIN_MEASURE, MAX_MEASURE = 28, 160
"""Columns; a text is never set narrower or wider by key."""


class DocumentView(ScrollView, can_focus=True, inherit_bindings=False):
    """One statement, set to a measure, with a current sentence, hits and a selection."""

    DEFAULT_CSS = """
    DocumentView {
        background: $background;
        color: $foreground;
        overflow-x: hidden;
        overflow-y: scroll;
        scrollbar-size-vertical: 0;
        & .document-view--title { text-style: bold; color: $primary; }
        & .document-view--heading { text-style: bold; color: $primary; }
        & .document-view--quiet { color: $quiet; }
        & .document-view--note { text-style: italic; }
        & .document-view--problem { color: $error; }
        & .document-view--margin { color: $quiet; }
        & .document-view--mark { color: $quiet; }
        & .document-view--sentence { background: $sentence; }
        & .document-view--emphasis { text-style: italic; }
        & .document-view--link { text-style: underline; }
        & .document-view--hit { background: $hit; }
    & .document-view--hit-current { background: $hit-current; color: $hit-current-text; text-style:
    bold; }
        & .document-view--selection { background: $selection; }
    }
    DocumentView:focus .document-view--mark { color: $accent; text-style: bold; }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {f"document-view--{name}" for name in STYLES}
    BINDINGS: ClassVar[list[BindingType]] = bindings(Scope.READING)

    measure: reactive[int] = reactive(72, init=False)
    """Columns of the text, at most."""
    is_folded: reactive[bool] = reactive(False, init=False)
    """Whether furniture and captions are folded away."""

    moves: reactive[int] = reactive(0, init=False, repaint=False)
    """Counts changes of place, hits and selection; who shows them watches it, and draws in the same frame."""

    def __init__(self, *, id: str | None = None, guidance: str = "") -> None:
        """Make an empty pane.

        Args:
            id: CSS id.
            guidance: What is said while there is no document.
        """
        super().__init__(id=id)
        self.document: Document | None = None
        self.guidance = guidance
        self.sentence = Span(0, 0)
        self.selection: Span | None = None
        self.hits: tuple[Span, ...] = ()
        self.hit_index = -1
        self._page: Page | None = None
        self._query = ""
        self._folded_text: Folded | None = None
        self._strips: dict[int, Strip] = {}
        self._painter: Painter | None = None
        self._body_blocks = 0
        self._must_reveal = False
        self._laid_out_for = 0
        self._drag_from: Span | None = None
        self._is_dragging = False

    def show(self, document: Document | None, offset: int | None = None) -> None:
        """Show a document, at the sentence that holds ``offset`` of its text, or from its start."""
        self.document = document
        self.selection = None
        self.hits, self.hit_index, self._folded_text, self._query = (), -1, None, ""
        self._lay_out()
        self.sentence = Span(0, 0)
        self.scroll_to(y=0, animate=False)
        if document and document.blocks:
            self._body_blocks = document.body_blocks
            self.sentence = first_sentence(document) if offset is None else document.sentence_at(offset)
            self._must_reveal = offset is not None
            if self._must_reveal and self._page is not None:
                self.reveal(self.sentence)
        self.refresh()
        self.moves += 1

    @property
    def column_left(self) -> int:
        """Cells left of the text: half of what is free, the mark and the margin."""
        if self._page is None:
            return 0
        gutter = self._page.margin + 3
        return max(0, (self.size.width - gutter - self._page.width - 1) // 2) + gutter

    def _lay_out(self) -> None:
        """Set the document to the measure that fits."""
        self._forget_drawing()
        self._page = None
        self._ensure_page()
        rows = len(self._page.rows) + 1 if self._page is not None else 0
        self.virtual_size = Size(self.size.width, rows)

    def _ensure_page(self) -> None:
        """Lay the document out where that has not been done.

        The first frame is drawn before the pane hears of its size; it should show the text all the same.
        """
        if self._page is None and self.document is not None and self.size.width:
            width = max(2, min(self.measure, self.size.width - margin_width(self.document) - 4))
            self._page = Page(self.document, width, self.is_folded)

    def _lay_out_again(self) -> None:
        """Set the document anew and keep the current sentence where it stood on the screen."""
        if self._page is None or not self.virtual_size.height:
            self._lay_out()
            if self._must_reveal:
                self.reveal(self.sentence)
            self.refresh()
            self.moves += 1
            return
        before = self._page.row_at(self.sentence.start) - self.scroll_offset.y
        self._lay_out()
        if self._page is not None and self.document is not None and self.document.blocks:
            self.sentence = nearest_shown(self._page, self.sentence)
            row = self._page.row_at(self.sentence.start)
            height = max(1, self.size.height)
            self._scroll(row - min(max(0, before), height - 1))
            self.reveal(self.sentence)
        self.refresh()
        self.moves += 1

    def on_resize(self, event: events.Resize) -> None:
        """Set the text to the new width."""
        if not self.size.width:
            return
        if self._laid_out_for != self.size.width:
            self._laid_out_for = self.size.width
            self._lay_out_again()
        elif self._page is not None:
            self.reveal(self.sentence)

    def watch_measure(self) -> None:
        """Set the text to the new measure."""
        self._lay_out_again()

    def watch_is_folded(self) -> None:
        """Leave furniture out, or bring it back, and its hits with it."""
        self._lay_out_again()
        if self._query:
            current = self.hits[self.hit_index] if 0 <= self.hit_index < len(self.hits) else self.sentence
            self.find(self._query, current.start)

    def notify_style_update(self) -> None:
        """Forget what was drawn in other colours."""
        super().notify_style_update()
        self._forget_drawing()

    def _forget_drawing(self) -> None:
        self._painter = None
        self._strips.clear()

    def _new_painter(self) -> Painter | None:
        """Return a painter in the present colours; looking these up walks all ancestors, so it is kept."""
        if self._page is None:
            return None
        styles = {name: self.get_component_rich_style(f"document-view--{name}", partial=True) for name in STYLES}
        return Painter(self._page, self.column_left, self.size.width, self.rich_style, styles)

    def render_line(self, y: int) -> Strip:
        """Draw one row of the pane."""
        self._ensure_page()
        index = y + self.scroll_offset.y
        strip = self._strips.get(index)
        if strip is None:
            if len(self._strips) > 2000:
                self._strips.clear()
            strip = self._strips[index] = self._draw(index)
        return strip

    def _draw(self, index: int) -> Strip:
        if self._painter is None:
            self._painter = self._new_painter()
        if self._painter is not None:
            lights = Lights(self.sentence, self.selection, self.hits, self.hit_index)
            return self._painter.draw(index, lights)
        if self.document is None and self.guidance:
            return self._draw_guidance(index, self.size.width, self.rich_style)
        return blank(self.size.width, self.rich_style)

    def _draw_guidance(self, index: int, width: int, base: Style) -> Strip:
        rows: list[str] = []
        for line in self.guidance.splitlines():
            lead = line[: len(line) - len(line.lstrip())]
            spans = wrap(line, max(2, min(self.measure, width - 4) - len(lead)))
            rows += [f"{lead}{line[start:end]}" for start, end in spans] or [""]
        line = rows[index - 1] if 0 < index <= len(rows) else ""
        return Strip([Segment(f"  {line}", base)]).adjust_cell_length(width, base)

    def _redraw(self, *spans: Span | None) -> None:
        """Draw the rows of some spans again, and only those."""
        if self._page is None:
            return
        for span in spans:
            if span is None:
                continue
            first, last = self._page.rows_of(span)
            for index in range(first, last + 1):
                self._strips.pop(index, None)
            top = max(first, self.scroll_offset.y)
            bottom = min(last + 1, self.scroll_offset.y + self.size.height)
            if top < bottom:
                self.refresh(Region(0, top - self.scroll_offset.y, self.size.width, bottom - top))

    @property
    def top(self) -> int:
        """First row in sight."""
        return self.scroll_offset.y

    def _scroll(self, row: int) -> None:
        self.scroll_to(y=max(0, min(row, self.max_scroll_y)), animate=False)

    def scroll_rows(self, rows: int) -> None:
        """Scroll by rows; the current sentence comes along when it would be lost from sight."""
        before = self.scroll_offset.y
        self._scroll(before + rows)
        if self.scroll_offset.y != before:
            self._keep_sentence_in_sight()
            self.moves += 1

    def _keep_sentence_in_sight(self) -> None:
        if self._page is None or self.document is None or not self.document.blocks:
            return
        top, bottom = self.scroll_offset.y, self.scroll_offset.y + self.size.height
        first, last = self._page.rows_of(self.sentence)
        if top <= first < bottom:
            return
        sentence = first_sentence_between(self._page, top, bottom)
        if sentence is None and last >= top and first < bottom:
            return
        offset = self._page.first_offset(top, bottom)
        if sentence is None and offset is not None:
            sentence = self.document.sentence_at(offset)
        if sentence is not None:
            self._set_sentence(sentence)

    def _set_sentence(self, sentence: Span) -> None:
        if sentence != self.sentence:
            before, self.sentence = self.sentence, sentence
            self._redraw(before, sentence)

    def go_to(self, span: Span) -> None:
        """Make ``span`` the current sentence and bring it into sight."""
        self._set_sentence(span)
        self.reveal(span)
        self.moves += 1

    def reveal(self, span: Span) -> None:
        """Scroll so that the span is in sight, with a little of what stands around it."""
        if self._page is None:
            return
        first, last = self._page.rows_of(span)
        height = max(1, self.size.height)
        context = 2 if height > 8 else 0
        last = min(last, first + height - 1 - context)
        if first < self.scroll_offset.y:
            self._scroll(first - context)
        elif last >= self.scroll_offset.y + height:
            far = first > self.scroll_offset.y + 2 * height
            self._scroll(first - height // 3 if far else last - height + 1 + context)

    def action_line(self, step: int) -> None:
        """Scroll one line."""
        self.scroll_rows(step)

    def action_page(self, step: int) -> None:
        """Scroll one page, keeping two lines of the old one."""
        self.scroll_rows(step * max(1, self.size.height - 2))

    def action_half(self, step: int) -> None:
        """Scroll half a page."""
        self.scroll_rows(step * max(1, self.size.height // 2))

    def action_end(self, step: int) -> None:
        """Go to the start or the end of the text."""
        self.scroll_rows(step * (self.virtual_size.height + 1))
        if self._page is None or self.document is None or not self.document.blocks:
            return
        target = last_sentence(self._page) if step > 0 else nearest_shown(self._page, first_sentence(self.document))
        if target is not None:
            self._set_sentence(target)
            self.moves += 1

    def action_sentence(self, step: int) -> None:
        """Go to the next sentence, or the one before."""
        if self._page is None or not self._page.document.blocks:
            return
        target = next_sentence(self._page, self.sentence, step)
        if target:
            self.go_to(target)
        else:
            self.scroll_rows(step * self.size.height)

    def action_paragraph(self, step: int) -> None:
        """Go to the first sentence of the next paragraph, or of this or the one before."""
        if self._page is None or not self._page.document.blocks:
            return
        target = next_paragraph(self._page, self.sentence, step)
        if target:
            self.go_to(target)

    def action_measure(self, columns: int) -> None:
        """Set the text wider or narrower."""
        available = self.size.width - (self._page.margin if self._page else 0) - 4
        current = min(self.measure, available) if columns < 0 else self.measure
        self.measure = max(MIN_MEASURE, min(MAX_MEASURE, current + columns))

    def action_fold(self) -> None:
        """Fold furniture and captions away, or show them."""
        self.is_folded = not self.is_folded

    def find(self, query: str, from_offset: int) -> None:
        """Light all hits of ``query`` and go to the first at or after ``from_offset``, or the first of all."""
        before = self.hits
        self._query = query
        self.hits, self.hit_index = (), -1
        needle = fold_key(query)
        if self.document and self._page and needle.strip():
            if self._folded_text is None:
                self._folded_text = fold(self.document.text)
            self.hits = tuple(self._shown_hits(self._folded_text.find_all(needle)))
        if before or self.hits:
            self._strips.clear()
            self.refresh()
        if self.hits:
            self._go_to_hit(bisect_left(self.hits, Span(from_offset, 0)) % len(self.hits))
        self.moves += 1

    def _shown_hits(self, found: Iterator[Span]) -> list[Span]:
        """Return the hits in blocks that are not folded away."""
        assert self.document is not None and self._page is not None
        if not self.is_folded:
            return list(found)
        blocks = self.document.blocks
        return [span for span in found if self._page.is_shown(blocks[self.document.block_at(span.start)])]

    def _go_to_hit(self, index: int) -> None:
        assert self.document is not None
        old = self.hits[self.hit_index] if 0 <= self.hit_index < len(self.hits) else None
        self.hit_index = index
        hit = self.hits[index]
        self._redraw(old, hit)
        self._set_sentence(self.document.sentence_at(hit.start))
        self.reveal(hit)
        self.moves += 1

    def action_hit(self, step: int) -> None:
        """Go to the next hit, or the one before, going round at the ends."""
        if self.hits:
            self._go_to_hit((self.hit_index + step) % len(self.hits))

    def clear_hits(self) -> bool:
        """Put the lights out; tell whether there were any."""
        self._query = ""
        if not self.hits:
            return False
        self.hits, self.hit_index = (), -1
        self._strips.clear()
        self.refresh()
        self.moves += 1
        return True

    def _character_at(self, x: int, y: int) -> Span | None:
        """Return the character at a cell of the pane."""
        if self._page is None:
            return None
        return self._page.character_at(y + self.scroll_offset.y, x - self.column_left)

    def set_selection(self, selection: Span | None) -> None:
        """Select characters, or nothing."""
        if selection != self.selection:
            before, self.selection = self.selection, selection
            self._redraw(before, selection)
            self.moves += 1

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Set the current sentence and start a selection, which stays in this pane."""
        character = self._character_at(event.x, event.y)
        if event.button != 1 or character is None or self.document is None:
            return
        self.set_selection(None)
        self._set_sentence(self.document.sentence_at(character.start))
        self.moves += 1
        self._drag_from = character
        self._is_dragging = False
        self.capture_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Extend the selection, scrolling at the edges."""
        if self._drag_from is None or self._page is None:
            return
        if event.y < 0:
            self.scroll_rows(-1)
        elif event.y >= self.size.height:
            self.scroll_rows(1)
        character = self._nearest_character(event.x, max(0, min(event.y, self.size.height - 1)))
        if character is None or (character == self._drag_from and not self._is_dragging):
            return
        self._is_dragging = True
        start, end = min(self._drag_from.start, character.start), max(self._drag_from.end, character.end)
        self.set_selection(Span(start, end))

    def _nearest_character(self, x: int, y: int) -> Span | None:
        """Return the character at a cell, or the last one of the row above that has any."""
        for row in range(y, -1, -1):
            character = self._character_at(x if row == y else self.size.width, row)
            if character is not None:
                return character
        return None

    def on_mouse_up(self) -> None:
        """End the selection."""
        if self._drag_from is not None:
            self._drag_from = None
            self.release_mouse()

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Scroll three lines."""
        event.stop()
        event.prevent_default()
        self.scroll_rows(3)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Scroll three lines back."""
        event.stop()
        event.prevent_default()
        self.scroll_rows(-3)

    @property
    def place(self) -> str:
        """Where the current sentence stands: ``para. 7 of 24, 31%``."""
        document = self.document
        if document is None or not document.blocks or self._page is None:
            return ""
        rows = max(1, len(self._page.rows))
        percent = min(100, round(100 * (self.scroll_offset.y + self.size.height) / rows))
        block = document.blocks[document.block_at(self.sentence.start)]
        if block.number is not None:
            return f"para. {block.number} of {self._body_blocks}, {percent}%"
        return f"{block.kind.value}, {percent}%"

    @property
    def hit_count(self) -> str:
        """Which hit of how many: ``3/17``; empty where nothing is sought."""
        return f"{self.hit_index + 1}/{len(self.hits)}" if self.hits else ""
