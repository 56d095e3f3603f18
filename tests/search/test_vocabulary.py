"""The vocabulary: words found by their beginning and with edits, without losing one."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from tui.search.vocabulary import Vocabulary, WordTable, letter_mask, make_table, nearby_words, words_beginning

_LETTERS = st.one_of(
    st.sampled_from("abcdeez019.'éйж\u0301"),
    st.sampled_from("abcde"),
    st.sampled_from("ち\u4000中国𐐀𠀀"),
)
_WORDS = st.text(_LETTERS, min_size=1, max_size=9)
_VOCABULARIES = st.lists(_WORDS, unique=True, max_size=30)


def tables_of(vocabulary: Vocabulary, cuts: list[int]) -> list[WordTable]:
    """Return the tables of a vocabulary cut in several runs."""
    ends = sorted({1, len(vocabulary), *(1 + cut % len(vocabulary) for cut in cuts)})
    return [
        make_table(vocabulary.words, first, stop)
        for first, stop in zip(ends, ends[1:], strict=False)
        if first >= 1 and stop <= len(vocabulary)
    ]


def edited(word: str, draw: st.DataObject) -> str:
    """Return a word with a few letters changed."""
    for _ in range(draw.draw(st.integers(0, 2))):
        at, letter = draw.draw(st.integers(0, len(word))), draw.draw(_LETTERS)
        word = draw.draw(
            st.sampled_from(
                [word[:at] + letter + word[at:], word[:at] + letter + word[at + 1 :], word[:at] + word[at + 1 :]]
            )
        )
    return word


@settings(max_examples=300)
@given(_VOCABULARIES, st.lists(st.integers(0, 40), max_size=3), st.integers(0, 3), st.data())
def test_no_word_within_the_allowed_edits_is_lost(
    words: list[str], cuts: list[int], allowed: int, data: st.DataObject
) -> None:
    vocabulary = Vocabulary(words)
    typed = edited(data.draw(st.sampled_from(words)), data) if words else "word"
    typed = typed or "a"

    found = nearby_words(vocabulary.words, tables_of(vocabulary, cuts), typed, allowed)

    brute = {(number, OSA.distance(typed, word)) for number, word in enumerate(vocabulary.words) if number}
    assert sorted(found) == sorted(each for each in brute if each[1] <= allowed)


@settings(max_examples=300)
@given(
    st.lists(st.text(st.sampled_from("abb中é\u3061\u3e2d"), min_size=1, max_size=8), unique=True, max_size=30),
    st.lists(st.integers(0, 40), max_size=3),
    st.data(),
)
def test_words_beginning_are_all_that_begin_so_and_no_other(
    words: list[str], cuts: list[int], data: st.DataObject
) -> None:
    vocabulary = Vocabulary(words)
    word = data.draw(st.one_of(_WORDS, st.sampled_from(words))) if words else "a"
    prefix = word[: data.draw(st.integers(1, len(word)))]

    numbers, lengths = words_beginning(vocabulary.words, tables_of(vocabulary, cuts), prefix)

    brute = [number for number, word in enumerate(vocabulary.words) if number and word.startswith(prefix)]
    assert sorted(numbers.tolist()) == brute
    assert lengths.tolist() == [len(vocabulary.words[number]) for number in numbers.tolist()]


@pytest.mark.parametrize(
    ("prefix", "other"),
    [
        ("a", "\u3061"),
        ("pea", "\u4070\u4065\u4061"),
        ("中", "\u3e2d"),
    ],
)
def test_letters_that_look_alike_in_twelve_bits_are_not_confused(prefix: str, other: str) -> None:
    vocabulary = Vocabulary([other, prefix + "x"])

    assert words_beginning(vocabulary.words, tables_of(vocabulary, []), prefix)[0].tolist() == [2]


@given(_WORDS, st.data())
def test_one_edit_changes_the_mask_of_letters_by_two_at_most(word: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(word) - 1))
    letter = data.draw(st.characters())

    assert (letter_mask(word) ^ letter_mask(word[:at] + letter + word[at + 1 :])).bit_count() <= 2
    assert (letter_mask(word) ^ letter_mask(word[:at] + word[at + 1 :])).bit_count() <= 1
    assert letter_mask(word) == letter_mask(word[::-1])
    assert 0 < letter_mask(word) < 1 << 64


@given(_VOCABULARIES)
def test_mask_of_a_table_is_that_of_each_word(words: list[str]) -> None:
    table = make_table(Vocabulary(words).words, 1, len(words) + 1)

    masks = dict(zip(table.by_length.tolist(), table.masks.tolist(), strict=True))
    assert masks == {number: letter_mask(word) for number, word in enumerate(words, 1)}


def test_number_of_a_word_stays_and_spellings_share_it() -> None:
    vocabulary = Vocabulary()

    first = vocabulary.of_tokens["Ukraine"]

    assert first == 1
    assert vocabulary.of_tokens["peace"] == 2
    assert vocabulary.of_tokens["Ukraine’s"] == vocabulary.of_tokens["UKRAINE"] == vocabulary.number("ukraine") == first
    assert vocabulary.words[first] == "ukraine"
    assert len(vocabulary) == 3


@pytest.mark.parametrize("token", ["\u0301", "'s", "\u00ad"])
def test_token_of_which_nothing_is_left_is_no_word(token: str) -> None:
    vocabulary = Vocabulary()

    assert vocabulary.of_tokens[token] == 0
    assert len(vocabulary) == 1


def test_empty_vocabulary_knows_nothing() -> None:
    assert nearby_words(Vocabulary().words, [], "war", 1) == []
    assert words_beginning(Vocabulary().words, [], "war")[0].tolist() == []
