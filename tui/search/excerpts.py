"""What is shown of a passage that was found: an excerpt in whole words, or each keyword in its context."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from tui.search.ranking import Hit, SearchStopped
from tui.text import Span
from tui.tokens import fold_token, is_mark, is_unspaced, raw_tokens

_Place = tuple[Span, int, float]
_ELLIPSIS = "…"
_MOST_WINDOWS, _BETWEEN, _NARROWEST = 3, 3, 18
_SORTED_BY, _LETTERS_SORTED_BY = 4, 100


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A piece of a passage on one line."""

    text: str
    """Its characters, with spaces for line breaks, and an ellipsis where something was left out."""
    spans: tuple[Span, ...]
    """What to light, in offsets of ``text``."""


@dataclass(frozen=True, eq=False)
class Keyword:
    """One found place with what stands left and right of it."""

    hit: Hit
    """The passage."""
    span: Span
    """The place, in offsets of the document's text."""
    width: int
    """Characters of context on either side, at most."""

    @property
    def left(self) -> str:
        """What stands before it."""
        start = self.hit.document.blocks[self.hit.block].start
        return self._between(max(start, self.span.start - self.width), self.span.start)

    @property
    def word(self) -> str:
        """The characters that were found."""
        return self._between(self.span.start, self.span.end)

    @property
    def right(self) -> str:
        """What stands after it."""
        block = self.hit.document.blocks[self.hit.block]
        return self._between(self.span.end, min(block.start + len(block.text), self.span.end + self.width))

    def _between(self, start: int, end: int) -> str:
        return _on_one_line(self.hit.document.text[start:end])

    @cached_property
    def left_words(self) -> list[str]:
        """The words before it, folded, the nearest first, as many as lines are sorted by."""
        return _folded(_last_words(self.left, _SORTED_BY))[::-1][:_SORTED_BY]

    @cached_property
    def right_words(self) -> list[str]:
        """The words after it, folded, as many as lines are sorted by."""
        return _folded(_first_words(self.right, _SORTED_BY))[:_SORTED_BY]

    @cached_property
    def words(self) -> list[str]:
        """The words that were found, folded."""
        return _folded(self.word)


class ConcordanceOrder(StrEnum):
    """How a concordance is sorted; the value is how the order is called."""

    RANK = "by rank"
    LEFT = "by left side"
    RIGHT = "by right side"
    WORD = "by word"

    @property
    def following(self) -> "ConcordanceOrder":
        """The order after this one, going round."""
        orders = list(ConcordanceOrder)
        return orders[(orders.index(self) + 1) % len(orders)]


def make_excerpt(hit: Hit, width: int) -> Excerpt:
    """Return the part of a passage with the most found words in it, in whole words.

    Args:
        hit: The passage.
        width: Characters at most, ellipses included; a single longer word is kept whole.
    """
    block = hit.document.blocks[hit.block]
    text = _on_one_line(hit.passage.text)
    start_of_passage = block.start + hit.passage.span.start
    spans = [span.shifted(-start_of_passage) for span in hit.spans]
    places = [(span.shifted(-start_of_passage), group, weight) for span, group, weight in hit.places]
    return _joined(text, spans, _windows(text, places, width))


def _joined(text: str, spans: Sequence[Span], windows: Sequence[Span]) -> Excerpt:
    """Return windows of a text in one line, with an ellipsis where something was left out."""
    pieces, lit, at = [], list[Span](), 0
    length = 0
    for window in windows:
        gap = "" if window.start <= at else f" {_ELLIPSIS} " if at else _ELLIPSIS
        shift = length + len(gap) - window.start
        inside = (Span(max(span.start, window.start), min(span.end, window.end)) for span in spans)
        lit += (span.shifted(shift) for span in inside if span.start < span.end)
        pieces += [gap, text[window.start : window.end]]
        length += len(gap) + window.end - window.start
        at = window.end
    return Excerpt("".join(pieces) + (_ELLIPSIS if at < len(text) else ""), tuple(lit))


def line_up(
    hits: Iterable[Hit], width: int, most: int | None = None, should_stop: Callable[[], bool] = lambda: False
) -> list[Keyword]:
    """Return a line for every place of a hit at which the most telling of the sought words stands, hit by hit.

    Args:
        hits: Where to look.
        width: Characters of context on either side, at most.
        most: Lines at most; one more says that there are others.
        should_stop: Asked at each hit whether the lines are still wanted.

    Raises:
        SearchStopped: They were not.
    """
    lines: list[Keyword] = []
    for hit in hits:
        if should_stop():
            raise SearchStopped
        lines += (Keyword(hit, span, width) for span in hit.key_spans)
        if most is not None and len(lines) > most:
            return lines[: most + 1]
    return lines


def sort_concordance(lines: Sequence[Keyword], order: ConcordanceOrder) -> list[Keyword]:
    """Return the lines of a concordance in an order; equal ones stay in the order they have."""
    match order:
        case ConcordanceOrder.LEFT:
            return sorted(lines, key=lambda line: line.left_words)
        case ConcordanceOrder.RIGHT:
            return sorted(lines, key=lambda line: line.right_words)
        case ConcordanceOrder.WORD:
            return sorted(lines, key=lambda line: (line.words, line.right_words))
        case ConcordanceOrder.RANK:
            return list(lines)


def _folded(text: str) -> list[str]:
    return [fold_token(token) for token in raw_tokens(text)]


def _last_words(text: str, count: int) -> str:
    """Return the end of a text with so many words in it, and what is between them."""
    return " ".join(text[-_LETTERS_SORTED_BY:].rsplit(None, count + 1)[-count - 1 :])


def _first_words(text: str, count: int) -> str:
    """Return the beginning of a text with so many words in it, and what is between them."""
    return " ".join(text[:_LETTERS_SORTED_BY].split(None, count + 1)[: count + 1])


def _on_one_line(text: str) -> str:
    """Return a text of the same length with spaces for line breaks and tabs."""
    return text.translate({9: " ", 10: " ", 11: " ", 12: " ", 13: " "})


def _windows(text: str, places: Sequence[_Place], width: int) -> list[Span]:
    """Return the stretches of a text that hold the most of what was sought: one, or where that lacks some, more."""
    whole = _window(text, places, width)
    missing = {group for _, group, _ in places} - _groups_in(whole, places)
    count = min(1 + len(missing), _MOST_WINDOWS)
    room = (width - _BETWEEN * count) // count
    if not missing or room < _NARROWEST:
        return [whole]
    windows, left = list[Span](), list(places)
    while left and len(windows) < count:
        windows.append(_window(text, left, room))
        held = _groups_in(windows[-1], left)
        left = [each for each in left if each[1] not in held]
    joined: list[Span] = []
    for window in sorted(windows):
        if joined and window.start <= joined[-1].end + _BETWEEN:
            joined[-1] = Span(joined[-1].start, max(window.end, joined[-1].end))
        else:
            joined.append(window)
    return joined


def _groups_in(window: Span, places: Sequence[_Place]) -> set[int]:
    """Return which of the things sought stand in a window whole."""
    return {group for span, group, _ in places if window.start <= span.start and span.end <= window.end}


def _window(text: str, places: Sequence[_Place], width: int) -> Span:
    """Return the stretch of the text that holds the most of what was sought, in whole words."""
    if len(text) <= width:
        return Span(0, len(text))
    room = max(1, width - 2 * len(_ELLIPSIS))
    first, last = _richest(places, room)
    free = room - (last - first)
    start = max(0, min(first - free // 3, len(text) - room))
    end = min(len(text), start + room)
    return Span(_word_start(text, start, first), _word_end(text, end, last))


def _richest(places: Sequence[_Place], room: int) -> Span:
    """Return from where to where the most different things that were sought fit into the room; the first of equals."""
    best, most, begin = Span(0, 0), 0.0, 0
    counts: Counter[int] = Counter()
    worth = 0.0
    for span, group, weight in places:
        worth += weight if not counts[group] else 0.0
        counts[group] += 1
        while span.end - places[begin][0].start > room and places[begin][0] != span:
            counts[places[begin][1]] -= 1
            worth -= places[begin][2] if not counts[places[begin][1]] else 0.0
            begin += 1
        if worth > most + 1e-9:
            best, most = Span(places[begin][0].start, span.end), worth
    return best


def _is_in_unspaced(text: str, at: int) -> bool:
    """Tell whether a character is of a script without spaces, or a mark that belongs to one that is."""
    while at and is_mark(text[at]):
        at -= 1
    return is_unspaced(text[at])


def _word_start(text: str, at: int, limit: int) -> int:
    """Return the beginning of the first whole word from ``at`` on, but not after ``limit``."""
    if at == 0 or text[at - 1] == " ":
        return at
    if _is_in_unspaced(text, at):
        # Any character begins a word, but for marks that belong to the one before.
        return next(place for place in range(at, limit + 1) if place == limit or not is_mark(text[place]))
    space = text.find(" ", at, limit)
    return min(space + 1, limit) if space >= 0 else limit if limit - at < 30 else at


def _word_end(text: str, at: int, limit: int) -> int:
    """Return the end of the last whole word up to ``at``, but not before ``limit``."""
    if at >= len(text) or text[at] == " ":
        return at
    if _is_in_unspaced(text, at):
        return next(place for place in range(at, limit - 1, -1) if place == limit or not is_mark(text[place]))
    space = text.rfind(" ", limit, at)
    return space if space >= 0 else limit if at - limit < 30 else at
