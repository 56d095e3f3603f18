"""Indexing and searching in the background, so that neither holds a keystroke up."""

import gc
import sys
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from tui.documents.model import Document
from tui.search.excerpts import Keyword, line_up
from tui.search.expressions import Query
from tui.search.index import Index
from tui.search.kept import keep_index, kept_file, load_index
from tui.search.ranking import Answer, SearchStopped, search

_BATCH_CHARACTERS = 400_000
_TURN = 0.0005
MOST_LISTED = 20_000
"""Hits, and lines of a concordance, that are listed at most."""


@dataclass(frozen=True, slots=True)
class Answered:
    """The answer to the newest query, as far as the collection is indexed."""

    answer: Answer
    """What was found."""
    seconds: float
    """How long that took."""
    indexed: int
    """Documents that were searched."""
    total: int
    """Documents there are."""
    lines: tuple[Keyword, ...] | None = None
    """The lines of a concordance of all hits, in their order, where that was asked for."""
    has_more_places: bool = False
    """Whether there are more places than lines."""
    is_all: bool = False
    """Whether all hits were asked for that can be listed."""


@dataclass(frozen=True, slots=True)
class Request:
    """What to look for and how much of it is wanted."""

    query: Query
    """What to look for."""
    limit: int
    """Hits at most."""
    context: int = 0
    """Characters on either side of each line of a concordance; 0 for no concordance."""


@dataclass(frozen=True, slots=True)
class Indexed:
    """The index has grown."""

    indexed: int
    """Documents that can be searched."""
    total: int
    """Documents there are."""


@dataclass(frozen=True, slots=True)
class Failed:
    """A search or the indexing came to nothing through a fault of the program."""

    reason: str
    """What is known of it."""


News = Answered | Indexed | Failed
"""What there is to tell."""


class Searcher:
    """Two threads over one collection: one indexes what is read, the other answers the newest query.

    The collection can be searched from the first documents on.
    """

    def __init__(self, tell: Callable[[News], None], paths: Sequence[Path] = (), index: Index | None = None) -> None:
        """Start the threads.

        Args:
            tell: Called with what there is to know, from these threads.
            paths: What was opened; names the index that is kept for the next run.
            index: What has been indexed already.
        """
        self.index = Index() if index is None else index
        self._tell = tell
        self._file = kept_file(paths) if paths else None
        self._condition = threading.Condition()
        self._waiting: list[Document] = []
        self._leaving: list[Document] = []
        self._done = self._total = self.index.size
        self._is_settled = False
        self._is_whole = False
        self._asked: Request | None = None
        self._awaited: Request | None = None
        self._ready: Answered | None = None
        self._is_stopped = False
        self._turn = sys.getswitchinterval()
        for target in (self._index_all, self._answer_all):
            threading.Thread(target=target, name=target.__name__, daemon=True).start()

    def add(self, documents: Sequence[Document], is_whole: bool) -> None:
        """Take in documents.

        Args:
            documents: Those that are new.
            is_whole: Whether no more are to come, so that an index kept from before can be used, or kept now.
        """
        with self._condition:
            self._waiting += documents
            self._total += len(documents)
            self._is_whole = is_whole
            self._condition.notify_all()

    @property
    def documents(self) -> list[Document]:
        """What is searched, or will be."""
        with self._condition:
            indexed = [document for document in self.index.documents if document is not None]
            return [*indexed, *self._waiting]

    def change(self, gone: Sequence[Document], new: Sequence[Document]) -> None:
        """Take in what has changed in a collection that is whole; it costs what those documents hold.

        Args:
            gone: Documents that are not there any more, or not as they were.
            new: Documents that are there now.
        """
        with self._condition:
            self._leaving += gone
            self._waiting += new
            self._total += len(new) - len(gone)
            self._condition.notify_all()

    def ask(self, request: Request, patience: float = 0.0) -> Answered | None:
        """Ask for the answer to a query; one that is still being worked on is cut short.

        Args:
            request: What is wanted.
            patience: Seconds to wait for the answer.

        Returns:
            The answer, where it came in time; otherwise it is told later.
        """
        with self._condition:
            self._asked, self._ready = request, None
            self._awaited = request if patience else None
            self._condition.notify_all()
            if patience:
                self._condition.wait_for(lambda: self._ready is not None, patience)
            self._awaited = None
            return self._ready

    def stop(self) -> None:
        """Let the threads end."""
        with self._condition:
            self._is_stopped = True
            self._condition.notify_all()
        sys.setswitchinterval(self._turn)

    def _answer_all(self) -> None:
        while True:
            with self._condition:
                while self._asked is None and not self._is_stopped:
                    self._condition.wait()
                if self._is_stopped or self._asked is None:
                    return
                request = self._asked
                self._asked = None
                index, done, total = self.index, self._done, self._total
            try:
                answered = self._answer(request, index, done, total)
            except SearchStopped:
                continue
            except Exception as error:
                # Nobody would hear of it otherwise, and nothing would be answered any more.
                self._tell(Failed(f"{type(error).__name__}: {error}"))
                continue
            with self._condition:
                is_awaited = self._awaited is request
                if is_awaited:
                    self._ready = answered
                    self._condition.notify_all()
            if not is_awaited:
                self._tell(answered)

    def _answer(self, request: Request, index: Index, done: int, total: int) -> Answered:
        """Return the answer to a request.

        Raises:
            SearchStopped: Another one came.
        """

        def is_unwanted() -> bool:
            return self._asked is not None or self._is_stopped

        start = time.perf_counter()
        answer = search(index, request.query, request.limit, is_unwanted)
        seconds = time.perf_counter() - start
        is_all = request.limit >= MOST_LISTED
        if not request.context:
            return Answered(answer, seconds, done, total, is_all=is_all)
        lines = line_up(answer.hits, request.context, MOST_LISTED, is_unwanted)
        for line in lines:
            if is_unwanted():
                raise SearchStopped
            # What lines are sorted by is worked out here, so that sorting them holds no key up.
            _ = line.left_words, line.right_words, line.words
        listed = tuple(lines[:MOST_LISTED])
        return Answered(answer, seconds, done, total, listed, len(lines) > len(listed), is_all)

    def _index_all(self) -> None:
        while self._wait_for_documents():
            # Short turns on the interpreter lock keep the keys quick meanwhile.
            sys.setswitchinterval(_TURN)
            try:
                self._let_go()
                if self._waiting and not self._load():
                    self._index_next()
            except Exception as error:
                self._give_up(error)
            self._tell(Indexed(self._done, self._total))
            if not self._waiting:
                self._settle()

    def _give_up(self, error: Exception) -> None:
        """Leave out what could not be indexed, and say so: nobody would hear of it otherwise."""
        with self._condition:
            self._total -= len(self._waiting)
            self._waiting.clear()
        self._tell(Failed(f"{type(error).__name__}: {error}"))

    def _wait_for_documents(self) -> bool:
        """Wait until there is something to index; tell whether to go on."""
        with self._condition:
            while not self._waiting and not self._leaving and not self._is_stopped:
                self._condition.wait()
            return not self._is_stopped

    def _let_go(self) -> None:
        """Search no more in documents that are gone."""
        with self._condition:
            leaving = {id(document) for document in self._leaving}
            self._leaving.clear()
            # One that is still waiting needs but be left out; a new one may have its id.
            kept = [document for document in self._waiting if id(document) not in leaving]
            self._waiting[:] = kept
            count = self.index.size
        index = self.index.without_these(leaving)
        with self._condition:
            self.index = index
            self._done -= count - index.size

    def _load(self) -> bool:
        """Take the index kept from before, where all that is to be searched is known; tell whether there was one."""
        if self._done or not self._is_whole or self._file is None:
            return False
        documents = tuple(self._waiting)
        index = load_index(self._file, documents)
        if index is None:
            return False
        self._replace(index, len(documents))
        return True

    def _index_next(self) -> None:
        """Index the next documents: few enough at a time that the first can be searched at once."""
        size, count = 0, 0
        for document in self._waiting:
            count, size = count + 1, size + len(document.text)
            if size >= _BATCH_CHARACTERS:
                break
        self._replace(self.index.adding(self._waiting[:count]), count)

    def _replace(self, index: Index, count: int) -> None:
        """Search in a larger index from now on."""
        with self._condition:
            self.index = index
            self._done += count
            del self._waiting[:count]

    def _settle(self) -> None:
        """Once all is indexed: put it in one piece, keep it for the next time; what changes later costs only itself."""
        is_first = not self._is_settled
        if is_first:
            self.index = self.index.compacted()
        elif self.index.is_mostly_gone:
            self.index = self.index.renewed()
        index = self.index
        # The first key need not work this out.
        _ = index.frequencies, index.lengths
        # What is kept for the whole run need not be looked through for garbage.
        gc.freeze()
        sys.setswitchinterval(self._turn)
        if self._is_whole and not self._waiting:
            self._is_settled = True
            if self._file is not None and is_first:
                keep_index(index, self._file)
