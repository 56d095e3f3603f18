"""Places: found again in the same text, found exactly in a changed one, or lost; never guessed."""

import hashlib
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.app.statements import LONG, paragraph, write_file
from tests.benchmarks.common import SEEDS, texts_in
from tui.documents.model import Document, Metadata
from tui.documents.reading import read_document
from tui.places import FoundPlace, Place, PlaceStanding, describe_place, find_place, place_at, place_of
from tui.text import Span

_SAME, _MOVED, _LOST = PlaceStanding.SAME, PlaceStanding.MOVED, PlaceStanding.LOST

_FEW = ("Yes.", "No.", "They met at the bridge.", "Yes. Yes.", "The bridge is the bridge. " * 14 + "End.")
"""Sentences that stand several times in a text, one of them longer than what is kept of it."""
_words = st.text("abcdefgh \u00e4\u0301\U0001f54a\ud800", min_size=1, max_size=12)
_sentences = st.one_of(st.sampled_from(_FEW), _words)
_gaps = st.sampled_from([" ", "\n\n"])
_texts = st.lists(st.tuples(_sentences, _gaps), min_size=1, max_size=14)
_fresh = st.integers(0, 99).map("A new sentence, number {}, is put in.".format)
"""What stands in no text before it is edited."""

Piece = tuple[str, str]


def document_of(pieces: list[Piece]) -> Document:
    """Return a document of sentences and what stands after each."""
    text = "".join(sentence + gap for sentence, gap in pieces)
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return Document("text", Path("text.txt"), Metadata(), text=text, sha256=digest)


def sentence_span(pieces: list[Piece], number: int) -> Span:
    """Return where a sentence stands."""
    start = sum(len(sentence) + len(gap) for sentence, gap in pieces[:number])
    return Span(start, start + len(pieces[number][0]))


@given(_texts, st.data())
def test_place_is_found_again_in_the_same_text(pieces: list[Piece], data: st.DataObject) -> None:
    span = sentence_span(pieces, data.draw(st.integers(0, len(pieces) - 1)))
    document = document_of(pieces)

    assert find_place(document, place_at(document, span)) == FoundPlace(_SAME, span.start)


_refrain = "And the river went on below them, as rivers do, while everybody looked at the other shore."
_chorus = "So they sang, all of them, those on the bridge and those under it, until the lamps went out."
_songs = st.lists(st.sampled_from([_refrain, "They met.", _chorus, None, None]), min_size=4, max_size=16).map(
    lambda sentences: [
        (sentence or f"Verse {number} stands here for itself and is long enough to be all that is kept around it.", " ")
        for number, sentence in enumerate(sentences)
    ]
)
"""Texts in which sentences stand several times, between others that stand once."""


_NEW = ("Nobody had written this before, and now it stands here between all the others.", " ")


def is_left_of(pieces: list[Piece], before: list[Piece]) -> bool:
    """Tell whether pieces may be what is left of others from which some were taken out."""
    rest = iter(before)
    return all(piece in rest for piece in pieces if piece != _NEW)


@settings(max_examples=300)
@given(_songs, st.integers(0, 15), st.integers(0, 15), st.integers(0, 6))
def test_place_is_never_guessed(pieces: list[Piece], followed: int, at: int, taken_out: int) -> None:
    followed, at = followed % len(pieces), at % len(pieces)
    place = place_at(document_of(pieces), sentence_span(pieces, followed))
    changed = [*pieces[:at], *([] if taken_out else [_NEW]), *pieces[at + taken_out :]]
    found = find_place(document_of(changed), place)

    if found.standing is not _LOST:
        number = [sentence_span(changed, each).start for each in range(len(changed))].index(found.start)
        assert changed[number] == pieces[followed]
        assert is_left_of(changed[:number], pieces[:followed])
        assert is_left_of(changed[number + 1 :], pieces[followed + 1 :])
        assert (found.standing is _SAME) == (found.start == sentence_span(pieces, followed).start)


@pytest.mark.parametrize("twin", ["before", "after", "both", "neither"])
def test_one_of_two_equal_sentences_is_lost_when_it_is_gone(twin: str) -> None:
    first, second = "P" * 90, "R" * 90
    same_before, same_after = twin in ("before", "both"), twin in ("after", "both")
    head = [(first, " "), ("They met.", " "), (second, " ")]
    tail = [(first if same_before else "S" * 90, " "), ("They met.", " "), (second if same_after else "T" * 90, " ")]
    pieces = [*head, ("In between.", " "), *tail]
    place = place_at(document_of(pieces), sentence_span(pieces, 5))

    assert find_place(document_of([*head, ("In between.", " ")]), place).standing is _LOST
    assert find_place(document_of([*head, ("In between.", " "), tail[0], tail[2]]), place).standing is _LOST


@given(st.integers(0, 29), st.integers(0, 3), st.lists(st.integers(1, 30), max_size=3), st.data())
def test_sentence_that_stands_once_is_found_exactly_after_edits_elsewhere(
    number: int, within: int, taken_out: list[int], data: st.DataObject
) -> None:
    paragraphs = [paragraph(each) for each in range(1, 31)]
    sentence = paragraphs[number].split(". ")[within]
    before = document_of([(each, "\n\n") for each in paragraphs])
    start = before.text.index(sentence)
    place = place_at(before, Span(start, start + len(sentence)))
    changed = [each for at, each in enumerate(paragraphs, 1) if at - 1 == number or at not in taken_out]
    at = data.draw(st.integers(0, len(changed)))
    changed[at:at] = data.draw(st.lists(_fresh, max_size=2))
    after = document_of([(each, "\n\n") for each in changed])
    found = find_place(after, place)

    assert found.standing is not _LOST
    assert after.text[found.start :].startswith(sentence)


@pytest.mark.parametrize(
    ("old", "new", "standing"),
    [
        ("", "", _SAME),
        ("The Long River", "The Longer River, Told Again", _MOVED),
        ("Paragraph 29 opens", "Paragraph 29, changed, opens", _SAME),
        ("Paragraph 15 opens beside", "Paragraph 15 opens far from", _LOST),
    ],
)
def test_place_in_a_file_that_was_edited(old: str, new: str, standing: PlaceStanding, tmp_path: Path) -> None:
    document = read_document(write_file(tmp_path, LONG), "text")
    sentence = document.sentence_at(document.text.index("Paragraph 15"))
    place = place_at(document, sentence)
    changed = read_document(write_file(tmp_path, LONG.replace(old, new, 1)), "text")
    found = find_place(changed, place)

    assert found.standing is standing
    if standing is not _LOST:
        assert changed.sentence_at(found.start).start == found.start
        assert changed.text[found.start :].startswith(document.text[sentence.start : sentence.end])


@pytest.mark.parametrize("path", texts_in(SEEDS), ids=lambda path: path.stem[:3])
def test_every_sentence_of_the_samples_is_found_again_below_a_new_first_line(path: Path, tmp_path: Path) -> None:
    document = read_document(path, "text")
    text = path.read_text(encoding="utf-8")
    below = read_document(write_file(tmp_path, f"{text}\n\nA last line was added.\n"), "text")
    assert below.text != document.text and below.sha256 != document.sha256
    for block in document.blocks:
        for sentence in block.sentences:
            span = sentence.shifted(block.start)
            found = find_place(below, place_at(document, span))
            assert found.standing is not _LOST, document.text[span.start : span.end]
            words = document.text[span.start : span.end]
            assert below.text[found.start : found.start + len(words)] == words


def test_words_that_stand_ten_thousand_times_are_lost_soon() -> None:
    document = document_of([("Yes.", " ")] * 10_000)
    place = place_at(document, Span(5, 9))

    assert find_place(document_of([("No.", " "), *[("Yes.", " ")] * 10_000]), place).standing is _LOST


@given(_texts, st.data())
def test_place_comes_back_from_what_is_kept_of_it(pieces: list[Piece], data: st.DataObject) -> None:
    document = document_of(pieces)
    place = place_at(document, sentence_span(pieces, data.draw(st.integers(0, len(pieces) - 1))))

    assert place_of(json.loads(json.dumps(describe_place(place)))) == place
    assert len(json.dumps(describe_place(place))) < 6_000


_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
_FIELDS = tuple(describe_place(Place(0, "Yes.")))


@given(_json)
def test_what_is_no_place_is_none(fields: Any) -> None:
    assert place_of(fields) is None


@given(st.sampled_from(_FIELDS), _json)
def test_place_with_a_strange_field_is_a_place_or_none(name: str, value: Any) -> None:
    whole = describe_place(Place(5, "Yes.", "No. ", " No.", sha256="0" * 64))
    place = place_of({**whole, name: value})
    document = document_of([("Yes.", " "), ("No.", " ")])

    assert place is None or json.loads(json.dumps(describe_place(place))) == describe_place(place)
    if place is not None:
        found = find_place(document, place)
        assert found.standing is _LOST or document.text.startswith(place.words, found.start)


def test_place_with_a_field_that_is_missing_is_none_or_knows_less() -> None:
    whole = describe_place(Place(5, "Yes.", "No. ", " No.", sha256="0" * 64))
    for name in whole:
        place = place_of({key: value for key, value in whole.items() if key != name})
        assert place is None or (name == "sha256" and place == replace(place, sha256=None))


def test_huge_texts_and_numbers_make_no_place() -> None:
    whole = describe_place(Place(5, "Yes."))

    assert place_of({**whole, "words": "x" * 100_000}) is None
    huge = place_of({**whole, "start": 10**400})
    assert huge is None or find_place(document_of([("Yes.", " ")]), huge).standing is not _SAME
