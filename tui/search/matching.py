"""Which passages of a segment answer to a query: all that is wanted, or else as much of it as possible."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from tui.search.expansion import Grade
from tui.search.expressions import Leaf, Match, Phrase, Query, Word
from tui.search.fields import FieldTest
from tui.search.finding import COMMON, Finder
from tui.search.index import Index
from tui.search.postings import Segment

_Stop = Callable[[], bool]


@dataclass(frozen=True, slots=True)
class Matched:
    """What answers to a query in one segment; arrays of the shape (found,)."""

    segment: Segment
    """The segment."""
    passages: npt.NDArray[np.integer]
    """Passages of the segment, each once."""
    scores: npt.NDArray[np.float32]
    """What the words found in each are worth."""
    grades: npt.NDArray[np.uint8]
    """The least sure grade among what is wanted; NONE where something is missing."""
    covered: npt.NDArray[np.uint16]
    """How many of the wanted groups of words were found."""

    def kept(self, kept: npt.NDArray[np.bool_] | npt.NDArray[np.integer]) -> "Matched":
        """Return some of it, by a mask or by indices."""
        return Matched(self.segment, self.passages[kept], self.scores[kept], self.grades[kept], self.covered[kept])


def match_all(index: Index, place: int, query: Query, should_stop: _Stop) -> Matched | None:
    """Match a query against the segment at ``place`` of an index; everything wanted must be there.

    Returns:
        What was found; None where the search was cut short.
    """
    groups = word_groups(query)
    finder = Finder(index, place, is_alone=len(groups) == 1)
    if not groups:
        everything = np.arange(len(finder.segment.passages))
        exact = np.full(len(everything), Grade.EXACT, dtype=np.uint8)
        nothing = np.zeros(len(everything), dtype=np.float32)
        return _restricted(finder, query, Matched(finder.segment, everything, nothing, exact, exact.astype(np.uint16)))
    # The rarest words first: of the common ones only those passages matter that hold the rare ones, too.
    first, *others = sorted(groups, key=finder.size)
    found = _Narrowing(len(finder.segment.passages), *finder.find(first))
    for group in others:
        if should_stop():
            return None
        if len(found.passages):
            found.narrow(*finder.find(group, found.holds))
    if len(found.passages):
        for passages, values in _neighbours(finder, query):
            found.reward(passages, values)
    covered = np.full(len(found.passages), len(groups), dtype=np.uint16)
    return _restricted(finder, query, Matched(finder.segment, found.passages, found.scores, found.grades, covered))


class _Narrowing:
    """Passages that hold all that was looked for so far, with what that is worth."""

    def __init__(
        self,
        count: int,
        passages: npt.NDArray[np.integer],
        scores: npt.NDArray[np.float32],
        grades: npt.NDArray[np.uint8],
    ) -> None:
        """Begin with what was found first.

        Args:
            count: How many passages the segment has.
            passages: Shape (found,): each once.
            scores: Shape (found,).
            grades: Shape (found,).
        """
        self.passages, self.scores, self.grades = passages, scores.copy(), grades.copy()
        # Where each passage stands in the list; what it says of others does not matter and need not be cleared.
        self._where = np.empty(count, dtype=np.uint32)
        self._where[passages] = np.arange(len(passages), dtype=np.uint32)

    def _places(self, passages: npt.NDArray[np.integer]) -> npt.NDArray[np.integer]:
        """Return for each of some passages its place in the list, or some other place."""
        places: npt.NDArray[np.integer] = np.minimum(self._where[passages], np.uint32(max(1, len(self.passages)) - 1))
        return places

    def holds(self, passages: npt.NDArray[np.integer]) -> npt.NDArray[np.bool_]:
        """Tell for each of some passages whether it is in the list."""
        held: npt.NDArray[np.bool_] = self.passages[self._places(passages)] == passages
        return held

    def narrow(
        self,
        passages: npt.NDArray[np.integer],
        scores: npt.NDArray[np.float32],
        grades: npt.NDArray[np.uint8],
    ) -> None:
        """Keep those that hold something more; all of it must be in the list."""
        places = self._places(passages)
        self.passages, self.scores = passages, self.scores[places] + scores
        self.grades = np.minimum(self.grades[places], grades)
        self._where[passages] = np.arange(len(passages), dtype=np.uint32)

    def reward(self, passages: npt.NDArray[np.integer], values: npt.NDArray[np.float32]) -> None:
        """Add to the scores of those of some passages that are in the list."""
        held = np.flatnonzero(self.holds(passages))
        self.scores[self._places(passages[held])] += values[held]


def match_some(index: Index, place: int, query: Query, should_stop: _Stop) -> Matched | None:
    """Match a query of which not everything is found; what was to be taken at its word may not be missing.

    Returns:
        What was found; None where the search was cut short.
    """
    groups = word_groups(query)
    finder = Finder(index, place, is_alone=True)
    count = len(finder.segment.passages)
    scores, covered = np.zeros(count, dtype=np.float32), np.zeros(count, dtype=np.uint16)
    is_held = np.ones(len(covered), dtype=bool)
    for group in sorted(groups, key=finder.size):
        if should_stop():
            return None
        # A common word says something only where something else was found.
        is_common = finder.size(group) > COMMON and covered.any()
        passages, values, _ = finder.find(group, (lambda found: covered[found] > 0) if is_common else None)
        scores[passages] += values
        covered[passages] += 1
        if all(map(is_strict, group)):
            found = np.zeros(len(covered), dtype=bool)
            found[passages] = True
            is_held &= found
    for passages, values in _neighbours(finder, query):
        scores[passages] += values
    chosen = np.flatnonzero((covered > 0) & is_held)
    grades = np.full(len(chosen), Grade.NONE, dtype=np.uint8)
    share = (covered[chosen] / len(groups)).astype(np.float32)
    matched = Matched(finder.segment, chosen, scores[chosen] * share, grades, covered[chosen])
    return _restricted(finder, query, matched)


def is_field(group: Sequence[Leaf]) -> bool:
    """Tell whether a group asks for nothing but fields, and so only restricts where words are looked for."""
    return all(isinstance(leaf, FieldTest) for leaf in group)


def is_strict(leaf: Leaf) -> bool:
    """Tell whether a leaf is to be taken at its word: as it was typed, or not at all."""
    if isinstance(leaf, Phrase):
        return leaf.is_strict
    return isinstance(leaf, FieldTest) or leaf.match in (Match.EXACT, Match.PREFIX)


def word_groups(query: Query) -> list[tuple[Leaf, ...]]:
    """Return the groups of a query that ask for words."""
    return [group for group in query.wanted if not is_field(group)]


def _neighbours(finder: Finder, query: Query) -> Iterator[tuple[npt.NDArray[np.integer], npt.NDArray[np.float32]]]:
    """Yield the passages in which words that follow each other in the query stand side by side, with the reward."""
    for first, second in pairwise(_chain(query)):
        if first is not None and second is not None:
            yield finder.neighbours(first, second)


def _chain(query: Query) -> list[Word | None]:
    """Return the query's words in order, of alternatives the first, with None where two are not to be neighbours."""
    leaves = [group[0] if all(isinstance(leaf, Word) for leaf in group) else None for group in query.wanted]
    return [leaf if isinstance(leaf, Word) and leaf.match is not Match.PREFIX else None for leaf in leaves]


def _restricted(finder: Finder, query: Query, matched: Matched) -> Matched:
    """Return what fits the fields, does not hold what is unwanted, and is still there."""
    segment, passages, grades = matched.segment, matched.passages, matched.grades
    kept = np.ones(len(passages), dtype=bool) if segment.alive is None else segment.alive[passages]
    for leaf in query.unwanted:
        unwanted = np.zeros(len(segment.passages), dtype=bool)
        if isinstance(leaf, FieldTest):
            fits, grade = finder.accepted(leaf)
            unwanted = fits & (grade is Grade.EXACT)
        else:
            unwanted[finder.find((leaf,))[0]] = True
        kept &= ~unwanted[passages]
    for group in filter(is_field, query.wanted):
        accepted = [finder.accepted(leaf) for leaf in group if isinstance(leaf, FieldTest)]
        best = np.max([np.where(fits[passages], grade, 0) for fits, grade in accepted], axis=0)
        grades = np.minimum(grades, best).astype(np.uint8)
        kept &= best > 0
    restricted = Matched(segment, passages, matched.scores, grades, matched.covered)
    return restricted if kept.all() else restricted.kept(kept)
