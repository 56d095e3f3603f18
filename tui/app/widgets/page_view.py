"""A page on the screen: one virtual widget that draws only the rows in sight."""

from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Region
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tui.app.annotations import NONE, Annotations
from tui.app.navigation import first_sentence, first_sentence_between, nearest_shown
from tui.app.page import Page, margin_width, wrap
from tui.app.painting import STYLES, Lights, Painter, blank
from tui.app.widgets.rows_view import set_virtual_size
from tui.documents.model import Document
from tui.text import Span


class PageView(ScrollView, can_focus=True, inherit_bindings=False):
    """A document set to a measure, with a current sentence that stays in sight."""

    DEFAULT_CSS = """
    PageView {
        background: $background;
        color: $foreground;
        overflow-x: hidden;
        overflow-y: scroll;
        scrollbar-size-vertical: 0;
        & .document-view--title { text-style: bold; color: $primary; }
        & .document-view--heading { text-style: bold; color: $primary; }
        & .document-view--quiet { color: $quiet; }
        & .document-view--note { text-style: $note-style; }
        & .document-view--problem { color: $error; text-style: bold; }
        & .document-view--margin { color: $quiet; }
        & .document-view--mark { color: $quiet; }
        & .document-view--sentence { background: $sentence; text-style: $sentence-style; }
        & .document-view--emphasis { text-style: $emphasis-style; }
        & .document-view--link { text-style: underline; }
        & .document-view--hit { background: $hit; color: $hit-text; text-style: $hit-style; }
        & .document-view--hit-current {
            background: $hit-current; color: $hit-current-text; text-style: $hit-current-style;
        }
        & .document-view--selection {
            background: $selection; color: $selection-text; text-style: $selection-style;
        }
        & .document-view--shared { background: $shared; color: $shared-text; text-style: $shared-style; }
        & .document-view--changed { color: $accent; text-style: $changed-style; }
        & .document-view--moved { color: $accent; text-style: $moved-style; }
        & .document-view--partner { background: $sentence; text-style: $partner-style; }
        & .document-view--pair-0 { color: $pair-0; text-style: $pair-style; }
        & .document-view--pair-1 { color: $pair-1; text-style: $pair-style; }
        & .document-view--pair-2 { color: $pair-2; text-style: $pair-style; }
        & .document-view--pair-3 { color: $pair-3; text-style: $pair-style; }
        & .document-view--pair-4 { color: $pair-4; text-style: $pair-style; }
        & .document-view--pair-5 { color: $pair-5; text-style: $pair-style; }
    }
    PageView:focus .document-view--mark { color: $accent; text-style: bold; }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {f"document-view--{name}" for name in STYLES}

    measure: reactive[int] = reactive(72, init=False)
    """Columns of the text, at most."""
    is_folded: reactive[bool] = reactive(False, init=False)
    """Whether furniture and captions are folded away."""
    is_bare: reactive[bool] = reactive(False, init=False)
    """Whether nothing but the text is drawn, from the first column on."""
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
        self.annotations = NONE
        self.sentence = Span(0, 0)
        self._page: Page | None = None
        self._strips: dict[int, Strip] = {}
        self._painter: Painter | None = None
        self._must_reveal = False
        self._laid_out_for = 0
        self._made_for = 0

    def show(self, document: Document | None, offset: int | None = None) -> None:
        """Show a document, at the sentence that holds ``offset`` of its text, or from its start."""
        self.document = document
        self._lay_out()
        self.sentence = Span(0, 0)
        self.scroll_to(y=0, animate=False)
        if document and document.blocks:
            self.sentence = first_sentence(document) if offset is None else document.sentence_at(offset)
            self._must_reveal = offset is not None
            if self._must_reveal and self._page is not None:
                self.reveal(self.sentence, whole=False)
        self.refresh()
        self.moves += 1

    @property
    def lights(self) -> Lights:
        """What lies over the characters."""
        return Lights(self.sentence)

    def watch_is_folded(self) -> None:
        """Leave furniture and captions out, or bring them back."""
        self._lay_out_again()

    def watch_is_bare(self) -> None:
        """Leave the margin out, or bring it back."""
        self._lay_out_again()

    @property
    def column_left(self) -> int:
        """Cells left of the text: half of what is free, the mark and the margin."""
        if self._page is None or self.is_bare:
            return 0
        gutter = self._page.margin + 3 + self.annotations.gutter
        return max(0, (self.size.width - gutter - self._page.width - 1) // 2) + gutter

    def _lay_out(self) -> None:
        """Set the document to the measure that fits."""
        self._forget_drawing()
        self._page = None
        self._ensure_page()
        self._fit()

    def _fit(self) -> None:
        """Let the page be scrolled through."""
        rows = len(self._page.rows) + 1 if self._page is not None else 0
        set_virtual_size(self, rows)

    def _ensure_page(self) -> None:
        """Lay the document out where that has not been done.

        The first frame is drawn before the pane hears of its size; it should show the text all the same.
        """
        if self._page is None and self.document is not None and self.size.width:
            self._made_for = self.size.width
            gutter = 0 if self.is_bare else margin_width(self.document) + self.annotations.gutter + 4
            width = max(2, min(self.measure, self.size.width - gutter))
            self._page = Page(self.document, width, self.is_folded, self.annotations, self.is_bare)

    def _lay_out_again(self) -> None:
        """Set the document anew and keep the current sentence where it stood on the screen."""
        if self._page is None or not self.virtual_size.height:
            if self._page is not None and self._made_for == self.size.width:
                self._fit()
            else:
                self._lay_out()
            if self._must_reveal:
                self.reveal(self.sentence, whole=False)
            self.refresh()
            self.moves += 1
            return
        was_at_top = self.scroll_offset.y == 0
        before = self._page.row_at(self.sentence.start) - self.scroll_offset.y
        self._lay_out()
        if self._page is not None and self.document is not None and self.document.blocks:
            self.sentence = nearest_shown(self._page, self.sentence)
            row = self._page.row_at(self.sentence.start)
            height = max(1, self.size.height)
            self._scroll(0 if was_at_top else row - min(max(0, before), height - 1))
            self.reveal(self.sentence, whole=False)
        self.refresh()
        self.moves += 1

    def annotate(self, annotations: Annotations) -> None:
        """Say something of the blocks beside their text, or leave some out; the reader keeps his place."""
        if annotations != self.annotations:
            self.annotations = annotations
            self._lay_out_again()

    def on_resize(self, event: events.Resize) -> None:
        """Set the text to the new width."""
        if not self.size.width:
            return
        is_first = not self._laid_out_for
        if self._laid_out_for != self.size.width:
            self._laid_out_for = self.size.width
            self._lay_out_again()
        if not is_first or self._must_reveal:
            # The room there is to scroll in is known only when the new size has been drawn.
            self.call_after_refresh(lambda: self.reveal(self.sentence, whole=False))

    def on_show(self) -> None:
        """Bring the current sentence back into sight: the terminal may have changed while the pane was hidden."""
        if self._page is not None:
            self.call_after_refresh(lambda: self.reveal(self.sentence, whole=False))

    def watch_measure(self) -> None:
        """Set the text to the new measure."""
        self._lay_out_again()

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
            return self._painter.draw(index, self.lights)
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

    def restore(self, sentence: Span, row: int) -> None:
        """Bring back a place: the current sentence and the row at the top of the pane."""
        self._set_sentence(sentence)
        self._must_reveal = False
        self._scroll(row)
        self.moves += 1

    def reveal(self, span: Span, whole: bool = True) -> None:
        """Scroll so that the span is in sight, with a little of what stands around it.

        Args:
            span: Offsets in the document's text.
            whole: Whether all of it should be in sight, or its beginning is enough.
        """
        if self._page is None:
            return
        first, last = self._page.rows_of(span)
        height = max(1, self.size.height)
        context = 2 if height > 8 else 0
        last = min(last, first + height - 1 - context) if whole else first
        if first < self.scroll_offset.y:
            self._scroll(first - context)
        elif last >= self.scroll_offset.y + height:
            far = first > self.scroll_offset.y + 2 * height
            self._scroll(first - height // 3 if far else last - height + 1 + context)
