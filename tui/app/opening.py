"""What the application does with the files it was opened with: reads them, the first at once, and reads them again."""

import gc
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from textual.worker import get_current_worker

from tui.app.messages import DocumentsRead, FilesReread
from tui.app.quoting import Quoting
from tui.app.screens.library import LibraryScreen
from tui.documents.model import Document
from tui.library import Library, Order, Source, find_sources

if TYPE_CHECKING:
    from tui.search.searcher import Searcher
    from tui.state.libraries import LibraryState

_BATCH_SECONDS = 0.25
"""How often the list grows while files are read: a progress of four steps a second."""
_TURN = 0.0005
"""Seconds; short turns on the interpreter lock keep the keys quick while files are parsed."""


@contextmanager
def _short_turns() -> Iterator[None]:
    interval = sys.getswitchinterval()
    sys.setswitchinterval(_TURN)
    try:
        yield
    finally:
        sys.setswitchinterval(interval)


class Opening(Quoting):
    """An application that is opened with files."""

    def __init__(
        self, max_bytes: int, quotes: Path | None, style: str | None, route: str | None, **options: Any
    ) -> None:
        """Make the application; nothing is read yet.

        Args:
            max_bytes: Larger files are not opened.
            quotes: The quote book; without it the one in the XDG data folder.
            style: Citation style or template of this run.
            route: Way to the clipboard of this run.
            options: Those of `Remembering` and `Wired`.
        """
        super().__init__(quotes, style, route, **options)
        self.library = Library()
        self.progress = ""
        """How far the reading is; empty while nothing is read."""
        self._max_bytes = max_bytes
        self._searcher: Searcher | None = None
        self.main = LibraryScreen()

    def find_sources(self) -> list[Source]:
        """Return the files of the library."""
        return find_sources(self.paths)

    def read_source(self, source: Source) -> Document:
        """Return the document of a file; called from a thread, too."""
        return source.read(self._max_bytes)

    def begin(self) -> None:
        """Read the first document, show it, and read the rest in the background."""
        left = self.left_library()
        sources = self.find_sources()
        first, rest = self._read_first(self._last_read_first(sources, left))
        self.library = Library(tuple(first)).sorted(left.order if left else Order.FILE)
        self.main.view.measure = self._preferences.measure
        self.main.start(self.library, is_single=len(sources) == 1, left=left)
        self.call_after_refresh(self._settle, rest, len(sources))

    def _last_read_first(self, sources: list[Source], left: "LibraryState | None") -> list[Source]:
        """Return the files with the one that was read last before all others."""
        if left is None or left.document is None:
            return sources
        if not any(source.id == left.document for source in sources):
            self.keeping_notices.append(f"what was read last, {left.document!r}, is not there any more")
        return sorted(sources, key=lambda source: source.id != left.document)

    def _read_first(self, sources: Sequence[Source]) -> tuple[list[Document], list[Source]]:
        """Read up to the first file that opens, so that the first frame is a useful one."""
        documents: list[Document] = []
        for count, source in enumerate(sources[:20], 1):
            documents.append(self.read_source(source))
            if not documents[-1].problem:
                return documents, list(sources[count:])
        return documents, list(sources[20:])

    def _settle(self, sources: list[Source], total: int) -> None:
        """Go on once the first frame is drawn: collect garbage again, read the other files."""
        gc.freeze()
        gc.enable()
        self.prepare_later()
        self.tell_notices()
        if sources:
            self.progress = f"reading {total - len(sources)} of {total}"
            self.run_worker(lambda: self._read_sources(sources, total), thread=True, exclusive=True, name="read")

    def _read_sources(self, sources: list[Source], total: int) -> None:
        """Read files one after the other and post them in batches; runs in a thread."""
        worker = get_current_worker()
        batch: list[Document] = []
        posted = time.monotonic()
        done = total - len(sources)
        with _short_turns():
            for source in sources:
                if worker.is_cancelled:
                    return
                batch.append(self.read_source(source))
                done += 1
                if time.monotonic() - posted >= _BATCH_SECONDS:
                    self.post_message(DocumentsRead(batch, done, total))
                    batch, posted = [], time.monotonic()
            self.post_message(DocumentsRead(batch, done, total))

    def on_documents_read(self, message: DocumentsRead) -> None:
        """Add what has been read to the library."""
        is_done = message.done >= message.total
        self.progress = "" if is_done else f"reading {message.done} of {message.total}"
        self.library = self.library.adding(message.documents)
        if self._searcher is not None:
            self._searcher.add(message.documents, is_whole=is_done)
        self.main.show_library(self.library, is_asked_for=False)
        if self.main.view.document is None and self.library.documents:
            self.main.open_document(self.library.documents[0])
        if is_done:
            self.renew_trails()
            gc.freeze()

    def renew_trails(self) -> None:
        """Search again for what was found in texts that have changed since; there is nothing to search yet."""

    def action_reread(self) -> None:
        """Look for files that have changed, appeared or vanished, in a thread."""
        if self.progress:
            self.tell("the files are being read")
            return
        self.progress = "reading again"
        self.main.update_status()
        library = self.library
        self.run_worker(lambda: self._reread(library), thread=True, exclusive=True, name="reread")

    def _reread(self, library: Library) -> None:
        from tui.rereading import reread

        with _short_turns():
            self.post_message(FilesReread(reread(library, self.find_sources(), self._max_bytes)))

    def on_files_reread(self, message: FilesReread) -> None:
        """Take in what has changed, and say it."""
        from tui.rereading import apply

        changes = message.changes
        self.progress = ""
        self.library = apply(self.library, changes)
        now = {document.id: document for document in changes.changed}
        if self._searcher is not None and changes:
            before = [document for document in self._searcher.documents if document.id in now]
            self._searcher.change([*before, *changes.vanished], [*changes.changed, *changes.added])
        self.main.show_library(self.library)
        self.main.tell_changes(changes)
