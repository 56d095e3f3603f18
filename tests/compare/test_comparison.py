"""Comparison: all that is said of two documents holds the other way round, of a document itself, and of odd ones."""

from collections.abc import Callable

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.benchmarks.compare_texts import chapters_of
from tests.compare.texts import changed, cut, documents, moved, passages_of_book, reworded
from tests.samples import LINKS, PLAIN, SEEDS, prose, read_text, statements, within
from tests.search.collection import make_document
from tui.compare.comparison import MOST_PASSAGES, Comparison, Relation, compare
from tui.compare.facts import LONGEST
from tui.compare.grading import Grade
from tui.compare.passages import passages_of, sentence_spans
from tui.documents.model import Block, BlockKind, Document
from tui.documents.reading import read_document
from tui.text import fold_key
from tui.tokens import token_spans

_OTHER = {"a": "b", "b": "a", None: None, "both": "both"}
_PROSE = st.lists(prose(1, 3), min_size=1, max_size=6).map(lambda found: make_document("generated", *found))
_VERSIONS = st.tuples(st.lists(prose(2, 4), min_size=2, max_size=6), st.integers(0, 99)).map(
    lambda drawn: changed(drawn[0], drawn[1], moved, cut, reworded)
)


def told(comparison: Comparison) -> list[object]:
    """Return all that a comparison says, each thing in an order that does not depend on the sides'."""
    phrases = {(fold_key(phrase.text), phrase.words, phrase.a, phrase.b, phrase.quoted) for phrase in comparison.phrases}
    return [
        comparison.pairs,
        comparison.sentence_pairs,
        comparison.only_a,
        comparison.only_b,
        {(words, a, b, quoted) for _, words, a, b, quoted in phrases},
        set(comparison.facts),
        comparison.words,
        comparison.shares,
        sorted(comparison.left_out),
    ]


def mirrored(comparison: Comparison) -> list[object]:
    """Return the same, with the sides changed over."""
    return [
        comparison.alignment.mirrored.pairs,
        tuple(
            sorted(
                (_changed(pair, a=pair.b, b=pair.a, sentence_a=pair.sentence_b, sentence_b=pair.sentence_a) for pair in comparison.sentence_pairs),
                key=lambda pair: (pair.a, pair.sentence_a, pair.b, pair.sentence_b),
            )
        ),
        comparison.only_b,
        comparison.only_a,
        {(phrase.words, phrase.b, phrase.a, _OTHER[phrase.quoted]) for phrase in comparison.phrases},
        {_changed(fact, side=_OTHER[fact.side]) for fact in comparison.facts},
        tuple(_changed(word, side=_OTHER[word.side], count_a=word.count_b, count_b=word.count_a) for word in comparison.words),
        comparison.shares[::-1],
        sorted(comparison.left_out),
    ]


def _changed[T](thing: T, **fields: object) -> T:
    from dataclasses import replace

    return replace(thing, **fields)


@given(documents(), documents())
def test_other_way_round_all_is_the_mirror_image(a: Document, b: Document) -> None:
    assert told(compare(b, a)) == mirrored(compare(a, b))


@settings(max_examples=25)
@given(_VERSIONS, statements())
def test_other_way_round_all_is_the_mirror_image_of_versions_too(version: object, statement: str) -> None:
    pass
