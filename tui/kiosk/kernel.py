"""What the kernel is asked to forbid: new rights, a look into the process, and files that are not named.

Best effort: where a kernel knows no Landlock (Linux 5.13 and later do, where it is switched on), the lock of
`tui.kiosk.lock` stands alone. Numbers are those of linux/landlock.h and linux/prctl.h.
"""

import contextlib
import ctypes
import os
import stat
import struct
import sys
from collections.abc import Iterable, Mapping

_PR_SET_DUMPABLE, _PR_SET_NO_NEW_PRIVS = 4, 38
_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446
"""Numbers of the system calls, the same on all machines but Alpha."""
_VERSION = 1
_PATH_BENEATH = 1
_WRITE_FILE, _READ_FILE, _READ_DIR, _TRUNCATE, _IOCTL_DEV = 1 << 1, 1 << 2, 1 << 3, 1 << 14, 1 << 15
_FILES = {1: 13, 2: 14, 3: 15, 5: 16}
"""How many rights to files there are from a version on; the first of them is to execute."""
_TCP, _TCP_SINCE = 0b11, 4
"""To bind and to connect."""
_SCOPES, _SCOPES_SINCE = 0b11, 6
"""Abstract sockets and signals of others."""
_SYSTEM = (
    "/lib /lib32 /lib64 /usr/lib /usr/lib32 /usr/lib64 /usr/local/lib /usr/libexec /etc/ld.so.cache /etc/localtime"
    " /usr/share/zoneinfo /usr/share/locale"
).split()
"""Shared libraries that are loaded late, and what the C library reads."""


def harden() -> None:
    """Let this process gain no rights any more, and let no other process of the same user look into it."""
    if sys.platform == "linux":
        library = ctypes.CDLL(None, use_errno=True)
        library.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
        library.prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)


def landlock_version() -> int:
    """Return which Landlock the kernel has; 0 for none."""
    if sys.platform != "linux":
        return 0
    return max(0, _call(_CREATE_RULESET, None, 0, _VERSION))


def confine(readable: Iterable[str], writable: Iterable[str]) -> bool:
    """Let this process read only below some paths, write only some files, start no program and open no connection.

    To be called before there is a second thread. It needs :func:`harden` before.

    Args:
        readable: Files and folders, with all below them.
        writable: Files.

    Returns:
        Whether the kernel sees to it.
    """
    version = landlock_version()
    if not version:
        return False
    every = (1 << max(count for since, count in _FILES.items() if since <= version)) - 1
    attributes = struct.pack(
        "=QQQ", every, _TCP if version >= _TCP_SINCE else 0, _SCOPES if version >= _SCOPES_SINCE else 0
    )
    # Older kernels take what they do not know as long as it is zero.
    ruleset = _call(_CREATE_RULESET, attributes, len(attributes), 0)
    if ruleset < 0:
        return False
    try:
        rights = {path: _READ_FILE | _READ_DIR for path in (*_SYSTEM, *readable)}
        rights |= dict.fromkeys(writable, _READ_FILE | _WRITE_FILE | _IOCTL_DEV)
        _allow(ruleset, rights, every)
        return _call(_RESTRICT_SELF, ruleset, 0) == 0
    finally:
        os.close(ruleset)


def _allow(ruleset: int, rights: Mapping[str, int], every: int) -> None:
    """Add a rule for each path there is."""
    for path, wanted in rights.items():
        with contextlib.suppress(OSError):
            descriptor = os.open(path, os.O_PATH | os.O_CLOEXEC)
            try:
                is_folder = stat.S_ISDIR(os.fstat(descriptor).st_mode)
                allowed = wanted & every if is_folder else wanted & every & ~_READ_DIR
                _call(_ADD_RULE, ruleset, _PATH_BENEATH, struct.pack("=Qi", allowed, descriptor), 0)
            finally:
                os.close(descriptor)


def _call(number: int, *arguments: bytes | int | None) -> int:
    """Return what a system call answers; -1 where it fails or there is none."""
    library = ctypes.CDLL(None, use_errno=True)
    given = [argument if not isinstance(argument, int) else ctypes.c_long(argument) for argument in arguments]
    return int(library.syscall(ctypes.c_long(number), *given))
