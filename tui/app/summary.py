"""The summary of a comparison, line by line, each with the places it speaks of."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from tui.app.lines import Line
from tui.compare.comparison import Comparison, Share
from tui.compare.facts import Fact
from tui.compare.shared_phrases import SharedPhrase
from tui.compare.vocabulary import Keyword, fold_word
from tui.text import Span
from tui.tokens import token_spans

_BAR = 20
_MOST_WORDS, _MOST_PHRASES = 15, 60
_MOST_NUMBERS = 6


@dataclass(frozen=True, slots=True)
class Places:
    """Places in both texts, in offsets of the documents' texts, in order."""

    a: tuple[Span, ...]
    """In the first text."""
    b: tuple[Span, ...]
    """In the second text."""


def summarise(comparison: Comparison) -> tuple[Line, ...]:
    """Return the summary: shares, differing facts, shared phrases, distinctive words."""
    return (
        *_shares(comparison),
        *_facts(comparison),
        *_phrases(comparison),
        *_words(comparison),
        *_left_out(comparison),
    )


def _shares(comparison: Comparison) -> Iterator[Line]:
    if comparison.relation:
        yield Line(f"Relation: {comparison.relation.value}", is_heading=True)
    for index, (share, name) in enumerate(zip(comparison.shares, "AB", strict=True)):
        document, passages = comparison.sides[index]
        yield Line(f"{name}  {document.name}", is_heading=True)
        yield Line(f"   {share.passages} passages, {share.words:,} words")
        only = (comparison.only_a, comparison.only_b)[index]
        alone = set(only)
        paired = [place for place in range(len(passages)) if place not in alone]
        for label, figure, chosen in (("paired", share.paired, paired), ("only here", share.only, list(only))):
            yield Line(f"   {label:<14}{bar(figure)} {figure:>4.0%}", _whole_passages(comparison, index, chosen))
        yield Line(
            f"   {'word for word':<14}{bar(share.verbatim)} {share.verbatim:>4.0%}", _all_phrases(comparison, share)
        )
        yield Line("")


def bar(figure: float) -> str:
    """Return a share as a bar."""
    filled = round(figure * _BAR)
    return "█" * filled + "░" * (_BAR - filled)


def _whole_passages(comparison: Comparison, side: int, chosen: Sequence[int]) -> Callable[[], Places] | None:
    if not chosen:
        return None
    passages = comparison.sides[side][1]

    def places() -> Places:
        spans = tuple(passages[index].span for index in chosen)
        return Places(spans, ()) if side == 0 else Places((), spans)

    return places


def _all_phrases(comparison: Comparison, share: Share) -> Callable[[], Places] | None:
    if not share.verbatim:
        return None
    return lambda: _joined(_places_of(comparison, phrase) for phrase in comparison.phrases)


def _joined(found: Iterator[Places]) -> Places:
    every = list(found)
    first = sorted({span for places in every for span in places.a})
    second = sorted({span for places in every for span in places.b})
    return Places(tuple(first), tuple(second))


def _phrases(comparison: Comparison) -> Iterator[Line]:
    if not comparison.phrases:
        yield Line("Shared word for word: no phrase of four words or more", is_heading=True)
        yield Line("")
        return
    yield Line(f"Shared word for word ({len(comparison.phrases)})", is_heading=True)
    for phrase in comparison.phrases[:_MOST_PHRASES]:
        numbers = f"A {_numbers(comparison, 0, phrase)}, B {_numbers(comparison, 1, phrase)}"
        quoted = f", quoted in {phrase.quoted.upper()}" if phrase.quoted in ("a", "b") else ""
        count = f"{len(phrase.a)}:{len(phrase.b)}  "
        yield Line(f"   {count}“{phrase.text}”  {numbers}{quoted}", _finder(comparison, phrase))
    if len(comparison.phrases) > _MOST_PHRASES:
        yield Line(f"   and {len(comparison.phrases) - _MOST_PHRASES} shorter ones, lit with p")
    yield Line("")


def _finder(comparison: Comparison, phrase: SharedPhrase) -> Callable[[], Places]:
    return lambda: _places_of(comparison, phrase)


def _places_of(comparison: Comparison, phrase: SharedPhrase) -> Places:
    sides = (comparison.passages_a, phrase.a), (comparison.passages_b, phrase.b)
    first, second = (
        tuple(span.shifted(passages[index].span.start) for index, span in places) for passages, places in sides
    )
    return Places(first, second)


def _numbers(comparison: Comparison, side: int, phrase: SharedPhrase) -> str:
    places = (phrase.a, phrase.b)[side]
    numbers = sorted({comparison.sides[side][1][index].number for index, _ in places})
    return ", ".join(map(str, numbers[:_MOST_NUMBERS])) + (" ..." if len(numbers) > _MOST_NUMBERS else "")


def _facts(comparison: Comparison) -> Iterator[Line]:
    if not comparison.facts:
        return
    yield Line(f"Differing in paired passages ({len(comparison.facts)})", is_heading=True)
    for (a, b), facts in comparison.facts_of_pairs:
        numbers = f"A {comparison.passages_a[a].number} ↔ B {comparison.passages_b[b].number}"
        parts = []
        for side in "ab":
            texts = [fact.text for fact in facts if fact.side == side]
            if texts:
                parts.append(f"{side.upper()}: {', '.join(texts)}")
        yield Line(f"   {numbers}   {'   '.join(parts)}", _fact_finder(comparison, (a, b), facts))
    yield Line("")


def _fact_finder(comparison: Comparison, pair: tuple[int, int], facts: Sequence[Fact]) -> Callable[[], Places]:
    def places() -> Places:
        spans: list[tuple[Span, ...]] = []
        for side, passages, index in (("a", comparison.passages_a, pair[0]), ("b", comparison.passages_b, pair[1])):
            passage = passages[index].span
            own = tuple(sorted(fact.span.shifted(passage.start) for fact in facts if fact.side == side))
            # A side that has nothing of its own is still to be seen beside the other.
            spans.append(own or (passage,))
        return Places(spans[0], spans[1])

    return places


def _words(comparison: Comparison) -> Iterator[Line]:
    shown = [word for word in comparison.words if not word.is_function_word]
    if not shown:
        yield Line("Distinctive words: none that chance could not explain", is_heading=True)
        yield Line("   Short texts have few: a word must stand three times, and far more often than in the other.")
        return
    yield Line("Distinctive words (uses in A : in B)", is_heading=True)
    width = max(len(word.term) for word in shown[:_MOST_WORDS])
    most = max(max(word.count_a, word.count_b) for word in shown[:_MOST_WORDS])
    for word in shown[:_MOST_WORDS]:
        yield Line(_word_line(word, width, most), _word_finder(comparison, word.term))
    if len(shown) > _MOST_WORDS:
        yield Line(f"   and {len(shown) - _MOST_WORDS} more")


def _word_line(word: Keyword, width: int, most: int) -> str:
    half = _BAR // 2
    left, right = round(half * word.count_a / most), round(half * word.count_b / most)
    bars = f"{'█' * left:>{half}}│{'█' * right:<{half}}"
    mark = " *" if word.is_marked else ""
    return f"   {word.term:<{width}}  {word.count_a:>4} {bars} {word.count_b:<4} G2 {word.g2:.1f}{mark}"


def _word_finder(comparison: Comparison, term: str) -> Callable[[], Places]:
    def places() -> Places:
        first, second = (
            tuple(
                span.shifted(passage.span.start)
                for passage in passages
                for span in token_spans(passage.text)
                if fold_word(passage.text[span.start : span.end]) == term
            )
            for _, passages in comparison.sides
        )
        return Places(first, second)

    return places


def _left_out(comparison: Comparison) -> Iterator[Line]:
    for note in comparison.notes:
        yield Line("")
        yield Line(f"Left out: {note}")
