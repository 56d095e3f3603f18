"""Characters that can stand for one which a charset lacks: accents left off, transliterated, alike in looks.

Source: the Unicode Character Database (names, categories, compatibility decompositions), as `unicodedata` has it.
"""

import re
import unicodedata
from collections.abc import Iterator

from tui.terminal.charset import is_encodable


def candidates(cluster: str, charset: str, *, is_long: bool) -> Iterator[str]:
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
        yield LONG.get(base, "")
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
        if len(composed) == 1 and is_encodable(composed, charset):
            letter = composed
        else:
            left.append(mark)
    if not is_encodable(letter, charset):
        return ""
    return letter + "".join(mark for mark in left if is_encodable(mark, charset))


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
    if light and is_encodable(light, charset):
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

LONG = {
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
