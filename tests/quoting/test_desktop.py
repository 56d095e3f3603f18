"""A desktop's clipboard is called copied only if it can be read back, and what hangs is ended with all it started."""

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tui.quoting import desktop

_TEXT = "“Nobody – not one of us –\nasked for this winter,” 👩‍🌾 said the speaker.\n\n\tEnd"
_PATIENCE = 20.0
"""Seconds before something that never comes is a failure."""

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the programs here are those of X")


@pytest.fixture(autouse=True)
def no_child_is_left() -> Iterator[None]:
    """End the child that waits, before and after."""
    desktop.release()
    yield
    desktop.release()


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder whose programs come before all others."""
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    for name in ("WAYLAND_DISPLAY", "DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


def write_xclip(folder: Path, copying: str, pasting: str) -> None:
    """Write a program that stands in for xclip; it notes the numbers of its processes in a file."""
    script = folder / "xclip"
    script.write_text(
        f"#!/bin/sh\ncd '{folder}'\necho $$ >> numbers\ncase \"$*\" in\n*-o*) {pasting} ;;\n*) {copying} ;;\nesac\n"
    )
    script.chmod(0o755)


def numbers(folder: Path) -> list[int]:
    """Return the numbers of the processes so far."""
    return [int(line) for line in (folder / "numbers").read_text().split()]


def is_running(number: int) -> bool:
    """Tell whether a process is there, other than as one that has ended."""
    with contextlib.suppress(OSError):
        return Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    return False


def wait_until_gone(number: int) -> None:
    """Wait until a process has ended."""
    deadline = time.monotonic() + _PATIENCE
    while is_running(number):
        assert time.monotonic() < deadline, f"{number} goes on"
        time.sleep(0.01)


_X = {"DISPLAY": ":77"}


def test_what_is_read_back_alike_is_copied(folder: Path) -> None:
    write_xclip(folder, "cat > kept", "cat kept")

    assert desktop.copy(_TEXT, _X)
    assert (folder / "kept").read_text() == _TEXT


def test_a_child_that_was_prepared_copies_with_the_variables_of_the_moment(folder: Path) -> None:
    write_xclip(folder, "cat > kept; echo $DISPLAY $XAUTHORITY > display", "cat kept")
    os.environ["XAUTHORITY"] = "/old"
    try:
        desktop.prepare()
        assert desktop.copy(_TEXT, {"DISPLAY": "localhost:10.0", "XAUTHORITY": None})
    finally:
        del os.environ["XAUTHORITY"]

    assert (folder / "display").read_text() == "localhost:10.0\n"


def test_several_copies_each_have_a_child(folder: Path) -> None:
    write_xclip(folder, "cat > kept", "cat kept")

    for number in range(3):
        desktop.prepare()
        assert desktop.copy(f"{_TEXT}{number}", _X)
    assert (folder / "kept").read_text() == f"{_TEXT}2"


@pytest.mark.parametrize(
    ("copying", "pasting"),
    [
        ("exit 1", "exit 1"),
        ("cat > kept", "printf other"),
        ("cat > kept", "cat kept; echo"),
        ("cat > /dev/null", "true"),
        ("cat > kept", "printf '\\377'"),
    ],
    ids=["a dead display", "another text", "one character more", "nothing", "no text at all"],
)
def test_what_is_not_read_back_alike_is_not_copied(folder: Path, copying: str, pasting: str) -> None:
    write_xclip(folder, copying, pasting)

    assert not desktop.copy(_TEXT, _X)


def test_without_a_display_or_a_program_nothing_is_copied(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert not desktop.copy(_TEXT, {"DISPLAY": None, "WAYLAND_DISPLAY": None})
    monkeypatch.setenv("PATH", str(folder))
    assert not desktop.copy(_TEXT, _X)


@pytest.mark.parametrize(("copying", "pasting"), [("sleep 600", "true"), ("cat > kept", "sleep 600")])
def test_what_hangs_is_ended_with_all_it_started(folder: Path, copying: str, pasting: str) -> None:
    write_xclip(folder, f"{copying} & echo $! >> numbers; wait", f"{pasting} & echo $! >> numbers; wait")
    desktop.prepare()

    assert not desktop.copy(_TEXT, _X, seconds=1.5)

    started = numbers(folder)
    assert started
    for number in started:
        wait_until_gone(number)


def test_what_keeps_the_selection_stays_after_a_success_and_after_a_later_failure(folder: Path) -> None:
    keeping = "cat > kept; sleep 600 & echo $! > keeper"
    write_xclip(folder, f"({keeping}) > /dev/null 2>&1 < /dev/stdin", "cat kept")
    assert desktop.copy(_TEXT, _X)
    keeper = int((folder / "keeper").read_text())
    try:
        assert is_running(keeper)
        write_xclip(folder, "sleep 600", "true")
        assert not desktop.copy("other", _X, seconds=0.5)
        assert is_running(keeper)
    finally:
        os.kill(keeper, signal.SIGKILL)


def test_what_the_programs_say_reaches_nobody(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    write_xclip(folder, "echo loud; echo louder >&2; cat > kept", "echo loudest >&2; cat kept")

    assert desktop.copy(_TEXT, _X)

    assert capfd.readouterr() == ("", "")


def test_a_child_that_ended_meanwhile_is_replaced(folder: Path) -> None:
    write_xclip(folder, "cat > kept", "cat kept")
    desktop.prepare()
    waiting = desktop._waiting[0]
    waiting.kill()
    waiting.wait()

    assert desktop.copy(_TEXT, _X)


def test_a_prepared_child_ends_with_the_program(folder: Path) -> None:
    program = "from tui.quoting import desktop; desktop.prepare(); print(desktop._waiting[0].pid)"
    root = Path(desktop.__file__).parent.parent.parent

    done = subprocess.run([sys.executable, "-c", program], cwd=root, capture_output=True, text=True, timeout=_PATIENCE)

    assert done.stderr == ""
    wait_until_gone(int(done.stdout))


def test_a_prepared_child_ends_when_the_program_is_killed(folder: Path) -> None:
    program = (
        "import time; from tui.quoting import desktop; desktop.prepare();"
        "print(desktop._waiting[0].pid, flush=True); time.sleep(600)"
    )
    root = Path(desktop.__file__).parent.parent.parent
    with subprocess.Popen([sys.executable, "-c", program], cwd=root, stdout=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None
        child = int(running.stdout.readline())
        assert is_running(child)
        running.kill()

    wait_until_gone(child)


def test_preparing_twice_keeps_one_child(folder: Path) -> None:
    desktop.prepare()
    first = desktop._waiting[0].pid
    desktop.prepare()

    assert [child.pid for child in desktop._waiting] == [first]
    desktop.release()
    wait_until_gone(first)


def test_a_later_child_is_prepared_in_its_own_time(folder: Path) -> None:
    desktop.prepare_later(0.01)
    deadline = time.monotonic() + _PATIENCE
    while not desktop._waiting:
        assert time.monotonic() < deadline
        time.sleep(0.01)


needs_x = pytest.mark.skipif(
    shutil.which("Xvfb") is None or shutil.which("xclip") is None, reason="Xvfb and xclip are not installed"
)


@pytest.fixture
def x_server() -> Iterator[tuple[str, int]]:
    """A display of this test, and the number of its server."""
    reading, writing = os.pipe()
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", "320x200x24", "-nolisten", "tcp", "-noreset"]
    server = subprocess.Popen(command, pass_fds=[writing], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    os.close(writing)
    try:
        with os.fdopen(reading) as told:
            name = told.readline().strip()
        assert name, "Xvfb did not start"
        yield f":{name}", server.pid
    finally:
        server.kill()
        server.wait()


def _pasted(display: str) -> str:
    command = ["xclip", "-selection", "clipboard", "-o"]
    environ = {**os.environ, "DISPLAY": display}
    return subprocess.run(command, env=environ, capture_output=True, text=True, timeout=_PATIENCE).stdout


@needs_x
def test_a_real_display_holds_the_text_afterwards(x_server: tuple[str, int]) -> None:
    display, _ = x_server
    variables = {"DISPLAY": display, "WAYLAND_DISPLAY": None, "XAUTHORITY": None}

    assert desktop.copy(_TEXT * 50, variables)
    assert _pasted(display) == _TEXT * 50


@needs_x
def test_a_stopped_display_delays_but_does_not_hang(x_server: tuple[str, int]) -> None:
    display, server = x_server
    os.kill(server, signal.SIGSTOP)
    try:
        assert not desktop.copy(_TEXT, {"DISPLAY": display, "WAYLAND_DISPLAY": None}, seconds=0.5)
    finally:
        os.kill(server, signal.SIGCONT)


@needs_x
def test_a_display_that_is_gone_takes_nothing(x_server: tuple[str, int]) -> None:
    display, server = x_server
    os.kill(server, signal.SIGKILL)

    assert not desktop.copy(_TEXT, {"DISPLAY": display, "WAYLAND_DISPLAY": None})
