"""Every command of the table does what it says, by its first key; all its other keys are bound to the same."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.app.stage import Stage, opened
from tests.app.statements import COMPARED, paragraph, sentence, write_folder
from tui.app.commands import COMMANDS, Scope, commands_of, key_name
from tui.app.hit_lines import HitView
from tui.app.screens.choose import ChooseScreen
from tui.app.screens.compare import CompareScreen
from tui.app.screens.help import HelpScreen
from tui.app.screens.library import LibraryScreen
from tui.app.screens.overview import OverviewScreen
from tui.app.screens.palette import PaletteScreen
from tui.app.screens.pick import PickScreen
from tui.app.screens.quotes import QuotesScreen
from tui.app.screens.search import SearchScreen
from tui.app.screens.summary import SummaryScreen
from tui.app.screens.verify import VerifyScreen
from tui.app.widgets.find_bar import FindBar
from tui.app.widgets.line_list import LineList
from tui.app.widgets.overview_table import OverviewTable
from tui.app.widgets.quote_list import QuoteList
from tui.search.excerpts import ConcordanceOrder

README = Path(__file__).parents[2] / "README.md"


@dataclass(frozen=True, slots=True)
class Story:
    """What a command does."""

    before: tuple[str, ...]
    """Keys pressed before the command's own."""
    is_so: Callable[[Stage], bool]
    """False before the command, true after it."""
    texts: dict[str, str] | None = None
    """What is opened, by file name; None for the folder of all tests."""


def _scrolled(stage: Stage) -> int:
    return round(stage.view.scroll_offset.y)


def _text_has_keys(stage: Stage) -> bool:
    return stage.app.focused is stage.view


def _list_has_keys(stage: Stage) -> bool:
    return stage.app.focused is stage.documents


def _titles(stage: Stage) -> list[str | None]:
    return [document.metadata.title for document in stage.documents.library]


def _query(stage: Stage) -> str | None:
    """Return what is typed into the search, or None on another screen."""
    return stage.search.bar.query_text if isinstance(stage.app.screen, SearchScreen) else None


def _hit(stage: Stage) -> int:
    """Return which of the hits of a search the cursor is on, from 0."""
    answer = stage.search.answer
    assert answer is not None
    return next(place for place, hit in enumerate(answer.hits) if hit is stage.search.hits.hit)


def _found_in(stage: Stage) -> str | None:
    """Return which document the hit under the cursor is in."""
    hit = stage.search.hits.hit
    return None if hit is None else hit.document.id


def _places(stage: Stage) -> tuple[int | None, ...]:
    """Return at which paragraph each of two statements is."""
    found = []
    for pane in stage.panes:
        assert pane.document is not None and pane.block is not None
        found.append(pane.document.blocks[pane.block].number)
    return tuple(found)


def _line(stage: Stage) -> int:
    """Return which of the lines of a summary that lead somewhere has the cursor, from 0."""
    lines = stage.app.screen.query_one(LineList)
    return [index for index, line in enumerate(lines.lines) if line.places].index(lines.cursor)


def _last_line(stage: Stage) -> int:
    lines = stage.app.screen.query_one(LineList)
    return sum(line.places is not None for line in lines.lines) - 1


def _cell(stage: Stage) -> tuple[int, int]:
    """Return the row and the column of the overview's cursor."""
    table = stage.app.screen.query_one(OverviewTable)
    return table.row, table.column


def _quoted(stage: Stage) -> list[int]:
    """Return which sentences of the first paragraph the book lists, in its order."""
    listed = stage.app.screen.query_one(QuoteList).entries
    return [next(place for place in range(4) if sentence(1, place) == entry.quote.text) for entry in listed]


def _quote(stage: Stage) -> int:
    """Return which of the quotes the cursor is on."""
    return stage.app.screen.query_one(QuoteList).cursor


def _bar_is_open(stage: Stage, name: str) -> bool:
    return stage.app.screen.query_one(f"#{name}", FindBar).is_open


def _lit(stage: Stage, component: str) -> bool:
    return all(stage.lit(f"document-view--{component}", pane) for pane in stage.panes)


_CITED = "Ana Castro, The Long River, 3 March 2021, para. 1"
_IN_TEXT = ("tab",)
_LAST = ("G",)
_FOUND = ("tab", "/", *"workers", "enter")
_COMPARING = ("c", "enter")
_SEARCHED = ("s", *"river")
_IN_TWO = ("s", *"ship")
_READ = ("s", *"harbour", "enter")
_EDITIONS = ("c", *"second", "enter")
_SUMMARY = (*_EDITIONS, "i")
_OVERVIEW = ("O",)
_SELECTED = ("tab", ")", "v")
_BOOK = ("tab", "y", ")", "y", ")", "y", ")", "y", "Q")
"""Keys that open the book with the four sentences of the first paragraph."""

SHIPS = {"a.txt": "Harbour\n\nA ship.\n\nA ship.\n\nA ship.", "b.txt": "Quay\n\nA ship."}
"""A ship stands in three paragraphs of one statement and in one of another."""

STORIES: dict[str, Story] = {
    "zen": Story(("tab",), lambda stage: stage.rows[0] == stage.title),
    "mouse": Story((), lambda stage: not stage.app.has_mouse),
    "suspend": Story((), lambda stage: "no shell" in stage.status),
    "reread": Story((), lambda stage: "nothing changed" in stage.status),
    "line_down": Story(_IN_TEXT, lambda stage: _scrolled(stage) == 1),
    "line_up": Story(("tab", "j", "j"), lambda stage: _scrolled(stage) == 1),
    "page_down": Story(_IN_TEXT, lambda stage: 24 <= _scrolled(stage) <= 28),
    "page_up": Story(("tab", "space"), lambda stage: _scrolled(stage) == 0),
    "half_down": Story(_IN_TEXT, lambda stage: 12 <= _scrolled(stage) <= 15),
    "half_up": Story(("tab", "ctrl+d"), lambda stage: _scrolled(stage) == 0),
    "text_start": Story(("tab", "G"), lambda stage: _scrolled(stage) == 0 and stage.sentence == sentence(1, 0)),
    "text_end": Story(_IN_TEXT, lambda stage: stage.sentence == sentence(30, 3) and "100%" in stage.status),
    "next_sentence": Story(_IN_TEXT, lambda stage: stage.sentence == sentence(1, 1)),
    "previous_sentence": Story(("tab", ")", ")"), lambda stage: stage.sentence == sentence(1, 1)),
    "next_paragraph": Story(("tab", ")"), lambda stage: stage.sentence == sentence(2, 0)),
    "previous_paragraph": Story(("tab", "}", "}"), lambda stage: stage.sentence == sentence(2, 0)),
    "select": Story(("tab", ")"), lambda stage: stage.selected == sentence(1, 1)),
    "extend_sentence": Story(_SELECTED, lambda stage: stage.selected == f"{sentence(1, 1)} {sentence(1, 2)}"),
    "extend_sentence_back": Story(_SELECTED, lambda stage: stage.selected == f"{sentence(1, 0)} {sentence(1, 1)}"),
    "extend_paragraph": Story(
        _SELECTED, lambda stage: stage.selected == paragraph(1)[paragraph(1).index("The second") :]
    ),
    "extend_paragraph_back": Story(_SELECTED, lambda stage: stage.selected == f"{sentence(1, 0)} {sentence(1, 1)}"),
    "extend_word": Story(_SELECTED, lambda stage: stage.selected == f"{sentence(1, 1)} A"),
    "extend_word_back": Story(_SELECTED, lambda stage: stage.selected == f"morning. {sentence(1, 1)}"),
    "extend_character": Story(_SELECTED, lambda stage: stage.selected == f"{sentence(1, 1)} "),
    "extend_character_back": Story(_SELECTED, lambda stage: stage.selected == sentence(1, 1)[:-1]),
    "extend_to_end": Story(_SELECTED, lambda stage: stage.selected == paragraph(1)[paragraph(1).index("The second") :]),
    "extend_to_start": Story(_SELECTED, lambda stage: stage.selected == f"{sentence(1, 0)} {sentence(1, 1)}"),
    "swap_ends": Story(
        ("tab", "v", ")"),
        lambda stage: stage.sentence == sentence(1, 0) and (stage.selected or "").endswith("carried."),
    ),
    "copy_line": Story(("tab", "v", "}", ")"), lambda stage: stage.copied == [f"{paragraph(1)} {sentence(2, 0)}"]),
    "style": Story(_IN_TEXT, lambda stage: isinstance(stage.app.screen, PickScreen)),
    "quotes": Story(("tab", "y"), lambda stage: isinstance(stage.app.screen, QuotesScreen) and _quoted(stage) == [0]),
    "quote_down": Story(_BOOK, lambda stage: _quote(stage) == 1),
    "quote_up": Story((*_BOOK, "j", "j"), lambda stage: _quote(stage) == 1),
    "quote_page_down": Story(_BOOK, lambda stage: _quote(stage) == 3),
    "quote_page_up": Story((*_BOOK, "G"), lambda stage: _quote(stage) == 0),
    "quote_start": Story((*_BOOK, "j", "j"), lambda stage: _quote(stage) == 0),
    "quote_end": Story(_BOOK, lambda stage: _quote(stage) == 3),
    "whole_quote": Story(_BOOK, lambda stage: stage.app.screen.query_one("#quote").has_focus),
    "open_quote": Story(
        (*_BOOK, "j"), lambda stage: not isinstance(stage.app.screen, QuotesScreen) and stage.selected == sentence(1, 1)
    ),
    "copy_again": Story((*_BOOK, "j"), lambda stage: stage.copied[4:] == [sentence(1, 1)]),
    "copy_again_cited": Story((*_BOOK, "j"), lambda stage: stage.copied[4:] == [f"{sentence(1, 1)}\n\n{_CITED}"]),
    "copy_again_line": Story(
        ("tab", "v", "}", ")", "y", "Q"), lambda stage: stage.copied[1:] == [f"{paragraph(1)} {sentence(2, 0)}"]
    ),
    "copy_all": Story(
        _BOOK,
        lambda stage: stage.copied[4:] == ["\n\n".join(f"{sentence(1, place)}\n\n{_CITED}" for place in range(4))],
    ),
    "note": Story(_BOOK, lambda stage: _bar_is_open(stage, "note")),
    "delete_quote": Story(_BOOK, lambda stage: _quoted(stage) == [1, 2, 3]),
    "undelete": Story((*_BOOK, "d"), lambda stage: _quoted(stage) == [0, 1, 2, 3]),
    "quote_later": Story(_BOOK, lambda stage: _quoted(stage) == [1, 0, 2, 3]),
    "quote_earlier": Story((*_BOOK, "G"), lambda stage: _quoted(stage) == [0, 1, 3, 2]),
    "filter_quotes": Story(_BOOK, lambda stage: _bar_is_open(stage, "filter")),
    "export": Story(_BOOK, lambda stage: isinstance(stage.app.screen, PickScreen) and "csl-json" in stage.text),
    "style_of_quotes": Story(_BOOK, lambda stage: isinstance(stage.app.screen, PickScreen) and "apa" in stage.text),
    "verify": Story(_IN_TEXT, lambda stage: isinstance(stage.app.screen, VerifyScreen)),
    "find": Story(_IN_TEXT, lambda stage: any(row.strip().startswith("find") for row in stage.rows)),
    "next_hit": Story(_FOUND, lambda stage: stage.view.hit_count == "2/30" and stage.sentence == sentence(2, 1)),
    "previous_hit": Story(_FOUND, lambda stage: stage.sentence == sentence(30, 1)),
    "copy_quote": Story(("tab", ")"), lambda stage: stage.copied == [sentence(1, 1)]),
    "fold": Story(_IN_TEXT, lambda stage: stage.view.is_folded),
    "wider": Story(("f2",), lambda stage: stage.view.measure == 76),
    "narrower": Story(("f2",), lambda stage: stage.view.measure == 68),
    "cursor_down": Story((), lambda stage: stage.title == "Café Workers Declare"),
    "cursor_up": Story(("j", "j"), lambda stage: stage.title == "Café Workers Declare"),
    "list_page_down": Story((), lambda stage: stage.document.id == "b-empty"),
    "list_page_up": Story(_LAST, lambda stage: stage.title == "The Long River"),
    "list_start": Story(_LAST, lambda stage: stage.title == "The Long River"),
    "list_end": Story((), lambda stage: stage.document.id == "b-empty"),
    "choose": Story((), _text_has_keys),
    "scroll_text_down": Story((), lambda stage: 24 <= _scrolled(stage) <= 28 and _list_has_keys(stage)),
    "scroll_text_up": Story(("space",), lambda stage: _scrolled(stage) == 0),
    "filter": Story((), lambda stage: any(row.startswith(" filter") for row in stage.rows)),
    "switch": Story((), _text_has_keys),
    "next_document": Story((), lambda stage: stage.title == "Café Workers Declare"),
    "previous_document": Story(("]", "]"), lambda stage: stage.title == "Café Workers Declare"),
    "order": Story((), lambda stage: _titles(stage)[0] == "The Long River" and "newest first" in stage.status),
    "compare": Story((), lambda stage: isinstance(stage.app.screen, ChooseScreen)),
    "sidebar": Story((), lambda stage: not stage.documents.is_on_screen),
    "switch_side": Story(_COMPARING, lambda stage: stage.title == "Café Workers Declare"),
    "partner": Story((*_EDITIONS, "}", "}", "}", "}"), lambda stage: _places(stage) == (5, 2), COMPARED),
    "next_pair": Story(_EDITIONS, lambda stage: _places(stage) == (2, 1) and "a ↔" in stage.status, COMPARED),
    "previous_pair": Story((*_EDITIONS, "]", "]", "]"), lambda stage: _places(stage) == (3, 3), COMPARED),
    "lock": Story(_EDITIONS, lambda stage: "locked" in stage.status, COMPARED),
    "word_difference": Story(
        (*_EDITIONS, "]"), lambda stage: "immediate" in stage.lit("document-view--changed"), COMPARED
    ),
    "shared_phrases": Story(_EDITIONS, lambda stage: _lit(stage, "shared"), COMPARED),
    "only_here": Story(_EDITIONS, lambda stage: list(stage.signs(stage.panes[0])) == ["1", "6"], COMPARED),
    "one_column": Story(_EDITIONS, lambda stage: stage.compare.is_one_column, COMPARED),
    "summary": Story(_EDITIONS, lambda stage: isinstance(stage.app.screen, SummaryScreen), COMPARED),
    "copy_pair": Story(
        (*_EDITIONS, "]"), lambda stage: len(stage.copied) == 1 and stage.copied[0].count("para. ") == 2, COMPARED
    ),
    "summary_down": Story(_SUMMARY, lambda stage: _line(stage) == 1, COMPARED),
    "summary_up": Story((*_SUMMARY, "j", "j"), lambda stage: _line(stage) == 1, COMPARED),
    "summary_page_down": Story(_SUMMARY, lambda stage: _line(stage) > 5, COMPARED),
    "summary_page_up": Story((*_SUMMARY, *"jjjjjjjj"), lambda stage: _line(stage) < 3, COMPARED),
    "summary_start": Story((*_SUMMARY, "j", "j"), lambda stage: _line(stage) == 0, COMPARED),
    "summary_end": Story(_SUMMARY, lambda stage: _line(stage) == _last_line(stage), COMPARED),
    "summary_open": Story(
        _SUMMARY,
        lambda stage: isinstance(stage.app.screen, CompareScreen) and "place 1/10" in stage.status,
        COMPARED,
    ),
    "overview": Story((), lambda stage: isinstance(stage.app.screen, OverviewScreen)),
    "cell_down": Story(_OVERVIEW, lambda stage: _cell(stage) == (1, 1)),
    "cell_up": Story((*_OVERVIEW, "j", "j"), lambda stage: _cell(stage) == (1, 1)),
    "cell_right": Story(_OVERVIEW, lambda stage: _cell(stage) == (0, 2)),
    "cell_left": Story(_OVERVIEW, lambda stage: _cell(stage) == (0, 0)),
    "overview_page_down": Story(_OVERVIEW, lambda stage: _cell(stage) == (3, 1)),
    "overview_page_up": Story((*_OVERVIEW, "j", "j"), lambda stage: _cell(stage) == (0, 1)),
    "overview_start": Story(_OVERVIEW, lambda stage: _cell(stage) == (0, 0)),
    "overview_end": Story(_OVERVIEW, lambda stage: _cell(stage) == (3, 3)),
    "next_related": Story(_OVERVIEW, lambda stage: _cell(stage) == (3, 0), COMPARED),
    "previous_related": Story((*_OVERVIEW, "n", "n"), lambda stage: _cell(stage) == (3, 0), COMPARED),
    "open_cell": Story(_OVERVIEW, lambda stage: isinstance(stage.app.screen, CompareScreen)),
    "compare_other": Story(_COMPARING, lambda stage: isinstance(stage.app.screen, ChooseScreen)),
    "copy_cited": Story(("tab", ")"), lambda stage: stage.copied == [f"{sentence(1, 1)}\n\n{_CITED}"]),
    "swap": Story(_COMPARING, lambda stage: "Café" in stage.rows[0].split("The Long River")[0]),
    "narrow": Story(_READ, lambda stage: _titles(stage) == ["Harbour Declaration"]),
    "search": Story((), lambda stage: _query(stage) == ""),
    "search_word": Story(_IN_TEXT, lambda stage: _query(stage) == "Paragraph"),
    "hit_down": Story(_SEARCHED, lambda stage: _hit(stage) == 1),
    "hit_up": Story((*_SEARCHED, "down", "down"), lambda stage: _hit(stage) == 1),
    "hit_page_down": Story(_SEARCHED, lambda stage: 8 <= _hit(stage) <= 13),
    "hit_page_up": Story((*_SEARCHED, "pagedown"), lambda stage: _hit(stage) == 0),
    "hit_document_down": Story(_IN_TWO, lambda stage: _found_in(stage) == "b", SHIPS),
    "hit_document_up": Story((*_IN_TWO, "pagedown"), lambda stage: _found_in(stage) == "a" and _hit(stage) == 0, SHIPS),
    "open_hit": Story(
        ("s", *"harbour"),
        lambda stage: _text_has_keys(stage) and stage.title == "Harbour Declaration" and bool(stage.view.hits),
    ),
    "hit_view": Story(_SEARCHED, lambda stage: stage.search.hits.view is HitView.RANK),
    "concordance_order": Story(
        (*_SEARCHED, "tab", "tab"), lambda stage: stage.search.hits.order is ConcordanceOrder.WORD
    ),
    "earlier_query": Story((*_READ, "s"), lambda stage: _query(stage) == "harbour"),
    "later_query": Story(
        (*_SEARCHED, "enter", *_READ, "s", "ctrl+up", "ctrl+up"), lambda stage: _query(stage) == "harbour"
    ),
    "help": Story((), lambda stage: isinstance(stage.app.screen, HelpScreen)),
    "palette": Story((), lambda stage: isinstance(stage.app.screen, PaletteScreen)),
    "back": Story(_FOUND, lambda stage: not stage.view.hits),
    "quit": Story((), lambda stage: not stage.app.is_running or stage.app.return_code == 0),
}
"""By command id. The list has the keys at the start, on the first of five documents; the text pane is 28 rows high."""

_TESTED_ELSEWHERE = {"redraw"}
"""What only a real terminal can show: tests/e2e."""


def test_every_command_with_a_key_has_a_story() -> None:
    with_keys = {command.id for command in COMMANDS if command.keys}
    assert with_keys - _TESTED_ELSEWHERE == set(STORIES)


@pytest.mark.parametrize("name", STORIES)
async def test_first_key_of_the_command_does_what_it_says(name: str, folder: Path, tmp_path: Path) -> None:
    story = STORIES[name]
    if story.texts is not None:
        folder = write_folder(tmp_path / "texts", story.texts)
    key = next(command.keys[0] for command in COMMANDS if command.id == name)
    async with opened(folder) as stage:
        await stage.press_in_turn(*story.before)
        assert not story.is_so(stage), f"so before the key already\n{stage.text}"
        await stage.press_in_turn(key)
        assert story.is_so(stage), stage.text


@pytest.mark.parametrize(
    ("before", "scopes"),
    [
        ((), (Scope.LIST, Scope.PANES, Scope.EVERYWHERE)),
        (_OVERVIEW, (Scope.OVERVIEW, Scope.EVERYWHERE)),
        (_IN_TEXT, (Scope.READING, Scope.PANES, Scope.EVERYWHERE)),
        (_COMPARING, (Scope.READING, Scope.COMPARE, Scope.EVERYWHERE)),
        (("?",), (Scope.EVERYWHERE,)),
        (_BOOK, (Scope.QUOTES, Scope.EVERYWHERE)),
        ((*_BOOK, "tab"), (Scope.QUOTES, Scope.EVERYWHERE)),
    ],
    ids=["list", "overview", "text", "two panes", "help", "quote book", "whole quote"],
)
async def test_every_key_of_the_table_works_where_the_table_says(
    before: tuple[str, ...], scopes: tuple[Scope, ...], folder: Path
) -> None:
    async with opened(folder) as stage:
        await stage.press(*before)
        bound = {key: active.binding.id for key, active in stage.app.screen.active_bindings.items()}
        wanted = {key: command.id for command in commands_of(*scopes) for key in command.keys}
        del wanted["ctrl+p"]  # Textual binds this one itself; test_palette presses it.
        assert {key: bound.get(key) for key in wanted} == wanted


@pytest.mark.parametrize(
    ("before", "others"),
    [(("tab",), (Scope.READING, Scope.PANES)), (_COMPARING, (Scope.READING, Scope.COMPARE))],
    ids=["text", "two panes"],
)
async def test_while_something_is_selected_its_keys_come_first_and_the_others_stay(
    before: tuple[str, ...], others: tuple[Scope, ...], folder: Path
) -> None:
    async with opened(folder) as stage:
        await stage.press(*before, "v")
        bound = {key: active.binding.id for key, active in stage.app.screen.active_bindings.items()}
        wanted = {key: command.id for command in commands_of(*others, Scope.EVERYWHERE) for key in command.keys}
        wanted |= {key: command.id for command in commands_of(Scope.SELECTING) for key in command.keys}
        del wanted["ctrl+p"]  # Textual binds this one itself; test_palette presses it.
        assert {key: bound.get(key) for key in wanted} == wanted


async def test_every_key_of_the_summary_works_there(folder: Path) -> None:
    async with opened(folder) as stage:
        await stage.press_in_turn(*_COMPARING, "i")
        bound = {key: active.binding.id for key, active in stage.app.screen.active_bindings.items()}
        wanted = {key: command.id for command in commands_of(Scope.SUMMARY) for key in command.keys}
        assert {key: bound.get(key) for key in wanted} == wanted


PLACES = [
    (Scope.LIST, Scope.PANES, Scope.EVERYWHERE),
    (Scope.READING, Scope.PANES, Scope.EVERYWHERE),
    (Scope.READING, Scope.COMPARE, Scope.EVERYWHERE),
    (Scope.OVERVIEW, Scope.EVERYWHERE),
    (Scope.SUMMARY,),
    (Scope.QUOTES, Scope.EVERYWHERE),
    (Scope.SELECTING, Scope.EVERYWHERE),
]
"""The scopes whose keys work at the same time."""


@pytest.mark.parametrize("scopes", PLACES, ids=lambda scopes: " and ".join(scopes[:-1]) or scopes[0])
def test_no_key_means_two_things_in_one_place(scopes: tuple[Scope, ...]) -> None:
    keys = [key for command in commands_of(*scopes) for key in command.keys]
    assert sorted(keys) == sorted(set(keys))


_OF_THE_PASSAGE = {"down", "up", "pagedown", "pageup", "ctrl+up", "ctrl+down"}
"""Keys that belong to the passage of a search once it has been clicked on, and else to its hits and queries."""

_PASSED_ON = {"down", "up", "pagedown", "pageup", "ctrl+pagedown", "ctrl+pageup", "enter"}
"""Keys that the input itself knows and passes on; the stories, or a test below, press each of them."""


def test_no_key_of_the_search_means_two_things() -> None:
    keys = [key for command in commands_of(Scope.SEARCH, Scope.EVERYWHERE) for key in command.keys]
    assert len(keys) == len(set(keys))
    reading = {key for command in commands_of(Scope.READING) for key in command.keys}
    assert reading & set(keys) == _OF_THE_PASSAGE


async def test_keys_of_the_search_work_while_one_types_and_letters_are_typed(folder: Path) -> None:
    async with opened(folder) as stage:
        await stage.press("s")
        bound = {key: active.binding.id for key, active in stage.app.screen.active_bindings.items()}
        wanted = {key: command.id for command in commands_of(Scope.SEARCH) for key in command.keys}
        passed_on = {key for key in wanted if bound.get(key) is None}
        assert passed_on <= _PASSED_ON
        assert {key: bound[key] for key in wanted if key not in passed_on}.items() <= wanted.items()
        assert {"escape": "back", "f1": "help", "ctrl+l": "redraw"}.items() <= bound.items()
        assert not {key for key in bound if len(key) == 1}


async def test_keys_with_a_page_go_from_document_to_document_while_one_types(tmp_path: Path) -> None:
    async with opened(write_folder(tmp_path / "ships", SHIPS)) as stage:
        await stage.search_for("ship")
        seen = []
        for key in ("ctrl+pagedown", "ctrl+pagedown", "ctrl+pageup"):
            await stage.press_in_turn(key)
            seen.append(_found_in(stage))
        assert seen == ["b", "b", "a"]


async def test_keys_of_reading_work_in_the_passage_of_a_search(folder: Path) -> None:
    async with opened(folder) as stage:
        await stage.search_for("harbour")
        await stage.click(70, 10)
        assert _text_has_keys(stage)
        bound = {key: active.binding.id for key, active in stage.app.screen.active_bindings.items()}
        commands = [*commands_of(Scope.SEARCH), *commands_of(Scope.READING, Scope.EVERYWHERE)]
        wanted = {key: command.id for command in commands for key in command.keys}
        del wanted["ctrl+p"]  # Textual binds this one itself; test_palette presses it.
        assert {key: bound.get(key) for key in wanted} == wanted


def test_ids_and_titles_of_commands_are_unique() -> None:
    assert len({command.id for command in COMMANDS}) == len(COMMANDS)
    panes = (Scope.LIST, Scope.READING, Scope.OVERVIEW, Scope.SUMMARY)
    screens = (Scope.PANES, Scope.SEARCH, Scope.COMPARE)
    places = [(pane, screen) for pane in panes for screen in screens]
    for scopes in (*places, (Scope.READING, Scope.SELECTING), (Scope.QUOTES,)):
        titles = [command.title for command in commands_of(*scopes, Scope.EVERYWHERE, Scope.PALETTE)]
        assert len(titles) == len(set(titles))


@pytest.mark.parametrize("key", ["?", "f1"])
@pytest.mark.parametrize("before", [(), _IN_TEXT, _COMPARING], ids=["list", "text", "two panes"])
async def test_help_opens_everywhere_and_esc_returns(key: str, before: tuple[str, ...], folder: Path) -> None:
    async with opened(folder) as stage:
        await stage.press(*before)
        screen, focused = stage.app.screen, stage.app.focused
        await stage.press(key)
        assert isinstance(stage.app.screen, HelpScreen)
        await stage.press("escape")
        assert (stage.app.screen, stage.app.focused) == (screen, focused)


@pytest.mark.parametrize("key", ["?", "f1", "escape"])
async def test_help_closes(key: str, folder: Path) -> None:
    async with opened(folder) as stage:
        await stage.press("?", key)
        assert isinstance(stage.app.screen, LibraryScreen)


async def test_help_lists_every_command_of_the_table_with_its_keys(folder: Path) -> None:
    async with opened(folder, size=(160, 220)) as stage:
        await stage.press("?")
        for command in COMMANDS:
            row = next((row for row in stage.rows if command.help in row), None)
            assert row is not None, f"no line for {command.id}"
            for key in command.keys:
                assert key_name(key) in row.split(), f"{command.id}: {key} is missing"


async def test_long_help_scrolls_to_its_end_by_key(folder: Path) -> None:
    last = [command for command in COMMANDS if command.keys][-1]
    async with opened(folder, size=(80, 24)) as stage:
        await stage.press("?")
        assert last.help not in stage.text
        await stage.press("end")
        assert last.help in stage.text


async def test_two_pane_keys_do_nothing_in_the_library(folder: Path) -> None:
    async with opened(folder) as stage:
        await stage.press("x")
        assert not isinstance(stage.app.screen, CompareScreen)
        assert stage.title == "The Long River"


def test_key_table_of_the_readme_matches_the_commands() -> None:
    marked = re.search(r"<!-- keys.*?<!-- /keys -->", README.read_text("utf-8"), re.DOTALL)
    rows = re.findall(r"^\|(.+?)\|(.+?)\|$", marked[0] if marked else "", re.MULTILINE)
    tables = {words.strip(): keys for keys, words in rows if "`" in keys}
    assert tables
    known = {key_name(key) for command in COMMANDS for key in command.keys}
    for words, keys in tables.items():
        named = [key for code in re.findall(r"`+ ?(.+?) ?`+", keys) for key in code.split()]
        assert set(named) <= known, f"{words}: no such key"


async def test_key_bar_names_the_keys_that_matter_here_and_a_click_runs_one(folder: Path) -> None:
    async with opened(folder, size=(200, 30)) as stage:
        assert "filter" in stage.rows[-1]
        await stage.press("tab")
        assert "sentence" in stage.rows[-1]
        assert "filter" not in stage.rows[-1]
        await stage.click(stage.rows[-1].index("copy"), 29)
        assert stage.copied == [sentence(1, 0)]
