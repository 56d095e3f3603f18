"""The way through the hits of a search, from text to text, once the reader has left the search screen."""

from bisect import bisect_left
from collections.abc import Sequence

from tui.documents.model import Document
from tui.library import Library
from tui.search.fields import FieldTest
from tui.search.ranking import Answer, Hit
from tui.text import Span


class Trail:
    """All hits of one answer, in the order of the texts."""

    def __init__(self, answer: Answer) -> None:
        """Sort the hits by document."""
        self.query = answer.query.text.strip()
        self.matching = frozenset(document.id for document in answer.matching)
        self.absent = frozenset(document.id for document in answer.absent)
        has_fields = any(isinstance(leaf, FieldTest) for group in answer.query.wanted for leaf in group)
        is_one_word = len(answer.query.wanted) == 1 and not has_fields and not answer.query.unwanted
        self.verb_of_absence = "never mention" if is_one_word else "do not match"
        """What the other documents do."""
        self._hits: dict[str, list[Hit]] = {}
        for hit in answer.hits:
            self._hits.setdefault(hit.document.id, []).append(hit)
        self._spans: dict[str, tuple[Document, Sequence[Span], Sequence[int]]] = {}

    def spans(self, document: Document) -> Sequence[Span]:
        """Return what was found in a document, in order."""
        return self._found(document)[1]

    def stops(self, document: Document) -> Sequence[int]:
        """Return with which of the spans each hit begins."""
        return self._found(document)[2]

    def _found(self, document: Document) -> tuple[Document, Sequence[Span], Sequence[int]]:
        known = self._spans.get(document.id)
        if known is None or known[0] is not document:
            hits = [hit for hit in self._hits.get(document.id, ()) if hit.document is document]
            spans = sorted({span for hit in hits for span in hit.spans})
            firsts = sorted({hit.spans[0] for hit in hits if hit.spans})
            known = self._spans[document.id] = (document, spans, [bisect_left(spans, first) for first in firsts])
        return known

    def count_before(self, library: Library, document_id: str) -> tuple[int, int]:
        """Return how many hits there are in the documents before one, and in all."""
        before, total, is_before = 0, 0, True
        for document in library:
            is_before = is_before and document.id != document_id
            count = len(self._hits.get(document.id, ()))
            total += count
            before += count if is_before else 0
        return before, total

    def following(self, library: Library, document_id: str, step: int) -> Document | None:
        """Return the next document of a library with something to light, or the one before; going round."""
        position = library.position(document_id)
        start = position if position is not None else 0
        for count in range(1, len(library) + 1):
            document = library.documents[(start + step * count) % len(library)]
            if document.id in self._hits and self.spans(document):
                return document
        return None
