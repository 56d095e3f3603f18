"""Spans, words, folding with its way back, and what a terminal may see."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.text import Span, count_words, fold, fold_key, unify_line_breaks, visible, words

_CHARACTERS = st.one_of(
    st.characters(),
    st.sampled_from("ÀéßŒﬁ½İıΣς—–‐-‘’“”«»'\"\u00ad\u200b\u200d\ufeff\u0301\u0327\u00a0\u3000 \t\nＡ①…ǅ한가각"),
)
_TEXTS = st.text(_CHARACTERS, max_size=40)


@given(_TEXTS, st.data())
def test_every_folded_slice_leads_back_to_characters_that_fold_to_it(text: str, data: st.DataObject) -> None:
    folded = fold(text)
    length = len(folded.text)
    if not length:
        return
    start = data.draw(st.integers(0, length - 1))
    end = data.draw(st.integers(start + 1, length))

    span = folded.original(start, end)

    assert 0 <= span.start < span.end <= len(text)
    assert folded.text[start:end] in fold_key(text[span.start : span.end])
    if folded.offsets is None:
        assert span == (start, end)


@given(_TEXTS)
def test_offsets_of_a_fold_rise_from_the_first_character_to_the_end(text: str) -> None:
    folded = fold(text)
    if folded.offsets is None:
        assert len(folded.text) == len(text)
        return
    assert len(folded.offsets) == len(folded.text) + 1
    assert list(folded.offsets) == sorted(folded.offsets)
    assert folded.offsets[-1] == len(text)


@given(_TEXTS)
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold_key(fold_key(text)) == fold_key(text)
    assert fold(text).text == fold_key(text)


@given(_TEXTS, _TEXTS, _TEXTS)
def test_find_all_finds_what_was_put_in(before: str, needle: str, after: str) -> None:
    folded = fold_key(needle)
    spans = list(fold(before + needle + after).find_all(folded))

    if not folded:
        assert spans == []
        return
    text = before + needle + after
    assert all(folded in fold_key(text[span.start : span.end]) for span in spans)
    assert all(first.start <= second.start for first, second in zip(spans, spans[1:], strict=False))
    assert spans


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Peace", "peace"),
        ("ÉTÉ", "ete"),
        ("été", "ete"),
        ("e\u0301te\u0301", "ete"),
        ("Straße", "strasse"),
        ("ﬁne ½", "fine 1⁄2"),
        ("“peace”", '"peace"'),
        ("«peace»", '"peace"'),
        ("Russia’s", "russia's"),
        ("‘so’", "'so'"),
        ("1932–1933", "1932-1933"),
        ("war—peace", "war-peace"),
        ("a\u00a0b\u3000c\td\ne", "a b c d e"),
        ("co\u00adoperate", "cooperate"),
        ("zero\u200bwidth", "zerowidth"),
        ("İstanbul ısı", "istanbul isi"),
        ("ＮＡＴＯ", "nato"),
        ("МИР", "мир"),
        ("ΣΊΣΥΦΟΣ", "σισυφοσ"),
        ("", ""),
    ],
)
def test_fold_is_blind_to_case_accents_quotes_dashes_and_spaces(text: str, folded: str) -> None:
    assert fold_key(text) == folded


@pytest.mark.parametrize("space", ["\t", "\n", "\v", "\f", "\r", "\x1c", "\x1f", "\x85", "\u00a0", "\u2003"])
def test_every_white_space_folds_to_a_space_whatever_stands_beside_it(space: str) -> None:
    assert fold(f"a{space}b").text == fold_key(f"a{space}b") == "a b"
    assert fold(f"é{space}ß").text == fold_key(f"é{space}ß") == "e ss"


@pytest.mark.parametrize(
    ("text", "needle", "found"),
    [
        ("Straße, straße", "strasse", ["Straße", "straße"]),
        ("the été and the ÉTÉ", "ete", ["été", "ÉTÉ"]),
        ("e\u0301te\u0301!", "ete", ["e\u0301te\u0301"]),
        ('“New Cold War” and "New Cold War"', '"new cold war"', ["“New Cold War”", '"New Cold War"']),
        ("aaaa", "aa", ["aa", "aa"]),
        ("co\u00adoperate", "cooperate", ["co\u00adoperate"]),
        ("ﬁnal", "i", ["ﬁ"]),
        ("nothing", "absent", []),
        ("nothing", "", []),
    ],
)
def test_find_all_gives_the_characters_as_they_stand(text: str, needle: str, found: list[str]) -> None:
    assert [text[start:end] for start, end in fold(text).find_all(needle)] == found


@given(st.text(st.one_of(st.characters(), st.characters(categories=["Cc", "Cf", "Cs", "Zl", "Zp"])), max_size=60))
def test_visible_keeps_the_length_and_lets_nothing_steer_the_terminal(text: str) -> None:
    shown = visible(text)

    assert len(shown) == len(text)
    shown.encode()
    assert not [character for character in shown if unicodedata.category(character) in ("Cc", "Cs", "Zl", "Zp")]
    assert not set(shown) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain “text” – é 中 😀", "plain “text” – é 中 😀"),
        ("\x1b[31m", "␛[31m"),
        ("\x00\x07\x1f", "␀␇␟"),
        ("a\tb\nc", "a b c"),
        ("\x7f", "␡"),
        ("\x80\x9b\x9f", "\ufffd\ufffd\ufffd"),
        ("\u202eabc\u2066", "\ufffdabc\ufffd"),
        ("\ud800", "\ufffd"),
        ("\u2028\u2029", "␤␤"),
        ("\U000e0041", "\ufffd"),
        ("[bold]no markup[/] :smile:", "[bold]no markup[/] :smile:"),
    ],
)
def test_visible_shows_a_placeholder_for_what_it_holds_back(text: str, shown: str) -> None:
    assert visible(text) == shown


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Only one force", ["Only", "one", "force"]),
        (
            "Russia’s far-right, 1,500 and 1.5 million.",
            ["Russia’s", "far-right", "1,500", "and", "1.5", "million"],
        ),
        ("war—peace – so", ["war", "peace", "so"]),
        ("  \n\t ", []),
        ("", []),
        ("“What?”", ["What"]),
        ("мир і Größe", ["мир", "і", "Größe"]),
    ],
)
def test_words_are_counted_as_a_reader_counts_them(text: str, found: list[str]) -> None:
    assert words(text) == found
    assert count_words(text) == len(found)


@pytest.mark.parametrize("line_break", ["\n", "\r\n", "\r", "\x85", "\u2028", "\u2029", "\v"])
def test_line_breaks_of_every_kind_become_line_feeds(line_break: str) -> None:
    assert unify_line_breaks(f"a{line_break}b{line_break}") == "a\nb\n"


def test_form_feed_stays_for_it_ends_a_page() -> None:
    assert unify_line_breaks("a\fb") == "a\fb"


@pytest.mark.parametrize(
    ("one", "other", "overlaps"),
    [
        (Span(0, 3), Span(2, 5), True),
        (Span(0, 3), Span(3, 5), False),
        (Span(2, 3), Span(0, 9), True),
        (Span(4, 4), Span(4, 4), False),
    ],
)
def test_spans_overlap_where_they_share_a_character(one: Span, other: Span, overlaps: bool) -> None:
    assert one.overlaps(other) is overlaps
    assert other.overlaps(one) is overlaps


def test_shifted_span_covers_as_many_characters_further_on() -> None:
    assert Span(2, 5).shifted(10) == Span(12, 15)
