"""What is remembered from run to run: what a person has set, where he was in each text, how he left each library."""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tui.app.keys_in_turn import KeysInTurn
from tui.app.messages import NothingKept
from tui.documents.model import Document
from tui.places import FoundPlace, Place, PlaceStanding, find_place, place_at
from tui.state.files import joined
from tui.state.keeper import Keeper
from tui.state.libraries import LibraryState, library_file, load_library_state
from tui.state.libraries import kept_fields as library_fields
from tui.state.places import kept_fields, load_place, place_file
from tui.state.preferences import Preferences, changed_preferences, changes, load_preferences, preferences_file
from tui.text import Span

if TYPE_CHECKING:
    from tui.state.keeper import Make

_PATIENCE_AT_END = 1.0
"""Seconds a slow disk gets to take what is not written yet."""


class Remembering(KeysInTurn):
    """An application that remembers."""

    def __init__(self, paths: Sequence[Path] = (), *, remembers: bool = True, **options: Any) -> None:
        """Make the application with the preferences kept.

        Args:
            paths: Files and folders of the library; none stands for the sample statements.
            remembers: Whether anything is read from the state folder, or written to it.
            options: Textual's own.
        """
        super().__init__(**options)
        self.paths = tuple(paths)
        self.remembers = remembers
        self.keeping_notices: list[str] = []
        """What was wrong with what was kept; said when there is a screen to say it on."""
        self._preferences = load_preferences(self.keeping_notices.append) if remembers else Preferences()
        self._queries: list[str] = []
        self._changed: dict[str, Any] = {}
        self._keeper = Keeper(lambda notice: self.post_message(NothingKept(notice)))
        self._here: dict[Path, tuple[Document, Span]] = {}
        self._library_state: LibraryState | None = None

    def watch_theme(self, theme: str) -> None:
        """Remember the theme."""
        if self.is_running and theme != self._preferences.theme:
            self._prefer(replace(self._preferences, theme=theme))

    def remember_measure(self, measure: int) -> None:
        """Remember the measure."""
        self._prefer(replace(self._preferences, measure=measure))

    def _prefer(self, preferences: Preferences) -> None:
        """Take preferences, and keep those that have changed."""
        self._changed = {**self._changed, **changes(self._preferences, preferences)}
        self._preferences = preferences
        changed = self._changed
        self._keep("preferences", preferences_file, lambda: changed_preferences(changed))

    def earlier_queries(self) -> list[str]:
        """Return earlier queries, the latest last."""
        from tui.state.queries import load_queries

        return load_queries(self.tell_of_keeping) if self.remembers else list(self._queries)

    def remember_query(self, query: str) -> None:
        """Remember a query as the latest one."""
        from tui.state.queries import MOST_QUERIES, save_query

        if self.remembers:
            save_query(query)
        else:
            self._queries = [*(known for known in self._queries if known != query), query][-MOST_QUERIES:]

    def recall(self, document: Document) -> FoundPlace | None:
        """Return where the reader of a document was; None where he has not read it, or where nothing is in it.

        Where the file has changed since, his place is looked up in it anew.
        """
        if not document.blocks:
            return None
        here = self._here.pop(document.path, None)
        if here is not None and here[0] is document:
            found: FoundPlace | None = FoundPlace(PlaceStanding.SAME, here[1].start)
        else:
            place = place_at(*here) if here is not None else self._kept_place(document)
            found = None if place is None else find_place(document, place)
        if found is not None and found.standing is not PlaceStanding.LOST:
            self._here[document.path] = (document, document.sentence_at(found.start))
        return found

    def _kept_place(self, document: Document) -> Place | None:
        return load_place(document.path, self.tell_of_keeping) if self.remembers else None

    def remember_place(self, document: Document, sentence: Span) -> None:
        """Remember where the reader of a document is; where he began is remembered once he has moved."""
        path, known = document.path, self._here.get(document.path)
        self._here[path] = (document, sentence)
        if known is not None and (known[0] is not document or known[1] != sentence):
            self._keep(path, lambda: place_file(path), lambda: kept_fields(path, place_at(document, sentence)))

    def left_library(self) -> LibraryState | None:
        """Return how the library was left the last time."""
        if self.remembers:
            self._library_state = load_library_state(self.paths, self.keeping_notices.append)
        return self._library_state

    def remember_library(self, state: LibraryState) -> None:
        """Remember what the library looks like."""
        if state != self._library_state:
            self._library_state = state
            self._keep("library", lambda: library_file(self.paths), lambda: library_fields(self.paths, state))

    def _keep(self, what: Hashable, path: Callable[[], Path], make: "Make") -> None:
        if self.remembers:
            self._keeper.keep(what, path, make)

    def stop_keeping(self) -> None:
        """Write what has not been written."""
        self._keeper.stop(self.leaving.patience(_PATIENCE_AT_END))

    def tell_of_keeping(self, notice: str) -> None:
        """Say that something kept was of no use."""
        self.keeping_notices.append(notice)
        self.call_after_refresh(self.tell_notices)

    def tell_notices(self) -> None:
        """Say what was wrong with what was kept."""
        if self.keeping_notices:
            notices, self.keeping_notices = self.keeping_notices, []
            self.tell(joined(notices))

    def on_nothing_kept(self, message: NothingKept) -> None:
        """Say why nothing is remembered."""
        if self.is_running:
            self.tell(message.notice)
