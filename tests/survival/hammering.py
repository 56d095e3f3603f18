"""Processes that write what is kept all at the same time, and die while they do."""

import contextlib
import json
import os
import random
import subprocess
import sys
import textwrap
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.e2e.program import ROOT

QUOTER = """
    import os, sys
    from pathlib import Path
    from tests.quoting.made_quotes import made_quote
    from tui.quoting.quote_book import QuoteBook

    path, name, count, longest = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
    book = QuoteBook(path)
    os.write(1, b"ready\\n")
    sys.stdin.readline()
    for number in range(count):
        words = f"{name} says {number}: " + f"{name}\\u2028{number} " * ((number * 7919) % (longest // 8))
        book.add(made_quote(words))
        os.write(1, f"{number}\\n".encode())
"""
"""Adds quotes to a book as the program does, and says the number of each once it is kept."""


@dataclass(frozen=True, slots=True)
class Hammered:
    """What several processes have left."""

    said: int
    """Quotes that were said to be kept."""
    kept: int
    """Quotes that are in the book and are as they were taken."""
    lost: int
    """Quotes that were said to be kept and are not in the book, or not as they were taken."""
    torn: int
    """Lines that make no sense."""
    ids: int
    """Different ids."""
    seconds: float
    """How long it took."""


@contextlib.contextmanager
def at_once(script: str, names: str, *arguments: str) -> Iterator[dict[str, "subprocess.Popen[bytes]"]]:
    """Start a process for each name and let all begin at the same moment; they are killed at the end of the context.

    Args:
        script: Says "ready" and waits for a line before it begins; its second argument is the name.
        names: A letter for each process.
        arguments: The first one of the script, and those after the name.
    """
    processes: dict[str, subprocess.Popen[bytes]] = {}
    first, *others = arguments
    try:
        for name in names:
            processes[name] = subprocess.Popen(
                [sys.executable, "-c", textwrap.dedent(script), first, name, *others],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                env={**os.environ, "PYTHONPATH": str(ROOT)},
            )
        for process in processes.values():
            assert process.stdout is not None
            assert process.stdout.readline() == b"ready\n"
        for process in processes.values():
            assert process.stdin is not None
            process.stdin.write(b"\n")
            process.stdin.flush()
        yield processes
    finally:
        for process in processes.values():
            process.kill()
            process.communicate()


def hammer_book(
    book: Path,
    count: int,
    names: str = "abcdefgh",
    longest: int = 2_000,
    kill_within: float | None = None,
    seed: int = 1,
) -> Hammered:
    """Let processes add quotes to one book at once, and look at what is in it afterwards.

    Args:
        book: The file.
        count: Quotes of each process.
        names: A letter for each process.
        longest: About how long the longest quote is, in characters.
        kill_within: Seconds within which each process is killed; None to let them come to their end.
        seed: Tells the moments.
    """
    draw = random.Random(seed)
    started = time.perf_counter()
    said: Counter[tuple[str, int]] = Counter()
    with at_once(QUOTER, names, str(book), str(count), str(longest)) as processes:
        if kill_within is not None:
            moments = sorted((draw.uniform(0, kill_within), name) for name in names)
            for (moment, name), before in zip(moments, [0.0, *(each for each, _ in moments)], strict=False):
                time.sleep(moment - before)
                processes[name].kill()
        for name, process in processes.items():
            said.update((name, int(number)) for number in process.communicate(timeout=600)[0].split())
    return _counted(book, said, longest, time.perf_counter() - started)


def _counted(book: Path, said: Counter[tuple[str, int]], longest: int, seconds: float) -> Hammered:
    kept: Counter[tuple[str, int]] = Counter()
    ids: set[str] = set()
    torn = 0
    for line in book.read_bytes().split(b"\n"):
        if not line:
            continue
        try:
            event = json.loads(line)
            name, _, number = event["text"].partition(":")[0].split()
        except (ValueError, KeyError, TypeError):
            torn += 1
            continue
        whole = f"{name} says {number}: " + f"{name}\u2028{number} " * ((int(number) * 7919) % (longest // 8))
        if event["text"] == whole:
            kept[name, int(number)] += 1
            ids.add(event["id"])
    return Hammered(said.total(), kept.total(), (said - kept).total(), torn, len(ids), seconds)
