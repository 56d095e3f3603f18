"""Quotations with something left out or put in: ``[...]``, ``...``, ``[his]``, ``[T]he``.

Square brackets and ellipsis points are read as the style guides use them (The Chicago Manual of Style, 17th ed.,
13.50-13.62; MLA Handbook, 9th ed., 6.57-6.60).
"""

import re
from dataclasses import dataclass

_GAP = re.compile(
    r"(?P<omission>[\[(]\s*(?:\.(?:\s*\.){2,}|…+)\s*[\])]|\.(?:\s?\.){2,}|…+)|(?P<insertion>\[[^\[\]]{1,300}\])"
)
_FIRST_LETTERS = re.compile(r"\[(\w{1,3})\](?=\w)")


@dataclass(frozen=True, slots=True)
class Part:
    """A run of the source's own words inside a quotation."""

    text: str
    """The words."""
    after_omission: bool = False
    """Whether any length of the source may stand before it; otherwise the few words that brackets replace."""
    is_cut: bool = False
    """Whether a bracket stands for the end of its last word: ``state[s]``."""


def parts_of(quotation: str, has_own_letters: bool = False, has_own_brackets: bool = False) -> tuple[Part, ...]:
    """Return the parts of a quotation between omissions and insertions; one where there is neither.

    A changed first letter is no insertion: ``[T]he`` is the source's ``the`` or ``The``.

    Args:
        quotation: The words.
        has_own_letters: Whether a first letter stands in brackets in the source itself, which quotes someone.
        has_own_brackets: Whether all brackets but those of omissions are the source's own.
    """
    text = quotation if has_own_letters or has_own_brackets else _FIRST_LETTERS.sub(r"\1", quotation)
    parts: list[Part] = []
    at, after_omission = 0, False
    for gap in _GAP.finditer(text):
        if has_own_letters and _FIRST_LETTERS.match(text, gap.start()):
            continue
        if has_own_brackets and gap["insertion"]:
            continue
        stretch = text[at : gap.start()]
        if _has_words(stretch):
            is_cut = bool(gap["insertion"]) and stretch[-1].isalnum()
            parts.append(Part(stretch.strip(), after_omission, is_cut))
            after_omission = False
        after_omission = after_omission or bool(gap["omission"])
        at = gap.end()
    if _has_words(text[at:]):
        parts.append(Part(text[at:].strip(), after_omission))
    return tuple(parts)


def without_omissions(quotation: str) -> str:
    """Return a quotation without the points that stand for what was left out, its brackets as they are."""
    text = _FIRST_LETTERS.sub(r"\1", quotation)
    return _GAP.sub(lambda gap: " " if gap["omission"] else gap[0], text).strip()


def is_elided(quotation: str) -> bool:
    """Tell whether a quotation says of itself that something was left out of it, put into it or changed."""
    return bool(_GAP.search(quotation) or _FIRST_LETTERS.search(quotation))


def _has_words(text: str) -> bool:
    return any(character.isalnum() for character in text)
