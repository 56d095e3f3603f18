"""The reading pane: a page to move in, to find in, to select in."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import ClassVar

from textual import events
from textual.binding import BindingType
from textual.message import Message

from tui.app.commands import Scope, bindings
from tui.app.navigation import first_sentence, last_sentence, nearest_shown, next_paragraph, next_sentence
from tui.app.painting import Lights
from tui.app.widgets.selectable_view import SelectableView
from tui.documents.model import BlockKind, Document
from tui.text import Folded, Hits, Span, fold, fold_key

_LONGEST_WORD = 400
MIN_MEASURE, MAX_MEASURE = 28, 160
"""Columns; a text is never set narrower or wider by key."""


class DocumentView(SelectableView, inherit_bindings=False):
    """One statement with hits and a selection, and the keys to read it."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(Scope.SELECTING, Scope.READING)

    class PastHits(Message):
        """The reader asked for a hit after the last one, or before the first."""

        def __init__(self, step: int) -> None:
            """Carry the direction."""
            super().__init__()
            self.step = step

    def __init__(self, *, id: str | None = None, guidance: str = "") -> None:
        """Make an empty pane.

        Args:
            id: CSS id.
            guidance: What is said while there is no document.
        """
        super().__init__(id=id, guidance=guidance)
        self.hits: Sequence[Span] = ()
        self.hit_index = -1
        self._stops: Sequence[int] | None = None
        self._lit: tuple[Sequence[Span], Sequence[int] | None] | None = None
        self.goes_round = True
        """Whether the hit after the last is the first."""
        self._query = ""
        self._folded_text: Folded | None = None
        self._body_blocks = 0
        self._layers: Sequence[tuple[Sequence[Span], str]] = ()

    def show(self, document: Document | None, offset: int | None = None) -> None:
        """Show a document without hits and selection."""
        self.hits, self.hit_index, self._folded_text, self._query = (), -1, None, ""
        self.goes_round, self._stops, self._lit = True, None, None
        self._body_blocks = document.body_blocks if document else 0
        self._layers = ()
        super().show(document, offset)

    @property
    def lights(self) -> Lights:
        """What lies over the characters."""
        return Lights(self.sentence, self.selection, self.hits, self.hit_index, self._layers)

    def lay_over(self, layers: Sequence[tuple[Sequence[Span], str]]) -> None:
        """Draw places in other styles, below the hits.

        Args:
            layers: Places of the document's text, in order, each sequence with the name of its style.
        """
        if layers != self._layers:
            self._layers = layers
            self._strips.clear()
            self.refresh()

    def watch_is_folded(self) -> None:
        """Leave furniture out, or bring it back, and its hits with it."""
        super().watch_is_folded()
        if self._query:
            current = self.hits[self.hit_index] if 0 <= self.hit_index < len(self.hits) else self.sentence
            self.find(self._query, current.start)
        elif self._lit is not None and self.document is not None:
            here = self.hits[self.hit_index] if 0 <= self.hit_index < len(self.hits) else None
            self.light(self._lit[0], here, self._lit[1], self.goes_round)

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

    def find(self, query: str, from_offset: int) -> None:
        """Light all hits of ``query`` and go to the first at or after ``from_offset``, or the first of all."""
        before = self.hits
        self._query, self.goes_round, self._stops, self._lit = query, True, None, None
        self.hits, self.hit_index = (), -1
        needle = fold_key(query)
        if self.document and self._page and needle.strip():
            if self._folded_text is None:
                self._folded_text = fold(self.document.text)
            self.hits = self._shown_hits(self._folded_text.hits(needle))
        if before or self.hits:
            self._strips.clear()
            self.refresh()
        if self.hits:
            self._go_to_hit(bisect_left(self.hits, Span(from_offset, 0)) % len(self.hits))
        self.moves += 1

    def _shown_hits(self, found: Hits) -> Hits:
        """Return the hits in blocks that are not folded away."""
        assert self.document is not None and self._page is not None
        if not self.is_folded:
            return found
        page, document = self._page, self.document
        return found.kept(lambda span: page.is_shown(document.blocks[document.block_at(span.start)]))

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
        """Go to the next hit, or the one before, going round at the ends or on to another document."""
        if not self.hits:
            if not self.goes_round:
                self.post_message(self.PastHits(step))
            return
        stops = range(len(self.hits)) if self._stops is None else self._stops
        at = self.stop + step
        if self.hit_index < 0 and step < 0:
            at = -1
        if self.goes_round or 0 <= at < len(stops):
            self._go_to_hit(stops[at % len(stops)])
        else:
            self.post_message(self.PastHits(step))

    @property
    def stop(self) -> int:
        """At which of the places to go through the reader is, from 0; -1 before the first."""
        return self.hit_index if self._stops is None else bisect_right(self._stops, self.hit_index) - 1

    def light(
        self, hits: Sequence[Span], current: Span | None, stops: Sequence[int] | None = None, goes_round: bool = True
    ) -> None:
        """Light places that were found elsewhere and go to one of them.

        Args:
            hits: In offsets of the document's text, in order.
            current: Which to go to; without it the reader stays where he is.
            stops: Indices of those to go through, where several belong together; None for all.
            goes_round: Whether the hit after the last is the first.
        """
        self._query, self.goes_round = "", goes_round
        self._lit = (hits, stops)
        self.hits, self._stops = self._shown_lights(hits, stops)
        self.hit_index = -1
        self._strips.clear()
        self.refresh()
        if current is not None and self.hits:
            self._go_to_hit(min(bisect_left(self.hits, current), len(self.hits) - 1))
        self.moves += 1

    def _shown_lights(
        self, hits: Sequence[Span], stops: Sequence[int] | None
    ) -> tuple[Sequence[Span], Sequence[int] | None]:
        """Return the places that are not folded away, and which of them to go through."""
        if not self.is_folded or self.document is None or self._page is None:
            return hits, stops
        page, document = self._page, self.document
        kept = [
            place for place, span in enumerate(hits) if page.is_shown(document.blocks[document.block_at(span.start)])
        ]
        wanted = set(range(len(hits)) if stops is None else stops)
        return [hits[place] for place in kept], [new for new, place in enumerate(kept) if place in wanted]

    def clear_hits(self) -> bool:
        """Put the lights out; tell whether there were any."""
        self._query, self._lit, self.goes_round = "", None, True
        if not self.hits:
            return False
        self.hits, self.hit_index = (), -1
        self._strips.clear()
        self.refresh()
        self.moves += 1
        return True

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

    @property
    def hit_count(self) -> str:
        """Which hit of how many: ``3/17``; empty where nothing is sought."""
        stops = self.hits if self._stops is None else self._stops
        return f"{self.stop + 1}/{len(stops)}" if self.hits else ""
