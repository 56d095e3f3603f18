"""Where the reader of each document was: a small file for each, so that no program can lose another's."""

import hashlib
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tui.places import Place, describe_place, place_of
from tui.state.files import Tell, begin_afresh, read_kept
from tui.storage import state_folder

_MAX_BYTES = 64 * 1024


def place_file(path: Path) -> Path:
    """Return the file for the place in a document.

    Args:
        path: The document's file, by whatever name.
    """
    return state_folder() / "places" / f"{_name_of(path)}.json"


def _name_of(path: Path) -> str:
    return hashlib.sha256(os.fsencode(os.path.realpath(path))).hexdigest()[:32]


def load_place(path: Path, tell: Tell) -> Place | None:
    """Return the place kept for the document of a file, if there is one.

    Args:
        path: The document's file.
        tell: Hears what was wrong with what was kept.
    """
    file = place_file(path)
    fields = read_kept(file, _MAX_BYTES, tell)
    place = place_of(fields)
    if fields is not None and place is None:
        begin_afresh(file, "its file makes no sense", tell)
    return place


def kept_fields(path: Path, place: Place) -> Mapping[str, Any]:
    """Return what is kept of a place in the document of a file."""
    return {"path": os.path.abspath(path), **describe_place(place)}
