"""Knowing without a clock when a program on the stage has nothing left to do."""

import asyncio
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest import mock

from textual import _wait
from textual import app as textual_app
from textual import pilot as textual_pilot
from textual.app import App
from textual.message_pump import MessagePump
from textual.pilot import Pilot
from textual.screen import Screen

_LOOK = 0.004
"""Seconds between two looks whether a program with threads is idle; the pilot's own 0.02 add up to minutes."""

_wait_by_the_clock = _wait.wait_for_idle
_wait_by_messages = Pilot._wait_for_screen


class Idleness:
    """Tells when one program is idle.

    Textual's pilot takes a program for idle that has used little of the processor for a moment, three times a key, and
    sends each widget a message to see it come back: 20 ms where the key itself takes one. The event loop knows better:
    nothing is ready to run, nothing is to be drawn, and each widget waits for its next message. Only where a thread may
    be at work, or a widget waits for something else, the pilot goes its own way.
    """

    def __init__(self, app: App[Any]) -> None:
        """Take a program that has not started, so that all threads there are belong to others."""
        self._app = app
        self._others = set(threading.enumerate())

    async def wait_for_idle(self, min_sleep: float = 0, max_sleep: float = 1) -> None:
        """Wait until nothing is ready to run and all is drawn, in place of `_wait.wait_for_idle`."""
        if min_sleep or not await self._settle(max_sleep) or self._has_threads_at_work():
            await _wait_by_the_clock(min_sleep, max_sleep)

    async def wait_for_screen(self, pilot: Pilot[Any], timeout: float = 30.0) -> bool:
        """Wait until the screen and its widgets have taken all messages, in place of `Pilot._wait_for_screen`."""
        if await self._settle(timeout) and self._is_every_message_taken():
            return not self._app._exception_event.is_set()
        return await _wait_by_messages(pilot, timeout)

    async def _settle(self, seconds: float) -> bool:
        """Let the program run until nothing is left that could run at once; tell whether it came to that."""
        loop: Any = asyncio.get_running_loop()
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            await asyncio.sleep(0)
            if not loop._ready and not self._draw():
                return True
        return False

    def _draw(self) -> bool:
        """Draw what has changed; tell whether there was anything."""
        screen = self._screen()
        if screen is not None and self._app._resize_event is not None:
            self._app._check_resize()
            return True
        if screen is None or not screen.is_current or self._app._batch_count or not screen._is_mounted:
            return False
        waits = screen._layout_required or screen._scroll_required or screen._repaint_required
        if not (waits or screen._recompose_required or screen._dirty_widgets or screen._callbacks):
            return False
        screen._on_timer_update()
        return True

    def _screen(self) -> Screen[Any] | None:
        stack = self._app._screen_stack if self._app._screen_stacks else []
        return stack[-1] if stack else None

    def _is_every_message_taken(self) -> bool:
        screen = self._screen()
        return screen is not None and all(
            _is_waiting(pump) for pump in (self._app, *screen.walk_children(with_self=True))
        )

    def _has_threads_at_work(self) -> bool:
        loop: Any = asyncio.get_running_loop()
        executor = loop._default_executor
        pool = set() if executor is None else set(executor._threads)
        if pool and (executor._work_queue.qsize() or executor._idle_semaphore._value < len(pool)):
            return True
        return bool(set(threading.enumerate()) - self._others - pool)


def _is_waiting(pump: MessagePump) -> bool:
    """Whether a widget has taken all its messages and waits for the next one."""
    queue: Any = pump._message_queue
    return queue.empty() and bool(queue.ready_event._waiters)


@contextmanager
def watched(app: App[Any]) -> Iterator[None]:
    """Let the pilot of a program that is about to start know by the event loop when the program is idle."""
    idleness = Idleness(app)

    async def wait_for_screen(pilot: Pilot[Any], timeout: float = 30.0) -> bool:
        return await idleness.wait_for_screen(pilot, timeout)

    with (
        mock.patch.object(_wait, "SLEEP_GRANULARITY", _LOOK),
        mock.patch.object(_wait, "SLEEP_IDLE", _LOOK / 10),
        mock.patch.object(textual_app, "wait_for_idle", idleness.wait_for_idle),
        mock.patch.object(textual_pilot, "wait_for_idle", idleness.wait_for_idle),
        mock.patch.object(Pilot, "_wait_for_screen", wait_for_screen),
    ):
        yield
