"""Wrapping and the page: nothing is left out, every row fits, offsets and rows find each other."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from tests.samples import read_text
from tui.app.page import Page, Role, describe, shown, shown_width, wrap
from tui.documents.model import Block, BlockKind, Document, Metadata, PartialDate

PIECES = [
    "word",
    "longer-word",
    "a",
    "—",
    "–",
    "-",
    "/",
    " ",
    " ",
    "  ",
    "\t",
    "\xa0",
    "\u3000",
    "\u2003",
    "和平",
    "한국어",
    "。",
    "「",
]
ODD = [
    "e\u0301",
    "o\u0308\u0304",
    "👍🏽",
    "👨‍👩‍👧",
    "🇺🇦",
    "❤️",
    "\u00ad",
    "\u200b",
    "\x1b[31m",
    "\x9b",
    "\u202e",
    "ﷺ",
    "\u0301",
    "\u200d",
    "ﾊ",
]

texts = st.lists(st.sampled_from(PIECES + ODD), max_size=60).map("".join) | st.text(max_size=80)
widths = st.integers(2, 100)


@given(texts, widths)
def test_nothing_but_white_space_is_left_out(text: str, width: int) -> None:
    spans = wrap(text, width)
    covered = {at for start, end in spans for at in range(start, end)}
    left_out = "".join(char for at, char in enumerate(text) if at not in covered)
    assert not left_out.strip(), repr(left_out)


@given(texts, widths)
def test_rows_come_in_order_and_do_not_overlap(text: str, width: int) -> None:
    at = 0
    for start, end in wrap(text, width):
        assert at <= start < end <= len(text)
        at = end


@given(texts, widths)
def test_every_row_fits_the_width(text: str, width: int) -> None:
    for start, end in wrap(text, width):
        assert shown_width(text[start:end]) <= width, repr(text[start:end])


@given(st.lists(st.text("abcdefgh", min_size=1, max_size=9), max_size=60), st.integers(9, 60))
def test_words_that_fit_are_never_cut_and_rows_are_filled(words: list[str], width: int) -> None:
    text = " ".join(words)
    rows = [text[start:end] for start, end in wrap(text, width)]
    assert " ".join(rows) == text
    for row, following in zip(rows, rows[1:], strict=False):
        assert len(row) + 1 + len(following.split()[0]) > width


@given(st.lists(st.sampled_from(["e\u0301", "👨‍👩‍👧", "한", "和", "n"]), min_size=1, max_size=40), widths)
def test_a_character_of_several_code_points_is_never_cut(characters: list[str], width: int) -> None:
    text = "".join(characters)
    edges = {0}
    for character in characters:
        edges.add(max(edges) + len(character))
    for start, end in wrap(text, width):
        assert {start, end} <= edges


CASES: list[tuple[str, int, list[str]]] = [
    ("", 10, []),
    ("   ", 10, []),
    ("one", 10, ["one"]),
    ("one two three", 8, ["one two", "three"]),
    ("one  two", 4, ["one", "two"]),
    ("abcdefghij", 4, ["abcd", "efgh", "ij"]),
    ("peace—and bread", 10, ["peace—and", "bread"]),
    ("和平是人民的要求", 6, ["和平是", "人民的", "要求"]),
    ("和平 now", 4, ["和平", "now"]),
    ("x" * 10, 10, ["x" * 10]),
]


@pytest.mark.parametrize(("text", "width", "rows"), CASES)
def test_wrapped_rows(text: str, width: int, rows: list[str]) -> None:
    assert [text[start:end] for start, end in wrap(text, width)] == rows


@given(texts)
def test_what_is_shown_steers_nothing_and_is_as_wide_as_said(text: str) -> None:
    drawn = shown(text)
    assert cell_len(drawn) == shown_width(text)
    assert not any(ord(char) < 32 or 127 <= ord(char) < 160 or 0x202A <= ord(char) <= 0x202E for char in drawn)
    assert not any(0x2066 <= ord(char) <= 0x2069 or 0xD800 <= ord(char) <= 0xDFFF for char in drawn)


def _page(paragraphs: list[str], width: int, is_folded: bool = False) -> Page:
    blocks, at = [], 0
    for number, text in enumerate(paragraphs, 1):
        kind = BlockKind.FURNITURE if number % 4 == 0 else BlockKind.PARAGRAPH
        blocks.append(Block(kind, text, at, number if kind.is_body else None))
        at += len(text) + 2
    document = Document("d", Path("d.txt"), Metadata("T"), tuple(blocks), "\n\n".join(paragraphs))
    return Page(document, width, is_folded)


paragraphs = st.lists(texts.filter(lambda text: bool(text.strip())), min_size=1, max_size=6)


@given(paragraphs, st.integers(2, 60))
def test_the_page_shows_every_character_of_the_document_in_its_order(parts: list[str], width: int) -> None:
    page = _page(parts, width)
    rows = [row for row in page.rows if row.end > row.start]
    drawn = "".join(page.document.text[row.start : row.end] for row in rows)
    assert "".join(drawn.split()) == "".join(page.document.text.split())
    assert [row.start for row in rows] == sorted(row.start for row in rows)


@given(paragraphs, st.integers(2, 60))
def test_the_row_at_an_offset_is_the_one_that_shows_it(parts: list[str], width: int) -> None:
    page = _page(parts, width)
    for index, row in enumerate(page.rows):
        for offset in range(row.start, row.end):
            assert page.row_at(offset) == index


@given(paragraphs, st.integers(2, 60))
def test_the_character_at_a_cell_is_one_of_its_row_from_left_to_right(parts: list[str], width: int) -> None:
    page = _page(parts, width)
    for index, row in enumerate(page.rows):
        if row.end <= row.start:
            assert page.character_at(index, 3) is None
            continue
        seen = []
        for column in range(-1, width + 3):
            span = page.character_at(index, column)
            assert span is not None
            assert row.start <= span.start < span.end <= row.end
            assert page.row_at(span.start) == index
            seen.append(span)
        assert seen == sorted(seen)
        assert shown_width(page.document.text[row.start : seen[0].start]) == 0


@given(st.lists(st.sampled_from(["e\u0301", "👨‍👩‍👧", "한", "和", "n", "o"]), min_size=1, max_size=20))
def test_every_cell_of_a_character_gives_all_its_code_points(characters: list[str]) -> None:
    page = _page(["".join(characters)], 60)
    index = next(index for index, row in enumerate(page.rows) if row.end > row.start)
    column = at = 0
    for character in characters:
        for cell in range(shown_width(character)):
            assert page.character_at(index, column + cell) == (at, at + len(character))
        column += shown_width(character)
        at += len(character)


@given(paragraphs, st.integers(10, 60))
def test_folding_leaves_out_furniture_only(parts: list[str], width: int) -> None:
    page = _page(parts, width, is_folded=True)
    drawn = "".join(page.document.text[row.start : row.end] for row in page.rows)
    kept = "".join(block.text for block in page.document.blocks if block.kind is not BlockKind.FURNITURE)
    assert "".join(drawn.split()) == "".join(kept.split())


def test_numbers_and_labels_stand_once_at_the_first_row_of_their_block() -> None:
    document = read_text(
        "A Title Here\n\nFirst paragraph " + "of many words " * 20 + ".\n\n1) An item.\n\n2) Another item.\n"
    )
    page = Page(document, 40)
    assert [row.label for row in page.rows if row.label] == ["1", "1)", "2)"]


def test_there_is_no_row_outside_the_page() -> None:
    page = _page(["Some words."], 20)
    assert page.character_at(-1, 0) is None
    assert page.character_at(len(page.rows), 0) is None


DATES = [(PartialDate(2022), "2022"), (PartialDate(2022, 3), "March 2022"), (PartialDate(2022, 3, 1), "1 March 2022")]


@pytest.mark.parametrize(("date", "words"), DATES)
def test_dates_are_written_in_their_own_precision(date: PartialDate, words: str) -> None:
    assert date.in_words() == words


def test_the_header_says_what_is_unknown_and_nothing_of_it_is_guessed() -> None:
    header = " ".join(fact for line in describe(Document("d", Path("d.txt"), Metadata(), words=300)) for fact in line)
    assert "author unknown" in header
    assert "undated" in header
    assert "300 words" in header


def test_a_problem_file_gives_its_path_and_reason() -> None:
    page = Page(Document("d", Path("/x/d.txt"), Metadata(), problem="empty file"), 60)
    words = [row.words for row in page.rows]
    assert "d.txt" in words
    assert "/x/d.txt" in words
    assert [row.words for row in page.rows if row.role is Role.PROBLEM] == ["This file was not opened: empty file."]
