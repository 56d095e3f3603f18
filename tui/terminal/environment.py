"""What lies between the program and the person: SSH, mosh, tmux, screen, displays, and the terminal itself."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field

from tui.terminal.appearance import count_colours, find_locale, name_terminal
from tui.terminal.capabilities import SSH_VARIABLES
from tui.terminal.displays import Desktop, choose_variables, find_clipboard_program, find_desktop
from tui.terminal.machine import Machine
from tui.terminal.tmux import Tmux, multiplexer_of

_DEEPEST = 64
"""Generations of processes that are looked at; no program is further from the first of all."""


@dataclass(frozen=True, slots=True)
class Environment:
    """All that the way of a copy depends on; what could not be learnt is empty."""

    is_ssh: bool = False
    """Whether the person is connected with SSH (mosh begins as SSH)."""
    is_mosh: bool = False
    """Whether a mosh server lies between, which cuts off long sequences."""
    multiplexer: str = ""
    """What the program runs in directly: "tmux", "screen" or ""."""
    tmux: Tmux | None = None
    """The tmux around the program, directly or around screen; None where there is none."""
    near_multiplexer: str = ""
    """A multiplexer that only TERM tells of, on the person's side of a connection: "tmux", "screen" or ""."""
    desktop: Desktop = Desktop.NONE
    """The desktop the person sits at."""
    clipboard_program: str = ""
    """The program that sets the desktop's clipboard; "" where none is installed."""
    display: str = ""
    """The X display as the person's side has it now."""
    wayland_display: str = ""
    """The Wayland display as the person's side has it now."""
    desktop_variables: Mapping[str, str | None] = field(default_factory=dict)
    """Variables for a program that talks to the desktop; None for one it must not have."""
    term: str = ""
    """TERM."""
    colorterm: str = ""
    """COLORTERM."""
    colours: int = 0
    """How many colours TERM, COLORTERM and NO_COLOR promise; 0 for none."""
    terminal: str = ""
    """What the terminal calls itself: "XTerm(379)", "iTerm2"."""
    locale: str = ""
    """The locale for characters, as LC_ALL, LC_CTYPE or LANG give it."""
    is_utf8: bool = True
    """Whether that locale says UTF-8."""

    @property
    def is_remote(self) -> bool:
        """Whether the person sits at another machine."""
        return self.is_ssh or self.is_mosh


def detect(environ: Mapping[str, str] = os.environ, machine: Machine | None = None) -> Environment:
    """Look at what lies between the program and the person now.

    Inside tmux and screen this changes with each attaching, so it is asked anew for each copy. It may take a second
    where tmux does not answer.

    Args:
        environ: The program's variables.
        machine: What else is asked; None for this machine.
    """
    machine = machine or Machine()
    tmux = machine.ask_tmux(environ) if environ.get("TMUX") else None
    multiplexer = _multiplexer(environ, machine)
    seat = _seat(environ, tmux, multiplexer, machine)
    is_mosh = any("mosh-server" in _ancestry(process, machine) for process in seat.processes)
    is_ssh = any(seat.variables.get(name) for name in SSH_VARIABLES)
    # Where tmux could not be asked, the pane's variables may be those of another day and another machine.
    is_known = not is_mosh and (tmux is None or tmux.has_answered)
    desktop = find_desktop(seat.variables, is_ssh, machine) if is_known else Desktop.NONE
    locale = find_locale(environ)
    return Environment(
        is_ssh=is_ssh,
        is_mosh=is_mosh,
        multiplexer=multiplexer,
        tmux=tmux,
        near_multiplexer="" if multiplexer else multiplexer_of(environ.get("TERM", "")),
        desktop=desktop,
        clipboard_program=find_clipboard_program(desktop, seat.variables, machine),
        display=seat.variables.get("DISPLAY", ""),
        wayland_display=seat.variables.get("WAYLAND_DISPLAY", ""),
        desktop_variables=choose_variables(desktop, seat.variables),
        term=environ.get("TERM", ""),
        colorterm=environ.get("COLORTERM", ""),
        colours=count_colours(environ),
        terminal=name_terminal(seat.variables, tmux, environ),
        locale=locale,
        is_utf8=locale.lower().replace("-", "").partition("@")[0].endswith("utf8"),
    )


@dataclass(frozen=True, slots=True)
class _Seat:
    """Where the person sits, as far as processes tell."""

    variables: Mapping[str, str]
    processes: tuple[int, ...]


def _multiplexer(environ: Mapping[str, str], machine: Machine) -> str:
    """Return the innermost multiplexer: one started in the other inherits its variable."""
    inside = [name for name, variable in (("tmux", "TMUX"), ("screen", "STY")) if environ.get(variable)]
    if len(inside) < 2:
        return inside[0] if inside else ""
    for name in _ancestry(machine.own_pid(), machine):
        if name.startswith("tmux"):
            return "tmux"
        if name.lower() == "screen":
            return "screen"
    return "tmux" if environ.get("TERM", "").startswith("tmux") else "screen"


def _ancestry(number: int, machine: Machine) -> tuple[str, ...]:
    """Return the names of a process and those it descends from, nearest first."""
    names = []
    for _ in range(_DEEPEST):
        process = machine.process(number) if number > 0 else None
        if process is None:
            break
        names.append(process.name)
        number = process.parent
    return tuple(names)


def _nearest_variables(number: int, machine: Machine) -> Mapping[str, str] | None:
    """Return the variables of a process, or of its next ancestor that shows them: set-group-id programs do not."""
    for _ in range(_DEEPEST):
        variables = machine.variables(number)
        if variables is not None:
            return variables
        process = machine.process(number)
        if process is None or process.parent <= 1:
            return None
        number = process.parent
    return None


def _seat(environ: Mapping[str, str], tmux: Tmux | None, multiplexer: str, machine: Machine) -> _Seat:
    """Return the variables and processes of whoever looks at the program now.

    A multiplexer keeps the variables it was started with, so those of its clients count.
    """
    if tmux is not None and tmux.has_answered:
        client = machine.variables(tmux.client_pid) if tmux.client_pid else None
        return _Seat(_around_tmux(environ, tmux, client), tmux.client_pids)
    if multiplexer == "screen":
        return _around_screen(environ, machine)
    return _Seat(environ, (machine.own_pid(),))


def _around_tmux(environ: Mapping[str, str], tmux: Tmux, client: Mapping[str, str] | None) -> Mapping[str, str]:
    """Return the variables outside of tmux: the session's, then the client's, then the pane's."""
    around = dict(environ if client is None else client)
    if client is None and "SSH_CONNECTION" in tmux.session:
        for name in SSH_VARIABLES:
            around.pop(name, None)
    if client is not None and len(tmux.client_pids) > 1:
        # The session has the variables of the client that came last; the one that was used last counts.
        return around
    for name, value in tmux.session.items():
        if value is None:
            around.pop(name, None)
        else:
            around[name] = value
    return around


def _around_screen(environ: Mapping[str, str], machine: Machine) -> _Seat:
    """Return the seat of a screen session, which tells nothing of its clients: all this person has are looked at."""
    clients = machine.screen_clients()
    found = [variables for client in clients if (variables := _nearest_variables(client, machine)) is not None]
    if not found:
        return _Seat(environ, (machine.own_pid(), *clients))
    if len(found) == 1:
        return _Seat(found[0], clients)
    remote = next((variables for variables in found if any(variables.get(name) for name in SSH_VARIABLES)), None)
    # Which of them shows this session is not known: a display of one may not be the person's.
    hidden = ("DISPLAY", "WAYLAND_DISPLAY") if remote is not None else ()
    chosen = found[0] if remote is None else remote
    return _Seat({name: value for name, value in chosen.items() if name not in hidden}, clients)
