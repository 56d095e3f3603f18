"""A page on which places are lit: what was found in the text, and what others have found."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from textual.message import Message

from tui.app.painting import Lights
from tui.app.widgets.selectable_view import SelectableView
from tui.documents.model import Document
from tui.text import Folded, Hits, Span, fold, fold_key


class LitView(SelectableView, inherit_bindings=False):
    """A page with hits that are gone through one by one."""

    class PastHits(Message):
        """The reader asked for a hit after the last one, or before the first."""

        def __init__(self, step: int) -> None:
            """Carry the direction."""
            super().__init__()
            self.step = step

    class WentRound(Message):
        """The reader went from the last hit on to the first, or back from the first to the last."""

        def __init__(self, step: int, is_alone: bool) -> None:
            """Carry the direction, and whether there is no other hit."""
            super().__init__()
            self.step, self.is_alone = step, is_alone

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
        self._layers: Sequence[tuple[Sequence[Span], str]] = ()

    def show(self, document: Document | None, offset: int | None = None) -> None:
        """Show a document without hits and selection."""
        self.hits, self.hit_index, self._folded_text, self._query = (), -1, None, ""
        self.goes_round, self._stops, self._lit = True, None, None
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
        stops = self._ways
        at = self._following_stop(step)
        if 0 <= at < len(stops):
            self._go_to_hit(stops[at])
        elif self.goes_round:
            is_alone = len(stops) == 1 and self.is_at_hit
            self._go_to_hit(stops[at % len(stops)])
            self.post_message(self.WentRound(step, is_alone))
        else:
            self.post_message(self.PastHits(step))

    @property
    def _ways(self) -> Sequence[int]:
        """Indices of the hits to go through."""
        return range(len(self.hits)) if self._stops is None else self._stops

    @property
    def is_at_hit(self) -> bool:
        """Whether the reader is still in the sentence of the current hit."""
        if self.document is None or not 0 <= self.hit_index < len(self.hits):
            return False
        return self.sentence == self.document.sentence_at(self.hits[self.hit_index].start)

    def _following_stop(self, step: int) -> int:
        """Return which of the places to go through comes next, or before; from where the reader is if he has moved."""
        if self.is_at_hit:
            return self.stop + step
        start, end = self.sentence
        if step < 0:
            return self._stop_from(start) - 1
        # Where no hit was gone to, one in the current sentence has not been seen yet.
        return self._stop_from(start if self.hit_index < 0 else end)

    def _stop_from(self, offset: int) -> int:
        """Return the first of the places to go through that begins at an offset or later."""
        return bisect_left(self._ways, offset, key=lambda place: self.hits[place].start)

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

    def relight(self, hits: Sequence[Span], stops: Sequence[int]) -> None:
        """Light other places and leave the reader where he is; a hit in his sentence is the current one.

        Args:
            hits: In offsets of the document's text, in order.
            stops: Indices of those to go through.
        """
        self.light(hits, None, stops, goes_round=False)
        start, end = self.sentence
        here = bisect_left(self.hits, start, key=lambda hit: hit.start)
        if here < len(self.hits) and self.hits[here].start < end:
            self.hit_index = here
            self.moves += 1

    def shows(self, hits: Sequence[Span]) -> bool:
        """Tell whether these are the places that were lit last."""
        return self._lit is not None and list(self._lit[0]) == list(hits)

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
    def hit_count(self) -> str:
        """Which hit of how many: ``3/17``; empty where nothing is sought."""
        stops = self.hits if self._stops is None else self._stops
        return f"{self.stop + 1}/{len(stops)}" if self.hits else ""
