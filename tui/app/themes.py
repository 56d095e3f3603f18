"""The program's own themes: quiet, readable, and alike in 256 colours."""

from textual.theme import Theme

# The colours stand in the 256-colour cube or its grey ramp, so that nothing shifts where
# a terminal has no more of them.
DARK = Theme(
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
        "quiet": "#8a8a8a",
        "sentence": "#303030",
        "list-cursor": "#3a3a3a",
        "hit": "#5f5f00",
        "hit-current": "#ffd75f",
        "hit-current-text": "#1c1c1c",
        "selection": "#005f87",
    },
)
LIGHT = Theme(
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
        "quiet": "#767676",
        "sentence": "#eeeeee",
        "list-cursor": "#d0d0d0",
        "hit": "#ffffaf",
        "hit-current": "#ffaf00",
        "hit-current-text": "#000000",
        "selection": "#afd7ff",
    },
)
THEMES = (DARK, LIGHT)
"""Registered beside Textual's own."""
