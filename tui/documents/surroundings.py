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


def mark_navigation(units: list[Unit]) -> None:
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
