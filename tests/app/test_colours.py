"""What terminals with many colours, few or none are sent, and that nothing is told by colour alone."""

import itertools
import json
import re
import sys
from collections.abc import AsyncIterator, Iterable, Iterator
from pathlib import Path

import pytest
from rich.color import Color
from rich.segment import Segment
from rich.style import Style
from rich.terminal_theme import DEFAULT_TERMINAL_THEME
from textual.color import Color as Background

from tests.app.stage import Stage, opened
from tests.app.statements import write_folder
from tests.terminal import Terminal
from tui.app.colours import LinesInColours
from tui.app.themes import DARK, LIGHT
from tui.app.widgets.hit_list import HitList

ALL = 1 << 24
_SGR = re.compile(r"\x1b\[([\d;]*)m")
_NUMBERED = re.compile(r"[34]8;5;(\d+)")
_ATTRIBUTES = {"", "0", "1", "3", "4", "7", "22", "23", "24", "27", "39", "49"}
"""SGR parameters that give no colour: attributes on and off, and the way back to the terminal's own colours."""
_EIGHT = _ATTRIBUTES | {str(code) for code in (*range(30, 38), *range(40, 48))}
_ALLOWED = {0: _ATTRIBUTES, 8: _EIGHT, 16: _EIGHT | {str(code) for code in (*range(90, 98), *range(100, 108))}}
"""What a terminal with so many colours may be sent."""
_WORDS = (
    "A first paragraph of some length, so that there is a place to go to.\n\n"
    "We, the undersigned, expect that both sides end the war now and begin talks at once, without conditions."
)
_TOURS: tuple[tuple[tuple[str, ...], ...], ...] = (
    (("tab",), ("/", *"russia"), ("enter", "n"), ("v", ")"), ("y",), ("Q",), ("a", *"note"), ("escape", "escape")),
    (("s", *"sanctions"), ("tab",), ("tab",), ("escape", "escape", "?"), ("escape", "O"), ("escape", "/", *"nat")),
    (("S",), ("end", "enter"), ("escape", "ctrl+p"), (*"theme",), ("escape", "V", *"hello"), ("enter",)),
    (("j", "c"), (*"003", "enter"), ("d",), ("p",), ("enter", "tab"), ("w",), ("i",)),
)
"""Ways through all screens, in steps that are looked at."""


async def _sights(stage: Stage, tour: Iterable[tuple[str, ...]]) -> AsyncIterator[str]:
    """Yield what is written for each step of a tour."""
    yield _written(stage)
    for keys in tour:
        await stage.press(*keys)
        await stage.answered()
        yield _written(stage)


def _written(stage: Stage) -> str:
    return "\n".join(strip.render(stage.app.console) for strip in stage._strips())


def _codes(written: str) -> set[str]:
    """Return the SGR parameters in what is written, a colour's components as one."""
    found: set[str] = set()
    for parameters in _SGR.findall(written):
        found.update(_NUMBERED.findall(parameters))
        found.update(_NUMBERED.sub("", parameters).split(";"))
    return found


def _numbers(written: str) -> set[int]:
    """Return the numbers of the colours in what is written; anything else that gives a colour is a failure."""
    numbers: set[int] = set()
    for parameters in _SGR.findall(written):
        numbers.update(map(int, _NUMBERED.findall(parameters)))
        assert set(_NUMBERED.sub("", parameters).split(";")) <= _ATTRIBUTES, parameters
    return numbers


@pytest.mark.parametrize("tour", _TOURS, ids=range(len(_TOURS)))
@pytest.mark.parametrize("colours", [256, ALL])
@pytest.mark.parametrize("theme", [DARK.name, LIGHT.name])
async def test_256_colours_look_like_truecolour_on_every_screen(
    theme: str, colours: int, tour: Iterable[tuple[str, ...]]
) -> None:
    async with opened(colours=colours) as stage:
        stage.app.theme = theme
        await stage.pilot.pause()
        known = stage.app.theme_variables
        own = {Color.parse(value).triplet for value in known.values() if re.fullmatch("#[0-9a-f]{6}", value)}
        async for written in _sights(stage, tour):
            # The first 22 follow the palettes that people give their terminals.
            assert all(22 <= number <= 255 for number in _numbers(written))
            assert {Color.from_ansi(number).get_truecolor() for number in _numbers(written)} <= own


@pytest.mark.parametrize("tour", _TOURS, ids=range(len(_TOURS)))
@pytest.mark.parametrize("colours", [0, 8, 16])
async def test_few_colours_are_the_terminals_own_and_without_any_none_is_sent(
    colours: int, tour: Iterable[tuple[str, ...]]
) -> None:
    async with opened(colours=colours) as stage:
        async for written in _sights(stage, tour):
            assert _codes(written) <= _ALLOWED[colours]


@pytest.mark.parametrize(
    ("colour", "number"),
    [("#1c1c1c", 234), ("#d0d0d0", 252), ("#d1d2d0", 252), ("#5f87af", 67), ("#6088ae", 67), ("#ff0000", 196)],
)
def test_each_colour_becomes_the_nearest_of_256(colour: str, number: int) -> None:
    style = Style(color=colour, bgcolor=colour, bold=True, meta={"option": 3})
    (segment,) = LinesInColours(256).apply([Segment("x", style)], Background(0, 0, 0))
    assert segment.style == Style(color=f"color({number})", bgcolor=f"color({number})", bold=True, meta={"option": 3})


@pytest.mark.parametrize("theme", ["nord", "textual-light", "dracula"])
async def test_in_textuals_themes_256_colours_are_sent_as_such(theme: str) -> None:
    async with opened(colours=256) as stage:
        stage.app.theme = theme
        await stage.pilot.pause()
        assert len(_numbers(_written(stage))) > 4


def _styles(stage: Stage) -> Iterator[Style]:
    return (segment.style for strip in stage._strips() for segment in strip if segment.style is not None)


_ROLES = (
    (),
    ("sentence",),
    ("hit",),
    ("hit-current",),
    ("selection",),
    ("sentence", "selection"),
    ("hit", "selection"),
    ("shared",),
    ("changed",),
)
"""What a reader must tell apart, as the looks that lie upon another."""
_ALIKE = {
    frozenset({("selection",), ("sentence", "selection")}),
    frozenset({("selection",), ("hit", "selection")}),
    frozenset({("sentence", "selection"), ("hit", "selection")}),
}
"""The selection may cover everything."""
_MARKED = frozenset({(), ("sentence",)})
"""A current sentence or none, which the mark beside the line tells too."""


def _look(stage: Stage, names: tuple[str, ...]) -> Style:
    """Return how characters are drawn with some looks upon them, as it is sent."""
    style = stage.view.rich_style
    for name in names:
        style += stage.view.get_component_rich_style(f"document-view--{name}", partial=True)
    segments = [Segment("x", style)]
    for line_filter in stage.app.get_line_filters():
        segments = line_filter.apply(segments, stage.view.background_colors[1])
    assert segments[0].style is not None
    return segments[0].style


def _attributes(style: Style) -> tuple[bool, bool, bool, bool]:
    return bool(style.bold), bool(style.underline), bool(style.reverse), bool(style.italic)


def _grey(colour: Color | None, is_foreground: bool = False) -> float:
    """Return how light a colour is, from 0 to 255 (ITU-R BT.601)."""
    red, green, blue = (colour or Color.default()).get_truecolor(DEFAULT_TERMINAL_THEME, is_foreground)
    return 0.299 * red + 0.587 * green + 0.114 * blue


@pytest.mark.parametrize("theme", [DARK.name, LIGHT.name])
@pytest.mark.parametrize("colours", [0, 8, 16, 256, ALL])
async def test_what_lies_upon_the_text_is_told_apart_without_hues(colours: int, theme: str) -> None:
    async with opened(colours=colours) as stage:
        stage.app.theme = theme
        await stage.press("tab")
        looks = {names: _look(stage, names) for names in _ROLES}
        for (first, one), (second, other) in itertools.combinations(looks.items(), 2):
            pair = frozenset({first, second})
            if pair in _ALIKE or _attributes(one) != _attributes(other):
                continue
            assert colours, f"{first} looks like {second}"
            backgrounds = abs(_grey(one.bgcolor) - _grey(other.bgcolor))
            words = abs(_grey(one.color, True) - _grey(other.color, True))
            assert max(backgrounds, words) > (8 if pair == _MARKED else 20), f"{first} looks like {second}"


@pytest.mark.parametrize("colours", [0, 16, 256])
async def test_the_current_sentence_has_an_attribute_where_no_mark_stands_beside_it(colours: int) -> None:
    async with opened(colours=colours) as stage:
        await stage.press("tab", "z")
        assert "▌" not in stage.text
        assert _attributes(_look(stage, ("sentence",))) != _attributes(_look(stage, ()))


@pytest.mark.parametrize("colours", [0, 8, 16, 256, ALL])
@pytest.mark.parametrize("theme", [DARK.name, LIGHT.name])
async def test_words_can_be_read_in_every_look(theme: str, colours: int) -> None:
    async with opened(colours=colours) as stage:
        stage.app.theme = theme
        await stage.press("tab")
        for names in (*_ROLES, ("title",), ("quiet",), ("problem",), *((f"pair-{number}",) for number in range(6))):
            style = _look(stage, names)
            assert (style.color is None) == (style.bgcolor is None) or colours < 256
            if style.color is not None and style.bgcolor is not None:
                assert _contrast(style.color, style.bgcolor) >= (4 if colours >= 256 else 3), names
            elif style.color is not None:
                assert style.color.number in (1, 5), "only red and magenta can be read on black and on white"
            else:
                assert style.bgcolor is None, "a background of our own needs words of our own"


def _contrast(first: Color, second: Color) -> float:
    """Return the contrast of two colours (WCAG 2.1, 1.4.3), the named ones as xterm shows them."""
    light, dark = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


_XTERM = ("#000000", "#cd0000", "#00cd00", "#cdcd00", "#0000ee", "#cd00cd", "#00cdcd", "#e5e5e5")


def _luminance(colour: Color) -> float:
    is_named = colour.number is not None and colour.number < 8
    values = (Color.parse(_XTERM[colour.number or 0]) if is_named else colour).get_truecolor()
    red, green, blue = (
        value / 255 / 12.92 if value / 255 <= 0.03928 else ((value / 255 + 0.055) / 1.055) ** 2.4 for value in values
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("colours", [0, 16, 256])
async def test_the_cursor_of_a_list_shows_whether_the_list_has_the_keys(colours: int, folder: Path) -> None:
    async with opened(folder, colours=colours) as stage:
        await stage.press("escape")
        found = []
        for _ in range(2):
            row = next(y for y, text in enumerate(stage.pane_rows(stage.documents)) if "▌" in text)
            style = list(stage._strips()[row].crop(2, 3))[0].style
            assert style is not None
            found.append(_attributes(style))
            await stage.press("tab")
        assert len(set(found)) == 2


@pytest.mark.parametrize("colours", [0, 8, 16, 256])
async def test_found_words_and_the_cursor_stand_out_among_the_hits(colours: int) -> None:
    async with opened(colours=colours) as stage:
        await stage.search_for("sanctions")
        hits = stage.app.screen.query_one(HitList)
        looks: dict[tuple[str, bool], set[tuple[bool, ...]]] = {}
        for strip in stage._strips()[hits.region.y : hits.region.bottom]:
            line = strip.crop(hits.region.x, hits.region.right)
            for segment in line:
                kind = "lit" if segment.text == "sanctions" else "plain" if re.match(r"[\d ]*…", segment.text) else ""
                if segment.style is not None and kind:
                    looks.setdefault((kind, "▌" in line.text), set()).add(_attributes(segment.style))
        assert looks["lit", True].isdisjoint(looks["plain", True])
        assert looks["lit", False].isdisjoint(looks["plain", False])


@pytest.mark.parametrize("colours", [0, 8, 16])
async def test_the_cursor_among_options_is_reverse_and_so_is_the_one_of_an_input(colours: int) -> None:
    async with opened(colours=colours) as stage:
        await stage.press("tab", "S")
        assert any(style.reverse for style in _styles_of(stage, "● plain"))
        assert not any(style.reverse for style in _styles_of(stage, "  chicago"))
        await stage.press("escape", "ctrl+p", "down")
        await stage.until(lambda: "Scroll one line down" in stage.text)
        assert any(style.reverse for style in _styles_of(stage, "Line down"))
        await stage.press("escape", "V", *"xyz")
        await stage.press("left")
        assert any(style.reverse for style in _styles_of(stage, "z"))
        await stage.press("escape", "/", *"xyz")
        await stage.press("left")
        assert any(style.reverse for style in _styles_of(stage, "z"))


def _styles_of(stage: Stage, text: str) -> list[Style]:
    """Return the styles of the segments that hold a text."""
    segments = [segment for strip in stage._strips() for segment in strip]
    return [segment.style for segment in segments if segment.style is not None and text in segment.text]


@pytest.mark.parametrize("colours", [0, 16, 256])
async def test_changed_words_are_told_apart_by_attributes(colours: int, tmp_path: Path) -> None:
    write_folder(tmp_path, {"a.txt": _WORDS, "b.txt": _WORDS.replace("expect", "demand")})
    async with opened(tmp_path, colours=colours, size=(120, 30)) as stage:
        await stage.press("c", "enter")
        await stage.answered()
        await stage.press("d", "}")
        changed = {_attributes(style) for style in _styles_of(stage, "demand")}
        same = {_attributes(style) for style in _styles_of(stage, "undersigned")}
        assert changed and same and changed.isdisjoint(same)


async def test_gnu_screen_is_sent_no_italics(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_folder(tmp_path, {"a.md": "A text with *emphasis* in it.\n"})
    async with opened(tmp_path, colours=256) as stage:
        assert any(style.italic for style in _styles(stage))
    monkeypatch.setenv("STY", "1.pts-0.host")
    async with opened(tmp_path, colours=256) as stage:
        assert not any(style.italic for style in _styles(stage))
        assert any(style.underline for style in _styles_of(stage, "emphasis"))


@pytest.mark.parametrize(
    ("background", "chosen", "theme"),
    [
        ("", None, DARK.name),
        ("15;0", None, DARK.name),
        ("0;15", None, LIGHT.name),
        ("0;default;7", None, LIGHT.name),
        ("0;15", DARK.name, DARK.name),
        ("15;0", LIGHT.name, LIGHT.name),
    ],
)
@pytest.mark.parametrize("colours", [0, 16, 256])
async def test_the_theme_fits_the_background_until_one_is_chosen(
    background: str, chosen: str | None, theme: str, colours: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLORFGBG", background)
    kept = tmp_path / "state" / "preferences.json"
    if chosen:
        kept.parent.mkdir()
        kept.write_text(json.dumps({"theme": chosen}))
    async with opened(colours=colours) as stage:
        assert stage.app.theme == theme
        assert stage.app.current_theme.dark is (theme == DARK.name)
    assert kept.exists() is bool(chosen), "what fits is not what was chosen"


async def test_a_theme_that_needs_more_colours_waits_for_them(tmp_path: Path) -> None:
    kept = tmp_path / "state" / "preferences.json"
    kept.parent.mkdir()
    kept.write_text(json.dumps({"theme": "nord"}))
    async with opened(colours=8) as stage:
        assert stage.app.theme == DARK.name
    async with opened(colours=256) as stage:
        assert stage.app.theme == "nord"


_PLAIN_RUN = ("tab", "/", *"russia", "enter", "n", "v", "}")


@pytest.mark.parametrize(
    ("environ", "colours"),
    [
        ({"NO_COLOR": "1"}, 0),
        ({"NO_COLOR": "1", "COLORTERM": "truecolor"}, 0),
        ({"TERM": "vt100"}, 0),
        ({"TERM": "xterm"}, 8),
        ({"TERM": "xterm-16color"}, 16),
        ({"NO_COLOR": ""}, 256),
        ({"TERM": "alacritty"}, 256),
        ({"COLORTERM": "truecolor"}, ALL),
    ],
    ids=str,
)
def test_a_real_terminal_is_sent_the_colours_its_variables_promise(environ: dict[str, str], colours: int) -> None:
    with Terminal([sys.executable, "-m", "tui"], env=environ) as terminal:
        terminal.wait_for("document 1 of 5")
        for key in _PLAIN_RUN:
            terminal.press(key)
        terminal.wait_for("selected")
        terminal.settle()
        written = terminal.bytes_since().decode()
    assert {"1", "4", "7"} <= _codes(written) or colours >= 256
    if colours >= 256:
        assert len(_numbers(written)) > 6
    else:
        assert _codes(written) <= _ALLOWED[colours]
