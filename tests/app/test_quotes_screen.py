"""The quote book on the screen: what it lists, what its keys do, and what it says of what is wrong."""

import csv
import json
from collections.abc import Callable
from pathlib import Path
from unittest import mock

import pytest

from tests.app.books import keep
from tests.app.stage import Stage, opened, sent
from tests.app.statements import FOLDER, FURNISHED, LONG, sentence, write_file, write_folder
from tests.quoting.made_quotes import made_quote
from tui.app.screens.library import LibraryScreen
from tui.app.screens.pick import AskScreen, PickScreen
from tui.app.screens.quotes import QuotesScreen
from tui.app.widgets.line_list import LineList
from tui.app.widgets.quote_list import QuoteList
from tui.quoting.citation import Style, cite, with_citation
from tui.quoting.export import cite_all
from tui.quoting.quote import Quote
from tui.quoting.quote_book import QuoteBook, quote_book_file
from tui.state.preferences import load_preferences
from tui.text import Span

RIVER, RIVER_TOO = sentence(2, 1), sentence(1, 0)
CAFE = "It was a naïve plan, they said."
HARBOUR = "Ships wait outside."
WORDS = (RIVER, HARBOUR, CAFE, RIVER_TOO)
"""In the order in which they are quoted."""
IN_BOOK = [RIVER, RIVER_TOO, CAFE, HARBOUR]
"""In the order of the book: by document, then by time."""
EMPTY = "There are no quotes in the book yet."


@pytest.fixture
def book(folder: Path) -> Path:
    """A book with four quotes of three statements."""
    keep(folder, *WORDS)
    return quote_book_file()


def _quotes(stage: Stage) -> QuotesScreen:
    assert isinstance(stage.app.screen, QuotesScreen)
    return stage.app.screen


def _listed(stage: Stage) -> list[str]:
    return [entry.quote.text for entry in _quotes(stage).quotes.entries]


def _at(stage: Stage) -> str:
    """Return the quote under the cursor."""
    entry = _quotes(stage).quotes.entry
    assert entry is not None
    return entry.quote.text


def _whole(stage: Stage) -> str:
    """Return what stands beside the list, rows joined by spaces."""
    pane = stage.app.screen.query_one("#quote", LineList)
    return " ".join(" ".join(stage.pane_rows(pane)).split())


def _list(stage: Stage) -> list[str]:
    """Return the rows of the list, without the cursor's mark."""
    pane = stage.app.screen.query_one(QuoteList)
    return [row.replace("▌", " ").strip() for row in stage.pane_rows(pane)]


# An empty book


@pytest.mark.parametrize("size", [(100, 30), (60, 20), (200, 50)], ids=str)
async def test_an_empty_book_says_how_to_fill_it_and_where_it_is(size: tuple[int, int], folder: Path) -> None:
    async with opened(folder, size=size) as stage:
        await stage.press("Q")
        assert EMPTY in stage.text
        for words in ("y copies", "Y copies it with its source", "v begins a selection"):
            assert words in _whole(stage)
        assert str(quote_book_file()) in _whole(stage).replace(" ", "")
        assert "esc back" in stage.rows[-1]


@pytest.mark.parametrize("key", ["escape", "Q"])
async def test_an_empty_book_is_left_with_one_key(key: str, folder: Path) -> None:
    async with opened(folder) as stage:
        await stage.press("tab", ")", "Q", key)
        assert isinstance(stage.app.screen, LibraryScreen)
        assert stage.app.focused is stage.view
        assert stage.sentence == sentence(1, 1)


async def test_no_key_does_harm_in_an_empty_book(folder: Path) -> None:
    async with opened(folder) as stage:
        await stage.press("Q")
        for key in (*"jkGgduyYAeaJK", "enter", "tab", "space", "ctrl+y", "J", "tab", "A"):
            await stage.press(key)
            assert EMPTY in stage.text
        assert stage.copied == []
        assert not quote_book_file().exists()


async def test_keys_that_need_a_quote_say_that_there_is_none(folder: Path) -> None:
    async with opened(folder) as stage:
        await stage.press("Q")
        for key in ("enter", "y", "Y", "A", "a", "d"):
            await stage.press(key)
            assert stage.status == "there is no quote here"
            await stage.press("u")
            assert stage.status == "nothing was deleted"


# The list


async def test_quotes_are_listed_by_document_and_time_under_their_titles(folder: Path, book: Path) -> None:
    async with opened(folder) as stage:
        await stage.press("Q")
        assert _listed(stage) == IN_BOOK
        rows = [row for row in _list(stage) if row]
        assert rows[0] == "The Long River"
        assert rows[1] == "para. 2  2026-11-22 08:00 UTC"
        assert rows[2].startswith("The second sentence of part 2")
        headings = [row for row in rows if row in ("The Long River", "Café Workers Declare", "Harbour Declaration")]
        assert headings == ["The Long River", "Café Workers Declare", "Harbour Declaration"]
        assert stage.status == "quote 1 of 4"


async def test_the_whole_quote_and_its_source_stand_beside_the_list(folder: Path) -> None:
    words = LONG[LONG.index("Paragraph 2 opens") : LONG.index("\n\nParagraph 6")]
    keep(folder, words)
    async with opened(folder, size=(100, 50)) as stage:
        await stage.press("Q")
        assert _whole(stage) == f"{' '.join(words.split())} Ana Castro, The Long River, 3 March 2021, paras. 2-5"
        assert sum("Paragraph" in row or "sentence" in row for row in _list(stage)) <= 2, "the list has its beginning"


async def test_what_was_just_taken_is_in_the_book(long_file: Path) -> None:
    async with opened(long_file) as stage:
        await stage.press("y", ")", "Y", "Q")
        assert _listed(stage) == [sentence(1, 0), sentence(1, 1)]


async def test_a_quote_that_is_still_on_its_way_comes_into_the_open_book(long_file: Path) -> None:
    import threading

    gate, add = threading.Event(), QuoteBook.add

    def slowly(book: QuoteBook, quote: Quote) -> object:
        assert gate.wait(30)
        return add(book, quote)

    async with opened(long_file) as stage:
        with mock.patch.object(QuoteBook, "add", slowly):
            await stage.pilot.press("y")
            await stage.pilot.press("Q")
            await stage.until(lambda: isinstance(stage.app.screen, QuotesScreen))
            assert EMPTY in stage.text
            gate.set()
            await stage.until(lambda: _listed(stage) == [sentence(1, 0)])
            await stage.until(lambda: stage.status == sent(sentence(1, 0)))
        assert isinstance(stage.app.focused, QuoteList)


async def test_keys_move_the_cursor_and_the_quote_beside_follows(folder: Path, book: Path) -> None:
    async with opened(folder) as stage:
        await stage.press("Q")
        for key, wanted in zip(
            ("j", "down", "k", "up", "k", "G", "j", "g", "end", "home", "space", "b"),
            (1, 2, 1, 0, 0, 3, 3, 0, 3, 0, 3, 0),
            strict=True,
        ):
            await stage.press(key)
            assert _at(stage) == IN_BOOK[wanted], key
            assert _whole(stage).startswith(IN_BOOK[wanted]), key
            assert stage.status == f"quote {wanted + 1} of 4"


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (200, 50)], ids=str)
async def test_at_every_size_the_cursor_and_the_quote_are_in_sight(size: tuple[int, int], folder: Path) -> None:
    keep(folder, *(sentence(number, place) for number in range(1, 7) for place in range(4)))
    async with opened(folder, size=size) as stage:
        await stage.press("Q")
        for key in "jjjjjjGkkkkkk":
            await stage.press(key)
            rows = [row for row in stage.pane_rows(_quotes(stage).quotes) if row.startswith("▌")]
            assert len(rows) >= 2, stage.text
            assert " ".join(" ".join(rows).replace("▌", "").split()).count(" ".join(_at(stage).split()[:3])) == 1
            assert _whole(stage).startswith(_at(stage))
        assert all(len(row) <= size[0] for row in stage.rows)


async def test_a_click_moves_the_cursor_and_a_second_one_leads_to_the_place(folder: Path, book: Path) -> None:
    async with opened(folder) as stage:
        await stage.press("Q")
        y = next(y for y, row in enumerate(stage.rows) if row.strip().startswith("Ships wait"))
        await stage.click(5, y)
        assert _at(stage) == HARBOUR
        await stage.pilot.double_click(offset=(5, y))
        await stage.pilot.pause()
        assert isinstance(stage.app.screen, LibraryScreen)
        assert stage.selected == HARBOUR


async def test_a_long_quote_can_be_scrolled_and_the_keys_work_there_too(folder: Path) -> None:
    keep(folder, LONG[LONG.index("Paragraph 2 opens") : LONG.index("\n\nParagraph 20")], CAFE)
    async with opened(folder, size=(80, 24)) as stage:
        await stage.press("Q", "tab")
        assert "Paragraph 2 opens" in stage.text
        await stage.press("j", "space")
        assert "Paragraph 2 opens beside the river in the early morning. The second sentence" not in _whole(stage)
        await stage.press("G")
        assert "3 March 2021, paras. 2-19" in _whole(stage)
        assert "enter read" in stage.rows[-1]
        await stage.press("y")
        assert stage.copied[0].startswith("Paragraph 2 opens")
        await stage.press("tab", "j")
        assert _at(stage) == CAFE
        await stage.press("tab", "escape", "escape")
        assert isinstance(stage.app.screen, LibraryScreen)


async def test_names_notes_and_words_of_odd_characters_do_not_break_the_screen(folder: Path) -> None:
    odd = "\x1b[31mred\x1b[0m \u202eback 和平 👨‍👩‍👧 \x9b"
    QuoteBook().add(made_quote(odd, title=odd, authors=(odd,), path=f"/{odd}"))
    async with opened(folder, size=(80, 24)) as stage:
        await stage.press("Q", "enter", "a", *"note", "enter", "Y")
        assert not set(stage.text) & {"\x1b", "\x9b", "\u202e"}
        assert not set(stage.copied[0]) & {"\x1b", "\x9b", "\u202e"}


# Going to the place


@pytest.mark.parametrize("size", [(100, 30), (60, 20)], ids=str)
async def test_enter_leads_to_the_place_and_selects_it(size: tuple[int, int], folder: Path, book: Path) -> None:
    async with opened(folder, size=size) as stage:
        await stage.press("Q", "G", "enter")
        assert isinstance(stage.app.screen, LibraryScreen)
        assert stage.title == "Harbour Declaration"
        assert stage.selected == HARBOUR
        assert stage.app.focused is stage.view
        assert stage.sentence == HARBOUR
        assert "".join(stage.lit("document-view--selection")) == HARBOUR
        await stage.press("Q", "g", "enter")
        assert stage.selected == RIVER
        assert stage.is_sentence_in_sight


async def test_a_place_far_down_is_in_sight(folder: Path) -> None:
    keep(folder, sentence(25, 2))
    async with opened(folder, size=(60, 20)) as stage:
        await stage.press("Q", "enter")
        assert stage.selected == sentence(25, 2)
        assert stage.place_of_end is not None
        await stage.press("w", "y")
        assert stage.copied == [f"{sentence(25, 2)} With"]


@pytest.mark.parametrize(
    "before",
    [("c", "enter"), ("s", *"harbour"), ("O",), ("/", *"bridge"), ("\\",), ("c", "enter", "i"), ("V",)],
    ids=lambda keys: " ".join(keys),
)
async def test_the_place_is_reached_from_every_screen(before: tuple[str, ...], folder: Path, book: Path) -> None:
    async with opened(folder, size=(120, 30)) as stage:
        await stage.press_in_turn(*before)
        await stage.app.run_action("app.show_quotes")
        await stage.press("j", "j", "enter")
        assert isinstance(stage.app.screen, LibraryScreen)
        assert stage.selected == CAFE
        assert len(stage.app.screen_stack) == 1


def _rewritten(folder: Path, change: Callable[[str], str]) -> None:
    (folder / "c-harbour.txt").write_text(change(FOLDER["c-harbour.txt"]), "utf-8")


async def test_words_that_moved_in_their_file_are_found_and_that_is_said(folder: Path, book: Path) -> None:
    _rewritten(folder, lambda text: text.replace("The harbour is", "Since Monday the harbour of the north is"))
    async with opened(folder) as stage:
        await stage.press("Q", "G", "enter")
        assert stage.selected == HARBOUR
        assert stage.status.startswith("the file has changed since: the words stand elsewhere now")


async def test_of_several_places_the_nearest_is_taken(folder: Path, book: Path) -> None:
    _rewritten(folder, lambda text: text.replace("The harbour is closed.", f"It is closed. {HARBOUR} {'So. ' * 30}"))
    async with opened(folder) as stage:
        await stage.press("Q", "G", "enter")
        assert stage.selected == HARBOUR
        selection = stage.view.selection
        assert selection is not None
        assert selection.start == stage.document.text.index(HARBOUR)


async def test_words_that_changed_are_said_to_stand_there_no_more(folder: Path, book: Path) -> None:
    _rewritten(folder, lambda text: text.replace("wait outside", "wait inside"))
    async with opened(folder) as stage:
        await stage.press("Q", "G", "enter")
        assert isinstance(stage.app.screen, QuotesScreen)
        assert stage.status == "its words do not stand in the file any more as they were quoted"
        await stage.press("k")
        assert stage.status == "quote 3 of 4"


@pytest.mark.parametrize("way", ["gone", "empty", "elsewhere"])
async def test_a_quote_of_a_statement_that_is_not_open_is_listed_and_copied_and_enter_says_so(
    way: str, folder: Path, book: Path, tmp_path: Path
) -> None:
    path = folder / "c-harbour.txt"
    if way == "gone":
        path.unlink()
    elif way == "empty":
        path.write_text("")
    other = write_folder(tmp_path / "other", {"c-harbour.txt": "Other Words\n\nThis is another text of that name."})
    async with opened(other if way == "elsewhere" else folder) as stage:
        await stage.press("Q", "G", "y")
        assert stage.copied == [HARBOUR]
        await stage.press("enter")
        assert isinstance(stage.app.screen, QuotesScreen)
        wanted = "its words do not stand in the file any more as they were quoted"
        if way != "empty":
            wanted = f"not among the opened statements: {path}"
        assert " ".join(stage.status.split()).startswith(wanted[:90])


@pytest.mark.parametrize("name", ["c-harbour.txt", "renamed.txt"])
async def test_a_file_that_was_moved_is_known_again(name: str, folder: Path, book: Path, tmp_path: Path) -> None:
    other = tmp_path / "moved"
    other.mkdir()
    (folder / "c-harbour.txt").rename(other / name)
    async with opened(other) as stage:
        await stage.press("Q", "G", "enter")
        assert stage.selected == HARBOUR
        assert "has changed" not in stage.status


async def test_a_place_in_what_is_folded_away_is_shown(tmp_path: Path) -> None:
    file = write_file(tmp_path, FURNISHED)
    keep(file, "Photo: /VCG")
    async with opened(file) as stage:
        await stage.press("f", "Q", "enter")
        assert stage.selected == "Photo: /VCG"
        assert "".join(stage.lit("document-view--selection")) == "Photo: /VCG"


# Deleting, noting, ordering


async def test_d_takes_a_quote_out_and_u_brings_it_back_to_its_place(folder: Path, book: Path) -> None:
    async with opened(folder) as stage:
        await stage.press("Q", "j", "d")
        assert stage.status == "deleted; u brings it back"
        assert _listed(stage) == [RIVER, CAFE, HARBOUR]
        assert _at(stage) == CAFE
        await stage.press("d", "d")
        assert _listed(stage) == [RIVER]
        await stage.press("u", "u")
        assert _listed(stage) == [RIVER, CAFE, HARBOUR]
        assert _at(stage) == CAFE
        await stage.press("u", "u")
        assert _listed(stage) == IN_BOOK
        assert stage.status == "nothing was deleted"
    assert len(book.read_text("utf-8").splitlines()) == 4 + 3 + 3, "lines are only ever added"


async def test_the_only_quote_can_be_deleted_and_brought_back(folder: Path) -> None:
    keep(folder, CAFE)
    async with opened(folder) as stage:
        await stage.press("Q", "d")
        assert EMPTY in stage.text
        assert stage.status == "deleted; u brings it back"
        await stage.press("u")
        assert EMPTY not in stage.text
        assert _at(stage) == CAFE
        await stage.press("y")
        assert stage.copied == [CAFE]
        await stage.press("d", "escape", "Q", "u")
        assert _listed(stage) == [CAFE]


async def test_a_note_is_written_shown_changed_and_taken_away(folder: Path, book: Path) -> None:
    async with opened(folder) as stage:
        await stage.press("Q", "j", "a", *"Check the date: j d q", "enter")
        assert isinstance(stage.app.focused, QuoteList)
        assert _at(stage) == RIVER_TOO
        assert any("✎ Check" in row for row in _list(stage))
        assert _whole(stage).endswith("Note Check the date: j d q")
        await stage.press("a", *" x", "enter")
        assert _whole(stage).endswith("Note Check the date: j d q x")
        await stage.press("a", "ctrl+u", "enter")
        assert "Note" not in _whole(stage)
        assert not any("✎" in row for row in _list(stage))
    assert _listed_on_disk() == IN_BOOK


async def test_a_note_that_is_left_with_esc_or_as_it_was_is_not_written(folder: Path, book: Path) -> None:
    before = book.read_bytes()
    async with opened(folder) as stage:
        await stage.press("Q", "a", *"never", "escape")
        assert isinstance(stage.app.focused, QuoteList)
        assert "never" not in stage.text
        await stage.press("a", "enter", "a", "space", "enter")
        assert isinstance(stage.app.screen, QuotesScreen)
    assert book.read_bytes() == before


def _listed_on_disk() -> list[str]:
    book = QuoteBook()
    book.refresh()
    return [entry.quote.text for entry in book.entries]


async def test_capital_j_and_k_reorder_and_the_order_is_kept(folder: Path, book: Path) -> None:
    async with opened(folder) as stage:
        await stage.press("Q", "J")
        assert _listed(stage) == [RIVER_TOO, RIVER, CAFE, HARBOUR]
        assert _at(stage) == RIVER
        await stage.press("shift+down")
        assert _listed(stage) == [RIVER_TOO, CAFE, RIVER, HARBOUR]
        await stage.press("G", "K", "K", "K", "K")
        wanted = [HARBOUR, RIVER_TOO, CAFE, RIVER]
        assert _listed(stage) == wanted
        assert _at(stage) == HARBOUR
        await stage.press("shift+up", "G", "J", "shift+down")
        assert _listed(stage) == wanted
        await stage.press("escape", "Q")
        assert _listed(stage) == wanted
    assert _listed_on_disk() == wanted


async def test_reordering_past_deleted_quotes_and_in_a_narrowed_list_goes_by_what_is_seen(
    folder: Path, book: Path
) -> None:
    async with opened(folder) as stage:
        await stage.press("Q", "j", "d", "k", "J")
        assert _listed(stage) == [CAFE, RIVER, HARBOUR]
        await stage.press("/", *"s", "enter")
        assert _listed(stage) == [CAFE, RIVER, HARBOUR]
        await stage.press("escape", "/", *"out", "enter", "K")
        assert _listed(stage) == [HARBOUR]
        await stage.press("escape", "u")
        assert set(_listed(stage)) == set(IN_BOOK)


# Copying and exporting


async def test_y_and_capital_y_and_ctrl_y_copy_again_and_add_nothing_to_the_book(tmp_path: Path) -> None:
    file = write_file(tmp_path, FURNISHED)
    keep(file, "It has two sentences.\n\nDownload\n\nThen it goes on about workers.")
    words = "It has two sentences.\n\nThen it goes on about workers."
    before = quote_book_file().read_bytes()
    async with opened(file) as stage:
        await stage.press("Q", "y")
        assert stage.status == sent(words)
        await stage.press("Y", "ctrl+y")
        source = "Ana Castro, The Printed Page, 3 March 2021, paras. 1-2"
        assert stage.copied == [words, f"{words}\n\n{source}", words.replace("\n\n", " ")]
        assert stage.app.taken == []
    assert quote_book_file().read_bytes() == before


async def test_capital_a_copies_all_that_are_listed_in_their_order(folder: Path, book: Path) -> None:
    async with opened(folder) as stage:
        await stage.press("Q", "J", "A")
        assert stage.copied[0] == cite_all(stage.kept, "plain")
        assert [stage.copied[0].index(words) for words in (RIVER_TOO, RIVER, CAFE, HARBOUR)] == sorted(
            stage.copied[0].index(words) for words in IN_BOOK
        )
        await stage.press("/", *"cafe", "enter", "A")
        assert stage.copied[1].startswith(CAFE)
        assert HARBOUR not in stage.copied[1]


READERS: dict[str, Callable[[str], int]] = {
    "md": lambda text: text.count("\n> "),
    "bib": lambda text: text.count("@"),
    "csl.json": lambda text: len(json.loads(text)),
    "csv": lambda text: len(list(csv.DictReader(text.splitlines()))),
    "json": lambda text: len(text.splitlines()),
}


_LISTS: list[tuple[str, Callable[[str], int]]] = [
    ("md", lambda text: text.count("\n> ")),
    ("bib", lambda text: text.count("@")),
    ("json", lambda text: len(json.loads(text))),
    ("csv", lambda text: len(list(csv.DictReader(text.splitlines())))),
    ("json", lambda text: len(json.loads(text))),
]
"""The ending of each format, and what counts the quotes in it."""


async def test_each_format_is_written_to_a_new_file(
    folder: Path, book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    async with opened(folder) as stage:
        await stage.press("Q")
        for number, (ending, count) in enumerate(_LISTS):
            await stage.press("e")
            assert isinstance(stage.app.screen, PickScreen)
            await stage.press(*"j" * number, "enter")
            assert "write to quotes." + ending in stage.text
            await stage.press("enter")
            assert stage.status.startswith("4 quotes written to ")
            assert isinstance(stage.app.focused, QuoteList)
            written = tmp_path / f"quotes.{ending}"
            assert count(written.read_text("utf-8")) >= 4, ending
            written.unlink()


async def test_an_existing_file_is_refused_and_another_name_is_taken(
    folder: Path, book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "quotes.md").write_text("mine")
    async with opened(folder) as stage:
        await stage.press("Q", "/", *"cafe", "enter", "e", "enter", "enter")
        assert isinstance(stage.app.screen, AskScreen)
        assert "quotes.md is there already: choose another name" in stage.text
        await stage.press("ctrl+u", *"more.md", "enter")
        assert stage.status.startswith("1 quote written to ")
    assert (tmp_path / "quotes.md").read_text() == "mine"
    assert CAFE in (tmp_path / "more.md").read_text("utf-8")
    assert HARBOUR not in (tmp_path / "more.md").read_text("utf-8")


async def test_a_file_that_cannot_be_written_is_said_and_can_be_named_anew(
    folder: Path, book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "text").mkdir()
    async with opened(folder) as stage:
        await stage.press("Q", "e", "enter")
        for name, said in (
            ("", "a file name is wanted"),
            (" ", "a file name is wanted"),
            ("nowhere/quotes.md", "nowhere/quotes.md cannot be written: No such file or folder"),
            ("text", "text is there already"),
            ("~nosuchuser/quotes.md", "~nosuchuser/quotes.md cannot be written"),
        ):
            await stage.press("ctrl+u")
            await stage.paste(name)
            await stage.press("enter")
            assert isinstance(stage.app.screen, AskScreen)
            assert said.replace("folder", "") in " ".join(stage.text.split()).replace("directory", ""), stage.text
        await stage.press("escape")
        assert stage.status == "quote 1 of 4"


async def test_esc_leaves_the_choice_of_a_format(folder: Path, book: Path) -> None:
    async with opened(folder) as stage:
        await stage.press("Q", "e", "escape")
        assert isinstance(stage.app.screen, QuotesScreen)
        assert stage.status == "quote 1 of 4"
        await stage.press("e", "q")
        assert isinstance(stage.app.screen, QuotesScreen)
        assert stage.app.is_running


async def test_typed_ahead_an_export_is_written_and_no_letter_is_taken_for_a_command(
    folder: Path, book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    async with opened(folder) as stage:
        await stage.press("Q")
        await stage.burst("e", "enter", "ctrl+u", *"dud", "enter")
        await stage.until(lambda: (tmp_path / "dud").exists())
        assert len(stage.kept) == 4


# Style


async def test_the_style_chosen_is_shown_used_and_remembered(folder: Path) -> None:
    keep(folder, CAFE)
    async with opened(folder, size=(120, 40)) as stage:
        await stage.press("Q")
        for number, style in enumerate(Style):
            await stage.press("S", "g", *"j" * number, "enter")
            assert stage.status == f"citations: {style}"
            shown = cite(stage.kept[0], style)
            assert " ".join(shown.split()) in _whole(stage)
            await stage.press("Y")
            assert stage.copied.pop() == with_citation(stage.kept[0], style)
    assert load_preferences().style == list(Style)[-1]


# Filtering


@pytest.mark.parametrize(
    ("query", "listed"),
    [
        ("naive", [CAFE]),
        ("muller", [CAFE]),
        ("harbour", [HARBOUR]),
        ("castro second", [RIVER]),
        ("important", [RIVER_TOO]),
        ("b-cafe", [CAFE]),
        ("nothing of the kind", []),
        ("", IN_BOOK),
    ],
)
async def test_slash_narrows_by_words_source_and_note(query: str, listed: list[str], folder: Path, book: Path) -> None:
    async with opened(folder) as stage:
        await stage.press("Q", "j", "a", *"Important!", "enter", "/")
        await stage.paste(query)
        assert _listed(stage) == listed
        if query:
            assert f"{len(listed)} of 4 quotes" in stage.status
        if not listed:
            assert "Nothing in the book has these words." in stage.text
        await stage.press("enter")
        assert isinstance(stage.app.focused, QuoteList)
        assert _listed(stage) == listed
        await stage.press("j", "k", "G", "escape")
        assert _listed(stage) == IN_BOOK
        await stage.press("escape")
        assert len(stage.app.screen_stack) == 1


async def test_esc_while_typing_a_filter_takes_it_away_and_keeps_the_quote(folder: Path, book: Path) -> None:
    async with opened(folder) as stage:
        await stage.press("Q", "/", *"ships", "escape")
        assert _listed(stage) == IN_BOOK
        assert _at(stage) == HARBOUR
        assert isinstance(stage.app.focused, QuoteList)


# A book that others write, or that is damaged


async def test_what_another_program_wrote_is_there_when_the_book_is_opened_again(folder: Path, book: Path) -> None:
    async with opened(folder) as stage:
        await stage.press("Q", "j", "j")
        keep(folder, "It is red.", "Nobody unloads them.")
        assert _listed(stage) == IN_BOOK
        await stage.press("escape", "Q")
        assert _listed(stage) == [*IN_BOOK, "Nobody unloads them.", "It is red."]


async def test_a_change_of_ones_own_brings_in_those_of_others_and_loses_none(folder: Path, book: Path) -> None:
    async with opened(folder) as stage:
        await stage.press("Q", "j", "j")
        other = QuoteBook()
        other.refresh()
        other.delete(other.entries[0].id)
        keep(folder, "It is red.")
        await stage.press("a", *"mine", "enter")
        assert _listed(stage) == [RIVER_TOO, CAFE, HARBOUR, "It is red."]
        assert _at(stage) == CAFE
        assert _whole(stage).endswith("Note mine")


async def test_a_quote_deleted_by_another_can_still_be_deleted(folder: Path, book: Path) -> None:
    async with opened(folder) as stage:
        await stage.press("Q")
        other = QuoteBook()
        other.refresh()
        other.delete(other.entries[0].id)
        await stage.press("d")
        assert _listed(stage) == [RIVER_TOO, CAFE, HARBOUR]
        await stage.press("u")
        assert _listed(stage) == IN_BOOK


@pytest.mark.parametrize(
    ("garbage", "said"),
    [
        (b"not json\n", "1 line makes no sense"),
        (b'{"type": "quote"}\n[]\n\xff\xfe\n{"type": "dance", "id": "x"}\n', "4 lines make no sense"),
        (b'\n\n{"type": "quote", "id": "a"', ""),
    ],
    ids=["one", "four", "a line that is still being written"],
)
async def test_lines_that_make_no_sense_are_said_and_cost_no_quote(
    garbage: bytes, said: str, folder: Path, book: Path
) -> None:
    book.write_bytes(book.read_bytes() + garbage)
    async with opened(folder) as stage:
        await stage.press("Q")
        assert _listed(stage) == IN_BOOK
        assert ("no sense" in stage.status) is bool(said)
        assert said in stage.status
        await stage.press("d")
        assert _listed(stage) == IN_BOOK[1:]


async def test_a_book_that_cannot_be_read_says_so_and_not_that_it_is_empty(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "book").mkdir()
    async with opened(folder, quotes=tmp_path / "book") as stage:
        await stage.press("Q")
        assert EMPTY not in stage.text
        assert stage.status.startswith("cannot read the quote book")
        assert "cannot read the quote book" in _whole(stage)
        await stage.press("escape")
        assert isinstance(stage.app.screen, LibraryScreen)


@pytest.mark.parametrize("keys", ["d", "J", "u", "ax"])
async def test_a_change_that_cannot_be_written_is_said_and_not_shown(keys: str, folder: Path, book: Path) -> None:
    async with opened(folder) as stage:
        await stage.press("Q", "d")
        shown = _listed(stage)
        with mock.patch("tui.quoting.quote_book.append_line", side_effect=OSError(28, "No space left on device")):
            await stage.press(*keys, *(["enter"] if keys == "ax" else []))
            assert stage.status.startswith("cannot write the quote book")
        assert _listed(stage) == shown


async def test_a_thousand_quotes_are_gone_through(folder: Path, tmp_path: Path) -> None:
    book = tmp_path / "many.jsonl"
    lines = []
    for number in range(1000):
        quote = made_quote(f"Quote number {number} of many.", path=f"/texts/{number % 7}.md")
        fields = {"type": "quote", "id": f"q{number}", "document": "harbour", "span": [0, len(quote.text)],
                  "text": quote.text, "path": quote.path, "title": quote.title}  # fmt: skip
        lines.append(json.dumps(fields))
    book.write_text("\n".join(lines) + "\n")
    async with opened(folder, quotes=book) as stage:
        await stage.press("Q", "G")
        assert stage.status == "quote 1000 of 1000"
        assert "Quote number 99" in stage.text
        await stage.press("space", "b", "g", *"jjj", "/", *"number 77")
        assert f"{sum('77' in str(n) for n in range(1000))} of 1,000 quotes" in stage.status


def test_made_quotes_fit_their_span() -> None:
    assert made_quote("Hello").span == Span(0, 5)
