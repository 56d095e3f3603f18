"""What lies between the program and the person is told from variables, processes and tmux."""

import os
import sys
from collections.abc import Mapping
from typing import Any

import pytest

from tui.terminal.appearance import count_colours, has_italics, is_light
from tui.terminal.displays import is_forwarded
from tui.terminal.environment import Environment, detect
from tui.terminal.machine import Machine
from tui.terminal.processes import Process, find_own, read_process, read_variables
from tui.terminal.tmux import Answer, Tmux

_SSH = {"SSH_CONNECTION": "192.0.2.1 50000 192.0.2.2 22"}
_INSIDE_TMUX = {"TMUX": "/tmp/tmux-1000/default,100,0", "TMUX_PANE": "%0", "TERM": "tmux-256color"}
_INSIDE_SCREEN = {"STY": "500.pts-0.host", "TERM": "screen.xterm-256color"}
_LOCAL: dict[str, str | None] = {"SSH_CONNECTION": None, "DISPLAY": ":0"}


def machine(
    tmux: Tmux | None = None,
    parents: Mapping[int, tuple[str, int]] | None = None,
    variables: Mapping[int, Mapping[str, str]] | None = None,
    screens: tuple[int, ...] = (),
    programs: tuple[str, ...] = ("xclip", "wl-copy", "wl-paste", "pbcopy", "pbpaste", "clip.exe", "powershell.exe"),
    platform: str = "linux",
    kernel: str = "Linux version 6.1",
) -> Machine:
    """Return a machine that answers as given; processes are numbers with a name and a parent, ours is 1000."""
    known = {number: Process(*process) for number, process in (parents or {1000: ("python", 1)}).items()}
    return Machine(
        platform=platform,
        kernel=lambda: kernel,
        host=lambda: "far",
        own_pid=lambda: 1000,
        process=known.get,
        variables=(variables or {}).get,
        screen_clients=lambda: screens,
        ask_tmux=lambda _: tmux or Tmux(Answer.UNREACHABLE),
        has_program=lambda name: name in programs,
    )


def told(**facts: Any) -> Tmux:
    """Return a tmux that answered."""
    return Tmux(**{"version": "3.5", "client_pids": (200,), "client_pid": 200, "client_term": "xterm", **facts})


_UNDER_MOSH = {1000: ("python", 900), 900: ("bash", 800), 800: ("mosh-server", 1), 1: ("init", 0)}
_TMUX_UNDER_MOSH = {
    1000: ("python", 900),
    900: ("tmux: server", 1),
    200: ("tmux: client", 800),
    800: ("mosh-server", 1),
}
_SCREEN_IN_TMUX = {1000: ("python", 900), 900: ("screen", 800), 800: ("tmux: server", 1)}
_TMUX_IN_SCREEN = {1000: ("python", 900), 900: ("tmux: server", 1)}

_CASES: list[tuple[str, dict[str, str], Machine, dict[str, object]]] = [
    ("nothing at all", {}, machine(), {"is_ssh": False, "desktop": "", "term": "", "is_utf8": False}),
    ("an X display", {"DISPLAY": ":0"}, machine(), {"desktop": "x11", "clipboard_program": "xclip", "display": ":0"}),
    ("an X display, xsel", {"DISPLAY": ":0"}, machine(programs=("xsel",)), {"clipboard_program": "xsel"}),
    ("an X display, no program", {"DISPLAY": ":0"}, machine(programs=()), {"desktop": "x11", "clipboard_program": ""}),
    ("Wayland", {"WAYLAND_DISPLAY": "wayland-0"}, machine(), {"desktop": "wayland", "clipboard_program": "wl-copy"}),
    (
        "Wayland and X, with a program for X only",
        {"WAYLAND_DISPLAY": "wayland-0", "DISPLAY": ":0"},
        machine(programs=("xclip",)),
        {"desktop": "x11", "clipboard_program": "xclip"},
    ),
    (
        "Wayland and X, with programs for both",
        {"WAYLAND_DISPLAY": "wayland-0", "DISPLAY": ":0"},
        machine(),
        {"desktop": "wayland", "clipboard_program": "wl-copy"},
    ),
    ("macOS", {}, machine(platform="darwin"), {"desktop": "macos", "clipboard_program": "pbcopy"}),
    ("Windows", {}, machine(platform="win32"), {"desktop": "windows", "clipboard_program": "Windows"}),
    (
        "Windows' own Linux",
        {"DISPLAY": ":0", "WT_SESSION": "1"},
        machine(kernel="Linux version 5.15-Microsoft-standard-WSL2"),
        {"desktop": "wsl", "clipboard_program": "clip.exe", "terminal": "Windows Terminal"},
    ),
    ("SSH", _SSH, machine(), {"is_ssh": True, "is_remote": True, "desktop": ""}),
    ("SSH, told by its terminal", {"SSH_TTY": "/dev/pts/1"}, machine(), {"is_ssh": True}),
    ("SSH, told by its client", {"SSH_CLIENT": "192.0.2.1 50000 22"}, machine(), {"is_ssh": True}),
    ("SSH to a machine with a display", {**_SSH, "DISPLAY": ":0"}, machine(), {"desktop": "", "display": ":0"}),
    ("SSH to a machine with Wayland", {**_SSH, "WAYLAND_DISPLAY": "wayland-0"}, machine(), {"desktop": ""}),
    ("SSH to macOS", _SSH, machine(platform="darwin"), {"desktop": ""}),
    ("SSH to Windows", _SSH, machine(platform="win32"), {"desktop": ""}),
    ("SSH to Windows' own Linux", _SSH, machine(kernel="microsoft"), {"desktop": ""}),
    (
        "SSH with X forwarding, and a Wayland session there",
        {**_SSH, "DISPLAY": "localhost:10.0", "WAYLAND_DISPLAY": "wayland-0"},
        machine(),
        {
            "desktop": "x11-forwarded",
            "clipboard_program": "xclip",
            "desktop_variables": {"DISPLAY": "localhost:10.0", "XAUTHORITY": None, "WAYLAND_DISPLAY": None},
        },
    ),
    ("mosh", {**_SSH, "DISPLAY": "localhost:10.0"}, machine(parents=_UNDER_MOSH), {"is_mosh": True, "desktop": ""}),
    ("a near tmux", {**_SSH, "TERM": "tmux-256color"}, machine(), {"near_multiplexer": "tmux", "multiplexer": ""}),
    ("a near screen", {**_SSH, "TERM": "screen-256color"}, machine(), {"near_multiplexer": "screen"}),
    (
        "tmux attached over SSH, the pane from the desktop",
        {**_INSIDE_TMUX, "DISPLAY": ":0"},
        machine(told(session={"SSH_CONNECTION": "192.0.2.1 1 192.0.2.2 22", "DISPLAY": None})),
        {"is_ssh": True, "desktop": "", "multiplexer": "tmux", "near_multiplexer": ""},
    ),
    (
        "tmux attached at the desktop, the pane from SSH",
        {**_INSIDE_TMUX, **_SSH, "SSH_TTY": "/dev/pts/1", "DISPLAY": "localhost:10.0"},
        machine(told(session=_LOCAL)),
        {"is_ssh": False, "desktop": "x11", "display": ":0"},
    ),
    (
        "tmux attached over SSH with X forwarding, the pane with an old display",
        {**_INSIDE_TMUX, **_SSH, "DISPLAY": "localhost:10.0"},
        machine(told(session={**_SSH, "DISPLAY": "localhost:11.0"})),
        {"is_ssh": True, "desktop": "x11-forwarded", "display": "localhost:11.0"},
    ),
    (
        "tmux with a client under Wayland, which the session does not tell",
        _INSIDE_TMUX,
        machine(told(session=_LOCAL), variables={200: {"WAYLAND_DISPLAY": "wayland-1", "DISPLAY": ":1"}}),
        {"desktop": "wayland", "wayland_display": "wayland-1", "display": ":0"},
    ),
    (
        "tmux at the desktop and over SSH, the desktop used last",
        {**_INSIDE_TMUX, **_SSH},
        machine(told(client_pids=(200, 201), session=_SSH), variables={200: {"DISPLAY": ":0"}, 201: _SSH}),
        {"is_ssh": False, "desktop": "x11"},
    ),
    (
        "tmux at the desktop and over SSH, SSH used last",
        {**_INSIDE_TMUX, "DISPLAY": ":0"},
        machine(
            told(client_pids=(200, 201), client_pid=201, session=_LOCAL), variables={200: {"DISPLAY": ":0"}, 201: _SSH}
        ),
        {"is_ssh": True, "desktop": ""},
    ),
    (
        "tmux under mosh",
        _INSIDE_TMUX,
        machine(told(session=_SSH), parents=_TMUX_UNDER_MOSH),
        {"is_mosh": True, "is_ssh": True},
    ),
    (
        "tmux that does not answer",
        {**_INSIDE_TMUX, "DISPLAY": ":0"},
        machine(Tmux(Answer.SILENT)),
        {"multiplexer": "tmux", "desktop": "", "tmux": Tmux(Answer.SILENT)},
    ),
    ("tmux of another person", {**_INSIDE_TMUX, "DISPLAY": ":0"}, machine(), {"multiplexer": "tmux", "desktop": ""}),
    ("screen", {**_INSIDE_SCREEN, **_SSH}, machine(), {"multiplexer": "screen", "is_ssh": True, "tmux": None}),
    (
        "screen begun at the desktop, attached over SSH",
        {**_INSIDE_SCREEN, "DISPLAY": ":0"},
        machine(screens=(300,), variables={300: _SSH}),
        {"is_ssh": True, "desktop": ""},
    ),
    (
        "screen begun over SSH, attached at the desktop",
        {**_INSIDE_SCREEN, **_SSH},
        machine(screens=(300,), variables={300: {"DISPLAY": ":0"}}),
        {"is_ssh": False, "desktop": "x11"},
    ),
    (
        "screen whose client hides its variables, its shell does not",
        {**_INSIDE_SCREEN, "DISPLAY": ":0"},
        machine(screens=(300,), parents={300: ("screen", 299), 299: ("bash", 298)}, variables={299: _SSH}),
        {"is_ssh": True, "desktop": ""},
    ),
    (
        "two screens, one at the desktop and one with X forwarding",
        {**_INSIDE_SCREEN, "DISPLAY": ":0"},
        machine(screens=(300, 301), variables={300: {"DISPLAY": ":0"}, 301: {**_SSH, "DISPLAY": "localhost:10.0"}}),
        {"is_ssh": True, "desktop": ""},
    ),
    (
        "screen begun at the desktop, attached with mosh",
        {**_INSIDE_SCREEN, "DISPLAY": ":0"},
        machine(screens=(300,), parents={300: ("screen", 299), 299: ("mosh-server", 1)}, variables={300: _SSH}),
        {"is_mosh": True, "desktop": ""},
    ),
    (
        "screen inside tmux",
        {**_INSIDE_TMUX, **_INSIDE_SCREEN},
        machine(told(session=_SSH), parents=_SCREEN_IN_TMUX),
        {"multiplexer": "screen", "is_ssh": True},
    ),
    (
        "tmux inside screen",
        {**_INSIDE_SCREEN, **_INSIDE_TMUX},
        machine(told(session=_SSH, client_term="screen"), parents=_TMUX_IN_SCREEN),
        {"multiplexer": "tmux"},
    ),
    (
        "tmux and screen, where processes are not shown",
        {**_INSIDE_SCREEN, **_INSIDE_TMUX},
        machine(told(), parents={1: ("", 0)}),
        {"multiplexer": "tmux"},
    ),
    ("iTerm2 over SSH", {**_SSH, "LC_TERMINAL": "iTerm2"}, machine(), {"terminal": "iTerm2"}),
    ("kitty over SSH", {**_SSH, "TERM": "xterm-kitty"}, machine(), {"terminal": "kitty", "colours": 256}),
    ("xterm", {"XTERM_VERSION": "XTerm(379)", "TERM": "xterm"}, machine(), {"terminal": "XTerm(379)", "colours": 8}),
    (
        "xterm around tmux",
        {**_INSIDE_TMUX, "TERM_PROGRAM": "tmux"},
        machine(told(client_type="XTerm(379)")),
        {"terminal": "XTerm(379)"},
    ),
    ("UTF-8", {"LANG": "C", "LC_ALL": "de_DE.UTF-8"}, machine(), {"locale": "de_DE.UTF-8", "is_utf8": True}),
    ("UTF-8 as some write it", {"LANG": "sv_SE.utf8@euro"}, machine(), {"locale": "sv_SE.utf8@euro", "is_utf8": True}),
    ("no UTF-8", {"LC_CTYPE": "C", "LANG": "C.UTF-8"}, machine(), {"locale": "C", "is_utf8": False}),
]


@pytest.mark.parametrize(
    ("environ", "machine", "expected"), [case[1:] for case in _CASES], ids=[case[0] for case in _CASES]
)
def test_environment_is_told_from_what_the_machine_shows(
    environ: dict[str, str], machine: Machine, expected: dict[str, object]
) -> None:
    found = detect(environ, machine)

    assert {name: getattr(found, name) for name in expected} == expected


def test_environment_of_this_very_process_is_detected() -> None:
    assert isinstance(detect(), Environment)


@pytest.mark.parametrize(
    ("display", "expected"),
    [
        ("localhost:10", True),
        ("localhost:10.0", True),
        ("localhost:1.0", True),
        ("127.0.0.1:12.0", True),
        ("[::1]:10.0", True),
        ("far:10.0", True),
        ("far.example.org:11.0", True),
        ("far:0", False),
        ("near:10.0", False),
        ("localhost:0.0", False),
        (":0", False),
        (":10.0", False),
        ("unix:10", False),
        ("localhost:", False),
        ("", False),
    ],
)
def test_forwarded_displays_are_told_by_their_names(display: str, expected: bool) -> None:
    assert is_forwarded(display, lambda: "far.example.org") is expected


@pytest.mark.parametrize(
    ("environ", "colours"),
    [
        ({}, 0),
        ({"TERM": "dumb"}, 0),
        ({"TERM": "vt100"}, 0),
        ({"TERM": "xterm-256color", "NO_COLOR": "1"}, 0),
        ({"TERM": "linux"}, 8),
        ({"TERM": "rxvt-16color"}, 16),
        ({"TERM": "xterm-256color"}, 256),
        ({"TERM": "alacritty"}, 256),
        ({"TERM": "xterm", "COLORTERM": "truecolor"}, 1 << 24),
        ({"TERM": "xterm-direct"}, 1 << 24),
    ],
)
def test_colours_are_what_the_variables_promise(environ: dict[str, str], colours: int) -> None:
    assert count_colours(environ) == colours


@pytest.mark.parametrize(
    ("colours", "expected"),
    [
        ("0;15", True),
        ("0;7", True),
        ("0;default;15", True),
        ("12;11", True),
        ("15;0", False),
        ("7;8", False),
        ("15;default;6", False),
        ("15;default", False),
        ("15;16", False),
        ("", False),
        (";", False),
        (None, False),
    ],
)
def test_light_backgrounds_are_told_by_the_last_field(colours: str | None, expected: bool) -> None:
    assert is_light({} if colours is None else {"COLORFGBG": colours}) is expected


@pytest.mark.parametrize(
    ("environ", "expected"),
    [({}, True), ({"STY": "7.pts-0"}, False), ({"TMUX": "/t,7,0"}, True), ({"STY": "7", "TMUX": "/t,7,0"}, False)],
)
def test_italics_are_not_expected_of_gnu_screen(environ: dict[str, str], expected: bool) -> None:
    assert has_italics(environ) is expected


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="/proc is Linux'")
def test_processes_are_read_from_proc() -> None:
    own = read_process(os.getpid())

    assert own is not None
    assert own.parent == os.getppid()
    variables = read_variables(os.getpid())
    assert variables is not None and "PATH" in variables
    assert read_process(2**22 + 1) is None
    assert read_variables(2**22 + 1) is None
    assert find_own("no such name") == ()
