"""The query language: what a person types, as frozen expressions.

words wanted together       "exact phrase"      'exact word     begin*
-without  -"this phrase"    one OR another
author: title: publisher: in: kind: date:2022 date:2022-02..2022-03 date:>=2022-03-10
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import groupby

from tui.search.fields import FieldTest, parse_field
from tui.search.lexer import Piece, QueryError, pieces_of
from tui.tokens import fold_token, is_unspaced, raw_tokens, takes_marks

LONGEST_QUERY = 4000
"""Characters; what is longer is no query but a text."""
MOST_WORDS = 100
"""Words, phrases and fields; more take too long between two keys."""
_LONG_NUMBER = re.compile(r"[1-9]\d{4,}")
_INITIAL = re.compile(r"[^\W\d_]")
_VOWELS = frozenset("aeiouyàéèêöóøåаеиоуюяів")
"""Letters that are words by themselves in some language: only beside others they are initials."""
_ENDS = re.compile(r"[*.,;:!?)]+")
_FEW_UNITS, _MANY_UNITS = 3, 6


class Match(StrEnum):
    """How a word is to be matched."""

    FUZZY = "fuzzy"
    """Or nearly so."""
    UNFINISHED = "unfinished"
    """It is still being typed."""
    JOINED = "joined"
    """It was typed in two."""
    EXACT = "exact"
    """Just so."""
    PREFIX = "prefix"
    """Any word that begins so."""


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
    edits: int = 0
    """How many characters may be wrong in a run of a script without spaces, whose pairs of characters these are."""

    @property
    def is_strict(self) -> bool:
        """Whether just these words are meant, as in quotation marks."""
        return not self.edits and all(word.match is Match.EXACT for word in self.words)

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


def parse_query(text: str) -> Query:
    """Return the expressions of a typed query.

    Raises:
        QueryError: It does not parse, or there is nothing in it to look for.
    """
    if len(text) > LONGEST_QUERY:
        raise QueryError(
            f"the query is too long: {len(text):,} characters, {LONGEST_QUERY:,} at most", LONGEST_QUERY + 1
        )
    parser = _Parser(text)
    for piece in pieces_of(text):
        parser.take(piece)
    return parser.query()


class _Parser:
    """Puts the pieces of a query together."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._wanted: list[tuple[Leaf, ...]] = []
        self._unwanted: list[Leaf] = []
        self._pending_or: Piece | None = None
        self._may_continue = False

    def take(self, piece: Piece) -> None:
        """Take the next piece.

        Raises:
            QueryError: It does not fit there, or makes no sense.
        """
        if piece.kind == "and":
            return
        if piece.kind == "or":
            if not self._may_continue or self._pending_or:
                raise QueryError("OR needs a word before it", piece.column)
            self._pending_or = piece
            return
        leaves = _alternatives(piece, is_last=not self._text[piece.column - 1 + len(piece.text) :])
        if piece.is_negative:
            if self._pending_or:
                raise QueryError("OR cannot be followed by what is left out", piece.column)
            self._unwanted += leaves
            self._may_continue = False
        elif leaves:
            if self._pending_or:
                self._wanted[-1] += leaves
                self._pending_or = None
            else:
                self._wanted.append(leaves)
            self._may_continue = True
        if sum(map(_count, (*self._wanted, self._unwanted))) > MOST_WORDS:
            raise QueryError(f"too many words to look for, {MOST_WORDS} at most", piece.column)

    def query(self) -> Query:
        """Return what was put together.

        Raises:
            QueryError: Something is still to come.
        """
        if self._pending_or:
            raise QueryError("OR needs a word after it", self._pending_or.column)
        if not self._wanted:
            reason = "only what to leave out; say what to look for, too"
            raise QueryError(reason if self._unwanted else "there is no word in it to look for", 1)
        return Query(
            self._text, _once(_with_numbers(_with_initials(self._wanted))), tuple(dict.fromkeys(self._unwanted))
        )


def _count(leaves: Sequence[Leaf]) -> int:
    """Return how many words some expressions have; a run of a script without spaces is one."""
    return sum(
        len(leaf.words) if isinstance(leaf, Phrase) and not is_unspaced(leaf.words[-1].typed) else 1 for leaf in leaves
    )


def _with_initials(groups: Sequence[tuple[Leaf, ...]]) -> list[tuple[Leaf, ...]]:
    """Return the groups with what was parted at points and apostrophes put together again.

    ``u s`` is looked for as ``U.S.``, too; the ``s`` of ``ukraine s`` and the ``t`` of ``don t`` go with their words.
    """
    joined: list[tuple[Leaf, ...]] = []
    for is_initial, run in groupby(groups, key=lambda group: _initial(group) is not None):
        alike = list(run)
        letters = [letter for group in alike if (letter := _initial(group))]
        if not is_initial:
            joined += alike
        elif len(letters) > 1 and not _VOWELS.issuperset(letter.token for letter in letters):
            joined.append(_initialism(letters))
        elif len(letters) > 1 or not joined or not (ended := _ended(joined[-1], letters[0])):
            joined += alike
        else:
            joined[-1] = ended
    return joined


def _initial(group: Sequence[Leaf]) -> Word | None:
    """Return the letter that a group consists of, if it does."""
    word = group[0] if len(group) == 1 else None
    is_free = isinstance(word, Word) and word.match in (Match.FUZZY, Match.UNFINISHED)
    return word if isinstance(word, Word) and is_free and _INITIAL.fullmatch(word.typed) else None


def _initialism(letters: Sequence[Word]) -> tuple[Leaf, ...]:
    typed = " ".join(letter.typed for letter in letters)
    name = fold_token("".join(f"{letter.typed}." for letter in letters))
    return Word(typed, name, Match.EXACT), Phrase(typed, tuple(replace(each, match=Match.EXACT) for each in letters))


def _ended(group: tuple[Leaf, ...], letter: Word) -> tuple[Leaf, ...]:
    """Return a word with the letter that an apostrophe parted from it, or nothing where it is a word by itself."""
    word = group[0]
    if len(group) > 1 or not isinstance(word, Word) or not word.token.isalpha() or letter.match is Match.UNFINISHED:
        return ()
    if letter.token == "t" and word.token.endswith("n"):
        return (replace(word, typed=f"{word.typed} {letter.typed}", token=f"{word.token}t"),)
    return group if letter.token == "s" else ()


def _with_numbers(groups: Sequence[tuple[Leaf, ...]]) -> list[tuple[Leaf, ...]]:
    """Return the groups with ``12 345`` looked for as 12345, too, since the texts may write it in one."""
    numbered = list(groups)
    start = 0
    while start < len(groups):
        stop = start + 1
        if _is_number(groups[start], 1):
            while stop < len(groups) and _is_number(groups[stop], 3):
                stop += 1
        words = [leaf for group in groups[start:stop] for leaf in group if isinstance(leaf, Word)]
        if stop > start + 1:
            joined = Word(" ".join(word.typed for word in words), "".join(word.token for word in words), Match.EXACT)
            numbered[start:stop] = [(*group, joined) for group in groups[start:stop]]
        start = stop
    return numbered


def _is_number(group: Sequence[Leaf], least: int) -> bool:
    """Tell whether a group is a number of so many digits up to three, as a large number begins and goes on."""
    word = group[0] if len(group) == 1 else None
    is_free = isinstance(word, Word) and word.match in (Match.FUZZY, Match.UNFINISHED)
    return isinstance(word, Word) and is_free and word.token.isdigit() and least <= len(word.token) <= 3


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


def _alternatives(piece: Piece, is_last: bool) -> tuple[Leaf, ...]:
    """Return what one piece stands for: an expression, or several of which one is enough, or none."""
    if piece.field:
        try:
            return (parse_field(piece.field, piece.text, is_phrase=piece.kind == "phrase"),)
        except ValueError as error:
            raise QueryError(str(error), piece.column) from None
    if piece.kind == "phrase":
        return _expression(piece.text, Match.EXACT)
    return _word(piece, is_last)


def _word(piece: Piece, is_last: bool) -> tuple[Leaf, ...]:
    text = piece.text
    match = Match.EXACT if piece.is_negative else Match.FUZZY
    if text[0] in "'‘’" and len(text) > 1:
        text, match = text[1:], Match.EXACT
    star = text.find("*")
    if star >= 0:
        if not raw_tokens(text[:star]) or not _ENDS.fullmatch(text, star):
            where = piece.column + piece.text.index("*")
            raise QueryError("* stands only at the end of a word, for all words that begin so", where)
        text, match = text[:star], Match.PREFIX
    elif is_last and match is Match.FUZZY:
        match = Match.UNFINISHED
    found = _expression(text, match)
    word = found[0] if found else None
    if not isinstance(word, Word) or match is Match.PREFIX or not _LONG_NUMBER.fullmatch(word.token):
        return found
    # The texts may part its groups of three by spaces.
    groups = f"{int(word.token):,}".split(",")
    return *found, Phrase(text, tuple(Word(group, group, Match.EXACT) for group in groups))


def _expression(text: str, match: Match) -> tuple[Leaf, ...]:
    """Return the words of a text as one expression, a word or several side by side; nothing where there is none."""
    words = [Word(raw.strip(), folded, match) for raw in raw_tokens(text) if (folded := fold_token(raw))]
    if not words:
        return ()
    if match in (Match.PREFIX, Match.UNFINISHED):
        # Only the last of several is unfinished.
        others = Match.EXACT if match is Match.PREFIX else Match.FUZZY
        words = [*(replace(word, match=others) for word in words[:-1]), words[-1]]
    is_forgiving = match in (Match.FUZZY, Match.UNFINISHED) and all(is_unspaced(word.typed) for word in words)
    words = _without_loose_end(words)
    if len(words) == 1:
        return (words[0],)
    units = len(words) + 1
    edits = 2 if units >= _MANY_UNITS else 1 if units >= _FEW_UNITS else 0
    return (Phrase(text, tuple(words), edits if is_forgiving else 0),)


def _without_loose_end(words: list[Word]) -> list[Word]:
    """Return the pairs of a script without spaces as they are sought.

    The last character of a run stands alone in the index; at the end of what is sought it is not wanted, since the
    text may go on there, and the pair before it says it already. A last run of one character begins a pair. The
    last character may still get its marks while it is being typed, in the scripts that have them.
    """
    kept = [replace(word, match=Match.EXACT) if is_unspaced(word.typed) else word for word in words]
    last = kept[-1]
    if not is_unspaced(last.typed) or len(raw_tokens(last.typed)) > 1:
        return kept
    if len(kept) > 1 and is_unspaced(kept[-2].typed) and kept[-2].typed.endswith(last.typed):
        is_open = words[-1].match is Match.UNFINISHED and takes_marks(last.typed)
        return [*kept[:-2], replace(kept[-2], match=Match.PREFIX)] if is_open else kept[:-1]
    return [*kept[:-1], replace(last, match=Match.PREFIX)]
