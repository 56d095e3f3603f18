"""Two documents compared: their paired passages, what they share word for word, and where they differ."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from tui.compare.alignment import POSSIBLE, Alignment, Pair, align
from tui.compare.facts import LONGEST, Fact, find_facts
from tui.compare.grading import Grade
from tui.compare.groups import Group, group_pairs
from tui.compare.passages import Passage, passages_of, sentence_spans
from tui.compare.shared_phrases import SharedPhrase, SharedPhrases, find_shared
from tui.compare.vocabulary import Keyword, count_words, find_keywords
from tui.documents.model import Document
from tui.text import Span
from tui.tokens import token_spans

MOST_PASSAGES = 10_000
"""Passages of a document that are compared; the statements people write have fewer."""
_VERSIONS_SHARE = 0.3
"""Share of the shorter text's words in phrases of five words or more from which two texts are versions of one."""
_WORDS_OF_VERSIONS = 5
_QUOTED_WORDS = 12
"""Words in quotation marks, taken over from the other text, from which one quotes the other."""
_SUBJECT_SHARE, _SUBJECT_PAIRS = 0.25, 3
"""Share of the shorter text's words in pairs, and pairs, from which two texts speak of the same subject."""
_FEWEST_WORDS = 100
"""Words of a text below which nothing is said about the relation."""


class Relation(StrEnum):
    """What two texts are to each other; the value is how it is called."""

    VERSIONS = "versions of one text"
    QUOTATION = "one quotes the other"
    SAME_SUBJECT = "same subject"
    UNRELATED = "unrelated"


@dataclass(frozen=True, slots=True)
class Share:
    """How much of a text is paired, shared and its own; shares of its words, 0 to 1."""

    words: int
    """Words of its passages."""
    passages: int
    """Passages."""
    paired: float
    """In paired passages."""
    verbatim: float
    """In shared phrases."""

    @property
    def only(self) -> float:
        """In passages without a partner."""
        return 1.0 - self.paired if self.words else 0.0


@dataclass(frozen=True, slots=True)
class SentencePair:
    """Two sentences of paired passages that say the same."""

    a: int
    """Index of the passage in the first text."""
    sentence_a: int
    """Which of its sentences, from 0."""
    b: int
    """Index of the passage in the second text."""
    sentence_b: int
    """Which of its sentences."""
    score: float
    """0.5 where pairs begin, to 1."""
    grade: Grade
    """How close they are."""

    @property
    def is_possible(self) -> bool:
        """Whether it is rather a candidate than a finding."""
        return self.score < POSSIBLE


@dataclass(frozen=True)
class Comparison:
    """Two documents, passage by passage."""

    a: Document
    """The first document."""
    b: Document
    """The second document."""
    passages_a: tuple[Passage, ...]
    """The first document's passages."""
    passages_b: tuple[Passage, ...]
    """The second document's passages."""
    alignment: Alignment
    """Which passages pair."""
    left_out: tuple[str, ...] = ()
    """What was not compared, in words; empty where all was."""

    @property
    def pairs(self) -> tuple[Pair, ...]:
        """The pairs, in the order of the first document."""
        return self.alignment.pairs

    @cached_property
    def only_a(self) -> tuple[int, ...]:
        """Indices of the first document's passages without a partner."""
        paired = {pair.a for pair in self.pairs}
        return tuple(index for index in range(len(self.passages_a)) if index not in paired)

    @cached_property
    def only_b(self) -> tuple[int, ...]:
        """Indices of the second document's passages without a partner."""
        paired = {pair.b for pair in self.pairs}
        return tuple(index for index in range(len(self.passages_b)) if index not in paired)

    @cached_property
    def texts(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The texts of both documents' passages."""
        return tuple(passage.text for passage in self.passages_a), tuple(passage.text for passage in self.passages_b)

    @property
    def sides(self) -> tuple[tuple[Document, tuple[Passage, ...]], tuple[Document, tuple[Passage, ...]]]:
        """Both documents with their passages."""
        return (self.a, self.passages_a), (self.b, self.passages_b)

    @cached_property
    def groups(self) -> tuple[Group, ...]:
        """The paired passages that hang together, each with its sign."""
        return group_pairs(self.pairs)

    @cached_property
    def shared(self) -> SharedPhrases:
        """What both share word for word."""
        return find_shared(*self.texts)

    @property
    def phrases(self) -> tuple[SharedPhrase, ...]:
        """The shared phrases, the longest first."""
        return self.shared.phrases

    @cached_property
    def facts(self) -> tuple[Fact, ...]:
        """Figures, dates and names of paired passages that one side has alone."""
        closest = sorted(self.pairs, key=lambda pair: (-pair.score, pair.a, pair.b))
        return find_facts(*self.texts, [(pair.a, pair.b) for pair in closest])

    @cached_property
    def facts_of_pairs(self) -> tuple[tuple[tuple[int, int], tuple[Fact, ...]], ...]:
        """The facts by the pair of passages they differ in, in the order of the first document."""
        told: dict[tuple[int, int], list[Fact]] = {}
        for fact in self.facts:
            pair = (fact.passage, fact.partner) if fact.side == "a" else (fact.partner, fact.passage)
            told.setdefault(pair, []).append(fact)
        return tuple((pair, tuple(facts)) for pair, facts in sorted(told.items()))

    @property
    def notes(self) -> tuple[str, ...]:
        """All that was left out, in words."""
        if self.shared.is_complete:
            return self.left_out
        return (*self.left_out, "shared phrases: the texts repeat themselves too often for all of them")

    @cached_property
    def words(self) -> tuple[Keyword, ...]:
        """Words that one text uses more than the other."""
        return find_keywords(*(count_words(texts) for texts in self.texts))

    @cached_property
    def shares(self) -> tuple[Share, Share]:
        """How much of each text is paired, shared and its own."""
        places = (
            [place for phrase in self.phrases for place in phrase.a],
            [place for phrase in self.phrases for place in phrase.b],
        )
        only = self.only_a, self.only_b
        return _share(self.texts[0], only[0], places[0]), _share(self.texts[1], only[1], places[1])

    @cached_property
    def relation(self) -> Relation | None:
        """What the texts are to each other, where the figures carry it."""
        return _relation(self)

    def only_sentences(self, side: int) -> tuple[tuple[int, int], ...]:
        """Return the sentences of paired passages without a partner, as (passage, sentence), from 0.

        Args:
            side: 0 for the first document, 1 for the second.
        """
        document, passages = self.sides[side]
        only = set((self.only_a, self.only_b)[side])
        paired = {(pair.a, pair.sentence_a) if side == 0 else (pair.b, pair.sentence_b) for pair in self.sentence_pairs}
        return tuple(
            (index, sentence)
            for index, passage in enumerate(passages)
            if index not in only
            for sentence in range(len(sentence_spans(document, passage)))
            if (index, sentence) not in paired
        )

    @cached_property
    def sentence_pairs(self) -> tuple[SentencePair, ...]:
        """Sentences inside paired passages that pair."""
        return _pair_sentences(self)


def compare(a: Document, b: Document) -> Comparison:
    """Compare two documents: pair their passages, and find all else when it is asked for."""
    passages_a, passages_b = passages_of(a), passages_of(b)
    left_out = tuple(
        f"{document.name}: only the first {MOST_PASSAGES:,} of {len(passages):,} passages"
        for document, passages in ((a, passages_a), (b, passages_b))
        if len(passages) > MOST_PASSAGES
    )
    languages = a.metadata.language, b.metadata.language
    if all(languages) and languages[0] != languages[1]:
        left_out += (f"words: the texts are in two languages ({', '.join(map(str, languages))}), so few passages pair",)
    if any(len(passage.text) > LONGEST for passage in (*passages_a, *passages_b)):
        left_out += (f"facts: only the first {LONGEST:,} characters of a passage",)
    passages_a, passages_b = passages_a[:MOST_PASSAGES], passages_b[:MOST_PASSAGES]
    alignment = align([passage.text for passage in passages_a], [passage.text for passage in passages_b])
    return Comparison(a, b, passages_a, passages_b, alignment, left_out)


def _share(texts: Sequence[str], only: Sequence[int], places: Iterable[tuple[int, Span]]) -> Share:
    counts = [len(token_spans(text)) for text in texts]
    total = sum(counts)
    if not total:
        return Share(0, len(texts), 0.0, 0.0)
    spans: dict[int, list[Span]] = {}
    for passage, span in places:
        spans.setdefault(passage, []).append(span)
    verbatim = sum(_words_within(texts[passage], covered) for passage, covered in spans.items())
    own = sum(counts[index] for index in only)
    return Share(total, len(texts), 1 - own / total, verbatim / total)


def _words_within(text: str, spans: Iterable[Span]) -> int:
    """Return how many words of a text lie in some spans, each counted once."""
    ordered = sorted(spans)
    count = at = 0
    for word in token_spans(text):
        while at < len(ordered) and ordered[at].end <= word.start:
            at += 1
        if at == len(ordered):
            break
        # Phrases overlap at their ends, so one that began earlier may reach farther than the next.
        count += any(span.start <= word.start < span.end for span in ordered[at : at + _OVERLAPPING])
    return count


_OVERLAPPING = 8


def _relation(comparison: Comparison) -> Relation | None:
    shares = comparison.shares
    # Of two texts of one length either may be the shorter one.
    least = min(share.words for share in shares)
    shorter = [side for side in (0, 1) if shares[side].words == least]
    if min(share.words for share in shares) < _FEWEST_WORDS:
        return None
    long = [phrase for phrase in comparison.phrases if phrase.words >= _WORDS_OF_VERSIONS]
    verbatim = max(
        _share(comparison.texts[side], (), [place for phrase in long for place in (phrase.a, phrase.b)[side]]).verbatim
        for side in shorter
    )
    quoted = max(sum(phrase.words for phrase in long if phrase.quoted == side) for side in "ab")
    is_quoting = quoted >= _QUOTED_WORDS
    if is_quoting and 2 * quoted >= sum(phrase.words for phrase in long):
        return Relation.QUOTATION
    if verbatim >= _VERSIONS_SHARE:
        return Relation.VERSIONS
    if is_quoting:
        return Relation.QUOTATION
    sure = [pair for pair in comparison.pairs if not pair.is_possible]
    paired = max(shares[side].paired for side in shorter)
    if len(sure) >= _SUBJECT_PAIRS and paired >= _SUBJECT_SHARE:
        return Relation.SAME_SUBJECT
    is_strange = comparison.alignment.kinship < _STRANGERS and not comparison.pairs and not comparison.phrases
    return Relation.UNRELATED if is_strange else None


_STRANGERS = 0.15
"""Likeness of two whole texts' words below which they are unrelated, where nothing else speaks against it."""


def _pair_sentences(comparison: Comparison) -> tuple[SentencePair, ...]:
    sides = []
    for document, passages in ((comparison.a, comparison.passages_a), (comparison.b, comparison.passages_b)):
        sides.append(
            [
                (index, place, passage.text[span.start : span.end])
                for index, passage in enumerate(passages)
                for place, span in enumerate(sentence_spans(document, passage))
            ]
        )
    paired = {(pair.a, pair.b) for pair in comparison.pairs}
    of_passage: dict[int, list[int]] = {}
    for index, (passage, _, _) in enumerate(sides[1]):
        of_passage.setdefault(passage, []).append(index)
    partners: dict[int, list[int]] = {}
    for first, second in sorted(paired):
        partners.setdefault(first, []).append(second)
    within = [
        (index, other)
        for index, (passage, _, _) in enumerate(sides[0])
        for partner in partners.get(passage, ())
        for other in of_passage.get(partner, ())
    ]
    found = align([text for _, _, text in sides[0]], [text for _, _, text in sides[1]], within)
    return tuple(
        SentencePair(*sides[0][pair.a][:2], *sides[1][pair.b][:2], pair.score, pair.grade) for pair in found.pairs
    )
