"""A collection in which quotations are looked up: what the search finds alike, and what words weigh."""

import pytest

from tests.samples import SEEDS, within
from tests.search.collection import make_document
from tui.checking import collect
from tui.documents.model import BlockKind, Document
from tui.library import load_library
from tui.quoting.verify import Status
from tui.search.index import index_documents

_TEXTS = (
    "The council closed the harbour in March.",
    "The council of the city met in March and closed nothing.",
    "The ships of the city wait outside.",
)


def documents() -> list[Document]:
    return [make_document("one", *_TEXTS[:2]), make_document("two", _TEXTS[2])]


def test_collection_with_a_ready_index_answers_as_one_that_makes_its_own() -> None:
    own, ready = collect(documents()), collect(documents(), index_documents(documents()))
    quotations = [
        _TEXTS[2].replace("city", "town"),
        _TEXTS[0],
        _TEXTS[0][:-1] + "!",
        "zebras run",
        "council [...] nothing",
    ]

    assert [own.check(quotation) for quotation in quotations] == [ready.check(quotation) for quotation in quotations]
    assert [own.check(quotation).status for quotation in quotations] == [
        Status.ALTERED,
        Status.EXACT,
        Status.ALTERED,
        Status.ABSENT,
        Status.ELIDED,
    ]


def test_rare_words_decide_where_a_changed_quotation_comes_from() -> None:
    texts = [f"The people of the city said on day {number} that it was good." for number in range(40)]
    texts[17] = "The people of the city said on day 17 that kestrels nested there."
    found = collect([make_document("one", *texts)]).check("The people in the city said that kestrels nested there.")

    assert (found.status, found.number) == (Status.ALTERED, 18)


def test_rare_word_that_differs_lowers_the_score_more_than_a_common_one() -> None:
    texts = [f"The people of the city said on day {number} that it was good." for number in range(40)]
    collection = collect([make_document("one", *texts, "The people of the city saw kestrels nest there.")])
    without_common = collection.check("The people of a city saw kestrels nest there.")
    without_rare = collection.check("The people of the city saw sparrows nest there.")

    assert without_common.status is without_rare.status is Status.ALTERED
    assert without_rare.score < without_common.score < 1


def test_differing_mark_lowers_the_score_less_than_any_word() -> None:
    collection = collect(documents())
    of_mark = collection.check("The council of the city met in March; and closed nothing.")
    of_word = collection.check("The council of a city met in March and closed nothing.")

    assert of_mark.status is of_word.status is Status.ALTERED
    assert of_word.score < of_mark.score < 1


@pytest.mark.parametrize("kind", list(BlockKind))
def test_altered_quotation_is_found_in_blocks_of_every_kind(kind: BlockKind) -> None:
    document = make_document("one", "Before it.", _TEXTS[0], "After it.", kinds=(BlockKind.PARAGRAPH, kind))
    found = collect([document]).check("The council closed the market in March.")

    assert (found.status, found.text) == (Status.ALTERED, _TEXTS[0])


def test_altered_quotation_is_found_in_a_block_too_long_for_one_passage() -> None:
    sentences = [
        f"In year {number} the people of village {number * 7} built bridge {number * 3}." for number in range(3000)
    ]
    collection = collect([make_document("one", " ".join(sentences))])
    found = collection.check("In year 2500 the people of village 17500 burned bridge 7500.")

    assert (found.status, found.text) == (Status.ALTERED, sentences[2500])


def test_altered_quotation_over_several_paragraphs_is_found_whole() -> None:
    found = collect(documents()).check(f"{_TEXTS[0]}\n\n{_TEXTS[1].replace('city', 'town')}")

    assert (found.status, found.text) == (Status.ALTERED, f"{_TEXTS[0]}\n\n{_TEXTS[1]}")
    assert [(each.quote, each.text) for each in found.differences] == [("town", "city")]


@pytest.mark.parametrize("texts", [(), ("",), ("...",), ("\u0301",)])
def test_collection_without_a_word_finds_nothing(texts: tuple[str, ...]) -> None:
    collection = collect([make_document(f"d{number}", text) for number, text in enumerate(texts)])

    for quotation in ("The council closed", "council [...] closed", "e\u0301", "a" * 500):
        assert collection.check(quotation).status is Status.ABSENT


def test_words_of_the_samples_are_found_exact_in_time() -> None:
    samples = load_library([SEEDS]).documents
    collection = collect(samples)
    with within(30):
        for document in samples:
            for block in document.blocks:
                if any(character.isalnum() for character in block.text):
                    found = collection.check(block.text)
                    assert found.status is Status.EXACT
                    assert found.document is not None
                    assert found.text == block.text.strip()
