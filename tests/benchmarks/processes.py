"""What the kernel tells of a process and its children (Linux)."""

import re
from pathlib import Path


def descendants(pid: int) -> list[int]:
    """Return the numbers of a process's children and theirs, the innermost first."""
    tasks = Path(f"/proc/{pid}/task").glob("*/children")
    children = [int(child) for task in tasks for child in _text_of(task).split()]
    return [found for child in children for found in (*descendants(child), child)]


def memory_of(pid: int) -> int:
    """Return the proportional set size of a process in bytes; 0 for one that has ended."""
    found = re.search(r"^Pss:\s+(\d+) kB", _text_of(Path(f"/proc/{pid}/smaps_rollup")), re.MULTILINE)
    return int(found[1]) * 1024 if found else 0


def _text_of(path: Path) -> str:
    try:
        return path.read_text()
    except OSError:
        return ""
