"""Where a quotation comes from, and whether it is exact."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice

from tui.documents.model import Document
from tui.errors import StatementsError
from tui.quoting.clipboard import clean
from tui.quoting.elision import Part, is_elided, parts_of, without_omissions
from tui.quoting.finding import Finding, Status, is_whole_sentences
from tui.quoting.marks import QUOTATION_MARKS, squeeze, unwrapped, without_repeated_marks
from tui.quoting.nearest import Change, Difference, Nearest, find_nearest
from tui.quoting.places import is_cut, places, shortest_stretch, to_whole_words
from tui.quoting.readings import Reading, Readings
from tui.quoting.wording import Wording, starts_of
from tui.text import Span
from tui.tokens import raw_tokens

__all__ = ["LONGEST_QUOTATION", "Collection", "Finding", "Status"]

LONGEST_QUOTATION = 200_000
"""Characters."""
_LEAST_SCORE = 0.7
"""Below this likeness nothing is taken for the source of a quotation."""
_CLOSE_ENOUGH = 0.97
_LEAST_SAME = 3
"""Words that are the same where one is not, for that to be no chance; one less in a whole sentence."""
_SHORT = 16
"""Words of a quotation whose halves are looked for."""
_HALVES = 150
"""Places of a half that are looked at."""
_MOST_PLACES = 1000
"""Places of a quotation that are counted."""
_CRUMB, _LONG_PART = 3, 6
"""Words below which a part stands everywhere, and from which it is known to be the source's."""
_LARGE, _NEAR = 1_000_000, 1_000
"""Characters of a collection in which such words are looked for in passages alone, and around these."""


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
        self._size = sum(len(readings.plain.text) for readings in self._readings)
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
        if len(text) > LONGEST_QUOTATION:
            raise StatementsError(f"a quotation of more than {LONGEST_QUOTATION:,} characters is not looked up")
        if not any(character.isalnum() for character in squeeze(text)):
            raise StatementsError("there is no word in the quotation")
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
        """Find the quotation to the character, where it neither begins nor ends inside a word or a number.

        A quotation of ``0%`` out of ``40%`` would be no quotation at all.
        """
        found: list[tuple[Reading, Span]] = []
        for readings in self._readings:
            reading = next((reading for reading in readings if quotation in reading.text), None)
            if reading is not None:
                spans = islice(places(reading.text, quotation), _MOST_PLACES)
                found += [(reading, span) for span in spans if not is_cut(reading.text, span)]
            if len(found) >= _MOST_PLACES:
                break
        if not found:
            return None
        reading, span = found[0]
        return Finding("", Status.EXACT, reading.document, reading.original(span), (), 1.0, len(found))

    def _holding(self, quotation: str) -> Iterator[Reading]:
        """Yield the readings in which something like the quotation may stand, whatever their marks."""
        variants = {squeeze("".join(start)) for start in starts_of(Wording(quotation).forms)}
        for readings in self._readings:
            for reading in readings:
                if any(variant in reading.squeezed for variant in variants):
                    yield reading

    def _but_for_marks(self, quotation: str) -> Finding | None:
        sought = starts_of(Wording(quotation).forms)
        # Of the readings of a document several hold one and the same place.
        found: dict[tuple[int, Span], tuple[Reading, Span]] = {}
        for reading in self._holding(quotation):
            wording = self._wording(reading)
            for forms in sought:
                for place in islice(wording.places(forms), _MOST_PLACES):
                    span = wording.span(place, place + len(forms))
                    found.setdefault((id(reading.document), reading.original(span)), (reading, span))
            if len(found) >= _MOST_PLACES:
                break
        for reading, span in found.values():
            # A copy that came by a clipboard lacks nothing but what no clipboard takes.
            if clean(reading.text[span.start : span.end])[0] == clean(quotation)[0]:
                return Finding("", Status.EXACT, reading.document, reading.original(span), (), 1.0, len(found))
        if not found:
            return None
        reading, span = next(iter(found.values()))
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
        if not is_elided(quotation):
            return None
        ways = dict.fromkeys(
            (
                parts_of(quotation),
                parts_of(quotation, has_own_letters=True),
                parts_of(quotation, has_own_brackets=True),
            )
        )
        return next((finding for parts in ways if parts and (finding := self._in_parts(parts))), None)

    def _in_parts(self, parts: Sequence[Part]) -> Finding | None:
        if self._size > _LARGE and all(_count_words(part.text) < _CRUMB for part in parts):
            # Words that stand everywhere stand in any order somewhere: only what is near counts.
            return self._near_each_other(parts)
        sought = [[squeeze("".join(start)) for start in starts_of(Wording(part.text).forms)] for part in parts]
        best: tuple[int, Reading, Span] | None = None
        for readings in self._readings:
            for reading in readings:
                if not all(any(variant in reading.squeezed for variant in variants) for variants in sought):
                    continue
                span = shortest_stretch(self._wording(reading), parts)
                if span is not None and (best is None or span.end - span.start < best[0]):
                    best = (span.end - span.start, reading, span)
        if best is None:
            return None
        _, reading, span = best
        return Finding("", Status.ELIDED, reading.document, reading.original(span), (), 1.0, 1)

    def _near_each_other(self, parts: Sequence[Part]) -> Finding | None:
        """Find parts of a word or two in order inside one passage."""
        for document, passage in self._alike(" ".join(part.text for part in parts)):
            start = max(0, passage.start - _NEAR)
            span = shortest_stretch(Wording(document.text[start : passage.end + _NEAR]), parts)
            if span is not None:
                return Finding("", Status.ELIDED, document, span.shifted(start), (), 1.0, 1)
        return None

    def _altered(self, quotation: str) -> Finding:
        """Find the nearest wording."""
        parts = parts_of(quotation)
        has_omissions = any(part.after_omission for part in parts[1:])
        cut = self._cut(quotation)
        if cut is not None:
            return cut
        # What stands in brackets is compared like all else: the source may have them, too.
        best = Finding("", Status.ABSENT) if has_omissions else self._nearest(without_omissions(quotation))
        return self._altered_in_parts(parts) if best.document is None and len(parts) > 1 else best

    def _cut(self, quotation: str) -> Finding | None:
        """Find a quotation that is exact but begins or ends inside a word or a number."""
        for readings in self._readings:
            text = readings.plain.text
            for span in islice(places(text, quotation), 1):
                whole = to_whole_words(text, span)
                nearest = find_nearest(Wording(quotation), text[whole.start : whole.end], self._weigh)
                differences = nearest.differences if nearest else ()
                score = len(quotation) / max(1, whole.end - whole.start)
                return Finding("", Status.ALTERED, readings.plain.document, whole, differences, score, 1)
        return None

    def _nearest(self, quotation: str) -> Finding:
        """Find the nearest wording of a run of words."""
        words = Wording(quotation)
        best = Finding("", Status.ABSENT)
        for document, passage in (*self._holding_half(words.text), *self._alike(words.text)):
            start = max(0, passage.start - len(words.text) - 40)
            stretch = document.text[start : passage.end + len(words.text) + 40]
            nearest = find_nearest(words, stretch, self._weigh)
            if nearest is None or nearest.score <= best.score:
                continue
            span = nearest.span.shifted(start)
            if nearest.score > _LEAST_SCORE or _is_telling(nearest, document, span):
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
                for span in places(readings.plain.text, half):
                    yield readings.plain.document, span
                    left -= 1
                    if not left:
                        break
                if not left:
                    break

    def _altered_in_parts(self, parts: Sequence[Part]) -> Finding:
        """Find the part that is not right, or say that the parts come in another order."""
        found = [self._exact(part.text) or self._but_for_marks(part.text) for part in parts]
        if None in found:
            return _put_together(
                parts, [one or self._altered(part.text) for part, one in zip(parts, found, strict=True)]
            )
        longest = max(found, key=lambda finding: len(finding.text or "") if finding else 0)
        assert longest is not None
        order = Difference(Change.ORDER, " [...] ".join(part.text for part in parts), longest.text or "")
        share = len(longest.text or "") / sum(len(part.text) for part in parts)
        return Finding("", Status.ALTERED, longest.document, longest.span, (order,), min(1.0, share), 1)


def _put_together(parts: Sequence[Part], findings: Sequence[Finding]) -> Finding:
    """Return what is to be said of a quotation whose parts were looked up one by one, some of which are not right."""
    total = sum(len(part.text) for part in parts)
    shares = [finding.score * len(part.text) / total for part, finding in zip(parts, findings, strict=True)]
    best = max(range(len(parts)), key=shares.__getitem__)
    is_here = [finding.document is findings[best].document for finding in findings]
    shares = [share if here else 0.0 for share, here in zip(shares, is_here, strict=True)]
    is_known = findings[best].status.is_right and _count_words(parts[best].text) >= _LONG_PART
    # One part that is like something tells little of a quotation of many.
    if findings[best].document is None or not (sum(shares) > _LEAST_SCORE or is_known):
        return Finding("", Status.ABSENT)
    differences: list[Difference] = []
    for part, finding, here in zip(parts, findings, is_here, strict=True):
        differences += finding.differences if here else [Difference(Change.INSERTED, part.text, "")]
    # What is shown is the part that is not right, where it stands in the same document.
    wrong = [finding for finding, here in zip(findings, is_here, strict=True) if here and not finding.status.is_right]
    chosen = max(wrong, key=lambda finding: finding.score, default=findings[best])
    return Finding("", Status.ALTERED, chosen.document, chosen.span, tuple(differences), sum(shares), 1)


def _count_words(text: str) -> int:
    return len(raw_tokens(text))


def _is_telling(nearest: Nearest, document: Document, span: Span) -> bool:
    """Tell whether chance does not explain a small likeness."""
    least = _LEAST_SAME - 1 if is_whole_sentences(document, span) else _LEAST_SAME
    return nearest.same_but_one >= least or nearest.has_long_run


def _ways_to_take(text: str, is_inline: bool) -> Iterator[str]:
    """Yield the words with and without the quotation marks around them, and the sentence's own stop at their end."""
    bare = unwrapped(text)
    yield from dict.fromkeys((text, bare, without_repeated_marks(text)))
    if is_inline and bare[-1:] in (",", "."):
        yield bare[:-1]
    without_end = bare.rstrip(f"{QUOTATION_MARKS}.,")
    if is_inline and bare[-1:] in QUOTATION_MARKS and without_end:
        # A style may have moved the full stop across the marks that close an inner quotation.
        yield without_end
