"""Which ways a copy takes to the clipboard of the machine the person sits at, in which order, and why."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from tui.errors import StatementsError

if TYPE_CHECKING:
    from tui.terminal.environment import Environment
    from tui.terminal.tmux import Tmux

ROUTES = ("auto", "desktop", "osc52", "tmux", "passthrough", "screen", "file")
"""What a person can choose; "auto" picks by the environment."""
MOSH_BYTES = 12_000
"""The longest sequence for mosh 1.4, which cuts off silently above 12,284 bytes."""
TMUX_BYTES = 1_000_000
"""The longest text for a buffer of tmux, and the longest sequence, which tmux drops above 1 MB."""
SCREEN_BYTES = 700
"""The longest sequence that screen, where it is unexpected, does not spill over the screen (4.9: about 1,000)."""
SCREEN_CHUNK = 240
"""Bytes in one wrapped piece for screen 4.9, which spoils pieces of 768."""
_WITHOUT_CLIPBOARD = ("linux", "dumb", "eterm")
_OSC_52, _BELL = "\x1b]52;c;", "\a"


@dataclass(frozen=True, slots=True)
class Step:
    """One way of a copy, to be tried or not."""

    route: str
    """One of `ROUTES` but "auto"."""
    turn: int
    """Steps of one turn go together; a turn begins only where none before it succeeded. 0: not taken."""
    reason: str
    """Why it is taken or not: a clause without a full stop."""
    wraps: tuple[str, ...] = ()
    """The multiplexers a sequence is wrapped for, the innermost wrapping first: "tmux", "screen"."""
    passes_on: bool = False
    """Whether tmux is to send its buffer to the terminal too."""
    stays: bool = False
    """Whether nothing of its turn goes beyond tmux."""


def osc52(text: str) -> str:
    """Return the escape sequence that asks a terminal to take ``text`` into its clipboard (xterm, OSC 52)."""
    import binascii

    return f"{_OSC_52}{binascii.b2a_base64(text.encode(), newline=False).decode('ascii')}{_BELL}"


def sequence_length(size: int) -> int:
    """Return the bytes of the OSC 52 sequence for a text of ``size`` bytes."""
    return len(_OSC_52) + -(-size // 3) * 4 + len(_BELL)


def wrap(sequence: str, wraps: tuple[str, ...]) -> str:
    """Return a sequence wrapped so that multiplexers hand it through.

    tmux takes it whole, with each escape doubled; screen takes pieces (DCS strings both).
    """
    for multiplexer in wraps:
        if multiplexer == "screen":
            starts = range(0, len(sequence), SCREEN_CHUNK)
            sequence = "".join(f"\x1bP{sequence[start : start + SCREEN_CHUNK]}\x1b\\" for start in starts)
        else:
            # One string for all: between two of them tmux would move the cursor, into the middle of what screen reads.
            sequence = "\x1bPtmux;" + sequence.replace("\x1b", "\x1b\x1b") + "\x1b\\"
    return sequence


def require_route(route: str) -> str:
    """Return ``route``.

    Raises:
        StatementsError: There is no such route.
    """
    if route not in ROUTES:
        raise StatementsError(f"no route {route!r} to a clipboard; there are {', '.join(ROUTES)}")
    return route


def require_known(route: str) -> str:
    """Return a route that was kept from an earlier time, or "auto" where there is none of that name."""
    return route if route in ROUTES else "auto"


def plan(environment: "Environment", size: int, route: str = "auto") -> tuple[Step, ...]:
    """Return the steps of a copy in order, those not taken among them with the reason.

    The last one is always the file, where what is copied cannot get lost.

    Args:
        environment: What lies between the program and the person.
        size: Bytes of the text in UTF-8.
        route: One of `ROUTES`; all but "auto" are taken alone, and the file after them.

    Raises:
        StatementsError: There is no such route.
    """
    require_route(route)
    if route == "file":
        return (Step("file", 1, "as chosen"),)
    steps = [_desktop(environment)] if route in ("auto", "desktop") else []
    if route != "desktop":
        steps += _by_terminal(environment, size)
    if route not in ("auto", "desktop"):
        steps = [step for step in steps if step.route == route and step.turn] or [_by_hand(environment, route, size)]
    # What stays in tmux alone is kept in the file at once, too.
    steps = [replace(step, stays=step.route == "tmux" and not _leaves(step, steps)) for step in steps]
    turn = next((step.turn for step in steps if step.stays and step.turn), 0)
    reason = "as nothing leaves tmux" if turn else "where nothing else goes"
    return (*steps, Step("file", turn or 3, reason))


def _leaves(step: Step, steps: list[Step]) -> bool:
    """Tell whether anything in the turn of a step goes beyond tmux."""
    return any(other.turn == step.turn and (other.passes_on or other.route != "tmux") for other in steps)


def _desktop(environment: "Environment") -> Step:
    if environment.desktop and not environment.clipboard_program:
        wanted = "wl-clipboard" if environment.desktop == "wayland" else "xclip or xsel"
        if environment.desktop in ("x11", "x11-forwarded", "wayland"):
            return Step("desktop", 0, f"there is a display, but no program for its clipboard: install {wanted}")
        return Step("desktop", 0, "the programs for this desktop's clipboard are missing")
    if environment.desktop == "x11-forwarded":
        return Step("desktop", 1, f"SSH forwards your display ({environment.display})")
    if environment.desktop:
        return Step("desktop", 1, f"you sit at this machine's own desktop ({environment.desktop})")
    if environment.is_remote and (environment.display or environment.wayland_display):
        return Step("desktop", 0, "the display here is the remote machine's own, not yours")
    if environment.tmux is not None and not environment.tmux.has_answered:
        return Step("desktop", 0, "tmux does not tell which display is yours")
    return Step("desktop", 0, "no display of yours is known here")


def _by_terminal(environment: "Environment", size: int) -> list[Step]:
    """Return the steps that go through the terminal."""
    tmux = environment.tmux
    if tmux is not None and tmux.has_answered:
        return _by_tmux(environment, tmux, size)
    length = sequence_length(size)
    refusal = _too_long_for_mosh(environment, length)
    if tmux is not None and tmux.is_silent:
        return [Step("tmux", 0, "tmux does not answer; nothing gets through it")]
    if refusal:
        return [Step("screen" if environment.multiplexer == "screen" else "osc52", 0, refusal)]
    if tmux is not None:
        reason = "tmux cannot be asked; it drops what its settings forbid"
        if environment.multiplexer == "screen":
            return [Step("screen", 2, reason, ("screen",))]
        return [Step("passthrough", 2, reason, ("tmux",)), Step("osc52", 2, reason)]
    if environment.multiplexer == "screen":
        return [Step("screen", 2, "screen hands pieces through", ("screen",))]
    return _at_terminal(environment, length)


def _at_terminal(environment: "Environment", length: int) -> list[Step]:
    """Return the steps where the terminal, or what only TERM tells of, is next."""
    if environment.near_multiplexer == "tmux" and (refusal := _too_long_for_tmux(length)):
        return [Step("osc52", 0, refusal)]
    if environment.near_multiplexer == "tmux":
        reason = f"TERM is {environment.term}: there is a tmux on your side"
        return [
            Step("osc52", 2, f"{reason}, which takes it with set-clipboard on"),
            Step("passthrough", 2, f"{reason}, which hands it through with allow-passthrough on", ("tmux",)),
        ]
    if environment.near_multiplexer == "screen":
        reason = f"TERM is {environment.term}: there is a screen or a tmux on your side"
        steps = [Step("screen", 2, f"{reason}; screen hands pieces through", ("screen",))]
        is_short = length < SCREEN_BYTES
        plain = "tmux takes it with set-clipboard on" if is_short else "screen would spill it over the screen"
        return [*steps, Step("osc52", 2 if is_short else 0, plain)]
    if environment.term.lower().startswith(_WITHOUT_CLIPBOARD):
        return [Step("osc52", 0, f"a terminal with TERM={environment.term} has no clipboard")]
    where = "the terminal at your end of the connection" if environment.is_remote else "your terminal"
    return [Step("osc52", 2, f"it goes to {where}, which takes it if it allows that")]


def _too_long_for_tmux(length: int) -> str:
    return f"tmux takes {TMUX_BYTES:,} bytes at most, and this takes {length:,}" if length > TMUX_BYTES else ""


def _too_long_for_mosh(environment: "Environment", length: int) -> str:
    if environment.is_mosh and length > MOSH_BYTES:
        return f"mosh cuts off what is above {MOSH_BYTES:,} bytes, and this takes {length:,}"
    return ""


def _by_tmux(environment: "Environment", tmux: "Tmux", size: int) -> list[Step]:
    """Return the steps through a tmux that has told its settings."""
    barrier = _barrier(environment, tmux, size)
    if barrier:
        return [
            Step("tmux", 2, barrier),
            Step("passthrough", 0, barrier),
            Step("osc52", 0, barrier),
        ]
    length = sequence_length(size)
    obstacle = _obstacle(tmux, length)
    others = [*_through(environment, tmux), _plain(environment, tmux, obstacle)]
    if refusal := _too_long_for_tmux(length):
        others = [replace(step, turn=0, reason=refusal) for step in others]
    return [_buffer(environment, tmux, obstacle), *others]


def _barrier(environment: "Environment", tmux: "Tmux", size: int) -> str:
    """Return why nothing may leave tmux; "" where it may."""
    if tmux.set_clipboard == "off":
        return "set-clipboard is off in tmux"
    if not tmux.client_pids:
        return "no terminal is attached to tmux"
    return _too_long_for_tmux(size) or _too_long_for_mosh(environment, sequence_length(size))


def _obstacle(tmux: "Tmux", length: int) -> str:
    """Return why a sequence that tmux itself makes cannot arrive; "" where it can."""
    if tmux.clipboard_capability == "":
        return f"tmux knows no way to the clipboard of TERM={tmux.client_term}"
    if tmux.outer == "screen" and length >= SCREEN_BYTES:
        return "the screen around tmux would spill what tmux makes of it"
    return _too_long_for_tmux(length) if tmux.outer else ""


def _buffer(environment: "Environment", tmux: "Tmux", obstacle: str) -> Step:
    """Return the step into tmux's buffer, and on to the terminal where that is possible."""
    if tmux.is_control_mode:
        obstacle = "the terminal draws tmux's panes itself"
    elif not tmux.can_pass_on:
        obstacle = f"tmux {tmux.version} cannot send a buffer on"
    elif environment.is_mosh and not tmux.names_clipboard:
        obstacle = f"mosh takes only what names the clipboard, and tmux {tmux.version} does not"
    if obstacle:
        return Step("tmux", 2, obstacle)
    selection = "" if tmux.names_clipboard else ", without naming the clipboard: xterm takes it as primary selection"
    return Step("tmux", 2, f"tmux sends its buffer to the terminal that was used last{selection}", passes_on=True)


def _through(environment: "Environment", tmux: "Tmux") -> list[Step]:
    """Return the steps of wrapped sequences: where they are allowed, and tmux itself does not name the clipboard."""
    if tmux.is_control_mode:
        return []
    if environment.multiplexer == "screen":
        return [Step("passthrough", 0, "screen would end it early")]
    if not tmux.lets_through:
        return [Step("passthrough", 0, "allow-passthrough is off in tmux")]
    if not tmux.outer:
        is_enough = tmux.can_pass_on and tmux.names_clipboard and tmux.clipboard_capability != ""
        if is_enough:
            return [Step("passthrough", 0, "not needed: tmux itself names the clipboard")]
        return [Step("passthrough", 2, "tmux hands it through as it is", ("tmux",))]
    through = Step("passthrough", 2, f"tmux hands it through, and {tmux.outer} around it too", (tmux.outer, "tmux"))
    if tmux.outer == "screen":
        return [through]
    return [Step("passthrough", 2, "tmux hands it to the tmux around it, which may take it", ("tmux",)), through]


def _plain(environment: "Environment", tmux: "Tmux", obstacle: str) -> Step:
    """Return the step of an application's own sequence, which tmux takes with set-clipboard on only."""
    route = "screen" if environment.multiplexer == "screen" else "osc52"
    wraps = ("screen",) if route == "screen" else ()
    if tmux.is_control_mode:
        return Step(route, 2, "the terminal draws tmux's panes itself, and sees what is written there", wraps)
    if tmux.set_clipboard != "on":
        return Step(route, 0, "tmux drops it: set-clipboard is not on")
    if environment.is_mosh and not tmux.keeps_clipboard_name:
        obstacle = f"mosh takes only what names the clipboard, and tmux {tmux.version} drops the name"
    if obstacle:
        return Step(route, 0, obstacle)
    return Step(route, 2, "tmux takes it: set-clipboard is on", wraps)


def _by_hand(environment: "Environment", route: str, size: int) -> Step:
    """Return the step of a route the person chose though nothing here asks for it.

    It is taken at their word, unless it would spoil the text or the screen, or tmux is told to keep it.
    """
    length = sequence_length(size)
    tmux = environment.tmux if environment.tmux is not None and environment.tmux.has_answered else None
    if tmux is not None:
        refusal = _barrier(environment, tmux, size) or _too_long_for_tmux(length)
    else:
        refusal = _too_long_for_mosh(environment, length)
    if not refusal and route == "tmux":
        refusal = "the program does not run in a tmux that answers"
    if not refusal and route == "osc52" and length >= SCREEN_BYTES:
        is_screen = "screen" in (environment.multiplexer, environment.near_multiplexer)
        refusal = "screen would spill it over the screen" if is_screen else ""
    wraps = {"passthrough": ("tmux",), "screen": ("screen",)}.get(route, ())
    return Step(route, 0, refusal) if refusal else Step(route, 2, "as chosen", wraps)
