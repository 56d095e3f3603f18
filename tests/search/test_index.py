"""The index: every passage once, whatever the order in which documents come and go."""

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.samples import prose
from tests.search.collection import (
    ALL,
    VOCABULARY,
    answer,
    collections,
    exact_passages,
    hits,
    make_document,
    make_index,
    passages,
    places,
)
from tui.documents.model import BlockKind, Document
from tui.library import load_library
from tui.search.collecting import LONGEST_PASSAGE
from tui.search.index import Index, index_documents
from tui.tokens import fold_token, raw_tokens

_QUERIES = [
    "war",
    "peace trade ",
    "escalaton",
    "'sanctions",
    '"the war"',
    "'war -peace",
    "freedom OR oil ",
    "ceasefire ",
    "kind:note",
]


def told(index: Index, query: str) -> dict[tuple[str, int], tuple[float, bool, tuple[object, ...]]]:
    """Return what an index says of a query, by passage."""
    return {
        (hit.document.id, hit.block): (round(hit.score, 3), hit.is_exact, (hit.spans, hit.terms, hit.missing))
        for hit in hits(index, query)
    }


def counts(index: Index, query: str) -> dict[str, int]:
    """Return the number of passages found in each document, by its id."""
    found = answer(index, query)
    named = {found.documents[number]: count for number, count in found.counts.items()}
    return {document.id: count for document, count in named.items() if document}


def grown(documents: Sequence[Document], sizes: Sequence[int]) -> Index:
    """Return the index to which documents were added in batches of these sizes, then one by one."""
    index, at = Index(), 0
    for size in sizes:
        index = index.adding(documents[at : at + size])
        at += size
    for document in documents[at:]:
        index = index.adding([document])
    return index


@settings(max_examples=60)
@given(collections(6), st.lists(st.integers(0, 3), max_size=3), st.booleans())
def test_documents_that_come_in_batches_are_found_as_those_indexed_at_once(
    documents: list[Document], sizes: list[int], is_compacted: bool
) -> None:
    index = grown(documents, sizes)
    index = index.compacted() if is_compacted else index
    whole = index_documents(documents)

    assert len(index) == len(whole)
    assert index.tokens == whole.tokens
    for query in _QUERIES:
        assert told(index, query) == told(whole, query)
        assert counts(index, query) == counts(whole, query)
        assert answer(index, query).absent == answer(whole, query).absent


def test_beginning_is_worth_the_same_however_the_words_came() -> None:
    documents = [make_document("d0", "wars "), make_document("d1", "peace ", "war wars ")]

    assert told(grown(documents, []), "war*") == told(index_documents(documents), "war*")


@settings(max_examples=60)
@given(collections(6), st.sets(st.integers(0, 5)), st.lists(st.integers(0, 3), max_size=3))
def test_removed_documents_are_found_no_more_and_the_others_as_before(
    documents: list[Document], gone: set[int], sizes: list[int]
) -> None:
    left = [document for number, document in enumerate(documents) if number not in gone]
    ids = [document.id for number, document in enumerate(documents) if number in gone]

    index = grown(documents, sizes).without(ids)

    assert index.ids == {document.id for document in left}
    assert len(index) == sum(len(document.blocks) for document in left)
    for word in VOCABULARY[:8]:
        for query in (f"'{word}", f"{word}*", f'"{word} war"', f"'{word} -peace", f"'{word} OR 'oil"):
            found = answer(index, query)
            assert places(found.hits) == places(hits(index_documents(left), query))
            assert found.passages == len(found.hits)
            assert set(found.matching) | set(found.absent) == set(left)


@given(collections(4), st.integers(0, 3))
def test_index_without_a_document_answers_as_one_that_never_had_it(documents: list[Document], number: int) -> None:
    left = [document for place, document in enumerate(documents) if place != number]
    index = index_documents(documents).without([f"d{number}"])

    for query in _QUERIES:
        assert told(index, query) == told(index_documents(left), query)


def test_word_that_went_with_its_document_is_unknown() -> None:
    index = index_documents([make_document("a", "peace here"), make_document("b", "xylophone")]).without(["b"])

    assert answer(index, "xylophone").unknown == ("xylophone",)


def test_word_that_went_with_its_document_does_not_hide_what_holds_the_others() -> None:
    index = index_documents([make_document("a", "peace here"), make_document("b", "xylophone")]).without(["b"])

    assert passages(index, "xylophone peace") == ["peace here"]


def test_document_removed_and_added_again_is_found_once_with_its_new_text() -> None:
    index = make_index("war", "peace").without(["one"]).adding([make_document("one", "peace and oil")])

    assert passages(index, "'war") == []
    assert passages(index, "'peace") == ["peace and oil"]
    assert len(index) == 1


def test_index_stays_as_it_was_when_another_grows_from_it() -> None:
    small = make_index("war")
    large = small.adding([make_document("two", "war and unheard words")])
    smaller = large.without(["one"])

    assert passages(small, "war") == ["war"]
    assert passages(small, "unheard") == []
    assert sorted(passages(large, "war")) == ["war", "war and unheard words"]
    assert passages(smaller, "war") == ["war and unheard words"]


def test_removing_what_is_not_there_changes_nothing() -> None:
    index = make_index("war")

    assert index.without(["two"]) is index
    assert index.without([]) is index


def test_many_small_additions_leave_few_segments_and_lose_nothing() -> None:
    documents = [make_document(f"d{number}", f"war number{number} of word{number % 7}") for number in range(200)]

    index = grown(documents, [])

    assert len(index.segments) < 30
    assert len(index.tables) < 30
    assert len(hits(index, "'war")) == 200
    assert passages(index, "'number137") == ["war number137 of word4"]
    compact = index.compacted()
    assert (len(compact.segments), len(compact.tables)) == (1, 1)
    assert len(hits(compact, "'war")) == 200


def test_furniture_is_left_out_and_captions_and_notes_are_found_with_their_kind() -> None:
    kinds = tuple(kind for kind in BlockKind)
    document = make_document("one", *(f"war in a {kind.value}" for kind in kinds), kinds=kinds)

    found = hits(index_documents([document]), "war")

    assert sorted(document.blocks[hit.block].kind for hit in found) == sorted(set(kinds) - {BlockKind.FURNITURE})


def test_very_long_block_is_cut_into_passages_that_hold_all_its_words() -> None:
    sentences = [f"Sentence numbered n{number} tells of war and of peace in some more words." for number in range(900)]
    document = make_document("long", " ".join(sentences), "a short one")
    index = index_documents([document])

    found = hits(index, "'war")
    spans = sorted(hit.passage.span for hit in found)
    text = document.blocks[0].text

    assert len(text) > 3 * LONGEST_PASSAGE
    assert sorted(text[start:end] for start, end in spans) == sorted(hit.passage.text for hit in found)
    assert "".join(text[start:end] for start, end in spans) == text
    assert all(end - start <= LONGEST_PASSAGE for start, end in spans)
    assert all(text[start:].startswith("Sentence") for start, _ in spans)
    for number in (0, 450, 899):
        (hit,) = hits(index, f"'n{number}")
        assert [document.text[span.start : span.end] for span in hit.spans] == [f"n{number}"]


@pytest.mark.parametrize("text", ["x" * 50_000, "x " * 25_000, "中" * 50_000, "x" * 19_999 + " yy zz", "\n" * 50_000])
def test_long_block_without_sentences_is_cut_without_losing_a_character(text: str) -> None:
    document = make_document("long", text)
    index = index_documents([document])

    spans = sorted(hit.passage.span for hit in hits(index, "kind:paragraph"))

    assert "".join(text[start:end] for start, end in spans) == text
    assert all(0 < end - start <= LONGEST_PASSAGE for start, end in spans)


def test_report_counts_documents_and_stopping_keeps_those_done() -> None:
    documents = [make_document(f"d{number}", "war") for number in range(5)]
    reported: list[int] = []

    index = index_documents(documents, reported.append, lambda: len(reported) == 3)

    assert reported == [1, 2, 3]
    assert index.ids == {"d0", "d1", "d2"}
    assert len(hits(index, "war")) == 3


@pytest.mark.parametrize(
    "documents",
    [[], [make_document("empty")], [make_document("blank", "")], [make_document("marks", "… — “”", "***")]],
)
@pytest.mark.parametrize("query", ["war", "war peace", '"war peace"', "war*", "'war", "kind:title", "war -peace", "中"])
def test_collection_without_words_answers_with_nothing(documents: list[Document], query: str) -> None:
    index = index_documents(documents)

    assert hits(index, query) == ()
    assert hits(index.compacted(), query) == ()
    assert hits(index.without(["blank"]), query) == ()
    assert answer(index, query).absent == tuple(documents)


def test_every_word_of_the_samples_typed_as_it_stands_finds_its_passage() -> None:
    documents = load_library().documents
    index = index_documents(documents)
    passages_of: dict[str, set[tuple[str, int]]] = {}
    for document in documents:
        for place, block in enumerate(document.blocks):
            for token in raw_tokens(block.text):
                if token.isalpha() and block.kind is not BlockKind.FURNITURE:
                    passages_of.setdefault(token, set()).add((document.id, place))

    for token in sorted(passages_of)[::7]:
        exact = [hit for hit in hits(index, f"'{token}") if hit.is_exact]
        assert passages_of[token] <= places(exact), token


@settings(max_examples=25)
@given(st.lists(prose(1, 2), min_size=1, max_size=4), st.data())
def test_every_word_typed_as_it_stands_finds_its_passage_just_as_typed(texts: list[str], data: st.DataObject) -> None:
    index = make_index(*texts)
    text = data.draw(st.sampled_from(texts))
    word = data.draw(st.sampled_from([token for token in raw_tokens(text) if token.isalpha()]))

    for typed in (word, f"{word} ", word.lower(), word.upper() if len(word) > 3 else word, f"'{word}", f'"{word}"'):
        assert text in exact_passages(index, typed)


_SCRIPTS = [
    st.text(st.characters(categories=["Lu", "Ll"], max_codepoint=0x24F), min_size=1, max_size=8),
    st.text(st.sampled_from("абвгдеёжзийґєії"), min_size=1, max_size=8),
    st.text(st.sampled_from("אבגדהועברית\u05b0"), min_size=1, max_size=8),
    st.text(st.sampled_from("اتحادسلام\u064b"), min_size=1, max_size=8),
    st.text(st.sampled_from("हिन्दीशांति"), min_size=1, max_size=8),
    st.text(st.sampled_from("中国人民和平战争𠀀"), min_size=1, max_size=6),
    st.text(st.sampled_from("สันติภาพทำ"), min_size=1, max_size=6),
    st.text(st.sampled_from("平和がぎｶﾞ・カ\u3099"), min_size=1, max_size=6),
    st.text(st.sampled_from("한국정부각\u1112\u1161\u11ab"), min_size=1, max_size=6),
]


@settings(max_examples=150)
@given(st.lists(st.one_of(_SCRIPTS), min_size=1, max_size=6), st.data())
def test_words_of_any_script_find_their_passage(words: list[str], data: st.DataObject) -> None:
    text = " ".join(words)
    word = data.draw(st.sampled_from(words))
    if word == "OR" or not any(map(fold_token, raw_tokens(word))):
        return

    assert text in exact_passages(make_index("other words stand here", text), word)


def test_limit_leaves_out_hits_and_not_the_count() -> None:
    index = make_index(*[f"war {number}" for number in range(30)])

    found = answer(index, "war", limit=7)

    assert (len(found.hits), found.passages) == (7, 30)
    assert len(answer(index, "war", ALL).hits) == 30


def test_arrays_take_few_bytes_a_token() -> None:
    text = " ".join(VOCABULARY * 40)
    index = index_documents([make_document(f"d{number}", *[text] * 5) for number in range(5)])

    assert index.tokens == 25 * 40 * len(VOCABULARY)
    assert 8 * index.tokens <= index.nbytes <= 16 * index.tokens


def test_word_written_as_two_is_found_although_another_text_with_both_is_gone() -> None:
    index = index_documents([make_document("a", "they cease fire"), make_document("b", "a cease-fire at last")])

    assert passages(index.without(["a"]), "ceasefire ") == ["a cease-fire at last"]
    assert passages(index.without(["b"]), "ceasefire ") == ["they cease fire"]


def test_documents_are_let_go_by_identity_where_another_has_the_id() -> None:
    old, new = make_document("one", "war"), make_document("one", "peace")
    index = index_documents([old, new])

    assert passages(index.without_these({id(old)}), "'peace") == ["peace"]
    assert passages(index.without_these({id(old)}), "'war") == []
    assert index.without_these(set()) is index


def test_renewed_index_answers_as_before_with_no_more_words_than_it_holds() -> None:
    gone = make_document("gone", " ".join(f"coined{number}" for number in range(500)))
    index = index_documents([make_document("a", "war and peace", "a cease-fire"), gone]).without(["gone"])

    renewed = index.renewed()

    assert len(renewed.vocabulary) < 10 < 500 < len(index.vocabulary)
    for query in ("war", "'peace", "ceasefire ", "paece ", "war*", '"war and peace"'):
        assert [(hit.block, hit.spans) for hit in hits(renewed, query)] == [
            (hit.block, hit.spans) for hit in hits(index, query)
        ]
    assert passages(renewed.adding([make_document("b", "coined7 again")]), "coined7 ") == ["coined7 again"]
    assert len(Index().renewed()) == 0
