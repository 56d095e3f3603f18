"""Places in texts that outlive a run, and how they are found again in a file that may have changed.

A place is the current sentence with some of what stands around it, and the hash of the file it was read in. In the
same file it is where it was; in a changed one it is looked up by its words, and where that leaves a doubt it is lost:
a place is never guessed.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from tui.documents.model import Document
from tui.text import Span

_SLICE = 240
"""Characters of a sentence that are kept; more tell no more."""
_AROUND = 80
"""Characters kept of what stands before and after."""
_MOST_PLACES = 1_000


class Evidence(StrEnum):
    """What may tell a place."""

    WORDS = "words"
    """The words alone."""
    BEFORE = "before"
    """The words behind what stood before them."""
    AFTER = "after"
    """The words and what stood after them."""
    BOTH = "both"
    """The words between what stood around them."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a reader was."""

    start: int
    """Offset of the sentence in the document's text."""
    words: str
    """The sentence, or its beginning."""
    before: str = ""
    """What stood before it."""
    after: str = ""
    """What stood after these words."""
    evidence: tuple[Evidence, ...] = ()
    """What of this stood nowhere else in the text, so that it tells the place by itself."""
    sha256: str | None = None
    """The file's hash."""


class PlaceStanding(StrEnum):
    """What has become of a place."""

    SAME = "same"
    MOVED = "moved"
    LOST = "lost"


@dataclass(frozen=True, slots=True)
class FoundPlace:
    """A place in a document as it is now."""

    standing: PlaceStanding
    """What has become of it."""
    start: int = 0
    """Offset of the sentence now; 0 where it is lost."""


def place_at(document: Document, sentence: Span) -> Place:
    """Return the place of a sentence.

    Args:
        document: The document.
        sentence: Offsets in its text.
    """
    text, start = document.text, sentence.start
    end = min(sentence.end, start + _SLICE)
    words = text[start:end]
    before, after = text[max(0, start - _AROUND) : start], text[end : end + _AROUND]
    pieces = {
        Evidence.WORDS: words,
        Evidence.BEFORE: before + words,
        Evidence.AFTER: words + after,
        Evidence.BOTH: before + words + after,
    }
    evidence = tuple(kind for kind, piece in pieces.items() if _stands_once(text, piece))
    return Place(start, words, before, after, evidence, document.sha256)


def _stands_once(text: str, piece: str) -> bool:
    at = text.find(piece)
    return at >= 0 and text.find(piece, at + 1) < 0


def find_place(document: Document, place: Place) -> FoundPlace:
    """Return where a place is in a document that may have changed since."""
    text = document.text
    is_here = bool(place.words) and text.startswith(place.words, place.start)
    if is_here and place.sha256 is not None and place.sha256 == document.sha256:
        return FoundPlace(PlaceStanding.SAME, place.start)
    start = _sure_place(text, place) if place.words else None
    if start is None:
        return FoundPlace(PlaceStanding.LOST)
    return FoundPlace(PlaceStanding.SAME if start == place.start else PlaceStanding.MOVED, start)


def _sure_place(text: str, place: Place) -> int | None:
    """Return where the words stand, if nothing else can be meant.

    Only what stood nowhere else when the place was taken, and stands nowhere else now, tells a place. Where what
    stood on one side has changed the other side tells it, unless any other place has something of either.
    """
    starts = _starts_of(text, place.words)
    if len(starts) == 1 and Evidence.WORDS in place.evidence:
        return starts[0]
    if len(starts) > _MOST_PLACES:
        return None
    end = len(place.words)
    before = {at for at in starts if place.before and text[max(0, at - len(place.before)) : at] == place.before}
    after = {at for at in starts if place.after and text.startswith(place.after, at + end)}
    both, either = before & after, before | after
    if both:
        return both.pop() if len(both) == 1 and Evidence.BOTH in place.evidence else None
    told = before if Evidence.BEFORE in place.evidence else set()
    told |= after if Evidence.AFTER in place.evidence else set()
    return told.pop() if len(told) == len(either) == 1 else None


def _starts_of(text: str, words: str) -> list[int]:
    """Return where words stand in a text, one more than make sense at most."""
    starts: list[int] = []
    at = text.find(words)
    while at >= 0 and len(starts) <= _MOST_PLACES:
        starts.append(at)
        at = text.find(words, at + 1)
    return starts


def describe_place(place: Place) -> dict[str, Any]:
    """Return the fields of a place as they are kept."""
    return {**asdict(place), "evidence": [kind.value for kind in place.evidence]}


def place_of(fields: Any) -> Place | None:
    """Return the place that :func:`describe_place` described; None where the fields make none."""
    if not isinstance(fields, Mapping):
        return None
    start, sha256, known = fields.get("start"), fields.get("sha256"), fields.get("evidence")
    texts = [fields.get(name) for name in ("words", "before", "after")]
    if not isinstance(start, int) or isinstance(start, bool) or start < 0:
        return None
    if not isinstance(known, list) or not isinstance(sha256, str | None):
        return None
    words, before, after = (text if isinstance(text, str) and len(text) <= _SLICE else None for text in texts)
    if words is None or before is None or after is None:
        return None
    return Place(start, words, before, after, tuple(kind for kind in Evidence if kind.value in known), sha256)
