"""Copies of a text in which nothing but marks was changed, as copyists and word processors change them."""

import re
from collections.abc import Callable
from random import Random

_SAME = {
    "double": ('“”„‟"«»＂″', '“”„"«»＂'),
    "single": ("‘’'‚‛ʼ`´′", "‘’'‚ʼ`´"),
    "dash": ("-‐‑–—―−", "-‐‑–—―−"),
}
_SPACES = (" ", "\u00a0", "\u2009", "\u202f", "\u3000", "\n", "\r\n", " \n", "  ", "\t", "\n\n")
_UNSEEN = ("\u00ad", "\u200b", "\u200d", "\u2060", "\ufeff", "\u200e")


def other_quotes(text: str, random: Random) -> str:
    """Return a text with other quotation marks and apostrophes in the places of its own."""
    for kind in ("double", "single"):
        text = _exchanged(text, kind, random)
    return text


def _exchanged(text: str, kind: str, random: Random) -> str:
    marks, others = _SAME[kind]
    return re.sub(f"[{marks}]", lambda _: random.choice(others), text)


def other_dashes(text: str, random: Random) -> str:
    """Return a text with other dashes and hyphens."""
    return _exchanged(text, "dash", random)


def other_spaces(text: str, random: Random) -> str:
    """Return a text with other white space, line breaks too."""
    return re.sub(r"\s+", lambda _: random.choice(_SPACES), text)


def other_dots(text: str, random: Random) -> str:
    """Return a text with three full stops for an ellipsis, close together or apart."""
    return text.replace("…", random.choice(["...", ". . ."]))


def with_unseen(text: str, random: Random) -> str:
    """Return a text with characters that nobody sees inside its words."""
    return re.sub(r"(?<=[a-z])(?=[a-z])", lambda _: random.choice(_UNSEEN) if random.random() < 0.1 else "", text)


def other_first_letter(text: str, random: Random) -> str:
    """Return a text whose first letter, where it is one of the alphabet, is a capital one or is none any more."""
    first = re.search(r"\w", text)
    if first is None or not (first[0].isascii() and first[0].isalpha()):
        return text
    return f"{text[: first.start()]}{first[0].swapcase()}{text[first.end() :]}"


WAYS: dict[str, Callable[[str, Random], str]] = {
    "quotes": other_quotes,
    "dashes": other_dashes,
    "spaces": other_spaces,
    "dots": other_dots,
    "unseen": with_unseen,
    "first letter": other_first_letter,
}
"""The ways in which marks are changed."""


def with_other_marks(text: str, random: Random) -> str:
    """Return a text whose marks were changed in all ways at once."""
    for change in WAYS.values():
        text = change(text, random)
    return text
