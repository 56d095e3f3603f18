"""A comparison as the compare screen needs it: by block, with signs, remarks and places to light."""

from bisect import bisect_left
from collections.abc import Collection, Iterable, Sequence
from functools import cached_property

from tui.app.annotations import GUTTER, Annotations, Remark
from tui.app.painting import TINTS
from tui.compare.alignment import Pair
from tui.compare.comparison import Comparison
from tui.compare.grading import Grade
from tui.compare.groups import Group
from tui.compare.interleaved import Interleaved, Origin
from tui.compare.passages import Passage, sentence_spans
from tui.compare.word_diff import difference
from tui.text import Span

Layers = list[tuple[Sequence[Span], str]]
"""Places of a text with the names of their styles."""
ONLY_HERE = "only here"
_MOST_NUMBERS = 6


class Pairing:
    """What is paired with what; sides are 0 and 1, blocks are indices into ``Document.blocks``."""

    def __init__(self, comparison: Comparison) -> None:
        """Look the pairs up from both sides."""
        self.comparison = comparison
        """What was found."""
        self._passages = comparison.passages_a, comparison.passages_b
        self._at = tuple({passage.block: index for index, passage in enumerate(side)} for side in self._passages)
        self._pairs: tuple[dict[int, list[Pair]], dict[int, list[Pair]]] = ({}, {})
        for pair in sorted(comparison.pairs, key=lambda pair: -pair.score):
            self._pairs[0].setdefault(pair.a, []).append(pair)
            self._pairs[1].setdefault(pair.b, []).append(pair)
        self._groups: tuple[dict[int, tuple[int, Group]], dict[int, tuple[int, Group]]] = ({}, {})
        for number, group in enumerate(comparison.groups):
            for side, members in enumerate((group.a, group.b)):
                self._groups[side].update(dict.fromkeys(members, (number, group)))
        self._paired = tuple(sorted(side[index].block for index in pairs)
                             for side, pairs in zip(self._passages, self._pairs, strict=True))  # fmt: skip

    def partners(self, side: int, block: int) -> list[int]:
        """Return the blocks of the other side that are paired with a block, the closest first."""
        index = self._at[side].get(block, -1)
        return [self._passages[1 - side][_partner(pair, side)].block for pair in self._pairs[side].get(index, ())]

    def nearest(self, side: int, block: int) -> list[int]:
        """Return the three nearest blocks of the other side to one without a partner; no pairs by that."""
        index = self._at[side].get(block)
        if index is None:
            return []
        alignment = self.comparison.alignment
        found = (alignment.nearest_to_a, alignment.nearest_to_b)[side][index]
        return [self._passages[1 - side][place].block for place in found]

    def next_paired(self, side: int, block: int, step: int) -> int | None:
        """Return the next paired block of a side, or the one before; None where there is none."""
        paired = self._paired[side]
        at = bisect_left(paired, block + 1) if step > 0 else bisect_left(paired, block) - 1
        return paired[at] if 0 <= at < len(paired) else None

    def nearest_paired(self, side: int, block: int) -> int | None:
        """Return this block where it is paired, else the nearest paired one before it, else after it."""
        if self.partners(side, block):
            return block
        before = self.next_paired(side, block, -1)
        return before if before is not None else self.next_paired(side, block, 1)

    def group_of(self, side: int, passage: int) -> int | None:
        """Return which group a passage belongs to, from 0; None where it has no partner."""
        found = self._groups[side].get(passage)
        return found[0] if found else None

    def origin(self, side: int, block: int) -> Origin | None:
        """Return which passage a block is, for the one column; None for headings and the like."""
        index = self._at[side].get(block)
        return None if index is None else Origin("ab"[side], index)

    def describe(self, side: int, block: int) -> str:
        """Return what is known of a block, for the status line."""
        index = self._at[side].get(block)
        if index is None:
            return ""
        remark = self._remark(side, index)
        return f"{remark.sign} {remark.words}".strip()

    def tell_partner(self, side: int, block: int, turn: int) -> str:
        """Return what was brought level: a partner, or one of the nearest passages, which is no partner."""
        partners = self.partners(side, block)
        targets = partners or self.nearest(side, block)
        number = self._passages[1 - side][self._at[1 - side][targets[turn]]].number
        if not partners:
            return f"para. {number}: nearest {turn + 1} of {len(targets)}, not a pair"
        pair = self._pairs[side][self._at[side][block]][turn]
        count = f"partner {turn + 1} of {len(partners)}, " if len(partners) > 1 else ""
        return f"para. {number}: {count}{pair.closeness}"

    def annotations(self, side: int, is_only: bool = False) -> Annotations:
        """Return the signs and remarks of a side.

        Args:
            side: Which one.
            is_only: Whether what is paired is left out.
        """
        document, passages = self.comparison.sides[side]
        remarks = {passage.span.start: self._remark(side, index) for index, passage in enumerate(passages)}
        unpaired = (self.comparison.only_a, self.comparison.only_b)[side]
        only = frozenset(passages[index].span.start for index in unpaired) if is_only else None
        return Annotations(remarks, GUTTER, only=only)

    def joined_annotations(self, joined: Interleaved, is_only: bool = False) -> Annotations:
        """Return the signs and remarks of the one column."""
        remarks: dict[int, Remark] = {}
        only: set[int] = set()
        for block, origin in zip(joined.document.blocks, joined.origins, strict=True):
            side = 0 if origin.side == "a" else 1
            remark = self._remark(side, origin.passage)
            name = origin.side.upper()
            remarks[block.start] = Remark(f"{name}: {remark.words}", remark.sign, remark.look)
            if not remark.sign:
                only.add(block.start)
        return Annotations(remarks, GUTTER, False, frozenset(only) if is_only else None)

    def _remark(self, side: int, index: int) -> Remark:
        pairs = self._pairs[side].get(index)
        passage = self._passages[side][index]
        label = self.comparison.sides[side][0].blocks[passage.block].label
        # Where the margin shows the text's own label, the number that others refer to is said here.
        own = f"para. {passage.number} " if label and label.strip("().") != str(passage.number) else ""
        if not pairs:
            return Remark(f"{own}{ONLY_HERE}")
        number, group = self._groups[side][index]
        numbers = [self._passages[1 - side][_partner(pair, side)].number for pair in pairs]
        shown = ", ".join(map(str, numbers[:_MOST_NUMBERS])) + (" ..." if len(numbers) > _MOST_NUMBERS else "")
        return Remark(f"{own}↔ para. {shown}: {pairs[0].closeness}", group.sign, f"pair-{number % TINTS}")

    @cached_property
    def versions(self) -> int:
        """How many pairs are one text in two versions."""
        return sum(pair.grade is Grade.SAME_TEXT for pair in self.comparison.pairs)

    def layers(self, side: int, shown: Collection[str]) -> Layers:
        """Return what is drawn over a text: ``shared`` phrases, ``changed`` words."""
        layers: Layers = []
        if "shared" in shown:
            layers.append((self._shared[side], "shared"))
        if "changed" in shown:
            layers += [(self._changed[side], "changed"), (self._moved[side], "moved")]
        return layers

    def joined_layers(self, joined: Interleaved, layers: Sequence[Layers]) -> Layers:
        """Return the layers of both sides in offsets of the one column."""
        found: dict[str, list[Span]] = {}
        for side, name in enumerate("ab"):
            for spans, look in layers[side]:
                for span in spans:
                    passage = self._passage_at(side, span.start)
                    own = self._passages[side][passage]
                    by = joined.document.blocks[joined.place(Origin(name, passage))].start - own.span.start
                    found.setdefault(look, []).append(span.shifted(by))
        return [(sorted(spans), look) for look, spans in found.items()]

    def _passage_at(self, side: int, offset: int) -> int:
        starts: Sequence[Passage] = self._passages[side]
        return bisect_left(starts, offset + 1, key=lambda passage: passage.span.start) - 1

    def counterparts(self, side: int, sentence: Span) -> tuple[Span, ...]:
        """Return the sentences of the other text that are paired with a sentence, in offsets of its document."""
        return self._counterparts[side].get(sentence.start, ())

    @cached_property
    def _counterparts(self) -> tuple[dict[int, tuple[Span, ...]], dict[int, tuple[Span, ...]]]:
        found: tuple[dict[int, tuple[Span, ...]], dict[int, tuple[Span, ...]]] = ({}, {})
        for pair in self.comparison.sentence_pairs:
            spans = self._sentence(0, pair.a, pair.sentence_a), self._sentence(1, pair.b, pair.sentence_b)
            for side in (0, 1):
                start = spans[side].start
                found[side][start] = tuple(sorted((*found[side].get(start, ()), spans[1 - side])))
        return found

    def _sentence(self, side: int, passage: int, sentence: int) -> Span:
        document, passages = self.comparison.sides[side]
        return self.span(side, passage, sentence_spans(document, passages[passage])[sentence])

    @cached_property
    def _shared(self) -> tuple[list[Span], list[Span]]:
        phrases = self.comparison.phrases
        return (
            _merged(self.span(0, *place) for phrase in phrases for place in phrase.a),
            _merged(self.span(1, *place) for phrase in phrases for place in phrase.b),
        )

    def span(self, side: int, passage: int, span: Span) -> Span:
        """Return a span of a passage in offsets of its document's text."""
        return span.shifted(self._passages[side][passage].span.start)

    @cached_property
    def _differences(self) -> tuple[list[tuple[int, Span]], list[tuple[int, Span]]]:
        """Changed and moved spans of both sides, as (0, span) and (1, span)."""
        found: tuple[list[tuple[int, Span]], list[tuple[int, Span]]] = ([], [])
        done: tuple[set[int], set[int]] = (set(), set())
        for pair in sorted(self.comparison.pairs, key=lambda pair: -pair.score):
            if pair.grade is not Grade.SAME_TEXT or pair.a in done[0] or pair.b in done[1]:
                continue
            done[0].add(pair.a)
            done[1].add(pair.b)
            changes = difference(self._passages[0][pair.a].text, self._passages[1][pair.b].text)
            for side, index, spans in ((0, pair.a, changes.only_a), (1, pair.b, changes.only_b)):
                found[side].extend((0, self.span(side, index, span)) for span in spans)
            for first, second in changes.moved:
                found[0].append((1, self.span(0, pair.a, first)))
                found[1].append((1, self.span(1, pair.b, second)))
        return found

    @cached_property
    def _changed(self) -> tuple[list[Span], list[Span]]:
        first, second = (sorted(span for kind, span in side if kind == 0) for side in self._differences)
        return first, second

    @cached_property
    def _moved(self) -> tuple[list[Span], list[Span]]:
        first, second = (sorted(span for kind, span in side if kind == 1) for side in self._differences)
        return first, second


def _partner(pair: Pair, side: int) -> int:
    return pair.b if side == 0 else pair.a


def _merged(spans: Iterable[Span]) -> list[Span]:
    """Return spans in order, those that overlap as one."""
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return merged
