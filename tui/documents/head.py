"""How far the head of a text reaches, and what kind of line stands in it."""

import re

from tui.documents.bylines import BY, STATEMENT_OF, authors_of_line
from tui.documents.datelines import (
    is_dateline,
)
from tui.documents.joining import ends_sentence
from tui.documents.units import Unit

FIELD = re.compile(
    r"^(?P<name>title|headline|subject|from|to|cc|bcc|reply-to|sent|message-id|list-id|authors?|by|writer"
    r"|date|published(?: on| at)?|first published(?: on)?|originally published(?: on| in)?|publisher"
    r"|publication"
    r"|source|url|link|language|updated|last updated|place)\s*:\s*(?P<value>\S.*)$",
    re.IGNORECASE,
)
"""A line that names what it says: ``Author: Jane Roe``."""
_SALUTATION = re.compile(
    r"^\W*(?:dear\b|comrades|fellow\b|mr\.? |mrs\.? |madam|ladies\b|your (?:excellenc|majest|holiness"
    r"|highness)|excellenc|friends|colleagues"
    r"|brothers\b|sisters\b|citizens\b|compatriots|my (?:fellow|dear|friends)|distinguished|honou?rable"
    r"|members of|to (?:the|all|our)\b|hello|good (?:morning|evening|afternoon)"
    r"|thank you|gentlemen|workers\b|people of|liebe|sehr geehrte|chers?\b|mesdames|queridos|compañer"
    r"|товарищи|дорогие|уважаемые)",
    re.IGNORECASE,
)
_ADDRESSEES = re.compile(
    r"^\W*(?:mr|madam|mister)\.? (?:speaker|president|chairman|chair|secretary|vice)\b", re.IGNORECASE
)
_MAX_HEAD = 14
_PROSE_WORDS = 28


def is_salutation(text: str) -> bool:
    """Tell whether ``text`` greets its listeners or readers."""
    text = text.strip()
    if len(text) >= 200 or len(text.split()) > 24:
        return False
    return bool(_ADDRESSEES.match(text)) or (text[-1:] in "!,:.;—–-" and bool(_SALUTATION.match(text)))


def is_prose(unit: Unit) -> bool:
    """Tell whether a unit is running text, which ends the head."""
    if unit.level or unit.kind is not None:
        return False
    count = unit.word_count
    if unit.label and unit.label[0] not in "—–-":
        return True
    return (count >= _PROSE_WORDS and (ends_sentence(unit.plain) or count > 45)) or is_salutation(unit.plain)


def head_end(body: list[Unit]) -> int:
    """Return how many units may belong to the head: those before the first running text.

    A standfirst may stand between title and byline, so one paragraph is passed over where a
    dateline or byline follows at once.
    """
    end = 0
    has_line = False
    while end < min(len(body), _MAX_HEAD) and not is_prose(body[end]):
        is_line = is_head_line(body[end])
        if has_line and not is_line and body[end].word_count >= 8 and ends_sentence(body[end].plain):
            break
        has_line = has_line or is_line
        end += 1
    if not 0 < end < len(body) - 1 or any(map(is_head_line, body[:end])):
        return end
    standfirst, after = body[end], body[end + 1 : end + 3]
    if standfirst.word_count >= 60 or standfirst.label or is_salutation(standfirst.plain):
        return end
    last = max((place for place, unit in enumerate(after, 1) if not is_prose(unit) and is_head_line(unit)), default=0)
    # Without text after it the line is a signature.
    has_text = any(is_prose(unit) for unit in body[end + last + 1 :])
    return end + 1 + last if last and has_text else end


def has_more_head(body: list[Unit], index: int, end: int) -> bool:
    """Tell whether a byline or dateline still follows within the head."""
    return any(is_head_line(unit) or STATEMENT_OF.match(unit.plain) for unit in body[index + 1 : end])


def is_head_line(unit: Unit) -> bool:
    """Tell whether a unit is a dateline or a byline, not a sentence that happens to begin with *by*."""
    is_byline = unit.word_count <= 24 and BY.match(unit.plain) is not None and bool(authors_of_line(unit.plain))
    return is_byline or is_dateline(unit.plain)
