"""A citation says where a quote comes from, and nothing that is not known."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.quoting.made_quotes import bare_quote, made_quote, odd_quotes
from tests.samples import damaged_statements, read_text
from tui.documents.model import Document
from tui.errors import StatementsError
from tui.quoting.citation import Style, cite, require_style, with_citation
from tui.quoting.quote import Quote, take_quote
from tui.text import Span

KNOWN = """---
title: The Harbour Declaration
author: [Ana Castro, Ben Okoro]
publisher: Dock News
date: 2021-03-03
source: https://example.org/harbour
---

The harbour is closed. Ships wait outside.

Nobody unloads them.

The cranes stand still.
"""
BARE = "The Harbour Declaration\n\nThe harbour is closed. Ships wait outside.\n\nNobody unloads them."


def _span(document: Document, words: str) -> Span:
    start = document.text.index(words)
    return Span(start, start + len(words))


def _cited(text: str, words: str, suffix: str = ".md") -> str:
    document = read_text(text, suffix)
    return cite(take_quote(document, _span(document, words)))


def test_all_that_is_known_stands_in_the_citation_in_order() -> None:
    assert _cited(KNOWN, "Ships wait outside.") == (
        "Ana Castro, Ben Okoro, The Harbour Declaration, Dock News, 3 March 2021, para. 1, https://example.org/harbour"
    )


def test_what_is_unknown_is_left_out_and_a_missing_date_is_said() -> None:
    assert _cited(BARE, "Nobody unloads", ".txt") == "The Harbour Declaration, n.d., para. 2"


def test_the_file_stands_in_place_of_an_unknown_title() -> None:
    assert cite(bare_quote()) == "harbour.md, n.d."


@pytest.mark.parametrize(
    ("given", "said"), [("2021", "2021"), ("2021-03", "March 2021"), ("2021-03-03", "3 March 2021")]
)
def test_a_date_is_given_as_precisely_as_it_is_known(given: str, said: str) -> None:
    assert f", {said}, para. 1" in _cited(KNOWN.replace("2021-03-03", given), "Ships")


@pytest.mark.parametrize(
    ("words", "place"),
    [
        ("The harbour is closed.", "para. 1"),
        ("Ships wait outside.\n\nNobody", "paras. 1-2"),
        ("outside.\n\nNobody unloads them.\n\nThe", "paras. 1-3"),
        ("Nobody unloads them.\n\n", "para. 2"),
        ("\n\nNobody", "para. 2"),
    ],
)
def test_the_paragraphs_that_are_quoted_are_named(words: str, place: str) -> None:
    assert f", {place}, https" in _cited(KNOWN, words)


def test_a_quoted_title_has_no_paragraph() -> None:
    assert _cited(BARE, "The Harbour Declaration", ".txt") == "The Harbour Declaration, n.d."


def test_the_words_stand_above_their_source() -> None:
    document = read_text(BARE)
    quote = take_quote(document, _span(document, "Ships wait outside."))
    assert with_citation(quote) == "Ships wait outside.\n\nThe Harbour Declaration, n.d., para. 1"


@given(damaged_statements(), st.data())
def test_words_above_a_citation_are_the_quotes_own_and_the_citation_is_one_line(text: str, data: st.DataObject) -> None:
    document = read_text(text)
    start = data.draw(st.integers(0, len(document.text)))
    quote = take_quote(document, Span(start, data.draw(st.integers(start, len(document.text)))))

    source = cite(quote)
    assert with_citation(quote) == f"{quote.words}\n\n{source}"
    assert source.splitlines() == [source]


@given(odd_quotes)
def test_a_plain_citation_of_odd_metadata_is_one_line(quote: Quote) -> None:
    assert cite(quote).splitlines() == [cite(quote)]


@pytest.mark.parametrize("style", [*Style, "{text}", "  APA ", "Csl-Json"])
def test_a_known_style_can_be_used(style: str) -> None:
    assert require_style(style) in [*Style, "{text}"]
    assert with_citation(made_quote(), style)
    assert isinstance(cite(made_quote(), style), str)


@pytest.mark.parametrize("style", ["", "harvard", "plain\nplain", "x" * 200, "\x1b[31m"])
def test_an_unknown_style_is_refused_in_one_line_that_names_the_styles(style: str) -> None:
    with pytest.raises(StatementsError) as refusal:
        with_citation(made_quote(), style)

    message = str(refusal.value)
    assert message.splitlines() == [message]
    assert "\x1b" not in message
    assert all(name in message for name in Style)
    assert re.search(r"\{text\}", message)
