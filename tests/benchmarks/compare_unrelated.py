"""Pairs of texts that have nothing to do with each other: every pair of passages found between them is false."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from tests.benchmarks.compare_texts import Problem, available, chapters_of, licence, sample, speech

Reader = Callable[[], Sequence[str]]
"""Gives the passages of a text."""

_PAIRS: tuple[tuple[str, Reader, str, Reader], ...] = (
    ("sample 001", lambda: sample("001"), "Genesis 42-43 (WEB)", lambda: chapters_of("web", "Genesis", 42, 43)),
    ("sample 003", lambda: sample("003"), "GPL-2", lambda: licence("GPL-2")),
    ("sample 004", lambda: sample("004"), "Proverbs 10-12 (KJV)", lambda: chapters_of("kjv", "Proverbs", 10, 12)),
    (
        "samples 000 and 002",
        lambda: sample("000") + sample("002"),
        "Acts 27 (DR)",
        lambda: chapters_of("dr", "Acts", 27, 27),
    ),
    ("MPL-2.0", lambda: licence("MPL-2.0"), "James 1-3 (WEB)", lambda: chapters_of("web", "James", 1, 3)),
    ("GFDL-1.3", lambda: licence("GFDL-1.3"), "Luke 9-10 (ASV)", lambda: chapters_of("asv", "Luke", 9, 10)),
    ("LGPL-2.1", lambda: licence("LGPL-2.1"), "Jefferson 1801", lambda: speech("1801-Jefferson-1")),
    (
        "Apache-2.0",
        lambda: licence("Apache-2.0"),
        "Psalms 103-104 (KJV)",
        lambda: chapters_of("kjv", "Psalms", 103, 104),
    ),
    ("GPL-3", lambda: licence("GPL-3"), "sample 001", lambda: sample("001")),
    (
        "Leviticus 11-12 (DR)",
        lambda: chapters_of("dr", "Leviticus", 11, 12),
        "Coolidge 1924",
        lambda: speech("1924-Coolidge-1"),
    ),
    (
        "Isaiah 40-41 (WEB)",
        lambda: chapters_of("web", "Isaiah", 40, 41),
        "Clinton 1999",
        lambda: speech("1999-Clinton-1"),
    ),
    ("Cleveland 1887", lambda: speech("1887-Cleveland-1"), "Ruth 1-4 (WEB)", lambda: chapters_of("web", "Ruth", 1, 4)),
)


def problems_of_unrelated() -> Iterator[Problem]:
    """Make the problems that have no pairs."""
    return available(partial(_problem, *pair) for pair in _PAIRS)


def _problem(name_a: str, read_a: Reader, name_b: str, read_b: Reader) -> Problem:
    a, b = tuple(read_a()), tuple(read_b())
    alone_a, alone_b = frozenset(range(len(a))), frozenset(range(len(b)))
    return Problem("unrelated", f"{name_a} and {name_b}", a, b, frozenset(), alone_a, alone_b)
