"""The nearest wording of a quotation in a stretch of text, how like it is, and the words that differ."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.quoting.put_back import is_explained
from tests.samples import PLAIN, prose
from tui.quoting.nearest import Change, Difference, Nearest, find_nearest
from tui.quoting.wording import Wording

_SENTENCE = "The children of the old city want bread and peace before the winter comes."
_TEXT = f"Nobody here spoke of ships. {_SENTENCE} Then they all went home."


def weigh(form: str) -> float:
    return 1.0 if form[0].isalnum() else 0.3


def nearest(quotation: str, text: str = _TEXT) -> Nearest:
    found = find_nearest(Wording(quotation), text, weigh)
    assert found is not None
    return found


def differences(found: Nearest) -> list[tuple[str, str, str]]:
    return [(difference.change.value, difference.quote, difference.text) for difference in found.differences]


def wording(found: Nearest, text: str = _TEXT) -> str:
    return text[found.span.start : found.span.end]


@pytest.mark.parametrize(
    ("quotation", "source", "expected"),
    [
        (_SENTENCE, _SENTENCE, []),
        (_SENTENCE.replace("bread", "wine"), _SENTENCE, [("replace", "wine", "bread")]),
        (_SENTENCE.replace("old ", ""), _SENTENCE, [("delete", "", "old")]),
        (_SENTENCE.replace("old", "very old"), _SENTENCE, [("insert", "very", "")]),
        (_SENTENCE.replace("bread and", "wine or"), _SENTENCE, [("replace", "wine or", "bread and")]),
        (_SENTENCE.replace("The", "All"), _SENTENCE, [("replace", "All", "The")]),
        (_SENTENCE.replace("comes", "ends"), _SENTENCE, [("replace", "ends", "comes")]),
        (_SENTENCE.replace(" want", ", want"), _SENTENCE, [("insert", ",", "")]),
        (_SENTENCE.replace("comes.", "comes!"), _SENTENCE, [("replace", "!", ".")]),
        (
            _SENTENCE.replace("old", "new").replace("winter", "spring"),
            _SENTENCE,
            [("replace", "new", "old"), ("replace", "spring", "winter")],
        ),
        ("want bread and wine before", "want bread and peace before", [("replace", "wine", "peace")]),
        ("the Children of the old city", "The children of the old city",
         [("replace", "the Children", "The children")]),
        ("children\nof the  new city", "children of the old city", [("replace", "new", "old")]),
    ],
)  # fmt: skip
def test_words_that_differ_are_told_beside_the_words_of_the_source(
    quotation: str, source: str, expected: list[tuple[str, str, str]]
) -> None:
    found = nearest(quotation)

    assert wording(found) == source
    assert [[kind, quote.split(), text] for kind, quote, text in differences(found)] == [
        [kind, quote.split(), text] for kind, quote, text in expected
    ]


@pytest.mark.parametrize("word", _SENTENCE.rstrip(".").split())
def test_one_changed_word_is_told_wherever_it_stands(word: str) -> None:
    found = nearest(_SENTENCE.replace(word, "zebra", 1))

    assert wording(found) == _SENTENCE
    assert [quote for _, quote, _ in differences(found)] == ["zebra"]
    assert 0.8 < found.score < 1


def test_score_falls_with_every_word_that_differs() -> None:
    words = _SENTENCE.split()
    changed = [" ".join([*["zebra"] * count, *words[count:]]) for count in range(8)]
    scores = [nearest(quotation).score for quotation in changed]

    assert scores[0] == 1
    assert scores == sorted(set(scores), reverse=True)


def test_heavy_words_count_for_more_than_light_ones() -> None:
    def heavy(form: str) -> float:
        return 9.0 if form == "winter" else 1.0

    without_heavy = find_nearest(Wording(_SENTENCE.replace("winter", "zebra")), _TEXT, heavy)
    without_light = find_nearest(Wording(_SENTENCE.replace("bread", "zebra")), _TEXT, heavy)

    assert without_heavy is not None
    assert without_light is not None
    assert without_heavy.score < without_light.score


@pytest.mark.parametrize(("quotation", "text"), [("Zebras run", _TEXT), ("Peace", ""), ("", _TEXT), ("“”", "...")])
def test_there_is_no_nearest_wording_where_no_word_is_common(quotation: str, text: str) -> None:
    assert find_nearest(Wording(quotation), text, weigh) is None


def test_nearest_of_two_passages_is_the_one_with_more_of_the_words() -> None:
    text = f"The children want winter. {_TEXT} The old people want peace."

    assert wording(nearest(_SENTENCE.replace("bread", "wine"), text), text) == _SENTENCE


def test_words_far_from_the_passage_belong_to_something_else() -> None:
    text = f"{_TEXT} {'Nobody saw it. ' * 6}The winter was long."
    found = nearest("The children of the old city want bread and peace before the winter", text)

    assert wording(found, text) == "The children of the old city want bread and peace before the winter"


@pytest.mark.parametrize("count", [60, 240, 400, 3000])
def test_long_quotation_is_found_with_its_one_changed_word(count: int) -> None:
    draw = random.Random(count)
    words = draw.choices(PLAIN, k=count)
    text = " ".join([*draw.choices(PLAIN, k=40), *words, *draw.choices(PLAIN, k=40)])
    found = nearest(" ".join([*words[: count // 2], "zebra", *words[count // 2 + 1 :]]), text)

    assert wording(found, text) == " ".join(words)
    assert differences(found) == [("replace", "zebra", words[count // 2])]


def test_quotation_longer_than_the_text_is_compared_too() -> None:
    found = nearest(f"{_SENTENCE} {_SENTENCE} {_SENTENCE}", _SENTENCE)

    assert wording(found, _SENTENCE) == _SENTENCE
    assert 0.4 < found.score < 0.6


@given(prose(2, 5), st.data())
def test_differences_put_back_give_the_words_of_the_source(text: str, data: st.DataObject) -> None:
    words = text.split()
    first = data.draw(st.integers(0, len(words) - 4))
    quoted = words[first : data.draw(st.integers(first + 4, len(words)))]
    for place in sorted(data.draw(st.sets(st.integers(0, len(quoted) - 1), max_size=3)), reverse=True):
        quoted[place : place + 1] = data.draw(st.sampled_from([[], ["zebra"], ["zebra", "lion"], [quoted[place]] * 2]))
    quotation = Wording(" ".join(quoted))
    found = find_nearest(quotation, text, weigh)

    if found is not None:
        assert is_explained(quotation.text, text[found.span.start : found.span.end], found.differences)
        assert 0 < found.score <= 1


@given(st.text(max_size=80), st.text(max_size=80))
def test_any_two_texts_can_be_compared(quotation: str, text: str) -> None:
    found = find_nearest(Wording(quotation), text, weigh)

    if found is not None:
        assert 0 <= found.span.start < found.span.end <= len(text)
        assert is_explained(quotation, text[found.span.start : found.span.end], found.differences)


@pytest.mark.parametrize(
    ("difference", "words"),
    [
        (Difference(Change.REPLACED, "two\nwords", "a  word"), "quoted: two words  source: a word"),
        (Difference(Change.INSERTED, "very", ""), "not in the source: very"),
        (Difference(Change.DELETED, "", "old\n\ncity"), "left out: old city"),
        (Difference(Change.ORDER, "a [...] b", "b"), "the parts do not stand in this order"),
    ],
)
def test_difference_is_said_on_one_line(difference: Difference, words: str) -> None:
    assert difference.in_words == words
