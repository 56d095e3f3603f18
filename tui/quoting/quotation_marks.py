"""Quotation marks inside a quotation, changed as the style manuals ask.

Inside double quotation marks the double marks of the source become single and the single ones double; marks of
other languages become English ones (Chicago 17th ed., 13.7, 13.30; APA 7th ed., 8.33; MLA Handbook 9th ed., chapter 6).
Only pairs are changed: a mark without its partner, and every apostrophe, stays.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_DOUBLE = '“”„‟"＂«»'
_SINGLE = "‘’‚‛'‹›"
_ENGLISH = {True: '“”"', False: "‘’'"}
_GUILLEMETS = "«»‹›"
_CLOSED_BY = {
    "”": '“„‟”"',
    "“": "„“",
    '"': '"“„',
    "＂": "＂",
    "»": "«",
    "«": "»",
    "’": "‘‚‛'",
    "‘": "‚",
    "'": "'‘‚",
    "›": "‹",
    "‹": "›",
}
_ALWAYS_OPEN = "„‟‚‛"
_SPACES = " \u00a0\u2009\u202f\u2002"
_BEFORE_OPENING = re.compile(r"[\s(\[{—–\-/‒―“‘„‚«»‹›\"'¿¡]")
_QUOTED_WORD = re.compile(r"(?!n[’'])\w+[’']")
_LOOK_AHEAD = 2000
_DEEPEST = 50
_ELISION = re.compile(
    r"(?:\d0s\b|\d\d\b|(?:tis|twas|twere|em|til|cause|bout|round|cuz|n|s|ere|neath)\b)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class _Pair:
    """An opening mark and its closing mark."""

    opening: int
    """Offset of the opening mark."""
    closing: int
    """Offset of the closing mark."""
    repeats: tuple[int, ...] = ()
    """Offsets where the opening mark is repeated at the head of a further paragraph."""


@dataclass(slots=True)
class _Open:
    mark: str
    place: int
    repeats: tuple[int, ...] = ()


def adapt(text: str, depth: int = 0) -> str:
    """Return a text with its pairs of quotation marks changed to those its place asks for.

    Args:
        text: The words of a quotation.
        depth: How many quotation marks stand around it: 0 in a block quotation, 1 in one run in.
    """
    return _adapted(text, depth)[0]


def enclose(text: str, end: str = "") -> str:
    """Return a text in double quotation marks, ``end`` inside them and inside those that close with them.

    ``enclose("Peace ‘now’", ",")`` is ``“Peace ‘now,’”``, as American manuals place commas (Chicago 17th ed., 6.9).
    """
    body, closings = _adapted(text, 1)
    split = len(body) - closings
    return f"“{body[:split]}{end}{body[split:]}”"


def without_full_stop(text: str) -> str:
    """Return a text without the full stop that ends its sentence, marks that close after it kept.

    The stop goes behind a citation in parentheses (APA 7th ed., 8.26; MLA Handbook 9th ed., chapter 6). An ellipsis
    stays, and so does the stop of an abbreviation.
    """
    found = re.search(r"(?<![.…])\.(?=[’”'\"»]*$)", text)
    if not found or re.search(r"(?:\b[^\W\d_]\.|\b(?:etc|Jr|Sr|Inc|Ltd|Co)\.)$", text[: found.end()]):
        return text
    return text[: found.start()] + text[found.end() :]


def _adapted(text: str, depth: int) -> tuple[str, int]:
    """Return the changed text, and how many closing marks of pairs stand at its very end."""
    pieces = list(text)
    ends: set[int] = set()
    enclosing: list[_Pair] = []
    for pair in sorted(_find_pairs(text), key=lambda pair: pair.opening):
        while enclosing and enclosing[-1].closing < pair.opening:
            enclosing.pop()
        _change(pieces, text, pair, is_double=(depth + len(enclosing)) % 2 == 0)
        enclosing.append(pair)
        ends.add(pair.closing)
    closings = 0
    while len(text) - 1 - closings in ends:
        closings += 1
    return "".join(pieces), closings


def _change(pieces: list[str], text: str, pair: _Pair, is_double: bool) -> None:
    """Write English marks over a pair, unless it has such marks of the right kind; spaces inside « » go."""
    if text[pair.opening] in _ENGLISH[is_double] and text[pair.closing] in _ENGLISH[is_double]:
        return
    for place in (pair.opening, *pair.repeats):
        pieces[place] = "“" if is_double else "‘"
        if text[place] in _GUILLEMETS and text[place + 1] in _SPACES:
            pieces[place + 1] = ""
    pieces[pair.closing] = "”" if is_double else "’"
    if text[pair.closing] in _GUILLEMETS and text[pair.closing - 1] in _SPACES:
        pieces[pair.closing - 1] = ""


def _find_pairs(text: str) -> Iterator[_Pair]:
    """Give every pair of marks, inner ones first; they never cross."""
    stack: list[_Open] = []
    for place, mark in _marks(text):
        partner = _partner(text, place, mark, stack)
        if partner is not None:
            found = stack[partner]
            del stack[partner:]
            yield _Pair(found.place, place, found.repeats)
        elif _can_open(text, place, mark):
            if stack and stack[-1].mark == mark and _starts_paragraph(text, place):
                stack[-1].repeats = (*stack[-1].repeats, place)
            else:
                stack.append(_Open(mark, place))


def _marks(text: str) -> Iterator[tuple[int, str]]:
    """Give the places that may be quotation marks: no apostrophe within a word or in place of its first letters."""
    for found in re.finditer(f"[{re.escape(_DOUBLE + _SINGLE)}]", text):
        place, mark = found.start(), found[0]
        before, after = text[max(0, place - 1) : place], text[place + 1 : place + 2]
        if mark in "'’‘":
            is_inside = before.isalnum() and after.isalnum()
            is_elision = not before.isalnum() and _ELISION.match(text, place + 1) and not _is_closed_soon(text, place)
            if is_inside or is_elision or mark in (before, after):
                continue
        yield place, mark


def _is_closed_soon(text: str, place: int) -> bool:
    """Tell whether the one word after a mark is closed by another: ‘round’ is quoted, ’round the corner is not."""
    return text[place] != "’" and _QUOTED_WORD.match(text, place + 1) is not None


def _partner(text: str, place: int, mark: str, stack: list[_Open]) -> int | None:
    """Return which open mark this one closes, as an index into the stack; None where it closes none."""
    if mark in _ALWAYS_OPEN or (mark not in _GUILLEMETS and not _can_close(text, place, mark)):
        return None
    for index in reversed(range(max(0, len(stack) - _DEEPEST), len(stack))):
        if stack[index].mark in _CLOSED_BY[mark]:
            is_possessive = mark in "'’" and _is_possessive(text, place, mark)
            return None if is_possessive else index
    return None


def _can_close(text: str, place: int, mark: str) -> bool:
    before, after = text[max(0, place - 1) : place], text[place + 1 : place + 2]
    if not before or before.isspace():
        return False
    return mark == "”" or not after.isalnum()


def _can_open(text: str, place: int, mark: str) -> bool:
    before, after = text[max(0, place - 1) : place], text[place + 1 : place + 2]
    if mark in _GUILLEMETS or mark in _ALWAYS_OPEN:
        return bool(after)
    if mark == "’" or not after or after.isspace():
        return False
    return mark in "“‘" or not before or bool(_BEFORE_OPENING.match(before))


def _is_possessive(text: str, place: int, mark: str) -> bool:
    """Tell whether the mark after a word in -s or -in is an apostrophe, since another one closes later (states’ …’)."""
    if not re.search(r"(?:s|\win)$", text[max(0, place - 3) : place], re.IGNORECASE):
        return False
    if not re.match(r" [^\W_]", text[place + 1 : place + 3]):
        return False
    rest = re.split(
        rf"\n\s*\n|[{re.escape(_DOUBLE)}]|(?<=\s)[‘'](?=\w)", text[place + 1 : place + _LOOK_AHEAD], maxsplit=1
    )[0]
    return re.search(rf"\S{mark}(?!\w)", rest) is not None


def _starts_paragraph(text: str, place: int) -> bool:
    while place and text[place - 1] in " \t\u00a0":
        place -= 1
    return not place or text[place - 1] == "\n"
