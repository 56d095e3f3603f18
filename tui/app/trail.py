"""The way through the hits of a search, from text to text, once the reader has left the search screen."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import replace

from tui.documents.model import Document
from tui.library import Library
from tui.search.expansion import Grade
from tui.search.expressions import Query
from tui.search.fields import FieldTest
from tui.search.index import Index
from tui.search.ranking import Answer, Hit, search
from tui.text import Span

_Found = tuple[Document, Sequence[Span], Sequence[int], Sequence[bool]]
ENOUGH = 1_000
"""Hits of an answer; where there are more, those of a document are looked up when it is opened."""


class Trail:
    """All hits of one answer, in the order of the texts."""

    def __init__(self, answer: Answer, index: Index) -> None:
        """Take an answer.

        Args:
            answer: What was found.
            index: Where it was found; hits that the answer does not list are looked up in it.
        """
        self.take(answer, index)

    def take(self, answer: Answer, index: Index) -> None:
        """Go by another answer, to the same query, where the texts have changed."""
        self.query = answer.query.text.strip()
        self.parsed = answer.query
        """The query, to be asked again."""
        self.matching = frozenset(document.id for document in answer.matching)
        self.absent = frozenset(document.id for document in answer.absent)
        self.searched = answer.searched
        """How many documents were searched."""
        self.verb_of_absence = "never mention" if _is_one_word(answer.query) else "do not match"
        """What the other documents do."""
        self._answer, self._index = answer, index
        is_listed = answer.is_whole and len(answer.hits) <= ENOUGH
        self._listed = _by_document(answer.hits) if is_listed else None
        self._counts = _counts(answer, self._listed)
        self._spans: dict[str, _Found] = {}

    def is_of(self, index: Index) -> bool:
        """Tell whether an index holds the very documents that were searched."""
        return self._answer.documents is index.documents

    def spans(self, document: Document) -> Sequence[Span]:
        """Return what was found in a document, in order."""
        return self._found(document)[1]

    def stops(self, document: Document) -> Sequence[int]:
        """Return with which of the spans each hit begins."""
        return self._found(document)[2]

    def is_exact(self, document: Document, stop: int) -> bool:
        """Tell whether the hit of a number is one just as it was sought."""
        exact = self._found(document)[3]
        return 0 <= stop < len(exact) and exact[stop]

    def _found(self, document: Document) -> _Found:
        known = self._spans.get(document.id)
        if known is None or known[0] is not document:
            hits = [hit for hit in self._hits_in(document) if hit.document is document]
            spans = sorted({span for hit in hits for span in hit.spans})
            firsts: dict[Span, bool] = {}
            for hit in hits:
                if hit.spans:
                    firsts[hit.spans[0]] = firsts.get(hit.spans[0], False) or hit.is_exact
            stops = [bisect_left(spans, first) for first in sorted(firsts)]
            exact = [firsts[first] for first in sorted(firsts)]
            known = self._spans[document.id] = (document, spans, stops, exact)
        return known

    def _hits_in(self, document: Document) -> Sequence[Hit]:
        if document.id not in self._counts or not _asks_for_words(self.parsed):
            return ()
        if self._listed is not None:
            return self._listed.get(document.id, ())
        within = replace(self.parsed, wanted=(*self.parsed.wanted, (FieldTest("in", document.id),)))
        # A document without sure hits may not have others listed in their place.
        least = min(self._answer.hits[0].grade, Grade.NEAR)
        return [hit for hit in search(self._index, within, len(self._index)).hits if hit.grade >= least]

    def count_before(self, library: Library, document_id: str) -> tuple[int, int]:
        """Return how many hits there are in the documents before one, and in all."""
        before, total, is_before = 0, 0, True
        for document in library:
            is_before = is_before and document.id != document_id
            count = self._counts.get(document.id, 0)
            total += count
            before += count if is_before else 0
        return before, total

    def following(self, library: Library, document_id: str, step: int) -> Document | None:
        """Return the next document of a library with something to light, or the one before; going round."""
        position = library.position(document_id)
        start = position if position is not None else 0
        for count in range(1, len(library) + 1):
            document = library.documents[(start + step * count) % len(library)]
            if document.id in self._counts and self.spans(document):
                return document
        return None


def _is_one_word(query: Query) -> bool:
    """Tell whether a query asks for one word or phrase, and for nothing else."""
    has_fields = any(isinstance(leaf, FieldTest) for group in query.wanted for leaf in group)
    return len(query.wanted) == 1 and not has_fields and not query.unwanted


def _asks_for_words(query: Query) -> bool:
    """Tell whether there is anything to light in what a query finds."""
    return any(not isinstance(leaf, FieldTest) for group in query.wanted for leaf in group)


def _by_document(hits: Sequence[Hit]) -> dict[str, list[Hit]]:
    found: dict[str, list[Hit]] = {}
    for hit in hits:
        found.setdefault(hit.document.id, []).append(hit)
    return found


def _counts(answer: Answer, listed: Mapping[str, Sequence[Hit]] | None) -> dict[str, int]:
    """Return how many hits there are in each document that has any."""
    if listed is not None:
        return {document_id: len(hits) for document_id, hits in listed.items()}
    counts: dict[str, int] = {}
    for number, document in enumerate(answer.documents):
        count = answer.counts.get(number, 0) + answer.nearly.get(number, 0)
        if document is not None and count:
            counts[document.id] = count
    return counts
