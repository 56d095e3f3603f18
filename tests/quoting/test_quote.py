"""A quote is an exact slice of a document with its source; page furniture in it is left out of what is carried away."""

import os
import re
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.samples import damaged_statements, read_text
from tests.search.collection import make_document
from tui.documents.model import BLOCK_SEPARATOR, Block, BlockKind, Document, Metadata, PartialDate
from tui.quoting.quote import Quote, take_quote
from tui.text import Span

_PAGES = (
    ("Running head", BlockKind.FURNITURE),
    ("The harbour was closed.", BlockKind.PARAGRAPH),
    ("12", BlockKind.FURNITURE),
    ("Running head", BlockKind.FURNITURE),
    ("Ships wait outside.", BlockKind.PARAGRAPH),
    ("- one thing", BlockKind.LIST_ITEM),
    ("13", BlockKind.FURNITURE),
)


def paged() -> Document:
    """Return a document with page furniture before, between and after its text."""
    return make_document("paged", *(text for text, _ in _PAGES), kinds=[kind for _, kind in _PAGES])


def span_of(document: Document, first: str, last: str) -> Span:
    start = document.text.index(first)
    return Span(start, document.text.index(last, start) + len(last))


def covered(document: Document, span: Span) -> list[Block]:
    """Return the blocks that have more than white space in a span."""
    pieces = [(block, document.text[max(span.start, block.start) : min(span.end, block.span.end)])
              for block in document.blocks]  # fmt: skip
    return [block for block, piece in pieces if block.span.overlaps(span) and piece.strip()]


def _selections(document: Document) -> st.SearchStrategy[Span]:
    offsets = st.integers(-5, len(document.text) + 5)
    return st.builds(Span, offsets, offsets)


@given(damaged_statements(), st.data())
def test_quote_is_a_slice_of_the_text_without_white_space_at_its_ends(text: str, data: st.DataObject) -> None:
    document = read_text(text)
    selected = data.draw(_selections(document))
    quote = take_quote(document, selected)

    assert quote.text == document.text[quote.span.start : quote.span.end]
    assert quote.text in document.text[max(0, selected.start) : max(0, selected.end)]
    assert quote.text == quote.text.strip()
    assert 0 <= quote.span.start <= quote.span.end
    assert quote.document_id == document.id
    if not any(block.kind is BlockKind.FURNITURE for block in covered(document, selected)):
        assert quote.text == document.text[max(0, selected.start) : max(0, selected.end)].strip()


@given(damaged_statements(), st.data())
def test_furniture_inside_a_selection_is_neither_in_the_words_nor_in_the_parts(text: str, data: st.DataObject) -> None:
    document = read_text(text)
    selected = data.draw(_selections(document))
    quote = take_quote(document, selected)
    parts = quote.parts or (quote.span,)
    blocks = covered(document, selected)
    kept = [block for block in blocks if block.kind is not BlockKind.FURNITURE] or blocks

    assert quote.words == "\n\n".join(document.text[part.start : part.end] for part in parts)
    assert all(part.start < part.end for part in quote.parts)
    assert len(quote.parts) != 1
    assert [block for part in parts for block in covered(document, part)] == kept
    assert sum(map(len, ("".join(document.text[slice(*part)].split()) for part in parts))) == sum(
        len("".join(document.text[max(selected.start, block.start) : min(selected.end, block.span.end)].split()))
        for block in kept
    )


def test_page_numbers_that_the_reader_of_files_found_are_left_out() -> None:
    sentences = "The peace of the city was no more than a truce and everybody in the city knew it well. " * 3
    document = read_text("\n\n12\n\n".join([f"{sentences}It was the war", f"that came back. {sentences}"] * 3))
    quote = take_quote(document, Span(0, len(document.text)))

    assert any(block.kind is BlockKind.FURNITURE for block in document.blocks)
    assert len(quote.parts) > 2
    assert "12" in quote.text.split()
    assert "12" not in quote.words.split()


@pytest.mark.parametrize(
    ("span", "text"),
    [
        (Span(0, 5), "Peace"),
        (Span(0, 6), "Peace"),
        (Span(5, 9), "for"),
        (Span(5, 6), ""),
        (Span(3, 3), ""),
        (Span(-10, 1000), "Peace for all"),
        (Span(9, 2), ""),
        (Span(0, -1), ""),
        (Span(20, 30), ""),
    ],
)
def test_quote_of_a_span_leaves_out_what_is_not_text(span: Span, text: str) -> None:
    assert take_quote(read_text("Peace for all"), span).text == text


def test_quote_over_two_blocks_keeps_the_blank_line_between_them() -> None:
    document = read_text("Peace now\n\n1. One thing is clear to everybody.\n2. Another thing is not.")

    assert "\n\n" in take_quote(document, Span(0, len(document.text))).text


@pytest.mark.parametrize(
    ("first", "last", "text", "words", "locator"),
    [
        ("harbour", "closed", "harbour was closed", "harbour was closed", "para. 1"),
        ("harbour", "Ships", None, "harbour was closed.\n\nShips", "paras. 1-2"),
        ("harbour", "thing", None, "harbour was closed.\n\nShips wait outside.\n\n- one thing", "paras. 1-3"),
        ("Running", "harbour", "The harbour", "The harbour", "para. 1"),
        ("Ships", "13", "Ships wait outside.\n\n- one thing", "Ships wait outside.\n\n- one thing", "paras. 2-3"),
        ("outside.", "one", "outside.\n\n- one", "outside.\n\n- one", "paras. 2-3"),
        ("12", "head", "12\n\nRunning head", "12\n\nRunning head", ""),
        ("unning", "hea", "unning hea", "unning hea", ""),
    ],
)
def test_furniture_at_the_ends_is_cut_off_and_between_left_out_but_alone_quoted(
    first: str, last: str, text: str | None, words: str, locator: str
) -> None:
    document = paged()
    span = span_of(document, first, last)
    quote = take_quote(document, span)

    assert quote.text == (document.text[span.start : span.end] if text is None else text)
    assert (quote.words, quote.locator) == (words, locator)


def test_neighbouring_blocks_are_one_part() -> None:
    document = paged()
    quote = take_quote(document, Span(0, len(document.text)))

    assert [document.text[part.start : part.end] for part in quote.parts] == [
        "The harbour was closed.",
        "Ships wait outside.\n\n- one thing",
    ]


def _numbered(*labels: str | None) -> Document:
    """Return a document of paragraphs with these labels of their own."""
    blocks, start = list[Block](), 0
    for number, label in enumerate(labels, 1):
        blocks.append(Block(BlockKind.PARAGRAPH, f"text {number}", start, number, label))
        start += len(blocks[-1].text) + len(BLOCK_SEPARATOR)
    text = BLOCK_SEPARATOR.join(block.text for block in blocks)
    return Document("numbered", make_document("numbered").path, Metadata(), tuple(blocks), text)


@pytest.mark.parametrize(
    ("labels", "locator"),
    [
        ((None,), "para. 1"),
        ((None, None), "paras. 1-2"),
        ((None, None, None), "paras. 1-3"),
        (("7.", "8."), "paras. 7-8"),
        (("§ 12",), "para. 12"),
        (("(a)", "(b)"), "paras. a-b"),
        (("A1.", None), "paras. A1-2"),
        (("*", "-"), "paras. 1-2"),
    ],
)
def test_locator_is_the_paragraphs_own_number_or_its_ordinal(labels: tuple[str | None, ...], locator: str) -> None:
    document = _numbered(*labels)

    assert take_quote(document, Span(0, len(document.text))).locator == locator


def test_one_line_of_furniture_between_two_paragraphs_parts_them() -> None:
    kinds = (BlockKind.PARAGRAPH, BlockKind.FURNITURE, BlockKind.PARAGRAPH)
    quote = take_quote(make_document("one", "Ships wait.", "12", "Nobody asks.", kinds=kinds), Span(6, 26))

    assert (quote.text, quote.words) == ("wait.\n\n12\n\nNobody as", "wait.\n\nNobody as")
    assert quote.parts == (Span(6, 11), Span(17, 26))


@pytest.mark.parametrize("kind", [BlockKind.HEADING, BlockKind.CAPTION, BlockKind.TITLE, BlockKind.NOTE])
def test_what_is_not_numbered_has_no_locator(kind: BlockKind) -> None:
    document = make_document("one", "Not numbered", "A paragraph", kinds=[kind])

    assert take_quote(document, Span(0, 5)).locator == ""
    assert take_quote(document, Span(0, 20)).locator == "para. 1"


def test_quote_carries_all_that_is_known_of_its_source() -> None:
    date = PartialDate(2022, 3)
    metadata = Metadata("Peace", ("A Roe", "B Roe"), "News", date, PartialDate(2021), "https://example.org/x", "en")
    document = make_document("folder/one", "We want peace.", metadata=metadata)
    before = datetime.now(UTC).replace(microsecond=0)
    quote = take_quote(document, Span(3, 7))
    taken = datetime.strptime(quote.taken, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)

    assert quote == Quote(
        "folder/one", Span(3, 7), "want", "Peace", ("A Roe", "B Roe"), "News", date, "https://example.org/x",
        document.sha256, os.path.abspath("folder/one.txt"), "para. 1", quote.taken,
    )  # fmt: skip
    assert before <= taken <= before + timedelta(minutes=1)


def test_quote_of_an_unknown_source_invents_nothing() -> None:
    quote = take_quote(make_document("one", "We want peace.", metadata=Metadata()), Span(0, 2))

    assert (quote.title, quote.authors, quote.publisher, quote.date, quote.source) == (None, (), None, None, None)


@pytest.mark.parametrize(
    ("title", "path", "name"),
    [("Peace", "/texts/a.txt", "Peace"), (None, "/texts/a.txt", "a.txt"), (None, "", "one"), ("", "", "one")],
)
def test_name_is_the_title_or_else_the_file_or_else_the_id(title: str | None, path: str, name: str) -> None:
    assert Quote("one", Span(0, 1), "x", title, path=path).name == name


def test_quote_of_a_document_without_blocks_is_empty() -> None:
    document = Document("none", make_document("none").path, Metadata())

    assert take_quote(document, Span(0, 10)).text == ""


def test_words_of_a_quote_read_back_are_the_same_without_its_document() -> None:
    quote = take_quote(paged(), Span(0, 10_000))

    assert re.sub(r"\s+", " ", quote.words) == "The harbour was closed. Ships wait outside. - one thing"
    assert quote.words != quote.text
