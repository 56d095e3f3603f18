"""Marks that copyists change without changing a quotation: quotation marks, dashes, spaces, unseen characters.

Style guides let these be adapted silently (The Chicago Manual of Style, 17th ed., 13.7; MLA Handbook, 9th ed., 6.56).
"""

import re
import unicodedata

QUOTATION_MARKS = "\"‘’‚‛“”„‟«»‹›′″`´ʼ＂＇「」『』'"
"""All that opens or closes a quotation, apostrophes too."""
DASHES = "-‐‑‒–—―−﹘﹣－"
"""Hyphens, dashes and what is taken for them."""
UNSEEN = (
    "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff\ufe0e\ufe0f"
)
"""Characters without a width: soft hyphens, joiners, marks of direction, variation selectors."""
CONTROLS = "\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f"
"""Control characters that are no white space, as ranges of a regular expression."""

_ALIKE = {mark: "'" for mark in QUOTATION_MARKS} | {dash: "-" for dash in DASHES} | dict.fromkeys(UNSEEN, "")
_DROPPED = re.compile(f"[{CONTROLS}]")
_BLANK_LINE = re.compile(r"\n[^\S\n]*\n\s*")
_PAIRS = {"‘": "’", "“": "”", "„": "“”", "‚": "‘’", "«": "»", "»": "«", "‹": "›", "›": "‹", '"': '"', "'": "'",
          "「": "」", "『": "』", "`": "'`", "‟": "”"}  # fmt: skip


def plain_mark(character: str) -> str:
    """Return the plain form of a quotation mark or a dash, nothing for an unseen character, all else as it is."""
    return _ALIKE.get(character, character)


def squeeze(text: str) -> str:
    """Return a text without white space, quotation marks, dashes, dots and unseen characters.

    What differs in marks alone gives the same: so a text in which the squeezed quotation does not stand need not be
    looked at more closely.
    """
    if not text.isascii():
        for mark in _ALIKE:
            if mark in text:
                text = text.replace(mark, "")
        text = text.replace("…", "")
    for mark in "\"'`-.":
        text = text.replace(mark, "")
    # Composed last: what stood between a letter and its accent is gone now.
    return unicodedata.normalize("NFC", _DROPPED.sub("", "".join(text.split())))


def unwrapped(quotation: str) -> str:
    """Return a quotation without the one pair of quotation marks that is around all of it."""
    text = quotation.strip()
    if len(text) < 3 or text[-1] not in _PAIRS.get(text[0], ""):
        return text
    inner = text[1:-1]
    if text[0] in inner and text[0] != text[-1] and inner.find(text[-1]) < inner.find(text[0]):
        return text
    return text if text[0] == text[-1] and inner.count(text[0]) >= 2 and text[0] == '"' else inner.strip()


def without_repeated_marks(quotation: str) -> str:
    """Return a quotation of several paragraphs without the mark that opens each of them, and its partner at the end."""
    paragraphs = _BLANK_LINE.split(quotation.strip())
    mark = quotation.strip()[:1]
    if len(paragraphs) < 2 or mark not in _PAIRS or not all(paragraph.startswith(mark) for paragraph in paragraphs):
        return quotation
    text = "\n\n".join(paragraph[1:] for paragraph in paragraphs)
    return text[:-1] if text[-1] in _PAIRS[mark] else text
