"""Proper names in running text, by their capitals; none in languages that capitalise all nouns."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from tui.compare.function_words import function_words
from tui.text import Span
from tui.tokens import core_span, fold_token, token_spans

_LINKS = frozenset("of the de la le du des di da del della von van der den bin al el".split())
_MOST_LINKS = 2
_WEEKDAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())
_MONTHS = frozenset("january february march april may june july august september october november december".split())
_NO_NAMES = _MONTHS | _WEEKDAYS | {"i", "mr", "mrs", "ms", "dr"}
_MOST_CAPITALS = 0.25
"""Share of words with a capital inside sentences above which capitals tell nothing."""
_LETTERS = 500
"""Characters by which it is told whether a passage is in capitals."""
_BEFORE_START = frozenset('.!?…:;"“”„«»‘(–—-•*')


class Name(NamedTuple):
    """A proper name."""

    text: str
    """As it is written."""
    span: Span
    """Where it stands, in offsets of the passage's text."""
    words: tuple[str, ...]
    """Its words, folded, linking words left out."""


class _Word(NamedTuple):
    text: str
    span: Span
    is_capital: bool
    is_first: bool


class Names:
    """The proper names of a text's passages."""

    def __init__(self, passages: Sequence[str]) -> None:
        """Find them; a word that begins a sentence is one where it is never written small."""
        words = [list(_words(passage)) for passage in passages]
        inside = [word for passage in words for word in passage if not word.is_first]
        capitals = sum(word.is_capital for word in inside)
        small = {word.text for passage in words for word in passage if not word.is_capital}
        self._unfit = function_words(fold_token(word) for word in small) | _NO_NAMES
        self._small = {fold_token(word) for word in small}
        self._known = {fold_token(word.text) for word in inside if word.is_capital}
        tells = bool(inside) and capitals <= _MOST_CAPITALS * len(inside)
        self.of_passages: tuple[tuple[Name, ...], ...] = tuple(
            tuple(self._find(text, found)) if tells else () for text, found in zip(passages, words, strict=True)
        )
        """The names of each passage, in order."""
        self.words = frozenset(fold_token(word.text) for passage in words for word in passage if word.is_capital)
        """All words with a capital, folded, those at the start of sentences too."""
        self.initials = frozenset(
            "".join(word[0] for word in name.words)
            for names in self.of_passages
            for name in names
            if len(name.words) > 1
        )
        """The initials of all names of several words."""
        self.small = frozenset(self._small)
        """All other words, folded."""

    def _find(self, text: str, words: Sequence[_Word]) -> Iterator[Name]:
        group: list[_Word] = []
        links: list[_Word] = []
        for word in words:
            end = (links or group)[-1].span.end if group else 0
            gap = text[end : word.span.start] if group else ""
            is_next = gap in (" ", "-", "\u00a0") or (gap == ". " and len(group[-1].text) == 1)
            if group and not is_next:
                yield from self._name(text, group)
                group, links = [], []
            if self._may_be(word):
                group += [*links, word]
                links = []
            elif group and word.text in _LINKS and len(links) < _MOST_LINKS:
                links.append(word)
            elif group:
                yield from self._name(text, group)
                group, links = [], []
        if group:
            yield from self._name(text, group)

    def _may_be(self, word: _Word) -> bool:
        if not word.is_capital:
            return False
        folded = fold_token(word.text)
        if folded in self._unfit:
            return False
        is_known = folded in self._known or word.text[1:2].isupper()
        return is_known or (not word.is_first and folded not in self._small) or folded not in self._small

    def _name(self, text: str, group: Sequence[_Word]) -> Iterator[Name]:
        """Yield a name, unless it is a single word that only begins a sentence."""
        first = fold_token(group[0].text)
        if len(group) == 1 and group[0].is_first and first not in self._known and not group[0].text[1:2].isupper():
            return
        words = tuple(fold_token(word.text) for word in group if word.is_capital)
        span = Span(group[0].span.start, group[-1].span.end)
        if len(words[-1]) > 1:
            yield Name(text[span.start : span.end], span, words)


def _words(text: str) -> Iterator[_Word]:
    """Yield the words of a passage; nothing of one that is written in capitals throughout."""
    letters = [character for character in text[:_LETTERS] if character.isalpha()]
    if not letters or sum(character.isupper() for character in letters) > 0.7 * len(letters):
        return
    end = 0
    for token in token_spans(text):
        span, word = token, text[token.start : token.end]
        if not word.isalnum():
            span = core_span(text, token)
            word = text[span.start : span.end]
        gap = text[end : token.start]
        is_first = not end or (gap != " " and any(mark in _BEFORE_START for mark in gap))
        # What a hyphen joins to a small word is no name: Co-operation.
        is_joined = text[token.end : token.end + 1] == "-" and text[token.end + 1 : token.end + 2].islower()
        yield _Word(word, span, word[:1].isupper() and not is_joined, is_first)
        end = token.end


def stands_among(name: Name, other: Names) -> bool:
    """Tell whether a name stands in another text, in whatever form.

    Its last word decides; endings may differ (Russia, Russian), and so may the long form and the initials. A name
    of one word may be written small there (the Party, the party).
    """
    last = name.words[-1]
    if last in other.words or (len(name.words) == 1 and last in other.small):
        return True
    if len(name.words) == 1 and name.text.isupper() and last in other.initials:
        return True
    initials = "".join(word[0] for word in name.words)
    if len(name.words) > 1 and initials in other.words:
        return True
    return any(_is_like(last, word) for word in other.words)


def _is_like(one: str, other: str) -> bool:
    shorter = min(len(one), len(other))
    length = max(4, shorter - 2)
    return shorter >= 4 and abs(len(one) - len(other)) <= 4 and one[:length] == other[:length]
