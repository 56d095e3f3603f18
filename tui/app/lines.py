"""Lines to read, some of which lead somewhere."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a summary or an answer."""

    text: str
    """What it says."""
    places: Callable[[], Any] | None = None
    """Finds the places it speaks of; None where it only tells something."""
    is_heading: bool = False
    """Whether it heads the lines after it."""
