"""A quote in Markdown: a reader of Markdown shows the exact words."""

import re

import pytest
from hypothesis import given
from markdown_it import MarkdownIt
from markdown_it.token import Token

from tests.quoting.made_quotes import bare_quote, made_quote, odd_quotes, odd_texts
from tui.quoting.citation import with_citation
from tui.quoting.markdown import block_quote, escape, heading, link, paragraphs
from tui.quoting.quote import Quote

_UNSHOWN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")


def _shown(token: Token) -> str:
    parts = {"softbreak": "\n", "hardbreak": "\n"}
    return "".join(parts.get(child.type, child.content) for child in token.children or ())


def _read(markdown: str) -> list[tuple[str, list[str]]]:
    """Return the outermost blocks that a reader sees: their kind and the texts in them."""
    blocks: list[tuple[str, list[str]]] = []
    for token in MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(markdown):
        if token.level == 0 and token.nesting >= 0:
            blocks.append((token.type, []))
        if token.type == "inline":
            blocks[-1][1].append(_shown(token))
        assert token.type in ("inline", "blockquote_open", "blockquote_close", "paragraph_open", "paragraph_close") or (
            token.type in ("heading_open", "heading_close")
        )
    return blocks


def _paragraphs(words: str) -> list[str]:
    lines = [line if line.strip() else "" for line in words.split("\n")]
    return [paragraph.strip("\n") for paragraph in re.split(r"\n\n+", "\n".join(lines).strip("\n")) if paragraph]


@pytest.mark.parametrize(
    "words",
    [
        "Ships wait outside.",
        "One.\n\nTwo.",
        "One line\nand another",
        "*not* **strong** _nor_ __this__ snake_case",
        "1. no list\n2) nor this\n- nor\n+ this\n* one",
        "# no heading\n> no quote\nno heading\n===\nno\n---",
        "`code` ~~gone~~ <b>bold</b> &amp; [link](x) ![image](y) <https://example.org>",
        "| a | b |\n|---|---|\n| c | d |",
        "    indented\n\ttabbed ",
        "```\nfence\n```\n~~~",
        "back\\slash \\* \\\\",
        "$5 and $6",
        "[1]: https://example.org",
        "\u00a0no-break\u00a0",
        "ends with \\",
    ],
)
def test_a_reader_shows_the_exact_words(words: str) -> None:
    assert _read(block_quote(words)) == [("blockquote_open", _paragraphs(words))]


@given(odd_texts)
def test_a_reader_shows_the_exact_words_of_any_text(text: str) -> None:
    words = _UNSHOWN.sub("", text)

    expected = _paragraphs(words)
    assert [texts for _, texts in _read(block_quote(words))] == [expected]


def test_every_line_is_marked_and_paragraphs_are_parted_by_a_mark() -> None:
    assert block_quote("One\ntwo.\n\nThree.") == "> One\\\n> two.\n>\n> Three."


def test_plain_prose_is_left_as_it_is() -> None:
    words = "In 2022 (see the treaty), 5 - 3 = 2; snake_case & more: “quotes” + 1.5 > 1! Is it #1? a@b."

    assert block_quote(words) == f"> {words}"


def test_the_source_stands_below_with_title_and_link() -> None:
    assert with_citation(made_quote(), "markdown") == (
        "> Ships wait outside.\n\n"
        "— Ana Castro, *The Harbour Is Closed*, Dock News, 3 March 2021, para. 3, <https://example.org/harbour>"
    )
    assert with_citation(bare_quote(), "markdown") == "> Ships wait outside.\n\n— *harbour.md*, n.d."


@given(odd_quotes)
def test_a_quote_is_one_block_and_its_source_one_line(quote: Quote) -> None:
    markdown = with_citation(quote, "markdown")

    assert _UNSHOWN.search(markdown) or [kind for kind, _ in _read(markdown)] == ["blockquote_open", "paragraph_open"]


@pytest.mark.parametrize(
    ("address", "linked"),
    [
        ("https://example.org/a_b*c", "<https://example.org/a_b*c>"),
        ("https://example.org/a b<c>", "<https://example.org/a%20b%3Cc%3E>"),
        ("www.example.org/a_b", "www.example.org/a_b"),
        ("javascript:alert(1)", "javascript:alert(1)"),
        ("the *archive*", "the \\*archive\\*"),
    ],
)
def test_only_an_address_is_a_link(address: str, linked: str) -> None:
    assert link(address) == linked


def test_a_heading_and_a_note_show_their_own_words() -> None:
    assert _read(f"## {heading('C# and *F#* ##')}") == [("heading_open", ["C# and *F#* ##"])]
    assert _read(paragraphs("# mine\n> yours\n\n- ours")) == [
        ("paragraph_open", ["# mine\n> yours"]),
        ("paragraph_open", ["- ours"]),
    ]
    assert escape("a_b _c_") == "a_b \\_c\\_"
