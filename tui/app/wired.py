"""What the application does with its terminal: how it is drawn on, redrawn, and whose the mouse is."""

import asyncio
import contextlib
import os
import signal
import sys
from typing import TYPE_CHECKING, Any, ClassVar

from textual import events
from textual.app import App
from textual.driver import Driver
from textual.timer import Timer

from tui.app.commands import Command
from tui.app.leaving import Leaving
from tui.terminal.capabilities import holds_escape, is_thin_safe

if TYPE_CHECKING:
    from tui.app.driver import ThinDriver


_AFTER_RESIZE = 0.05
"""Seconds after the last change of the size; what is drawn already costs nothing when it is drawn again."""


class Wired(App[None]):
    """An application at the end of a wire."""

    can_pause: ClassVar[bool] = True
    """Whether it lets itself be stopped for the shell below it."""

    def __init__(self, is_thin: bool | None = None, has_mouse: bool | None = None, **options: Any) -> None:
        """Make the application.

        Args:
            is_thin: Whether only differences are sent; None for yes wherever the terminal allows.
            has_mouse: Whether the terminal reports what the mouse does; None for yes unless esc would suffer.
            options: Textual's own.
        """
        self.has_mouse = not holds_escape(os.environ) if has_mouse is None else has_mouse
        self._resize_pause: Timer | None = None
        self.is_thin = is_thin_safe(os.environ) if is_thin is None else is_thin
        self.leaving = Leaving(self._give_up)
        self.is_leaving = False
        """Whether it has been told to end; a screen that was just being made may have nothing in it then."""
        self._loop: asyncio.AbstractEventLoop | None = None
        super().__init__(**options)

    def on_load(self) -> None:
        """Leave the terminal as it was found when the program is asked to end, or its terminal is gone."""
        self._loop = asyncio.get_running_loop()
        if not self.is_headless:
            # Not by the event loop, which may be busy.
            with contextlib.suppress(AttributeError, ValueError):
                for name in ("SIGTERM", "SIGHUP"):
                    signal.signal(getattr(signal, name), lambda *_: self.hang_up())

    def hang_up(self) -> None:
        """End soon, whatever is going on; called from any thread."""
        self.leaving.begin()
        with contextlib.suppress(RuntimeError):
            if self._loop is not None:
                self._loop.call_soon_threadsafe(self.exit)

    def exit(self, *arguments: Any, **options: Any) -> None:
        """End the program."""
        self.is_leaving = True
        super().exit(*arguments, **options)

    def _give_up(self) -> None:
        """End at once."""
        if self.thin_driver is not None:
            self.thin_driver.abandon()
        os._exit(1)

    def action_suspend_process(self) -> None:
        """Leave the terminal to the shell until the program is called back."""
        from tui.terminal.jobs import has_shell

        if self._driver is None or not self._driver.can_suspend or not has_shell():
            self.tell("there is no shell here to go back to; q leaves")
        else:
            os.kill(os.getpid(), signal.SIGTSTP)

    def on_mount(self) -> None:
        """Draw everything again whenever the program comes back to the terminal."""
        self.app_resume_signal.subscribe(self, lambda _: self.action_redraw())

    def get_driver_class(self) -> type[Driver]:
        """Return our own driver; on Windows, which has no such terminals, Textual's."""
        if sys.platform == "win32":
            return super().get_driver_class()
        from tui.app.driver import ThinDriver

        return ThinDriver

    def offers(self, command: Command) -> bool:
        """Tell whether there is a command in this program."""
        return True

    def hear_of(self, error: Exception) -> None:
        """Hear of a fault that is said where it arose, and after which the program goes on; from any thread."""

    def tell(self, notice: str) -> None:
        """Show a notice."""
        raise NotImplementedError

    def on_resize(self, event: events.Resize) -> None:
        """Draw for the new size from now on; where it comes back at once Textual sees no reason to draw anything."""
        if self.thin_driver is not None and self.thin_driver.resize(event.size.width, event.size.height):
            if self._resize_pause is not None:
                self._resize_pause.stop()
            self._resize_pause = self.set_timer(_AFTER_RESIZE, lambda: self.screen.refresh(layout=True))

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Let no cursor blink: each time it would be drawn anew."""
        if hasattr(event.widget, "cursor_blink"):
            event.widget.cursor_blink = False

    def action_redraw(self) -> None:
        """Draw the whole screen again."""
        if self.thin_driver is not None:
            self.thin_driver.repaint()
        self.screen.refresh(layout=True)

    def action_release_mouse(self) -> None:
        """Leave the mouse to the terminal, or take it back."""
        self.has_mouse = not self.has_mouse
        if self.thin_driver is not None:
            self.thin_driver.take_mouse(self.has_mouse)
        self.tell(
            "the mouse is taken; M lets go of it"
            if self.has_mouse
            else "the mouse is the terminal's: select with it as anywhere; M takes it back"
        )

    @property
    def thin_driver(self) -> "ThinDriver | None":
        """The driver, where it is our own; without a terminal there is none."""
        driver: Any = self._driver
        return driver if hasattr(driver, "take_mouse") else None
