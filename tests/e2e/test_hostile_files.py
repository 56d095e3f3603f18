"""Files that would harm a terminal or hang a reader: nothing out of a document steers the terminal."""

import os
import re
from pathlib import Path

import pytest

from tests.app.statements import write_folder
from tests.e2e.program import started
from tests.terminal import Terminal

SEQUENCES = {
    "clipboard": "\x1b]52;c;SGFja2Vk\x07",
    "clipboard, C1": "\x9d52;c;SGFja2Vk\x9c",
    "colour": "\x1b[31m",
    "colour, C1": "\x9b31m",
    "link": "\x1b]8;;http://evil.example/\x1b\\",
    "title": "\x1b]0;Hacked\x07",
    "answer back": "\x05\x1b[c\x1b[6n\x1bZ",
    "device control": '\x1bP$q"p\x1b\\',
    "other screen": "\x1b[?1049l",
    "reset": "\x1bc",
    "end of synchronized update": "\x1b[?2026l",
    "bell": "\x07",
    "bidi": "\u202e\u2066\u202d",
    "all C0": "".join(chr(code) for code in range(1, 32) if chr(code) not in "\n\r"),
    "all C1": "".join(chr(code) for code in range(0x7F, 0xA0) if code != 0x85),
}
"""What a hostile text could hold."""

MARKS = [
    b"\x1b]52;c;SGFja2Vk",
    b"\x1b[31m",
    b"\x1b]8;;http://evil",
    b"]0;Hacked\x07",
    b"\x1b[6n",
    b"\x1bZ",
    b"\x1bP$q",
    b"\x1bc",
]
"""Bytes that the program never writes of itself."""

_OWN = re.compile(rb"\x1b\](?:0|2|22|52);[^\x07\x1b]*\x07")
"""Sequences of the program that end with a bell: title, shape of the pointer, clipboard."""
# What a program on the screen may write: CSI sequences, its own OSC, and text. UTF-8 of C1 is C2 80..9F.
_C1 = re.compile(rb"\xc2[\x80-\x9f]")
_BIDI = re.compile(rb"\xe2\x80[\xaa-\xae]|\xe2\x81[\xa6-\xa9]")
_C0 = re.compile(rb"[\x00-\x06\x0b\x0c\x10-\x1a\x1c-\x1f\x7f]")


def _hostile(name: str) -> str:
    return f"Before {SEQUENCES[name]} after{SEQUENCES[name]}wards. A second {SEQUENCES[name]} sentence."


def _check(terminal: Terminal, mark: int = 0) -> None:
    written = terminal.bytes_since(mark)
    for bad in MARKS:
        assert bad not in written, bad
    for pattern in (_C1, _BIDI, _C0):
        found = pattern.search(written)
        assert found is None, written[max(0, found.start() - 40) : found.end() + 20]
    assert b"\x07" not in _OWN.sub(b"", written), "every bell ends a sequence of our own"


def test_no_sequence_of_a_document_reaches_the_terminal(tmp_path: Path) -> None:
    texts = {
        f"{number:02}.txt": "Title {0}\n\nBy {0}\n\n{0}\n\n1) {0}\n".format(_hostile(name))
        for number, name in enumerate(SEQUENCES)
    }
    write_folder(tmp_path / "folder", texts)
    with started(tmp_path, tmp_path / "folder", columns=120, rows=40) as terminal:
        terminal.wait_for(f"of {len(SEQUENCES)}")
        terminal.settle(0.5)
        for number in range(2, len(SEQUENCES) + 1):
            terminal.press("j")
            terminal.wait_for(f"document {number} of {len(SEQUENCES)}")
        terminal.press("tab", "/", *"after", "enter")
        terminal.settle(0.3)
        terminal.press("escape", "c")
        terminal.settle(0.3)
        terminal.press("enter")
        terminal.settle(0.4)
        assert "Hacked" not in terminal.screen.title
        _check(terminal)
        terminal.press("q")
        assert terminal.wait_exit() == 0


def test_a_copy_of_a_hostile_sentence_carries_no_sequence(tmp_path: Path) -> None:
    import base64

    write_folder(tmp_path / "folder", {"a.txt": f"Before {''.join(SEQUENCES.values())} after it all."})
    with started(tmp_path, tmp_path / "folder") as terminal:
        terminal.wait_for("para. 1 of")
        mark = terminal.mark()
        terminal.press("y")
        terminal.wait_for("to your terminal (OSC 52)")
        found = re.findall(rb"\x1b\]52;c;([^\x07\x1b]*)\x07", terminal.bytes_since(mark))
        assert len(found) == 1
        copied = base64.b64decode(found[0]).decode()
        assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", copied)
        _check(terminal, mark)


NAMES = ["a\x1b[31mred.txt", "b\x1b]52;c;SGFja2Vk\x07.txt", "c\u202etxt.exe.txt", "d\nline.txt", "e\x9b31m.txt"]


@pytest.mark.parametrize("text", ["", "Just some words."], ids=["problem file", "untitled"])
def test_no_sequence_of_a_file_name_reaches_the_terminal(text: str, tmp_path: Path) -> None:
    write_folder(tmp_path / "folder", {name: text for name in NAMES})
    with started(tmp_path, tmp_path / "folder") as terminal:
        terminal.wait_for(f"document 1 of {len(NAMES)}" if text else "file")
        terminal.press(*"jjjj")
        terminal.settle(0.4)
        terminal.press("/", *"red", "enter")
        terminal.settle(0.4)
        _check(terminal)
        terminal.press("q")
        assert terminal.wait_exit() == 0


def test_bytes_that_are_no_text_open_as_a_problem_or_harmlessly(tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "folder", {"a.txt": "A plain text."})
    (folder / "b.txt").write_bytes(bytes(range(256)) * 20)
    (folder / "c.txt").write_bytes(b"Before \x9b31m and \x90 after, \xff\xfe in Latin.\n" * 3)
    (folder / "d.txt").write_bytes(os.urandom(5_000))
    (folder / os.fsdecode(b"e\xff\x9b.txt")).write_bytes(b"An odd name.")
    with started(tmp_path, folder) as terminal:
        terminal.wait_for("of 5")
        terminal.press(*"jjjj")
        terminal.settle(0.4)
        _check(terminal)


def test_what_is_no_file_does_not_hang_the_program(tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "folder", {"a.txt": "A plain text. It is here."})
    os.mkfifo(folder / "b-pipe.txt")
    (folder / "c-loop").symlink_to(folder)
    (folder / "d-broken.txt").symlink_to(folder / "nowhere.txt")
    (folder / "e-device.txt").symlink_to("/dev/zero")
    with started(tmp_path, folder) as terminal:
        terminal.wait_for("A plain text.")
        terminal.wait_for("1 of 4")
        terminal.press("G")
        terminal.wait_for("4 of 4")
        terminal.press("q")
        assert terminal.wait_exit() == 0


def test_a_fifo_given_by_name_does_not_hang_the_program(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    with started(tmp_path, tmp_path / "pipe.txt") as terminal:
        terminal.wait_for("This file was not opened")
        terminal.press("q")
        assert terminal.wait_exit() == 0


def test_a_file_that_vanishes_between_finding_and_reading_is_a_problem_file(tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "folder", {f"{n:02}.txt": f"Text number {n}. It is here." for n in range(3)})
    (folder / "01.txt").chmod(0)
    (folder / "02.txt").unlink()
    with started(tmp_path, folder, folder / "00.txt") as terminal:
        terminal.wait_for("Text number 0.")
        terminal.press("j", "q")
        assert terminal.wait_exit() == 0
