"""Two statements and their comparison on one screen: the panes, the work in the background, the one column."""

import sys
from typing import TYPE_CHECKING

from textual import work
from textual.app import ComposeResult
from textual.containers import Container
from textual.message import Message
from textual.worker import get_current_worker

from tui.app.annotations import GUTTER, Annotations
from tui.app.pairing import Pairing
from tui.app.screens.reading import ReadingScreen
from tui.app.widgets.compared_view import ComparedView
from tui.documents.model import Document
from tui.text import Span

if TYPE_CHECKING:
    from tui.compare.comparison import Comparison
    from tui.compare.interleaved import Interleaved

SIDE_BY_SIDE = 100
"""Columns from which the panes stand beside each other; below, one stands above the other."""
_TURN = 0.0005
_MOST_FOR_SENTENCES = 2_000_000
"""Characters of both texts up to which their sentences are paired as well."""
_QUICK = 80_000
"""Characters of both texts up to which they are compared before the first frame."""


class ComparingScreen(ReadingScreen):
    """Two reading panes, or one with the passages of both, and what is known of their pairs."""

    CSS_PATH = "compare.tcss"

    class Compared(Message):
        """The comparison is there, or a fault of the program kept it from coming."""

        def __init__(
            self, comparison: "Comparison | None", is_whole: bool, problem: str = "", has_sentences: bool = False
        ) -> None:
            """Carry the comparison.

            Args:
                comparison: What was found; None after a fault.
                is_whole: Whether phrases, facts and words are worked out as well.
                problem: What is known of the fault.
                has_sentences: Whether the sentences are paired as well.
            """
            super().__init__()
            self.comparison, self.is_whole, self.problem = comparison, is_whole, problem
            self.has_sentences = has_sentences

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
        self._is_whole = self._has_sentences = False
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
            self._compare_now()
        for side, view in enumerate((left, right)):
            view.annotations = self.pairing.annotations(side) if self.pairing else Annotations(gutter=GUTTER)
            view.measure = self.browser.main.view.measure
        left.show(self._documents[0], self._left_offset)
        right.show(self._documents[1])
        self._last = left
        self.set_focus(left)
        self.update_status()
        self.call_after_refresh(self._begin)

    def _begin(self) -> None:
        """Let waiting keys in, and compare in the background what has not been."""
        self.browser.release_keys()
        if not self._problem:
            self._compare()

    def _compare_now(self) -> None:
        from tui.compare.comparison import compare

        try:
            self.pairing = Pairing(compare(*self._documents))
        except Exception as error:
            self.browser.hear_of(error)
            # Both texts can still be read.
            self._problem = f"could not compare: {type(error).__name__}: {error}"

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
            if sum(len(document.text) for document in self._documents) <= _MOST_FOR_SENTENCES:
                _ = comparison.sentence_pairs
                self.post_message(self.Compared(comparison, is_whole=True, has_sentences=True))
        except Exception as error:
            self.browser.hear_of(error)
            # Nobody would hear of it otherwise.
            self.post_message(self.Compared(None, False, f"{type(error).__name__}: {error}"))
        finally:
            sys.setswitchinterval(interval)

    def on_comparing_screen_compared(self, message: Compared) -> None:
        """Show the pairs."""
        if message.comparison is None:
            self._problem = f"could not compare: {message.problem}"
        elif self.pairing is None:
            self.pairing = Pairing(message.comparison)
            self._annotate()
        self._is_whole = message.is_whole
        self._has_sentences = message.has_sentences
        self.mark_counterparts()
        self.update_status()

    def mark_counterparts(self) -> None:
        """Mark in the other pane what the current sentence is paired with."""
        if self.pairing is None or not self._has_sentences or self.is_one_column:
            return
        view = self.view
        self.other.mark_counterparts(self.pairing.counterparts(self.side_of(view), view.sentence))
        view.mark_counterparts(())

    @property
    def sides(self) -> tuple[ComparedView, ComparedView]:
        """The left pane and the right one, as they stand."""
        first, second = self.query_one("#sides").query_children(ComparedView).exclude("#joined")
        return first, second

    @property
    def view(self) -> ComparedView:
        """The pane that has the keys, or had them last."""
        focused = self.focused
        if isinstance(focused, ComparedView) and (focused.id == "joined") == self.is_one_column:
            self._last = focused
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
        if self.app.size.width < SIDE_BY_SIDE:
            # What the passage is paired with matters more than the title, which the pane shows.
            return "  ".join(part for part in (side, lock, self._said(place)) if part)
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
        self.mark_counterparts()
        self.update_status()

    def _lay_over(self) -> None:
        """Draw what is to be shown over the texts."""
        assert self.pairing is not None
        layers = [self.pairing.layers(side, self._shown) for side in (0, 1)]
        if self._joined is not None:
            self.view.lay_over(self.pairing.joined_layers(self._joined, layers))
            return
        for view in self.sides:
            view.lay_over(layers[self.side_of(view)])

    def _annotate(self) -> None:
        assert self.pairing is not None
        is_only = "only" in self._shown
        if self._joined is not None:
            self.view.annotate(self.pairing.joined_annotations(self._joined, is_only))
            return
        for view in self.sides:
            view.annotate(self.pairing.annotations(self.side_of(view), is_only))

    async def _join(self, place: tuple[int, int]) -> None:
        from tui.compare.interleaved import Interleaved

        assert self.pairing is not None
        within = self._within(place)
        # A pane that was hidden would not hear of its size again, so each column is a new one.
        await self.query("#joined").remove()
        view = ComparedView(id="joined")
        view.keeps_to_block = True
        await self.query_one("#sides").mount(view)
        self.follow(view)
        self._joined = Interleaved(self.pairing.comparison)
        self.add_class("-joined")
        self._last = view
        view.annotations = self.pairing.joined_annotations(self._joined, "only" in self._shown)
        view.measure = self.sides[0].measure
        origin = self.pairing.origin(*place)
        offset = None
        if origin is not None:
            offset = self._joined.document.blocks[self._joined.place(origin)].start + within
        view.show(self._joined.document, offset)
        self._lay_over()
        self.set_focus(view)

    def _within(self, place: tuple[int, int]) -> int:
        """Return how far into its block the current sentence begins."""
        view = self.view
        block = view.block
        if view.document is None or block is None:
            return 0
        start = view.document.blocks[block].start
        return min(
            max(0, view.sentence.start - start), max(0, len(self._documents[place[0]].blocks[place[1]].text) - 1)
        )

    def _part(self, place: tuple[int, int]) -> None:
        side, block = place
        offset = self._documents[side].blocks[block].start + self._within(place)
        self._joined = None
        self.remove_class("-joined")
        view = next(view for view in self.sides if self.side_of(view) == side)
        self._last = view
        self._annotate()
        self._lay_over()
        self.set_focus(view)
        self.call_after_refresh(lambda: view.show_span(Span(offset, offset + 1)))

    def quoted(self) -> tuple[Document, Span] | None:
        """Return what would be copied, in the document it is of."""
        quoted = super().quoted()
        if quoted is None or self._joined is None:
            return quoted
        return self._joined.source(quoted[1])
