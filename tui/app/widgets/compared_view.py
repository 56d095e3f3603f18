"""A reading pane beside another one: it can be brought level with it, row by row."""

from dataclasses import replace
from typing import ClassVar

from textual.binding import BindingType

from tui.app.commands import Scope, bindings
from tui.app.painting import Lights
from tui.app.widgets.document_view import DocumentView
from tui.documents.model import Block
from tui.text import Span


class ComparedView(DocumentView, inherit_bindings=False):
    """One of two statements."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(Scope.SELECTING, Scope.COMPARE, Scope.READING)

    def __init__(self, *, id: str | None = None) -> None:
        """Make an empty pane."""
        super().__init__(id=id)
        self._counterparts: tuple[Span, ...] = ()

    @property
    def lights(self) -> Lights:
        """What lies over the characters; what the other pane's current sentence is paired with lies lowest."""
        lights = super().lights
        if not self._counterparts:
            return lights
        return replace(lights, layers=((self._counterparts, "partner"), *lights.layers))

    def mark_counterparts(self, spans: tuple[Span, ...]) -> None:
        """Mark the sentences that the other pane's current sentence is paired with, and draw only these anew."""
        if spans != self._counterparts:
            before, self._counterparts = self._counterparts, spans
            self._redraw(*before, *spans)

    @property
    def block(self) -> int | None:
        """Index of the block that holds the current sentence; None where there is no text."""
        if self.document is None or not self.document.blocks:
            return None
        return self.document.block_at(self.sentence.start)

    def row_of(self, block: Block) -> int | None:
        """Return at which row of the pane a block begins, above it where negative; None where it is not shown."""
        if self._page is None or not self._page.is_shown(block):
            return None
        return self._page.row_at(block.start) - round(self.scroll_offset.y)

    def bring_level(self, block: Block, row: int) -> int:
        """Scroll so that a block begins at a row of the pane, make it current, and return the row it got."""
        if self._page is None or self.document is None:
            return row
        self._set_sentence(self.document.sentence_at(block.start))
        top = self._page.row_at(block.start)
        self._scroll(top - row)
        self.moves += 1
        return top - round(self.scroll_offset.y)

    def shift(self, rows: int) -> None:
        """Scroll by rows without leaving the current sentence."""
        self._scroll(round(self.scroll_offset.y) + rows)

    def select_block(self, block: Block) -> None:
        """Make the first sentence of a block current and bring it into sight."""
        if self.document is not None:
            self.go_to(self.document.sentence_at(block.start))

    def show_span(self, span: Span) -> None:
        """Make the sentence of a span current and bring it into sight."""
        if self.document is not None:
            self._set_sentence(self.document.sentence_at(span.start))
            self.reveal(span)
            self.moves += 1
