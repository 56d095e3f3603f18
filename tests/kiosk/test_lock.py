"""What the lock refuses and what it lets through; each kind of lock in a child process of its own."""

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from tui.kiosk.kernel import landlock_version
from tui.kiosk.lock import code_folders, make_lock

_READING = {
    "a file": "open(folder + '/secret.txt').read()",
    "bytes": "os.open(folder + '/secret.txt', os.O_RDONLY)",
    "through ..": "open(folder + '/inside/../secret.txt')",
    "through a link": "open(folder + '/inside/link.txt')",
    "through a chain": "open(folder + '/inside/chain.txt')",
    "through a linked folder": "open(folder + '/inside/up/secret.txt')",
    "/etc/passwd": "open('/etc/passwd')",
    "variables": "open('/proc/self/environ', 'rb')",
    "another process": "open('/proc/1/cmdline', 'rb')",
    "zeros": "open('/dev/zero', 'rb')",
    "a listing": "os.listdir(folder)",
    "a listing of all": "list(os.scandir('/'))",
    "a listing through a link": "os.listdir(folder + '/inside/up')",
    "a walk": "import pathlib; list(pathlib.Path(folder).iterdir())",
}
_WRITING = {
    "a new file": "open(folder + '/inside/new', 'w')",
    "an old file": "open(folder + '/inside/text.txt', 'a')",
    "reading and writing": "os.open(folder + '/inside/text.txt', os.O_RDWR)",
    "an exclusive file": "open(folder + '/inside/new', 'x')",
    "a folder": "os.mkdir(folder + '/inside/new')",
    "folders": "os.makedirs(folder + '/inside/a/b')",
    "a link": "os.symlink('/', folder + '/inside/new')",
    "a hard link": "os.link(folder + '/inside/text.txt', folder + '/inside/new')",
    "a removal": "os.remove(folder + '/inside/text.txt')",
    "a removed folder": "os.rmdir(folder + '/inside/empty')",
    "a renaming": "os.rename(folder + '/inside/text.txt', folder + '/inside/new')",
    "a replacement": "os.replace(folder + '/inside/text.txt', folder + '/inside/new')",
    "cutting": "os.truncate(folder + '/inside/text.txt', 0)",
}
_WRITING_UNKNOWN_TO_PYTHON = {
    "a pipe": "os.mkfifo(folder + '/inside/new')",
    "a device": "os.mknod(folder + '/inside/new')",
}
_WRITING_UNKNOWN_TO_THE_KERNEL = {
    "rights": "os.chmod(folder + '/inside/text.txt', 0o777)",
    "an owner": "os.chown(folder + '/inside/text.txt', 0, 0)",
    "a time": "os.utime(folder + '/inside/text.txt')",
    "a temporary file": "import tempfile; tempfile.mkstemp(dir=folder)",
    "a temporary folder": "import tempfile; tempfile.mkdtemp(dir=folder)",
}
_STARTING = {
    "a program": "os.execv('/bin/true', ['true'])",
    "a program in a child": "import subprocess; subprocess.run(['/bin/true'])",
    "a program by posix": "os.posix_spawn('/bin/true', ['true'], {})",
}
_STARTING_UNKNOWN_TO_THE_KERNEL = {
    "a shell": "os.system('true')",
    "a pipe to a shell": "os.popen('true')",
    "a fork": "os._exit(0) if os.fork() == 0 else None",
    "a terminal's fork": "os.forkpty()",
    "a spawned program": "os.spawnv(os.P_WAIT, '/bin/true', ['true'])",
    "pty": "import pty; pty.spawn('true')",
    "a browser": "import webbrowser; webbrowser.open('http://127.0.0.1')",
    "a library": "import ctypes; ctypes.CDLL('libm.so.6')",
    "another folder to stand in": "os.chdir('/')",
    "a signal to another": "os.kill(os.getppid(), 0)",
    "a signal to a group": "os.killpg(os.getpgrp(), 0)",
    "a question on the terminal": "input()",
    "the debugger": "breakpoint()",
    "a socket": "import socket; socket.socket()",
    "a name": "import socket; socket.getaddrinfo('localhost', 1)",
    "a database": "import sqlite3; sqlite3.connect(':memory:')",
}
_CONNECTING = {"a connection": "import socket; socket.create_connection(('127.0.0.1', 9), 1)"}
_ALLOWED = {
    "reading": "assert open(folder + '/inside/text.txt').read() == 'text'",
    "listing": "assert 'text.txt' in os.listdir(folder + '/inside')",
    "reading below": "open(folder + '/inside/below/deep.txt').read()",
    "a link inside": "open(folder + '/inside/inner.txt').read()",
    "looking at": "os.stat(folder + '/secret.txt')",
    "importing": "import numpy, sentencex, rapidfuzz.fuzz, yaml, charset_normalizer, wave",
    "nothing": "open(os.devnull, 'w').write('x')",
    "a thread": "import threading; t = threading.Thread(target=print); t",
    "an event loop": "import asyncio; asyncio.run(asyncio.sleep(0))",
    "itself": "os.kill(os.getpid(), 0)",
    "a pipe": "os.pipe()",
}
_REFUSED = {**_READING, **_WRITING, **_STARTING, **_CONNECTING}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with another in it that may be read."""
    inside = tmp_path / "inside"
    (inside / "below").mkdir(parents=True)
    (inside / "empty").mkdir()
    (tmp_path / "secret.txt").write_text("secret")
    (inside / "text.txt").write_text("text")
    (inside / "below" / "deep.txt").write_text("deep")
    links = {"link.txt": "../secret.txt", "chain.txt": "link.txt", "up": "..", "inner.txt": "below/deep.txt"}
    for name, target in links.items():
        (inside / name).symlink_to(target)
    return tmp_path


def _tried(kind: str, folder: Path, table: Mapping[str, str]) -> dict[str, str] | None:
    """Return what becomes of each statement of a table behind a lock; None where the kernel has none."""
    command = [sys.executable, "-m", "tests.kiosk.locked_child", kind, str(folder)]
    done = subprocess.run(command, input=json.dumps(table), capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    result: dict[str, str] | None = json.loads(done.stdout.splitlines()[-1])
    return result


def _snapshot(folder: Path) -> list[tuple[str, int, int]]:
    return sorted((str(path), path.lstat().st_mtime_ns, path.lstat().st_mode) for path in folder.rglob("*"))


def test_python_is_refused_everything_that_reading_does_not_need(folder: Path) -> None:
    before = _snapshot(folder)
    table = {**_REFUSED, **_WRITING_UNKNOWN_TO_THE_KERNEL, **_STARTING_UNKNOWN_TO_THE_KERNEL}

    tried = _tried("python", folder, {**table, **_ALLOWED})

    assert tried == {**dict.fromkeys(table, "PermissionError"), **dict.fromkeys(_ALLOWED, "done")}
    assert _snapshot(folder) == before


@pytest.mark.skipif(not landlock_version(), reason="this kernel has no Landlock")
def test_the_kernel_alone_refuses_files_programs_and_connections(folder: Path) -> None:
    before = _snapshot(folder)
    table = {**_REFUSED, **_WRITING_UNKNOWN_TO_PYTHON}

    tried = _tried("kernel", folder, {**table, **_ALLOWED})

    assert tried == {**dict.fromkeys(table, "PermissionError"), **dict.fromkeys(_ALLOWED, "done")}
    assert _snapshot(folder) == before


def test_the_program_closes_all_of_them(folder: Path) -> None:
    before = _snapshot(folder)
    table = {**_REFUSED, **_WRITING_UNKNOWN_TO_THE_KERNEL, **_STARTING_UNKNOWN_TO_THE_KERNEL}
    table |= _WRITING_UNKNOWN_TO_PYTHON if landlock_version() else {}
    limits = {
        "memory": "bytearray(1 << 30)",
        "files": "import resource; assert resource.getrlimit(resource.RLIMIT_FSIZE) == (0, 0)",
    }

    tried = _tried("room", folder, {**table, **_ALLOWED, **limits})

    refused = {**dict.fromkeys(table, "PermissionError"), "memory": "MemoryError"}
    assert tried == {**refused, **dict.fromkeys(_ALLOWED, "done"), "files": "done"}
    assert _snapshot(folder) == before


@pytest.mark.skipif(not landlock_version(), reason="this kernel has no Landlock")
def test_the_host_of_all_visitors_is_confined_by_the_kernel(folder: Path) -> None:
    table = {**_REFUSED, **_WRITING_UNKNOWN_TO_PYTHON}
    needed = {
        "a copy": "os._exit(0) if os.fork() == 0 else os.wait()",
        "a door": "import socket; socket.socket(socket.AF_UNIX).bind(b'\\0statements-test-%d' % os.getpid())",
    }

    tried = _tried("host", folder, {**table, **_ALLOWED, **needed})

    assert tried == {**dict.fromkeys(table, "PermissionError"), **dict.fromkeys([*_ALLOWED, *needed], "done")}


def test_both_together_let_everything_through_that_reading_needs(folder: Path) -> None:
    tried = _tried("both", folder, _ALLOWED)

    assert tried in (dict.fromkeys(_ALLOWED, "done"), None)


def test_no_folder_of_code_is_a_home_or_the_root() -> None:
    assert all(len(path.parts) > 2 for path in code_folders())
    assert Path.home() not in code_folders()
    assert Path.cwd() not in code_folders()


def test_the_terminal_alone_may_be_written(tmp_path: Path) -> None:
    terminal = tmp_path / "terminal"
    terminal.touch()
    lock = make_lock([], str(terminal))

    assert lock.is_writable(terminal)
    assert not lock.is_writable(tmp_path / "other")
    assert not lock.is_writable(tmp_path)
