"""Carrying quotes away: into the book first, then towards the clipboard, in a thread of its own."""

import queue
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from tui.errors import StatementsError
from tui.quoting.quote import Quote
from tui.quoting.quote_book import QuoteBook


@dataclass(frozen=True, slots=True)
class Load:
    """What is to be carried."""

    quotes: tuple[Quote, ...]
    """Go into the quote book."""
    text: str
    """Goes towards the clipboard."""


@dataclass(frozen=True, slots=True)
class Carried:
    """What became of a load."""

    load: Load
    """What was carried."""
    notice: str
    """What is known of it, for the person."""


class Carrier:
    """Takes loads one after the other, so that neither a slow disk nor a dead clipboard holds a key up."""

    def __init__(
        self, book: QuoteBook, route: Callable[[], str], write: Callable[[str], None], tell: Callable[[Carried], None]
    ) -> None:
        """Make it ready; the thread begins with the first load.

        Args:
            book: Where quotes are kept.
            route: Gives the way copies should go.
            write: Hands an escape sequence to the terminal's driver; called from the thread.
            tell: Called with what became of each load, from the thread.
        """
        self._book, self._route, self._write, self._tell = book, route, write, tell
        self._loads: queue.SimpleQueue[Load | None] = queue.SimpleQueue()
        self._thread: threading.Thread | None = None

    def carry(self, load: Load) -> None:
        """Take a load."""
        self._loads.put(load)
        if self._thread is None:
            self._thread = threading.Thread(target=self._carry_all, name="carry", daemon=True)
            self._thread.start()

    def stop(self, seconds: float) -> None:
        """Let what was taken arrive, but wait for it no longer than some seconds."""
        if self._thread is not None:
            self._loads.put(None)
            self._thread.join(seconds)

    def _carry_all(self) -> None:
        while (load := self._loads.get()) is not None:
            self._tell(Carried(load, self._carry(load)))

    def _carry(self, load: Load) -> str:
        """Carry a load; returns what may be said of it."""
        problem = self._keep(load.quotes)
        try:
            from tui.quoting.clipboard import deliver

            notice = deliver(load.text, self._write, self._route()).notice
        except StatementsError as error:
            notice = str(error)
        except Exception as error:
            # Nobody would hear of it otherwise, and nothing would be carried any more.
            notice = f"could not copy: {type(error).__name__}: {error}"
        left_out = "Page furniture was left out." if any(quote.parts for quote in load.quotes) else ""
        return " ".join(part for part in (problem, notice, left_out) if part)

    def _keep(self, quotes: Sequence[Quote]) -> str:
        """Put quotes into the book; returns what kept them from it."""
        try:
            for quote in quotes:
                self._book.add(quote)
        except StatementsError as error:
            return f"NOT KEPT: {error}."
        except Exception as error:
            return f"NOT KEPT: {type(error).__name__}: {error}."
        return ""
