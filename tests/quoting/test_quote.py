"""A quote is an exact slice; what goes to a clipboard is clean; a notice claims only what is known."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.samples import damaged_statements, read_text
from tui.quoting.quote import take_quote
from tui.text import Span


@given(damaged_statements(), st.data())
def test_quote_is_a_slice_of_the_text_without_white_space_at_its_ends(text: str, data: st.DataObject) -> None:
    document = read_text(text)
    start = data.draw(st.integers(-5, len(document.text) + 5))
    end = data.draw(st.integers(-5, len(document.text) + 5))

    quote = take_quote(document, Span(start, end))

    assert quote.text == document.text[quote.span.start : quote.span.end]
    assert quote.text == document.text[max(0, start) : max(0, end)].strip()
    assert quote.document_id == document.id
    assert 0 <= quote.span.start <= quote.span.end


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
