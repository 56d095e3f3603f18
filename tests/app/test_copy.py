"""What ``y`` sends to the clipboard: an exact slice of the document, and no claim beyond what is known."""

from pathlib import Path

import pytest

from tests.app.stage import Stage, opened, sent
from tests.app.statements import ACCENTS, sentence, write_file
from tui.text import Span


async def test_y_sends_the_current_sentence_and_says_where_to(long_file: Path) -> None:
    async with opened(long_file) as stage:
        await stage.press("}", ")", "y")
        assert stage.copied == [sentence(2, 1)]
        assert stage.status == sent(sentence(2, 1))


@pytest.mark.parametrize("key", ["y", "ctrl+y"])
async def test_from_the_list_the_text_that_is_shown_is_copied(key: str, folder: Path) -> None:
    async with opened(folder) as stage:
        await stage.press("j", "j", key)
        assert stage.copied == ["The harbour is closed."]
        assert stage.kept[0].title == "Harbour Declaration"
        assert stage.app.focused is stage.documents


async def test_the_notice_gives_way_to_the_place_on_the_next_move(long_file: Path) -> None:
    async with opened(long_file) as stage:
        await stage.press("y")
        await stage.press(")")
        assert stage.status.startswith("para. 1 of 30")


@pytest.mark.parametrize("sample", range(5))
async def test_every_copied_sentence_is_a_slice_of_the_document(sample: int) -> None:
    async with opened() as stage:
        await stage.press(*"j" * sample, "tab")
        expected = []
        for _ in range(8):
            await stage.press("y")
            expected.append(stage.document.text[slice(*stage.view.sentence)].strip())
            await stage.press(")")
        assert stage.copied == expected


async def test_accents_quotes_and_no_break_spaces_are_copied_as_they_stand(tmp_path: Path) -> None:
    async with opened(write_file(tmp_path, ACCENTS)) as stage:
        await stage.press("}", "y", ")", "y", "}", ")", "y")
        assert stage.copied == [
            "“Don’t go,” she wrote in 1968–1969.",
            "The\xa0people\xa0stayed — all of them.",
            "The cafe\u0301 was full.",
        ]


async def test_what_is_copied_has_no_line_breaks_of_the_screen(long_file: Path) -> None:
    async with opened(long_file, size=(45, 20)) as stage:
        await stage.press("y")
        assert stage.copied == [sentence(1, 0)]


@pytest.mark.parametrize("key", ["y", "ctrl+c"])
async def test_a_selection_is_copied_instead_of_the_sentence(key: str, long_file: Path) -> None:
    async with opened(long_file) as stage:
        start = stage.document.text.index("beside the river")
        stage.view.set_selection(Span(start, start + len("beside the river")))
        await stage.press(key)
        assert stage.copied == ["beside the river"]


async def test_a_title_and_a_byline_can_be_copied_too(long_file: Path) -> None:
    async with opened(long_file) as stage:
        await stage.press("(", "y", "(", "(", "y")
        assert stage.copied == ["3 March 2021", "The Long River"]


async def test_there_is_nothing_to_copy_in_a_problem_file(folder: Path) -> None:
    async with opened(folder) as stage:
        await stage.press("G", "tab", "y")
        assert stage.copied == []
        assert "nothing to copy" in stage.status


async def test_control_characters_do_not_reach_the_clipboard(tmp_path: Path) -> None:
    async with opened(write_file(tmp_path, "A \x1b[31mred\x1b[0m word\x07 here\u202e now.")) as stage:
        await stage.press("y")
        assert len(stage.copied) == 1
        assert not set(stage.copied[0]) & {"\x1b", "\x07", "\u202e"}
        assert stage.status == f"{sent(stage.copied[0])} 4 control characters left out."


async def test_one_copy_writes_one_sequence(long_file: Path) -> None:
    async with opened(long_file) as stage:
        await stage.press("y")
        assert sum("\x1b]52" in text for text in stage.written) == 1


def _place(stage: Stage, words: str) -> tuple[int, int]:
    """Return where words begin on the screen, as (column, row)."""
    return next((row.index(words), y) for y, row in enumerate(stage.rows) if words in row)


async def test_a_drag_over_several_lines_selects_and_copies_the_text_as_written(long_file: Path) -> None:
    async with opened(long_file, size=(60, 24)) as stage:
        start, end = _place(stage, "opens beside"), _place(stage, "comes")
        await stage.drag(start, (30, start[1] + 1), (end[0] + len("comes") - 1, end[1]))
        await stage.press("y")
        whole = " ".join(sentence(1, place) for place in range(4))
        assert stage.copied == [whole[whole.index("opens beside") : whole.index("comes") + len("comes")]]
        assert "".join(stage.lit("document-view--selection")).startswith("opens beside")


async def test_a_drag_backwards_selects_the_same_as_one_forwards(long_file: Path) -> None:
    async with opened(long_file) as stage:
        first, last = _place(stage, "opens beside"), _place(stage, "workers")
        end = (last[0] + len("workers") - 1, last[1])
        for way in ((first, end), (end, first)):
            await stage.drag(*way)
            await stage.press("y")
        assert stage.copied[0] == stage.copied[1]
        assert stage.copied[0].startswith("opens beside")
        assert stage.copied[0].endswith("workers")


async def test_a_drag_over_two_paragraphs_keeps_them_apart(long_file: Path) -> None:
    async with opened(long_file) as stage:
        start, end = _place(stage, "With this sentence part 1"), _place(stage, "Paragraph 2")
        await stage.drag(start, (end[0] + len("Paragraph 2") - 1, end[1]))
        await stage.press("y")
        assert stage.copied == [f"{sentence(1, 3)}\n\nParagraph 2"]


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        (2, 5, "好世"),
        (5, 2, "好世"),
        (9, 13, "and 👨‍👩‍👧"),
        (14, 9, "and 👨‍👩‍👧"),
        (23, 26, "cafe\u0301"),
        (26, 23, "cafe\u0301"),
    ],
)
async def test_a_drag_takes_whole_characters(start: int, end: int, words: str, tmp_path: Path) -> None:
    async with opened(write_file(tmp_path, "你好世界 and 👨‍👩‍👧 family cafe\u0301 end here today.")) as stage:
        y = next(y for y, row in enumerate(stage.rows) if "你" in row)
        left = stage.view.column_left
        await stage.drag((left + start, y), (left + end, y))
        await stage.press("y")
        assert stage.copied == [words]


async def test_selected_characters_are_counted_in_the_status(long_file: Path) -> None:
    async with opened(long_file) as stage:
        x, y = _place(stage, "Paragraph 1")
        await stage.drag((x, y), (x + 8, y))
        assert "9 selected" in stage.status
