"""Shared phrases: all that two texts have in common word for word, where it stands, and whether it is a quotation."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.compare.texts import VOCABULARY, texts
from tests.samples import damaged_statements, prose, within
from tui.compare.function_words import function_words
from tui.compare.shared_phrases import SharedPhrases, find_shared, is_in_quotes
from tui.text import Span, fold_key
from tui.tokens import token_spans

_Found = dict[tuple[str, ...], tuple[set[tuple[int, Span]], set[tuple[int, Span]]]]
_FEW = VOCABULARY[:5] + ["of"]


def found_by_force(a: Sequence[str], b: Sequence[str]) -> _Found:
    """Return the words of all maximal common runs with all their places, found by trying every two positions."""
    sides = [_folded(text) for text in a], [_folded(text) for text in b]
    functional = function_words(word for side in sides for words, _ in side for word in words)
    runs: set[tuple[str, ...]] = set()
    for left, _ in sides[0]:
        for right, _ in sides[1]:
            for p in range(len(left)):
                for q in range(len(right)):
                    if p and q and left[p - 1] == right[q - 1]:
                        continue
                    length = 0
                    while left[p + length : p + length + 1] == right[q + length : q + length + 1] != []:
                        length += 1
                    run = tuple(left[p : p + length])
                    if length >= 4 and sum(word not in functional for word in run) >= 2:
                        runs.add(run)
    return {run: (_places(sides[0], run), _places(sides[1], run)) for run in runs}


def _folded(text: str) -> tuple[list[str], list[Span]]:
    spans = token_spans(text)
    return [fold_key(text[start:end]) for start, end in spans], spans


def _places(side: Sequence[tuple[list[str], list[Span]]], run: tuple[str, ...]) -> set[tuple[int, Span]]:
    return {
        (passage, Span(spans[at].start, spans[at + len(run) - 1].end))
        for passage, (words, spans) in enumerate(side)
        for at in range(len(words) - len(run) + 1)
        if tuple(words[at : at + len(run)]) == run
    }


def told(shared: SharedPhrases) -> _Found:
    return {
        tuple(_folded(phrase.text)[0]): (
            {(place.passage, place.span) for place in phrase.a},
            {(place.passage, place.span) for place in phrase.b},
        )
        for phrase in shared.phrases
    }


@given(texts(_FEW, min_words=3), texts(_FEW, min_words=3))
def test_phrases_are_all_maximal_runs_with_all_their_places(a: list[str], b: list[str]) -> None:
    shared = find_shared(a, b)

    assert shared.is_complete
    assert told(shared) == found_by_force(a, b)
    assert len(told(shared)) == len(shared.phrases)


@given(damaged_statements(), st.lists(prose(1, 2), min_size=1, max_size=3), st.integers(0, 3))
def test_phrases_of_damaged_statements_are_all_there_too(statement: str, passages: list[str], at: int) -> None:
    a, b = [statement, *passages], [*passages[:at], statement[len(statement) // 3 :]]

    assert told(find_shared(a, b)) == found_by_force(a, b)


@given(texts(_FEW, min_words=3), texts(_FEW, min_words=3))
def test_phrases_stand_at_their_places_the_longest_first(a: list[str], b: list[str]) -> None:
    shared = find_shared(a, b)

    for phrase in shared.phrases:
        (first, *_) = phrase.a
        assert a[first.passage][first.span.start : first.span.end] == phrase.text
        for texts_, places in ((a, phrase.a), (b, phrase.b)):
            words = [_folded(texts_[place.passage][place.span.start : place.span.end])[0] for place in places]
            assert words == [_folded(phrase.text)[0]] * len(places)
            assert list(places) == sorted(places)
        assert phrase.words == len(_folded(phrase.text)[0])
    lengths = [phrase.words for phrase in shared.phrases]
    assert lengths == sorted(lengths, reverse=True)


@given(texts(_FEW, min_words=3), texts(_FEW, min_words=3))
def test_other_way_round_the_same_phrases_are_found(a: list[str], b: list[str]) -> None:
    mirrored = told(find_shared(b, a))

    assert {run: (second, first) for run, (first, second) in mirrored.items()} == told(find_shared(a, b))


@pytest.mark.parametrize(
    ("a", "b", "phrases"),
    [
        (["the treaty of peace was signed"], ["a treaty of peace was signed"], ["treaty of peace was signed"]),
        (["treaty of peace"], ["treaty of peace"], []),
        (["and it was to be of the"], ["and it was to be of the"], []),
        (["it is in the harvest and there"], ["it is in the harvest and there"], []),
        (["it is in the harvest of wheat"], ["it is in the harvest of wheat"], ["it is in the harvest of wheat"]),
        (["Don’t sign “that” treaty – now"], ["DON'T SIGN 'THAT' TREATY - NOW"], ["Don’t sign “that” treaty – now"]),
        (["the café of the new city"], ["the cafe\u0301 of the new city"], ["the café of the new city"]),
        (["harvest winter", "treaty city"], ["harvest winter treaty city"], []),
        (["harvest winter treaty city"], ["harvest winter", "treaty city"], []),
        (["harvest, winter; treaty. City"], ["harvest winter treaty city"], ["harvest, winter; treaty. City"]),
        (["中国人民的和平"], ["中国人民的平和"], ["中国人民的"]),
        ([], ["harvest winter treaty city"], []),
        ([""], [""], []),
    ],
)
def test_phrase_has_four_words_two_of_them_content_words_within_a_passage(
    a: list[str], b: list[str], phrases: list[str]
) -> None:
    assert [phrase.text for phrase in find_shared(a, b).phrases] == phrases


_SAID = "we shall never sign a treaty of that kind"


@pytest.mark.parametrize(
    ("a", "b", "quoted"),
    [
        (f"{_SAID}.", f"{_SAID}!", None),
        (f"They said: “{_SAID}.”", f"{_SAID}!", "a"),
        (f"{_SAID}.", f'They said: "{_SAID}".', "b"),
        (f"{_SAID}.", f"Sie sagten: „{_SAID}“.", "b"),
        (f"{_SAID}.", f"Ils disent : « {_SAID} ».", "b"),
        (f"{_SAID}.", f"They said: ‘{_SAID}’.", "b"),
        (f"“{_SAID}”", f"They said: ‘{_SAID}’.", "both"),
        (f"“Never.” Indeed, {_SAID}.", f"{_SAID}!", None),
        (f"The people’s will: {_SAID}.", f"{_SAID}!", None),
    ],
)
def test_phrase_in_quotation_marks_is_a_quotation(a: str, b: str, quoted: str | None) -> None:
    (phrase,) = find_shared([a], [b]).phrases

    assert phrase.quoted == quoted


def test_phrase_of_which_one_word_is_in_quotation_marks_is_no_quotation() -> None:
    a = "The aim of “retaking” the city by the winter was proclaimed."
    b = "They aim at retaking the city by the winter."

    (phrase,) = find_shared([a], [b]).phrases

    assert phrase.text == "retaking” the city by the winter"
    assert phrase.quoted is None


@pytest.mark.parametrize(
    ("text", "is_quoted"),
    [
        ("he said |so it is|", False),
        ("he “said |so it is|”", True),
        ("he “said” |so it is|", False),
        ("he “said ‘yes’ |so it is|”", True),
        ("he “said ‘|so it is|’”", True),
        ('he "said |so it is|"', True),
        ('he "said" |so it is|', False),
        ("he said “|so” it is|", False),
        ("he said |so “it is|”", False),
        ("he said |so “it” is|", False),
        ("he “said |so ‘it’ is|”", True),
        ("he “said |so don’t we|”", True),
        ("don’t say |so it is|", False),
        ("»sagte |er so|«", True),
        ("「|和平|」", True),
        ("“never closed " + "and so on " * 400 + "|so it is|", False),
    ],
)
def test_only_what_stands_within_one_pair_of_marks_is_in_quotes(text: str, is_quoted: bool) -> None:
    before, span, after = text.split("|")

    assert is_in_quotes(before + span + after, Span(len(before), len(before + span))) is is_quoted


def test_many_copies_of_a_passage_are_all_told() -> None:
    sentence = "The harvest of wheat was poor this winter."

    (phrase,) = find_shared([sentence] * 300, [sentence, "Nothing.", sentence]).phrases

    assert [place.passage for place in phrase.a] == list(range(300))
    assert [place.passage for place in phrase.b] == [0, 2]


def test_texts_that_repeat_themselves_thousands_of_times_are_answered_in_bounded_time() -> None:
    a = [f"{number} harvest of wheat was poor this winter" for number in range(1_600)]
    b = [f"harvest of wheat was poor this winter {number}" for number in range(1_600)]

    with within(30):
        shared = find_shared(a, b)

    assert not shared.is_complete
    assert [phrase.text for phrase in shared.phrases[-1:]] == ["harvest of wheat was poor this winter"]
    for phrase in shared.phrases:
        for place in phrase.a:
            assert fold_key(a[place.passage][place.span.start : place.span.end]) == fold_key(phrase.text)
