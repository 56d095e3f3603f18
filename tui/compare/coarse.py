"""The pairs of passages of many documents at once, coarsely: by words weighed over the whole collection."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from tui.compare.similarity import Similarity

if TYPE_CHECKING:
    from tui.compare.terms import Floats

_BEST = 4
_MARGIN, _FLOOR = 0.6, 0.26
"""As in the full alignment of texts that have much in common."""
_SHARE_OF_BEST = 0.85


class CoarseRule:
    """Counts paired passages between one document and all after it."""

    def __init__(self, documents: Sequence[Sequence[str]]) -> None:
        """Weigh the passages of all documents.

        Args:
            documents: The texts of each document's passages.
        """
        import numpy as np

        texts = [text for passages in documents for text in passages]
        self._starts = np.concatenate(([0], np.cumsum([len(passages) for passages in documents]))).tolist()
        self._similarity = Similarity(texts, texts, has_grams=False) if texts else None

    def row(self, a: int) -> Iterator[tuple[int, int, int]]:
        """Yield for each later document its index, and how many passages of either pair with the other's."""
        import numpy as np

        first, last = self._starts[a], self._starts[a + 1]
        count = len(self._starts) - 1
        if first == last or self._similarity is None:
            yield from ((b, 0, 0) for b in range(a + 1, count))
            return
        cosines = self._similarity.rows(first, last)
        best = min(_BEST, last - first)
        column_means = np.partition(cosines[:, last:], -best, axis=0)[-best:].mean(axis=0) if count > a + 1 else None
        for b in range(a + 1, count):
            start, end = self._starts[b], self._starts[b + 1]
            if start == end or column_means is None:
                yield b, 0, 0
                continue
            block = cosines[:, start:end]
            yield b, *_count(block, column_means[start - last : end - last])


def _count(block: "Floats", column_means: "Floats") -> tuple[int, int]:
    """Return how many rows and columns are paired."""
    import numpy as np

    is_near = block >= _FLOOR
    if not is_near.any():
        return 0, 0
    best = min(_BEST, block.shape[1])
    row_means = np.partition(block, -best, axis=1)[:, -best:].mean(axis=1)
    margin = block / (row_means[:, None] + column_means[None, :] + 1e-6)
    nearer = np.minimum(margin.max(axis=1)[:, None], margin.max(axis=0)[None, :]) * _SHARE_OF_BEST
    is_pair = is_near & (margin >= _MARGIN) & (margin >= nearer)
    return int(is_pair.any(axis=1).sum()), int(is_pair.any(axis=0).sum())
