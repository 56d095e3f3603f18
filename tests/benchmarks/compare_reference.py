"""The peers of the alignment: the reference rule (TF-IDF cosine with a margin) and RapidFuzz's token_set_ratio.

The reference rule is written plainly, with the standard library alone, as the study of fifteen scorers left it:
the figures to beat are its figures. It is slow, and is not meant to be used for more than the problems here.
"""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from rapidfuzz import fuzz, process, utils

MOST_FOR_CHARACTERS = 1_000_000
"""Pairs of passages above which words alone are looked at."""
CHARACTERS = 4
"""Length of the sequences of characters."""
CONTEXT, CONTEXT_OF_VERSIONS = 0.1, 0.2
"""Weight of the neighbours' similarity."""
VERSIONS = 0.3
"""Share of the shorter text's words in shared sequences of five from which on two texts are versions of one."""
BEST = 4
"""How many of the best of a row and a column make its mean."""
FLOOR, SHORT_FLOOR, SHORT = 0.14, 0.4, 8
"""Least similarity, least similarity of short passages, and the words below which a passage is short."""
MARGIN, SHARE_OF_BEST = 0.54, 0.8
"""Least ratio to the means, and its least share of the best ratio of its row and its column."""
TOKEN_SET_RATIO = 66.0
"""RapidFuzz's threshold, the best one for the mean of the families here."""

Matrix = list[list[float]]
"""Figures by passage of one side and passage of the other."""
Pairs = set[tuple[int, int]]
"""Pairs of indices."""

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_SUFFIXES = ("ingly", "edly", "ings", "ness", "ing", "ies", "ed", "es", "ly", "s")


def reference_pairs(a: Sequence[str], b: Sequence[str]) -> Pairs:
    """Return the pairs the reference rule finds between the passages of two texts."""
    if not a or not b:
        return set()
    words_a, words_b = [_words(text) for text in a], [_words(text) for text in b]
    similarity = _similarity(words_a, words_b)
    weight = CONTEXT_OF_VERSIONS if _are_versions(words_a, words_b) else CONTEXT
    ratio = _with_margin(_with_context(similarity, weight))
    row_best, column_best = [max(row) for row in ratio], [max(column) for column in zip(*ratio, strict=True)]
    found = Pairs()
    for i, row in enumerate(ratio):
        for j, figure in enumerate(row):
            is_short = min(len(words_a[i]), len(words_b[j])) < SHORT
            is_best = figure >= SHARE_OF_BEST * max(row_best[i], column_best[j])
            if similarity[i][j] >= (SHORT_FLOOR if is_short else FLOOR) and figure >= MARGIN and is_best:
                found.add((i, j))
    return found


def token_set_pairs(a: Sequence[str], b: Sequence[str], threshold: float = TOKEN_SET_RATIO) -> Pairs:
    """Return each passage's best match by RapidFuzz's token_set_ratio, from either side, above a threshold."""
    if not a or not b:
        return set()
    scores = process.cdist(a, b, scorer=fuzz.token_set_ratio, processor=utils.default_process)
    rows = {(i, int(j)) for i, j in enumerate(scores.argmax(axis=1))}
    columns = {(int(i), j) for j, i in enumerate(scores.argmax(axis=0))}
    return {(i, j) for i, j in rows | columns if scores[i][j] >= threshold}


def _words(text: str) -> list[str]:
    return [found.replace("’", "'") for found in _WORD.findall(text.casefold())]


def _stem(word: str) -> str:
    """Strip one suffix where four letters or more remain."""
    suffix = next((end for end in _SUFFIXES if word.endswith(end) and len(word) - len(end) >= 4), "")
    return word[: len(word) - len(suffix)]


def _characters(words: Sequence[str]) -> list[str]:
    text = f" {' '.join(words)} "
    return [text[start : start + CHARACTERS] for start in range(len(text) - CHARACTERS + 1)]


def _similarity(words_a: Sequence[Sequence[str]], words_b: Sequence[Sequence[str]]) -> Matrix:
    """Return the mean of the cosine of words and the cosine of characters, or the former alone in large texts."""
    by_word = _cosines([[_stem(word) for word in words] for words in words_a], [map(_stem, words) for words in words_b])
    if len(words_a) * len(words_b) > MOST_FOR_CHARACTERS:
        return by_word
    by_character = _cosines([_characters(words) for words in words_a], [_characters(words) for words in words_b])
    return [
        [(one + other) / 2 for one, other in zip(row, others, strict=True)]
        for row, others in zip(by_word, by_character, strict=True)
    ]


def _cosines(a: Sequence[Iterable[str]], b: Sequence[Iterable[str]]) -> Matrix:
    counts_a, counts_b = [Counter(terms) for terms in a], [Counter(terms) for terms in b]
    frequencies = Counter(term for counts in (*counts_a, *counts_b) for term in counts)
    total = len(counts_a) + len(counts_b)
    idf = {term: math.log((1 + total) / (1 + frequency)) + 1 for term, frequency in frequencies.items()}
    places = defaultdict[str, list[tuple[int, float]]](list)
    for j, counts in enumerate(counts_b):
        for term, weight in _unit_vector(counts, idf).items():
            places[term].append((j, weight))
    cosines = list[list[float]]()
    for counts in counts_a:
        row = [0.0] * len(counts_b)
        for term, weight in _unit_vector(counts, idf).items():
            for j, other in places.get(term, ()):
                row[j] += weight * other
        cosines.append(row)
    return cosines


def _unit_vector(counts: Mapping[str, int], idf: Mapping[str, float]) -> dict[str, float]:
    weights = {term: (1 + math.log(count)) * idf[term] for term, count in counts.items()}
    length = math.sqrt(sum(weight * weight for weight in weights.values())) or 1.0
    return {term: weight / length for term, weight in weights.items()}


def _are_versions(words_a: Sequence[Sequence[str]], words_b: Sequence[Sequence[str]]) -> bool:
    shorter, longer = sorted(([word for words in side for word in words] for side in (words_a, words_b)), key=len)
    known = set(zip(*(longer[start:] for start in range(5)), strict=False))
    covered = set[int]()
    for start, sequence in enumerate(zip(*(shorter[start:] for start in range(5)), strict=False)):
        if sequence in known:
            covered.update(range(start, start + 5))
    return bool(shorter) and len(covered) >= VERSIONS * len(shorter)


def _with_context(similarity: Matrix, weight: float) -> Matrix:
    rows, columns = len(similarity), len(similarity[0])

    def at(i: int, j: int) -> float:
        return similarity[i][j] if 0 <= i < rows and 0 <= j < columns else 0.0

    return [
        [(1 - weight) * at(i, j) + weight / 2 * (at(i - 1, j - 1) + at(i + 1, j + 1)) for j in range(columns)]
        for i in range(rows)
    ]


def _with_margin(figures: Matrix) -> Matrix:
    row_means = [_mean_of_best(row) for row in figures]
    column_means = [_mean_of_best(column) for column in zip(*figures, strict=True)]
    return [
        [figure / ((row_mean + column_mean) or 1.0) for figure, column_mean in zip(row, column_means, strict=True)]
        for row, row_mean in zip(figures, row_means, strict=True)
    ]


def _mean_of_best(figures: Sequence[float]) -> float:
    best = sorted(figures, reverse=True)[:BEST]
    return sum(best) / len(best)
