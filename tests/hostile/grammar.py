"""What the program writes to a terminal, as a grammar: everything else on the wire is foreign.

The sources are what draws in this program: Textual's driver for the modes at start and end, Rich's and our own SGR, and
the moves, erasures and scrolls of `tui.terminal` (ECMA-48 section 8.3; xterm's ctlseqs, OSC 22 and 52 among them).
"""

import base64
import binascii
import codecs
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

_COLUMNS, _ROWS = 400, 400
"""No terminal of these tests is wider or higher; what goes farther comes from a text."""
_MODES = frozenset((7, 25, 1000, 1002, 1003, 1004, 1006, 1015, 1049, 2004, 2026))
_SGR = frozenset((0, 1, 2, 3, 4, 7, 22, 23, 24, 27, 39, 49))
"""On a terminal of 256 colours; the sixteen of old, 30 to 47 and 90 to 107, are never asked for."""
_CSI = re.compile(r"\x1b\[([0-?]*)([ -/]*)([@-~])")
_COLOUR = re.compile(r"[34]8;(?:5;(\d+)|2;(\d+);(\d+);(\d+))(?=;|$)")
_NUMBER = re.compile(r"\d{0,3}")
_OSC = re.compile(r"\x1b\]([^\x00-\x1f\x7f-\x9f]*)(?:\x07|\x1b\\)")
_STRANGE = re.compile(
    "[\x00-\x09\x0b\x0c\x0e-\x1a\x1c-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\U000e0000-\U000e007f]"
)
# A field that takes no more letters rings; a bell out of a text would stand among letters.
_BELL = re.compile(r"(?<=\x1b\[\?2026l)\x07(?=\x1b|\Z)")
_PLAIN = re.compile(r"[^\x1b]+")


@dataclass(frozen=True, slots=True)
class Foreign:
    """Something in the output that no drawing of the program makes."""

    what: str
    """The piece itself."""
    at: int
    """Where it stands, in characters."""
    before: str
    """What was written before it."""

    def __str__(self) -> str:
        """Say what was found and after what."""
        return f"{self.what!r} at {self.at} after {self.before!r}"


@dataclass(frozen=True, slots=True)
class Heard:
    """What was said to the terminal beside drawing."""

    foreign: tuple[Foreign, ...]
    """What should not be there."""
    copies: tuple[str, ...]
    """Texts sent to its clipboard."""
    sequences: int
    """How many sequences were looked at."""


def hear(data: bytes, columns: int = _COLUMNS, rows: int = _ROWS) -> Heard:
    """Take apart what a program wrote.

    Args:
        data: Whole sequences, from the start to the end or to a quiet moment.
        columns: Width of the terminal at its widest.
        rows: Its height at its highest.
    """
    decoder = codecs.getincrementaldecoder("utf-8")("surrogateescape")
    text = decoder.decode(data, final=True)
    foreign: list[Foreign] = []
    copies: list[str] = []
    count = 0
    for at, piece, is_sequence in _pieces(_BELL.sub("", text)):
        count += is_sequence
        copied = _copied(piece)
        if copied is not None:
            copies.append(copied)
        elif not (_is_known(piece, columns, rows) if is_sequence else _is_text(piece)):
            odd = next(_odd_parts(piece), piece) if not is_sequence else piece
            foreign.append(Foreign(odd[:80], at, text[max(0, at - 40) : at]))
    return Heard(tuple(foreign), tuple(copies), count)


def _pieces(text: str) -> Iterator[tuple[int, str, bool]]:
    """Yield runs of text and sequences with their places, nothing left out."""
    at = 0
    while at < len(text):
        if found := _PLAIN.match(text, at):
            yield at, found[0], False
        else:
            found = _CSI.match(text, at) or _OSC.match(text, at) or re.compile(r"\x1b.?", re.DOTALL).match(text, at)
            assert found
            yield at, found[0], True
        at = found.end()


def _is_text(piece: str) -> bool:
    """Tell whether a run of characters is harmless; CR and LF are the only controls."""
    return _STRANGE.search(piece) is None and not any("\ud800" <= character <= "\udfff" for character in _beyond(piece))


def _beyond(piece: str) -> str:
    return "" if piece.isascii() else piece


def _odd_parts(piece: str) -> Iterator[str]:
    return (character for character in piece if not _is_text(character))


def _is_known(piece: str, columns: int, rows: int) -> bool:
    """Tell whether the program's own drawing has this sequence."""
    if found := _CSI.fullmatch(piece):
        parameters, between, final = found.groups()
        return _is_known_csi(parameters, between + final, columns, rows)
    found = _OSC.fullmatch(piece)
    # The shape of the pointer, and the end of a link that nobody began.
    return found is not None and found[1] in ("22;default", "22;pointer", "22;text", "8;;")


def _is_known_csi(parameters: str, final: str, columns: int, rows: int) -> bool:
    if final in ("h", "l"):
        return parameters[:1] == "?" and parameters[1:].isdecimal() and int(parameters[1:]) in _MODES
    if final == "$p":
        return parameters in ("?2026", "?2048")
    if final == "u":
        return bool(re.fullmatch(r"<|>\d{1,2}", parameters))
    if final in ("K", "J"):
        return parameters == "" or final + parameters == "J2"
    if final == "m":
        return _is_colouring(parameters)
    known = _LIMITS.get(final)
    if known is None or not re.fullmatch(r"\d{0,3}(?:;\d{0,3})?", parameters):
        return False
    return known([int(number or 1) for number in parameters.split(";")], columns, rows)


def _is_colouring(parameters: str) -> bool:
    """Tell whether the program uses these SGR parameters."""
    for found in _COLOUR.finditer(parameters):
        if any(int(part) > 255 for part in found.groups() if part):
            return False
    rest = [part for part in _COLOUR.sub("", parameters).split(";") if part]
    return all(len(part) <= 3 and part.isdecimal() and int(part) in _SGR for part in rest)


_Limit = Callable[[list[int], int, int], bool]
_across: _Limit = lambda numbers, columns, rows: len(numbers) == 1 and 1 <= numbers[0] <= columns  # noqa: E731
_down: _Limit = lambda numbers, columns, rows: len(numbers) == 1 and 1 <= numbers[0] <= rows  # noqa: E731
_LIMITS: dict[str, _Limit] = {
    **dict.fromkeys("CDGX", _across),
    **dict.fromkeys("ABdLMST", _down),
    "H": lambda numbers, columns, rows: numbers[0] <= rows and numbers[-1] <= max(columns, rows) and len(numbers) <= 2,
    "r": lambda numbers, columns, rows: all(number <= rows for number in numbers),
    "n": lambda numbers, columns, rows: numbers == [6],
}
"""Finals of the moves, erasures and scrolls, and which numbers they may have; none stands for 1."""


def _copied(piece: str) -> str | None:
    """Return what a sequence sends to the clipboard; None where it sends nothing there."""
    found = _OSC.fullmatch(piece)
    if found is None or not found[1].startswith("52;c;"):
        return None
    try:
        return base64.b64decode(found[1].removeprefix("52;c;"), validate=True).decode()
    except (binascii.Error, UnicodeDecodeError):
        return None
