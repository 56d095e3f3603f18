"""What a program writes for a key, and how long it takes: the same measurements on a pty and over a slow line."""

import re
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks.common import kilobytes, milliseconds, text_is_shown
from tests.benchmarks.screen import TerminalScreen, TerminalStream
from tests.benchmarks.wire_peers import Opening, Program
from tests.terminal import Terminal

START, RESTED = "start to first content", "start until it rests"
LINE, PAGE, END = "line down", "page down", "jump to end"
NEXT, LETTER = "next document", "letter of a search"
PASSAGE = "passage after a pause"
ZEN_LINE = "line down, zen"
QUERIES = ("commerce", "public credit", "militia")
"""Typed letter by letter; each is in several of the texts."""
REPEATS = 30
"""Times a second a held-down key comes."""
PATIENCE = 90.0
"""Seconds after which an answer counts as never coming."""

_CLEAR = "ctrl+u"
_MOMENT = 2.0
_OPENING = 30.0
_TRIES = 4
_NAME = len("1-statement.md")

Figures = dict[str, list["Answer"]]


@dataclass(frozen=True, slots=True)
class Answer:
    """What a program wrote after a key."""

    seconds: float
    """From the key to the last byte."""
    data: bytes
    """What it wrote."""


@dataclass(frozen=True, slots=True)
class Effort:
    """How much is measured."""

    keys: int
    """Lines and pages turned."""
    few: int
    """Jumps to the end, and texts opened, at most."""
    queries: Sequence[str] = QUERIES
    """Typed into the search."""
    quiet: float = 0.35
    """Seconds without output after which an answer is over."""
    rhythm: float | None = 0.25
    """Seconds from letter to letter of a search; None for one letter only when the last is answered to the end."""


def answer(terminal: Terminal, keys: Sequence[str], quiet: float) -> Answer:
    """Press keys and wait until the answer is over."""
    mark = terminal.mark()
    pressed = terminal.press(*keys)
    terminal.wait_for_output(mark, PATIENCE)
    last = terminal.settle(quiet, PATIENCE)
    return Answer(last - pressed, terminal.bytes_since(mark))


def started(terminal: Terminal, sight: Callable[[str], bool], mark: int, start: float) -> Figures:
    """Wait for a program to show its text and then to rest; `mark` and `start` say where it began."""
    shown = terminal.wait_for(sight, PATIENCE)
    first = b"".join(chunk.data for chunk in terminal.chunks_since(mark) if chunk.time <= shown)
    rested = terminal.settle(1, PATIENCE)
    first = _until(first, sight, terminal)
    return {START: [Answer(shown - start, first)], RESTED: [Answer(rested - start, terminal.bytes_since(mark))]}


def frames_of(written: bytes) -> list[bytes]:
    """Split what a program wrote after each synchronized update."""
    return [piece for piece in re.split(rb"(?<=\x1b\[\?2026l)", written) if piece]


def answers(terminal: Terminal, program: Program, statements: Sequence[Path], effort: Effort) -> Figures:
    """Turn lines and pages, jump, go on to other texts and search, in a program that shows the first of them."""
    others = list(zip(program.openings, statements[1:], strict=True))
    focus(terminal, program, effort.quiet)
    found = {
        LINE: [answer(terminal, [program.line], effort.quiet) for _ in range(effort.keys)],
        PAGE: [answer(terminal, [program.page], effort.quiet) for _ in range(effort.keys)],
        END: [_jump(terminal, program, effort.quiet) for _ in range(effort.few)],
        NEXT: _all_opened(terminal, others[: effort.few], effort.quiet),
    }
    if program.search:
        terminal.press(*program.search)
        terminal.settle(1, PATIENCE)
        for query in effort.queries:
            for what, each in _typed(terminal, query, effort).items():
                found.setdefault(what, []).extend(each)
    return found


def focus(terminal: Terminal, program: Program, quiet: float) -> None:
    """Put the focus into the text."""
    if program.to_text:
        answer(terminal, program.to_text, quiet)


def hold(terminal: Terminal, key: str, presses: int, quiet: float) -> Answer:
    """Press a key as often as a keyboard repeats one; the time is from the last of them to the last byte."""
    mark, start = terminal.mark(), time.perf_counter()
    pressed = start
    for count in range(presses):
        time.sleep(max(0.0, start + count / REPEATS - time.perf_counter()))
        pressed = terminal.press(key)
    last = terminal.settle(quiet, PATIENCE)
    return Answer(max(last - pressed, 0.0), terminal.bytes_since(mark))


def median_size(found: Sequence[Answer]) -> float:
    """Return the median of the bytes."""
    return statistics.median(len(each.data) for each in found)


def median_time(found: Sequence[Answer]) -> float:
    """Return the median of the times, in seconds."""
    return statistics.median(each.seconds for each in found)


def size_of(found: Sequence[Answer] | None) -> str:
    """Write the median of the bytes."""
    if not found:
        return "-"
    size = median_size(found)
    return kilobytes(size) if size >= 1000 else f"{size:.0f} B"


def time_of(found: Sequence[Answer] | None) -> str:
    """Write the median of the times."""
    return milliseconds(median_time(found)) if found else "-"


def print_cells(title: str, rows: Sequence[Sequence[str]]) -> None:
    """Print rows of cells as an aligned table below a title, the first row being its head."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    print(title)
    for first, *rest in rows:
        figures = (cell.rjust(width) for cell, width in zip(rest, widths[1:], strict=True))
        print(" ", "  ".join([first.ljust(widths[0]), *figures]))
    print(flush=True)


def _until(written: bytes, sight: Callable[[str], bool], terminal: Terminal) -> bytes:
    """Leave away the frames after the one that shows something; what was read at once may hold several."""
    screen = TerminalScreen(terminal.screen.columns, terminal.screen.lines, lambda _: None)
    stream, size = TerminalStream(screen), 0
    for frame in frames_of(written):
        stream.feed(frame)
        size += len(frame)
        if sight("\n".join(screen.rows_of_text())):
            break
    return written[:size]


def _jump(terminal: Terminal, program: Program, quiet: float) -> Answer:
    terminal.press(program.top)
    terminal.settle(max(quiet, 0.5), PATIENCE)
    return answer(terminal, [program.end], quiet)


def _all_opened(terminal: Terminal, others: Sequence[tuple[Opening, Path]], quiet: float) -> list[Answer]:
    """Open one text after the other; a program that does not show the next one in time is left at that."""
    found = list[Answer]()
    for opening, statement in others:
        try:
            found.append(_opened(terminal, opening, statement, quiet))
        except TimeoutError:
            break
    return found


def _opened(terminal: Terminal, opening: Opening, statement: Path, quiet: float) -> Answer:
    _lead_up(terminal, opening)
    mark = terminal.mark()
    pressed = terminal.press(*opening.keys)
    terminal.wait_for(text_is_shown([statement]), _OPENING)
    last = terminal.settle(quiet, PATIENCE)
    return Answer(last - pressed, terminal.bytes_since(mark))


def _lead_up(terminal: Terminal, opening: Opening) -> None:
    """Press what comes before, again where the name of the text does not show: it went to the text then."""
    for _ in range(_TRIES):
        for keys in opening.leading:
            # A blinking cursor keeps the screen from resting, so there is nothing to wait for but time.
            terminal.press(*keys)
            time.sleep(_MOMENT)
        if not opening.leading or "".join(opening.leading[-1][-_NAME:]) in terminal.screen_text():
            return


def _typed(terminal: Terminal, query: str, effort: Effort) -> Figures:
    """Type a query, then pause, then take it away."""
    found: Figures = {}
    if effort.rhythm is None:
        found[LETTER] = [answer(terminal, [letter], effort.quiet) for letter in query]
    else:
        found[LETTER] = [_in_rhythm(terminal, letter, effort.rhythm) for letter in query]
        mark, start = terminal.mark(), time.perf_counter()
        found[PASSAGE] = [Answer(terminal.settle(1, PATIENCE) - start, terminal.bytes_since(mark))]
    terminal.press(_CLEAR)
    terminal.settle(max(effort.quiet, 0.5), PATIENCE)
    return found


def _in_rhythm(terminal: Terminal, letter: str, seconds: float) -> Answer:
    """Press a letter and take what comes before it is time for the next one."""
    mark, start = terminal.mark(), time.perf_counter()
    terminal.press(letter)
    time.sleep(seconds)
    chunks = terminal.chunks_since(mark)
    return Answer(chunks[-1].time - start if chunks else 0.0, b"".join(chunk.data for chunk in chunks))
