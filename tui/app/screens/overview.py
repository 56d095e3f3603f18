"""All statements against each other."""

import contextlib
import sys
import time
from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, cast

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.message import Message
from textual.worker import get_current_worker

from tui.app.commands import Scope, bindings
from tui.app.screens.base import BaseScreen
from tui.app.widgets.overview_table import OverviewTable
from tui.app.widgets.rows_view import cropped
from tui.app.widgets.status_bar import KeyBar, StatusBar
from tui.compare.overview import Cell, Overview, keep_cells, kept_cells
from tui.library import Library

if TYPE_CHECKING:
    from tui.app.app import StatementBrowser

_BATCH_SECONDS = 0.25
_TURN = 0.0005


class OverviewScreen(BaseScreen):
    """A table of shares that fills while one looks at it."""

    CSS_PATH = "overview.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bindings(Scope.EVERYWHERE)

    class Found(Message):
        """More cells are known."""

        def __init__(self, cells: Sequence[Cell], problem: str = "") -> None:
            """Carry the cells, or what is known of a fault."""
            super().__init__()
            self.cells, self.problem = tuple(cells), problem

    def __init__(self, library: Library, document_id: str | None = None) -> None:
        """Make the screen.

        Args:
            library: The documents; those that could not be read are left out.
            document_id: Where the cursor begins.
        """
        super().__init__()
        self.overview = Overview(library.documents)
        ids = [document.id for document in self.overview.documents]
        self._first = ids.index(document_id) if document_id in ids else 0
        self._done = 0
        self._problem = ""

    def compose(self) -> ComposeResult:
        """Yield the table and the bars."""
        yield OverviewTable(self.overview.documents)
        yield StatusBar(id="status")
        yield KeyBar(id="keys", has_back=True)

    def on_mount(self) -> None:
        """Begin to compare."""
        self.table.move_to(self._first, 1 if self._first == 0 else 0)
        self.set_focus(self.table)
        self.watch(self.table, "moves", self.update_status)
        self._compare()

    @property
    def table(self) -> OverviewTable:
        """The table."""
        return self.query_one(OverviewTable)

    @property
    def _remembers(self) -> bool:
        return cast("StatementBrowser", self.app).remembers

    @property
    def status(self) -> StatusBar:
        """The status line."""
        return self.query_one("#status", StatusBar)

    @work(thread=True, exclusive=True, group="overview")
    def _compare(self) -> None:
        """Work the cells out, or take those that were kept; runs in a thread."""
        worker = get_current_worker()
        interval = sys.getswitchinterval()
        sys.setswitchinterval(_TURN)
        try:
            kept = kept_cells(self.overview) if self._remembers else None
            if kept is not None:
                self.post_message(self.Found(kept))
                return
            every: list[Cell] = []
            sent, posted = 0, time.monotonic()
            for cell in self.overview.cells(lambda: worker.is_cancelled):
                every.append(cell)
                if not sent or time.monotonic() - posted >= _BATCH_SECONDS:
                    self.post_message(self.Found(every[sent:]))
                    sent, posted = len(every), time.monotonic()
            if worker.is_cancelled:
                return
            self.post_message(self.Found(every[sent:]))
            if self._remembers:
                with contextlib.suppress(OSError):
                    keep_cells(self.overview, every)
        except Exception as error:
            cast("StatementBrowser", self.app).hear_of(error)
            # Nobody would hear of it otherwise.
            self.post_message(self.Found((), f"{type(error).__name__}: {error}"))
        finally:
            sys.setswitchinterval(interval)

    def on_overview_screen_found(self, message: Found) -> None:
        """Show more cells."""
        self._done += len(message.cells)
        self._problem = message.problem
        self.table.add(message.cells)
        self.update_status()

    def update_status(self) -> None:
        """Say which two statements the cursor is on, and how far the table is."""
        self.status.tell("")
        table, documents = self.table, self.overview.documents
        row, column = documents[table.row], documents[table.column]
        share = table.share(table.row, table.column)
        total = self.overview.total
        coarse = "coarse" if self.overview.is_coarse else ""
        progress = f"{self._done:,} of {total:,}" if self._done < total else f"{len(documents)} statements"
        first, last = table.columns_in_sight
        columns = f"columns {first + 1}-{last} of {len(documents)}" if last - first < len(documents) else ""
        failed = f"could not compare: {self._problem}" if self._problem else ""
        right = "  ".join(part for part in (failed or progress, columns, coarse) if part)
        mark = "?" if (table.row, table.column) in table.possible else ""
        room = max(4, (self.app.size.width - len(right) - 27) // 2)
        names = cropped(row.name, room), cropped(column.name, room)
        if row is column:
            left = cropped(row.name, 2 * room)
        elif share is None:
            left = " | ".join(names)
        else:
            left = f"{share:.0%}{mark} of {names[0]} pairs with {names[1]}"
        self.status.update(left, right)

    def on_overview_table_chosen(self, message: OverviewTable.Chosen) -> None:
        """Put the two statements of a cell side by side."""
        if not self.is_current:
            return
        if message.row == message.column:
            self.status.tell("a statement is not compared with itself")
            return
        from tui.app.screens.compare import CompareScreen

        documents = self.overview.documents
        self.app.push_screen(CompareScreen(documents[message.row], documents[message.column]))

    def action_back(self) -> None:
        """Leave the overview."""
        self.workers.cancel_node(self)
        super().action_back()
