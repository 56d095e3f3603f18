"""How much of the machine one visitor can take."""

import contextlib
import sys
import threading

MIB = 1 << 20
_RESERVE = 64 * MIB
"""What may be taken beyond the limit to leave the terminal as it was found."""
_FILES = 256
_STACK = MIB
"""Bytes for the stack of a thread; the usual eight would all count."""


def set_limits(memory: int) -> None:
    """Limit the process from now on: its memory, open files, and that it can make no file grow and leaves no core.

    Args:
        memory: Bytes of its own (heap, stacks of threads, private mappings; files that are mapped do not count).
    """
    threading.stack_size(_STACK)
    for name, soft, hard in (
        ("RLIMIT_FSIZE", 0, 0),
        ("RLIMIT_CORE", 0, 0),
        ("RLIMIT_NOFILE", _FILES, _FILES),
        ("RLIMIT_DATA", memory, memory + _RESERVE),
    ):
        _limit(name, soft, hard)


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
