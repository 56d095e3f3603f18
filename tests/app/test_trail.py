"""The way through the hits of a search: which texts match, what is lit in each, and which comes next."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.app.statements import write_folder
from tui.app.trail import Trail
from tui.documents.model import Document
from tui.library import Library, Order, load_library
from tui.search.index import index_documents
from tui.search.query import parse_query
from tui.search.ranking import search

TEXTS = {
    "a.txt": "Peace Now\n\nThe sanctions began in March. More sanctions came.\n\nSanctions hurt.",
    "b.txt": "A Bridge\n\nThe bridge held all winter.",
    "c.txt": "Harbour\n\nNew sanctions closed it.",
    "d.txt": "Ships\n\nNobody unloads them. No sanktions here.",
    "e.txt": "",
}
"""Sanctions three times, never, once, once with another letter, and a file without text."""


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return load_library([write_folder(tmp_path, TEXTS)])


TrailOf = Callable[[str], Trail]


@pytest.fixture(params=[100, 1], ids=["all listed", "looked up"])
def trail_of(request: pytest.FixtureRequest, library: Library) -> TrailOf:
    """What makes the trail of a query: of an answer that lists every hit, or one that does not."""
    index = index_documents(library.documents)
    return lambda query: Trail(search(index, parse_query(query), request.param), index)


def _document(library: Library, name: str) -> Document:
    return next(document for document in library if document.id == name)


def _lit(library: Library, trail: Trail, name: str) -> list[str]:
    document = _document(library, name)
    return [document.text[slice(*span)] for span in trail.spans(document)]


def test_what_is_lit_are_all_found_places_in_the_order_of_the_text(library: Library, trail_of: TrailOf) -> None:
    trail = trail_of("sanctions")
    assert _lit(library, trail, "a") == ["sanctions", "sanctions", "Sanctions"]
    assert _lit(library, trail, "b") == []
    assert _lit(library, trail, "d") == ["sanktions"]
    spans = list(trail.spans(_document(library, "a")))
    assert spans == sorted(set(spans))


def test_every_readable_document_either_matches_or_is_absent(library: Library, trail_of: TrailOf) -> None:
    trail = trail_of("sanctions")
    assert trail.matching == {"a", "c"}
    assert trail.absent == {"b", "d"}, "a file without text says nothing of what it never mentions"


@pytest.mark.parametrize(
    ("query", "verb"),
    [
        ("sanctions", "never mention"),
        ("'sanctions", "never mention"),
        ("sanctions winter", "do not match"),
        ("title:harbour sanctions", "do not match"),
        ("sanctions -winter", "do not match"),
    ],
)
def test_only_of_one_plain_word_it_is_said_that_a_text_never_mentions_them(
    query: str, verb: str, library: Library, trail_of: TrailOf
) -> None:
    assert trail_of(query).verb_of_absence == verb


def test_the_query_is_remembered_without_the_spaces_around_it(library: Library, trail_of: TrailOf) -> None:
    assert trail_of("  'sanctions  ").query == "'sanctions"


FOLLOWING = [
    ("a", 1, "c"),
    ("c", 1, "d"),
    ("d", 1, "a"),
    ("a", -1, "d"),
    ("d", -1, "c"),
    ("b", 1, "c"),
    ("b", -1, "a"),
    ("e", 1, "a"),
    ("gone", 1, "c"),
]
"""Where the reader is, the direction, and the next document with a hit."""


@pytest.mark.parametrize(("here", "step", "there"), FOLLOWING)
def test_the_next_document_with_a_hit_comes_next_and_it_goes_round(
    here: str, step: int, there: str, library: Library, trail_of: TrailOf
) -> None:
    following = trail_of("sanctions").following(library, here, step)
    assert following is _document(library, there)


def test_the_only_document_with_hits_follows_itself(library: Library, trail_of: TrailOf) -> None:
    trail = trail_of("winter")
    for step in (1, -1):
        assert trail.following(library, "b", step) is _document(library, "b")


def test_the_order_of_the_library_decides(library: Library, trail_of: TrailOf) -> None:
    by_title = library.sorted(Order.TITLE)
    names = [document.id for document in by_title if document.id in ("a", "c", "d")]
    trail = trail_of("sanctions")
    for here, there in zip(names, [*names[1:], names[0]], strict=True):
        assert trail.following(by_title, here, 1) is _document(library, there)


def test_a_document_that_has_been_read_anew_has_no_places_of_the_old_one(
    library: Library, trail_of: TrailOf, tmp_path: Path
) -> None:
    trail = trail_of("sanctions")
    again = load_library([tmp_path])
    assert list(trail.spans(_document(again, "a"))) == []
    assert list(trail.spans(_document(library, "a"))) != []


def test_fields_alone_light_nothing_and_lead_nowhere(library: Library, trail_of: TrailOf) -> None:
    trail = trail_of("title:harbour")
    assert trail.matching == {"c"}
    assert _lit(library, trail, "c") == []
    assert trail.following(library, "a", 1) is None


def test_a_library_without_the_documents_leads_nowhere(library: Library, trail_of: TrailOf) -> None:
    assert trail_of("sanctions").following(Library(), "a", 1) is None


QUERIES = [
    "the",
    "sanctions",
    "sanctoins",
    "winter held",
    "ship* OR bridge",
    "in:a sanctions",
    "xylophone sanctions",
    "sea",
]


@pytest.mark.parametrize("query", QUERIES)
def test_what_is_looked_up_when_a_document_is_opened_is_what_a_whole_answer_lists(query: str, library: Library) -> None:
    index = index_documents(library.documents)
    parsed = parse_query(query)
    listed = Trail(search(index, parsed, 1000), index)
    looked_up = Trail(search(index, parsed, 1), index)
    for document in library:
        assert list(looked_up.spans(document)) == list(listed.spans(document))
        assert list(looked_up.stops(document)) == list(listed.stops(document))
        assert looked_up.count_before(library, document.id) == listed.count_before(library, document.id)


def test_the_counts_are_those_of_the_places_to_go_through(library: Library, trail_of: TrailOf) -> None:
    trail = trail_of("sanctions")
    stops = {document.id: len(trail.stops(document)) for document in library}
    assert stops == {"a": 2, "b": 0, "c": 1, "d": 1, "e": 0}
    assert [trail.count_before(library, name) for name in "abcde"] == [(0, 4), (2, 4), (2, 4), (3, 4), (4, 4)]


def test_a_trail_goes_by_a_new_answer_once_the_texts_have_changed(library: Library, trail_of: TrailOf) -> None:
    trail = trail_of("sanctions")
    kept = [document for document in library if document.id in ("b", "c")]
    index = index_documents(kept)
    assert not trail.is_of(index)
    trail.take(search(index, trail.parsed, 100), index)
    assert trail.is_of(index) and trail.is_of(index.compacted())
    assert trail.query == "sanctions"
    assert trail.matching == {"c"} and trail.absent == {"b"}
    assert list(trail.spans(_document(library, "a"))) == []
    assert len(trail.spans(_document(library, "c"))) == 1
