"""A list of documents on the left, the one under its cursor on the right: filtering, narrowing, sorting, panes."""

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.widget import Widget

from tui.app.commands import Scope, bindings
from tui.app.screens.zen import ZenScreen
from tui.app.widgets.document_list import DocumentList
from tui.app.widgets.document_view import DocumentView
from tui.documents.model import Document
from tui.library import Library

if TYPE_CHECKING:
    from tui.app.widgets.find_bar import FindBar
    from tui.filtering import LibraryFilter

_WITH, _WITHOUT = "with", "without"
NARROW = 72
"""Columns below which list and text take turns."""

_GUIDANCE = """There are no statements here.

Open a file, or a folder with .txt, .text, .md or .markdown files:

    statements FOLDER

Without a folder the program opens its sample statements:

    statements

Press q to leave, ? for the keys."""


class ListingScreen(ZenScreen):
    """A screen with a list of documents and the one that is read."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(Scope.PANES)

    def __init__(self) -> None:
        """Make the screen."""
        super().__init__()
        self.shown_library = Library()
        self._filter: LibraryFilter | None = None
        self._filter_query = ""
        self._narrowed = ""

    def open_document(self, document: Document, offset: int | None = None) -> None:
        """Show a document."""
        raise NotImplementedError

    def remember(self) -> None:
        """Let what the screen looks like be remembered."""

    def compose(self) -> ComposeResult:
        """Yield list, text and bars."""
        with Horizontal(id="panes"):
            with Vertical(id="sidebar"):
                yield DocumentList(id="documents")
            yield DocumentView(id="text", guidance=_GUIDANCE)
        yield from self.compose_bars()

    @property
    def documents(self) -> DocumentList:
        """The list."""
        return self.query_one(DocumentList)

    @property
    def is_narrow(self) -> bool:
        """Whether list and text take turns."""
        return self.has_class("-narrow")

    def fit(self, columns: int, rows: int) -> None:
        """Let list and text take turns on a narrow terminal."""
        self.set_class(columns < NARROW, "-narrow")

    def show_library(self, library: Library, is_asked_for: bool = True) -> None:
        """Show a library that has grown or changed its order; a filter stays in force.

        Args:
            library: The library.
            is_asked_for: Whether the reader has done it, so that what was said last is out of date.
        """
        self._filter = None
        self._list(library)
        self.update_status(keeps_notice=not is_asked_for)

    def counts(self) -> str:
        """Return ``document 2 of 5`` and what else there is to know about the list."""
        document, library = self.view.document, self.shown_library
        position = library.position(document.id) if document else None
        parts = [] if position is None else [f"document {position + 1} of {len(library)}"]
        if self._filter_query.strip() or self._narrowed:
            parts = [self._reduced()]
        if self._narrowed and self.browser.trail:
            parts[-1] += f" {self._narrowed} {self.browser.trail.query!r}"
        if self.browser.progress:
            parts.append(self.browser.progress)
        return "  ".join(parts)

    def _reduced(self) -> str:
        """Return how many documents are listed of how many there are, or were searched."""
        trail, library = self.browser.trail, self.shown_library
        return f"{len(library)} of {trail.searched if self._narrowed and trail else library.total} documents"

    def on_document_list_highlighted(self, message: DocumentList.Highlighted) -> None:
        """Show the document under the cursor at once."""
        self.open_document(message.document)

    def on_document_list_chosen(self) -> None:
        """Go to the text."""
        self.set_focus(self.view)

    def on_descendant_focus(self) -> None:
        """Let the pane with the keys be the one in sight on a narrow terminal."""
        self.set_class(self._has_sidebar_focus(), "-list")
        self.remember()

    @property
    def is_list_reduced(self) -> bool:
        """Whether a filter or a search keeps documents out of the list."""
        return bool(self._filter_query.strip() or self._narrowed or self.query("#filter.-open"))

    def _has_sidebar_focus(self) -> bool:
        focused = self.focused
        return isinstance(focused, Widget) and any(node.id == "sidebar" for node in focused.ancestors_with_self)

    def action_switch_pane(self) -> None:
        """Go from the list to the text and back; a hidden list shows itself."""
        self.set_zen(False)
        if self._has_sidebar_focus():
            self.set_focus(self.view)
            return
        self.remove_class("-no-sidebar")
        self._show_list()

    def _show_list(self) -> None:
        self.add_class("-list")
        self.set_focus(self.documents)

    def set_zen(self, is_zen: bool) -> bool:
        """Leave everything out but the text, or bring it back; tell whether that changes anything."""
        is_changed = super().set_zen(is_zen)
        self.remember()
        return is_changed

    def action_toggle_sidebar(self) -> None:
        """Hide the list, or show it."""
        self._toggle_sidebar()
        self.remember()

    def _toggle_sidebar(self) -> None:
        if self.set_zen(False):
            self.remove_class("-no-sidebar")
        elif self.is_narrow:
            self.action_switch_pane()
        elif self.has_class("-no-sidebar"):
            self.remove_class("-no-sidebar")
        else:
            self.set_focus(self.view)
            self.add_class("-no-sidebar")

    def action_turn(self, step: int) -> None:
        """Open the next document of the list, or the one before."""
        library, document = self.shown_library, self.view.document
        if not library.documents:
            return
        position = library.position(document.id) if document else None
        target = 0 if position is None else position + step
        if 0 <= target < len(library):
            self.open_document(library.documents[target])
        else:
            self.status.tell("this is the last document" if step > 0 else "this is the first document")

    def action_scroll_text(self, step: int) -> None:
        """Page the text from the list."""
        self.view.action_page(step)

    def action_change_order(self) -> None:
        """Sort the list another way and say which."""
        self.show_library(self.browser.change_order())
        self.status.tell(f"{self.shown_library.order.value}")

    async def action_filter(self) -> None:
        """Open the bar that narrows the list."""
        self.set_zen(False)
        bar = await self._make_filter_bar()
        self._show_list()
        bar.open()

    async def _make_filter_bar(self) -> "FindBar":
        from tui.app.widgets.find_bar import FindBar

        if not self.query("#filter"):
            await self.query_one("#sidebar").mount(
                FindBar("filter", self._apply_filter, self._end_filter, id="filter"), before=0
            )
        return self.query_one("#filter", FindBar)

    def _end_filter(self, query: str) -> None:
        """Keep what was found."""
        self.set_focus(self.documents)

    def _list(self, library: Library) -> None:
        """List a library, narrowed by a search and by what has been typed."""
        trail = self.browser.trail
        if self._narrowed and trail:
            wanted = trail.matching if self._narrowed == _WITH else trail.absent
            library = library.filtered(lambda document: document.id in wanted)
        current = self.view.document
        keep = current.id if current else None
        if not self._filter_query.strip():
            self.shown_library = library
            self.documents.show(library, keep=keep)
            self._filter_bar_answer("")
            return
        if self._filter is None:
            from tui.filtering import LibraryFilter

            self._filter = LibraryFilter(library)
        self.shown_library, lit = self._filter.narrow(self._filter_query)
        self.documents.show(self.shown_library, lit, keep=keep, light=self._filter.lit_in)
        self._filter_bar_answer(f"{len(self.shown_library)} of {self.shown_library.total}")

    def _apply_filter(self, query: str) -> None:
        self._filter_query = query
        self._list(self.browser.library)
        if self.documents.document:
            self.open_document(self.documents.document)
        self.update_status()

    def _filter_bar_answer(self, text: str) -> None:
        if self.query("#filter"):
            from tui.app.widgets.find_bar import FindBar

            self.query_one("#filter", FindBar).answer(text)

    def _close_filter(self) -> bool:
        """Take the filter away; tell whether there was one."""
        if not self.query("#filter"):
            return False
        from tui.app.widgets.find_bar import FindBar

        bar = self.query_one("#filter", FindBar)
        if not bar.is_open:
            return False
        had_focus = self._has_sidebar_focus()
        bar.close()
        self._filter_query = ""
        self.show_library(self.browser.library)
        if had_focus:
            self.set_focus(self.documents)
        return True

    def undo_layer(self) -> bool:
        """Undo the uppermost of find bar, selection, filter, narrowed list and hits."""
        if self._has_sidebar_focus() and (self._close_filter() or self._widen()):
            return True
        if super().undo_layer():
            return True
        return self._close_filter() or self._widen()

    def _widen(self) -> bool:
        """List all documents again; tell whether they were narrowed by a search."""
        if not self._narrowed:
            return False
        self._narrowed = ""
        self.show_library(self.browser.library)
        return True

    def action_narrow(self) -> None:
        """List only what the last search matches, then only what it does not, then all."""
        trail = self.browser.trail
        if trail is None:
            self.status.tell("search first: s")
            return
        self._narrowed = {"": _WITH, _WITH: _WITHOUT}.get(self._narrowed, "")
        self.show_library(self.browser.library)
        listed = self._reduced()
        if self.documents.document:
            self.open_document(self.documents.document)
        told = {_WITH: f"{listed} match {trail.query!r}", _WITHOUT: f"{listed} {trail.verb_of_absence} {trail.query!r}"}
        self.status.tell(told.get(self._narrowed, "all documents"))
