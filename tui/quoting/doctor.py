"""What lies between the program and the person's clipboard, which way a copy takes, and what to change."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tui.quoting.advice import Advice, advise
from tui.quoting.routes import Step, plan

if TYPE_CHECKING:
    from tui.terminal.environment import Environment
    from tui.terminal.tmux import Tmux

_TYPICAL = 500
"""Bytes of a quote that the ways are told for."""
_NAMES = {
    "desktop": "the desktop's clipboard, read back",
    "osc52": "an escape sequence to the terminal (OSC 52)",
    "tmux": "tmux's buffer, and on to the terminal",
    "passthrough": "the escape sequence, wrapped for tmux",
    "screen": "the escape sequence, in pieces for screen",
    "file": "a file",
}


@dataclass(frozen=True, slots=True)
class Report:
    """What was found."""

    lines: tuple[str, ...]
    """Lines for a person."""
    facts: dict[str, object]
    """The same for programs."""


def diagnose(environment: "Environment", route: str = "auto") -> Report:
    """Return what was detected, the way a copy takes and why, and what to change.

    Args:
        environment: What lies between the program and the person.
        route: The way as chosen, one of `tui.quoting.routes.ROUTES`.

    Raises:
        StatementsError: There is no such route.
    """
    steps = plan(environment, _TYPICAL, route)
    is_confirmed = any(step.route == "desktop" and step.turn for step in steps)
    advice = advise(environment, is_confirmed)
    lines = ["Detected", *_detected(environment), "", "A copy" if route == "auto" else f"A copy (--clipboard {route})"]
    lines += [*_told(steps), ""]
    if advice:
        lines += ["To change, if paste stays empty", *_advised(advice)]
    else:
        lines.append("There is nothing to change: a copy is read back before it is called one.")
    return Report(tuple(lines), _facts(environment, route, steps, advice))


def known_text(clock: str) -> str:
    """Return a short text that shows whether a copy arrived whole: quotation marks, a dash, an emoji.

    Args:
        clock: The time, "12:34:56", by which one try is told from another.
    """
    return f"Statement Browser {clock} “curly” – naïve café 中文 😀"


def _detected(environment: "Environment") -> list[str]:
    """Return a line for each thing that was looked at."""
    rows = [
        ("connection", _connection(environment)),
        ("tmux", _describe_tmux(environment.tmux)),
        ("screen", "yes" if environment.multiplexer == "screen" else "no"),
        ("desktop", _describe_desktop(environment)),
        ("terminal", environment.terminal or "does not tell its name"),
        ("TERM", environment.term or "not set"),
        ("colours", f"{environment.colours:,} (COLORTERM={environment.colorterm or 'not set'})"),
        ("locale", (environment.locale or "not set") + ("" if environment.is_utf8 else ", which is not UTF-8")),
    ]
    if environment.near_multiplexer:
        rows.insert(3, ("your side", f"TERM tells of {_either(environment.near_multiplexer)} there"))
    return [line for name, value in rows for line in _wrapped(value, f"  {name:<12}", " " * 14)]


def _either(multiplexer: str) -> str:
    return "a tmux" if multiplexer == "tmux" else "a screen or a tmux"


def _connection(environment: "Environment") -> str:
    if environment.is_mosh:
        return "mosh"
    return "SSH" if environment.is_ssh else "no SSH seen"


def _describe_tmux(tmux: "Tmux | None") -> str:
    """Return what is known of tmux in a line."""
    if tmux is None:
        return "no"
    if tmux.is_silent:
        return "yes; it did not answer within a second, so its settings are unknown"
    if not tmux.has_answered:
        return "yes; it cannot be asked, so its settings are unknown"
    parts = [tmux.version, f"set-clipboard {tmux.set_clipboard or 'unknown'}"]
    parts.append(f"allow-passthrough {tmux.allow_passthrough or ('always' if tmux.lets_through else 'unknown')}")
    count = len(tmux.client_pids)
    parts.append("no terminal attached" if not count else f"{count} terminal{'' if count == 1 else 's'} attached")
    if tmux.client_term:
        parts.append(f"outside TERM={tmux.client_term}")
    if tmux.outer:
        parts.append(f"inside {_either(tmux.outer)}")
    if tmux.is_control_mode:
        parts.append("in control mode")
    return ", ".join(parts)


def _describe_desktop(environment: "Environment") -> str:
    shown = [
        f"{name}={value}"
        for name, value in (("DISPLAY", environment.display), ("WAYLAND_DISPLAY", environment.wayland_display))
        if value
    ]
    if environment.desktop:
        names = [str(environment.desktop), *shown, environment.clipboard_program or "no program for its clipboard"]
        return ", ".join(names)
    if shown and environment.is_remote:
        return f"none of yours ({', '.join(shown)} is the remote machine's)"
    return "none" + (f" ({', '.join(shown)})" if shown else "")


def _told(steps: tuple[Step, ...]) -> list[str]:
    """Return a line for each step: the turns that are tried, then what is not."""
    turns = sorted({step.turn for step in steps} - {0})
    lines = []
    for number, turn in enumerate(turns, 1):
        for step in (step for step in steps if step.turn == turn):
            first = next(other for other in steps if other.turn == turn) is step
            mark = f"{number}." if first else "+"
            lines += _wrapped(f"{mark:<3} {_name(step)}: {step.reason}", "  ", "      ")
    for step in steps:
        lines += [] if step.turn else _wrapped(f"not {step.route}: {step.reason}", "  ", "      ")
    return lines


def _wrapped(text: str, first: str, rest: str) -> list[str]:
    """Return lines of at most 80 columns; nothing that could be a command or a path is broken."""
    import textwrap

    return textwrap.wrap(
        text, 80, initial_indent=first, subsequent_indent=rest, break_long_words=False, break_on_hyphens=False
    )


def _name(step: Step) -> str:
    if step.route == "tmux" and not step.passes_on:
        return "tmux's own buffer only"
    if step.route == "file":
        from tui.storage import state_folder

        return str(state_folder() / "clipboard.txt")
    return _NAMES[step.route]


def _advised(advice: tuple[Advice, ...]) -> list[str]:
    lines = []
    for one in advice:
        lines += _wrapped(f"{one.about} {one.text}", "  ", "  ")
        lines += [f"      {line}" for line in one.lines]
    return lines


def _facts(
    environment: "Environment", route: str, steps: tuple[Step, ...], advice: tuple[Advice, ...]
) -> dict[str, object]:
    """Return what was found as it goes into JSON; null is what could not be learnt."""
    tmux = environment.tmux
    return {
        "ssh": environment.is_ssh,
        "mosh": environment.is_mosh,
        "multiplexer": environment.multiplexer or None,
        "near_multiplexer": environment.near_multiplexer or None,
        "tmux": None if tmux is None else _tmux_facts(tmux),
        "desktop": str(environment.desktop) or None,
        "clipboard_program": environment.clipboard_program or None,
        "display": environment.display or None,
        "wayland_display": environment.wayland_display or None,
        "terminal": environment.terminal or None,
        "term": environment.term or None,
        "colorterm": environment.colorterm or None,
        "colours": environment.colours,
        "locale": environment.locale or None,
        "utf8": environment.is_utf8,
        "route": route,
        "steps": [
            {"route": step.route, "turn": step.turn or None, "passes_on": step.passes_on, "reason": step.reason}
            for step in steps
        ],
        "advice": [{"about": one.about, "text": one.text, "lines": list(one.lines)} for one in advice],
    }


def _tmux_facts(tmux: "Tmux") -> dict[str, object]:
    return {
        "answer": str(tmux.answer),
        "version": tmux.version or None,
        "set_clipboard": tmux.set_clipboard or None,
        "allow_passthrough": tmux.allow_passthrough or None,
        "clients": len(tmux.client_pids) if tmux.has_answered else None,
        "client_pid": tmux.client_pid,
        "client_term": tmux.client_term or None,
        "client_type": tmux.client_type or None,
        "client_features": tmux.client_features or None,
        "clipboard_capability": tmux.clipboard_capability,
        "control_mode": tmux.is_control_mode,
    }
