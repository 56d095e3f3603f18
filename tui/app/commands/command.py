"""What a command is, and how its keys are written."""

from dataclasses import dataclass
from enum import StrEnum


class Scope(StrEnum):
    """Where a command's keys work."""

    READING = "Reading"
    SELECTING = "Selecting"
    LIST = "List of documents"
    PANES = "Library"
    COMPARE = "Two statements"
    SUMMARY = "Summary"
    OVERVIEW = "Overview"
    QUOTES = "Quote book"
    SEARCH = "Search"
    EVERYWHERE = "Everywhere"
    PALETTE = "Palette"


@dataclass(frozen=True, slots=True)
class Command:
    """One command: what it is called, what it does, which keys run it and where."""

    id: str
    """Name for key maps, unique."""
    title: str
    """A few words, for the palette."""
    help: str
    """One sentence, for the help screen."""
    keys: tuple[str, ...]
    """Textual's key names; the first is shown."""
    action: str
    """The Textual action it runs, namespace included where it is not the focused pane's own."""
    scope: Scope
    """Where its keys work."""
    footer: str | None = None
    """One word for the footer, or None to leave it out."""
    key_shown: str | None = None
    """How the key is written, where its name would not do."""
    writes: bool = False
    """Whether it writes to the disk, chooses where things are written, or leads to a shell: not for strangers."""


def command(
    id: str,
    keys: str,
    action: str,
    scope: Scope,
    title: str,
    help: str,
    footer: str | None = None,
    shown: str | None = None,
    writes: bool = False,
) -> Command:
    """Return a command.

    Args:
        id: Its name.
        keys: Textual's key names, spaces between them.
        action: What it runs.
        scope: Where its keys work.
        title: A few words.
        help: One sentence.
        footer: One word for the footer, or None.
        shown: How its keys are written there, where the first key's name would not do.
        writes: Whether it writes to the disk, chooses where things are written, or leads to a shell.
    """
    return Command(id, title, help, tuple(keys.split()), action, scope, footer, shown, writes)


_NAMES = {
    "right_parenthesis": ")",
    "left_parenthesis": "(",
    "right_curly_bracket": "}",
    "left_curly_bracket": "{",
    "right_square_bracket": "]",
    "left_square_bracket": "[",
    "slash": "/",
    "asterisk": "*",
    "backslash": "\\",
    "question_mark": "?",
    "full_stop": ".",
    "comma": ",",
    "colon": ":",
    "plus": "+",
    "minus": "-",
    "equals_sign": "=",
    "dollar_sign": "$",
    "underscore": "_",
    "pagedown": "pgdn",
    "pageup": "pgup",
    "down": "↓",
    "up": "↑",
    "right": "→",
    "left": "←",
    "escape": "esc",
}


def key_name(key: str) -> str:
    """Return how a key is written for people: ``)``, ``pgdn``, ``ctrl+d``."""
    *modifiers, last = key.split("+") if key != "+" else ["+"]
    return "+".join([*modifiers, _NAMES.get(last, last)])


def keys_shown(command: Command) -> str:
    """Return all keys of a command, for people."""
    return " ".join(key_name(key) for key in command.keys)
