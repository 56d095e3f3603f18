"""From units to blocks: page ends repaired, kinds decided, paragraphs numbered."""

import re
from collections.abc import Iterable

from tui.documents.closing import ABBREVIATED, is_sign_off, mark_notes, mark_postscripts, mark_signatures
from tui.documents.crowding import relieve
from tui.documents.head import is_salutation
from tui.documents.joining import Hyphens, ends_open, ends_sentence, starts_lower
from tui.documents.labels import label_value
from tui.documents.marks import Marked
from tui.documents.metadata import read_head
from tui.documents.model import BLOCK_SEPARATOR, Block, BlockKind, Link, Metadata
from tui.documents.sentences import split_sentences
from tui.documents.surroundings import mark_navigation, mark_surroundings
from tui.documents.units import Unit, read_units
from tui.text import Span

_LONGEST_HALF = 20_000
"""Characters; a paragraph that is longer goes on over no page end, or joining many would take time by their square."""


def build_blocks(text: str, known: Metadata, front: str = "") -> tuple[tuple[Block, ...], Metadata]:
    """Return the blocks of a text and its metadata.

    Every word of the text is in exactly one block: labels and link targets count, line-end hyphens
    of joined words do not.

    Args:
        text: The text without front matter.
        known: What front matter said.
        front: The front matter itself, kept as furniture.
    """
    text = relieve(text)
    units = read_units(text)
    mark_surroundings(units)
    mark_navigation(units)
    metadata = read_head(units, known)
    units = [unit for unit in units if unit.lines]
    units = _repair_page_breaks(units, Hyphens(text))
    mark_notes(units)
    mark_postscripts(units)
    mark_signatures(units, metadata)
    _mark_headings(units)
    _mark_items(units)
    if all(unit.kind is BlockKind.FURNITURE for unit in units):
        # A text that is nothing but what could be a button is no button.
        for unit in units:
            unit.kind = None if re.search(r"\w", unit.text) else unit.kind
        _mark_items(units)
    if front:
        stated = [line for line in front.splitlines() if re.search(r"\w", line)]
        units.insert(0, Unit("\n".join(stated), kind=BlockKind.FURNITURE))
    return _assemble(units, metadata), metadata


def _repair_page_breaks(units: list[Unit], hyphens: Hyphens) -> list[Unit]:
    """Join paragraphs that a page end cut; what stood between the halves follows the whole."""
    result: list[Unit] = []
    held: list[Unit] = []
    current: Unit | None = None
    for unit in units:
        if (
            (unit.kind in (BlockKind.FURNITURE, BlockKind.CAPTION) or unit.is_page_end)
            and current is not None
            and len(held) < 12
        ):
            held.append(unit)
            continue
        at_page_end = any(other.is_page_end for other in held) or unit.page_break
        # A button or a line about the page is no page end: only whole paragraphs go on after it.
        is_cut_off = not at_page_end and any(other.kind is BlockKind.FURNITURE for other in held)
        is_short = current is not None and (current.label is not None or len(current.text) < 120)
        if current is not None and not (is_cut_off and is_short) and _goes_on(current, unit, at_page_end):
            current.take(hyphens.join(current.text.rstrip(), unit.text), unit.lines)
            continue
        result.extend(held)
        held = []
        result.append(unit)
        current = unit if unit.kind is None and not unit.level else None
    return result + held


def _goes_on(unit: Unit, following: Unit, at_page_end: bool) -> bool:
    """Tell whether ``following`` is the second half of the sentence ``unit`` breaks off in."""
    if following.kind is not None or following.level or following.label or len(unit.text) > _LONGEST_HALF:
        return False
    # Only the ends matter; a paragraph may be megabytes long.
    end, start = unit.text[-200:].rstrip(), following.text[:200]
    if not end or (ends_sentence(end) and not (ABBREVIATED.search(end) and starts_lower(start))):
        return False
    is_long = len(unit.text) >= 60 or (unit.label is not None and len(unit.text) >= 25)
    if not is_long and not (at_page_end and len(unit.text) >= 25):
        return False
    if end[-1] in "-‐\u00ad" and len(end) > 1 and end[-2].isalpha():
        return True
    if starts_lower(start):
        return True
    opening = ends_open(end) or end.count("(") > end.count(")")
    if at_page_end:
        return (
            opening or end[-1] == "," or (len(unit.text) >= 120 and not ends_sentence(end) and following.word_count > 5)
        )
    return opening and len(unit.text) >= 60 and not is_salutation(unit.plain[:300])


def _mark_headings(units: list[Unit]) -> None:
    """Mark Markdown headings, and short lines that stand alone above running text."""
    asked = sum(unit.kind is None and unit.plain.endswith("?") and unit.word_count <= 14 for unit in units)
    below = _units_below(units)
    for index, unit in enumerate(units):
        if unit.kind is not None:
            continue
        # Many short questions are an interview, not headings.
        is_asked = asked > 2 and unit.plain.endswith("?")
        if unit.level or (not is_asked and _is_heading(units, index, below[index])):
            unit.kind = BlockKind.HEADING


def _units_below(units: list[Unit]) -> list[Unit | None]:
    """Return for each unit the next one that is no furniture."""
    below: list[Unit | None] = [None] * len(units)
    following: Unit | None = None
    for index in range(len(units) - 1, -1, -1):
        below[index] = following
        if units[index].kind is not BlockKind.FURNITURE:
            following = units[index]
    return below


def _is_heading(units: list[Unit], index: int, following: Unit | None) -> bool:
    unit = units[index]
    text = unit.plain
    if is_sign_off(text) or following is None or unit.word_count > 14 or len(text) > 110 or unit.lines > 2 or not text:
        return False
    if following.kind not in (None, BlockKind.HEADING, BlockKind.CAPTION) or is_salutation(text):
        return False
    if not (text[0].isupper() or text[0].isdigit() or text[0] in "“\"‘'«¿¡"):
        return False
    if len(re.findall(r"\d+", text)) > 1 or re.match(r"(?:Q|A|Question|Answer|Frage|Antwort)\W*[:.]", text):
        return False
    if unit.label:
        return _is_labelled_heading(units, index, following)
    if _is_bold(unit) and unit.gap and not re.search(r"[.,;]$", text):
        return True
    if text.isupper() and not re.search(r"[,;!]$", text) and len(text) > 2:
        return _is_text(following) or (following.plain.isupper() and unit.gap)
    if re.search(r"[.,;:!…]$", text) and not re.search(r"^\W*(?:chapter|part|section)\b.*", text, re.IGNORECASE):
        return False
    previous = units[index - 1] if index else None
    in_run = (not unit.gap and previous is not None and previous.kind is None and not _is_text(previous)) or (
        previous is not None and previous.kind is None and _is_short(previous)
    )
    if in_run or not _is_text(following):
        return False
    if text.endswith("?"):
        return (
            unit.gap
            and unit.word_count >= 3
            and not text.startswith(("“", '"', "And ", "But ", "Is ", "Are ", "Do ", "Does "))
        )
    return True


def _is_labelled_heading(units: list[Unit], index: int, following: Unit) -> bool:
    """Tell whether ``1. Background`` stands over text of its own."""
    unit = units[index]
    if (
        not re.match(r"[\dIVXivxA-Z§(]", unit.label or "")
        or re.search(r"[.,;:!?]$", unit.plain)
        or unit.word_count > 10
    ):
        return False
    if following.kind is not None or following.word_count <= 12 or _is_lead_in(units, index):
        return False
    return (
        following.label is None
        or re.sub(r"\w+", "", following.label) + following.label[:1]
        != (re.sub(r"\w+", "", unit.label or "") + (unit.label or "")[:1])
        and following.label[:1].isdigit() != (unit.label or "")[:1].isdigit()
    )


def _is_lead_in(units: list[Unit], index: int) -> bool:
    """Tell whether the unit before ends with a colon, and so introduces a list."""
    return index > 0 and units[index - 1].kind is None and units[index - 1].plain.endswith(":")


def _is_text(unit: Unit) -> bool:
    """Tell whether a unit is running text or a list that a heading could stand over."""
    return (
        unit.level > 0
        or unit.label is not None
        or unit.word_count >= 12
        or (unit.kind is None and ends_sentence(unit.plain))
    )


def _is_short(unit: Unit) -> bool:
    return unit.label is None and unit.word_count < 12 and not ends_sentence(unit.plain)


def _is_bold(unit: Unit) -> bool:
    return re.fullmatch(r"\*\*[^*]+\*\*:?|__[^_]+__:?", unit.text.strip()) is not None


def _mark_items(units: list[Unit]) -> None:
    """Tell numbered paragraphs from list items, and all else paragraphs."""
    for unit in units:
        if unit.kind is None:
            unit.kind = BlockKind.LIST_ITEM if unit.label else BlockKind.PARAGRAPH
    body = [unit for unit in units if unit.kind in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM)]
    total = sum(unit.word_count for unit in body) or 1
    for run, is_introduced in _numbered_runs(body):
        share = sum(unit.word_count for unit in run) / total
        mean = sum(unit.word_count for unit in run) / len(run)
        if (
            (share >= 0.5 and mean >= 12 and not is_introduced)
            or (mean >= 30 and not is_introduced)
            or (share >= 0.6 and mean >= 30)
        ):
            for unit in run:
                unit.kind = BlockKind.PARAGRAPH


def _numbered_runs(body: list[Unit]) -> Iterable[tuple[list[Unit], bool]]:
    """Yield the sequences of rising numbers of one style, and whether a line ending in a colon introduces them."""
    runs: dict[str, tuple[list[Unit], bool, int]] = {}
    for index, unit in enumerate(body):
        value = label_value(unit.label)
        if value is None:
            continue
        style = re.sub(r"[\d]+", "1", unit.label or "")
        run = runs.get(style)
        if run and (value == run[2] + 1 or ("1.1" in style and value > run[2])):
            run[0].append(unit)
            runs[style] = (run[0], run[1], value)
            continue
        if run:
            yield run[0], run[1]
        before = body[index - 1].plain if index else ""
        runs[style] = ([unit], before.endswith(":") and not is_salutation(before), value)
    for items, is_introduced, _ in runs.values():
        yield items, is_introduced


def _assemble(units: list[Unit], metadata: Metadata) -> tuple[Block, ...]:
    """Turn units into blocks: marks read, sentences split, body blocks numbered."""
    blocks: list[Block] = []
    at = number = 0
    for unit in units:
        kind = unit.kind or BlockKind.PARAGRAPH
        marked = _stripped(unit.marked)
        unit.forget()
        if not marked.text and not unit.label and not marked.links:
            continue
        number += kind.is_body
        blocks.append(
            Block(
                kind=kind,
                text=marked.text,
                start=at,
                number=number if kind.is_body else None,
                label=unit.label,
                sentences=split_sentences(marked.text, metadata.language),
                emphasis=marked.emphasis,
                links=marked.links,
                is_repeat=unit.is_repeat,
            )
        )
        at += len(marked.text) + len(BLOCK_SEPARATOR)
    return tuple(blocks)


def _stripped(marked: Marked) -> Marked:
    """Return the marked text without white space at its ends, spans moved along."""
    text = marked.text.strip()
    by = len(marked.text) - len(marked.text.lstrip())
    if text == marked.text:
        return marked

    def move(span: Span) -> Span:
        return Span(max(0, span.start - by), min(len(text), span.end - by))

    return Marked(
        text,
        tuple(move(span) for span in marked.emphasis),
        tuple(Link(move(link.span), link.target) for link in marked.links),
    )
