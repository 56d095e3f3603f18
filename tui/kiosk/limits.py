"""How much of the machine one visitor can take."""

import contextlib
import os
import re
import sys
import threading

MIB = 1 << 20
_RESERVE = 64 * MIB
"""What may be taken beyond the limit to leave the terminal as it was found."""
_FILES = 256
_measure = -1
_STACK = MIB
"""Bytes for the stack of a thread; the usual eight would all count."""


def set_limits(memory: int) -> None:
    """Limit the process from now on: its memory, open files, and that it can make no file grow and leaves no core.

    Args:
        memory: Bytes it may take of its own (heap, stacks of threads, private mappings) beyond what it has already,
            which it may share with others; files that are mapped do not count.
    """
    threading.stack_size(_STACK)
    forbid_files()
    memory += _taken()
    for name, soft, hard in (("RLIMIT_NOFILE", _FILES, _FILES), ("RLIMIT_DATA", memory, memory + _RESERVE)):
        _limit(name, soft, hard)


def forbid_files() -> None:
    """Let this process make no file grow, and leave no core."""
    for name in ("RLIMIT_FSIZE", "RLIMIT_CORE"):
        _limit(name, 0, 0)


def keep_measure() -> None:
    """Keep what tells how much has been taken, for copies of this process that can open nothing any more."""
    global _measure
    with contextlib.suppress(OSError):
        _measure = os.open("/proc/self/status", os.O_RDONLY | os.O_CLOEXEC)


def _taken() -> int:
    """Return the bytes that count for the limit already; 0 where the system does not tell."""
    if _measure < 0:
        keep_measure()
    with contextlib.suppress(OSError):
        found = re.search(rb"^VmData:\s+(\d+) kB$", os.pread(_measure, 1 << 16, 0), re.MULTILINE)
        return int(found[1]) * 1024 if found else 0
    return 0


def open_reserve() -> None:
    """Allow what it takes to end in good order once the memory has run out."""
    if sys.platform != "win32":
        import resource

        hard = resource.getrlimit(resource.RLIMIT_DATA)[1]
        with contextlib.suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_DATA, (hard, hard))


def _limit(name: str, soft: int, hard: int) -> None:
    """Set one limit, but no higher than the one there is."""
    if sys.platform == "win32":
        return
    import resource

    number = getattr(resource, name, None)
    if number is None:
        return
    highest = resource.getrlimit(number)[1]
    if highest != resource.RLIM_INFINITY:
        soft, hard = min(soft, highest), min(hard, highest)
    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(number, (soft, hard))
