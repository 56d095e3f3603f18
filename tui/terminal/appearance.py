"""What the variables tell of the terminal itself: its name, its colours, its characters."""

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tui.terminal.tmux import Tmux


def count_colours(environ: Mapping[str, str]) -> int:
    """Return how many colours the variables promise: 0 with NO_COLOR or a terminal without them."""
    term = environ.get("TERM", "")
    if environ.get("NO_COLOR") or term in ("", "dumb") or re.match(r"vt\d", term):
        return 0
    if environ.get("COLORTERM") in ("truecolor", "24bit") or term.endswith(("-direct", "-truecolor")):
        return 1 << 24
    if "256color" in term or re.match(r"(xterm-)?(kitty|ghostty)|alacritty|foot|wezterm|contour", term):
        return 256
    return 16 if term.endswith("16color") else 8


def is_light(environ: Mapping[str, str]) -> bool:
    """Tell whether the terminal says that its background is light, as rxvt, Konsole and others do in COLORFGBG.

    The last field is the number of the background among the sixteen colours; 7 and 9 to 15 are light.
    """
    background = environ.get("COLORFGBG", "").rpartition(";")[2]
    return background in ("7", "9", "10", "11", "12", "13", "14", "15")


def has_italics(environ: Mapping[str, str]) -> bool:
    """Tell whether italics are shown as such: GNU screen, and tmux inside it, show them in reverse."""
    return not environ.get("STY")


_NAMES = {
    "LC_TERMINAL": "",
    "KITTY_WINDOW_ID": "kitty",
    "ALACRITTY_WINDOW_ID": "alacritty",
    "WEZTERM_PANE": "WezTerm",
    "WT_SESSION": "Windows Terminal",
    "KONSOLE_VERSION": "Konsole",
    "TERM_PROGRAM": "",
    "XTERM_VERSION": "",
    "VTE_VERSION": "VTE",
}
"""Variables that terminals set, and what they mean; "" where they hold the name. iTerm2 sends the first over SSH."""
_TERMS = ("xterm-kitty", "xterm-ghostty", "alacritty", "foot", "wezterm", "st-", "rxvt-unicode", "mlterm", "linux")


def name_terminal(variables: Mapping[str, str], tmux: "Tmux | None", environ: Mapping[str, str]) -> str:
    """Return what the terminal calls itself, or is called by variables; "" where nothing tells."""
    if tmux is not None and tmux.client_type:
        return tmux.client_type
    for variable, name in _NAMES.items():
        value = variables.get(variable)
        if value and value not in ("tmux", "screen"):
            return name or value
    term = tmux.client_term if tmux is not None and tmux.client_term else environ.get("TERM", "")
    return term.removeprefix("xterm-") if term.startswith(_TERMS) else ""


def find_locale(environ: Mapping[str, str]) -> str:
    """Return the locale that holds for characters."""
    return next((environ[name] for name in ("LC_ALL", "LC_CTYPE", "LANG") if environ.get(name)), "")
