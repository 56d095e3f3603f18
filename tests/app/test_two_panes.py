"""Two statements side by side: choosing, sides, swapping, both full reading panes."""

import re
from pathlib import Path

import pytest

from tests.app.stage import Stage, opened
from tests.app.statements import sentence, write_file, write_folder
from tui.app.screens.choose import ChooseScreen
from tui.app.screens.compare import CompareScreen
from tui.app.screens.library import LibraryScreen

WIDE, STACKED = (120, 30), (80, 24)


def _sides(stage: Stage) -> list[str | None]:
    """Return the titles of both panes as they stand on the screen: left to right, or top to bottom."""
    assert isinstance(stage.app.screen, CompareScreen)
    panes = sorted(stage.app.screen.sides, key=lambda pane: (pane.region.y, pane.region.x))
    return [pane.document.metadata.title for pane in panes if pane.document]


async def _compare(stage: Stage, *typed: str) -> None:
    await stage.press("c", *typed, "enter")
    assert isinstance(stage.app.screen, CompareScreen)


async def test_the_current_statement_stands_left_at_its_place_and_the_chosen_one_right(folder: Path) -> None:
    async with opened(folder, size=WIDE) as stage:
        await stage.press("tab", "}", "}", ")")
        await _compare(stage, *"harb")
        assert _sides(stage) == ["The Long River", "Harbour Declaration"]
        assert stage.sentence == sentence(3, 1)
        assert stage.is_sentence_in_sight
        assert stage.status.startswith("para. 3 of 30")
        assert "left: " in stage.status


async def test_chooser_offers_all_others_but_no_problem_file(folder: Path) -> None:
    async with opened(folder, size=WIDE) as stage:
        await stage.press("c")
        listed = "\n".join(stage.pane_rows(stage.documents))
        for title in ("Café Workers Declare", "Harbour Declaration", "Notes on a Bridge"):
            assert title in listed
        assert "The Long River" not in listed
        assert "b-empty" not in listed


async def test_chooser_narrows_while_typing_with_mistakes_forgiven_and_counts(folder: Path) -> None:
    async with opened(folder, size=WIDE) as stage:
        await stage.press("c", *"brigde")
        listed = "\n".join(stage.pane_rows(stage.documents))
        assert "Notes on a Bridge" in listed
        assert "Harbour" not in listed
        assert "1 of 3" in stage.text
        await stage.press("enter")
        assert _sides(stage) == ["The Long River", "Notes on a Bridge"]


async def test_chooser_moves_with_the_arrows_while_typing(folder: Path) -> None:
    async with opened(folder, size=WIDE) as stage:
        await stage.press("c", "down", "down", "up", "enter")
        assert _sides(stage) == ["The Long River", "Harbour Declaration"]


async def test_chooser_without_an_answer_stays_open(folder: Path) -> None:
    async with opened(folder, size=WIDE) as stage:
        await stage.press("c", *"qqqq", "enter")
        assert isinstance(stage.app.screen, ChooseScreen)
        assert "0 of 3" in stage.text


async def test_chooser_offers_all_even_while_the_list_is_filtered(folder: Path) -> None:
    async with opened(folder, size=WIDE) as stage:
        await stage.press("/", *"long", "enter", "c")
        assert "Harbour Declaration" in "\n".join(stage.pane_rows(stage.documents))


async def test_a_click_in_the_chooser_chooses(folder: Path) -> None:
    async with opened(folder, size=WIDE) as stage:
        await stage.press("c")
        row = next(y for y, line in enumerate(stage.rows) if "Harbour Declaration" in line[14:])
        await stage.pilot.double_click(offset=(30, row))
        await stage.pilot.pause()
        assert _sides(stage) == ["The Long River", "Harbour Declaration"]


@pytest.mark.parametrize("size", [WIDE, STACKED], ids=["side by side", "stacked"])
async def test_tab_changes_sides_and_the_status_says_which(size: tuple[int, int], folder: Path) -> None:
    async with opened(folder, size=size) as stage:
        await _compare(stage)
        first, second = ("left", "right") if size == WIDE else ("above", "below")
        seen = []
        for _ in range(3):
            said = re.search(r"(\w+)(?:: (.+))?  only here$", stage.status.strip())
            assert said is not None
            assert said[2] == (stage.title if size == WIDE else None), "the title gives way where there is no room"
            seen.append((stage.title, said[1]))
            await stage.press("tab")
        assert seen == [("The Long River", first), ("Café Workers Declare", second), ("The Long River", first)]


@pytest.mark.parametrize("size", [WIDE, STACKED], ids=["side by side", "stacked"])
async def test_x_swaps_the_sides_and_keeps_keys_and_places(size: tuple[int, int], folder: Path) -> None:
    async with opened(folder, size=size) as stage:
        await _compare(stage)
        await stage.press("}", ")", "x")
        await stage.pilot.pause()
        assert _sides(stage) == ["Café Workers Declare", "The Long River"]
        assert stage.sentence == sentence(2, 1)
        assert stage.is_sentence_in_sight
        assert re.search(r"(?:right:|below) ", stage.status)
        await stage.press("x")
        await stage.pilot.pause()
        assert _sides(stage) == ["The Long River", "Café Workers Declare"]
        assert re.search(r"(?:left:|above) ", stage.status)


@pytest.mark.parametrize(("columns", "is_stacked"), [(100, False), (99, True), (160, False), (60, True)])
async def test_below_100_columns_the_panes_stand_one_above_the_other(
    columns: int, is_stacked: bool, folder: Path
) -> None:
    async with opened(folder, size=(columns, 24)) as stage:
        await _compare(stage)
        assert isinstance(stage.app.screen, CompareScreen)
        first, second = (pane.region for pane in stage.app.screen.sides)
        assert (first.x == second.x) is is_stacked
        assert (first.y == second.y) is not is_stacked
        assert not first.overlaps(second)
        assert "The Long River" in stage.text
        assert "Café Workers Declare" in stage.text


async def test_resizing_stacks_and_unstacks_and_keeps_both_sentences_in_sight(folder: Path) -> None:
    async with opened(folder, size=(120, 40)) as stage:
        await _compare(stage)
        await stage.press(*"}}}}}}}}", ")", "tab", "}")
        for size in ((80, 24), (120, 30), (60, 20), (200, 50)):
            await stage.resize(*size)
            for _ in range(2):
                assert stage.is_sentence_in_sight, f"{size}\n{stage.text}"
                await stage.press("tab")


async def test_every_reading_key_works_on_the_side_that_has_the_keys(folder: Path) -> None:
    async with opened(folder, size=WIDE) as stage:
        await _compare(stage)
        await stage.press("tab", "}", ")", "y")
        assert stage.copied == ["The\xa0people\xa0stayed — all of them."]
        await stage.press("/", *"cafe", "enter")
        assert "3/4" in stage.status, "from the current sentence on"
        await stage.press("tab", "space", "f", "-", "G", "y")
        assert stage.copied[1:] == [sentence(30, 3)]


async def test_finding_lights_only_the_side_that_has_the_keys(folder: Path) -> None:
    async with opened(folder, size=WIDE) as stage:
        await _compare(stage)
        await stage.press("/", *"the", "enter")
        assert isinstance(stage.app.screen, CompareScreen)
        left, right = stage.app.screen.sides
        assert stage.lit("document-view--hit-current", left)
        assert not stage.lit("document-view--hit", right)
        await stage.press("tab")
        assert "/" not in stage.status.replace("/30", ""), "the other side has no hits to count"


async def test_one_statement_alone_cannot_be_compared_and_it_is_said(tmp_path: Path) -> None:
    async with opened(write_file(tmp_path, "One text alone. It has no other.")) as stage:
        await stage.press("c")
        assert isinstance(stage.app.screen, LibraryScreen)
        assert "two statements are needed" in stage.status


async def test_a_problem_file_cannot_be_compared_and_it_is_said(tmp_path: Path) -> None:
    async with opened(write_folder(tmp_path, {"a.txt": "", "b.txt": "Some text.", "c.txt": "More."})) as stage:
        await stage.press("G", "c")
        assert isinstance(stage.app.screen, LibraryScreen)
        assert stage.status.startswith("two statements")
