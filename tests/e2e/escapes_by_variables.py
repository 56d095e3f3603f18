"""Attempts with variables that the server lets in: most of them at once in one visit, the strangest each in its own."""

import contextlib
import re
from functools import partial
from pathlib import Path

from tests.e2e.display import PATIENCE
from tests.e2e.escapes import Attempts, leaks_in
from tests.e2e.reading_room import ReadingRoom

_VARIABLES = {
    "TEXTUAL_LOG": "{drop}/log",
    "TEXTUAL_PRESS": "Q,e,enter",
    "TEXTUAL_SCREENSHOT": "0",
    "TEXTUAL_SCREENSHOT_LOCATION": "{drop}",
    "TEXTUAL_DRIVER": "os:system",
    "TEXTUAL_DEBUG": "1",
    "TEXTUAL": "devtools,debug",
    "TEXTUAL_THEME": "dracula",
    "STATEMENTS_STATE": "{drop}/state",
    "_STATEMENTS_COMPLETE": "bash_source",
    "XDG_STATE_HOME": "{drop}",
    "XDG_DATA_HOME": "{drop}",
    "XDG_CACHE_HOME": "{drop}",
    "XDG_RUNTIME_DIR": "{drop}",
    "PYTHONINSPECT": "1",
    "PYTHONSTARTUP": "{secret}",
    "PYTHONBREAKPOINT": "os.system",
    "PYTHONDEVMODE": "1",
    "EDITOR": "/bin/sh",
    "VISUAL": "/bin/sh",
    "PAGER": "/bin/sh",
    "SHELL": "/bin/bash",
    "HOME": "{drop}",
    "BASH_ENV": "{secret}",
    "ENV": "{secret}",
    "TMUX": "{drop}/tmux,1,0",
    "TMUX_PANE": "%0",
    "DISPLAY": ":0",
    "WAYLAND_DISPLAY": "wayland-0",
    "TERMINFO": "{drop}",
    "LOCPATH": "{drop}",
    "TZ": "{secret}",
    "LINES": "9999",
    "COLUMNS": "9999",
    "LC_MESSAGES": "../../x",
    "LANG": "/etc/passwd",
}
"""Brought along in one visit."""
_ODD = (
    ("LC_ALL=../../x", "LC_ALL", "../../../../etc/passwd"),
    ("LC_ALL with a codec that steers", "LC_ALL", "en_US.unicode_escape"),
    ("TERM with a path", "TERM", "../../../etc/passwd"),
    ("TERM with a command", "TERM", "x;id;$(id)"),
    ("TERM without abilities", "TERM", "unknown"),
)
_FIXED = {"PATH": "/usr/bin:/bin", "HOME": "/nonexistent"}


def try_variables(attempts: Attempts) -> None:
    """Steer the program with variables."""
    room = attempts.room
    words = {"drop": room.drop, "secret": room.secret}
    brought = {name: value.format(**words) for name, value in _VARIABLES.items()}
    setting = " ".join(f"{name}={value}" for name, value in brought.items())
    with room.visit("-o", f"SetEnv={setting}") as visit:
        visit.wait_for("peace", PATIENCE)
        visit.press("j", "y")
        visit.settle()
        shown, found = visit.screen_text(), _environments_of(room)
        visit.press("q")
        status = visit.wait_exit()
        written = visit.bytes_since()
    for name in brought:
        values = {has.get(name) for has in found}
        seen = f"{len(found)} processes have {name}={values}"
        is_clean = values == {_FIXED.get(name)}
        is_usual = status == 0 and "to your terminal (OSC 52)" in shown and not leaks_in(written)
        attempts.record(f"variable {name}", partial(lambda *judged: judged, is_clean and is_usual, seen), False)
    let_in = ["-o", f"SetEnv={setting}"]
    refused = [*room.ssh("-tt", *let_in), "room", "id"]
    attempts.record("PYTHONINSPECT and a command: Python's own prompt", lambda: _is_refused(room, refused))
    for title, name, value in _ODD:
        attempts.record(title, partial(_runs_as_usual, room, name, value))


def _is_refused(room: ReadingRoom, command: list[str]) -> tuple[bool, str]:
    done = room.run(command, given=b"print(open('/etc/passwd').read())\n")
    output = done.stdout + done.stderr
    return done.returncode == 2 and not leaks_in(output), output.decode(errors="replace")


def _runs_as_usual(room: ReadingRoom, name: str, value: str) -> tuple[bool, str]:
    options = [] if name == "TERM" else ["-o", f"SetEnv={name}={value}"]
    with room.visit(*options, env={name: value} if name == "TERM" else {}) as visit:
        visit.wait_for("peace", PATIENCE)
        kept = {has.get(name) for has in _environments_of(room)}
        visit.press("q")
        status = visit.wait_exit()
        written = visit.bytes_since()
    is_harmless = all(value is None or re.fullmatch(r"[\w.+@-]+", value) for value in kept)
    return status == 0 and bool(kept) and is_harmless and not leaks_in(written), f"the processes have {name}={kept}"


def _environments_of(room: ReadingRoom) -> list[dict[str, str]]:
    """Return the variables of each program that runs for the visitor, and of what they share."""
    found = []
    for number in room.processes():
        folder = Path("/proc") / str(number)
        with contextlib.suppress(OSError):
            if "python" in (folder / "comm").read_text():
                pairs = (folder / "environ").read_bytes().decode(errors="replace").split("\0")
                found.append(dict(pair.split("=", 1) for pair in pairs if "=" in pair))
    return found
