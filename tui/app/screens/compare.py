"""Two statements side by side: each in a full reading pane, their passages paired."""

import sys
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container
from textual.message import Message
from textual.worker import get_current_worker

from tui.app.annotations import GUTTER, Annotations
from tui.app.commands import Scope, bindings
from tui.app.pairing import Pairing
from tui.app.screens.reading import ReadingScreen
from tui.app.widgets.compared_view import ComparedView
from tui.documents.model import Document
from tui.text import Span

if TYPE_CHECKING:
    from tui.app.widgets.find_bar import FindBar
    from tui.compare.comparison import Comparison
    from tui.compare.interleaved import Interleaved

SIDE_BY_SIDE = 100
"""Columns from which the panes stand beside each other; below, one stands above the other."""
_TURN = 0.0005
_QUICK = 80_000
"""Characters of both texts up to which they are compared before the first frame."""


class CompareScreen(ReadingScreen):
    """Two reading panes, or one with the passages of both."""

    CSS_PATH = "compare.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bindings(Scope.COMPARE)

    class Compared(Message):
        """The comparison is there, or a fault of the program kept it from coming."""

        def __init__(self, comparison: "Comparison | None", is_whole: bool, problem: str = "") -> None:
            """Carry the comparison.

            Args:
                comparison: What was found; None after a fault.
                is_whole: Whether phrases, facts and words are worked out as well.
                problem: What is known of the fault.
            """
            super().__init__()
            self.comparison, self.is_whole, self.problem = comparison, is_whole, problem

    def __init__(self, left: Document, right: Document, left_offset: int | None = None) -> None:
        """Make the screen.

        Args:
            left: The statement on the left, or above.
            right: The other one.
            left_offset: Place in the left one's text.
        """
        super().__init__()
        self._documents = (left, right)
        self._left_offset = left_offset
        self._last: ComparedView | None = None
        self.pairing: Pairing | None = None
        """The pairs, once they are known."""
        self._is_whole = False
        self._problem = ""
        self._joined: Interleaved | None = None
        self._shown: set[str] = set()
        self._is_locked = self._is_following = False
        self._partner = (-1, -1, -1)

    def compose(self) -> ComposeResult:
        """Yield the panes and the bars."""
        with Container(id="sides"):
            yield ComparedView(id="left")
            yield ComparedView(id="right")
        yield from self.compose_bars()

    def on_mount(self) -> None:
        """Show the two statements and begin to compare them."""
        left, right = self.sides
        self.follow(left, right)
        if sum(len(document.text) for document in self._documents) <= _QUICK:
            # Worked out sooner than a second frame would be drawn.
            from tui.compare.comparison import compare

            self.pairing = Pairing(compare(*self._documents))
        for side, view in enumerate((left, right)):
            view.annotations = self.pairing.annotations(side) if self.pairing else Annotations(gutter=GUTTER)
            view.measure = self.browser.main.view.measure
        left.show(self._documents[0], self._left_offset)
        right.show(self._documents[1])
        self._last = left
        self.set_focus(left)
        self.update_status()
        self.call_after_refresh(self._compare)

    @work(thread=True, exclusive=True, group="compare")
    def _compare(self) -> None:
        """Pair the passages, then find the rest; runs in a thread."""
        worker = get_current_worker()
        # Short turns on the interpreter lock keep the keys quick meanwhile.
        interval = sys.getswitchinterval()
        sys.setswitchinterval(_TURN)
        try:
            from tui.compare.comparison import compare

            comparison = self.pairing.comparison if self.pairing else compare(*self._documents)
            self.post_message(self.Compared(comparison, is_whole=False))
            for part in ("phrases", "facts", "words", "shares", "relation"):
                if worker.is_cancelled:
                    return
                getattr(comparison, part)
            self.post_message(self.Compared(comparison, is_whole=True))
        except Exception as error:
            # Nobody would hear of it otherwise.
            self.post_message(self.Compared(None, False, f"{type(error).__name__}: {error}"))
        finally:
            sys.setswitchinterval(interval)

    def on_compare_screen_compared(self, message: Compared) -> None:
        """Show the pairs."""
        if message.comparison is None:
            self._problem = f"could not compare: {message.problem}"
        elif self.pairing is None:
            self.pairing = Pairing(message.comparison)
            self._annotate()
        self._is_whole = message.is_whole
        self.update_status()

    @property
    def sides(self) -> tuple[ComparedView, ComparedView]:
        """The left pane and the right one, as they stand."""
        first, second = self.query_one("#sides").query_children(ComparedView).exclude("#joined")
        return first, second

    @property
    def view(self) -> ComparedView:
        """The pane that has the keys, or had them last."""
        if isinstance(self.focused, ComparedView):
            self._last = self.focused
        return self._last or self.sides[0]

    @property
    def other(self) -> ComparedView:
        """The pane that does not have the keys."""
        left, right = self.sides
        return right if self.view is left else left

    @property
    def is_one_column(self) -> bool:
        """Whether the passages of both stand in one column."""
        return self._joined is not None

    def side_of(self, view: ComparedView) -> int:
        """Return 0 for the pane of the first statement, 1 for that of the second, wherever they stand."""
        return 0 if view.id == "left" else 1

    def place(self) -> tuple[int, int] | None:
        """Return the side, 0 or 1, and the block that holds the current sentence."""
        view = self.view
        block = view.block
        if block is None:
            return None
        if self._joined is None:
            return self.side_of(view), block
        origin = self._joined.origins[block]
        side = 0 if origin.side == "a" else 1
        return side, self._joined.comparison.sides[side][1][origin.passage].block

    def fit(self, columns: int, rows: int) -> None:
        """Put the panes beside or above each other."""
        self.set_class(columns < SIDE_BY_SIDE, "-stacked")

    def counts(self) -> str:
        """Say what the passage is paired with, which side the keys work on, and which statement that is."""
        view = self.view
        place = self.place()
        if self._joined is not None and place is not None:
            side = "AB"[place[0]]
            title = self._documents[place[0]].name
        else:
            names = ("above", "below") if self.has_class("-stacked") else ("left", "right")
            side = names[0] if view is self.sides[0] else names[1]
            title = view.document.name if view.document else ""
        room = max(12, self.app.size.width // 3)
        title = title if len(title) <= room else title[: room - 1].rstrip() + "…"
        lock = "locked" if self._is_locked else ""
        return "  ".join(part for part in (f"{side}: {title}", lock, self._said(place)) if part)

    def hits_label(self) -> str:
        """Return what was found, or which of the summary's places this is."""
        return super().hits_label() if self._query else f"place {self.view.hit_count}" if self.view.hits else ""

    def _said(self, place: tuple[int, int] | None) -> str:
        """Return what is known of the current passage."""
        if self.pairing is None:
            return self._problem or "comparing ..."
        return self.pairing.describe(*place) if place else ""

    def on_descendant_focus(self) -> None:
        """Follow the keys to the other side."""
        self.update_status()

    def _moved(self) -> None:
        super()._moved()
        if self._is_locked and not self._is_following and self.is_mounted and not self.is_one_column:
            self._follow()

    def action_switch_pane(self) -> None:
        """Go to the other side; in one column, to the next passage of the other statement."""
        if self._joined is None:
            self.set_focus(self.other)
            return
        block, origins = self.view.block, self._joined.origins
        if block is None:
            return
        later = [*range(block + 1, len(origins)), *range(block)]
        target = next((index for index in later if origins[index].side != origins[block].side), None)
        if target is not None:
            self.view.select_block(self._joined.document.blocks[target])

    def action_swap(self) -> None:
        """Let the two statements change sides."""
        left, right = self.sides
        self.query_one("#sides").move_child(right, before=left)
        self.call_after_refresh(self.update_status)

    def on_find_bar_changed(self, message: "FindBar.Changed") -> None:
        """Find in the pane in use while the person types."""
        self.find_typed(message.query_text)

    def on_find_bar_submitted(self) -> None:
        """Keep what was found."""
        self.find_ended()

    def _has_pairs(self) -> bool:
        """Tell whether there are pairs, and say so where there are none or not yet."""
        if self.pairing is None:
            self.status.tell(self._problem or "still comparing")
            return False
        if not self.pairing.comparison.pairs:
            self.status.tell("no passage of one pairs with one of the other")
            return False
        return True

    def action_pair(self, step: int) -> None:
        """Go to the next paired passage, or the one before, with its partner level."""
        place = self.place()
        if not self._has_pairs() or place is None or self.pairing is None:
            return
        if self._joined is not None:
            self._next_group(step)
            return
        side, block = place
        target = self.pairing.next_paired(side, block, step)
        if target is None:
            self.status.tell("this is the last pair" if step > 0 else "this is the first pair")
            return
        self.view.select_block(self._documents[side].blocks[target])
        self._bring_level(side, target, self.pairing.partners(side, target)[0])

    def _next_group(self, step: int) -> None:
        """Go to the next group of the one column."""
        assert self._joined is not None and self.pairing is not None
        block, origins = self.view.block or 0, self._joined.origins
        groups = [self.pairing.group_of(0 if origin.side == "a" else 1, origin.passage) for origin in origins]
        order = range(block + step, len(origins) if step > 0 else -1, step)
        for index in order:
            is_first = groups[index] is not None and (index == 0 or groups[index] != groups[index - 1])
            if is_first and groups[index] != groups[block]:
                self.view.select_block(self._joined.document.blocks[index])
                return
        self.status.tell("this is the last pair" if step > 0 else "this is the first pair")

    def action_partner(self) -> None:
        """Bring the partner of this passage level with it; the next one where there are several."""
        place = self.place()
        if self.pairing is None or place is None:
            self.status.tell(self._problem or "still comparing")
            return
        side, block = place
        partners = self.pairing.partners(side, block)
        targets = partners or self.pairing.nearest(side, block)
        if not targets:
            self.status.tell("this is no passage of the text, so it has no partner")
            return
        turn = (self._partner[2] + 1) % len(targets) if self._partner[:2] == (side, block) else 0
        self._partner = (side, block, turn)
        if self._joined is not None:
            origin = self.pairing.origin(1 - side, targets[turn])
            assert origin is not None
            self.view.select_block(self._joined.document.blocks[self._joined.place(origin)])
        else:
            self._bring_level(side, block, targets[turn])
        # A single partner is named in the status line anyway.
        self.status.tell(self.pairing.tell_partner(side, block, turn) if partners != targets[:1] else "")

    def _bring_level(self, side: int, block: int, partner: int) -> None:
        """Bring a block of the other side level with one of this side; at the ends of the texts this side gives way."""
        own, other = self.view, self.other
        row = own.row_of(self._documents[side].blocks[block])
        target = self._documents[1 - side].blocks[partner]
        if row is None or other.row_of(target) is None:
            return
        self._is_following = True
        try:
            wanted = max(0, min(row, max(0, min(own.size.height, other.size.height) - 3)))
            got = other.bring_level(target, wanted)
            own.shift(row - got)
        finally:
            self._is_following = False

    def action_lock(self) -> None:
        """Let the other pane follow the pairs, or let it be."""
        if self.is_one_column:
            self.status.tell("there is one column only")
            return
        self._is_locked = not self._is_locked
        if self._is_locked:
            self._follow()
        self.update_status()
        self.status.tell("the other side follows the pairs" if self._is_locked else "the sides scroll apart")

    def _follow(self) -> None:
        """Bring the other pane level, at the paired passage that is nearest to where the reader is."""
        place = self.place()
        if self.pairing is None or place is None:
            return
        side, block = place
        target = self.pairing.nearest_paired(side, block)
        row = None if target is None else self.view.row_of(self._documents[side].blocks[target])
        if target is None or row is None:
            return
        partner = self._documents[1 - side].blocks[self.pairing.partners(side, target)[0]]
        self._is_following = True
        try:
            self.other.bring_level(partner, row)
        finally:
            self._is_following = False

    def action_word_difference(self) -> None:
        """Mark the words that differ where a pair is one text in two versions."""
        if not self._has_pairs() or self.pairing is None:
            return
        count = self.pairing.versions
        if not count:
            self.status.tell("no pair is one text in two versions")
            return
        self._toggle("changed")
        noun = "pair" if count == 1 else "pairs"
        self.status.tell(f"differing words marked in {count} {noun}" if "changed" in self._shown else "no words marked")

    def action_shared_phrases(self) -> None:
        """Light what both say word for word."""
        if self.pairing is None or not self._is_whole:
            self.status.tell(self._problem or "still comparing")
            return
        count = len(self.pairing.comparison.phrases)
        if not count:
            self.status.tell("the two share no phrase of four words or more")
            return
        self._toggle("shared")
        noun = "phrase" if count == 1 else "phrases"
        self.status.tell(f"{count} shared {noun} lit" if "shared" in self._shown else "no phrases lit")

    def _toggle(self, layer: str) -> None:
        self._shown ^= {layer}
        self._lay_over()

    def _lay_over(self) -> None:
        """Draw what is to be shown over the texts."""
        assert self.pairing is not None
        layers = [self.pairing.layers(side, self._shown) for side in (0, 1)]
        if self._joined is not None:
            self.view.lay_over(self.pairing.joined_layers(self._joined, layers))
            return
        for view in self.sides:
            view.lay_over(layers[self.side_of(view)])

    def action_only_here(self) -> None:
        """Show only what one of the two says alone, or all again."""
        if self.pairing is None:
            self.status.tell(self._problem or "still comparing")
            return
        if not (self.pairing.comparison.only_a or self.pairing.comparison.only_b):
            self.status.tell("every passage has a partner")
            return
        self._shown ^= {"only"}
        self._annotate()
        self.update_status()
        self.status.tell("only the unpaired passages" if "only" in self._shown else "all passages")

    def _annotate(self) -> None:
        assert self.pairing is not None
        is_only = "only" in self._shown
        if self._joined is not None:
            self.view.annotate(self.pairing.joined_annotations(self._joined, is_only))
            return
        for view in self.sides:
            view.annotate(self.pairing.annotations(self.side_of(view), is_only))

    async def action_one_column(self) -> None:
        """Put the passages of both into one column, or side by side again."""
        place = self.place()
        if self.pairing is None or place is None:
            self.status.tell(self._problem or "still comparing")
            return
        if self._joined is None:
            await self._join(place)
        else:
            self._part(place)
        self.update_status()

    async def _join(self, place: tuple[int, int]) -> None:
        from tui.compare.interleaved import Interleaved

        assert self.pairing is not None
        if not self.query("#joined"):
            await self.query_one("#sides").mount(ComparedView(id="joined"))
            self.follow(self.query_one("#joined", ComparedView))
        view = self.query_one("#joined", ComparedView)
        self._joined = Interleaved(self.pairing.comparison)
        self.add_class("-joined")
        self._last = view
        view.annotations = self.pairing.joined_annotations(self._joined, "only" in self._shown)
        view.measure = self.sides[0].measure
        view.show(self._joined.document)
        self._lay_over()
        self.set_focus(view)
        origin = self.pairing.origin(*place)
        if origin is not None:
            offset = self._joined.document.blocks[self._joined.place(origin)].start
            self.call_after_refresh(lambda: view.show_span(Span(offset, offset + 1)))

    def _part(self, place: tuple[int, int]) -> None:
        side, block = place
        self._joined = None
        self.remove_class("-joined")
        view = next(view for view in self.sides if self.side_of(view) == side)
        self._last = view
        self._annotate()
        self._lay_over()
        self.set_focus(view)
        self.call_after_refresh(lambda: view.select_block(self._documents[side].blocks[block]))

    def quoted(self) -> tuple[Document, Span] | None:
        """Return what would be copied, in the document it is of."""
        quoted = super().quoted()
        if quoted is None or self._joined is None:
            return quoted
        return self._joined.source(quoted[1])

    def action_copy_pair(self) -> None:
        """Copy both passages of the pair, each with its source."""
        place = self.place()
        if not self._has_pairs() or place is None or self.pairing is None:
            return
        side, block = place
        partners = self.pairing.partners(side, block)
        if not partners:
            self.status.tell("this passage has no partner; y copies it alone")
            return
        from tui.quoting.citation import with_citation
        from tui.quoting.quote import take_quote

        turn = self._partner[2] if self._partner[:2] == (side, block) else 0
        blocks = {side: block, 1 - side: partners[turn]}
        texts = [
            with_citation(document, take_quote(document, document.blocks[blocks[index]].span))
            for index, document in enumerate(self._documents)
        ]
        self.status.tell(self.browser.deliver("\n\n".join(texts)).notice)

    def action_summary(self) -> None:
        """Tell what was found."""
        if self.pairing is None or not self._is_whole:
            self.status.tell(self._problem or "still comparing")
            return
        from tui.app.screens.summary import SummaryScreen
        from tui.app.summary import Places

        def go(places: Places | None) -> None:
            if places is not None:
                self._go(places.a, places.b)

        self.app.push_screen(SummaryScreen(self.pairing.comparison), go)

    def _go(self, *spans: tuple[Span, ...]) -> None:
        """Light places of both texts and go to the first of each."""
        place = self.place()
        if self.is_one_column and place is not None:
            self._part(place)
        if "only" in self._shown:
            self._shown -= {"only"}
            self._annotate()
        for view in self.sides:
            found = spans[self.side_of(view)]
            view.light(found, found[0] if found else None)
        self._query = ""
        empty = not spans[self.side_of(self.view)]
        self.set_focus(self.other if empty else self.view)
        here, there = self.view.block, self.other.block
        if all(spans) and here is not None and there is not None:
            self._bring_level(self.side_of(self.view), here, there)
        self.update_status()

    def undo_layer(self) -> bool:
        """Undo the uppermost of bar, selection, hits, marks, one column and the choice of the unpaired."""
        place = self.place()
        if super().undo_layer():
            self.other.clear_hits()
            return True
        if self._shown & {"shared", "changed"}:
            self._shown -= {"shared", "changed"}
            self._lay_over()
            return True
        if self.is_one_column and place is not None:
            self._part(place)
            return True
        if "only" in self._shown:
            self._shown -= {"only"}
            self._annotate()
            self.update_status()
            return True
        return False
