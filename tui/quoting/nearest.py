"""Where in a stretch of text the nearest wording of a quotation stands, and which words differ."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from tui.quoting.wording import Wording
from tui.text import Span, fold_key

_LONG = 250
"""Words and marks above which the place is found by the common words alone."""
_LONG_RUN, _SHARE_OF_RUN = 8, 0.45
"""Words in a row, and their share of the weight of the quotation, that are no chance."""
_SLACK = 6
"""Words and marks around the place that are looked at for more of the quotation."""


class Change(StrEnum):
    """What was done to the source's words."""

    REPLACED = "replace"
    INSERTED = "insert"
    DELETED = "delete"
    ORDER = "order"


@dataclass(frozen=True, slots=True)
class Difference:
    """Words in which a quotation and its source differ."""

    change: Change
    """What was done to the source."""
    quote: str
    """The quotation's words; empty where it left some out."""
    text: str
    """The source's words; empty where the quotation put some in."""

    @property
    def in_words(self) -> str:
        """Say it, the words on one line."""
        quote, text = " ".join(self.quote.split()), " ".join(self.text.split())
        return {
            Change.REPLACED: f"quoted: {quote}  source: {text}",
            Change.INSERTED: f"not in the source: {quote}",
            Change.DELETED: f"left out: {text}",
            Change.ORDER: "the parts do not stand in this order",
        }[self.change]


@dataclass(frozen=True, slots=True)
class Nearest:
    """The nearest wording that was found."""

    span: Span
    """Its characters, in offsets of the text that was looked through."""
    score: float
    """Weight of the words both have in the same order, from 0 to 1 (a Dice coefficient)."""
    same_but_one: int
    """Words that are the same where no more than one is not; otherwise 0."""
    has_long_run: bool
    """Whether many words in a row are the same, and weigh much of the quotation."""
    differences: tuple[Difference, ...]
    """What differs, in order."""


def find_nearest(quotation: Wording, text: str, weigh: Callable[[str], float]) -> Nearest | None:
    """Return the nearest wording of a quotation in a text; None where they have no word in common.

    Args:
        quotation: What is looked for.
        text: A stretch of the source.
        weigh: Gives the weight of a word or mark.
    """
    source = Wording(text)
    if not len(source) or not len(quotation):
        return None
    # Of an accent that stands alone nothing would be left.
    wanted, present = ([fold_key(form) or form for form in row.forms] for row in (quotation, source))
    start, end = _window(wanted, present)
    start, end = max(0, start - _SLACK), min(len(source), end + _SLACK)
    start, end = _trimmed(wanted, present, start, end, weigh)
    if start >= end:
        return None
    start, end = _to_whole_words(source, start, end)
    codes = _opcodes(wanted, present[start:end])
    weights = [[weigh(form) for form in forms] for forms in (wanted, present[start:end])]
    same = sum(sum(weights[0][a:b]) for tag, a, b, _, _ in codes if tag == "equal")
    score = 2 * same / (sum(weights[0]) + sum(weights[1]) or 1)
    same_but_one = _same_but_one(wanted, present[start:end], codes)
    has_long_run = _has_long_run(wanted, weights[0], codes)
    # What was found whatever the case of its letters is told with their case.
    exact_codes = _opcodes(quotation.forms, source.forms[start:end])
    differences = tuple(
        Difference(_CHANGES[tag], _words(quotation, a, b), _words(source, start + c, start + d))
        for tag, a, b, c, d in exact_codes
        if tag != "equal"
    )
    return Nearest(source.span(start, end), score, same_but_one, has_long_run, differences)


def _same_but_one(quotation: Sequence[str], source: Sequence[str], codes: Sequence["_Code"]) -> int:
    """Return how many words are the same where no more than one was changed."""
    changes = [code for code in codes if code[0] != "equal"]
    changed = sum(max(_count_words(quotation[a:b]), _count_words(source[c:d])) for _, a, b, c, d in changes)
    same = sum(_count_words(quotation[a:b]) for tag, a, b, _, _ in codes if tag == "equal")
    return same if changed <= 1 else 0


def _count_words(forms: Sequence[str]) -> int:
    return sum(form[0].isalnum() for form in forms)


def _has_long_run(quotation: Sequence[str], weights: Sequence[float], codes: Sequence["_Code"]) -> bool:
    """Tell whether many words in a row are the same, and weigh much of the quotation."""
    total = sum(weights) or 1
    return any(
        _count_words(quotation[a:b]) >= _LONG_RUN and sum(weights[a:b]) >= _SHARE_OF_RUN * total
        for tag, a, b, _, _ in codes
        if tag == "equal"
    )


_CHANGES = {"replace": Change.REPLACED, "delete": Change.INSERTED, "insert": Change.DELETED}
_Code = tuple[str, int, int, int, int]


def _words(row: Wording, start: int, end: int) -> str:
    if start >= end:
        return ""
    span = row.span(start, end)
    return row.text[span.start : span.end]


def _window(wanted: Sequence[str], present: Sequence[str]) -> tuple[int, int]:
    """Return about where in a row another one stands."""
    if len(wanted) > _LONG or len(wanted) > len(present):
        return _densest(wanted, present)
    from rapidfuzz.fuzz import partial_ratio_alignment

    found = partial_ratio_alignment(wanted, present)
    return (found.dest_start, found.dest_end) if found else (0, len(present))


def _densest(wanted: Sequence[str], present: Sequence[str]) -> tuple[int, int]:
    """Return the run with the most common words and the fewest others (Kadane's maximum sum)."""
    from rapidfuzz.distance import LCSseq

    common = [False] * len(present)
    for block in LCSseq.opcodes(wanted, present):
        if block.tag == "equal":
            common[block.dest_start : block.dest_end] = [True] * (block.dest_end - block.dest_start)
    best, best_range, total, first = 0.0, (0, 0), 0.0, 0
    for place, is_common in enumerate(common):
        if total <= 0:
            total, first = 0.0, place
        total += 1.0 if is_common else -0.7
        if total > best:
            best, best_range = total, (first, place + 1)
    return best_range


def _trimmed(
    quotation: Sequence[str], source: Sequence[str], start: int, end: int, weigh: Callable[[str], float]
) -> tuple[int, int]:
    """Return the window without what stands before the first and after the last words of the quotation.

    A word or mark that stands farther off than it weighs belongs to something else. As many words as the quotation
    has before the first and after the last common ones stay, within their sentence: they were replaced.
    """
    equal = [code for code in _opcodes(quotation, source[start:end]) if code[0] == "equal"]
    while len(equal) > 1 and _is_stray(equal[-2], equal[-1], equal[-1], quotation, source[start:end], weigh):
        del equal[-1]
    while len(equal) > 1 and _is_stray(equal[0], equal[1], equal[0], quotation, source[start:end], weigh):
        del equal[0]
    if not equal:
        return start, start
    first, last = start + equal[0][3], start + equal[-1][4]
    for _ in range(equal[0][1]):
        if first == 0 or source[first - 1] in _SENTENCE_ENDS:
            break
        first -= 1
    return first, _prolonged(last, source, quotation[equal[-1][2] :])


def _to_whole_words(source: Wording, start: int, end: int) -> tuple[int, int]:
    """Return a window that begins and ends with whole words: ``let's``, of which only ``'s`` was in it."""
    while 0 < start < end and _is_joined(source, start):
        start -= 1
    while start < end < len(source) and _is_joined(source, end):
        end += 1
    return start, end


def _is_joined(source: Wording, place: int) -> bool:
    """Tell whether a row's word, or its apostrophe, goes on inside the word before."""
    at = place - 1 if source.forms[place - 1] == "'" else place
    if source.forms[at] != "'" or not 0 < at < len(source) - 1:
        return False
    first, mark, last = source.spans[at - 1 : at + 2]
    is_close = first.end == mark.start and mark.end == last.start
    return is_close and source.forms[at - 1][-1].isalpha() and source.forms[at + 1][0].isalpha()


_SENTENCE_ENDS = (".", "!", "?", "...")


def _prolonged(end: int, source: Sequence[str], rest: Sequence[str]) -> int:
    """Return an end moved on by as many words as the rest of the quotation has, within the sentence.

    Its last mark, and the quotation mark after it, belong to the sentence where the rest has such marks, too.
    """
    for _ in rest:
        if end == len(source):
            return end
        if source[end] in _SENTENCE_ENDS:
            has_end = any(form in _SENTENCE_ENDS for form in rest)
            return end + has_end + (has_end and rest[-1] == "'" and source[end + 1 : end + 2] == ["'"])
        end += 1
    return end


def _is_stray(
    before: "_Code", after: "_Code", end: "_Code", quotation: Sequence[str], source: Sequence[str],
    weigh: Callable[[str], float],
) -> bool:  # fmt: skip
    """Tell whether the common words at an end stand too far from the others for what they weigh."""
    left_out = sum(map(weigh, source[before[4] : after[3]])) - sum(map(weigh, quotation[before[2] : after[1]]))
    return left_out > sum(map(weigh, quotation[end[1] : end[2]]))


def _opcodes(a: Sequence[str], b: Sequence[str]) -> list[_Code]:
    """Return what is equal and what is not; neighbouring changes joined into one."""
    from rapidfuzz.distance import LCSseq

    joined: list[_Code] = []
    for code in LCSseq.opcodes(a, b):
        kind = code.tag if code.tag == "equal" else "changed"
        piece = (kind, code.src_start, code.src_end, code.dest_start, code.dest_end)
        if joined and joined[-1][0] == kind:
            piece = (kind, joined[-1][1], piece[2], joined[-1][3], piece[4])
            joined[-1] = piece
        else:
            joined.append(piece)
    return [_named(code) for code in joined]


def _named(code: _Code) -> _Code:
    kind, a, b, c, d = code
    if kind == "equal":
        return code
    return ("replace" if a < b and c < d else "delete" if a < b else "insert", a, b, c, d)
