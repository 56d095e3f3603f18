"""Searching: a query in, the best passages out, the surest first."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from tui.documents.model import Document
from tui.search.closeness import closeness
from tui.search.expansion import Grade, expand
from tui.search.index import Index, Passage
from tui.search.lighting import Lit, light
from tui.search.matching import Matched, match_all, match_some, word_groups
from tui.search.postings import Segment
from tui.search.query import Match, Query, Word
from tui.text import Span

LOOKED_AT = 100
"""How many of the best passages get a second look at how close together their words stand."""
MOST_FAR = 10
"""How many far-fetched passages are listed among nearer ones."""


# What is near and what is far-fetched are both guesses, so their scores decide.
_TIERS = np.array([0, 1, 1, 2])


@dataclass(frozen=True)
class Hit:
    """A passage that answers to a query."""

    score: float
    """What was found is worth; to be compared within one answer only."""
    grade: Grade
    """The least sure among the words that were found; NONE where some were not."""
    _index: Index
    _segment: Segment
    _place: int
    _query: Query

    @cached_property
    def passage(self) -> Passage:
        """The passage."""
        return self._index.passage(self._segment, self._place)

    @property
    def document(self) -> Document:
        """The document."""
        return self.passage.document

    @property
    def block(self) -> int:
        """Index of the block in the document."""
        return self.passage.block

    @property
    def is_exact(self) -> bool:
        """Whether everything stands there as it was typed."""
        return self.grade is Grade.EXACT

    def is_for(self, query: Query) -> bool:
        """Tell whether the hit was found by a query of this text."""
        return self._query.text == query.text

    @cached_property
    def _lit(self) -> Lit:
        return light(self._index, self._segment, self._place, self.passage, self._query)

    @property
    def spans(self) -> tuple[Span, ...]:
        """What to light, in offsets of the document's text, in order."""
        return self._lit.spans

    @property
    def terms(self) -> tuple[tuple[str, str], ...]:
        """Typed words and what was found in their place, where that is something else."""
        return self._lit.terms

    @property
    def missing(self) -> tuple[str, ...]:
        """Typed words that are not in the passage."""
        return self._lit.missing


@dataclass(frozen=True, slots=True)
class Answer:
    """What a search found, and what it did not."""

    query: Query
    """What was sought."""
    hits: tuple[Hit, ...]
    """The best, best first: exact ones before approximate ones."""
    passages: int
    """How many passages answer, listed or not."""
    counts: Mapping[int, int]
    """For the number of each document that answers, how many of its passages do."""
    documents: tuple[Document | None, ...]
    """All that was searched, by number; None for what is gone."""
    unknown: tuple[str, ...] = ()
    """Typed words that nothing in the collection is like."""

    @property
    def matching(self) -> tuple[Document, ...]:
        """The documents that answer, in the order of the index."""
        found = (self.documents[number] for number in sorted(self.counts))
        return tuple(document for document in found if document)

    @property
    def searched(self) -> int:
        """How many documents were searched; files without text are not among them."""
        return sum(1 for document in self.documents if document and not document.problem)

    @property
    def absent(self) -> tuple[Document, ...]:
        """The documents that do not answer, in the order of the index; files without text are not among them."""
        return tuple(
            document
            for number, document in enumerate(self.documents)
            if document and not document.problem and number not in self.counts
        )


class SearchStopped(Exception):
    """The search was cut short, since its answer is no longer wanted."""


def search(index: Index, query: Query, limit: int = 100, should_stop: Callable[[], bool] = lambda: False) -> Answer:
    """Return the passages that answer to a query, best first.

    All that is wanted must be there: exactly, or else nearly. Only where no passage holds everything do those
    count that lack a word which does not occur as it was typed.

    Args:
        index: What to search.
        query: What to look for.
        limit: How many hits to return at most.
        should_stop: Asked now and then whether the answer is still wanted.

    Raises:
        SearchStopped: It was not.
    """
    matches = _choose(_matches(match_all, index, query, should_stop))
    if not any(len(matched.passages) for matched in matches) and len(word_groups(query)) > 1:
        matches = _fullest(_matches(match_some, index, query, should_stop))
    hits = [hit for matched in matches for hit in _best(index, query, matched, limit)]
    hits.sort(key=lambda hit: (-_TIERS[hit.grade], -hit.score, hit._place))
    least = min(Grade.NEAR, max((int(matched.grades.max(initial=0)) for matched in matches), default=0))
    counts: dict[int, int] = {}
    total = 0
    for matched in matches:
        counted = matched.passages[matched.grades >= least]
        counts |= _counts(matched.segment.passages.documents[counted])
        total += len(counted)
    return Answer(query, tuple(_listed(hits)[:limit]), total, counts, index.documents, _unknown(index, query))


def _matches(
    match: Callable[[Index, int, Query, Callable[[], bool]], Matched | None],
    index: Index,
    query: Query,
    should_stop: Callable[[], bool],
) -> list[Matched]:
    """Return what answers in each segment.

    Raises:
        SearchStopped: The answer is no longer wanted.
    """
    matches = []
    for place in range(len(index.segments)):
        matched = match(index, place, query, should_stop)
        if matched is None or should_stop():
            raise SearchStopped
        matches.append(matched)
    return matches


def _choose(matches: list[Matched]) -> list[Matched]:
    """Leave out what is far-fetched where anything is exact."""
    if not any((matched.grades == Grade.EXACT).any() for matched in matches):
        return matches
    return [matched.kept(matched.grades >= Grade.NEAR) for matched in matches]


def _fullest(matches: list[Matched]) -> list[Matched]:
    """Return what holds the most of what is wanted."""
    most = max((int(matched.covered.max(initial=0)) for matched in matches), default=0)
    return [matched.kept(matched.covered == most) for matched in matches]


def _listed(hits: list[Hit]) -> list[Hit]:
    """Return the hits without most of the far-fetched ones, where there are nearer ones."""
    if not any(hit.grade is Grade.NEAR for hit in hits):
        return hits
    far = [hit for hit in hits if hit.grade is Grade.FAR][MOST_FAR:]
    dropped = set(map(id, far))
    return [hit for hit in hits if id(hit) not in dropped]


def _counts(documents: npt.NDArray[np.uint32]) -> Iterable[tuple[int, int]]:
    """Return how often each number stands in an array."""
    if not len(documents):
        return ()
    counts = np.bincount(documents)
    numbers = np.flatnonzero(counts)
    return zip(numbers.tolist(), counts[numbers].tolist(), strict=True)


def _best(index: Index, query: Query, matched: Matched, limit: int) -> list[Hit]:
    """Return the best hits of a segment, the first hundred after a second look."""
    wanted = max(limit, LOOKED_AT)
    if len(matched.passages) > wanted:
        exact = matched.grades == Grade.EXACT
        if np.count_nonzero(exact) >= wanted:
            matched = matched.kept(exact)
        keys = matched.scores + np.float32(1e3) * (matched.grades == Grade.EXACT)
        matched = matched.kept(np.argpartition(keys, len(keys) - wanted)[-wanted:])
    order = np.lexsort((matched.passages, -matched.scores, -_TIERS[matched.grades]))
    matched = matched.kept(order)
    scores = matched.scores.astype(np.float64)
    expansions = [expand(index, word) for word in _words(query)]
    places = matched.passages
    scores[:LOOKED_AT] += closeness(matched.segment, places[:LOOKED_AT], expansions, len(index.frequencies))
    return [
        Hit(score, Grade(grade), index, matched.segment, place, query)
        for place, score, grade in zip(places.tolist(), scores.tolist(), matched.grades.tolist(), strict=True)
    ]


def _words(query: Query) -> list[Word]:
    """Return the words whose closeness counts."""
    leaves = [leaf for group in query.wanted for leaf in group]
    return [leaf for leaf in leaves if isinstance(leaf, Word) and leaf.match is not Match.PREFIX]


def _unknown(index: Index, query: Query) -> tuple[str, ...]:
    """Return the words that nothing in the collection is like."""
    return tuple(
        leaf.typed
        for group in query.wanted
        for leaf in group
        if isinstance(leaf, Word) and not len(expand(index, leaf).numbers)
    )
