"""The shortest move of a terminal's cursor.

VT and backspace would be shorter, but no control character but ESC, CR and LF ever comes from this program, so that
one which comes from a text can be told by looking for it.
Sources: ECMA-48 section 8.3 (CUP, CUU, CUD, CUF, CUB, CHA); xterm's ctlseqs.
"""

from functools import lru_cache


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
    return _steps(abs(to_y - y), "B" if to_y > y else "A")


def _horizontal(x: int | None, to_x: int) -> str:
    if x == to_x:
        return ""
    ways = [f"\x1b[{to_x + 1}G" if to_x else "\r", "\r" + _steps(to_x, "C")]
    if x is not None:
        ways.append(_steps(abs(to_x - x), "C" if to_x > x else "D"))
    return min(ways, key=len)


def _steps(count: int, final: str) -> str:
    return f"\x1b[{count if count > 1 else ''}{final}" if count else ""
