"""Known items: a passage is drawn, a query is made of what one may remember of it, and it is to be found again.

Six kinds of query. Informative words are alphabetic, of four letters or more, no stop words, and stand in at
most one passage of a hundred; two to five of a passage are typed, in the order of the text.
"""

import math
import random
import re
import string
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from rapidfuzz.distance import OSA

from tui.documents.model import BlockKind, Document

Passage = tuple[Document, int, str]
"""A document, the index of one of its blocks, and the text of that block."""

SEED = 2026
"""Which queries are drawn where nothing else is said."""
LEAST_LETTERS = 4
"""Letters of the shortest informative word."""
LARGEST_SHARE = 0.01
"""Share of the passages in which an informative word may stand."""
FEWEST, MOST = 2, 5
"""Informative words in a query."""
SHORTEST_RUN, LONGEST_RUN = 3, 6
"""Words in a remembered run."""
TYPED_SHARE = 0.6
"""Share of the letters of an unfinished word that are typed."""

_STOP_WORDS = frozenset(
    """about above after again against among because been before being below between both could does doing down
    during each even ever every from further have having here hers herself himself into itself just least less
    made make many might more most much must myself neither never once only other ours ourselves over same shall
    should some such than that their theirs them themselves then there these they this those though through thus
    under until unto upon very were what when where whether which while whom whose will with within without would
    your yours yourself yourselves""".split()
)
_WORD = re.compile(r"[^\W\d_]+")
_WORD_OF_RUN = re.compile(r"\w+(?:['-]\w+)*")


@dataclass(frozen=True, slots=True)
class KnownItem:
    """A query and the passage it was made of."""

    kind: str
    """The kind of query, as the table calls it."""
    query: str
    """What is typed."""
    passage: int
    """Index of the drawn passage."""


def passages_of(documents: Iterable[Document]) -> list[Passage]:
    """Return the passages of documents: every block that is not furniture."""
    return [
        (document, index, block.text)
        for document in documents
        for index, block in enumerate(document.blocks)
        if block.kind is not BlockKind.FURNITURE
    ]


def known_items(passages: Sequence[Passage], per_kind: int, seed: int = SEED) -> list[KnownItem]:
    """Draw passages and make queries of them, kind after kind.

    Args:
        passages: What is searched.
        per_kind: How many queries of each kind.
        seed: The same seed gives the same queries.
    """
    words = [_WORD.findall(text.casefold()) for _, _, text in passages]
    counts = Counter(word for each in words for word in set(each))
    most = max(1, int(len(passages) * LARGEST_SHARE))
    informative = {word for word, count in counts.items() if count <= most and _may_inform(word)}
    return [
        item
        for kind, make in KINDS.items()
        for item in _items_of_kind(kind, make, passages, informative, per_kind, random.Random(f"{seed} {kind}"))
    ]


def misspelt(word: str, edits: int, draw: random.Random) -> str:
    """Return a word with a number of random edits that do not undo each other."""
    while True:
        typed = word
        for _ in range(edits):
            typed = _edited(typed, draw)
        if OSA.distance(word, typed) >= edits:
            return typed


def _may_inform(word: str) -> bool:
    return len(word) >= LEAST_LETTERS and word not in _STOP_WORDS


def _items_of_kind(
    kind: str,
    make: "Maker",
    passages: Sequence[Passage],
    informative: set[str],
    wanted: int,
    draw: random.Random,
) -> list[KnownItem]:
    """Draw passages until enough of them have what the kind needs; none is drawn twice."""
    items = list[KnownItem]()
    for passage in draw.sample(range(len(passages)), len(passages)):
        if len(items) == wanted:
            break
        query = make(passages[passage][2], informative, draw)
        if query:
            items.append(KnownItem(kind, query, passage))
    return items


Maker = Callable[[str, set[str], random.Random], str | None]
"""Makes a query of a text; None where the text has not enough words for it."""


def _words_with(edits: int) -> Maker:
    def make(text: str, informative: set[str], draw: random.Random) -> str | None:
        words = _drawn_words(text, informative, draw)
        return " ".join(misspelt(word, edits, draw) for word in words) if words else None

    return make


def _unfinished(text: str, informative: set[str], draw: random.Random) -> str | None:
    """Return a query of words, one of them with a typo and the last one still being typed."""
    words = _drawn_words(text, informative, draw)
    if not words:
        return None
    wrong = draw.randrange(len(words) - 1)
    words[wrong] = misspelt(words[wrong], 1, draw)
    words[-1] = words[-1][: math.ceil(len(words[-1]) * TYPED_SHARE)]
    return " ".join(words)


def _run_with(edits: int) -> Maker:
    def make(text: str, informative: set[str], draw: random.Random) -> str | None:
        words = _drawn_run(text, informative, draw)
        if words and edits:
            long = [place for place, word in enumerate(words) if len(word) >= LEAST_LETTERS]
            wrong = draw.choice(long)
            words[wrong] = misspelt(words[wrong], edits, draw)
        return " ".join(words) if words else None

    return make


KINDS: dict[str, Maker] = {
    "words as they stand": _words_with(0),
    "words, 1 edit in each": _words_with(1),
    "words, 2 edits in each": _words_with(2),
    "1 typo, last word unfinished": _unfinished,
    "a run of words": _run_with(0),
    "a run of words, 1 typo": _run_with(1),
}
"""How the queries of each kind are made."""


def _drawn_words(text: str, informative: set[str], draw: random.Random) -> list[str]:
    """Return two to five different informative words of a text in its order, or none where it has too few."""
    different = [word for word in dict.fromkeys(_WORD.findall(text.casefold())) if word in informative]
    wanted = draw.randint(FEWEST, MOST)
    if len(different) < wanted:
        return []
    return [different[place] for place in sorted(draw.sample(range(len(different)), wanted))]


def _drawn_run(text: str, informative: set[str], draw: random.Random) -> list[str]:
    """Return three to six neighbouring words of a text, an informative one among them, or none."""
    words = _WORD_OF_RUN.findall(text.casefold().replace("’", "'"))
    length = draw.randint(SHORTEST_RUN, LONGEST_RUN)
    runs = [words[start : start + length] for start in range(len(words) - length + 1)]
    telling = [run for run in runs if informative.intersection(run)]
    return list(draw.choice(telling)) if telling else []


def _edited(word: str, draw: random.Random) -> str:
    """Return a word with one letter inserted, deleted or substituted, or two neighbours transposed."""
    edit = draw.choice(("insert", "delete", "substitute", "transpose"))
    place = draw.randrange(len(word) + (edit == "insert"))
    letter = draw.choice(string.ascii_lowercase)
    if edit == "insert":
        return word[:place] + letter + word[place:]
    if edit == "delete" and len(word) > 1:
        return word[:place] + word[place + 1 :]
    if edit == "substitute":
        return word[:place] + letter + word[place + 1 :]
    unequal = [start for start, (one, other) in enumerate(pairwise(word)) if one != other]
    if not unequal:
        return word + letter
    place = draw.choice(unequal)
    return word[:place] + word[place + 1] + word[place] + word[place + 2 :]
