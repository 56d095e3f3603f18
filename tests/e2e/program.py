"""How the end-to-end tests start the program."""

import os
import sys
from collections.abc import Mapping
from pathlib import Path

from tests.terminal import Terminal

ROOT = Path(__file__).parents[2]
COMMAND = (sys.executable, "-m", "tui")


def environment(state: Path) -> dict[str, str]:
    """Return what the program needs to be the one of this checkout and to leave the home alone."""
    return {
        "PYTHONPATH": str(ROOT),
        "STATEMENTS_STATE": str(state),
        "XDG_DATA_HOME": str(state / "data"),
        "PYTHONDONTWRITEBYTECODE": "1",
    }


def started(
    tmp_path: Path,
    *arguments: str | Path,
    columns: int = 100,
    rows: int = 30,
    env: Mapping[str, str | None] | None = None,
) -> Terminal:
    """Start the program on a pseudo-terminal; without arguments the sample statements open."""
    words = [os.fspath(argument) for argument in arguments]
    surroundings = {**environment(tmp_path / "state"), **(env or {})}
    return Terminal([*COMMAND, *words], columns=columns, rows=rows, env=surroundings, cwd=tmp_path)
