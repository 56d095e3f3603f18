"""Choosing how citations are written and which way copies go."""

from pathlib import Path

import pytest
from textual.widgets import Input, OptionList

from tests.app.stage import Stage, opened, sent
from tests.app.statements import sentence
from tui.app.screens.library import LibraryScreen
from tui.app.screens.pick import AskScreen, PickScreen
from tui.app.widgets.document_view import DocumentView
from tui.quoting.citation import Style
from tui.quoting.clipboard import ROUTES
from tui.state.preferences import load_preferences

WORDS = sentence(1, 0)
DEFAULT = "{text}\\n\\n[{authors}, ]{title}[, {publisher}][, {date}][, {locator}][, {source}]"


def _values(stage: Stage) -> list[str]:
    """Return what can be chosen, by its name."""
    options = stage.app.screen.query_one(OptionList).options
    return [str(option.prompt).removeprefix("●").strip().partition("  ")[0] for option in options]


def _chosen(stage: Stage) -> str:
    """Return what is marked as being in force."""
    options = stage.app.screen.query_one(OptionList).options
    return next(str(option.prompt).removeprefix("● ").partition("  ")[0].strip() for option in options
                if str(option.prompt).startswith("●"))  # fmt: skip


def _on_library(stage: Stage) -> bool:
    return isinstance(stage.app.screen, LibraryScreen)


async def _open_routes(stage: Stage) -> None:
    await stage.app.run_action("app.choose_route")
    await stage.pilot.pause()


# Styles


async def test_all_styles_and_a_template_can_be_chosen_and_the_one_in_force_is_marked(long_file: Path) -> None:
    async with opened(long_file, style="mla") as stage:
        await stage.press("S")
        assert _values(stage) == [*Style, "own template"]
        assert _chosen(stage) == "mla"
        assert "Citation style" in stage.text
        assert stage.app.screen.query_one(OptionList).highlighted == list(Style).index(Style.MLA)


async def test_a_style_is_chosen_with_enter_said_used_and_remembered(long_file: Path) -> None:
    async with opened(long_file) as stage:
        await stage.press("S", "j", "enter")
        assert _on_library(stage)
        assert isinstance(stage.app.focused, DocumentView)
        assert stage.status.startswith("citations: markdown")
        await stage.press("Y")
        assert stage.copied == [f"> {WORDS}\n\n— Ana Castro, *The Long River*, 3 March 2021, para. 1"]
    async with opened(long_file) as stage:
        await stage.press("S")
        assert _chosen(stage) == "markdown"


@pytest.mark.parametrize("key", ["escape", "q"])
async def test_leaving_changes_nothing_and_does_not_quit(key: str, long_file: Path) -> None:
    async with opened(long_file) as stage:
        await stage.press("v", "S", "j", "j", key)
        assert _on_library(stage)
        assert stage.app.is_running
        assert stage.app.style == "plain"
        assert stage.selected == WORDS


@pytest.mark.parametrize(
    ("keys", "style"),
    [("jjk", "markdown"), ("Gk", "csl-json"), ("Ggj", "markdown"), ("kk", "csl-json"), ("jg", "plain")],
)
async def test_the_list_is_moved_in_like_all_others(keys: str, style: str, long_file: Path) -> None:
    async with opened(long_file) as stage:
        await stage.press("S", *keys, "enter")
        assert stage.app.style == style


async def test_a_click_chooses(long_file: Path) -> None:
    async with opened(long_file) as stage:
        await stage.press("S")
        y = next(y for y, row in enumerate(stage.rows) if " apa " in row)
        await stage.click(30, y)
        assert _on_library(stage)
        assert stage.app.style == "apa"


@pytest.mark.parametrize("size", [(60, 20), (40, 10), (200, 50)], ids=str)
async def test_at_every_size_what_is_chosen_is_in_sight(size: tuple[int, int], long_file: Path) -> None:
    async with opened(long_file, size=size) as stage:
        await stage.press("S")
        for name in Style:
            assert any(f" {name} " in row for row in stage.rows), stage.text
            await stage.press("j")
        assert all(len(row) <= size[0] for row in stage.rows)
        await stage.resize(60, 20)
        await stage.press("enter")
        assert "template" in stage.text
        await stage.press("escape")
        assert _on_library(stage)


async def test_keys_typed_ahead_choose_and_copy(long_file: Path) -> None:
    async with opened(long_file) as stage:
        await stage.burst("S", "j", "enter", "Y")
        await stage.until(lambda: bool(stage.copied))
        assert stage.copied[0].startswith(f"> {WORDS}")


async def test_a_style_chosen_in_two_panes_is_said_there(folder: Path) -> None:
    async with opened(folder, size=(120, 30)) as stage:
        await stage.press("c", "enter", "S", "j", "enter")
        assert stage.status.startswith("citations: markdown")
        assert stage.compare.view.has_focus


# A template of one's own


async def _ask(stage: Stage) -> None:
    await stage.press("S", "G", "enter")
    assert isinstance(stage.app.screen, AskScreen)
    assert isinstance(stage.app.focused, Input)


async def test_a_template_begins_with_one_that_works_and_is_used(long_file: Path) -> None:
    async with opened(long_file) as stage:
        await _ask(stage)
        assert stage.app.screen.query_one(Input).value == DEFAULT
        assert "{authors}" in stage.text and "what stands in [ ] goes" in " ".join(stage.text.replace("│", "").split())
        await stage.press("enter", "Y")
        assert stage.copied == [f"{WORDS}\n\nAna Castro, The Long River, 3 March 2021, para. 1"]


async def test_a_template_is_typed_remembered_and_changed(long_file: Path) -> None:
    async with opened(long_file) as stage:
        await _ask(stage)
        await stage.press("ctrl+u")
        await stage.paste("{title}: {text}[ ({publisher})] ({year})")
        await stage.press("enter")
        assert stage.status.startswith("citations: {title}: {text}[ ({publisher})] ({year})")
        await stage.press("Y")
        assert stage.copied == [f"The Long River: {WORDS} (2021)"]
    assert load_preferences().style == "{title}: {text}[ ({publisher})] ({year})"
    async with opened(long_file) as stage:
        await stage.press("S")
        assert _chosen(stage) == "own template"
        await stage.press("enter")
        assert stage.app.screen.query_one(Input).value == "{title}: {text}[ ({publisher})] ({year})"


@pytest.mark.parametrize(
    ("template", "said"),
    [
        ("{text} {autor}", "autor"),
        ("", "a template holds at least one field, such as {text}"),
        ("plain", "a template holds at least one field, such as {text}"),
        ("{text", "{"),
        ("{text} [{title}", "["),
        ("{text!r}", "text!r"),
        ("{text.__class__}", "text.__class__"),
    ],
)
async def test_a_template_that_is_wrong_is_refused_with_the_reason_and_can_be_mended(
    template: str, said: str, long_file: Path
) -> None:
    async with opened(long_file, size=(120, 30)) as stage:
        await _ask(stage)
        await stage.press("ctrl+u")
        await stage.paste(template)
        await stage.press("enter")
        assert isinstance(stage.app.screen, AskScreen)
        hint = str(stage.app.screen.query_one("#hint").render())
        assert said in hint
        assert "\n" not in hint
        await stage.press("ctrl+u")
        await stage.paste("{text}")
        await stage.press("enter")
        assert stage.app.style == "{text}"


async def test_esc_leaves_the_template_and_letters_are_typed(long_file: Path) -> None:
    async with opened(long_file) as stage:
        await _ask(stage)
        await stage.press("end", *"qyQ?")
        assert stage.app.screen.query_one(Input).value == f"{DEFAULT}qyQ?"
        await stage.press("escape")
        assert _on_library(stage)
        assert stage.app.style == "plain"


# Ways to the clipboard


async def test_all_ways_can_be_chosen_from_the_palette(long_file: Path) -> None:
    async with opened(long_file) as stage:
        await stage.press("ctrl+p", *"way to the clip")
        await stage.until(lambda: stage.app.screen.query_one(OptionList).option_count > 0)
        await stage.pilot.pause(0.1)
        await stage.press("enter")
        await stage.until(lambda: isinstance(stage.app.screen, PickScreen))
        await stage.pilot.pause()
        assert _values(stage) == list(ROUTES)
        assert _chosen(stage) == "auto"


async def test_a_way_is_said_used_and_remembered(long_file: Path, tmp_path: Path) -> None:
    async with opened(long_file) as stage:
        await _open_routes(stage)
        await stage.press("G", "enter")
        assert stage.status.startswith("copies go by: file")
        await stage.press("y")
        assert stage.copied == []
        assert (tmp_path / "state" / "clipboard.txt").read_text("utf-8") == WORDS
    async with opened(long_file) as stage:
        await _open_routes(stage)
        assert _chosen(stage) == "file"
        await stage.press("g", "j", "j", "enter", "y")
        assert stage.app.route == "osc52"
        assert stage.status == sent(WORDS)


async def test_leaving_the_ways_changes_nothing(long_file: Path) -> None:
    async with opened(long_file, route="osc52") as stage:
        await _open_routes(stage)
        assert _chosen(stage) == "osc52"
        await stage.press("G", "escape")
        assert stage.app.route == "osc52"
    assert load_preferences().route == "auto"


async def test_a_way_of_the_preferences_that_does_not_exist_marks_none(long_file: Path) -> None:
    async with opened(long_file, route="pigeon") as stage:
        await _open_routes(stage)
        assert "●" not in stage.text
        await stage.press("enter")
        assert stage.app.route == "auto"
