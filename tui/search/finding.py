"""Where the words, phrases and fields of a query are found in a segment, and what that is worth."""

import math
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import numpy.typing as npt

from tui.search.collecting import KINDS
from tui.search.expansion import POWER, SURE, Expansion, Grade, expand
from tui.search.expressions import Leaf, Match, Phrase, Word
from tui.search.fields import FieldTest
from tui.search.index import Index
from tui.search.parted import is_seam, parted, seams_of
from tui.search.rows import MOST_POSITIONS, find_in_a_row, find_side_by_side, size_of, slices
from tui.search.runs import find_runs

K1, B = 0.25, 1.0
"""Saturation of counts and weight of a passage's length (BM25: Robertson and Zaragoza 2009)."""
SHORTEST = 0.1
"""Shorter passages count as this share of an average one."""
NEIGHBOURS = 0.6
"""What two words of the query are worth that stand side by side, as a share of their weights."""
COMMON = 40_000
"""A group found in more passages is looked for only where something else of the query is."""
MOST_KEPT = 24
"""Words and pairs of words whose passages are kept for the next keystroke."""
_ABOVE = 1000.0
_MOST_LOOKED_AT = 100
_Grades = npt.NDArray[np.uint8]
_Scores = npt.NDArray[np.float32]
_Passages = npt.NDArray[np.integer]
Found = tuple[_Passages, _Scores, _Grades]
"""Passages with what finding them is worth and how sure it is; arrays of one length."""
Among = Callable[[_Passages], npt.NDArray[np.bool_]]
"""Tells for each of some passages whether it matters."""
_NOTHING = (np.zeros(0, dtype=np.uint32), np.zeros(0, dtype=np.float32), np.zeros(0, dtype=np.uint8))


class Finder:
    """Finds in one segment."""

    def __init__(self, index: Index, place: int, is_alone: bool) -> None:
        """Take a segment.

        Args:
            index: The index.
            place: Which of its segments.
            is_alone: Whether nothing else is sought than one group of words.
        """
        self.index, self.segment = index, index.segments[place]
        self._lengths = index.lengths[place]
        self._is_alone = is_alone
        # Tells the last of equal passages in a list; what it held before does not matter.
        self._last = np.empty(len(self.segment.passages), dtype=np.int32)

    def size(self, group: Sequence[Leaf]) -> int:
        """Return about how many passages hold one of a group."""
        return sum(self._size_of(leaf) for leaf in group)

    def _size_of(self, leaf: Leaf) -> int:
        if isinstance(leaf, Word):
            return int(self.index.frequencies[self._expansion(leaf).numbers].sum())
        if isinstance(leaf, Phrase):
            return min(self._size_of(word) for word in leaf.words)
        return len(self.segment.passages)

    def _expansion(self, word: Word) -> Expansion:
        """Return what a word may stand for, without what could not come into the answer.

        Nothing far-fetched is listed beside what is exact; and a common word is rarely a mistyped one.
        """
        expansion = expand(self.index, word)
        if expansion.best is not Grade.EXACT:
            return expansion
        is_common = self.index.frequencies[expansion.numbers[-1]] > COMMON
        return expansion.without_far() if self._is_alone or is_common else expansion

    def find(self, group: Sequence[Leaf], among: Among | None = None) -> Found:
        """Return the passages that hold one of a group, each once, with scores and grades.

        Args:
            group: What to look for; the best of the alternatives counts.
            among: Tells which passages matter; None for all.
        """
        if among is None:
            result: Found = self._kept((group, self._is_alone), lambda: self._found_once(group))
            return result
        if self.size(group) > COMMON:
            return self._found_once(group, among)
        passages, values, levels = self._kept((group, self._is_alone), lambda: self._found_once(group))
        kept = np.flatnonzero(among(passages))
        return passages[kept], values[kept], levels[kept]

    def _found_once(self, group: Sequence[Leaf], among: Among | None = None) -> Found:
        """Return the passages that hold one of a group, each once, with scores and grades."""
        found = [self._find(leaf, among) for leaf in group]
        if len(found) > 1:
            return self._best_of(found)
        passages, values, levels = found[0]
        kept = self._once(passages)
        return passages[kept], values[kept], levels[kept]

    def _best_of(self, found: Sequence[Found]) -> Found:
        """Return of several findings the surest for each passage, of equally sure ones the one worth most."""
        best = np.full(len(self.segment.passages), -1, dtype=np.float32)
        for passages, values, levels in found:
            keys = values + np.float32(_ABOVE) * levels
            best[passages] = np.maximum(best[passages], keys)
        passages = np.flatnonzero(best >= 0)
        levels = (best[passages] // np.float32(_ABOVE)).astype(np.uint8)
        return passages, best[passages] - np.float32(_ABOVE) * levels, levels

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

    def _once(self, passages: _Passages) -> npt.NDArray[np.intp]:
        """Return the indices that keep each passage once, the last time it comes."""
        order = np.arange(len(passages), dtype=np.int32)
        self._last[passages] = order
        return np.flatnonzero(self._last[passages] == order)

    def _find(self, leaf: Leaf, among: Among | None = None) -> Found:
        """Return passages that hold a leaf, the surest last, with scores and grades; a passage may come twice.

        Args:
            leaf: What to look for.
            among: Tells which passages matter; None for all.
        """
        if isinstance(leaf, Word) and leaf.match is Match.PREFIX:
            return self._find_beginning(self._expansion(leaf), among)
        if isinstance(leaf, Word):
            return self._find_either(leaf, among)
        if isinstance(leaf, Phrase):
            return self._find_phrase(leaf)
        accepted, grade = self.accepted(leaf)
        passages = np.flatnonzero(accepted)
        return passages, np.zeros(len(passages), dtype=np.float32), np.full(len(passages), grade, dtype=np.uint8)

    def _find_word(self, expansion: Expansion, among: Among | None = None) -> Found:
        segment = self.segment
        present, places = segment.find(expansion.numbers)
        firsts, stops = segment.posting_starts[places], segment.posting_starts[places + 1]
        passages = slices(segment.postings, firsts, stops)
        counts = slices(segment.counts, firsts, stops)
        which = np.repeat(present, stops - firsts)
        if among is not None:
            kept = np.flatnonzero(among(passages))
            passages, counts, which = passages[kept], counts[kept], which[kept]
        values = expansion.weights[which] * self._saturated(counts.astype(np.float32), passages)
        return passages, values, expansion.grades[which]

    def _find_beginning(self, expansion: Expansion, among: Among | None = None) -> Found:
        """Return the passages that hold words that begin as wanted, all of which count as one word."""
        segment = self.segment
        _, places = segment.find(expansion.numbers)
        firsts, stops = segment.posting_starts[places], segment.posting_starts[places + 1]
        counts = np.bincount(
            slices(segment.postings, firsts, stops),
            weights=slices(segment.counts, firsts, stops),
            minlength=len(segment.passages),
        )
        passages = np.flatnonzero(counts)
        if among is not None:
            passages = passages[among(passages)]
        weight = expansion.weights.max(initial=0)
        values = weight * self._saturated(counts[passages].astype(np.float32), passages)
        return passages, values, np.full(len(passages), Grade.EXACT, dtype=np.uint8)

    def _saturated(self, counts: _Scores, passages: _Passages) -> _Scores:
        """Return what counts are worth in passages of their length: BM25 with a floor for the shortest."""
        length = np.maximum(self._lengths[passages], np.float32(SHORTEST))
        slowed = np.float32(K1) * (np.float32(1 - B) + np.float32(B) * length)
        worth: _Scores = np.divide(counts * np.float32(1 + K1), counts + slowed, dtype=np.float32)
        return worth

    def _find_phrase(self, phrase: Phrase) -> Found:
        """Return the passages in which the words of a phrase stand side by side."""
        expansions = [expand(self.index, word) for word in phrase.words]
        positions, passages, grades = find_in_a_row(self.index, self.segment, expansions)
        if phrase.edits and not self._stands_somewhere(phrase):
            return self._find_run(phrase)
        order = np.argsort(grades, kind="stable")
        passages, grades = passages[order], grades[order]
        weight = sum(float(expansion.weights.max(initial=0)) for expansion in expansions)
        ones = np.ones(len(passages), dtype=np.float32)
        values = (
            np.float32(weight * (1 + NEIGHBOURS)) * self._saturated(ones, passages) * grades / np.float32(Grade.EXACT)
        )
        joined = expand(self.index, phrase.joined)
        if phrase.is_strict or not len(joined.numbers):
            return passages, values, grades
        more = self._find_word(joined)
        near = np.full(len(more[0]), Grade.NEAR, dtype=np.uint8)
        return _joined((more[0], more[1], near), (passages, values, grades))

    def _stands_somewhere(self, phrase: Phrase) -> bool:
        """Tell whether a phrase stands anywhere in the collection just as it was typed."""
        expansions = [expand(self.index, word) for word in phrase.words]
        known: bool | None = self.index.expansions.get(phrase)
        if known is None:
            rows = (find_in_a_row(self.index, segment, expansions) for segment in self.index.segments)
            known = any(
                len(passages) if segment.alive is None else segment.alive[passages].any()
                for segment, (_, passages, _) in zip(self.index.segments, rows, strict=True)
            )
            self.index.expansions[phrase] = known
        return known

    def _find_run(self, phrase: Phrase) -> Found:
        """Return the passages that hold a run of a script without spaces nearly as it was typed, the nearest last."""
        passages, edits = find_runs(self.index, self.segment, phrase)
        order = np.argsort(-edits.astype(np.int8), kind="stable")
        passages, edits = passages[order], edits[order]
        units = len(phrase.words) + 1
        # A character of such a script tells about as much as half a word.
        weight = np.log1p(len(self.index)) * units / 2
        values = (weight * (1 - edits / units) ** POWER).astype(np.float32)
        return passages, values, np.full(len(passages), Grade.NEAR, dtype=np.uint8)

    def _find_parted(self, word: Word) -> Found:
        """Return the passages in which a word is written as two: ``cease-fire`` for ``ceasefire``."""
        found: Found = _NOTHING
        seams = seams_of(self.index, word)
        for parts in parted(self.index, word):
            expansions = [expand(self.index, part) for part in parts]
            if min(size_of(self.segment, expansion) for expansion in expansions) > MOST_POSITIONS:
                continue
            positions, passages, _ = find_in_a_row(self.index, self.segment, expansions)
            if self.segment.alive is not None:
                living = np.flatnonzero(self.segment.alive[passages])
                positions, passages = positions[living], passages[living]
            looked_at = zip(positions[:_MOST_LOOKED_AT].tolist(), passages.tolist(), strict=False)
            joined = [each for at, each in looked_at if is_seam(self.index, self.segment, at, each, seams)]
            passages = np.array(joined, dtype=passages.dtype)
            if len(passages):
                weight = max(
                    math.log1p(len(self.index) / (len(passages) + 0.5)),
                    *(float(expansion.weights.max(initial=0)) for expansion in expansions),
                )
                values = np.full(len(passages), weight, dtype=np.float32)
                found = _joined(found, (passages, values, np.full(len(passages), Grade.NEAR, dtype=np.uint8)))
        return found

    def _find_either(self, word: Word, among: Among | None) -> Found:
        """Return the passages that hold a word, in one or written as two.

        Where it is written as two, it is known, and others that are not much like it are far-fetched.
        """
        parted_ones = self._find_parted(word)
        expansion = self._expansion(word)
        if len(parted_ones[0]) and expansion.best is not Grade.EXACT:
            grades = np.where(expansion.similarities < SURE, np.uint8(Grade.FAR), expansion.grades)
            expansion = replace(expansion, grades=grades.astype(np.uint8))
        return _joined(parted_ones, self._find_word(expansion, among))

    def accepted(self, test: FieldTest) -> tuple[npt.NDArray[np.bool_], Grade]:
        """Return which passages fit a field; where none does, which nearly do."""
        passages = self.segment.passages
        if test.kind is not None:
            return np.equal(passages.kinds, KINDS.index(test.kind)), Grade.EXACT
        fitting, grade = self.index.fitting(test)
        return fitting[passages.documents], Grade.EXACT if grade else Grade.NEAR

    def neighbours(self, first: Word, second: Word) -> tuple[_Passages, _Scores]:
        """Return the passages in which two words stand side by side as they were typed, each once, and the reward."""
        result: tuple[_Passages, _Scores] = self._kept((first, second), lambda: self._neighbours(first, second))
        return result

    def _neighbours(self, first: Word, second: Word) -> tuple[_Passages, _Scores]:
        """Return the passages in which two words stand side by side, each once, and what that is worth."""
        passages, values = find_side_by_side(
            self.index, self.segment, expand(self.index, first).likely(), expand(self.index, second).likely()
        )
        order = np.argsort(values, kind="stable")
        passages, values = passages[order], values[order]
        kept = self._once(passages)
        return passages[kept], np.float32(NEIGHBOURS) * values[kept]


def _joined(first: Found, second: Found) -> Found:
    """Return two findings as one, the surer last."""
    if not len(first[0]):
        return second
    passages = np.concatenate([first[0], second[0]])
    values, grades = np.concatenate([first[1], second[1]]), np.concatenate([first[2], second[2]])
    order = np.argsort(grades, kind="stable")
    return passages[order], values[order], grades[order]
