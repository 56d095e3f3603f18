"""A corpus grown from real documents: as many passages as wanted, and a vocabulary that grows with them.

Each copy coins new words for most of the rare ones, of syllables of two of them ("ratification" and
"Venezuela" make "ratifizuela"), and deals the middling words out anew among those of like frequency. So the
commonest words keep their share of the text, no copy repeats the passages of another, and a million passages
of speeches hold half a million different words.
"""

import hashlib
import random
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from tests.benchmarks.known_items import Passage, passages_of
from tui.documents.model import BLOCK_SEPARATOR, Block, Document

RARE, MIDDLING = 8, 100
"""How often a rare and a middling word stand in the documents at most."""
COINED_SHARE = 0.8
"""Share of the rare words that a copy replaces by coined ones."""
LIKE = 64
"""Neighbours by frequency among which middling words are dealt out."""
SEED = 7
"""Which words are coined and dealt."""

_WORD = re.compile(r"([^\W\d_]+)")
_SYLLABLE = re.compile(r"[^aeiouy]*[aeiouy]+(?:[^aeiouy]+$|[^aeiouy](?=[^aeiouy]))?")


@dataclass(frozen=True, slots=True)
class Corpus:
    """Documents of a known number of passages."""

    documents: list[Document]
    """The documents; the first ones are those the corpus was grown from."""
    passages: int
    """Blocks that are not furniture."""
    words: int
    """Different words."""


@dataclass(frozen=True, slots=True)
class _Original:
    """A document to copy; the pieces of a block's text are kept and replaceable in turn, beginning with a kept."""

    document: Document
    pieces: list[tuple[Block, list[str]]]


def grown(documents: Sequence[Document], wanted: int) -> Corpus:
    """Return a corpus of a number of passages; the last copy is cut where they are reached.

    Args:
        documents: What it grows from; at least these are returned.
        wanted: How many passages it shall have.
    """
    passages = passages_of(documents)
    counts = Counter(word for _, _, text in passages for word in _WORD.findall(text.casefold()))
    originals = _originals_of(passages, counts)
    words, reached, copy = set(counts), len(passages), 0
    corpus = list(documents)
    while reached < wanted:
        copy += 1
        deal = _dealt(counts, random.Random(f"{SEED} {copy}"))
        words.update(deal.values())
        surfaces = _Surfaces(deal)
        for original in originals:
            if reached < wanted:
                corpus.append(_copy_of(original, copy, surfaces, wanted - reached))
                reached += len(corpus[-1].blocks)
    return Corpus(corpus, reached, len(words))


def _originals_of(passages: Sequence[Passage], counts: Counter[str]) -> list[_Original]:
    replaceable = {word for word, count in counts.items() if count <= MIDDLING}
    originals: dict[str, _Original] = {}
    for document, index, text in passages:
        original = originals.setdefault(document.id, _Original(document, []))
        original.pieces.append((document.blocks[index], _pieces_of(text, replaceable)))
    return list(originals.values())


def _pieces_of(text: str, replaceable: set[str]) -> list[str]:
    """Split a text so that every second piece is a replaceable word."""
    pieces = [""]
    for place, piece in enumerate(_WORD.split(text)):
        if place % 2 and piece.casefold() in replaceable:
            pieces += [piece, ""]
        else:
            pieces[-1] += piece
    return pieces


def _dealt(counts: Counter[str], draw: random.Random) -> dict[str, str]:
    """Return what stands for each rare and middling word in a copy."""
    rare = [word for word, count in counts.items() if count <= RARE]
    deal = {word: _coined(word, draw.choice(rare)) if draw.random() < COINED_SHARE else word for word in rare}
    middling = [word for word, count in counts.most_common() if RARE < count <= MIDDLING]
    for start in range(0, len(middling), LIKE):
        like = middling[start : start + LIKE]
        deal.update(zip(like, draw.sample(like, len(like)), strict=True))
    return deal


def _coined(head: str, tail: str) -> str:
    """Return the first syllables of one word with the last ones of another."""
    beginning, end = _SYLLABLE.findall(head), _SYLLABLE.findall(tail)
    return "".join([*beginning[: (len(beginning) + 1) // 2], *end[(len(end)) // 2 :]]) or head


class _Surfaces(dict[str, str]):
    """What stands for a word as it is written, capitals kept; filled when asked."""

    def __init__(self, deal: dict[str, str]) -> None:
        super().__init__()
        self._deal = deal

    def __missing__(self, written: str) -> str:
        dealt = self._deal[written.casefold()]
        if written.isupper() and len(written) > 1:
            dealt = dealt.upper()
        elif written[0].isupper():
            dealt = dealt.capitalize()
        self[written] = dealt
        return dealt


def _copy_of(original: _Original, copy: int, surfaces: _Surfaces, most: int) -> Document:
    """Return a document of at most so many blocks, with its own words and its own hash."""
    blocks, start = list[Block](), 0
    for block, pieces in original.pieces[:most]:
        mixed = pieces.copy()
        mixed[1::2] = map(surfaces.__getitem__, pieces[1::2])
        text = "".join(mixed)
        blocks.append(Block(block.kind, text, start, block.number, block.label))
        start += len(text) + len(BLOCK_SEPARATOR)
    document, whole = original.document, BLOCK_SEPARATOR.join(block.text for block in blocks)
    return Document(
        f"{copy}/{document.id}",
        document.path,
        document.metadata,
        tuple(blocks),
        whole,
        document.words,
        hashlib.sha256(whole.encode()).hexdigest(),
    )
