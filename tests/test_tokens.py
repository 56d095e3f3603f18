"""Tokens: what counts as a word, where it stands, and the form in which words are compared."""

import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.text import Span
from tui.tokens import allowed_edits, core_span, fold_token, is_unspaced, raw_tokens, token_spans, word_spans

_CHARACTERS = st.one_of(
    st.characters(),
    st.sampled_from("abzAZ019'’ʼ.,-–—\u00ad\u200b\u200d\u0301\u0308\u00a0\u202f \n²½ﬁßİıёЁ"),
    st.sampled_from("中国人民和平สวัสดีทำで゙がｶﾞ한국가간ខ្មែ\u1100\u1161\u11a8\u3099"),
)
_TEXTS = st.text(_CHARACTERS, max_size=40)


def folded(text: str) -> list[str]:
    return [fold_token(token) for token in raw_tokens(text)]


@given(_TEXTS)
def test_spans_slice_the_tokens_out_of_the_text(text: str) -> None:
    spans = token_spans(text)

    assert [text[start:end] for start, end in spans] == raw_tokens(text)
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
    starts, ends = [span.start for span in spans], [span.end for span in spans]
    assert starts == sorted(set(starts))
    assert ends == sorted(ends)


@given(_TEXTS)
def test_tokens_share_characters_only_in_scripts_without_spaces(text: str) -> None:
    spans = token_spans(text)

    for before, after in zip(spans, spans[1:], strict=False):
        if before.overlaps(after):
            assert is_unspaced(text[before.start : before.end])
            assert is_unspaced(text[after.start : after.end])


@given(_TEXTS)
def test_no_letter_or_digit_is_outside_the_tokens(text: str) -> None:
    covered = {place for start, end in token_spans(text) for place in range(start, end)}

    for place, character in enumerate(text):
        if character.isalnum() and character not in "¹²³⁰⁴⁵⁶⁷⁸⁹":
            assert place in covered


def test_every_letter_and_digit_there_is_belongs_to_a_token() -> None:
    characters = [chr(code) for code in range(sys.maxunicode + 1)]
    letters = [each for each in characters if each.isalpha() or (each.isdecimal() and each < "\U0001f000")]

    assert raw_tokens("\n".join(letters)) == letters


@given(_TEXTS)
def test_no_token_begins_with_a_mark_where_a_letter_stands_before_it(text: str) -> None:
    for start, _ in token_spans(text):
        is_mark = unicodedata.category(text[start])[0] == "M" and ord(text[start]) < 0x10000
        assert not (is_mark and start and text[start - 1].isalpha())


@given(st.text(st.sampled_from("aeéÉçñüåÅйЙёЁїґάώΐがぱ한국각ngtÀ '’.,-"), max_size=20))
def test_composed_and_decomposed_text_has_the_same_words(text: str) -> None:
    composed, decomposed = unicodedata.normalize("NFC", text), unicodedata.normalize("NFD", text)

    assert folded(composed) == folded(decomposed)


@given(st.text(st.characters(max_codepoint=0x24F, categories=["Ll", "Lu"]), min_size=1, max_size=12))
def test_small_and_large_letters_are_the_same_word(word: str) -> None:
    assert fold_token(word.capitalize()) == fold_token(word.lower())


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("Only one force.", ["Only", "one", "force"]),
        ("don't, Ukraine’s, O'Neill’s", ["don't", "Ukraine’s", "O'Neill’s"]),
        ("'quoted' ‘words’", ["quoted", "words"]),
        ("far-right war—peace 1932–1933", ["far", "right", "war", "peace", "1932", "1933"]),
        ("co\u00adoperate zero\u200bwidth", ["co\u00adoperate", "zero\u200bwidth"]),
        ("e\u0301te\u0301 x", ["e\u0301te\u0301", "x"]),
        ("1,000,000 of 1.5 and 2,5", ["1,000,000", "of", "1.5", "and", "2,5"]),
        ("1\u00a0000\u00a0000 or 1\u202f500", ["1\u00a0000\u00a0000", "or", "1\u202f500"]),
        ("on 10.12.2022", ["on", "10", "12", "2022"]),
        ("In 2014,000 was 12,34,567", ["In", "2014,000", "was", "12", "34,567"]),
        ("the U.S. and U.N., i.e. W.H.O.", ["the", "U.S.", "and", "U.N.", "i.e.", "W.H.O."]),
        ("End of it.A new one", ["End", "of", "it", "A", "new", "one"]),
        ("note² and note¹²", ["note", "and", "note"]),
        ("a\u00a0b\tc\nd", ["a", "b", "c", "d"]),
        ("snake_case @who #tag", ["snake", "case", "who", "tag"]),
        ("中国人", ["中国", "国人", "人"]),
        ("中", ["中"]),
        ("中国 and 人", ["中国", "国", "and", "人"]),
        ("NATO北約USA", ["NATO", "北約", "約", "USA"]),
        ("สวัสดี", ["สวั", "วัส", "สดี", "ดี"]),
        ("… — “ ” * ^ $ \\", []),
        ("", []),
    ],
)
def test_words_are_taken_from_the_text_as_they_are_written(text: str, tokens: list[str]) -> None:
    assert raw_tokens(text) == tokens


@pytest.mark.parametrize(
    ("written", "form"),
    [
        ("Peace", "peace"),
        ("ÉTÉ", "ete"),
        ("e\u0301te\u0301", "ete"),
        ("Straße", "strasse"),
        ("ﬁnal", "final"),
        ("œuvre", "oeuvre"),
        ("Łódź", "lodz"),
        ("Ukraine's", "ukraine"),
        ("Ukraine’s", "ukraine"),
        ("Ukraineʼs", "ukraine"),
        ("O'Neill’s", "oneill"),
        ("don’t", "dont"),
        ("l'Ukraine", "ukraine"),
        ("İstanbul’daki", "istanbul"),
        ("Türkiye'nin", "turkiye"),
        ("ABD’nin", "abd"),
        ("Putin'e", "putin"),
        ("2022'de", "2022"),
        ("Hawai'i", "hawaii"),
        ("Qur'an", "quran"),
        ("Arba'in", "arbain"),
        ("L'viv", "lviv"),
        ("D'Souza", "dsouza"),
        ("quelqu'un", "quelquun"),
        ("١٬٢٠٠", "1200"),
        ("qu’une", "une"),
        ("dell'arte", "arte"),
        ("co\u00adoperate", "cooperate"),
        ("zero\u200bwidth", "zerowidth"),
        ("ёлка", "елка"),
        ("Ёлка", "елка"),
        ("İstanbul", "istanbul"),
        ("ısı", "isi"),
        ("ΣΊΣΥΦΟΣ", "σισυφοσ"),
        ("ＮＡＴＯ", "nato"),
        ("1,000,000", "1000000"),
        ("1.000.000", "1000000"),
        ("1\u00a0000\u00a0000", "1000000"),
        ("1,000.50", "1000.50"),
        ("1.000,50", "1000.50"),
        ("1,5", "1.5"),
        ("10’000", "10000"),
        ("2022", "2022"),
        ("1990s", "1990s"),
        ("1990's", "1990"),
        ("U.S.", "u.s"),
        ("U.S", "u.s"),
        ("US", "u.s"),
        ("US’s", "u.s"),
        ("us", "us"),
        ("Us", "us"),
        ("IT", "i.t"),
        ("it's", "it"),
        ("U.N.", "un"),
        ("UN", "un"),
        ("i.e.", "ie"),
    ],
)
def test_spellings_of_a_word_fold_to_one_form(written: str, form: str) -> None:
    assert raw_tokens(written) == [written]
    assert fold_token(written) == form


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("it'll", "ill"),
        ("that’ll", "thall"),
        ("could've", "coulve"),
        ("US", "us"),
        ("1.5", "15"),
        ("1.50", "150"),
        ("が", "か"),
        ("ไม้", "ไม"),
    ],
)
def test_different_words_stay_apart(one: str, other: str) -> None:
    assert fold_token(one) != fold_token(other)


@pytest.mark.parametrize(
    ("token", "allowed"),
    [
        ("", 0),
        ("a", 0),
        ("us", 0),
        ("war", 1),
        ("nato", 2),
        ("peace", 2),
        ("escalation", 2),
        ("2022", 0),
        ("1990s", 0),
        ("x" * 120, 2),
        ("x" * 121, 0),
    ],
)
def test_short_words_numbers_and_monsters_must_be_right(token: str, allowed: int) -> None:
    assert allowed_edits(token) == allowed


@pytest.mark.parametrize(
    ("token", "unspaced"),
    [("中国", True), ("สวั", True), ("がぎ", True), ("한국", True), ("peace", False), ("мир", False), ("été", False)],
)
def test_scripts_without_spaces_are_known(token: str, unspaced: bool) -> None:
    assert is_unspaced(token) is unspaced


@pytest.mark.parametrize(
    ("text", "span", "rest"),
    [
        ("in Ukraine's east", Span(3, 12), "Ukraine"),
        ("in Ukraine’S east", Span(3, 12), "Ukraine"),
        ("don't", Span(0, 5), "don't"),
        ("its", Span(0, 3), "its"),
    ],
)
def test_possessive_is_left_out_of_a_span(text: str, span: Span, rest: str) -> None:
    start, end = core_span(text, span)

    assert text[start:end] == rest


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", []),
        ("the so-called “Budapest  Memorandum”", ["the", "so-called", "“Budapest", "Memorandum”"]),
        ("新的制裁, 2022年", ["新", "的", "制", "裁", ",", "2022", "年"]),
        ("น้ำดื่ม", ["น้ำ", "ดื่", "ม"]),
    ],
)
def test_words_as_people_count_them(text: str, words: list[str]) -> None:
    assert [text[start:end] for start, end in word_spans(text)] == words
