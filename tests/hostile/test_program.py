"""The real program on a pseudo-terminal writes what its own drawing writes, whatever it shows and is given."""

import shutil
from pathlib import Path
from random import Random

import pytest

from tests.e2e.program import ROOT, started
from tests.hostile.copying import copied, is_clean
from tests.hostile.grammar import hear
from tests.hostile.making import Made, make, write
from tests.hostile.sequences import ALL, CONTROLS, DIRECTION, mixture
from tests.hostile.showing import WIRES, leave, show
from tests.terminal import Terminal
from tui.app.navigation import first_sentence
from tui.library import load_library

_SAMPLE = 12
_QUIET = 0.12


def _hostile_files(count: int) -> list[Made]:
    random = Random(11)
    pieces = (*(text for family in CONTROLS.values() for text in family), *DIRECTION)
    texts = []
    for number in range(count):
        piece, other = mixture(random, pieces, 4), mixture(random, ALL, 6)
        texts.append(
            f"Title {number} {piece}\n\nBy Jane {piece} Roe\n\n10 March 2022\n\n"
            f"Before peace {piece} afterwards, {other} and war. A second {piece} sentence about peace.\n\n"
            f"1. {piece} one of the {other} items\n\nThe last {piece} words of all."
        )
    return [Made("control sequences", text.encode("utf-8", "surrogatepass")) for text in texts]


@pytest.mark.parametrize("wire", WIRES)
def test_each_document_is_drawn_and_paged_through_with_sequences_of_the_program_alone(
    wire: str, tmp_path: Path
) -> None:
    files = list(make(8, _SAMPLE))
    write(tmp_path / "files", files, 8)

    shown = show(tmp_path / "files", len(files), tmp_path, wire)

    assert shown.faults == ()
    assert shown.documents == len(files)
    assert shown.heard.sequences > 10 * len(files)


def _paste(terminal: Terminal, text: str) -> None:
    # An end in the middle is for the terminal to leave out; nobody else can tell it from the real one.
    pasted = text.replace("\x1b[201~", "").encode("utf-8", "surrogatepass")
    terminal.send(b"\x1b[200~" + pasted + b"\x1b[201~")
    terminal.settle(_QUIET)


def _press(terminal: Terminal, *keys: str) -> None:
    for key in keys:
        terminal.press(key)
        # What follows an escape at once makes another key of it.
        terminal.settle(2 * _QUIET if key == "escape" else _QUIET)


@pytest.mark.parametrize("wire", WIRES)
def test_every_screen_shows_hostile_texts_and_queries_with_sequences_of_the_program_alone(
    wire: str, tmp_path: Path
) -> None:
    write(tmp_path / "files", _hostile_files(6), 3)
    # No longer than a line to type in takes.
    hostile = f"war{''.join(text for family in CONTROLS.values() for text in family[1:5])}{''.join(DIRECTION)}\ufeff"[
        :400
    ]
    with started(tmp_path, "--wire", wire, tmp_path / "files") as terminal:
        terminal.wait_for("document 1 of 6")
        _press(terminal, "/")
        _paste(terminal, hostile)
        _press(terminal, "escape", "escape", "tab", "i", "i", "escape", "/")
        _paste(terminal, hostile)
        _press(terminal, "enter", "n", "escape", "escape", "v", "y", "}", "Y")
        _press(terminal, ":")
        _paste(terminal, hostile)
        _press(terminal, "escape")
        _press(terminal, "s")
        _paste(terminal, f"peace {hostile}")
        _press(terminal, "ctrl+u", *"peace", "down", "tab", "down", "tab", "ctrl+o", "enter", "escape", "escape")
        _press(terminal, "c", "down", "enter", "i", "escape", "p", "u", "w", "d", "space", "y", "escape", "escape")
        _press(terminal, "Q", "a")
        _paste(terminal, hostile)
        _press(terminal, "enter", "tab", "Y", "/")
        _paste(terminal, hostile)
        _press(terminal, "escape", "escape", "escape", "V")
        _paste(terminal, f"Before peace {hostile} afterwards, and war. A second sentence about peace.")
        _press(terminal, "enter", "ctrl+d", "escape", "escape", "O", "enter", "escape", "escape")
        _press(terminal, "z", "space", "escape")
        leave(terminal)
        heard = hear(terminal.bytes_since())

    assert [str(foreign) for foreign in heard.foreign] == []
    assert len(heard.copies) >= 3
    assert all(map(is_clean, heard.copies))


def test_a_copy_of_each_hostile_sentence_is_the_sentence_as_the_reference_has_it(tmp_path: Path) -> None:
    random = Random(2)
    texts = [f"Before peace {mixture(random, ALL, 12)} after it all, as they say." for _ in range(8)]
    write(tmp_path / "files", [Made("copied", text.encode("utf-8", "surrogatepass")) for text in texts], 2)
    library = load_library([tmp_path / "files"])
    wanted = []
    with started(tmp_path, tmp_path / "files") as terminal:
        for number, document in enumerate(library, 1):
            terminal.wait_for(f"document {number} of {len(library)}")
            mark = terminal.mark()
            terminal.press(*(["tab"] if number == 1 else []), "y")
            terminal.wait_for_output(mark)
            terminal.settle(_QUIET)
            sentence = first_sentence(document)
            # A quote ends with its last word.
            wanted.append(copied(document.text[sentence.start : sentence.end].strip()))
            terminal.press("]")
        heard = hear(terminal.bytes_since())

    assert list(heard.copies) == [text for text in wanted if text]
    assert len(heard.copies) > len(texts) // 2


def _sabotaged(folder: Path, file: str, line: str, instead: str) -> Path:
    """Return a folder with the program in which a line stands in the place of another."""
    shutil.copytree(ROOT / "tui", folder / "tui", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(ROOT / "seeds", folder / "seeds")
    path = folder / "tui" / file
    assert line in path.read_text()
    path.write_text(path.read_text().replace(line, instead))
    return folder


@pytest.mark.parametrize("wire", WIRES)
def test_a_program_that_shows_texts_as_they_are_would_not_pass(wire: str, tmp_path: Path) -> None:
    broken = _sabotaged(tmp_path / "broken", "text.py", "return text.translate(_VISIBLE)", "return text")
    write(tmp_path / "files", _hostile_files(2), 3)
    with started(tmp_path, "--wire", wire, tmp_path / "files", env={"PYTHONPATH": str(broken)}) as terminal:
        terminal.wait_for_output(terminal.mark())
        terminal.settle(0.5)
        written = terminal.bytes_since()

    assert len(hear(written).foreign) > 5


@pytest.mark.parametrize(
    "written",
    [
        b"plain\r\n",
        "Größe 中 👨\u200d👩 e\u0301 \u200e\u00ad".encode(),
        b"\x1b[m\x1b[0;1;38;5;252;48;5;234mx\x1b[22;27;39;49m\x1b[38;2;1;2;255m",
        b"\x1b[H\x1b[3;4H\x1b[B\x1b[12C\x1b[7G\x1b[K\x1b[20X\x1b[2J",
        b"\x1b[5;20r\x1b[2M\x1b[3L\x1b[r\x1b[S\x1b[6n",
        b"\x1b[?1049h\x1b[?25l\x1b[?7l\x1b[?2026h\x1b[?2026l\x1b[?2026$p\x1b[>1u\x1b[<u",
        b"\x1b]22;default\x07\x1b]8;;\x1b\\",
    ],
)
def test_the_grammar_knows_what_the_program_draws(written: bytes) -> None:
    assert hear(written).foreign == ()


@pytest.mark.parametrize("family", sorted(CONTROLS))
def test_the_grammar_refuses_the_sequences_of_every_family(family: str) -> None:
    own = {"\n", "\r", "\x1b[6n", "\x1b[H", "\x1b[2J", "\x1b[5;10r", "\x1b[?2026$p", "\x1b[>1u", "\x1b[<u"}
    modes = {
        "\x1b[?1049l",
        "\x1b[?1049h",
        "\x1b[?25l",
        "\x1b[?7h",
        "\x1b[?2026h",
        "\x1b[?2026l",
        "\x1b[?1000h",
        "\x1b[?1006l",
    }

    passed = [text for text in CONTROLS[family] if not hear(f"a{text}b".encode()).foreign and not _copies(text)]

    assert set(passed) <= own | modes


def _copies(text: str) -> tuple[str, ...]:
    return hear(text.encode()).copies


@pytest.mark.parametrize(
    "text",
    [
        *DIRECTION[:9],
        "\u2028",
        "\x9b31m",
        "\x85",
        "\U000e0041",
        "\x07",
        "\t",
        "\x7f",
        "\x1b[31m",
        "\x1b[8m",
        "\x1b[999C",
        "\x1b[5m",
    ],
)
def test_the_grammar_refuses_marks_of_direction_and_single_controls(text: str) -> None:
    assert len(hear(f"before{text}after".encode()).foreign) == 1


@pytest.mark.parametrize("data", [b"\x9b31m", b"\xff", b"\xed\xa0\x80", b"\xc0\xaf", b"\xc3"])
def test_the_grammar_refuses_bytes_that_are_no_utf_8(data: bytes) -> None:
    assert hear(b"before" + data + b"after").foreign
