"""Where the words of a quotation, or of its parts, stand in a text."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from tui.quoting.elision import Part
from tui.quoting.wording import Wording, starts_of
from tui.text import Span
from tui.tokens import is_unspaced

_INSERTED_WORDS = 40
"""Words and marks of the source that one bracket may stand for."""


def places(text: str, quotation: str) -> Iterator[Span]:
    """Yield where a quotation stands to the character, overlapping places too."""
    at = text.find(quotation)
    while at >= 0:
        yield Span(at, at + len(quotation))
        at = text.find(quotation, at + 1)


def is_cut(text: str, span: Span) -> bool:
    """Tell whether a span begins or ends inside a word or a number."""
    return _is_inside(text, span.start) or _is_inside(text, span.end)


def _is_inside(text: str, at: int) -> bool:
    """Tell whether an offset lies inside a word, or between the digits of a number (``1,000``, ``4.5``)."""
    before, after = text[max(0, at - 2) : at], text[at : at + 2]
    if not before or not after:
        return False
    if before[-1].isdigit() and after[0] in ".,":
        return after[1:].isdigit()
    if after[0].isdigit() and before[-1] in ".,":
        return before[:-1].isdigit()
    if not (before[-1].isalnum() and after[0].isalnum()):
        return False
    return not (is_unspaced(before[-1]) or is_unspaced(after[0]))


def to_whole_words(text: str, span: Span) -> Span:
    """Return a span that neither begins nor ends inside a word or a number."""
    start, end = span
    while _is_inside(text, start):
        start -= 1
    while _is_inside(text, end):
        end += 1
    return Span(start, end)


def shortest_stretch(wording: Wording, parts: Sequence[Part]) -> Span | None:
    """Return the shortest stretch in which all parts stand in order."""
    length = len(Wording(parts[0].text))
    stretches = [(place, place + length) for place in _places_of(wording, parts[0])]
    for part in parts[1:]:
        length = len(Wording(part.text))
        stretches = [
            (start, place + length)
            for place in _places_of(wording, part)
            if (start := _latest_start(wording, stretches, place, part.after_omission)) is not None
        ]
    spans = [wording.span(*stretch) for stretch in stretches]
    return min(spans, key=lambda span: span.end - span.start, default=None)


def _latest_start(wording: Wording, stretches: Sequence[tuple[int, int]], place: int, is_far: bool) -> int | None:
    """Return where the shortest stretch begins that ends before a place; near it, unless it may be far.

    Of stretches in the order of their ends the later ones begin no earlier. Where the source itself has brackets,
    those of the quotation are no insertion but should be the same.
    """
    number = bisect_right(stretches, place, key=lambda stretch: stretch[1])
    if not number:
        return None
    start, end = stretches[number - 1]
    is_bracket = place - end <= _INSERTED_WORDS and "[" not in wording.forms[end:place]
    return start if is_far or is_bracket else None


def _places_of(wording: Wording, part: Part) -> list[int]:
    """Return where a part stands, in order."""
    forms = Wording(part.text).forms
    if not part.is_cut:
        return sorted({place for start in starts_of(forms) for place in wording.places(start)})
    *head, last = forms
    heads = wording.places(head) if head else range(len(wording))
    ends = [place for place in heads if place + len(head) < len(wording)]
    return [place for place in ends if wording.forms[place + len(head)].startswith(last)]
