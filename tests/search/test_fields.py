"""Fields: what a query can ask of a document's metadata, and of a passage its kind."""

from pathlib import Path

import pytest

from tests.search.collection import answer, make_document, passages
from tui.documents.model import BlockKind, Document, Metadata, PartialDate
from tui.search.fields import parse_field
from tui.search.index import index_documents
from tui.search.names import Names

_DOCUMENT = Document(
    "2022/march/Ukraine-talks",
    Path("ukraine.txt"),
    Metadata(
        title="Peace for Ukraine’s people",
        authors=("Clara Weiss", "José Müller"),
        publisher="World Socialist Web Site",
        date=PartialDate(2022, 3, 30),
    ),
)
_BARE = Document("bare", Path("bare.txt"), Metadata())


def accepts(field: str, document: Document = _DOCUMENT, is_fuzzy: bool = False) -> bool:
    name, _, value = field.partition(":")
    fitting, is_as_typed = Names((document,)).fitting(parse_field(name, value))
    return bool(fitting[0]) and (is_as_typed or is_fuzzy)


@pytest.mark.parametrize(
    ("field", "accepted"),
    [
        ("author:weiss", True),
        ("author:WEI", True),
        ("author:eiss", False),
        ("author:Clara Weiss", True),
        ("author:jose muller", True),
        ("author:clara müller", False),
        ("author:wiess", False),
        ("title:ukraine", True),
        ("title:peace people", True),
        ("title:war", False),
        ("publisher:socialist", True),
        ("publisher:weiss", False),
        ("in:2022", True),
        ("in:2022/march", True),
        ("in:march", True),
        ("in:UKRAINE", True),
        ("in:ukraine-talks", True),
        ("in:talks", False),
        ("in:2023", False),
        ("kind:caption", True),
    ],
)
def test_field_must_hold_words_that_begin_as_typed(field: str, accepted: bool) -> None:
    assert accepts(field) is accepted


@pytest.mark.parametrize("field", ["author:x", "publisher:x", "date:2022", "date:>=0001", "date:..9999", "title:x"])
def test_document_that_does_not_say_it_does_not_fit(field: str) -> None:
    assert not accepts(field, _BARE)


def test_document_without_a_title_goes_by_the_name_of_its_file() -> None:
    assert accepts("title:bare", _BARE)


@pytest.mark.parametrize(
    ("field", "accepted"),
    [("author:wiess", True), ("author:clarra wess", True), ("author:smith", False), ("title:ukrayne", True)],
)
def test_mistyped_name_is_forgiven_where_asked_for(field: str, accepted: bool) -> None:
    assert not accepts(field)
    assert accepts(field, is_fuzzy=True) is accepted


_YEAR, _MONTH, _DAY = PartialDate(2022), PartialDate(2022, 3), PartialDate(2022, 3, 10)


@pytest.mark.parametrize(
    ("asked", "fitting"),
    [
        ("2022", [_YEAR, _MONTH, _DAY]),
        ("=2022", [_YEAR, _MONTH, _DAY]),
        ("2022-03", [_MONTH, _DAY]),
        ("2022-3", [_MONTH, _DAY]),
        ("2022-03-10", [_DAY]),
        ("2022-03-11", []),
        ("2021", []),
        ("2022-02..2022-03", [_MONTH, _DAY]),
        ("2022-02…2022-03", [_MONTH, _DAY]),
        ("2022-03-10..2022-03-10", [_DAY]),
        ("2022-01..2022-02", []),
        ("..2022-03", [_MONTH, _DAY]),
        ("2022..", [_YEAR, _MONTH, _DAY]),
        ("2021..2023", [_YEAR, _MONTH, _DAY]),
        (">=2022", [_YEAR, _MONTH, _DAY]),
        (">=2022-03", [_MONTH, _DAY]),
        (">=2022-03-10", [_DAY]),
        (">=2022-03-11", []),
        ("<=2022", [_YEAR, _MONTH, _DAY]),
        ("<=2022-03", [_MONTH, _DAY]),
        ("<=2022-03-09", []),
        (">2022-03-09", [_DAY]),
        (">2022-03-10", []),
        (">2022-02", [_MONTH, _DAY]),
        (">2022", []),
        (">2021", [_YEAR, _MONTH, _DAY]),
        ("<2022-03-11", [_DAY]),
        ("<2022-03-10", []),
        ("<2022-04", [_MONTH, _DAY]),
        ("<2022-03", []),
        ("<2023", [_YEAR, _MONTH, _DAY]),
        ("<2022", []),
        (" 2022 ", [_YEAR, _MONTH, _DAY]),
    ],
)
def test_date_fits_where_all_days_it_may_stand_for_do(asked: str, fitting: list[PartialDate]) -> None:
    test = parse_field("date", asked)
    dates = [_YEAR, _MONTH, _DAY]

    assert [date for date in dates if test.accepts(Document("x", Path("x"), Metadata(date=date)))] == fitting


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("date", "", "not a date"),
        ("date", "yesterday", "not a date"),
        ("date", "22", "not a date"),
        ("date", "2022-00", "no month 0"),
        ("date", "2022-13", "no month 13"),
        ("date", "2023-02-29", "no such day"),
        ("date", "..", "beginning or an end"),
        ("date", "2022-03..2022-02", "ends before it begins"),
        ("date", ">=2022..2023", "not a date"),
        ("kind", "poem", "there are title, byline, heading, paragraph, list_item, caption, note, signature"),
        ("kind", "furniture", "no kind 'furniture'"),
        ("kind", "", "no kind ''"),
        ("in", " ", "needs the id"),
        ("author", "...", "needs a word"),
        ("title", "", "needs a word"),
    ],
)
def test_value_that_makes_no_sense_is_refused_in_words(name: str, value: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        parse_field(name, value)


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        ("caption", BlockKind.CAPTION),
        ("captions", BlockKind.CAPTION),
        ("Note", BlockKind.NOTE),
        ("list_item", BlockKind.LIST_ITEM),
        ("list-items", BlockKind.LIST_ITEM),
        ("listitem", BlockKind.LIST_ITEM),
        ("list item", BlockKind.LIST_ITEM),
    ],
)
def test_kind_may_be_written_in_several_ways(value: str, kind: BlockKind) -> None:
    assert parse_field("kind", value).kind is kind


def _collection() -> list[Document]:
    """Three documents of the same two passages, the second a caption."""
    kinds = (BlockKind.PARAGRAPH, BlockKind.CAPTION)
    told = [
        ("a/first", Metadata(title="First", authors=("Clara Weiss",), date=PartialDate(2022, 3))),
        ("a/second", Metadata(title="Second", authors=("Danil Bochkov",), date=PartialDate(2022))),
        ("b/third", Metadata(title="Third")),
    ]
    return [
        make_document(name, f"war in {name}", f"photo of war in {name}", kinds=kinds, metadata=each)
        for name, each in told
    ]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("war author:weiss", ["a/first"]),
        ("war author:wiess", ["a/first"]),
        ("war -author:weiss", ["a/second", "b/third"]),
        ("war author:weiss OR author:bochkov", ["a/first", "a/second"]),
        ("war title:third", ["b/third"]),
        ("war in:a", ["a/first", "a/second"]),
        ("war in:third", ["b/third"]),
        ("war -in:a", ["b/third"]),
        ("war date:2022", ["a/first", "a/second"]),
        ("war date:2022-03", ["a/first"]),
        ("war -date:2022", ["b/third"]),
        ("war author:smith", []),
        ("author:weiss", ["a/first"]),
        ("author:weiss date:2022 kind:caption", ["a/first"]),
        ("peaceable author:weiss", []),
        ("war kind:note", []),
    ],
)
def test_field_narrows_to_documents(query: str, found: list[str]) -> None:
    reply = answer(index_documents(_collection()), query)

    assert sorted(document.id for document in reply.matching) == found


def test_kind_narrows_to_passages() -> None:
    index = index_documents(_collection()[:1])

    assert passages(index, "war kind:caption") == ["photo of war in a/first"]
    assert passages(index, "war -kind:caption") == ["war in a/first"]
    assert passages(index, "kind:caption") == ["photo of war in a/first"]


def test_name_mistyped_in_a_field_makes_the_hit_approximate() -> None:
    index = index_documents(_collection())

    assert [hit.is_exact for hit in answer(index, "war author:weiss").hits] == [True, True]
    assert [hit.is_exact for hit in answer(index, "war author:wiess").hits] == [False, False]


@pytest.mark.parametrize(
    ("query", "reasons"),
    [
        ("peace author:smith", ["no author is like 'smith'"]),
        ("author:smith OR author:jones", ["no author is like 'smith'", "no author is like 'jones'"]),
        ("author:smith OR author:weiss peace", []),
        ("publisher:press peace", ["no publisher is known"]),
        ("date:1999 peace", ["no date is within '1999'"]),
        ("in:nowhere peace", ["no id is or begins with 'nowhere'"]),
        ("kind:caption peace", ["there is no caption"]),
        ("peace", []),
        ("author:weiss xylophone", ["nothing is like 'xylophone'"]),
        ("author:weiss 'pea", ["no word is 'pea'"]),
        ("author:weiss qu*", ["no word begins with 'qu'"]),
    ],
)
def test_what_is_lacking_is_told(query: str, reasons: list[str]) -> None:
    metadata = Metadata(title="One", authors=("Clara Weiss",), date=PartialDate(2022))
    index = index_documents([make_document("one", "peace", metadata=metadata), make_document("two", "peace")])

    assert list(answer(index, query).lacks) == reasons


def test_where_nothing_is_known_of_a_field_that_is_told() -> None:
    index = index_documents([make_document("one", "peace", metadata=Metadata())])

    found = answer(index, "peace author:smith date:2022 title:peace")

    assert list(found.lacks) == [
        "no author is known",
        "no date is known",
        "no title is like 'peace'",
    ]


@pytest.mark.parametrize(
    ("date", "ranges"),
    [
        (PartialDate(2022), ["2022-01..2022-12", "2022-01-01..2022-12-31", ">=2022-01", "<=2022-12", "<2023-01-01"]),
        (PartialDate(2022, 2), ["2022-02-01..2022-02-28", ">=2022-02-01", "<=2022-02-28", ">2022-01-31", "<2022-03"]),
        (PartialDate(2024, 2), ["2024-02-01..2024-02-29", "<2024-03-01"]),
        (PartialDate(2022, 3, 10), ["2022", "2022-03", "2022-03-10..2022-03-10", ">2022-03-09", "<2022-03-11"]),
    ],
)
def test_range_that_encloses_all_days_of_a_vague_date_accepts_it(date: PartialDate, ranges: list[str]) -> None:
    document = Document("one", Path("one.txt"), Metadata(date=date))
    assert [each for each in ranges if not accepts(f"date:{each}", document)] == []


@pytest.mark.parametrize(
    ("date", "ranges"),
    [
        (PartialDate(2022), ["2022-01..2022-11", "2022-01-02..2022-12-31", ">2022-01", "<2022-12-31", "2022-03-10"]),
        (PartialDate(2024, 2), ["2024-02-01..2024-02-28", "<2024-02-29", ">=2024-02-02"]),
    ],
)
def test_range_that_leaves_a_day_of_a_vague_date_out_does_not(date: PartialDate, ranges: list[str]) -> None:
    document = Document("one", Path("one.txt"), Metadata(date=date))
    assert [each for each in ranges if accepts(f"date:{each}", document)] == []


@pytest.mark.parametrize(
    ("field", "accepted"),
    [
        ("title:wellbeing", True),
        ("title:well-being", True),
        ("title:being", True),
        ('title:"well-being"', True),
        ("title:wellbein", True),
        ("title:ofwell", False),
        ("title:peacewell", False),
    ],
)
def test_word_that_a_hyphen_parts_in_a_name_is_found_as_one(field: str, accepted: bool) -> None:
    document = Document("one", Path("one.txt"), Metadata(title="Speech on peace and of well-being"))
    assert accepts(field.replace('"', ""), document) is accepted
