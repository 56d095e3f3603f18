"""From units to blocks: page ends repaired, kinds decided, paragraphs numbered."""

import re
from collections.abc import Iterable

from tui.documents import furniture, names
from tui.documents.dates import find_dates
from tui.documents.lines import Hyphens, Unit, ends_open, ends_sentence, read_units, starts_lower
from tui.documents.marks import Marked, read_marks
from tui.documents.metadata import is_salutation, read_head
from tui.documents.model import BLOCK_SEPARATOR, Block, BlockKind, Link, Metadata
from tui.documents.sentences import split_sentences
from tui.text import Span, fold_key

_POSTSCRIPT = re.compile(r"(?:p\.?\s?){1,3}s\.?:?|post ?script(?:um)?:?", re.IGNORECASE)
_NOTES_HEADING = re.compile(
    r"\W*(?:(?:foot|end)?notes?(?: (?:and|&) references)?|references|sources|bibliography"
    r"|notes to editors|anmerkungen|fußnoten|quellen"
    r"|sources et notes|notas|referencias|примечания|сноски|works cited|citations)\W*",
    re.IGNORECASE,
)
_SIGNERS_HEADING = re.compile(
    r"\W*(?:(?:first |initial |full list of |list of )?signator(?:y|ies)(?: (?:organi[sz]ations"
    r"|include))?|signed(?: by)?|(?:first |initial )?signatures|co-?signed by"
    r"|endorsed by|(?:endorsing|signing|supporting) organi[sz]ations|initial endorsers|the undersigned"
    r"|unterzeichner(?:innen)?|signataires|firmantes|подписали)\W*",
    re.IGNORECASE,
)
_SIGN_OFF = re.compile(
    r"\W*(?:signed\b|sincerely|yours\b|respectfully|in solidarity|with (?:solidarity|fraternal|comradely"
    r"|kind|best|warm|great)\b.*|(?:fraternally|comradely|comradely greetings|fraternal greetings)"
    r"|best (?:regards|wishes)|kind regards|faithfully"
    r"|on behalf of\b.*|for (?:and on behalf of )?the\b.*|done (?:at|in)\b.*|adopted (?:at|in|by|on"
    r"|unanimously)\b.*|given (?:at|in|under)\b.*|in witness whereof\b.*"
    r"|mit (?:freundlichen|solidarischen) grüßen|avec solidarité|cordialement|atentamente)\W*",
    re.IGNORECASE,
)
_ABBREVIATED = re.compile(r"\b(?:[A-Z]\.|Jr\.|Sr\.|Dr\.|Ph\.?D\.|M\.?P\.|Ltd\.|Inc\.|U\.S\.|U\.N\.)$")


def build_blocks(text: str, known: Metadata, front: str = "") -> tuple[tuple[Block, ...], Metadata]:
    """Return the blocks of a text and its metadata.

    Every word of the text is in exactly one block: labels and link targets count, line-end hyphens
    of joined words do not.

    Args:
        text: The text without front matter.
        known: What front matter said.
        front: The front matter itself, kept as furniture.
    """
    units = read_units(text)
    _mark_surroundings(units)
    _mark_navigation(units)
    metadata = read_head(units, known)
    units = [unit for unit in units if unit.lines]
    units = _repair_page_breaks(units, Hyphens(text))
    _mark_notes(units)
    _mark_postscripts(units)
    _mark_signatures(units, metadata)
    _mark_headings(units)
    _mark_items(units)
    if front:
        units[:0] = [
            Unit(line, kind=BlockKind.FURNITURE) for line in front.splitlines() if re.search(r"\w", line)
        ]
    return _assemble(units, metadata), metadata


def _mark_surroundings(units: list[Unit]) -> None:
    """Mark furniture, captions and notes by their own wording."""
    seen: dict[str, Unit] = {}
    after_contact = False
    for index, unit in enumerate(units):
        if unit.kind is not None:
            continue
        plain = unit.plain
        is_bulleted = unit.label is not None and not unit.label[-1] in ".)]"
        if furniture.is_rule(plain) or furniture.is_tag(unit.text):
            unit.kind = BlockKind.FURNITURE
        elif unit.level == 0 and (not unit.label or is_bulleted) and furniture.is_button(plain):
            unit.kind = BlockKind.FURNITURE
        elif furniture.is_caption(plain):
            unit.kind = BlockKind.CAPTION
            before = units[index - 1] if index and not unit.gap else None
            if (
                before is not None
                and before.kind is None
                and before.word_count <= 60
                and furniture.is_credit(plain)
            ):
                before.kind = BlockKind.CAPTION
        elif (
            furniture.is_note(plain)
            or (index < 8 and furniture.is_aside(plain))
            or (unit.label or "").startswith("[^")
        ):
            unit.kind = BlockKind.NOTE
        elif index and furniture.is_contact(plain):
            unit.kind = BlockKind.FURNITURE
        elif (
            furniture.is_address(plain)
            and not find_dates(plain)
            and (after_contact or index > len(units) - 4 or 0 < index < 8)
            and not unit.label
        ):
            unit.kind = BlockKind.FURNITURE
        after_contact = unit.kind is BlockKind.FURNITURE and (plain.endswith(":") or after_contact)
        _mark_repeat(units, index, seen)


def _mark_navigation(units: list[Unit]) -> None:
    """Mark what a web page has above the title: rows of sections, breadcrumbs, short lists; all of it above a ``#`` heading."""
    first = next((index for index, unit in enumerate(units[:40]) if unit.level == 1), None)
    for index, unit in enumerate(units[: first if first is not None else 14]):
        if unit.kind is not None:
            continue
        is_entry = unit.label is not None and unit.word_count <= 4 and not ends_sentence(unit.plain)
        is_above = (
            first is not None and unit.word_count <= 8 and not unit.level and not find_dates(unit.plain)
        )
        if furniture.is_navigation(unit.plain) or (is_above and not ends_sentence(unit.plain)):
            unit.kind = BlockKind.FURNITURE
        elif is_entry and _is_list_of_entries(units, index):
            unit.kind = BlockKind.FURNITURE
        elif unit.word_count > 25:
            return


def _is_list_of_entries(units: list[Unit], index: int) -> bool:
    """Tell whether an entry at the head has fellows, and no line that introduces them."""
    near = units[max(0, index - 2) : index + 3]
    fellows = sum(unit.label is not None and unit.word_count <= 4 for unit in near)
    return fellows >= 3 and not any(
        unit.word_count > 25 or unit.plain.endswith(":") for unit in units[:index]
    )


def _mark_repeat(units: list[Unit], index: int, seen: dict[str, Unit]) -> None:
    """Mark a caption that stood before; a paragraph standing twice in a row is a caption collected twice."""
    unit = units[index]
    key = fold_key(" ".join(unit.plain.split()))
    before = seen.get(key)
    if unit.kind is BlockKind.CAPTION:
        unit.is_repeat = before is not None and before.kind is BlockKind.CAPTION
    elif unit.kind is None and index and units[index - 1] is before and not unit.level and not unit.label:
        if 6 <= unit.word_count <= 80 and before.kind is None and not unit.plain.endswith("!"):
            before.kind = unit.kind = BlockKind.CAPTION
            unit.is_repeat = True
    seen[key] = unit


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
    if following.kind is not None or following.level or following.label:
        return False
    # Only the ends matter; a paragraph may be megabytes long.
    end, start = unit.text[-200:].rstrip(), following.text[:200]
    if not end or (ends_sentence(end) and not (_ABBREVIATED.search(end) and starts_lower(start))):
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
            opening
            or end[-1] == ","
            or (len(unit.text) >= 120 and not ends_sentence(end) and following.word_count > 5)
        )
    return opening and len(unit.text) >= 60 and not is_salutation(unit.plain[:300])


def _mark_notes(units: list[Unit]) -> None:
    """Mark what follows a heading such as *Notes* at the end, and footnotes labelled ``[1]``."""
    last_prose = max(
        (i for i, unit in enumerate(units) if unit.kind is None and unit.word_count > 25 and not unit.label),
        default=0,
    )
    _mark_numbered_notes(units, last_prose)
    in_notes = False
    for index, unit in enumerate(units):
        if unit.kind not in (None, BlockKind.NOTE):
            continue
        if index > len(units) // 3 and unit.word_count <= 5 and _NOTES_HEADING.fullmatch(unit.plain):
            following = next((other for other in units[index + 1 :] if other.kind is None), None)
            in_notes = following is not None
            unit.kind = BlockKind.HEADING if in_notes else unit.kind
        elif in_notes and unit.level:
            in_notes = False
        elif in_notes and (unit.label or re.match(r"[\d*†‡¹²³⁴-⁹]", unit.plain) or index > last_prose):
            unit.kind = unit.kind or BlockKind.NOTE
        elif in_notes and unit.word_count > 25:
            in_notes = False
        elif (
            index >= last_prose
            and re.match(r"(?:[¹²³⁴-⁹]+|\*{1,3}|[†‡])\s*[^\W\d_]", unit.plain)
            and unit.label != "*"
        ):
            unit.kind = unit.kind or BlockKind.NOTE
        elif (unit.label or "").startswith("[") and index > last_prose:
            unit.kind = unit.kind or BlockKind.NOTE


def _mark_numbered_notes(units: list[Unit], last_prose: int) -> None:
    """Mark closing lines that begin with 1, 2, 3 ... as footnotes, where the text refers to the first by its number."""
    expected = 1
    notes: list[Unit] = []
    for unit in units[last_prose + 1 :]:
        match = (
            re.match(r"(\d{1,2})\.? +[^\W\d]", unit.plain) if unit.kind is None and not unit.label else None
        )
        if match and int(match[1]) == expected:
            notes.append(unit)
            expected += 1
    if notes and any(
        re.search(r"[^\W\d_][.,;:”’\")]*1(?!\d)", unit.plain) for unit in units[: last_prose + 1]
    ):
        for unit in notes:
            unit.kind = BlockKind.NOTE


def _mark_postscripts(units: list[Unit]) -> None:
    for unit in units:
        if unit.kind is None and len(unit.plain) < 14 and _POSTSCRIPT.fullmatch(unit.plain):
            unit.kind = BlockKind.HEADING


def _mark_signatures(units: list[Unit], metadata: Metadata) -> None:
    """Mark who signed, where and when: at the end of the text, or before its postscript."""
    _mark_signers(units)
    ends = [len(units)]
    ends += [
        index
        for index, unit in enumerate(units)
        if unit.kind is BlockKind.HEADING and _POSTSCRIPT.fullmatch(unit.plain)
    ]
    for end in ends:
        run = _closing_run(units[:end])
        while run and not _signs(run[0], metadata):
            run.pop(0)
        for unit in run:
            unit.kind = BlockKind.SIGNATURE


def _closing_run(units: list[Unit]) -> list[Unit]:
    """Return the short lines after the last running text, notes and furniture passed over; none without such text."""
    run: list[Unit] = []
    for unit in reversed(units):
        if unit.kind in (BlockKind.FURNITURE, BlockKind.CAPTION, BlockKind.SIGNATURE):
            continue
        if not run and (unit.kind is BlockKind.NOTE or _NOTES_HEADING.fullmatch(unit.plain)):
            continue
        if unit.kind is not None:
            return []
        if not _may_sign(unit):
            return run[::-1]
        run.append(unit)
    return []


def _mark_signers(units: list[Unit]) -> None:
    """Mark the names under a heading such as *Signatories*."""
    in_list = False
    for unit in units:
        if unit.kind not in (None, BlockKind.HEADING):
            continue
        if unit.word_count <= 6 and _SIGNERS_HEADING.fullmatch(unit.plain):
            in_list = True
            unit.kind = BlockKind.HEADING
        elif (
            in_list
            and not unit.level
            and unit.word_count <= 30
            and (not ends_sentence(unit.plain) or _ABBREVIATED.search(unit.plain))
        ):
            unit.kind = BlockKind.SIGNATURE
        else:
            in_list = False


def _may_sign(unit: Unit) -> bool:
    """Tell whether a unit is short enough and has no sentence in it."""
    text = unit.plain
    if (
        unit.level
        or unit.word_count > 24
        or furniture.is_contact(text)
        or (unit.label and unit.label not in "—–-")
    ):
        return False
    return (
        not re.search(r"[.!?:;]$", text) or bool(_ABBREVIATED.search(text)) or bool(_SIGN_OFF.fullmatch(text))
    )


def _signs(unit: Unit, metadata: Metadata) -> bool:
    """Tell whether a unit is a date, a name, a body or a closing formula."""
    text = unit.plain.strip(" —–-*")
    if _SIGN_OFF.fullmatch(text) or text.rstrip(".,") in metadata.authors:
        return True
    dates = find_dates(text)
    if dates and unit.word_count <= 10:
        return True
    return bool(names.find_authors(text)) and names.has_capitals(text)


def _mark_headings(units: list[Unit]) -> None:
    """Mark Markdown headings, and short lines that stand alone above running text."""
    asked = sum(unit.kind is None and unit.plain.endswith("?") and unit.word_count <= 14 for unit in units)
    for index, unit in enumerate(units):
        if unit.kind is not None:
            continue
        # Many short questions are an interview, not headings.
        is_asked = asked > 2 and unit.plain.endswith("?")
        if unit.level or (not is_asked and _is_heading(units, index)):
            unit.kind = BlockKind.HEADING


def _is_heading(units: list[Unit], index: int) -> bool:
    unit = units[index]
    text = unit.plain
    following = next((other for other in units[index + 1 :] if other.kind is not BlockKind.FURNITURE), None)
    if following is None or unit.word_count > 14 or len(text) > 110 or unit.lines > 2 or not text:
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
    if re.search(r"[.,;:!…]$", text) and not re.search(
        r"^\W*(?:chapter|part|section)\b.*", text, re.IGNORECASE
    ):
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
        value = _label_value(unit.label)
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


def _label_value(label: str | None) -> int | None:
    """Return the number of a label such as ``3.``, ``3)``, ``(3)``, ``§ 3`` or ``2.3``; None for bullets and letters."""
    dotted = re.fullmatch(r"(\d{1,2})\.(\d{1,2})\.?", label or "")
    if dotted:
        return 100 * int(dotted[1]) + int(dotted[2])
    match = re.fullmatch(r"[(§\[]?\s?(\d{1,3})[.)\]]?", label or "")
    if match:
        return int(match[1])
    roman = re.fullmatch(r"\(?([IVX]{1,6})[.)]", label or "")
    return _roman(roman[1]) if roman else None


def _roman(text: str) -> int:
    values = [{"I": 1, "V": 5, "X": 10}[letter] for letter in text]
    return sum(
        -value if value < following else value
        for value, following in zip(values, [*values[1:], 0], strict=True)
    )


def _assemble(units: list[Unit], metadata: Metadata) -> tuple[Block, ...]:
    """Turn units into blocks: marks read, sentences split, body blocks numbered."""
    blocks: list[Block] = []
    at = number = 0
    for unit in units:
        kind = unit.kind or BlockKind.PARAGRAPH
        marked = _stripped(read_marks(unit.text))
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
