"""Passages like a text: those that hold most of its words, the rare ones above all."""

import math
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.search.collection import collections, make_document, make_index, passage_texts
from tui.documents.model import Document
from tui.search.index import Index, index_documents
from tui.search.likeness import passages_like
from tui.tokens import fold_token, raw_tokens


def like(index: Index, text: str, limit: int = 10) -> list[str]:
    return [passage.text for passage in passages_like(index, text, limit)]


def scores(texts: list[str], wanted: str) -> list[float]:
    """Return for each text the weight of the wanted words it holds, reckoned without an index."""
    held = [{fold_token(token) for token in raw_tokens(text)} for text in texts]
    total = 0.0
    result = [total] * len(texts)
    for word in {fold_token(token) for token in raw_tokens(wanted)}:
        frequency = sum(word in words for words in held)
        for place, words in enumerate(held):
            result[place] += math.log(1 + len(texts) / frequency) if word in words else 0
    return result


def test_passage_with_more_of_the_words_comes_first() -> None:
    index = make_index("peace came", "war and peace and bread", "bread and peace", "nothing of it")

    assert like(index, "bread, war, peace") == ["war and peace and bread", "bread and peace", "peace came"]


def test_one_rare_word_outweighs_several_common_ones() -> None:
    index = make_index(*["the people of the city"] * 30, "kestrels nest")

    assert like(index, "the people of the city saw kestrels", 1) == ["kestrels nest"]
    assert like(index, "the people of the city saw nobody", 1) == ["the people of the city"]


def test_word_counts_once_however_often_it_is_said() -> None:
    index = make_index("peace peace peace peace", "bread and peace")

    assert like(index, "peace peace bread peace", 1) == ["bread and peace"]


@pytest.mark.parametrize("text", ["Café’s", "CAFE", "cafe's", "“café”!"])
def test_words_are_alike_whatever_their_case_accents_and_marks(text: str) -> None:
    assert like(make_index("the café here", "nothing"), text) == ["the café here"]


@pytest.mark.parametrize("text", ["kestrals", "kestrel", "kestrelss", "ketsrels"])
def test_word_the_collection_does_not_know_stands_for_its_nearest(text: str) -> None:
    assert like(make_index("kestrels nest", "the city"), text) == ["kestrels nest"]


@pytest.mark.parametrize("text", ["", "...", "zebras", "xy", "2022", "\u0301", "\ud800", "7" * 500, "x" * 500])
def test_text_without_a_known_word_is_like_nothing(text: str) -> None:
    assert like(make_index("kestrels nest", "the city of 2021"), text) == []


def test_nothing_is_like_anything_in_an_empty_collection() -> None:
    assert like(index_documents([]), "peace") == []
    assert like(index_documents([make_document("one", "")]), "peace") == []


@pytest.mark.parametrize("limit", [1, 2, 3, 100])
def test_no_more_passages_come_than_were_asked_for(limit: int) -> None:
    assert len(like(make_index("peace a", "peace b", "peace c"), "peace", limit)) == min(limit, 3)


def test_passages_alike_come_in_the_order_of_the_text() -> None:
    assert like(make_index("peace b", "peace a", "peace c"), "peace") == ["peace b", "peace a", "peace c"]


def test_documents_added_later_are_found_and_removed_ones_are_not() -> None:
    index = make_index("peace in one").adding([make_document("two", "peace in two"), make_document("three", "war")])

    assert sorted(like(index, "peace")) == ["peace in one", "peace in two"]
    assert like(index.without(["one"]), "peace") == ["peace in two"]
    assert like(index.without(["one", "two"]), "peace") == []
    assert like(index.without(["two"]).adding([make_document("two", "peace anew")]), "peace anew", 1) == ["peace anew"]


def test_one_removed_document_of_many_is_like_nothing_any_more() -> None:
    index = index_documents([make_document(f"d{number}", f"peace in {number}") for number in range(9)])

    assert like(index.without(["d4"]), "peace in 4") == [f"peace in {number}" for number in range(9) if number != 4]


def test_of_many_words_the_rarest_decide() -> None:
    draw = random.Random(3)
    words = ["".join(draw.choices("bcdfglmnprst", k=9)) for _ in range(1200)]
    common = words[:1000]
    index = make_index(*(" ".join(draw.choices(common, k=300)) for _ in range(30)), " ".join(words[1000:]))

    assert like(index, " ".join(words), 1) == [" ".join(words[1000:])]


@given(collections(), passage_texts(), st.integers(1, 6))
def test_best_passages_are_those_whose_common_words_weigh_most(
    documents: list[Document], wanted: str, limit: int
) -> None:
    known = {fold_token(token) for document in documents for token in raw_tokens(document.text)}
    wanted = " ".join(token for token in raw_tokens(wanted) if fold_token(token) in known)
    texts = [block.text for document in documents for block in document.blocks]
    weighed = scores(texts, wanted)
    index = index_documents([])
    for document in documents:
        index = index.adding([document])
    found = passages_like(index, wanted, limit)
    places = [(passage.document.id, passage.block) for passage in found]
    order = [(document.id, place) for document in documents for place in range(len(document.blocks))]
    best = [round(weighed[order.index(place)], 6) for place in places]

    assert len(set(places)) == len(places)
    assert best == sorted((round(score, 6) for score in weighed if score > 0), reverse=True)[:limit]
