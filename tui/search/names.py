"""The names in the metadata of all documents of an index, folded once, so that a field answers between two keys."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
from rapidfuzz.distance import OSA
from rapidfuzz.process import cdist

from tui.documents.model import Document
from tui.search.fields import FieldTest, folded_id, names_in
from tui.tokens import allowed_edits, fold_token, raw_tokens

_Name = tuple[str, ...]
_Fitting = npt.NDArray[np.bool_]
_HYPHENATED = re.compile(r"\w+(?:[-‐‑]\w+)+")
NAMED = ("author", "title", "publisher")
"""The fields that hold names."""


@dataclass(frozen=True)
class Names:
    """What the fields of documents hold."""

    documents: Sequence[Document | None]
    """By number; None for one that was removed."""

    @cached_property
    def _ids(self) -> list[str]:
        return [folded_id(document) if document else "" for document in self.documents]

    @cached_property
    def _of_fields(self) -> dict[str, tuple[list[tuple[_Name, ...]], list[str]]]:
        """The folded names of each document, and all words in them, for each field that was asked for."""
        return {}

    def _names(self, field: str) -> tuple[list[tuple[_Name, ...]], list[str]]:
        known = self._of_fields.get(field)
        if known is None:
            words: dict[str, str] = {}
            names = [
                tuple(_folded(name, words) for name in names_in(each, field)) if each else () for each in self.documents
            ]
            distinct = sorted({word for of_document in names for name in of_document for word in name if word})
            known = self._of_fields[field] = (names, distinct)
        return known

    def fitting(self, test: FieldTest) -> tuple[_Fitting, bool]:
        """Return which documents fit a field, by number, and whether they do so as it was typed."""
        if test.name == "in":
            return self._identified(test), True
        if test.name not in NAMED:
            return self._which(test.accepts), True
        exactly = self._holding(test, is_fuzzy=False)
        if exactly.any() or test.is_phrase:
            return exactly, True
        return self._holding(test, is_fuzzy=True), False

    def is_known(self, field: str) -> bool:
        """Tell whether any document has a field."""
        if field == "date":
            return any(each is not None and each.metadata.date is not None for each in self.documents)
        return field not in NAMED or any(self._names(field)[0])

    def holder(self, test: FieldTest, document: Document) -> str:
        """Return the name in a document that fits a test approximately; empty where there is none."""
        names, words = self._names(test.name)
        meant = [frozenset(_meant(token, words, is_fuzzy=True)) for token in test.tokens]
        tokens = {token: fold_token(token) for name in names_in(document, test.name) for token in raw_tokens(name)}
        fitting = (
            name
            for name in names_in(document, test.name)
            if _holds([tokens[token] for token in raw_tokens(name)], meant)
        )
        return next(fitting, "")

    def _which(self, accepts: Callable[[Document], bool]) -> _Fitting:
        return np.array([each is not None and accepts(each) for each in self.documents], dtype=bool)

    def _identified(self, test: FieldTest) -> _Fitting:
        """Return the documents whose id was given whole, with or without its suffix, or else those it begins."""
        whole = [test.is_id(each) for each in self._ids]
        return np.array(whole if any(whole) else [test.begins_id(each) for each in self._ids], dtype=bool)

    def _holding(self, test: FieldTest, is_fuzzy: bool) -> _Fitting:
        names, words = self._names(test.name)
        if test.is_phrase:
            return np.array([any(_has_row(name, test.tokens) for name in each) for each in names], dtype=bool)
        meant = [frozenset(_meant(token, words, is_fuzzy)) for token in test.tokens]
        fitting = (
            any(not any(each.isdisjoint(name) for each in meant) for name in of_document) for of_document in names
        )
        return np.fromiter(fitting, dtype=bool, count=len(names))


def _folded(name: str, words: dict[str, str]) -> _Name:
    """Return the words of a name, folded, and after empty ones each word that a hyphen parts, written as one.

    Words known already are not folded again.
    """
    tokens = raw_tokens(name)
    joined = [whole for found in _HYPHENATED.findall(name) for whole in ("", "".join(raw_tokens(found)))]
    for token in (*tokens, *joined):
        if token not in words:
            words[token] = fold_token(token)
    return tuple(words[token] for token in (*tokens, *joined))


def _meant(token: str, words: Sequence[str], is_fuzzy: bool) -> Iterable[str]:
    """Yield the words that begin with a typed one, or nearly are it."""
    yield from (word for word in words if word.startswith(token))
    allowed = allowed_edits(token)
    if is_fuzzy and allowed and words:
        distances = cdist([token], words, scorer=OSA.distance, score_cutoff=allowed, dtype=np.uint8)[0]
        yield from (words[place] for place in np.flatnonzero(distances <= allowed).tolist())


def _holds(name: Sequence[str], meant: Sequence[frozenset[str]]) -> bool:
    """Tell whether a name holds one word of each set."""
    return not any(each.isdisjoint(name) for each in meant)


def _has_row(name: _Name, row: _Name) -> bool:
    """Tell whether the words of a row stand side by side in a name."""
    return any(name[at : at + len(row)] == row for at in range(len(name) - len(row) + 1))
