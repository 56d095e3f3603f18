"""Facts that differ: what stands in a paired passage and in none of its partners, and where."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.samples import within
from tui.compare.facts import LONGEST, Fact, find_facts
from tui.compare.figures import FactKind, find_figures

_REST = "it was said in the old house by the river that nobody had come to the small city before winter was over"


def told(a: str | Sequence[str], b: str | Sequence[str], *pairs: tuple[int, int]) -> list[tuple[str, str, str]]:
    """Return side, kind and text of the facts of some passages; one sentence without facts follows each."""
    first, second = ([f"{text} {_REST}." for text in ([side] if isinstance(side, str) else side)] for side in (a, b))
    return [(fact.side, fact.kind.value, fact.text) for fact in find_facts(first, second, pairs or [(0, 0)])]


@pytest.mark.parametrize(
    ("a", "b", "facts"),
    [
        ("there were 8,500 men", "there were 190,000 men", [("a", "number", "8,500"), ("b", "number", "190,000")]),
        ("there were 8,500 troops", "there were 8.500 troops", []),
        ("there were three hundred", "there were 300", []),
        ("it cost $3 million", "it cost 3,000,000 dollars", []),
        ("it cost $3 million", "it cost $4 million", [("a", "sum", "$3 million"), ("b", "sum", "$4 million")]),
        ("it was 40 percent", "it was 45%", [("a", "percentage", "40 percent"), ("b", "percentage", "45%")]),
        ("on 10 March 2022", "on March 10, 2022", []),
        ("on 10 March 2022", "in March 2022", [("a", "date", "10 March 2022")]),
        ("on 10 March 2022", "on 11 March 2022", [("a", "date", "10 March 2022"), ("b", "date", "11 March 2022")]),
        ("in 2014", "in 2014 and 2015", [("b", "date", "2015")]),
        ("300 and 300 again", "none of it", [("a", "number", "300")]),
        ("he met Vladimir Putin", "he met Putin", []),
        ("he came to Kiev", "he came to Moscow", [("a", "name", "Kiev"), ("b", "name", "Moscow")]),
        ("he came to Kiev", "he came to Kiev", []),
        ("he came to Kiev in Kiev", "he came", [("a", "name", "Kiev")]),
    ],
)  # fmt: skip
def test_facts_are_what_one_side_has_alone(a: str, b: str, facts: list[tuple[str, str, str]]) -> None:
    assert told(a, b) == facts


def test_unpaired_passages_have_no_facts() -> None:
    a, b = ["there were 8,500 troops", "in 2014 they came to Kiev"], ["there were 190,000 troops", "it cost $3"]

    assert told(a, b, (0, 0)) == [("a", "number", "8,500"), ("b", "number", "190,000")]


def test_figure_that_one_of_several_partners_has_does_not_differ() -> None:
    a, b = ["there were 300 ships and 8,500 troops"], ["there were 300 ships", "there were 8,500 troops"]

    assert told(a, b, (0, 0), (0, 1)) == []
    assert told(a, b, (0, 0)) == [("a", "number", "8,500")]


def test_figure_of_another_passage_of_the_other_text_is_told_as_elsewhere() -> None:
    a = [f"there were 300 ships and 8,500 troops, {_REST}"]
    b = [f"there were ships, {_REST}", f"there were 8,500 troops, {_REST}"]

    assert {(fact.text, fact.is_elsewhere) for fact in find_facts(a, b, [(0, 0)])} == {("300", False), ("8,500", True)}


def test_name_that_stands_anywhere_in_the_other_text_does_not_differ() -> None:
    assert told(["he came to Kiev"], ["he came to it", "they spoke of Kiev"], (0, 0)) == []


def test_fact_names_the_closest_partner() -> None:
    a, b = [f"there were 300 ships, {_REST}"], [f"no ships, {_REST}", f"some ships, {_REST}"]

    (fact,) = find_facts(a, b, [(0, 1), (0, 0)])

    assert fact == Fact(FactKind.NUMBER, "a", "300", 0, fact.span, 1)
    assert a[0][fact.span.start : fact.span.end] == "300"


_TEXTS = st.lists(
    st.lists(
        st.sampled_from(
            "8,500 190,000 3 million % $3 10 March 2022 2014 300 Kiev Moscow Putin Vladimir UN the of in troops came , "
            ". three hundred".split()
        ),
        max_size=10,
    ).map(lambda words: " ".join([*words, _REST])),
    min_size=1,
    max_size=4,
)


@given(_TEXTS, _TEXTS, st.data())
def test_facts_stand_where_they_say_and_in_no_partner(a: list[str], b: list[str], data: st.DataObject) -> None:
    places = st.tuples(st.integers(0, len(a) - 1), st.integers(0, len(b) - 1))
    pairs = data.draw(st.lists(places, max_size=5, unique=True))

    facts = find_facts(a, b, pairs)

    for fact in facts:
        own, other = (a, b) if fact.side == "a" else (b, a)
        pair = (fact.passage, fact.partner) if fact.side == "a" else (fact.partner, fact.passage)
        assert pair in pairs
        assert own[fact.passage][fact.span.start : fact.span.end] == fact.text
        partners = [j if fact.side == "a" else i for i, j in pairs if (i if fact.side == "a" else j) == fact.passage]
        if fact.kind is FactKind.NAME:
            assert not any(fact.text in text for text in other)
            continue
        (value,) = [figure.value for figure in find_figures(own[fact.passage]) if figure.span == fact.span]
        assert value not in [figure.value for place in partners for figure in find_figures(other[place])]
    assert len({(fact.side, fact.passage, fact.span) for fact in facts}) == len(facts)


@given(_TEXTS, _TEXTS, st.data())
def test_other_way_round_the_same_facts_are_found(a: list[str], b: list[str], data: st.DataObject) -> None:
    places = st.tuples(st.integers(0, len(a) - 1), st.integers(0, len(b) - 1))
    pairs = data.draw(st.lists(places, max_size=5, unique=True))

    mirrored = {
        Fact(fact.kind, "ab"[fact.side == "a"], fact.text, fact.passage, fact.span, fact.partner, fact.is_elsewhere)
        for fact in find_facts(b, a, [(j, i) for i, j in pairs])
    }

    assert mirrored == set(find_facts(a, b, pairs))


@given(_TEXTS)
def test_text_against_itself_has_no_facts(passages: list[str]) -> None:
    assert find_facts(passages, passages, [(place, place) for place in range(len(passages))]) == ()


def test_only_the_beginning_of_a_very_long_passage_is_searched_for_facts() -> None:
    start, late = f"there were 300 ships, {_REST}. ", "and 8,500 troops came in 2014."
    a = start + f"{_REST}. " * (LONGEST // len(_REST)) + late

    with within(10):
        facts = find_facts([a], [_REST], [(0, 0)])

    assert [fact.text for fact in facts] == ["300"]
