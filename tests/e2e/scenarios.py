"""The ways a quote can take, each as a person has it at home: what must arrive, and what may be claimed."""

import contextlib
import re
import shlex
import subprocess

from tests.e2e.copying import Bench, Route, Scenario
from tests.e2e.desk import ALLOWING, SELECTING

_ON, _OFF, _PASS = "set -s set-clipboard on", "set -s set-clipboard off", "set -g allow-passthrough on"
_REFUSING: tuple[str, ...] = ()
_CLIPBOARD, _PRIMARY, _NOWHERE = frozenset({"clipboard"}), frozenset({"primary"}), frozenset[str]()
_COPIED, _SENT = frozenset({"copied"}), frozenset({"sent"})
_HANDED = frozenset({"handed to tmux", "sent"})
_SAVED = frozenset({"saved"})
_KEPT = frozenset({"kept in tmux", "saved"})


def _selection_of_tmux() -> frozenset[str]:
    """Return where xterm puts what tmux sends: before 3.5 it names no selection, and xterm takes the primary one."""
    with contextlib.suppress(OSError):
        told = subprocess.run(["tmux", "-V"], capture_output=True, text=True).stdout
        version = re.search(r"(\d+)\.(\d+)", told)
        if version and (int(version[1]), int(version[2])) < (3, 5):
            return _PRIMARY
    return _CLIPBOARD


_OF_TMUX = _selection_of_tmux()
_OF_TMUX_IN_MOSH = _OF_TMUX - _PRIMARY
"""mosh lets through only what names the clipboard."""


def _here(bench: Bench) -> list[str]:
    return ["sh", "-c", bench.program]


def _ssh(bench: Bench) -> list[str]:
    return [*bench.far.interactive, bench.program]


def _ssh_with_display(bench: Bench) -> list[str]:
    """Log in where a display is that the program could reach, as when somebody sits at the far machine."""
    return [*bench.far.interactive, f"env DISPLAY={bench.desk.display.name} {bench.program}"]


def _forwarded(bench: Bench) -> list[str]:
    return [*bench.far.forwarding, bench.program]


def _forwarded_tmux(bench: Bench) -> list[str]:
    return [*bench.far.forwarding, shlex.join(["tmux", "-f", bench.settings("far.conf"), "new-session", bench.program])]


def _tmux_here(bench: Bench) -> list[str]:
    return bench.near_tmux(command=["sh", "-c", bench.program])


def _screen(bench: Bench) -> list[str]:
    return [*bench.far.interactive, f"screen {bench.program}"]


def _tmux_in_screen(*settings: str) -> Route:
    def command(bench: Bench) -> list[str]:
        tmux = ["screen", "tmux", "-f", bench.settings("far.conf", *settings), "new-session", bench.program]
        return [*bench.far.interactive, shlex.join(tmux)]

    return command


def _near_screen(bench: Bench) -> list[str]:
    return ["screen", *_ssh(bench)]


def _mosh(bench: Bench) -> list[str]:
    return [*bench.far.mosh, *shlex.split(bench.program)]


def _mosh_tmux(*settings: str) -> Route:
    return lambda bench: [*bench.far.mosh, "tmux", "-f", bench.settings("far.conf", *settings), "new", bench.program]


def _tmux(*settings: str) -> Route:
    return lambda bench: bench.far_tmux(*settings)


def _tmux_begun_at_a_display(bench: Bench) -> list[str]:
    """Come by ssh to a session that somebody began at a display of the far machine."""
    start = shlex.join(["tmux", "-f", bench.settings("far.conf"), "new-session", "-d", bench.program])
    return [*bench.far.interactive, f"DISPLAY={bench.desk.display.name} {start}; tmux attach"]


def _tmux_begun_by_ssh(bench: Bench) -> list[str]:
    """Sit down at the machine where a session was begun by ssh."""
    start = shlex.join(["tmux", "-f", bench.settings("far.conf"), "new-session", "-d", bench.program])
    attach = f"TMUX_TMPDIR={bench.far.home} tmux attach"
    return ["sh", "-c", f"{shlex.join([*bench.far.ssh, start])}; {attach}"]


def _near(*settings: str, far: Route = _ssh) -> Route:
    return lambda bench: bench.near_tmux(*settings, command=far(bench))


_X, _T, _S, _M = ("xauth",), ("tmux",), ("screen",), ("mosh", "mosh-server")

SCENARIOS = (
    Scenario("local desktop", _here, _CLIPBOARD, _COPIED, _REFUSING),
    Scenario("ssh", _ssh, _CLIPBOARD, _SENT, ALLOWING),
    Scenario("ssh, terminal refuses", _ssh, _NOWHERE, _SENT, _REFUSING),
    Scenario("ssh, a display there", _ssh_with_display, _NOWHERE, _SENT, _REFUSING),
    Scenario("ssh -X", _forwarded, _CLIPBOARD, _COPIED, _REFUSING, _X),
    Scenario("ssh, tmux", _tmux(), _OF_TMUX, _HANDED, ALLOWING, _T),
    Scenario("ssh, tmux, selectToClipboard", _tmux(), _CLIPBOARD, _HANDED, SELECTING, _T),
    Scenario("ssh, tmux, terminal refuses", _tmux(), _NOWHERE, _HANDED, _REFUSING, _T),
    Scenario("ssh, tmux on", _tmux(_ON), _OF_TMUX, _HANDED, ALLOWING, _T),
    Scenario("ssh, tmux off", _tmux(_OFF), _NOWHERE, _KEPT, SELECTING, _T),
    Scenario("ssh, tmux passthrough", _tmux(_PASS), _CLIPBOARD, _HANDED, ALLOWING, _T),
    Scenario("ssh, tmux passthrough, off", _tmux(_PASS, _OFF), _NOWHERE, _KEPT, SELECTING, _T),
    Scenario("ssh -X, tmux", _forwarded_tmux, _CLIPBOARD, _COPIED, _REFUSING, (*_X, *_T)),
    Scenario("local tmux", _tmux_here, _CLIPBOARD, _COPIED, _REFUSING, _T),
    Scenario("ssh, tmux begun at a display", _tmux_begun_at_a_display, _NOWHERE, _HANDED, _REFUSING, _T),
    Scenario("local tmux begun by ssh", _tmux_begun_by_ssh, _CLIPBOARD, _COPIED, _REFUSING, _T),
    Scenario("ssh, tmux, 90 kB", _tmux(), _OF_TMUX, _HANDED, ALLOWING, _T, paragraphs=35),
    Scenario("ssh, screen, 90 kB", _screen, _CLIPBOARD, _SENT, ALLOWING, _S, paragraphs=35),
    Scenario("ssh, screen", _screen, _CLIPBOARD, _SENT, ALLOWING, _S),
    Scenario("ssh, screen, tmux passthrough", _tmux_in_screen(_PASS), _CLIPBOARD, _HANDED, ALLOWING, (*_S, *_T)),
    Scenario("screen, ssh", _near_screen, _CLIPBOARD, _SENT, ALLOWING, _S),
    Scenario("tmux, ssh", _near(), _NOWHERE, _SENT, SELECTING, _T),
    Scenario("tmux on, ssh", _near(_ON), _OF_TMUX, _SENT, ALLOWING, _T),
    Scenario("tmux passthrough, ssh", _near(_PASS), _CLIPBOARD, _SENT, ALLOWING, _T),
    Scenario("tmux, ssh, tmux", _near(far=_tmux()), _NOWHERE, _HANDED, SELECTING, _T),
    Scenario("tmux on, ssh, tmux", _near(_ON, far=_tmux()), _OF_TMUX, _HANDED, ALLOWING, _T),
    Scenario("tmux and tmux, passthrough", _near(_PASS, far=_tmux(_PASS)), _CLIPBOARD, _HANDED, ALLOWING, _T),
    Scenario("mosh", _mosh, _CLIPBOARD, _SENT, ALLOWING, _M),
    Scenario("mosh, tmux", _mosh_tmux(), _OF_TMUX_IN_MOSH, _KEPT | _HANDED, ALLOWING, (*_M, *_T)),
    Scenario("mosh, tmux passthrough", _mosh_tmux(_PASS), _CLIPBOARD, _HANDED, ALLOWING, (*_M, *_T)),
    Scenario("mosh, 13 kB", _mosh, _NOWHERE, _SAVED, ALLOWING, _M, paragraphs=5),
)
"""Every way. "on" and "off" are what set-clipboard says, "passthrough" is allow-passthrough on, else defaults."""
