"""Whom a reading room lets in, and how it starts itself anew."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tui.cli.kiosk import is_for_kiosk
from tui.kiosk import beginning
from tui.kiosk.beginning import UNSHARED, begin_again, refusal


@pytest.mark.parametrize("command", ["ls", " ", "/bin/sh -i", "--quotes x", "internal-sftp", "\n"])
def test_whoever_brings_a_command_is_refused(command: str) -> None:
    assert refusal({"SSH_ORIGINAL_COMMAND": command}, True).startswith("this reading room takes no commands")


def test_whoever_has_no_terminal_is_refused() -> None:
    assert "needs a terminal" in refusal({}, False)


def test_everybody_else_is_let_in() -> None:
    assert refusal({"SSH_ORIGINAL_COMMAND": "", "PYTHONINSPECT": "1"}, True) == ""


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["--kiosk"], True),
        (["--kiosk", "list"], True),
        (["folder", "--kiosk"], True),
        (["--idle", "3", "--kiosk", "--", "list"], True),
        (["open", "--kiosk"], True),
        ([], False),
        (["list", "--kiosk"], False),
        (["--", "--kiosk"], False),
        (["search", "--kiosk"], False),
    ],
)
def test_only_what_opens_a_library_opens_a_reading_room(arguments: list[str], expected: bool) -> None:
    assert is_for_kiosk(arguments, ["list", "show", "search"]) is expected


@pytest.mark.parametrize(
    ("arguments", "beginning_of_code"),
    [(["--kiosk", "a b"], "from tui.kiosk.client import visit;"), (["--kiosk", UNSHARED], "from tui.cli.kiosk import")],
    ids=["shared", "unshared"],
)
def test_the_second_process_has_clean_variables_and_the_arguments(
    arguments: list[str], beginning_of_code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[tuple[str, list[str], dict[str, str]]] = []
    monkeypatch.setattr(os, "execve", lambda *given: started.append(given))

    begin_again(arguments, {"TERM": "xterm", "PYTHONPATH": "/tmp", "EDITOR": "vi"})

    (program, command, environ), *_ = started
    assert program == command[0] == sys.executable
    at = command.index("-c")
    assert {"-I", "-B"} <= set(command[1:at]) <= {"-I", "-B", "-S"} and command[at + 2 :] == arguments
    entry = str(Path(beginning.__file__).parents[2])
    assert command[at + 1].startswith(f"import sys; sys.path.insert(0, {entry!r}); {beginning_of_code}")
    assert environ["TERM"] == "xterm" and not {"PYTHONPATH", "EDITOR"} & set(environ)


def test_keys_that_stop_or_break_off_are_ignored_in_the_next_program_too() -> None:
    script = (
        "import os, sys; from tui.kiosk.beginning import ignore_keys; ignore_keys(); "
        "os.execv(sys.executable, [sys.executable, '-c', "
        "'import signal; print(*(signal.getsignal(n) == signal.SIG_IGN for n in (2, 3, 20, 21, 22)))'])"
    )

    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60)

    assert [signal.SIGINT, signal.SIGQUIT, signal.SIGTSTP] == [2, 3, 20]
    assert done.stdout == "True True True True True\n", done.stderr
