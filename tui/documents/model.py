"""The document model: plain, frozen and without a screen."""

from bisect import bisect_right
from dataclasses import dataclass
from enum import StrEnum
from functools import total_ordering
from pathlib import Path

from tui.text import Span, count_words

_MONTHS = "January February March April May June July August September October November December".split()

READING_SPEED = 230
"""Words a minute of silent reading (Brysbaert 2019, 238 for non-fiction, rounded down)."""


class BlockKind(StrEnum):
    """What a block of a document is."""

    TITLE = "title"
    BYLINE = "byline"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list_item"
    CAPTION = "caption"
    NOTE = "note"
    SIGNATURE = "signature"
    FURNITURE = "furniture"

    @property
    def is_body(self) -> bool:
        """Whether blocks of this kind are counted and numbered."""
        return self in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM)


@total_ordering
@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date known to the year, the month or the day; never filled in."""

    year: int
    """Four-digit year."""
    month: int | None = None
    """Month 1..12, or None where only the year is known."""
    day: int | None = None
    """Day 1..31, or None where only the month is known."""

    def __str__(self) -> str:
        """Return ISO 8601 in the date's own precision: ``2022``, ``2022-03`` or ``2022-03-10``."""
        parts = [f"{self.year:04}"]
        parts += [f"{part:02}" for part in (self.month, self.day) if part is not None]
        return "-".join(parts)

    def in_words(self, short: bool = False) -> str:
        """Return the date as people write it, in its own precision: ``10 March 2022``, ``March 2022``, ``2022``."""
        parts = [str(self.day)] if self.day else []
        if self.month:
            parts.append(_MONTHS[self.month - 1][:3] if short else _MONTHS[self.month - 1])
        return " ".join([*parts, str(self.year)])

    def __lt__(self, other: "PartialDate") -> bool:
        """Order by year, month, day; a vaguer date comes before the days it covers."""
        return self._key() < other._key()

    def _key(self) -> tuple[int, int, int]:
        return (self.year, self.month or 0, self.day or 0)


@dataclass(frozen=True, slots=True)
class Metadata:
    """What the text says about itself; what it does not say is None or empty."""

    title: str | None = None
    """The title, lines joined."""
    authors: tuple[str, ...] = ()
    """Persons or organisations, in the text's order."""
    publisher: str | None = None
    """Who published it, where that is said."""
    date: PartialDate | None = None
    """The date of the text."""
    first_published: PartialDate | None = None
    """The date of an earlier first publication, where that is said."""
    source: str | None = None
    """The address the text was taken from."""
    language: str | None = None
    """ISO 639-1 code, only where certain."""


@dataclass(frozen=True, slots=True)
class Link:
    """A link in a block's text."""

    span: Span
    """The linked characters, in offsets of the block's text."""
    target: str
    """Where it points, as written."""


@dataclass(frozen=True, slots=True)
class Block:
    """One block of a document: its kind, its own text, and where that stands."""

    kind: BlockKind
    """What it is."""
    text: str
    """Its characters, without label and Markdown marks."""
    start: int
    """Offset of its first character in ``Document.text``."""
    number: int | None = None
    """Ordinal among paragraphs and list items, from 1; None for other kinds."""
    label: str | None = None
    """The text's own label (``1.``, ``2)``, ``-``)."""
    sentences: tuple[Span, ...] = ()
    """Sentences in offsets of the block's text; they tile it."""
    emphasis: tuple[Span, ...] = ()
    """Emphasised characters in offsets of the block's text."""
    links: tuple[Link, ...] = ()
    """Links in reading order."""
    is_repeat: bool = False
    """Whether it repeats an earlier caption."""

    @property
    def span(self) -> Span:
        """The block's characters in ``Document.text``."""
        return Span(self.start, self.start + len(self.text))

    def sentence_index(self, offset: int) -> int:
        """Return which sentence holds the character at ``offset`` of the document's text, from 0."""
        place = bisect_right(self.sentences, (offset - self.start, len(self.text) + 1)) - 1
        return min(max(0, place), max(0, len(self.sentences) - 1))

    @property
    def locator(self) -> str | None:
        """The number to cite: the text's own where it numbers its paragraphs, else the ordinal."""
        if self.number is None:
            return None
        own = (self.label or "").strip("().§[] ")
        return own if self.kind is BlockKind.PARAGRAPH and own.isalnum() else str(self.number)


@dataclass(frozen=True, slots=True)
class Document:
    """A statement, or the reason why a file could not become one."""

    id: str
    """Path below the opened folder, without suffix."""
    path: Path
    """The file."""
    metadata: Metadata
    """What the text says about itself."""
    blocks: tuple[Block, ...] = ()
    """All blocks in reading order."""
    text: str = ""
    """The blocks' texts joined by blank lines; spans index into it."""
    words: int = 0
    """Words of all blocks but furniture."""
    sha256: str | None = None
    """Hex digest of the file's bytes; None where they could not be read."""
    stamp: tuple[int, int] | None = None
    """When the file had been changed (nanoseconds), and its size in bytes, before it was read."""
    problem: str | None = None
    """Why the file could not be opened, or None."""

    @property
    def name(self) -> str:
        """The title, or the file's name where the title is unknown."""
        return self.metadata.title or self.path.name

    @property
    def minutes(self) -> int:
        """Minutes of reading, at least one."""
        return max(1, round(self.words / READING_SPEED))

    @property
    def body_blocks(self) -> int:
        """How many paragraphs and list items there are."""
        return max((block.number or 0 for block in reversed(self.blocks)), default=0)

    @property
    def paragraphs(self) -> int:
        """How many paragraphs there are, list items not counted."""
        return sum(block.kind is BlockKind.PARAGRAPH for block in self.blocks)

    def block_at(self, offset: int) -> int:
        """Return the index of the block at ``offset`` of the text, the one before where between two.

        Raises:
            IndexError: The document has no blocks.
        """
        if not self.blocks:
            raise IndexError("a document without blocks")
        return max(0, bisect_right(self.blocks, offset, key=lambda block: block.start) - 1)

    def sentence_at(self, offset: int) -> Span:
        """Return the sentence at ``offset``, in offsets of the text."""
        block = self.blocks[self.block_at(offset)]
        if not block.sentences:
            return block.span
        return block.sentences[block.sentence_index(offset)].shifted(block.start)


BLOCK_SEPARATOR = "\n\n"
"""Stands between two blocks in ``Document.text``."""


def count_body_words(blocks: tuple[Block, ...]) -> int:
    """Return the number of words in all blocks but furniture."""
    return sum(count_words(block.text) for block in blocks if block.kind is not BlockKind.FURNITURE)
