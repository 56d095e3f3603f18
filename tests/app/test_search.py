"""Searching in the program: answers while one types, reading at a hit, going on, coming back, earlier queries."""

import json
import re
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from textual.css.query import NoMatches
from textual.widgets import Input, OptionList

from tests.app.stage import Stage, opened
from tests.app.statements import write_file, write_folder
from tui.app.commands import Scope, commands_of
from tui.app.hit_lines import EXCERPT_LINES, HitView
from tui.app.screens.asking import LIMIT
from tui.app.screens.compare import CompareScreen
from tui.app.screens.help import HelpScreen
from tui.app.screens.library import LibraryScreen
from tui.app.screens.palette import PaletteScreen
from tui.app.screens.search import SearchScreen
from tui.documents.model import Document
from tui.library import Source
from tui.search.expressions import Query
from tui.search.index import index_documents
from tui.search.ranking import Answer, SearchStopped, search
from tui.search.searcher import Answered, Indexed, Request
from tui.state.queries import MOST_QUERIES, load_queries, save_query

TEXTS = {
    "a-peace.txt": (
        "Peace Now\n\nBy Ana Castro\n\n3 March 2021\n\nThe sanctions began in March. Nobody wanted war.\n\n"
        + "\n\n".join(
            f"Remark {n} is about the weather. It rained on day {n} and the wind stood still." for n in range(20)
        )
        + "\n\nAgain the sanctions hurt workers first. They said so."
    ),
    "b-bridge.txt": "Notes on a Bridge\n\nBy Cara Lind\n\nThe bridge held all winter. It is red.",
    "c-harbour.txt": (
        "Harbour Declaration\n\nBy Ben Okoro\n\nMarch 2020\n\nThe harbour is closed. New sanctions closed it."
    ),
    "d-paper.txt": "A Paper\n\nBy Dora Roth\n\nSanktions, wrote one editor. Nobody read it.",
    "e-empty.txt": "",
}
"""Sanctions twice, never, once, once misspelt, and a file that cannot be opened."""

HITS = [
    ("a-peace", "The sanctions began in March.", "1/2"),
    ("a-peace", "Again the sanctions hurt workers first.", "2/2"),
    ("c-harbour", "New sanctions closed it.", "1/1"),
    ("d-paper", "Sanktions, wrote one editor.", "1/1"),
]
"""The way through all hits of "sanctions": document, sentence, which of how many in it."""


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    return write_folder(tmp_path / "texts", TEXTS)


class HeldSearcher:
    """A searcher that answers when it is told to."""

    def __init__(self, tell: Callable[[Answered | Indexed], None]) -> None:
        """Take in whom to tell."""
        self._tell = tell
        self.documents: list[Document] = []
        self.asked: list[Query] = []
        self.index = index_documents(())

    def add(self, documents: Sequence[Document], is_whole: bool) -> None:
        self.documents += documents

    def ask(self, request: Request, patience: float = 0) -> Answered | None:
        self.asked.append(request.query)
        return None

    def stop(self) -> None:
        """There is nothing to end."""

    def answer(self, query: Query, indexed: int | None = None) -> None:
        """Answer a query as if so many documents were indexed; without a number, all."""
        count = len(self.documents) if indexed is None else indexed
        self.index = index_documents(self.documents[:count])
        self._tell(Answered(search(self.index, query, LIMIT), 0.003, count, len(self.documents)))

    def tell_progress(self, indexed: int) -> None:
        """Say that so many documents are indexed."""
        self._tell(Indexed(indexed, len(self.documents)))


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[HeldSearcher]]:
    """Searchers that answer when they are told to; the one of the program is the last."""
    made: list[HeldSearcher] = []

    def make(
        tell: Callable[[Answered | Indexed], None], paths: Sequence[Path] = (), index: object = None
    ) -> HeldSearcher:
        made.append(HeldSearcher(tell))
        return made[-1]

    monkeypatch.setattr("tui.search.searcher.Searcher", make)
    yield made


def _info(stage: Stage) -> str:
    """Return the line under the bar, the milliseconds left out."""
    return re.sub(r"[\d,]+ ms", "N ms", stage.rows[1].strip())


def _answer(stage: Stage) -> Answer:
    answer = stage.search.answer
    assert answer is not None
    return answer


def _place(stage: Stage) -> tuple[object, ...]:
    """Return where the reader is, to the row."""
    return stage.document.id, stage.view.sentence, stage.view.scroll_offset.y, stage.status, stage.view.hits


async def _replace(stage: Stage, query: str) -> None:
    """Put another query into the bar."""
    await stage.press("ctrl+u")
    await stage.paste(query)
    await stage.answered()


BEFORE = {
    "list": (),
    "text": ("tab", "}", "}", "}", ")"),
    "far down": ("tab", "G", "k", "k", "k"),
    "other document": ("]", "]", "tab", ")"),
    "hits of find": ("tab", "/", *"the", "enter", "n", "n"),
    "two panes": ("c", "enter", "}", ")"),
    "help": ("?",),
}
"""What comes before a search: keys."""


@pytest.mark.parametrize("before", BEFORE.values(), ids=BEFORE)
async def test_search_opens_from_anywhere_and_esc_returns_to_just_where_the_reader_was(
    before: tuple[str, ...], texts: Path
) -> None:
    async with opened(texts) as stage:
        await stage.press(*before)
        screen, focused, rows = stage.app.screen, stage.app.focused, stage.rows
        place = None if isinstance(screen, HelpScreen) else _place(stage)
        await stage.search_for("sanctions")
        await stage.press_in_turn("down", "down", "tab", "down", "tab", "ctrl+o", "escape")
        assert (stage.app.screen, stage.app.focused) == (screen, focused)
        assert stage.rows == rows
        assert place is None or _place(stage) == place


async def test_the_query_language_is_explained_while_nothing_is_typed(texts: Path) -> None:
    async with opened(texts, size=(120, 30)) as stage:
        await stage.press("s")
        for piece in (
            '"phrase"',
            "'exact",
            "begin*",
            "-without",
            "a OR b",
            "author:",
            "date:2022-03..",
            "in:",
            "kind:",
        ):
            assert piece in stage.rows[1]
        assert isinstance(stage.app.focused, Input)
        await stage.type("war")
        await stage.answered()
        assert "phrase" not in stage.rows[1]
        await stage.press("backspace", "backspace", "backspace")
        assert '"phrase"' in stage.rows[1]
        assert stage.search.hits.hit is None
        assert "Typing errors are forgiven" in stage.text


async def test_every_letter_is_answered(texts: Path) -> None:
    async with opened(texts) as stage:
        await stage.press("s")
        for end in range(1, len("sanctions") + 1):
            await stage.press_in_turn("sanctions"[end - 1])
            assert _answer(stage).query.text == "sanctions"[:end]
            counts = r"\d+ passages? in [1-4] of 4 documents, N ms(, \d+ (more like it|far-fetched))*"
            assert re.fullmatch(counts, _info(stage))
        assert _info(stage) == "3 passages in 2 of 4 documents, N ms, 1 more like it"


COUNTS = [
    ("harbour", "2 passages in 1 of 4 documents, N ms"),
    ("'weather", "20 passages in 1 of 4 documents, N ms"),
    ("'bridge", "2 passages in 1 of 4 documents, N ms"),
    ("'workers", "1 passage in 1 of 4 documents, N ms"),
    ('"nobody wanted war"', "1 passage in 1 of 4 documents, N ms"),
    ("'nobody -'war", "1 passage in 1 of 4 documents, N ms"),
    ("'winter OR 'harbour", "3 passages in 2 of 4 documents, N ms"),
    ("date:2021 'sanctions", "2 passages in 1 of 4 documents, N ms"),
    ("xylophone", "0 passages in 0 of 4 documents, N ms"),
]
"""What is typed, and the line under the bar."""


async def test_passages_and_documents_are_counted(texts: Path) -> None:
    async with opened(texts) as stage:
        await stage.press("s")
        for query, line in COUNTS:
            await _replace(stage, query)
            assert _info(stage) == line, query


async def test_all_hits_are_listed_once_the_typing_pauses(tmp_path: Path) -> None:
    body = "\n\n".join(f"Remark {n} about the tower." for n in range(LIMIT + 20))
    async with opened(write_file(tmp_path, f"A Title\n\n{body}")) as stage:
        await stage.search_for("tower")
        assert _info(stage) == f"{LIMIT + 20} passages in 1 of 1 document, N ms"
        await stage.until(lambda: len(_answer(stage).hits) == LIMIT + 20)
        assert stage.search.hits.virtual_size.height == 1 + EXCERPT_LINES * (LIMIT + 20)
        await stage.press("enter")
        assert stage.view.hit_count == f"1/{LIMIT + 20}", "reading goes through all of them"


async def test_what_comes_too_late_for_a_search_that_was_left_ends_nothing(texts: Path) -> None:
    async with opened(texts) as stage:
        await stage.search_for("workers")
        left = stage.search

        def come_too_late() -> None:
            stage.app.pop_screen()
            left.query_one("#gone")

        left.call_later(come_too_late)
        await stage.until(lambda: stage.app.screen is not left)
        await stage.press("s", *"workers")
        assert "document" in _info(stage)


async def test_what_is_missing_from_a_search_that_is_there_is_a_fault(texts: Path) -> None:
    with pytest.raises(NoMatches):
        async with opened(texts) as stage:
            await stage.search_for("workers")
            stage.search.call_later(stage.search.query_one, "#gone")
            await stage.until(lambda: not stage.app.is_running)


async def test_nothing_found_is_said_with_the_field_that_nothing_fits(texts: Path) -> None:
    async with opened(texts) as stage:
        await stage.search_for("workers publisher:Press")
        assert "No publisher is known here." in stage.text


async def test_nothing_found_is_said_with_the_words_that_are_not_there(texts: Path) -> None:
    async with opened(texts) as stage:
        await stage.search_for("xylophone")
        assert "Nothing found in 4 documents." in stage.text
        assert "Nothing is like 'xylophone' here." in stage.text
        assert stage.view.document is None
        await stage.press("enter", "down", "tab")
        assert isinstance(stage.app.screen, SearchScreen)
        await _replace(stage, "workers")
        assert "Nothing found" not in stage.text


async def test_where_no_passage_has_all_words_it_is_said_which_are_missing(texts: Path) -> None:
    async with opened(texts) as stage:
        await stage.search_for("workers xylophone")
        assert _info(stage) == "no passage has all of it; the most of it: 1 passage in 1 of 4 documents, N ms"
        assert "without xylophone" in stage.status


async def test_status_says_which_word_stands_for_which(texts: Path) -> None:
    async with opened(texts) as stage:
        await stage.search_for("sanctions")
        assert "->" not in stage.status
        await stage.press_in_turn("down", "down", "down")
        assert "sanctions -> Sanktions" in stage.status or "sanctions -> sanktions" in stage.status
        await _replace(stage, "harbuor")
        assert "harbuor -> harbour" in stage.status.casefold()
        assert stage.lit("document-view--hit-current") == ["Harbour"]


@pytest.mark.parametrize("columns", [100, 80])
async def test_status_of_a_concordance_says_how_it_is_sorted_at_usual_widths(columns: int) -> None:
    async with opened(size=(columns, 30)) as stage:
        await stage.search_for("escallation sanctons")
        await stage.press_in_turn("tab", "tab")
        assert stage.search.hits.view is HitView.CONCORDANCE
        assert stage.search.hits.order.value in stage.status


UNPARSABLE = [
    ('"', 'column 11: the quotation mark " is never closed'),
    ("OR", "column 11: OR needs a word after it"),
    ("date:yesterday", "column 16: "),
    ("autor:x", "column 11: there is no field 'autor:'"),
    ("w*r", "column 12: * stands only at the end of a word"),
]
"""What is pasted behind `sanctions `, and how the line under the bar begins."""


@pytest.mark.parametrize(("pasted", "reason"), UNPARSABLE)
async def test_what_does_not_parse_is_told_with_its_column_and_the_last_good_result_stays(
    pasted: str, reason: str, texts: Path
) -> None:
    async with opened(texts) as stage:
        await stage.search_for("sanctions ")
        await stage.press_in_turn("down")
        good, hit = stage.search.answer, stage.search.hits.hit
        drawn = stage.pane_rows(stage.search.hits)
        await stage.paste(pasted)
        await stage.pilot.pause(0.2)
        assert stage.rows[1].strip().startswith(reason)
        assert stage.search.answer is good
        assert stage.search.hits.hit is hit
        assert stage.pane_rows(stage.search.hits) == drawn
        await _replace(stage, "harbour")
        assert _info(stage).startswith("2 passages")


async def test_a_long_reason_is_wrapped_so_that_all_of_it_can_be_read(texts: Path) -> None:
    async with opened(texts, size=(60, 20)) as stage:
        await stage.search_for("sanctions")
        top = stage.search.hits.region.y
        await stage.paste(" kind:poem")
        await stage.pilot.pause(0.2)
        told = " ".join(row.strip() for row in stage.rows[1:4])
        assert "there is no kind 'poem'; there are title, byline," in told
        assert "signature" in told
        assert stage.search.hits.region.y > top
        await stage.press_in_turn("ctrl+u", *"sanctions")
        assert stage.search.hits.region.y == top
        assert _info(stage).startswith("3 passages")


@pytest.mark.parametrize("columns", [40, 60, 80, 100, 200])
async def test_language_and_counts_are_never_cut(columns: int, texts: Path) -> None:
    async with opened(texts, size=(columns, 20)) as stage:
        await stage.press("s")
        assert stage.search.info.text.startswith('words "phrase"' if columns < 100 else 'words  "phrase"')
        assert stage.search.info.text in stage.rows[1] or columns < 60
        await stage.paste("workers xylophone")
        await stage.answered()
        assert stage.search.info.text in stage.rows[1]


NOTHING_TO_LOOK_FOR = ["!", "?.,;:-", '"', "-war", "OR", "*", "''", '""', "()[]{}^$|", "…—–", "🙂"]


async def test_a_query_without_a_word_is_told_to_be_one_and_guidance_stays(texts: Path) -> None:
    async with opened(texts) as stage:
        await stage.press("s")
        for query in NOTHING_TO_LOOK_FOR:
            await stage.press("ctrl+u")
            await stage.paste(query)
            await stage.pilot.pause()
            assert stage.rows[1].strip().startswith("column "), query
            assert "Type a few words you remember." in stage.text
        await _replace(stage, "workers")
        assert _info(stage).startswith("1 passage ")


STRANGE = [
    *("a", "the", "the of and in", "san.*ions", "[sanctions", "sanctions)", "\\bwar\\b", "%s%n", "--", "1,000"),
    *("Україна", "你好", "war\x00peace", "sanctions\t\n\nwar", "war " * 900, "x" * 3000, '"a" OR \'b -c d*'),
]


async def test_strange_queries_get_an_answer_or_a_clear_line(texts: Path) -> None:
    async with opened(texts) as stage:
        await stage.press("s")
        for query in STRANGE:
            await stage.press("ctrl+u")
            await stage.paste(query)
            await stage.until(lambda: re.match(r"column \d+: |.*\d passages? in \d", _info(stage)) is not None, 5)
        await _replace(stage, "workers")
        assert _info(stage).startswith("1 passage ")


async def test_ten_thousand_pasted_characters_are_told_to_be_too_many(texts: Path) -> None:
    async with opened(texts) as stage:
        await stage.press("s")
        await stage.paste("war " * 2500)
        assert "too long" in stage.rows[1]


async def test_a_query_too_long_for_one_is_told_so_at_once(texts: Path) -> None:
    async with opened(texts) as stage:
        await stage.press("s")
        await stage.paste("war " * 1000)
        await stage.type("s")
        assert "column 4001: the query is too long" in stage.rows[1]


async def test_control_characters_are_not_pasted(texts: Path) -> None:
    async with opened(texts) as stage:
        await stage.press("s")
        await stage.paste("work\x1b[31m\x07ers\u202e\x9b")
        await stage.pilot.pause()
        assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", stage.text)
        assert stage.search.bar.query_text.startswith("work")


async def test_letters_that_are_keys_elsewhere_are_typed(texts: Path) -> None:
    async with opened(texts) as stage:
        await stage.press("s")
        await stage.type("sqnNmyc?:/*[]+-")
        assert isinstance(stage.app.screen, SearchScreen)
        assert stage.search.bar.query_text == "sqnNmyc?:/*[]+-"


async def test_a_slow_search_says_so_and_keeps_what_was_found(texts: Path, held: list[HeldSearcher]) -> None:
    async with opened(texts) as stage:
        await stage.press("s")
        await stage.paste("sanctions")
        searcher = held[-1]
        await stage.until(lambda: stage.rows[1].strip() == "searching ...")
        assert "othing found" not in stage.text
        searcher.answer(searcher.asked[-1])
        await stage.answered()
        drawn = stage.pane_rows(stage.search.hits)
        await _ask(stage, "x")
        seen = set()
        deadline = time.monotonic() + 0.5
        while time.monotonic() < deadline:
            await stage.pilot.pause(0.01)
            seen.add(_info(stage))
            assert stage.pane_rows(stage.search.hits) == drawn
        assert "searching ..." in seen
        assert seen <= {"3 passages in 2 of 4 documents, N ms, 1 more like it", "searching ..."}
        searcher.answer(searcher.asked[-1])
        await stage.answered()
        assert "searching" not in stage.rows[1]


async def _ask(stage: Stage, letters: str) -> None:
    """Type without waiting for an answer."""
    for letter in letters:
        await stage.press(letter)


async def test_an_answer_to_an_old_query_is_dropped(texts: Path, held: list[HeldSearcher]) -> None:
    async with opened(texts) as stage:
        await stage.press("s")
        await stage.paste("harbour")
        await _ask(stage, " x")
        await stage.press("ctrl+u")
        await stage.paste("workers")
        searcher = held[-1]
        texts_asked = [query.text for query in searcher.asked]
        assert (texts_asked[0], texts_asked[-1]) == ("harbour", "workers")
        searcher.answer(searcher.asked[0])
        await stage.pilot.pause(0.05)
        assert stage.search.answer is None
        assert stage.search.hits.hit is None
        searcher.answer(searcher.asked[-1])
        await stage.answered()
        searcher.answer(searcher.asked[0])
        await stage.pilot.pause(0.05)
        assert _answer(stage).query.text == "workers"
        assert "Peace Now" in stage.rows[2]


async def test_an_answer_that_comes_after_the_query_is_gone_is_dropped(texts: Path, held: list[HeldSearcher]) -> None:
    async with opened(texts) as stage:
        await stage.press("s")
        await stage.paste("harbour")
        await stage.press("ctrl+u")
        held[-1].answer(held[-1].asked[0])
        await stage.pilot.pause(0.2)
        assert stage.search.hits.hit is None
        assert '"phrase"' in stage.rows[1]


async def test_an_answer_that_comes_after_the_screen_is_gone_does_no_harm(
    texts: Path, held: list[HeldSearcher]
) -> None:
    async with opened(texts) as stage:
        await stage.press("s")
        await stage.paste("harbour")
        await stage.press("escape")
        held[-1].answer(held[-1].asked[0])
        await stage.pilot.pause(0.2)
        await stage.press("s")
        assert stage.search.hits.hit is None
        await stage.paste("workers")
        assert held[-1].asked[-1].text == "workers"
        assert len(held) == 1, "one searcher serves the whole run"


@pytest.mark.parametrize("late", ["answer", "slow", "progress"])
async def test_the_reason_stays_when_an_answer_comes_late(late: str, texts: Path, held: list[HeldSearcher]) -> None:
    async with opened(texts) as stage:
        await stage.press("s")
        await stage.paste("harbour")
        await _ask(stage, ' "')
        assert stage.rows[1].strip().startswith("column 9:")
        if late == "answer":
            held[-1].answer(held[-1].asked[-1])
        elif late == "progress":
            held[-1].tell_progress(4)
            if len(held[-1].asked) > 1:
                held[-1].answer(held[-1].asked[-1])
        await stage.pilot.pause(0.3 if late == "slow" else 0.05)
        assert stage.rows[1].strip().startswith("column 9:")


async def test_enter_before_the_answer_reads_at_the_first_hit_once_it_comes(
    texts: Path, held: list[HeldSearcher]
) -> None:
    async with opened(texts) as stage:
        await stage.press("s")
        await stage.paste("harbour")
        await stage.press("enter")
        held[-1].answer(held[-1].asked[0])
        await stage.pilot.pause(0.1)
        assert isinstance(stage.app.screen, LibraryScreen)
        assert stage.document.id == "c-harbour"


async def test_enter_never_reads_at_a_hit_of_an_old_query(texts: Path, held: list[HeldSearcher]) -> None:
    async with opened(texts) as stage:
        await stage.press("s")
        await stage.paste("sanctions")
        held[-1].answer(held[-1].asked[-1])
        await stage.answered()
        await stage.paste(" workers")
        await stage.press("enter")
        held[-1].answer(held[-1].asked[-1])
        await stage.pilot.pause(0.1)
        assert isinstance(stage.app.screen, SearchScreen) or stage.sentence == HITS[1][1]


async def test_while_it_is_being_indexed_the_line_says_how_far_and_hits_appear(
    texts: Path, held: list[HeldSearcher]
) -> None:
    async with opened(texts) as stage:
        await stage.press("s")
        searcher = held[-1]
        searcher.tell_progress(1)
        await stage.until(lambda: "indexing, 1 of 5 documents can be searched" in stage.rows[1])
        await stage.paste("harbour")
        searcher.answer(searcher.asked[-1], indexed=1)
        await stage.until(lambda: "1 of 5 documents so far" in stage.rows[1])
        assert "othing found" not in stage.text
        searcher.tell_progress(3)
        await stage.until(lambda: len(searcher.asked) > 1 or _is_told(searcher, 3))
        searcher.answer(searcher.asked[-1], indexed=3)
        await stage.until(lambda: _info(stage).endswith("so far") and "2 passages in 1 of 3" in _info(stage))
        assert stage.search.hits.hit is not None
        asked = len(searcher.asked)
        searcher.tell_progress(5)
        await stage.until(lambda: len(searcher.asked) > asked)
        searcher.answer(searcher.asked[-1])
        await stage.until(lambda: _info(stage) == "2 passages in 1 of 4 documents, N ms")


def _is_told(searcher: HeldSearcher, indexed: int) -> bool:
    """Say again how much is indexed: not each time is it searched again."""
    searcher.tell_progress(indexed)
    return False


async def test_the_cursor_stays_on_its_passage_when_more_is_indexed(texts: Path, held: list[HeldSearcher]) -> None:
    async with opened(texts) as stage:
        await stage.press("s")
        searcher = held[-1]
        await stage.paste("sanctions")
        searcher.answer(searcher.asked[-1], indexed=1)
        await stage.until(lambda: stage.search.hits.hit is not None)
        await stage.press("down")
        before = stage.search.hits.hit
        assert before is not None
        searcher.answer(searcher.asked[-1])
        await stage.answered()
        after = stage.search.hits.hit
        assert after is not None
        assert (after.document.id, after.block) == (before.document.id, before.block)


async def test_hits_appear_while_files_are_still_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read, gate, count = Source.read, threading.Event(), 40

    def read_haltingly(source: Source, *limits: int) -> Document:
        document = read(source, *limits)
        time.sleep(0.02)
        if document.id >= "030":
            gate.wait(30)
        return document

    monkeypatch.setattr(Source, "read", read_haltingly)
    write_folder(tmp_path, {f"{n:03}.txt": f"Speech Number {n}\n\nThe tower stands." for n in range(count)})
    try:
        async with opened(tmp_path, waits=False) as stage:
            await stage.press("s")
            await stage.paste("tower")
            await stage.until(lambda: len(stage.app.library) > 5 and "so far" in stage.rows[1])
            await stage.until(lambda: stage.search.hits.hit is not None and stage.view.document is not None)
            assert stage.search.answer is not None
            assert "so far" in stage.rows[1]
            assert stage.lit("document-view--hit-current") == ["tower"]
            gate.set()
            await stage.until(lambda: _info(stage) == f"{count} passages in {count} of {count} documents, N ms")
    finally:
        gate.set()


async def test_nothing_found_is_not_said_while_files_are_still_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read, gate = Source.read, threading.Event()

    def read_haltingly(source: Source, *limits: int) -> Document:
        if not source.path.name.startswith("000"):
            gate.wait(30)
        return read(source, *limits)

    monkeypatch.setattr(Source, "read", read_haltingly)
    write_folder(tmp_path, {f"{n:03}.txt": f"Speech Number {n}\n\nThe tower {n} stands." for n in range(9)})
    try:
        async with opened(tmp_path, waits=False) as stage:
            await stage.press("s")
            await stage.paste("xylophone")
            deadline = time.monotonic() + 0.6
            while time.monotonic() < deadline:
                await stage.pilot.pause(0.02)
                assert "othing found" not in stage.text
            gate.set()
            await stage.until(lambda: "Nothing found in 9 documents." in stage.text)
    finally:
        gate.set()


async def test_enter_reads_at_the_hit_with_all_hits_lit_and_says_which_of_how_many(texts: Path) -> None:
    async with opened(texts, size=(120, 30)) as stage:
        await stage.search_for("sanctions")
        await stage.press_in_turn("down", "enter")
        assert isinstance(stage.app.screen, LibraryScreen)
        assert stage.app.focused is stage.view
        assert (stage.document.id, stage.sentence, stage.view.hit_count) == HITS[1]
        assert [stage.document.text[slice(*span)] for span in stage.view.hits] == ["sanctions", "sanctions"]
        assert stage.lit("document-view--hit-current") == ["sanctions"]
        assert stage.is_sentence_in_sight
        assert "'sanctions' 2/4" in stage.status, "the second of all"
        assert stage.documents.document is stage.document
        await stage.press("g")
        assert stage.lit("document-view--hit") == ["sanctions"]


async def test_n_goes_on_through_the_hits_of_all_documents_and_round(texts: Path) -> None:
    async with opened(texts) as stage:
        await stage.search_for("sanctions")
        await stage.press("enter")
        for keys, order in (("n", [*HITS, *HITS[:2]]), ("N", [HITS[1], HITS[0], *HITS[:0:-1], HITS[0]])):
            for place, there in enumerate(order):
                assert (stage.document.id, stage.sentence, stage.view.hit_count) == there, (keys, place)
                assert stage.is_sentence_in_sight
                assert len(stage.lit("document-view--hit-current")) == 1
                assert stage.documents.document is stage.document
                if place < len(order) - 1:
                    await stage.press(keys)


async def test_documents_turned_to_are_lit_too_and_n_goes_on_from_there(texts: Path) -> None:
    async with opened(texts) as stage:
        await stage.search_for("sanctions")
        await stage.press("enter", "]", "]")
        assert stage.document.id == "c-harbour"
        assert stage.lit("document-view--hit") == ["sanctions"]
        await stage.press("n")
        assert stage.sentence == HITS[2][1]
        await stage.press("n")
        assert stage.document.id == "d-paper"


async def test_n_goes_on_from_a_document_without_a_hit(texts: Path) -> None:
    async with opened(texts) as stage:
        await stage.search_for("sanctions")
        await stage.press("enter", "]")
        assert stage.document.id == "b-bridge"
        await stage.press("n")
        assert stage.document.id == "c-harbour"


@pytest.mark.parametrize("before", ["list", "text", "far down", "other document"])
async def test_esc_goes_from_a_hit_back_to_the_hits_and_then_to_where_the_reader_was(before: str, texts: Path) -> None:
    async with opened(texts) as stage:
        await stage.press(*BEFORE[before])
        place = _place(stage)
        await stage.search_for("sanctions")
        await stage.press_in_turn("tab", "down", "down")
        view, hit = stage.search.hits.view, stage.search.hits.place
        await stage.press("enter", "n", "escape")
        await stage.answered()
        assert stage.search.bar.query_text == "sanctions"
        assert (stage.search.hits.view, stage.search.hits.place) == (view, hit)
        await stage.press("escape")
        assert isinstance(stage.app.screen, LibraryScreen)
        assert _place(stage) == place
        await stage.press("G", "]", "]", "n")
        assert list(stage.view.hits) == [], "the lights are out for good"


async def test_reading_at_a_hit_from_two_panes_leads_to_the_library(texts: Path) -> None:
    async with opened(texts) as stage:
        await stage.press("c", "enter")
        await stage.search_for("harbour")
        await stage.press("enter")
        assert isinstance(stage.app.screen, LibraryScreen)
        assert stage.document.id == "c-harbour"
        assert stage.view.hit_count == "1/2"


async def test_finding_in_the_text_takes_over_from_the_search(texts: Path) -> None:
    async with opened(texts) as stage:
        await stage.search_for("sanctions")
        await stage.press("enter", "/", *"remark", "enter")
        assert "'remark' 1/20" in stage.status
        await stage.press("N")
        assert stage.view.hit_count == "20/20"
        assert stage.document.id == "a-peace"


async def test_a_concordance_reads_at_its_very_place(tmp_path: Path) -> None:
    text = "A Title\n\nThe tower fell. A second tower rose. The third tower stood."
    async with opened(write_file(tmp_path, text)) as stage:
        await stage.search_for("tower")
        await stage.press_in_turn("tab", "tab", "down", "enter")
        assert stage.sentence == "A second tower rose."
        assert stage.lit("document-view--hit-current") == ["tower"]
        assert stage.lit("document-view--hit") == ["tower", "tower"]


async def test_the_passage_follows_a_query_of_fields_alone(texts: Path) -> None:
    async with opened(texts) as stage:
        await stage.search_for("in:a-peace")
        for _ in range(15):
            await stage.press("down")
        await stage.pilot.pause(0.1)
        hit = stage.search.hits.hit
        assert hit is not None
        assert stage.document.block_at(stage.view.sentence.start) == hit.block


async def test_a_hit_of_fields_alone_is_read_at_its_passage(texts: Path) -> None:
    async with opened(texts) as stage:
        await stage.search_for("in:a-peace")
        await stage.press_in_turn(*["down"] * 10)
        hit = stage.search.hits.hit
        assert hit is not None
        await stage.press("enter")
        assert stage.document.id == "a-peace"
        assert stage.document.block_at(stage.view.sentence.start) == hit.block


async def test_hits_in_what_is_folded_away_are_not_gone_to() -> None:
    async with opened() as stage:
        await stage.press("tab", "f")
        await stage.search_for("ukraine")
        await stage.press("enter")
        for _ in range(60):
            assert [words.casefold() for words in stage.lit("document-view--hit-current")] == ["ukraine"], stage.status
            await stage.press("n")


async def test_esc_in_the_passage_undoes_its_selection_first(texts: Path) -> None:
    async with opened(texts) as stage:
        await stage.search_for("harbour")
        y = next(y for y, row in enumerate(stage.rows) if "New sanctions" in row[50:])
        x = stage.rows[y].index("New sanctions", 50)
        await stage.drag((x, y), (x + 2, y))
        assert stage.lit("document-view--selection") == ["New"]
        await stage.press("escape")
        assert isinstance(stage.app.screen, SearchScreen)
        assert stage.lit("document-view--selection") == []
        await stage.press("escape")
        assert isinstance(stage.app.screen, LibraryScreen)


async def test_a_quote_can_be_copied_from_the_passage_and_s_goes_back_to_the_bar(texts: Path) -> None:
    async with opened(texts) as stage:
        await stage.search_for("harbour")
        y = next(y for y, row in enumerate(stage.rows) if "New sanctions" in row[50:])
        await stage.click(stage.rows[y].index("New sanctions", 50), y)
        await stage.press("y")
        assert stage.copied == ["New sanctions closed it."]
        await stage.press("s", "x")
        assert stage.search.bar.query_text == "harbourx"


async def test_help_opens_over_a_search_and_returns_to_it(texts: Path) -> None:
    async with opened(texts) as stage:
        await stage.search_for("sanctions")
        await stage.press_in_turn("down")
        rows = stage.rows
        await stage.press("f1")
        assert isinstance(stage.app.screen, HelpScreen)
        await stage.press("escape")
        assert stage.rows == rows
        assert isinstance(stage.app.focused, Input)


async def test_the_palette_offers_the_commands_of_the_search(texts: Path) -> None:
    async with opened(texts, size=(100, 50)) as stage:
        await stage.search_for("sanctions")
        await stage.press("ctrl+p")
        assert isinstance(stage.app.screen, PaletteScreen)
        options = stage.app.screen.query_one(OptionList)
        await stage.until(lambda: options.option_count > 0)
        await stage.pilot.pause(0.1)
        offered = "\n".join(str(option.prompt) for option in options.options)
        assert [command.id for command in commands_of(Scope.SEARCH) if command.title not in offered] == []


async def test_key_bar_names_the_keys_of_the_search_and_a_click_runs_one(texts: Path) -> None:
    async with opened(texts) as stage:
        await stage.search_for("sanctions")
        for words in ("esc back", "↑↓ hits", "enter read", "tab view", "ctrl+o sort", "ctrl+↑ earlier query"):
            assert words in stage.rows[-1]
        await stage.click(stage.rows[-1].index("view"), 29)
        assert stage.search.hits.view is HitView.RANK
        await stage.click(stage.rows[-1].index("hits"), 29)
        assert _answer(stage).hits[1] is stage.search.hits.hit
        await stage.click(stage.rows[-1].index("read"), 29)
        assert isinstance(stage.app.screen, LibraryScreen)


async def test_star_searches_the_longest_word_of_the_sentence(texts: Path) -> None:
    async with opened(texts) as stage:
        await stage.press("]", "]", "tab", ")", "asterisk")
        await stage.answered()
        assert stage.search.bar.query_text == "sanctions"
        assert _info(stage).startswith("3 passages")
        await stage.press("escape")
        assert stage.sentence == "New sanctions closed it."


async def test_star_searches_the_word_clicked_on_and_what_is_selected(texts: Path) -> None:
    async with opened(texts) as stage:
        await stage.press("]", "]", "tab")
        y = next(y for y, row in enumerate(stage.rows) if "The harbour is closed" in row)
        x = stage.rows[y].index("harbour is")
        await stage.click(x + 2, y)
        await stage.press("asterisk")
        await stage.answered()
        assert stage.search.bar.query_text == "harbour"
        await stage.press("escape")
        await stage.drag((x, y), (x + 9, y))
        await stage.press("asterisk")
        await stage.answered()
        assert stage.search.bar.query_text == "harbour is"


async def test_star_searches_a_selection_with_signs_of_the_query_language(tmp_path: Path) -> None:
    text = "A Title\n\n“Peace comes first”, they said. Nobody heard it."
    async with opened(write_file(tmp_path, text)) as stage:
        y = next(y for y, row in enumerate(stage.rows) if "Peace comes" in row)
        x = stage.rows[y].index("“Peace")
        await stage.drag((x, y), (x + 11, y))
        await stage.press("asterisk")
        await stage.pilot.pause(0.2)
        assert not stage.rows[1].strip().startswith("column")


async def test_star_without_a_word_says_so(tmp_path: Path) -> None:
    async with opened(write_file(tmp_path, "* * *\n\n— — —")) as stage:
        await stage.press("asterisk")
        assert isinstance(stage.app.screen, LibraryScreen)
        assert "no word here" in stage.status


async def test_star_works_in_two_panes(texts: Path) -> None:
    async with opened(texts) as stage:
        await stage.press("c", "enter", "asterisk")
        await stage.answered()
        assert stage.search.bar.query_text
        await stage.press("escape")
        assert isinstance(stage.app.screen, CompareScreen)


def _listed(stage: Stage) -> list[str]:
    return [document.id for document in stage.documents.library]


ALL = ["a-peace", "b-bridge", "c-harbour", "d-paper", "e-empty"]


async def test_the_list_narrows_to_what_matches_then_to_what_does_not_then_to_all(texts: Path) -> None:
    async with opened(texts, size=(120, 30)) as stage:
        await stage.search_for("sanctions")
        await stage.press("enter", "m")
        assert _listed(stage) == ["a-peace", "c-harbour"]
        assert "2 of 4 documents match 'sanctions'" in stage.status
        await stage.press("]")
        assert stage.document.id == "c-harbour", "turning stays within the list"
        await stage.press("m")
        assert _listed(stage) == ["b-bridge", "d-paper"], "'Sanktions' is no mention of sanctions"
        assert "2 of 4 documents never mention 'sanctions'" in stage.status
        await stage.press("m")
        assert _listed(stage) == ALL
        assert "all documents" in stage.status


@pytest.mark.parametrize("times", [1, 2])
async def test_esc_lists_all_documents_again(times: int, texts: Path) -> None:
    async with opened(texts) as stage:
        await stage.search_for("sanctions")
        await stage.press("enter", *["m"] * times, "escape", "escape")
        assert isinstance(stage.app.screen, LibraryScreen)
        assert _listed(stage) != ALL, "hits and search are the upper layers"
        await stage.press("escape")
        assert _listed(stage) == ALL
        assert "of 5" in stage.status


async def test_a_search_left_with_esc_can_narrow_the_list(texts: Path) -> None:
    async with opened(texts) as stage:
        await stage.search_for("sanctions")
        await stage.press("escape", "m")
        assert _listed(stage) == ["a-peace", "c-harbour"]


async def test_the_text_is_that_of_the_document_under_the_cursor_of_the_narrowed_list(texts: Path) -> None:
    async with opened(texts) as stage:
        await stage.search_for("sanctions")
        await stage.press("enter", "m", "m")
        assert _listed(stage) == ["b-bridge", "d-paper"]
        assert stage.documents.document is stage.document


async def test_narrowing_needs_a_search_first(texts: Path) -> None:
    async with opened(texts) as stage:
        await stage.press("m")
        assert "search first: s" in stage.status
        assert _listed(stage) == ALL


async def test_a_narrowed_list_can_be_filtered_and_sorted(texts: Path) -> None:
    async with opened(texts) as stage:
        await stage.search_for("sanctions")
        await stage.press("enter", "m", "tab", "/", *"harbour")
        assert _listed(stage) == ["c-harbour"]
        await stage.press("escape")
        assert _listed(stage) == ["a-peace", "c-harbour"]
        await stage.press("o")
        assert set(_listed(stage)) == {"a-peace", "c-harbour"}


async def test_a_new_search_narrows_to_its_own(texts: Path) -> None:
    async with opened(texts) as stage:
        await stage.search_for("sanctions")
        await stage.press("enter", "m")
        await stage.search_for("bridge")
        await stage.press("enter")
        assert stage.document.id == "b-bridge"
        assert "b-bridge" in _listed(stage), "the document read is in the list"


async def test_earlier_queries_come_back_and_are_kept_between_runs(texts: Path) -> None:
    async with opened(texts) as stage:
        for query in ("harbour", "workers", "bridge", "workers"):
            await stage.search_for(query)
            await stage.press("enter")
        assert load_queries() == ["harbour", "bridge", "workers"]
    async with opened(texts) as stage:
        await stage.press("s")
        seen = []
        for key in ["ctrl+up"] * 4 + ["ctrl+down"] * 4:
            await stage.press_in_turn(key)
            seen.append(stage.search.bar.query_text)
        assert seen == ["workers", "bridge", "harbour", "harbour", "bridge", "workers", "", ""]
        await stage.press_in_turn("ctrl+up")
        assert _info(stage).startswith("1 passage "), "an earlier query is searched at once"
        await stage.type("x")
        assert stage.search.bar.query_text == "workersx", "the cursor stands behind it"


async def test_what_is_typed_comes_back_after_looking_at_earlier_queries(texts: Path) -> None:
    save_query("harbour")
    async with opened(texts) as stage:
        await stage.search_for("sanctions")
        await stage.press_in_turn("ctrl+up", "ctrl+down")
        assert stage.search.bar.query_text == "sanctions"


async def test_an_earlier_query_that_was_changed_comes_back_too(texts: Path) -> None:
    save_query("harbour")
    async with opened(texts) as stage:
        await stage.press("s")
        await stage.press_in_turn("ctrl+up", *" x", "ctrl+up")
        assert stage.search.bar.query_text == "harbour"
        await stage.press_in_turn("ctrl+down")
        assert stage.search.bar.query_text == "harbour x"


async def test_words_typed_in_two_are_read_at_their_hit(texts: Path) -> None:
    async with opened(texts) as stage:
        await stage.search_for("sanc tions wor kers ")
        assert _info(stage).startswith("1 passage in 1 of 4")
        await stage.press("enter")
        assert stage.document.id == "a-peace"
        assert stage.view.hit_count == "1/1"


async def test_a_fault_of_a_search_is_told_and_the_next_letter_answered(
    texts: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened(texts) as stage:
        await stage.search_for("sanctions")
        with monkeypatch.context() as patched:
            patched.setattr("tui.search.searcher.search", lambda *_: 1 / 0)
            await stage.paste(" ")
            await stage.until(lambda: "this search failed" in stage.rows[1])
            await stage.pilot.pause(0.4)
            assert "this search failed" in stage.rows[1], "and nothing says that it goes on"
        await stage.press_in_turn(*"war")
        assert _info(stage).startswith("1 passage")


async def test_a_search_left_with_esc_is_remembered_if_it_found_something(texts: Path) -> None:
    async with opened(texts) as stage:
        for query in ("workers", "xylophone"):
            await stage.search_for(query)
            await stage.press("escape")
        assert load_queries() == ["workers"]


async def test_queries_of_two_programs_at_once_are_both_kept(texts: Path) -> None:
    async with opened(texts) as stage:
        await stage.press("s")
        save_query("from the other program")
        await stage.paste("workers")
        await stage.answered()
        await stage.press("enter")
    assert load_queries() == ["from the other program", "workers"]


def test_a_broken_file_of_queries_costs_the_queries_only(tmp_path: Path) -> None:
    path = tmp_path / "state" / "queries.json"
    path.parent.mkdir()
    for broken in (b"", b"\xff\xfe\x00", b"{}", b'["war", 3, null, "a\\u001b[31m", "peace"]', b"[" * 5000, b'"war"'):
        path.write_bytes(broken)
        assert load_queries() == (["war", "peace"] if b"peace" in broken else [])
    for number in range(MOST_QUERIES + 5):
        save_query(f"query {number}")
    assert load_queries()[-1] == f"query {MOST_QUERIES + 4}"
    assert len(load_queries()) == len(json.loads(path.read_text("utf-8"))) == MOST_QUERIES


async def test_queries_that_cannot_be_kept_cost_nothing_else(texts: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STATEMENTS_STATE", str(texts / "a-peace.txt"))
    async with opened(texts) as stage:
        await stage.search_for("harbour")
        await stage.press("enter")
        assert stage.document.id == "c-harbour"


async def test_a_collection_without_text_says_so(tmp_path: Path) -> None:
    for name, text in (("nothing", {}), ("empty", {"a.txt": "", "b.txt": " \n\n"})):
        folder = write_folder(tmp_path / name, text)
        folder.mkdir(exist_ok=True)
        async with opened(folder) as stage:
            await stage.press("s")
            await stage.until(lambda: "There is no text to search in." in stage.text)
            await stage.press("enter", "down", "tab", "escape")
            assert isinstance(stage.app.screen, LibraryScreen)


async def test_a_collection_without_text_still_says_so_when_something_is_typed(tmp_path: Path) -> None:
    async with opened(tmp_path) as stage:
        await stage.press("s", *"war")
        await stage.until(lambda: stage.search.answer is not None)
        assert "There is no text to search in." in stage.text
        assert "passages" not in stage.text


async def test_one_document_is_not_called_documents(tmp_path: Path) -> None:
    async with opened(write_file(tmp_path, "A Title\n\nThe tower stands.")) as stage:
        await stage.search_for("xylophone")
        assert "1 documents" not in stage.text


@pytest.mark.parametrize("size", [(40, 10), (60, 20), (79, 24), (80, 24), (200, 50)], ids=str)
async def test_every_size_shows_the_hit_its_passage_and_the_counts(size: tuple[int, int], texts: Path) -> None:
    async with opened(texts, size=size) as stage:
        await stage.search_for("sanctions")
        for view in HitView:
            assert stage.search.hits.view is view
            assert _info(stage).startswith("3 passages in 2 of 4")
            assert any(row.startswith("▌") for row in stage.pane_rows(stage.search.hits)), stage.text
            assert stage.lit("document-view--hit-current") == ["sanctions"], stage.text
            assert all(len(row) <= size[0] for row in stage.rows)
            await stage.press_in_turn("tab")


async def test_resizing_keeps_query_hit_and_passage(texts: Path) -> None:
    async with opened(texts) as stage:
        await stage.search_for("sanctions")
        await stage.press_in_turn("down")
        hit = stage.search.hits.hit
        for columns, rows in ((60, 20), (200, 50), (40, 10), (30, 8), (80, 24)):
            await stage.resize(columns, rows)
            if columns == 30:
                assert "Too small" in stage.text
                continue
            await stage.until(lambda: stage.lit("document-view--hit-current") == ["sanctions"])
            assert stage.search.hits.hit is hit
            assert sum(row.startswith("▌") for row in stage.pane_rows(stage.search.hits)) == 2
            assert stage.search.bar.query_text == "sanctions"
            assert stage.sentence == HITS[1][1]


HOSTILE = (
    "A\x1b[31m \x1b]0;Hacked\x07Title\u202e\n\n"
    "Before \x1b]52;c;SGFja2Vk\x07 the sanc\x07tions, sanctions\x1b[2J came\x9b31m."
    "\n\nAgain\x00 sanctions\x7f \u2066here\u2069 \x9d52;c;aGk=\x9c\x1bc."
)


async def test_no_control_character_of_a_text_is_drawn(tmp_path: Path) -> None:
    async with opened(write_file(tmp_path, HOSTILE), size=(100, 24)) as stage:
        await stage.search_for("sanctions")
        controls = re.compile(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
        for view in HitView:
            assert stage.search.hits.view is view
            assert [row for row in stage.rows if controls.search(row)] == []
            await stage.press_in_turn("down", "tab")
        await _replace(stage, "sanctoins Hackd")
        assert not controls.search(stage.text.replace("\n", ""))
        await stage.press("enter")
        assert not controls.search(stage.text.replace("\n", ""))


async def test_a_query_with_markup_is_shown_as_it_is(texts: Path) -> None:
    async with opened(texts) as stage:
        await stage.search_for("[b]zzzqqq[/b]")
        assert "[b]zzzqqq[/b]" in stage.rows[0]
        assert "Nothing found" in stage.text
        await _replace(stage, "workers [red]zzzqqq")
        assert "without [red]zzzqqq" in stage.status


async def test_leaving_the_program_while_it_searches_ends_it(texts: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    gate = threading.Event()

    def search_slowly(*arguments: object) -> Answer:
        gate.wait(30)
        raise SearchStopped

    monkeypatch.setattr("tui.search.searcher.search", search_slowly)
    try:
        async with opened(texts) as stage:
            await stage.press("s", *"war")
            await stage.until(lambda: "searching ..." in stage.rows[1])
            await stage.press("escape")
            await stage.pilot.press("q")
        assert stage.app.return_code == 0
    finally:
        gate.set()
