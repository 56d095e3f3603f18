"""What is said of a document's blocks beside their text: signs in the gutter, a line above, blocks left out."""

from collections.abc import Mapping
from dataclasses import dataclass, field

GUTTER = 3
"""Cells of the gutter with the signs, where there is one."""


@dataclass(frozen=True, slots=True)
class Remark:
    """What is said of one block."""

    words: str
    """The line above it."""
    sign: str = ""
    """A letter or two beside its first row; the others get a rule."""
    look: str = "quiet"
    """Name of the style of both."""


@dataclass(frozen=True, slots=True)
class Annotations:
    """What is said of the blocks of a document."""

    remarks: Mapping[int, Remark] = field(default_factory=dict)
    """By the offset at which the block begins."""
    gutter: int = 0
    """Cells left of the mark for the signs."""
    has_details: bool = True
    """Whether author, date and length stand below the title."""
    only: frozenset[int] | None = None
    """Offsets at which the blocks begin that are shown; None for all."""


NONE = Annotations()
"""Nothing is said."""
