"""A quote book that lasts as long as a visit: nothing of it is ever written."""

import threading
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tui.quoting.quote_book import QuoteBook


class VisitBook(QuoteBook):
    """The quotes of a visit, in memory only; all that shows or changes them has this one book."""

    def __init__(self) -> None:
        """Make an empty book."""
        super().__init__(Path())
        # Quotes come from a thread of their own.
        self._turn = threading.Lock()

    @property
    def whereabouts(self) -> str:
        """Where quotes are kept, as the end of a sentence."""
        return "until you leave. What you want to keep, copy to your own clipboard: A copies all."

    def refresh(self) -> None:
        """Do nothing: nobody else adds to the book."""

    def _append(self, event: Mapping[str, Any]) -> None:
        with self._turn:
            self._take({**event, "time": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())})
