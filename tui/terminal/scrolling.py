"""Which rows of a screen have moved up or down, and whether moving them pays.

A row that enters a scroll region counts as unknown: what terminals fill it with differs.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from tui.terminal.grid import UNKNOWN, Grid
from tui.terminal.sgr import DEFAULT

_BLOCK = 16
"""Columns of a row that are looked for in other rows."""
_BLANK = " " * _BLOCK
_VOTES = 3
"""Blocks that must have moved alike."""
_SHARE = 0.5
"""Blocks that must have moved alike, for each changed row."""

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Scroll:
    """Rows that move as one."""

    top: int
    """The first row of the region, counted from 0."""
    bottom: int
    """The last row of the region."""
    shift: int
    """Rows upwards; negative downwards."""

    gain: int
    """Bytes it is expected to save."""

    @property
    def fresh(self) -> range:
        """The rows that enter the region."""
        if self.shift > 0:
            return range(self.bottom + 1 - self.shift, self.bottom + 1)
        return range(self.top, self.top - self.shift)

    @property
    def region(self) -> range:
        """All rows of the region."""
        return range(self.top, self.bottom + 1)

    @property
    def sequence(self) -> str:
        """What makes a terminal scroll: margins, deleted or inserted lines, no margins.

        Taking the margins away puts the cursor at home, but not in every terminal, so it counts as unknown.
        """
        # DECSTBM puts the cursor at home; DL and IL work from its row to the lower margin (ECMA-48, ctlseqs).
        at_top = f"\x1b[{self.top + 1}H" if self.top else ""
        count = abs(self.shift) if abs(self.shift) > 1 else ""
        margins = f"\x1b[{self.top + 1};{self.bottom + 1}r"
        return f"{margins}{at_top}\x1b[{count}{'M' if self.shift > 0 else 'L'}\x1b[r"

    def apply(self, grid: Grid) -> None:
        """Scroll a grid."""
        count = abs(self.shift)
        self._move(grid.characters, [[UNKNOWN] * grid.columns for _ in range(count)])
        self._move(grid.styles, [[DEFAULT] * grid.columns for _ in range(count)])

    def _move(self, rows: list[Item], fresh: list[Item]) -> None:
        top, end = self.top, self.bottom + 1
        if self.shift > 0:
            rows[top:end] = rows[top + self.shift : end] + fresh
        else:
            rows[top:end] = fresh + rows[top : end + self.shift]


def find_shift(shown: Grid, wanted: Grid, rows: Sequence[int]) -> int:
    """Return the shift most blocks of text agree on, 0 where there is none.

    Args:
        shown: What the terminal shows.
        wanted: What it shall show.
        rows: The rows that differ.
    """
    places: dict[tuple[int, str], list[int]] = {}
    for y in rows:
        for block in _blocks(shown.characters[y]):
            places.setdefault(block, []).append(y)
    votes: Counter[int] = Counter()
    for y in rows:
        for block in _blocks(wanted.characters[y]):
            found = places.get(block, ())
            if found and y not in found:
                votes.update(other - y for other in found)
    shift, count = max(votes.items(), key=lambda item: item[1], default=(0, 0))
    return shift if count >= max(_VOTES, _SHARE * len(rows)) else 0


def _blocks(row: Sequence[str]) -> list[tuple[int, str]]:
    """Return pieces of a row with their places, but for blank ones."""
    text = "".join(row)
    starts = range(0, len(text) - _BLOCK + 1, _BLOCK)
    return [(x, block) for x in starts if (block := text[x : x + _BLOCK]) != _BLANK]


def best_region(shift: int, plain: Sequence[int], moved: Sequence[int], fresh: Sequence[int]) -> Scroll | None:
    """Return the scroll that saves the most, or None where none saves anything.

    The region's rows are `top` to `bottom`; in reading direction of the shift its first rows hold what moved, and
    its last ones are fresh. One pass over the ends, keeping the best start (Bentley's maximum subarray).

    Args:
        shift: Rows upwards; negative downwards.
        plain: For each row the bytes it costs as things are.
        moved: For each row the bytes it costs after the move.
        fresh: For each row the bytes it costs when nothing of it is known.
    """
    rows, count = len(plain), abs(shift)
    step = 1 if shift > 0 else -1
    order = range(rows)[::step]
    by_move, by_fresh = [0], [0]
    for y in order:
        by_move.append(by_move[-1] + plain[y] - moved[y])
        by_fresh.append(by_fresh[-1] + plain[y] - fresh[y])
    best, place, start = 0, (0, 0), 0
    for end in range(count + 1, rows + 1):
        middle = end - count
        if by_move[middle - 1] < by_move[start]:
            start = middle - 1
        gain = by_move[middle] - by_move[start] + by_fresh[end] - by_fresh[middle]
        if gain > best:
            best, place = gain, (start, end)
    if not best:
        return None
    first, last = order[place[0]], order[place[1] - 1]
    return Scroll(min(first, last), max(first, last), shift, best)
