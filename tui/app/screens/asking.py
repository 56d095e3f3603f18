"""Asking the searcher for what is typed, and taking its answers, which may come later and in parts."""

import time

from textual.timer import Timer

from tui.app.answers import GUIDANCE, NO_TEXT, language, nothing, summary
from tui.app.hit_lines import CONTEXT, HitView, Place
from tui.app.screens.reading import ReadingScreen
from tui.app.widgets.find_bar import FindBar
from tui.app.widgets.hit_list import HitList
from tui.app.widgets.info_bar import InfoBar
from tui.search.expressions import Query
from tui.search.lexer import QueryError
from tui.search.query import parse_query
from tui.search.ranking import Answer
from tui.search.searcher import MOST_LISTED, Answered, Failed, Indexed, News, Request

LIMIT = 300
"""Hits that are listed at once; all others follow when the typing pauses."""
_PATIENCE = 0.012
"""Seconds a letter waits for its answer before it is drawn alone."""
SLOW = 0.15
"""Seconds after which a search is said to be going on."""
REST = 0.5
"""Seconds without a letter after which the hits that are not listed yet follow."""
_AGAIN = 0.3
"""Seconds between two searches for the same words while the collection is still being indexed."""
_LONG = 3.0
"""Seconds after which an answer that has not come is not waited for while more is being indexed."""
LINING_UP = "searching ..."
"""What stands in the place of a concordance whose lines are not there yet."""


class AskingScreen(ReadingScreen):
    """A screen with a bar to type in, a line that says what was found, and the list of it."""

    def __init__(self, wanted: Place | None = None) -> None:
        """Make the screen.

        Args:
            wanted: The hit to go to once there is an answer.
        """
        super().__init__()
        self._wanted = wanted
        self.asked: Query | None = None
        """What is typed, where it makes sense."""
        self.opens = False
        """Whether to read at the first hit as soon as there is an answer."""
        self._answer: Answer | None = None
        self._news: tuple[Answered, bool] | None = None
        self._answered_at = self._requested_at = 0.0
        self._is_waiting = False
        self._slow: Timer | None = None
        self._rest: Timer | None = None

    @property
    def bar(self) -> FindBar:
        """The bar to type in."""
        return self.query_one("#query", FindBar)

    @property
    def hits(self) -> HitList:
        """The list of hits."""
        return self.query_one(HitList)

    @property
    def answer(self) -> Answer | None:
        """What was found last."""
        return self._answer

    @property
    def info(self) -> InfoBar:
        """The line under the bar."""
        return self.query_one(InfoBar)

    def show_idle(self) -> None:
        """Explain the query language while nothing is typed."""
        self.asked = self._answer = self._news = None
        self._stop_waiting()
        has_text = any(document.text for document in self.browser.library) or self.browser.progress
        self.hits.show(None, GUIDANCE if has_text else NO_TEXT)
        self.show_no_passage()
        self.info.update(language(self.info.room))

    def fit_words(self) -> None:
        """Say as much as fits now."""
        if self._news is not None:
            self.info.update(summary(*self._news, self.info.room))
        elif not self.bar.query_text.strip() and not self.browser.progress:
            self.info.update(language(self.info.room))

    def show_no_passage(self) -> None:
        """Show nothing where the passage stands."""
        raise NotImplementedError

    def action_open_hit(self) -> None:
        """Read at the hit under the cursor."""
        raise NotImplementedError

    def query_typed(self, text: str) -> None:
        """Ask for what is typed; where nothing is, explain how to."""
        if text.strip():
            self._ask(text)
        else:
            self.show_idle()

    def _ask(self, text: str) -> None:
        """Ask for an answer; where the query does not parse, the last good result stays."""
        self.opens = False
        try:
            query = parse_query(text)
        except QueryError as error:
            self.asked = None
            self._stop_waiting()
            self._news = None
            self.info.update(str(error), is_error=True)
            return
        self.asked = query
        self.request(_PATIENCE)

    def request(self, patience: float, limit: int = LIMIT) -> None:
        """Ask for the answer to what is typed; for a concordance all of it is wanted."""
        if self.asked is None:
            return
        if self._rest is not None:
            self._rest.stop()
            self._rest = None
        context = CONTEXT if self.hits.view is HitView.CONCORDANCE else 0
        request = Request(self.asked, MOST_LISTED if context else limit, context)
        # What is found at once is drawn together with the letter that asked for it.
        self._is_waiting, self._requested_at = True, time.monotonic()
        if not self.hits.hit:
            self.hits.guide(LINING_UP)
        answered = self.browser.start_searcher().ask(request, patience)
        if answered is not None:
            self._take_answer(answered)
        elif self._slow is None:
            self._slow = self.set_timer(SLOW, self._say_slow)

    def _stop_waiting(self) -> None:
        """Say no more that a search is going on."""
        if self._slow is not None:
            self._slow.stop()
            self._slow = None

    def _say_slow(self) -> None:
        self._slow = None
        if self.asked is not None and (self._answer is None or self._answer.query is not self.asked):
            self._news = None
            self.info.update("searching ...")

    def take(self, news: News) -> None:
        """Show what the searcher found, if it is still what is wanted."""
        if isinstance(news, Failed):
            self._stop_waiting()
            self.asked = None
            self._news = None
            self.info.update(f"this search failed: {news.reason}", is_error=True)
        elif isinstance(news, Indexed):
            self._take_progress(news)
        elif self.asked is not None and news.answer.query is self.asked:
            self._take_answer(news)

    def _take_progress(self, news: Indexed) -> None:
        if self.asked is None:
            if self.bar.query_text.strip():
                return
            if news.indexed < news.total:
                self.info.update(f"indexing, {news.indexed} of {news.total} documents can be searched")
            else:
                self.info.update(language(self.info.room))
        elif news.indexed >= news.total or self._may_ask_again():
            self.request(0.0)

    def _may_ask_again(self) -> bool:
        """Tell whether to ask for the same words: not so often that no answer ever comes."""
        now = time.monotonic()
        return now - (self._requested_at + _LONG if self._is_waiting else self._answered_at + _AGAIN) > 0

    def _take_answer(self, news: Answered) -> None:
        if news.lines is None and self.hits.view is HitView.CONCORDANCE:
            # It was asked for before the view was changed; one with lines is on its way.
            return
        self._answer, self._answered_at, self._is_waiting = news.answer, time.monotonic(), False
        self._stop_waiting()
        is_whole = news.indexed >= news.total and not self.browser.progress
        self._news = (news, is_whole)
        self.fit_words()
        guidance = "" if news.answer.hits or not is_whole else nothing(news.answer)
        self.hits.show(news.answer, guidance, news.lines)
        if not news.answer.hits:
            self.show_no_passage()
        self.update_status()
        if self.opens:
            self.action_open_hit()
            return
        if self._wanted is not None and is_whole:
            self.hits.move_to(self._wanted)
            self._wanted = None
        if is_whole and not news.is_all and not news.answer.is_whole:
            self._rest = self.set_timer(REST, lambda: self.request(0.0, MOST_LISTED))
