"""Groups of pairs and both documents in one column: every passage once, with its partners, and its own place."""

from hypothesis import given
from hypothesis import strategies as st

from tests.compare.texts import documents
from tests.samples import prose
from tests.search.collection import make_document
from tui.compare.alignment import Pair
from tui.compare.comparison import compare
from tui.compare.grading import Grade
from tui.compare.groups import group_pairs
from tui.compare.interleaved import Interleaved, Origin
from tui.documents.model import Document
from tui.text import Span

_PLACES = st.sets(st.tuples(st.integers(0, 12), st.integers(0, 12)), max_size=20)


def pairs(places: set[tuple[int, int]]) -> list[Pair]:
    return [Pair(a, b, 1.0, Grade.SAME_TEXT) for a, b in sorted(places)]


@given(_PLACES)
def test_groups_are_what_hangs_together(places: set[tuple[int, int]]) -> None:
    groups = group_pairs(pairs(places))

    assert sorted(a for group in groups for a in group.a) == sorted({a for a, _ in places})
    assert sorted(b for group in groups for b in group.b) == sorted({b for _, b in places})
    for group in groups:
        assert (group.a, group.b) == (tuple(sorted(group.a)), tuple(sorted(group.b)))
        own = {(a, b) for a, b in places if a in group.a}
        assert own == {(a, b) for a, b in places if b in group.b}
        reached = {group.a[0]}
        for _ in own:
            columns = {b for a, b in own if a in reached}
            reached |= {a for a, b in own if b in columns}
        assert reached == set(group.a)
    assert [group.a[0] for group in groups] == sorted(group.a[0] for group in groups)


def test_signs_are_letters_and_go_on_after_the_last() -> None:
    signs = [group.sign for group in group_pairs(pairs({(place, place) for place in range(26 + 26 * 26 + 1)}))]

    assert (signs[0], signs[25], signs[26], signs[27], signs[-2], signs[-1]) == ("a", "z", "aa", "ab", "zz", "aaa")
    assert len(set(signs)) == len(signs)


_PROSE = st.lists(prose(1, 2), max_size=6).map(lambda found: make_document("prose", *found))


@given(st.tuples(documents(), documents()) | st.tuples(_PROSE, _PROSE) | _PROSE.map(lambda one: (one, one)))
def test_one_column_holds_every_passage_once_with_its_partners(both: tuple[Document, Document]) -> None:
    comparison = compare(*both)
    column = Interleaved(comparison)

    origins = column.origins

    sizes = len(comparison.passages_a), len(comparison.passages_b)
    every = [Origin("ab"[side], place) for side in range(2) for place in range(sizes[side])]
    assert sorted(origins, key=lambda origin: (origin.side, origin.passage)) == every
    for group in comparison.groups:
        places = [column.place(Origin("a", a)) for a in group.a] + [column.place(Origin("b", b)) for b in group.b]
        assert places == list(range(places[0], places[0] + len(places)))
    for side, only in (("a", comparison.only_a), ("b", comparison.only_b)):
        assert [origin.passage for origin in origins if origin.side == side and origin.passage in only] == list(only)


@given(documents(), documents())
def test_span_of_the_one_column_is_known_in_its_own_document(a: Document, b: Document) -> None:
    column = Interleaved(compare(a, b))

    text = column.document.text
    for block, origin in zip(column.document.blocks, column.origins, strict=True):
        assert text[block.span.start : block.span.end] == block.text
        for span in (block.span, Span(block.start + len(block.text) // 2, block.span.end)):
            document, own = column.source(span)
            assert document is (a if origin.side == "a" else b)
            assert document.text[own.start : own.end] == text[span.start : span.end]
        _, beyond = column.source(Span(block.start, len(text)))
        assert document.text[beyond.start : beyond.end] == block.text
