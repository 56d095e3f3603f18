"""What the host of a reading room reads for all visitors: the code, the collection, and the index of it."""

import importlib
from collections.abc import Iterator, Sequence
from pathlib import Path

from tui.documents.model import Document
from tui.library import Source, find_sources
from tui.paths import real_paths
from tui.rereading import is_stale
from tui.search.index import Index

_MODULES = """
tui.app.kiosk tui.app.driver tui.app.palette tui.app.screens.palette tui.app.widgets.find_bar tui.app.trail
tui.app.screens.search tui.app.screens.help tui.app.screens.choose tui.app.screens.compare tui.app.screens.summary
tui.app.screens.overview tui.app.screens.quotes tui.app.screens.verify tui.app.screens.pick tui.app.carrying
tui.filtering tui.search.searcher tui.search.ranking tui.compare.comparison tui.compare.candidates
tui.quoting.citation tui.quoting.clipboard
""".split()
"""Imported before anybody needs them, the most needed first."""
_BATCH = 400_000
"""Characters that are indexed at a time."""


class Shared:
    """What has been read so far."""

    def __init__(self, paths: Sequence[Path], max_bytes: int) -> None:
        """Name what is to be read.

        Args:
            paths: Files and folders.
            max_bytes: Larger files are not opened.
        """
        self._paths, self._max_bytes = tuple(paths), max_bytes
        self._documents: dict[str, Document] = {}
        self.index: Index | None = None
        """The index of all documents, once it is whole."""

    def prepare(self) -> Iterator[str]:
        """Read everything, in steps; each tells what it was."""
        for name in _MODULES:
            importlib.import_module(name)
            yield name
        for source in find_sources(self._paths, real_paths(self._paths)):
            self._documents[source.id] = source.read(self._max_bytes)
            yield source.id
        yield from self._index()

    def _index(self) -> Iterator[str]:
        index, batch, size = Index(), list[Document](), 0
        for document in self._documents.values():
            batch.append(document)
            size += len(document.text)
            if size >= _BATCH:
                index, batch, size = index.adding(batch), [], 0
                yield "index"
        self.index = index.adding(batch).compacted()

    def document(self, source: Source) -> Document | None:
        """Return what was read of a file; None where it has not been read, or has changed since."""
        document = self._documents.get(source.id)
        is_same = document is not None and document.path == source.path and not is_stale(document)
        return document if is_same else None

    def index_of(self, documents: Sequence[Document]) -> Index | None:
        """Return the index where it is of just these documents."""
        if self.index is None or len(documents) != len(self._documents):
            return None
        is_same = all(self._documents.get(document.id) is document for document in documents)
        return self.index if is_same else None
