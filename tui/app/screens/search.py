"""Searching all texts: the query on top, the hits on the left, the passage on the right."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container
from textual.timer import Timer

from tui.app.commands import Scope, bindings
from tui.app.hit_lines import HitView, Place
from tui.app.screens.asking import LINING_UP, SLOW, AskingScreen
from tui.app.widgets.document_view import DocumentView
from tui.app.widgets.find_bar import FindBar
from tui.app.widgets.hit_list import HitList
from tui.app.widgets.info_bar import InfoBar
from tui.app.widgets.rows_view import cropped
from tui.search.excerpts import ConcordanceOrder
from tui.search.query import LONGEST_QUERY
from tui.search.ranking import Hit
from tui.text import Span

_PREVIEW = 0.05
"""Seconds after which the passage follows the cursor: the list is to be drawn first."""
PAUSE = 0.5
"""Seconds without a letter after which the passage follows what is typed: it costs as much again as the list."""
_NARROW = 80


@dataclass(frozen=True, slots=True)
class LeftSearch:
    """A search that was left for a text."""

    query: str
    """What was typed."""
    view: HitView
    """How the hits were shown."""
    order: ConcordanceOrder
    """How the concordance was sorted."""
    place: Place | None
    """The hit that was opened."""


class SearchScreen(AskingScreen):
    """Search as one types."""

    CSS_PATH = "search.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bindings(Scope.SEARCH)
    scopes: ClassVar[tuple[Scope, ...]] = (Scope.SEARCH,)
    """Whose commands work although the keys go to the bar."""
    typing_keys: ClassVar[Sequence[tuple[str, str, str]]] = (
        ("esc", "back", "screen.back"),
        ("↑↓", "hits", "screen.move(1)"),
        ("enter", "read", "screen.open_hit"),
        ("tab", "view", "screen.change_view"),
        ("ctrl+o", "sort", "screen.change_concordance"),
        ("ctrl+↑", "earlier query", "screen.recall(1)"),
    )

    def __init__(self, query: str = "", left: "LeftSearch | None" = None) -> None:
        """Make the screen.

        Args:
            query: What to search at once.
            left: A search to take up where it was left.
        """
        super().__init__(left.place if left else None)
        self._first_query = left.query if left else query
        self._left = left
        self._preview_timer: Timer | None = None
        self._previewed: tuple[Hit, Span | None] | None = None
        self._queries: list[str] = []
        self._recalled = 0
        self._typed = ""

    @property
    def closing_keys(self) -> tuple[str, ...]:
        """Keys after which those that follow in one burst are for the text that is to come."""
        return ("enter",) if self.bar.has_focus_within else ()

    def compose(self) -> ComposeResult:
        """Yield bar, hits, passage and the lines at the bottom."""
        yield FindBar("search", self.query_typed, self._enter, id="query", longest=10 * LONGEST_QUERY)
        yield InfoBar(id="info")
        with Container(id="found"):
            yield HitList(id="hits")
            yield DocumentView(id="text")
        yield from self.compose_bars()

    def on_mount(self) -> None:
        """Let the person type; index what has not been yet."""
        self.follow(self.view)
        self.view.measure = self.browser.main.view.measure
        self._queries = self.browser.earlier_queries()
        self.bar.open()
        self.browser.start_searcher()
        self.show_idle()
        if self._left is not None:
            self._set_view(self._left.view, self._left.order)
        if self._first_query:
            self.bar.query_text = self._first_query

    def fit(self, columns: int, rows: int) -> None:
        """Put the passage beside the hits, or below them."""
        self.set_class(columns < _NARROW, "-narrow")
        self.call_after_refresh(self.fit_words)

    def counts(self) -> str:
        """Return which words stand for which in the current hit, and how the hits are shown."""
        hits = self.hits
        parts = [f"{typed} -> {found}" for typed, found in hits.hit.terms] if hits.hit else []
        if hits.hit and hits.hit.missing:
            parts.insert(0, f"without {', '.join(hits.hit.missing)}")
        view = hits.view.value
        if hits.view is HitView.CONCORDANCE:
            view = f"{view} {hits.order.value}"
            if hits.hit:
                parts.insert(0, cropped(hits.hit.document.name, self.app.size.width // 4))
        return "  ".join([*parts, view])

    def hits_label(self) -> str:
        """Return nothing: how many there are stands above the list."""
        return ""

    def on_hit_list_highlighted(self, message: HitList.Highlighted) -> None:
        """Let the passage follow the list, once that is drawn."""
        if self._preview_timer is not None:
            self._preview_timer.stop()
            self._preview_timer = None
        if (message.hit, message.span) != self._previewed:
            self._preview_timer = self.set_timer(_PREVIEW if self.hits.has_moved else PAUSE, self._preview)

    def show_no_passage(self) -> None:
        """Show nothing where the passage stands."""
        self._previewed = None
        self.view.show(None)

    def _preview(self) -> None:
        """Show the passage under the cursor, all hits of its text lit."""
        self._preview_timer = None
        hit, keyword = self.hits.hit, self.hits.keyword
        if hit is None or self.answer is None:
            return
        span = keyword.span if keyword else _first_span(hit)
        self._previewed = (hit, keyword.span if keyword else None)
        if self.view.document is not hit.document:
            self.view.show(hit.document, span.start)
        self.view.light(self._spans_in(hit), span if hit.spans else None)
        if not hit.spans:
            self.view.go_to(hit.document.sentence_at(span.start))
        self.update_status()

    def _spans_in(self, hit: Hit) -> list[Span]:
        """Return what was found in the text of a hit, in order."""
        answer = self.answer
        hits = [other for other in answer.hits if other.document is hit.document] if answer else []
        return sorted({span for other in hits for span in other.spans})

    def _enter(self, query: str) -> None:
        """Read at the hit."""
        self.action_open_hit()

    def on_hit_list_chosen(self) -> None:
        """Read at the hit that was clicked."""
        self.action_open_hit()

    def action_open_hit(self) -> None:
        """Read the text at the hit, all hits lit."""
        if not self.is_current:
            # Something else was opened, or the search left, while this was on its way.
            self.opens = False
            return
        is_lined_up = self.hits.view is not HitView.CONCORDANCE or self.hits.hit is not None
        if self.asked is not None and (not is_lined_up or self.answer is None or self.answer.query is not self.asked):
            # What was typed last has not been answered yet.
            self.opens = True
            return
        self.opens = False
        hit, keyword = self.hits.hit, self.hits.keyword
        if hit is not None and self.answer is not None:
            self.browser.remember_query(self.answer.query.text.strip())
            self.browser.read_hit(self.answer.query, hit, keyword.span if keyword else _first_span(hit), self.leave())
        self.browser.release_keys()

    def action_move(self, step: int) -> None:
        """Move through the hits."""
        self.hits.move(step)

    def action_move_page(self, step: int) -> None:
        """Move through the hits by a page."""
        self.hits.move_page(step)

    def action_move_document(self, step: int) -> None:
        """Move to the first hit of the next document, or of the one before."""
        self.hits.move_document(step)

    def action_change_view(self) -> None:
        """Show the hits another way."""
        following = self.hits.view.following
        self._set_view(following, ConcordanceOrder.RIGHT if following is HitView.CONCORDANCE else self.hits.order)

    def _set_view(self, view: HitView, order: ConcordanceOrder) -> None:
        is_new = view is HitView.CONCORDANCE and self.answer is not None and self.hits.view is not view
        self.set_class(view is HitView.CONCORDANCE, "-concordance")
        if is_new:
            self.hits.guidance = LINING_UP
        self.hits.change_view(view, order, () if is_new else None)
        self.update_status()
        if is_new:
            self.request(SLOW)

    def leave(self) -> "LeftSearch":
        """Return what it takes to take this search up again."""
        hits = self.hits
        return LeftSearch(self.bar.query_text, hits.view, hits.order, hits.place)

    def action_change_concordance(self) -> None:
        """Sort the concordance another way."""
        hits = self.hits
        if hits.view is not HitView.CONCORDANCE:
            self.status.tell("only a concordance can be sorted; tab goes to it")
            return
        hits.change_view(hits.view, hits.order.following)
        self.update_status()

    def action_recall(self, step: int) -> None:
        """Bring an earlier query back, or a later one."""
        typed = self.bar.query_text
        if self._recalled and typed != self._queries[-self._recalled]:
            # An earlier query that was changed is a new one.
            self._recalled = 0
        recalled = self._recalled + step
        if not 0 <= recalled <= len(self._queries):
            return
        if not self._recalled:
            self._typed = typed
        self._recalled = recalled
        self.bar.query_text = self._queries[-recalled] if recalled else self._typed

    def focus_bar(self) -> None:
        """Give the bar the keys."""
        self.bar.open()

    def search_for(self, query: str) -> None:
        """Search for something else."""
        self.bar.query_text = query
        self.bar.open()

    def action_back(self) -> None:
        """Undo one layer; below the last, go back to where the reader was."""
        if self.focused is self.view and (self.view.selection or self.query("#find.-open")):
            self.undo_layer()
            return
        if self.answer is not None and self.answer.hits:
            self.browser.remember_query(self.answer.query.text.strip())
            self.browser.remember_answer(self.answer)
        self.app.pop_screen()
        self.browser.main.return_from_search()


def _first_span(hit: Hit) -> Span:
    """Return where to go: the first place of what tells most, or the beginning of the passage."""
    if hit.spans:
        return next(iter(hit.key_spans), hit.spans[0])
    start = hit.document.blocks[hit.block].start
    return Span(start, start)
