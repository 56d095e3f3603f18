"""Preferences that outlive a run; a broken or unwritable file costs the preferences, never the program."""

import contextlib
from dataclasses import asdict, dataclass
from pathlib import Path

from tui.storage import state_folder, write_whole

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


def preferences_file() -> Path:
    """Return where the preferences are kept."""
    return state_folder() / "preferences.json"


def load_preferences() -> Preferences:
    """Return the preferences kept; defaults where there are none or they make no sense."""
    from tui.documents.reading import read_bytes
    from tui.errors import UnreadableFileError

    try:
        text = read_bytes(preferences_file(), _MAX_BYTES)
    except (UnreadableFileError, RuntimeError):
        return Preferences()
    import json

    try:
        kept = json.loads(text)
    except (ValueError, RecursionError):
        return Preferences()
    if not isinstance(kept, dict):
        return Preferences()
    theme, measure = kept.get("theme"), kept.get("measure")
    return Preferences(
        theme=theme if isinstance(theme, str) else None,
        measure=measure if isinstance(measure, int) and 20 <= measure <= 200 else DEFAULT_MEASURE,
    )


def save_preferences(preferences: Preferences) -> None:
    """Keep the preferences; where nothing can be written they last for this run."""
    import json

    with contextlib.suppress(OSError, RuntimeError):
        write_whole(preferences_file(), (json.dumps(asdict(preferences), indent=1) + "\n").encode())
