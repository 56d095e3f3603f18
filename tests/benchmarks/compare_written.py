"""Alignment problems whose pairs were written by hand, passage by passage, after reading both texts.

`revisions` are two versions of one licence, `licences` two licences of one purpose, `independent` statements that
say what others say without knowing of each other: the samples, and addresses of neighbouring years. A pair is
what speaks of the same provision, fact or event; where two readers may differ, the passages count as uncertain:
they are not among those known to stand alone. The numbers hold for one wording, which a fingerprint secures.
"""

import json
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any

from tests.benchmarks.compare_bible import GOLD
from tests.benchmarks.compare_texts import MissingTextError, Problem, available, fingerprint, licence, sample, speech

FEWEST_OF_ADDRESS = 15
"""Words of the shortest paragraph of an address that takes part; what is shorter is a salutation."""


def _address(name: str) -> tuple[str, ...]:
    return tuple(text for text in speech(name) if len(text.split()) >= FEWEST_OF_ADDRESS)


_READERS: dict[str, Callable[[str], tuple[str, ...]]] = {"licence": licence, "sample": sample, "address": _address}


def problems_of_revisions() -> Iterator[Problem]:
    """Make the problems of two versions of one licence."""
    return _written("revisions")


def problems_of_licences() -> Iterator[Problem]:
    """Make the problems of different licences."""
    return _written("licences")


def problems_of_independent() -> Iterator[Problem]:
    """Make the problems of independent statements; some have no pairs."""
    return _written("independent")


def text_of(source: str) -> tuple[str, ...]:
    """Return the passages of a text as the gold files name it, as in `licence:GPL-2`."""
    kind, _, name = source.partition(":")
    return _READERS[kind](name)


def _written(family: str) -> Iterator[Problem]:
    entries = json.loads((GOLD / f"{family}.json").read_text(encoding="utf-8"))
    return available(partial(_problem, family, entry) for entry in entries)


def _problem(family: str, entry: dict[str, Any]) -> Problem:
    a, b = _checked(entry["a"]), _checked(entry["b"])
    gold = frozenset(pair for written in entry["pairs"].split() for pair in _pairs(written))
    doubtful_a, doubtful_b = (set(_numbers(entry["uncertain"][side])) for side in ("a", "b"))
    name = " and ".join(entry[side]["text"].partition(":")[2] for side in ("a", "b"))
    alone_a = frozenset(range(len(a))) - {i for i, _ in gold} - doubtful_a
    alone_b = frozenset(range(len(b))) - {j for _, j in gold} - doubtful_b
    return Problem(family, name, a, b, gold, alone_a, alone_b)


def _checked(side: dict[str, str]) -> tuple[str, ...]:
    """Return the passages of a side.

    Raises:
        MissingTextError: The text is not there, or not in the wording the pairs were written for.
    """
    passages = text_of(side["text"])
    if fingerprint(passages) != side["fingerprint"]:
        raise MissingTextError(f"{side['text']} has another wording here")
    return passages


def _numbers(written: str) -> list[int]:
    """Return `1,4-6` as its numbers."""
    ranges = [part.split("-") for part in written.replace(",", " ").split()]
    return [number for ends in ranges for number in range(int(ends[0]), int(ends[-1]) + 1)]


def _pairs(written: str) -> Sequence[tuple[int, int]]:
    """Return the pairs of `1-3=2-4`, which go in step, or of `1=2,5`, which are all of them."""
    left, right = written.split("=")
    a, b = _numbers(left), _numbers(right)
    if len(a) == len(b):
        return list(zip(a, b, strict=True))
    if min(len(a), len(b)) > 1:
        raise ValueError(f"{written} does not go in step")
    return [(one, other) for one in a for other in b]
