"""Alignment: passages that belong together pair, whatever was done to the text; what stands alone stays alone."""

from collections.abc import Sequence
from functools import cache
from statistics import fmean

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.benchmarks.compare_bible import problems_of_verses
from tests.benchmarks.compare_measures import Result, results_of, share_left_unpaired
from tests.benchmarks.compare_texts import Problem
from tests.benchmarks.compare_unrelated import problems_of_unrelated
from tests.compare.texts import (
    ELSEWHERE,
    Change,
    Pairs,
    changed,
    cut,
    merged,
    moved,
    passages_of_book,
    precision_and_recall,
    reworded,
    share_unpaired,
    shuffled,
    split,
    strewn,
    texts,
)
from tests.samples import prose, within
from tui.compare.alignment import POSSIBLE, Alignment, Pair, align
from tui.compare.grading import Grade, Grader

_INTRUDERS = ("web", "Leviticus", 11, 13)


def pairs_of(a: Sequence[str], b: Sequence[str]) -> Pairs:
    return {(pair.a, pair.b) for pair in align(a, b).pairs}


@pytest.mark.parametrize(
    ("changes", "precision", "recall"),
    [
        ((shuffled,), 0.97, 0.97),
        ((moved,), 0.97, 0.97),
        ((reworded,), 0.97, 0.97),
        ((split,), 0.97, 0.97),
        ((merged,), 0.97, 0.97),
        ((cut,), 0.9, 0.97),
        ((cut, reworded, shuffled), 0.9, 0.95),
        ((cut, merged, split, moved, reworded), 0.9, 0.7),
    ],
    ids=["shuffled", "moved", "reworded", "split", "merged", "cut", "cut reworded shuffled", "everything"],
)
@pytest.mark.parametrize("book", [("Acts", 9, 13), ("Genesis", 37, 41)], ids=["Acts", "Genesis"])
def test_passages_of_a_changed_version_find_what_they_were_made_of(
    changes: tuple[Change, ...], precision: float, recall: float, book: tuple[str, int, int]
) -> None:
    passages = passages_of_book("web", *book)
    versions = [changed(passages, seed, *changes) for seed in range(2)]

    measured = [precision_and_recall(pairs_of(version.a, version.b), version.gold) for version in versions]

    assert all(len(version.gold) > 35 for version in versions)
    assert fmean(each for each, _ in measured) >= precision
    assert fmean(each for _, each in measured) >= recall


@pytest.mark.parametrize("changes", [(cut,), (cut, merged, split, moved, reworded)], ids=["cut", "everything"])
def test_passages_of_one_side_only_stay_unpaired(changes: tuple[Change, ...]) -> None:
    passages = passages_of_book("web", "Acts", 9, 15)
    versions = [changed(passages, seed, *changes, strewn(passages_of_book(*_INTRUDERS))) for seed in range(3)]

    shares = [share_unpaired(pairs_of(version.a, version.b), version) for version in versions]

    assert all(min(map(len, version.alone)) > 10 for version in versions)
    assert fmean(shares) >= 0.85
    assert min(shares) >= 0.75


@cache
def translations() -> list[tuple[Problem, Alignment]]:
    """Return chapters of two translations, verse by verse, and their alignments."""
    return [(problem, align(problem.a, problem.b)) for problem in problems_of_verses()]


def test_verses_of_two_translations_pair_by_their_numbers() -> None:
    results = [
        Result(problem, frozenset((pair.a, pair.b) for pair in alignment.pairs))
        for problem, alignment in translations()
    ]

    assert len(results) == 8
    assert fmean(result.precision for result in results) >= 0.9
    assert fmean(result.recall for result in results) >= 0.95
    assert share_left_unpaired(results) >= 0.8


def test_texts_that_have_nothing_to_do_with_each_other_hardly_pair() -> None:
    results = results_of(pairs_of, problems_of_unrelated())

    passages = sum(len(result.problem.a) + len(result.problem.b) for result in results) / 2
    assert passages > 500
    assert 100 * sum(len(result.found) for result in results) <= 2 * passages


@given(texts(), texts())
def test_other_way_round_is_the_mirror_image(a: list[str], b: list[str]) -> None:
    assert align(b, a).pairs == align(a, b).mirrored.pairs
    # Which of equally near passages comes first is left open where the two texts are one and the same.
    assert a == b or align(b, a) == align(a, b).mirrored
    assert align(a, a).pairs == align(a, a).mirrored.pairs


@given(st.lists(prose(1, 3), min_size=1, max_size=8), st.integers(0, 99))
def test_other_way_round_is_the_mirror_image_of_prose_too(passages: list[str], seed: int) -> None:
    version = changed(passages, seed, moved, split, reworded)

    assert align(version.b, version.a) == align(version.a, version.b).mirrored


@pytest.mark.parametrize("place", [0, 17, 39])
def test_other_way_round_is_the_mirror_image_where_a_passage_has_many_candidates(place: int) -> None:
    a = ["The harvest of the north was poor, said the ministers.", "A choir sang in the old church until late."]
    b = [f"The harvest of the north was poor in village {chr(97 + number % 26) * 6}{number}." for number in range(40)]

    for within_ in (None, [(0, place), (1, place)]):
        mirrored = None if within_ is None else [(j, i) for i, j in within_]
        assert align(b, a, mirrored) == align(a, b, within_).mirrored


@given(st.lists(prose(1, 3), min_size=2, max_size=8), st.booleans())
def test_text_against_itself_pairs_each_passage_with_itself(passages: list[str], has_copies: bool) -> None:
    if has_copies:
        passages = [*passages, *passages[:2]]
    assume(len(set(passages)) > 1)

    pairs = align(passages, passages).pairs

    itself = {(pair.a, pair.b): pair for pair in pairs if pair.a == pair.b}
    assert list(itself) == [(place, place) for place in range(len(passages))]
    assert {pair.score for pair in itself.values()} == {1.0}
    assert {pair.grade for pair in itself.values()} == {Grade.SAME_TEXT}


@pytest.mark.parametrize("seed", range(3))
def test_identical_passages_find_each_other_in_another_order(seed: int) -> None:
    version = changed(passages_of_book("web", "Luke", 1, 4, 1), seed, shuffled)

    found = align(version.a, version.b).pairs

    assert {(pair.a, pair.b) for pair in found if version.a[pair.a] == version.b[pair.b]} == version.gold
    assert all(pair.score == 1.0 for pair in found if version.a[pair.a] == version.b[pair.b])


@pytest.mark.parametrize(
    ("a", "b"),
    [
        (
            ["The treaty of peace was signed in the city by all parties to the war."],
            ["The treaty of peace was signed in the city by all parties to the war."],
        ),
        (
            ["The treaty of peace was signed in the city by all parties to the war."],
            ["The treaty of peace was signed there, in the city, by most parties to the war."],
        ),
    ],
    ids=["same text", "reworded"],
)
def test_only_passages_of_two_texts_pair(a: list[str], b: list[str]) -> None:
    assert pairs_of(a, b) == {(0, 0)}


def test_identical_short_passages_pair_among_nearly_identical_ones() -> None:
    passages = ["We demand peace.", "We demand peace!", "We demand peace", "WE DEMAND PEACE!", "So it was."]

    assert {(place, place) for place in range(len(passages))} <= pairs_of(passages, passages)


@given(texts(min_words=6), st.lists(st.lists(st.sampled_from(ELSEWHERE), min_size=6).map(" ".join), max_size=5))
def test_texts_without_a_word_in_common_do_not_pair(a: list[str], b: list[str]) -> None:
    assert align(a, b).pairs == ()
    assert align(a, b).kinship == 0


@given(texts(), texts())
def test_scores_are_in_bounds_and_pairs_in_order(a: list[str], b: list[str]) -> None:
    alignment = align(a, b)

    places = [(pair.a, pair.b) for pair in alignment.pairs]
    assert places == sorted(set(places))
    assert all(0 <= i < len(a) and 0 <= j < len(b) for i, j in places)
    assert all(0.5 <= pair.score <= 1 for pair in alignment.pairs)
    assert 0 <= alignment.kinship <= 1.0001


def test_score_below_the_bound_is_a_possible_pair() -> None:
    version = changed(passages_of_book("web", "Acts", 9, 12), 2, cut, merged, split, moved, reworded)

    pairs = align(version.a, version.b).pairs

    assert {pair.is_possible for pair in pairs} == {True, False}
    assert all(pair.is_possible is (pair.score < POSSIBLE) for pair in pairs)
    assert POSSIBLE == 0.65


def test_possible_pairs_are_less_often_right_than_others() -> None:
    right: dict[bool, list[bool]] = {True: [], False: []}
    for problem, alignment in translations():
        for pair in alignment.pairs:
            right[pair.is_possible].append((pair.a, pair.b) in problem.gold)

    assert len(right[True]) >= 15, "there are enough to tell"
    assert fmean(right[False]) >= fmean(right[True]) + 0.1


@given(texts(), texts())
def test_nearest_are_up_to_three_different_passages_of_the_other_text(a: list[str], b: list[str]) -> None:
    alignment = align(a, b)

    for nearest, own, other in ((alignment.nearest_to_a, a, b), (alignment.nearest_to_b, b, a)):
        assert len(nearest) == len(own)
        assert all(len(found) == (min(3, len(set(other))) if own and other else 0) for found in nearest)
        assert all(len({other[place] for place in found}) == len(found) for found in nearest)


def test_nearest_are_given_best_first_for_passages_without_a_partner() -> None:
    a = ["The harvest of wheat was poor in all northern provinces this summer.", "Ministers met in the capital."]
    b = [
        "A choir sang in the old church until late at night.",
        "Wheat is dear this summer.",
        "The harvest of wheat was poor, and so the northern provinces bought bread.",
        "Nobody harvests in winter.",
    ]

    assert align(a, b).nearest_to_a[0][:2] == (2, 1)
    assert len(align(a, b).nearest_to_a[1]) == 3


def test_partner_in_a_changed_version_is_mostly_the_nearest() -> None:
    version = changed(passages_of_book("web", "Acts", 9, 14), 1, cut, reworded, shuffled)

    alignment = align(version.a, version.b)

    assert fmean(alignment.nearest_to_a[i][0] == j for i, j in version.gold) >= 0.95
    assert fmean(alignment.nearest_to_b[j][0] == i for i, j in version.gold) >= 0.95


@given(texts(min_size=1), texts(min_size=1), st.data())
def test_only_allowed_pairs_are_chosen_where_some_are_given(a: list[str], b: list[str], data: st.DataObject) -> None:
    places = st.tuples(st.integers(0, len(a) - 1), st.integers(0, len(b) - 1))
    allowed = data.draw(st.lists(places, max_size=6))

    found = align(a, b, allowed)

    assert {(pair.a, pair.b) for pair in found.pairs} <= set(allowed)
    assert align(b, a, [(j, i) for i, j in allowed]) == found.mirrored


@pytest.mark.parametrize(
    ("a", "b"), [([], []), ([], ["war and peace"]), ([""], ["war"]), (["***", "—"], ["...", "war"])]
)
def test_texts_without_words_have_no_pairs(a: list[str], b: list[str]) -> None:
    assert align(a, b).pairs == ()
    assert len(align(a, b).nearest_to_a) == len(a)
    assert len(align(a, b).nearest_to_b) == len(b)


def test_empty_text_has_an_empty_alignment() -> None:
    assert align([], ["war"]) == Alignment((), (), ((),))


def test_copies_pair_one_by_one_where_there_are_as_many_and_all_with_all_otherwise() -> None:
    refrain, first, other = "His loving kindness endures forever, give thanks.", "Praise him in the city.", "No more."

    assert pairs_of([refrain, first, refrain], [refrain, other, refrain]) == {(0, 0), (2, 2)}
    assert pairs_of([refrain, first, refrain], [refrain, other]) == {(0, 0), (2, 0)}


def test_short_passages_need_more_likeness() -> None:
    others = (
        [
            "Ministers met in the capital on Monday and would sign nothing there.",
            "A choir sang in the old church until late at night for all who came.",
        ],
        [
            "Rivers froze over early in that year, so that all mills stood still.",
            "Twelve ships lay in the harbour and waited for a better wind to come.",
        ],
    )
    short, long = "Bread and barley were dear.", "Bread and barley were dear, they said to us."
    other = "Bread and barley, they said in northern provinces, would never be had so cheaply again."

    assert pairs_of([short, *others[0]], [other, *others[1]]) == set()
    assert pairs_of([long, *others[0]], [other, *others[1]]) == {(0, 0)}
    assert pairs_of([short, *others[0]], ["Bread and barley are dear.", *others[1]]) == {(0, 0)}


@pytest.mark.parametrize(
    ("a", "b", "cosine", "grade", "differing"),
    [
        ("One text, word for word the same.", "One text, word for word the same.", 1.0, Grade.SAME_TEXT, 0),
        ("“One text”, word for word – the same.", 'ONE TEXT, word for word - the "same"', 1.0, Grade.SAME_TEXT, 0),
        ("a b c d e f g h i j k l", "a b c d e f g h i j x y", 0.9, Grade.SAME_TEXT, 2),
        ("a b c d e f g h i j k l", "a b c d e f g h i j k", 0.9, Grade.SAME_TEXT, 1),
        ("a b c d e f g h i j k l", "a x c d e f g h i j k l m n", 0.9, Grade.SAME_TEXT, 3),
        ("a b c d e f g h i j k l", "g h i j k l a b c d e f", 0.9, Grade.SAME_TEXT, 6),
        ("a b c d e f", "d e f a b c", 0.2, Grade.REWORDED, 0),
        ("a b c d e f g h", "a b c d w x y z", 0.2, Grade.REWORDED, 0),
        ("a b c d e f g h", "a b c t w x y z", 0.5, Grade.REWORDED, 0),
        ("a b c d e f g h", "a b c t w x y z", 0.4, Grade.SAME_SUBJECT, 0),
        ("a b c d e f g h", "a s t u w x y z", 0.5, Grade.SAME_SUBJECT, 0),
        ("", "", 0.0, Grade.SAME_TEXT, 0),
    ],
)
def test_grade_tells_how_close_two_passages_are(a: str, b: str, cosine: float, grade: Grade, differing: int) -> None:
    assert Grader([a], [b]).grade(0, 0, cosine) == (grade, differing)
    assert Grader([b], [a]).grade(0, 0, cosine) == (grade, differing)


@pytest.mark.parametrize(
    ("pair", "closeness"),
    [
        (Pair(0, 0, 1.0, Grade.SAME_TEXT), "same text"),
        (Pair(0, 0, 0.9, Grade.SAME_TEXT, 1), "same text, 1 word differs"),
        (Pair(0, 0, 0.9, Grade.SAME_TEXT, 2), "same text, 2 words differ"),
        (Pair(0, 0, 0.9, Grade.SAME_SUBJECT), "same subject"),
        (Pair(0, 0, 0.6, Grade.SAME_SUBJECT), "same subject, possible"),
    ],
)
def test_closeness_is_said_in_words(pair: Pair, closeness: str) -> None:
    assert pair.closeness == closeness


def test_very_long_passages_are_graded_in_bounded_time() -> None:
    words = " ".join(f"w{number}" for number in range(30_000))

    with within(10):
        assert Grader([words], [words]).grade(0, 0, 1.0) == (Grade.SAME_TEXT, 0)
