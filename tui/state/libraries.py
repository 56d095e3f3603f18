"""What each library looked like when it was left."""

import hashlib
import os
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from tui.library import Order
from tui.state.files import Tell, read_kept
from tui.storage import state_folder
from tui.text import visible

_MAX_BYTES = 256 * 1024
_LONGEST_FILTER = 500


@dataclass(frozen=True, slots=True)
class LibraryState:
    """A library as it was left."""

    document: str | None = None
    """Id of the document that was open."""
    order: Order = Order.FILE
    """How it was sorted."""
    filter: str = ""
    """What the list was narrowed by."""
    has_sidebar: bool = True
    """Whether the list was shown."""
    is_reading: bool = False
    """Whether the text had the keys, and not the list."""
    is_zen: bool = False
    """Whether nothing but the text was shown."""


def library_file(paths: Sequence[Path]) -> Path:
    """Return the file for the library of some paths; none stands for the sample statements."""
    whole = b"\0".join(os.fsencode(os.path.realpath(path)) for path in paths)
    return state_folder() / "libraries" / f"{hashlib.sha256(whole).hexdigest()[:32]}.json"


def load_library_state(paths: Sequence[Path], tell: Tell) -> LibraryState | None:
    """Return how the library of some paths was left, if that is known.

    Args:
        paths: Files and folders as they are opened.
        tell: Hears what was wrong with what was kept.
    """
    fields = read_kept(library_file(paths), _MAX_BYTES, tell)
    return None if fields is None else _state_of(fields)


def _state_of(fields: Mapping[str, Any]) -> LibraryState:
    """Return what the fields say; what makes no sense is as at the first time."""
    document, order, narrowed = fields.get("document"), fields.get("order"), fields.get("filter")
    is_fit = isinstance(narrowed, str) and len(narrowed) <= _LONGEST_FILTER and visible(narrowed) == narrowed
    return LibraryState(
        document=document if isinstance(document, str) else None,
        order=next((known for known in Order if known.name.lower() == order), Order.FILE),
        filter=narrowed if isinstance(narrowed, str) and is_fit else "",
        has_sidebar=fields.get("has_sidebar") is not False,
        is_reading=fields.get("is_reading") is True,
        is_zen=fields.get("is_zen") is True,
    )


def kept_fields(paths: Sequence[Path], state: LibraryState) -> Mapping[str, Any]:
    """Return what is kept of a library."""
    names = [os.path.abspath(path) for path in paths]
    return {"paths": names, **asdict(state), "order": state.order.name.lower()}
