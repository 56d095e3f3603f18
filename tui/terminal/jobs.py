"""Job control: whether there is a shell that would go on while the program is stopped (POSIX 2.2.2, 11.1.3)."""

import os
import re
from pathlib import Path

_LONGEST_LINE = 64
"""Ancestors that are looked at; nobody has as many."""


def has_shell() -> bool:
    """Tell whether somebody of this session can bring a stopped program back.

    Without one, as where `ssh` or tmux started the program itself, it would stay stopped for ever.
    """
    group, session, pid = os.getpgrp(), os.getsid(0), os.getppid()
    for _ in range(_LONGEST_LINE):
        try:
            if os.getsid(pid) != session:
                return False
            if os.getpgid(pid) != group:
                return True
        except OSError:
            return False
        pid = _parent_of(pid)
    return False


def _parent_of(pid: int) -> int:
    """Return the number of a process's parent; 0, which is nobody's, where that cannot be told."""
    try:
        found = re.search(r"\) \S (\d+)", Path(f"/proc/{pid}/stat").read_text("utf-8", "replace"))
    except OSError:
        return 0
    return int(found[1]) if found else 0
