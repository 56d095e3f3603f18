"""Ranking, by order: the surest first, then what is worth more; and which documents answer at all."""

import pytest
from hypothesis import given, settings

from tests.samples import within
from tests.search.collection import ALL, answer, collections, hits, make_document, make_index, passages
from tui.documents.model import Document, Metadata
from tui.library import load_library
from tui.search.expansion import Grade
from tui.search.index import Index, index_documents
from tui.search.lexer import QueryError
from tui.search.query import parse_query
from tui.search.ranking import ENOUGH, LOOKED_AT, SearchStopped, search

_FILLER = "many other things were said on that long day by all who came to speak there"


@pytest.mark.parametrize(
    ("query", "better", "worse"),
    [
        ("peace", "a peace here", "a peach here"),
        ("escalation", f"the escalation {_FILLER}", "escalations"),
        ("peace treaty", f"a treaty {_FILLER} on peace", "peace treatys"),
        ("escallation", "an escalation here", "an escalatioxn here"),
        ("peace treaty ", "the peace treaty they made and signed", "the peace they made and signed by treaty"),
        ("peace treaty ", "a peace or treaty they signed then", "a peace they signed then or treaty"),
        ("peace treaty ", "the peace treaty was signed", "the treaty peace was signed"),
        ("peace treaty ", "the peace of that treaty stood", "the treaty of that peace stood"),
        ("cold peace treaty ", "cold peace treaty of them and us", "treaty of cold them and us peace"),
        ("peace treaty talks", "peace treaty talks went on", "talks went on peace treaty"),
        ("peace", "peace and peace again and so on", "peace and treaty again and so on"),
        ("peace", "peace is short", f"peace {_FILLER}"),
        ("peace", "peace is short", f"peace {_FILLER} peace"),
        ("escal", "an escal itself", "an escalation of it"),
        ("escal", "an escalate of it", "an escalations of it"),
        ("de-escalation ", "a de-escalation now", "a deescalation now"),
        ("tratey ", "the treaty of it", "the traitor of it"),
    ],
)
@pytest.mark.parametrize("is_swapped", [False, True])
def test_better_passage_comes_first_whichever_stands_first(
    query: str, better: str, worse: str, is_swapped: bool
) -> None:
    texts = [worse, better] if is_swapped else [better, worse]

    assert passages(make_index(*texts, *[_FILLER] * 5), query)[0] == better


def test_rarer_word_counts_more() -> None:
    common = ["war again here"] * 8
    index = make_index("war of nothing else", "oil of nothing else", *common)

    assert passages(index, "war OR oil ")[0] == "oil of nothing else"
    assert passages(index, "war OR nothing ")[:2] == ["war of nothing else", "oil of nothing else"]


def test_words_side_by_side_come_first_among_hundreds_of_shorter_passages_with_both() -> None:
    apart = [f"treaty of long peace {number}" for number in range(LOOKED_AT + 50)]
    together = f"the peace treaty and {_FILLER}"

    assert passages(make_index(*apart, together), "peace treaty ")[0] == together


def test_hits_come_by_grade_and_then_by_score() -> None:
    index = make_index("peace peace", "peace of them", "peaces here", "peach and place here")

    found = hits(index, "peace")

    assert [hit.passage.text for hit in found] == ["peace peace", "peace of them", "peaces here"]
    assert [hit.grade for hit in found] == [Grade.EXACT, Grade.EXACT, Grade.NEAR]
    assert found[0].score > found[1].score > 0


@given(collections())
def test_exact_hits_come_before_all_others_and_scores_fall(documents: list[Document]) -> None:
    for query in ("war", "sanction peace", "the freedm ", "order OR trad"):
        found = hits(index_documents(documents), query)
        exact = [hit.is_exact for hit in found]
        assert exact == sorted(exact, reverse=True)
        for is_exact in (True, False):
            scores = [hit.score for hit in found if hit.is_exact is is_exact]
            assert scores == sorted(scores, reverse=True)
            assert all(score > 0 for score in scores)


@settings(max_examples=25)
@given(collections())
def test_shorter_list_is_the_beginning_of_a_longer_one(documents: list[Document]) -> None:
    index = index_documents(documents)

    for query in ("war", "peace trade ", "oil OR war"):
        every = [(hit.document.id, hit.block) for hit in answer(index, query, ALL).hits]
        for limit in range(1, len(every) + 1):
            assert [(hit.document.id, hit.block) for hit in answer(index, query, limit).hits] == every[:limit]


def test_far_fetched_word_is_no_answer_where_the_typed_one_stands_somewhere() -> None:
    index = make_index("peace here", "a place here", "peaces here")

    found = answer(index, "peace ")

    assert [hit.passage.text for hit in found.hits] == ["peace here", "peaces here"]
    assert (found.passages, found.others) == (1, 1)


def test_far_fetched_guesses_come_last_and_only_fill_up() -> None:
    far = [f"a place of sanctions number{number}" for number in range(30)]
    index = make_index("peaces and sanctions", *far, "peace alone")

    found = answer(index, "peace sanctions ")

    assert [hit.grade for hit in found.hits] == [Grade.NEAR] + [Grade.FAR] * (ENOUGH - 1)
    assert (found.passages, found.guesses) == (1, ENOUGH - 1)


def test_far_fetched_passages_are_the_answer_where_there_are_no_nearer_ones() -> None:
    index = make_index(*[f"a place of sanctions number{number}" for number in range(30)], "peace alone")

    found = answer(index, "peace sanctions ")

    assert {hit.grade for hit in found.hits} == {Grade.FAR}
    assert len(found.hits) == found.passages == 30
    assert found.guesses == 0


def test_passage_that_lacks_a_word_counts_only_where_no_passage_has_them_all() -> None:
    partly, wholly = "sanctions and war", "sanctions and war and xylophones"

    assert passages(make_index(partly, wholly), "sanctions war xylophone ") == [wholly]
    assert passages(make_index(partly), "sanctions war xylophone ") == [partly]


def test_passages_that_lack_words_are_those_that_lack_the_fewest() -> None:
    index = make_index("war and peace", "war of xylems", "war alone")

    found = hits(index, "war qwertyuiop asdfghjkl peace ")

    assert [hit.passage.text for hit in found] == ["war and peace"]
    assert found[0].missing == ("qwertyuiop", "asdfghjkl")
    assert answer(index, "war qwertyuiop ").is_partial
    assert not answer(index, "war peace ").is_partial


def test_single_unknown_word_finds_nothing_and_is_named() -> None:
    found = answer(make_index("war"), "qwertyuiop")

    assert (found.hits, found.passages, found.counts, found.unknown) == ((), 0, {}, ("qwertyuiop",))


def test_absence_is_a_result() -> None:
    texts = ["war and sanctions", "war alone", "sanction", "peace", "sanctions, sanctions"]
    documents = [make_document(f"d{number}", text, "filler") for number, text in enumerate(texts)]
    broken = Document("broken", documents[0].path, Metadata(), problem="empty file")

    found = answer(index_documents([*documents, broken]), "'sanctions")

    assert [document.id for document in found.matching] == ["d0", "d4"]
    assert [document.id for document in found.absent] == ["d1", "d2", "d3"]
    assert found.searched == 5


def test_document_that_lacks_a_word_is_absent_though_its_passages_are_shown() -> None:
    documents = [make_document("a", "war and oil"), make_document("b", "peace")]

    found = answer(index_documents(documents), "war qwertyuiop ")

    assert [hit.document.id for hit in found.hits] == ["a"]
    assert found.matching == ()
    assert found.absent == tuple(documents)


def test_every_document_is_absent_where_nothing_is_found() -> None:
    documents = [make_document("a", "war"), make_document("b", "peace")]

    found = answer(index_documents(documents), "xylophone")

    assert found.matching == ()
    assert found.absent == tuple(documents)


def test_search_is_cut_short_when_its_answer_is_no_longer_wanted() -> None:
    with pytest.raises(SearchStopped):
        search(make_index("war and peace"), parse_query("war peace"), should_stop=lambda: True)


def test_hit_knows_for_which_query_it_was_found() -> None:
    (hit,) = hits(make_index("war"), "war")

    assert hit.is_for(parse_query("war"))
    assert not hit.is_for(parse_query("peace"))


def test_hit_names_document_block_and_passage() -> None:
    documents = [make_document("a", "war", "peace and oil"), make_document("b", "oil")]

    first = next(hit for hit in hits(index_documents(documents), "'oil") if hit.document.id == "a")

    assert (first.block, first.passage.text) == (1, "peace and oil")
    assert first.document is documents[0]


@pytest.mark.parametrize(
    ("query", "place"),
    [
        ("constant escallation risks divided", "000"),
        ("neutral status security guarantes", "003"),
        ("imbrolgio Russia West", "004"),
        ("Kyslytsya fist bumps", "004"),
        ("saber ratling Moscow Washington", "002"),
        ("maternity hospitl Mariupol", "001"),
        ("record war budget 813 billion", "003"),
        ("190,000 troops amassd", "002"),
    ],
)
def test_half_remembered_words_bring_the_statement_to_the_top(query: str, place: str) -> None:
    index = index_documents(load_library().documents)

    assert hits(index, query)[0].document.id[:3] == place


_BAD_QUERIES = [
    "a",
    "x ",
    "the of and to a in",
    "the " * 900,
    "w" * 4000,
    " ".join(f"word{number}" for number in range(450)),
    "*" * 100,
    '"' * 101,
    ".*+?^${}()|[]\\",
    "(war|peace)+.*$",
    "\x00\x1b[31mwar\x07",
    "war\u202epeace\u2066",
    "\ud800",
    "😀",
    "🏳️‍🌈 war",
    "'",
    "''",
    "a" * 3999 + "*",
    "中" * 4000,
    "ﷺ" * 4000,
    "'the 'of 'and",
    "t* o* a*",
    "OR OR OR",
    "- -- ---",
    "in:0 kind:paragraph",
    '"the of and"',
    "-- war --",
    "e\u0301" * 2000,
    "1,000," * 600,
    "x" * 10_000,
    "war " * 2500,
]


@pytest.mark.parametrize("query", _BAD_QUERIES, ids=range(len(_BAD_QUERIES)))
def test_odd_query_gets_an_answer_or_a_clear_line_soon(query: str) -> None:
    index = index_documents(load_library().documents)

    with within(5):
        try:
            found = answer(index, query)
        except QueryError as error:
            assert error.reason
            assert 1 <= error.column <= len(query) + 1
            return
        for hit in found.hits[:50]:
            assert all(hit.document.text[start:end] for start, end in hit.spans)


def test_searching_in_nothing_finds_nothing() -> None:
    found = answer(Index(), "war peace")

    assert (found.hits, found.passages, found.absent, found.searched) == ((), 0, (), 0)


def test_approximate_passages_are_counted_apart_where_others_are_exact() -> None:
    documents = [
        make_document("exact", "war here", "wars there"),
        make_document("like", "a warning", "wars again"),
        make_document("none", "peace"),
    ]

    found = answer(index_documents(documents), "war")

    assert (found.passages, found.others) == (1, 3)
    assert [document.id for document in found.matching] == ["exact"]
    assert [document.id for document in found.absent] == ["like", "none"]
    assert found.is_whole
    assert not answer(index_documents(documents), "war", limit=2).is_whole


def test_approximate_passages_count_where_none_is_exact() -> None:
    documents = [make_document("a", "the treaty"), make_document("b", "peace")]

    found = answer(index_documents(documents), "traety ")

    assert (found.passages, found.others) == (1, 0)
    assert [document.id for document in found.absent] == ["b"]


def test_no_hit_has_a_better_score_than_one_before_it() -> None:
    index = make_index("think responsibly and think", "thin ice", "a thin response", "this response", "thing respond")

    for query in ("thin respons", "think ", "responce", "thin", "this thing xylophone "):
        scores = [hit.score for hit in hits(index, query)]
        assert scores == sorted(scores, reverse=True)
        assert all(int(hit.grade) <= hit.score < int(hit.grade) + 1 for hit in hits(index, query))


def test_words_only_like_the_typed_ones_bring_no_passage_forward_that_has_those_too() -> None:
    index = make_index("peace was there, and war followed much later in the text", "this leads to peace, not war")

    assert passages(index, "peace war")[0] == "this leads to peace, not war"


def test_hyphenated_word_comes_before_others_that_look_like_it() -> None:
    index = make_index("a military operation, an operation", "in co-operation with them", "operations")

    assert passages(index, "cooperation ")[0] == "in co-operation with them"


@pytest.mark.parametrize("query", ["S300 ", "f16 ", "covid19 "])
def test_digits_of_a_word_must_be_right(query: str) -> None:
    assert passages(make_index("300 of them", "the S400", "16 of us", "covid in May", "an F-15"), query) == []


def test_passage_with_the_most_words_that_begin_as_wanted_comes_first() -> None:
    index = make_index(
        "war of wood and of stone in a long quiet land", "war, warriors and warfare in a long quiet land"
    )

    assert passages(index, "war*")[0].startswith("war, warriors")
