"""The program on a stage: opened without a terminal, told by keys, and looked at as a person would."""

import base64
import re
import time
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest import mock

from rich.segment import Segment
from rich.style import Style
from textual.drivers.headless_driver import HeadlessDriver
from textual.events import Key, Paste
from textual.keys import _character_to_key
from textual.pilot import Pilot
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Input, TextArea

from tests.app.idleness import watched
from tui.app.app import StatementBrowser
from tui.app.screens.compare import CompareScreen
from tui.app.screens.overview import OverviewScreen
from tui.app.screens.reading import ReadingScreen
from tui.app.screens.search import SearchScreen
from tui.app.screens.verify import VerifyScreen
from tui.app.widgets.compared_view import ComparedView
from tui.app.widgets.document_list import DocumentList
from tui.app.widgets.document_view import DocumentView
from tui.app.widgets.status_bar import StatusBar
from tui.documents.model import Document
from tui.library import find_sources
from tui.quoting.quote import Quote
from tui.quoting.quote_book import QuoteBook

_CLIPBOARD = "\x1b]52;c;"
_SENT = "Sent {} to your terminal (OSC 52); if paste stays empty your terminal blocks it: see `statements doctor`."
_GUTTER = re.compile(r" *(?P<sign>[a-z]*|│?) *[▌╎]? *(?P<label>(?:[AB] )?\d*) *")
_REMARK = re.compile(r"^(?:[AB]: )?(?:↔ para\. |only here)")


@dataclass(frozen=True, slots=True)
class Stage:
    """The running program, with the hands and the eyes of a person."""

    app: StatementBrowser
    """The program."""
    pilot: Pilot[None]
    """Presses keys."""
    written: list[str]
    """What was written to the driver beside the frames."""

    async def press(self, *keys: str) -> None:
        """Press keys by Textual's names, or characters, and wait for what they bring."""
        for key in keys:
            await self.pilot.press(key)
            # A copy that comes while one is on its way would take its place.
            await self.until(self._is_idle)
        await self._idle()

    async def burst(self, *keys: str) -> None:
        """Press keys all at once, as they come over a slow line, and wait for what they bring."""
        driver = self.app._driver
        assert driver is not None
        for key in keys:
            name = _character_to_key(key) if len(key) == 1 else key
            driver.send_message(Key(name, key if len(key) == 1 else None))
        await self.pilot.pause()
        await self._idle()

    async def _idle(self) -> None:
        # On a busy machine the pilot takes a program that has to wait for an idle one.
        await self.until(self._is_idle)
        await self.pilot.pause()

    def _is_idle(self) -> bool:
        return not (self.app.is_running and (self.app.has_keys_waiting or self.app.has_copies_waiting))

    async def type(self, text: str) -> None:
        """Type a text, character by character."""
        await self.press(*text)

    async def press_in_turn(self, *keys: str) -> None:
        """Press keys as one who looks at what has been found before the next key."""
        for key in keys:
            await self.press(key)
            await self.answered()

    async def search_for(self, query: str) -> None:
        """Open the search, put a query into its bar and wait for what is found."""
        await self.press("s")
        await self.paste(query)
        await self.answered()

    async def answered(self) -> None:
        """Wait until a search is answered, a quotation is checked, two statements or all of them are compared."""
        await self.until(self._is_answered)
        await self.pilot.pause()

    def _is_answered(self) -> bool:
        screen = self.app.screen
        if isinstance(screen, CompareScreen):
            return screen._is_whole and screen._has_sentences
        if isinstance(screen, OverviewScreen):
            return screen._done == screen.overview.total
        if isinstance(screen, VerifyScreen):
            return not screen.is_checking
        if not isinstance(screen, SearchScreen) or not screen.bar.query_text.strip():
            return True
        answer, hit = screen.answer, screen.hits.hit
        readable = sum(1 for document in self.app.library if not document.problem)
        if answer is None or answer.query.text != screen.bar.query_text or answer.searched < readable:
            return False
        if hit is None:
            return True
        keyword = screen.hits.keyword
        spans = [keyword.span] if keyword else list(hit.key_spans[:1])
        lit = screen.view.hits[screen.view.hit_index : screen.view.hit_index + 1]
        return screen.view.document is hit.document and (not spans or list(lit) == spans)

    async def paste(self, text: str) -> None:
        """Paste a text into the input that has the keys, as a terminal does."""
        assert isinstance(self.app.focused, Input | TextArea)
        assert self.app._driver is not None
        self.app._driver.send_message(Paste(text))
        await self.pilot.pause()
        await self.pilot.pause()

    async def resize(self, columns: int, rows: int) -> None:
        """Change the size of the terminal."""
        await self.pilot.resize_terminal(columns, rows)
        await self.pilot.pause()
        await self.pilot.pause()

    async def drag(self, start: tuple[int, int], *way: tuple[int, int]) -> None:
        """Drag with the left button over places of the screen, given as (column, row)."""
        await self.pilot.mouse_down(offset=start)
        for place in way:
            await self.pilot.hover(offset=place)
        await self.pilot.mouse_up(offset=way[-1])
        await self.pilot.pause()

    async def click(self, column: int, row: int) -> None:
        """Click at a place of the screen."""
        await self.pilot.click(offset=(column, row))
        await self._idle()

    async def until(self, is_so: Callable[[], bool], seconds: float = 20) -> None:
        """Wait until something is so; a hang ends with an AssertionError."""
        deadline = time.monotonic() + seconds
        while not is_so():
            assert time.monotonic() < deadline, f"it never came to this:\n{self.text}"
            await self.pilot.pause(0.01)

    @property
    def rows(self) -> list[str]:
        """What the screen shows, row by row, without trailing spaces."""
        return [strip.text.rstrip() for strip in self._strips()]

    @property
    def text(self) -> str:
        """What the screen shows, rows joined by newlines."""
        return "\n".join(self.rows)

    @property
    def screen(self) -> ReadingScreen:
        """The screen, which must be one with reading panes."""
        assert isinstance(self.app.screen, ReadingScreen)
        return self.app.screen

    @property
    def search(self) -> SearchScreen:
        """The screen, which must be the one to search in."""
        assert isinstance(self.app.screen, SearchScreen)
        return self.app.screen

    @property
    def compare(self) -> CompareScreen:
        """The screen, which must be the one with two statements."""
        assert isinstance(self.app.screen, CompareScreen)
        return self.app.screen

    @property
    def panes(self) -> tuple[ComparedView, ComparedView]:
        """The left pane and the right one, or the upper and the lower, as they stand on the screen."""
        first, second = sorted(self.compare.sides, key=lambda pane: (pane.region.y, pane.region.x))
        return first, second

    def signs(self, pane: ComparedView) -> dict[str, str]:
        """Return the sign beside each paragraph whose beginning a pane shows, by its number."""
        found = {}
        for row in self.pane_rows(pane):
            gutter = _GUTTER.fullmatch(row[: pane.column_left])
            if gutter and gutter["label"]:
                found[gutter["label"]] = gutter["sign"]
        return found

    def remarks(self, pane: ComparedView) -> list[str]:
        """Return what a pane says above its paragraphs."""
        rows = [row[pane.column_left :].strip() for row in self.pane_rows(pane)]
        return [row for row in rows if _REMARK.match(row)]

    def row_of(self, pane: ComparedView, label: str) -> int | None:
        """Return the row of a pane in which the paragraph with a number begins; None where it is not in sight."""
        for y, row in enumerate(self.pane_rows(pane)):
            gutter = _GUTTER.fullmatch(row[: pane.column_left])
            if gutter and gutter["label"] == label:
                return y
        return None

    @property
    def view(self) -> DocumentView:
        """The reading pane in use."""
        return self.screen.view

    @property
    def documents(self) -> DocumentList:
        """The list on the screen."""
        return self.app.screen.query_one(DocumentList)

    @property
    def document(self) -> Document:
        """The document that is shown."""
        assert self.view.document is not None
        return self.view.document

    @property
    def title(self) -> str | None:
        """The title of the document that is shown."""
        return self.document.metadata.title

    @property
    def status(self) -> str:
        """What the status line shows; a notice that is too long for it goes on in the line below."""
        bar = self.app.screen.query_one("#status", StatusBar)
        rows = self.rows[bar.region.y : bar.region.y + (2 if bar.overflow else 1)]
        return " ".join(row.strip() for row in rows)

    @property
    def sentence(self) -> str:
        """The current sentence, to the character, without the space after it."""
        return self.document.text[slice(*self.view.sentence)].rstrip()

    @property
    def is_sentence_in_sight(self) -> bool:
        """Whether the pane draws the mark of the current sentence and its first words."""
        rows = [row.partition("▌")[2] for row in self.pane_rows(self.view) if "▌" in row]
        return bool(rows) and self.sentence.split()[0] in rows[0]

    @property
    def selected(self) -> str | None:
        """The selection, to the character; None where nothing is selected."""
        selection = self.view.selection
        return None if selection is None else self.document.text[slice(*selection)]

    @property
    def place_of_end(self) -> tuple[int, int] | None:
        """Where the pane in use draws the selection's moving end, as (column, row) of the pane; None out of sight."""
        selected, view = self.view._selected, self.view
        assert selected is not None
        for y in range(view.size.height):
            for x in range(view.size.width - view.column_left):
                character = view._character_at(view.column_left + x, y)
                if character is not None and character.start <= selected.head < character.end:
                    return x, y
        return None

    @property
    def kept(self) -> list[Quote]:
        """The quotes in the quote book, as they are on the disk."""
        book = QuoteBook(self.app.quotes_file)
        book.refresh()
        return [entry.quote for entry in book.entries]

    @property
    def copied(self) -> list[str]:
        """What was sent to the terminal's clipboard (OSC 52), decoded."""
        sent = [text for text in self.written if _CLIPBOARD in text]
        return [base64.b64decode(text.split(_CLIPBOARD)[1].rstrip("\a\x1b\\")).decode() for text in sent]

    def pane_rows(self, widget: Widget) -> list[str]:
        """Return the rows a widget draws, as they are, trailing spaces included."""
        return [widget.render_line(y).text for y in range(widget.size.height)]

    def lit(self, component: str, widget: Widget | None = None) -> list[str]:
        """Return the pieces of a widget drawn in a component's style, such as ``document-view--hit``."""
        widget = widget or self.view
        style = widget.get_component_rich_style(component, partial=True)
        x, y, width, height = widget.region
        rows = [strip.crop(x, x + width) for strip in self._strips()[y : y + height]]
        return [piece for row in rows for piece in _pieces(list(row), style)]

    def _strips(self) -> list[Strip]:
        return self.app.screen._compositor.render_strips(self.app.size)


def sent(text: str) -> str:
    """Return the notice of a text that went to the terminal."""
    return _SENT.format(f"{len(text):,} character{'' if len(text) == 1 else 's'}")


def _pieces(row: Sequence[Segment], style: Style) -> Iterator[str]:
    piece = ""
    for segment in row:
        if segment.style is not None and _has_look(segment.style, style):
            piece += segment.text
        elif piece:
            yield piece
            piece = ""
    if piece:
        yield piece


def _has_look(style: Style, wanted: Style) -> bool:
    names = ("color", "bgcolor", "bold", "italic", "underline")
    return all(getattr(style, name) == getattr(wanted, name) for name in names if getattr(wanted, name) is not None)


@asynccontextmanager
async def opened(
    *paths: Path,
    size: tuple[int, int] = (100, 30),
    waits: bool = True,
    program: type[StatementBrowser] = StatementBrowser,
    **options: Any,
) -> AsyncIterator[Stage]:
    """Open the program and wait until everything below the paths has been read.

    Args:
        paths: Files and folders; none stands for the sample statements.
        size: Columns and rows.
        waits: Whether to wait.
        program: What is opened.
        options: What the program takes beside the paths.
    """
    written: list[str] = []
    total = len(find_sources(paths))
    app = program(paths, **options)
    with mock.patch.object(HeadlessDriver, "write", lambda _, data: written.append(data)), watched(app):
        async with app.run_test(size=size) as pilot:
            stage = Stage(app, pilot, written)
            await stage.until(lambda: not waits or (len(app.library) == total and not app.progress))
            await pilot.pause()
            yield stage


@asynccontextmanager
async def side_by_side(first: Path, second: Path, size: tuple[int, int] = (120, 30)) -> AsyncIterator[Stage]:
    """Open two files and compare them; the one whose name comes first in the alphabet stands left.

    Args:
        first: The left one.
        second: The right one.
        size: Columns and rows.
    """
    async with opened(first, second, size=size) as stage:
        await stage.press("c", "enter")
        await stage.answered()
        yield stage
