"""Searching: a query in, the best passages out, the surest first."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from tui.documents.model import Document
from tui.search.closeness import closeness
from tui.search.expansion import Grade, expand
from tui.search.expressions import Match, Query, Word
from tui.search.index import Index, Passage
from tui.search.lacking import lacks_of, unknown_words
from tui.search.lighting import Lit, light
from tui.search.matching import Matched, match_all, match_some, word_groups
from tui.search.parted import rejoined, with_pairs
from tui.search.postings import Segment
from tui.text import Span

LOOKED_AT = 100
"""How many of the best passages get a second look at how close together their words stand."""
ENOUGH = 10
"""Far-fetched passages only fill up to this many hits."""
_HALF_WORTH = 20.0
"""What is worth so much has half of the score that its grade leaves free; that of a few rare words."""


@dataclass(frozen=True, eq=False)
class Hit:
    """A passage that answers to a query."""

    worth: float
    """What was found is worth; to be compared among hits of one answer that are equally sure."""
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
    def score(self) -> float:
        """How good the hit is, to be compared within one answer: how sure, then what was found is worth.

        The whole part is the grade, so that no hit that is less sure has a better score.
        """
        return int(self.grade) + max(0.0, self.worth) / (max(0.0, self.worth) + _HALF_WORTH)

    @property
    def is_exact(self) -> bool:
        """Whether everything stands there as it was typed."""
        return self.grade is Grade.EXACT

    @property
    def is_far_fetched(self) -> bool:
        """Whether some of it is hardly what was meant."""
        return self.grade is Grade.FAR

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
    def key_spans(self) -> tuple[Span, ...]:
        """The places of what tells most of all that was sought, in offsets of the document's text."""
        return self._lit.key

    @property
    def places(self) -> tuple[tuple[Span, int, float], ...]:
        """Each found place with the number of what was sought there and what that is worth."""
        return self._lit.weights

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
    counts: Mapping[int, int]
    """For the number of each document that answers, how many of its passages do: exactly, where any does."""
    nearly: Mapping[int, int]
    """The same of the passages that answer only approximately, where others do exactly."""
    documents: tuple[Document | None, ...]
    """All that was searched, by number; None for what is gone."""
    unknown: tuple[str, ...] = ()
    """Typed words that the collection has nothing for."""
    lacks: tuple[str, ...] = ()
    """Why nothing was found, as far as that can be told: clauses such as ``nothing is like 'sanktions'``."""

    @property
    def passages(self) -> int:
        """How many passages answer, listed or not: exactly, where any does, or else nearly."""
        return sum(self.counts.values())

    @property
    def others(self) -> int:
        """How many more passages answer, but only approximately."""
        return sum(self.nearly.values())

    @property
    def is_whole(self) -> bool:
        """Whether all passages that answer are listed."""
        return len(self.hits) - self.guesses >= self.passages + self.others

    @property
    def matching(self) -> tuple[Document, ...]:
        """The documents that answer in full, exactly where any does, in the order of the index."""
        found = (self.documents[number] for number in sorted(() if self.is_partial else self.counts))
        return tuple(document for document in found if document)

    @property
    def guesses(self) -> int:
        """How many of the hits are far-fetched, and so do not count as passages that answer."""
        return sum(hit.grade is Grade.FAR for hit in self.hits) if self.hits and self.hits[0].grade > Grade.FAR else 0

    @property
    def is_partial(self) -> bool:
        """Whether no passage has everything, so that these lack something."""
        return bool(self.hits) and self.hits[0].grade is Grade.NONE

    @property
    def searched(self) -> int:
        """How many documents were searched; files without text are not among them."""
        return sum(1 for document in self.documents if document and not document.problem)

    @property
    def absent(self) -> tuple[Document, ...]:
        """The documents that do not answer in full, in the order of the index; those without text are left out."""
        return tuple(
            document
            for number, document in enumerate(self.documents)
            if document and not document.problem and (self.is_partial or number not in self.counts)
        )


class SearchStopped(Exception):
    """The search was cut short, since its answer is no longer wanted."""


def search(index: Index, query: Query, limit: int = 100, should_stop: Callable[[], bool] = lambda: False) -> Answer:
    """Return the passages that answer to a query, best first.

    All that is wanted must be there: exactly, or else nearly. Only where no passage holds everything do those
    count that hold the most of it; what was to be taken at its word may not be missing even there.

    Args:
        index: What to search.
        query: What to look for.
        limit: How many hits to return at most.
        should_stop: Asked now and then whether the answer is still wanted.

    Raises:
        SearchStopped: It was not.
    """
    asked = query
    matches = _choose(_matches(match_all, index, query, should_stop))
    if not _has_any(matches) and (mended := rejoined(index, query)) != query:
        matches, query = _choose(_matches(match_all, index, mended, should_stop)), mended
    if not _has_any(matches):
        query = with_pairs(index, query)
    if not _has_any(matches) and len(word_groups(query)) > 1:
        matches = _fullest(_matches(match_some, index, query, should_stop))
    hits = [hit for matched in matches for hit in _best(index, query, matched, limit)]
    hits.sort(key=lambda hit: (-hit.grade, -hit.worth, hit._place))
    best = max((int(matched.grades.max(initial=0)) for matched in matches), default=0)
    counts = _counts(matches, best, best)
    nearly = _counts(matches, Grade.NEAR, best - 1)
    unknown, lacks = ((), ()) if best else (unknown_words(index, query), lacks_of(index, query))
    return Answer(asked, tuple(_listed(hits)[:limit]), counts, nearly, index.documents, unknown, lacks)


def _has_any(matches: Sequence[Matched]) -> bool:
    return any(len(matched.passages) for matched in matches)


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
    """Return the hits, of the far-fetched ones no more than it takes to have some to choose from."""
    sure = sum(hit.grade is not Grade.FAR for hit in hits)
    return hits[: max(sure, ENOUGH)] if sure else hits


def _counts(matches: Sequence[Matched], least: int, most: int) -> dict[int, int]:
    """Return for the number of each document how many of its passages have a grade within bounds."""
    counts: dict[int, int] = {}
    for matched in matches:
        counted = matched.passages[(matched.grades >= least) & (matched.grades <= most)]
        each = np.bincount(matched.segment.passages.documents[counted]) if len(counted) else np.zeros(0, dtype=np.intp)
        numbers = np.flatnonzero(each)
        counts |= dict(zip(numbers.tolist(), each[numbers].tolist(), strict=True))
    return counts


def _best(index: Index, query: Query, matched: Matched, limit: int) -> list[Hit]:
    """Return the best hits of a segment, the first hundred after a second look."""
    wanted = max(limit, LOOKED_AT)
    if len(matched.passages) > wanted:
        exact = matched.grades == Grade.EXACT
        if np.count_nonzero(exact) >= wanted:
            matched = matched.kept(exact)
        keys = matched.scores + np.float32(1e3) * matched.grades
        matched = matched.kept(np.argpartition(keys, len(keys) - wanted)[-wanted:])
    order = np.lexsort((matched.passages, -matched.scores, -matched.grades.astype(np.int8)))
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
