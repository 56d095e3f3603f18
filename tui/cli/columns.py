"""Text set in columns for a terminal: broken between words, wide characters counted as two cells."""

import re
from collections.abc import Iterator, Sequence

from tui.text import cell_width, visible

_WORD = re.compile(r"\S+")


def set_lines(text: str, width: int) -> list[str]:
    """Break a text into lines of at most ``width`` cells, between words; a longer word is broken where it must be.

    Nothing in the lines steers a terminal; but for white space at the breaks, every character is in one of them.
    """
    width = max(2, width)
    lines: list[str] = []
    line, used = "", 0
    for word in _WORD.findall(visible(text)):
        cells = cell_width(word)
        if line and used + 1 + cells <= width:
            line, used = f"{line} {word}", used + 1 + cells
            continue
        if line:
            lines.append(line)
        *whole, line = _broken(word, width) if cells > width else [word]
        lines += whole
        used = cell_width(line)
    return [*lines, line] if line or not lines else lines


def _broken(word: str, width: int) -> Iterator[str]:
    """Yield a long word in pieces that fit; a combining mark stays with its letter."""
    piece, used = "", 0
    for character in word:
        cells = cell_width(character)
        if piece and cells and used + cells > width:
            yield piece
            piece, used = "", 0
        piece, used = piece + character, used + cells
    yield piece


def pad(line: str, width: int) -> str:
    """Return a line filled up to some cells."""
    return line + " " * max(0, width - cell_width(line))


def side_by_side(left: Sequence[str], right: Sequence[str], width: int, rule: str = " | ") -> Iterator[str]:
    """Yield the lines of two columns beside each other, each at most ``width`` cells wide."""
    for index in range(max(len(left), len(right))):
        first = left[index] if index < len(left) else ""
        second = right[index] if index < len(right) else ""
        yield f"{pad(first, width)}{rule}{second}".rstrip()
