"""What a query asks for, as frozen expressions."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from tui.search.fields import FieldTest


class Match(StrEnum):
    """How a word is to be matched."""

    FUZZY = "fuzzy"
    """Or nearly so."""
    UNFINISHED = "unfinished"
    """It is still being typed."""
    JOINED = "joined"
    """It was typed in two."""
    PAIR = "pair"
    """A word of two characters of a script without spaces: just so, but it may be missing."""
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


def free_word(group: Sequence[Leaf]) -> Word | None:
    """Return the word that a group consists of, where it need not be taken at its word."""
    word = group[0] if len(group) == 1 else None
    return word if isinstance(word, Word) and word.match in (Match.FUZZY, Match.UNFINISHED) else None
