"""Paths with all links followed, and which of them lie below others."""

import os
from collections.abc import Iterable
from pathlib import Path


def real_paths(paths: Iterable[Path]) -> tuple[str, ...]:
    """Return paths with all links in them followed."""
    return tuple(os.path.realpath(path) for path in paths)


def is_below(path: str, roots: Iterable[str]) -> bool:
    """Tell whether a path is one of some others, or below one; links in all of them are followed already."""
    return any(path == root or path.startswith(root.rstrip(os.sep) + os.sep) for root in roots)
