"""Labels of list items and numbered paragraphs: ``1.``, ``(a)``, ``iv)``, ``-``."""

import re
from collections import Counter
from collections.abc import Iterable

from tui.documents.dates import parse_date
from tui.documents.furniture import is_rule

_BULLET = r"[-–—*•·‣⁃▪▫●○◦■□►▶➢➤✓✔❖](?=\s)"
_NUMBER = (
    r"\(?(?:\d{1,3}|[a-zA-Z]|[ivxIVX]{2,6})[.)](?=\s)|\d{1,2}(?:\.\d{1,2}){1,3}\.?(?=\s)"
    r"|\[\^?\w{1,4}\]:?(?=\s)|§\s?\d{1,3}\.?(?=\s)"
)
LABEL = re.compile(rf"\s*(?P<label>{_BULLET}|\\?(?:{_NUMBER}))\s+(?=\S)")
_ESCAPED_LABEL = re.compile(r"\s*(?P<label>\(?\w{1,4}\\[.)])\s+(?=\S)")
LONE_LABEL = re.compile(r"\(?(?:\d{1,3}|[a-zA-Z]|[ivxIVX]{1,6})[.)]|[•·‣⁃▪▫●○◦■□►▶➢➤✓✔❖]")
_LONGEST_DATE = 30
_ROMAN = [tens + ones for tens in ("", "x", "xx") for ones in " i ii iii iv v vi vii viii ix".split(" ") if tens + ones]
_SEQUENCES = ("abcdefghijklmnop", "ABCDEFGHIJKLMNOP", _ROMAN, [name.upper() for name in _ROMAN])


def known_labels(lines: Iterable[str]) -> set[str]:
    """Return the letter and roman labels that belong to a sequence: ``B.`` needs an ``A.`` before it.

    Without that a name that begins with an initial would lose it.
    """
    seen = [match.group("label").replace("\\", "") for line in lines if (match := LABEL.match(line))]
    known: set[str] = set()
    counts = Counter(seen)
    for style in ("{}.", "{})", "({})"):
        for names in _SEQUENCES:
            labels = [style.format(name) for name in names]
            if counts[labels[0]] and counts[labels[1]]:
                known.update(label for label in labels if counts[label])
    return known


def read_label(text: str, sequences: set[str]) -> tuple[str | None, str]:
    """Return the label a line begins with, if any, and the rest."""
    match = LABEL.match(text) or _ESCAPED_LABEL.match(text)
    if match is None or is_rule(text) or _is_date(text):
        return None, text
    label = match.group("label").replace("\\", "")
    core = label.strip("().")
    if core.isalpha() and not label.startswith("[") and label not in sequences:
        return None, text
    return label, text[match.end() :]


def _is_date(text: str) -> bool:
    """Tell whether a line is a date whose day looks like a label: ``3. Juni 2014``."""
    return len(text) <= _LONGEST_DATE and text.strip()[:1].isdigit() and parse_date(text) is not None


def label_value(label: str | None) -> int | None:
    """Return the number of a label such as ``3.``, ``(3)``, ``§ 3``, ``IV.`` or ``2.3``; None for others."""
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
        -value if value < following else value for value, following in zip(values, [*values[1:], 0], strict=True)
    )
