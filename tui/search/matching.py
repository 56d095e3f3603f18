"""Which passages of a segment answer to a query, how surely, and what for: one pass over the postings."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt

from tui.search.expansion import Expansion, Grade, expand
from tui.search.fields import FieldTest
from tui.search.index import KINDS, Index
from tui.search.postings import Segment
from tui.search.query import Leaf, Match, Phrase, Query, Word

K1, B = 0.25, 0.75
"""Saturation of counts and weight of a passage's length (BM25: Robertson and Zaragoza 2009)."""
SHORTEST = 0.2
"""Shorter passages count as this share of an average one."""
NEIGHBOURS = 0.6
"""What two words of the query are worth that stand side by side, as a share of their weights."""
MOST_POSITIONS = 60_000
"""Two words that both stand in more places are too common for their neighbourhood to be looked at."""
COMMON = 40_000
"""A group found in more passages is looked for only where something else of the query is."""
MOST_KEPT = 24
"""Words and pairs of words whose passages are kept for the next keystroke."""
_Grades = npt.NDArray[np.uint8]
_Scores = npt.NDArray[np.float32]
_Passages = npt.NDArray[np.integer]


@dataclass(frozen=True, slots=True)
class Matched:
    """What answers to a query in one segment; arrays of the shape (passages,)."""

    segment: Segment
    """The segment."""
    scores: _Scores
    """What the words found in each passage are worth."""
    grades: _Grades
    """The least sure grade among what is wanted; 0 where something is missing."""
    covered: _Grades
    """How many of the wanted groups of words were found."""
    has_known: npt.NDArray[np.bool_]
    """Whether all words were found that occur in the collection as they were typed."""


def match(index: Index, place: int, query: Query, should_stop: Callable[[], bool]) -> Matched | None:
    """Match a query against the segment at ``place`` of an index; None where that was cut short."""
    run = _Run(index, index.segments[place], index.lengths[place])
    for group in query.wanted:
        if is_field(group):
            run.restrict(group)
    # The rarest words first: of the common ones only those passages matter that hold a rare one, too.
    for group in sorted(word_groups(query), key=run.size):
        if should_stop():
            return None
        run.want(group)
    for first, second in pairwise(_chain(query)):
        if should_stop():
            return None
        if first is not None and second is not None:
            run.reward_neighbours(first, second)
    run.drop(query.unwanted)
    return run.result()


def is_field(group: Sequence[Leaf]) -> bool:
    """Tell whether a group asks for nothing but fields, and so only restricts where words are looked for."""
    return all(isinstance(leaf, FieldTest) for leaf in group)


def word_groups(query: Query) -> list[tuple[Leaf, ...]]:
    """Return the groups of a query that ask for words."""
    return [group for group in query.wanted if not is_field(group)]


class _Run:
    """The arrays of one pass."""

    def __init__(self, index: Index, segment: Segment, lengths: _Scores) -> None:
        self.index, self.segment, self.lengths = index, segment, lengths
        count = len(segment.passages)
        self.scores = np.zeros(count, dtype=np.float32)
        self.covered = np.zeros(count, dtype=np.uint8)
        self.grades: _Grades | None = None
        self.has_known = np.ones(count, dtype=bool)
        self._allowed: _Grades | None = None
        self._gone: npt.NDArray[np.bool_] | None = None
        # Tells the last of equal passages in a list; what it held before does not matter.
        self._last = np.empty(count, dtype=np.int32)

    def size(self, group: Sequence[Leaf]) -> int:
        """Return about how many passages hold one of a group."""
        return sum(self._size_of(leaf) for leaf in group)

    def _size_of(self, leaf: Leaf) -> int:
        if isinstance(leaf, Word):
            return int(self.index.frequencies[expand(self.index, leaf).numbers].sum())
        if isinstance(leaf, Phrase):
            return min(self._size_of(word) for word in leaf.words)
        return len(self.segment.passages)

    def restrict(self, group: Sequence[Leaf]) -> None:
        """Allow only the passages that fit one of some fields."""
        allowed = np.zeros(len(self.scores), dtype=np.uint8)
        for leaf in group:
            if isinstance(leaf, FieldTest):
                accepted, grade = self._accepted(leaf)
                allowed[accepted] = np.maximum(allowed[accepted], np.uint8(grade))
        self._allowed = allowed if self._allowed is None else np.minimum(self._allowed, allowed)

    def want(self, group: Sequence[Leaf]) -> None:
        """Take in one group: the best of its alternatives counts in each passage."""
        if self.size(group) > COMMON and self.covered.any():
            passages, values, levels = self._found_once(group, self.covered > 0)
        else:
            passages, values, levels = self._kept(group, lambda: self._found_once(group))
        grades = np.zeros(len(self.scores), dtype=np.uint8)
        grades[passages] = levels
        self.scores[passages] += values
        self.covered[passages] += 1
        self.grades = grades if self.grades is None else np.minimum(self.grades, grades)
        if any(self._is_known(leaf) for leaf in group):
            self.has_known &= grades > 0

    def _found_once(
        self, group: Sequence[Leaf], among: npt.NDArray[np.bool_] | None = None
    ) -> tuple[_Passages, _Scores, _Grades]:
        """Return the passages that hold one of a group, each once, with scores and grades."""
        found = [self._find(leaf, among) for leaf in group]
        passages, values, levels = found[0]
        if len(found) > 1:
            passages = np.concatenate([each[0] for each in found])
            values = np.concatenate([each[1] for each in found])
            levels = np.concatenate([each[2] for each in found])
            order = np.lexsort((values, levels))
            passages, values, levels = passages[order], values[order], levels[order]
        kept = self._once(passages)
        return passages[kept], values[kept], levels[kept]

    def _kept(self, key: object, find: Callable[[], Any]) -> Any:
        """Return what was found for the same words a moment ago, since all but the last stay while one types."""
        kept = self.index.found
        result = kept.pop((id(self.segment), key), None)
        if result is None:
            result = find()
        kept[id(self.segment), key] = result
        while len(kept) > MOST_KEPT:
            kept.pop(next(iter(kept), None), None)
        return result

    def _is_known(self, leaf: Leaf) -> bool:
        words = leaf.words if isinstance(leaf, Phrase) else [leaf] if isinstance(leaf, Word) else []
        return all(
            word.match in (Match.EXACT, Match.PREFIX) or expand(self.index, word).best is Grade.EXACT for word in words
        )

    def _once(self, passages: _Passages) -> npt.NDArray[np.intp]:
        """Return the indices that keep each passage once, the last time it comes."""
        order = np.arange(len(passages), dtype=np.int32)
        self._last[passages] = order
        return np.flatnonzero(self._last[passages] == order)

    def _find(self, leaf: Leaf, among: npt.NDArray[np.bool_] | None = None) -> tuple[_Passages, _Scores, _Grades]:
        """Return passages that hold a leaf, the surest last, with scores and grades; a passage may come twice.

        Args:
            leaf: What to look for.
            among: Which passages matter, shape (passages,); None for all.
        """
        if isinstance(leaf, Word):
            return self._find_word(expand(self.index, leaf), among)
        if isinstance(leaf, Phrase):
            return self._find_phrase(leaf)
        accepted, grade = self._accepted(leaf)
        passages = np.flatnonzero(accepted)
        return passages, np.zeros(len(passages), dtype=np.float32), np.full(len(passages), grade, dtype=np.uint8)

    def _find_word(
        self, expansion: Expansion, among: npt.NDArray[np.bool_] | None = None
    ) -> tuple[_Passages, _Scores, _Grades]:
        segment = self.segment
        present, places = segment.find(expansion.numbers)
        firsts, stops = segment.posting_starts[places], segment.posting_starts[places + 1]
        passages = _sliced(segment.postings, firsts, stops)
        counts = _sliced(segment.counts, firsts, stops)
        which = np.repeat(present, stops - firsts)
        if among is not None:
            kept = np.flatnonzero(among[passages])
            passages, counts, which = passages[kept], counts[kept], which[kept]
        values = expansion.weights[which] * self._saturated(counts.astype(np.float32), passages)
        return passages, values, expansion.grades[which]

    def _saturated(self, counts: _Scores, passages: _Passages) -> _Scores:
        """Return what counts are worth in passages of their length: BM25 with a floor for the shortest."""
        length = np.maximum(self.lengths[passages], np.float32(SHORTEST))
        slowed = np.float32(K1) * (np.float32(1 - B) + np.float32(B) * length)
        worth: _Scores = np.divide(counts * np.float32(1 + K1), counts + slowed, dtype=np.float32)
        return worth

    def _find_phrase(self, phrase: Phrase) -> tuple[_Passages, _Scores, _Grades]:
        """Return the passages in which the words of a phrase stand side by side."""
        expansions = [expand(self.index, word) for word in phrase.words]
        positions, passages, grades = find_in_a_row(self.index, self.segment, expansions)
        order = np.argsort(grades, kind="stable")
        passages, grades = passages[order], grades[order]
        weight = sum(float(expansion.weights.max(initial=0)) for expansion in expansions)
        ones = np.ones(len(passages), dtype=np.float32)
        values = (
            np.float32(weight * (1 + NEIGHBOURS)) * self._saturated(ones, passages) * grades / np.float32(Grade.EXACT)
        )
        joined = expand(self.index, Word(phrase.typed, "".join(word.token for word in phrase.words), Match.EXACT))
        if phrase.is_strict or not len(joined.numbers):
            return passages, values, grades
        more = self._find_word(joined)
        near = np.full(len(more[0]), Grade.NEAR, dtype=np.uint8)
        return np.concatenate([more[0], passages]), np.concatenate([more[1], values]), np.concatenate([near, grades])

    def _accepted(self, test: FieldTest) -> tuple[npt.NDArray[np.bool_], Grade]:
        """Return which passages fit a field; where none does, which nearly do."""
        passages = self.segment.passages
        if test.kind is not None:
            return np.equal(passages.kinds, KINDS.index(test.kind)), Grade.EXACT
        fitting, grade = self.index.fitting(test)
        return fitting[passages.documents], Grade.EXACT if grade else Grade.NEAR

    def reward_neighbours(self, first: Word, second: Word) -> None:
        """Reward the passages in which two words of the query stand side by side, as they were typed."""
        passages, values = self._kept((first, second), lambda: self._neighbours(first, second))
        self.scores[passages] += values

    def _neighbours(self, first: Word, second: Word) -> tuple[_Passages, _Scores]:
        """Return the passages in which two words stand side by side, each once, and what that is worth."""
        passages, values = _side_by_side(
            self.index, self.segment, expand(self.index, first), expand(self.index, second)
        )
        order = np.argsort(values, kind="stable")
        passages, values = passages[order], values[order]
        kept = self._once(passages)
        return passages[kept], np.float32(NEIGHBOURS) * values[kept]

    def drop(self, unwanted: Sequence[Leaf]) -> None:
        """Take out the passages that hold what is unwanted, or are gone."""
        if not unwanted and self.segment.alive is None:
            return
        self._gone = np.zeros(len(self.scores), dtype=bool) if self.segment.alive is None else ~self.segment.alive
        for leaf in unwanted:
            self._gone[self._find(leaf)[0]] = True

    def result(self) -> Matched:
        """Return what was found."""
        grades = self.grades if self.grades is not None else np.full(len(self.scores), Grade.EXACT, dtype=np.uint8)
        if self._allowed is not None:
            grades = np.minimum(grades, self._allowed)
            self.covered[self._allowed == 0] = 0
        if self._gone is not None:
            grades[self._gone] = 0
            self.covered[self._gone] = 0
        return Matched(self.segment, self.scores, grades, self.covered, self.has_known)


def find_in_a_row(
    index: Index, segment: Segment, expansions: Sequence[Expansion]
) -> tuple[npt.NDArray[np.int64], _Passages, _Grades]:
    """Find words standing side by side, in order, inside one passage.

    Returns:
        Indices into the segment's tokens of the first words, their passages, and the least sure grades.
    """
    sizes = [_size(segment, expansion) for expansion in expansions]
    rarest = sizes.index(min(sizes))
    positions, passages, numbers = _places(segment, expansions[rarest])
    at = positions.astype(np.int64) - rarest
    inside = (at >= segment.starts[passages]) & (at + len(expansions) <= segment.starts[passages.astype(np.int64) + 1])
    at, passages = at[inside], passages[inside]
    grades = expansions[rarest].grades[numbers[inside]]
    for offset, expansion in enumerate(expansions):
        if offset == rarest or not len(at):
            continue
        table = np.zeros(len(index.frequencies), dtype=np.uint8)
        table[expansion.numbers] = expansion.grades
        here = table[segment.tokens[at + offset]]
        kept = np.flatnonzero(here)
        at, passages, grades = at[kept], passages[kept], np.minimum(grades[kept], here[kept])
    return at, passages, grades


def _side_by_side(index: Index, segment: Segment, first: Expansion, second: Expansion) -> tuple[_Passages, _Scores]:
    """Return where two words stand side by side: passages and the sum of the weights."""
    sizes = _size(segment, first), _size(segment, second)
    if not 0 < min(sizes) <= MOST_POSITIONS:
        return segment.postings[:0], np.zeros(0, dtype=np.float32)
    rarer, other, step = (first, second, 1) if sizes[0] <= sizes[1] else (second, first, -1)
    positions, passages, numbers = _places(segment, rarer)
    beside = np.clip(positions.astype(np.int64) + step, 0, len(segment.tokens) - 1)
    table = np.zeros(len(index.frequencies), dtype=np.float32)
    table[other.numbers] = other.weights
    weights = table[segment.tokens[beside]]
    found = np.flatnonzero(weights)
    beside, passages, numbers, weights = beside[found], passages[found], numbers[found], weights[found]
    inside = (beside >= segment.starts[passages]) & (beside < segment.starts[passages.astype(np.int64) + 1])
    values = rarer.weights[numbers] + weights
    return passages[inside], values[inside]


def _size(segment: Segment, expansion: Expansion) -> int:
    """Return in how many places the words of an expansion stand."""
    _, places = segment.find(expansion.numbers)
    return int((segment.position_starts[places + 1] - segment.position_starts[places]).sum())


def _places(segment: Segment, expansion: Expansion) -> tuple[_Passages, _Passages, npt.NDArray[np.intp]]:
    """Return where the words of an expansion stand: positions, passages, and which word of the expansion it is."""
    present, places = segment.find(expansion.numbers)
    firsts, stops = segment.position_starts[places], segment.position_starts[places + 1]
    positions = _sliced(segment.positions, firsts, stops)
    posting_firsts, posting_stops = segment.posting_starts[places], segment.posting_starts[places + 1]
    counts = _sliced(segment.counts, posting_firsts, posting_stops)
    passages = np.repeat(_sliced(segment.postings, posting_firsts, posting_stops), counts)
    return positions, passages, np.repeat(present, stops - firsts)


def _sliced(
    values: npt.NDArray[np.integer], firsts: npt.NDArray[np.int64], stops: npt.NDArray[np.int64]
) -> npt.NDArray[np.integer]:
    """Return several slices of an array, joined."""
    if len(firsts) == 1:
        return values[firsts[0] : stops[0]]
    pieces = [values[first:stop] for first, stop in zip(firsts.tolist(), stops.tolist(), strict=True)]
    return np.concatenate(pieces) if pieces else values[:0]


def _chain(query: Query) -> list[Word | None]:
    """Return the query's words in order, with None where two are not to be neighbours."""
    leaves = [group[0] if len(group) == 1 else None for group in query.wanted]
    return [leaf if isinstance(leaf, Word) and leaf.match is not Match.PREFIX else None for leaf in leaves]
