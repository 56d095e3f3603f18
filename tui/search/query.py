"""The query language: what a person types, as frozen expressions.

words wanted together       "exact phrase"      'exact word     begin*
-without  -"this phrase"    one OR another
author: title: publisher: in: kind: date:2022 date:2022-02..2022-03 date:>=2022-03-10
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from tui.errors import StatementsError
from tui.search.fields import FIELDS, FieldTest, parse_field
from tui.tokens import fold_token, is_unspaced, raw_tokens

LONGEST_QUERY = 4000
"""Characters; what is longer is no query but a text."""
_CHUNK = re.compile(r'[^\s"“”„]+')
_NAME = re.compile(r"(-*)([A-Za-z]+):(?!//)(?=\S)")
_EMPTY_FIELD = re.compile(rf"-*({'|'.join(FIELDS)}):(?!\S)", re.IGNORECASE)
_QUOTES = {'"': '"', "“": '”"', "„": '“”"', "”": '”"'}
_GROUPED = re.compile(r"(?<!\S)\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?!\S)")
_SPACES = re.compile(r"[\s\x00-\x1f\x7f-\x9f]+")


class QueryError(StatementsError):
    """A query that does not parse: what is wrong, and where."""

    def __init__(self, message: str, column: int) -> None:
        """Make the error.

        Args:
            message: What is wrong, in words.
            column: Where, in characters from 1.
        """
        super().__init__(f"column {column}: {message}")
        self.reason = message
        self.column = column


class Match(StrEnum):
    """How a word is to be matched."""

    FUZZY = "fuzzy"
    UNFINISHED = "unfinished"
    EXACT = "exact"
    PREFIX = "prefix"


@dataclass(frozen=True, slots=True)
class Word:
    """One word that is sought."""

    typed: str
    """As it was typed."""
    token: str
    """Folded, as the index knows it."""
    match: Match = Match.FUZZY
    """How it may be matched."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that stand side by side."""

    typed: str
    """As it was typed."""
    words: tuple[Word, ...]
    """At least two."""

    @property
    def is_strict(self) -> bool:
        """Whether just these words are meant, as in quotation marks."""
        return all(word.match is Match.EXACT for word in self.words)

    @property
    def joined(self) -> Word:
        """The words written as one."""
        match = Match.PREFIX if self.words[-1].match is Match.PREFIX else Match.EXACT
        return Word(self.typed, "".join(word.token for word in self.words), match)


Leaf = Word | Phrase | FieldTest


@dataclass(frozen=True, slots=True)
class Query:
    """What is wanted and what is not."""

    text: str
    """As it was typed."""
    wanted: tuple[tuple[Leaf, ...], ...]
    """Each of these groups is wanted; one of a group's alternatives is enough."""
    unwanted: tuple[Leaf, ...] = ()
    """None of these may be there."""


@dataclass(frozen=True, slots=True)
class _Piece:
    """A piece of the query with the place where it begins."""

    kind: str
    text: str
    column: int
    is_negative: bool = False
    field: str = ""


def parse_query(text: str) -> Query:
    """Return the expressions of a typed query.

    Raises:
        QueryError: It does not parse, or there is nothing in it to look for.
    """
    if len(text) > LONGEST_QUERY:
        raise QueryError(
            f"the query is too long: {len(text):,} characters, {LONGEST_QUERY:,} at most", LONGEST_QUERY + 1
        )
    wanted: list[tuple[Leaf, ...]] = []
    unwanted: list[Leaf] = []
    pending_or: _Piece | None = None
    may_continue = False
    for piece in _pieces(text):
        if piece.kind == "and":
            continue
        if piece.kind == "or":
            if not may_continue or pending_or:
                raise QueryError("OR needs a word before it", piece.column)
            pending_or = piece
            continue
        leaves = _leaves(piece, is_last=not text[piece.column - 1 + len(piece.text) :])
        if piece.is_negative:
            if pending_or:
                raise QueryError("OR cannot be followed by what is left out", piece.column)
            unwanted += leaves
            may_continue = False
            continue
        if not leaves:
            continue
        if pending_or:
            wanted[-1] += (leaves[0],)
            leaves, pending_or = leaves[1:], None
        wanted += [(leaf,) for leaf in leaves]
        may_continue = True
    if pending_or:
        raise QueryError("OR needs a word after it", pending_or.column)
    if not wanted:
        reason = (
            "only what to leave out; say what to look for, too" if unwanted else "there is no word in it to look for"
        )
        raise QueryError(reason, 1)
    return Query(text, _once(wanted), tuple(dict.fromkeys(unwanted)))


def _once(groups: list[tuple[Leaf, ...]]) -> tuple[tuple[Leaf, ...], ...]:
    """Return the groups without those that say the same again: ``war war`` wants one war."""
    seen: dict[tuple[object, ...], tuple[Leaf, ...]] = {}
    for group in groups:
        key = tuple(leaf.token if isinstance(leaf, Word) else leaf for leaf in group)
        if not _is_exact(seen.get(key, ())):
            seen[key] = group
    return tuple(seen.values())


def _is_exact(group: tuple[Leaf, ...]) -> bool:
    """Tell whether a group takes a word just as it was typed."""
    return any(isinstance(leaf, Word) and leaf.match is Match.EXACT for leaf in group)


def _pieces(text: str) -> Iterator[_Piece]:
    """Yield words, phrases, fields and OR."""
    at = 0
    while True:
        space = _SPACES.match(text, at)
        at = space.end() if space else at
        if at >= len(text):
            return
        start = at
        if empty := _EMPTY_FIELD.match(text, at):
            raise QueryError(f"{empty[1].lower()}: needs something after it", empty.end())
        name = _NAME.match(text, at)
        if name and not _is_field(name[2]):
            raise QueryError(f"there is no field '{name[2]}:'; there are {_list_of_fields()}", start + len(name[1]) + 1)
        field, at = (name[2].lower(), name.end()) if name else ("", at)
        is_negative = bool(name and name[1])
        if not field:
            while text.startswith("-", at):
                at += 1
            is_negative = at > start and at < len(text) and not _SPACES.match(text, at)
        if at < len(text) and text[at] in _QUOTES:
            end = _closing(text, at)
            yield _Piece("phrase", text[at + 1 : end], at + 2, is_negative, field)
            at = end + 1
            continue
        chunk = (None if field else _GROUPED.match(text, at)) or _CHUNK.match(text, at)
        if chunk is None:
            continue
        at = chunk.end()
        if chunk[0] in ("AND", "OR") and not field and not is_negative:
            yield _Piece(chunk[0].lower(), chunk[0], start + 1)
        else:
            yield _Piece("word", chunk[0], chunk.start() + 1, is_negative, field)


def _closing(text: str, at: int) -> int:
    """Return where the quotation that opens at ``at`` is closed.

    Raises:
        QueryError: Nowhere.
    """
    ends = [text.find(mark, at + 1) for mark in _QUOTES[text[at]]]
    found = min((end for end in ends if end >= 0), default=-1)
    if found < 0:
        raise QueryError(f"the quotation mark {text[at]} is never closed", at + 1)
    return found


def _is_field(name: str) -> bool:
    return name.lower() in FIELDS


def _list_of_fields() -> str:
    return " ".join(f"{name}:" for name in FIELDS)


def _leaves(piece: _Piece, is_last: bool) -> list[Leaf]:
    """Return the expressions of one piece; a chunk with dashes or points in it may hold several words."""
    if piece.field:
        try:
            return [parse_field(piece.field, piece.text, is_phrase=piece.kind == "phrase")]
        except ValueError as error:
            raise QueryError(str(error), piece.column) from None
    if piece.kind == "phrase":
        return _phrase(piece.text, Match.EXACT)
    return _word(piece, is_last)


def _word(piece: _Piece, is_last: bool) -> list[Leaf]:
    text = piece.text
    match = Match.EXACT if piece.is_negative else Match.FUZZY
    if text[0] in "'‘’" and len(text) > 1:
        text, match = text[1:], Match.EXACT
    star = text.find("*")
    if star >= 0:
        if star == 0 or text.rstrip("*.,;:!?)") != text[:star]:
            where = piece.column + piece.text.index("*")
            raise QueryError("* stands only at the end of a word, for all words that begin so", where)
        text, match = text[:star], Match.PREFIX
    elif is_last and match is Match.FUZZY:
        match = Match.UNFINISHED
    if _GROUPED.fullmatch(text):
        # A number in groups of three is looked for as one, however the texts write it.
        return _phrase("".join(text.split()), match)
    return _phrase(text, match)


def _phrase(text: str, match: Match) -> list[Leaf]:
    """Return the words of a text as one expression: a word, or several side by side."""
    words = [Word(raw.strip(), folded, match) for raw in raw_tokens(text) if (folded := fold_token(raw))]
    if not words:
        return []
    if match in (Match.PREFIX, Match.UNFINISHED):
        # Only the last of several is unfinished.
        others = Match.EXACT if match is Match.PREFIX else Match.FUZZY
        words = [*(Word(word.typed, word.token, others) for word in words[:-1]), words[-1]]
    words = _without_loose_end(words)
    if len(words) == 1:
        return [Word(text.strip(".,;:!?()[]"), words[0].token, words[0].match)]
    return [Phrase(text, tuple(words))]


def _without_loose_end(words: list[Word]) -> list[Word]:
    """Return the pairs of a script without spaces as they are sought.

    The last character of a run stands alone in the index; at the end of what is sought it is not wanted, since the
    text may go on there, and the pair before it says it already. A last run of one character begins a pair.
    """
    kept = [Word(word.typed, word.token, Match.EXACT) if is_unspaced(word.typed) else word for word in words]
    if not is_unspaced(kept[-1].typed) or len(raw_tokens(kept[-1].typed)) > 1:
        return kept
    if len(kept) > 1 and is_unspaced(kept[-2].typed) and kept[-2].typed.endswith(kept[-1].typed):
        return kept[:-1]
    return [*kept[:-1], Word(kept[-1].typed, kept[-1].token, Match.PREFIX)]
