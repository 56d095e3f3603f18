"""Two documents in one column: each group of paired passages together, the others in between, in their own order."""

from collections import deque
from dataclasses import dataclass, replace
from functools import cached_property

from tui.compare.comparison import Comparison
from tui.documents.model import BLOCK_SEPARATOR, Block, BlockKind, Document, Metadata
from tui.text import Span


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a block of the one column comes from."""

    side: str
    """``a`` or ``b``."""
    passage: int
    """Index among that document's passages."""


@dataclass(frozen=True)
class Interleaved:
    """Two documents' passages in one column."""

    comparison: Comparison
    """What is shown."""

    @cached_property
    def origins(self) -> tuple[Origin, ...]:
        """For each block where it comes from: groups by the first text, what is unpaired where it follows."""
        order: list[Origin] = []
        groups = {group.a[0]: group for group in self.comparison.groups}
        paired = {index for group in self.comparison.groups for index in group.a}
        grouped_b = {index for group in self.comparison.groups for index in group.b}
        waiting = deque(index for index in range(len(self.comparison.passages_b)) if index not in grouped_b)
        for index in range(len(self.comparison.passages_a)):
            group = groups.get(index)
            if group is not None:
                while waiting and waiting[0] < group.b[0]:
                    order.append(Origin("b", waiting.popleft()))
                order += [Origin("a", member) for member in group.a] + [Origin("b", member) for member in group.b]
            elif index not in paired:
                order.append(Origin("a", index))
        return (*order, *(Origin("b", index) for index in waiting))

    @cached_property
    def document(self) -> Document:
        """The one column as a document; its blocks are copies, its text is for reading, not for quoting."""
        blocks: list[Block] = []
        start = 0
        for origin in self.origins:
            block = self._block_of(origin)
            label = f"{origin.side.upper()} {block.number}"
            blocks.append(replace(block, kind=BlockKind.PARAGRAPH, start=start, label=label))
            start += len(block.text) + len(BLOCK_SEPARATOR)
        title = f"{self.comparison.a.name} | {self.comparison.b.name}"
        text = BLOCK_SEPARATOR.join(block.text for block in blocks)
        words = self.comparison.a.words + self.comparison.b.words
        return Document("", self.comparison.a.path, Metadata(title=title), tuple(blocks), text, words)

    def _block_of(self, origin: Origin) -> Block:
        comparison = self.comparison
        document, passages = comparison.sides[0 if origin.side == "a" else 1]
        return document.blocks[passages[origin.passage].block]

    def source(self, span: Span) -> tuple[Document, Span]:
        """Return what a span of the one column is in its own document; it ends where its passage ends."""
        index = self.document.block_at(span.start)
        block, origin = self.document.blocks[index], self.origins[index]
        document, passages = self.comparison.sides[0 if origin.side == "a" else 1]
        own = passages[origin.passage].span
        by = own.start - block.start
        return document, Span(span.start + by, min(span.end + by, own.end))

    def place(self, origin: Origin) -> int:
        """Return the block in which a passage stands."""
        return self._places[origin]

    @cached_property
    def _places(self) -> dict[Origin, int]:
        return {origin: index for index, origin in enumerate(self.origins)}
