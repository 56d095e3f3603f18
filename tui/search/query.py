"""The query language: what a person types, as frozen expressions.

words wanted together       "exact phrase"      'exact word     begin*
-without  -"this phrase"    one OR another
author: title: publisher: in: kind: date:2022 date:2022-02..2022-03 date:>=2022-03-10
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from tui.search.expressions import Leaf, Match, Phrase, Query, Word
from tui.search.fields import parse_field
from tui.search.joining import with_initials, with_numbers
from tui.search.lexer import Piece, QueryError, pieces_of
from tui.tokens import fold_token, is_unspaced, raw_tokens, takes_marks

LONGEST_QUERY = 4000
"""Characters; what is longer is no query but a text."""
MOST_WORDS = 100
"""Words, phrases and fields; more take too long between two keys."""
_LONG_NUMBER = re.compile(r"[1-9]\d{4,}")
_ENDS = re.compile(r"[*.,;:!?)]+")
_FEW_UNITS, _MANY_UNITS = 3, 6
_CHARACTERS_A_WORD = 10


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
        return Query(self._text, _once(with_numbers(with_initials(self._wanted))), tuple(dict.fromkeys(self._unwanted)))


def _count(leaves: Sequence[Leaf]) -> int:
    """Return how many words some expressions have; a run of a script without spaces has one for ten characters."""
    sizes = (
        (len(leaf.words), is_unspaced(leaf.words[-1].typed)) if isinstance(leaf, Phrase) else (1, False)
        for leaf in leaves
    )
    return sum(-(-size // _CHARACTERS_A_WORD) if is_run else size for size, is_run in sizes)


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
        is_pair = is_forgiving and words[0].match is Match.EXACT
        return (replace(words[0], match=Match.PAIR) if is_pair else words[0],)
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
