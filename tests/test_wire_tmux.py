"""What a real tmux shows of frames written as they are and of the same frames sent as differences.

`capture-pane` of tmux 3.3 leaves out what was erased in a background behind the last character of a row, so where
the wire erases so, what tmux draws on a terminal of its own is looked at instead.
"""

import shlex
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Self

import pytest

from tests.drawn import ORDINARY, Canvas, FullScreen, FullStream, Look
from tests.private_tmux import PATIENCE, PrivateTmux, TerminalOf, needs_tmux
from tui.app.driver import split
from tui.terminal.wire import Wire

COLUMNS, ROWS = 80, 24
CHARACTERS = [*ORDINARY, "😀"]
START = "\x1bc\x1b[?7l"
"""Empties the pane and switches automatic wrapping off, as Textual does."""

pytestmark = needs_tmux


class Pane:
    """A window that shows what is written into a pipe."""

    def __init__(self, server: PrivateTmux, folder: Path, name: str) -> None:
        """Open the window."""
        self._server, self._name, self._pipe = server, name, folder / name
        self._marks = 0
        subprocess.run(["mkfifo", str(self._pipe)], check=True)
        server.run("new-window", "-d", "-n", name, f"stty raw -echo; exec cat <>{shlex.quote(str(self._pipe))}")
        self._end = self._pipe.open("wb", buffering=0)

    def __enter__(self) -> Self:
        """Return the pane."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the pipe; the server ends the window."""
        self._end.close()

    def write(self, data: str) -> None:
        """Write something and wait until tmux has drawn it."""
        self._marks += 1
        # The title that comes behind it tells.
        mark = f"mark {self._marks}"
        self._end.write(f"{data}\x1b]2;{mark}\x1b\\".encode())
        deadline = time.monotonic() + PATIENCE
        while self._server.run("display-message", "-t", f":{self._name}", "-p", "#{pane_title}") != mark:
            assert time.monotonic() < deadline

    def captured(self) -> list[list[Look]]:
        """Return what tmux says the cells are."""
        saved = self._pipe.with_suffix(".captured")
        self._server.run("capture-pane", "-e", "-N", "-b", "seen", "-t", f":{self._name}")
        self._server.run("save-buffer", "-b", "seen", str(saved))
        # tmux writes double underlines and overlines in the newer way.
        lines = saved.read_text(encoding="utf-8").replace("4:2", "21").replace("5:3", "53").split("\n")
        return _drawn("".join(f"\x1b[{y + 1};1H{line}" for y, line in enumerate(lines[:ROWS])).encode())

    def shown(self, client: TerminalOf) -> list[list[Look]]:
        """Return what tmux draws on a terminal of its own."""
        self._server.run("select-window", "-t", f":{self._name}")
        client.read(0.05)
        client.received = b""
        self._server.run("refresh-client", "-t", self._server.run("list-clients", "-F", "#{client_name}"))
        return _drawn(client.read(0.15))


def _drawn(data: bytes) -> list[list[Look]]:
    screen = FullScreen(COLUMNS, ROWS)
    FullStream(screen).feed(data)
    return screen.looks()


@pytest.fixture
def server(tmp_path: Path) -> Iterator[PrivateTmux]:
    with PrivateTmux(tmp_path, "set -g default-terminal tmux-256color", "set -g status off") as running:
        yield running


@pytest.fixture
def panes(server: PrivateTmux, tmp_path: Path) -> Iterator[tuple[Pane, Pane]]:
    with Pane(server, tmp_path, "plain") as plain, Pane(server, tmp_path, "thin") as thin:
        yield plain, thin


def _frames(seed: int, has_bce: bool) -> Iterator[tuple[str, str]]:
    wire = Wire(COLUMNS, ROWS, split, has_bce)
    # Without wrapping, tmux puts a mark that follows the last column upon the last but one.
    has_marks = seed % 2
    characters = CHARACTERS if has_marks else [each for each in CHARACTERS if len(each) == 1]
    canvas = Canvas(Random(seed), COLUMNS - has_marks, ROWS, characters)
    start = START
    for _ in range(6):
        frame = canvas.frame()
        wire.take(frame)
        yield start + frame.replace("\n", "\r\n"), start + wire.flush()
        start = ""


def unlike(one: list[list[Look]], other: list[list[Look]]) -> list[tuple[int, int, Look, Look]]:
    """Return the row, the column and both looks of each cell that looks different."""
    rows = enumerate(zip(one, other, strict=True))
    return [(y, x, *pair) for y, both in rows for x, pair in enumerate(zip(*both, strict=True)) if pair[0] != pair[1]]


@pytest.mark.parametrize("seed", range(8))
def test_tmux_has_the_same_cells_and_styles(panes: tuple[Pane, Pane], seed: int) -> None:
    plain, thin = panes
    for as_it_is, sent in _frames(seed, has_bce=False):
        plain.write(as_it_is)
        thin.write(sent)
        assert unlike(plain.captured(), thin.captured()) == []


def test_tmux_draws_the_same_where_backgrounds_are_erased(server: PrivateTmux, panes: tuple[Pane, Pane]) -> None:
    plain, thin = panes
    client = server.attach()
    for seed in range(8, 18):
        for as_it_is, sent in _frames(seed, has_bce=True):
            plain.write(as_it_is)
            thin.write(sent)
        expected = plain.shown(client)
        assert any(look[0] != " " for row in expected for look in row)
        assert unlike(expected, thin.shown(client)) == []
