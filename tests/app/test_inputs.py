"""While something is typed, every letter belongs to the input and none runs a command."""

import string
from pathlib import Path

import pytest
from textual.widgets import Input, TextArea

from tests.app.stage import Stage, opened
from tui.app.commands import COMMANDS

LETTERS = "".join(sorted({key for command in COMMANDS for key in command.keys if len(key) == 1}))
"""Every letter that is a key of some command."""
SIGNS = "?:()[]{}.,+-=_/\\ "

_BOOK = ("tab", "y", ")", "y", "Q")

INPUTS = {
    "filter": ("/",),
    "find": ("tab", "/"),
    "find in two panes": ("c", "enter", "/"),
    "chooser": ("c",),
    "filter of the quotes": (*_BOOK, "/"),
    "note": (*_BOOK, "a"),
    "file of the export": (*_BOOK, "e", "enter", "ctrl+u"),
    "template": (*_BOOK, "S", "G", "enter", "ctrl+u"),
    "quotation": ("V",),
}


def _typed(stage: Stage) -> str:
    focused = stage.app.focused
    assert isinstance(focused, Input | TextArea)
    return focused.value if isinstance(focused, Input) else focused.text


def _surroundings(stage: Stage) -> tuple[object, ...]:
    """Return everything that a command would change, but what the input itself is for."""
    panes = [pane for pane in stage.app.screen.query("DocumentView")]
    return (
        stage.app.screen,
        stage.app.focused,
        stage.app.library.order,
        [pane.id for pane in panes],
        [(getattr(pane, "measure", None), getattr(pane, "is_folded", None)) for pane in panes],
        stage.copied,
        stage.app.theme,
        stage.app.style,
        stage.kept if stage.app.taken else [],
    )


@pytest.mark.parametrize("name", INPUTS)
async def test_letters_typed_into_an_input_run_no_command(name: str, folder: Path) -> None:
    async with opened(folder, size=(120, 30)) as stage:
        await stage.press(*INPUTS[name])
        before = _surroundings(stage)
        assert isinstance(stage.app.focused, Input | TextArea)
        await stage.type(LETTERS + SIGNS)
        assert stage.app.is_running
        assert _typed(stage) == LETTERS + SIGNS
        assert _surroundings(stage) == before


@pytest.mark.parametrize("name", INPUTS)
async def test_an_input_takes_the_letters_of_other_languages(name: str, folder: Path) -> None:
    async with opened(folder, size=(120, 30)) as stage:
        await stage.press(*INPUTS[name])
        await stage.paste("Україна 你好 é")
        assert isinstance(stage.app.focused, Input | TextArea)
        assert _typed(stage) == "Україна 你好 é"


async def test_pasted_line_breaks_and_control_characters_do_not_break_the_screen(folder: Path) -> None:
    async with opened(folder) as stage:
        await stage.press("/")
        await stage.paste("har\x1b[31m\x07\u202e")
        assert "\x1b" not in stage.text
        assert "\x07" not in stage.text
        assert "\u202e" not in stage.text


async def test_help_key_without_a_letter_works_while_typing(folder: Path) -> None:
    async with opened(folder) as stage:
        await stage.press("/", "h", "f1")
        assert "Scroll one line down." in stage.text or "Move to the next document" in stage.text
        await stage.press("escape")
        assert isinstance(stage.app.focused, Input | TextArea)
        assert _typed(stage) == "h"


async def test_tab_leaves_the_filter_for_the_text_and_keeps_it(folder: Path) -> None:
    async with opened(folder) as stage:
        await stage.press("/", *"harb", "tab")
        assert stage.app.focused is stage.view
        assert "1 of 5 documents" in stage.status
        await stage.press(")")
        assert stage.sentence == "Ships wait outside."


def test_commands_have_letters_to_be_typed() -> None:
    assert set("qycfovQV") <= set(LETTERS) <= set(string.ascii_letters + string.digits)
