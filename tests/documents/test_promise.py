"""The promise: every word of a file is in its document once, and nothing else is, whatever the file is."""

import re
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.samples import (
    SEEDS,
    damaged_statements,
    lost_and_invented,
    read_text,
    statements,
    within,
    word_counts,
)
from tui.documents.model import Document
from tui.text import unify_line_breaks

_ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=400)
_LINES = st.lists(st.text("ab .,-–*_[()<>#\\\n\t\u00a0\u00ad1中é!:", max_size=40), max_size=12).map("\n".join)


def assert_nothing_lost(text: str) -> None:
    document = read_text(text)
    if document.problem:
        assert "\x00" in text or not word_counts(text), document.problem
        return
    assert lost_and_invented(text, document) == ({}, {})


@given(statements())
def test_every_word_of_a_statement_is_in_its_document_once(text: str) -> None:
    assert_nothing_lost(text)


@given(damaged_statements())
def test_every_word_of_a_damaged_statement_is_in_its_document_once(text: str) -> None:
    assert_nothing_lost(text)


@given(_LINES)
def test_every_word_between_stray_marks_is_in_its_document_once(text: str) -> None:
    assert_nothing_lost(text)


@given(_ANY_TEXT)
def test_every_word_of_any_text_is_in_its_document_once(text: str) -> None:
    assert_nothing_lost(f"Title {text}")


@pytest.mark.parametrize("path", sorted(SEEDS.glob("*.txt")), ids=lambda path: path.stem)
def test_every_word_of_a_sample_is_in_its_document_once(path: Path) -> None:
    text = path.read_text("utf-8")

    assert lost_and_invented(text, read_text(text)) == ({}, {})


@pytest.mark.parametrize(
    "text",
    [
        "One two\u00ad\nthree four.",
        "Some words inter-\nnational here.",
        "The [peace](https://example.org/peace) holds, see <https://example.org/more>.",
        "See ![a picture](https://example.org/picture.png) here.",
        "A [link with (brackets)](https://example.org/a_(b)) and *strong* words\\.",
        "[^1]: A footnote.",
        "snake_case and __init__ and a*b*c stay.",
        "Title\n=====\n\nText here.\n\n--- not a rule ---",
        "---\ntitle: Half a front matter\n\nText without an end.",
        "---\ntitle: [broken\n---\nText.",
        "1.\n2.\n3.",
        "a\n\nb\n\nc",
        "Page 3\n\fPage 4\n\fPage 5",
        "12\n\n13\n\n14",
        "# \n## Heading ##\n#nothashtag",
        "> quote\nlazy line\n> > deeper",
        "[text][reference]\n\n[reference]: https://example.org 'Title'",
        "`` code ` tick `` and `open",
        "&amp; &lt;b&gt; stays as it is",
        "<b>bold</b> <!-- comment --> text",
        "* a\n* b\n\n***\n\n- - -\n\n_ _ _",
        "|table|cells|\n|-----|-----|\n|one|two|",
        "Footnote1 here.\n\n1 The note.",
        "[a](b) [c](d) [](e) [ ](f)",
        "[[nested](https://example.org/in)](https://example.org/out)",
        "\ufeffBOM inside \ufeff the text",
        "word\u2028line separator\u2029paragraph\x85next\x0bvertical",
        "\x1c\x1d\x1e\x1f separators",
        "Jane Roe\n\nJane Roe\n\nJane Roe",
        "http://example.org/a-\nb and user@example.org",
    ],
)
def test_every_word_of_an_odd_text_is_in_its_document_once(text: str) -> None:
    assert lost_and_invented(text, read_text(text)) == ({}, {})


def test_the_measure_of_loss_sees_a_lost_an_invented_and_a_doubled_word() -> None:
    document = read_text("Peace for the people everywhere.")

    assert lost_and_invented("Peace for the people everywhere now.", document) == ({"now": 1}, {})
    assert lost_and_invented("Peace for the people.", document) == ({}, {"everywhere": 1})
    assert lost_and_invented("Peace peace for the people everywhere.", document) == ({"peace": 1}, {})
    assert lost_and_invented("Peace for the people every-\nwhere.", document) == ({}, {})


@given(damaged_statements())
def test_sentences_tile_every_block_and_blocks_tile_the_text(text: str) -> None:
    assert_sound(read_text(text))


@given(_ANY_TEXT)
def test_spans_are_sound_in_any_text(text: str) -> None:
    assert_sound(read_text(text))


def assert_sound(document: Document) -> None:
    """Check every offset of a document: blocks, sentences, emphasis, links, numbers."""
    at = 0
    for block in document.blocks:
        assert block.start == at
        assert document.text[block.span.start : block.span.end] == block.text
        at = block.span.end + 2
        ends = [0, *(end for _, end in block.sentences)]
        assert [start for start, _ in block.sentences] == ends[:-1]
        assert ends[-1] == len(block.text)
        assert all(start < end for start, end in block.sentences)
        for start, end in (*block.emphasis, *(link.span for link in block.links)):
            assert 0 <= start <= end <= len(block.text)
        assert block.text == block.text.strip()
    assert len(document.text) == max(0, at - 2)
    numbers = [block.number for block in document.blocks if block.kind.is_body]
    assert numbers == list(range(1, len(numbers) + 1))
    assert all(block.number is None for block in document.blocks if not block.kind.is_body)
    assert all(first.start < second.start for first, second in pairwise(document.blocks))


@given(st.binary(max_size=600))
def test_reading_bytes_of_any_kind_gives_a_document_or_a_reason(data: bytes) -> None:
    with within(30):
        document = read_text(data)

    assert (document.problem is None) == bool(document.blocks)
    assert document.problem is None or "\n" not in document.problem
    assert document.sha256 is not None


@given(damaged_statements())
def test_line_ends_of_any_platform_give_the_same_document(text: str) -> None:
    plain = unify_line_breaks(text)

    readings = [read_text(plain.replace("\n", end)) for end in ("\n", "\r\n", "\r")]

    assert len({(reading.text, tuple(block.kind for block in reading.blocks)) for reading in readings}) == 1


@pytest.mark.parametrize(
    "text",
    [
        "word " * 200_000,
        "x" * 1_000_000,
        "\n" * 100_000 + "word",
        " " * 300_000 + "word",
        "a\n\n" * 10_000,
        "- item\n" * 10_000,
        "1. item\n" * 10_000,
        "12\n\n" * 10_000,
        "Same line again\n\n" * 10_000,
        "By " * 50_000,
        "*" * 100_000,
        "[" * 100_000 + "]" * 100_000,
        "> " * 50_000,
        "# " * 50_000,
        "(" * 100_000,
        "2022 " * 40_000,
        "Statement of the " * 20_000,
        "word-\n" * 20_000,
        "word - " * 40_000,
        "\"“‘'(" * 10_000,
        "A. B. C. " * 20_000,
        "photo: " * 30_000,
        "http://a.b/" * 20_000,
        "a@b." * 40_000,
        "中" * 100_000,
        "e\u0301" * 50_000,
    ],
    ids=lambda text: re.sub(r"\s+", " ", str(text)[:14]),
)
def test_a_bomb_of_one_thing_is_read_without_hanging(text: str) -> None:
    with within(10):
        document = read_text(f"A title\n\n{text}\n")

    assert document.problem is None
    assert sum(len(block.text) for block in document.blocks) > 0


@pytest.mark.parametrize("code", [*range(1, 32), *range(0x7F, 0xA0), 0x202E, 0x2066, 0xFEFF])
def test_controls_in_a_text_neither_hide_words_nor_join_them(code: int) -> None:
    text = f"First{chr(code)}second third."

    words = set(re.findall(r"\w+", read_text(text).text))

    assert words == {"First", "second", "third"}
