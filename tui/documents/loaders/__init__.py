"""Which file becomes a document how: one module a format, chosen by suffix.

A further format is one module with a ``load`` function and one row in :data:`LOADERS`.
"""

from collections.abc import Callable
from pathlib import Path

from tui.documents.loaders import plain
from tui.documents.model import Block, Metadata

Content = tuple[tuple[Block, ...], Metadata]
"""What a loader returns: the blocks and the metadata."""

LOADERS: dict[str, Callable[[bytes], Content]] = {
    ".txt": plain.load,
    ".text": plain.load,
    ".md": plain.load,
    ".markdown": plain.load,
}
"""Suffix, lower case, to the function that turns a file's bytes into content."""


def is_supported(path: Path) -> bool:
    """Tell whether a file of this name is picked up when a folder is walked."""
    return path.suffix.lower() in LOADERS


def load_content(path: Path, data: bytes) -> Content:
    """Return the content of a file's bytes; a file named by hand without a known suffix is read as text.

    Raises:
        UnreadableFileError: The bytes are not what the format needs.
    """
    return LOADERS.get(path.suffix.lower(), plain.load)(data)
