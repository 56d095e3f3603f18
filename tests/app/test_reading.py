"""Moving through one statement: what is current, what is in sight, what the status line says."""

import re
from pathlib import Path

import pytest

from tests.app.stage import Stage, opened
from tests.app.statements import LONG_PARAGRAPHS, sentence, write_file


def _text_rows(stage: Stage) -> list[str]:
    return [row.replace("▌", " ").strip() for row in stage.pane_rows(stage.view)]


def _percent(stage: Stage) -> int:
    found = re.search(r"(\d+)%", stage.status)
    assert found, stage.status
    return int(found[1])


async def test_a_single_file_opens_at_its_first_paragraph_with_the_keys_in_the_text(long_file: Path) -> None:
    async with opened(long_file) as stage:
        assert stage.sentence == sentence(1, 0)
        assert stage.is_sentence_in_sight
        assert stage.status.startswith("para. 1 of 30, ")
        assert stage.app.focused is stage.view


async def test_header_says_title_author_date_words_and_minutes(long_file: Path) -> None:
    async with opened(long_file) as stage:
        top = "\n".join(_text_rows(stage)[:5])
        for words in ("The Long River", "Ana Castro", "3 March 2021", f"{stage.document.words:,} words", "min"):
            assert words in top


async def test_header_says_that_author_and_date_are_unknown(tmp_path: Path) -> None:
    async with opened(write_file(tmp_path, "Nobody knows who wrote these few words or when that was.")) as stage:
        top = "\n".join(_text_rows(stage)[:6])
        assert "author unknown" in top
        assert "undated" in top


async def test_header_gives_first_publication_and_source(tmp_path: Path) -> None:
    front = "---\ntitle: Old Words\nurl: https://example.org/old\nfirst_published: 2001-05\n---\nThey are old.\n"
    async with opened(write_file(tmp_path, front)) as stage:
        top = "\n".join(_text_rows(stage)[:6])
        assert "https://example.org/old" in top
        assert "first published May 2001" in top


async def test_sentences_go_from_block_to_block_and_stop_at_the_ends(tmp_path: Path) -> None:
    async with opened(write_file(tmp_path, "One begins here. Two follows it.\n\nThree ends the text.")) as stage:
        seen = [stage.sentence]
        for key in "))))((((":
            await stage.press(key)
            seen.append(stage.sentence)
        one, two, three = "One begins here.", "Two follows it.", "Three ends the text."
        assert seen == [one, two, three, three, three, two, one, one, one]


async def test_current_sentence_is_marked_in_the_margin_and_softly_in_the_text(long_file: Path) -> None:
    async with opened(long_file) as stage:
        await stage.press(")", ")")
        drawn = [piece.strip() for piece in stage.lit("document-view--sentence")]
        assert " ".join(drawn) == sentence(1, 2)
        assert sum("▌" in row for row in stage.pane_rows(stage.view)) == len(drawn)


async def test_previous_paragraph_goes_to_the_start_of_this_one_first(long_file: Path) -> None:
    async with opened(long_file) as stage:
        await stage.press("}", ")", ")", "{")
        assert stage.sentence == sentence(2, 0)
        await stage.press("{")
        assert stage.sentence == sentence(1, 0)


@pytest.mark.parametrize("keys", [("}", "{"), ("ctrl+down", "ctrl+up")])
async def test_paragraph_keys_keep_the_sentence_in_sight_and_count_in_the_status(
    keys: tuple[str, str], long_file: Path
) -> None:
    down, up = keys
    async with opened(long_file, size=(80, 24)) as stage:
        for number in range(2, 12):
            await stage.press(down)
            assert stage.sentence == sentence(number, 0)
            assert stage.is_sentence_in_sight
            assert stage.status.startswith(f"para. {number} of {LONG_PARAGRAPHS}, ")
        await stage.press(up)
        assert stage.sentence == sentence(10, 0)


@pytest.mark.parametrize(
    ("down", "up"), [("space", "b"), ("pagedown", "pageup"), ("ctrl+d", "ctrl+u"), ("j", "k"), ("down", "up")]
)
async def test_scrolling_leaves_no_row_out_and_carries_the_sentence_along(down: str, up: str, long_file: Path) -> None:
    async with opened(long_file, size=(80, 24)) as stage:
        before = _text_rows(stage)
        for _ in range(4):
            await stage.press(down)
            after, step = _text_rows(stage), round(stage.view.scroll_offset.y)
            assert after[0] in before
            assert stage.is_sentence_in_sight
            before = after
        await stage.press(*[up] * 4)
        assert step > 0
        assert stage.view.scroll_offset.y == 0
        assert stage.is_sentence_in_sight


async def test_pages_show_every_row_of_the_text_once_or_with_overlap(long_file: Path) -> None:
    async with opened(long_file, size=(80, 24)) as stage:
        seen = " ".join(_text_rows(stage))
        while _percent(stage) < 100:
            before = stage.view.scroll_offset.y
            await stage.press("space")
            assert stage.view.scroll_offset.y > before
            seen += " " + " ".join(_text_rows(stage))
        for number in range(1, LONG_PARAGRAPHS + 1):
            assert f"With this sentence part {number} " in " ".join(seen.split())


@pytest.mark.parametrize(("last", "first"), [("G", "g"), ("end", "home")])
async def test_ends_of_the_text(last: str, first: str, long_file: Path) -> None:
    async with opened(long_file, size=(80, 24)) as stage:
        await stage.press(last)
        assert stage.sentence == sentence(LONG_PARAGRAPHS, 3)
        assert stage.is_sentence_in_sight
        assert _percent(stage) == 100
        await stage.press(first)
        assert stage.sentence == sentence(1, 0)
        assert stage.view.scroll_offset.y == 0


async def test_percent_grows_with_the_place_and_ends_at_100(long_file: Path) -> None:
    async with opened(long_file, size=(80, 24)) as stage:
        seen = [_percent(stage)]
        while seen[-1] < 100:
            await stage.press("space")
            seen.append(_percent(stage))
        assert seen == sorted(set(seen))
        assert seen[0] < 20


@pytest.mark.parametrize(("following", "before"), [("]", "["), (".", ",")])
@pytest.mark.parametrize("pane", [(), ("tab",)], ids=["from the list", "from the text"])
async def test_next_and_previous_document_stop_at_the_ends_and_say_so(
    following: str, before: str, pane: tuple[str, ...], folder: Path
) -> None:
    async with opened(folder) as stage:
        await stage.press(*pane, before)
        assert stage.title == "The Long River"
        assert "this is the first document" in stage.status
        await stage.press(following, following)
        assert stage.title == "Harbour Declaration"
        assert stage.status.endswith("document 3 of 5")
        assert stage.documents.document is stage.document
        await stage.press(following, following, following)
        assert stage.document.problem
        assert "this is the last document" in stage.status


async def test_a_document_is_found_again_at_the_place_where_it_was_left(folder: Path) -> None:
    async with opened(folder) as stage:
        await stage.press("tab", "}", "}", "}", "}", "}", ")", "]", "[")
        assert stage.sentence == sentence(6, 1)
        assert stage.is_sentence_in_sight


async def test_numbers_and_own_labels_stand_in_the_margin_and_lines_hang(tmp_path: Path) -> None:
    words = "needs a good many words so that the line must break at least once in this pane"
    text = f"Demands of the Day\n\n1. The first demand {words}.\n\n2. The second demand {words}.\n"
    async with opened(write_file(tmp_path, text), size=(60, 20)) as stage:
        rows = [row.replace("▌", " ") for row in stage.pane_rows(stage.view)]
        first = next(row for row in rows if "The first demand" in row)
        assert first.split()[0] == "1."
        following = rows[rows.index(first) + 1]
        assert len(following) - len(following.lstrip()) == first.index("The first demand")


async def test_the_text_is_centred_and_no_wider_than_the_measure(long_file: Path) -> None:
    async with opened(long_file, size=(200, 50)) as stage:
        rows = [row.replace("▌", " ") for row in stage.pane_rows(stage.view) if "sentence of part" in row]
        column = min(row.index(row.split(maxsplit=1)[0]) for row in rows)
        widest = max(len(row.rstrip()) for row in rows)
        assert widest - column <= 80
        assert abs(column - (200 - widest)) <= 12


async def test_emphasis_is_drawn_as_such_and_the_marks_are_gone(tmp_path: Path) -> None:
    async with opened(write_file(tmp_path, "They read *Business Insider* there. It costs \\$813 billion.")) as stage:
        assert stage.lit("document-view--emphasis") == ["Business Insider"]
        assert "It costs $813 billion" in stage.text
