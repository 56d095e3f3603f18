"""Vocabulary: words that one text uses more than chance explains, by log-likelihood."""

from collections import Counter
from math import log

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.samples import SEEDS
from tui.compare.comparison import compare
from tui.compare.vocabulary import FEWEST, MARKED, SHOWN, count_words, find_keywords, g2
from tui.documents.reading import read_document

_COUNTS = st.dictionaries(
    st.sampled_from(["war", "peace", "nato", "talks", "the", "of", "would"]), st.integers(1, 40)
).map(Counter)


@pytest.mark.parametrize(
    ("a", "b", "c", "d", "expected"),
    [
        (8, 0, 1380, 1281, 10.506),
        (13, 4, 1380, 1281, 4.370),
        (0, 7, 1380, 1281, 10.235),
        (3, 15, 1380, 1281, 9.651),
        (10, 10, 100, 100, 0.0),
        (10, 0, 100, 100, 20 * log(2)),
        (30, 10, 100, 100, 2 * (30 * log(1.5) + 10 * log(0.5))),
        (0, 0, 100, 100, 0.0),
    ],
)
def test_log_likelihood_is_that_of_the_formula(a: int, b: int, c: int, d: int, expected: float) -> None:
    assert g2(a, b, c, d) == pytest.approx(expected, abs=5e-4)
    assert g2(b, a, d, c) == pytest.approx(expected, abs=5e-4)


def test_samples_have_the_words_of_the_worked_example_by_their_own_body_counts() -> None:
    """The example counts 1,380 and 1,281 words; headings and captions, which are no body blocks here, make the rest."""
    first, third = (read_document(next(SEEDS.glob(f"{number}_*")), number) for number in ("001", "003"))

    comparison = compare(first, third)

    assert [share.words for share in comparison.shares] == [1306, 1238]
    assert [count_words(texts).total() for texts in comparison.texts] == [1306, 1238]
    told = {word.term: (word.side, word.count_a, word.count_b) for word in comparison.words}
    assert told["invasion"] == ("a", 7, 0)
    assert told["talks"] == ("b", 0, 7)
    assert "nato" not in told
    for word in comparison.words:
        assert word.g2 == pytest.approx(g2(word.count_a, word.count_b, 1306, 1238))


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("War, war – and WAR.", {"war": 3, "and": 1}),
        ("Don’t; don't; dont", {"dont": 3}),
        ("the café, the cafe\u0301", {"the": 2, "cafe": 2}),
        ("de-escalation", {"de": 1, "escalation": 1}),
        ("_war_ *war*", {"war": 2}),
        ("", {}),
        ("— … !", {}),
    ],
)
def test_words_are_counted_folded_and_without_apostrophes(text: str, counts: dict[str, int]) -> None:
    assert count_words([text, ""]) == counts


@given(_COUNTS, _COUNTS)
def test_keywords_are_those_that_pass_all_bounds(a: Counter[str], b: Counter[str]) -> None:
    found = find_keywords(a, b)

    sizes = a.total(), b.total()
    expected = set()
    for term in (a | b) if all(sizes) else ():
        rates = a[term] / sizes[0], b[term] / sizes[1]
        most = a[term] if rates[0] > rates[1] else b[term]
        is_told = g2(a[term], b[term], *sizes) >= 6.63 and most >= 3 and max(rates) >= 1.5 * min(rates)
        expected |= {(term, "a" if rates[0] > rates[1] else "b")} if is_told else set()
    assert {(word.term, word.side) for word in found} == expected
    assert [word.g2 for word in found] == sorted((word.g2 for word in found), reverse=True)
    assert all((word.count_a, word.count_b) == (a[word.term], b[word.term]) for word in found)
    assert all(word.is_marked is (word.g2 >= 10.83) for word in found)


@given(_COUNTS, _COUNTS)
def test_other_way_round_the_same_words_are_found(a: Counter[str], b: Counter[str]) -> None:
    other = {"a": "b", "b": "a"}

    mirrored, found = find_keywords(b, a), find_keywords(a, b)

    assert [(other[word.side], word.term, word.count_b, word.count_a) for word in mirrored] == [
        (word.side, word.term, word.count_a, word.count_b) for word in found
    ]
    assert [word.g2 for word in mirrored] == pytest.approx([word.g2 for word in found])


def test_bounds_are_chances_of_one_in_a_hundred_and_one_in_a_thousand() -> None:
    assert (SHOWN, MARKED, FEWEST) == (6.63, 10.83, 3)


def test_frequency_tells_nothing_of_two_occurrences_or_of_a_small_effect() -> None:
    rest = Counter({f"w{number}": 1 for number in range(40)})

    assert find_keywords(Counter({"war": 2}) + rest, Counter({f"v{number}": 1 for number in range(5_000)})) == ()
    assert find_keywords(Counter({"war": 3_000, "x": 7_000}), Counter({"war": 2_600, "x": 7_400})) == ()
    assert [
        word.term for word in find_keywords(Counter({"war": 3_000, "x": 7_000}), Counter({"war": 1_900, "x": 8_100}))
    ][:1] == ["war"]


def test_function_words_are_known_as_such_in_their_own_language_only() -> None:
    english = Counter({"the": 60, "of": 40, "and": 40, "war": 60, "treaty": 3})
    german = Counter({"der": 60, "und": 40, "die": 40, "war": 60, "vertrag": 3})

    told_english = {word.term: word.is_function_word for word in find_keywords(english, Counter({"city": 200, "a": 9}))}
    told_german = {
        word.term: word.is_function_word for word in find_keywords(german, Counter({"stadt": 200, "ein": 9}))
    }

    assert told_english["the"]
    assert not told_english["war"]
    assert told_german["war"]


@pytest.mark.parametrize(("a", "b"), [({}, {}), ({"war": 9}, {}), ({}, {"war": 9}), ({"war": 9}, {"war": 9})])
def test_nothing_is_told_of_empty_or_equal_texts(a: dict[str, int], b: dict[str, int]) -> None:
    assert find_keywords(Counter(a), Counter(b)) == ()
