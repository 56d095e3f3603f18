"""``esc`` undoes exactly one layer and never quits."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.app.stage import Stage, opened
from tui.app.screens.compare import CompareScreen
from tui.app.screens.library import LibraryScreen


def _layers(stage: Stage) -> set[str]:
    """Return the names of the layers that lie over the bare library."""
    screen = stage.app.screen
    has: dict[str, Callable[[], bool]] = {
        "screen": lambda: not isinstance(screen, LibraryScreen),
        "find bar": lambda: any(bar.has_class("-open") for bar in screen.query("#find")),
        "filter": lambda: any(bar.has_class("-open") for bar in screen.query("#filter")),
        "hits": lambda: bool(getattr(screen, "view", None) and stage.view.hits),
        "selection": lambda: bool(getattr(screen, "view", None) and stage.view.selection),
    }
    return {name for name, is_so in has.items() if is_so()}


FOUND = ("tab", "/", *"river", "enter")
STORIES = [
    (("/", *"ri"), [{"filter"}, set()]),
    (("/", *"ri", "enter"), [{"filter"}, set()]),
    (FOUND, [{"hits"}, set()]),
    (("tab", "/", *"ri"), [{"find bar", "hits"}, set()]),
    (("/", *"ri", "enter", "g", *FOUND), [{"filter", "hits"}, {"filter"}, set()]),
    ((*FOUND, "drag"), [{"hits", "selection"}, {"hits"}, set()]),
    (("?",), [{"screen"}, set()]),
    (("ctrl+p",), [{"screen"}, set()]),
    (("c",), [{"screen"}, set()]),
    (("c", "enter"), [{"screen"}, set()]),
    (("c", "enter", "?"), [{"screen"}, {"screen"}, set()]),
    (("c", "enter", "/", *"ri", "enter"), [{"screen", "hits"}, {"screen"}, set()]),
    (("c", "enter", "/", *"ri"), [{"screen", "find bar", "hits"}, {"screen"}, set()]),
    (("c", "enter", "/", *"ri", "enter", "drag"), [{"screen", "hits", "selection"}, {"screen", "hits"}, {"screen"}]),
]
"""Keys, and the layers that are there before, and after each ``esc``."""


@pytest.mark.parametrize(("keys", "layers"), STORIES, ids=range(len(STORIES)))
async def test_esc_undoes_one_layer_at_a_time(keys: tuple[str, ...], layers: list[set[str]], folder: Path) -> None:
    async with opened(folder, size=(120, 30)) as stage:
        for key in keys:
            if key == "drag":
                row = next(y for y, line in enumerate(stage.rows) if "Paragraph 1 opens" in line)
                x = stage.rows[row].index("Paragraph 1 opens")
                await stage.drag((x, row), (x + 8, row))
            else:
                await stage.press(key)
        seen = [_layers(stage)]
        for _ in layers[1:]:
            await stage.press("escape")
            seen.append(_layers(stage))
        assert seen == layers


@pytest.mark.parametrize("size", [(100, 30), (30, 8)])
@pytest.mark.parametrize("before", [(), ("tab",), ("?",), ("c", "enter")], ids=["list", "text", "help", "two panes"])
async def test_esc_never_quits(before: tuple[str, ...], size: tuple[int, int], folder: Path) -> None:
    async with opened(folder, size=size) as stage:
        await stage.press(*before, *["escape"] * 6)
        assert stage.app.is_running
        assert stage.app.return_code is None
        assert isinstance(stage.app.screen, LibraryScreen)
        assert stage.app.focused is not None, "some pane has the keys"


async def test_esc_from_two_panes_returns_to_the_same_place(folder: Path) -> None:
    async with opened(folder) as stage:
        await stage.press("tab", "}", "}", ")")
        place, sentence, title = stage.status, stage.sentence, stage.title
        await stage.press("c", "enter")
        assert isinstance(stage.app.screen, CompareScreen)
        await stage.press("}", "tab", ")", "escape")
        assert (stage.status, stage.sentence, stage.title) == (place, sentence, title)
        assert stage.app.focused is stage.view


async def test_esc_in_the_chooser_chooses_nothing(folder: Path) -> None:
    async with opened(folder) as stage:
        await stage.press("c", *"harb", "escape")
        assert isinstance(stage.app.screen, LibraryScreen)
        assert stage.title == "The Long River"


async def test_q_leaves_the_program_from_every_pane(folder: Path) -> None:
    for before in ((), ("tab",), ("?",), ("c", "enter")):
        async with opened(folder) as stage:
            await stage.press(*before)
            await stage.pilot.press("q")
            assert stage.app.return_code == 0
