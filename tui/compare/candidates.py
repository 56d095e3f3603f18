"""Pairs of passages worth a closer look: for each passage those it resembles most, with their margins."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tui.compare.similarity import Similarity

if TYPE_CHECKING:
    from tui.compare.terms import Floats, Ints

NEAREST = 3
"""How many passages are kept for one that has no partner."""
_MOST = 16
"""Candidates of a passage."""
_BEST = 4
"""How many of the best of a row and a column make its mean."""
_BACKGROUND = 0.08
"""Cosine of passages that have nothing to do with each other, put in for the four where a text has fewer."""
_CONTEXT = 0.1
"""Weight of the passages before and after."""
_CELLS = 2_000_000
"""Cosines that are worked out at once."""


@dataclass(frozen=True, slots=True)
class Candidates:
    """Pairs of passages with their likeness; arrays of one length, ordered by row, then column."""

    rows: "Ints"
    """Passage of the first text, from 0."""
    columns: "Ints"
    """Passage of the second."""
    similarity: "Floats"
    """Cosine of the two."""
    margin: "Floats"
    """Their cosine in context over the means of what else they resemble."""
    nearest_to_rows: "Ints"
    """For each passage of the first text the nearest three of the second; -1 where there are fewer."""
    nearest_to_columns: "Ints"
    """For each passage of the second text the nearest three of the first."""

    def find(self, rows: "Ints", columns: "Ints") -> "Ints":
        """Return where the pairs of some passages are among the candidates; -1 for those that are not."""
        import numpy as np

        width = len(self.nearest_to_columns) + 5
        keys = self.rows * width + self.columns
        wanted = rows * width + columns
        at = np.minimum(np.searchsorted(keys, wanted), max(0, len(keys) - 1))
        is_there = (keys[at] == wanted) & (columns >= 0) & (columns < width - 5)
        return np.where(is_there, at, -1)


def find_candidates(similarity: Similarity, allowed: set[tuple[int, int]] | None = None) -> Candidates:
    """Return the candidates of two texts that have a passage each.

    Args:
        similarity: The cosines.
        allowed: The only pairs to choose from; None for all.
    """
    import numpy as np

    height, width = similarity.shape
    step = max(4, _CELLS // width)
    gathered: list[tuple[Ints, Ints, Floats, Floats]] = []
    row_means = np.zeros(height, dtype=np.float32)
    best_of_columns = np.zeros((0, width), dtype=np.float32)
    nearest_rows = np.full((height, NEAREST), -1, dtype=np.int64)
    nearest_columns = _Nearest(width)
    for start in range(0, height, step):
        end = min(height, start + step)
        first, last = max(0, start - 1), min(height, end + 1)
        block = similarity.rows(first, last)
        context = _with_context(block)[start - first : end - first]
        block = block[start - first : end - first]
        row_means[start:end] = _mean_of_best(context)
        best_of_columns = np.concatenate((best_of_columns, context))
        if len(best_of_columns) > _BEST:
            best_of_columns = np.partition(best_of_columns, -_BEST, axis=0)[-_BEST:]
        order = _first(context, _MOST)
        nearest_rows[start:end, : order.shape[1]] = order[:, :NEAREST]
        nearest_columns.add(context, start)
        rows = np.repeat(np.arange(end - start), order.shape[1])
        columns = order.ravel()
        gathered.append((rows + start, columns, block[rows, columns], context[rows, columns]))
    rows, columns, cosines, contexts = (np.concatenate(parts) for parts in zip(*gathered, strict=True))
    missing = _BACKGROUND * max(0, _BEST - len(best_of_columns))
    means = row_means[rows] + ((best_of_columns.sum(axis=0) + missing) / _BEST)[columns]
    keep = cosines > 0
    if allowed is not None:
        keep &= np.fromiter(((i, j) in allowed for i, j in zip(rows.tolist(), columns.tolist(), strict=True)), bool)
    order = np.lexsort((columns, rows))
    order = order[keep[order]]
    margin = contexts / np.maximum(means, 1e-6)
    return Candidates(rows[order], columns[order], cosines[order], margin[order], nearest_rows, nearest_columns.indices)


class _Nearest:
    """The nearest passages of each column, over blocks of rows."""

    def __init__(self, width: int) -> None:
        import numpy as np

        self._values = np.full((NEAREST, width), -1, dtype=np.float32)
        self._indices = np.full((NEAREST, width), -1, dtype=np.int64)

    def add(self, context: "Floats", start: int) -> None:
        """Take the next rows in."""
        import numpy as np

        top = _first(context.T, NEAREST).T
        values = np.concatenate((self._values, np.take_along_axis(context, top, axis=0)))
        indices = np.concatenate((self._indices, top + start))
        order = np.argsort(-values, axis=0, kind="stable")[:NEAREST]
        self._values = np.take_along_axis(values, order, axis=0)
        self._indices = np.take_along_axis(indices, order, axis=0)

    @property
    def indices(self) -> "Ints":
        """The nearest, a row for each column."""
        return self._indices.T


def _with_context(block: "Floats") -> "Floats":
    """Return the cosines with those of the passages before and after mixed in."""
    context = (1 - _CONTEXT) * block
    context[1:, 1:] += _CONTEXT / 2 * block[:-1, :-1]
    context[:-1, :-1] += _CONTEXT / 2 * block[1:, 1:]
    return context


def _mean_of_best(context: "Floats") -> "Floats":
    import numpy as np

    if context.shape[1] < _BEST:
        mean: Floats = (context.sum(axis=1) + _BACKGROUND * (_BEST - context.shape[1])) / _BEST
        return mean
    best: Floats = np.partition(context, -_BEST, axis=1)[:, -_BEST:].mean(axis=1)
    return best


def _first(context: "Floats", count: int) -> "Ints":
    """Return the columns of the largest figures of each row, the largest first; the earlier of equals first."""
    import numpy as np

    if context.shape[1] > count:
        top = np.sort(np.argpartition(-context, count - 1, axis=1)[:, :count], axis=1)
    else:
        top = np.broadcast_to(np.arange(context.shape[1]), context.shape).copy()
    order = np.argsort(-np.take_along_axis(context, top, axis=1), axis=1, kind="stable")
    return np.take_along_axis(top, order, axis=1)
