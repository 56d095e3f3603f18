"""Narrowing a library while a person types: by words, forgiving a mistype, and saying what to light."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.samples import within
from tui.documents.model import Document, Metadata, PartialDate
from tui.filtering import LibraryFilter
from tui.library import Library, load_library
from tui.text import fold_key

_SAMPLES = load_library()
_FILTER = LibraryFilter(_SAMPLES)


def matched(query: str) -> set[str]:
    return {document.id[:3] for document in _FILTER.narrow(query)[0]}


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("weiss", {"003"}),
        ("WEISS", {"003"}),
        ("clara weiss", {"003"}),
        ("weiss clara", {"003"}),
        ("wei", {"003"}),
        ("bochkov", {"004"}),
        ("undated", {"004"}),
        ("2022-03", {"001", "003"}),
        ("2022-03-10", {"001"}),
        ("kenya", {"002"}),
        ("8e27", {"000"}),
        ("peace", {"000", "003"}),
        ("peace russia", {"000", "003"}),
        ("ukraine", {"000", "001", "003", "004"}),
        ("xyzzyq", set()),
        ("peace xyzzyq", set()),
    ],
)
def test_every_word_must_stand_in_title_authors_date_or_id(query: str, expected: set[str]) -> None:
    assert matched(query) == expected


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("wiess", "003"),
        ("weis", "003"),
        ("weisss", "003"),
        ("bochkow", "004"),
        ("bohckov", "004"),
        ("imbrolgio", "004"),
        ("imbriglo", "004"),
        ("negotations", "003"),
        ("partnershp", "001"),
        ("imperalist", "002"),
        ("ukriane peace", "000"),
    ],
)
def test_mistyped_word_is_forgiven(query: str, expected: str) -> None:
    assert expected in matched(query)


@pytest.mark.parametrize("query", ["xei", "oct", "zzzz"])
def test_short_or_quite_other_word_is_not_forgiven(query: str) -> None:
    assert matched(query) == set()


@pytest.mark.parametrize("query", ["", " ", "\t \n", "\u00a0"])
def test_nothing_typed_keeps_everything_and_lights_nothing(query: str) -> None:
    library, lit = _FILTER.narrow(query)

    assert library is _SAMPLES
    assert lit == {}


def test_matched_letters_of_the_title_are_lit() -> None:
    library, lit = _FILTER.narrow("peace hold")
    name = library.documents[0].name

    assert "".join(name[at] for at in lit[library.documents[0].id]) == "holdpeace"


def test_word_found_beside_the_title_lights_nothing_in_it() -> None:
    library, lit = _FILTER.narrow("weiss")

    assert lit[library.documents[0].id] == ()


@given(
    st.one_of(
        st.text(max_size=20),
        st.lists(st.sampled_from("peace rusia ukrane weiss 2022 é ß — “".split())).map(" ".join),
    )
)
def test_lit_offsets_rise_within_the_name_of_a_kept_document(query: str) -> None:
    library, lit = _FILTER.narrow(query)

    if lit or fold_key(query).split():
        assert set(lit) == {document.id for document in library}
    for document in library:
        offsets = lit.get(document.id, ())
        assert list(offsets) == sorted(set(offsets))
        assert all(0 <= at < len(document.name) for at in offsets)


@given(st.lists(st.sampled_from("peace russia ukraine weiss 2022 nato".split()), min_size=1, max_size=4))
def test_more_words_never_keep_more_documents(terms: list[str]) -> None:
    kept = [matched(" ".join(terms[:count])) for count in range(1, len(terms) + 1)]

    assert all(more <= fewer for fewer, more in zip(kept, kept[1:], strict=False))


def test_filtered_library_keeps_the_order_and_the_whole() -> None:
    library, _ = _FILTER.narrow("russia")

    assert library.whole is _SAMPLES
    assert library.total == 5
    assert [document.id for document in library] == [
        document.id for document in _SAMPLES if document.id in {kept.id for kept in library}
    ]


def test_problem_files_are_found_by_name_and_reason() -> None:
    bad = Document("broken", Path("/folder/broken.txt"), Metadata(), problem="a link that leads nowhere")
    narrow = LibraryFilter(Library((*_SAMPLES, bad))).narrow

    assert [document.id for document in narrow("broken")[0]] == ["broken"]
    assert [document.id for document in narrow("nowhere")[0]] == ["broken"]


@pytest.mark.parametrize(
    ("title", "query"),
    [
        ("Straße des Friedens", "strasse"),
        ("L’été de la paix", "l'ete"),
        ("ΕΙΡΗΝΗ τώρα", "ειρηνη"),
        ("和平是愿望", "愿望"),
    ],
)
def test_folded_letters_light_the_letters_as_they_stand(title: str, query: str) -> None:
    document = Document("x", Path("x.txt"), Metadata(title=title))

    library, lit = LibraryFilter(Library((document,))).narrow(query)

    assert len(library) == 1
    assert fold_key("".join(title[at] for at in lit["x"])) == query


def test_ten_thousand_entries_are_narrowed() -> None:
    documents = tuple(
        Document(
            f"{number:05}",
            Path(f"{number}.txt"),
            Metadata(f"Peace number {number}", (f"Author{number} Roe",), date=PartialDate(2000)),
        )
        for number in range(10_000)
    )
    with within(20):
        whole = LibraryFilter(Library(documents))
        counts = [
            len(whole.narrow(query)[0])
            for query in ("peace", "number 77", "author1234", "paece", "nothing", "x" * 5000)
        ]

    assert counts[0] == counts[3] == 10_000
    assert counts[1] == sum("77" in f"{number:05}" for number in range(10_000))
    assert counts[2] >= 1
    assert counts[4:] == [0, 0]


def test_empty_library_is_narrowed_to_nothing() -> None:
    assert len(LibraryFilter(Library()).narrow("peace")[0]) == 0
