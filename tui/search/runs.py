"""Runs of a script without spaces, found although some of their characters are wrong.

The index knows such a run by its pairs of neighbouring characters. A wrong character spoils two pairs at most, so
that a place still holds some of them (the q-gram lemma: Ukkonen 1992); which of these places are near enough is
told by their edits (OSA), character by character.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from rapidfuzz.distance import OSA

from tui.search.expressions import Phrase
from tui.search.index import Index
from tui.search.postings import Segment
from tui.tokens import is_unspaced, raw_tokens

_MOST_LOOKED_AT = 150
"""Passages with the most pairs of a run that are looked at character by character."""


@dataclass(frozen=True, slots=True)
class NearRun:
    """A place that is nearly what was typed."""

    start: int
    """Index of its first token in the passage; each token begins with one character of the run."""
    stop: int
    """Index after its last token."""
    edits: int
    """Characters that are wrong."""


def find_runs(index: Index, segment: Segment, phrase: Phrase) -> tuple[npt.NDArray[np.integer], npt.NDArray[np.uint8]]:
    """Return the passages of a segment with a place near to a run, each once, and how many characters are wrong."""
    numbers = np.array(list(_offsets(index, phrase)), dtype=np.uint32)
    _, places = segment.find(numbers)
    held = [segment.postings[segment.posting_starts[place] : segment.posting_starts[place + 1]] for place in places]
    passages, counts = np.unique(np.concatenate([segment.postings[:0], *held]), return_counts=True)
    kept = np.flatnonzero(counts >= max(1, len(phrase.words) - 2 * phrase.edits))
    kept = kept[np.argsort(-counts[kept], kind="stable")[:_MOST_LOOKED_AT]]
    found, edits = [], []
    for passage in np.sort(passages[kept]).tolist():
        tokens = segment.tokens[segment.starts[passage] : segment.starts[passage + 1]].tolist()
        runs = near_runs(index, tokens, phrase)
        if runs:
            found.append(passage)
            edits.append(min(run.edits for run in runs))
    return np.array(found, dtype=np.uint32), np.array(edits, dtype=np.uint8)


def near_runs(index: Index, tokens: Sequence[int], phrase: Phrase) -> list[NearRun]:
    """Return the places of a passage that are nearest to a run, in order, none of them overlapping another.

    Args:
        index: The index that knows the tokens.
        tokens: The passage.
        phrase: The run; no place is farther from it than its ``edits``.
    """
    offsets = _offsets(index, phrase)
    starts = {
        at - offset + shift
        for at, token in enumerate(tokens)
        if token in offsets
        for offset in offsets[token]
        for shift in range(-phrase.edits, phrase.edits + 1)
    }
    typed, words = units_of(phrase), index.vocabulary.words
    units = [_first_unit(words[token]) for token in tokens] if starts else []
    # Where a token is no pair, a run ends: what follows stands behind a space or a sign.
    ends = [unit == words[token] for unit, token in zip(units, tokens, strict=False)]
    runs = [
        run for start in sorted(starts) if start >= 0 and (run := _run_from(typed, units, ends, start, phrase.edits))
    ]
    least = min((run.edits for run in runs), default=0)
    chosen: list[NearRun] = []
    for run in sorted((run for run in runs if run.edits == least), key=lambda run: (run.stop - run.start, run.start)):
        if all(run.stop <= other.start or other.stop <= run.start for other in chosen):
            chosen.append(run)
    return sorted(chosen, key=lambda run: run.start)


def units_of(phrase: Phrase) -> list[str]:
    """Return the characters of a run, each with its marks."""
    last = phrase.words[-1].token
    return [*(_first_unit(word.token) for word in phrase.words), last[len(_first_unit(last)) :]]


def _run_from(
    typed: Sequence[str], units: Sequence[str], ends: Sequence[bool], start: int, allowed: int
) -> NearRun | None:
    """Return the run that begins at a place, of the length that fits best, or None where there is none.

    Of equal ones that of the typed length is taken; over the end of a run only what is right throughout goes on.
    """
    best: NearRun | None = None
    for change in sorted(range(-allowed, allowed + 1), key=abs):
        stop = start + max(1, len(typed) + change)
        if stop > len(units):
            continue
        edits = OSA.distance(typed, units[start:stop], score_cutoff=allowed)
        if edits > (0 if any(ends[start : stop - 1]) else allowed):
            continue
        if best is None or edits < best.edits:
            best = NearRun(start, stop, edits)
    return best


def _offsets(index: Index, phrase: Phrase) -> dict[int, list[int]]:
    """Return for the numbers of those pairs of a run that the collection knows where in the run they stand."""
    known = len(index.frequencies)
    offsets: dict[int, list[int]] = {}
    for offset, word in enumerate(phrase.words):
        number = index.vocabulary.numbers.get(word.token, known)
        if number < known:
            offsets.setdefault(number, []).append(offset)
    return offsets


def _first_unit(token: str) -> str:
    """Return the first character of a pair with its marks; another token whole."""
    if not token or not is_unspaced(token):
        return token
    parts = raw_tokens(token)
    return token[: len(token) - len(parts[-1])] if len(parts) > 1 else token
