"""How many colours the terminal has, and lines that keep to them."""

import os
from collections.abc import Sequence
from functools import lru_cache
from typing import Literal

from rich.color import Color, ColorType
from rich.color_triplet import ColorTriplet
from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from textual.color import Color as Background
from textual.filter import LineFilter, Monochrome, NoColor

from tui.app.remembering import Remembering
from tui.app.themes import defaults_for, themes_for
from tui.terminal.appearance import count_colours, has_italics, is_light
from tui.terminal.capabilities import drawn_on

ALL = 1 << 24
"""As many colours as there are."""
_BLACK, _WHITE = Color.from_ansi(0), Color.from_ansi(7)
_STEPS = (0, 95, 135, 175, 215, 255)
_PALETTE = {
    **{
        ColorTriplet(red, green, blue): 16 + number
        for number, (red, green, blue) in enumerate((r, g, b) for r in _STEPS for g in _STEPS for b in _STEPS)
    },
    **{ColorTriplet(8 + 10 * step, 8 + 10 * step, 8 + 10 * step): 232 + step for step in range(24)},
}
"""The numbers of xterm's cube of colours and of its greys, which do not follow the terminal's own palette."""


class Coloured(Remembering):
    """An application that keeps to the colours its terminal has, light or dark, few or none."""

    _lines_in_colours: "LinesInColours | None" = None

    def take_colours(self, colours: int | None = None) -> None:
        """Take the theme that was chosen before, or else the one that fits the terminal.

        Args:
            colours: How many the terminal has, 0 for one without; None to go by what is known of it.
        """
        known = _terminal_colours() if colours is None else colours
        if known is not None:
            self._lines_in_colours = LinesInColours(known)
            self.console = _console_for(known, self.console)
            if known < 256:
                for name in self.available_themes:
                    self.unregister_theme(name)
        self.no_color = known == 0
        dark, light = themes_for(ALL if known is None else known, has_italics(os.environ))
        self.register_theme(dark)
        self.register_theme(light)
        wanted = self._preferences.theme
        fitting = light if is_light(os.environ) else dark
        self.theme = wanted if wanted in self.available_themes else fitting.name

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Return what keeps lines to the colours; Textual's own makes greys, even where ``NO_COLOR`` is empty."""
        filters = [line for line in super().get_line_filters() if not isinstance(line, Monochrome | NoColor)]
        return filters if self._lines_in_colours is None else [*filters, self._lines_in_colours]

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Return our own colours for themes that do not know them."""
        return defaults_for(self.current_theme)


def _terminal_colours() -> int | None:
    """Return how many colours the terminal has that is drawn on; None where it is no terminal."""
    return None if drawn_on() is None else count_colours(os.environ)


def _console_for(colours: int, console: Console) -> Console:
    """Return a console that writes as many colours as the terminal has.

    Rich knows fewer terminals by their names, and looks at the standard error, which may be no terminal.

    Args:
        colours: How many the terminal has.
        console: The one that Textual made.
    """
    system: Literal["truecolor", "256", "standard"] = (
        "truecolor" if colours >= ALL else "256" if colours >= 256 else "standard"
    )
    if console.color_system == system:
        return console
    return Console(
        color_system=system,
        file=console.file,
        highlight=False,
        emoji=False,
        legacy_windows=False,
        force_terminal=True,
        safe_box=False,
    )


class LinesInColours(LineFilter):
    """Lines in the colours of the terminal, each told in as few bytes as there are."""

    def __init__(self, colours: int) -> None:
        """Make the filter for a terminal with so many colours, 0 for none."""
        super().__init__()
        self._colours = colours
        self._recolour = _reduced if colours < 256 else _numbered

    def apply(self, segments: list[Segment], background: Background) -> list[Segment]:
        """Return the segments as they are to be written."""
        recolour, colours = self._recolour, self._colours
        return [Segment(text, style and recolour(style, colours), control) for text, style, control in segments]


@lru_cache(8192)
def _numbered(style: Style, colours: int) -> Style:
    """Return a style whose colours have numbers wherever that is the same colour, or there is no other."""
    return style + Style.from_color(_number(style.color, colours), _number(style.bgcolor, colours))


def _number(colour: Color | None, colours: int) -> Color | None:
    if colour is None or colour.triplet is None:
        return None
    number = _PALETTE.get(colour.triplet)
    if number is None and colours < ALL:
        number = _nearest(colour.triplet)
    return colour if number is None else Color.from_ansi(number)


@lru_cache
def _nearest(triplet: ColorTriplet) -> int:
    """Return the number of the colour nearest to another one, by the squares of the differences."""
    return min((sum((a - b) ** 2 for a, b in zip(triplet, own, strict=True)), _PALETTE[own]) for own in _PALETTE)[1]


@lru_cache(8192)
def _reduced(style: Style, colours: int) -> Style:
    """Return a style with the colours that are left of it; dim is none, since many terminals cannot show it.

    Black on white becomes reverse: lists of options know no other cursor than one of two colours.
    """
    is_reverse = (style.color, style.bgcolor) == (_BLACK, _WHITE)
    color, bgcolor = (None, None) if is_reverse else (style.color, style.bgcolor)
    return Style(
        color=_named(color, colours),
        bgcolor=_named(bgcolor, colours),
        bold=style.bold,
        italic=style.italic,
        underline=style.underline,
        reverse=style.reverse or is_reverse,
        strike=style.strike,
        link=style.link,
        meta=style.meta or None,
    )


def _named(colour: Color | None, colours: int) -> Color | None:
    """Return a colour if it is a named one; None stands for the terminal's own."""
    if colour is None or colour.type is not ColorType.STANDARD or colour.number is None or not colours:
        return None
    return Color.from_ansi(colour.number % colours)
