"""The command palette offers the commands of the table; the theme chosen there is remembered."""

from pathlib import Path

import pytest
from textual.widgets import OptionList

from tests.app.stage import Stage, opened
from tests.app.statements import paragraph, sentence
from tui.app.commands import COMMANDS, Scope, commands_of
from tui.app.screens.palette import PaletteScreen
from tui.app.themes import DARK, LIGHT

_OF_THE_TEXT = {"copy_quote", "copy_cited", "copy_line"}
"""Commands of the text that work from the list too."""


async def _offered(stage: Stage) -> str:
    """Return everything the open palette offers, as text."""
    await stage.until(lambda: stage.app.screen.query_one(OptionList).option_count > 0)
    await stage.pilot.pause(0.1)
    options = stage.app.screen.query_one(OptionList).options
    return "\n".join(str(option.prompt) for option in options)


@pytest.mark.parametrize(
    ("key", "before", "scopes"),
    [
        ("ctrl+p", (), (Scope.LIST, Scope.PANES, Scope.EVERYWHERE, Scope.PALETTE)),
        ("colon", ("tab",), (Scope.READING, Scope.PANES, Scope.EVERYWHERE, Scope.PALETTE)),
        ("ctrl+p", ("c", "enter"), (Scope.READING, Scope.COMPARE, Scope.EVERYWHERE, Scope.PALETTE)),
        ("colon", ("O",), (Scope.OVERVIEW, Scope.EVERYWHERE, Scope.PALETTE)),
        ("colon", ("tab", "y", "Q"), (Scope.QUOTES, Scope.EVERYWHERE, Scope.PALETTE)),
    ],
    ids=["list", "text", "two panes", "overview", "quote book"],
)
async def test_palette_offers_the_commands_that_work_here(
    key: str, before: tuple[str, ...], scopes: tuple[Scope, ...], folder: Path
) -> None:
    async with opened(folder, size=(120, 40)) as stage:
        await stage.press(*before, key)
        assert isinstance(stage.app.screen, PaletteScreen)
        offered = await _offered(stage)
        missing = [command.id for command in commands_of(*scopes) if command.title not in offered]
        assert [name for name in missing if name != "palette"] == []
        borrowed = _OF_THE_TEXT if Scope.LIST in scopes else set()
        beyond = [command.title for command in COMMANDS if command.scope not in scopes and command.id not in borrowed]
        shared = {command.title for command in commands_of(*scopes)}
        assert [title for title in beyond if title not in shared and title in offered.splitlines()] == []


async def test_while_something_is_selected_palette_offers_what_changes_the_selection(folder: Path) -> None:
    async with opened(folder, size=(120, 40)) as stage:
        await stage.press("tab", "v", "colon")
        offered = await _offered(stage)
        assert [command.id for command in commands_of(Scope.SELECTING) if command.title not in offered] == []
        assert "Next sentence" not in offered
        assert "Copy with citation" in offered
        await stage.press(*"extend by a para")
        await _offered(stage)
        await stage.press("enter")
        await stage.until(lambda: stage.selected == paragraph(1))


async def test_a_command_chosen_in_the_palette_runs_where_one_was(folder: Path) -> None:
    async with opened(folder) as stage:
        await stage.press("tab", ":", *"next paragraph")
        await _offered(stage)
        await stage.press("enter")
        await stage.until(lambda: stage.sentence == sentence(2, 0))
        assert stage.app.focused is stage.view


async def test_palette_names_the_keys_of_a_command(folder: Path) -> None:
    async with opened(folder, size=(120, 40)) as stage:
        await stage.press("tab", ":", *"fold furn")
        await _offered(stage)
        assert any("Fold page furniture" in row and " f" in row for row in stage.rows)


async def _choose_theme(stage: Stage, name: str) -> None:
    await stage.press("ctrl+p", *"change the theme")
    await _offered(stage)
    await stage.press("enter")
    await stage.until(lambda: isinstance(stage.app.screen, PaletteScreen))
    await stage.press(*name)
    await _offered(stage)
    await stage.press("enter")
    await stage.until(lambda: stage.app.theme == name)


async def test_a_theme_chosen_in_the_palette_is_remembered(folder: Path) -> None:
    async with opened(folder) as stage:
        assert stage.app.theme == DARK.name
        await _choose_theme(stage, LIGHT.name)
        await stage.pilot.pause()
    async with opened(folder) as stage:
        assert stage.app.theme == LIGHT.name


@pytest.mark.parametrize("name", [DARK.name, LIGHT.name, "nord", "textual-ansi", "dracula"])
async def test_every_theme_lights_hits_sentence_and_selection(name: str, folder: Path) -> None:
    async with opened(folder) as stage:
        if name not in stage.app.available_themes:
            pytest.skip(f"this Textual has no theme {name}")
        stage.app.theme = name
        await stage.press("tab", "/", *"workers", "enter")
        assert stage.lit("document-view--hit-current") == ["workers"]


@pytest.mark.parametrize("kept", ["", "{", '{"theme": 7, "measure": "wide"}', '{"theme": "gone", "measure": -3}'])
async def test_broken_preferences_cost_the_preferences_only(kept: str, folder: Path, tmp_path: Path) -> None:
    (tmp_path / "state").mkdir()
    (tmp_path / "state" / "preferences.json").write_text(kept)
    async with opened(folder) as stage:
        assert stage.app.theme == DARK.name
        assert stage.view.measure == 72


async def test_preferences_that_cannot_be_written_last_for_this_run(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "state").write_text("a file where the folder should be")
    async with opened(folder) as stage:
        stage.app.theme = LIGHT.name
        await stage.pilot.pause()
        assert stage.app.theme == LIGHT.name
        assert stage.app.is_running


async def test_a_command_that_is_clicked_runs(folder: Path) -> None:
    async with opened(folder) as stage:
        await stage.press("tab", ":", *"next paragraph")
        row = next(y for y, text in enumerate(stage.rows) if "Next paragraph" in text)
        await stage.click(stage.rows[row].index("Next paragraph") + 2, row)
        await stage.until(lambda: stage.sentence == sentence(2, 0))


async def test_keys_move_through_the_commands_and_esc_runs_none(folder: Path) -> None:
    async with opened(folder) as stage:
        await stage.press("tab")
        before = stage.sentence
        await stage.press("ctrl+p")
        screen = stage.app.screen
        assert isinstance(screen, PaletteScreen)
        options = screen.query_one(OptionList)
        found = []
        for key in ("down", "ctrl+n", "up", "pagedown", "pageup"):
            await stage.press(key)
            found.append(options.highlighted or 0)
        assert found[:3] == [0, 1, 0] and found[3] > 5 and found[4] < found[3]
        await stage.press("escape", "ctrl+p", "enter")
        screen = stage.app.screen
        assert isinstance(screen, PaletteScreen), "enter alone does nothing"
        await stage.press(*"no such command at all")
        assert screen.listed == () and "nothing found" in stage.text
        await stage.press("enter")
        assert stage.app.screen is screen
        await stage.press("escape")
        assert stage.sentence == before


async def test_what_fits_best_stands_first(folder: Path) -> None:
    async with opened(folder) as stage:
        await stage.press("tab")
        for typed, best in (
            ("help", "help"),
            ("quit", "quit"),
            ("citation style", "style"),
            ("zen", "zen"),
            ("half-remembered", "search"),
        ):
            await stage.press("ctrl+p", *typed)
            assert isinstance(stage.app.screen, PaletteScreen)
            assert stage.app.screen.listed[0].value == best
            await stage.press("escape")
