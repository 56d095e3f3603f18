"""A pyte screen that knows what today's programs write, for `tests.terminal`.

pyte alone has no alternate screen, no SU, SD and REP, loses the rest of a run after a joiner or a variation
selector, and leaves old text behind when a line that was never written moves up.
"""

import copy
import re
from collections.abc import Callable, Iterator
from typing import Any

import pyte
from wcwidth import wcwidth

SYNCHRONIZED = 2026
"""The private mode between whose set and reset a terminal keeps showing the frame before."""

_ALTERNATE_SCREEN = 1049
_STRING = rb"[]PX^_][^\x07\x1b]*"
_CSI = rb"\[[0-?]*[ -/]*"
_SEQUENCE = re.compile(rb"\x1b(?:%s[@-~]|%s(?:\x07|\x1b\\))" % (_CSI, _STRING))
_UNFINISHED = re.compile(rb"\x1b(?:%s|%s\x1b?)?\Z" % (_CSI, _STRING))
_UNDERSTOOD = re.compile(rb"\x1b(?:\[\??[\d;]*[hl]|\[\??[\d;]*[JK]|\[[\d;]*[@-~]|\][012];.*)", re.DOTALL)
_MODE_QUERY = re.compile(rb"\x1b\[\?(\d+)\$p")
_ZERO_WIDTH = re.compile("([\u200b-\u200f\u2060-\u2064\ufe00-\ufe0f])")


class TerminalScreen(pyte.Screen):
    """A screen with the alternate screen, scrolling and repeating."""

    def __init__(self, columns: int, rows: int, reply: Callable[[bytes], None]) -> None:
        """Make an empty screen whose answers to the program go to `reply`."""
        self.reply = reply
        self.last_drawn = " "
        self.main_buffer: dict[int, Any] = {}
        super().__init__(columns, rows)

    @property
    def is_drawing(self) -> bool:
        """Whether a synchronized update is open, so that the terminal still shows the frame before."""
        return SYNCHRONIZED << 5 in self.mode

    def set_mode(self, *modes: int, **kwargs: Any) -> None:
        """Set modes; entering the alternate screen keeps the main one for later."""
        super().set_mode(*modes, **kwargs)
        if kwargs.get("private") and _ALTERNATE_SCREEN in modes:
            self.main_buffer = {y: copy.copy(line) for y, line in self.buffer.items()}
            self.erase_in_display(2)

    def reset_mode(self, *modes: int, **kwargs: Any) -> None:
        """Reset modes; leaving the alternate screen brings the main one back."""
        super().reset_mode(*modes, **kwargs)
        if kwargs.get("private") and _ALTERNATE_SCREEN in modes:
            self.buffer.clear()
            self.buffer.update(self.main_buffer)

    def draw(self, data: str) -> None:
        """Draw text; what has no width joins the cell before it."""
        for piece in [data] if data.isascii() else _ZERO_WIDTH.split(data):
            if len(piece) == 1 and wcwidth(piece) == 0 and self.cursor.x:
                line, x = self.buffer[self.cursor.y], self.cursor.x - 1
                x -= not line[x].data and x > 0
                line[x] = line[x]._replace(data=line[x].data + piece)
            elif piece:
                super().draw(piece)
        self.last_drawn = data[-1:] or self.last_drawn

    def repeat_last(self, count: int | None = None) -> None:
        """Draw the last character again (REP)."""
        self.draw(self.last_drawn * (count or 1))

    def delete_lines(self, count: int | None = None) -> None:
        """Delete lines below and at the cursor, those never written included."""
        for y in range(self.lines):
            self.buffer[y] = self.buffer[y]
        super().delete_lines(count)

    def scroll_up(self, count: int | None = None) -> None:
        """Scroll the region between the margins up (SU)."""
        self._scroll(self.delete_lines, count)

    def scroll_down(self, count: int | None = None) -> None:
        """Scroll the region between the margins down (SD)."""
        self._scroll(self.insert_lines, count)

    def write_process_input(self, data: str) -> None:
        """Answer a query of the program."""
        self.reply(data.encode())

    def rows_of_text(self) -> list[str]:
        """Return the rows as text without trailing spaces; a wide character counts once."""
        return ["".join(self._row_text(y)).rstrip() for y in range(self.lines)]

    def _row_text(self, y: int) -> Iterator[str]:
        cells = [self.buffer[y][x].data for x in range(self.columns)]
        for before, cell, after in zip(["", *cells], cells, [*cells[1:], ""], strict=False):
            # Half of a wide character, the other half having been written over, shows as a space.
            if cell and (not after or wcwidth(cell[0]) < 2):
                yield cell
            elif cell or not before or wcwidth(before[0]) < 2:
                yield " "

    def _scroll(self, move: Callable[[int | None], None], count: int | None) -> None:
        x, y = self.cursor.x, self.cursor.y
        self.cursor.y = self.margins.top if self.margins else 0
        move(count)
        self.cursor.x, self.cursor.y = x, y


class TerminalStream(pyte.ByteStream):
    """A pyte stream for `TerminalScreen` that passes over what pyte would print as text."""

    csi = pyte.ByteStream.csi | {"S": "scroll_up", "T": "scroll_down", "b": "repeat_last"}

    def __init__(self, screen: TerminalScreen) -> None:
        """Make a stream that draws on a screen."""
        self.screen = screen
        self.held = b""
        super().__init__(screen)

    def feed(self, data: bytes) -> None:  # type: ignore[override]
        """Draw some bytes; a sequence whose end has not come yet waits for it."""
        data = self.held + data
        unfinished = _UNFINISHED.search(data)
        self.held = data[unfinished.start() :] if unfinished else b""
        super().feed(_SEQUENCE.sub(self._passed_on, data[: len(data) - len(self.held)]))

    def _passed_on(self, found: re.Match[bytes]) -> bytes:
        query = _MODE_QUERY.fullmatch(found[0])
        if query:
            self.screen.reply(b"\x1b[?%s;%d$y" % (query[1], 2 if int(query[1]) == SYNCHRONIZED else 0))
        return found[0] if _UNDERSTOOD.fullmatch(found[0]) else b""
