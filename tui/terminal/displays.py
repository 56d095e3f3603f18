"""The desktop whose clipboard is the person's own, and what a program needs to reach it."""

import re
from collections.abc import Callable, Mapping
from enum import StrEnum

from tui.terminal.machine import Machine, host_name


class Desktop(StrEnum):
    """The desktop whose clipboard is the person's own."""

    NONE = ""
    """None: the person sits elsewhere, or at a terminal without one."""
    X11 = "x11"
    FORWARDED_X11 = "x11-forwarded"
    """The person's own display, over the SSH connection."""
    WAYLAND = "wayland"
    MACOS = "macos"
    WINDOWS = "windows"
    WSL = "wsl"


def find_desktop(variables: Mapping[str, str], is_ssh: bool, machine: Machine) -> Desktop:
    """Return the desktop the person sits at; over SSH that is a forwarded display only."""
    display = variables.get("DISPLAY", "")
    if is_ssh:
        return Desktop.FORWARDED_X11 if is_forwarded(display, machine.host) else Desktop.NONE
    if machine.platform == "darwin":
        return Desktop.MACOS
    if machine.platform in ("win32", "cygwin"):
        return Desktop.WINDOWS
    if "microsoft" in machine.kernel().lower():
        return Desktop.WSL
    if variables.get("WAYLAND_DISPLAY") and (not display or machine.has_program("wl-copy")):
        return Desktop.WAYLAND
    return Desktop.X11 if display else Desktop.NONE


def is_forwarded(display: str, host: Callable[[], str] = host_name) -> bool:
    """Tell whether SSH forwards an X display: "localhost:10.0", or this machine's own name with a number from 10 on.

    Args:
        display: The variable DISPLAY.
        host: Returns the machine's name, which stands there with ``X11UseLocalhost no``.
    """
    found = re.fullmatch(r"(?P<host>[^:]+|\[[0-9a-fA-F:]+\]):(?P<number>\d+)(?:\.\d+)?", display)
    if not found or int(found["number"]) < 1:
        return False
    if found["host"] in ("localhost", "127.0.0.1", "[::1]", "ip6-localhost"):
        return True
    return int(found["number"]) >= 10 and found["host"].split(".")[0] == host().split(".")[0]


def find_clipboard_program(desktop: Desktop, variables: Mapping[str, str], machine: Machine) -> str:
    """Return the program by which pyperclip sets the clipboard of a desktop; "" where it is missing."""
    needed: tuple[tuple[str, ...], ...] = {
        Desktop.X11: (("xclip",), ("xsel",), ("klipper", "qdbus")),
        Desktop.FORWARDED_X11: (("xclip",), ("xsel",)),
        Desktop.WAYLAND: (("wl-copy", "wl-paste"),),
        Desktop.MACOS: (("pbcopy", "pbpaste"),),
        Desktop.WSL: (("clip.exe", "powershell.exe"),),
    }.get(desktop, ())
    if desktop is Desktop.WAYLAND and variables.get("DISPLAY"):
        needed = (*needed, ("xclip",), ("xsel",))
    if desktop is Desktop.WINDOWS:
        return "Windows"
    return next((names[0] for names in needed if all(map(machine.has_program, names))), "")


def choose_variables(desktop: Desktop, variables: Mapping[str, str]) -> dict[str, str | None]:
    """Return what a clipboard program needs to find the person's display, and no other."""
    wanted = {name: variables.get(name) or None for name in ("DISPLAY", "XAUTHORITY", "WAYLAND_DISPLAY")}
    if desktop is Desktop.FORWARDED_X11:
        wanted["WAYLAND_DISPLAY"] = None
    if variables.get("XDG_RUNTIME_DIR"):
        wanted["XDG_RUNTIME_DIR"] = variables["XDG_RUNTIME_DIR"]
    return wanted
