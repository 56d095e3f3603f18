"""The words in which two versions of one text differ: insertions, deletions, replacements, and what was moved."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from tui.text import Span, fold_key
from tui.tokens import token_spans

_ANCHOR = 8
"""Words of the runs at which long texts are cut, each of them once in either."""
_FEWEST_APART = 200
"""Words between two cuts, at least."""
_MOST_CELLS = 4_000_000
"""Words times words that are compared as they are; more are cut at anchors first."""
_HOPELESS_CELLS = 400_000_000
"""Words times words of a piece without anchors that is taken for replaced as a whole."""
_APOSTROPHES = str.maketrans(dict.fromkeys("’‘ʼ`´", "'"))
_FEWEST_MOVED = 4
"""Words of the shortest sentence that is known as moved."""
_MARK = re.compile(r"\S")
_SENTENCE_END = frozenset(".!?…。！？")


class Change(StrEnum):
    """What became of a run of words."""

    EQUAL = "equal"
    DELETED = "deleted"
    INSERTED = "inserted"
    REPLACED = "replaced"


@dataclass(frozen=True, slots=True)
class Run:
    """A run of words of the first text, of the second, or of both."""

    change: Change
    """What became of it."""
    a: Span
    """Where it stands in the first text, in characters; empty where it was inserted."""
    b: Span
    """Where it stands in the second text; empty where it was deleted."""


@dataclass(frozen=True, slots=True)
class Difference:
    """The runs of two texts, in order; between two runs there is only white space."""

    runs: tuple[Run, ...]
    """All words and marks of both texts, each in one run."""
    moved: tuple[tuple[Span, Span], ...] = ()
    """Sentences that were deleted in one place and inserted in another: where they stand in either text."""

    @property
    def only_a(self) -> tuple[Span, ...]:
        """What stands in the first text alone, moved sentences included."""
        return tuple(run.a for run in self.runs if run.change is not Change.EQUAL and run.a.end > run.a.start)

    @property
    def only_b(self) -> tuple[Span, ...]:
        """What stands in the second text alone, moved sentences included."""
        return tuple(run.b for run in self.runs if run.change is not Change.EQUAL and run.b.end > run.b.start)


@dataclass(frozen=True, slots=True)
class _Tokens:
    """The words and marks of a text."""

    keys: list[int]
    """Numbers; equal ones are alike but for quotes, dashes and accents of writing."""
    spans: list[Span]
    """Where they stand."""
    is_word: list[bool]
    """Whether each is a word."""


def difference(a: str, b: str) -> Difference:
    """Compare two texts word by word.

    Case counts, kinds of quotation marks and dashes do not. A single equal word between two edits belongs
    to them, since a reader sees one change there.
    """
    numbers: dict[str, int] = {}
    tokens_a, tokens_b = _tokens(a, numbers), _tokens(b, numbers)
    blocks = _tidied(list(_blocks(tokens_a.keys, tokens_b.keys)), tokens_a)
    runs = []
    for change, start_a, end_a, start_b, end_b in blocks:
        runs.append(Run(change, _span(tokens_a, start_a, end_a), _span(tokens_b, start_b, end_b)))
    return Difference(tuple(runs), tuple(_moved(tokens_a, tokens_b, blocks)))


_Block = tuple[Change, int, int, int, int]


def _tokens(text: str, numbers: dict[str, int]) -> _Tokens:
    spans: list[Span] = []
    is_word: list[bool] = []
    at = 0
    for span in _apart_spans(token_spans(text)):
        if span.start - at != 1 or text[at] != " ":
            marks = [Span(*mark.span()) for mark in _MARK.finditer(text, at, span.start)]
            spans += marks
            is_word += [False] * len(marks)
        spans.append(span)
        is_word.append(True)
        at = span.end
    marks = [Span(*mark.span()) for mark in _MARK.finditer(text, at)]
    keys: list[int] = []
    known: dict[str, int] = {}
    for start, end in [*spans, *marks]:
        token = text[start:end]
        number = known.get(token)
        if number is None:
            number = known[token] = numbers.setdefault(_unified(token), len(numbers))
        keys.append(number)
    return _Tokens(keys, spans + marks, is_word + [False] * len(marks))


def _apart_spans(spans: list[Span]) -> list[Span]:
    """Return tokens that do not overlap: pairs of characters of scripts without spaces become single ones."""
    following = [span.start for span in spans[1:]]
    cut = [Span(span.start, min(span.end, start)) for span, start in zip(spans, following, strict=False)]
    return [*cut, *spans[-1:]]


def _unified(token: str) -> str:
    """Return a mark with its kind of quote or dash folded; a word with its apostrophes straight and its case kept."""
    if token.isascii():
        return token
    return fold_key(token) if len(token) == 1 and not token.isalnum() else token.translate(_APOSTROPHES)


def _span(tokens: _Tokens, start: int, end: int) -> Span:
    """Return the characters of some tokens; an empty span after the token before where there are none."""
    if end > start:
        return Span(tokens.spans[start].start, tokens.spans[end - 1].end)
    at = tokens.spans[start - 1].end if start else 0
    return Span(at, at)


def _blocks(a: Sequence[int], b: Sequence[int]) -> Iterator[_Block]:
    """Yield equal and changed runs of tokens, from left to right."""
    if len(a) * len(b) <= _MOST_CELLS:
        yield from _opcodes(a, b, 0, 0)
        return
    at_a = at_b = 0
    for anchor_a, anchor_b in [*_anchors(a, b), (len(a), len(b))]:
        yield from _opcodes(a[at_a:anchor_a], b[at_b:anchor_b], at_a, at_b)
        at_a, at_b = anchor_a, anchor_b


def _opcodes(a: Sequence[int], b: Sequence[int], offset_a: int, offset_b: int) -> Iterator[_Block]:
    from rapidfuzz.distance import Indel

    names = {"equal": Change.EQUAL, "delete": Change.DELETED, "insert": Change.INSERTED, "replace": Change.REPLACED}
    if len(a) * len(b) > _HOPELESS_CELLS:
        yield Change.REPLACED, offset_a, offset_a + len(a), offset_b, offset_b + len(b)
        return
    for code in Indel.opcodes(a, b):
        start_a, end_a = code.src_start + offset_a, code.src_end + offset_a
        yield names[code.tag], start_a, end_a, code.dest_start + offset_b, code.dest_end + offset_b


def _anchors(a: Sequence[int], b: Sequence[int]) -> list[tuple[int, int]]:
    """Return positions at which the same words begin in both texts, rising in both (a patience diff)."""
    places_a, places_b = _unique_runs(a), _unique_runs(b)
    common = [
        (place, places_b[run])
        for run, place in places_a.items()
        if run in places_b and a[place : place + _ANCHOR] == b[places_b[run] : places_b[run] + _ANCHOR]
    ]
    common.sort()
    # The longest rising sequence: `tails[n]` ends the one of n + 1 anchors that ends earliest.
    tails: list[int] = []
    chain: list[int] = []
    before: list[int] = []
    for index, (_, place) in enumerate(common):
        rank = bisect_left(tails, place)
        if rank == len(tails):
            tails.append(place)
            chain.append(index)
        else:
            tails[rank], chain[rank] = place, index
        before.append(chain[rank - 1] if rank else -1)
    found = []
    at = chain[-1] if chain else -1
    while at >= 0:
        found.append(common[at])
        at = before[at]
    return _apart(found[::-1])


def _apart(anchors: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return anchors far enough from each other that cutting at them is worth the while."""
    kept: list[tuple[int, int]] = []
    for anchor in anchors:
        if not kept or min(anchor[0] - kept[-1][0], anchor[1] - kept[-1][1]) >= _FEWEST_APART:
            kept.append(anchor)
    return kept


def _unique_runs(keys: Sequence[int]) -> dict[int, int]:
    """Return where the runs of eight words begin that occur only once, by their hash."""
    import numpy as np

    codes = np.asarray(keys, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15)
    for reach in (1, 2, 4):
        if len(codes) <= reach:
            return {}
        codes = (codes[:-reach] ^ (codes[:-reach] >> np.uint64(29))) * np.uint64(0xBF58476D1CE4E5B9) + codes[reach:]
    unique, places, counts = np.unique(codes, return_index=True, return_counts=True)
    is_once = counts == 1
    return dict(zip(unique[is_once].tolist(), places[is_once].tolist(), strict=True))


def _tidied(blocks: list[_Block], tokens_a: _Tokens) -> list[_Block]:
    """Join what is one change to a reader: neighbouring edits, and edits with a single equal word between them."""
    joined: list[_Block] = []
    for index, (change, start_a, end_a, start_b, end_b) in enumerate(blocks):
        is_between = 0 < index < len(blocks) - 1
        if change is Change.EQUAL and is_between and sum(tokens_a.is_word[start_a:end_a]) <= 1:
            change = Change.REPLACED
        if joined and change is not Change.EQUAL and joined[-1][0] is not Change.EQUAL:
            _, first_a, _, first_b, _ = joined.pop()
            start_a, start_b = first_a, first_b
            change = Change.DELETED if end_b == start_b else Change.INSERTED if end_a == start_a else Change.REPLACED
        joined.append((change, start_a, end_a, start_b, end_b))
    return joined


def _moved(a: _Tokens, b: _Tokens, blocks: Sequence[_Block]) -> Iterator[tuple[Span, Span]]:
    """Yield the sentences that stand in both texts, among what was deleted here and what was inserted there."""
    changed = [block for block in blocks if block[0] is not Change.EQUAL]
    places: dict[tuple[int, ...], list[Span]] = {}
    for sentence, span in _sentences(b, [(block[3], block[4]) for block in changed]):
        places.setdefault(sentence, []).append(span)
    for sentence, span in _sentences(a, [(block[1], block[2]) for block in changed]):
        if places.get(sentence):
            yield span, places[sentence].pop(0)


def _sentences(tokens: _Tokens, ranges: Sequence[tuple[int, int]]) -> Iterator[tuple[tuple[int, ...], Span]]:
    """Yield the whole sentences within ranges of tokens: the words as a key, and the characters."""
    ends = {index for index, span in enumerate(tokens.spans) if not tokens.is_word[index]}
    for start, stop in ranges:
        first = start
        for index in range(start, stop):
            is_last = index == stop - 1
            if not is_last and not (index in ends and _ends_sentence(tokens, index)):
                continue
            key = tuple(tokens.keys[at] for at in range(first, index + 1) if tokens.is_word[at])
            if len(key) >= _FEWEST_MOVED:
                yield key, _span(tokens, first, index + 1)
            first = index + 1


def _ends_sentence(tokens: _Tokens, index: int) -> bool:
    """Tell whether a mark is followed by a space, as one that ends a sentence."""
    following = index + 1
    return following >= len(tokens.spans) or tokens.spans[following].start > tokens.spans[index].end
