"""Frames of the real program look the same through the wire: in pyte, and in a real tmux."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.benchmarks.frames import Answer, record, replay
from tests.private_tmux import PrivateTmux, needs_tmux
from tests.test_wire_tmux import COLUMNS, ROWS, START, Pane, unlike
from tui.app.driver import split
from tui.terminal.stream import UPDATE_ENDS
from tui.terminal.wire import Wire

_SMALL = "] tab j j space b s".split()


def _named(keys: list[str]) -> list[tuple[str, str]]:
    return [(key, key) for key in keys]


@pytest.mark.parametrize("colours", [{}, {"COLORTERM": "truecolor"}])
def test_the_program_looks_the_same_through_the_wire(colours: dict[str, str | None]) -> None:
    answers = record(_named([*_SMALL, *"peace", "down", "enter", "?"]), variables=colours)
    for has_bce in (True, False):
        figures = list(replay(answers, has_bce, draws=True))
        assert [figure for figure in figures if figure.unlike] == []
        assert sum(figure.thin for figure in figures) < sum(figure.plain for figure in figures) / 3


@pytest.fixture(scope="module")
def answers() -> list[Answer]:
    return record(_named(_SMALL), columns=COLUMNS, rows=ROWS)


@pytest.fixture
def panes(tmp_path: Path) -> Iterator[tuple[Pane, Pane]]:
    settings = ("set -g default-terminal tmux-256color", "set -g status off")
    with (
        PrivateTmux(tmp_path, *settings) as server,
        Pane(server, tmp_path, "plain") as plain,
        Pane(server, tmp_path, "thin") as thin,
    ):
        yield plain, thin


@needs_tmux
def test_the_program_looks_the_same_in_tmux(panes: tuple[Pane, Pane], answers: list[Answer]) -> None:
    plain, thin = panes
    wire = Wire(COLUMNS, ROWS, split)
    for pane in panes:
        pane.write(START)
    for answer in answers:
        for frame in answer.data.split(UPDATE_ENDS):
            wire.take(frame + UPDATE_ENDS)
            plain.write(frame.replace("\n", "\r\n"))
            thin.write(wire.flush())
        assert unlike(plain.captured(), thin.captured()) == [], answer.what
