"""Searching in the background: the newest query is answered, from the first documents on."""

import contextlib
import gc
import queue
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from tests.search.collection import make_document
from tui.documents.model import Document
from tui.search import kept, searcher
from tui.search.expressions import Query
from tui.search.index import Index
from tui.search.kept import kept_file, load_index
from tui.search.query import parse_query
from tui.search.ranking import Answer, SearchStopped, search
from tui.search.searcher import MOST_LISTED, Answered, Failed, Indexed, News, Request, Searcher

_PATIENCE = 20.0
_DOCUMENTS = [make_document(f"d{number}", f"war number{number}", "peace") for number in range(6)]


class Desk:
    """A searcher with what it has told so far."""

    def __init__(self, paths: Sequence[Path] = ()) -> None:
        """Start it."""
        self.told: queue.Queue[News] = queue.Queue()
        self.searcher = Searcher(self.told.put, paths)

    def until(self, is_wanted: Callable[[News], bool]) -> News:
        """Return the next thing told that is wanted."""
        while True:
            told = self.told.get(timeout=_PATIENCE)
            if is_wanted(told):
                return told

    def index(self, documents: Sequence[Document], is_whole: bool = True) -> None:
        """Add documents and wait for them to be indexed."""
        total = self.searcher._total + len(documents)
        self.searcher.add(documents, is_whole)
        self.until(lambda told: isinstance(told, Indexed) and told.indexed == total)

    def answer(self, query: str) -> Answered:
        """Ask and wait for the answer."""
        self.searcher.ask(Request(parse_query(query), 100))
        told = self.until(lambda told: isinstance(told, Answered) and told.answer.query.text == query)
        assert isinstance(told, Answered)
        return told


@pytest.fixture(autouse=True)
def _quiet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the kept indexes apart, and objects collectable."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr(gc, "freeze", lambda: None)


@contextlib.contextmanager
def desk(paths: Sequence[Path] = ()) -> Iterator[Desk]:
    """Give a desk and end its threads."""
    before = set(threading.enumerate())
    opened = Desk(paths)
    try:
        yield opened
    finally:
        opened.searcher.stop()
        for thread in set(threading.enumerate()) - before:
            thread.join(_PATIENCE)
            assert not thread.is_alive()


def test_query_is_answered_from_all_that_was_added() -> None:
    with desk() as open_desk:
        open_desk.index(_DOCUMENTS)

        told = open_desk.answer("war")

        assert len(told.answer.hits) == 6
        assert (told.indexed, told.total) == (6, 6)
        assert told.seconds > 0


def test_collection_is_searched_before_anything_is_indexed() -> None:
    with desk() as open_desk:
        told = open_desk.answer("war")

        assert (told.answer.hits, told.indexed, told.total) == ((), 0, 0)


def test_documents_added_later_are_found_too() -> None:
    with desk() as open_desk:
        open_desk.index(_DOCUMENTS[:2], is_whole=False)
        first = open_desk.answer("war")
        open_desk.index(_DOCUMENTS[2:])
        second = open_desk.answer("war")

        assert (len(first.answer.hits), first.indexed) == (2, 2)
        assert (len(second.answer.hits), second.indexed) == (6, 6)


def test_first_documents_are_searched_while_others_are_still_being_indexed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(searcher, "_BATCH_CHARACTERS", 1)
    goes_on, adding = threading.Event(), Index.adding

    def add_slowly(index: Index, documents: Sequence[Document]) -> Index:
        if index.documents:
            assert goes_on.wait(_PATIENCE)
        return adding(index, documents)

    monkeypatch.setattr(Index, "adding", add_slowly)
    with desk() as open_desk:
        open_desk.searcher.add(_DOCUMENTS, is_whole=True)
        open_desk.until(lambda told: isinstance(told, Indexed) and told.indexed == 1)
        told = open_desk.answer("war")
        goes_on.set()

        assert (told.indexed, told.total, len(told.answer.hits)) == (1, 6, 1)
        open_desk.until(lambda told: isinstance(told, Indexed) and told.indexed == 6)


def test_progress_is_told_document_by_document_where_they_are_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(searcher, "_BATCH_CHARACTERS", 1)
    with desk() as open_desk:
        open_desk.searcher.add(_DOCUMENTS, is_whole=True)

        told = [open_desk.told.get(timeout=_PATIENCE) for _ in _DOCUMENTS]

        assert told == [Indexed(number, 6) for number in range(1, 7)]


def test_newest_query_wins_and_a_running_one_is_cut_short(monkeypatch: pytest.MonkeyPatch) -> None:
    searched: list[str] = []
    is_running = threading.Event()

    def search_slowly(index: Index, query: Query, limit: int, should_stop: Callable[[], bool]) -> Answer:
        searched.append(query.text)
        if query.text == "first":
            is_running.set()
            pause = threading.Event()
            for _ in range(int(_PATIENCE * 100)):
                if should_stop():
                    raise SearchStopped
                pause.wait(0.01)
        return search(index, query, limit, should_stop)

    monkeypatch.setattr(searcher, "search", search_slowly)
    with desk() as open_desk:
        open_desk.index(_DOCUMENTS)
        open_desk.searcher.ask(Request(parse_query("first"), 10))
        assert is_running.wait(_PATIENCE)

        told = open_desk.answer("war")

        assert told.answer.query.text == "war"
        assert searched == ["first", "war"]
        assert open_desk.told.empty()


def test_query_that_was_overtaken_before_its_turn_is_never_searched(monkeypatch: pytest.MonkeyPatch) -> None:
    searched: list[str] = []
    is_running, goes_on = threading.Event(), threading.Event()

    def search_slowly(index: Index, query: Query, limit: int, should_stop: Callable[[], bool]) -> Answer:
        searched.append(query.text)
        if query.text == "first":
            is_running.set()
            assert goes_on.wait(_PATIENCE)
        return search(index, query, limit, should_stop)

    monkeypatch.setattr(searcher, "search", search_slowly)
    with desk() as open_desk:
        open_desk.searcher.ask(Request(parse_query("first"), 10))
        assert is_running.wait(_PATIENCE)
        for query in ("w", "wa", "war"):
            open_desk.searcher.ask(Request(parse_query(query), 10))
        goes_on.set()
        open_desk.until(lambda told: isinstance(told, Answered) and told.answer.query.text == "war")

        assert searched == ["first", "war"]


def test_answers_are_as_long_as_asked_for() -> None:
    with desk() as open_desk:
        open_desk.index(_DOCUMENTS)
        open_desk.searcher.ask(Request(parse_query("war"), 2))

        told = open_desk.until(lambda told: isinstance(told, Answered))

        assert isinstance(told, Answered)
        assert (len(told.answer.hits), told.answer.passages) == (2, 6)


def test_patient_question_has_its_answer_at_once_and_it_is_not_told_again() -> None:
    with desk() as open_desk:
        open_desk.index(_DOCUMENTS)

        told = open_desk.searcher.ask(Request(parse_query("war"), 100), patience=_PATIENCE)

        assert told is not None
        assert len(told.answer.hits) == 6
        open_desk.answer("peace")
        assert open_desk.told.empty()


def test_answer_that_does_not_come_in_time_is_told_later(monkeypatch: pytest.MonkeyPatch) -> None:
    goes_on = threading.Event()

    def search_slowly(index: Index, query: Query, limit: int, should_stop: Callable[[], bool]) -> Answer:
        assert goes_on.wait(_PATIENCE)
        return search(index, query, limit, should_stop)

    monkeypatch.setattr(searcher, "search", search_slowly)
    with desk() as open_desk:
        assert open_desk.searcher.ask(Request(parse_query("war"), 100), patience=0.01) is None
        goes_on.set()
        told = open_desk.until(lambda told: isinstance(told, Answered))

        assert isinstance(told, Answered)
        assert told.answer.query.text == "war"


def settled(open_desk: Desk, path: Path) -> None:
    """Wait for the index to be kept: the interpreter's turns are what they were, and the file is there."""
    for _ in range(int(_PATIENCE * 100)):
        if load_index(path, _DOCUMENTS) is not None:
            return
        threading.Event().wait(0.01)
    raise AssertionError("the index was not kept")


def test_index_is_kept_and_the_next_searcher_takes_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "WORTH_KEEPING", 1)
    paths = [tmp_path / "folder"]
    with desk(paths) as open_desk:
        open_desk.index(_DOCUMENTS)
        first = open_desk.answer("war number3")
        settled(open_desk, kept_file(paths))

    def refuse(index: Index, documents: Sequence[Document]) -> Index:
        raise AssertionError("what was kept is indexed again")

    monkeypatch.setattr(Index, "adding", refuse)
    with desk(paths) as open_desk:
        open_desk.index(_DOCUMENTS)
        second = open_desk.answer("war number3")

    assert [(hit.document.id, hit.spans) for hit in second.answer.hits] == [
        (hit.document.id, hit.spans) for hit in first.answer.hits
    ]
    assert second.answer.hits[0].document.id == "d3"


def test_kept_index_of_other_documents_is_not_believed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "WORTH_KEEPING", 1)
    paths = [tmp_path / "folder"]
    with desk(paths) as open_desk:
        open_desk.index(_DOCUMENTS)
        settled(open_desk, kept_file(paths))
    changed = [make_document("d0", "oil"), *_DOCUMENTS[1:]]

    with desk(paths) as open_desk:
        open_desk.index(changed)

        assert [hit.document.id for hit in open_desk.answer("oil").answer.hits] == ["d0"]
        assert len(open_desk.answer("'war").answer.hits) == 5


def test_damaged_kept_index_is_made_again(tmp_path: Path) -> None:
    paths = [tmp_path / "folder"]
    kept_file(paths).parent.mkdir(parents=True)
    kept_file(paths).write_bytes(b"nonsense")

    with desk(paths) as open_desk:
        open_desk.index(_DOCUMENTS)

        assert len(open_desk.answer("war").answer.hits) == 6


def test_nothing_is_kept_where_nothing_was_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "WORTH_KEEPING", 1)
    with desk() as open_desk:
        open_desk.index(_DOCUMENTS)
        open_desk.index([make_document("more", "war")])

    assert not (tmp_path / "cache").exists()


def test_stopping_ends_both_threads_and_gives_the_interpreter_its_turns_back() -> None:
    turn = sys.getswitchinterval()
    before = set(threading.enumerate())
    with desk() as open_desk:
        assert len(set(threading.enumerate()) - before) == 2
        open_desk.index(_DOCUMENTS)

    assert set(threading.enumerate()) == before
    assert sys.getswitchinterval() == pytest.approx(turn)


def test_document_that_takes_the_id_of_one_not_let_go_yet_is_kept() -> None:
    old, new = make_document("d0", "the old words"), make_document("d0", "the new words")
    with desk() as open_desk:
        open_desk.index([old])
        # Both wait as they do when files are read again while an index is being made.
        with open_desk.searcher._condition:
            open_desk.searcher._waiting.append(new)
            open_desk.searcher._total += 1
            open_desk.searcher._condition.notify_all()
        open_desk.until(lambda told: isinstance(told, Indexed) and told.indexed == 2)
        open_desk.searcher.change([old], [])
        open_desk.until(lambda told: isinstance(told, Indexed) and told == Indexed(1, 1))

        assert open_desk.answer("'new").answer.passages == 1
        assert open_desk.answer("'old").answer.passages == 0


def test_change_leaves_the_index_in_pieces_and_the_kept_file_alone(tmp_path: Path) -> None:
    texts = [make_document(f"d{number}", *("war and peace" for _ in range(900))) for number in range(80)]
    with desk([tmp_path]) as open_desk:
        open_desk.index(texts)
        file = kept_file([tmp_path])
        while not file.exists():
            pass
        written, pieces = file.stat().st_mtime_ns, open_desk.searcher.index.segments
        open_desk.index([make_document("more", "oil")])

        assert open_desk.answer("oil").answer.passages == 1
        assert pieces[0] in open_desk.searcher.index.segments
        assert file.stat().st_mtime_ns == written


def test_what_cannot_be_indexed_is_told_and_the_rest_still_searched(monkeypatch: pytest.MonkeyPatch) -> None:
    adding = Index.adding

    def fail(index: Index, documents: Sequence[Document]) -> Index:
        if any(document.id == "broken" for document in documents):
            raise RuntimeError("a fault")
        return adding(index, documents)

    monkeypatch.setattr(Index, "adding", fail)
    with desk() as open_desk:
        open_desk.index(_DOCUMENTS)
        open_desk.searcher.add([make_document("broken", "war")], is_whole=True)
        assert open_desk.until(lambda told: isinstance(told, Failed)) == Failed("RuntimeError: a fault")
        told = open_desk.answer("war")

        assert (told.indexed, told.total, told.answer.passages) == (6, 6, 6)
        open_desk.index([make_document("more", "war")])
        assert open_desk.answer("war ").answer.passages == 7


def test_concordance_has_a_line_for_every_place_of_all_hits() -> None:
    with desk() as open_desk:
        open_desk.index([make_document("d", *(f"war number {number}, a war" for number in range(400)))])

        open_desk.searcher.ask(Request(parse_query("war"), MOST_LISTED, 40))
        told = open_desk.until(lambda news: isinstance(news, Answered))

        assert isinstance(told, Answered)
        assert told.lines is not None
        assert len(told.lines) == 800
        assert not told.has_more_places


def test_fault_of_a_search_is_told_and_the_next_one_answered(monkeypatch: pytest.MonkeyPatch) -> None:
    desk = Desk()
    desk.index(_DOCUMENTS)

    def fail(*arguments: object) -> Answer:
        raise RuntimeError("a fault")

    with monkeypatch.context() as patched:
        patched.setattr(searcher, "search", fail)
        desk.searcher.ask(Request(parse_query("war"), 10))
        told = desk.until(lambda news: isinstance(news, Failed))
    assert told == Failed("RuntimeError: a fault")
    assert desk.answer("war").answer.passages == 6
