"""The peers of the search: two line finders over the same passages, one a line, and a plain SQLite FTS5 table."""

import os
import shutil
import sqlite3
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

from tests.benchmarks.known_items import Passage

Finder = Callable[[str, Path], Iterator[str]]
"""Yields the lines of a file that answer a query, best first."""

_STRICTNESS = ((), ("-Z1",), ("-Z2",))
"""How `ugrep` is asked for a line: as typed, then with one and with two errors in each word."""


def installed(finders: dict[str, Finder]) -> dict[str, Finder]:
    """Return the finders whose program is there, and say which are not."""
    for program in finders:
        if shutil.which(program) is None:
            print(f"The peer {program} is missing: install {program}")
    return {program: find for program, find in finders.items() if shutil.which(program)}


@contextmanager
def passages_as_lines(passages: Sequence[Passage]) -> Iterator[Path]:
    """Give a file of the passages, one a line."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "passages")
        path.write_text("".join(f"{as_line(text)}\n" for _, _, text in passages), encoding="utf-8")
        yield path


def as_line(text: str) -> str:
    """Return a passage as the line that stands for it."""
    return " ".join(text.split())


def by_fzf(query: str, lines: Path) -> Iterator[str]:
    """Yield the lines `fzf` finds, in its order."""
    yield from _output_of(_fzf(query), lines)


def by_ugrep(query: str, lines: Path) -> Iterator[str]:
    """Yield the lines in which `ugrep` finds every word, those that need fewer errors first.

    `ugrep` ranks files, not lines (`-Z` with `best` refuses standard input and more than one pattern), so one
    asks for the words as typed and goes on to one and two errors a word.
    """
    first, *others = query.split()
    patterns = ["-e", first, *(argument for word in others for argument in ("--and", "-e", word))]
    before = set[str]()
    for strictness in _STRICTNESS:
        found = _output_of(("ugrep", "--ignore-case", "--no-filename", *strictness, *patterns, str(lines)), lines)
        yield from (line for line in found if line not in before)
        before.update(found)


FINDERS: dict[str, Finder] = {"fzf": by_fzf, "ugrep": by_ugrep}
"""Line finders by the name of their program."""


def time_of_fzf(query: str, lines: Path) -> float:
    """Return the seconds `fzf` takes to read the lines, filter and write."""
    start = time.perf_counter()
    with lines.open("rb") as file:
        subprocess.run(_fzf(query), stdin=file, stdout=subprocess.DEVNULL, check=False, env=_plain_environment())
    return time.perf_counter() - start


def time_of_fts5(passages: Sequence[Passage]) -> float:
    """Return the seconds a plain FTS5 table in memory takes to swallow the passages."""
    rows = [(text,) for _, _, text in passages]
    start = time.perf_counter()
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute("create virtual table p using fts5(text)")
        connection.executemany("insert into p values (?)", rows)
        connection.commit()
        return time.perf_counter() - start


def _fzf(query: str) -> tuple[str, ...]:
    return ("fzf", "--filter", query)


def _output_of(command: Sequence[str], lines: Path) -> list[str]:
    with lines.open("rb") as file:
        # Both end with 1 where nothing is found.
        ended = subprocess.run(command, stdin=file, stdout=subprocess.PIPE, check=False, env=_plain_environment())
    return ended.stdout.decode(errors="replace").splitlines()


def _plain_environment() -> dict[str, str]:
    """Return the surroundings of a program without its owner's habits."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("FZF_", "GREP_"))}
    return {**kept, "LC_ALL": "C.UTF-8"}
