"""Preferences that outlive a run."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

from tui.state.files import Tell, ignore, read_kept
from tui.storage import state_folder

_MAX_BYTES = 64 * 1024
DEFAULT_MEASURE = 72
"""Columns of the text that are comfortable to read."""


@dataclass(frozen=True, slots=True)
class Preferences:
    """What a person has set."""

    theme: str | None = None
    """Name of the theme, or None for the program's own."""
    measure: int = DEFAULT_MEASURE
    """Columns of the text."""
    style: str = "plain"
    """Name of the citation style, or a template."""
    route: str = "auto"
    """The way to the clipboard."""


def preferences_file() -> Path:
    """Return where the preferences are kept."""
    return state_folder() / "preferences.json"


def load_preferences(tell: Tell = ignore) -> Preferences:
    """Return the preferences kept; defaults where there are none or they make no sense.

    Args:
        tell: Hears what was wrong with what was kept.
    """
    return _preferences_of(read_kept(preferences_file(), _MAX_BYTES, tell) or {})


def _preferences_of(kept: Mapping[str, Any]) -> Preferences:
    theme, measure = kept.get("theme"), kept.get("measure")
    style, route = kept.get("style"), kept.get("route")
    return Preferences(
        theme=theme if isinstance(theme, str) else None,
        measure=measure if isinstance(measure, int) and 20 <= measure <= 200 else DEFAULT_MEASURE,
        style=style if isinstance(style, str) and style else "plain",
        route=route if isinstance(route, str) and route else "auto",
    )


def changes(old: Preferences, new: Preferences) -> dict[str, Any]:
    """Return the fields in which preferences differ, as they are now."""
    return {
        field.name: getattr(new, field.name)
        for field in fields(Preferences)
        if getattr(new, field.name) != getattr(old, field.name)
    }


def changed_preferences(changed: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return what to keep when some fields have changed: another program may have changed others meanwhile."""
    return {**asdict(load_preferences()), **changed}
