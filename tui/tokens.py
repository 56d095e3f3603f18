"""Tokens: the words of a text as searching and comparing see them, with their places.

A token is a run of letters, digits and combining marks; soft hyphens and joiners inside belong to it, and so do
apostrophes (``don't``), the separators of a large number (``1,000,000``) and the points of an initialism (``U.S.``).
Hyphens and dashes part words. Scripts written without spaces (Chinese, Japanese, Thai and their like, and Korean, whose
words carry their particles) give one token for each pair of neighbouring characters, so that any run of them is found.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import cache

from tui.text import JOINERS, Span, fold_key

LONGEST_FUZZY = 120
"""Letters; no longer word is matched with edits."""
_APOSTROPHES = "'’ʼ＇`´‘′"
_APOSTROPHE = frozenset(_APOSTROPHES)
_SUPERSCRIPTS = frozenset("¹²³⁰⁴⁵⁶⁷⁸⁹")
# The blocks of scripts without spaces: Thai, Lao, Myanmar, Hangul, Khmer, kana, Han.
_UNSPACED_RANGES = (
    (0x0E00, 0x0EFF),
    (0x1000, 0x109F),
    (0x1100, 0x11FF),
    (0x1780, 0x17FF),
    (0x3005, 0x3007),
    (0x3040, 0x30FF),
    (0x31F0, 0x31FF),
    (0x3400, 0x4DBF),
    (0x4E00, 0x9FFF),
    (0xAC00, 0xD7AF),
    (0xF900, 0xFAFF),
    (0xFF66, 0xFF9F),
)
_MARKED_RANGES = ((0x0E00, 0x0EFF), (0x1000, 0x109F), (0x1780, 0x17FF))
_FARTHER_LETTERS = "\U00010000-\U0001efff\U00020000-\U0003ffff"
_FARTHER_HAN = "\U00020000-\U0003ffff"
_ELIDED = r"^(?:[ldjmtscn]|qu|lorsqu|puisqu|jusqu|(?:d|n|s)?[ae]ll|sull|un|quest)'(?=[aeiouyh]\w)"
_ELISION = re.compile(_ELIDED)
# Turkish parts the ending of a name from it: İstanbul'da, Türkiye'nin, Paris'e; here in folded letters.
_AFTER_ANY = r"n[iu]n|n?[dt][ae](?:n|ki)?|l[ae]|l[iu]|l[ae]r(?:in)?|[dt][iu]r|c[ae]"
_AFTER_CONSONANT = r"[iu]n|[aeiu]"
_AFTER_VOWEL = r"y[iuae]|n[ae]|yl[ae]|s[iu](?:n[iu]n|nd[ae]n?)?"
_ENDING = re.compile(
    rf"'s$|(?<=\w{{3}})(?<!qu)(?:(?<![aeiou])'(?:{_AFTER_CONSONANT})|(?<=[aeiou])'(?:{_AFTER_VOWEL})|'(?:{_AFTER_ANY}))$"
)
INITIALISMS = {"us": "u.s", "it": "i.t", "who": "w.h.o"}
"""The words that are names in capitals, and how those names are folded, so that they stay apart."""


def raw_tokens(text: str) -> list[str]:
    """Return the tokens of ``text`` as they are written."""
    pattern = _patterns()[0]
    if text.isascii() or not _patterns()[1].search(text):
        return pattern.findall(text)
    return [text[start:end] for start, end in token_spans(text)]


def token_spans(text: str) -> list[Span]:
    """Return where the tokens of :func:`raw_tokens` stand, in the same order."""
    pattern, unspaced, _ = _patterns()
    if text.isascii() or not unspaced.search(text):
        return [Span(*match.span()) for match in pattern.finditer(text)]
    return [span for match in pattern.finditer(text) for span in _parted(text, *match.span())]


def word_spans(text: str) -> list[Span]:
    """Return where words stand as people count them: what spaces part, and each letter of a script without them."""
    spans = [Span(*found.span()) for found in re.finditer(r"\S+", text)]
    if text.isascii() or not _patterns()[1].search(text):
        return spans
    return [part for span in spans for part in _letters(text, *span)]


def _letters(text: str, start: int, end: int) -> Iterator[Span]:
    """Yield the letters of scripts without spaces in a run of characters, and what is between them."""
    _, unspaced, unit = _patterns()
    at = start
    while following := unspaced.search(text, at, end):
        if following.start() > at:
            yield Span(at, following.start())
        letter = unit.match(text, following.start(), end)
        at = letter.end() if letter else following.end()
        yield Span(following.start(), at)
    if at < end:
        yield Span(at, end)


def fold_token(token: str) -> str:
    """Return the form in which tokens are compared; empty where nothing is left of it.

    Case, accents, a trailing ``'s`` or Turkish ending, apostrophes, an elided article (``l'Ukraine``), the
    separators of numbers and the points of initialisms are gone; but ``US`` and ``U.S.`` are no ``us``.
    """
    folded = fold_key(token)
    if not folded.isascii() and any(map(str.isdigit, folded)):
        folded = "".join(_ascii_digit(character) for character in folded)
    if folded.isalnum():
        return INITIALISMS[folded] if token.isupper() and folded in INITIALISMS else folded
    folded = folded.replace("ʼ", "'")
    folded = _ENDING.sub("", folded)
    if folded[:1].isdigit():
        return _fold_number(folded)
    folded = _ELISION.sub("", folded).replace("'", "")
    bare = folded.replace(".", "")
    if bare in INITIALISMS and ("." in folded or token[: len(bare)].isupper()):
        return INITIALISMS[bare]
    return bare


def allowed_edits(token: str) -> int:
    """Return how many edits a typed word may be away from the one that was meant; numbers must be right."""
    if len(token) <= 2 or len(token) > LONGEST_FUZZY or token[0].isdigit():
        return 0
    return 1 if len(token) == 3 else 2


def is_unspaced(token: str) -> bool:
    """Tell whether a token is of a script written without spaces."""
    return not token.isascii() and _patterns()[1].match(token) is not None


def is_mark(character: str) -> bool:
    """Tell whether a character is a mark that belongs to the letter before it."""
    return unicodedata.category(character)[0] == "M"


def takes_marks(token: str) -> bool:
    """Tell whether a token is of a script without spaces whose letters carry vowels and tones as marks."""
    return any(first <= ord(token[0]) <= last for first, last in _MARKED_RANGES)


def core_span(text: str, span: Span) -> Span:
    """Return the span of a token without an elided article, a trailing ``'s`` or a Turkish ending."""
    token = text[span.start : span.end]
    if _APOSTROPHE.isdisjoint(token):
        return span
    folded = [fold_key(character).replace("ʼ", "'") or "\u00ad" for character in token]
    # Joiners are kept and long letters cut, so that each character has its place.
    plain = "".join(character[0] for character in folded)
    ending = _ENDING.search(plain)
    elision = _ELISION.match(plain)
    start = span.start + (elision.end() if elision else 0)
    return Span(start, span.start + ending.start() if ending and ending.start() > start - span.start else span.end)


def _ascii_digit(character: str) -> str:
    """Return a digit of any script as an ASCII one; another character as it is."""
    value = unicodedata.digit(character, None)
    return character if value is None else str(value)


def _fold_number(token: str) -> str:
    """Return a number without the separators of its thousands, and with a point before its decimals."""
    head, separator, decimals = token, "", ""
    if len(token) > 3 and token[-3:-2] in (".", ","):
        head, separator, decimals = token[:-3], ".", token[-2:]
    elif token[-2:-1] in (".", ","):
        head, separator, decimals = token[:-2], ".", token[-1:]
    return "".join(part for part in head if part not in ".,' \u066c") + separator + decimals


def _parted(text: str, start: int, end: int) -> Iterator[Span]:
    """Yield the parts of a run of letters: pairs of characters of a script without spaces, and what is between."""
    _, unspaced, unit = _patterns()
    at = start
    while at < end:
        following = unspaced.search(text, at, end)
        if following is None:
            yield Span(at, end)
            return
        if following.start() > at:
            yield Span(at, following.start())
        at = following.start()
        units = []
        while found := unit.match(text, at, end):
            units.append(found.span())
            at = found.end()
        last = len(units) - 1
        for index, (first, stop) in enumerate(units):
            yield Span(first, units[index + 1][1] if index < last else stop)


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Return the patterns of a token, of a character of a script without spaces, and of one with its marks.

    Made when they are first needed, since the classes of all letters and marks take some milliseconds.
    """
    marks = _ranges(is_mark) + "\uff9e\uff9f\U000e0100-\U000e01ef"
    letters = _ranges(_is_of_word) + JOINERS + _FARTHER_LETTERS + "\U000e0100-\U000e01ef"
    inside = (
        rf"[{_APOSTROPHES}][{letters}]+"
        rf"|[.,\u00a0\u202f\u066c](?<=\d.)\d{{3}}(?!\d)"
        rf"|[.,](?<=\d.)\d{{1,2}}(?!\d|[.,]\d)"
        rf"|\.(?<=(?<![{letters}])[^\W\d_]\.)[^\W\d_](?![{letters}])"
    )
    # Possessive repeats and a look at the next character first: most words end without any of these.
    token = rf"[{letters}]++(?:(?=[{_APOSTROPHES}.,\u00a0\u202f\u066c])(?:{inside})*+(?:(?<=\.[^\W\d_])\.)?+)?+"
    unspaced = "".join(f"{chr(first)}-{chr(last)}" for first, last in _UNSPACED_RANGES) + _FARTHER_HAN
    of_unspaced = f"(?![{marks}])[{unspaced}]"
    # The vowel am is one character or two; both belong to the letter before it.
    unit = (
        rf"{of_unspaced}[{marks}{JOINERS}\u1160-\u11ff]*"
        r"(?:\u0e33|\u0eb3|(?<=\u0e4d)\u0e32|(?<=\u0ecd)\u0eb2)?"
    )
    return re.compile(token), re.compile(of_unspaced), re.compile(unit)


def _is_of_word(character: str) -> bool:
    """Tell whether a character is part of words; the sign of a footnote is not."""
    return (character.isalnum() and character not in _SUPERSCRIPTS) or is_mark(character)


def _ranges(is_in: Callable[[str], bool]) -> str:
    """Return the characters of the basic plane that a predicate accepts, as the inside of a character class."""
    codes = [code for code in range(0x10000) if is_in(chr(code))]
    pieces, start = [], 0
    for index in range(1, len(codes) + 1):
        if index == len(codes) or codes[index] != codes[index - 1] + 1:
            pieces.append(f"\\u{codes[start]:04x}-\\u{codes[index - 1]:04x}")
            start = index
    return "".join(pieces)
