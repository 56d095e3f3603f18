"""The way to the clipboard of the terminal a person sits at, and what may be claimed about it."""

import base64
import re
from collections.abc import Callable
from dataclasses import dataclass

_BREAKS = re.compile("\r\n|[\r\x85\u2028\u2029]")
_DROPPED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\U000e0001]")
_SURROGATES = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Delivery:
    """What is known of a copy."""

    characters: int
    """Characters that were handed over."""
    route: str
    """Which way they went."""
    is_confirmed: bool = False
    """Whether the other side said that it has them."""
    dropped: int = 0
    """Control characters left out."""

    @property
    def notice(self) -> str:
        """Say what is known, no more."""
        verb = "copied" if self.is_confirmed else "sent"
        noun = "character" if self.characters == 1 else "characters"
        where = "" if self.is_confirmed else f" to {self.route}"
        extra = f"; {self.dropped} control characters left out" if self.dropped else ""
        return f"{verb} {self.characters:,} {noun}{where}{extra}"


def clean(text: str) -> tuple[str, int]:
    """Return ``text`` fit for a clipboard, and how many characters were dropped.

    Line ends become LF; control characters but tab and LF, bidirectional embeddings, overrides and
    isolates, and byte order marks go; lone surrogates become U+FFFD; all else stays.
    """
    unified = _SURROGATES.sub("\ufffd", _BREAKS.sub("\n", text))
    cleaned, dropped = _DROPPED.subn("", unified)
    return cleaned.rstrip("\n"), dropped


def osc52(text: str) -> str:
    """Return the escape sequence that asks a terminal to take ``text`` into its clipboard (xterm, OSC 52)."""
    return f"\x1b]52;c;{base64.b64encode(text.encode()).decode('ascii')}\a"


def send(text: str, write: Callable[[str], None]) -> Delivery:
    """Send ``text`` to the terminal's clipboard, which gives no receipt.

    Args:
        text: What to copy.
        write: Writes to the terminal, in order with everything else.
    """
    cleaned, dropped = clean(text)
    write(osc52(cleaned))
    return Delivery(len(cleaned), "the terminal's clipboard", dropped=dropped)
