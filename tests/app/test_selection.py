"""A selection moved by units: always some text of the document, from one boundary to another."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.samples import damaged_statements, read_text
from tui.app.page import graphemes
from tui.app.selection import Selecting, Selection, begin, characters, word_at
from tui.documents.model import Block, BlockKind, Document
from tui.text import Span
from tui.tokens import token_spans

UNITS = ["character", "word", "sentence", "paragraph", "edge"]
_WORDS = ["word", "Café", "don’t", "1,000", "和平是人民", "한국어", "e\u0301", "👨‍👩‍👧", "🇺🇦", "\u200b", "—", "?!"]
_SENTENCE = st.lists(st.sampled_from(_WORDS), min_size=1, max_size=6).map(lambda words: " ".join(words) + ".")
_ODD_TEXTS = st.lists(
    st.lists(_SENTENCE, min_size=1, max_size=5).map(" ".join), min_size=1, max_size=6
).map("\n\n".join)  # fmt: skip
DOCUMENTS = st.one_of(_ODD_TEXTS, damaged_statements()).map(read_text).filter(lambda document: bool(document.blocks))
MOVES = st.lists(st.tuples(st.sampled_from([*UNITS, "swap"]), st.sampled_from([1, -1])), max_size=12)


def _all_shown(block: Block) -> bool:
    return True


def _folded(block: Block) -> bool:
    return block.kind not in (BlockKind.FURNITURE, BlockKind.CAPTION)


def _units(document: Document, unit: str, is_shown: Callable[[Block], bool]) -> list[Span]:
    """Return all units of the shown blocks, in order."""
    found: list[Span] = []
    for block in document.blocks:
        if not is_shown(block) or not block.text:
            continue
        spans = [Span(0, len(block.text))]
        if unit == "sentence" and block.sentences:
            spans = [Span(start, start + len(block.text[start:end].rstrip())) for start, end in block.sentences]
        elif unit == "word":
            spans = token_spans(block.text)
        elif unit == "character":
            # A mark at the start of a sentence belongs to what follows it there.
            spans = [
                Span(first + start, first + end)
                for first, last in block.sentences
                for start, end, _ in graphemes(block.text[first:last])
            ]
        found += [span.shifted(block.start) for span in spans]
    return found


def _started(document: Document, is_shown: Callable[[Block], bool], data: st.DataObject) -> Selection | None:
    """Return a selection as ``v`` makes one of a sentence, or the mouse of characters."""
    unit = data.draw(st.sampled_from(["sentence", "character"]))
    units = _units(document, unit, is_shown)
    if not units:
        return None
    first = data.draw(st.integers(0, len(units) - 1))
    if unit == "sentence":
        return begin(units[first])
    last = data.draw(st.integers(0, len(units) - 1))
    if last < first:
        return Selection(Span(units[first].end, units[first].end), units[last].start)
    return Selection(Span(units[first].start, units[first].start), units[last].end)


def _step(selecting: Selecting, selection: Selection, move: tuple[str, int]) -> Selection:
    return selection.swapped() if move[0] == "swap" else selecting.move(selection, *move)


@given(DOCUMENTS, st.sampled_from([_all_shown, _folded]), MOVES, st.data())
def test_it_stays_inside_the_document_and_is_never_empty(
    document: Document, is_shown: Callable[[Block], bool], moves: list[tuple[str, int]], data: st.DataObject
) -> None:
    selection = _started(document, is_shown, data)
    if selection is None:
        return
    selecting = Selecting(document, is_shown)
    for move in moves:
        selection = _step(selecting, selection, move)
        start, end = selection.span
        assert 0 <= start < end <= len(document.text)
        assert start <= selection.head < end
        assert selection.end in (start, end)


@given(DOCUMENTS, st.sampled_from([_all_shown, _folded]), MOVES, st.data())
def test_the_end_goes_one_boundary_on_and_the_other_end_stays(
    document: Document, is_shown: Callable[[Block], bool], moves: list[tuple[str, int]], data: st.DataObject
) -> None:
    selection = _started(document, is_shown, data)
    if selection is None:
        return
    selecting = Selecting(document, is_shown)
    for unit, step in moves:
        before, selection = selection, _step(selecting, selection, (unit, step))
        if selection.span == before.span:
            continue
        assert (selection.end - before.end) * step > 0, "it goes the way the key says"
        anchor = selection.anchor
        assert selection.span.start == anchor.start or selection.span.end == anchor.end, "its other end stays"
        if unit == "edge":
            edges = {edge for block in document.blocks for edge in block.span if is_shown(block)}
            assert selection.end in edges | {anchor.end}
            continue
        units = _units(document, unit, is_shown)
        bounds = {span.end for span in units if span.end > anchor.end}
        bounds |= {span.start for span in units if span.start < anchor.start}
        between = [at for at in bounds if min(before.end, selection.end) < at < max(before.end, selection.end)]
        assert selection.end in bounds | {anchor.end}
        assert not between, "none is passed over"


@given(DOCUMENTS, MOVES, st.data())
def test_the_other_end_twice_is_nothing(document: Document, moves: list[tuple[str, int]], data: st.DataObject) -> None:
    selection = _started(document, _all_shown, data)
    assert selection is not None
    for move in moves:
        selection = _step(Selecting(document, _all_shown), selection, move)
    other = selection.swapped()
    assert other.span == selection.span
    assert other.is_backward is not selection.is_backward
    assert (other.swapped().span, other.swapped().end) == (selection.span, selection.end)


@given(DOCUMENTS, st.sampled_from(["word", "sentence", "paragraph"]), st.integers(1, 6), st.data())
def test_going_there_and_back_ends_where_it_began(
    document: Document, unit: str, count: int, data: st.DataObject
) -> None:
    units = _units(document, "sentence", _all_shown)
    began = begin(units[data.draw(st.integers(0, len(units) - 1))])
    selecting = Selecting(document, _all_shown)
    passed = [began]
    for _ in range(count):
        moved = selecting.move(passed[-1], unit, 1)
        if moved.span == passed[-1].span:
            break
        passed.append(moved)
    selection = passed.pop()
    while passed:
        selection = selecting.move(selection, unit, -1)
        assert selection.span == passed.pop().span


@given(DOCUMENTS, st.data())
def test_by_characters_all_of_the_text_can_be_reached(document: Document, data: st.DataObject) -> None:
    """From the first character to the last, nothing but what stands between two blocks is skipped."""
    units = _units(document, "character", _all_shown)
    selection = begin(units[0])
    selecting = Selecting(document, _all_shown)
    for unit in units[1:60]:
        selection = selecting.move(selection, "character", 1)
        assert selection.span == Span(units[0].start, unit.end)


TEXT = "A Title Here\n\nOne two three. Four five!\n\nSix seven. Eight."
_TWO = "One two three. Four five!"


def _moved(words: str, *moves: tuple[str, int] | str) -> str:
    """Return what is selected in `TEXT` after some moves, from words that were selected with ``v``."""
    document = read_text(TEXT)
    start = document.text.index(words)
    selection = begin(Span(start, start + len(words)))
    for move in moves:
        if isinstance(move, str):
            selection = selection.swapped()
        else:
            selection = Selecting(document, _all_shown).move(selection, *move)
    return document.text[slice(*selection.span)]


@pytest.mark.parametrize(
    ("words", "moves", "selected"),
    [
        ("Four five!", [("word", 1)], "Four five!\n\nSix"),
        ("Four five!", [("word", -1)], "three. Four five!"),
        ("Four five!", [("sentence", 1)], "Four five!\n\nSix seven."),
        ("Four five!", [("sentence", 1), ("sentence", -1)], "Four five!"),
        ("Four five!", [("sentence", -1)], _TWO),
        ("Four five!", [("sentence", -1), ("sentence", -1)], f"A Title Here\n\n{_TWO}"),
        ("One two three.", [("paragraph", 1)], _TWO),
        ("One two three.", [("paragraph", 1), ("paragraph", 1)], f"{_TWO}\n\nSix seven. Eight."),
        ("One two three.", [("edge", 1)], _TWO),
        ("Four five!", [("edge", -1)], _TWO),
        ("Four five!", [("edge", -1), ("edge", 1)], "Four five!"),
        ("Four five!", [("word", 1), ("edge", -1)], "Four five!\n\n"),
        ("Four five!", [("word", 1), ("edge", -1), ("edge", 1)], "Four five!\n\nSix seven. Eight."),
        ("Four five!", [("character", -1)], "Four five"),
        ("Four five!", [("character", -1)] * 3, "Four fi"),
        ("Four five!", [("character", -1)] * 10, " "),
        ("Four five!", [("character", 1)], "Four five!\n\nS"),
        ("Four five!", ["o", ("character", -1)], " Four five!"),
        ("Four five!", ["o", ("character", 1)], "our five!"),
        ("Four five!", ["o", ("word", 1)], "five!"),
        ("Four five!", ["o", ("sentence", -1), "o", ("sentence", 1)], f"{_TWO}\n\nSix seven."),
        ("Eight.", [("sentence", 1)], "Eight."),
        ("A Title Here", [("sentence", -1)], "A Title Here"),
    ],
    ids=lambda value: " ".join(map(str, value)) if isinstance(value, list) else None,
)
def test_moves(words: str, moves: list[tuple[str, int] | str], selected: str) -> None:
    assert _moved(words, *moves) == selected


def test_the_word_at_an_offset_is_the_whole_word_or_none() -> None:
    document = read_text("“Don’t go,” she wrote — twice.")
    assert [
        document.text[slice(*word)] if (word := word_at(document, document.text.index(part))) else None
        for part in ("Don", "n’t", "go", ",", "—", "wrote", "e.")
    ] == ["Don’t", "Don’t", "go", None, None, "wrote", "twice"]


def test_characters_are_those_a_person_counts() -> None:
    text = "e\u0301👨‍👩‍👧🇺🇦a"
    assert [text[slice(*span)] for span in characters(text)] == ["e\u0301", "👨‍👩‍👧", "🇺🇦", "a"]
