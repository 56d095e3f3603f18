"""From lines to units: wrapped lines joined, list labels set apart, page furniture recognised.

A unit is a run of characters that belongs together on the page: a title line, a paragraph, a list
item, a page number. What it is, in the sense of the document model, is decided afterwards.
"""

import re
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import accumulate

from tui.documents.datelines import is_dateline
from tui.documents.dates import MONTHS
from tui.documents.furniture import is_button, is_postal, is_rule, is_tag
from tui.documents.joining import Hyphens, ends_open, ends_sentence, starts_lower
from tui.documents.labels import LABEL, LONE_LABEL, known_labels, read_label
from tui.documents.marks import Marked, read_marks
from tui.documents.model import BlockKind
from tui.documents.page_ends import Line, mark_footnotes, mark_page_furniture

MAX_WRAP = 130
"""Characters; lines are not taken for wrapped ones where most are longer."""
_HEADING = re.compile(r"\s{0,3}(#{1,6})\s+(\S.*)$")
_SETEXT = re.compile(r"\s{0,3}(=+|-{3,})\s*$")
_ODD_SPACE = re.compile(r"[^\S ]|  ")
_QUOTE = re.compile(r"\A>[>\s]*")
_SPLIT_DATE = re.compile(r"\b\d{1,2}\n(?P<after>[^\W\d_]{3,10})\b|\b(?P<before>[^\W\d_]{3,10})\n\d")
_MAIL_FIELD = re.compile(r"[A-Z][A-Za-z-]{1,20}:\s\S")


@dataclass(slots=True)
class Unit:
    """Characters that belong together on the page."""

    text: str
    """Joined lines, inline marks still in them, label and block marks removed."""
    label: str | None = None
    """A list label or paragraph number."""
    level: int = 0
    """Level of a Markdown heading; 0 for anything else."""
    gap: bool = True
    """Whether a blank line stands before it."""
    page_break: bool = False
    """Whether a page ended before it."""
    lines: int = 1
    """Lines of the file it was joined from."""
    kind: BlockKind | None = None
    """What it is, once that is known."""
    is_page_end: bool = False
    """Whether it is a page number or a running head."""
    is_repeat: bool = False
    """Whether it is a caption that stood before."""
    _parts: list[str] = field(default_factory=list, repr=False)
    _marked: Marked | None = field(default=None, repr=False)
    _marked_text: str | None = field(default=None, repr=False)
    _plain: str | None = field(default=None, repr=False)
    _count: int | None = field(default=None, repr=False)

    @property
    def marked(self) -> Marked:
        """The text without inline marks, and what these said."""
        if self._marked is None or self._marked_text is not self.text:
            self._marked, self._marked_text = read_marks(self.text), self.text
        return self._marked

    @property
    def plain(self) -> str:
        """The text without inline marks, runs of white space made one space."""
        if self._plain is None:
            text = self.marked.text
            # A list of the words of a megabyte takes fifty, so it is made only where there is something to do.
            self._plain = " ".join(text.split()) if _ODD_SPACE.search(text) else text.strip(" ")
        return self._plain

    @property
    def word_count(self) -> int:
        """Number of white-space separated words."""
        if self._count is None:
            self._count = self.plain.count(" ") + 1 if self.plain else 0
        return self._count

    def forget(self) -> None:
        """Keep nothing that was only found out on the way."""
        self._marked = self._marked_text = self._plain = None

    def add_line(self, hyphens: Hyphens, line: str) -> None:
        """Join one more line; the text is put together by :meth:`close`, so that many lines take linear time."""
        parts = self._parts or [self.text]
        joined = hyphens.join(parts[-1], line)
        parts[-1] = joined[: len(joined) - len(line)]
        parts.append(line)
        self._parts = parts
        self.lines += 1

    def close(self) -> None:
        """Put the joined lines together."""
        if self._parts:
            self.text, self._parts = "".join(self._parts), []

    def take(self, text: str, lines: int) -> None:
        """Make ``text``, joined from as many more ``lines``, the unit's own."""
        self.text = text
        self.lines += lines
        self._plain = self._count = None


def read_units(text: str) -> list[Unit]:
    """Split ``text`` into units, in order, nothing lost but blank lines.

    Args:
        text: The text of a file, its line breaks unified.
    """
    lines = _split_lines(text)
    mark_page_furniture(lines)
    mark_footnotes(lines)
    width = _wrap_width(lines)
    reader = _ChunkReader(width, Hyphens(text), known_labels(line.text for line in lines))
    units: list[Unit] = []
    gap = page_break = False
    chunk: list[Line] = []
    for line in [*lines, Line("", 0)]:
        is_apart = line.is_furniture or line.note is not None
        if line.is_blank or is_apart or (line.page_break and chunk):
            units.extend(reader.read(chunk, gap or not units, page_break))
            page_break = (page_break and not chunk) or line.page_break or is_apart
            gap, chunk = (line.is_blank and not is_apart) or (gap and not chunk), []
        if line.is_furniture:
            units.append(Unit(line.text, gap=gap, kind=BlockKind.FURNITURE, is_page_end=True))
        elif line.note is not None:
            _add_note_line(units, line, reader.hyphens)
        elif not line.is_blank:
            page_break = page_break or line.page_break
            chunk.append(line)
    return _adopt_labels(units)


def _add_note_line(units: list[Unit], line: Line, hyphens: Hyphens) -> None:
    """Add a line of a footnote: a new note where it has a number, else more of the last one."""
    if line.note:
        units.append(Unit(line.text, label=line.note, kind=BlockKind.NOTE, is_page_end=True))
    elif not line.is_blank:
        units[-1].take(hyphens.join(units[-1].text, line.text), 1)


def _adopt_labels(units: list[Unit]) -> list[Unit]:
    """Give labels that stand alone on their line to the text that follows them."""
    lone = {id(unit) for unit in units if unit.kind is None and not unit.label and LONE_LABEL.fullmatch(unit.text)}
    if len(lone) < 2:
        return units
    result: list[Unit] = []
    for unit in units:
        before = result[-1] if result else None
        can_take = unit.kind is None and not unit.label and not unit.level and id(unit) not in lone
        if before is not None and id(before) in lone and can_take:
            unit.label, unit.gap = before.text, before.gap
            result.pop()
        result.append(unit)
    return result


def _split_lines(text: str) -> list[Line]:
    lines: list[Line] = []
    for number, page in enumerate(text.split("\f")):
        for position, raw in enumerate(page.split("\n")):
            stripped = raw.strip()
            if not stripped and position and lines and lines[-1].is_blank:
                continue
            expanded = raw.expandtabs(4) if stripped else ""
            indent = len(expanded) - len(expanded.lstrip())
            lines.append(Line(stripped, indent, page_break=number > 0 and position == 0))
    return lines


def _wrap_width(lines: list[Line]) -> int:
    """Return the width the text was wrapped to, in characters, or 0 where it was not.

    Only lines that another follows tell it. The width is that of the line up to which, shorter ones first,
    seven tenths of their characters stand: joining a hyphenated word makes a line longer than its fellows.
    """
    inner = [
        (line, following)
        for line, following in zip(lines, lines[1:], strict=False)
        if not (line.is_blank or following.is_blank or line.is_furniture or following.is_furniture)
    ]
    if not inner:
        return 0
    lengths = sorted(line.indent + len(line.text) for line, _ in inner)
    wanted = 0.7 * sum(lengths)
    width = next(length for length, reached in zip(lengths, accumulate(lengths), strict=True) if reached >= wanted)
    if width > MAX_WRAP:
        return 0
    wrapped = sum(length for length in lengths if length <= 1.5 * width)
    unwrapped = sum(len(line.text) for line in lines if len(line.text) > 1.5 * width and len(line.text) > 60)
    full = sum(_is_full(line, following, width) for line, following in inner)
    return width if full >= 0.5 * len(inner) and wrapped > unwrapped else 0


def _is_full(line: Line, following: Line, width: int) -> bool:
    """Tell whether the next line's first word would not have fitted on this one."""
    first = following.text.split(None, 1)[0]
    return line.indent + len(line.text) + 1 + len(first) > 0.84 * width


@dataclass(frozen=True, slots=True)
class _ChunkReader:
    """Splits lines that no blank line parts into units."""

    width: int
    hyphens: Hyphens
    sequences: set[str]

    def read(self, chunk: list[Line], gap: bool, page_break: bool) -> list[Unit]:
        """Return the units of a chunk."""
        units: list[Unit] = []
        previous: Line | None = None
        base = min((line.indent for line in chunk), default=0)
        hanging = sum(line.indent > base for line in chunk[1:]) > len(chunk) / 2 and chunk[0].indent == base
        for place, line in enumerate(chunk):
            if units and previous and _SETEXT.match(line.text) and self._may_underline(units[-1]):
                units[-1].level = 1 if line.text[0] == "=" else 2
                previous = None
                continue
            text = _QUOTE.sub("", line.text) if line.text.startswith(">") else line.text
            unit = _start_unit(text, self.sequences)
            stands_alone = self._is_short_heading(chunk, place)
            if previous and not stands_alone and self._goes_on(units[-1], previous, line, unit, base, hanging):
                units[-1].add_line(self.hyphens, text)
            elif text.strip():
                unit.gap, unit.page_break = gap and not units, page_break and not units
                units.append(unit)
            previous = line if units and not stands_alone and text.strip() else None
        for unit in units:
            unit.close()
        return units

    def _may_underline(self, unit: Unit) -> bool:
        """Tell whether a row of dashes below a unit makes it a heading rather than closing a table."""
        return unit.lines == 1 and len(unit.text) <= 120 and "  " not in unit.text

    def _goes_on(self, unit: Unit, line: Line, following: Line, fresh: Unit, base: int, hanging: bool) -> bool:
        return unit.level == 0 and _continues(unit, line, following, fresh, self.width, base, hanging)

    def _is_short_heading(self, chunk: list[Line], place: int) -> bool:
        """Tell whether a short line between a full stop and a full line is a heading without blank lines."""
        if not self.width or place + 1 >= len(chunk):
            return False
        line, following = chunk[place], chunk[place + 1]
        if (
            len(line.text) > 0.6 * self.width
            or len(line.text.split()) > 8
            or ends_sentence(line.text)
            or line.text[-1] in ",-"
        ):
            return False
        if not line.text[0].isupper() or not following.text[0].isupper() or _is_full(line, following, self.width):
            return False
        after_stop = place == 0 or ends_sentence(chunk[place - 1].text)
        reads_on = len(following.text) > 0.7 * self.width
        return after_stop and reads_on and not ends_open(line.text) and not LABEL.match(line.text)


def _start_unit(text: str, sequences: set[str]) -> Unit:
    heading = _HEADING.match(text)
    if heading:
        return Unit(heading[2].rstrip().rstrip("#").rstrip(), level=len(heading[1]))
    label, rest = read_label(text, sequences)
    return Unit(rest, label=label)


def _continues(unit: Unit, line: Line, following: Line, fresh: Unit, width: int, base: int, hanging: bool) -> bool:
    """Tell whether ``following`` goes on with the unit that ``line`` is the last line of."""
    if fresh.level or following.text.startswith("|") or any(_stands_alone(other.text) for other in (line, following)):
        return False
    if _MAIL_FIELD.match(following.text) and _MAIL_FIELD.match(line.text):
        return False
    if _splits_date(line.text, following.text):
        return True
    if _is_head_line(following) and (len(line.text) < 50 or not _is_full(line, following, width)):
        return ends_open(line.text)
    if is_postal(following.text) and (is_postal(line.text) or line.indent != following.indent):
        return False
    open_end = not ends_sentence(line.text)
    if fresh.label and not (open_end and width and _is_stray_label(unit, line, fresh, width, following)):
        return False
    if line.text.startswith(">") != following.text.startswith(">") and following.text.startswith(">"):
        return False
    if re.fullmatch(r"<?(?:https?://|www\.)\S+>?", following.text):
        return line.text.endswith(":") or (unit.label is not None and open_end)
    if unit.label and not fresh.label and following.indent > line.indent and unit.lines == 1:
        return True
    if not width:
        return _runs_on(line, following)
    if following.indent > line.indent and following.indent > base and not unit.label and not hanging:
        return open_end and starts_lower(following.text) and following.indent - line.indent < 3
    if line.indent == following.indent > base and unit.lines == 1 and not unit.label and not hanging:
        return open_end and starts_lower(following.text)
    return _is_full(line, following, width) or (open_end and starts_lower(following.text)) or ends_open(line.text)


def _splits_date(first: str, second: str) -> bool:
    """Tell whether a date begun on one line goes on in the next: *on 11* and *November 2020*."""
    match = _SPLIT_DATE.search(f"{first[-12:]}\n{second[:12]}")
    return match is not None and (match["after"] or match["before"]).lower() in MONTHS


def _is_head_line(line: Line) -> bool:
    """Tell whether a line is a dateline or begins as a byline does."""
    if len(line.text) > 80:
        return False
    return re.match(r"By\s+\W*[A-Z]", line.text) is not None or is_dateline(line.text)


@lru_cache(maxsize=2)
def _stands_alone(text: str) -> bool:
    """Tell whether a line is never part of a longer one: a rule, a tag, a button."""
    return is_rule(text) or is_tag(text) or (len(text) < 48 and is_button(text))


def _runs_on(line: Line, following: Line) -> bool:
    """Tell whether one long line goes on in the next: in mid-sentence, with a small letter or an open end."""
    if ends_sentence(line.text):
        return False
    if ends_open(line.text) and not line.text[0].isdigit():
        return True
    return len(line.text) > 30 and starts_lower(following.text) and following.text[:3].lower() != "by "


def _is_stray_label(unit: Unit, line: Line, fresh: Unit, width: int, following: Line) -> bool:
    """Tell whether what looks like a label is a word of running text that fell on a line start."""
    label = fresh.label or ""
    if label[0] in "•·‣⁃▪▫●○◦■□►▶➢➤✓✔❖[§" or not _is_full(line, following, width):
        return False
    if unit.label:
        same_kind = label[0].isalnum() == unit.label[0].isalnum() and label[-1] == unit.label[-1]
        return not same_kind
    return label[0] not in "-*" or starts_lower(fresh.text)
