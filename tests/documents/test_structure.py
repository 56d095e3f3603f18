"""Lines become blocks of the right kind, numbered, with their labels apart."""

import pytest

from tests.samples import of_kind, read_text, texts_of
from tui.documents.model import BlockKind

_HEAD = "Peace now\n\nby Jane Roe\n10 March 2022\n\n"
_PROSE = "The people of the village met in the old school and spoke of the harvest and the war without end."
_MORE = "Nobody had expected this. The meeting went on until late at night, and the road was full of snow."


def kinds_below_the_head(text: str) -> list[str]:
    return [block.kind.value for block in read_text(_HEAD + text).blocks[3:]]


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        (_PROSE, ["paragraph"]),
        (f"{_PROSE}\n\nWhat is to be done\n\n{_MORE}", ["paragraph", "heading", "paragraph"]),
        (f"{_PROSE}\n\n## What is to be done\n\n{_MORE}", ["paragraph", "heading", "paragraph"]),
        (f"{_PROSE}\n\nWhat now\n--------\n\n{_MORE}", ["paragraph", "heading", "paragraph"]),
        (f"{_PROSE}\n\n**What is to be done**\n\n{_MORE}", ["paragraph", "heading", "paragraph"]),
        (f"{_PROSE}\n\nWHAT IS TO BE DONE\n\n{_MORE}", ["paragraph", "heading", "paragraph"]),
        (
            f"{_PROSE} We want:\n\n- peace;\n- bread;\n- land.",
            ["paragraph", "list_item", "list_item", "list_item"],
        ),
        (f"{_PROSE} We want:\n\n1. peace;\n2. bread.", ["paragraph", "list_item", "list_item"]),
        (f"{_PROSE}\n\n12\n\n{_MORE}", ["paragraph", "furniture", "paragraph"]),
        (f"{_PROSE}\n\n* * *\n\n{_MORE}", ["paragraph", "paragraph"]),
        (
            f"{_PROSE}\n\nShare\n\n{_MORE}\n\nSearch Trends",
            ["paragraph", "furniture", "paragraph", "furniture"],
        ),
        (f"Photo: A garden\n\n{_PROSE}", ["caption", "paragraph"]),
        (f"{_PROSE}\n\nEditor's note: This was so.", ["paragraph", "note"]),
        (f"{_PROSE}\n\n[^1]: A footnote.", ["paragraph", "note"]),
        (f"{_PROSE}\n\nNotes\n\n[1] See above.\n[2] See below.", ["paragraph", "heading", "note", "note"]),
        (f"{_PROSE}\n\nJane Roe\n\n10 March 2022", ["paragraph", "signature", "signature"]),
        (
            f"{_PROSE}\n\n{_MORE}\n\nJane Roe\n\n11 March 2022",
            ["paragraph", "paragraph", "signature", "signature"],
        ),
        (f"{_PROSE}\n\nP.S.\n\n{_MORE}", ["paragraph", "heading", "paragraph"]),
        (f"> {_PROSE}\n> {_MORE}", ["paragraph"]),
    ],
)
def test_blocks_have_the_kind_their_place_and_wording_give(text: str, kinds: list[str]) -> None:
    found = kinds_below_the_head(text)

    assert [kind for kind in found if kind != "furniture" or "furniture" in kinds] == kinds


@pytest.mark.parametrize(
    ("text", "labels", "texts"),
    [
        ("1.\u00a0\u00a0 one\n\n2.\u00a0\u00a0 two", ["1.", "2."], ["one", "two"]),
        ("1) one\n2) two", ["1)", "2)"], ["one", "two"]),
        ("(1) one\n(2) two", ["(1)", "(2)"], ["one", "two"]),
        ("1\\. one\n2\\. two", ["1.", "2."], ["one", "two"]),
        ("- one\n- two", ["-", "-"], ["one", "two"]),
        ("* one\n* two", ["*", "*"], ["one", "two"]),
        ("• one\n• two", ["•", "•"], ["one", "two"]),
        ("a) one\nb) two", ["a)", "b)"], ["one", "two"]),
        ("i. one\nii. two", ["i.", "ii."], ["one", "two"]),
        (
            "- peace for all the people\n  of the country;\n- bread.",
            ["-", "-"],
            ["peace for all the people of the country;", "bread."],
        ),
    ],
)
def test_label_stands_apart_from_the_text_of_its_item(text: str, labels: list[str], texts: list[str]) -> None:
    document = read_text(f"{_HEAD}{_PROSE} We want:\n\n{text}\n\n{_MORE}\n")
    items = of_kind(document, BlockKind.LIST_ITEM)

    assert [item.label for item in items] == labels
    assert [item.text for item in items] == texts
    assert [item.number for item in items] == [2, 3]
    assert document.paragraphs == 2


def test_paragraphs_the_text_numbers_itself_are_cited_by_its_own_number() -> None:
    document = read_text(f"{_HEAD}{_MORE}\n\n5. {_PROSE}\n\n6. {_MORE} Again.\n\n7. {_PROSE} Once more.\n")
    paragraphs = of_kind(document, BlockKind.PARAGRAPH)

    assert [block.label for block in paragraphs] == [None, "5.", "6.", "7."]
    assert [block.number for block in paragraphs] == [1, 2, 3, 4]
    assert [block.locator for block in paragraphs] == ["1", "5", "6", "7"]


@pytest.mark.parametrize("line", ["A. Wess Mitchell spoke to them.", "I. Petrov said no.", "J. R. Roe was there too."])
def test_initial_at_the_start_of_a_line_is_no_label(line: str) -> None:
    document = read_text(f"{_HEAD}{_PROSE}\n\n{line}\n\n{_MORE}\n")

    assert line in texts_of(document, BlockKind.PARAGRAPH)


def test_year_or_number_at_the_start_of_a_wrapped_line_is_no_label() -> None:
    text = (
        "The people of the village met in the old school in the winter of\n"
        "2014. They met again when everything was over, in the spring of\n2015. Nobody came."
    )

    assert texts_of(read_text(_HEAD + text), BlockKind.PARAGRAPH) == [text.replace("\n", " ")]


def test_caption_that_stands_three_times_is_repeated_twice() -> None:
    caption = "Children in a garden, January 31, 2022. /VCG"
    document = read_text(_HEAD + f"{caption}\n\n{caption}\n\n{_PROSE}\n\n{caption}\n\n{_MORE}\n")

    assert [block.is_repeat for block in of_kind(document, BlockKind.CAPTION)] == [False, True, True]
    assert not any(block.is_repeat for block in document.blocks if block.kind is not BlockKind.CAPTION)


def test_furniture_counts_for_nothing() -> None:
    bare, dressed = read_text(f"{_HEAD}{_PROSE}\n"), read_text(f"{_HEAD}{_PROSE}\n\nSearch Trends\n\nShare\n")

    assert dressed.words == bare.words
    assert dressed.paragraphs == bare.paragraphs == 1
    assert len(dressed.blocks) == len(bare.blocks) + 2


def test_block_and_sentence_are_found_by_offset() -> None:
    document = read_text(f"{_HEAD}{_PROSE}\n\n{_MORE}\n")
    first, second = of_kind(document, BlockKind.PARAGRAPH)
    at = document.text.index("The meeting went on")

    assert document.blocks[document.block_at(at)] is second
    assert document.blocks[document.block_at(second.start - 1)] is first
    assert document.block_at(-5) == 0
    assert document.block_at(10**9) == len(document.blocks) - 1
    start, end = document.sentence_at(at + 3)
    assert document.text[start:end] == "The meeting went on until late at night, and the road was full of snow."
