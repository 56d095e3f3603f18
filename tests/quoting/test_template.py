"""A template of one's own names fields, and can do nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.quoting.made_quotes import bare_quote, made_quote, odd_quotes, odd_texts
from tui.errors import StatementsError
from tui.quoting.citation import cite, require_style, with_citation
from tui.quoting.quote import Quote
from tui.quoting.template import FIELDS


@pytest.mark.parametrize(
    ("template", "filled"),
    [
        ("{text}", "Ships wait outside."),
        ("{authors}: {title}, {publisher}, {date}", "Ana Castro: The Harbour Is Closed, Dock News, 3 March 2021"),
        ("{year} {locator} {source}", "2021 para. 3 https://example.org/harbour"),
        ("{id} {file} {taken}", "harbour harbour.md 2026-11-22T08:00:00Z"),
        (r"{text}\n\n{title}", "Ships wait outside.\n\nThe Harbour Is Closed"),
        (r"\quote{{{text}}}", r"\quote{Ships wait outside.}"),
        ("[[{year}]]", "[2021]"),
        ("{text}[ ({authors}, {year})]", "Ships wait outside. (Ana Castro, 2021)"),
        ("{text}[ sic]", "Ships wait outside. sic"),
    ],
)
def test_a_template_is_filled(template: str, filled: str) -> None:
    assert with_citation(made_quote(), template) == filled


@pytest.mark.parametrize(
    ("template", "filled"),
    [
        ("{text}[, {publisher}]", "Ships wait outside."),
        ("{text}[, {publisher}][, {file}]", "Ships wait outside., harbour.md"),
        ("{text}[ ({file}, {year})]", "Ships wait outside."),
        ("{text} {date}.", "Ships wait outside. ."),
    ],
)
def test_a_group_vanishes_where_one_of_its_fields_is_unknown(template: str, filled: str) -> None:
    assert with_citation(bare_quote(), template) == filled


def test_the_source_alone_leaves_the_words_out() -> None:
    assert cite(made_quote(), r"[“{text}”\n\n]{title}") == "The Harbour Is Closed"


def test_what_a_field_holds_is_no_template() -> None:
    assert with_citation(made_quote(r"{title} [x] \n {{"), "<{text}>") == r"<{title} [x] \n {{>"


@pytest.mark.parametrize(
    ("template", "part"),
    [
        ("{text.__class__}", "{text.__class__}"),
        ("{text[0]}", "{text[0]}"),
        ("{0}", "{0}"),
        ("{}", "{}"),
        ("{text!r}", "{text!r}"),
        ("{text:>100000000}", "{text:>100000000}"),
        ("{words}", "{words}"),
        ("{ text }", "{ text }"),
        ("{" + "x" * 1000 + "}", "xxx…"),
        ("{te\x1b[31mxt}", "{te␛[31mxt}"),
    ],
)
def test_an_unknown_field_is_refused_in_one_line_that_names_the_known(template: str, part: str) -> None:
    with pytest.raises(StatementsError) as refusal:
        require_style(template)

    message = str(refusal.value)
    assert part in message
    assert message.splitlines() == [message]
    assert len(message) < 250
    assert all(f"{{{name}}}" in message for name in FIELDS)


@pytest.mark.parametrize("template", ["{text", "text}{text}", "{text}[", "{text}]", "{text}[ a [b] ]", "{text}[{text}"])
def test_a_brace_or_bracket_that_stands_alone_is_refused(template: str) -> None:
    with pytest.raises(StatementsError, match="in the template"):
        with_citation(made_quote(), template)


@given(odd_quotes, st.sampled_from(["{text}", "[{authors}, ]{title}", r"{text}\n[{source}]", "{{{locator}}}"]))
def test_a_good_template_is_filled_whatever_the_quote_holds(quote: Quote, template: str) -> None:
    filled = with_citation(quote, template)

    assert "{text}" not in template or quote.words in filled


@given(odd_texts)
def test_a_template_is_either_filled_or_refused(template: str) -> None:
    try:
        filled = with_citation(made_quote("¤"), "{text}" + template)
    except StatementsError as refusal:
        assert str(refusal).splitlines() == [str(refusal)]
    else:
        assert filled.startswith("¤")
