"""From lines to units: wrapped lines joined, list labels set apart, page furniture recognised.

A unit is a run of characters that belongs together on the page: a title line, a paragraph, a list
item, a page number. What it is, in the sense of the document model, is decided afterwards.
"""

import re
from collections import Counter
from dataclasses import dataclass, field
from itertools import accumulate

from tui.documents.dates import MONTHS
from tui.documents.furniture import is_button, is_postal
from tui.documents.marks import read_marks
from tui.documents.model import BlockKind

MAX_WRAP = 130
"""Characters; lines are not taken for wrapped ones where most are longer."""

_BULLET = r"[-–—*•·‣⁃▪▫●○◦■□►▶➢➤✓✔❖](?=\s)"
_NUMBER = (
    r"\(?(?:\d{1,3}|[a-zA-Z]|[ivxIVX]{2,6})[.)](?=\s)|\d{1,2}(?:\.\d{1,2}){1,3}\.?(?=\s)"
    r"|\[\^?\w{1,4}\]:?(?=\s)|§\s?\d{1,3}\.?(?=\s)"
)
_LABEL = re.compile(rf"\s*(?P<label>{_BULLET}|\\?(?:{_NUMBER}))\s+(?=\S)")
_ESCAPED_LABEL = re.compile(r"\s*(?P<label>\(?\w{1,4}\\[.)])\s+(?=\S)")
_HEADING = re.compile(r"\s{0,3}(#{1,6})\s+(\S.*?)\s*#*\s*$")
_SETEXT = re.compile(r"\s{0,3}(=+|-{3,})\s*$")
_QUOTE = re.compile(r"\s{0,3}(?:>\s?)+")
_RULE = re.compile(r"[\W_]*$")
_DASH = "[-‐‑–—]"
_PAGE_WORD = r"(?:page|seite|p\.|стр\.|página|s\.)"
_PAGE_NUMBER = re.compile(
    rf"(?:{_PAGE_WORD}\s*)?\d{{1,4}}(?:\s*(?:/|of|von|de|из|sur)\s*\d{{1,4}})?"
    rf"|{_DASH}\s*\d{{1,4}}\s*{_DASH}|\[\d{{1,4}}\]|\(\d{{1,4}}\)|\|\s*\d{{1,4}}|\d{{1,4}}\s*\|",
    re.IGNORECASE,
)
_SURE_PAGE_NUMBER = re.compile(
    rf"{_DASH}\s*\d{{1,4}}\s*{_DASH}|{_PAGE_WORD}\s*\d+.*|\d+\s*of\s+\d+|\|\s*\d{{1,4}}|\d{{1,4}}\s*\|",
    re.IGNORECASE,
)
_FOOTNOTE = re.compile(r"(\d{1,2})(?:\s+(?=[^\W\d_]|[“\"‘])|$)")
_LONE_LABEL = re.compile(r"\(?(?:\d{1,3}|[a-zA-Z]|[ivxIVX]{1,6})[.)]|[•·‣⁃▪▫●○◦■□►▶➢➤✓✔❖]")
_TAG = re.compile(r"\s*(?:</?[a-zA-Z][\w-]*(?:\s[^<>]*)?/?>\s*|<!--.*?-->\s*)+$")
_SPLIT_DATE = re.compile(
    rf"\b\d{{1,2}}\n(?:{'|'.join(MONTHS)})\b|\b(?:{'|'.join(MONTHS)})\n\d", re.IGNORECASE
)
_MAIL_FIELD = re.compile(r"[A-Z][A-Za-z-]{1,20}:\s\S")
_SENTENCE_END = re.compile(r"[.!?:;…。！？；：۔؟][\"”’'»)\]*_\d]*$")
_LOWER_START = re.compile(r"[\s\"“”„«‘’'(\[*_—–-]*[^\W\d_]", re.UNICODE)
_CONNECTIVE = re.compile(
    r"(?:^|[\s(\"“‘'])(?:a|an|the|and|or|but|nor|of|for|to|in|on|at|by|with|from|as|that|which|who|whose"
    r"|than|its|their|his"
    r"|her|our|your|this|these|those|into|over|under|between|against|about|is|are|was|were|be|been|has"
    r"|have|had|will|would"
    r"|can|could|may|might|must|shall|should|not|no|all|some|any|every|such|more|most|Mr\.|Mrs\.|Dr\."
    r"|both|while"
    r"|if|when|where|because|through|among|without|within|und|der|die|das|den|dem|des|ein|eine|von|zu|mit"
    r"|für|auf"
    r"|et|le|la|les|de|du|des|un|une|à|dans|pour|par|sur|avec|que|qui|y|el|los|las|en|con|para|por|и|в|на"
    r"|с|к|о|из|что|не)$"
)
_HYPHENS = "-‐\u00ad"
_COMPOUND = re.compile(r"[^\W\d_]+(?:[-‐][^\W\d_]+)+")


_ROMAN = [
    tens + ones
    for tens in ("", "x", "xx")
    for ones in " i ii iii iv v vi vii viii ix".split(" ")
    if tens + ones
]
_SEQUENCES = ("abcdefghijklmnop", "ABCDEFGHIJKLMNOP", _ROMAN, [name.upper() for name in _ROMAN])


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
    _plain: str | None = field(default=None, repr=False)
    _count: int | None = field(default=None, repr=False)

    @property
    def plain(self) -> str:
        """The text without inline marks."""
        if self._plain is None:
            self._plain = read_marks(self.text).text.strip()
        return self._plain

    @property
    def word_count(self) -> int:
        """Number of white-space separated words."""
        if self._count is None:
            self._count = len(self.plain.split())
        return self._count

    def take(self, text: str, lines: int) -> None:
        """Make ``text``, joined from as many more ``lines``, the unit's own."""
        self.text = text
        self.lines += lines
        self._plain = self._count = None


@dataclass(slots=True)
class _Line:
    text: str
    indent: int
    page_break: bool = False
    is_furniture: bool = False
    note: str | None = None

    @property
    def is_blank(self) -> bool:
        return not self.text


class Hyphens:
    """Knows which words a text writes with a hyphen, to join words cut at line ends."""

    def __init__(self, text: str) -> None:
        """Take the text in which hyphenated words will be looked up, once a cut word asks for it."""
        self._text = text
        self._found: set[str] | None = None

    @property
    def _compounds(self) -> set[str]:
        if self._found is None:
            self._found = {
                match.group().lower().replace("‐", "-") for match in _COMPOUND.finditer(self._text)
            }
        return self._found

    def join(self, first: str, second: str) -> str:
        """Return two lines as one, a word hyphenated between them made whole.

        The hyphen stays before capitals and digits, and where the text itself writes the word with
        one elsewhere.
        """
        if not first or not second:
            return first or second
        if first[-1] in _HYPHENS and len(first) > 1 and first[-2].isalpha() and second[0].isalnum():
            return self._join_word(first, second)
        if first[-1] in "—/" and len(first) > 1 and not first[-2].isspace():
            return first + second
        if _is_wide(first[-1]) and _is_wide(second[0]):
            return first + second
        return f"{first} {second}"

    def _join_word(self, first: str, second: str) -> str:
        if first[-1] == "\u00ad":
            return first[:-1] + second
        head = re.search(r"[^\W\d_]+(?:[-‐][^\W\d_]+)*(?=[-‐]$)", first)
        tail = re.match(r"[^\W\d_]+", second)
        word = f"{head.group()}-{tail.group()}".lower() if head and tail else ""
        keeps = not second[0].islower() or word in self._compounds or (head and "-" in head.group())
        return first + second if keeps else first[:-1] + second


def _is_wide(character: str) -> bool:
    return (
        "\u2e80" <= character <= "\u9fff"
        or "\uac00" <= character <= "\ud7af"
        or "\uff00" <= character <= "\uff60"
    )


def ends_sentence(text: str) -> bool:
    """Tell whether ``text`` ends with a mark that ends or introduces a sentence."""
    return _SENTENCE_END.search(text[-40:].rstrip()) is not None


def ends_open(text: str) -> bool:
    """Tell whether ``text`` ends with a word that cannot be the last of anything."""
    return _CONNECTIVE.search(text[-40:].rstrip()) is not None


def starts_lower(text: str) -> bool:
    """Tell whether the first letter of ``text``, quotes and brackets aside, is a small one."""
    match = _LOWER_START.match(text)
    return match is not None and match.group()[-1].islower()


def read_units(text: str) -> list[Unit]:
    """Split ``text`` into units, in order, nothing lost but blank lines.

    Args:
        text: The text of a file, its line breaks unified.
    """
    lines = _split_lines(text)
    _mark_page_furniture(lines)
    _mark_footnotes(lines)
    width = _wrap_width(lines)
    reader = _ChunkReader(width, Hyphens(text), _known_labels(lines))
    units: list[Unit] = []
    gap = page_break = False
    chunk: list[_Line] = []
    for line in [*lines, _Line("", 0)]:
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


def _add_note_line(units: list[Unit], line: _Line, hyphens: Hyphens) -> None:
    """Add a line of a footnote: a new note where it has a number, else more of the last one."""
    if line.note:
        units.append(Unit(line.text, label=line.note, kind=BlockKind.NOTE, is_page_end=True))
    elif not line.is_blank:
        units[-1].take(hyphens.join(units[-1].text, line.text), 1)


def _adopt_labels(units: list[Unit]) -> list[Unit]:
    """Give labels that stand alone on their line to the text that follows them."""
    lone = [
        unit for unit in units if unit.kind is None and not unit.label and _LONE_LABEL.fullmatch(unit.text)
    ]
    if len(lone) < 2:
        return units
    result: list[Unit] = []
    for unit in units:
        before = result[-1] if result else None
        if (
            before is not None
            and any(before is other for other in lone)
            and unit.kind is None
            and not unit.label
            and not unit.level
        ):
            unit.label, unit.gap = before.text, before.gap
            result.pop()
        result.append(unit)
    return result


def _split_lines(text: str) -> list[_Line]:
    lines: list[_Line] = []
    for number, page in enumerate(text.split("\f")):
        for position, raw in enumerate(page.split("\n")):
            stripped = raw.strip()
            indent = len(raw.expandtabs(4)) - len(raw.expandtabs(4).lstrip()) if stripped else 0
            lines.append(_Line(stripped, indent, page_break=number > 0 and position == 0))
    return lines


def _wrap_width(lines: list[_Line]) -> int:
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
    reached = accumulate(lengths)
    width = next(
        length
        for length, sum_so_far in zip(lengths, reached, strict=True)
        if sum_so_far >= 0.7 * sum(lengths)
    )
    if width > MAX_WRAP:
        return 0
    wrapped = sum(length for length in lengths if length <= 1.5 * width)
    unwrapped = sum(len(line.text) for line in lines if len(line.text) > 1.5 * width and len(line.text) > 60)
    full = sum(_is_full(line, following, width) for line, following in inner)
    return width if full >= 0.5 * len(inner) and wrapped > unwrapped else 0


def _is_full(line: _Line, following: _Line, width: int) -> bool:
    """Tell whether the next line's first word would not have fitted on this one."""
    first = following.text.split(None, 1)[0]
    return line.indent + len(line.text) + 1 + len(first) > 0.84 * width


def _mark_page_furniture(lines: list[_Line]) -> None:
    """Mark page numbers and running heads."""
    solid = [index for index, line in enumerate(lines) if not line.is_blank]
    numbers = _page_numbers(lines, solid)
    for index in numbers:
        lines[index].is_furniture = True
    heads: dict[str, list[int]] = {}
    for index in solid:
        key = re.sub(r"[\W\d_]+", " ", lines[index].text).strip().lower()
        if key and len(lines[index].text) <= 100:
            heads.setdefault(key, []).append(index)
    order = {index: place for place, index in enumerate(solid)}
    for places in heads.values():
        if len(places) > 1 and _is_running_head(lines, solid, order, places):
            first_is_text = order[places[0]] < 4 and not re.search(r"\d", lines[places[0]].text)
            for index in places[1:] if first_is_text else places:
                lines[index].is_furniture = True


def _page_numbers(lines: list[_Line], solid: list[int]) -> set[int]:
    """Return the indexes of lines that hold nothing but a page number: sure by form or place, or counting on."""
    candidates = [
        (index, int(re.findall(r"\d+", lines[index].text)[0]))
        for index in solid
        if _PAGE_NUMBER.fullmatch(lines[index].text)
    ]
    has_sure = any(_SURE_PAGE_NUMBER.fullmatch(lines[index].text) for index, _ in candidates)
    found: set[int] = set()
    for place, (index, value) in enumerate(candidates):
        near = candidates[max(0, place - 1) : place] + candidates[place + 1 : place + 2]
        counts_on = any(abs(other - value) == 1 and abs(at - index) > 5 for at, other in near)
        lone = _is_blank_at(lines, index - 1) and _is_blank_at(lines, index + 1)
        at_break = lines[index].page_break or (index + 1 < len(lines) and lines[index + 1].page_break)
        # Where the pages are numbered "- 1 -", a bare number is something else.
        is_likely = counts_on or (lone and not 1500 <= value < 2100)
        if _SURE_PAGE_NUMBER.fullmatch(lines[index].text) or at_break or (is_likely and not has_sure):
            found.add(index)
    return found


def _mark_footnotes(lines: list[_Line]) -> None:
    """Mark the footnotes at the foot of pages: lines from the next number in turn to the end of the page."""
    expected = 1
    for end, line in enumerate(lines):
        following = lines[end + 1] if end + 1 < len(lines) else None
        if not (line.is_furniture or (following is not None and following.page_break)):
            continue
        foot = end - 1 if line.is_furniture else end
        start = next(
            (at for at in range(foot, max(-1, foot - 14), -1) if _footnote_number(lines[at]) == expected),
            None,
        )
        if start is None or any(other.is_furniture for other in lines[start : foot + 1]):
            continue
        for at in range(start, foot + 1):
            if _footnote_number(lines[at]) == expected:
                lines[at].note = str(expected)
                lines[at].text = lines[at].text[len(str(expected)) :].strip()
                expected += 1
            elif not lines[at].is_blank:
                lines[at].note = ""


def _footnote_number(line: _Line) -> int:
    match = _FOOTNOTE.match(line.text)
    if match is None or line.text[match.end() :].split(" ", 1)[0].lower() in MONTHS:
        return 0
    return int(match[1])


def _is_blank_at(lines: list[_Line], index: int) -> bool:
    return not 0 <= index < len(lines) or lines[index].is_blank


def _is_running_head(lines: list[_Line], solid: list[int], order: dict[int, int], places: list[int]) -> bool:
    """Tell whether a line that stands at several places is a running head: it keeps a page end company."""
    raws = {lines[index].text for index in places}
    if (
        len(raws) > 1
        and all(re.search(r"^\d+\W|\W\d+$", raw) for raw in raws)
        and not any(map(ends_sentence, raws))
    ):
        return not any(_LABEL.match(raw) for raw in raws)
    for index in places[1:] if len(places) > 1 else places:
        place = order[index]
        before = lines[solid[place - 1]] if place else None
        after = lines[solid[place + 1]] if place + 1 < len(solid) else None
        if lines[index].page_break or (after and (after.page_break or after.is_furniture)):
            return True
        if before and before.is_furniture:
            return True
        if (
            before
            and after
            and not ends_sentence(before.text)
            and starts_lower(after.text)
            and len(before.text) > 30
        ):
            return True
    return False


def _known_labels(lines: list[_Line]) -> set[str]:
    """Return the letter and roman labels that belong to a sequence: ``B.`` needs an ``A.`` before it.

    Without that a name that begins with an initial would lose it.
    """
    seen = [match.group("label").replace("\\", "") for line in lines if (match := _LABEL.match(line.text))]
    known: set[str] = set()
    counts = Counter(seen)
    for style in ("{}.", "{})", "({})"):
        for names in _SEQUENCES:
            labels = [style.format(name) for name in names]
            if counts[labels[0]] and counts[labels[1]]:
                known.update(label for label in labels if counts[label])
    return known


def _read_label(text: str, sequences: set[str]) -> tuple[str | None, str]:
    """Return the label a line begins with, if any, and the rest."""
    match = _LABEL.match(text) or _ESCAPED_LABEL.match(text)
    if match is None or _RULE.match(text):
        return None, text
    label = match.group("label").replace("\\", "")
    core = label.strip("().")
    if core.isalpha() and not label.startswith("[") and label not in sequences:
        return None, text
    return label, text[match.end() :]


@dataclass(frozen=True, slots=True)
class _ChunkReader:
    """Splits lines that no blank line parts into units."""

    width: int
    hyphens: Hyphens
    sequences: set[str]

    def read(self, chunk: list[_Line], gap: bool, page_break: bool) -> list[Unit]:
        """Return the units of a chunk."""
        units: list[Unit] = []
        previous: _Line | None = None
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
            if (
                previous
                and not stands_alone
                and self._goes_on(units[-1], previous, line, unit, base, hanging)
            ):
                units[-1].take(self.hyphens.join(units[-1].text, text), 1)
            elif text.strip():
                unit.gap, unit.page_break = gap and not units, page_break and not units
                units.append(unit)
            previous = None if stands_alone else line
        return units

    def _may_underline(self, unit: Unit) -> bool:
        """Tell whether a row of dashes below a unit makes it a heading rather than closing a table."""
        return unit.lines == 1 and len(unit.text) <= 120 and "  " not in unit.text

    def _goes_on(
        self, unit: Unit, line: _Line, following: _Line, fresh: Unit, base: int, hanging: bool
    ) -> bool:
        return unit.level == 0 and _continues(unit, line, following, fresh, self.width, base, hanging)

    def _is_short_heading(self, chunk: list[_Line], place: int) -> bool:
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
        if (
            not line.text[0].isupper()
            or not following.text[0].isupper()
            or _is_full(line, following, self.width)
        ):
            return False
        after_stop = place == 0 or ends_sentence(chunk[place - 1].text)
        reads_on = len(following.text) > 0.7 * self.width
        return after_stop and reads_on and not ends_open(line.text) and not _LABEL.match(line.text)


def _start_unit(text: str, sequences: set[str]) -> Unit:
    heading = _HEADING.match(text)
    if heading:
        return Unit(heading[2], level=len(heading[1]))
    label, rest = _read_label(text, sequences)
    return Unit(rest, label=label)


def _continues(
    unit: Unit, line: _Line, following: _Line, fresh: Unit, width: int, base: int, hanging: bool
) -> bool:
    """Tell whether ``following`` goes on with the unit that ``line`` is the last line of."""
    if (
        fresh.level
        or following.text.startswith("|")
        or any(_stands_alone(other.text) for other in (line, following))
    ):
        return False
    if _MAIL_FIELD.match(following.text) and _MAIL_FIELD.match(line.text):
        return False
    if is_postal(following.text) and (is_postal(line.text) or line.indent != following.indent):
        return False
    open_end = not ends_sentence(line.text)
    if _SPLIT_DATE.search(f"{line.text[-12:]}\n{following.text[:12]}"):
        return True
    if fresh.label and not (open_end and width and _is_stray_label(unit, line, fresh, width, following)):
        return False
    if line.text.startswith(">") != following.text.startswith(">") and following.text.startswith(">"):
        return False
    if re.fullmatch(r"<?(?:https?://|www\.)\S+>?", following.text):
        return line.text.endswith(":") or (unit.label is not None and open_end)
    if not width:
        return _runs_on(line, following)
    if following.indent > line.indent and following.indent > base and not unit.label and not hanging:
        return open_end and starts_lower(following.text) and following.indent - line.indent < 3
    if line.indent == following.indent > base and unit.lines == 1 and not unit.label and not hanging:
        return open_end and starts_lower(following.text)
    return (
        _is_full(line, following, width)
        or (open_end and starts_lower(following.text))
        or ends_open(line.text)
    )


def _stands_alone(text: str) -> bool:
    """Tell whether a line is never part of a longer one: a rule, a tag, a button."""
    return bool(_RULE.match(text)) or bool(_TAG.match(text)) or (len(text) < 48 and is_button(text))


def _runs_on(line: _Line, following: _Line) -> bool:
    """Tell whether one long line goes on in the next: in mid-sentence, with a small letter or an open end."""
    if ends_sentence(line.text):
        return False
    if ends_open(line.text) and not line.text[0].isdigit():
        return True
    return len(line.text) > 30 and starts_lower(following.text) and following.text[:3].lower() != "by "


def _is_stray_label(unit: Unit, line: _Line, fresh: Unit, width: int, following: _Line) -> bool:
    """Tell whether what looks like a label is a word of running text that fell on a line start."""
    label = fresh.label or ""
    if label[0] in "•·‣⁃▪▫●○◦■□►▶➢➤✓✔❖[§" or not _is_full(line, following, width):
        return False
    if unit.label:
        same_kind = label[0].isalnum() == unit.label[0].isalnum() and label[-1] == unit.label[-1]
        return not same_kind
    return label[0] not in "-*" or starts_lower(fresh.text)
