"""The tables of what the search costs: keystrokes, building, keeping, and pauses of the screen."""

import random
import statistics
import time
from collections.abc import Sequence
from pathlib import Path

from tests.benchmarks.common import Row, milliseconds, print_table
from tests.benchmarks.known_items import SEED, KnownItem, passages_of
from tests.benchmarks.search_corpus import Corpus, grown
from tests.benchmarks.search_measures import (
    Kept,
    Times,
    built,
    indexed,
    kept,
    keystrokes_of,
    largest_pause,
    times_of,
)
from tests.benchmarks.search_peers import by_fzf, installed, time_of_fts5, time_of_fzf
from tui.documents.model import Document
from tui.search.index import Index

OF_FZF = 40
"""Texts, drawn from those the program gets, that `fzf` gets."""
BUILDS = 3
"""Builds whose median counts."""
COPIES = (2, 4)
"""Sizes, in times the speeches, at which a token is to cost no more than at once."""
IDLE = 2.0
"""Seconds of the loop's pauses while nothing runs beside it."""


def print_keystrokes(index: Index, items: Sequence[KnownItem], lines: Path) -> Times:
    """Print the time from a key to its ranked hits beside that of `fzf`; return the times."""
    typed, whole = keystrokes_of(items), [item.query for item in items]
    times, of_whole = times_of(index, typed), times_of(index, whole)
    keys = queries = nothing = None
    if installed({"fzf": by_fzf}):
        draw = random.Random(SEED)
        keys, queries = (_median_of_fzf(draw.sample(texts, min(OF_FZF, len(texts))), lines) for texts in (typed, whole))
        nothing = _median_of_fzf([""] * 5, lines)
    rows = [
        _faster("keystroke, p50", times.median, keys, "p50 <= 1/100"),
        _faster("keystroke, p50; fzf less its time for no query", times.median, _less(keys, nothing)),
        _faster("whole query, p50", of_whole.median, queries),
        Row("keystroke, p95", milliseconds(times.late), goal="<= 5 ms"),
        *_rows_of_extremes(times),
    ]
    title = f"Key to ranked hits among {len(index):,} passages, {times.number:,} keystrokes, {len(whole)} queries"
    print_table(f"{title}; peer: fzf --filter on {OF_FZF} of each", rows)
    return times


def print_building(documents: Sequence[Document]) -> None:
    """Print what an index costs beside a table of FTS5, and whether it costs the same a token in larger corpora."""
    passages = passages_of(documents)
    index, seconds = _median_build(documents)
    fts5 = statistics.median(time_of_fts5(passages) for _ in range(BUILDS))
    rows = _rows_of_index(index, seconds, fts5, [kept(index, documents) for _ in range(BUILDS)])
    once = seconds / index.tokens
    for copies in COPIES:
        corpus = grown(documents, copies * len(passages))
        larger, seconds = _median_build(corpus.documents)
        each = seconds / larger.tokens
        what = f"build of {copies} times the text, {corpus.words:,} words, a token"
        rows.append(Row(what, _microseconds(each), _microseconds(once), f"{each / once:.2f}", "linear: 1"))
    title = f"An index of {len(index):,} passages, {index.tokens:,} tokens, medians of {BUILDS} builds"
    print_table(f"{title}; peers: FTS5, our build, our build of the text once", rows)


def print_pause(documents: Sequence[Document]) -> None:
    """Print the largest pause of a loop while documents are indexed beside it."""
    pause, (index, _) = largest_pause(lambda: indexed(documents))
    title = f"An index of {len(index):,} passages built in the background"
    print_table(f"{title}; peer: {IDLE:g} s with nothing there", [_row_of_pause(pause)])


def print_million(corpus: Corpus, items: Sequence[KnownItem], before: Times) -> None:
    """Print all costs of a large corpus, and how keystrokes grew from those among the speeches."""
    pause, (index, seconds) = largest_pause(lambda: indexed(corpus.documents))
    times = times_of(index, keystrokes_of(items))
    keeping = [kept(index, corpus.documents)]
    fts5 = time_of_fts5(passages_of(corpus.documents))
    rows = [
        _grown("keystroke, p50", times.median, before.median, "<= 10 ms, ratio <= 6"),
        _grown("keystroke, p95", times.late, before.late, "<= 40 ms"),
        *_rows_of_extremes(times),
        *_rows_of_index(index, seconds, fts5, keeping),
        _row_of_pause(pause),
    ]
    title = f"{corpus.passages:,} passages, {corpus.words:,} words, {index.tokens:,} tokens"
    print_table(f"{title}, {times.number:,} keystrokes; peers: the speeches, FTS5, our build, an idle loop", rows)


def _median_build(documents: Sequence[Document]) -> tuple[Index, float]:
    times = [built(documents)[1] for _ in range(BUILDS - 1)]
    index, seconds = built(documents)
    return index, statistics.median([*times, seconds])


def _rows_of_index(index: Index, seconds: float, fts5: float, keeping: Sequence[Kept]) -> list[Row]:
    saving, loading = (
        statistics.median(each) for each in zip(*((one.saving, one.loading) for one in keeping), strict=True)
    )
    size = f"{index.nbytes / index.tokens:.1f} bytes"
    on_disk = f"{keeping[-1].size / index.tokens:.1f} bytes"
    return [
        Row("build", _seconds(seconds), _seconds(fts5), f"{seconds / fts5:.2f}", "<= 3"),
        Row("write what is kept", _seconds(saving), _seconds(seconds), f"{saving / seconds:.2f}"),
        Row("load what is kept", _seconds(loading), _seconds(seconds), f"{loading / seconds:.2f}", "<= 0.1"),
        Row("memory of the arrays, a token", size, goal="<= 16 bytes"),
        Row("kept on disk, a token", on_disk),
    ]


def _rows_of_extremes(times: Times) -> list[Row]:
    return [
        Row("keystroke, slowest", milliseconds(times.most)),
        Row("first keystroke after the build", milliseconds(times.first)),
    ]


def _row_of_pause(pause: float) -> Row:
    idle, _ = largest_pause(lambda: time.sleep(IDLE))
    return Row("largest pause while it is built", milliseconds(pause), milliseconds(idle), goal="<= 50 ms")


def _faster(what: str, ours: float, peer: float | None, goal: str = "-") -> Row:
    """Make a row of a time and a peer's, whose ratio reads like 1/200."""
    if not peer:
        return Row(what, milliseconds(ours), goal=goal)
    return Row(what, milliseconds(ours), milliseconds(peer), f"1/{peer / ours:,.0f}", goal)


def _grown(what: str, ours: float, before: float, goal: str) -> Row:
    return Row(what, milliseconds(ours), milliseconds(before), f"{ours / before:.1f}", goal)


def _median_of_fzf(queries: Sequence[str], lines: Path) -> float:
    return statistics.median(time_of_fzf(query, lines) for query in queries)


def _less(one: float | None, other: float | None) -> float | None:
    return one - other if one and other else None


def _seconds(seconds: float) -> str:
    return f"{seconds:,.2f} s"


def _microseconds(seconds: float) -> str:
    return f"{seconds * 1e6:.2f} us"
