"""What keeps the cost of a hostile text in bounds leaves every other text alone."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.samples import SEEDS, lost_and_invented, read_text, statements, texts_of, word_counts
from tui.documents import crowding
from tui.documents.crowding import relieve
from tui.documents.front_matter import read_front_matter, split_front_matter
from tui.documents.marks import read_marks
from tui.documents.model import BlockKind
from tui.documents.sentences import split_sentences
from tui.text import count_words

_FEW = 40


@given(statements())
def test_a_statement_is_not_relieved_of_lines(text: str) -> None:
    assert relieve(text) is text


@pytest.mark.parametrize("width", [55, 62, 72])
def test_a_long_book_of_wrapped_lines_is_not_relieved_of_lines(width: int) -> None:
    words = " ".join(path.read_text("utf-8") for path in sorted(SEEDS.glob("*.txt"))).split()
    lines = re.findall(rf".{{1,{width}}}(?: |$)", " ".join(words * 8))
    text = "\n".join(lines)

    assert len(text) > 200_000
    assert relieve(text) is text


@given(
    st.lists(st.sampled_from(["a\n", "b c\n\n", "d-\n", "e\f", " \n", "\n\n\n", "f \t\n", "- g\n"]), max_size=200).map(
        "".join
    )
)
def test_lines_beyond_the_measure_become_paragraphs_of_the_same_words(text: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(crowding, "_LINES", _FEW)
        patch.setattr(crowding, "_PART", 20)
        relieved = relieve(text)

    assert word_counts(relieved) == word_counts(text)
    assert len(re.findall(r"[^\s].*", relieved)) <= _FEW + len(text) // 60 + len(text) // 20 + 1


def test_the_first_lines_keep_their_structure_and_the_rest_is_read_as_paragraphs() -> None:
    text = f"A title\n\n{'This is what we ask for, and why. ' * 9}\n\n" + "".join(
        f"- Item {number}\n" for number in range(1, 6_001)
    )

    document = read_text(text)

    assert lost_and_invented(text, document) == ({}, {})
    assert texts_of(document, BlockKind.LIST_ITEM)[:2] == ["Item 1", "Item 2"]
    assert len(texts_of(document, BlockKind.LIST_ITEM)) > 2000
    assert len(document.blocks) < 10_000
    assert "- Item 5999 - Item 6000" in document.text


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("[a](b)[c](d)", "a[c](d)"),
        ("[a](b) [c](d)", "a c"),
        ("[a](b)<http://c.d>", "a<http://c.d>"),
        ("[a](b)*c* d", "a*c* d"),
        ("*a*_b_ c", "a_b_ c"),
        ("`a``b` c", "a``b c"),
        ("`a```b`` c", "`a```b`` c"),
        ("*a*`b` c", "a`b` c"),
        ("[a](b)![c](d) e", "a![c](d) e"),
        ("! ![c](d) e", "! c e"),
        ("**_a_** *b*", "a b"),
        ("([a](b))*c*", "(a)c"),
    ],
)
def test_marks_that_alone_keep_two_words_apart_stay(raw: str, text: str) -> None:
    assert read_marks(raw).text == text


@given(
    st.lists(
        st.sampled_from("* ** _ ` `` [a](b) ![c](d) <http://e.f> [ ] ( ) \\ a b _a_ *b*".split() + [" "]), max_size=14
    ).map("".join)
)
def test_no_two_words_become_one_by_the_marks_between_them(raw: str) -> None:
    assert lost_and_invented(f"Title\n\n{raw} end", read_text(f"Title\n\n{raw} end")) == ({}, {})


def test_a_text_of_nothing_but_marks_is_left_as_it_is() -> None:
    crowd, prose = "*a* " * 400, "Some words and *one of them* with weight. " * 40

    assert read_marks(crowd).text == crowd
    assert len(read_marks(prose).emphasis) == 40


def test_only_so_many_bare_addresses_are_links() -> None:
    few, many = "See http://a.b/c there. " * 100, "a@b.c " * 5000

    assert len(read_marks(few).links) == 100
    assert 200 <= len(read_marks(many).links) < 1000


def test_only_the_marks_of_a_quote_are_taken_from_its_line() -> None:
    assert texts_of(read_text("> We say that 5 > 3, and 3 > 2 >> 1."), BlockKind.PARAGRAPH) == [
        "We say that 5 > 3, and 3 > 2 >> 1."
    ]


@pytest.mark.parametrize(
    "body", ["title: " + "[" * 3000, "title: [" + "{a: [" * 30 + "x" + "]}" * 30 + "]", "title: &a x", "title: *a"]
)
def test_front_matter_nested_without_end_or_with_anchors_says_nothing(body: str) -> None:
    front, rest = split_front_matter(f"---\n{body}\n---\nA text.")

    assert rest == "A text."
    assert read_front_matter(front).title is None


def test_front_matter_nested_as_metadata_are_is_read() -> None:
    front, _ = split_front_matter(
        "---\nauthors: [{name: Jane Roe}, {name: [x]}]\ntitle: 'A [B] & {C} * d'\n---\nA text."
    )

    assert read_front_matter(front).title == "A [B] & {C} * d"
    assert read_front_matter(front).authors == ("Jane Roe",)


def test_a_part_of_nothing_but_full_stops_is_one_sentence_and_prose_is_not() -> None:
    stops, prose = "A. B. C. " * 300, "This is a sentence. And so is this one. " * 80

    assert len(split_sentences(stops)) <= 2
    assert len(split_sentences(prose)) == 160


@pytest.mark.parametrize(
    "text", ["a-" * 50_000, "9.9" * 30_000, "it's " * 5, "1,000.5 and U.S. don't co-op", "a--b", "x-"]
)
def test_words_are_counted_as_ever(text: str) -> None:
    assert count_words(text) == len(re.findall(r"\w+(?:[’'.,\-]\w+)*", text))


def test_a_line_of_megabytes_is_no_title_and_no_place() -> None:
    document = read_text("9." * 400_000 + "\n\nSome text. And more of it.")

    assert document.metadata.title is None
