"""Keys and clicks that come in one burst, each of which has its effect before the next."""

from collections import deque
from typing import Any

from textual import events
from textual.timer import Timer

from tui.app.messages import KeyDone
from tui.app.wired import Wired

_TICK = 0.05
"""Seconds."""
_LONGEST_KEY = 10
"""Ticks after which the next key is let through all the same; none passes while something is being worked out."""
_LONGEST_WAIT = 60
"""The same of a key after which another screen is to come: a search may still be going on."""


class KeysInTurn(Wired):
    """An application that lets keys through one by one."""

    def __init__(self, **options: Any) -> None:
        """Make the application; options are those of `Wired`."""
        super().__init__(**options)
        self._waiting: deque[events.Key | events.MouseEvent] = deque()
        self._key_timer: Timer | None = None
        self._holds_keys = False
        self._turn = self._ticks = 0

    async def on_event(self, event: events.Event) -> None:
        """Let each key have its effect before the next one goes where the keys go then.

        Keys that come in one burst, as over a slow line, would otherwise all go to the pane that had the
        first: ``s`` opens a bar, and what is typed after it belongs there.
        """
        if not isinstance(event, events.Key | events.MouseEvent) or event.is_forwarded:
            await super().on_event(event)
        elif self._key_timer is not None or not self.screen.is_mounted:
            self._waiting.append(event)
            if self._key_timer is None:
                self._await_screen()
        elif isinstance(event, events.Key):
            await self._pass_on(event)
        else:
            await super().on_event(event)

    @property
    def has_keys_waiting(self) -> bool:
        """Whether a key has not had its effect yet."""
        return self._key_timer is not None or bool(self._waiting)

    async def _pass_on(self, key: events.Key) -> None:
        """Pass a key on; behind it goes a message that comes back when the key has had its effect."""
        self._begin_turn()
        # Where the key opens another screen, the keys after it wait for that one, for some time.
        self._holds_keys = key.key in getattr(self.screen, "closing_keys", ())
        target = self.focused or self.screen
        await super().on_event(key)
        target.post_message(KeyDone(self._turn))

    async def on_key_done(self, message: KeyDone) -> None:
        """Pass the next key on, unless one screen is about to give way to another or has done so already."""
        if not self._holds_keys and message.turn == self._turn:
            await self._next_key()

    def release_keys(self) -> None:
        """Let the keys go to the screen that has come."""
        if self._holds_keys:
            self.run_worker(self._next_key(), name="keys")

    def _begin_turn(self) -> None:
        """Begin to count the time of a key."""
        self._turn += 1
        self._ticks = 0
        self._key_timer = self.set_interval(_TICK, self._tick)

    async def _tick(self) -> None:
        self._ticks += 1
        if self._ticks >= (_LONGEST_WAIT if self._holds_keys else _LONGEST_KEY):
            await self._next_key()

    def _await_screen(self) -> None:
        """Wait until the screen, which is just being made, knows what to do with a key."""
        self._begin_turn()
        self.screen.post_message(KeyDone(self._turn))

    async def _next_key(self) -> None:
        """Pass the next key on."""
        self._holds_keys = False
        if self._key_timer is not None:
            self._key_timer.stop()
            self._key_timer = None
        while self._waiting:
            if not self.screen.is_mounted:
                self._await_screen()
                break
            event = self._waiting.popleft()
            if isinstance(event, events.Key):
                await self._pass_on(event)
                break
            await super().on_event(event)
