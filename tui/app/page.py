"""The page: a document laid out in rows for a measure, every row knowing its characters.

Layout is done once for a document and a width, for all rows; drawing asks for single rows.
Widths are cells of a terminal (Unicode East Asian Width, as Rich counts them).
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import NamedTuple

from rich.cells import cell_len, split_graphemes

from tui.app.annotations import NONE, Annotations, Remark
from tui.documents.dates import find_dates
from tui.documents.model import Block, BlockKind, Document
from tui.text import Span, visible

# Everything whose width is not one cell, or where terminals disagree about it.
_ODD = re.compile(
    r"[^\x20-\x7e\xa0-\xac\xae-\u02ff\u0370-\u0482\u048a-\u0590\u1e00-\u1fff\u2010-\u2027\u2030-\u205e\u2070-\u20bf"
    r"\u2100-\u214f\u2190-\u21ff\u2200-\u22ff\u2400-\u2426\u2500-\u259f\ufffd]"
)
_UNSHOWN = re.compile(
    "[\u00ad\u200b\u2060\ufeff\ufe0e\ufe0f\U0001f3fb-\U0001f3ff]|\u200d[\u2600-\u27bf\U0001f000-\U0001faff]"
)


class Role(Enum):
    """How a row is drawn."""

    TITLE = auto()
    DETAIL = auto()
    HEADING = auto()
    TEXT = auto()
    QUIET = auto()
    NOTE = auto()
    BLANK = auto()
    REMARK = auto()
    PROBLEM = auto()


_ROLES = {
    BlockKind.TITLE: Role.TITLE,
    BlockKind.BYLINE: Role.QUIET,
    BlockKind.HEADING: Role.HEADING,
    BlockKind.CAPTION: Role.QUIET,
    BlockKind.NOTE: Role.NOTE,
    BlockKind.FURNITURE: Role.QUIET,
}
_INDENTED = {BlockKind.CAPTION: 2, BlockKind.NOTE: 2, BlockKind.SIGNATURE: 4}


class Row(NamedTuple):
    """One row of the page."""

    role: Role
    """How it is drawn."""
    start: int = 0
    """Offset of its first character in ``Document.text``."""
    end: int = 0
    """Offset after its last character; start and end are equal on rows with words of their own."""
    indent: int = 0
    """Cells left free before the text."""
    label: str = ""
    """What stands in the margin."""
    words: str = ""
    """Words of the page itself, such as the date line of the header."""
    sign: str = ""
    """What stands left of the mark, such as the letter of a pair."""
    look: str = ""
    """Name of the style of the sign, and of the words where they have no role."""


def shown(text: str) -> str:
    """Return what is drawn for ``text``: nothing that steers a terminal, nothing of doubtful width.

    Soft hyphens, variation selectors, skin tones and the later parts of joined emoji are left out, since
    terminals disagree about their width; what is copied is never taken from here.
    """
    text = visible(text)
    return _UNSHOWN.sub("", text) if _ODD.search(text) else text


def shown_width(text: str) -> int:
    """Return the cells that ``text`` takes when drawn."""
    return cell_len(shown(text))


def wrap(text: str, width: int) -> list[Span]:
    """Break ``text`` at spaces, and after dashes where that fills a line, into rows of at most ``width`` cells.

    Returns:
        Character ranges in order, white space at breaks left out; every other character is in one of them.
    """
    width = max(2, width)
    if is_plain(text):
        return list(_wrap_narrow(text, width))
    return list(_wrap_graphemes(text, width))


def _wrap_narrow(text: str, width: int) -> Iterator[Span]:
    """Wrap text of one-cell characters."""
    line = re.compile(
        rf"\s*(?:(\S(?:.{{0,{width - 1}}})(?=\s|\Z)|.{{1,{width}}}(?<=[—–/-])(?=\w))|(.{{1,{width}}}))",
        re.DOTALL,
    )
    at, end = 0, len(text)
    while at < end:
        match = line.match(text, at)
        if match is None:
            return
        start, stop = match.span(match.lastindex or 0)
        while stop > start and text[stop - 1].isspace():
            stop -= 1
        if stop > start:
            yield Span(start, stop)
        at = match.end()


def _wrap_graphemes(text: str, width: int) -> Iterator[Span]:
    """Wrap text with wide, combining or joined characters, never inside one."""
    pieces = graphemes(text)
    start = at = used = 0
    break_at: tuple[int, int] | None = None
    while at < len(pieces):
        first, last, cells = pieces[at]
        piece = text[first:last]
        if piece.isspace():
            if at == start:
                start, at, used = at + 1, at + 1, 0
                continue
            break_at = (at, at + 1)
        elif used + cells > width and at > start:
            breaks_here = _is_wide(piece) or break_at is None or break_at[0] <= start
            stop, following = (at, at) if breaks_here or break_at is None else break_at
            yield _trimmed(text, pieces[start][0], pieces[stop - 1][1])
            start = at = following
            used, break_at = 0, None
            continue
        elif at > start and (_is_wide(piece) or piece in "—–"):
            break_at = (at, at)
        used += cells
        at += 1
    if start < len(pieces):
        yield _trimmed(text, pieces[start][0], pieces[-1][1])


def graphemes(text: str) -> list[tuple[int, int, int]]:
    """Return the characters of ``text`` as people see them: start, end and cells, flags kept whole."""
    pieces: list[tuple[int, int, int]] = []
    for start, end, _ in split_graphemes(visible(text))[0]:
        before = pieces[-1] if pieces else None
        if before and _is_indicator(text[start]) and before[1] - before[0] == 1 and _is_indicator(text[before[0]]):
            pieces[-1] = (before[0], end, 2)
        elif before and not before[2]:
            # A mark with nothing before it belongs to what follows.
            pieces[-1] = (before[0], end, shown_width(text[start:end]))
        else:
            pieces.append((start, end, shown_width(text[start:end])))
    return pieces


def is_plain(text: str) -> bool:
    """Tell whether every character of ``text`` takes one cell."""
    return _ODD.search(visible(text)) is None


def _is_indicator(character: str) -> bool:
    return "\U0001f1e6" <= character <= "\U0001f1ff"


def _trimmed(text: str, start: int, end: int) -> Span:
    while end > start + 1 and text[end - 1].isspace():
        end -= 1
    return Span(start, end)


def _is_wide(piece: str) -> bool:
    return "\u2e80" <= piece[0] <= "\u9fff" and piece not in "、。，．」』）！？：；"


@dataclass(slots=True)
class Page:
    """A document laid out."""

    document: Document
    """What is laid out."""
    width: int
    """Cells of the text column."""
    is_folded: bool = False
    """Whether furniture and captions are left out."""
    annotations: Annotations = NONE
    """What is said of the blocks beside their text."""
    is_bare: bool = False
    """Whether there is no margin: numbers are left out, and the text's own labels stand in its column."""
    rows: list[Row] = field(default_factory=list)
    """All rows, from the top."""
    margin: int = 0
    """Cells of the widest label."""
    _starts: list[int] = field(default_factory=list)
    _row_of: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Lay the document out."""
        self.margin = 0 if self.is_bare else margin_width(self.document)
        self._add_header()
        previous: Block | None = None
        for block in self.document.blocks:
            if block.kind is BlockKind.TITLE or not self.is_shown(block):
                continue
            remark = self.annotations.remarks.get(block.start)
            if remark is not None:
                self.rows.append(Row(Role.BLANK))
                for start, end in wrap(remark.words, self.width):
                    self.rows.append(Row(Role.REMARK, words=remark.words[start:end], look=remark.look))
            elif previous is None or not _is_tight(previous, block):
                self.rows.append(Row(Role.BLANK))
            self._add_block(block, remark)
            previous = block
        if self.document.blocks and previous is None:
            self.rows.append(Row(Role.BLANK))
        anchors = sorted((row.start, index) for index, row in enumerate(self.rows) if row.end > row.start)
        self._starts = [start for start, _ in anchors]
        self._row_of = [index for _, index in anchors]

    def is_shown(self, block: Block) -> bool:
        """Tell whether the block is on the page."""
        if self.annotations.only is not None:
            return block.start in self.annotations.only
        return not (self.is_folded and block.kind in (BlockKind.FURNITURE, BlockKind.CAPTION))

    def row_at(self, offset: int) -> int:
        """Return the row that shows the character at ``offset``, or the nearest before it."""
        place = bisect_right(self._starts, offset) - 1
        if place < 0:
            return 0
        return self._row_of[place]

    def rows_of(self, span: Span) -> tuple[int, int]:
        """Return the first row of ``span`` and the last."""
        return self.row_at(span.start), self.row_at(max(span.start, span.end - 1))

    def character_at(self, row_index: int, column: int) -> Span | None:
        """Return the character drawn in a row at a column of the text, whole as people see it; None off the text.

        A column before or after the row's characters gives its first or last one.
        """
        if not 0 <= row_index < len(self.rows):
            return None
        row = self.rows[row_index]
        if row.end <= row.start:
            return None
        text = self.document.text[row.start : row.end]
        column = max(0, column - row.indent)
        if is_plain(text):
            offset = row.start + min(column, len(text) - 1)
            return Span(offset, offset + 1)
        used = 0
        for start, end, cells in graphemes(text):
            used += cells
            if used > column or end == len(text):
                return Span(row.start + start, row.start + end)
        return None

    def first_offset(self, top: int, bottom: int) -> int | None:
        """Return the offset of the first character shown in rows ``top`` to ``bottom``, or None."""
        for row in self.rows[max(0, top) : bottom]:
            if row.end > row.start:
                return row.start
        return None

    def _add_header(self) -> None:
        title = next((block for block in self.document.blocks if block.kind is BlockKind.TITLE), None)
        if title is not None:
            self._add_block(title)
        if title is None or (self.document.metadata.title or title.text) != title.text:
            self._add_words(self.document.name, Role.TITLE)
        for facts in describe(self.document) if self.annotations.has_details else ():
            self._add_facts(facts)
        if self.document.problem:
            self.rows.append(Row(Role.BLANK))
            self._add_words(f"This file was not opened: {self.document.problem}.", Role.PROBLEM)

    def _add_words(self, words: str, role: Role) -> None:
        self.rows.extend(Row(role, words=words[start:end]) for start, end in wrap(words, self.width))

    def _add_facts(self, facts: list[str]) -> None:
        """Add the facts of the header, as many in a row as fit, none broken that fits alone."""
        row = ""
        for fact in facts:
            joined = f"{row} · {fact}" if row else fact
            if row and shown_width(joined) > self.width:
                self._add_words(row, Role.DETAIL)
                joined = fact
            row = joined
        if row:
            self._add_words(row, Role.DETAIL)

    def _add_block(self, block: Block, remark: Remark | None = None) -> None:
        indent = _INDENTED.get(block.kind, 0) if self.width >= 30 else 0
        label = shown(_margin_label(block))
        if self.is_bare:
            label = shown(block.label or "")
            indent = min(shown_width(label) + 1, self.width // 2) if label else 0
        role = _ROLES.get(block.kind, Role.TEXT)
        sign, look = (remark.sign, remark.look) if remark else ("", "")
        for start, end in wrap(block.text, self.width - indent):
            self.rows.append(Row(role, block.start + start, block.start + end, indent, label, "", sign, look))
            label, sign = "", "│" if sign else ""
        if label:
            self.rows.append(Row(role, block.start, block.start, indent, label))


def margin_width(document: Document) -> int:
    """Return the cells that the widest number or label of a document takes."""
    return max((shown_width(_margin_label(block)) for block in document.blocks), default=0)


def _margin_label(block: Block) -> str:
    return block.label or (str(block.number) if block.number is not None else "")


def _is_tight(previous: Block, block: Block) -> bool:
    """Tell whether no blank row stands between two blocks."""
    if previous.kind is not block.kind:
        return False
    if block.kind is BlockKind.LIST_ITEM:
        return len(previous.text) < 120 and len(block.text) < 120
    return block.kind in (BlockKind.BYLINE, BlockKind.SIGNATURE)


def reading_time(document: Document) -> str:
    """Return ``1,243 words, 5 min``."""
    noun = "word" if document.words == 1 else "words"
    hours, minutes = divmod(document.minutes, 60)
    time = f"{hours} h {minutes} min" if hours else f"{minutes} min"
    return f"{document.words:,} {noun}, {time}"


def describe(document: Document) -> list[list[str]]:
    """Return the header's facts, line by line: who, when and how long, from where; what is unknown is said to be.

    Names and dates that the byline below says already are not said twice.
    """
    if document.problem:
        return [[str(document.path)]]
    metadata = document.metadata
    byline = " ".join(block.text for block in document.blocks if block.kind is BlockKind.BYLINE)
    dates = [date for _, _, date in find_dates(byline)]
    who = list(metadata.authors) if metadata.authors else ["author unknown"]
    facts = [] if metadata.date in dates else [metadata.date.in_words() if metadata.date else "undated"]
    if metadata.first_published and metadata.first_published not in dates:
        facts.append(f"first published {metadata.first_published.in_words()}")
    if metadata.publisher and metadata.publisher not in byline:
        facts.append(metadata.publisher)
    facts.append(reading_time(document))
    lines = [facts] if all(name in byline for name in who) else [who, facts]
    return [*lines, [metadata.source]] if metadata.source and metadata.source not in byline else lines
