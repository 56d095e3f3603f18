"""Two statements side by side: the keys that go through their pairs and show what they share."""

from typing import ClassVar

from textual.binding import BindingType

from tui.app.commands import Scope, bindings, commands_of
from tui.app.screens.comparing import ComparingScreen
from tui.text import Span


class CompareScreen(ComparingScreen):
    """Two statements, passage by passage."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(Scope.COMPARE)

    @property
    def leading_commands(self) -> tuple[str, ...]:
        """What the bar of keys shows first."""
        if self.view.selection:
            return super().leading_commands
        return (*(command.id for command in commands_of(Scope.COMPARE)), *super().leading_commands)

    def _moved(self) -> None:
        super()._moved()
        if self.is_mounted and not self._is_following:
            self.mark_counterparts()
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

    def action_compare_other(self) -> None:
        """Choose another statement to stand beside the one that has the keys."""
        place = self.place()
        document = self._documents[place[0]] if place else self._documents[0]
        quoted = self.quoted()
        offset = quoted[1].start if quoted else None
        self.browser.choose_beside(document, offset, replaces=True)

    def action_swap(self) -> None:
        """Let the two statements change sides."""
        left, right = self.sides
        self.query_one("#sides").move_child(right, before=left)
        self.call_after_refresh(self.update_status)

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
            self._show_all()
            self._next_group(step)
            return
        self._show_all()
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
        self._show_all()
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
        from tui.quoting.export import cite_all
        from tui.quoting.quote import take_quote

        turn = self._partner[2] if self._partner[:2] == (side, block) else 0
        blocks = {side: block, 1 - side: partners[turn]}
        quotes = [
            take_quote(document, document.blocks[blocks[index]].span) for index, document in enumerate(self._documents)
        ]
        self.browser.carry(cite_all(quotes, self.browser.style), quotes)

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
        self._show_all()
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

    def _show_all(self) -> bool:
        """Show what is paired as well; tell whether it was left out."""
        if "only" not in self._shown:
            return False
        self._shown -= {"only"}
        self._annotate()
        return True

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
        if self._show_all():
            self.update_status()
            return True
        return False
