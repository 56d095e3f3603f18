"""The files of the state folder: what does not make sense is set aside and said, and a fresh one is begun."""

import os
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

from tui.storage import set_aside, write_whole

VERSION = 1
"""Of all these files; one of another version is set aside."""

_AFRESH = "what was remembered is begun afresh"
_SENSELESS = "its file makes no sense"

Kept = TypeVar("Kept")
Tell = Callable[[str], object]
"""Takes a notice for the person."""


def ignore(notice: str) -> None:
    """Say nothing."""


def read_kept(path: Path, max_bytes: int, tell: Tell) -> Mapping[str, Any] | None:
    """Return the fields that a file holds; None where there is none, or none that makes sense.

    Args:
        path: The file.
        max_bytes: A larger one makes no sense.
        tell: Hears where it was set aside, and why.
    """
    found = _found(path)
    kept = read_or_set_aside(path, max_bytes, tell, dict)
    if kept is not None and kept.get("version", VERSION) != VERSION:
        begin_afresh(path, "its file is of another version of the program", tell, found)
        return None
    return kept


def read_or_set_aside(path: Path, max_bytes: int, tell: Tell, kind: type[Kept]) -> Kept | None:
    """Return what a file holds; None where there is none, or where it was set aside since it makes no sense.

    Args:
        path: The file.
        max_bytes: A larger one makes no sense.
        tell: Hears where it was set aside, and why.
        kind: What it should hold.
    """
    found = _found(path)
    if found is None:
        return None
    kept, problem = _read(path, max_bytes)
    if isinstance(kept, kind):
        return kept
    begin_afresh(path, problem, tell, found)
    return None


def _found(path: Path) -> os.stat_result | None:
    """Return what stands in the place of a file, links not followed; None where nothing does."""
    try:
        return os.lstat(path)
    except OSError:
        return None


def _read(path: Path, max_bytes: int) -> tuple[Any, str]:
    """Return what a file holds, and what is wrong with it where it is not what it should be."""
    import json

    from tui.documents.reading import read_bytes
    from tui.errors import UnreadableFileError

    try:
        return json.loads(read_bytes(path, max_bytes)), _SENSELESS
    except UnreadableFileError as error:
        return None, f"its file could not be read ({error})"
    except (ValueError, RecursionError):
        return None, _SENSELESS


def begin_afresh(path: Path, problem: str, tell: Tell, found: os.stat_result | None = None) -> None:
    """Set a file aside and say so.

    Args:
        path: The file.
        problem: What is wrong with it: a clause.
        tell: Hears where it is now.
        found: What stood there when it was read; what has taken its place since is left alone.
    """
    try:
        aside = set_aside(path, found)
    except OSError as error:
        tell(f"{_short(path)} is not used, as {problem}, and cannot be set aside: {error.strerror or error}")
        return
    if aside is not None:
        tell(f"{_AFRESH}, as {problem}; the old file is now {_short(aside)}")


def joined(notices: Sequence[str]) -> str:
    """Return notices as one, in which several files that were set aside are told of together."""
    aside = [notice for notice in notices if notice.startswith(_AFRESH)]
    if len(aside) < 2:
        return "; ".join(notices)
    others = [notice for notice in notices if not notice.startswith(_AFRESH)]
    whole = f"{_AFRESH}, as {len(aside)} files make no sense or are of another version; they end in .set-aside now"
    return "; ".join([whole, *others])


def _short(path: Path) -> str:
    """Return how a file below the state folder is called for people."""
    folder = path.parent.name
    return f"{folder}/{path.name}" if folder in ("places", "libraries") else path.name


def write_kept(path: Path, fields: Mapping[str, Any]) -> None:
    """Write the fields of a file, whole or not at all.

    Raises:
        OSError: It could not be written; the old one is still there.
    """
    import json

    whole = {"version": VERSION, **fields}
    write_whole(path, (json.dumps(whole, indent=1) + "\n").encode())
