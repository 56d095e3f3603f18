"""The library: an in-memory collection of documents, sorted, filtered and looked up by id."""

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property
from pathlib import Path

from tui.documents.loaders import is_supported
from tui.documents.model import Document
from tui.documents.reading import DEFAULT_MAX_BYTES, read_document
from tui.errors import UnknownDocumentError
from tui.paths import is_below
from tui.text import fold_key

MAX_DEPTH = 64
"""Folders below the opened one; deeper trees are cut off, which a link loop would be anyway."""


class Order(StrEnum):
    """How a library is sorted; the value is how the order is called."""

    FILE = "by file"
    NEWEST = "newest first"
    OLDEST = "oldest first"
    TITLE = "by title"
    AUTHOR = "by author"

    @property
    def following(self) -> "Order":
        """The order after this one, going round."""
        orders = list(Order)
        return orders[(orders.index(self) + 1) % len(orders)]


@dataclass(frozen=True, slots=True)
class Source:
    """A file that will be read, or a place where none can be."""

    id: str
    """The id its document gets."""
    path: Path
    """The file."""
    problem: str | None = None
    """Why there is nothing to read, where that is known already."""
    within: tuple[str, ...] = ()
    """Real paths the file has to lie below; none for wherever it is."""

    def read(self, max_bytes: int = DEFAULT_MAX_BYTES) -> Document:
        """Return the document."""
        if self.problem:
            from tui.documents.model import Metadata

            return Document(self.id, self.path, Metadata(), problem=self.problem)
        return read_document(self.path, self.id, max_bytes, self.within)


@dataclass(frozen=True)
class Library:
    """Documents in an order; filtering returns a new library that remembers the whole."""

    documents: tuple[Document, ...] = ()
    """The documents, problem files last."""
    order: Order = Order.FILE
    """How they are sorted."""
    whole: "Library | None" = None
    """What this one was filtered from; None for the whole itself."""

    def __len__(self) -> int:
        """Return the number of documents."""
        return len(self.documents)

    def __iter__(self) -> Iterator[Document]:
        """Iterate over the documents in order."""
        return iter(self.documents)

    @cached_property
    def _positions(self) -> dict[str, int]:
        return {document.id: position for position, document in enumerate(self.documents)}

    @property
    def total(self) -> int:
        """Number of documents before any filter."""
        return len(self.whole or self)

    def position(self, document_id: str) -> int | None:
        """Return where the document stands, from 0, or None where it is not in here."""
        return self._positions.get(document_id)

    def get(self, document_id: str) -> Document | None:
        """Return the document of exactly this id, or None."""
        position = self.position(document_id)
        return None if position is None else self.documents[position]

    def sorted(self, order: Order) -> "Library":
        """Return the library in another order; the same files always come in the same sequence."""
        return replace(self, documents=tuple(sorted(self.documents, key=sort_key(order))), order=order)

    def adding(self, documents: Iterable[Document]) -> "Library":
        """Return the library with more documents, in its order."""
        return replace(self, documents=(*self.documents, *documents)).sorted(self.order)

    def filtered(self, keep: Callable[[Document], bool]) -> "Library":
        """Return a library of the documents that ``keep`` accepts."""
        kept = tuple(document for document in self.documents if keep(document))
        return Library(kept, self.order, self.whole or self)

    def find(self, name: str) -> Document:
        """Return the document of this id, of a unique beginning of one, or of this file path.

        Raises:
            UnknownDocumentError: None or several answer; the message lists the nearest ids.
        """
        document = self.get(name) or self._at_path(name)
        if document:
            return document
        begins = [document for document in self.documents if document.id.startswith(name)] if name else []
        if len(begins) == 1:
            return begins[0]
        if begins:
            raise UnknownDocumentError(f"{name!r} is the beginning of {len(begins)} ids: {_listed(begins)}")
        nearest = self.nearest(name)
        hint = f"; nearest: {_listed(nearest)}" if nearest else ""
        raise UnknownDocumentError(f"no document {name!r}{hint}")

    def _at_path(self, name: str) -> Document | None:
        try:
            wanted = os.path.abspath(name)
        except (OSError, ValueError):
            return None
        return next((document for document in self.documents if os.path.abspath(document.path) == wanted), None)

    def nearest(self, name: str, limit: int = 5) -> list[Document]:
        """Return the documents whose ids or titles are nearest to ``name``, best first."""
        from rapidfuzz import fuzz, process

        wanted = fold_key(name[:200])
        ids = {index: fold_key(document.id) for index, document in enumerate(self.documents)}
        best = process.extract(wanted, ids, scorer=fuzz.WRatio, limit=limit, score_cutoff=30)
        return [self.documents[index] for _, _, index in best]


def _listed(documents: Sequence[Document], limit: int = 5) -> str:
    names = [document.id for document in documents[:limit]]
    return ", ".join(names) + (" ..." if len(documents) > limit else "")


def sort_key(order: Order) -> Callable[[Document], tuple[object, ...]]:
    """Return the sort key of an order: problem files last, unknown dates after known ones, then by file."""

    def key(document: Document) -> tuple[object, ...]:
        return (document.problem is not None, *_rank(order, document), natural_key(document.id))

    return key


def _rank(order: Order, document: Document) -> tuple[object, ...]:
    metadata = document.metadata
    if order in (Order.NEWEST, Order.OLDEST):
        date = metadata.date or metadata.first_published
        if date is None:
            return (True,)
        parts = (date.year, date.month or 0, date.day or 0)
        return (False, *(-part for part in parts)) if order is Order.NEWEST else (False, *parts)
    if order is Order.TITLE:
        return (fold_key(document.name),)
    if order is Order.AUTHOR:
        return (not metadata.authors, fold_key(" ".join(metadata.authors)))
    return ()


def natural_key(text: str) -> tuple[tuple[int, int, str], ...]:
    """Return a sort key in which numbers count as numbers: ``2`` before ``10``."""
    import re

    pieces = re.findall(r"\d{1,18}|\D+|\d+", fold_key(text))
    return tuple((0, int(piece), "") if piece.isdecimal() and len(piece) <= 18 else (1, 0, piece) for piece in pieces)


def seeds_folder() -> Path:
    """Return the folder of the sample statements, in a checkout or in an installed package."""
    packaged = Path(__file__).parent / "seeds"
    return packaged if packaged.is_dir() else Path(__file__).parents[1] / "seeds"


def find_sources(paths: Sequence[Path], within: tuple[str, ...] = ()) -> list[Source]:
    """Return what is to be read: files as named, folders walked, nothing opened.

    Args:
        paths: Files and folders; none stands for the sample statements.
        within: Real paths; what lies below none of them, where links lead, is left out. Without any, nothing is.

    Returns:
        Sources in natural order of their ids, each id once. The id is the path below the given
        folder without suffix; where two would be the same, the suffix, then the folder's name, tells them apart.
    """
    found: list[tuple[str, Source]] = []
    for path in paths or (seeds_folder(),):
        found.extend((root, replace(source, within=within)) for root, source in _sources_of(path, within))
    unique: dict[Path, tuple[str, Source]] = {}
    for root, source in found:
        unique.setdefault(Path(os.path.abspath(source.path)), (root, source))
    return sorted(_with_unique_ids(list(unique.values())), key=lambda source: natural_key(source.id))


def _sources_of(path: Path, within: tuple[str, ...]) -> list[tuple[str, Source]]:
    if _is_dir(path):
        root = os.path.basename(os.path.abspath(path))
        return [(root, source) for source in _walk(path, within)]
    return [(os.path.basename(os.path.dirname(os.path.abspath(path))), Source(_id_of(Path(path.name)), path))]


def _is_dir(path: Path) -> bool:
    """Tell whether ``path`` is a folder; what cannot even be looked at is none, and says why when it is read."""
    try:
        return path.is_dir()
    except OSError:
        return False


def _id_of(relative: Path) -> str:
    has_stem = bool(relative.stem.strip("."))
    return relative.with_suffix("").as_posix() if is_supported(relative) and has_stem else relative.as_posix()


def _walk(folder: Path, within: tuple[str, ...]) -> list[Source]:
    """Return the supported files below ``folder``; a folder reached twice by links is walked once."""
    sources: list[Source] = []
    visited: set[tuple[int, int]] = set()
    pending = [(folder, 0)]
    while pending:
        current, depth = pending.pop()
        try:
            status = current.stat()
            if (status.st_dev, status.st_ino) in visited:
                continue
            visited.add((status.st_dev, status.st_ino))
            entries = sorted(os.scandir(current), key=lambda entry: entry.name)
        except OSError as error:
            problem = "no permission to read this folder" if isinstance(error, PermissionError) else str(error.strerror)
            sources.append(Source(_relative(current, folder), current, problem))
            continue
        for entry in entries:
            path = Path(entry.path)
            if within and entry.is_symlink() and not is_below(os.path.realpath(path), within):
                continue
            if _is_folder(entry):
                if depth < MAX_DEPTH and not entry.name.startswith("."):
                    pending.append((path, depth + 1))
            elif is_supported(path) and not entry.name.startswith("."):
                sources.append(Source(_id_of(Path(_relative(path, folder))), path))
    return sources


def _is_folder(entry: "os.DirEntry[str]") -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False


def _relative(path: Path, folder: Path) -> str:
    return os.path.relpath(path, folder).replace(os.sep, "/")


def _with_unique_ids(found: list[tuple[str, Source]]) -> list[Source]:
    """Return the sources with ids told apart: first by suffix, then by the opened folder, then by number."""
    makers: tuple[Callable[[str, Source], str], ...] = (
        lambda root, source: source.id,
        lambda root, source: source.id + source.path.suffix,
        lambda root, source: f"{root}/{source.id}{source.path.suffix}",
        lambda root, source: os.path.abspath(source.path).lstrip("/"),
    )
    ids = [source.id for _, source in found]
    for maker in makers[1:]:
        counts: dict[str, int] = {}
        for document_id in ids:
            counts[document_id] = counts.get(document_id, 0) + 1
        ids = [
            maker(root, source) if counts[current] > 1 else current
            for current, (root, source) in zip(ids, found, strict=True)
        ]
    return [replace(source, id=document_id) for document_id, (_, source) in zip(ids, found, strict=True)]


def load_library(paths: Sequence[Path] = (), max_bytes: int = DEFAULT_MAX_BYTES) -> Library:
    """Read everything below ``paths`` at once and return the library, by file."""
    documents = (source.read(max_bytes) for source in find_sources(paths))
    return Library(tuple(documents)).sorted(Order.FILE)
