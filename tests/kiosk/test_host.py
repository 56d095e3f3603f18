"""Visitors who share a host: each has a process of his own, and what happens to one happens to no other."""

import os
import signal
import socket
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.e2e.program import environment
from tests.terminal import Terminal
from tui.kiosk.client import room_name

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="reading rooms share on Linux only")
_TEXT = "\n\n".join(f"This is paragraph {number} of a statement. It has a second sentence." for number in range(60))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A collection that nobody else has a room for."""
    collection = tmp_path / "collection"
    collection.mkdir()
    (collection / "a.txt").write_text(_TEXT)
    (collection / "b.txt").write_text("Another statement. It is short.")
    return collection


@pytest.fixture
def visit(folder: Path, tmp_path: Path) -> Iterator[Callable[..., Terminal]]:
    """Lets a visitor in; all of them leave at the end, and the host with them."""
    terminals: list[Terminal] = []

    def come(*options: str, **settings: int) -> Terminal:
        command = [sys.executable, "-m", "tui", "--kiosk", *options, str(folder)]
        terminals.append(Terminal(command, env=environment(tmp_path / "state"), cwd=tmp_path, **settings))
        terminals[-1].wait_for("paragraph 0")
        return terminals[-1]

    yield come
    for terminal in terminals:
        terminal.close()
    _wait(lambda: not _processes(folder))


def _wait(is_so: Callable[[], bool], seconds: float = 10) -> None:
    deadline = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def _processes(folder: Path) -> dict[int, int]:
    """Return the processes of a room that are the host or its copies, with their parents."""
    found = {}
    for entry in Path("/proc").iterdir():
        try:
            line = (entry / "cmdline").read_bytes()
            if line.endswith(f"\0{folder}\0".encode()) and b"be_host(" in line.partition(b"visit(")[0]:
                found[int(entry.name)] = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
        except (OSError, ValueError, IndexError):
            continue
    return found


def _hosts(folder: Path) -> list[int]:
    processes = _processes(folder)
    return [number for number, parent in processes.items() if parent not in processes]


def test_visitors_of_one_room_have_one_host_and_places_of_their_own(
    visit: Callable[..., Terminal], folder: Path
) -> None:
    one, other = visit(), visit(columns=80, rows=24)
    assert len(_hosts(folder)) == 1
    assert len(_processes(folder)) == 3
    one.press("tab", "pagedown", "pagedown")
    one.wait_for(lambda text: "para. 1 of" not in text)
    assert "paragraph 0" in other.screen_text()


def test_others_arguments_are_another_room(visit: Callable[..., Terminal], folder: Path) -> None:
    visit()
    visit("--idle", "7")
    assert len(_hosts(folder)) == 2


def test_one_who_is_to_share_nothing_has_no_host(visit: Callable[..., Terminal], folder: Path) -> None:
    visit("--unshared")
    assert not _processes(folder)


def test_the_size_of_the_terminal_is_passed_on(visit: Callable[..., Terminal]) -> None:
    terminal = visit(columns=60, rows=20)
    terminal.resize(110, 35)
    terminal.wait_for(lambda text: any(len(line) > 100 for line in text.splitlines()))


@pytest.mark.parametrize("way", ["q", "hang up", "SIGTERM", "SIGHUP", "SIGKILL"])
def test_who_leaves_takes_his_process_along_and_no_other(
    way: str, visit: Callable[..., Terminal], folder: Path
) -> None:
    one, other = visit(), visit()
    if way == "q":
        one.press("q")
    elif way == "hang up":
        one.hang_up()
    else:
        os.kill(one.pid, getattr(signal, way))
    began = time.monotonic()
    status = one.wait_exit()
    _wait(lambda: len(_processes(folder)) == 2)
    assert time.monotonic() - began < 2.5
    assert (status == 0) is (way != "SIGKILL")
    other.press("tab", "pagedown")
    other.wait_for(lambda text: "para. 1 of" not in text)


def test_a_terminal_is_restored_when_the_process_that_reads_is_killed(
    visit: Callable[..., Terminal], folder: Path
) -> None:
    terminal = visit()
    (host,) = _hosts(folder)
    (copy,) = [number for number, parent in _processes(folder).items() if parent == host]
    os.kill(copy, signal.SIGKILL)
    assert terminal.wait_exit() == 1
    assert b"\x1b[?1049l" in terminal.bytes_since() and b"\x1b[?25h" in terminal.bytes_since()


def test_the_host_ends_after_the_last_visitor_and_another_one_can_begin(
    visit: Callable[..., Terminal], folder: Path
) -> None:
    visit().press("q")
    _wait(lambda: not _processes(folder))
    visit()
    assert len(_hosts(folder)) == 1


def test_without_its_host_a_room_goes_on_and_the_next_visitor_has_another(
    visit: Callable[..., Terminal], folder: Path
) -> None:
    one = visit()
    os.kill(_hosts(folder)[0], signal.SIGKILL)
    visit()
    one.press("tab", "pagedown")
    one.wait_for(lambda text: "para. 1 of" not in text)


def test_who_sits_on_the_name_and_is_silent_costs_a_visitor_time_and_nothing_else(
    visit: Callable[..., Terminal], folder: Path, tmp_path: Path
) -> None:
    entry = str(Path(__file__).resolve().parents[2])
    with socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET) as door:
        door.bind(room_name(["--kiosk", str(folder)], entry, str(tmp_path)))
        # Whoever comes is refused at once.
        visit()
        assert not _processes(folder)


def test_a_file_that_changed_since_is_read_anew_for_the_next_visitor(
    visit: Callable[..., Terminal], folder: Path
) -> None:
    visit()
    time.sleep(0.3)
    path = folder / "a.txt"
    path.write_text(_TEXT.replace("paragraph 1 ", "chapter one "))
    os.utime(path, ns=(0, path.stat().st_mtime_ns + 5_000_000_000))
    visit().wait_for("chapter one")
