"""What the application does with a search that is followed into the texts: goes there, comes back, keeps up."""

from typing import TYPE_CHECKING, Any

from textual import events
from textual.screen import Screen

from tui.app.messages import SearchNews
from tui.app.opening import Opening
from tui.text import Span

if TYPE_CHECKING:
    from tui.app.screens.search import LeftSearch
    from tui.app.trail import Trail
    from tui.search.expressions import Query
    from tui.search.index import Index
    from tui.search.ranking import Answer, Hit
    from tui.search.searcher import News, Searcher


class Following(Opening):
    """An application that searches, and leads through what was found."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        """Make the application; arguments are those of `Opening`."""
        super().__init__(*arguments, **options)
        self.trail: Trail | None = None
        """The hits of the last search."""
        self.left_search: LeftSearch | None = None
        """The search that was left for a text, to go back to."""

    def start_searcher(self) -> "Searcher":
        """Return the searcher; the first time it begins to index what has been read."""
        if self._searcher is None:
            from tui.search.searcher import Searcher

            known = self.known_index()
            self._searcher = Searcher(self._tell_news, self.paths if self.remembers else (), known)
            if known is None:
                self._searcher.add(self.library.documents, is_whole=not self.progress)
        return self._searcher

    def known_index(self) -> "Index | None":
        """Return the index of the library, where somebody has made it already."""
        return None

    def _tell_news(self, news: "News") -> None:
        self.post_message(SearchNews(news))

    async def action_search(self) -> None:
        """Search all texts."""
        await self.search("")

    async def search(self, query: str) -> None:
        """Search all texts for something, or for what will be typed."""
        from tui.app.screens.search import SearchScreen

        if not isinstance(self.screen, SearchScreen):
            self.main.begin_search()
            await self.push_screen(SearchScreen(query))
        elif query:
            self.screen.search_for(query)
        else:
            self.screen.focus_bar()

    def back_to_search(self) -> None:
        """Go back to the hits from the text that was opened at one."""
        from tui.app.screens.search import SearchScreen

        left, self.left_search = self.left_search, None
        if left is not None:
            self.push_screen(SearchScreen(left=left))

    def on_search_news(self, message: SearchNews) -> None:
        """Pass on what the searcher says."""
        from tui.app.screens.search import SearchScreen
        from tui.search.searcher import Indexed

        for screen in self.screen_stack:
            if isinstance(screen, SearchScreen) and screen.is_mounted:
                screen.take(message.news)
        if isinstance(message.news, Indexed):
            self.renew_trails()

    def renew_trails(self) -> None:
        """Search again, in a thread, for what was found in texts that have changed since."""
        if self._searcher is None or self.progress:
            return
        index = self._searcher.index
        for trail in {self.trail, self.main.followed}:
            if trail is not None and not trail.is_of(index):
                self._renew(trail, index)

    def _renew(self, trail: "Trail", index: "Index") -> None:
        from tui.app.trail import ENOUGH
        from tui.search.ranking import search

        def renew() -> None:
            self.call_later(self._take_renewed, trail, search(index, trail.parsed, ENOUGH), index)

        self.run_worker(renew, thread=True, name="renew")

    def _take_renewed(self, trail: "Trail", answer: "Answer", index: "Index") -> None:
        if self._searcher is None or index.documents is not self._searcher.index.documents:
            # Another change is being taken in, and will be followed by another search.
            return
        trail.take(answer, index)
        self.main.trail_renewed(trail)

    def remember_answer(self, answer: "Answer") -> None:
        """Remember which documents answer, for the list."""
        from tui.app.trail import Trail

        self.trail = Trail(answer, self.start_searcher().index)

    def read_hit(self, query: "Query", hit: "Hit", span: Span, left: "LeftSearch") -> None:
        """Leave the search for the library and read at a hit, with all hits of the query lit."""
        from tui.app.trail import ENOUGH, Trail
        from tui.search.ranking import search

        index = self.start_searcher().index
        self.trail = Trail(search(index, query, limit=ENOUGH), index)
        self.main.show_hit(hit.document, span, self._set_aside(), self.left_search)
        self.left_search = left

    def _set_aside(self) -> tuple[Screen[Any], ...]:
        """Go from a search to the library; return what lay between them, as it was, to be brought back."""
        from tui.app.screens.search import SearchScreen

        stack = self.screen_stack
        last = max(place for place, screen in enumerate(stack) if isinstance(screen, SearchScreen))
        screens = tuple(stack[stack.index(self.main) + 1 : last])
        for screen in screens:
            # Textual would take it down otherwise.
            self.install_screen(screen, f"aside-{id(screen)}")
        while self.screen is not self.main:
            self.pop_screen()
        return screens

    def bring_back(self, screens: tuple[Screen[Any], ...]) -> None:
        """Show again what was set aside."""
        for screen in screens:
            self.uninstall_screen(screen)
            self.push_screen(screen)
            if screen.size != self.size:
                screen.post_message(events.Resize(self.size, self.size))

    def let_go(self, screens: tuple[Screen[Any], ...]) -> None:
        """Take down what was set aside, since nobody will come back to it."""
        for screen in screens:
            self.uninstall_screen(screen)
            screen.remove()
