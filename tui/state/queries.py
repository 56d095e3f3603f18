"""Earlier queries, kept from run to run."""

import contextlib
from pathlib import Path

from tui.state.files import Tell, ignore, read_or_set_aside
from tui.storage import locked, state_folder, write_whole
from tui.text import visible

MOST_QUERIES = 200
"""Earlier queries that are kept."""
_LONGEST_QUERY = 4000
_MAX_BYTES = 4 * 1024 * 1024


def queries_file() -> Path:
    """Return where earlier queries are kept."""
    return state_folder() / "queries.json"


def load_queries(tell: Tell = ignore) -> list[str]:
    """Return the queries kept, the latest last; none where the file makes no sense.

    Args:
        tell: Hears what was wrong with what was kept.
    """
    kept = read_or_set_aside(queries_file(), _MAX_BYTES, tell, list)
    return [query for query in kept or () if isinstance(query, str) and _is_fit(query)][-MOST_QUERIES:]


def _is_fit(query: str) -> bool:
    """Tell whether a query may be kept: not endlessly long, and nothing in it that steers a terminal."""
    return len(query) <= _LONGEST_QUERY and visible(query) == query


def save_query(query: str) -> list[str]:
    """Keep a query as the latest one and return all that are kept.

    The file is read anew before, so that two programs do not lose each other's queries.
    """
    if not _is_fit(query):
        return load_queries()
    with contextlib.suppress(OSError), locked(queries_file().parent):
        queries = _with(query)
        _write(queries)
        return queries
    return _with(query)


def _with(query: str) -> list[str]:
    return [*(known for known in load_queries() if known != query), query][-MOST_QUERIES:]


def _write(queries: list[str]) -> None:
    import json

    write_whole(queries_file(), (json.dumps(queries, indent=1, ensure_ascii=False) + "\n").encode("utf-8", "replace"))
