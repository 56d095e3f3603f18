"""The library: the documents on the left, the text on the right, and the way from one place to another."""

from typing import TYPE_CHECKING

from tui.app.screens.following import FollowingScreen
from tui.app.screens.listing import NARROW
from tui.documents.model import Document
from tui.library import Library
from tui.places import PlaceStanding
from tui.rereading import is_stale
from tui.state.libraries import LibraryState
from tui.text import Span

if TYPE_CHECKING:
    from tui.rereading import Changes

_STANDINGS = {
    PlaceStanding.MOVED: "this file has changed; your place was found again in it",
    PlaceStanding.LOST: "this file has changed, and your place in it is lost: its words are gone, or stand there twice",
}


class LibraryScreen(FollowingScreen):
    """The screen the program opens with."""

    def __init__(self) -> None:
        """Make the screen."""
        super().__init__()
        self._is_begun = False

    def on_mount(self) -> None:
        """Begin as soon as there is something to show it in."""
        self.follow(self.view)
        self.browser.begin()
        self.watch(self.view, "measure", self._measure_changed, init=False)

    def _measure_changed(self, measure: int) -> None:
        self.browser.remember_measure(measure)
        self.status.tell(f"{measure} columns")

    def start(self, library: Library, is_single: bool, left: "LibraryState | None" = None) -> None:
        """Show the first documents and give one pane the keys.

        Args:
            library: What has been read so far.
            is_single: Whether that is all there is, and one document.
            left: How the library was left the last time.
        """
        self.show_library(library)
        opened = library.get(left.document) if left and left.document else None
        if opened or library.documents:
            self.open_document(opened or library.documents[0])
        if is_single or not library.documents or (left and not left.has_sidebar):
            self.add_class("-no-sidebar")
        reads = is_single or not library.documents or self.app.size.width < NARROW
        if left and library.documents and not reads:
            reads = left.is_reading or not left.has_sidebar
        # Said before the first frame, it need not be laid out again when the focus has come.
        self.set_class(not reads, "-list")
        self.set_focus(self.view if reads else self.documents)
        if left and left.is_zen and library.documents:
            self.set_zen(True)
        if left and left.filter.strip() and not is_single:
            self.call_after_refresh(self._filter_again, left.filter)
        else:
            self._is_begun = True

    async def _filter_again(self, query: str) -> None:
        """Narrow the list as it was the last time."""
        bar = await self._make_filter_bar()
        bar.open_with(query)
        self._is_begun = True
        self._apply_filter(query)

    def remember(self) -> None:
        """Let what the library looks like be remembered."""
        document = self.view.document
        if self._is_begun and document is not None:
            self.browser.remember_library(
                LibraryState(
                    document=document.id,
                    order=self.browser.library.order,
                    filter=self._filter_query,
                    has_sidebar=not self.has_class("-no-sidebar"),
                    is_reading=not self._has_sidebar_focus(),
                    is_zen=self.is_zen,
                )
            )

    def open_document(self, document: Document, offset: int | None = None) -> None:
        """Show a document, at the place where it was left."""
        if self.view.document is document:
            return
        found = self.browser.recall(document)
        if offset is None and found is not None and found.standing is not PlaceStanding.LOST:
            offset = found.start
        self.documents.move_to(document.id)
        self.view.show(document, offset)
        self.light_trail()
        self.update_status()
        if found is not None and found.standing is not PlaceStanding.SAME:
            self._tell_of_opening(_STANDINGS[found.standing])
        elif is_stale(document):
            self._tell_of_opening("the file has changed since it was read; r reads it again")

    def _tell_of_opening(self, notice: str) -> None:
        """Say something of the text that was opened: at the start, when the first frame is drawn."""
        if self._is_begun:
            self.status.tell(notice)
        else:
            self.browser.keeping_notices.append(notice)

    def tell_changes(self, changes: "Changes") -> None:
        """Show what has become of the text that is open, and say what has changed in all files."""
        document = self.view.document
        now = self.browser.library.get(document.id) if document is not None else None
        if now is not None and now is not document:
            self.open_document(now)
        elif document is None and self.browser.library.documents:
            self.open_document(self.browser.library.documents[0])
        gone = any(document is vanished for vanished in changes.vanished)
        standing = self.status.notice if now is not document else ""
        left = "what you read is gone; its text stays until you turn to another" if gone else ""
        self.status.tell("; ".join(part for part in (changes.summary, standing, left) if part))

    def update_status(self, keeps_notice: bool = False) -> None:
        """Say where the reader is, and remember it."""
        super().update_status(keeps_notice)
        self.remember()

    def _moved(self) -> None:
        super()._moved()
        document = self.view.document
        if document is not None and document.blocks:
            self.browser.remember_place(document, self.view.sentence)

    def show_place(self, document: Document, span: Span) -> None:
        """Show a document with some characters of it selected."""
        self._close_find()
        self.end_search()
        if self._narrowed or self.shown_library.get(document.id) is None:
            self._narrowed = self._filter_query = ""
            self._close_filter()
            self._list(self.browser.library)
        if self.view.document is not document:
            self.open_document(document, span.start)
        self.view.clear_hits()
        if document.blocks:
            self.view.unfold(span)
            self.view.go_to(document.sentence_at(span.start))
            self.view.set_selection(span if span.end > span.start else None)
            self.view.reveal(span)
        self.set_focus(self.view)
        self.update_status()

    def action_back(self) -> None:
        """Undo one layer, from a hit back to the list of hits; this screen is the last and stays."""
        is_followed = self.shows_hits and not self.view.selection and self.browser.left_search is not None
        if is_followed and not (self._has_sidebar_focus() and self.is_list_reduced):
            self.browser.back_to_search()
            return
        if not self.undo_layer() and self.is_narrow and len(self.browser.library) > 1:
            self._show_list()

    def action_compare(self) -> None:
        """Choose another statement and put it beside this one."""
        document = self.view.document
        if document is None or not self.browser.choose_beside(document, self.view.sentence.start):
            self.status.tell("two statements are needed to put them side by side")

    def action_overview(self) -> None:
        """Compare all statements with each other."""
        readable = [document for document in self.browser.library if not document.problem]
        if len(readable) < 2:
            self.status.tell("two statements are needed for an overview")
            return
        from tui.app.screens.overview import OverviewScreen

        document = self.view.document
        self.app.push_screen(OverviewScreen(self.browser.library, document.id if document else None))
