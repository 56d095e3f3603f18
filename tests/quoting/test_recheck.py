"""What has become of a stored quote in the file as it is now."""

from collections.abc import Sequence

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.samples import prose, read_text
from tests.search.collection import make_document
from tui.checking import collect
from tui.documents.model import BlockKind, Document
from tui.quoting.nearest import Change
from tui.quoting.quote import Quote, take_quote
from tui.quoting.quote_book import Entry
from tui.quoting.recheck import Recheck, Standing, find_elsewhere, nearest_place, recheck
from tui.quoting.verify import LONGEST_QUOTATION, Collection
from tui.text import Span

_TEXTS = ("The harbour was closed by the council.", "Ships wait outside since March.", "Nobody asked why they wait.")


def quote_from(document: Document, words: str) -> Quote:
    start = document.text.index(words)
    return take_quote(document, Span(start, start + len(words)))


def rechecked(quote: Quote, document: Document | None) -> Recheck:
    return recheck(Entry("x", quote), document, collect)


def text_of(found: Recheck) -> str | None:
    return found.document.text[slice(*found.span)] if found.document and found.span else None


@pytest.mark.parametrize(
    ("words", "texts", "standing", "text"),
    [
        ("Ships wait outside", _TEXTS, Standing.EXACT, "Ships wait outside"),
        ("Ships wait outside", (*_TEXTS[:2], "Something else stands here now."), Standing.EXACT, "Ships wait outside"),
        ("Ships wait outside", ("A new head.", *_TEXTS), Standing.MOVED, "Ships wait outside"),
        ("Ships wait outside", _TEXTS[1:], Standing.MOVED, "Ships wait outside"),
        ("council.\n\nShips", ("A new head.", *_TEXTS), Standing.MOVED, "council.\n\nShips"),
        ("council.\n\nShips", (" ".join(_TEXTS),), Standing.CHANGED, "council. Ships"),
        (_TEXTS[1], (_TEXTS[0], "Ships wait inside since March."), Standing.CHANGED, "Ships wait inside since March."),
        (_TEXTS[1], (_TEXTS[0], "Ships ‘wait’ outside since March."), Standing.CHANGED, None),
        (_TEXTS[1], (_TEXTS[0], "ships\u00a0wait outside since March."), Standing.CHANGED, None),
        (_TEXTS[1], (_TEXTS[0], "Ships wait out\x1bside since March."), Standing.CHANGED, None),
        (_TEXTS[1], (_TEXTS[0], "Something quite different was written here."), Standing.GONE, None),
        (_TEXTS[1], (), Standing.GONE, None),
    ],
)
def test_quote_is_exact_moved_changed_or_gone(
    words: str, texts: tuple[str, ...], standing: Standing, text: str | None
) -> None:
    found = rechecked(quote_from(make_document("one", *_TEXTS), words), make_document("one", *texts))

    assert found.standing is standing
    assert text is None or text_of(found) == text
    assert (found.document is None) == (standing is Standing.GONE)
    assert bool(found.reason) == (standing is Standing.GONE)


def test_changed_words_are_told() -> None:
    quote = quote_from(make_document("one", *_TEXTS), _TEXTS[1])
    found = rechecked(quote, make_document("one", _TEXTS[0], "Ships wait inside since March."))

    assert [(each.change, each.quote, each.text) for each in found.differences] == [
        (Change.REPLACED, "outside", "inside")
    ]


@pytest.mark.parametrize("problem", ["empty file", "no text: binary data"])
def test_quote_of_a_file_that_cannot_be_read_is_gone_for_that_reason(problem: str) -> None:
    document = make_document("one", *_TEXTS)
    broken = Document("one", document.path, document.metadata, problem=problem)
    quote = quote_from(document, "Ships")

    assert (rechecked(quote, broken).standing, rechecked(quote, broken).reason) == (Standing.GONE, problem)
    assert (rechecked(quote, None).standing, rechecked(quote, None).reason) == (Standing.GONE, "no such file")


def test_quote_over_a_page_end_is_exact_and_moves_whatever_stands_between() -> None:
    kinds = (BlockKind.PARAGRAPH, BlockKind.FURNITURE, BlockKind.PARAGRAPH)
    document = make_document("one", _TEXTS[0], "12", _TEXTS[1], kinds=kinds)
    quote = quote_from(document, document.text)
    same = (make_document("one", *_TEXTS[:2]), make_document("one", _TEXTS[0], "13", _TEXTS[1], kinds=kinds))

    assert rechecked(quote, document).standing is Standing.EXACT
    assert [rechecked(quote, other).standing for other in same] == [Standing.MOVED, Standing.MOVED]
    assert text_of(rechecked(quote, same[1])) == same[1].text


def test_of_several_places_the_nearest_to_the_old_one_is_taken() -> None:
    document = make_document("one", "no " * 10 + "yes", "and no, no")
    quote = quote_from(document, "and")

    assert nearest_place("and " * 5, quote) == Span(16, 19)
    assert nearest_place("x" * quote.span.start + "yand" + "x" * 80 + "and", quote) == Span(
        quote.span.start + 1, quote.span.start + 4
    )
    assert nearest_place("nothing of it", quote) is None


@pytest.mark.parametrize("words", ["…", "—", "“”"])
def test_quote_of_nothing_but_marks_is_looked_for_as_it_is(words: str) -> None:
    quote = Quote("one", Span(0, len(words)), words)

    assert rechecked(quote, make_document("one", f"x {words}")).standing is Standing.MOVED
    assert rechecked(quote, make_document("one", "Nothing of it")).standing is Standing.GONE


def test_quote_too_long_to_look_up_is_found_as_it_is_and_otherwise_gone() -> None:
    words = "no " * (LONGEST_QUOTATION // 3) + "yes"
    quote = Quote("one", Span(0, len(words)), words)

    assert rechecked(quote, make_document("one", f"x {words}")).standing is Standing.MOVED
    assert rechecked(quote, make_document("one", words.replace(" ", "\u00a0"))).standing is Standing.GONE


def test_collection_is_not_made_where_the_words_stand_as_they_were() -> None:
    def fail(documents: Sequence[Document]) -> Collection:
        raise AssertionError(f"not needed for {documents}")

    document, moved = make_document("one", *_TEXTS), make_document("one", "Before.", *_TEXTS)
    entry = Entry("x", quote_from(document, "Ships"))

    assert recheck(entry, document, fail).standing is Standing.EXACT
    assert recheck(entry, moved, fail).standing is Standing.MOVED


def test_quote_is_found_in_a_document_of_another_name() -> None:
    entry = Entry("x", quote_from(make_document("one", *_TEXTS), _TEXTS[1]))
    others = [make_document("two", "Nothing of it"), make_document("three", "Before.", *_TEXTS)]
    found = find_elsewhere(entry, others)

    assert found is not None
    assert (found.standing, found.document) == (Standing.MOVED, others[1])
    assert text_of(found) == _TEXTS[1]
    assert find_elsewhere(entry, others[:1]) is None


@given(st.lists(prose(1, 3), min_size=1, max_size=3), prose(1, 2), st.data())
def test_quote_is_right_as_long_as_its_words_are_in_the_file(texts: list[str], other: str, data: st.DataObject) -> None:
    document = read_text("\n\n".join(texts))
    start = data.draw(st.integers(0, len(document.text) - 1))
    quote = take_quote(document, Span(start, data.draw(st.integers(start + 1, len(document.text)))))
    assume(quote.text)
    before, after = data.draw(st.booleans()), data.draw(st.booleans())
    now = read_text("\n\n".join([*[other] * before, *texts, *[other] * after]))
    assume(quote.text in now.text)
    found = rechecked(quote, now)

    assert found.standing.is_right
    assert text_of(found) == quote.text


@pytest.mark.parametrize(
    ("standing", "is_right"),
    [(Standing.EXACT, True), (Standing.MOVED, True), (Standing.CHANGED, False), (Standing.GONE, False)],
)
def test_quote_is_right_while_its_words_stand_somewhere(standing: Standing, is_right: bool) -> None:
    assert standing.is_right is is_right
