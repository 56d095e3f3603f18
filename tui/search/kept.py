"""An index kept in a file, so that a large collection need not be indexed again at each start.

The file is a checksum, a line of JSON which says what follows, the vocabulary, and the arrays as they are in memory.
It is taken only where its version, its length and its checksum are right and the documents in it are those at hand;
anything else means that there is none.
"""

import contextlib
import hashlib
import json
import mmap
import os
import time
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import numpy as np

from tui import __version__
from tui.documents.model import Document
from tui.search.index import Index, index_documents
from tui.search.postings import Passages, Segment
from tui.search.vocabulary import Vocabulary, WordTable
from tui.storage import cache_folder, write_whole

WORTH_KEEPING = 200_000
"""Tokens from which an index is kept; a smaller one is made as quickly as it is read."""
_FORMAT = f"statements index 2 of {__version__}"
_ALIGNMENT = 64
_CHECKSUM = 9
_LONGEST_HEADER = 1 << 28
_OLD = 90 * 24 * 3600
_SEGMENT_ARRAYS = tuple(field.name for field in fields(Segment) if field.name not in ("passages", "alive"))
_PASSAGE_ARRAYS = tuple(field.name for field in fields(Passages))
_TABLE_ARRAYS = tuple(field.name for field in fields(WordTable) if field.name not in ("first", "stop"))


def kept_file(paths: Sequence[Path]) -> Path:
    """Return where the index of what lies below some paths is kept."""
    name = "\n".join(sorted(os.path.abspath(path) for path in paths))
    return cache_folder() / f"index-{hashlib.sha256(os.fsencode(name)).hexdigest()[:24]}"


def save_index(index: Index, path: Path) -> None:
    """Keep an index in a file, replacing the one that was there.

    Raises:
        OSError: It could not be written; the old one is still there.
    """
    index = index.compacted()
    if not index.segments or not index.tables:
        return
    words = "\n".join(index.vocabulary.words[1 : index.tables[0].stop]).encode("utf-8", "surrogatepass")
    arrays = list(_arrays(index.segments[0], index.tables[0]))
    header = {
        "format": _FORMAT,
        "documents": [_fingerprint(document) if document else None for document in index.documents],
        "words": len(words),
        "arrays": [[array.dtype.str, len(array)] for array in arrays],
    }
    line = json.dumps(header).encode() + b"\n"
    checksum = zlib.crc32(words, zlib.crc32(line))
    for array in arrays:
        checksum = zlib.crc32(array.data, checksum)
    pieces = [b"%08x %b" % (checksum, line), words, *(array.data for array in arrays)]
    write_whole(path, _aligned(pieces))


def load_index(path: Path, documents: Sequence[Document]) -> Index | None:
    """Return the index kept in a file for these documents, or None where there is none that fits.

    Documents that have come since are indexed, those that have gone are left out.
    """
    try:
        if not path.is_file():
            return None
        with path.open("rb") as file:
            line = file.readline(_LONGEST_HEADER)
            data = memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
        header = json.loads(line[_CHECKSUM:])
        if header["format"] != _FORMAT:
            return None
        index = _read(header, data, line)
        with contextlib.suppress(OSError):
            os.utime(path)
    except (OSError, ValueError, KeyError, TypeError, IndexError, OverflowError, RecursionError):
        return None
    return _fitted(index, header["documents"], documents)


def open_index(
    documents: Sequence[Document],
    paths: Sequence[Path],
    report: Callable[[int], None] = lambda count: None,
    should_stop: Callable[[], bool] = lambda: False,
) -> Index:
    """Return the index of a collection, kept from before or made now; a large one is kept for the next time.

    Args:
        documents: What to index.
        paths: What was opened, which names the collection.
        report: Called with the number of documents done.
        should_stop: Asked after each document; when it says so, what has been indexed so far is returned.
    """
    path = kept_file(paths) if paths else None
    index = load_index(path, documents) if path else None
    if index is not None and len(index.segments) == 1:
        return index
    if index is None:
        index = index_documents(documents, report, should_stop)
    if path and len(index.ids) == len(documents):
        keep_index(index, path)
    return index


def keep_index(index: Index, path: Path) -> None:
    """Keep an index for the next run where that is worth while and can be done."""
    if index.tokens >= WORTH_KEEPING:
        with contextlib.suppress(OSError):
            _drop_old(path.parent)
            save_index(index, path)


def _drop_old(folder: Path) -> None:
    """Delete kept indexes that have not been used for three months."""
    with contextlib.suppress(OSError):
        for path in folder.glob("index-*"):
            with contextlib.suppress(OSError):
                if path.stat().st_mtime < time.time() - _OLD:
                    path.unlink()


def _arrays(segment: Segment, table: WordTable) -> Iterator[np.ndarray[Any, Any]]:
    """Yield all arrays in the order of the file."""
    for owner, names in ((segment, _SEGMENT_ARRAYS), (segment.passages, _PASSAGE_ARRAYS), (table, _TABLE_ARRAYS)):
        for name in names:
            yield np.ascontiguousarray(getattr(owner, name))


def _aligned(pieces: Sequence[Any]) -> Iterator[Any]:
    """Yield pieces with zeros between, so that each begins where an array may."""
    for piece in pieces:
        yield piece
        yield bytes(-memoryview(piece).nbytes % _ALIGNMENT)


def _read(header: Any, data: memoryview, line: bytes) -> Index:
    """Return the index of a file without its documents.

    Raises:
        ValueError: The file is not what its first line says.
    """
    at = len(line) + -len(line) % _ALIGNMENT
    words = data[at : at + header["words"]]
    checksum = zlib.crc32(words, zlib.crc32(line[_CHECKSUM:]))
    at += header["words"] + -header["words"] % _ALIGNMENT
    arrays = []
    for kind, length in header["arrays"]:
        array = np.frombuffer(data, dtype=np.dtype(kind), count=length, offset=at)
        checksum = zlib.crc32(array.data, checksum)
        arrays.append(array)
        at += array.nbytes + -array.nbytes % _ALIGNMENT
    if at != len(data) or checksum != int(line[:_CHECKSUM], 16):
        raise ValueError("a damaged file")
    vocabulary = Vocabulary(str(words, "utf-8", "surrogatepass").split("\n"))
    of_segment, arrays = arrays[: len(_SEGMENT_ARRAYS)], arrays[len(_SEGMENT_ARRAYS) :]
    passages = Passages(*arrays[: len(_PASSAGE_ARRAYS)])
    table = WordTable(1, len(vocabulary), *arrays[len(_PASSAGE_ARRAYS) :])
    return Index(vocabulary, (table,), (Segment(passages, *of_segment),))


def _fitted(index: Index, kept: Sequence[Any], documents: Sequence[Document]) -> Index:
    """Return an index with its documents: those kept that are still there, and the new ones."""
    at_hand: dict[tuple[Any, ...], list[Document]] = {}
    for document in reversed(documents):
        at_hand.setdefault(tuple(_fingerprint(document)), []).append(document)
    found: list[Document | None] = []
    for each in kept:
        same = at_hand.get(tuple(each)) if each else None
        found.append(same.pop() if same else None)
    known = {id(document) for document in found}
    gone = np.array([number for number, document in enumerate(found) if document is None], dtype=np.uint32)
    segments = tuple(segment.without(gone) for segment in index.segments)
    index = replace(index, segments=segments, documents=tuple(found))
    new = [document for document in documents if id(document) not in known]
    return index.adding(new) if new else index


def _fingerprint(document: Document) -> list[Any]:
    """Return what must be equal for the kept passages to be those of a document."""
    return [document.id, document.sha256, len(document.text), len(document.blocks)]
