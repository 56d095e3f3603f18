"""How long the program may take to end once it has been told to, or its terminal is gone."""

import threading
import time
from collections.abc import Callable

_SECONDS = 1.2
"""What all that is done in peace has together."""
_AT_LAST = 1.5
"""Seconds after which the program ends whatever it is doing."""


class Leaving:
    """The time left to a program that is to end soon; one that nobody hurries has all the time it wants."""

    def __init__(self, give_up: Callable[[], object]) -> None:
        """Let there be time.

        Args:
            give_up: Called from a thread when the program has not ended in time; it is to end it.
        """
        self._give_up = give_up
        self._deadline: float | None = None

    def begin(self) -> None:
        """Let the time begin to run."""
        if self._deadline is None:
            self._deadline = time.monotonic() + _SECONDS
            # What is busy, or waits for a thread or a disk, cannot be relied on to end.
            watch = threading.Timer(_AT_LAST, self._give_up)
            watch.daemon = True
            watch.start()

    def patience(self, seconds: float) -> float:
        """Return how long something may be waited for, in seconds.

        Args:
            seconds: How long it would be waited for in peace.
        """
        if self._deadline is None:
            return seconds
        # Half of what is left leaves something to those who come after.
        return min(seconds, max(0.0, (self._deadline - time.monotonic()) / 2))
