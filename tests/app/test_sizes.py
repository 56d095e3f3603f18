"""Resizing, measuring and folding keep the current sentence in sight; a tiny terminal is told so."""

import random
from pathlib import Path

import pytest

from tests.app.stage import Stage, opened
from tests.app.statements import sentence
from tui.app.screens.reading import ReadingScreen
from tui.app.widgets.document_list import DocumentList

SIZES = [(40, 10), (48, 12), (60, 20), (72, 24), (80, 24), (100, 30), (120, 16), (200, 50)]


async def _go_to(stage: Stage, paragraph: int, place: int) -> None:
    await stage.press(*["}"] * (paragraph - 1), *[")"] * place)
    assert stage.sentence == sentence(paragraph, place)


@pytest.mark.parametrize(("paragraph", "place"), [(1, 0), (4, 2), (15, 1), (30, 3)])
async def test_resizing_keeps_the_current_sentence_in_sight(paragraph: int, place: int, long_file: Path) -> None:
    async with opened(long_file) as stage:
        await _go_to(stage, paragraph, place)
        for size in [*SIZES, *reversed(SIZES), (200, 50), (40, 10), (80, 24)]:
            await stage.resize(*size)
            assert stage.sentence == sentence(paragraph, place)
            assert stage.is_sentence_in_sight, f"{size}\n{stage.text}"


@pytest.mark.parametrize("seed", range(3))
async def test_no_mix_of_sizes_and_keys_loses_the_current_sentence(seed: int, long_file: Path) -> None:
    chance = random.Random(seed)
    async with opened(long_file) as stage:
        for _ in range(7):
            await stage.press(*chance.choices(["}", ")", "(", "{", "space", "b", "j", "G", "g"], k=3))
            before = stage.sentence
            assert stage.is_sentence_in_sight, stage.text
            for _ in range(3):
                if chance.random() < 0.5:
                    await stage.resize(chance.randint(40, 140), chance.randint(10, 45))
                else:
                    await stage.press(*chance.choices(["+", "-", "f", "f2"], k=2))
                    if stage.app.focused is not stage.view:
                        await stage.press("tab")
                assert stage.sentence == before
                assert stage.is_sentence_in_sight, stage.text


async def test_measure_changes_in_steps_within_bounds_and_keeps_the_sentence(long_file: Path) -> None:
    async with opened(long_file, size=(200, 50)) as stage:
        await _go_to(stage, 10, 2)
        widths = []
        for key in ["-"] * 12 + ["+"] * 25:
            await stage.press(key)
            assert stage.is_sentence_in_sight
            widths.append(stage.view.measure)
        assert min(widths) >= 20
        assert max(widths) <= 200
        assert widths[1] < widths[0] < 72
        assert widths[-1] > 100
        drawn = max(len(row.rstrip()) for row in stage.pane_rows(stage.view))
        assert drawn > 110, "the text uses the room it was given"


@pytest.mark.parametrize(("key", "sign"), [("+", 1), ("-", -1), ("_", -1)])
async def test_measure_keys(key: str, sign: int, long_file: Path) -> None:
    async with opened(long_file, size=(120, 30)) as stage:
        await stage.press(key)
        assert (stage.view.measure - 72) * sign > 0


async def test_the_first_key_already_narrows_what_one_sees(long_file: Path) -> None:
    async with opened(long_file, size=(60, 20)) as stage:

        def widest() -> int:
            return max(len(row.replace("▌", " ").strip()) for row in stage.pane_rows(stage.view))

        before = widest()
        await stage.press("-", "-")
        assert widest() < before


async def test_list_and_text_take_turns_on_a_narrow_terminal_and_the_text_keeps_its_place(folder: Path) -> None:
    async with opened(folder, size=(60, 20)) as stage:
        await _go_to(stage, 12, 1)
        top = stage.view.scroll_offset.y
        await stage.press("tab")
        assert "Notes on a Bridge" in stage.text
        assert not stage.view.is_on_screen
        await stage.press("tab")
        assert not stage.app.screen.query_one(DocumentList).is_on_screen
        assert stage.sentence == sentence(12, 1)
        assert stage.is_sentence_in_sight
        assert stage.view.scroll_offset.y == top


async def test_resizing_while_the_list_covers_the_text_keeps_the_place(folder: Path) -> None:
    async with opened(folder, size=(100, 30)) as stage:
        await stage.press("tab")
        await _go_to(stage, 12, 1)
        await stage.press("tab")
        for size in ((60, 20), (50, 12), (120, 40), (60, 20)):
            await stage.resize(*size)
        await stage.press("tab")
        assert stage.sentence == sentence(12, 1)
        # How much room there is is known one frame after the pane is back.
        await stage.until(lambda: stage.is_sentence_in_sight, 5)


async def test_choosing_on_a_narrow_terminal_shows_the_chosen_text(folder: Path) -> None:
    async with opened(folder, size=(60, 20)) as stage:
        await stage.press("tab", "j", "j", "enter")
        assert "The harbour is closed." in stage.text
        assert stage.app.focused is stage.view


async def test_fold_takes_furniture_and_captions_away_and_brings_them_back() -> None:
    async with opened(size=(100, 250)) as stage:
        await stage.press("G", "enter")
        quiet = ("Search Trends", "(If you want to contribute", "fist-bumps")
        for words in quiet:
            assert words in stage.text
        await stage.press("f")
        for words in quiet:
            assert words not in stage.text
        assert "Editor's note" in stage.text
        await stage.press("f")
        for words in quiet:
            assert words in stage.text


@pytest.mark.parametrize("size", [(100, 30), (60, 14)])
async def test_fold_keeps_the_current_sentence_shown(size: tuple[int, int]) -> None:
    async with opened(size=size) as stage:
        await stage.press("tab") if size[0] > 80 else None
        await stage.press("]", "]", "]", "]")
        for _ in range(12):
            await stage.press("f")
            assert stage.is_sentence_in_sight, stage.text
            await stage.press("f")
            assert stage.is_sentence_in_sight, stage.text
            await stage.press(")", ")")


async def test_a_current_caption_gives_way_to_the_nearest_text_when_folded() -> None:
    async with opened(size=(100, 30)) as stage:
        await stage.press("G", "enter", "(", "(", "(", "(")
        assert "caption" in stage.status
        await stage.press("f")
        assert "caption" not in stage.status
        assert stage.is_sentence_in_sight
        await stage.press("y")
        assert len(stage.copied) == 1
        assert stage.copied[0].split()[0] in stage.text


TINY = [
    ((39, 10), ()),
    ((40, 9), ()),
    ((1, 1), ()),
    ((39, 10), ("?",)),
    ((39, 10), ("c",)),
    ((12, 4), ("c",)),
    ((40, 9), ("c", "enter")),
    ((12, 4), ("c", "enter")),
]
"""Sizes, and the keys that open what is then covered."""


@pytest.mark.parametrize(("size", "before"), TINY)
async def test_a_tiny_terminal_is_told_so_and_recovers(
    size: tuple[int, int], before: tuple[str, ...], folder: Path
) -> None:
    async with opened(folder) as stage:
        await stage.press(*before)
        screen, focused = stage.app.screen, stage.app.focused
        await stage.resize(*size)
        words = " ".join(stage.text.split())
        if size[0] > 10:
            assert words.startswith("Too small"), words
        if size[0] > 30:
            assert f"{size[0]}x{size[1]}" in words
            assert "40x10 is needed" in words
        assert "Paragraph" not in words
        assert "beside" not in words
        await stage.resize(100, 30)
        assert "Too small" not in stage.text
        assert (stage.app.screen, stage.app.focused) == (screen, focused)
        if isinstance(screen, ReadingScreen):
            assert stage.is_sentence_in_sight


async def test_starting_tiny_recovers_too(folder: Path) -> None:
    async with opened(folder, size=(20, 5)) as stage:
        assert stage.text.startswith("Too small")
        await stage.resize(100, 30)
        assert "The Long River" in stage.text
        assert "Paragraph 1 opens" in stage.text
        assert stage.is_sentence_in_sight


async def test_the_smallest_size_still_shows_text_and_place(folder: Path) -> None:
    async with opened(folder, size=(40, 10)) as stage:
        assert "Too small" not in stage.text
        await stage.press("}")
        assert "Paragraph 2" in stage.text
        assert stage.status.startswith("para. 2 of 30")
