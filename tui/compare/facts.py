"""Facts that differ: figures, dates and names that only one of two paired passages has."""

from collections.abc import Sequence
from dataclasses import dataclass

from tui.compare.figures import FactKind, Figure, find_figures
from tui.compare.names import Names, stands_among
from tui.text import Span

LONGEST = 20_000
"""Characters of a passage in which facts are sought."""


@dataclass(frozen=True, slots=True)
class Fact:
    """A figure, a date or a name in a paired passage that none of its partners has."""

    kind: FactKind
    """What it is."""
    side: str
    """``a`` or ``b``: the text it stands in."""
    text: str
    """As it is written."""
    passage: int
    """Index of the passage it stands in."""
    span: Span
    """Where, in offsets of the passage's text."""
    partner: int
    """Index of the closest passage of the other text."""
    is_elsewhere: bool = False
    """Whether the other text has it in another passage."""


def find_facts(a: Sequence[str], b: Sequence[str], pairs: Sequence[tuple[int, int]]) -> tuple[Fact, ...]:
    """Return the facts of paired passages that stand on one side only, by side, then in the order of the text.

    Names count only where the other text has them nowhere; a form of its own (Putin for Vladimir Putin,
    Russian for Russia, initials) is the same name.

    Args:
        a: Passages of the first text.
        b: Passages of the second.
        pairs: Indices of those that are paired, the closest first.
    """
    a, b = [text[:LONGEST] for text in a], [text[:LONGEST] for text in b]
    names = Names(a), Names(b)
    figures = [find_figures(text) for text in a], [find_figures(text) for text in b]
    partners: tuple[dict[int, list[int]], dict[int, list[int]]] = ({}, {})
    for i, j in pairs:
        partners[0].setdefault(i, []).append(j)
        partners[1].setdefault(j, []).append(i)
    facts: list[Fact] = []
    for own, label in enumerate("ab"):
        other = 1 - own
        texts = (a, b)[own]
        for passage, matched in sorted(partners[own].items()):
            theirs = [figure for index in matched for figure in figures[other][index]]
            facts += _figures(label, texts[passage], passage, matched[0], figures[own][passage], theirs, figures[other])
            facts += _names(label, passage, matched[0], names[own], names[other])
    return tuple(facts)


def _figures(
    side: str,
    text: str,
    passage: int,
    partner: int,
    own: Sequence[Figure],
    theirs: Sequence[Figure],
    everywhere: Sequence[Sequence[Figure]],
) -> list[Fact]:
    facts: list[Fact] = []
    told: list[Figure] = []
    for figure in own:
        if any(figure.stands_for(other) for other in (*theirs, *told)):
            continue
        told.append(figure)
        is_elsewhere = any(figure.stands_for(other) for found in everywhere for other in found)
        words = text[figure.span.start : figure.span.end]
        facts.append(Fact(figure.kind, side, words, passage, figure.span, partner, is_elsewhere))
    return facts


def _names(side: str, passage: int, partner: int, own: Names, other: Names) -> list[Fact]:
    facts = []
    told: set[tuple[str, ...]] = set()
    for name in own.of_passages[passage]:
        if name.words in told or stands_among(name, other):
            continue
        told.add(name.words)
        facts.append(Fact(FactKind.NAME, side, name.text, passage, name.span, partner))
    return facts
