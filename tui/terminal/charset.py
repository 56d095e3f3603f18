"""Terminals that do not understand UTF-8: what they understand, and a readable substitute for what they do not.

Sources: setlocale(3) and POSIX section 8.2 for the variables; PEP 538 for the one that Python adds;
the Unicode Character Database (names, categories, compatibility decompositions), as `unicodedata` has it.
"""

import codecs
import locale
import os
import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from tui.terminal.appearance import find_locale

if TYPE_CHECKING:
    from tui.terminal.grid import Split

_ASCII = "".join(map(chr, range(128)))
_STRANGERS = "é가中жあ"
"""Characters whose first byte is beyond ASCII in every codec that has them and keeps no state."""
_COERCED = ("C.UTF-8", "C.utf8", "UTF-8")


def given_variables() -> Mapping[str, str]:
    """Return the variables this program was started with: Python puts LC_CTYPE=C.UTF-8 in place of a poor locale."""
    if os.environ.get("LC_CTYPE") not in _COERCED:
        return os.environ
    try:
        started_with = Path("/proc/self/environ").read_bytes()
    except OSError:
        return os.environ
    if b"\0LC_CTYPE=" in b"\0" + started_with:
        return os.environ
    return {name: value for name, value in os.environ.items() if name != "LC_CTYPE"}


def terminal_charset(environ: Mapping[str, str]) -> str:
    """Return the codec name of what the terminal understands: "utf-8" where nothing tells, "ascii" where in doubt.

    Args:
        environ: The variables; see :func:`given_variables`.
    """
    name = find_locale(environ)
    if not name:
        return "utf-8"
    language, _, codeset = name.partition("@")[0].partition(".")
    if language in ("C", "POSIX") and not codeset:
        return "ascii"
    usual = locale.normalize(name).partition("@")[0].partition(".")[2]
    return _codec_name(codeset or language) or _codec_name(usual) or "ascii"


def _codec_name(codeset: str) -> str:
    """Return the name of a codec that adds characters to ASCII and keeps no state; "" where there is none."""
    if not re.fullmatch(r"[\w.:+-]{1,40}", codeset, re.ASCII):
        return ""
    try:
        if _ASCII.encode(codeset) != _ASCII.encode() or _ASCII.encode().decode(codeset) != _ASCII:
            return ""
    except (LookupError, ValueError):
        return ""
    strangers = [character.encode(codeset, "ignore") for character in _STRANGERS]
    if any(encoded and encoded[0] < 0x80 for encoded in strangers):
        return ""
    return codecs.lookup(codeset).name


def fitting(text: str, charset: str, split: "Split") -> str:
    """Return ``text`` with a substitute of the same number of cells for every character the charset has not.

    Args:
        text: What is drawn, without control characters.
        charset: The name of a codec, from :func:`terminal_charset`.
        split: Takes a text apart into characters with their marks, each with the number of its cells.
    """
    if text.isascii() or _is_encodable(text, charset):
        return text
    return _fitter(charset, split).fit(text)


class _Fitter:
    """Substitutes for one charset, remembered."""

    def __init__(self, charset: str, split: "Split") -> None:
        """Know no character yet."""
        self._charset, self._split = charset, split
        self._seen: set[str] = set()
        self._narrow: set[str] = set()
        self._table: dict[int, str] = {}

    def fit(self, text: str) -> str:
        """Return the text with substitutes; one of characters of one cell need not be taken apart."""
        for character in set(text) - self._seen:
            self._seen.add(character)
            if list(self._split(character)) == [(character, 1)]:
                self._narrow.add(character)
                self._table[ord(character)] = _substitute(character, 1, self._charset, self._split)
        if self._narrow.issuperset(text):
            return text.translate(self._table)
        pieces = self._split(text)
        return "".join([_substitute(cluster, cells, self._charset, self._split) for cluster, cells in pieces])


_fitter = lru_cache(maxsize=4)(_Fitter)


@lru_cache(maxsize=8192)
def _substitute(cluster: str, cells: int, charset: str, split: "Split") -> str:
    if _is_encodable(cluster, charset):
        return cluster
    if not cells:
        return ""
    for candidate in _candidates(unicodedata.normalize("NFC", cluster), charset, is_long=False):
        if candidate and _is_encodable(candidate, charset):
            free = cells - sum(width for _, width in split(candidate))
            if free >= 0:
                return candidate + " " * free
    return "?" * cells


def _is_encodable(text: str, charset: str) -> bool:
    try:
        text.encode(charset)
    except UnicodeEncodeError:
        return False
    return True


def readable_errors(charset: str) -> str:
    """Return the name of an error handler for streams in ``charset``: readable substitutes, of any width."""

    def substitute(error: UnicodeError) -> tuple[str, int]:
        if not isinstance(error, UnicodeEncodeError):
            raise error
        return "".join(_in_words(each, charset) for each in error.object[error.start : error.end]), error.end

    name = f"readable-{charset}"
    codecs.register_error(name, substitute)
    return name


@lru_cache(maxsize=4096)
def _in_words(character: str, charset: str) -> str:
    if unicodedata.category(character) in ("Mn", "Me", "Cf") and character not in _LONG:
        return ""
    candidates = _candidates(character, charset, is_long=True)
    return next((each for each in candidates if each and _is_encodable(each, charset)), "?")


def _candidates(cluster: str, charset: str, *, is_long: bool) -> Iterator[str]:
    """Yield what could stand for a character with its marks, the best first; not all may be encodable.

    Args:
        cluster: The character, composed as far as can be.
        charset: Where it is to be encodable.
        is_long: Whether a substitute may have more characters.
    """
    base = cluster[0]
    if unicodedata.category(base)[0] == "L":
        yield _accented(cluster, charset)
    elif len(cluster) > 1:
        yield base
    if is_long:
        yield _LONG.get(base, "")
    yield _part_of_frame(base, charset) or _SIGNS.get(base, "")
    yield _letter(base, is_long=is_long)
    yield _compatible(base, is_long=is_long)
    yield _sign_by_name(base) or _SIGN_OF_CATEGORY.get(unicodedata.category(base), "")


def _accented(cluster: str, charset: str) -> str:
    """Return a letter with as many of its marks as the charset has, "" without the letter itself."""
    letter, *others = list(unicodedata.normalize("NFD", cluster))
    left = []
    for mark in others:
        if not unicodedata.category(mark).startswith("M"):
            break
        composed = unicodedata.normalize("NFC", letter + mark)
        if len(composed) == 1 and _is_encodable(composed, charset):
            letter = composed
        else:
            left.append(mark)
    if not _is_encodable(letter, charset):
        return ""
    return letter + "".join(mark for mark in left if _is_encodable(mark, charset))


def _letter(character: str, *, is_long: bool) -> str:
    """Return Latin letters for a Latin, Greek or Cyrillic one."""
    lower = character.lower()
    for form in (lower, unicodedata.normalize("NFD", lower)[0], _without_addition(lower)):
        latin = (is_long and _LONG_LETTERS.get(form)) or _LETTERS.get(form) or (form if _is_plain(form) else "")
        if latin:
            return latin if lower == character else latin.capitalize()
    return ""


def _is_plain(form: str) -> bool:
    return form.isascii() and form.isalpha()


def _without_addition(character: str) -> str:
    """Return the letter of a letter "with stroke", "with hook" and the like."""
    plain, addition, _ = unicodedata.name(character[0], "").partition(" WITH ")
    try:
        return unicodedata.lookup(plain).lower() if addition else ""
    except KeyError:
        return ""


def _compatible(character: str, *, is_long: bool) -> str:
    """Return the plain form of a full-width, ligated, stylised or foreign letter or digit.

    What stands for a number keeps its value or is not shown: no "1" for a half, and no "20123" for 2012 with note 3.
    """
    digit = unicodedata.decimal(character, None)
    if digit is not None:
        return str(digit)
    decomposed = unicodedata.normalize("NFKD", character)
    if decomposed == character:
        return ""
    if unicodedata.category(character) == "No" and unicodedata.decomposition(character).startswith("<super>"):
        return f"^{decomposed}" if is_long else "^"
    plain = "".join(
        _SIGNS.get(part) or _letter(part, is_long=is_long) or part
        for part in decomposed
        if not unicodedata.category(part).startswith("M")
    )
    if is_long:
        return f" {plain}" if "⁄" in decomposed else plain
    is_cut = unicodedata.category(character).startswith("L") and unicodedata.east_asian_width(character) not in "WF"
    return plain[:1] if is_cut else plain


_SIDES = {
    "UP": {"up"},
    "DOWN": {"down"},
    "LEFT": {"left"},
    "RIGHT": {"right"},
    "VERTICAL": {"up", "down"},
    "HORIZONTAL": {"left", "right"},
}
_LIGHT = {
    "down right": "┌",
    "down left": "┐",
    "right up": "└",
    "left up": "┘",
    "down right up": "├",
    "down left up": "┤",
    "down left right": "┬",
    "left right up": "┴",
    "down left right up": "┼",
    "left right": "─",
    "down up": "│",
}


def _part_of_frame(character: str, charset: str) -> str:
    """Return the light line, or ASCII, for a line of a frame; dashed lines stay apart from the others."""
    name = unicodedata.name(character, "")
    if not name.startswith("BOX DRAWINGS ") or "DIAGONAL" in name:
        return ""
    sides = set().union(*(_SIDES.get(word, ()) for word in name.split()))
    if "DASH" in name:
        return "-" if "left" in sides else ":"
    light = _LIGHT.get(" ".join(sorted(sides)), "")
    if light and _is_encodable(light, charset):
        return light
    if sides <= {"left", "right"}:
        return "=" if "HEAVY" in name or "DOUBLE" in name else "-"
    return "|" if sides <= {"up", "down"} else "+"


_POINTING = re.compile(
    r"\b(?:(LEFT RIGHT|UP DOWN|LEFTWARDS|RIGHTWARDS|UPWARDS|DOWNWARDS)\b.*\bARROW|(\w+)-POINTING (?:T|PO))"
)
_DIRECTIONS = {"LEFT RIGHT": "-", "UP DOWN": "|", "LEFT": "<", "RIGHT": ">", "UP": "^", "DOWN": "v"}


def _sign_by_name(character: str) -> str:
    """Return the direction of an arrow or a triangle."""
    name = unicodedata.name(character, "")
    found = _POINTING.search(name)
    if found is None or "STROKE" in name:
        return ""
    return _DIRECTIONS.get((found[1] or found[2]).removesuffix("WARDS"), "")


_SIGN_OF_CATEGORY = {"Pd": "-", "Pi": '"', "Pf": '"', "Ps": "(", "Pe": ")", "Pc": "_", "Zs": " "}

_SIGNS = {
    **dict.fromkeys("‘’‚‛′‹›´ʼʻʹʾʿˈ׳", "'"),
    **dict.fromkeys("“”„‟″«»¨ʺ״「」『』《》", '"'),
    **dict.fromkeys("\xad‐‑‒–—―−¯⁃▔▀־", "-"),
    **dict.fromkeys("•‣◆❖♦★☆∗·∙⋅", "*"),
    **dict.fromkeys("●○◦□▫☐°", "o"),
    **dict.fromkeys("■▪█▓▇▆‡", "#"),
    **dict.fromkeys("▌➢➤", ">"),
    **dict.fromkeys("░▁▂▄", "_"),
    **dict.fromkeys("▏▎▍▋▊▉▕¦‖", "|"),
    **dict.fromkeys("▃▅═", "="),
    **dict.fromkeys("▖▗▘▙▚▛▜▝▞▟†✓✔☑", "+"),
    **dict.fromkeys("×✗✘☒", "x"),
    **dict.fromkeys("…。۔٫", "."),
    **dict.fromkeys("、،٬¸", ","),
    **dict.fromkeys("÷⁄∕╱", "/"),
    **dict.fromkeys("〈⟨", "<"),
    **dict.fromkeys("〉⟩", ">"),
    **dict.fromkeys("【〔", "["),
    **dict.fromkeys("】〕", "]"),
    **dict.fromkeys("≈˜✎∼", "~"),
    **{"▐": "<", "▒": "%", "╲": "\\", "╳": "X", "¡": "!", "ˆ": "^", "؛": ";", "٪": "%", "ː": ":", "∶": ":"},
    **{"€": "E", "£": "L", "¥": "Y", "¢": "c", "₽": "R", "₹": "R", "₴": "H", "₩": "W", "₿": "B", "₺": "L", "₪": "S"},
    **{"§": "S", "¶": "P", "©": "C", "®": "R", "™": "T", "№": "N", "µ": "u", "℃": "C", "℉": "F"},
    **{"¿": "?", "‰": "?", "±": "?", "≠": "?"},
}
"""One character for one; signs that the program draws keep apart from each other: see the test of them."""

_LONG = {
    **{"…": "...", "—": "--", "→": "->", "←": "<-", "↔": "<->", "⇒": "=>", "⇐": "<=", "⇔": "<=>"},
    **{"≤": "<=", "≥": ">=", "≠": "!=", "±": "+/-", "‰": "/1000", "°": " deg", "℃": " deg C", "℉": " deg F"},
    **{"€": "EUR", "₽": "RUB", "₴": "UAH", "₹": "INR", "₪": "ILS", "₺": "TRY", "₿": "BTC"},
    **{"©": "(c)", "®": "(R)", "™": "(TM)", "№": "No.", "¶": "par. ", "\u0338": "/"},
}
"""Substitutes where there is room."""

_LETTERS = {
    **dict(zip("абвгдежзийклмнопрстуфхцчшщъыьэюя", "abvgdezzijklmnoprstufhccss'y'eua", strict=True)),
    **dict(zip("іїєђјљњћџѕөүһәӏѣѳѵ", "iiedjlncdzouhaiefi", strict=True)),
    **dict(zip("αβγδεζηθικλμνξοπρσςτυφχψω", "abgdezitiklmnxoprsstyfhpo", strict=True)),
    **dict(zip("ßæœðþıŋəŉĸʒɛɔʊɪ", "saodtinenkzeoui", strict=True)),
}
"""A Latin letter for each small letter that is none."""

_LONG_LETTERS = {
    **{"ж": "zh", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ю": "yu", "я": "ya", "є": "ye", "ї": "yi"},
    **{"љ": "lj", "њ": "nj", "џ": "dz", "θ": "th", "χ": "ch", "ψ": "ps", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th"},
}
"""Letters that take more than one, where there is room."""
