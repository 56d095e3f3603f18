"""Texts of more lines than anybody writes: what is beyond a measure is read as running text.

What a line is takes some microseconds to tell, and a block some hundred bytes to keep, however short it is. A file of
nothing but short lines would cost a hundred times what prose of its size does.
"""

import re
from itertools import islice

_LINES = 2500
"""Lines that any text may have."""
_CHARACTERS = 30
"""Characters for which there may be one line more."""
_PART = 2000
"""Characters of a paragraph that is made of the rest."""
_LINE = re.compile(r"\f|[^\s][^\n\f]*")
_BREAK = re.compile(r"[\n\f]\s*")


def relieve(text: str) -> str:
    """Return ``text`` with the lines that are too many joined to paragraphs; no word is lost or made of two.

    Args:
        text: The text of a file, its line breaks unified.
    """
    most = _LINES + len(text) // _CHARACTERS
    # A line takes two characters at least.
    first = next(islice(_LINE.finditer(text), most, None), None) if len(text) > most else None
    if first is None:
        return text
    start = first.start()
    return "\n\n".join([text[:start], *_parts(_BREAK.sub(" ", text[start:]))])


def _parts(text: str) -> list[str]:
    """Return ``text`` cut at spaces into parts of some size."""
    parts, at = [], 0
    while 0 <= at < len(text):
        end = text.find(" ", at + _PART)
        parts.append(text[at : end if end > 0 else len(text)])
        at = end
    return parts
