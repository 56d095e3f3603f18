"""Spans, words, visible characters and folding with an offset map."""

import re
import unicodedata
from array import array
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple, overload

# Possessive: a megabyte of letters and hyphens in turn is one word, and going back into it would take a hundred more.
_WORD = re.compile(r"\w++(?:[’'.,\-]\w++)*+")
_LINE_BREAKS = ("\r\n", "\r", "\x85", "\u2028", "\u2029", "\v")

_SINGLE_QUOTES = "‘’‚‛′‹›`´ʼʻ"
_DOUBLE_QUOTES = "“”„‟″«»＂"
_DASHES = "‐‑‒–—―−﹘﹣－"

_LETTERS = str.maketrans(
    {"ı": "i", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "ħ": "h", "ŧ": "t", "æ": "ae", "œ": "oe", "þ": "th"}
)

JOINERS = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
"""What stands unseen inside words: soft hyphens, joiners and the like."""
_BIDI_CONTROLS = frozenset(range(0x202A, 0x202F)) | frozenset(range(0x2066, 0x206A))
_TAGS = frozenset(range(0xE0000, 0xE0080))


class Span(NamedTuple):
    """A half-open range of character offsets; slicing with it gives the exact quote.

    A named tuple rather than a dataclass: a large collection holds hundreds of thousands.
    """

    start: int
    """Offset of the first character."""
    end: int
    """Offset after the last character."""

    def shifted(self, by: int) -> "Span":
        """Return the span moved by ``by`` characters."""
        return Span(self.start + by, self.end + by)

    def overlaps(self, other: "Span") -> bool:
        """Tell whether the two spans share a character."""
        return self.start < other.end and other.start < self.end


def unify_line_breaks(text: str) -> str:
    """Return ``text`` with CRLF, CR, NEL, LS, PS and VT turned into LF; form feeds stay."""
    for line_break in _LINE_BREAKS:
        text = text.replace(line_break, "\n")
    return text


def words(text: str) -> list[str]:
    """Return the words of ``text``: letters and digits with inner apostrophes, points and hyphens."""
    return _WORD.findall(text)


def count_words(text: str) -> int:
    """Return how many words :func:`words` finds."""
    return len(_WORD.findall(text))


def cell_width(text: str) -> int:
    """Return about how many cells a terminal gives a text: wide characters two, combining marks none."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.category(character) in ("Mn", "Me") else 2 if _is_wide(character) else 1 for character in text
    )


def _is_wide(character: str) -> bool:
    return unicodedata.east_asian_width(character) in ("W", "F")


class _VisibleTable(dict[int, str]):
    """Maps what must not reach a terminal to one visible character each, filled as it is asked."""

    def __missing__(self, code: int) -> str:
        self[code] = value = _visible_character(code)
        return value


def _visible_character(code: int) -> str:
    if code in (0x09, 0x0A):
        return " "
    if code < 0x20:
        return chr(0x2400 + code)
    if code == 0x7F:
        return "\u2421"
    if 0x80 <= code < 0xA0 or 0xD800 <= code < 0xE000 or code in _BIDI_CONTROLS or code in _TAGS:
        return "\ufffd"
    if code in (0x2028, 0x2029):
        return "\u2424"
    return chr(code)


_VISIBLE = _VisibleTable()


def visible(text: str) -> str:
    """Return ``text``, character for character, with nothing in it that could steer a terminal.

    C0 characters become control pictures (ESC is shown as U+241B); C1, lone surrogates,
    bidirectional embeddings, overrides and isolates, and tags become U+FFFD; tabs and line feeds
    become spaces. The length never changes, so offsets stay right.
    """
    return text.translate(_VISIBLE)


@dataclass(frozen=True, slots=True)
class Folded:
    """A text folded for comparison, with the way back to the original characters."""

    text: str
    """The folded text."""
    offsets: tuple[int, ...] | None
    """For each folded character, and for the end, its offset in the original; None: one to one."""

    def original(self, start: int, end: int) -> Span:
        """Return the span of the original that the folded range ``start:end`` stands for.

        Combining marks after the last character, which fold to nothing, belong to it.
        """
        if self.offsets is None:
            return Span(start, end)
        return Span(self.offsets[start], max(self.offsets[end], self.offsets[end - 1] + 1))

    def hits(self, needle: str) -> "Hits":
        """Return all places of the folded ``needle`` as a sequence that costs one number a hit."""
        starts = array("L")
        at = self.text.find(needle) if needle else -1
        while at >= 0:
            starts.append(at)
            at = self.text.find(needle, at + len(needle))
        return Hits(self, starts, len(needle))

    def find_all(self, needle: str) -> Iterator[Span]:
        """Yield the original spans in which the folded ``needle`` stands, from left to right."""
        at = self.text.find(needle) if needle else -1
        while at >= 0:
            yield self.original(at, at + len(needle))
            at = self.text.find(needle, at + len(needle))


class Hits(Sequence[Span]):
    """Places of one word in a text, in order; a million of them are no burden."""

    def __init__(self, folded: Folded, starts: "array[int]", length: int) -> None:
        """Take where the word stands in the folded text, and its length there."""
        self._folded, self._starts, self._length = folded, starts, length

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self._starts)

    @overload
    def __getitem__(self, index: int) -> Span: ...
    @overload
    def __getitem__(self, index: slice) -> "Hits": ...
    def __getitem__(self, index: int | slice) -> "Span | Hits":
        """Return a place as a span of the original text."""
        if isinstance(index, slice):
            return Hits(self._folded, self._starts[index], self._length)
        start = self._starts[index]
        return self._folded.original(start, start + self._length)

    def kept(self, keep: Callable[[Span], bool]) -> "Hits":
        """Return the places that ``keep`` accepts."""
        starts = array("L", (start for start, span in zip(self._starts, self, strict=True) if keep(span)))
        return Hits(self._folded, starts, self._length)


class _FoldTable(dict[int, str]):
    """Maps a character to its folded form, filled as it is asked."""

    def __missing__(self, code: int) -> str:
        self[code] = value = _fold_character(chr(code))
        return value


def _fold_character(character: str) -> str:
    if character in _SINGLE_QUOTES:
        return "'"
    if character in _DOUBLE_QUOTES:
        return '"'
    if character in _DASHES:
        return "-"
    if character.isspace():
        return " "
    if character in JOINERS:
        return ""
    decomposed = unicodedata.normalize("NFKD", character)
    bare = "".join(part for part in decomposed if not _is_accent(part))
    return bare.casefold().translate(_LETTERS)


def _is_accent(character: str) -> bool:
    """Tell whether a combining mark may be left out.

    Marks that make another letter of it stay: voicing in kana, viramas, the vowels and tones of Thai and Lao.
    """
    combining = unicodedata.combining(character)
    return bool(combining) and combining not in (8, 9) and not 40 <= combining < 200


_FOLD = _FoldTable()
_ASCII_SPACES = {code: " " for code in (*range(9, 14), *range(28, 32))}


def fold(text: str) -> Folded:
    """Fold case, accents, compatibility forms, letters like ø, quotes, dashes and spaces, keeping an offset map."""
    if text.isascii():
        return Folded(text.lower().translate(_ASCII_SPACES), None)
    folded = text.translate(_FOLD)
    if all(len(_FOLD[ord(character)]) == 1 for character in set(text)):
        return Folded(folded, None)
    offsets: list[int] = []
    for index, character in enumerate(text):
        offsets.extend([index] * len(_FOLD[ord(character)]))
    offsets.append(len(text))
    return Folded(folded, tuple(offsets))


def fold_key(text: str) -> str:
    """Return the folded text alone, for sorting and comparing."""
    return text.lower().translate(_ASCII_SPACES) if text.isascii() else text.translate(_FOLD)
