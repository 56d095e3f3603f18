"""Where a reader was at which moment, as far as the screen and the keys that were sent tell."""

import math
from dataclasses import dataclass

SECONDS_TO_DISK = 2.0
"""Within which a place is kept."""


@dataclass(slots=True)
class _Stay:
    """A place, and until when it may have been the current one."""

    place: str | None
    """Name of a sentence; None for one that nobody knows."""
    end: float = math.inf
    """Seconds of `time.perf_counter`."""


class PlacesSeen:
    """The places of one reader, run after run."""

    def __init__(self) -> None:
        """Begin nowhere."""
        self._stays: list[_Stay] = []

    @property
    def last(self) -> str | None:
        """The place reached last, on the way or there; None where that is unknown."""
        return self._stays[-1].place if self._stays else None

    def begin(self, place: str) -> None:
        """Take note of where a run begins: that is what was kept."""
        self._stays = [_Stay(place)]

    def leave_for(self, place: str | None) -> None:
        """Take note that a key was sent which leads to a place, or who knows where."""
        self._stays.append(_Stay(place))

    def arrive(self, place: str, moment: float) -> None:
        """Take note that the screen shows a place since a moment: all places before it are left."""
        self._stays = [stay for stay in self._stays if stay.place is not None]
        for stay in self._stays:
            stay.end = min(stay.end, moment)
        self._stays.append(_Stay(place))

    def end(self, moment: float, has_left: bool) -> None:
        """Take note of the end of the run: after it nothing but what was current shortly before may be found again.

        Args:
            moment: When it was.
            has_left: Whether the program ended by itself, and so had the time to keep the last place.
        """
        earliest = math.inf if has_left else moment - SECONDS_TO_DISK
        self._stays = [stay for stay in self._stays if stay.end >= earliest]
        for stay in self._stays:
            stay.end = math.inf

    def allows(self, place: str) -> bool:
        """Tell whether the next run may begin at a place; a run that is the first one may begin anywhere."""
        return not self._stays or any(stay.place in (None, place) for stay in self._stays)

    def describe(self) -> str:
        """Return the places that may be found again."""
        return ", ".join(dict.fromkeys(str(stay.place) for stay in self._stays))
