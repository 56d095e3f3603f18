"""Checking a quotation: paste it, press enter, see where it comes from and whether it is exact."""

import sys
import time
from typing import TYPE_CHECKING, ClassVar, cast

from textual import events, work
from textual.app import ComposeResult
from textual.message import Message
from textual.widgets import Static, TextArea
from textual.worker import get_current_worker

from tui.app.lines import Line
from tui.app.screens.base import BaseScreen
from tui.app.widgets.line_list import LineList
from tui.app.widgets.status_bar import KeyBar, StatusBar
from tui.documents.model import Document
from tui.errors import StatementsError
from tui.text import Span, visible

if TYPE_CHECKING:
    from tui.app.app import StatementBrowser
    from tui.quoting.verify import Finding

_TURN = 0.0005
_LOOK = 0.02
"""Seconds between two looks whether all is indexed."""
_CHECKING = Line("checking ...")
_GUIDANCE = "Paste a quotation, or type it, and press enter."


class _Field(TextArea):
    """Several lines to paste into; enter submits them."""

    async def _on_key(self, event: events.Key) -> None:
        if event.key == "enter":
            event.stop()
            event.prevent_default()
            self.post_message(VerifyScreen.Submitted())

    async def _on_paste(self, event: events.Paste) -> None:
        """Take what is pasted as it is, but nothing that steers a terminal."""
        from tui.quoting.clipboard import clean

        # What inserts it is called after this.
        event.text = "\n".join(visible(line) for line in clean(event.text)[0].split("\n"))


class VerifyScreen(BaseScreen):
    """A quotation, and what was found out about it."""

    CSS_PATH = "verify.tcss"
    typing_keys: ClassVar[tuple[tuple[str, str, str], ...]] = (
        ("esc", "back", "screen.back"),
        ("enter", "check", "screen.check"),
    )

    class Submitted(Message):
        """Enter was pressed."""

    class Checked(Message):
        """The quotation has been checked."""

        def __init__(self, finding: "Finding | None", problem: str = "") -> None:
            """Carry what was found, or what kept it from being looked for."""
            super().__init__()
            self.finding, self.problem = finding, problem

    def compose(self) -> ComposeResult:
        """Yield the field, the answer and the bars."""
        yield Static("Check a quotation", id="title", markup=False)
        field = _Field(
            id="quotation", soft_wrap=True, show_line_numbers=False, compact=True, highlight_cursor_line=False
        )
        field.cursor_blink = False
        yield field
        yield LineList((Line(_GUIDANCE),), id="answer", hang=0)
        yield StatusBar(id="status")
        yield KeyBar(id="keys", has_back=True)

    def on_mount(self) -> None:
        """Let the person paste; index meanwhile what has not been yet."""
        self.set_focus(self.field)
        self.browser.start_searcher()
        self.call_after_refresh(self.browser.release_keys)

    @property
    def browser(self) -> "StatementBrowser":
        """The program."""
        return cast("StatementBrowser", self.app)

    @property
    def field(self) -> TextArea:
        """Where the quotation is typed."""
        return self.query_one("#quotation", TextArea)

    @property
    def is_checking(self) -> bool:
        """Whether the answer is still to come."""
        return self.answer.lines == (_CHECKING,)

    @property
    def answer(self) -> LineList:
        """What was found out."""
        return self.query_one("#answer", LineList)

    def on_verify_screen_submitted(self) -> None:
        """Check what was typed."""
        self.action_check()

    def action_check(self) -> None:
        """Check what was typed."""
        quotation = self.field.text
        self.query_one("#status", StatusBar).tell("")
        if not quotation.strip():
            self.answer.show((Line(_GUIDANCE),))
            return
        self.answer.show((_CHECKING,))
        self._check(quotation)

    @work(thread=True, exclusive=True, group="verify")
    def _check(self, quotation: str) -> None:
        """Look the quotation up; runs in a thread."""
        worker = get_current_worker()
        interval = sys.getswitchinterval()
        sys.setswitchinterval(_TURN)
        try:
            while not self._is_indexed and not worker.is_cancelled:
                time.sleep(_LOOK)
            if not worker.is_cancelled:
                self.post_message(self.Checked(self.browser.collection().check(quotation)))
        except StatementsError as error:
            self.post_message(self.Checked(None, str(error)))
        except Exception as error:
            self.browser.hear_of(error)
            # Nobody would hear of it otherwise.
            self.post_message(self.Checked(None, f"could not check: {type(error).__name__}: {error}"))
        finally:
            sys.setswitchinterval(interval)

    @property
    def _is_indexed(self) -> bool:
        """Whether every file has been read and indexed: what is not found in a part may stand in the rest."""
        browser = self.browser
        return not browser.progress and sum(
            document is not None for document in browser.start_searcher().index.documents
        ) >= len(browser.library)

    def on_text_area_changed(self) -> None:
        """Take a notice away."""
        self.query_one("#status", StatusBar).tell("")

    def on_verify_screen_checked(self, message: Checked) -> None:
        """Show what was found, and let enter lead there."""
        if message.finding is None:
            self.answer.show((Line(message.problem),))
            return
        self.answer.show(tuple(_lines(message.finding)))
        if message.finding.document is not None:
            self.set_focus(self.answer)

    def on_line_list_chosen(self, message: LineList.Chosen) -> None:
        """Read at the place."""
        if self.is_current and message.line.places is not None:
            document, span = cast("tuple[Document, Span]", message.line.places())
            self.browser.show_place(document, span)

    def action_back(self) -> None:
        """Go back to the field, then leave."""
        if self.focused is self.answer:
            self.field.select_all()
            self.set_focus(self.field)
        else:
            super().action_back()


def _lines(finding: "Finding") -> list[Line]:
    """Return what was found out, line by line; the place leads there."""
    from tui.quoting.verify import Status

    lines = [Line(finding.status.in_words.capitalize(), is_heading=True)]
    document = finding.document
    if document is None:
        return [*lines, Line("No passage of these statements is near enough to be its source.")]
    place = f", {finding.locator}" if finding.locator else ""
    lines.append(Line(f"{document.name}{place}", lambda: (document, finding.span)))
    if finding.status is Status.ALTERED:
        lines.append(Line(finding.likeness))
    else:
        extent = "whole sentences" if finding.is_whole else "part of a sentence"
        lines.append(Line(f"{extent}; in {finding.places:,} places" if finding.places > 1 else extent))
    if finding.status is not Status.EXACT:
        lines += [Line(""), Line("The source", is_heading=True)]
        lines += [Line(text) for text in (finding.text or "").split("\n")]
    if finding.differences:
        lines += [Line(""), Line("What differs", is_heading=True)]
        lines += [Line(difference.in_words) for difference in finding.differences]
    return lines
