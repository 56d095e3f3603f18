"""Sentence spans: sentencex finds the boundaries, a few repairs follow."""

import re

from sentencex import segment

from tui.text import Span

_LANGUAGES = frozenset(
    "am ar as bg bn ca cs da de el en es et fa fi fr gu he hi hu hy id is it ja kk kn ko lt lv ml mr my nb nl "
    "or pa pl pt ro ru sk sl sq sr sv ta te th tr uk ur vi zh".split()
)
_LEAD = r"(?:^|[\s(\[“\"‘'—–-])"
_BEFORE_NAME = re.compile(
    _LEAD + r"(?:cf|vs?|op|cit|e\.g|i\.e|[Aa]pprox|[Cc]a|[Ii]ncl|[Rr]esp|[Ee]ds?|[Ss]t|[Gg]ov|[Ss]en|[Rr]ep|[Gg]en"
    r"|[Ll]t|[Cc]ol|[Cc]apt|[Ss]gt|[Mm]aj|[Pp]rof|[Hh]on|[Rr]ev|[Mm]essrs|[Mm]mes?|[Dd]r|[Mm]rs?|[Mm]s|[A-Z])\.\s*$"
)
_BEFORE_NUMBER = re.compile(
    _LEAD + r"(?:[Pp]aras?|[Aa]rts?|[Nn]os?|pp?|[Vv]ols?|[Cc]h|[Ss]ecs?|[Ff]igs?|[Aa]dd|[Dd]oc|[Rr]es)\.\s*$"
)
_NUMBER = re.compile(r"[\d(§]|[IVXLC]+\b")
_WIDE_SPACE = re.compile(r"[^\S \n]")
_OPENERS = "\"'“”‘’«»(["
_STOPS = ".!?。！？"
_PART = 4000
"""Characters that go to sentencex at once."""
_CROWDED = 1000
"""Characters from which on a text can be said to have too many full stops."""
_MISSED = re.compile(r"(?<=[.!?][)\]])\s+(?=[“\"‘'(]?[A-ZÀ-ÞА-Я])")
_STARTS_LOWER = re.compile(r"[\s\"“”‘’'(\[—–-]*[a-zà-ÿа-я]")
_CLOSERS_ONLY = re.compile(r"[\s\"”’'»)\]]*$")


def split_sentences(text: str, language: str | None = None) -> tuple[Span, ...]:
    """Return the spans of the sentences of ``text``; they tile it without a gap.

    Args:
        text: A block's text.
        language: ISO 639-1 code; English rules where it is unknown.
    """
    if not text:
        return ()
    pieces = _tile(text, language if language in _LANGUAGES else "en")
    cuts = [0]
    for start, end in pieces:
        if start and _is_cut(text, cuts[-1], start, end):
            cuts.append(start)
        cuts.extend(found.end() for found in _MISSED.finditer(text, start, end) if found.end() < end)
    cuts.append(len(text))
    return tuple(Span(start, end) for start, end in zip(cuts, cuts[1:], strict=False) if start < end)


def _tile(text: str, language: str) -> list[tuple[int, int]]:
    """Return the pieces of ``text`` as ranges that tile it.

    sentencex needs time by the square of what it is given, so a long text goes to it in parts that
    end where a sentence does.
    """
    pieces: list[tuple[int, int]] = []
    at = 0
    while at < len(text):
        stop = _end_of_part(text, at)
        pieces += [(at + start, at + end) for start, end in _tile_part(text[at:stop], language)]
        at = stop
    return pieces


def _end_of_part(text: str, start: int) -> int:
    """Return where a part that begins at ``start`` ends: after a full stop, else anywhere."""
    limit = start + _PART
    if limit >= len(text):
        return len(text)
    stop = max(text.rfind(mark, start + _PART // 4, limit) for mark in (". ", "! ", "? "))
    return stop + 2 if stop > 0 else limit


def _tile_part(text: str, language: str) -> list[tuple[int, int]]:
    """Return sentencex's pieces of a part as ranges that tile it."""
    if sum(map(text.count, _OPENERS)) * 5 > len(text):
        # Nothing but quotes and brackets: it would look for the end of each.
        return [(0, len(text))]
    if len(text) > _CROWDED and sum(map(text.count, _STOPS)) * 6 > len(text):
        # Nothing but full stops: what they end are no sentences.
        return [(0, len(text))]
    pieces: list[tuple[int, int]] = []
    at = 0
    # sentencex counts bytes where spaces are concerned, and gives up on spaces of more than one.
    text = _WIDE_SPACE.sub(" ", text)
    try:
        found_pieces = list(segment(language, text))
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException:  # noqa: B036  a panic of its own is no Exception
        return [(0, len(text))]
    for piece in found_pieces:
        found = text.find(piece, at)
        if found < 0:
            continue
        if pieces and found > at:
            pieces[-1] = (pieces[-1][0], found)
        start = found if pieces else 0
        at = found + len(piece)
        pieces.append((start, at))
    if not pieces:
        return [(0, len(text))]
    pieces[-1] = (pieces[-1][0], len(text))
    return pieces


def _is_cut(text: str, previous: int, start: int, end: int) -> bool:
    """Tell whether a sentence really begins at ``start``."""
    before, after = text[max(previous, start - 24) : start], text[start:end]
    if _CLOSERS_ONLY.match(after) or after[0] in ":;,/":
        return False
    if _BEFORE_NAME.search(before):
        return False
    if _BEFORE_NUMBER.search(before) and _NUMBER.match(after):
        return False
    return not (before.rstrip().endswith(".") and _STARTS_LOWER.match(after))
