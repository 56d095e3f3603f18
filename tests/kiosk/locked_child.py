"""Tries what it is told behind a lock, in a process of its own, since no lock can be opened again.

``python -m tests.kiosk.locked_child KIND FOLDER < table``: KIND is "python", "kernel", "both", "host", or "room" for
all that the program gives up; the table is JSON of
names and statements; what became of each is printed as JSON: "done", or the name of the error.
"""

import json
import os
import sys
from pathlib import Path
from unittest import mock

from tui.cli.kiosk import _host, _lock
from tui.kiosk import host
from tui.kiosk.kernel import confine, harden
from tui.kiosk.lock import close, make_lock


def main() -> None:
    """Lock, try, tell."""
    kind, folder = sys.argv[1], Path(sys.argv[2])
    table: dict[str, str] = json.load(sys.stdin)
    if kind == "host":
        with mock.patch.object(host, "host", lambda *_: _tell(folder, table)):
            _host([folder / "inside"], ".", 512, {"max_bytes": 1})
    if kind == "room":
        _lock([folder / "inside"], 512)
    elif not _close(kind, folder):
        print(json.dumps(None))
        return
    _tell(folder, table)


def _tell(folder: Path, table: dict[str, str]) -> None:
    os.environ["FOLDER"] = str(folder)
    print(json.dumps({name: _try(statement) for name, statement in table.items()}), flush=True)


def _close(kind: str, folder: Path) -> bool:
    """Close one lock or both; tell whether the kernel has one."""
    lock = make_lock([folder / "inside"], "")
    if kind != "python":
        harden()
        if not confine((*lock.library, *lock.code), (os.devnull,)):
            return False
    if kind != "kernel":
        close(lock)
    return True


def _try(statement: str) -> str:
    try:
        exec("import os, sys; folder = os.environ['FOLDER']; " + statement, {})
    except BaseException as error:
        return type(error).__name__
    return "done"


if __name__ == "__main__":
    main()
