"""Lines added to a file: whole, none lost, on the disk before anything is said, whoever writes and however it ends."""

import contextlib
import errno
import fcntl
import json
import os
import random
import signal
import stat
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

import tui
from tests.survival.hammering import at_once
from tui import storage
from tui.storage import append_line, write_private

_ROOT = str(Path(tui.__file__).parents[1])
_WRITER = """
    import json, os, sys
    from pathlib import Path
    from tui.storage import append_line

    path, name, count, longest = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
    print("ready", flush=True)
    sys.stdin.readline()
    for number in range(count):
        size = (number * 7919 * 7919) % longest
        append_line(path, json.dumps({"by": name, "number": number, "fill": name * size}).encode())
        os.write(1, f"{number}\\n".encode())
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "lines.jsonl"


def writers(
    file: Path, names: str, count: int, longest: int
) -> contextlib.AbstractContextManager[dict[str, "subprocess.Popen[bytes]"]]:
    """Start a process for each name, all at the same moment; each says the number of a line once it is written."""
    return at_once(_WRITER, names, str(file), str(count), str(longest))


def said(process: "subprocess.Popen[bytes]") -> list[int]:
    """Return the numbers of the lines that a process said it has written; waits for its end."""
    return [int(line) for line in process.communicate(timeout=60)[0].split()]


def fail(number: int) -> None:
    raise OSError(number, os.strerror(number))


def test_line_is_added_at_the_end_of_the_file(file: Path) -> None:
    for line in (b"one", b"", "zwei\u2028\u00e9".encode(), b"x" * 1_000_000):
        append_line(file, line)

    assert file.read_bytes() == b"one\n\nzwei\xe2\x80\xa8\xc3\xa9\n" + b"x" * 1_000_000 + b"\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"", b"new\n"),
        (b"old\n", b"old\nnew\n"),
        (b"old\nha", b"old\nha\nnew\n"),
        (b"\n", b"\nnew\n"),
        (b"h", b"h\nnew\n"),
    ],
)
def test_half_line_at_the_end_is_closed_first(before: bytes, after: bytes, file: Path) -> None:
    file.write_bytes(before)
    append_line(file, b"new")

    assert file.read_bytes() == after


def test_new_file_and_its_folder_are_their_owners_alone(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        append_line(tmp_path / "folder" / "lines", b"one")
    finally:
        os.umask(before)

    assert stat.S_IMODE((tmp_path / "folder").stat().st_mode) == 0o700
    assert stat.S_IMODE((tmp_path / "folder" / "lines").stat().st_mode) == 0o600


def test_mode_and_name_of_a_file_that_is_there_stay(file: Path, tmp_path: Path) -> None:
    file.write_bytes(b"old\n")
    file.chmod(0o644)
    (tmp_path / "link").symlink_to(file)
    append_line(tmp_path / "link", b"new")

    assert (tmp_path / "link").is_symlink()
    assert file.read_bytes() == b"old\nnew\n"
    assert stat.S_IMODE(file.stat().st_mode) == 0o644


def test_line_is_on_the_disk_when_it_is_said_to_be(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    synced: list[bytes | None] = []
    sync = os.fsync

    def seen(descriptor: int) -> None:
        synced.append(file.read_bytes() if stat.S_ISREG(os.fstat(descriptor).st_mode) else None)
        sync(descriptor)

    monkeypatch.setattr(os, "fsync", seen)
    append_line(file, b"one")
    assert synced == [b"one\n", None]
    append_line(file, b"two")
    assert synced == [b"one\n", None, b"one\ntwo\n"]


@pytest.mark.parametrize("before", [b"", b"old\n", b"old\nha"])
@pytest.mark.parametrize("step", ["write", "fsync"])
def test_failed_line_leaves_what_was_there(
    step: str, before: bytes, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file.write_bytes(before)
    with monkeypatch.context() as patched, pytest.raises(OSError, match=os.strerror(errno.EIO)):
        patched.setattr(os, step, lambda *_: fail(errno.EIO))
        append_line(file, b"new")
    assert file.read_bytes() == before

    append_line(file, b"later")
    assert file.read_bytes().endswith(b"\nlater\n" if before else b"later\n")


@pytest.mark.parametrize("before", [b"", b"old\n", b"old\nha"])
def test_disk_that_fills_up_within_a_line_leaves_what_was_there(
    before: bytes, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file.write_bytes(before)
    write = os.write
    with monkeypatch.context() as patched, pytest.raises(OSError, match="No space left"):
        patched.setattr(os, "write", lambda descriptor, data: write(descriptor, data[: len(data) // 2]))
        append_line(file, b"new line of some length")

    assert file.read_bytes() == before


def test_largest_file_that_is_allowed_takes_whole_lines_and_no_more(file: Path) -> None:
    script = """
        import resource, sys
        from pathlib import Path
        from tui.storage import append_line

        resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, 10_000))
        for number in range(20):
            try:
                append_line(Path(sys.argv[1]), bytes([65 + number]) * 1500)
            except OSError as error:
                print(number, type(error).__name__)
    """
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(script), str(file)],
        capture_output=True,
        env={**os.environ, "PYTHONPATH": _ROOT},
        timeout=60,
        check=True,
    )

    assert done.stdout.split()[::2] == [str(number).encode() for number in range(6, 20)]
    assert file.read_bytes() == b"".join(bytes([65 + number]) * 1500 + b"\n" for number in range(6))


def test_what_is_no_file_is_an_error_at_once(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path / "pipe", Path("/dev/null"), Path("/dev/full")):
        with pytest.raises(OSError, match="it is no file"):
            append_line(path, b"new")


@pytest.mark.parametrize("place", ["a file", "a file/deep/er", "."])
def test_place_that_can_hold_no_file_is_an_error(place: str, tmp_path: Path) -> None:
    (tmp_path / "a file").write_bytes(b"old\n")
    path = tmp_path if place == "." else tmp_path / place / "lines"

    with pytest.raises(OSError, match="directory|exists"):
        append_line(path, b"new")
    assert (tmp_path / "a file").read_bytes() == b"old\n"


@pytest.mark.parametrize(
    ("mode", "is_there", "after"), [(0o500, False, None), (0o500, True, b"old\nnew\n"), (0o700, False, b"new\n")]
)
def test_read_only_folder_takes_lines_into_a_file_that_is_there_alone(
    mode: int, is_there: bool, after: bytes | None
) -> None:
    script = """
        import fcntl, os, sys, tempfile
        from pathlib import Path
        from tui.storage import append_line

        user = os.geteuid() or 65534
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "lines"
            if sys.argv[2] == "True":
                file.write_bytes(b"old\\n")
                os.chown(file, user, -1)
            os.chown(folder, user, -1)
            os.chmod(folder, int(sys.argv[1]))
            is_root = not os.geteuid()
            # Nothing is read-only to root.
            os.seteuid(user)
            try:
                append_line(file, b"new")
            except PermissionError:
                pass
            print(file.read_bytes() if file.exists() else None)
            os.seteuid(0 if is_root else user)
            os.chmod(folder, 0o700)
    """
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(script), str(mode), str(is_there)],
        capture_output=True,
        env={**os.environ, "PYTHONPATH": _ROOT},
        timeout=60,
        check=False,
    )

    assert (done.stdout.decode().strip(), done.stderr) == (str(after), b"")


def test_lines_of_several_programs_at_once_are_whole_and_none_is_lost(file: Path) -> None:
    with writers(file, "abcd", count=40, longest=20_000) as processes:
        numbers = {name: said(process) for name, process in processes.items()}
    lines = [json.loads(line) for line in file.read_bytes().split(b"\n")[:-1]]

    assert file.read_bytes().endswith(b"}\n")
    assert all(found == list(range(40)) for found in numbers.values())
    for name in "abcd":
        assert [line["number"] for line in lines if line["by"] == name] == list(range(40))
    assert all(line["fill"] == line["by"] * len(line["fill"]) for line in lines)


def test_reader_beside_writers_sees_lines_grow_and_never_change(file: Path) -> None:
    file.touch()
    seen = b""
    with writers(file, "ab", count=30, longest=50_000) as processes:
        while any(process.poll() is None for process in processes.values()):
            data = file.read_bytes()
            data = data[: data.rfind(b"\n") + 1]
            assert data.startswith(seen)
            for line in data[len(seen) :].splitlines():
                json.loads(line or b"{}")
            seen = data

    assert sum(1 for line in file.read_bytes().splitlines() if line) == 60


@pytest.mark.parametrize("seed", range(3))
def test_killed_writers_leave_no_unreadable_line_but_a_torn_one(seed: int, file: Path) -> None:
    draw = random.Random(seed)
    with writers(file, "abc", count=100_000, longest=300_000) as processes:
        for process in processes.values():
            time.sleep(draw.uniform(0.05, 0.25))
            process.send_signal(signal.SIGKILL)
        numbers = {name: said(process) for name, process in processes.items()}
    append_line(file, b'{"by": "e", "number": 0, "fill": ""}')
    torn, lines = 0, []
    for line in file.read_bytes().split(b"\n"):
        try:
            lines += [json.loads(line)] if line else []
        except ValueError:
            torn += 1

    assert torn <= 3
    assert lines[-1]["by"] == "e"
    for name, known in numbers.items():
        found = [line["number"] for line in lines if line["by"] == name]
        assert found[: len(known)] == known == list(range(len(known)))
        assert len(found) <= len(known) + 1


def test_file_that_stays_locked_is_written_all_the_same(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(storage, "_LOCK_SECONDS", 0.05)
    file.write_bytes(b"old\nha")
    with open(file, "rb") as other:
        fcntl.flock(other, fcntl.LOCK_EX)
        append_line(file, b"new")

    assert file.read_bytes() == b"old\nha\nnew\n"


def test_lock_is_waited_for(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    order: list[str] = []
    other = os.open(file, os.O_RDWR | os.O_CREAT)
    fcntl.flock(other, fcntl.LOCK_EX)

    def let_go(_seconds: float) -> None:
        order.append("waited")
        if len(order) == 3:
            os.write(other, b"first\n")
            os.close(other)

    monkeypatch.setattr(time, "sleep", let_go)
    append_line(file, b"second")

    assert order == ["waited"] * 3
    assert file.read_bytes() == b"first\nsecond\n"


def test_file_that_cannot_be_locked_is_written_and_never_cut(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fcntl, "flock", lambda *_: fail(errno.ENOLCK))
    append_line(file, b"one")
    write = os.write
    with monkeypatch.context() as patched, pytest.raises(OSError, match="No space left"):
        patched.setattr(os, "write", lambda descriptor, data: write(descriptor, data[:2]))
        append_line(file, b"two")
    append_line(file, b"three")

    assert file.read_bytes() == b"one\ntw\nthree\n"


def test_lock_is_let_go_after_a_line_and_after_a_failure(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    append_line(file, b"one")
    with monkeypatch.context() as patched, pytest.raises(OSError, match="Input"):
        patched.setattr(os, "write", lambda *_: fail(errno.EIO))
        append_line(file, b"two")
    with open(file, "rb") as other:
        fcntl.flock(other, fcntl.LOCK_EX | fcntl.LOCK_NB)


def test_no_descriptor_is_left_open(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = os.listdir("/proc/self/fd") if os.path.isdir("/proc/self/fd") else []
    for step in (None, "write", "fsync"):
        with monkeypatch.context() as patched, contextlib.suppress(OSError):
            if step:
                patched.setattr(os, step, lambda *_: fail(errno.EIO))
            append_line(file, b"one")

    assert not before or len(os.listdir("/proc/self/fd")) == len(before)


@pytest.mark.parametrize("there", ["nothing", "a file", "a link", "a dangling link"])
def test_private_file_is_its_owners_alone_whatever_was_there(there: str, tmp_path: Path) -> None:
    target, path = tmp_path / "target", tmp_path / "folder" / "private"
    target.write_text("not to be touched")
    target.chmod(0o644)
    path.parent.mkdir()
    if there == "a file":
        path.write_text("old")
        path.chmod(0o666)
    elif there != "nothing":
        path.symlink_to(target if there == "a link" else tmp_path / "nowhere")
    before = os.umask(0)
    try:
        write_private(path, "secret “é”")
    finally:
        os.umask(before)

    assert not path.is_symlink()
    assert path.read_text(encoding="utf-8") == "secret “é”"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert target.read_text() == "not to be touched"
    assert stat.S_IMODE(target.stat().st_mode) == 0o644
    assert sorted(os.listdir(tmp_path)) == ["folder", "target"]
    assert os.listdir(path.parent) == ["private"]


def test_private_file_is_never_open_to_others_while_it_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    modes: list[int] = []
    sync = os.fsync

    def seen(descriptor: int) -> None:
        modes.append(stat.S_IMODE(os.fstat(descriptor).st_mode))
        sync(descriptor)

    monkeypatch.setattr(os, "fsync", seen)
    before = os.umask(0)
    try:
        write_private(tmp_path / "private", "secret")
    finally:
        os.umask(before)

    assert modes
    assert set(modes) == {0o600}


def test_private_file_of_text_that_no_encoding_has_is_written(tmp_path: Path) -> None:
    write_private(tmp_path / "private", "a\ud800b")

    assert (tmp_path / "private").read_bytes() == b"a?b"


def test_private_file_that_cannot_be_written_leaves_the_old_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_private(tmp_path / "private", "old")
    with monkeypatch.context() as patched, pytest.raises(OSError, match="No space left"):
        patched.setattr(os, "fsync", lambda *_: fail(errno.ENOSPC))
        write_private(tmp_path / "private", "new")

    assert (tmp_path / "private").read_text() == "old"
    assert os.listdir(tmp_path) == ["private"]


def test_private_file_takes_no_folders_place(tmp_path: Path) -> None:
    (tmp_path / "folder" / "inner").mkdir(parents=True)

    with pytest.raises(OSError, match="directory"):
        write_private(tmp_path / "folder", "new")
    assert os.listdir(tmp_path) == ["folder"]
