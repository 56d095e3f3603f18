"""Where the program keeps its own files, and how it writes them whole or not at all."""

import contextlib
import os
import tempfile
from collections.abc import Iterable
from pathlib import Path

_NAME = "statement-browser"


def state_folder() -> Path:
    """Return the folder for what is remembered between runs.

    ``STATEMENTS_STATE`` overrides the XDG state folder.
    """
    override = os.environ.get("STATEMENTS_STATE")
    if override:
        return Path(override)
    from platformdirs import user_state_path

    return user_state_path(_NAME, appauthor=False)


def cache_folder() -> Path:
    """Return the folder for what can be made again: the XDG cache folder."""
    from platformdirs import user_cache_path

    return user_cache_path(_NAME, appauthor=False)


def write_whole(path: Path, data: bytes | Iterable[bytes | memoryview]) -> None:
    """Write a file so that it is either the old one or the new one at any moment.

    Args:
        path: The file; its folder is made where it is missing.
        data: All of it, or its pieces in order.

    Raises:
        OSError: The file could not be written; the old one is still there.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.writelines([data] if isinstance(data, bytes) else data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(name, path)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(name)
        raise
