"""A quote is an exact slice; what goes to a clipboard is clean; a notice claims only what is known."""

import base64
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.samples import damaged_statements, read_text
from tui.quoting.clipboard import Delivery, clean, osc52, send
from tui.quoting.quote import take_quote
from tui.text import Span

_BREAKS = ("\r\n", "\r", "\x85", "\u2028", "\u2029")


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


_ANY = st.text(st.one_of(st.characters(), st.characters(categories=["Cc", "Cf", "Cs", "Zl", "Zp"])), max_size=80)


@given(_ANY)
def test_clean_text_has_no_control_character(text: str) -> None:
    cleaned, dropped = clean(text)

    assert dropped >= 0
    cleaned.encode()
    assert {c for c in cleaned if unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp")} <= {"\t", "\n"}
    assert not set(cleaned) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")
    assert clean(cleaned) == (cleaned, 0)


_HARMLESS = st.characters(
    exclude_categories=["Cc", "Cf", "Cs", "Zl", "Zp"], include_characters="\t\n\u200d\u200c\u00ad"
)


@given(st.text(_HARMLESS, max_size=80))
def test_clean_leaves_everything_else_untouched(text: str) -> None:
    assert clean(text) == (text.rstrip("\n"), 0)


@pytest.mark.parametrize(
    ("text", "cleaned", "dropped"),
    [
        ("Peace “now” – é 中 😀\t.", "Peace “now” – é 中 😀\t.", 0),
        ("a\x1b[31mb", "a[31mb", 1),
        ("a\x00\x07\x7f\x9bb", "ab", 4),
        ("a\u202eb\u2066c", "abc", 2),
        ("\ufeffa", "a", 1),
        ("a\r\nb\rc\u2028d", "a\nb\nc\nd", 0),
        ("a\n\n", "a", 0),
        ("a\ud800b", "a\ufffdb", 0),
        ("👨\u200d👩", "👨\u200d👩", 0),
        ("", "", 0),
    ],
)
def test_clean_drops_and_counts_what_could_steer_a_terminal(text: str, cleaned: str, dropped: int) -> None:
    assert clean(text) == (cleaned, dropped)


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=80))
def test_osc52_carries_the_text_and_nothing_that_ends_it_early(text: str) -> None:
    sequence = osc52(text)

    assert sequence.startswith("\x1b]52;c;")
    assert sequence.endswith("\a")
    payload = sequence.removeprefix("\x1b]52;c;").removesuffix("\a")
    assert payload.isascii()
    assert not set(payload) & {"\x1b", "\a", "\n", " "}
    assert base64.b64decode(payload, validate=True).decode() == text


def test_osc52_of_known_words_is_known_to_the_byte() -> None:
    assert osc52("Größe") == "\x1b]52;c;R3LDtsOfZQ==\x07"


def test_send_writes_once_what_is_clean_and_says_how_much() -> None:
    written: list[str] = []

    delivery = send("a\x1b b\n", written.append)

    assert written == [osc52("a b")]
    assert delivery == Delivery(3, "the terminal's clipboard", is_confirmed=False, dropped=1)


@pytest.mark.parametrize(
    ("delivery", "notice"),
    [
        (Delivery(214, "the terminal's clipboard"), "sent 214 characters to the terminal's clipboard"),
        (Delivery(1, "the terminal's clipboard"), "sent 1 character to the terminal's clipboard"),
        (Delivery(12345, "the terminal's clipboard"), "sent 12,345 characters to the terminal's clipboard"),
    ],
)
def test_notice_says_sent_with_route_and_size_where_nothing_is_confirmed(delivery: Delivery, notice: str) -> None:
    assert delivery.notice == notice


def test_notice_says_copied_only_where_it_is_confirmed() -> None:
    assert Delivery(5, "xclip", is_confirmed=True).notice.startswith("copied 5 characters")
    assert "copied" not in Delivery(5, "xclip").notice


def test_notice_tells_of_characters_left_out() -> None:
    assert "2 control characters" in Delivery(5, "the terminal's clipboard", dropped=2).notice
