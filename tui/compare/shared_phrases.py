"""What two texts share word for word: all maximal common runs of words.

The first four words of a run are looked up in the other text; a run begins only where the words before it
differ, and is extended to the right as far as both go on alike.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from tui.compare.function_words import function_words
from tui.compare.terms import pieces
from tui.text import Span, fold_key
from tui.tokens import token_spans

if TYPE_CHECKING:
    from tui.compare.terms import Ints

FEWEST_WORDS = 4
"""Words of the shortest phrase."""
FEWEST_CONTENT_WORDS = 2
"""Words of a phrase that are no function words, at least."""
_MOST_PLACES = 64
"""Places of the same four words that are followed up on either side where there are too many pairs of them."""
_MOST_PAIRS = 2_000_000
_STEP = 500_000
_MOST_LOOKED_AT = 50
_WINDOW = 3_000
_CLOSED_BY = {'"': '"', "“": "”", "„": "“”", "«": "»", "»": "«", "‘": "’", "‹": "›", "「": "」", "『": "』"}
"""Opening quotation marks and what closes them."""
# An apostrophe closes nothing: a closing single mark has no letter after it, nor an opening one before it.
_MARKS = re.compile(r"[\"“”„«»‹›「」『』]|(?<!\w)‘|’(?!\w)")


class Place(NamedTuple):
    """Where a phrase stands."""

    passage: int
    """Index of the passage, from 0."""
    span: Span
    """Its characters, in offsets of the passage's text."""


@dataclass(frozen=True, slots=True)
class SharedPhrase:
    """A run of words that stands in both texts and goes on differently on either side."""

    text: str
    """The words as the first text writes them at the first place."""
    words: int
    """How many words."""
    a: tuple[Place, ...]
    """All places in the first text, in order."""
    b: tuple[Place, ...]
    """All places in the second text, in order."""
    quoted: str | None = None
    """``a``, ``b`` or ``both``: the text in which it stands in quotation marks; None for neither."""


@dataclass(frozen=True, slots=True)
class SharedPhrases:
    """All shared phrases of two texts."""

    phrases: tuple[SharedPhrase, ...]
    """The longest first, then by their places in the first text."""
    is_complete: bool = True
    """Whether all were found; not where the same few words are repeated thousands of times."""


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a text's passages, numbered alike in both texts."""

    numbers: list[list[int]]
    """For each passage the numbers of its words."""
    spans: list[list[Span]]
    """Where they stand, in offsets of the passage's text."""


def number_words(*texts: Sequence[str]) -> tuple[tuple[Words, ...], list[str]]:
    """Return the words of several texts, numbered, and the folded words by their numbers."""
    known: dict[str, int] = {}
    numbered: dict[str, int] = {}
    found = tuple(_number(passages, known, numbered) for passages in texts)
    return found, list(numbered)


def _number(passages: Sequence[str], known: dict[str, int], numbered: dict[str, int]) -> Words:
    words = Words([], [])
    for passage in passages:
        spans: list[Span] = []
        start = 0
        for piece in pieces(passage):
            found = token_spans(piece)
            spans += [Span(begin + start, end + start) for begin, end in found] if start else found
            start += len(piece)
        numbers = []
        for begin, end in spans:
            token = passage[begin:end]
            number = known.get(token)
            if number is None:
                number = known[token] = numbered.setdefault(fold_key(token), len(numbered))
            numbers.append(number)
        words.numbers.append(numbers)
        words.spans.append(spans)
    return words


def find_shared(a: Sequence[str], b: Sequence[str]) -> SharedPhrases:
    """Return all maximal word sequences that two texts share, folded for case, accents, quotes and dashes.

    Args:
        a: The passages of the first text; no phrase runs over two of them.
        b: The passages of the second.
    """
    (words_a, words_b), vocabulary = number_words(a, b)
    sides = _Side(words_a.numbers, 0), _Side(words_b.numbers, len(words_a.numbers) + 1)
    runs, is_complete = _find_runs(*sides)
    functional = function_words(vocabulary)
    is_content = [word not in functional for word in vocabulary]
    phrases = []
    for run, starts in runs.items():
        if sum(is_content[number] for number in run) < FEWEST_CONTENT_WORDS:
            continue
        most = None if is_complete else _MOST_PLACES
        places_a = _places(sides[0], run, starts[0], words_a, most)
        places_b = _places(sides[1], run, starts[1], words_b, most)
        passage, span = places_a[0]
        quoted = [name for name, texts, places in (("a", a, places_a), ("b", b, places_b)) if _is_quoted(texts, places)]
        label = quoted[0] if len(quoted) == 1 else "both" if quoted else None
        phrases.append(SharedPhrase(a[passage][span.start : span.end], len(run), places_a, places_b, label))
    phrases.sort(key=lambda phrase: (-phrase.words, phrase.a[0], phrase.b[0]))
    return SharedPhrases(tuple(phrases), is_complete)


class _Side:
    """One text as one row of numbers, each different passage once, with a border of its own after each."""

    def __init__(self, passages: list[list[int]], borders: int) -> None:
        """Line the passages up.

        Args:
            passages: Numbers of their words.
            borders: Where the numbers of the borders begin, so that no two texts have one in common.
        """
        distinct: dict[tuple[int, ...], list[int]] = {}
        for index, numbers in enumerate(passages):
            distinct.setdefault(tuple(numbers), []).append(index)
        self.row: list[int] = []
        self.starts: list[int] = []
        self.passages_of = list(distinct.values())
        for index, numbers_of in enumerate(distinct):
            self.row.append(-1 - borders - index)
            self.starts.append(len(self.row))
            self.row += numbers_of
        self.row.append(-1 - borders - len(distinct))
        self.codes: Ints
        self.order: Ints
        self.sorted_codes: Ints

    def positions(self, code: int) -> "Ints":
        """Return where the four words of this code begin, in order."""
        import numpy as np

        first, last = np.searchsorted(self.sorted_codes, (code, code + 1))
        return self.order[first:last]


def _find_runs(a: _Side, b: _Side) -> tuple[dict[tuple[int, ...], tuple[int, int]], bool]:
    """Return the distinct maximal common runs with a place of each in both texts, and whether these are all."""
    import numpy as np

    if min(len(a.row), len(b.row)) < FEWEST_WORDS:
        return {}, True
    _code(a, b)
    common = np.intersect1d(a.codes[a.codes >= 0], b.codes[b.codes >= 0])
    if not len(common):
        return {}, True
    counts = [np.bincount(np.searchsorted(common, side.codes[np.isin(side.codes, common)])) for side in (a, b)]
    is_complete = int((counts[0].astype(np.float64) * counts[1]).sum()) <= _MOST_PAIRS
    runs: dict[tuple[int, ...], tuple[int, int]] = {}
    for first, second in _starts(a, b, common, None if is_complete else _MOST_PLACES):
        for p, q in zip(first.tolist(), second.tolist(), strict=True):
            runs.setdefault(_extended(a.row, b.row, p, q), (p, q))
    return runs, is_complete


def _code(a: _Side, b: _Side) -> None:
    """Give each run of four words a number that is the same in both texts; those over a border get -1."""
    import numpy as np

    rows = [np.asarray(side.row, dtype=np.int64) for side in (a, b)]
    split = len(rows[0])
    joined = np.concatenate(rows)
    is_border = joined < 0
    codes = joined.copy()
    codes[is_border] = joined.max(initial=0) + 1 - joined[is_border]
    for reach in (1, 2):
        following = np.concatenate((codes[reach:], np.full(min(reach, len(codes)), codes.max(initial=0) + 1)))
        base = int(following.max(initial=0)) + 1
        codes = np.unique(codes * base + following[: len(codes)], return_inverse=True)[1].astype(np.int64)
    crossing = is_border.copy()
    for reach in (1, 2, 3):
        crossing[: len(crossing) - reach] |= is_border[reach:]
        crossing[len(crossing) - reach :] = True
    codes[crossing] = -1
    for side, own in zip((a, b), (codes[:split], codes[split:]), strict=True):
        side.codes, side.order = own, np.argsort(own, kind="stable")
        side.sorted_codes = own[side.order]


def _starts(a: _Side, b: _Side, common: "Ints", most: int | None) -> Iterator[tuple["Ints", "Ints"]]:
    """Yield pairs of positions at which common runs begin: four words are alike and the words before differ."""
    import numpy as np

    row_a, row_b = np.asarray(a.row, dtype=np.int64), np.asarray(b.row, dtype=np.int64)
    sides = []
    for side in (a, b):
        first, last = (np.searchsorted(side.sorted_codes, common, side=edge) for edge in ("left", "right"))
        sides.append((side.order, first, last - first if most is None else np.minimum(last - first, most)))
    (order_a, first_a, count_a), (order_b, first_b, count_b) = sides
    totals = np.cumsum(count_a * count_b)
    at = 0
    while at < len(common):
        end = max(at + 1, int(np.searchsorted(totals, (totals[at - 1] if at else 0) + _STEP)))
        each = count_a[at:end] * count_b[at:end]
        index = np.arange(int(each.sum())) - np.repeat(np.cumsum(each) - each, each)
        width = np.repeat(count_b[at:end], each)
        p = order_a[np.repeat(first_a[at:end], each) + index // width]
        q = order_b[np.repeat(first_b[at:end], each) + index % width]
        begins = row_a[p - 1] != row_b[q - 1]
        yield p[begins], q[begins]
        at = end


def _extended(a: list[int], b: list[int], p: int, q: int) -> tuple[int, ...]:
    """Return the words from two positions on for as long as they are the same."""
    length, step = FEWEST_WORDS, 64
    # Slices are compared at once; borders never are alike.
    while a[p + length : p + length + step] == b[q + length : q + length + step]:
        length += step
    while a[p + length] == b[q + length]:
        length += 1
    return tuple(a[p : p + length])


def _places(side: _Side, run: tuple[int, ...], start: int, words: Words, most: int | None) -> tuple[Place, ...]:
    """Return the places of a run of words in a text, of which it is known to begin at ``start``."""
    length, row = len(run), side.row
    wanted = list(run)
    places = []
    for position in side.positions(int(side.codes[start]))[:most].tolist():
        if row[position : position + length] != wanted:
            continue
        distinct = bisect_right(side.starts, position) - 1
        first = position - side.starts[distinct]
        for passage in side.passages_of[distinct]:
            spans = words.spans[passage]
            places.append(Place(passage, Span(spans[first].start, spans[first + length - 1].end)))
    return tuple(sorted(places))


def _is_quoted(texts: Sequence[str], places: Sequence[Place]) -> bool:
    """Tell whether a phrase stands in quotation marks at one of its places."""
    return any(is_in_quotes(texts[passage], span) for passage, span in places[:_MOST_LOOKED_AT])


def is_in_quotes(text: str, span: Span) -> bool:
    """Tell whether all of a span stands in one pair of quotation marks, by the marks of its passage."""
    opened = ""
    for match in _MARKS.finditer(text, max(0, span.start - _WINDOW), span.end):
        mark, is_inside = match.group(), match.start() >= span.start
        if opened:
            if mark in _CLOSED_BY[opened]:
                if is_inside:
                    return False
                opened = ""
        elif is_inside:
            return False
        elif mark in _CLOSED_BY:
            opened = mark
    return bool(opened)
