"""The reading pane: a page to move in, to find in, to select in."""

from typing import ClassVar

from textual import events
from textual.binding import BindingType

from tui.app.commands import Scope, bindings
from tui.app.navigation import first_sentence, last_sentence, nearest_shown, next_paragraph, next_sentence
from tui.app.widgets.lit_view import LitView
from tui.documents.model import BlockKind, Document
from tui.text import Span

_LONGEST_WORD = 400
MIN_MEASURE, MAX_MEASURE = 28, 160
"""Columns; a text is never set narrower or wider by key."""


class DocumentView(LitView, inherit_bindings=False):
    """One statement with hits and a selection, and the keys to read it."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(Scope.SELECTING, Scope.READING)

    def __init__(self, *, id: str | None = None, guidance: str = "") -> None:
        """Make an empty pane.

        Args:
            id: CSS id.
            guidance: What is said while there is no document.
        """
        super().__init__(id=id, guidance=guidance)
        self._body_blocks = 0

    def show(self, document: Document | None, offset: int | None = None) -> None:
        """Show a document without hits and selection."""
        self._body_blocks = document.body_blocks if document else 0
        super().show(document, offset)

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

    def unfold(self, span: Span) -> None:
        """Show what is folded away where a place begins in it."""
        if self.document is not None and self._page is not None:
            block = self.document.blocks[self.document.block_at(span.start)]
            self.is_folded = self.is_folded and self._page.is_shown(block)

    @property
    def word(self) -> str:
        """The word to look up: what is selected, the word clicked on, or else the longest of the sentence."""
        from tui.tokens import raw_tokens, token_spans

        if self.document is None:
            return ""
        text = self.document.text
        if self.selection:
            return " ".join(raw_tokens(text[self.selection.start : self.selection.end]))[:_LONGEST_WORD]
        start, end = self.sentence
        words = [span.shifted(start) for span in token_spans(text[start:end])]
        if self._clicked is not None:
            words = [span for span in words if span.overlaps(self._clicked)] or words
        longest = max(words, key=lambda span: span.end - span.start, default=Span(0, 0))
        return text[longest.start : longest.end]

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
        percent = round(100 * self.scroll_offset.y / self.max_scroll_y) if self.max_scroll_y else 100
        block = document.blocks[document.block_at(self.sentence.start)]
        if block.number is not None:
            noun = "item" if block.kind is BlockKind.LIST_ITEM else "para."
            return f"{noun} {block.number} of {self._body_blocks}, {percent}%"
        return f"{block.kind.value}, {percent}%"
