"""All documents of a collection against each other: which share of their passages pairs.

A small collection is compared in full. For a large one words alone are looked at, weighed over the whole
collection, without what surrounds the passages: coarse, but good enough to see where a closer look is worth it.
"""

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from tui import __version__
from tui.compare.coarse import CoarseRule
from tui.compare.comparison import MOST_PASSAGES
from tui.compare.passages import passages_of
from tui.documents.model import Document
from tui.storage import cache_folder, write_whole

if TYPE_CHECKING:
    from tui.compare.passages import Passage

MOST_IN_FULL = 20
"""Documents up to which each pair is compared in full."""
_FORMAT = f"statements overview 1 of {__version__}"
_MOST_KEPT = 16


@dataclass(frozen=True, slots=True)
class Cell:
    """How much two documents have in common."""

    a: int
    """Index of the first document."""
    b: int
    """Index of the second, after the first."""
    paired_a: int
    """Passages of the first document with a partner in the second."""
    paired_b: int
    """Passages of the second document with a partner in the first."""
    share_a: float
    """Share of the first document's passages that are paired, 0 to 1."""
    share_b: float
    """Share of the second document's passages that are paired, 0 to 1."""
    is_possible: bool = False
    """Whether all of the pairs are only possible; never said of coarse figures."""

    @property
    def share(self) -> float:
        """The larger share: how much of one of the two the other speaks of as well."""
        return max(self.share_a, self.share_b)


class Overview:
    """The cells of a collection, worked out one row after the other."""

    def __init__(self, documents: Sequence[Document]) -> None:
        """Take the documents that could be read; nothing is worked out yet."""
        self.documents = tuple(document for document in documents if not document.problem)
        """The documents, in the order of the cells' indices."""
        self.is_coarse = len(self.documents) > MOST_IN_FULL
        """Whether words alone are looked at."""

    @property
    def total(self) -> int:
        """How many cells there are."""
        return len(self.documents) * (len(self.documents) - 1) // 2

    def cells(self, should_stop: Callable[[], bool] = lambda: False) -> Iterator[Cell]:
        """Yield the cells, row by row: the first document against all after it, then the second, and so on.

        Args:
            should_stop: Asked in between whether the rest is not wanted any more.
        """
        passages = [passages_of(document)[:MOST_PASSAGES] for document in self.documents]
        found = self._coarse(passages) if self.is_coarse else self._in_full(passages)
        for cell in found:
            if should_stop():
                return
            yield cell

    def _in_full(self, passages: Sequence[tuple["Passage", ...]]) -> Iterator[Cell]:
        from tui.compare.alignment import align

        texts = [[passage.text for passage in found] for found in passages]
        for a in range(len(texts)):
            for b in range(a + 1, len(texts)):
                pairs = align(texts[a], texts[b]).pairs
                sizes = len(texts[a]), len(texts[b])
                is_possible = bool(pairs) and all(pair.is_possible for pair in pairs)
                yield _cell(a, b, len({pair.a for pair in pairs}), len({pair.b for pair in pairs}), sizes, is_possible)

    def _coarse(self, passages: Sequence[tuple["Passage", ...]]) -> Iterator[Cell]:
        sizes = [len(found) for found in passages]
        rule = CoarseRule([[passage.text for passage in found] for found in passages])
        for a in range(len(sizes)):
            for b, paired_a, paired_b in rule.row(a):
                yield _cell(a, b, paired_a, paired_b, (sizes[a], sizes[b]))


def _cell(a: int, b: int, paired_a: int, paired_b: int, sizes: tuple[int, int], is_possible: bool = False) -> Cell:
    return Cell(a, b, paired_a, paired_b, paired_a / max(1, sizes[0]), paired_b / max(1, sizes[1]), is_possible)


def kept_cells(overview: Overview, folder: Path | None = None) -> tuple[Cell, ...] | None:
    """Return the cells kept for just these documents, or None where there are none."""
    try:
        kept = json.loads(_kept_file(overview, folder or cache_folder()).read_bytes())
        if kept["format"] != _FORMAT or len(kept["cells"]) != overview.total:
            return None
        sizes = [len(passages_of(document)[:MOST_PASSAGES]) for document in overview.documents]
        count = len(sizes)
        cells = tuple(
            _cell(a, b, int(paired_a), int(paired_b), (sizes[a], sizes[b]), bool(is_possible))
            for a, b, paired_a, paired_b, is_possible in kept["cells"]
            if 0 <= a < b < count and 0 <= paired_a <= sizes[a] and 0 <= paired_b <= sizes[b]
        )
        return cells if len({(cell.a, cell.b) for cell in cells}) == overview.total else None
    except (OSError, ValueError, KeyError, TypeError, IndexError, RecursionError):
        return None


def keep_cells(overview: Overview, cells: Sequence[Cell], folder: Path | None = None) -> None:
    """Keep the cells of a collection for the next time, and let the oldest ones of others go.

    Raises:
        OSError: They could not be written.
    """
    folder = folder or cache_folder()
    rows = [[cell.a, cell.b, cell.paired_a, cell.paired_b, int(cell.is_possible)] for cell in cells]
    write_whole(_kept_file(overview, folder), json.dumps({"format": _FORMAT, "cells": rows}).encode())
    kept = sorted(folder.glob("overview-*.json"), key=lambda path: path.stat().st_mtime)
    for path in kept[:-_MOST_KEPT]:
        path.unlink(missing_ok=True)


@cache
def _rule() -> bytes:
    """Return what changes whenever the way of comparing does: a digest of the modules of this package."""
    digest = hashlib.sha256()
    for path in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(path.read_bytes())
    return digest.digest()


def _kept_file(overview: Overview, folder: Path) -> Path:
    digest = hashlib.sha256(_rule())
    for document in overview.documents:
        digest.update((document.sha256 or "").encode() + b"\n")
    return folder / f"overview-{digest.hexdigest()[:24]}.json"
