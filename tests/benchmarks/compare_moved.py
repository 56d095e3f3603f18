"""Alignment problems made by machine: an address and its shuffled, cut and reworded version, always the same.

The paragraphs of one side are moved in blocks, split at sentences and joined to their neighbours; words are left
out or replaced by synonyms; paragraphs of another address are put in between, and paragraphs of either side are
left out. Every paragraph remembers of which ones it was made, so the pairs are certain.
"""

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from tests.benchmarks.compare_bible import GOLD
from tests.benchmarks.compare_texts import Problem, speech

FEWEST_WORDS = 12
"""Words of the shortest half of a paragraph that is split."""

_SENTENCE_END = re.compile(r"(?<=[.!?;])\s+(?=[A-Z])")
_WORD = re.compile(r"[A-Za-z]+")

Passage = tuple[str, frozenset[int]]
"""A text and the paragraphs of the original it was made of; none for an intruder."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """What is done to an address; all shares are of paragraphs, but those of words."""

    original: str
    """The address."""
    intruder: str
    """The address, of another time, whose opening paragraphs are put in between."""
    dropped_words: float
    """Share of the words that are left out."""
    replaced_words: float
    """Share of the words with a synonym that are replaced."""
    cut: float
    """Share left out on each side."""
    block: int
    """Paragraphs in a block that is moved as a whole."""
    reshaped: float = 0.2
    """Share that is split in two, and share that is joined to the one before."""


RECIPES = (
    Recipe("1791-Washington-1", "1935-Roosevelt-1", 0.05, 0.5, 0.1, 6),
    Recipe("1817-Monroe-1", "1948-Truman-1", 0.15, 0.8, 0.15, 4),
    Recipe("1862-Lincoln-1", "1984-Reagan-1", 0.25, 0.8, 0.2, 5),
    Recipe("1887-Cleveland-1", "1961-Kennedy-1", 0.35, 1.0, 0.15, 3, 0.3),
    Recipe("1924-Coolidge-1", "1821-Monroe-1", 0.2, 0.8, 0.3, 2),
    Recipe("1963-Kennedy-1", "1825-Adams-1", 0.3, 1.0, 0.2, 8, 0.35),
    Recipe("2003-Bush-1", "1870-Grant-1", 0.4, 1.0, 0.25, 4),
    Recipe("1941-Roosevelt-1", "1850-Fillmore-1", 0.1, 0.5, 0.4, 1, 0.1),
)
"""From hardly changed to changed beyond what an editor would do."""


def problems_of_moved() -> Iterator[Problem]:
    """Make the problems of an address and its changed version."""
    for recipe in RECIPES:
        draw = random.Random(recipe.original)
        original = list(enumerate(speech(recipe.original)))
        a = [(text, frozenset((number,))) for number, text in original if draw.random() >= recipe.cut]
        b = _changed([(text, frozenset((number,))) for number, text in original], recipe, draw)
        gold = frozenset((i, j) for i, (_, one) in enumerate(a) for j, (_, other) in enumerate(b) if one & other)
        yield Problem(
            "moved",
            f"{recipe.original}, {recipe.dropped_words:.0%} of the words left out",
            tuple(text for text, _ in a),
            tuple(text for text, _ in b),
            gold,
            frozenset(range(len(a))) - {i for i, _ in gold},
            frozenset(range(len(b))) - {j for _, j in gold},
        )


def _changed(passages: Sequence[Passage], recipe: Recipe, draw: random.Random) -> list[Passage]:
    """Return the other version."""
    kept = [passage for passage in passages if draw.random() >= recipe.cut]
    reshaped = _split(_joined(kept, recipe.reshaped, draw), recipe.reshaped, draw)
    blocks = [reshaped[start : start + recipe.block] for start in range(0, len(reshaped), recipe.block)]
    intruders = speech(recipe.intruder)[: int(len(passages) * recipe.cut)]
    blocks += [[(text, frozenset())] for text in intruders]
    draw.shuffle(blocks)
    return [(_reworded(text, recipe, draw), origins) for block in blocks for text, origins in block]


def _joined(passages: Sequence[Passage], share: float, draw: random.Random) -> list[Passage]:
    joined = list[Passage]()
    for text, origins in passages:
        if joined and draw.random() < share:
            before, others = joined.pop()
            joined.append((f"{before} {text}", others | origins))
        else:
            joined.append((text, origins))
    return joined


def _split(passages: Sequence[Passage], share: float, draw: random.Random) -> list[Passage]:
    """Split some passages that were not joined, so that each half still has known origins."""
    split = list[Passage]()
    for text, origins in passages:
        halves = _halves(text) if len(origins) == 1 and draw.random() < share else (text,)
        split += [(half, origins) for half in halves]
    return split


def _halves(text: str) -> tuple[str, ...]:
    """Return a text in two parts at the end of a sentence near its middle, or whole where there is none."""
    ends = [found.end() for found in _SENTENCE_END.finditer(text)]
    if not ends:
        return (text,)
    end = min(ends, key=lambda place: abs(place - len(text) / 2))
    halves = (text[:end].strip(), text[end:])
    return halves if min(len(half.split()) for half in halves) >= FEWEST_WORDS else (text,)


def _reworded(text: str, recipe: Recipe, draw: random.Random) -> str:
    words = list[str]()
    for word in text.split():
        if draw.random() >= recipe.dropped_words:
            is_replaced = draw.random() < recipe.replaced_words
            words.append(_WORD.sub(lambda found: _synonym(found[0], draw), word) if is_replaced else word)
    return " ".join(words)


def _synonym(word: str, draw: random.Random) -> str:
    known = _synonyms().get(word.casefold())
    if not known:
        return word
    other = draw.choice(known)
    return other.capitalize() if word[0].isupper() else other


@cache
def _synonyms() -> dict[str, tuple[str, ...]]:
    lines = (GOLD / "synonyms.txt").read_text(encoding="utf-8").splitlines()
    return {first: tuple(others) for first, *others in (line.split() for line in lines)}
