"""Preferences that outlive a run; a broken or unwritable file costs the preferences, never the program."""

import contextlib
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from tui.storage import state_folder, write_whole
from tui.text import visible

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


def load_preferences() -> Preferences:
    """Return the preferences kept; defaults where there are none or they make no sense."""
    kept = _read_json(preferences_file(), _MAX_BYTES)
    if not isinstance(kept, dict):
        return Preferences()
    theme, measure = kept.get("theme"), kept.get("measure")
    style, route = kept.get("style"), kept.get("route")
    return Preferences(
        theme=theme if isinstance(theme, str) else None,
        measure=measure if isinstance(measure, int) and 20 <= measure <= 200 else DEFAULT_MEASURE,
        style=style if isinstance(style, str) and style else "plain",
        route=route if isinstance(route, str) and route else "auto",
    )


def _read_json(path: Path, max_bytes: int) -> Any:
    """Return what a file of ours holds, or None where it cannot be read or makes no sense."""
    from tui.documents.reading import read_bytes
    from tui.errors import UnreadableFileError

    try:
        text = read_bytes(path, max_bytes)
    except (UnreadableFileError, RuntimeError):
        return None
    import json

    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def save_preferences(preferences: Preferences) -> None:
    """Keep the preferences; where nothing can be written they last for this run."""
    import json

    with contextlib.suppress(OSError, RuntimeError):
        write_whole(preferences_file(), (json.dumps(asdict(preferences), indent=1) + "\n").encode())


MOST_QUERIES = 200
"""Earlier queries that are kept."""
_LONGEST_QUERY = 4000
_MOST_QUERY_BYTES = 4 * 1024 * 1024


def queries_file() -> Path:
    """Return where earlier queries are kept."""
    return state_folder() / "queries.json"


def load_queries() -> list[str]:
    """Return the queries kept, the latest last; none where the file makes no sense."""
    kept = _read_json(queries_file(), _MOST_QUERY_BYTES)
    if not isinstance(kept, list):
        return []
    return [query for query in kept if isinstance(query, str) and _is_fit(query)][-MOST_QUERIES:]


def _is_fit(query: str) -> bool:
    """Tell whether a query may be kept: not endlessly long, and nothing in it that steers a terminal."""
    return len(query) <= _LONGEST_QUERY and visible(query) == query


def save_query(query: str) -> list[str]:
    """Keep a query as the latest one and return all that are kept.

    The file is read anew before, so that two programs do not lose each other's queries.
    """
    import json

    if not _is_fit(query):
        return load_queries()
    queries = [*(known for known in load_queries() if known != query), query][-MOST_QUERIES:]
    with contextlib.suppress(OSError, RuntimeError):
        write_whole(
            queries_file(), (json.dumps(queries, indent=1, ensure_ascii=False) + "\n").encode("utf-8", "replace")
        )
    return queries
