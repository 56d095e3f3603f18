"""What a program has switched on in its terminal and not off again, from the bytes it wrote."""

import re

_TOKEN = re.compile(
    rb"\x1b\[(?P<private>[?<=>]?)(?P<numbers>[\d;:]*)(?P<between>[ -/]*)(?P<end>[@-~])"
    rb"|\x1b\](?P<command>\d+);?(?P<text>[^\x07\x1b]*)(?:\x07|\x1b\\)"
    rb"|\x1b(?P<charset>[()*+])(?P<set>.)"
    rb"|(?P<shift>\x0e|\x0f)"
)
_ON_AT_FIRST = frozenset({b"?7", b"?25"})
"""Modes that a terminal has set before a program comes: it wraps lines and shows its cursor."""


class _Modes:
    """What is switched on after some sequences."""

    def __init__(self) -> None:
        self.modes: set[bytes] = set(_ON_AT_FIRST)
        self.others: dict[str, bool] = {}
        self.keyboards = self.titles = 0

    def take(self, found: re.Match[bytes]) -> None:
        """Take a sequence."""
        if found["command"] is not None:
            self._take_command(found["command"], found["text"])
        elif found["charset"]:
            self.others[f"charset {found['charset'].decode()}"] = found["set"] != b"B"
        elif found["shift"]:
            self.others["shifted charset"] = found["shift"] == b"\x0e"
        elif not found["between"]:
            self._take_control(found["private"], found["numbers"], found["end"])

    def _take_control(self, private: bytes, numbers: bytes, end: bytes) -> None:
        if end in b"hl" and private in (b"", b"?"):
            for number in numbers.split(b";"):
                (self.modes.add if end == b"h" else self.modes.discard)(private + number)
        elif end == b"u" and private == b">":
            self.keyboards += 1
        elif end == b"u" and private == b"<":
            self.keyboards -= int(numbers or 1)
        elif end == b"u" and private == b"=":
            self.others["keyboard flags"] = True
        elif end == b"m" and private == b">":
            self.others["modified keys"] = bool(numbers)
        elif end == b"r" and not private:
            self.others["margins"] = bool(numbers)
        elif end == b"m" and not private:
            self.others["colours"] = numbers not in (b"", b"0")
        elif end == b"t" and numbers.startswith((b"22", b"23")):
            self.titles += 1 if numbers.startswith(b"22") else -1

    def _take_command(self, command: bytes, text: bytes) -> None:
        if command in (b"0", b"1", b"2"):
            self.others["title"] = not self.titles
        elif command == b"8":
            self.others["link"] = text.strip(b";") != b""
        elif command == b"22":
            self.others["pointer"] = text not in (b"", b"default")
        elif command in (b"4", b"10", b"11", b"12"):
            self.others["palette"] = text != b"?"


def left_on(written: bytes) -> list[str]:
    """Return what is switched on, or off, otherwise than before, once a terminal has taken some bytes."""
    modes = _Modes()
    for found in _TOKEN.finditer(written):
        modes.take(found)
    names = [mode.decode() for mode in sorted(modes.modes ^ _ON_AT_FIRST)]
    names += [name for name, is_on in modes.others.items() if is_on]
    return names + ["keyboard"] * (modes.keyboards != 0) + ["titles"] * (modes.titles != 0)
