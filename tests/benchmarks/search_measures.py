"""What is measured of the search: how high the right passage stands, and what a keystroke and an index cost."""

import asyncio
import gc
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from tests.benchmarks.known_items import KnownItem, Passage
from tests.benchmarks.search_peers import Finder, as_line
from tui.documents.model import Document
from tui.errors import StatementsError
from tui.search.index import Index, index_documents
from tui.search.kept import load_index, save_index
from tui.search.query import parse_query
from tui.search.ranking import search

LIMIT = 100
"""Hits asked for."""
TICK = 0.005
"""Seconds between two looks of the loop that stands for the screen."""

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Kept:
    """What a kept index costs."""

    saving: float
    """Seconds to write it."""
    loading: float
    """Seconds to read it back."""
    size: int
    """Bytes on disk."""


@dataclass(frozen=True, slots=True)
class Times:
    """How long keystrokes took, in seconds."""

    median: float
    """Half of them took less."""
    late: float
    """The 95th percentile."""
    most: float
    """The slowest."""
    first: float
    """The one before these, which finds everything cold."""
    number: int
    """How many keystrokes there were."""


@contextmanager
def frozen() -> Iterator[None]:
    """Keep the collector's eyes off what is there already, as the program does with what it has read."""
    gc.collect()
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


def rank_of(index: Index, item: KnownItem, passages: Sequence[Passage]) -> int | None:
    """Return where the drawn passage, or one with the same text, stands among the hits, from 1; None if it is not."""
    answer = search(index, parse_query(item.query), limit=LIMIT)
    texts = (hit.document.blocks[hit.block].text for hit in answer.hits)
    return _place_of(passages[item.passage][2], texts)


def ranks_by(find: Finder, items: Iterable[KnownItem], passages: Sequence[Passage], lines: Path) -> list[int | None]:
    """Return where each drawn passage stands among the lines a peer finds, from 1; None where it does not.

    Several queries run at a time: the peers take their time, which is not what is measured here.
    """

    def rank(item: KnownItem) -> int | None:
        return _place_of(as_line(passages[item.passage][2]), find(item.query, lines))

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        return list(pool.map(rank, items))


def mean_reciprocal(ranks: Sequence[int | None]) -> float:
    """Return the mean of 1 / rank, 0 for what was not found."""
    return sum(1 / rank for rank in ranks if rank) / len(ranks)


def recall(ranks: Sequence[int | None], depth: int) -> float:
    """Return the share that was found among the first so many."""
    return sum(rank is not None and rank <= depth for rank in ranks) / len(ranks)


def keystrokes_of(items: Iterable[KnownItem]) -> list[str]:
    """Return what stands in the search bar after each key while the queries are typed."""
    return [item.query[:end] for item in items for end in range(1, len(item.query) + 1)]


def time_of_keystroke(index: Index, typed: str) -> float:
    """Return the seconds from a text in the search bar to its ranked hits, or to the news that it does not parse."""
    start = time.perf_counter()
    with suppress(StatementsError):
        search(index, parse_query(typed), limit=LIMIT)
    return time.perf_counter() - start


def times_of(index: Index, typed: Sequence[str]) -> Times:
    """Time texts in the search bar, after a first one."""
    with frozen():
        first = time_of_keystroke(index, typed[0])
        seconds = sorted(time_of_keystroke(index, text) for text in typed)
    late = seconds[min(len(seconds) - 1, int(len(seconds) * 0.95))]
    return Times(statistics.median(seconds), late, seconds[-1], first, len(seconds))


def indexed(documents: Sequence[Document]) -> tuple[Index, float]:
    """Return an index of documents and the seconds it took."""
    start = time.perf_counter()
    index = index_documents(documents)
    return index, time.perf_counter() - start


def built(documents: Sequence[Document]) -> tuple[Index, float]:
    """Return the same as `indexed`, where the collector does not look through what was there before."""
    with frozen():
        return indexed(documents)


def kept(index: Index, documents: Sequence[Document]) -> Kept:
    """Write an index and read it back.

    Raises:
        SystemExit: The index that was read is not the one that was written.
    """
    with tempfile.TemporaryDirectory() as folder, frozen():
        path = Path(folder, "index")
        start = time.perf_counter()
        save_index(index, path)
        saved = time.perf_counter()
        read = load_index(path, documents)
        end = time.perf_counter()
        if read is None or (len(read), read.tokens) != (len(index), index.tokens):
            raise SystemExit("A kept index was not found fit for the documents it was made of.")
        size = sum(file.stat().st_size for file in Path(folder).rglob("*") if file.is_file())
        return Kept(saved - start, end - saved, size)


def largest_pause(work: Callable[[], Result]) -> tuple[float, Result]:
    """Run work in another thread; return the largest lateness of a loop in this one, and what came of the work.

    The loop wakes every few milliseconds, as the screen's does.
    """
    before = sys.getswitchinterval()
    sys.setswitchinterval(0.0005)
    try:
        with frozen():
            return asyncio.run(_lateness_beside(work))
    finally:
        sys.setswitchinterval(before)


async def _lateness_beside(work: Callable[[], Result]) -> tuple[float, Result]:
    future = asyncio.get_running_loop().run_in_executor(None, work)
    largest = 0.0
    while not future.done():
        due = time.perf_counter() + TICK
        await asyncio.sleep(TICK)
        largest = max(largest, time.perf_counter() - due)
    return largest, await future


def _place_of(wanted: str, texts: Iterable[str]) -> int | None:
    return next((place for place, text in enumerate(texts, 1) if text == wanted), None)
