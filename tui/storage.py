"""Where the program keeps its own files, and how it writes them whole or not at all."""

import contextlib
import errno
import os
import stat
import tempfile
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

_NAME = "statement-browser"
_NOWHERE = Path(os.devnull, "no home folder")


def state_folder() -> Path:
    """Return the folder for what is remembered between runs.

    ``STATEMENTS_STATE`` overrides the XDG state folder.
    """
    override = os.environ.get("STATEMENTS_STATE")
    if override:
        return Path(override)
    from platformdirs import user_state_path

    return _in_home(user_state_path)


def data_folder() -> Path:
    """Return the folder for what a person made with the program: the XDG data folder."""
    from platformdirs import user_data_path

    return _in_home(user_data_path)


def cache_folder() -> Path:
    """Return the folder for what can be made again: the XDG cache folder."""
    from platformdirs import user_cache_path

    return _in_home(user_cache_path)


def _in_home(find: Callable[..., Path]) -> Path:
    """Return a folder of ours that platformdirs finds.

    Where nobody says what the home is it raises an error of its own, or finds a folder named ``~`` below wherever the
    program was started. Then it is one in which nothing can ever be made: all else is as with any other full disk.
    """
    try:
        folder = find(_NAME, appauthor=False)
    except RuntimeError:
        return _NOWHERE
    return folder if folder.is_absolute() else _NOWHERE


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


def write_private(path: Path, text: str) -> None:
    """Write a file that only its owner can read, whole or not at all.

    Args:
        path: The file; its folder is made where it is missing. A link in its place is replaced, not followed.
        text: What it will hold, as UTF-8.

    Raises:
        OSError: The file could not be written; the old one is still there.
    """
    # A temporary file is made for its owner alone, and keeps that when it takes the name.
    write_whole(path, text.encode("utf-8", "replace"))


_OLD_ENOUGH = 60.0
"""Seconds after which a temporary file has been left by a program that was killed."""


def remove_leftovers(folder: Path) -> None:
    """Remove what :func:`write_whole` left in a folder where it was killed."""
    with contextlib.suppress(OSError):
        for entry in list(os.scandir(folder)):
            is_ours = entry.name.startswith(".") and ".json-" in entry.name
            if is_ours and time.time() - entry.stat(follow_symlinks=False).st_mtime > _OLD_ENOUGH:
                os.unlink(entry.path)


def set_aside(path: Path, read: os.stat_result | None = None) -> Path | None:
    """Give what stands in the place of a file another name beside it; None where it does not stand there any more.

    Args:
        path: The file.
        read: What was found there (of `os.lstat`); another file that has taken its place since stays.

    Raises:
        OSError: It could not be renamed.
    """
    with locked(path.parent):
        try:
            now = os.lstat(path)
        except FileNotFoundError:
            # Another program was quicker.
            return None
        if read is not None and not os.path.samestat(now, read):
            return None
        number = 1
        while os.path.lexists(aside := path.with_name(f"{path.name}.set-aside-{number}")):
            number += 1
        os.rename(path, aside)
        return aside


_of_thread = threading.local()


@contextlib.contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Let no other program that asks for it change a folder's files meanwhile; the folder is made where it is missing.

    Where nothing can be locked, or another holds it for too long, the body runs all the same. In its body the same
    thread may lock the folder once more, which changes nothing.

    Raises:
        OSError: There is no such folder, and it cannot be made.
    """
    folder.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(folder, os.O_RDONLY | os.O_CLOEXEC)
    held: set[tuple[int, int]] = _of_thread.__dict__.setdefault("held", set())
    status = os.fstat(descriptor)
    folder_id = (status.st_dev, status.st_ino)
    is_outer = folder_id not in held
    try:
        if is_outer:
            _lock(descriptor)
            held.add(folder_id)
        yield
    finally:
        if is_outer:
            held.discard(folder_id)
        os.close(descriptor)


_LOCK_SECONDS = 2.0
_LOCK_PAUSE = 0.005


def append_line(path: Path, line: bytes) -> None:
    """Add one line to the end of a file; when this returns, it is on the disk.

    Several programs may add to one file at once: each line stays whole. A half line that a crash left is closed
    first, so that it spoils nothing but itself.

    Args:
        path: The file; it and its folder are made where they are missing, for their owner alone.
        line: What to add, without a line feed.

    Raises:
        OSError: The line could not be written; what was there before is unchanged.
    """
    is_new = not path.exists()
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    # Without O_NONBLOCK opening a named pipe would wait for its other end.
    flags = os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC | os.O_NONBLOCK
    descriptor = os.open(path, flags, 0o600)
    try:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise OSError(errno.EINVAL, "it is no file")
        is_locked = _lock(descriptor)
        size = os.fstat(descriptor).st_size
        is_torn = size > 0 and os.pread(descriptor, 1, size - 1) != b"\n"
        data = b"\n" * is_torn + line + b"\n"
        try:
            if os.write(descriptor, data) != len(data):
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            os.fsync(descriptor)
        except OSError:
            if is_locked:
                with contextlib.suppress(OSError):
                    os.ftruncate(descriptor, size)
            raise
    finally:
        os.close(descriptor)
    if is_new:
        _sync_folder(path.parent)


def _lock(descriptor: int) -> bool:
    """Wait for the file to be ours alone, but not for ever; tell whether it is.

    Where it cannot be locked, appending is still atomic on the file systems of one machine.
    """
    import fcntl

    deadline = time.monotonic() + _LOCK_SECONDS
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return True
        except BlockingIOError:
            if time.monotonic() > deadline:
                return False
            time.sleep(_LOCK_PAUSE)
        except OSError:
            return False


def _sync_folder(folder: Path) -> None:
    """Put the name of a new file on the disk, too."""
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
