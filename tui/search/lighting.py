"""What to light in a passage that was found, and which words stand for which."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tui.documents.model import Document
from tui.search.expansion import Expansion, Grade, expand
from tui.search.expressions import Leaf, Phrase, Query, Word
from tui.search.fields import FieldTest
from tui.search.index import Index, Passage
from tui.search.parted import parted, seams_of
from tui.search.postings import Segment
from tui.search.runs import near_runs
from tui.text import JOINERS, Span, visible
from tui.tokens import core_span, is_unspaced, raw_tokens, token_spans

_ALIKE = 0.7
"""Words that are nearly as like the typed one as the best are lit, too."""
_APOSTROPHES = "'’ʼ"
_JOINERS = dict.fromkeys(map(ord, JOINERS))


@dataclass(frozen=True, slots=True)
class Lit:
    """What was found in a passage."""

    spans: tuple[Span, ...]
    """In offsets of the document's text, in order, not overlapping."""
    terms: tuple[tuple[str, str], ...]
    """Typed words and what was found in their place, where that is something else."""
    missing: tuple[str, ...]
    """Typed words that are not there."""
    weights: tuple[tuple[Span, int, float], ...] = ()
    """Each found place with the number of its group and what that is worth, in the order of the text."""

    @property
    def key(self) -> tuple[Span, ...]:
        """The places of what tells most of all that was sought."""
        best = max(self.weights, key=lambda each: each[2], default=None)
        return tuple(span for span, group, _ in self.weights if best is not None and group == best[1])


def light(index: Index, segment: Segment, place: int, passage: Passage, query: Query) -> Lit:
    """Return what to light in a passage of a segment, for every word of a query."""
    lighter = _Lighter(index, segment, place, passage)
    spans: list[Span] = []
    terms: dict[str, str] = {}
    missing: list[str] = []
    weights: list[tuple[Span, int, float]] = []
    for number, group in enumerate(query.wanted):
        terms |= _mistyped_fields(index, passage.document, group)
        leaves = [leaf for leaf in group if isinstance(leaf, Word | Phrase)]
        found = [lighter.find(leaf) for leaf in leaves]
        best = max((each.grade for each in found), default=Grade.NONE)
        found = [each for each in found if each.grade == best and each.spans]
        for each in found:
            spans += each.spans
            weights += [(span, number, each.weight) for span in each.spans]
            if each.stands_for:
                terms[each.typed] = each.stands_for
        if not found and leaves and len(leaves) == len(group):
            missing.append(leaves[0].typed)
    start = passage.document.blocks[passage.block].start + passage.span.start
    placed = sorted((span.shifted(start), number, weight) for span, number, weight in weights)
    joined = tuple(span.shifted(start) for span in _joined(spans))
    return Lit(joined, tuple(terms.items()), tuple(missing), tuple(placed))


def _mistyped_fields(index: Index, document: Document, group: Sequence[Leaf]) -> dict[str, str]:
    """Return for the fields of a group that fit no name as they were typed which name was taken."""
    return {
        f"{leaf.name}:{leaf.value}": name
        for leaf in group
        if isinstance(leaf, FieldTest) and not index.fitting(leaf)[1] and (name := index.names.holder(leaf, document))
    }


@dataclass(frozen=True, slots=True)
class _Found:
    grade: Grade
    typed: str
    spans: tuple[Span, ...] = ()
    stands_for: str = ""
    weight: float = 0.0


class _Lighter:
    def __init__(self, index: Index, segment: Segment, place: int, passage: Passage) -> None:
        self._index = index
        self._tokens: list[int] = segment.tokens[segment.starts[place] : segment.starts[place + 1]].tolist()
        self._text = passage.text
        self._spans = token_spans(self._text)

    def find(self, leaf: Word | Phrase) -> _Found:
        """Return the surest places of a leaf."""
        if isinstance(leaf, Phrase):
            return self._find_phrase(leaf)
        found = self._find_word(leaf.typed, expand(self._index, leaf))
        return found if found.grade is Grade.EXACT else self._find_parted(leaf) or found

    def _find_parted(self, word: Word) -> _Found | None:
        """Return where a word is written as two."""
        seams = seams_of(self._index, word)
        for parts in parted(self._index, word):
            expansions = [expand(self._index, part) for part in parts]
            positions, _ = self._in_a_row(expansions)
            spans = [
                Span(self._spans[at].start, self._spans[at + 1].end)
                for at in positions
                if self._text[self._spans[at].end : self._spans[at + 1].start] in seams
            ]
            if spans:
                weight = max(float(each.weights.max(initial=0)) for each in expansions)
                return _Found(Grade.NEAR, word.typed, tuple(spans), self._as_written(spans[0]), weight)
        return None

    def _find_word(self, typed: str, expansion: Expansion) -> _Found:
        here = set(self._tokens)
        # The surest come last.
        ranks = {number: rank for rank, number in enumerate(expansion.numbers.tolist()) if number in here}
        best = max(ranks.values(), default=-1)
        if best < 0:
            return _Found(Grade.NONE, typed)
        grade = Grade(int(expansion.grades[best]))
        least = _ALIKE * expansion.similarities[best]
        wanted = {
            number
            for number, rank in ranks.items()
            if expansion.grades[rank] == grade and expansion.similarities[rank] >= least
        }
        spans = [self._core(position, typed) for position, token in enumerate(self._tokens) if token in wanted]
        stands_for = "" if grade is Grade.EXACT else self._as_written(spans[0])
        return _Found(grade, typed, tuple(spans), stands_for, float(expansion.weights[best]))

    def _find_phrase(self, phrase: Phrase) -> _Found:
        expansions = [expand(self._index, word) for word in phrase.words]
        positions, grades = self._in_a_row(expansions)
        if not positions:
            if phrase.edits:
                return self._find_run(phrase)
            if phrase.is_strict:
                return _Found(Grade.NONE, phrase.typed)
            found = self._find_word(phrase.typed, expand(self._index, phrase.joined))
            if not found.spans:
                return found
            return _Found(Grade.NEAR, phrase.typed, found.spans, self._as_written(found.spans[0]))
        best = max(grades)
        spans = [
            Span(self._core(at, phrase.typed).start, self._core(at + len(expansions) - 1, phrase.words[-1].typed).end)
            for at, grade in zip(positions, grades, strict=True)
            if grade == best
        ]
        weight = max(float(each.weights.max(initial=0)) for each in expansions)
        stands_for = "" if best == Grade.EXACT else self._as_written(spans[0])
        return _Found(Grade(best), phrase.typed, tuple(spans), stands_for, weight)

    def _core(self, position: int, typed: str) -> Span:
        """Return the part of a token that a word stands for as it was typed."""
        span = self._spans[position]
        if is_unspaced(self._text[span.start]):
            return span if len(raw_tokens(typed)) > 1 else Span(span.start, self._end_of_unit(position))
        return span if any(mark in typed for mark in _APOSTROPHES) else core_span(self._text, span)

    def _find_run(self, phrase: Phrase) -> _Found:
        """Return where a run of a script without spaces stands nearly as it was typed."""
        runs = near_runs(self._index, self._tokens, phrase)
        if not runs:
            return _Found(Grade.NONE, phrase.typed)
        spans = tuple(Span(self._spans[run.start].start, self._end_of_unit(run.stop - 1)) for run in runs)
        return _Found(Grade.NEAR, phrase.typed, spans, self._as_written(spans[0]), float(len(phrase.words)))

    def _end_of_unit(self, position: int) -> int:
        """Return where the first character of a pair ends, or another token."""
        span = self._spans[position]
        following = self._spans[position + 1].start if position + 1 < len(self._spans) else span.end
        return min(span.end, following)

    def _in_a_row(self, expansions: Sequence[Expansion]) -> tuple[list[int], list[int]]:
        """Return where words stand side by side, as indices of the passage's tokens, with grades."""
        tables = [dict(zip(each.numbers.tolist(), each.grades.tolist(), strict=True)) for each in expansions]
        positions, grades = [], []
        for at in range(len(self._tokens) - len(tables) + 1):
            grade = min(table.get(token, 0) for table, token in zip(tables, self._tokens[at:], strict=False))
            if grade:
                positions.append(at)
                grades.append(grade)
        return positions, grades

    def _as_written(self, span: Span) -> str:
        """Return a word as the text writes it, in small letters and fit to be shown."""
        written = self._text[span.start : span.end].translate(_JOINERS)
        small = written.lower()
        return visible(small if len(small) == len(written) else written)


def _joined(spans: Sequence[Span]) -> Iterator[Span]:
    """Yield spans in order, those that overlap as one."""
    current: Span | None = None
    for span in sorted(spans):
        if current is not None and span.start < current.end:
            current = Span(current.start, max(current.end, span.end))
            continue
        if current is not None:
            yield current
        current = span
    if current is not None:
        yield current
