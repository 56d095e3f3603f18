"""Terminals that do not understand UTF-8: what they understand, and a readable substitute for what they do not.

Sources: setlocale(3) and POSIX section 8.2 for the variables; PEP 538 for the one that Python adds;
the Unicode Character Database (names, categories, compatibility decompositions), as `unicodedata` has it.
"""

import codecs
import locale
import os
import re
import unicodedata
from collections.abc import Mapping
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
    if text.isascii() or is_encodable(text, charset):
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
    from tui.terminal.substitutes import candidates

    if is_encodable(cluster, charset):
        return cluster
    if not cells:
        return ""
    for candidate in candidates(unicodedata.normalize("NFC", cluster), charset, is_long=False):
        if candidate and is_encodable(candidate, charset):
            free = cells - sum(width for _, width in split(candidate))
            if free >= 0:
                return candidate + " " * free
    return "?" * cells


def is_encodable(text: str, charset: str) -> bool:
    """Tell whether a charset has all characters of a text."""
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
    from tui.terminal.substitutes import LONG, candidates

    if unicodedata.category(character) in ("Mn", "Me", "Cf") and character not in LONG:
        return ""
    found = candidates(character, charset, is_long=True)
    return next((each for each in found if each and is_encodable(each, charset)), "?")
