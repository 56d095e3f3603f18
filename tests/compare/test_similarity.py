"""Terms and similarity: stems, runs of characters, and the cosine of weighted terms as its formula says."""

from collections import Counter
from collections.abc import Callable, Sequence
from math import log, sqrt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.compare.texts import texts
from tests.samples import damaged_statements
from tui.compare.similarity import MOST_FOR_GRAMS, Similarity
from tui.compare.terms import GRAM, Vocabulary, folded_words, pieces, stem


@pytest.mark.parametrize(
    ("word", "stemmed"),
    [
        ("treaties", "treaty"),
        ("sanctions", "sanction"),
        ("warning", "warn"),
        ("warnings", "warn"),
        ("warned", "warn"),
        ("planned", "plan"),
        ("planning", "plan"),
        ("repeatedly", "repeat"),
        ("quickly", "quick"),
        ("peace", "peac"),
        ("peaces", "peac"),
        ("crisis", "crisis"),
        ("status", "status"),
        ("congress", "congress"),
        ("sing", "sing"),
        ("red", "red"),
        ("one", "one"),
        ("is", "is"),
        ("u.s", "u.s"),
        ("2022", "2022"),
        ("größe", "größe"),
        ("мира", "мира"),
        ("中国", "中国"),
        ("", ""),
    ],
)
def test_stem_leaves_common_endings_out(word: str, stemmed: str) -> None:
    assert stem(word) == stemmed


@given(st.text("ab \n", max_size=60), st.integers(1, 12))
def test_pieces_are_the_whole_text(text: str, size: int) -> None:
    found = list(pieces(text, size))

    assert "".join(found) == text
    assert all(len(piece) <= size for piece in found)


@given(st.lists(st.text("abcde", min_size=1, max_size=9), max_size=30).map(" ".join), st.integers(10, 20))
def test_pieces_part_no_word_that_fits(text: str, size: int) -> None:
    assert [word for piece in pieces(text, size) for word in piece.split()] == text.split()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Ukraine’s “War”", ["ukraine", "war"]),
        ("the US tells us", ["the", "u.s", "tells", "us"]),
        ("1,000 Café", ["1000", "cafe"]),
    ],
)
def test_words_are_compared_folded(text: str, words: list[str]) -> None:
    assert folded_words(text) == words


@given(texts(), damaged_statements())
def test_counts_are_those_of_the_words(passages: list[str], statement: str) -> None:
    passages = [*passages, statement]
    vocabulary = Vocabulary()

    counts = vocabulary.words_of(passages)

    naive = [Counter(filter(None, folded_words(text))) for text in passages]
    assert counts.size == len(passages)
    for place, expected in enumerate(naive):
        own = counts.counts[counts.passages == place]
        assert sorted(own.tolist()) == sorted(expected.values())
    assert vocabulary.words_of(passages[:1]).terms.tolist() == counts.terms[counts.passages == 0].tolist()


@given(texts(min_size=1), texts(min_size=1), st.booleans())
def test_cosine_is_that_of_the_formula(a: list[str], b: list[str], has_grams: bool) -> None:
    found = Similarity(a, b, has_grams).rows(0, len(a))

    words = _cosines(a, b, lambda text: [stem(word) for word in folded_words(text) if word])
    runs = _cosines(a, b, _runs)
    expected = [[(one + other) / 2 for one, other in zip(*rows, strict=True)] for rows in zip(words, runs, strict=True)]
    assert np.allclose(found, expected if has_grams else words, atol=1e-5)


def _runs(text: str) -> list[str]:
    """Return the runs of four characters of the folded words, a space between them, before and after."""
    line = f" {' '.join(word for word in folded_words(text) if word)} "
    return [line[at : at + GRAM] for at in range(len(line) - GRAM + 1)]


def _cosines(a: Sequence[str], b: Sequence[str], terms: Callable[[str], list[str]]) -> list[list[float]]:
    """Return tf-idf cosines, worked out with dictionaries: tf = 1 + ln n, idf = ln((1 + N) / (1 + df)) + 1."""
    counts_a, counts_b = [Counter(terms(text)) for text in a], [Counter(terms(text)) for text in b]
    df = Counter(term for counts in (*counts_a, *counts_b) for term in counts)
    total = len(a) + len(b)

    def weighted(counts: Counter[str]) -> dict[str, float]:
        vector = {term: (1 + log(n)) * (log((1 + total) / (1 + df[term])) + 1) for term, n in counts.items()}
        length = sqrt(sum(weight * weight for weight in vector.values()))
        return {term: weight / length for term, weight in vector.items()}

    sides = [weighted(counts) for counts in counts_a], [weighted(counts) for counts in counts_b]
    return [[sum(x * right.get(term, 0) for term, x in left.items()) for right in sides[1]] for left in sides[0]]


@given(texts(min_size=2), texts(min_size=1), st.data())
def test_some_rows_are_those_of_all(a: list[str], b: list[str], data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(a) - 1))
    end = data.draw(st.integers(start + 1, len(a)))
    similarity = Similarity(a, b)

    assert np.allclose(similarity.rows(start, end), similarity.rows(0, len(a))[start:end], atol=1e-6)


def test_words_alone_count_where_there_are_very_many_passages() -> None:
    side = int(MOST_FOR_GRAMS**0.5)
    many = [f"number{place}" for place in range(side + 1)]
    few = many[:side]

    assert Similarity(few, few).rows(0, 1)[0, 1] > 0
    assert Similarity(many, few).rows(0, 1)[0, 1] == 0
    assert Similarity(many, few).rows(0, 1)[0, 0] == pytest.approx(1)


def test_rare_words_tell_more_than_frequent_ones() -> None:
    a = ["the harvest of the north", "the war of the north", "the peace of the north"]
    b = ["a harvest in winter", "the city of the south", "of the north"]

    rows = Similarity(a, b, has_grams=False).rows(0, 3)

    assert rows[0, 0] > rows[1, 0] == 0
    assert rows[0].argmax() == 2


@pytest.mark.parametrize(
    ("a", "b", "kinship"),
    [
        (["war and harvest"], ["war or harvest"], 1.0),
        (["the war"], ["the peace"], 0.0),
        (["the war and peace"], ["a treaty and the war"], 0.5),
        (["war"], [""], 0.0),
    ],
)
def test_kinship_is_the_cosine_of_the_content_words(a: list[str], b: list[str], kinship: float) -> None:
    assert Similarity(a, b).kinship == pytest.approx(kinship)
