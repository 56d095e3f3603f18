"""From a path to a document: bytes are read with care, every failure becomes a reason in words."""

import errno
import hashlib
import os
import stat
from collections.abc import Sequence
from pathlib import Path

from tui.documents.loaders import load_content
from tui.documents.model import BLOCK_SEPARATOR, Document, Metadata, count_body_words
from tui.errors import UnreadableFileError
from tui.paths import is_below

DEFAULT_MAX_BYTES = 64 * 1024 * 1024
"""Files above this size are not opened unless the person raises the limit."""

_SPECIAL_FILES = (
    (stat.S_ISDIR, "a folder"),
    (stat.S_ISFIFO, "a named pipe, not opened"),
    (stat.S_ISSOCK, "a socket, not opened"),
    (stat.S_ISCHR, "a device, not opened"),
    (stat.S_ISBLK, "a device, not opened"),
)
_REASONS = {
    errno.ENOENT: "no such file",
    errno.EACCES: "no permission to read it",
    errno.EPERM: "no permission to read it",
    errno.ELOOP: "a link that leads back to itself",
    errno.ENAMETOOLONG: "its name is too long",
    errno.EIO: "the disk could not read it",
}


def read_document(
    path: Path, document_id: str, max_bytes: int = DEFAULT_MAX_BYTES, within: Sequence[str] = ()
) -> Document:
    """Return the document of a file; a file that cannot be one gives a document with its problem.

    Args:
        path: The file.
        document_id: The id it gets.
        max_bytes: Larger files are refused.
        within: Real paths; a file that lies below none of them is refused. Without any, all are read.
    """
    # Taken before: a file that changes while it is read is not what this says, and will be read again.
    stamp = stamp_of(path)
    try:
        data = read_bytes(path, max_bytes, within)
    except UnreadableFileError as error:
        return Document(document_id, path, Metadata(), problem=str(error))
    digest = hashlib.sha256(data).hexdigest()
    try:
        blocks, metadata = load_content(path, data)
    except UnreadableFileError as error:
        return Document(document_id, path, Metadata(), sha256=digest, stamp=stamp, problem=str(error))
    except MemoryError:
        raise
    except Exception as error:
        # A fault in reading one file must not cost the others.
        return Document(
            document_id, path, Metadata(), sha256=digest, stamp=stamp, problem=f"it could not be read ({error!r})"
        )
    return Document(
        id=document_id,
        path=path,
        metadata=metadata,
        blocks=blocks,
        text=BLOCK_SEPARATOR.join(block.text for block in blocks),
        words=count_body_words(blocks),
        sha256=digest,
        stamp=stamp,
    )


def stamp_of(path: Path) -> tuple[int, int] | None:
    """Return when a file was changed last (nanoseconds) and its size in bytes; None where that cannot be told."""
    try:
        status = os.stat(path)
    except (OSError, ValueError):
        return None
    return status.st_mtime_ns, status.st_size


def read_bytes(path: Path, max_bytes: int, within: Sequence[str] = ()) -> bytes:
    """Return all bytes of a regular file.

    The file is looked at before it is opened, so that a pipe or a device is never touched, and opened
    without blocking, in case it turned into one in between.

    Args:
        path: The file.
        max_bytes: Larger files are refused.
        within: Real paths; a file that lies below none of them is refused. Without any, all are read.

    Raises:
        UnreadableFileError: With the reason in words.
    """
    try:
        _require_regular(os.stat(path))
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0))
    except (OSError, ValueError) as error:
        raise UnreadableFileError(_reason(path, error)) from error
    try:
        status = os.fstat(descriptor)
        _require_regular(status)
        _require_within(path, status, within)
        _require_size(status.st_size, max_bytes)
        return _read_all(descriptor, max_bytes)
    except OSError as error:
        raise UnreadableFileError(_reason(path, error)) from error
    finally:
        os.close(descriptor)


def _read_all(descriptor: int, max_bytes: int) -> bytes:
    """Read to the end, which may have moved since the file was opened, but not past the limit."""
    parts: list[bytes] = []
    total = 0
    while part := os.read(descriptor, 1 << 20):
        parts.append(part)
        total += len(part)
        _require_size(total, max_bytes)
    return b"".join(parts)


def _require_regular(status: os.stat_result) -> None:
    for is_kind, name in _SPECIAL_FILES:
        if is_kind(status.st_mode):
            raise UnreadableFileError(name)


def _require_within(path: Path, opened: os.stat_result, within: Sequence[str]) -> None:
    """Refuse what lies outside; it is asked of the open file, since a link may have changed in between."""
    if not within:
        return
    real = os.path.realpath(path)
    if not is_below(real, within) or not os.path.samestat(os.stat(real), opened):
        raise UnreadableFileError("it lies outside of what was opened")


def _require_size(size: int, max_bytes: int) -> None:
    if size > max_bytes:
        raise UnreadableFileError(f"larger than the limit of {format_bytes(max_bytes)}")


def format_bytes(count: int) -> str:
    """Return a size for people: ``64 MiB``, ``1.5 KiB``, ``12 bytes``."""
    for unit, size in (("GiB", 1 << 30), ("MiB", 1 << 20), ("KiB", 1 << 10)):
        if count >= size:
            return f"{count / size:.1f}".removesuffix(".0") + f" {unit}"
    return f"{count} bytes"


def _reason(path: Path, error: Exception) -> str:
    if isinstance(error, OSError) and error.errno is not None:
        if error.errno == errno.ENOENT and os.path.islink(path):
            return "a link that leads nowhere"
        return _REASONS.get(error.errno, os.strerror(error.errno).lower())
    return "its name cannot be used as a path"
