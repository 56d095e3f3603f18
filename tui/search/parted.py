"""Words that are written as two and typed as one, or the other way round."""

from collections.abc import Iterator
from dataclasses import replace

from tui.search.expansion import Grade, expand, is_known
from tui.search.expressions import Leaf, Match, Phrase, Query, Word, free_word
from tui.search.index import Index
from tui.search.postings import Segment
from tui.search.runs import find_runs
from tui.tokens import LONGEST_FUZZY, token_spans

HYPHENS = frozenset("-‐‑‒–")
"""What may stand inside a word that others write as one."""
SPACES = frozenset(" \n\u00a0\u202f")
"""What may stand between two words that were typed as one."""
_SHORTEST_PARTED = 4


def parted(index: Index, word: Word) -> Iterator[tuple[Word, Word]]:
    """Yield the two parts a word may be written in, where both are words of the collection."""
    token = word.token
    if word.match not in (Match.FUZZY, Match.UNFINISHED) or len(token) > LONGEST_FUZZY:
        return
    numbers, known = index.vocabulary.numbers, len(index.frequencies)
    for cut in range(1, len(token)):
        first, second = token[:cut], token[cut:]
        is_seam = first[-1].isdigit() != second[0].isdigit()
        if not is_seam and (min(len(first), len(second)) < 2 or len(token) < _SHORTEST_PARTED):
            continue
        if all(numbers.get(part, known) < known for part in (first, second)):
            yield Word(first, first, Match.EXACT), Word(second, second, Match.EXACT)


def seams_of(index: Index, word: Word) -> frozenset[str]:
    """Return what may stand between the parts of a word: a hyphen, or a space where nothing is like the whole word."""
    return HYPHENS if expand(index, word).best >= Grade.NEAR else HYPHENS | SPACES


def is_seam(index: Index, segment: Segment, position: int, passage: int, seams: frozenset[str]) -> bool:
    """Tell whether nothing but one of some characters stands between a token of a segment and the next."""
    text = index.passage(segment, passage).text
    spans = token_spans(text)
    at = position - int(segment.starts[passage])
    return at + 1 < len(spans) and text[spans[at].end : spans[at + 1].start] in seams


def rejoined(index: Index, query: Query) -> Query:
    """Return a query with words that were typed in two, one of which the collection does not know, in one."""
    groups: list[tuple[Leaf, ...]] = []
    for group in query.wanted:
        one = free_word(groups[-1]) if groups else None
        other = free_word(group)
        if one and other and not (is_known(index, one.token) and is_known(index, other.token)):
            token = one.token + other.token
            if is_known(index, token):
                groups[-1] = (Word(f"{one.typed} {other.typed}", token, Match.JOINED),)
                continue
        groups.append(group)
    return replace(query, wanted=tuple(groups))


def with_pairs(index: Index, query: Query) -> Query:
    """Return a query whose runs of a script without spaces that stand nowhere, not even nearly, are sought in pairs."""
    groups: list[tuple[Leaf, ...]] = []
    for group in query.wanted:
        run = group[0] if len(group) == 1 else None
        if (
            isinstance(run, Phrase)
            and run.edits
            and not any(len(find_runs(index, each, run)[0]) for each in index.segments)
        ):
            groups += [(replace(word, match=Match.PAIR),) for word in run.words]
        else:
            groups.append(group)
    return replace(query, wanted=tuple(dict.fromkeys(groups)))
