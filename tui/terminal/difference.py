"""The shortest practical sequence that makes a terminal show what is wanted."""

from collections.abc import Sequence

from tui.terminal.grid import UNKNOWN, Grid
from tui.terminal.scrolling import Scroll, best_region, find_shift
from tui.terminal.spans import Span, changed_spans
from tui.terminal.writer import Pen, Writer, in_best_order, pieces_of

_SCROLLED_ROWS = 4
"""Changed rows from which on it is worth looking for a scroll."""
_SURE = 2
"""A scroll that saves more than a part of what it takes, one in so many, is not compared with doing without."""
_MOVE = 6
"""Bytes of a typical move, for estimates."""

_Spans = dict[int, list[Span]]


def difference(shown: Grid, wanted: Grid, pen: Pen) -> str:
    """Return what makes a terminal show what is wanted, its cursor included; empty where it does already.

    Args:
        shown: What the terminal shows; it becomes what is wanted.
        wanted: What it shall show, of the same size; cells of which nothing is known are left alone.
        pen: The terminal's style and cursor, kept up to date.
    """
    rows = [y for y in range(wanted.rows) if _differs(shown, wanted, y)]
    spans = {y: found for y in rows if (found := _spans(shown, wanted, y))}
    ways, old = [], shown.characters.copy()
    found_scroll = _find_scroll(shown, wanted, spans, pen) if len(spans) >= _SCROLLED_ROWS else None
    if found_scroll:
        scroll, moved = found_scroll
        scroll.apply(shown)
        moved |= {y: _spans(shown, wanted, y) for y in scroll.fresh}
        ways.append(_write(wanted, spans | {y: moved[y] for y in scroll.region}, pen, shown.characters, scroll))
        rows = sorted({*rows, *scroll.region})
    if not found_scroll or ways[0].size() > _SURE * found_scroll[0].gain:
        ways.append(_write(wanted, spans, pen, old))
    best = min(ways, key=Writer.size)
    shown.take(wanted, rows)
    pen.style, pen.x, pen.y = best.pen.style, best.pen.x, best.pen.y
    return "".join(best.written)


def _differs(shown: Grid, wanted: Grid, y: int) -> bool:
    return shown.characters[y] != wanted.characters[y] or shown.styles[y] != wanted.styles[y]


def _spans(shown: Grid, wanted: Grid, y: int, shift: int = 0) -> list[Span]:
    old = y + shift
    return changed_spans(shown.characters[old], shown.styles[old], wanted.characters[y], wanted.styles[y])


def _write(
    wanted: Grid, spans: _Spans, pen: Pen, shown: Sequence[Sequence[str]], scroll: Scroll | None = None
) -> Writer:
    writer = Writer(wanted, pen, shown)
    if scroll:
        writer.written.append(scroll.sequence)
        writer.pen.x = writer.pen.y = None
    writer.write(in_best_order(pieces_of(wanted, dict(sorted(spans.items()))), wanted, writer.pen))
    return writer


def _find_scroll(shown: Grid, wanted: Grid, spans: _Spans, pen: Pen) -> tuple[Scroll, _Spans] | None:
    """Return the scroll that seems to save the most, and the spans of each row that moves with it."""
    shift = find_shift(shown, wanted, list(spans))
    # What enters the region would stay where nothing is known of what is wanted there.
    if not shift or any(UNKNOWN in row for row in wanted.characters):
        return None
    everything = [(0, wanted.columns)]
    rows = range(wanted.rows)
    moves = {y: _spans(shown, wanted, y, shift) for y in rows if 0 <= y + shift < wanted.rows}
    fresh = [_estimate(wanted, y, everything, pen) for y in rows]
    plain = [_estimate(wanted, y, spans.get(y, ()), pen) for y in rows]
    moved = [_estimate(wanted, y, moves.get(y, everything), pen) for y in rows]
    scroll = best_region(shift, plain, moved, fresh)
    return (scroll, moves) if scroll else None


def _estimate(wanted: Grid, y: int, spans: Sequence[Span], pen: Pen) -> int:
    """Return about how many bytes some spans of a row take."""
    row, total = wanted.characters[y], 0
    for start, end in spans:
        text = "".join(row[start:end])
        total += _MOVE + (min(len(text.rstrip(" ")) + _MOVE, len(text)) if pen.has_bce else len(text))
    return total
