"""Where a quotation comes from, and whether it is exact."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from tui.documents.model import Block, Document
from tui.errors import StatementsError
from tui.quoting.clipboard import clean
from tui.quoting.elision import Part, is_elided, parts_of
from tui.quoting.marks import squeeze, unwrapped
from tui.quoting.nearest import Change, Difference, find_nearest
from tui.quoting.readings import Reading, Readings
from tui.quoting.wording import Wording, starts_of
from tui.text import Span

LONGEST_QUOTATION = 200_000
"""Characters."""
_LEAST_SCORE = 0.66
"""Below this likeness nothing is taken for the source of a quotation."""
_CLOSE_ENOUGH = 0.97
_SHORT = 16
"""Words of a quotation whose halves are looked for."""
_HALVES = 150
"""Places of a half that are looked at."""
_INSERTED_WORDS = 40
"""Words and marks of the source that one bracket may stand for."""


class Status(StrEnum):
    """What is known of a quotation."""

    EXACT = "exact"
    MARKS = "marks"
    ELIDED = "elided"
    ALTERED = "altered"
    ABSENT = "absent"

    @property
    def in_words(self) -> str:
        """How it is said to people."""
        return _IN_WORDS[self]

    @property
    def is_right(self) -> bool:
        """Whether the quotation may stand as it is."""
        return self in (Status.EXACT, Status.MARKS, Status.ELIDED)


_IN_WORDS = {
    Status.EXACT: "exact",
    Status.MARKS: "exact but for marks",
    Status.ELIDED: "elided, each part exact",
    Status.ALTERED: "altered",
    Status.ABSENT: "not found",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found out about a quotation."""

    quotation: str
    """The quotation, as it was given."""
    status: Status
    """What is known of it."""
    document: Document | None = None
    """Where it stands, or its nearest wording; None where it is absent."""
    span: Span = Span(0, 0)
    """Where in the document's text."""
    differences: tuple[Difference, ...] = ()
    """The words that differ, where it was altered."""
    score: float = 0.0
    """Likeness from 0 to 1; 1 where nothing but marks differs."""
    places: int = 0
    """In how many places of the collection it stands like this; more are not counted beyond a thousand."""

    @property
    def text(self) -> str | None:
        """The collection's own words."""
        return None if self.document is None else self.document.text[self.span.start : self.span.end]

    @property
    def block(self) -> Block | None:
        """The first numbered block there, or the first of any kind."""
        if self.document is None or not self.document.blocks:
            return None
        blocks = self.document.blocks
        first = self.document.block_at(self.span.start)
        last = self.document.block_at(max(self.span.start, self.span.end - 1))
        here = blocks[first : last + 1]
        return next((block for block in here if block.number is not None), here[0])

    @property
    def number(self) -> int | None:
        """The ordinal of that paragraph."""
        return self.block.number if self.block else None

    @property
    def is_whole(self) -> bool:
        """Whether it begins where a sentence begins and ends where one ends."""
        if self.document is None or not self.document.blocks:
            return False
        text = self.document.text
        first = self.document.sentence_at(self.span.start)
        last = self.document.sentence_at(max(self.span.start, self.span.end - 1))
        is_begun = bool(text[first.start : self.span.start].strip(_OPENING))
        is_left = bool(text[self.span.end : last.end].strip(_CLOSING))
        return not is_begun and not is_left


_OPENING = " \n\t\"'“‘„«([—–-"
_CLOSING = " \n\t\"'”’“»)]"


class Collection:
    """Statements in which quotations are looked up."""

    def __init__(
        self,
        documents: Iterable[Document],
        alike: Callable[[str], Iterable[tuple[Document, Span]]],
        weigh: Callable[[str], float] = len,
    ) -> None:
        """Take the statements.

        Args:
            documents: Where to look.
            alike: Gives the passages whose words are most like those of a text, best first.
            weigh: Gives the weight of a word or mark when likeness is measured.
        """
        self._readings = [Readings(document) for document in documents if not document.problem]
        self._alike = alike
        self._weigh = weigh
        self._wordings: dict[int, Wording] = {}

    def check(self, quotation: str, is_inline: bool = False) -> Finding:
        """Find where a quotation comes from and whether it is exact.

        Args:
            quotation: The words, with or without quotation marks around them.
            is_inline: Whether it stood between quotation marks in a sentence, so that a comma or full stop at its
                end may be that sentence's own.

        Raises:
            StatementsError: There is no word in it, or it is longer than a quotation can be.
        """
        text = re.sub("\r\n?", "\n", quotation).strip()
        if not any(character.isalnum() for character in text):
            raise StatementsError("there is no word in the quotation")
        if len(text) > LONGEST_QUOTATION:
            raise StatementsError(f"a quotation of more than {LONGEST_QUOTATION:,} characters is not looked up")
        finding: Finding | None = None
        for candidate in _ways_to_take(text, is_inline):
            finding = self._exact(candidate) or self._but_for_marks(candidate) or self._elided(candidate)
            if finding is not None:
                break
        else:
            finding = self._altered(unwrapped(text))
        return Finding(
            quotation, finding.status, finding.document, finding.span, finding.differences, finding.score,
            finding.places,
        )  # fmt: skip

    def _exact(self, quotation: str) -> Finding | None:
        """Find the quotation to the character, best where it does not begin or end inside a word."""
        best: tuple[bool, Reading, Span] | None = None
        places = 0
        for readings in self._readings:
            for reading in (readings.plain, *(() if quotation in readings.plain.text else readings.others)):
                for span in _places(reading.text, quotation):
                    places += 1
                    is_cut = _is_cut(reading.text, span)
                    if best is None or (best[0] and not is_cut):
                        best = (is_cut, reading, span)
                    if places >= 1000:
                        break
                if best is not None and best[1] is reading:
                    break
        if best is None:
            return None
        _, reading, span = best
        return Finding("", Status.EXACT, reading.document, reading.original(span), (), 1.0, places)

    def _holding(self, quotation: str) -> Iterator[Reading]:
        """Yield the readings in which something like the quotation may stand, whatever their marks."""
        variants = {squeeze("".join(start)) for start in starts_of(Wording(quotation).forms)}
        for readings in self._readings:
            for reading in (readings.plain, *readings.others):
                if any(variant in reading.squeezed for variant in variants):
                    yield reading

    def _but_for_marks(self, quotation: str) -> Finding | None:
        sought = starts_of(Wording(quotation).forms)
        found: list[tuple[Reading, Span]] = []
        for reading in self._holding(quotation):
            wording = self._wording(reading)
            for forms in sought:
                found += [
                    (reading, wording.span(place, place + len(forms))) for place in wording.places(forms)
                ][:1000]  # fmt: skip
        for reading, span in found:
            # A copy that came by a clipboard lacks nothing but what no clipboard takes.
            if clean(reading.text[span.start : span.end])[0] == clean(quotation)[0]:
                return Finding("", Status.EXACT, reading.document, reading.original(span), (), 1.0, len(found))
        if not found:
            return None
        reading, span = found[0]
        return Finding("", Status.MARKS, reading.document, reading.original(span), (), 1.0, len(found))

    def _wording(self, reading: Reading) -> Wording:
        known = self._wordings.get(id(reading))
        if known is None:
            if len(self._wordings) > 40:
                self._wordings.clear()
            known = self._wordings[id(reading)] = Wording(reading.text)
        return known

    def _elided(self, quotation: str) -> Finding | None:
        """Find the parts of a quotation in order, as near to each other as they stand anywhere."""
        parts = parts_of(quotation)
        if not parts or not is_elided(quotation):
            return None
        sought = [[squeeze("".join(start)) for start in starts_of(Wording(part.text).forms)] for part in parts]
        best: tuple[int, Reading, Span] | None = None
        for readings in self._readings:
            for reading in (readings.plain, *readings.others):
                if not all(any(variant in reading.squeezed for variant in variants) for variants in sought):
                    continue
                span = _in_order(self._wording(reading), parts)
                if span is not None and (best is None or span.end - span.start < best[0]):
                    best = (span.end - span.start, reading, span)
        if best is None:
            return None
        _, reading, span = best
        return Finding("", Status.ELIDED, reading.document, reading.original(span), (), 1.0, 1)

    def _altered(self, quotation: str) -> Finding:
        """Find the nearest wording."""
        parts = parts_of(quotation) if is_elided(quotation) else ()
        if len(parts) > 1:
            return self._altered_in_parts(parts)
        words = Wording(parts[0].text if parts else quotation)
        best = Finding("", Status.ABSENT)
        for document, passage in (*self._holding_half(words.text), *self._alike(words.text)):
            start = max(0, passage.start - len(words.text) - 40)
            stretch = document.text[start : passage.end + len(words.text) + 40]
            nearest = find_nearest(words, stretch, self._weigh)
            if nearest is not None and nearest.score > max(best.score, _LEAST_SCORE):
                span = nearest.span.shifted(start)
                best = Finding("", Status.ALTERED, document, span, nearest.differences, nearest.score, 1)
                if nearest.score > _CLOSE_ENOUGH:
                    break
        return best

    def _holding_half(self, quotation: str) -> Iterator[tuple[Document, Span]]:
        """Yield where one half of a short quotation stands as it is: where one word was changed, one half does.

        The words of a short sentence may all be so common that they tell no passage from another.
        """
        words = quotation.split()
        if not 2 <= len(words) <= _SHORT:
            return
        middle = len(words) // 2
        for half in (" ".join(words[:middle]), " ".join(words[middle:])):
            left = _HALVES
            for readings in self._readings:
                for span in _places(readings.plain.text, half):
                    yield readings.plain.document, span
                    left -= 1
                    if not left:
                        break
                if not left:
                    break

    def _altered_in_parts(self, parts: Sequence[Part]) -> Finding:
        """Find the part that is not right, or say that the parts come in another order."""
        found = [self._exact(part.text) or self._but_for_marks(part.text) for part in parts]
        wrong = [part for part, finding in zip(parts, found, strict=True) if finding is None]
        if wrong:
            return max((self._altered(part.text) for part in wrong), key=lambda finding: finding.score)
        longest = max(found, key=lambda finding: len(finding.text or "") if finding else 0)
        assert longest is not None
        order = Difference(Change.ORDER, " [...] ".join(part.text for part in parts), longest.text or "")
        share = len(longest.text or "") / sum(len(part.text) for part in parts)
        return Finding("", Status.ALTERED, longest.document, longest.span, (order,), min(1.0, share), 1)


def _ways_to_take(text: str, is_inline: bool) -> Iterator[str]:
    """Yield the words with and without the quotation marks around them, and the sentence's own stop at their end."""
    bare = unwrapped(text)
    yield from dict.fromkeys((text, bare))
    if is_inline and bare[-1:] in (",", "."):
        yield bare[:-1]


def _places(text: str, quotation: str) -> Iterator[Span]:
    at = text.find(quotation)
    while at >= 0:
        yield Span(at, at + len(quotation))
        at = text.find(quotation, at + 1)


def _is_cut(text: str, span: Span) -> bool:
    """Tell whether a span begins or ends inside a word."""
    before, after = text[span.start - 1 : span.start], text[span.end : span.end + 1]
    return (
        (before + text[span.start]).isalnum() and bool(before) or (text[span.end - 1] + after).isalnum() and bool(after)
    )


def _in_order(wording: Wording, parts: Sequence[Part]) -> Span | None:
    """Return the shortest stretch in which all parts stand in order."""
    best: Span | None = None
    for first in _places_of(wording, parts[0], 0):
        at: int | None = first + _length(parts[0])
        for part in parts[1:]:
            assert at is not None
            place = next(_places_of(wording, part, at), None)
            if place is None:
                return best
            is_near = part.after_omission or place - at <= _INSERTED_WORDS
            at = place + _length(part) if is_near else None
            if at is None:
                break
        if at is not None:
            span = wording.span(first, at)
            if best is None or span.end - span.start < best.end - best.start:
                best = span
    return best


def _length(part: Part) -> int:
    return len(Wording(part.text))


def _places_of(wording: Wording, part: Part, first: int) -> Iterator[int]:
    """Yield where a part stands, from an index on, in order."""
    forms = Wording(part.text).forms
    if not part.is_cut:
        yield from sorted({place for start in starts_of(forms) for place in wording.places(start, first)})
        return
    *head, last = forms
    for place in wording.places(head, first) if head else range(first, len(wording)):
        if place + len(head) < len(wording) and wording.forms[place + len(head)].startswith(last):
            yield place
