"""What surrounds a text in its file: furniture, captions and notes, known by their own wording."""

from tui.documents import furniture
from tui.documents.dates import find_dates
from tui.documents.joining import ends_sentence
from tui.documents.model import BlockKind
from tui.documents.units import Unit
from tui.text import fold_key


def mark_surroundings(units: list[Unit]) -> None:
    """Mark furniture, captions and notes by their own wording."""
    seen: dict[str, Unit] = {}
    after_contact = False
    for index, unit in enumerate(units):
        if unit.kind is not None:
            continue
        near_end = index > len(units) - 4 or 0 < index < 8
        unit.kind = _kind_by_wording(unit, index, after_contact or near_end)
        if unit.kind is BlockKind.CAPTION and index and not unit.gap:
            _mark_credited(units[index - 1], unit)
        after_contact = unit.kind is BlockKind.FURNITURE and (unit.plain.endswith(":") or after_contact)
        _mark_repeat(units, index, seen)


def _kind_by_wording(unit: Unit, index: int, may_be_address: bool) -> BlockKind | None:
    """Return what a unit is by its wording alone, or None where that does not tell."""
    plain = unit.plain
    if furniture.is_rule(plain) or furniture.is_tag(unit.text):
        return BlockKind.FURNITURE
    is_bulleted = unit.label is not None and unit.label[-1] not in ".)]"
    if unit.level == 0 and (not unit.label or is_bulleted) and furniture.is_button(plain):
        return BlockKind.FURNITURE
    if furniture.is_caption(plain):
        return BlockKind.CAPTION
    if furniture.is_note(plain) or (index < 8 and furniture.is_aside(plain)) or (unit.label or "").startswith("[^"):
        return BlockKind.NOTE
    if index and furniture.is_contact(plain):
        return BlockKind.FURNITURE
    if may_be_address and not unit.label and furniture.is_address(plain) and not find_dates(plain):
        return BlockKind.FURNITURE
    return None


def _mark_credited(before: Unit, credit: Unit) -> None:
    """Mark the line above a picture's credit as its caption."""
    if before.kind is None and before.word_count <= 60 and furniture.is_credit(credit.plain):
        before.kind = BlockKind.CAPTION


def mark_navigation(units: list[Unit]) -> None:
    """Mark what a web page has above the title: rows of sections, breadcrumbs, all of it above a ``#`` heading."""
    first = next((index for index, unit in enumerate(units[:40]) if unit.level == 1), None)
    for index, unit in enumerate(units[: first if first is not None else 14]):
        if unit.kind is not None:
            continue
        is_entry = unit.label is not None and unit.word_count <= 4 and not ends_sentence(unit.plain)
        is_short = unit.word_count <= 8 and not unit.level and not ends_sentence(unit.plain)
        is_above = first is not None and is_short and not find_dates(unit.plain)
        if is_above or furniture.is_navigation(unit.plain) or (is_entry and _is_list_of_entries(units, index)):
            unit.kind = BlockKind.FURNITURE
        elif unit.word_count > 25:
            return


def _is_list_of_entries(units: list[Unit], index: int) -> bool:
    """Tell whether an entry at the head has fellows, and no line that introduces them."""
    near = units[max(0, index - 2) : index + 3]
    fellows = sum(unit.label is not None and unit.word_count <= 4 for unit in near)
    return fellows >= 3 and not any(unit.word_count > 25 or unit.plain.endswith(":") for unit in units[:index])


def _mark_repeat(units: list[Unit], index: int, seen: dict[str, Unit]) -> None:
    """Mark a caption that stood before; a paragraph standing twice in a row is a caption collected twice."""
    unit = units[index]
    key = fold_key(" ".join(unit.plain.split()))
    before = seen.get(key)
    if unit.kind is BlockKind.CAPTION:
        unit.is_repeat = before is not None and before.kind is BlockKind.CAPTION
    elif before is not None and index and units[index - 1] is before and _may_be_caption(unit, before):
        before.kind = unit.kind = BlockKind.CAPTION
        unit.is_repeat = True
    seen[key] = unit


def _may_be_caption(unit: Unit, before: Unit) -> bool:
    """Tell whether a text standing twice in a row can be a caption: a sentence or two, no slogan."""
    is_free = unit.kind is None and before.kind is None and not unit.level and not unit.label
    return is_free and 6 <= unit.word_count <= 80 and not unit.plain.endswith("!")
