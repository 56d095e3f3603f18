"""Narrowing a library while a person types: fuzzy, over title, authors, date and id."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tui.documents.model import Document
from tui.library import Library
from tui.text import Folded, Span, fold, fold_key

MIN_FUZZY = 4
"""Letters a word needs before a mistyped letter is forgiven."""
_MAX_TERMS = 12
_LONGEST_NAME = 1000


@dataclass(frozen=True, slots=True)
class _Entry:
    document: Document
    name: Folded
    rest: str


class LibraryFilter:
    """Finds the documents of one library that answer to typed words.

    Every word must stand in title, authors, date or id; as part of a word, or, from four letters on,
    with one letter wrong, missing, too many or swapped (two from eight letters on) at the beginning of one.
    Numbers and dates must be right.
    """

    def __init__(self, library: Library) -> None:
        """Fold everything that can be matched, once.

        Args:
            library: The whole library.
        """
        self.library = library
        self._entries = [_entry(document) for document in library]
        self._near: dict[str, frozenset[str]] = {}
        self._words = sorted({word for entry in self._entries for word in f"{entry.name.text} {entry.rest}".split()})

    def narrow(self, query: str) -> tuple[Library, dict[str, tuple[int, ...]]]:
        """Return the documents that answer to ``query`` and what to light in their names.

        Returns:
            The filtered library in the whole one's order, and for each id the character offsets of
            the name that matched. A query without words keeps everything.
        """
        terms = fold_key(query).split()[:_MAX_TERMS]
        self._near = {}
        if not terms:
            return self.library, {}
        near = self._near = {term: self._near_words(term) for term in terms}
        lit: dict[str, tuple[int, ...]] = {}
        for entry in self._entries:
            offsets = _match(entry, near)
            if offsets is not None:
                lit[entry.document.id] = offsets
        return self.library.filtered(lambda document: document.id in lit), lit

    def lit_in(self, text: str) -> tuple[int, ...]:
        """Return the character offsets of ``text`` that the last query's words stand at, nearly or exactly."""
        return tuple(sorted(_lit(fold(text), self._near)))

    def _near_words(self, term: str) -> frozenset[str]:
        """Return the words of the library whose beginning is nearly ``term``."""
        if len(term) < MIN_FUZZY or any(character.isdigit() for character in term):
            return frozenset()
        from rapidfuzz import process
        from rapidfuzz.distance import OSA

        allowed = 1 if len(term) < 8 else 2
        near: set[str] = set()
        for length in (len(term) - 1, len(term), len(term) + 1):
            beginnings = [word[:length] for word in self._words]
            found = process.extract(term, beginnings, scorer=OSA.distance, score_cutoff=allowed, limit=None)
            near.update(self._words[index] for _, _, index in found)
        return frozenset(near)


def _entry(document: Document) -> _Entry:
    metadata = document.metadata
    rest = [
        *metadata.authors,
        f"{metadata.date} {metadata.date.in_words()}" if metadata.date else "undated",
        metadata.publisher or "",
        document.id,
        document.problem or "",
    ]
    return _Entry(document, fold(document.name[:_LONGEST_NAME]), fold_key(" ".join(rest)))


def _match(entry: _Entry, near: dict[str, frozenset[str]]) -> tuple[int, ...] | None:
    """Return the offsets to light in the entry's name, or None where a term is missing."""
    for term, words in near.items():
        if term in entry.name.text or term in entry.rest:
            continue
        if not any(word in words for word in [*entry.name.text.split(), *entry.rest.split()]):
            return None
    return tuple(sorted(_lit(entry.name, near)))


def _lit(text: Folded, near: dict[str, frozenset[str]]) -> set[int]:
    """Return the original offsets at which the terms stand, or else the words that are near them."""
    offsets: set[int] = set()
    for term, words in near.items():
        places = [*text.find_all(term)]
        if not places:
            places = [span for word in text.text.split() if word in words for span in text.find_all(word)]
        offsets.update(_offsets(places))
    return offsets


def _offsets(places: Iterable[Span]) -> Iterator[int]:
    for start, end in places:
        yield from range(start, end)
