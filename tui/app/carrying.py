"""Carrying quotes away: into the book first, then towards the clipboard, in threads of their own."""

import queue
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tui.errors import StatementsError
from tui.quoting.quote import Quote
from tui.quoting.quote_book import QuoteBook

if TYPE_CHECKING:
    from tui.quoting.clipboard import Delivery

Deliver = Callable[[str, Callable[[str], None], str], "Delivery"]
"""Hands a text to what writes to the terminal, or elsewhere, by a route, and returns what is known of it."""


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


def deliver(text: str, write: Callable[[str], None], route: str) -> "Delivery":
    """Send a text towards the clipboard of the person."""
    from tui.quoting import clipboard

    return clipboard.deliver(text, write, route)


class Carrier:
    """Two threads: one puts quotes into the book, the other sends what was kept towards the clipboard.

    So neither a slow disk nor a dead clipboard holds a key up, and a dead clipboard no quote.
    """

    def __init__(
        self,
        book: QuoteBook,
        route: Callable[[], str],
        write: Callable[[str], None],
        tell: Callable[[Carried], object],
        deliver: Deliver = deliver,
    ) -> None:
        """Make it ready; the threads begin with the first load.

        Args:
            book: Where quotes are kept.
            route: Gives the way copies should go.
            write: Hands an escape sequence to the terminal's driver; called from a thread.
            tell: Called with what became of each load, from a thread.
            deliver: Sends a text on its way.
        """
        self._deliver = deliver
        self._book, self._route, self._write, self._tell = book, route, write, tell
        self._loads: queue.SimpleQueue[Load | None] = queue.SimpleQueue()
        self._kept: queue.SimpleQueue[tuple[Load, str] | None] = queue.SimpleQueue()
        self._threads: list[threading.Thread] = []

    def carry(self, load: Load) -> None:
        """Take a load."""
        self._loads.put(load)
        if not self._threads:
            for target in (self._keep_all, self._send_all):
                self._threads.append(threading.Thread(target=target, name=target.__name__, daemon=True))
                self._threads[-1].start()

    def stop(self, for_book: float, for_clipboard: float) -> None:
        """Let what was taken arrive, but wait no longer than some seconds for the book and for the clipboard."""
        self._loads.put(None)
        for thread, seconds in zip(self._threads, (for_book, for_clipboard), strict=False):
            thread.join(seconds)

    def _keep_all(self) -> None:
        while (load := self._loads.get()) is not None:
            self._kept.put((load, self._keep(load.quotes)))
        self._kept.put(None)

    def _send_all(self) -> None:
        is_open = True
        while is_open:
            waiting = [self._kept.get()]
            while not self._kept.empty():
                waiting.append(self._kept.get())
            is_open = None not in waiting
            kept = [each for each in waiting if each is not None]
            for left, (load, problem) in zip(reversed(range(len(kept))), kept, strict=True):
                # A clipboard holds one text: what has come meanwhile takes the place of the older ones.
                notice = "" if left else self._send(load)
                self._tell(Carried(load, " ".join(part for part in (problem, notice) if part)))

    def _send(self, load: Load) -> str:
        """Send a load towards the clipboard; returns what may be said of it."""
        try:
            notice = self._deliver(load.text, self._write, self._route()).notice
        except StatementsError as error:
            notice = str(error)
        except Exception as error:
            # Nobody would hear of it otherwise, and nothing would be carried any more.
            notice = f"could not copy: {type(error).__name__}: {error}"
        left_out = "Page furniture was left out." if any(quote.parts for quote in load.quotes) else ""
        # The notice may not fit, and its end is the same each time.
        return " ".join(part for part in (left_out, notice) if part)

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
