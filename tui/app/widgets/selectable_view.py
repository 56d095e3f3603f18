"""A page on which characters are selected, by keys and with the mouse."""

from textual import events

from tui.app.selection import Selecting, Selection, begin, word_at
from tui.app.widgets.page_view import PageView
from tui.documents.model import Document
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
        self._select(Selecting(self.document, self._page.is_shown).move(self._selected, unit, step))
        self._show_end()

    def action_swap_ends(self) -> None:
        """Let the keys move the selection's other end."""
        if self._selected is not None:
            self._select(self._selected.swapped())
            self._show_end()

    def _show_end(self) -> None:
        """Bring the end that moves into sight; its sentence is the current one."""
        if self._selected is None or self.document is None:
            return
        head = self._selected.head
        self._set_sentence(self.document.sentence_at(head))
        self.reveal(Span(head, head + 1))

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
        if character.start < self._drag_from.start:
            self._select(Selection(Span(self._drag_from.end, self._drag_from.end), character.start))
        else:
            self._select(Selection(Span(self._drag_from.start, self._drag_from.start), character.end))

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
