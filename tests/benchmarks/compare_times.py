"""What the comparison costs: two long statements, thousands of sentences, all against all, word differences."""

import difflib
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from tests.benchmarks.common import ROOT, Row, milliseconds, print_table, speeches_folder
from tests.benchmarks.compare_material import as_document, two_lists_of_sentences, two_statements, two_versions
from tests.benchmarks.compare_measures import part
from tests.benchmarks.compare_reference import reference_pairs
from tui.library import load_library

PARAGRAPHS, WORDS = 500, 60
"""Paragraphs of a long statement, and words of each, about."""
SENTENCES = 3_000
"""Sentences of either side."""
TOKENS, FEWER_TOKENS = 50_000, 10_000
"""Words of the texts whose difference is looked for; the fewer are those difflib is asked about too."""
RUNS = 3
"""Runs of which the median is printed."""
PATIENCE = 120
"""Seconds after which the process with the sentences counts as failed."""

_SENTENCES = """
import json, re, sys, time
from pathlib import Path
def peak():
    # Not ru_maxrss, which a process takes over from the one that started it.
    return int(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1])
from tui.compare.alignment import align
a, b = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
align(a[:20], b[:20])
before = peak()
start = time.perf_counter()
pairs = len(align(a, b).pairs)
seconds = time.perf_counter() - start
print(json.dumps([seconds, peak() - before, pairs]))
"""
"""Run in a fresh process, since the most memory a process ever had can only grow."""


def print_times(is_long: bool) -> None:
    """Measure and print.

    Args:
        is_long: Whether difflib is asked about the long texts too, which takes it most of a minute.
    """
    rows = [*_rows_of_statements(), *_rows_of_sentences(), *_rows_of_overview(), *_rows_of_difference(is_long)]
    print_table(f"Times, medians of {RUNS} runs; peers: the reference rule, difflib", rows)


def _rows_of_statements() -> list[Row]:
    align, compare = part("tui.compare.alignment", "align"), part("tui.compare.comparison", "compare")
    a, b = two_statements(PARAGRAPHS, WORDS)
    total = sum(len(text.split()) for text in (*a, *b)) // 2
    what, rows = f"{PARAGRAPHS} x {PARAGRAPHS} paragraphs, {total:,} words each", list[Row]()
    if align is not None:
        ours, peer = _median_time(lambda: align(a, b)), _time(lambda: reference_pairs(a, b))
        rows.append(Row(f"{what}: alignment alone", milliseconds(ours), milliseconds(peer), f"{ours / peer:.2f}"))
    if compare is not None:
        with tempfile.TemporaryDirectory() as folder:
            one, other = as_document(a, Path(folder, "a.txt")), as_document(b, Path(folder, "b.txt"))
        seconds = _median_time(lambda: _in_full(compare(one, other)))
        rows.append(Row(f"{what}: all of it", milliseconds(seconds), goal="<= 1 s"))
    return rows


def _in_full(comparison: Any) -> None:
    """Ask for all that is worked out only when it is asked for."""
    for part_of_it in ("pairs", "phrases", "facts", "words", "shares", "relation"):
        getattr(comparison, part_of_it)


def _rows_of_sentences() -> list[Row]:
    if part("tui.compare.alignment", "align") is None:
        return []
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "sentences.json")
        path.write_text(json.dumps(two_lists_of_sentences(SENTENCES)), encoding="utf-8")
        command = (sys.executable, "-c", _SENTENCES, str(path))
        ended = subprocess.run(command, capture_output=True, check=True, cwd=ROOT, timeout=PATIENCE)
    seconds, kilobytes, pairs = json.loads(ended.stdout)
    what = f"{SENTENCES} x {SENTENCES} sentences"
    return [
        Row(f"{what}: alignment, {pairs} pairs", milliseconds(seconds), goal="<= 3 s"),
        Row(f"{what}: memory", f"{kilobytes * 1024 / 1e6:,.0f} MB", goal="< 500 MB"),
    ]


def _rows_of_overview() -> list[Row]:
    overview = part("tui.compare.overview", "Overview")
    if overview is None:
        return []
    documents = load_library([speeches_folder()]).documents
    pairs = len(documents) * (len(documents) - 1) // 2
    seconds = _time(lambda: list(overview(documents).cells()))
    return [Row(f"overview of {len(documents)} documents ({pairs:,} pairs)", milliseconds(seconds), goal="<= 60 s")]


def _rows_of_difference(is_long: bool) -> list[Row]:
    difference = part("tui.compare.word_diff", "difference")
    if difference is None:
        return []
    rows = list[Row]()
    for tokens in (FEWER_TOKENS, TOKENS):
        before, after = two_versions(tokens)
        ours = _median_time(partial(difference, " ".join(before), " ".join(after)))
        what, goal = f"word difference of {tokens:,} tokens", "<= 0.5 s" if tokens == TOKENS else "<= 0.05 of peer"
        if tokens == TOKENS and not is_long:
            rows.append(Row(what, milliseconds(ours), goal=goal))
            continue
        matcher = difflib.SequenceMatcher(None, before, after, autojunk=False)
        peer = _time(matcher.get_opcodes)
        rows.append(Row(what, milliseconds(ours), milliseconds(peer), f"{ours / peer:.4f}", goal))
    return rows


def _median_time(work: Callable[[], object]) -> float:
    """Return the median seconds of some work, after a run that does not count."""
    work()
    return statistics.median(_time(work) for _ in range(RUNS))


def _time(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start
