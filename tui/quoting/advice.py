"""What a person can change so that a copy arrives: in tmux, in the terminal, on the way between."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tui.quoting.routes import MOSH_BYTES, sequence_length

if TYPE_CHECKING:
    from tui.terminal.environment import Environment
    from tui.terminal.tmux import Tmux


@dataclass(frozen=True, slots=True)
class Advice:
    """One thing to know or to change."""

    about: str
    """What it is about: "tmux", "xterm"."""
    text: str
    """What is so, and where the lines go: whole sentences, but for the beginning, which is what it is about."""
    lines: tuple[str, ...] = ()
    """Lines for a file of settings, or for a shell, to the letter."""


_TAKES, _REFUSES, _CANNOT = "takes", "refuses", "cannot"
_ELSEWHERE = "use another terminal, ssh -X, or `statements --print-quotes`, which prints what was quoted on the way out"


@dataclass(frozen=True, slots=True)
class _Terminal:
    """What a terminal does with a copy from a program."""

    name: str
    default: str
    """What it does if nothing is set: one of the three words above."""
    where: str = ""
    """Where the lines go, or what to do."""
    lines: tuple[str, ...] = ()


_TERMINALS = (
    _Terminal(
        "xterm",
        _REFUSES,
        "In ~/.Xresources on the machine you sit at, then `xrdb -merge ~/.Xresources` and a new window:",
        ("XTerm*disallowedWindowOps: 20,21,GetSelection,SetXprop",),
    ),
    _Terminal(
        "iTerm2",
        _REFUSES,
        "In its settings, General > Selection: Applications in terminal may access clipboard.",
    ),
    _Terminal("mintty", _REFUSES, "In ~/.minttyrc:", ("AllowSetSelection=yes",)),
    _Terminal("st", _REFUSES, "In its config.h, then build it anew:", ("int allowwindowops = 1;",)),
    _Terminal(
        "urxvt",
        _REFUSES,
        "In ~/.Xresources, where its extension 52-osc is installed:",
        ("URxvt.perl-ext-common: default,52-osc",),
    ),
    _Terminal("mlterm", _REFUSES, "In ~/.mlterm/main:", ("allow_osc52 = true",)),
    _Terminal(
        "kitty",
        _TAKES,
        "In ~/.config/kitty/kitty.conf:",
        ("clipboard_control write-clipboard write-primary read-clipboard-ask read-primary-ask",),
    ),
    _Terminal("alacritty", _TAKES, "In ~/.config/alacritty/alacritty.toml:", ("[terminal]", 'osc52 = "OnlyCopy"')),
    _Terminal("WezTerm", _TAKES),
    _Terminal("foot", _TAKES, "In ~/.config/foot/foot.ini:", ("[security]", "osc52=copy-enabled")),
    _Terminal("ghostty", _TAKES, "In ~/.config/ghostty/config:", ("clipboard-write = allow",)),
    _Terminal("Windows Terminal", _TAKES),
    _Terminal("Konsole", _TAKES, "Those before 24.12 cannot."),
    _Terminal("GNOME Terminal (VTE)", _CANNOT),
    _Terminal("macOS Terminal", _CANNOT),
    _Terminal("PuTTY", _CANNOT),
    _Terminal("the Linux console", _CANNOT),
)
_ALIASES = (
    ("xterm(", "xterm"),
    ("iterm", "iTerm2"),
    ("kitty", "kitty"),
    ("alacritty", "alacritty"),
    ("wezterm", "WezTerm"),
    ("foot", "foot"),
    ("ghostty", "ghostty"),
    ("windows terminal", "Windows Terminal"),
    ("konsole", "Konsole"),
    ("mintty", "mintty"),
    ("st-", "st"),
    ("rxvt", "urxvt"),
    ("mlterm", "mlterm"),
    ("vte", "GNOME Terminal (VTE)"),
    ("apple_terminal", "macOS Terminal"),
    ("linux", "the Linux console"),
)


def advise(environment: "Environment", is_confirmed: bool = False) -> tuple[Advice, ...]:
    """Return what applies here, the nearest to the program first; nothing where a copy can be confirmed.

    Args:
        environment: What lies between the program and the person.
        is_confirmed: Whether the clipboard is set by a desktop, which tells whether it took it.
    """
    found = list(_on_desktop(environment))
    if is_confirmed:
        return tuple(found)
    if environment.tmux is not None:
        found += _on_tmux(environment, environment.tmux)
    if environment.near_multiplexer:
        found += _on_near(environment)
    if environment.multiplexer == "screen":
        found.append(Advice("screen", "hands a copy through in pieces; there is nothing to set."))
    if environment.is_mosh:
        found.append(_on_mosh())
    return (*found, *_on_terminal(environment))


def name_known(terminal: str) -> str:
    """Return the name under which there is advice for what a terminal calls itself; "" where there is none."""
    return next((name for start, name in _ALIASES if terminal.lower().startswith(start)), "")


def _on_desktop(environment: "Environment") -> list[Advice]:
    if not environment.desktop or environment.clipboard_program:
        return []
    if environment.desktop in ("macos", "windows", "wsl"):
        return [Advice("desktop", "has no programs for its clipboard here: pbcopy, or clip.exe and powershell.exe.")]
    package = "wl-clipboard" if environment.desktop == "wayland" else "xclip"
    return [Advice("desktop", "can confirm a copy, with a program for its clipboard:", (f"apt install {package}",))]


def _on_tmux(environment: "Environment", tmux: "Tmux") -> list[Advice]:
    """Return what to change in the tmux around the program."""
    if tmux.is_silent:
        return [Advice("tmux", "does not answer: its server is stopped or overloaded; kill -CONT wakes it.")]
    if not tmux.has_answered:
        return [
            Advice("tmux", "cannot be asked: run the program as the person who started tmux, with tmux in the PATH.")
        ]
    where = "In ~/.tmux.conf here, then `tmux source-file ~/.tmux.conf` and attach anew:"
    found = []
    if tmux.set_clipboard == "off":
        found.append(Advice("tmux", f"is told to keep copies to itself. {where}", ("set -s set-clipboard external",)))
    if tmux.clipboard_capability == "" and not tmux.is_control_mode:
        line = f"set -as terminal-overrides ',{tmux.client_term}:Ms=\\E]52;c;%p2%s\\7'"
        found.append(Advice("tmux", f"knows no way to the clipboard of TERM={tmux.client_term}. {where}", (line,)))
    elif not tmux.names_clipboard:
        told = f"{tmux.version} does not name the clipboard, and xterm takes the primary selection instead"
        line = "set -as terminal-overrides ',*:Ms=\\E]52;c;%p2%s\\7'"
        found.append(Advice("tmux", f"{told}; 3.5 does, or a setting. {where}", (line,)))
    if not tmux.can_pass_on and tmux.set_clipboard != "on":
        line = "set -s set-clipboard on"
        found.append(Advice("tmux", f"{tmux.version} takes a copy from a program only if allowed. {where}", (line,)))
    if not tmux.lets_through and (tmux.outer or not tmux.names_clipboard):
        found.append(Advice("tmux", f"can hand a copy through as it is. {where}", ("set -g allow-passthrough on",)))
    if len(tmux.client_pids) > 1:
        found.append(Advice("tmux", f"shows this on {len(tmux.client_pids)} terminals; the one used last gets a copy."))
    return found + (_around(tmux.outer) if tmux.outer else [])


def _on_near(environment: "Environment") -> list[Advice]:
    return _around(environment.near_multiplexer)


def _around(multiplexer: str) -> list[Advice]:
    """Return what to change in a multiplexer that cannot be asked."""
    lines = ("set -s set-clipboard on", "set -g allow-passthrough on")
    if multiplexer == "tmux":
        told = "around the connection drops copies from programs unless told otherwise. In ~/.tmux.conf there:"
        return [Advice("tmux on your side", told, lines)]
    told = "around the connection may be a tmux: a copy of any length then needs, in ~/.tmux.conf there:"
    return [Advice("screen on your side", told, ('set -g default-terminal "tmux-256color"', *lines))]


def _on_mosh() -> Advice:
    longest = MOSH_BYTES
    while sequence_length(longest) > MOSH_BYTES:
        longest -= 1
    told = f"1.4 or newer is needed at both ends; it takes {longest:,} bytes of text at most, longer ones need ssh."
    return Advice("mosh", told)


def _on_terminal(environment: "Environment") -> list[Advice]:
    """Return what to change in the terminal: the one it says it is, or all that are known."""
    known = name_known(environment.terminal)
    if known:
        return [_on_one(terminal) for terminal in _TERMINALS if terminal.name == known]
    names = {
        default: ", ".join(terminal.name for terminal in _TERMINALS if terminal.default == default)
        for default in (_TAKES, _CANNOT)
    }
    return [
        *(_on_one(terminal) for terminal in _TERMINALS if terminal.default == _REFUSES),
        Advice(names[_TAKES], "take a copy from a program unless told otherwise."),
        Advice(names[_CANNOT], f"cannot, and no setting changes that; {_ELSEWHERE}."),
    ]


def _on_one(terminal: _Terminal) -> Advice:
    """Return what to change in a terminal."""
    told = {
        _TAKES: "takes a copy from a program unless told otherwise.",
        _REFUSES: "refuses a copy from a program unless allowed.",
        _CANNOT: f"cannot take a copy from a program, and no setting changes that; {_ELSEWHERE}.",
    }[terminal.default]
    return Advice(terminal.name, f"{told} {terminal.where}".strip(), terminal.lines)
