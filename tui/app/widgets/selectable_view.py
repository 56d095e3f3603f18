"""A page on which characters are selected, by keys and with the mouse."""

from collections.abc import Callable

from textual import events

from tui.app.selection import Selecting, Selection, begin, word_at
from tui.app.widgets.page_view import PageView
from tui.documents.model import Block, Document
from tui.text import Span

_EXTENDING = ("extend", "swap_ends")


class SelectableView(PageView, inherit_bindings=False):
    """A page with a selection, which never leaves its document."""

    def __init__(self, *, id: str | None = None, guidance: str = "") -> None:
        """Make an empty pane.

        Args:
            id: CSS id.
            guidance: What is said while there is no document.
        """
        super().__init__(id=id, guidance=guidance)
        self.keeps_to_block = False
        """Whether a selection stays in one block, as where neighbouring blocks are of two documents."""
        self._selected: Selection | None = None
        self._clicked: Span | None = None
        self._drag_from: Span | None = None
        self._is_dragging = False

    def show(self, document: Document | None, offset: int | None = None) -> None:
        """Show a document without a selection."""
        had_selection, self._selected, self._clicked = self._selected is not None, None, None
        super().show(document, offset)
        if had_selection:
            self.refresh_bindings()

    @property
    def selection(self) -> Span | None:
        """What is selected, in offsets of the document's text."""
        return self._selected.span if self._selected else None

    def set_selection(self, selection: Span | None) -> None:
        """Select characters, or nothing."""
        self._select(begin(selection) if selection else None)

    def _select(self, selected: Selection | None) -> None:
        if selected != self._selected:
            before, self._selected = self._selected, selected
            self._redraw(before.span if before else None, selected.span if selected else None)
            self.moves += 1
            if (before is None) != (selected is None):
                self.refresh_bindings()

    def _lay_out_again(self) -> None:
        """Drop a selection of which nothing is on the page any more."""
        super()._lay_out_again()
        if self._selected is not None and self.document is not None and self._page is not None:
            first, last = (self.document.block_at(at) for at in self._selected.span)
            if not any(map(self._page.is_shown, self.document.blocks[first : last + 1])):
                self._select(None)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Let the keys that change a selection be others' while there is none."""
        if action in _EXTENDING:
            return self._selected is not None
        return super().check_action(action, parameters)

    def action_select(self) -> None:
        """Select the current sentence, or drop the selection."""
        if self._selected is not None or self.document is None or not self.document.blocks:
            self._select(None)
            return
        start, end = self.sentence
        self._select(begin(Span(start, start + len(self.document.text[start:end].rstrip()))))

    def action_extend(self, unit: str, step: int) -> None:
        """Move the selection's end."""
        if self._selected is None or self.document is None or self._page is None:
            return
        selecting = Selecting(self.document, self._is_in_reach(self._selected.anchor))
        self._select_to(selecting.move(self._selected, unit, step))

    def action_swap_ends(self) -> None:
        """Let the keys move the selection's other end."""
        if self._selected is not None:
            self._select_to(self._selected.swapped())

    def _select_to(self, selected: Selection) -> None:
        """Select characters and bring the end that moves into sight; its sentence is the current one."""
        assert self.document is not None
        self._set_sentence(self.document.sentence_at(selected.head))
        self.reveal(Span(selected.head, selected.head + 1))
        if selected == self._selected:
            self.moves += 1
        self._select(selected)

    def _is_in_reach(self, anchor: Span) -> Callable[[Block], bool]:
        """Return what tells whether a selection may run over a block."""
        assert self.document is not None and self._page is not None
        home = self._home(anchor)
        return (lambda block: block is home) if self.keeps_to_block else self._page.is_shown

    def _home(self, anchor: Span) -> Block:
        assert self.document is not None
        return self.document.blocks[self.document.block_at(anchor.start)]

    def _character_at(self, x: int, y: int) -> Span | None:
        """Return the character at a cell of the pane."""
        if self._page is None:
            return None
        return self._page.character_at(y + self.scroll_offset.y, x - self.column_left)

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Set the current sentence and start a selection, which stays in this pane."""
        character = self._character_at(event.x, event.y)
        if event.button != 1 or character is None or self.document is None:
            return
        self._select(None)
        self._set_sentence(self.document.sentence_at(character.start))
        self.moves += 1
        self._drag_from = self._clicked = character
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
        start, end = character
        if self.keeps_to_block:
            home = self._home(self._drag_from).span
            start, end = max(start, home.start), min(end, home.end)
        if start < self._drag_from.start:
            self._select(Selection(Span(self._drag_from.end, self._drag_from.end), start))
        else:
            self._select(Selection(Span(self._drag_from.start, self._drag_from.start), end))

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

    def on_click(self, event: events.Click) -> None:
        """Select the word with the second click, the sentence with the third, the paragraph with the fourth."""
        if event.chain < 2 or self._clicked is None or self.document is None or self._is_dragging:
            return
        offset = self._clicked.start
        if event.chain == 2:
            self.set_selection(word_at(self.document, offset))
        elif event.chain == 3:
            self._select(None)
            self.action_select()
        else:
            self.set_selection(self.document.blocks[self.document.block_at(offset)].span)
