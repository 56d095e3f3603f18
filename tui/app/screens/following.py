"""Reading what a search has found: the hits lit, the way from text to text, and the way back."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from textual.screen import Screen

from tui.app.screens.listing import ListingScreen
from tui.app.widgets.document_view import DocumentView
from tui.documents.model import Document
from tui.places import PlaceStanding, find_place, place_at
from tui.text import Span

if TYPE_CHECKING:
    from tui.app.screens.search import LeftSearch
    from tui.app.trail import Trail

_MOST_DEPARTURES = 20
"""Searches begun in what a search had found, that can be gone back through."""


@dataclass(frozen=True, slots=True)
class _Departure:
    """Where the reader was when he followed a search into the texts."""

    document: Document | None
    """What he read."""
    sentence: Span
    """Where in it."""
    row: int
    """The row at the top of the text."""
    list_row: int
    """The row at the top of the list."""
    is_in_list: bool
    """Whether the list had the keys."""
    sought: str
    """What he had found in the text."""
    followed: "Trail | None"
    """The search he was following then."""
    left: "LeftSearch | None"
    """What it takes to go back to that one."""
    screens: tuple[Screen[Any], ...]
    """What lay over the library, to be shown again."""
    searches: int
    """How many of these are searches that nobody has followed yet."""


class FollowingScreen(ListingScreen):
    """A screen whose texts show what a search has found."""

    def __init__(self) -> None:
        """Make the screen."""
        super().__init__()
        self.followed: Trail | None = None
        """The hits that are lit in the texts; None where no search is followed."""
        self._departures: list[_Departure] = []
        self._new_searches = 0

    def light_trail(self, current: Span | None = None) -> None:
        """Light what the search has found in the text."""
        trail, document = self.followed, self.view.document
        if trail is not None and document is not None:
            self._query = trail.query
            self.view.light(trail.spans(document), current, trail.stops(document), goes_round=False)

    @property
    def shows_hits(self) -> bool:
        """Whether the text shows what a search has found, and nothing else that was looked for."""
        return self.followed is not None and not self.view.goes_round

    def begin_search(self) -> None:
        """Take where the reader is, once he follows the search that begins, for the place to return to."""
        self._new_searches += 1

    def end_search(self) -> None:
        """Go on from where the reader is, without a way back."""
        self._new_searches, self.followed, self.browser.left_search = 0, None, None
        for departure in self._departures:
            self.browser.let_go(departure.screens)
        self._departures.clear()

    def show_hit(
        self, document: Document, span: Span, screens: tuple[Screen[Any], ...], left: "LeftSearch | None"
    ) -> None:
        """Show a document at something that was found, with all the rest lit.

        Args:
            document: The document.
            span: The place in its text.
            screens: What lay over the library when the search began.
            left: The search that was left for the text the reader comes from.
        """
        self._close_find()
        if self._new_searches:
            self._depart(screens, left)
        self.followed = self.browser.trail
        if self._narrowed:
            self._list(self.browser.library)
        self.open_document(document, span.start)
        self.light_trail(span)
        if span.end <= span.start and document.blocks:
            self.view.go_to(document.sentence_at(span.start))
        self.set_focus(self.view)
        self.update_status()

    def _depart(self, screens: tuple[Screen[Any], ...], left: "LeftSearch | None") -> None:
        """Remember where the reader is."""
        view = self.view
        departure = _Departure(
            view.document,
            view.sentence,
            round(view.scroll_offset.y),
            round(self.documents.scroll_offset.y),
            self._has_sidebar_focus(),
            self._query if view.hits and not self.shows_hits else "",
            self.followed,
            left,
            screens,
            self._new_searches - 1,
        )
        self._new_searches = 0
        self._departures.append(departure)
        for forgotten in self._departures[:-_MOST_DEPARTURES]:
            self.browser.let_go(forgotten.screens)
        del self._departures[:-_MOST_DEPARTURES]

    def undo_layer(self) -> bool:
        """Undo the uppermost layer; below what was found in the text lies what the search has found."""
        had_find = bool(self.view.hits) and self.view.goes_round
        if not super().undo_layer():
            return False
        if had_find and not self.view.hits:
            self._relight()
        return True

    def return_from_search(self) -> None:
        """Go back to where the reader was before he followed a search into the texts."""
        if self._new_searches:
            self._new_searches -= 1
            return
        if not self._departures:
            return
        departure = self._departures.pop()
        self._new_searches = departure.searches
        self.followed, self.browser.left_search = departure.followed, departure.left
        self.view.clear_hits()
        if departure.document is not None:
            self._return_to(departure.document, departure.sentence, departure.row)
        if departure.sought:
            self._find_again(departure.sought)
        if departure.is_in_list:
            self._show_list()
        self.documents.scroll_to(y=departure.list_row, animate=False)
        self.update_status()
        self.browser.bring_back(departure.screens)
        self.browser.renew_trails()

    def _return_to(self, document: Document, sentence: Span, row: int) -> None:
        """Show a place again; in a file that was read anew since, it is looked up by its words."""
        now = self.browser.library.get(document.id)
        if now is None or now is document:
            self.open_document(document, sentence.start)
            self.view.restore(sentence, row)
        else:
            found = find_place(now, place_at(document, sentence))
            self.open_document(now, found.start)
            if found.standing is not PlaceStanding.LOST:
                self.view.go_to(now.sentence_at(found.start))
        self._relight()

    def _find_again(self, query: str) -> None:
        """Light what was found in the text, and leave the reader where he is."""
        sentence, row = self.view.sentence, round(self.view.scroll_offset.y)
        self._query = query
        self.view.find(query, sentence.start)
        self.view.restore(sentence, row)

    def _relight(self) -> None:
        """Light what the search has found, and leave the reader where he is."""
        trail, document = self.followed, self.view.document
        if trail is not None and document is not None:
            self._query = trail.query
            self.view.relight(trail.spans(document), trail.stops(document))

    def trail_renewed(self, trail: "Trail") -> None:
        """Go by what is found now that the texts have changed."""
        notice = self.status.notice
        if self._narrowed and trail is self.browser.trail:
            self._list(self.browser.library)
        document = self.view.document
        is_lit = trail is self.followed and self.shows_hits
        if is_lit and document is not None and not self.view.shows(trail.spans(document)):
            self._relight()
        self.update_status()
        # It is not the reader who has done something.
        self.status.tell(notice)

    def hits_label(self) -> str:
        """Return what was found and at which hit the reader is, of all in all texts: ``'war' 12/178``."""
        trail, document, view = self.followed, self.view.document, self.view
        if not (trail and document and view.hits) or view.goes_round:
            return super().hits_label()
        before, total = trail.count_before(self.browser.library, document.id)
        sign = "" if view.stop < 0 or trail.is_exact(document, view.stop) else "~"
        return f"{trail.query!r} {sign}{before + view.stop + 1:,}/{total:,}"

    def on_lit_view_past_hits(self, message: DocumentView.PastHits) -> None:
        """Go on to the hits of the next document, or the one before."""
        trail, document, library = self.followed, self.view.document, self.browser.library
        following = trail.following(library, document.id, message.step) if trail and document else None
        if trail is None or document is None or following is None:
            return
        spans, stops = trail.spans(following), trail.stops(following)
        span = spans[stops[0] if message.step > 0 else stops[-1]]
        is_alone = len(stops) == 1 and self.view.is_at_hit
        here, there = library.position(document.id), library.position(following.id)
        self.open_document(following, span.start)
        self.light_trail(span)
        if here is not None and there is not None and message.step * (there - here) <= 0:
            self.tell_round(message.step, is_alone and following is document)
