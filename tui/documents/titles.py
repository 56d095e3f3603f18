"""Which line of the head is the title, and how far it runs on; which names the issuing body above it."""

import re

from tui.documents import furniture, names
from tui.documents.bylines import BY, GENRE_WORD, LONGEST, STATEMENT_OF, authors_of_line
from tui.documents.datelines import (
    is_dateline,
    is_masthead,
    take_dates,
)
from tui.documents.head import FIELD, has_more_head, is_salutation
from tui.documents.joining import ends_open, ends_sentence, starts_lower
from tui.documents.units import Unit

_FULL_STOPS = "。।॥።։"
"""Full stops of Chinese and Japanese, Devanagari, Ethiopic and Armenian: few titles end with one."""
_LONGEST_SENTENCE = 40
"""Characters of a sentence that may be a title nevertheless."""
_LONGEST_TITLE = 1000
"""Characters; what is longer is no title, though it may be one word."""


def is_letterhead(body: list[Unit], index: int, end: int) -> bool:
    """Tell whether the unit names the issuing body above a title that says what the text is."""
    text = body[index].plain
    if index + 2 < end and len(text.split()) <= 6 and not body[index + 1].gap and is_masthead(body[index + 1].plain):
        return True
    if index + 1 >= end or len(text) > 160 or len(text.split()) > 9:
        return False
    if not names.is_organisation(text) or GENRE_WORD.search(text):
        return False
    if not (names.has_capitals(text) or text.isupper()):
        return False
    following = body[index + 1]
    if furniture.is_postal(following.plain):
        return True
    if STATEMENT_OF.match(following.plain) or BY.match(following.plain):
        return False
    return bool(GENRE_WORD.search(following.plain[:LONGEST])) or bool(following.level)


def is_title_like(body: list[Unit], index: int, end: int) -> bool:
    """Tell whether the unit can be the title: short, no greeting, no sentence, and text after it."""
    unit = body[index]
    text = unit.plain
    if len(text) > _LONGEST_TITLE or index + 1 >= len(body):
        return False
    if unit.label or is_salutation(text) or furniture.is_address(text):
        return False
    if unit.word_count > 45 or not re.search(r"[^\W\d_]{2}", text):
        return False
    if text[-1] == ":" and not _is_upper_half(body, index, end):
        return False
    if text[-1] in ",;—–-" or (text[-1] in ')"”' and text[-2:-1] in ",;"):
        return False
    if text[-1] == "." and not re.search(r"\b(?:[A-Z]\.){1,8}$", text[-20:]):
        return unit.word_count <= 20 and (text.isupper() or has_more_head(body, index, end))
    if text[-1] in _FULL_STOPS:
        return len(text) <= _LONGEST_SENTENCE and has_more_head(body, index, end)
    return not (text[0].islower() and index)


def _is_upper_half(body: list[Unit], index: int, end: int) -> bool:
    """Tell whether a first line ending in a colon has the rest of its title below it."""
    following = body[index + 1] if index + 1 < end else None
    return (
        following is not None
        and not following.gap
        and following.word_count <= 20
        and not ends_sentence(following.plain)
    )


def title_runs_on(title: Unit, unit: Unit, body: list[Unit], index: int, end: int) -> bool:
    """Tell whether ``unit``, the line below, still belongs to the title."""
    text = unit.plain
    if unit.level or unit.label or unit.gap or unit.kind is not None or len(title.text) + len(text) > _LONGEST_TITLE:
        return False
    if text.lower() in furniture.KICKERS:
        return False
    if title.plain.endswith(":") and not is_dateline(text):
        return True
    if is_dateline(text) or BY.match(text) or FIELD.match(text) or authors_of_line(take_dates(text)[2]):
        return False
    if ends_open(title.plain) or starts_lower(text) or title.plain[-1] in ",:–—-":
        return True
    if ends_sentence(title.plain) or ends_sentence(text) or title.plain.isupper() != text.isupper():
        return False
    return title.word_count + unit.word_count <= 30
