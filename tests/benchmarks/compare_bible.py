"""Alignment problems made of Bible translations: by verse, by paragraph, and parallel accounts.

Verses of two translations belong together where they have the same number; chapters were chosen in which the
translations number alike. The two sides reach over different chapters in part, so that some verses have no partner.
"""

import json
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from tests.benchmarks.compare_texts import Problem, available, bible, verse_number

GOLD = Path(__file__).parent / "compare_gold"
"""Where the pairs written by hand are kept."""
FEWEST, MOST = 2, 6
"""Verses in a paragraph."""
SHARED = 0.5
"""Share of the words of the shorter of two paragraphs that stand in verses of both: from there on they are a pair."""

Verses = dict[int, str]
"""Texts by the numbers of their verses."""


@dataclass(frozen=True, slots=True)
class Passage:
    """Two translations of one book."""

    versions: tuple[str, str]
    """The translations of either side."""
    book: str
    """The book."""
    a: tuple[int, int]
    """First and last chapter of one side."""
    b: tuple[int, int]
    """First and last chapter of the other side."""

    @property
    def name(self) -> str:
        """What the problem is called."""
        sides = zip(self.versions, (self.a, self.b), strict=True)
        return f"{self.book}, " + " and ".join(f"{version.upper()} {first}-{last}" for version, (first, last) in sides)

    def sides(self) -> tuple[Verses, Verses]:
        """Return the verses of both sides."""
        a, b = (
            _chapters(version, self.book, *chapters)
            for version, chapters in zip(self.versions, (self.a, self.b), strict=True)
        )
        return a, b


BY_VERSE = (
    Passage(("web", "dr"), "Judges", (13, 15), (14, 16)),
    Passage(("web", "dr"), "Exodus", (21, 23), (20, 23)),
    Passage(("kjv", "dr"), "Proverbs", (10, 12), (10, 12)),
    Passage(("kjv", "web"), "Psalms", (103, 106), (104, 107)),
    Passage(("web", "dr"), "James", (1, 3), (1, 3)),
    Passage(("asv", "dr"), "Luke", (9, 10), (10, 11)),
    Passage(("dr", "web"), "Isaiah", (40, 41), (40, 41)),
    Passage(("dr", "kjv"), "Acts", (26, 27), (27, 28)),
)
"""What is compared verse by verse."""
BY_PARAGRAPH = (
    Passage(("web", "dr"), "1Samuel", (14, 20), (16, 22)),
    Passage(("dr", "web"), "Leviticus", (16, 22), (17, 24)),
    Passage(("kjv", "dr"), "Proverbs", (10, 18), (10, 18)),
    Passage(("web", "kjv"), "Psalms", (89, 99), (92, 102)),
    Passage(("dr", "asv"), "1Corinthians", (9, 15), (9, 15)),
    Passage(("dr", "web"), "Matthew", (5, 11), (8, 13)),
    Passage(("web", "dr"), "Daniel", (1, 6), (2, 7)),
)
"""What is compared by paragraphs that each side forms in its own way."""


def problems_of_verses() -> Iterator[Problem]:
    """Make the problems in which each verse is a passage."""
    return available(partial(_by_verse, passage) for passage in BY_VERSE)


def problems_of_paragraphs() -> Iterator[Problem]:
    """Make the problems in which each side joins its verses to paragraphs in its own way."""
    return available(partial(_by_paragraph, passage) for passage in BY_PARAGRAPH)


def problems_of_parallels() -> Iterator[Problem]:
    """Make the problems of parallel accounts, whose pairs were written by hand."""
    entries = json.loads((GOLD / "parallels.json").read_text(encoding="utf-8"))
    return available(partial(_parallel, entry) for entry in entries)


def _by_verse(passage: Passage) -> Problem:
    a, b = passage.sides()
    numbers_a, numbers_b = list(a), list(b)
    gold = {(numbers_a.index(number), numbers_b.index(number)) for number in numbers_a if number in b}
    return _problem("verses", passage.name, list(a.values()), list(b.values()), gold)


def _by_paragraph(passage: Passage) -> Problem:
    a, b = passage.sides()
    draw = random.Random(passage.name)
    groups_a, groups_b = _grouped(list(a), draw), _grouped(list(b), draw)
    gold, uncertain_a, uncertain_b = set[tuple[int, int]](), set[int](), set[int]()
    for i, group_a in enumerate(groups_a):
        for j, group_b in enumerate(groups_b):
            share = _shared(a, b, group_a, group_b)
            if share >= SHARED:
                gold.add((i, j))
            elif share:
                uncertain_a.add(i)
                uncertain_b.add(j)
    texts_a, texts_b = _joined(a, groups_a), _joined(b, groups_b)
    return _problem("paragraphs", passage.name, texts_a, texts_b, gold, uncertain_a, uncertain_b)


def _parallel(entry: Mapping[str, Any]) -> Problem:
    a, b = _labelled(entry["a"]), _labelled(entry["b"])
    labels_a, labels_b = list(a), list(b)
    pairs = [pair for written in entry["pairs"] for pair in _pairs(written, labels_a, labels_b)]
    gold = {(labels_a.index(one), labels_b.index(other)) for one, other in pairs}
    uncertain = [
        {labels.index(label) for item in entry["uncertain"][side] for label in _labels(item, labels)}
        for side, labels in (("a", labels_a), ("b", labels_b))
    ]
    return _problem("parallels", entry["name"], list(a.values()), list(b.values()), gold, *uncertain)


def _chapters(version: str, book: str, first: int, last: int) -> Verses:
    start, end = verse_number(book, first, 0), verse_number(book, last + 1, 0)
    return {number: text for number, text in bible(version).items() if start < number < end}


def _grouped(numbers: Sequence[int], draw: random.Random) -> list[list[int]]:
    """Cut verses into groups of two to six; the last may be shorter."""
    groups, start = list[list[int]](), 0
    while start < len(numbers):
        length = draw.randint(FEWEST, MOST)
        groups.append(list(numbers[start : start + length]))
        start += length
    return groups


def _shared(a: Verses, b: Verses, group_a: Sequence[int], group_b: Sequence[int]) -> float:
    """Return which share of the words of the shorter group stands in verses that both groups have."""
    both = set(group_a) & set(group_b)
    return max(_words(a, both) / _words(a, group_a), _words(b, both) / _words(b, group_b))


def _words(verses: Verses, numbers: Sequence[int] | set[int]) -> int:
    return sum(len(verses[number].split()) for number in numbers)


def _joined(verses: Verses, groups: Sequence[Sequence[int]]) -> list[str]:
    return [" ".join(verses[number] for number in group) for group in groups]


def _labelled(side: Mapping[str, Any]) -> dict[str, str]:
    """Return the passages of a side of the gold file by label: verses as `14:1`, paragraphs as `14:1-9`."""
    verses = bible(side["version"])
    if "paragraphs" in side:
        return {
            item: " ".join(verses[_number(side["book"], label)] for label in _spelt_out(item))
            for item in side["paragraphs"]
        }
    return {label: verses[_number(side["book"], label)] for item in side["verses"] for label in _spelt_out(item)}


def _number(book: str, label: str) -> int:
    chapter, verse = label.split(":")
    return verse_number(book, int(chapter), int(verse))


def _spelt_out(item: str) -> list[str]:
    """Return `14:1-3` as its verses."""
    chapter, verses = item.split(":")
    first, _, last = verses.partition("-")
    return [f"{chapter}:{verse}" for verse in range(int(first), int(last or first) + 1)]


def _labels(item: str, known: Sequence[str]) -> list[str]:
    """Return the passages that `14:1`, `14:1-3` or `14:1,14:5` stands for."""
    return [label for part in item.split(",") for label in ([part] if part in known else _spelt_out(part))]


def _pairs(written: str, known_a: Sequence[str], known_b: Sequence[str]) -> list[tuple[str, str]]:
    """Return the pairs of `14:1-3=26:2-4`, which go in step, or of `14:1=26:2-4`, which are all of them."""
    left, right = written.split("=")
    a, b = _labels(left, known_a), _labels(right, known_b)
    if len(a) == len(b):
        return list(zip(a, b, strict=True))
    if min(len(a), len(b)) > 1:
        raise ValueError(f"{written} does not go in step")
    return [(one, other) for one in a for other in b]


def _problem(
    family: str,
    name: str,
    a: Sequence[str],
    b: Sequence[str],
    gold: set[tuple[int, int]],
    uncertain_a: set[int] | None = None,
    uncertain_b: set[int] | None = None,
) -> Problem:
    paired_a, paired_b = {i for i, _ in gold} | (uncertain_a or set()), {j for _, j in gold} | (uncertain_b or set())
    alone_a, alone_b = frozenset(range(len(a))) - paired_a, frozenset(range(len(b))) - paired_b
    return Problem(family, name, tuple(a), tuple(b), frozenset(gold), alone_a, alone_b)
