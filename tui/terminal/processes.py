"""Other processes, as far as /proc shows them: who started whom, and with which variables."""

import os
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Process:
    """A running program."""

    name: str
    """Its name, as the kernel keeps it: 15 characters at most."""
    parent: int
    """The number of the process that it belongs to; 0 for the first of all."""
    has_terminal: bool = True
    """Whether it is tied to a terminal; servers in the background are not."""


def read_process(number: int) -> Process | None:
    """Return the process of a number; None where there is none or the machine shows none.

    The format is that of ``/proc/PID/stat`` (proc(5)).
    """
    try:
        with open(f"/proc/{number}/stat", "rb") as file:
            data = file.read()
    except OSError:
        return None
    # The name stands in brackets and may hold brackets and spaces of its own.
    start, end = data.find(b"("), data.rfind(b")")
    rest = data[end + 1 :].split()
    if start < 0 or len(rest) < 5:
        return None
    return Process(data[start + 1 : end].decode("utf-8", "replace"), int(rest[1]), rest[4] != b"0")


def read_variables(number: int) -> Mapping[str, str] | None:
    """Return the variables a process was started with; None where the machine does not show them."""
    try:
        with open(f"/proc/{number}/environ", "rb") as file:
            data = file.read()
    except OSError:
        return None
    pairs = (entry.partition("=") for entry in os.fsdecode(data).split("\0"))
    return {name: value for name, equals, value in pairs if equals} or None


def find_own(name: str) -> tuple[int, ...]:
    """Return the numbers of the processes of this name that belong to the person and to a terminal."""
    try:
        numbers = [int(entry) for entry in os.listdir("/proc") if entry.isdigit()]
    except OSError:
        return ()
    found = ((number, read_process(number)) for number in numbers)
    alike = (number for number, process in found if process and process.name == name and process.has_terminal)
    return tuple(number for number in alike if _owner(number) == os.getuid())


def _owner(number: int) -> int | None:
    """Return the real user of a process; its folder belongs to root where the program is set-group-id."""
    try:
        with open(f"/proc/{number}/status", "rb") as file:
            line = next((line for line in file if line.startswith(b"Uid:")), b"")
    except OSError:
        return None
    fields = line.split()
    return int(fields[1]) if len(fields) > 1 else None
