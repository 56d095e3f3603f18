"""The shortest move of a terminal's cursor.

Sources: ECMA-48 section 8.3 (CUP, CUU, CUD, CUF, CUB, CHA); xterm's ctlseqs: VT moves down like LF. A pseudo-terminal
makes CR LF of a newline (ONLCR) but leaves VT alone, so VT is a row down in the same column, in one byte.
"""

from functools import lru_cache

_NEAR = 4
"""Steps that are shorter as single characters than as a sequence."""


@lru_cache(maxsize=8192)
def move(x: int | None, y: int | None, to_x: int, to_y: int) -> str:
    """Return the shortest sequence that moves the cursor.

    Args:
        x: Its column, counted from 0; None where it is not known, and after the last column was drawn.
        y: Its row, counted from 0; None where it is not known.
        to_x: The column it shall stand in.
        to_y: The row it shall stand in.
    """
    if (x, y) == (to_x, to_y):
        return ""
    absolute = f"\x1b[{to_y + 1 if to_y or to_x else ''}{f';{to_x + 1}' if to_x else ''}H"
    if y is None:
        return absolute
    return min(absolute, _vertical(y, to_y) + _horizontal(x, to_x), key=len)


def _vertical(y: int, to_y: int) -> str:
    if to_y == y:
        return ""
    if y < to_y <= y + _NEAR:
        return "\v" * (to_y - y)
    distance = abs(to_y - y)
    return f"\x1b[{distance if distance > 1 else ''}{'B' if to_y > y else 'A'}"


def _horizontal(x: int | None, to_x: int) -> str:
    if x == to_x:
        return ""
    ways = [f"\x1b[{to_x + 1}G" if to_x else "\r", "\r" + _forward(to_x)]
    if x is not None:
        ways.append(_forward(to_x - x) if to_x > x else "\b" * (x - to_x))
    return min(ways, key=len)


def _forward(steps: int) -> str:
    return f"\x1b[{steps if steps > 1 else ''}C" if steps else ""
