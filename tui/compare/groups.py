"""Paired passages in groups: those that hang together carry one sign on both sides."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tui.compare.alignment import Pair


@dataclass(frozen=True, slots=True)
class Group:
    """Passages of both texts that are paired with each other, directly or through others."""

    sign: str
    """A letter or more, in the order of the first text: a, b, ..., z, aa, ab."""
    a: tuple[int, ...]
    """Indices of the first text's passages, in order."""
    b: tuple[int, ...]
    """Indices of the second text's passages, in order."""


def group_pairs(pairs: Sequence[Pair]) -> tuple[Group, ...]:
    """Return the groups that some pairs form, in the order of the first text."""
    parents: dict[tuple[int, int], tuple[int, int]] = {}

    def root(node: tuple[int, int]) -> tuple[int, int]:
        while parents.setdefault(node, node) != node:
            parents[node] = parents[parents[node]]
            node = parents[node]
        return node

    for pair in pairs:
        first, second = sorted((root((0, pair.a)), root((1, pair.b))))
        parents[second] = first
    members: dict[tuple[int, int], tuple[set[int], set[int]]] = {}
    for pair in pairs:
        sides = members.setdefault(root((0, pair.a)), (set(), set()))
        sides[0].add(pair.a)
        sides[1].add(pair.b)
    ordered = sorted(members.values(), key=lambda sides: min(sides[0]))
    return tuple(
        Group(sign, tuple(sorted(a)), tuple(sorted(b))) for sign, (a, b) in zip(_signs(), ordered, strict=False)
    )


def _signs() -> Iterator[str]:
    length = 1
    while True:
        for number in range(26**length):
            sign = ""
            for _ in range(length):
                number, letter = divmod(number, 26)
                sign = chr(ord("a") + letter) + sign
            yield sign
        length += 1
