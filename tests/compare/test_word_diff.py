"""Word difference: every word of both versions in one run, tidied as a reader sees it, and moved sentences known."""

from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.compare.texts import ELSEWHERE, VOCABULARY, changed, moved, passages_of_book, reworded, wording
from tests.samples import damaged_statements, prose, within
from tui.compare.word_diff import Change, Difference, difference
from tui.text import Span, fold_key
from tui.tokens import raw_tokens, token_spans

_LICENCES = Path("/usr/share/common-licenses")
_VERSIONS = st.one_of(
    st.tuples(wording(VOCABULARY, 0, 40), wording(VOCABULARY, 0, 40)),
    st.tuples(st.lists(prose(1, 1), max_size=8), st.randoms(use_true_random=False)).map(
        lambda drawn: (" ".join(drawn[0]), " ".join(drawn[1].sample(drawn[0], len(drawn[0]))))
    ),
    st.text("abAB ,.'’“\"–-\n", max_size=60).flatmap(
        lambda text: st.tuples(st.just(text), st.text("abAB ,.'’“\"–-\n", max_size=60))
    ),
)
"""Two versions: of few words, of moved sentences, and of hardly more than marks."""
_MARKS = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-"})


def told(a: str, b: str) -> list[tuple[str, str, str]]:
    """Return the runs as what became of them, and their words in either text."""
    return [(run.change.value, a[run.a.start : run.a.end], b[run.b.start : run.b.end]) for run in difference(a, b).runs]


def changed_runs(found: Difference) -> int:
    return sum(run.change is not Change.EQUAL for run in found.runs)


def outside(text: str, spans: Sequence[Span]) -> str:
    """Return what of a text lies in none of some spans, which are in order and do not overlap."""
    at, left = 0, ""
    for span in spans:
        assert span.start >= at
        left += text[at : span.start]
        at = span.end
    return left + text[at:]


@given(_VERSIONS)
def test_every_word_and_mark_of_both_texts_is_in_one_run_in_order(versions: tuple[str, str]) -> None:
    a, b = versions

    runs = difference(a, b).runs

    assert not outside(a, [run.a for run in runs]).strip()
    assert not outside(b, [run.b for run in runs]).strip()


@given(_VERSIONS)
def test_run_is_what_it_is_called(versions: tuple[str, str]) -> None:
    a, b = versions
    runs = difference(a, b).runs

    for run in runs:
        first, second = a[run.a.start : run.a.end], b[run.b.start : run.b.end]
        assert (bool(first), bool(second)) == (run.change is not Change.INSERTED, run.change is not Change.DELETED)
        assert first == first.strip()
        assert second == second.strip()
        if run.change is Change.EQUAL:
            assert "".join(first.translate(_MARKS).split()) == "".join(second.translate(_MARKS).split())
        if run.change is Change.REPLACED:
            assert first.translate(_MARKS).split() != second.translate(_MARKS).split()
    assert not any(one.change is other.change is Change.EQUAL for one, other in pairwise(runs))
    assert not any(Change.EQUAL not in (one.change, other.change) for one, other in pairwise(runs))


@given(_VERSIONS)
def test_text_against_itself_is_one_equal_run(versions: tuple[str, str]) -> None:
    text = versions[0]

    assert told(text, text) == ([("equal", text.strip(), text.strip())] if text.strip() else [])
    assert difference(text, text).moved == ()


@given(_VERSIONS)
def test_what_stands_on_one_side_only_is_what_is_not_equal(versions: tuple[str, str]) -> None:
    found = difference(*versions)
    equal = [run for run in found.runs if run.change is Change.EQUAL]

    assert sorted([*found.only_a, *(run.a for run in equal)]) == [
        run.a for run in found.runs if run.a.end > run.a.start
    ]
    assert sorted([*found.only_b, *(run.b for run in equal)]) == [
        run.b for run in found.runs if run.b.end > run.b.start
    ]


@given(_VERSIONS)
def test_moved_sentences_have_the_same_words_and_are_no_equal_runs(versions: tuple[str, str]) -> None:
    a, b = versions

    found = difference(a, b)

    equal = [run for run in found.runs if run.change is Change.EQUAL]
    for first, second in found.moved:
        words = [raw_tokens(text[span.start : span.end].translate(_MARKS)) for text, span in ((a, first), (b, second))]
        assert words[0] == words[1]
        assert len(words[0]) >= 4
        assert not any(run.a.overlaps(first) or run.b.overlaps(second) for run in equal)
    assert len({second for _, second in found.moved}) == len(found.moved)


@given(damaged_statements(), damaged_statements())
def test_no_word_of_a_damaged_statement_is_outside_the_runs(a: str, b: str) -> None:
    runs = difference(a, b).runs

    for text, spans in ((a, [run.a for run in runs]), (b, [run.b for run in runs])):
        assert all(any(span.start <= start < end <= span.end for span in spans) for start, end in token_spans(text))


def test_runs_of_chinese_do_not_overlap() -> None:
    a, b = "中国人民", "中国人口"

    assert told(a, b) == [("equal", "中国人", "中国人"), ("replaced", "民", "口")]


@pytest.mark.parametrize(
    ("a", "b"), [("the word¹ stands", "the word stands"), ("the _word_ stands", "the word stands")]
)
def test_footnote_sign_or_underscore_more_is_a_change(a: str, b: str) -> None:
    assert [change for change, _, _ in told(a, b)] != ["equal"]


@pytest.mark.parametrize(
    ("a", "b", "runs"),
    [
        ("the old city", "the city", [("equal", "the", "the"), ("deleted", "old", ""), ("equal", "city", "city")]),
        ("the city", "the old city", [("equal", "the", "the"), ("inserted", "", "old"), ("equal", "city", "city")]),
        ("the city", "the town", [("equal", "the", "the"), ("replaced", "city", "town")]),
        ("the War", "the war", [("equal", "the", "the"), ("replaced", "War", "war")]),
        ("He: “No – never”.", 'He: "No - never".', [("equal", "He: “No – never”.", 'He: "No - never".')]),
        ("don’t go", "don't go", [("equal", "don’t go", "don't go")]),
        ("signed,  then\ngone", "signed, then gone", [("equal", "signed,  then\ngone", "signed, then gone")]),
        ("peace now", "peace, now", [("equal", "peace", "peace"), ("inserted", "", ","), ("equal", "now", "now")]),
        ("8,500 troops", "190,000 troops", [("replaced", "8,500", "190,000"), ("equal", "troops", "troops")]),
        ("", "", []),
        ("", "war", [("inserted", "", "war")]),
        ("war", "", [("deleted", "war", "")]),
        (" \n", "\t", []),
    ],
)  # fmt: skip
def test_words_are_told_as_kept_inserted_deleted_or_replaced(a: str, b: str, runs: list[tuple[str, str, str]]) -> None:
    assert told(a, b) == runs


@pytest.mark.parametrize(
    ("a", "b", "runs"),
    [
        (
            "we want the peace today here",
            "we need the harvest today here",
            [
                ("equal", "we", "we"), ("replaced", "want the peace", "need the harvest"),
                ("equal", "today here", "today here"),
            ],
        ),
        (
            "we want in the peace today here",
            "we need in the harvest today here",
            [
                ("equal", "we", "we"), ("replaced", "want", "need"), ("equal", "in the", "in the"),
                ("replaced", "peace", "harvest"), ("equal", "today here", "today here"),
            ],
        ),
        (
            "peace, however, comes after the harvest",
            "war, however, goes after the harvest",
            [
                ("replaced", "peace, however, comes", "war, however, goes"),
                ("equal", "after the harvest", "after the harvest"),
            ],
        ),
    ],
)  # fmt: skip
def test_single_equal_word_between_two_edits_belongs_to_the_edit(
    a: str, b: str, runs: list[tuple[str, str, str]]
) -> None:
    assert told(a, b) == runs


@given(_VERSIONS)
def test_equal_run_between_two_edits_has_two_words_at_least(versions: tuple[str, str]) -> None:
    a, b = versions
    runs = difference(a, b).runs

    inner = [run for run in runs[1:-1] if run.change is Change.EQUAL]
    assert all(len(raw_tokens(a[run.a.start : run.a.end])) >= 2 for run in inner)


def test_sentence_that_changed_its_place_is_known_as_moved() -> None:
    first = "The delegates of both countries met in the old capital."
    second = "Nothing was signed there."
    third = "The harvest of wheat was poor in all northern provinces that year, and bread was dear."

    a, b = f"{second} {first} {third}", f"{first} {third} {second}"

    found = difference(a, b)

    ((one, other),) = found.moved
    assert a[one.start : one.end].rstrip(".") == b[other.start : other.end].rstrip(".") == second.rstrip(".")
    assert [run.change for run in found.runs][:3] == [Change.DELETED, Change.EQUAL, Change.INSERTED]


def test_sentence_of_three_words_is_too_short_to_be_known_as_moved() -> None:
    rest = "The delegates of both countries met in the old capital."

    assert difference(f"So it was. {rest}", f"{rest} So it was.").moved == ()
    assert len(difference(f"So it was there. {rest}", f"{rest} So it was there.").moved) == 1


def test_sentence_that_was_deleted_is_not_known_as_moved() -> None:
    assert difference("One two three four five. Six seven eight.", "Six seven eight.").moved == ()


@pytest.mark.parametrize(("one", "other"), [("GPL-2", "GPL-3"), ("GPL-2", "LGPL-2.1"), ("GFDL-1.2", "GFDL-1.3")])
def test_licences_differ_in_far_fewer_runs_than_the_bare_opcodes(one: str, other: str) -> None:
    from rapidfuzz.distance import Indel

    if not all((_LICENCES / name).exists() for name in (one, other)):
        pytest.skip("these licences are not on this machine")
    a, b = ((_LICENCES / name).read_text(encoding="utf-8") for name in (one, other))

    found = difference(a, b)

    bare = sum(code.tag != "equal" for code in Indel.opcodes(raw_tokens(a), raw_tokens(b)))
    assert 2 <= changed_runs(found) <= 0.7 * bare
    assert not outside(a, [run.a for run in found.runs]).strip()


def test_long_texts_are_cut_at_anchors_without_losing_what_is_equal() -> None:
    version = changed(passages_of_book("web", "Genesis", 25, 40), 1, reworded)
    a, b = "\n".join(version.a), "\n".join(passage for passage in version.a[5:] if "Joseph" not in passage)
    assert len(raw_tokens(a)) * len(raw_tokens(b)) > 20_000_000

    found = difference(a, b)

    assert not outside(a, [run.a for run in found.runs]).strip()
    assert not outside(b, [run.b for run in found.runs]).strip()
    assert {run.change for run in found.runs} == {Change.EQUAL, Change.DELETED}
    equal = sum(len(raw_tokens(b[run.b.start : run.b.end])) for run in found.runs if run.change is Change.EQUAL)
    assert equal == len(raw_tokens(b))


def test_long_text_with_moved_parts_is_equal_where_it_was_not_moved() -> None:
    version = changed(passages_of_book("web", "Genesis", 25, 40), 3, moved)
    a, b = "\n".join(version.a), "\n".join(version.b)

    found = difference(a, b)

    for run in found.runs:
        if run.change is Change.EQUAL:
            assert fold_key(a[run.a.start : run.a.end]).split() == fold_key(b[run.b.start : run.b.end]).split()
    assert len(found.moved) > 20


def test_hundreds_of_thousands_of_other_words_are_answered_in_bounded_time() -> None:
    a, b = ("peace war treaty " * 25_000).strip(), (" ".join(ELSEWHERE) + " ") * 4_000

    with within(20):
        found = difference(a, b)

    assert [(run.change, run.a, run.b) for run in found.runs] == [
        (Change.REPLACED, Span(0, len(a)), Span(0, len(b.strip())))
    ]
