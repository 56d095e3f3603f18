"""Keys that come in one burst, as over a slow line: each has its effect before the next, and none ends the program."""

import random
import re
import time
from pathlib import Path

import pytest

from tests.e2e.program import started
from tests.survival.leaving import leave
from tests.terminal import Terminal

_READING = "para. 1 of "
_PATIENCE = 30.0
_KEYS = [
    *["enter", "escape"] * 20,
    *["ctrl+p", "s", "/", "o", "O", "C", "Q", "V", "?", ":", "z", "i", "*", "v", "y", "n", "N", "c", "S", "S", "a"] * 3,
    *["tab", "up", "down", "space", "pageup", "pagedown", "left", "right", "backspace", "ctrl+o", "ctrl+up"] * 3,
    *"abdefghjklmprtuwxABDEFGHIJKLMPRTUWX0123456789[](){}<>,.;+-=~#",
]
"""Every key there is, those that open and close screens more often than others."""


def _opened(tmp_path: Path) -> Terminal:
    return started(tmp_path, env={"XDG_CACHE_HOME": str(tmp_path / "cache")})


@pytest.mark.parametrize(
    ("keys", "sight"),
    [
        # The first search of a run takes a moment to be ready, and may open the best of what is indexed by then.
        (("s", *"sanctions", "enter", "n"), r"'sanctions' [2-6]/6"),
        (("s", *"sanctions", "enter", "escape"), "passages in"),
        (("tab", ":", *"next paragraph", "enter", "escape"), "para. 2 of "),
        (("ctrl+p", *"keys", "down", "up", "escape"), _READING),
        (("ctrl+p", *"change the theme", "enter", *"nord", "enter", "ctrl+p", *"change the th", "enter"), "● nord"),
        (("/", *"bochkov", "enter", "tab", "/", *"sanctions", "enter", "n"), r"'sanctions' [2-6]/"),
        (("c", *"bochkov", "enter", "escape"), "document 1 of 5"),
    ],
    ids=["search, read and go on", "search, read and go back", "palette", "palette left", "theme", "filter", "compare"],
)
def test_each_key_of_a_burst_has_its_effect(keys: tuple[str, ...], sight: str, tmp_path: Path) -> None:
    with _opened(tmp_path) as terminal:
        terminal.wait_for("document 1 of 5", _PATIENCE)
        terminal.press(*keys)
        terminal.wait_for(lambda text: re.search(sight, text) is not None, _PATIENCE)
        leave(terminal)


@pytest.mark.parametrize("seed", range(2))
def test_no_burst_of_keys_ends_the_program(seed: int, tmp_path: Path) -> None:
    chance = random.Random(seed)
    with _opened(tmp_path) as terminal:
        terminal.wait_for("document 1 of 5", _PATIENCE)
        pressed: list[list[str]] = []
        for _ in range(40):
            pressed.append(chance.choices(_KEYS, k=chance.randint(1, 6)))
            terminal.press(*pressed[-1])
            time.sleep(chance.choice((0, 0.02, 0.1, 0.2)))
            assert terminal.returncode is None, f"{terminal.screen_text()}\n{pressed}"
        terminal.settle(1.0, 3 * _PATIENCE)
        assert terminal.returncode is None, f"{terminal.screen_text()}\n{pressed}"
        leave(terminal)
