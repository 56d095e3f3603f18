"""What a typed word may stand for: the word itself, words nearly like it, longer ones, and how surely."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from tests.search.collection import VOCABULARY, make_index
from tui.search.expansion import MOST_CANDIDATES, MOST_LONGER, Grade, expand
from tui.search.expressions import Match, Word
from tui.search.index import Index
from tui.tokens import allowed_edits


def candidates(index: Index, token: str, match: Match = Match.FUZZY) -> dict[str, Grade]:
    """Return the words a typed one may stand for, the surest first."""
    found = expand(index, Word(token, token, match))
    words = [index.vocabulary.words[number] for number in found.numbers.tolist()]
    return dict(zip(reversed(words), map(Grade, reversed(found.grades.tolist())), strict=True))


def similarity(index: Index, token: str, word: str, match: Match = Match.FUZZY) -> float:
    found = expand(index, Word(token, token, match))
    return float(found.similarities[found.numbers.tolist().index(index.vocabulary.numbers[word])])


def weight(index: Index, token: str, word: str) -> float:
    found = expand(index, Word(token, token))
    return float(found.weights[found.numbers.tolist().index(index.vocabulary.numbers[word])])


_COLLECTION = make_index(
    "escalation of war", "warnings and wards", "sanctions, sanction", "oil for us", "U.S. oil", "2022"
)


@pytest.mark.parametrize(
    ("typed", "match", "found"),
    [
        ("escalation", Match.FUZZY, {"escalation": Grade.EXACT}),
        ("escallation", Match.FUZZY, {"escalation": Grade.NEAR}),
        ("esclaation", Match.FUZZY, {"escalation": Grade.NEAR}),
        ("escallattion", Match.FUZZY, {"escalation": Grade.NEAR}),
        ("esscallattion", Match.FUZZY, {}),
        ("escal", Match.FUZZY, {}),
        ("escal", Match.UNFINISHED, {"escalation": Grade.NEAR}),
        ("escallation", Match.EXACT, {}),
        ("sanction", Match.FUZZY, {"sanction": Grade.EXACT, "sanctions": Grade.NEAR}),
        ("sanction", Match.EXACT, {"sanction": Grade.EXACT}),
        ("sanction", Match.PREFIX, {"sanction": Grade.EXACT, "sanctions": Grade.EXACT}),
        ("war", Match.PREFIX, {"war": Grade.EXACT, "wards": Grade.EXACT, "warnings": Grade.EXACT}),
        ("war", Match.EXACT, {"war": Grade.EXACT}),
        ("2022", Match.FUZZY, {"2022": Grade.EXACT}),
        ("2021", Match.FUZZY, {}),
        ("us", Match.FUZZY, {"us": Grade.EXACT, "u.s": Grade.EXACT}),
        ("u.s", Match.FUZZY, {"u.s": Grade.EXACT, "us": Grade.FAR}),
        ("u.s", Match.EXACT, {"u.s": Grade.EXACT}),
        ("xyzzyq", Match.UNFINISHED, {}),
        ("x", Match.PREFIX, {}),
    ],
)
def test_typed_word_stands_for_words_of_the_collection(typed: str, match: Match, found: dict[str, Grade]) -> None:
    assert candidates(_COLLECTION, typed, match) == found


def test_surest_and_most_alike_come_first() -> None:
    index = make_index("escalating escalation escalations escalationist")

    assert list(candidates(index, "escalation")) == ["escalation", "escalations", "escalating"]
    assert list(candidates(index, "escalations"))[:2] == ["escalations", "escalation"]
    assert list(candidates(index, "escalatoin"))[:1] == ["escalation"]
    assert list(candidates(index, "escalation", Match.UNFINISHED))[:2] == ["escalation", "escalations"]


def test_other_spelling_is_far_fetched_only_where_the_typed_word_itself_occurs() -> None:
    assert candidates(make_index("peace", "place"), "peace") == {"peace": Grade.EXACT, "place": Grade.FAR}
    assert candidates(make_index("place"), "peace") == {"place": Grade.NEAR}


def test_other_ending_is_near_even_where_the_typed_word_occurs() -> None:
    found = candidates(make_index("war", "wars", "bar"), "war")

    assert found == {"war": Grade.EXACT, "wars": Grade.NEAR, "bar": Grade.FAR}


def test_word_of_which_half_is_wrong_is_far_fetched() -> None:
    assert candidates(make_index("bird"), "bent") == {}
    assert candidates(make_index("bean"), "born") == {"bean": Grade.FAR}


def test_fewer_edits_are_more_alike_and_the_word_itself_most() -> None:
    index = make_index("escalation")

    assert similarity(index, "escalation", "escalation") == 1
    assert 1 > similarity(index, "escalations", "escalation") > similarity(index, "escalatioxyn", "escalation") > 0


def test_the_more_of_a_word_is_typed_the_more_alike_it_is() -> None:
    index = make_index("escalation")
    shares = [similarity(index, "escalation"[:typed], "escalation", Match.UNFINISHED) for typed in range(1, 11)]

    assert shares == sorted(set(shares))
    assert shares[-1] == 1


def test_rarer_word_weighs_more() -> None:
    index = make_index("oil and war", "war and peace", "peace and war", "war again")

    assert weight(index, "oil", "oil") > weight(index, "peace", "peace") > weight(index, "war", "war")


def test_of_two_words_as_like_the_typed_one_the_rarer_weighs_more() -> None:
    index = make_index("a beast", *["boast again"] * 10)

    assert weight(index, "bxast", "beast") > weight(index, "bxast", "boast")


def test_rare_misspelling_of_a_common_word_is_not_as_telling_as_a_rare_word() -> None:
    index = make_index("govermnent xylophone", *["government again"] * 30)

    assert weight(index, "govermnent", "govermnent") < weight(index, "xylophone", "xylophone")


def test_every_candidate_weighs_something_even_in_a_single_passage() -> None:
    index = make_index("peace place")

    for word in ("peace", "place"):
        assert weight(index, "peace", word) > 0


def test_candidates_with_edits_are_limited_to_the_nearest_and_the_word_itself_is_always_among_them() -> None:
    words = [f"b{first}{second}nkering" for first in "abcdefghij" for second in "klmnopqrst"]
    index = make_index(" ".join(words))

    found = candidates(index, "baknkering")

    assert len(found) == MOST_CANDIDATES
    assert list(found)[0] == "baknkering"
    assert {word for word in words if OSA.distance(word, "baknkering") == 1} <= set(found)


def test_star_takes_all_words_that_begin_so_and_typing_the_shortest() -> None:
    words = [f"war{first}{second}" + "x" * (first == "a") for first in "abcdefghij" for second in "klmnopqrst"]
    index = make_index(" ".join(words))

    assert len(candidates(index, "war", Match.PREFIX)) == 100
    typed = candidates(index, "war", Match.UNFINISHED)
    assert len(typed) == MOST_LONGER
    assert max(map(len, typed)) == 5


@given(st.text(st.sampled_from("aceprswn"), min_size=1, max_size=7), st.sampled_from(list(Match)))
def test_candidates_are_just_the_words_that_may_be_meant(typed: str, match: Match) -> None:
    found = candidates(make_index(" ".join(VOCABULARY)), typed, match)

    def is_meant(word: str, edits: int) -> bool:
        is_near = OSA.distance(typed, word) <= edits
        return {
            Match.EXACT: word == typed,
            Match.PREFIX: word.startswith(typed),
            Match.FUZZY: is_near,
            Match.JOINED: word == typed,
            Match.PAIR: word == typed,
            Match.UNFINISHED: is_near or word.startswith(typed),
        }[match]

    allowed = allowed_edits(typed)
    may = {word for word in VOCABULARY if is_meant(word, allowed)}
    must = may if typed not in VOCABULARY else {word for word in VOCABULARY if is_meant(word, min(allowed, 1))}
    assert must <= set(found) <= may
    if match is not Match.PREFIX:
        surest = Grade.NEAR if match is Match.JOINED else Grade.EXACT
        assert {word for word, grade in found.items() if grade is surest} >= {typed} & set(VOCABULARY)
        assert Grade.EXACT not in {grade for word, grade in found.items() if word != typed}


def test_best_grade_is_that_of_the_surest_candidate() -> None:
    index = make_index("peace place")

    assert expand(index, Word("peace", "peace")).best is Grade.EXACT
    assert expand(index, Word("peacx", "peacx")).best is Grade.NEAR
    assert expand(index, Word("xyzzy", "xyzzy")).best is Grade.NONE
    assert expand(Index(), Word("peace", "peace")).best is Grade.NONE
