"""From a path to a document: whatever stands there, a document or its reason in words, and nothing hangs."""

import hashlib
import os
import socket
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.samples import SEEDS, within
from tui.documents.loaders import LOADERS, is_supported
from tui.documents.reading import DEFAULT_MAX_BYTES, format_bytes, read_bytes, read_document
from tui.errors import UnreadableFileError


def make_socket(path: Path) -> None:
    here = os.getcwd()
    os.chdir(path.parent)  # A socket's path may hold 108 bytes at most.
    try:
        with socket.socket(socket.AF_UNIX) as unix:
            unix.bind(path.name)
    finally:
        os.chdir(here)


def link_a_pipe(path: Path) -> None:
    os.mkfifo(path.with_suffix(".pipe"))
    path.symlink_to(path.with_suffix(".pipe"))


_MAKERS: dict[str, tuple[Callable[[Path], object], str]] = {
    "empty": (lambda path: path.write_bytes(b""), "empty file"),
    "white space": (lambda path: path.write_bytes(b" \n\t\r\n \x0c "), "no text in it"),
    "byte order mark": (lambda path: path.write_bytes(b"\xef\xbb\xbf"), "no text in it"),
    "binary": (lambda path: path.write_bytes(bytes(range(256)) * 8), "a binary file, not a text"),
    "zeros": (lambda path: path.write_bytes(bytes(5000)), "a binary file, not a text"),
    "PDF": (lambda path: path.write_bytes(b"%PDF-1.4\nText"), "a PDF file, not a text"),
    "missing": (lambda path: path, "no such file"),
    "folder": (lambda path: path.mkdir(), "a folder"),
    "broken link": (lambda path: path.symlink_to("nowhere"), "a link that leads nowhere"),
    "link loop": (lambda path: path.symlink_to(path.name), "a link that leads back to itself"),
    "named pipe": (os.mkfifo, "a named pipe, not opened"),
    "link to a pipe": (link_a_pipe, "a named pipe, not opened"),
    "socket": (make_socket, "a socket, not opened"),
    "device": (lambda path: path.symlink_to("/dev/zero"), "a device, not opened"),
}


@pytest.mark.parametrize("kind", _MAKERS)
def test_what_cannot_be_read_says_why(kind: str, tmp_path: Path) -> None:
    make, reason = _MAKERS[kind]
    path = tmp_path / "bad.txt"
    make(path)

    with within(10):
        document = read_document(path, "bad")

    assert document.problem == reason
    assert document.blocks == ()
    assert document.text == ""
    assert document.words == 0
    assert document.name == "bad.txt"
    assert (document.id, document.path) == ("bad", path)


def test_file_of_one_word_and_file_with_a_nul_open(tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text("Peace")
    (tmp_path / "nul.txt").write_bytes(b"Peace\x00 for all the people of the villages in this country.")

    assert read_document(tmp_path / "one.txt", "one").text == "Peace"
    assert read_document(tmp_path / "nul.txt", "nul").problem is None


@pytest.mark.parametrize(("size", "is_refused"), [(99, False), (100, False), (101, True)])
def test_file_over_the_limit_is_refused(size: int, is_refused: bool, tmp_path: Path) -> None:
    path = tmp_path / "large.txt"
    path.write_bytes(b"a " * (size // 2) + b"a" * (size % 2))

    problem = read_document(path, "large", max_bytes=100).problem

    assert problem == ("larger than the limit of 100 bytes" if is_refused else None)


def test_default_limit_is_64_mebibytes() -> None:
    assert DEFAULT_MAX_BYTES == 64 * 1024 * 1024
    assert format_bytes(DEFAULT_MAX_BYTES) == "64 MiB"


@pytest.mark.parametrize(
    ("count", "text"),
    [(0, "0 bytes"), (12, "12 bytes"), (1536, "1.5 KiB"), (3 << 20, "3 MiB"), (1 << 30, "1 GiB")],
)
def test_sizes_are_said_for_people(count: int, text: str) -> None:
    assert format_bytes(count) == text


def test_file_without_permission_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "secret.txt"
    path.write_text("Peace")

    def refuse(*_arguments: object, **_options: object) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "open", refuse)

    assert read_document(path, "secret").problem == "no permission to read it"


def test_file_that_vanishes_before_it_is_opened_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "gone.txt"
    path.write_text("Peace")
    open_file = os.open

    def vanish(name: Path, flags: int) -> int:
        name.unlink()
        return open_file(name, flags)

    monkeypatch.setattr(os, "open", vanish)

    assert read_document(path, "gone").problem == "no such file"


def test_file_that_turns_into_a_pipe_before_it_is_opened_does_not_hang(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "turned.txt"
    path.write_text("Peace")
    open_file = os.open

    def turn(name: Path, flags: int) -> int:
        name.unlink()
        os.mkfifo(name)
        return open_file(name, flags)

    monkeypatch.setattr(os, "open", turn)

    with within(10):
        assert read_document(path, "turned").problem == "a named pipe, not opened"


@pytest.mark.parametrize(("limit", "problem"), [(1000, None), (20, "larger than the limit of 20 bytes")])
def test_file_that_grows_while_it_is_read_is_read_to_its_end_or_the_limit(
    limit: int, problem: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "growing.txt"
    path.write_text("Peace now.")
    read = os.read
    grown: list[int] = []

    def grow(descriptor: int, count: int) -> bytes:
        data = read(descriptor, count)
        if not grown:
            grown.append(1)
            with path.open("a") as file:
                file.write(" And more peace.")
        return data

    monkeypatch.setattr(os, "read", grow)
    document = read_document(path, "growing", max_bytes=limit)

    assert document.problem == problem
    assert document.text == ("" if problem else "Peace now. And more peace.")


def test_disk_that_fails_in_the_middle_is_a_reason(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "failing.txt"
    path.write_text("Peace")

    def fail(_descriptor: int, _count: int) -> bytes:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(os, "read", fail)

    assert read_document(path, "failing").problem == "the disk could not read it"


def test_no_descriptor_is_left_open(tmp_path: Path) -> None:
    path = tmp_path / "large.txt"
    path.write_text("Peace " * 100)
    before = len(os.listdir("/proc/self/fd"))

    for limit in (10, 10_000):
        read_document(path, "large", max_bytes=limit)

    assert len(os.listdir("/proc/self/fd")) == before


def test_names_that_no_path_can_have_are_a_reason() -> None:
    assert read_document(Path("nul\x00in.txt"), "nul").problem == "its name cannot be used as a path"
    assert read_document(Path("x" * 5000), "long").problem == "its name is too long"


def test_bytes_and_digest_are_those_of_the_file() -> None:
    path = SEEDS / "003_f2029ae6401e9cbc.txt"

    assert read_bytes(path, DEFAULT_MAX_BYTES) == path.read_bytes()
    assert read_document(path, "003").sha256 == hashlib.sha256(path.read_bytes()).hexdigest()


def test_reading_bytes_of_a_folder_raises_the_reason(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError, match="a folder"):
        read_bytes(tmp_path, 100)


@pytest.mark.parametrize("suffix", [".txt", ".text", ".md", ".markdown", ".TXT", ".Md"])
def test_texts_and_markdown_are_picked_up(suffix: str) -> None:
    assert is_supported(Path(f"a{suffix}"))
    assert suffix.lower() in LOADERS


@pytest.mark.parametrize("name", ["a", "a.pdf", "a.txt~", ".txt", "a.txt.gz", "txt"])
def test_other_files_are_not_picked_up(name: str) -> None:
    assert not is_supported(Path(name))
