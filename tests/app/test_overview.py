"""All statements against each other: figures, moving, rank, going into a comparison, growing, what is kept."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from unittest import mock

import pytest

from tests.app.stage import Stage, opened
from tests.app.statements import APPEAL, COMPARED, write_file, write_folder
from tui.app.screens.compare import CompareScreen
from tui.app.screens.library import LibraryScreen
from tui.app.screens.overview import OverviewScreen
from tui.app.themes import LIGHT
from tui.app.widgets.overview_table import OverviewTable
from tui.compare.overview import Cell, Overview

WIDE = (100, 24)
FOUR = ["River Appeal", "Keeping Bees", "A Reply", "The Appeal, Second Edition"]
"""The titles by file: original, other, reply, revised."""


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    """The folder of what can be made again."""
    return tmp_path / "cache"


@pytest.fixture
def four(tmp_path: Path) -> Path:
    """Four statements and one file that cannot be opened."""
    return write_folder(tmp_path / "four", {**COMPARED, "p-empty.txt": ""})


@pytest.fixture
def sixty(tmp_path: Path) -> Path:
    """Sixty short statements, each of which has one paragraph in common with the next."""
    words = list(APPEAL.values())
    texts = {
        f"{number:02}.txt": f"Statement {number}\n\n{words[number % 13]}\n\n{words[(number + 1) % 13]}"
        for number in range(60)
    }
    return write_folder(tmp_path / "sixty", texts)


def _screen(stage: Stage) -> OverviewScreen:
    assert isinstance(stage.app.screen, OverviewScreen)
    return stage.app.screen


def _table(stage: Stage) -> OverviewTable:
    return _screen(stage).table


async def _opened_overview(stage: Stage) -> OverviewTable:
    """Open the overview and wait until it is whole."""
    await stage.press_in_turn("O")
    return _table(stage)


def _cells(stage: Stage) -> list[list[str]]:
    """Return the figures that are drawn, row by row."""
    table = _table(stage)
    rows = [row for row in stage.pane_rows(table)[1:] if row.strip()]
    return [row[table.names :].split() for row in rows]


def _wanted(overview: Overview) -> list[list[str]]:
    count = len(overview.documents)
    shares = {(cell.a, cell.b): cell.share_a for cell in overview.cells()}
    shares |= {(cell.b, cell.a): cell.share_b for cell in overview.cells()}
    return [["·" if row == column else f"{shares[row, column]:.0%}" for column in range(count)] for row in range(count)]


async def test_the_figures_are_the_shares_of_paired_passages_and_problem_files_are_left_out(four: Path) -> None:
    async with opened(four, size=WIDE) as stage:
        table = await _opened_overview(stage)
        assert [document.name for document in table.documents] == FOUR
        assert _cells(stage) == _wanted(_screen(stage).overview)
        assert _cells(stage) == [
            ["·", "0%", "17%", "83%"],
            ["0%", "·", "0%", "0%"],
            ["67%", "0%", "·", "67%"],
            ["92%", "0%", "17%", "·"],
        ]
        for number, title in enumerate(FOUR, 1):
            assert any(row.strip().startswith(f"{number} {title}") for row in stage.rows)
        assert stage.status.endswith("4 statements")


async def test_shares_are_shaded_as_well(four: Path) -> None:
    async with opened(four, size=WIDE) as stage:
        table = await _opened_overview(stage)
        await stage.press("g")
        assert [piece.strip() for piece in stage.lit("overview-table--share-4", table)] == ["83%", "67%", "67%", "92%"]
        assert [piece.strip() for piece in stage.lit("overview-table--share-2", table)] == ["17%", "17%"]


async def test_the_cursor_moves_stops_at_the_edges_and_the_status_says_where_it_is(four: Path) -> None:
    async with opened(four, size=WIDE) as stage:
        table = await _opened_overview(stage)
        assert (table.row, table.column) == (0, 1)
        assert stage.status.startswith("0% of River Appeal pairs with Keeping Bees")
        seen = []
        for key in ("right", "l", "l", "j", "down", "h", "left", "k", "up", "up", "G", "g", "pagedown", "pageup"):
            await stage.press(key)
            seen.append((table.row, table.column))
        assert seen == [
            (0, 2), (0, 3), (0, 3), (1, 3), (2, 3), (2, 2), (2, 1), (1, 1), (0, 1), (0, 1), (3, 3), (0, 0), (3, 0),
            (0, 0),
        ]  # fmt: skip
        assert stage.status.startswith("River Appeal")
        await stage.press("l", "l", "j", "j", "j")
        assert stage.status.startswith("17% of The Appeal, Second Edition pairs with A Reply")


async def test_the_cursor_begins_at_the_statement_one_was_reading(four: Path) -> None:
    async with opened(four, size=WIDE) as stage:
        await stage.press("j", "j")
        assert stage.title == "A Reply"
        table = await _opened_overview(stage)
        assert table.documents[table.row].name == "A Reply"


async def test_n_goes_through_the_cells_by_rank_and_back(four: Path) -> None:
    async with opened(four, size=WIDE) as stage:
        table = await _opened_overview(stage)
        cells = sorted(_screen(stage).overview.cells(), key=lambda cell: (-cell.share, cell.a, cell.b))
        ranked = [{cell.a, cell.b} for cell in cells if cell.share]
        assert ranked == [{0, 3}, {0, 2}, {2, 3}]
        seen, figures = [], []
        for key in ("n", "n", "n", "n", "N", "N", "N"):
            await stage.press(key)
            seen.append({table.row, table.column})
            figures.append(stage.status.split()[0])
        assert seen == [ranked[place] for place in (0, 1, 2, 2, 1, 0, 0)]
        assert figures[:3] == ["92%", "67%", "67%"], "the larger of the two shares"


async def test_enter_compares_row_with_column_and_esc_leads_back_to_the_cell(four: Path) -> None:
    async with opened(four, size=(120, 24)) as stage:
        table = await _opened_overview(stage)
        await stage.press("n", "enter")
        assert isinstance(stage.app.screen, CompareScreen)
        titles = [pane.document.name for pane in stage.panes if pane.document]
        assert titles == ["The Appeal, Second Edition", "River Appeal"]
        await stage.press("escape")
        assert stage.app.screen is table.screen
        assert (table.row, table.column) == (3, 0)
        await stage.press("escape")
        assert isinstance(stage.app.screen, LibraryScreen)
        assert stage.title == "River Appeal"


async def test_a_statement_is_not_compared_with_itself(four: Path) -> None:
    async with opened(four, size=WIDE) as stage:
        await _opened_overview(stage)
        await stage.press("g", "enter")
        assert stage.status.startswith("a statement is not compared with itself")
        await stage.press("l")
        assert not stage.status.startswith("a statement is not")


@pytest.mark.parametrize("columns", [80, 100])
async def test_the_status_says_how_far_the_table_is_however_long_the_titles_are(columns: int) -> None:
    async with opened(size=(columns, 24)) as stage:
        await _opened_overview(stage)
        await stage.press("n")
        assert stage.status.endswith("5 statements")


async def test_a_double_click_compares(four: Path) -> None:
    async with opened(four, size=WIDE) as stage:
        table = await _opened_overview(stage)
        await stage.pilot.double_click(offset=(table.names + 3 * 5 + 2, 3))
        await stage.pilot.pause()
        assert [pane.document.name for pane in stage.panes if pane.document] == [
            "A Reply",
            "The Appeal, Second Edition",
        ]


@pytest.mark.parametrize(
    "texts", [{"a.txt": "One text alone."}, {"a.txt": "One text.", "b.txt": ""}], ids=["one", "two"]
)
async def test_one_statement_alone_has_no_overview_and_it_is_said(texts: dict[str, str], tmp_path: Path) -> None:
    async with opened(write_folder(tmp_path / "few", texts)) as stage:
        await stage.press("O")
        assert isinstance(stage.app.screen, LibraryScreen)
        assert stage.status.startswith("two statements are needed for an overview")


async def test_statements_without_paragraphs_have_empty_shares(tmp_path: Path) -> None:
    write_folder(tmp_path / "odd", {"a.md": "# Only a title\n", "b.txt": "Peace", "c.txt": APPEAL["comet"]})
    async with opened(tmp_path / "odd", size=WIDE) as stage:
        await _opened_overview(stage)
        assert [cell for row in _cells(stage) for cell in row if cell != "·"] == ["0%"] * 6
        await stage.press("n", "N", "G", "h", "enter")
        assert isinstance(stage.app.screen, CompareScreen)


# Many statements


async def test_many_statements_scroll_in_both_directions_and_the_cursor_stays_in_sight(sixty: Path) -> None:
    async with opened(sixty, size=(80, 24)) as stage:
        table = await _opened_overview(stage)
        assert "coarse" in stage.status

        def is_in_sight() -> bool:
            heads = stage.pane_rows(table)[0].split()
            rows = [row.split()[0] for row in stage.pane_rows(table)[1:] if row.strip()]
            return str(table.column + 1) in heads and str(table.row + 1) in rows

        assert is_in_sight()
        for key in ["l"] * 22 + ["j"] * 22 + ["G", "k", "h", "pageup", "g", "n", "n", "N", "G"]:
            await stage.press(key)
            assert is_in_sight(), f"{key} {table.row} {table.column}\n{stage.text}"
        assert (table.row, table.column) == (59, 59)
        assert all(len(row) == table.size.width for row in stage.pane_rows(table))
        for other in ((60, 20), (40, 10), (200, 50), (80, 24)):
            await stage.resize(*other)
            assert is_in_sight(), f"{other}\n{stage.text}"


async def test_the_figures_in_sight_belong_to_the_columns_above_them(sixty: Path) -> None:
    async with opened(sixty, size=(80, 24)) as stage:
        table = await _opened_overview(stage)
        await stage.press("G", *"kkkkkkkkk", "g", *["l"] * 25)
        head = stage.pane_rows(table)[0]
        row = stage.pane_rows(table)[1]
        seen = {}
        for start in range(table.names, 80 - 4, 5):
            seen[int(head[start : start + 5])] = row[start : start + 5].strip()
        assert 26 in seen
        shares = {number: table.share(0, number - 1) for number in seen}
        assert seen == {number: "" if share is None else f"{share:.0%}" for number, share in shares.items()}
        assert set(seen.values()) > {"0%"}


# Growing


@pytest.fixture
def held() -> Iterator[threading.Event]:
    """Holds an overview back after its first three cells until it is set."""
    gate = threading.Event()
    cells = Overview.cells

    def some(overview: Overview, should_stop: Callable[[], bool] = lambda: False) -> Iterator[Cell]:
        for number, cell in enumerate(cells(overview, should_stop)):
            if number == 3:
                assert gate.wait(30)
            yield cell

    with mock.patch.object(Overview, "cells", some), mock.patch("tui.app.screens.overview._BATCH_SECONDS", 0.0):
        yield gate
        gate.set()


async def test_the_table_grows_while_it_is_worked_out_and_keys_are_answered(four: Path, held: threading.Event) -> None:
    async with opened(four, size=WIDE) as stage:
        await stage.press("O")
        await stage.until(lambda: "3 of 6" in stage.status)
        table = _table(stage)
        assert _cells(stage) == [["·", "0%", "17%", "83%"], ["0%", "·"], ["67%", "·"], ["92%", "·"]]
        await stage.press("n")
        assert {table.row, table.column} == {0, 3}
        await stage.press("g", "j", "j", "j", "l")
        assert stage.status.startswith("The Appeal, Second Edition | Keeping Bees")
        held.set()
        await stage.until(lambda: "4 statements" in stage.status)
        assert (table.row, table.column) == (3, 1)
        assert stage.status.startswith("0% of The Appeal, Second Edition pairs with Keeping Bees")
        assert _cells(stage)[3] == ["92%", "0%", "17%", "·"]


async def test_a_half_made_overview_can_be_left_and_is_not_kept(four: Path, held: threading.Event, cache: Path) -> None:
    async with opened(four, size=WIDE) as stage:
        await stage.press("O")
        await stage.until(lambda: "3 of 6" in stage.status)
        await stage.press("escape")
        assert isinstance(stage.app.screen, LibraryScreen)
        held.set()
        await stage.pilot.pause(0.1)
        await stage.press("j")
        assert stage.title == "Keeping Bees"
    assert list(cache.rglob("overview-*")) == []


async def test_a_half_made_overview_leads_to_a_comparison_and_goes_on_meanwhile(
    four: Path, held: threading.Event
) -> None:
    async with opened(four, size=WIDE) as stage:
        await stage.press("O")
        await stage.until(lambda: "3 of 6" in stage.status)
        screen = _screen(stage)
        await stage.press("n", "enter")
        assert isinstance(stage.app.screen, CompareScreen)
        held.set()
        await stage.until(lambda: screen._done == 6)
        await stage.press("escape")
        assert _screen(stage) is screen
        assert _cells(stage)[1] == ["0%", "·", "0%", "0%"]


async def test_what_is_kept_is_used_the_second_time(four: Path, cache: Path) -> None:
    async with opened(four, size=WIDE) as stage:
        await _opened_overview(stage)
        first = _cells(stage)
        await stage.until(lambda: bool(list(cache.rglob("overview-*.json"))))
    with mock.patch.object(Overview, "cells", side_effect=AssertionError("worked out again")):
        async with opened(four, size=WIDE) as stage:
            await _opened_overview(stage)
            assert _cells(stage) == first
            assert "could not" not in stage.status


async def test_a_changed_text_is_compared_anew(four: Path, cache: Path) -> None:
    async with opened(four, size=WIDE) as stage:
        await _opened_overview(stage)
        await stage.until(lambda: bool(list(cache.rglob("overview-*.json"))))
    write_file(four, COMPARED["original.txt"].replace(APPEAL["closing"], APPEAL["comet"]), "original.txt")
    async with opened(four, size=WIDE) as stage:
        await _opened_overview(stage)
        assert _cells(stage) == _wanted(_screen(stage).overview)
        assert _cells(stage)[0][3] == "83%"
        assert _cells(stage)[3][0] == "92%"


@pytest.mark.parametrize("content", ["{", '{"format": 1, "cells": []}'])
async def test_damaged_figures_are_worked_out_again(content: str, four: Path, cache: Path) -> None:
    async with opened(four, size=WIDE) as stage:
        await _opened_overview(stage)
        await stage.until(lambda: bool(list(cache.rglob("overview-*.json"))))
    for path in cache.rglob("overview-*.json"):
        path.write_text(content)
    async with opened(four, size=WIDE) as stage:
        await _opened_overview(stage)
        assert _cells(stage) == _wanted(_screen(stage).overview)


async def test_a_cache_that_cannot_be_written_costs_nothing_else(four: Path, cache: Path) -> None:
    cache.write_text("a file where the folder should be")
    async with opened(four, size=WIDE) as stage:
        await _opened_overview(stage)
        assert _cells(stage) == _wanted(_screen(stage).overview)
        assert "could not" not in stage.status


async def test_a_fault_is_said_and_the_rest_works(four: Path) -> None:
    with mock.patch.object(Overview, "cells", side_effect=ValueError("no table today")):
        async with opened(four, size=WIDE) as stage:
            await stage.press("O")
            await stage.until(lambda: "could not compare: ValueError: no table today" in stage.status)
            await stage.press("j", "l", "enter")
            assert isinstance(stage.app.screen, CompareScreen)


async def test_the_light_theme_shades_too(four: Path) -> None:
    async with opened(four, size=WIDE) as stage:
        await _opened_overview(stage)
        await stage.press("g")
        stage.app.theme = LIGHT.name
        await stage.pilot.pause()
        await stage.pilot.pause()
        assert [piece.strip() for piece in stage.lit("overview-table--share-4", _table(stage))] == [
            "83%",
            "67%",
            "67%",
            "92%",
        ]
