"""Checking quotations against a collection: what the search finds alike is compared word by word."""

import math
from collections.abc import Iterator, Sequence

from tui.documents.model import Document
from tui.quoting.verify import Collection
from tui.search.index import Index, index_documents
from tui.search.likeness import passages_like
from tui.text import Span
from tui.tokens import fold_token

_CANDIDATES = 24
"""Passages that are compared word by word."""


def collect(documents: Sequence[Document], index: Index | None = None) -> Collection:
    """Return a collection in which quotations can be looked up.

    Args:
        documents: The statements.
        index: Their search index, where there is one already.
    """
    known = index_documents(documents) if index is None else index

    def alike(text: str) -> Iterator[tuple[Document, Span]]:
        for passage in passages_like(known, text, _CANDIDATES):
            yield passage.document, passage.span.shifted(passage.document.blocks[passage.block].start)

    return Collection(documents, alike, _Weights(known))


class _Weights(dict[str, float]):
    """What a word weighs: its inverse document frequency; marks weigh a little."""

    def __init__(self, index: Index) -> None:
        super().__init__()
        self._index = index

    def __missing__(self, form: str) -> float:
        number = self._index.vocabulary.numbers.get(fold_token(form), 0) if form[0].isalnum() else 0
        total = max(1, len(self._index))
        frequency = int(self._index.frequencies[number]) if 0 < number < len(self._index.frequencies) else 0
        weight = self[form] = math.log(2 + total / max(1, frequency)) if form[0].isalnum() else 0.3
        return weight

    def __call__(self, form: str) -> float:
        return self[form]
