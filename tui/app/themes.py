"""The program's own themes: quiet, readable, and alike in 256 colours; others for terminals with fewer.

Every role has its colours and its attributes (bold, underline, reverse), so that no role is told by its colour
alone. Variables whose names end in ``-style`` are values of ``text-style``.
"""

from dataclasses import replace

from textual.theme import Theme

_STYLES = {
    "sentence-style": "none",
    "partner-style": "none",
    "hit-style": "bold",
    "hit-current-style": "bold underline",
    "selection-style": "not bold not underline",
    "shared-style": "underline",
    "changed-style": "bold",
    "moved-style": "italic",
    "note-style": "italic",
    "emphasis-style": "italic",
    "pair-style": "none",
    "list-cursor-style": "none",
    "list-cursor-focus-style": "bold",
    "hit-cursor-style": "none",
    "lit-style": "bold",
    "share-3-style": "none",
    "share-4-style": "bold",
    "bar-style": "none",
    "notice-style": "bold",
    "prompt-style": "none",
    "key-style": "bold",
    "input-cursor-text-style": "none",
    "block-cursor-text-style": "bold",
    "block-cursor-blurred-text-style": "none",
}
"""The attributes where there are colours enough."""


def _plain(theme: Theme) -> Theme:
    """Return a theme in which what Textual would blend is a colour of the theme's own too.

    Textual's mixing of shades shifts even those colours that it should leave alone.
    """
    own = {
        name: str(getattr(theme, name))
        for name in "primary secondary accent foreground background surface panel warning error success".split()
    }
    given = theme.variables
    made = {
        "text": own["foreground"],
        "text-muted": given["quiet"],
        "text-disabled": given["quiet"],
        "border": own["primary"],
        "border-blurred": given["quiet"],
        "block-cursor-foreground": own["background"],
        "block-cursor-background": own["primary"],
        "block-cursor-blurred-foreground": own["background"],
        "block-cursor-blurred-background": own["primary"],
        "block-hover-background": given["list-cursor"],
        "input-cursor-foreground": own["background"],
        "input-cursor-background": own["foreground"],
        "input-selection-foreground": own["foreground"],
        "input-selection-background": given["selection"],
        "scrollbar": given["quiet"],
        "scrollbar-hover": given["quiet"],
        "scrollbar-active": given["quiet"],
        "scrollbar-background": own["panel"],
        "scrollbar-background-hover": own["panel"],
        "scrollbar-background-active": own["panel"],
        "scrollbar-corner-color": own["panel"],
    }
    return replace(theme, variables={**_STYLES, **own, **made, **given})


# The colours stand in the 256-colour cube or its grey ramp, so that nothing shifts where
# a terminal has no more of them.
DARK = _plain(
    Theme(
        name="statements-dark",
        primary="#87afd7",
        secondary="#afaf87",
        accent="#ffaf5f",
        foreground="#d0d0d0",
        background="#1c1c1c",
        surface="#262626",
        panel="#303030",
        warning="#d7af5f",
        error="#ff8787",
        success="#87af87",
        dark=True,
        variables={
            "quiet": "#949494",
            "sentence": "#303030",
            "list-cursor": "#3a3a3a",
            "hit": "#5f5f00",
            "hit-text": "transparent",
            "hit-current": "#ffd75f",
            "hit-current-text": "#1c1c1c",
            "selection": "#005f87",
            "selection-text": "#d0d0d0",
            "shared": "#005f5f",
            "shared-text": "transparent",
            "pair-0": "#87d7ff",
            "pair-1": "#ffaf5f",
            "pair-2": "#afd787",
            "pair-3": "#ffafd7",
            "pair-4": "#d7d787",
            "pair-5": "#afafff",
            "share-1": "#303030",
            "share-2": "#444444",
            "share-3": "#005f87",
            "share-4": "#0087af",
            "share-4-text": "transparent",
        },
    )
)
LIGHT = _plain(
    Theme(
        name="statements-light",
        primary="#005f87",
        secondary="#5f5f00",
        accent="#af5f00",
        foreground="#303030",
        background="#ffffff",
        surface="#eeeeee",
        panel="#e4e4e4",
        warning="#875f00",
        error="#af0000",
        success="#005f00",
        dark=False,
        variables={
            "quiet": "#626262",
            "sentence": "#eeeeee",
            "list-cursor": "#d0d0d0",
            "hit": "#ffff87",
            "hit-text": "transparent",
            "hit-current": "#ffaf00",
            "hit-current-text": "#1c1c1c",
            "selection": "#afd7ff",
            "selection-text": "#303030",
            "shared": "#d7ffd7",
            "shared-text": "transparent",
            "pair-0": "#005faf",
            "pair-1": "#af5f00",
            "pair-2": "#5f8700",
            "pair-3": "#af005f",
            "pair-4": "#875f00",
            "pair-5": "#5f5faf",
            "share-1": "#eeeeee",
            "share-2": "#d7d7ff",
            "share-3": "#afd7ff",
            "share-4": "#87afff",
            "share-4-text": "transparent",
        },
    )
)
THEMES = (DARK, LIGHT)
"""Registered beside Textual's own."""

# The terminal's own palette may be light or dark and nobody knows which: words are in its own colours, in magenta
# and red, which can be read on both, or in a pair of colours that brings its background along.
_NAMED = {
    **_STYLES,
    "ansi-background": "ansi_default",
    "ansi-foreground": "ansi_default",
    "quiet": "ansi_default",
    "sentence": "transparent",
    "sentence-style": "bold",
    "partner-style": "bold",
    "list-cursor": "transparent",
    "list-cursor-style": "bold",
    "list-cursor-focus-style": "reverse",
    "hit-cursor-style": "reverse",
    "lit-style": "bold underline",
    "hit": "ansi_yellow",
    "hit-text": "ansi_black",
    "hit-style": "not bold",
    "hit-current": "ansi_magenta",
    "hit-current-text": "ansi_white",
    "selection": "ansi_blue",
    "selection-text": "ansi_white",
    "selection-style": "not underline",
    "shared": "ansi_cyan",
    "shared-text": "ansi_black",
    "shared-style": "not bold underline",
    "changed-style": "not bold reverse",
    "moved-style": "underline",
    "note-style": "none",
    "emphasis-style": "underline",
    **{f"pair-{number}": ("ansi_default", "ansi_magenta")[number % 2] for number in range(6)},
    "pair-style": "bold",
    **{f"share-{step}": "transparent" for step in (1, 2, 3)},
    "share-3-style": "bold",
    "share-4": "ansi_cyan",
    "share-4-text": "ansi_black",
    "share-4-style": "underline",
    "bar-style": "reverse",
    "notice-style": "bold reverse",
    "prompt-style": "bold",
    "border-blurred": "ansi_default",
    "scrollbar": "ansi_default",
    "scrollbar-hover": "ansi_default",
    "scrollbar-active": "ansi_default",
    "scrollbar-background": "ansi_default",
    "scrollbar-background-hover": "ansi_default",
    "scrollbar-background-active": "ansi_default",
    "input-cursor-foreground": "ansi_default",
    "input-cursor-background": "ansi_default",
    "input-cursor-text-style": "reverse",
    "input-selection-foreground": "ansi_white",
    "input-selection-background": "ansi_blue",
    "block-cursor-foreground": "ansi_black",
    "block-cursor-background": "ansi_white",
    "block-cursor-blurred-foreground": "ansi_black",
    "block-cursor-blurred-background": "ansi_white",
    "block-hover-background": "ansi_default",
}
# Bold, underline and reverse have eight combinations, and each is one role: bold the current sentence, underlined
# what is shared or emphasised, reverse what was changed, bold and reverse the selection, underlined and reverse a
# hit, all three the current hit.
_UNCOLOURED = {
    **_NAMED,
    "hit-style": "not bold underline reverse",
    "hit-current-style": "bold underline reverse",
    "selection-style": "bold reverse not underline",
    "shared-style": "underline",
    "share-4-style": "bold underline",
}


def _named(name: str, variables: dict[str, str], is_dark: bool) -> Theme:
    """Return a theme of named colours, which follow the terminal's own palette."""
    own = "ansi_default"
    is_coloured = variables is not _UNCOLOURED
    return Theme(
        name=name,
        ansi=True,
        primary=own,
        secondary=own,
        accent="ansi_magenta" if is_coloured else own,
        foreground=own,
        background=own,
        surface=own,
        panel=own,
        warning=own,
        error="ansi_red" if is_coloured else own,
        success=own,
        dark=is_dark,
        variables=variables,
    )


def themes_for(colours: int, has_italics: bool = True) -> tuple[Theme, Theme]:
    """Return the dark and the light theme for a terminal; the names are the same for all of them.

    Args:
        colours: How many the terminal has; 0 for one without.
        has_italics: Whether it shows italics as such.
    """
    if colours < 256:
        variables = _NAMED if colours else _UNCOLOURED
        return _named(DARK.name, variables, is_dark=True), _named(LIGHT.name, variables, is_dark=False)
    return THEMES if has_italics else (_upright(DARK), _upright(LIGHT))


def _upright(theme: Theme) -> Theme:
    """Return a theme without italics."""
    styles = {"note-style": "none", "emphasis-style": "underline", "moved-style": "underline"}
    return replace(theme, variables={**theme.variables, **styles})


def defaults_for(theme: Theme) -> dict[str, str]:
    """Return the variables of ours for a theme that does not know them."""
    if theme.ansi:
        return _NAMED
    return dict((DARK if theme.dark else LIGHT).variables)
