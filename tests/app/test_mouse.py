"""Clicks and drags."""

from pathlib import Path

import pytest
from textual.events import MouseScrollDown, MouseScrollUp

from tests.app.stage import Stage, opened
from tests.app.statements import sentence, write_file


def _place(stage: Stage, words: str, after: int = 0) -> tuple[int, int]:
    """Return where words begin on the screen, as (column, row), at a column or later."""
    return next((row.index(words, after), y) for y, row in enumerate(stage.rows) if words in row[after:])


@pytest.mark.parametrize("words", ["Alpha is one.", "Beta is two.", "Gamma is three."])
@pytest.mark.parametrize("at", [0, 6])
async def test_a_click_sets_the_current_sentence(words: str, at: int, tmp_path: Path) -> None:
    text = "A Heading of Sorts\n\nFirst comes this.\n\nAlpha is one. Beta is two. Gamma is three."
    async with opened(write_file(tmp_path, text)) as stage:
        x, y = _place(stage, words)
        await stage.click(x + at, y)
        assert stage.sentence == words
        assert stage.view.selection is None
        assert stage.status.startswith("para. 2 of 2")


async def test_a_click_in_the_text_gives_it_the_keys(folder: Path) -> None:
    async with opened(folder) as stage:
        await stage.click(*_place(stage, "Paragraph 2"))
        assert stage.app.focused is stage.view
        assert stage.sentence == sentence(2, 0)


async def test_a_click_takes_the_selection_away(long_file: Path) -> None:
    async with opened(long_file) as stage:
        x, y = _place(stage, "Paragraph 1")
        await stage.drag((x, y), (x + 8, y))
        assert stage.lit("document-view--selection") == ["Paragraph"]
        await stage.click(x, y)
        assert stage.lit("document-view--selection") == []


async def test_clicks_beside_the_text_do_no_harm(folder: Path) -> None:
    async with opened(folder) as stage:
        await stage.press("]", "]", "]")
        for place in ((99, 0), (31, 27), (60, 27), (0, 27), (99, 29), (0, 29), (50, 28)):
            await stage.click(*place)
        assert stage.app.is_running
        assert stage.title == "Notes on a Bridge"


async def test_a_drag_ends_where_the_button_is_let_go(long_file: Path) -> None:
    async with opened(long_file) as stage:
        x, y = _place(stage, "Paragraph 1")
        await stage.drag((x, y), (x + 8, y))
        await stage.pilot.hover(offset=(x + 20, y + 2))
        await stage.pilot.pause()
        assert stage.lit("document-view--selection") == ["Paragraph"]


async def test_a_drag_beyond_the_pane_scrolls_and_selects_on(long_file: Path) -> None:
    async with opened(long_file, size=(80, 24)) as stage:
        x, y = _place(stage, "Paragraph 2")
        await stage.drag((x, y), (x, 10), *[(x, 23)] * 6)
        assert stage.view.scroll_offset.y > 0
        assert stage.view.selection is not None
        assert stage.document.text[slice(*stage.view.selection)].startswith("Paragraph 2 opens")


async def test_a_drag_from_the_text_into_the_list_selects_in_the_text_only(folder: Path) -> None:
    async with opened(folder) as stage:
        x, y = _place(stage, "Paragraph 2")
        await stage.drag((x + 20, y), (x, y), (5, y), (5, 2))
        await stage.press("y")
        assert stage.copied[0] in stage.document.text
        assert stage.title == "The Long River"


@pytest.mark.parametrize("size", [(120, 30), (80, 24)], ids=["side by side", "stacked"])
async def test_a_drag_from_one_pane_into_the_other_gives_text_of_the_first_only(
    size: tuple[int, int], folder: Path
) -> None:
    async with opened(folder, size=size) as stage:
        await stage.press("c", *"harb", "enter")
        first = stage.document
        x, y = _place(stage, "Paragraph 1")
        other_x, other_y = _place(stage, "The harbour is closed.")
        await stage.drag((x, y), (x + 8, y), (other_x + 4, other_y), (other_x + 8, other_y))
        await stage.press("y")
        assert len(stage.copied) == 1
        assert stage.copied[0].startswith("Paragraph 1")
        assert stage.copied[0] in first.text
        other = next(document for document in stage.app.library if document.id == "c-harbour")
        assert "harbour" not in stage.copied[0]
        assert other.text not in stage.copied[0]


async def test_a_drag_in_each_pane_keeps_the_two_selections_apart(folder: Path) -> None:
    async with opened(folder, size=(120, 30)) as stage:
        await stage.press("c", *"harb", "enter")
        x, y = _place(stage, "Paragraph 1")
        await stage.drag((x, y), (x + 8, y))
        x, y = _place(stage, "The harbour is closed.")
        await stage.drag((x, y), (x + 10, y))
        await stage.press("y", "tab", "y")
        assert stage.copied == ["The harbour", "Paragraph"]


async def test_the_wheel_scrolls_and_keeps_a_sentence_in_sight(long_file: Path) -> None:
    async with opened(long_file, size=(80, 24)) as stage:
        before = 0.0
        for _ in range(8):
            await stage.pilot._post_mouse_events([MouseScrollDown], offset=(40, 10))
            await stage.pilot.pause()
            assert stage.view.scroll_offset.y > before
            assert stage.is_sentence_in_sight
            before = stage.view.scroll_offset.y
        for _ in range(20):
            await stage.pilot._post_mouse_events([MouseScrollUp], offset=(40, 10))
        await stage.pilot.pause()
        assert stage.view.scroll_offset.y == 0
        assert stage.is_sentence_in_sight


async def test_a_notch_of_the_wheel_is_three_lines(long_file: Path) -> None:
    async with opened(long_file, size=(80, 24)) as stage:
        await stage.pilot._post_mouse_events([MouseScrollDown], offset=(40, 10))
        await stage.pilot.pause()
        assert stage.view.scroll_offset.y == 3


async def test_a_second_click_on_an_entry_goes_to_its_text(folder: Path) -> None:
    async with opened(folder) as stage:
        x, y = _place(stage, "Harbour Declaration")
        await stage.pilot.double_click(offset=(x, y))
        await stage.pilot.pause()
        assert stage.title == "Harbour Declaration"
        assert stage.app.focused is stage.view
