"""What has changed in the files of a library since they were read."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tui.documents.model import Document
from tui.documents.reading import DEFAULT_MAX_BYTES, stamp_of
from tui.library import Library, Source


@dataclass(frozen=True, slots=True)
class Changes:
    """What has changed."""

    added: tuple[Document, ...] = ()
    """Documents of files that were not there before."""
    changed: tuple[Document, ...] = ()
    """Documents of files that hold something else now, as they are now."""
    vanished: tuple[Document, ...] = ()
    """Documents whose files are gone, as they were."""

    def __bool__(self) -> bool:
        """Tell whether anything has changed."""
        return bool(self.added or self.changed or self.vanished)

    @property
    def summary(self) -> str:
        """What has changed, in words: ``1 new, 2 changed, 1 vanished``."""
        counts = ((self.added, "new"), (self.changed, "changed"), (self.vanished, "vanished"))
        return ", ".join(f"{len(documents):,} {word}" for documents, word in counts if documents) or "nothing changed"


def is_stale(document: Document) -> bool:
    """Tell whether a file has been written to, or has vanished, since its document was read."""
    return document.stamp is not None and stamp_of(document.path) != document.stamp


def reread(library: Library, sources: Sequence[Source], max_bytes: int = DEFAULT_MAX_BYTES) -> Changes:
    """Return what has changed; only files with another time or size are opened.

    Args:
        library: What has been read before.
        sources: The files that are there now.
        max_bytes: Larger files are not opened.
    """
    known = {document.id: document for document in library}
    added: list[Document] = []
    changed: list[Document] = []
    for source in sources:
        before = known.pop(source.id, None)
        if before is not None and before.path == source.path and before.stamp is not None and not is_stale(before):
            continue
        now = source.read(max_bytes)
        if before is None:
            added.append(now)
        elif (before.path, before.sha256, before.problem) != (now.path, now.sha256, now.problem):
            changed.append(now)
    return Changes(tuple(added), tuple(changed), tuple(known.values()))


def apply(library: Library, changes: Changes) -> Library:
    """Return the library as it is now, in its order."""
    gone = _ids((*changes.changed, *changes.vanished))
    kept = tuple(document for document in library if document.id not in gone)
    return Library((*kept, *changes.changed, *changes.added)).sorted(library.order)


def _ids(documents: Iterable[Document]) -> set[str]:
    return {document.id for document in documents}
