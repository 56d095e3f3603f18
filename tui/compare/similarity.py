"""How alike each passage of one text is to each of another: the cosine of their weighted terms."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tui.compare.terms import Counts, Vocabulary

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from tui.compare.terms import Floats, Ints

MOST_FOR_GRAMS = 1_000_000
"""Pairs of passages above which words alone are compared."""
_DENSE_SHARE = 100
"""A term is multiplied densely where this many times its pairs of places exceed all pairs of passages."""


@dataclass(frozen=True, slots=True)
class _Vectors:
    """Passages as rows of weights; the terms of a row stand together."""

    rows: "Ints"
    """Passage of each weight, ascending."""
    terms: "Ints"
    """Its term."""
    weights: "Floats"
    """The weight; a passage's weights have the length 1."""


class Similarity:
    """The cosines of two texts' passages, worked out for some rows at a time.

    Weights are (1 + ln n) (ln((1 + N) / (1 + df)) + 1), N the passages of both texts; words and runs of
    characters count half each, as long as there are not too many passages.
    """

    def __init__(self, a: Sequence[str], b: Sequence[str], has_grams: bool = True) -> None:
        """Weigh the passages of both texts.

        Args:
            a: Passages of the first.
            b: Passages of the second.
            has_grams: Whether runs of characters count as well, where there are not too many passages.
        """
        import numpy as np

        vocabulary = Vocabulary()
        words_a, words_b = vocabulary.words_of(a), vocabulary.words_of(b)
        self.shape = len(a), len(b)
        """Passages of both texts."""
        self.lengths = tuple(np.bincount(side.passages, side.counts, side.size) for side in (words_a, words_b))
        """Words of each passage, for both texts."""
        self.kinship = _kinship(words_a, words_b, vocabulary.is_content())
        """Cosine of the two whole texts' content words, 0 to 1."""
        spaces = [(vocabulary.stems(words_a), vocabulary.stems(words_b), 1.0)]
        if has_grams and len(a) * len(b) <= MOST_FOR_GRAMS:
            grams_a, grams_b = vocabulary.grams(a, b)
            spaces = [(*spaces[0][:2], 0.5), (grams_a, grams_b, 0.5)]
        self._products = [_Product(*_weigh(left, right), self.shape, share) for left, right, share in spaces]

    def rows(self, start: int, end: int) -> "Floats":
        """Return the cosines of passages ``start`` to ``end`` of the first text with all of the second."""
        total = self._products[0].rows(start, end)
        for product in self._products[1:]:
            total += product.rows(start, end)
        return total


def _kinship(a: Counts, b: Counts, is_content: "npt.NDArray[np.bool_]") -> float:
    import numpy as np

    totals = [np.bincount(side.terms, side.counts, len(is_content)) * is_content for side in (a, b)]
    lengths = float(np.linalg.norm(totals[0]) * np.linalg.norm(totals[1]))
    return float(totals[0] @ totals[1]) / lengths if lengths else 0.0


def _weigh(a: Counts, b: Counts) -> tuple[_Vectors, _Vectors]:
    """Return the weighted terms of both sides."""
    import numpy as np

    vocabulary = max(a.vocabulary, b.vocabulary)
    frequency = np.bincount(a.terms, minlength=vocabulary) + np.bincount(b.terms, minlength=vocabulary)
    idf = np.log((1 + a.size + b.size) / (1 + frequency)) + 1
    return _vectors(a, idf), _vectors(b, idf)


def _vectors(counts: Counts, idf: "npt.NDArray[np.float64]") -> _Vectors:
    import numpy as np

    weights = (1 + np.log(counts.counts)) * idf[counts.terms]
    lengths = np.sqrt(np.bincount(counts.passages, weights=weights * weights, minlength=counts.size))
    return _Vectors(counts.passages, counts.terms, (weights / lengths[counts.passages]).astype(np.float32))


class _Product:
    """The product of two sparse matrices: frequent terms densely, the others by the places they share."""

    def __init__(self, a: _Vectors, b: _Vectors, shape: tuple[int, int], share: float) -> None:
        import numpy as np

        self._shape, self._share = shape, share
        vocabulary = int(max(a.terms.max(initial=0), b.terms.max(initial=0))) + 1
        in_a, in_b = (np.bincount(side.terms, minlength=vocabulary) for side in (a, b))
        is_dense = in_a * in_b * _DENSE_SHARE > shape[0] * shape[1]
        is_sparse = (in_a > 0) & (in_b > 0) & ~is_dense
        columns = np.cumsum(is_dense) - 1
        width = int(is_dense.sum())
        self._dense_a, self._dense_b = (
            _densely(side, is_dense, columns, size, width) for side, size in zip((a, b), shape, strict=True)
        )
        chosen = is_sparse[a.terms]
        self._rows, self._terms, self._weights = a.rows[chosen], a.terms[chosen], a.weights[chosen]
        chosen = is_sparse[b.terms]
        order = np.argsort(b.terms[chosen], kind="stable")
        self._postings, self._posted = b.rows[chosen][order], b.weights[chosen][order]
        self._counts = np.bincount(b.terms[chosen], minlength=vocabulary)
        self._starts = np.concatenate(([0], np.cumsum(self._counts)[:-1]))

    def rows(self, start: int, end: int) -> "Floats":
        """Return the products of some rows with all columns."""
        import numpy as np

        product = self._dense_a[start:end] @ self._dense_b.T
        first, last = np.searchsorted(self._rows, (start, end))
        terms = self._terms[first:last]
        each = self._counts[terms]
        total = int(each.sum())
        if total:
            before = np.concatenate(([0], np.cumsum(each)[:-1]))
            at = np.repeat(self._starts[terms] - before, each) + np.arange(total)
            columns = self._shape[1]
            cells = np.repeat((self._rows[first:last] - start) * columns, each) + self._postings[at]
            values = np.repeat(self._weights[first:last], each) * self._posted[at]
            product += np.bincount(cells, values, (end - start) * columns).reshape(product.shape).astype(np.float32)
        return product * np.float32(self._share)


def _densely(side: _Vectors, is_dense: "npt.NDArray[np.bool_]", columns: "Ints", size: int, width: int) -> "Floats":
    import numpy as np

    dense = np.zeros((size, width), dtype=np.float32)
    chosen = is_dense[side.terms]
    dense[side.rows[chosen], columns[side.terms[chosen]]] = side.weights[chosen]
    return dense
