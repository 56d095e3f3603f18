"""How much may be on its way to a terminal at the far end of a slow line.

What is written to a pseudo-terminal waits in the buffers of the SSH server and the kernel, where it cannot be taken
back: at 8 kB/s a second's worth of pages would be shown long after the key was let go. So the terminal is asked for
its cursor now and then (DSR 6, ECMA-48 section 8.3.35), and its answer tells that everything before has arrived.
"""

from collections import deque

ASKS = "\x1b[6n"
"""What a terminal answers with the place of its cursor."""
WINDOW = 4096
"""Bytes that may be on their way before the next frame has to wait: half a second at 64 kbit/s."""
_UNASKED = 1024
"""Bytes that may be sent without asking; small frames never are worth it."""
_PATIENCE = 2.0
"""Seconds after which an answer counts as never coming."""


class Pacing:
    """Counts bytes that are sent and bytes that have arrived; it has no clock and no lock of its own."""

    def __init__(self, is_asking: bool) -> None:
        """Begin; where nobody is asked everything may be sent at once."""
        self._is_asking = is_asking
        self._sent = self._arrived = self._asked = 0
        self._waiting: deque[tuple[int, float]] = deque()
        # Bytes sent before each question that has no answer yet, and when it was asked.

    @property
    def is_waiting(self) -> bool:
        """Whether an answer is to come."""
        return bool(self._waiting)

    def sent(self, size: int, now: float) -> bool:
        """Count bytes that are about to be sent; tells whether the terminal is to be asked behind them.

        Args:
            size: Bytes.
            now: Seconds of a clock that never goes back.
        """
        self._sent += size
        if not self._is_asking or self._sent - self._asked < _UNASKED:
            return False
        self._asked = self._sent
        self._waiting.append((self._sent, now))
        return True

    def answered(self) -> None:
        """Take the answer to the oldest question."""
        if self._waiting:
            self._arrived = self._waiting.popleft()[0]

    def forget(self) -> None:
        """Count everything as arrived, and wait for no answer any more."""
        self._waiting.clear()
        self._arrived = self._sent

    def pause(self, now: float) -> float:
        """Return the seconds to wait for an answer before anything is sent; 0 where it may be sent now."""
        if not self._waiting or self._sent - self._arrived < WINDOW:
            return 0.0
        left = self._waiting[0][1] + _PATIENCE - now
        if left > 0:
            return left
        # A terminal that never answered will not answer the next time; one that did has lost an answer.
        self._is_asking = self._arrived > 0
        self.forget()
        return 0.0
