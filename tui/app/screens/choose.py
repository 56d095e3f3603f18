"""Choosing a document from a list that narrows as one types."""

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar, cast

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen

from tui.app.screens.base import CoveredScreen
from tui.app.widgets.document_list import DocumentList
from tui.app.widgets.find_bar import FindBar
from tui.documents.model import Document
from tui.filtering import LibraryFilter
from tui.library import Library

if TYPE_CHECKING:
    from tui.app.keys_in_turn import KeysInTurn


class ChooseScreen(CoveredScreen[None], ModalScreen[None]):
    """A list over the screen; enter chooses, esc leaves it."""

    CSS_PATH = "choose.tcss"
    closing_keys: ClassVar[tuple[str, ...]] = ("enter",)
    """Keys after which those that follow in one burst are for the screen that is to come."""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "Back"),
        Binding("down,ctrl+n", "move(1)", "Next", show=False),
        Binding("up", "move(-1)", "Previous", show=False),
        Binding("pagedown", "move(8)", "Page down", show=False),
        Binding("pageup", "move(-8)", "Page up", show=False),
    ]

    def __init__(self, library: Library, prompt: str, choose: Callable[[Document], object]) -> None:
        """Make the screen.

        Args:
            library: What can be chosen.
            prompt: What stands before the input.
            choose: Called with what was chosen; puts another screen in the place of this one.
        """
        super().__init__()
        self._filter = LibraryFilter(Library(library.documents, library.order))
        self._prompt = prompt
        self._choose = choose

    def compose(self) -> ComposeResult:
        """Yield input and list."""
        with Vertical(id="box"):
            yield FindBar(self._prompt, self._narrow, self._enter, id="query")
            yield DocumentList()

    def on_mount(self) -> None:
        """Show everything there is."""
        self.query_one(DocumentList).show(self._filter.library)
        self.query_one(FindBar).open()

    def _narrow(self, query: str) -> None:
        """Narrow the list."""
        library, lit = self._filter.narrow(query)
        documents = self.query_one(DocumentList)
        documents.show(library, lit, light=self._filter.lit_in)
        documents.action_end(-1)
        self.query_one(FindBar).answer(f"{len(library)} of {library.total}" if query.strip() else "")

    def _enter(self, query: str) -> None:
        """Choose the document under the cursor."""
        documents = self.query_one(DocumentList)
        if documents.document is None:
            cast("KeysInTurn", self.app).release_keys()
        documents.action_choose()

    def on_document_list_chosen(self, message: DocumentList.Chosen) -> None:
        """Go on with the document."""
        if self.is_current:
            self._choose(message.document)

    def action_move(self, step: int) -> None:
        """Move the cursor while the keys go to the input."""
        self.query_one(DocumentList).action_cursor(step)
