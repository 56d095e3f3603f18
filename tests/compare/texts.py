"""Texts to compare: versions whose partners are known, small generated ones, and how well pairs were found."""

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

from hypothesis import strategies as st

from tests.benchmarks.compare_texts import chapters_of
from tests.search.collection import make_document
from tui.documents.model import Document

Pairs = set[tuple[int, int]]
"""Pairs of indices of passages."""
Passages = list[tuple[str, frozenset[int]]]
"""Texts with the passages of the original they were made of; none for an intruder."""
Change = Callable[[Passages, random.Random], Passages]
"""Makes another version."""

VOCABULARY = (
    "peace war wars treaty border order orders sanction sanctions weapon weapons harvest city winter the of and to "
    "not in"
).split()
"""Words alike enough that what does not belong together is near at hand."""
ELSEWHERE = "шум лес дым снег гора река поле дом хлеб соль".split()
"""Words without a letter in common with those."""
_SENTENCE_END = re.compile(r"(?<=[.!?;:])\s+")


@dataclass(frozen=True, slots=True)
class Version:
    """A text and what was made of it."""

    a: list[str]
    """The original, passages without a partner included."""
    b: list[str]
    """The changed version."""
    gold: Pairs
    """The passages that belong together."""

    @property
    def alone(self) -> tuple[set[int], set[int]]:
        """Passages of either side that belong to none."""
        sides = {i for i, _ in self.gold}, {j for _, j in self.gold}
        return set(range(len(self.a))) - sides[0], set(range(len(self.b))) - sides[1]


def passages_of_book(version: str, book: str, first: int, last: int, verses: int = 3) -> list[str]:
    """Return some chapters of the Bible, so many verses a passage."""
    found = _verses(version, book, first, last)
    return [" ".join(found[start : start + verses]) for start in range(0, len(found), verses)]


@cache
def _verses(version: str, book: str, first: int, last: int) -> list[str]:
    return chapters_of(version, book, first, last)


def changed(passages: Sequence[str], seed: int, *changes: Change) -> Version:
    """Return a text and its version after some changes, always the same for a seed."""
    draw = random.Random(seed)
    version: Passages = [(text, frozenset((number,))) for number, text in enumerate(passages)]
    for change in changes:
        version = change(version, draw)
    gold = {(number, place) for place, (_, origins) in enumerate(version) for number in origins}
    return Version(list(passages), [text for text, _ in version], gold)


def shuffled(version: Passages, draw: random.Random) -> Passages:
    """Move single passages anywhere."""
    return draw.sample(version, len(version))


def moved(version: Passages, draw: random.Random) -> Passages:
    """Move blocks of five passages."""
    blocks = [version[start : start + 5] for start in range(0, len(version), 5)]
    draw.shuffle(blocks)
    return [passage for block in blocks for passage in block]


def cut(version: Passages, draw: random.Random) -> Passages:
    """Leave out three passages in ten."""
    return [passage for passage in version if draw.random() >= 0.3]


def reworded(version: Passages, draw: random.Random) -> Passages:
    """Leave out one word in five, and write another word of the text for one in five."""
    known = [word for text, _ in version for word in text.split()]
    return [(_other_words(text, known, draw), origins) for text, origins in version]


def _other_words(text: str, known: Sequence[str], draw: random.Random) -> str:
    kept = [word for word in text.split() if draw.random() >= 0.2]
    return " ".join(draw.choice(known) if draw.random() < 0.2 else word for word in kept)


def split(version: Passages, draw: random.Random) -> Passages:
    """Part three passages in ten in two, at the end of a sentence near the middle."""
    parted: Passages = []
    for text, origins in version:
        ends = [found.end() for found in _SENTENCE_END.finditer(text)]
        end = min(ends, key=lambda place: abs(place - len(text) / 2), default=0)
        if min(end, len(text) - end) > len(text) / 4 and draw.random() < 0.3:
            parted += [(text[:end].strip(), origins), (text[end:], origins)]
        else:
            parted.append((text, origins))
    return parted


def merged(version: Passages, draw: random.Random) -> Passages:
    """Join three passages in ten to the one before."""
    joined: Passages = []
    for text, origins in version:
        if joined and draw.random() < 0.3:
            before, others = joined.pop()
            joined.append((f"{before} {text}", others | origins))
        else:
            joined.append((text, origins))
    return joined


def strewn(intruders: Sequence[str]) -> Change:
    """Return what puts passages of another text in between."""

    def strew(version: Passages, draw: random.Random) -> Passages:
        grown = list(version)
        for text in intruders:
            grown.insert(draw.randint(0, len(grown)), (text, frozenset()))
        return grown

    return strew


def precision_and_recall(found: Pairs, gold: Pairs) -> tuple[float, float]:
    """Return which share of the pairs found is right, and which share of the right ones was found."""
    return len(found & gold) / max(1, len(found)), len(found & gold) / max(1, len(gold))


def share_unpaired(found: Pairs, version: Version) -> float:
    """Return which share of the passages that belong to none was left without a partner."""
    left_a = version.alone[0] - {i for i, _ in found}
    left_b = version.alone[1] - {j for _, j in found}
    return (len(left_a) + len(left_b)) / max(1, sum(map(len, version.alone)))


def wording(words: Sequence[str], min_words: int = 1, max_words: int = 14) -> st.SearchStrategy[str]:
    """Passages of some words, with marks and capitals."""
    marks = st.sampled_from([" ", " ", " ", " ", ", ", ". ", " – ", "; ", "\n", "-", "’s ", "” “"])
    parts = st.tuples(st.sampled_from(words), st.booleans(), marks)
    return st.lists(parts, min_size=min_words, max_size=max_words).map(
        lambda found: "".join((word.capitalize() if is_large else word) + mark for word, is_large, mark in found)
    )


def texts(
    words: Sequence[str] = VOCABULARY, max_size: int = 6, min_words: int = 1, min_size: int = 0
) -> st.SearchStrategy[list[str]]:
    """Texts of some passages, some of them twice."""
    return st.lists(wording(words, min_words), min_size=min_size, max_size=max_size).flatmap(_with_copies)


def _with_copies(passages: list[str]) -> st.SearchStrategy[list[str]]:
    if not passages:
        return st.just(passages)
    return st.lists(st.sampled_from(passages), max_size=2).map(lambda copies: [*passages, *copies])


def documents(words: Sequence[str] = VOCABULARY, max_size: int = 6) -> st.SearchStrategy[Document]:
    """Documents of some passages."""
    return texts(words, max_size).map(lambda found: make_document("generated", *found))
