"""Selecting by keys and with the mouse, in one pane, in two and in one column."""

from pathlib import Path

import pytest

from tests.app.stage import Stage, opened, sent, side_by_side
from tests.app.statements import (
    COMPARED,
    FURNISHED,
    ORIGINAL,
    original,
    paragraph,
    revised,
    sentence,
    write_file,
    write_folder,
)
from tui.app.screens.compare import CompareScreen
from tui.app.screens.search import SearchScreen

FIRST = sentence(1, 0)
CITED = "Ana Castro, The Long River, 3 March 2021, "


@pytest.fixture
def furnished(tmp_path: Path) -> Path:
    return write_file(tmp_path, FURNISHED)


@pytest.fixture
def two(tmp_path: Path) -> tuple[Path, Path]:
    texts = write_folder(tmp_path / "texts", COMPARED)
    return texts / "original.txt", texts / "revised.txt"


def _place(stage: Stage, words: str, after: int = 0) -> tuple[int, int]:
    """Return where words begin on the screen, as (column, row), at a column or later."""
    return next((row.index(words, after), y) for y, row in enumerate(stage.rows) if words in row[after:])


# By keys


KEYS = [
    (("v",), FIRST),
    (("}", ")", "v"), sentence(2, 1)),
    (("v", ")"), f"{FIRST} {sentence(1, 1)}"),
    (("v", ")", "("), FIRST),
    (("}", "v", "("), f"{sentence(1, 3)}\n\n{sentence(2, 0)}"),
    (("v", "}"), paragraph(1)),
    (("v", "ctrl+down", "ctrl+down", "ctrl+up"), paragraph(1)),
    (("v", "}", "}"), f"{paragraph(1)}\n\n{paragraph(2)}"),
    (("}", "}", "v", "{"), f"{paragraph(2)}\n\n{sentence(3, 0)}"),
    (("v", "w"), f"{FIRST} The"),
    (("v", "w", "w", "b"), f"{FIRST} The"),
    (("}", "v", "b"), f"end.\n\n{sentence(2, 0)}"),
    (("v", "h"), FIRST[:-1]),
    (("v", "left", "left", "right"), FIRST[:-1]),
    (("v", "l", "l"), f"{FIRST} T"),
    (("v", "$"), paragraph(1)),
    ((")", "v", "0"), f"{FIRST} {sentence(1, 1)}"),
    (("v", "o", "l"), FIRST[1:]),
    (("v", "o", *"w" * 3), FIRST.partition("opens ")[2]),
    (("v", "o", "o", "h"), FIRST[:-1]),
    (("v", "o", "("), f"3 March 2021\n\n{FIRST}"),
    (("v", ")", "v"), None),
    (("v", ")", "v", "v"), sentence(1, 1)),
    (("v", "escape"), None),
    (("v", "}", "escape", "v"), sentence(1, 3)),
]
"""Keys, and what is selected after them, of a text whose sentences are known."""


@pytest.mark.parametrize(("keys", "selected"), KEYS, ids=lambda value: " ".join(value) if type(value) is tuple else "")
async def test_keys_select(keys: tuple[str, ...], selected: str | None, long_file: Path) -> None:
    async with opened(long_file) as stage:
        await stage.press(*keys)
        assert stage.selected == selected
        assert bool(stage.lit("document-view--selection")) is (selected is not None)
        await stage.press("y")
        assert stage.copied == [selected or stage.sentence]
        assert [quote.text for quote in stage.kept] == stage.copied


async def test_what_is_selected_is_what_is_lit(long_file: Path) -> None:
    async with opened(long_file) as stage:
        await stage.press("v", "}", "w", "w")
        lit = " ".join(piece.strip() for piece in stage.lit("document-view--selection"))
        assert lit.split() == (stage.selected or "").split()


async def test_over_several_blocks_the_words_are_joined_by_a_blank_line(long_file: Path) -> None:
    async with opened(long_file) as stage:
        await stage.press("v", "}", "}", ")", "Y")
        words = f"{paragraph(1)}\n\n{paragraph(2)}\n\n{sentence(3, 0)}"
        assert stage.copied == [f"{words}\n\n{CITED}paras. 1-3"]


async def test_a_title_can_be_selected_with_what_follows(long_file: Path) -> None:
    async with opened(long_file) as stage:
        await stage.press("(", "(", "(", "v", ")", ")", "y")
        assert stage.copied == ["The Long River\n\nBy Ana Castro\n\n3 March 2021"]


@pytest.mark.parametrize("drop", ["escape", "v"])
async def test_keys_mean_reading_again_once_the_selection_is_gone(drop: str, folder: Path) -> None:
    async with opened(folder, size=(100, 15)) as stage:
        await stage.press("tab", "v", ")", drop, ")")
        assert (stage.selected, stage.sentence) == (None, sentence(1, 2))
        await stage.press("}")
        assert stage.sentence == sentence(2, 0)
        await stage.press("space", "space")
        before = stage.view.scroll_offset.y
        await stage.press("b")
        assert stage.view.scroll_offset.y < before
        await stage.press("o")
        assert "newest first" in stage.status


@pytest.mark.parametrize("key", ["h", "l", "0", "dollar_sign", "w"])
async def test_keys_of_a_selection_do_nothing_without_one(key: str, folder: Path) -> None:
    async with opened(folder) as stage:
        await stage.press("tab")
        before = stage.text
        await stage.press(key)
        assert stage.text == before


async def test_the_bar_of_keys_shows_what_can_be_done_with_the_selection(long_file: Path) -> None:
    async with opened(long_file, size=(120, 30)) as stage:
        assert "v select" in stage.rows[-1]
        await stage.press("v")
        for words in ("y copy", "Y with source", "( ) sentence", "{ } paragraph", "b w word", "o other end"):
            assert words in stage.rows[-1], stage.rows[-1]
        await stage.press("escape")
        assert "other end" not in stage.rows[-1]
        assert "v select" in stage.rows[-1]


async def test_the_status_names_the_paragraph_of_the_moving_end_and_counts_the_characters(long_file: Path) -> None:
    async with opened(long_file) as stage:
        await stage.press("v", "}", "}", ")")
        assert stage.status.startswith("para. 3 of 30")
        selected = stage.selected
        assert selected is not None
        assert f"{len(selected)} selected" in stage.status
        await stage.press("o")
        assert stage.status.startswith("para. 1 of 30")


async def test_esc_takes_the_selection_before_the_hits(long_file: Path) -> None:
    async with opened(long_file) as stage:
        await stage.press("/", *"workers", "enter", "v", "escape")
        assert stage.selected is None
        assert stage.view.hits
        await stage.press("escape")
        assert not stage.view.hits


async def test_scrolling_keeps_the_selection(long_file: Path) -> None:
    async with opened(long_file, size=(80, 24)) as stage:
        await stage.press("v", ")", "space", "space", "j", "y")
        assert stage.copied == [f"{FIRST} {sentence(1, 1)}"]


@pytest.mark.parametrize("size", [(60, 20), (40, 10)], ids=str)
@pytest.mark.parametrize("keys", ["}" * 8, ")" * 12, "{" * 6, "(" * 12, "$l" * 5, "0h" * 5])
async def test_the_moving_end_stays_in_sight(size: tuple[int, int], keys: str, long_file: Path) -> None:
    async with opened(long_file, size=size) as stage:
        await stage.press(*("}" * 14 if keys[0] in "{(0" else ""), "v", *("o" if keys[0] == "0" else ""))
        for key in keys:
            await stage.press(key)
            assert stage.place_of_end is not None, stage.text
        await stage.press("o")
        assert stage.place_of_end is not None, stage.text


async def test_the_selection_is_dropped_when_another_document_opens(folder: Path) -> None:
    async with opened(folder) as stage:
        await stage.press("tab", "v", ")", "]")
        assert stage.title == "Café Workers Declare"
        assert stage.selected is None
        await stage.press("y", "[")
        assert stage.copied == ["The café on the quay closed."]
        assert stage.selected is None


async def test_a_statement_that_cannot_be_opened_has_nothing_to_select(folder: Path) -> None:
    async with opened(folder) as stage:
        await stage.press("G", "tab", "v", ")", "w", "o")
        assert stage.selected is None
        assert stage.app.is_running


async def test_resizing_and_setting_the_text_anew_keep_the_selection(long_file: Path) -> None:
    async with opened(long_file) as stage:
        await stage.press("}", "v", "}", "}", "+", "-", "f")
        await stage.resize(60, 20)
        assert stage.selected == f"{paragraph(2)}\n\n{paragraph(3)}"
        await stage.press(")")
        assert stage.selected == f"{paragraph(2)}\n\n{paragraph(3)}\n\n{sentence(4, 0)}"
        assert stage.place_of_end is not None


async def test_what_is_selected_can_be_searched(folder: Path) -> None:
    async with opened(folder) as stage:
        await stage.press("tab", "v", "*")
        assert isinstance(stage.app.screen, SearchScreen)
        assert stage.search.bar.query_text.startswith("Paragraph 1 opens beside")


# Page furniture


PARTS = ["It has two sentences.", "Then it goes on about workers."]


async def test_furniture_inside_is_left_out_and_the_notice_says_so(furnished: Path) -> None:
    async with opened(furnished) as stage:
        await stage.press(")", "v", ")", ")", "y")
        words = "\n\n".join(PARTS)
        assert stage.selected == "\n\nDownload\n\n".join(PARTS)
        assert stage.copied == [words]
        assert stage.status == f"Page furniture was left out. {sent(words)}"
        assert stage.kept[0].text == stage.selected, "the book has the exact slice"
        assert stage.kept[0].words == words


async def test_folded_furniture_is_passed_over_and_left_out(furnished: Path) -> None:
    async with opened(furnished) as stage:
        await stage.press("f", ")", "v", ")", "Y")
        words = "\n\n".join(PARTS)
        assert stage.selected == "\n\nDownload\n\n".join(PARTS)
        assert "Download" not in stage.text
        assert stage.copied == [f"{words}\n\nAna Castro, The Printed Page, 3 March 2021, paras. 1-2"]
        assert stage.status.startswith("Page furniture was left out. Sent")


async def test_furniture_at_the_ends_is_left_out_and_alone_it_is_quoted(furnished: Path) -> None:
    async with opened(furnished) as stage:
        await stage.press(")", "v", ")", "y")
        assert stage.copied == [PARTS[0]]
        await stage.press("escape", "v", "y")
        assert stage.copied[1:] == ["Download"]


async def test_a_caption_is_no_furniture_and_is_copied(furnished: Path) -> None:
    async with opened(furnished) as stage:
        await stage.press("}", ")", "v", ")", ")", "y")
        assert stage.copied == ["They carried it all.\n\nPhoto: /VCG\n\nLast of all it closes."]


async def test_what_is_folded_away_is_not_selected_any_more(furnished: Path) -> None:
    async with opened(furnished) as stage:
        await stage.press("}", ")", ")", "v")
        assert stage.selected == "Photo: /VCG"
        await stage.press("f")
        assert stage.lit("document-view--selection") == []
        await stage.press("y")
        assert stage.copied == ["Last of all it closes."]
        await stage.press("v", "(", "f")
        assert stage.selected == "They carried it all.\n\nPhoto: /VCG\n\nLast of all it closes."


async def test_the_count_in_the_status_is_that_of_the_notice(furnished: Path) -> None:
    async with opened(furnished) as stage:
        await stage.press(")", "v", ")", ")")
        selected = stage.status
        await stage.press("y")
        assert f"{len(stage.copied[0])} selected" in selected


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (100, 30)], ids=str)
async def test_that_furniture_was_left_out_can_be_read_at_every_size(size: tuple[int, int], furnished: Path) -> None:
    async with opened(furnished, size=size) as stage:
        await stage.press(")", "v", ")", ")", "y")
        assert "furniture" in stage.status
        assert "Sent 53 characters" in stage.status


# With the mouse


async def test_a_double_click_selects_the_word_and_a_triple_click_the_sentence(long_file: Path) -> None:
    async with opened(long_file) as stage:
        x, y = _place(stage, "workers carried")
        await stage.pilot.double_click(offset=(x + 2, y))
        await stage.pilot.pause()
        assert stage.selected == "workers"
        await stage.press("y")
        await stage.pilot.click(offset=(x + 2, y), times=3)
        await stage.pilot.pause()
        assert stage.selected == sentence(1, 1)
        await stage.press("y")
        assert stage.copied == ["workers", sentence(1, 1)]


async def test_a_fourth_click_selects_the_paragraph_and_a_single_one_nothing(long_file: Path) -> None:
    async with opened(long_file) as stage:
        x, y = _place(stage, "workers carried")
        await stage.pilot.click(offset=(x, y), times=4)
        await stage.pilot.pause()
        assert stage.selected == paragraph(1)
        await stage.click(x + 30, y)
        assert stage.selected is None


async def test_a_double_click_beside_words_selects_nothing(furnished: Path) -> None:
    async with opened(furnished) as stage:
        x, y = _place(stage, "body. It has")
        await stage.pilot.double_click(offset=(x + len("body"), y))
        await stage.pilot.pause()
        assert stage.selected is None


async def test_keys_go_on_from_what_the_mouse_selected(long_file: Path) -> None:
    async with opened(long_file) as stage:
        (x, y), (end, bottom) = _place(stage, "opens beside"), _place(stage, "sentence of part 1")
        await stage.drag((x, y), (end + 3, bottom))
        whole = paragraph(1)
        start = whole.index("opens beside")
        assert stage.selected == whole[start : whole.index("sentence of part 1") + 4]
        for key, last in (("w", "second sentence"), (")", "carried."), ("}", "its end."), ("h", "its end")):
            await stage.press(key)
            assert stage.selected == whole[start : whole.index(last) + len(last)], key
        await stage.press("o", ")")
        assert stage.selected == whole[whole.index("The second") : -1]


async def test_keys_go_on_from_a_word_clicked_twice(long_file: Path) -> None:
    async with opened(long_file) as stage:
        x, y = _place(stage, "workers carried")
        await stage.pilot.double_click(offset=(x, y))
        await stage.press("w")
        assert stage.selected == "workers carried"
        await stage.press("b", "b")
        assert stage.selected == "the workers"


async def test_a_click_on_a_word_makes_its_sentence_the_one_v_selects(long_file: Path) -> None:
    async with opened(long_file) as stage:
        await stage.click(*_place(stage, "workers carried"))
        await stage.press("v")
        assert stage.selected == sentence(1, 1)


# Two panes and one column


async def test_in_two_panes_the_selection_is_of_the_pane_in_use(two: tuple[Path, Path]) -> None:
    async with side_by_side(*two) as stage:
        await stage.press("]", "v")
        assert stage.selected == original(2)
        await stage.press("tab", "v", "y")
        assert stage.copied == [revised(1)]
        await stage.press("tab", "y")
        assert stage.copied[1:] == [original(2)]
        assert [quote.title for quote in stage.kept] == ["River Appeal", "The Appeal, Second Edition"]


async def test_in_two_panes_w_extends_while_something_is_selected_and_else_makes_one_column(
    two: tuple[Path, Path],
) -> None:
    async with side_by_side(*two) as stage:
        await stage.press("]", "v", "w")
        assert not stage.compare.is_one_column
        assert stage.selected == f"{original(2)}\n\nDockworkers"
        await stage.press("escape", "w")
        assert isinstance(stage.app.screen, CompareScreen)
        await stage.until(lambda: stage.compare.is_one_column)


async def test_in_two_panes_a_selection_ends_with_its_text(two: tuple[Path, Path]) -> None:
    async with side_by_side(*two) as stage:
        await stage.press("G", "v", *"}" * 5, ")", "w", "l", "y")
        assert stage.copied == [original(12)]


COLUMN = f"{original(2)}\n\n{revised(1)}"
"""What the one column shows of the first pair."""


@pytest.mark.parametrize("keys", ["}", "}}", ")", "w", "l", "}}}}"])
async def test_in_one_column_a_selection_never_runs_over_two_documents(keys: str, two: tuple[Path, Path]) -> None:
    async with side_by_side(*two) as stage:
        await stage.press("]", "w")
        await stage.until(lambda: stage.compare.is_one_column)
        await stage.press("v", *keys)
        assert stage.selected == original(2), "what is lit is what would be copied"
        assert f"{len(original(2))} selected" in stage.status
        await stage.press("y")
        assert stage.copied == [original(2)]
        assert stage.kept[0].title == "River Appeal"
        assert stage.kept[0].locator == "para. 2"
        assert stage.kept[0].text == ORIGINAL[slice(*stage.kept[0].span)]


@pytest.mark.parametrize("is_backward", [False, True])
async def test_in_one_column_a_drag_over_both_gives_text_of_where_it_began(
    is_backward: bool, two: tuple[Path, Path]
) -> None:
    async with side_by_side(*two, size=(120, 60)) as stage:
        await stage.press("]", "w")
        await stage.until(lambda: stage.compare.is_one_column)
        first, last = _place(stage, "demand an immediate"), _place(stage, "demand an unconditional")
        way = (last, first) if is_backward else (first, last)
        await stage.drag(*way)
        await stage.press("y")
        part = original(2)[original(2).index("demand an immediate") :]
        other = revised(1)[: revised(1).index("demand an unconditional") + 1]
        assert stage.copied == [other if is_backward else part]
        assert stage.selected == stage.copied[0]


async def test_in_one_column_what_is_copied_of_the_other_document_is_its_own(two: tuple[Path, Path]) -> None:
    async with side_by_side(*two) as stage:
        await stage.press("]", "w")
        await stage.until(lambda: stage.compare.is_one_column)
        await stage.press("tab", "v", "o", "w", "w", "Y")
        quote = stage.kept[0]
        assert quote.title == "The Appeal, Second Edition"
        assert quote.text == revised(1).partition("organisations ")[0].join(["", ""]) or quote.text in revised(1)
        assert stage.copied[0].startswith(quote.text)
        assert "The Appeal, Second Edition, 9 June 2021, para. 1" in stage.copied[0]


async def test_in_the_passage_of_a_search_too(folder: Path) -> None:
    async with opened(folder) as stage:
        await stage.search_for("harbour closed")
        await stage.click(*_place(stage, "Ships wait", 46))
        await stage.press("v", "(", "y")
        assert stage.copied == ["The harbour is closed. Ships wait outside."]
        await stage.press("escape")
        assert stage.selected is None
        assert isinstance(stage.app.screen, SearchScreen)


async def test_q_with_a_selection_leaves_all_the_same(folder: Path) -> None:
    async with opened(folder) as stage:
        await stage.press("tab", "v", "q")
        await stage.until(lambda: not stage.app.is_running)
