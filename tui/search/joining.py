"""Groups of a query that belong together although they were typed apart: initials, endings, large numbers."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from tui.search.expressions import Leaf, Match, Word, free_word
from tui.tokens import fold_token

_INITIAL = re.compile(r"[^\W\d_]")
_VOWELS = frozenset("aeiouyàéèêöóøåаеиоуюяів")
"""Letters that are words by themselves in some language: only beside others they are initials."""


def with_initials(groups: Sequence[tuple[Leaf, ...]]) -> list[tuple[Leaf, ...]]:
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
            joined += [(*group, _initialism(letters)) for group in alike]
        elif len(letters) > 1 or not joined or not (ended := _ended(joined[-1], letters[0])):
            joined += alike
        else:
            joined[-1] = ended
    return joined


def _initial(group: Sequence[Leaf]) -> Word | None:
    """Return the letter that a group consists of, if it does."""
    word = free_word(group)
    return word if word and _INITIAL.fullmatch(word.typed) else None


def _initialism(letters: Sequence[Word]) -> Word:
    """Return the name that letters may stand for, which is enough for each of them."""
    name = fold_token("".join(f"{letter.typed}." for letter in letters))
    return Word(" ".join(letter.typed for letter in letters), name, Match.EXACT)


def _ended(group: tuple[Leaf, ...], letter: Word) -> tuple[Leaf, ...]:
    """Return a word with the letter that an apostrophe parted from it, or nothing where it is a word by itself."""
    word = group[0]
    if len(group) > 1 or not isinstance(word, Word) or not word.token.isalpha() or letter.match is Match.UNFINISHED:
        return ()
    if letter.token == "t" and word.token.endswith("n"):
        return (replace(word, typed=f"{word.typed} {letter.typed}", token=f"{word.token}t"),)
    return group if letter.token == "s" else ()


def with_numbers(groups: Sequence[tuple[Leaf, ...]]) -> list[tuple[Leaf, ...]]:
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
    word = free_word(group)
    return word is not None and word.token.isdigit() and least <= len(word.token) <= 3
