"""Attempts with keys, inside the program and while it begins."""

import base64
import contextlib
import itertools
import os
import re
import signal
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from tests.e2e.display import PATIENCE, wait_until
from tests.e2e.escapes import Attempts, Canary, heard, leaks_in
from tests.e2e.far_side import free_port
from tests.e2e.reading_room import SECRET, ReadingRoom
from tests.terminal import Terminal

_PALETTE = (
    "screenshot",
    "suspend",
    "export",
    "way to the clipboard",
    "save",
    "open a shell",
    "open url",
    "devtools",
    "maximize",
)
_TYPED = ("/etc/passwd", "../../outside/secret", "~/.ssh/authorized_keys", "|sh", "!id", "$(id)", "file:///etc/passwd")
_PLACES = (("search", "s"), ("filter", "/"), ("check", "V"))
_CLIPBOARD = re.compile(rb"\x1b\]52;c;([A-Za-z0-9+/=]*)")
_AT_HOME = re.compile(r"document \d of 3")
_PALETTE_OPEN = "│ command "
_HUGE = ["words " * 5_000] * 10
"""In pieces that a terminal takes without making its writer wait."""
_QUIET = 0.15
"""Seconds without output after which a key has had its effect; esc and a key at once would be another key."""


def try_keys(attempts: Attempts) -> None:
    """Press all kinds of keys in one visit, each attempt from where the visit began."""
    room = attempts.room
    with room.visit() as visit:
        visit.wait_for("peace", PATIENCE)
        hand = _Hand(room, visit)
        attempts.record("links out of the collection", hand.lists_no_link, False)
        for name, key in (("ctrl+z", "\x1a"), ("ctrl+c", "\x03"), ("ctrl+\\", "\x1c"), ("ctrl+d", "\x04")):
            attempts.record(f"{name} while reading", partial(hand.stays, key), False)
        for name, key in (("!", "!"), ("|", "|"), ("e", "e"), ("E", "E"), ("ctrl+x", "\x18"), ("ctrl+o", "\x0f")):
            attempts.record(f"{name} in the quote book", partial(hand.stays, f"Q{key}"), False)
        for words in _PALETTE:
            attempts.record(f"palette: {words}", partial(hand.finds_no_command, words), False)
        for words, (place, key) in zip(_TYPED, itertools.cycle(_PLACES), strict=False):
            attempts.record(f"{place}: {words}", partial(hand.finds_nothing, key, words), False)
        attempts.record(
            "check: words near the secret",
            partial(hand.finds_nothing, "V", "In this file stands CANARY-that-all-may-read."),
            False,
        )
        attempts.record("search: the secret", partial(hand.finds_nothing, "s", "CANARY"), False)
        attempts.record("search: the passwords", partial(hand.finds_nothing, "s", '"root x 0 0"'), False)
        attempts.record("note: a command", hand.writes_a_note, False)
        for template in ("{text.__class__.__mro__}", "{path}{file}", "{0}{text!r:>99999999}"):
            attempts.record(f"template: {template}", partial(hand.uses_template, template), False)
        attempts.record("copying in the whole visit", hand.copies_no_path, False)
        attempts.record("a file name that steers the terminal", hand.is_not_steered, False)
        attempts.record("huge paste", partial(hand.stays, "V", "\x1b[200~", *_HUGE, "\x1b[201~"), False)
        attempts.record(
            "broken sequences", partial(hand.stays, b"\x1b[200~\x1bP\x1b]52;c;?\x07\xff\xfe\x9b\x1b[201~\x1b[<"), False
        )
        for columns, rows in ((1, 1), (3, 300), (700, 200)):
            attempts.record(f"a window of {columns} by {rows}", partial(hand.resizes, columns, rows), False)
        attempts.record("another program of the same user", hand.is_alone, False)
        attempts.record("q: what comes after", hand.leaves, False)


class _Hand:
    """Who presses the keys, and looks what comes of it."""

    def __init__(self, room: ReadingRoom, visit: Terminal) -> None:
        self.room, self.visit = room, visit

    def stays(self, *keys: str | bytes) -> tuple[bool, str]:
        """Press keys; the program goes on, alone, not stopped."""
        self._type(*keys)
        is_refused, seen = self._is_well()
        self._go_back()
        return is_refused, seen

    def finds_no_command(self, words: str) -> tuple[bool, str]:
        """Look for a command in the palette, and press enter in any case."""
        self._type(":")
        self._comes_to_sight(_PALETTE_OPEN)
        self._type(words)
        text = self.visit.screen_text().lower()
        rows = [row for row in text.splitlines() if words in row and _PALETTE_OPEN not in row]
        self._type("\r")
        is_well, seen = self._is_well()
        self._go_back()
        return is_well and not rows, f"no such command; {seen}"

    def finds_nothing(self, key: str, words: str) -> tuple[bool, str]:
        """Type something where something can be typed; nothing of what lies outside comes to sight."""
        mark = self.visit.mark()
        self._type(key, words, "\r")
        shown = self.visit.bytes_since(mark).replace(words.encode(), b"")
        is_well, seen = self._is_well()
        self._go_back()
        return is_well and not leaks_in(shown) and SECRET not in shown.decode(errors="replace"), seen

    def writes_a_note(self) -> tuple[bool, str]:
        """Write a note that looks like a command."""
        self._go_to_text()
        self._type("y", "Q", "a", "; touch /tmp/x; $(id)", "\r")
        is_well, seen = self._is_well()
        self._go_back()
        return is_well, seen

    def uses_template(self, template: str) -> tuple[bool, str]:
        """Let a citation be made by a template of one's own."""
        mark = self.visit.mark()
        self._go_to_text()
        self._type("S", "G", "\r")
        has_asked = self._comes_to_sight("│ template ")
        self._type("\x15", "\x1b[H\x0b", template, "\r")
        self._go_back()
        self._go_to_text()
        self._type("Y")
        copied = b"".join(_copied(self.visit.bytes_since(mark)))
        is_well, seen = self._is_well()
        self._go_back()
        parts = (b"class", self.room.folder.name.encode(), b"/tmp")
        return has_asked and is_well and not any(part in copied for part in parts) and len(
            copied
        ) < 10_000, f"{copied!r:.60}; {seen}"

    def copies_no_path(self) -> tuple[bool, str]:
        """Look through all that came to the clipboard in this visit."""
        copied = _copied(self.visit.bytes_since())
        return bool(copied) and not any(b"/tmp" in text for text in copied), f"{len(copied)} copies without a path"

    def lists_no_link(self) -> tuple[bool, str]:
        """Look at the list of the documents, and at what was sent since the beginning."""
        is_whole = _AT_HOME.search(self.visit.screen_text()) is not None
        return is_whole and not leaks_in(self.visit.bytes_since()), "three documents, none of them from outside"

    def is_not_steered(self) -> tuple[bool, str]:
        """Look for what the name would have made the terminal do."""
        written = self.visit.bytes_since()
        return b"pwned" not in written.replace(b"]0;pwned", b"") and b"\x1b]0;" not in written, "no such sequence"

    def resizes(self, columns: int, rows: int) -> tuple[bool, str]:
        """Make the window as small or as large as no window is."""
        self.visit.resize(columns, rows)
        self._type("j")
        self.visit.resize(100, 30)
        is_well, seen = self.stays("k")
        return is_well, seen

    def is_alone(self) -> tuple[bool, str]:
        """Look what runs as the visitor's user, and whether its memory can be read by that user."""
        sizes = {number: _memory_of(number) for number in self.room.visits()}
        reader = max(sizes, key=lambda number: sizes[number])
        owner = (Path("/proc") / str(reader) / "environ").stat().st_uid
        return self.room.programs() == {"python"} and owner == 0, f"{self.room.programs()}, closed to its own user"

    def leaves(self) -> tuple[bool, str]:
        """Leave; nothing comes after."""
        self._go_back()
        mark = self.visit.mark()
        self.visit.press("q")
        status = self.visit.wait_exit()
        after = self.visit.bytes_since(mark)
        wait_until(lambda: not self.room.programs(), PATIENCE, lambda: str(self.room.programs()))
        return status == 0 and not leaks_in(after), "the connection has ended"

    def _type(self, *keys: str | bytes) -> None:
        for key in keys:
            if self.visit.returncode is not None:
                # Nobody would take what is written to this terminal any more.
                return
            self.visit.send(key)
            self.visit.settle(_QUIET)

    def _go_to_text(self) -> None:
        """Go from the list to the text, unless the keys are there already."""
        if "y copy" not in self.visit.lines()[-1]:
            self._type("\t")

    def _comes_to_sight(self, words: str) -> bool:
        with contextlib.suppress(TimeoutError):
            self.visit.wait_for(words, PATIENCE)
        return words in self.visit.screen_text()

    def _go_back(self) -> None:
        """Undo all that is open, until the library is there with no way back."""
        for _ in range(20):
            self._type("\x1b")
            *_, keys = self.visit.lines()
            if "s search" in keys and "esc back" not in keys and _PALETTE_OPEN not in self.visit.screen_text():
                break

    def _is_well(self) -> tuple[bool, str]:
        names = self.room.programs()
        states = [_state_of(number) for number in self.room.processes()]
        is_well = names == {"python"} and "T" not in states and self.visit.returncode is None
        if not is_well:
            tail = self.visit.bytes_since()[-300:].decode(errors="replace")
            return False, f"{names} {states}, status {self.visit.returncode}: {tail!r}"
        return is_well, f"{names} runs on; {self.visit.lines()[-2].strip()}"


def _copied(written: bytes) -> list[bytes]:
    return [base64.b64decode(found) for found in _CLIPBOARD.findall(written)]


def _state_of(number: int) -> str:
    with contextlib.suppress(OSError):
        return (Path("/proc") / str(number) / "stat").read_text().rpartition(")")[2].split()[0]
    return ""


def _memory_of(number: int) -> int:
    with contextlib.suppress(OSError, IndexError):
        return int((Path("/proc") / str(number) / "statm").read_text().split()[1])
    return 0


def try_beginnings(attempts: Attempts) -> None:
    """Press keys while the program begins, escape to the client's own line, and let the line die."""
    room = attempts.room
    attempts.record("ctrl+z at the beginning", lambda: _begins(room, b"\x1a"))
    attempts.record("ctrl+c ctrl+\\ ctrl+d at the beginning", lambda: _begins(room, b"\x03\x1c\x04"))
    with room.visit("-e", "~") as visit, Canary() as canary:
        visit.wait_for("peace", PATIENCE)
        near = free_port()
        for name, keys, look in (
            ("~C: a forwarding", ("\r", "~C", f"-L{near}:127.0.0.1:{canary.port}\r"), lambda: not heard(near)),
            ("~B: a break", ("\r", "~B"), lambda: True),
        ):
            attempts.record(name, partial(_escapes, room, visit, keys, look))
        attempts.record("the line dies", lambda: _dies(room, visit), False)


def _begins(room: ReadingRoom, keys: bytes) -> tuple[bool, str]:
    sessions = room.log().count("Starting session")
    with room.visit() as visit:
        # Before, the near side's own terminal would take these keys.
        wait_until(lambda: room.log().count("Starting session") > sessions, PATIENCE, room.log)
        before = time.monotonic()
        while time.monotonic() - before < 1.5 and visit.returncode is None:
            visit.send(keys)
            time.sleep(0.02)
        visit.settle(0.5)
        names, states = room.programs(), [_state_of(number) for number in room.processes()]
        is_closed = visit.returncode is not None and not names
        is_well = (is_closed or names == {"python"}) and "T" not in states
        is_well = is_well and not leaks_in(visit.bytes_since())
    wait_until(lambda: not room.programs(), PATIENCE, lambda: str(room.programs()))
    return is_well, f"{names or 'the connection has ended'}"


def _escapes(room: ReadingRoom, visit: Terminal, keys: Sequence[str], look: Callable[[], bool]) -> tuple[bool, str]:
    for key in keys:
        visit.send(key)
        visit.settle(0.2)
    is_refused = look()
    return is_refused and room.programs() == {"python"}, f"{visit.lines()[-1]}"


def _dies(room: ReadingRoom, visit: Terminal) -> tuple[bool, str]:
    os.kill(visit.pid, signal.SIGKILL)
    before = time.monotonic()
    wait_until(lambda: not room.programs(), PATIENCE, lambda: str(room.programs()))
    return time.monotonic() - before < 5, f"ended within {time.monotonic() - before:.1f} s"


def try_limits(attempts: Attempts) -> None:
    """Stay for ever, and take all the memory; in a room with ``--idle 0.1 --memory 128``."""
    room = attempts.room
    attempts.record("staying without reading", lambda: _is_let_out(room))
    attempts.record("a window of 9999 by 9999", lambda: _fills_memory(room))


def _is_let_out(room: ReadingRoom) -> tuple[bool, str]:
    with room.visit() as visit:
        status = visit.wait_exit(PATIENCE)
        lines = [line for line in visit.lines() if line]
    is_told = any("closes when nobody reads" in line for line in lines)
    wait_until(lambda: not room.programs(), PATIENCE, lambda: str(room.programs()))
    return status == 0 and is_told, f"status {status}: {lines[:1]}"


def _fills_memory(room: ReadingRoom) -> tuple[bool, str]:
    with room.visit() as visit:
        visit.wait_for("peace", PATIENCE)
        visit._set_size(9999, 9999)
        status = visit.wait_exit(PATIENCE)
        written = visit.bytes_since()[-400:].decode(errors="replace")
    is_told = "memory limit of 128 MiB is reached" in written or "closes when nobody reads" in written
    return status in (0, 3) and is_told and not leaks_in(written), f"status {status}: {written[-120:]!r}"
