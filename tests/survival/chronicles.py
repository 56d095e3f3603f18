"""A library of which every sentence names itself, so that a screen and a quote tell where a reader was."""

import re
from pathlib import Path

NAMES = "abcdef"
"""The documents of the library."""
LENGTH = 40
"""Sentences of a document."""
MARK = re.compile(rf"Mark ([{NAMES}]-\d{{3}}) ")
"""The name of a sentence within it."""

HEAD = "head"
"""Stands for a title, a byline or a date, which name no sentence."""

_CURRENT = re.compile(rf"▌ ?\d{{0,3}} {{1,4}}Mark ([{NAMES}]-\d{{3}}) ")
_PARTS = "river mill bridge school harbour quarry".split()


def sentence_of(mark: str) -> str:
    """Return the sentence with a name, as "a-007"."""
    name, number = mark.split("-")
    return f"Mark {mark} stands at the {_PARTS[int(number) % len(_PARTS)]} of {name.upper()} where they met."


def chronicle(name: str, length: int = LENGTH) -> str:
    """Return a document whose every paragraph is one sentence."""
    head = f"Chronicle {name.upper()}\n\nBy Ana Castro\n\n{3 + NAMES.index(name)} March 2021\n\n"
    return head + "\n\n".join(sentence_of(f"{name}-{number:03}") for number in range(1, length + 1)) + "\n"


def write_chronicles(folder: Path, names: str = NAMES) -> Path:
    """Write the library and return its folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in names:
        (folder / f"{name}.txt").write_text(chronicle(name), encoding="utf-8")
    return folder


def place_on(screen: str) -> str | None:
    """Return the name of the sentence that a screen marks as the current one, or `HEAD`; None where it marks none.

    In the list of documents, at the left edge, the same sign marks the current document.
    """
    found = _CURRENT.search(screen)
    if found:
        return found[1]
    return HEAD if any("▌" in row[1:] for row in screen.splitlines()) else None
