"""The program as a reading room for strangers: what it leaves out, and when it ends by itself."""

import asyncio
import os
import signal
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Never

from textual import events
from textual.binding import Binding, BindingType
from textual.dom import DOMNode
from textual.timer import Timer

from tui.app.app import StatementBrowser
from tui.app.commands import COMMANDS, Command
from tui.app.messages import SearchNews
from tui.documents.model import Document
from tui.errors import StatementsError
from tui.kiosk.client import SIZE
from tui.kiosk.limits import open_reserve
from tui.library import Source, find_sources, seeds_folder
from tui.paths import real_paths
from tui.quoting.visit_book import VisitBook

if TYPE_CHECKING:
    from collections.abc import Mapping

    from textual.actions import ActionParseResult

    from tui.kiosk.shared import Shared
    from tui.quoting.clipboard import Delivery
    from tui.quoting.quote import Quote
    from tui.quoting.quote_book import QuoteBook
    from tui.search.index import Index

OUT_OF_MEMORY = 3
"""Status of a program that has reached its limit."""
_FAILED = 1
_WARNING = 60.0
"""Seconds before the end at which it is announced; half the time where that is less."""
_OF_THE_PROGRAM = frozenset({"help_quit", "focus_next", "focus_previous", "stay"})
"""Actions of the application that stand in no table and do no harm; Textual has others."""
_NOT_HERE = "not in a reading room"


class ReadingRoom(StatementBrowser):
    """A program that shows what it was opened with, and does nothing else."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+z", "stay", show=False)]
    can_pause = False

    def __init__(
        self,
        paths: Sequence[Path] = (),
        *,
        idle_seconds: float = 0.0,
        shared: "Shared | None" = None,
        link: int = -1,
        **options: Any,
    ) -> None:
        """Make the program.

        Args:
            paths: Files and folders to open; none stands for the sample statements.
            idle_seconds: After so many without a key it ends; 0 for never.
            shared: What has been read for all visitors.
            link: The connection to the visitor's own process, which has the terminal's signals; -1 for none.
            options: Those of `StatementBrowser`.
        """
        self._written = frozenset(_name_of(command) for command in COMMANDS if command.writes)
        self._of_the_program = _OF_THE_PROGRAM | {
            _name_of(command)
            for command in COMMANDS
            if command.action.startswith("app.") and _name_of(command) not in self._written
        }
        self._shared, self._link = shared, link
        self._within = real_paths(paths or (seeds_folder(),))
        super().__init__(paths, **{**options, "remembers": False, "route": "auto"})
        self.farewell = ""
        """What is to be said on the terminal once it is as it was."""
        self._idle_seconds = idle_seconds
        self._last_key = time.monotonic()
        self._idle_timer: Timer | None = None
        self._book = VisitBook()

    def find_sources(self) -> list[Source]:
        """Return the files of the library, without those that links lead out to."""
        return find_sources(self.paths, self._within)

    def read_source(self, source: Source) -> Document:
        """Return the document of a file, where possible the one that all visitors share."""
        document = self._shared.document(source) if self._shared is not None else None
        return super().read_source(source) if document is None else document

    def known_index(self) -> "Index | None":
        """Return the index that all visitors share, where it is of this library."""
        is_whole = self._shared is not None and not self.progress
        return self._shared.index_of(self.library.documents) if self._shared is not None and is_whole else None

    def offers(self, command: Command) -> bool:
        """Tell whether there is a command in this program: none that writes."""
        return not command.writes

    def open_book(self) -> "QuoteBook":
        """Return the book of this visit."""
        return self._book

    def carry(self, text: str, quotes: "Sequence[Quote]" = ()) -> None:
        """Put quotes into the book of this visit, and send text towards the visitor's clipboard."""
        super().carry(text, [replace(quote, path=self._shown_path(quote)) for quote in quotes])

    def _shown_path(self, quote: "Quote") -> str:
        """Return the path of a file as a visitor may see it: below what was opened."""
        document = self.library.get(quote.document_id)
        return quote.document_id + (document.path.suffix if document is not None else "")

    def deliver(self, text: str, write: Callable[[str], None], route: str) -> "Delivery":
        """Send a text to the visitor's own terminal, and nowhere else; called from a thread."""
        from tui.quoting.clipboard import deliver
        from tui.terminal.capabilities import SSH_VARIABLES
        from tui.terminal.environment import Environment
        from tui.terminal.tmux import multiplexer_of

        environ: Mapping[str, str] = os.environ
        term = environ.get("TERM", "")
        visitor = Environment(
            is_ssh=any(environ.get(name) for name in SSH_VARIABLES), term=term, near_multiplexer=multiplexer_of(term)
        )
        try:
            return replace(deliver(text, write, "auto", visitor, has_file=False), advice="")
        except MemoryError as error:
            self.hear_of(error)
            raise

    def hear_of(self, error: Exception) -> None:
        """End the visit where the memory has run out, wherever that was."""
        if isinstance(error, MemoryError):
            self._take_fault_of_thread(error)

    def on_search_news(self, message: SearchNews) -> None:
        """Hear of memory that was not enough; the rest is taken by the class below, to which Textual gives it, too."""
        from tui.search.searcher import Failed

        if isinstance(message.news, Failed) and message.news.reason.startswith(MemoryError.__name__):
            self.hear_of(MemoryError())

    def prepare_later(self) -> None:
        """Prepare nothing: no other program is ever asked."""

    def on_load(self) -> None:
        """Take over what would otherwise end in a report for programmers."""
        super().on_load()
        if self._link >= 0:
            asyncio.get_running_loop().add_reader(self._link, self._hear)
        asyncio.get_running_loop().set_exception_handler(lambda _, context: self._take_fault(context.get("exception")))
        threading.excepthook = lambda arguments: self._take_fault_of_thread(arguments.exc_value)

    def _hear(self) -> None:
        """Take what the visitor's own process tells, or that it is gone."""
        try:
            told = os.read(self._link, 1)
        except OSError:
            told = b""
        if told == SIZE:
            os.kill(os.getpid(), signal.SIGWINCH)
            return
        if not told:
            asyncio.get_running_loop().remove_reader(self._link)
        self.hang_up()

    def on_mount(self) -> None:
        """Begin to count the time."""
        super().on_mount()
        self._watch_idleness()

    async def on_event(self, event: events.Event) -> None:
        """Note when the visitor was there."""
        if isinstance(event, events.Key | events.MouseEvent | events.Paste):
            self._last_key = time.monotonic()
        await super().on_event(event)

    def _watch_idleness(self) -> None:
        """Look whether it is time to announce the end, or to end; and look again when it can be."""
        if not self._idle_seconds:
            return
        warning = min(_WARNING, self._idle_seconds / 2)
        left = self._last_key + self._idle_seconds - time.monotonic()
        if left <= 0:
            self.end(0, "This reading room closes when nobody reads. Come again.")
            return
        if left <= warning:
            self.tell(f"nobody seems to read: this ends in {_in_words(left)}; any key goes on")
        self._idle_timer = self.set_timer(left if left <= warning else left - warning, self._watch_idleness)

    def end(self, status: int, farewell: str) -> None:
        """End the program.

        Args:
            status: Its exit status.
            farewell: One line, said once the terminal is as it was.
        """
        self.farewell = farewell
        self.exit(return_code=status)

    def _check_action_state(self, action: str, default_namespace: DOMNode) -> bool | None:
        target, name, _ = self._parse_action(action, default_namespace)
        return super()._check_action_state(action, default_namespace) if self._allows(target, name) else False

    async def run_action(
        self,
        action: "str | ActionParseResult",
        default_namespace: DOMNode | None = None,
        namespaces: "Mapping[str, DOMNode] | None" = None,
    ) -> bool:
        """Run an action unless it is one that a reading room has not."""
        target, name, _ = self._parse_action(action, default_namespace or self, namespaces)
        return self._allows(target, name) and await super().run_action(action, default_namespace, namespaces)

    def _allows(self, target: DOMNode, name: str) -> bool:
        return name in self._of_the_program if target is self else name not in self._written

    def action_stay(self) -> None:
        """Say why nothing happens."""
        self.tell("a reading room cannot be left for a shell; q leaves")

    def action_suspend_process(self) -> None:
        """Do not."""
        self.action_stay()

    def suspend(self) -> Never:
        """Do not."""
        raise StatementsError(_NOT_HERE)

    def open_url(self, url: str, *, new_tab: bool = True) -> None:
        """Do not."""
        raise StatementsError(_NOT_HERE)

    def save_screenshot(self, *arguments: Any, **options: Any) -> Never:
        """Do not."""
        raise StatementsError(_NOT_HERE)

    def deliver_screenshot(self, *arguments: Any, **options: Any) -> Never:
        """Do not."""
        raise StatementsError(_NOT_HERE)

    def deliver_text(self, *arguments: Any, **options: Any) -> Never:
        """Do not."""
        raise StatementsError(_NOT_HERE)

    def deliver_binary(self, *arguments: Any, **options: Any) -> Never:
        """Do not."""
        raise StatementsError(_NOT_HERE)

    def panic(self, *renderables: Any) -> None:
        """End without a report."""
        self._fatal_error()

    def _handle_exception(self, error: Exception) -> None:
        """Turn an error meant for a person into a notice; anything else ends the visit with one line."""
        cause = getattr(error, "error", error)
        if self.is_leaving and not isinstance(cause, MemoryError):
            return
        if isinstance(cause, StatementsError):
            self.tell(str(cause))
            return
        if isinstance(cause, MemoryError):
            open_reserve()
            self._return_code = OUT_OF_MEMORY
        else:
            self.farewell = f"This reading room has failed ({type(cause).__name__})."
            self._return_code = _FAILED
        if self._exception is None:
            self._exception = error
            self._exception_event.set()
        self._close_messages_no_wait()

    def _fatal_error(self) -> None:
        self._handle_exception(RuntimeError("it has failed"))

    def _take_fault(self, error: BaseException | None) -> None:
        if isinstance(error, Exception):
            self._handle_exception(error)

    def _take_fault_of_thread(self, error: BaseException | None) -> None:
        if isinstance(error, MemoryError):
            open_reserve()
        self.call_later(self._take_fault, error)


def _name_of(command: Command) -> str:
    """Return the name of a command's action without its target and arguments."""
    return command.action.partition("(")[0].rpartition(".")[2]


def _in_words(seconds: float) -> str:
    return f"{max(1, round(seconds))} s"
