"""Writing what is to be remembered soon after it has changed, without holding anything up."""

import threading
from collections.abc import Callable, Hashable, Mapping
from pathlib import Path
from typing import Any

from tui.state.files import Tell, write_kept
from tui.storage import locked, remove_leftovers

Make = Callable[[], Mapping[str, Any]]
"""Gives the fields of a file when it is time to write them."""

_DELAY = 0.5
"""Seconds from a change to its writing; changes in between are written together."""


class Keeper:
    """A thread that writes the files of the state folder, of each the latest."""

    def __init__(self, complain: Tell) -> None:
        """Make it ready; the thread begins with the first change.

        Args:
            complain: Hears once that nothing can be written, and why; called from the thread.
        """
        self._complain = complain
        self._news = threading.Condition()
        self._waiting: dict[Hashable, tuple[Callable[[], Path], Make]] = {}
        self._is_stopping = False
        self._has_complained = False
        self._tidied: set[Path] = set()
        self._thread: threading.Thread | None = None

    def keep(self, what: Hashable, path: Callable[[], Path], make: Make) -> None:
        """Let a file be written soon.

        Args:
            what: Names it; what is said of the same later takes the place of this.
            path: Gives the file; called from the thread.
            make: Gives its fields; called from the thread.
        """
        with self._news:
            self._waiting[what] = path, make
            if self._thread is None:
                self._thread = threading.Thread(target=self._write_all, name="keeper", daemon=True)
                self._thread.start()
            self._news.notify()

    def stop(self, seconds: float) -> None:
        """Write what is waiting, but wait for it no longer than some seconds."""
        with self._news:
            self._is_stopping = True
            self._news.notify()
        if self._thread is not None:
            self._thread.join(seconds)

    def _write_all(self) -> None:
        while waiting := self._take():
            for path, make in waiting:
                try:
                    self._write(path(), make)
                except OSError as error:
                    self._tell(f"{error.filename or ''} {error.strerror or error}")
                except Exception as error:
                    # Nobody would hear of it otherwise, and nothing would be written any more.
                    self._tell(f"{type(error).__name__}: {error}")

    def _tell(self, problem: str) -> None:
        if not self._has_complained:
            self._complain(f"nothing can be remembered: {problem.strip()}")
        self._has_complained = True

    def _take(self) -> list[tuple[Callable[[], Path], Make]]:
        """Wait for changes and return them; none when it is time to end."""
        with self._news:
            self._news.wait_for(lambda: self._waiting or self._is_stopping)
            self._news.wait_for(lambda: self._is_stopping, _DELAY)
            waiting, self._waiting = self._waiting, {}
        return list(waiting.values())

    def _write(self, path: Path, make: Make) -> None:
        # What is made may go by what the file holds, and no other program is to change it in between.
        with locked(path.parent):
            if path.parent not in self._tidied:
                self._tidied.add(path.parent)
                remove_leftovers(path.parent)
            write_kept(path, make())
