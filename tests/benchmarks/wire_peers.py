"""The programs whose bytes are counted: how each is started, and the keys by which it does what the others do.

`less` runs with `--incsearch`, so that it answers each letter of a search as the program does. frogmouth and hike
come from PyPI into environments of their own below the cache folder, at first use; neither searches in a text.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks.common import OURS, less_program

OURS_NAME, PLAIN_NAME, LESS_NAME = "ours", "plain", "less"
PEERS = ("frogmouth", "hike")
"""Programs from PyPI, by the names of package and command alike."""
ZEN = "z"
"""Key of the one column of text, in the program."""

_INSTALLING = 600

Keys = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Opening:
    """How another text is opened."""

    keys: Keys
    """Keys that open it."""
    leading: tuple[Keys, ...] = ()
    """Keys before them, with time to take effect after each group."""


@dataclass(frozen=True, slots=True)
class Program:
    """A program with texts to open and its keys, by the names `tests.terminal` has for them."""

    name: str
    """What the table calls it."""
    command: Keys
    """How it is started."""
    top: str
    """Goes to the start of the text."""
    end: str
    """Goes to the end of the text."""
    openings: tuple[Opening, ...]
    """One for each text after the first."""
    to_text: Keys = ()
    """Keys that put the focus into the text after the start."""
    search: Keys = ()
    """Keys that open the field of a search over the text; none where there is no search."""
    line: str = "j"
    """Scrolls one line down."""
    page: str = "space"
    """Scrolls one page down."""


def ours(statements: Sequence[Path], name: str = OURS_NAME, options: Keys = ()) -> Program:
    """Return the program itself."""
    command = (*OURS, "open", *options, str(statements[0].parent)) if options else (*OURS, str(statements[0].parent))
    openings = (Opening(("]",)),) * (len(statements) - 1)
    return Program(name, command, "g", "G", openings, ("tab",), ("s",))


def variants(statements: Sequence[Path]) -> list[Program]:
    """Return the program as it starts by itself, and with the differ switched off."""
    return [ours(statements), ours(statements, PLAIN_NAME, ("--wire", "plain"))]


def less(wrapped: Sequence[Path]) -> Program:
    """Return the pager over texts wrapped before."""
    program, first = less_program(wrapped[0])
    command = (program, "--incsearch", first, *map(str, wrapped[1:]))
    return Program(LESS_NAME, command, "g", "G", (Opening((":", "n")),) * (len(wrapped) - 1), search=("/",))


def installed_peers(markdown: Sequence[Path]) -> list[Program]:
    """Return the peers from PyPI that are there or can be had; a word is printed for each that cannot."""
    ready = [(name, _installed(name)) for name in PEERS]
    return [_peer(name, program, markdown) for name, program in ready if program]


def _peer(name: str, program: Path, markdown: Sequence[Path]) -> Program:
    # The field holds the path before it in the one, the slash where it has the focus in the other.
    openings = tuple(Opening(("enter",), (("/",), ("ctrl+u",), tuple(str(path)))) for path in markdown[1:])
    return Program(name, (str(program), str(markdown[0])), "home", "end", openings)


def _installed(name: str) -> Path | None:
    cache = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    folder = Path(cache, "statement-browser-benchmarks", name)
    program, ready = folder / "bin" / name, folder / ".ready"
    if ready.exists():
        return program
    print(f"Installing {name} into {folder}", file=sys.stderr)
    pip = (str(folder / "bin" / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", name)
    try:
        for command in ((sys.executable, "-m", "venv", "--clear", str(folder)), pip):
            subprocess.run(command, check=True, capture_output=True, text=True, timeout=_INSTALLING)
    except (OSError, subprocess.SubprocessError) as problem:
        shutil.rmtree(folder, ignore_errors=True)
        said = getattr(problem, "stderr", None) or str(problem)
        print(f"{name} is left out, PyPI does not give it: {said.strip().splitlines()[-1]}", file=sys.stderr)
        return None
    ready.touch()
    return program
