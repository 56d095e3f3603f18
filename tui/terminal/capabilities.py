"""What a terminal can be trusted with when as little as possible is sent to it."""

import re
import sys
from collections.abc import Mapping

SSH_VARIABLES = ("SSH_CONNECTION", "SSH_CLIENT", "SSH_TTY")
"""Set by sshd(8) in what a person starts who has logged in."""
_WITH_BCE = re.compile(
    r"xterm|tmux|rxvt|alacritty|foot|kitty|ghostty|wezterm|contour|konsole|vte|gnome|mlterm|putty|iterm|st(-|$)|linux"
)
_WITHOUT_ERASING = re.compile(r"(dumb|unknown|vt1|vt5\d$|ansi|cons\d|sun|cygwin|hurd|pcansi|wy\d)|$")


def has_bce(environ: Mapping[str, str]) -> bool:
    """Tell whether erasing surely fills with the background that is set (terminfo's bce).

    The database of terminals is not asked: it knows nothing of tmux's, and may lack the terminal's name at a far end.
    """
    if environ.get("TMUX"):
        return True
    return not environ.get("STY") and bool(_WITH_BCE.match(environ.get("TERM", "")))


def is_thin_safe(environ: Mapping[str, str]) -> bool:
    """Tell whether a terminal surely knows scroll regions, inserted lines and erased characters (ECMA-48, VT220)."""
    return not _WITHOUT_ERASING.match(environ.get("TERM", ""))


def holds_escape(environ: Mapping[str, str]) -> bool:
    """Tell whether esc would not arrive before the next key while the mouse is taken, as inside GNU screen (4.9)."""
    return bool(environ.get("STY")) or environ.get("TERM", "").startswith("screen.")


def is_far(environ: Mapping[str, str]) -> bool:
    """Tell whether what a terminal answers has come over an SSH connection: tmux and screen answer on this side."""
    has_multiplexer = environ.get("TMUX") or environ.get("STY")
    return not has_multiplexer and any(environ.get(name) for name in SSH_VARIABLES)


def drawn_on() -> int | None:
    """Return the terminal that is drawn on: the standard output, so that errors may go elsewhere; or None."""
    for stream in (sys.__stdout__, sys.__stderr__):
        if stream is not None and stream.isatty():
            return stream.fileno()
    return None
