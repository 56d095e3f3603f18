"""What a program writes to a terminal, taken apart: drawing, and everything else.

Drawing is what `tui.terminal.grid` can apply to a grid of cells; the rest passes to the terminal byte for byte.
Sources: ECMA-48 section 5.4 (control sequences), 5.6 (control strings); xterm's ctlseqs for the private modes.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

UPDATE_BEGINS, UPDATE_ENDS = "\x1b[?2026h", "\x1b[?2026l"
"""The marks of a synchronized update, between which a terminal keeps showing the frame before."""

_TEXT = r"[^\x00-\x1f\x7f-\x9f]+"
_STRING = r"[^\x07\x1b\x9c]*(?:\x07|\x1b\\)"
_DRAWING = re.compile(rf"(?:{_TEXT}|[\r\n]|\x1b\[[\d;]*[HmJKABCDGd]|\x1b\]8;[^\x07\x1b;]*;{_STRING})+")

_KEEPING_MODES = (7, 12, 25, *range(1000, 1007), 1015, 1016, 2004, 2026, 2027, 2031, 2048)
_KEEPING = re.compile(
    r"\x07"
    rf"|\x1b\[\?(?:{'|'.join(map(str, _KEEPING_MODES))})[hl]"
    r"|\x1b\[\?\d+\$p|\x1b\[[<>=?][\d;]*u|\x1b\[[>=]?\d*c|\x1b\[\??[56]n|\x1b\[>\d*q"
    rf"|\x1b\](?!8;){_STRING}"
)
"""Sequences after which the cells, the cursor and the style are what they were."""

_TMUX_PASSTHROUGH = re.compile(r"\x1bPtmux;(?:[^\x1b]|\x1b\x1b)*\x1b\\")
_OTHER = re.compile(rf"\x1b\[[0-?]*[ -/]*[@-~]|\x1b[PX^_]{_STRING}|\x1b[ -/]*[0-~]|.", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Drawing:
    """Text, colours, links and moves of the cursor."""

    data: str
    """What was written."""


@dataclass(frozen=True, slots=True)
class Raw:
    """Something that is passed on as it is."""

    data: str
    """What was written."""
    keeps: bool
    """Whether cells, cursor and style are surely the same after it."""


_STYLING = re.compile(r"\x1b\[[0-?]*[ -/]*m|\x1b\[![p]|\x1b[c8]|\x1b\[u|\x1b\]8;(?!;)")
_RESET = re.compile(r"\x1b\[0*m")


def leaves_style(data: str) -> bool | None:
    """Tell what happens to the style text is drawn in.

    Returns: True where it surely stays, False where it surely is the default one afterwards, None otherwise.
    """
    found = _STYLING.findall(data)
    if found:
        return False if _RESET.fullmatch(found[-1]) else None
    return True


def split_stream(data: str) -> list[Drawing | Raw]:
    """Take apart what was written; joined again, the parts give the same.

    A sequence that is not complete is a `Raw` that keeps nothing: Textual writes whole ones.
    """
    return list(_parts(data))


def _parts(data: str) -> Iterator[Drawing | Raw]:
    place = 0
    while place < len(data):
        if found := _DRAWING.match(data, place):
            yield Drawing(found[0])
        elif found := _KEEPING.match(data, place) or _TMUX_PASSTHROUGH.match(data, place):
            yield Raw(found[0], keeps=True)
        elif found := _OTHER.match(data, place):
            yield Raw(found[0], keeps=False)
        assert found
        place = found.end()
