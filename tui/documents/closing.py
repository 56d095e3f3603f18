"""What closes a text: notes, a postscript, signatures."""

import re

from tui.documents import furniture, names
from tui.documents.dates import find_dates
from tui.documents.joining import ends_sentence
from tui.documents.model import BlockKind, Metadata
from tui.documents.units import Unit

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
ABBREVIATED = re.compile(r"\b(?:[A-Z]\.|Jr\.|Sr\.|Dr\.|Ph\.?D\.|M\.?P\.|Ltd\.|Inc\.|U\.S\.|U\.N\.)$")


def mark_notes(units: list[Unit]) -> None:
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
            (
                index >= last_prose
                and re.match(r"(?:[¹²³⁴-⁹]+|\*{1,3}|[†‡])\s*[^\W\d_]", unit.plain)
                and unit.label != "*"
            )
            or (unit.label or "").startswith("[")
            and index > last_prose
        ):
            unit.kind = unit.kind or BlockKind.NOTE


def _mark_numbered_notes(units: list[Unit], last_prose: int) -> None:
    """Mark closing lines that begin with 1, 2, 3 ... as footnotes, where the text refers to the first by its number."""
    expected = 1
    notes: list[Unit] = []
    for unit in units[last_prose + 1 :]:
        match = re.match(r"(\d{1,2})\.? +[^\W\d]", unit.plain) if unit.kind is None and not unit.label else None
        if match and int(match[1]) == expected:
            notes.append(unit)
            expected += 1
    if notes and any(re.search(r"[^\W\d_][.,;:”’\")]*1(?!\d)", unit.plain) for unit in units[: last_prose + 1]):
        for unit in notes:
            unit.kind = BlockKind.NOTE


def mark_postscripts(units: list[Unit]) -> None:
    """Mark the heading of a postscript."""
    for unit in units:
        if unit.kind is None and len(unit.plain) < 14 and _POSTSCRIPT.fullmatch(unit.plain):
            unit.kind = BlockKind.HEADING


def mark_signatures(units: list[Unit], metadata: Metadata) -> None:
    """Mark who signed, where and when: at the end of the text, or before its postscript."""
    _mark_signers(units)
    ends = [len(units)]
    ends += [
        index
        for index, unit in enumerate(units)
        if unit.kind is BlockKind.HEADING and _POSTSCRIPT.fullmatch(unit.plain)
    ]
    for end in ends:
        run = _closing_run(units, end)
        while run and not _signs(run[0], metadata):
            run.pop(0)
        for unit in run:
            unit.kind = BlockKind.SIGNATURE


def _closing_run(units: list[Unit], end: int) -> list[Unit]:
    """Return the short lines after the last running text, notes and furniture passed over; none without such text."""
    run: list[Unit] = []
    for unit in (units[index] for index in range(end - 1, -1, -1)):
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
            unit.kind = BlockKind.SIGNATURE if unit.plain.endswith(",") else BlockKind.HEADING
        elif (
            in_list
            and not unit.level
            and unit.word_count <= 30
            and (not ends_sentence(unit.plain) or ABBREVIATED.search(unit.plain))
        ):
            unit.kind = BlockKind.SIGNATURE
        else:
            in_list = False


def is_sign_off(text: str) -> bool:
    """Tell whether ``text`` is a closing formula such as *Signed,* or *In solidarity,*."""
    return len(text) < 120 and _SIGN_OFF.fullmatch(text) is not None


def _may_sign(unit: Unit) -> bool:
    """Tell whether a unit is short enough and has no sentence in it."""
    text = unit.plain
    if unit.level or unit.word_count > 24 or furniture.is_contact(text) or (unit.label and unit.label not in "—–-"):
        return False
    return not re.search(r"[.!?:;]$", text) or bool(ABBREVIATED.search(text)) or is_sign_off(text)


def _signs(unit: Unit, metadata: Metadata) -> bool:
    """Tell whether a unit is a date, a name, a body or a closing formula."""
    text = unit.plain.strip(" —–-*")
    if len(text) > 240:
        return False
    if is_sign_off(text) or text.rstrip(".,") in metadata.authors:
        return True
    dates = find_dates(text)
    if dates and unit.word_count <= 10:
        return True
    return bool(names.find_authors(text)) and names.has_capitals(text)
