"""Styles of cells, and the shortest SGR sequences between them.

Sources: ECMA-48 section 8.3.117 (SELECT GRAPHIC RENDITION); xterm's ctlseqs ("Character Attributes (SGR)",
indexed and direct colours 38 and 48); the hyperlink convention of OSC 8 that VTE, iTerm2 and tmux share.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

_SWITCHES = (1, 2, 3, 4, 5, 6, 7, 8, 9, 21, 51, 52, 53)
_BIT = {code: 1 << place for place, code in enumerate(_SWITCHES)}
_GROUPS = {22: (1, 2), 23: (3,), 24: (4, 21), 25: (5, 6), 27: (7,), 28: (8,), 29: (9,), 54: (51, 52), 55: (53,)}
"""Each code that switches off, with the codes it takes back."""

_MASK = {off: sum(_BIT[code] for code in codes) for off, codes in _GROUPS.items()}
_FOREGROUNDS = frozenset((*range(30, 38), *range(90, 98)))
_BACKGROUNDS = frozenset((*range(40, 48), *range(100, 108)))
_HIDDEN_ON_BLANKS = _BIT[1] | _BIT[2]
"""Bold and dim, which a space does not show; GNU screen, for one, shows italics in reverse."""

_LINK_END = "\x1b]8;;\x1b\\"


class UndrawableError(ValueError):
    """What was written is no drawing this module understands; what the terminal shows is unknown then."""


@dataclass(frozen=True, slots=True, eq=False)
class Style:
    """How a cell looks; two equal styles are one object, so that `is` compares them."""

    foreground: str
    """The SGR parameters of the colour ("38;5;251"), empty for the terminal's own."""
    background: str
    """The SGR parameters of the colour behind ("48;5;234"), empty for the terminal's own."""
    attributes: int
    """One bit for each attribute that is on, lowest first in the order of their SGR codes."""
    target: str
    """Where the cell's link leads, empty without one."""


_LINK_PARAMETERS: dict[str, str] = {}
"""The parameters a link was first given."""
_STYLES: dict[tuple[str, str, int, str], Style] = {}
"""Every style there is; a program has some hundreds."""


def style_of(foreground: str = "", background: str = "", attributes: int = 0, target: str = "") -> Style:
    """Return the one style of these properties."""
    key = foreground, background, attributes, target
    return _STYLES.setdefault(key, Style(*key))


DEFAULT = style_of()
"""The style after a reset."""


@cache
def blank_of(style: Style) -> Style:
    """Return what is to be seen of a style in a cell that holds a space: most often the background alone."""
    if style.attributes & ~_HIDDEN_ON_BLANKS or style.target:
        return style
    return style_of(background=style.background)


@cache
def restyled(style: Style, parameters: str) -> Style:
    """Return a style after one SGR sequence.

    Args:
        style: The style before.
        parameters: What stands between CSI and m.

    Raises:
        UndrawableError: A parameter is unknown.
    """
    foreground, background, attributes = style.foreground, style.background, style.attributes
    for code, text in _codes(parameters):
        if code == 0:
            foreground, background, attributes = "", "", 0
        elif code in _BIT:
            attributes |= _BIT[code]
        elif code in _MASK:
            attributes &= ~_MASK[code]
        elif code == 38 or code in _FOREGROUNDS:
            foreground = text
        elif code == 48 or code in _BACKGROUNDS:
            background = text
        elif code == 39:
            foreground = ""
        elif code == 49:
            background = ""
        else:
            raise UndrawableError(f"unknown SGR {parameters!r}")
    return style_of(foreground, background, attributes, style.target)


@cache
def linked(style: Style, link: str) -> Style:
    """Return a style after OSC 8.

    A link is known by where it leads. Rich gives the same link a new identifier whenever it renders it, so the
    first one is kept.

    Args:
        style: The style before.
        link: What follows "8;": the link's parameters, a semicolon, and where it leads.
    """
    parameters, _, target = link.partition(";")
    _LINK_PARAMETERS.setdefault(target, parameters)
    return style_of(style.foreground, style.background, style.attributes, target)


@cache
def transition(before: Style | None, after: Style) -> str:
    """Return the shortest sequence from one style to another; None before stands for an unknown one."""
    if before is after:
        return ""
    whole = ";".join(_all_of(after))
    sequence = f"\x1b[0;{whole}m" if whole else "\x1b[m"
    if before is not None:
        changes = ";".join(_changes(before, after))
        if len(changes) + 3 < len(sequence):
            sequence = f"\x1b[{changes}m" if changes else ""
    if before is None or before.target != after.target:
        sequence += f"\x1b]8;{_LINK_PARAMETERS[after.target]};{after.target}\x1b\\" if after.target else _LINK_END
    return sequence


def _codes(parameters: str) -> Iterator[tuple[int, str]]:
    """Give each code with its text; a colour's components belong to its code."""
    texts = parameters.split(";")
    place = 0
    while place < len(texts):
        code = int(texts[place] or 0)
        length = 1
        if code in (38, 48):
            length = {"5": 3, "2": 5}.get("".join(texts[place + 1 : place + 2]), 0)
            if not length or not all(texts[place : place + length]) or place + length > len(texts):
                raise UndrawableError(f"unknown colour in SGR {parameters!r}")
        yield code, ";".join(texts[place : place + length])
        place += length


def _all_of(style: Style) -> list[str]:
    codes = [str(code) for code in _SWITCHES if style.attributes & _BIT[code]]
    return [part for part in (*codes, style.foreground, style.background) if part]


def _changes(before: Style, after: Style) -> Iterator[str]:
    for off, codes in _GROUPS.items():
        old, new = before.attributes & _MASK[off], after.attributes & _MASK[off]
        # Attributes of one group may displace one another, so a group that had one is written anew.
        if old and old != new:
            yield str(off)
            old = 0
        yield from (str(code) for code in codes if new & ~old & _BIT[code])
    if before.foreground != after.foreground:
        yield after.foreground or "39"
    if before.background != after.background:
        yield after.background or "49"
