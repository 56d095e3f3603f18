"""Comparing on a real pseudo-terminal: pairs, a copied pair, long texts, all against all."""

import base64
import re
from pathlib import Path

from tests.app.statements import COMPARED, original, revised, write_folder
from tests.e2e.program import started
from tests.terminal import Terminal

PAIR = re.compile(r"[a-z] ↔ para\. \d+")


def _status(terminal: Terminal) -> str:
    return terminal.lines()[-2].strip()


def _copied(terminal: Terminal, mark: int) -> list[str]:
    found = re.findall(rb"\x1b\]52;c;([^\x07\x1b]*)(?:\x07|\x1b\\)", terminal.bytes_since(mark))
    return [base64.b64decode(each).decode() for each in found]


def test_a_pair_of_two_samples_is_copied_with_both_citations_and_q_quits(tmp_path: Path) -> None:
    with started(tmp_path, columns=120) as terminal:
        terminal.wait_for("document 1 of 5")
        terminal.press("down", "c")
        terminal.wait_for("beside")
        terminal.press(*"003", "enter")
        terminal.wait_for(lambda text: "left: " in text and "only here" in text)
        terminal.press("]")
        terminal.wait_for(lambda text: PAIR.search(text.splitlines()[-2]) is not None)
        terminal.settle(0.2)
        mark = terminal.mark()
        terminal.press("P")
        terminal.wait_for("to your terminal (OSC 52)")
        copied = _copied(terminal, mark)
        assert len(copied) == 1
        assert len(re.findall(r", para\. \d+(?:, https?://\S+)?$", copied[0], re.MULTILINE)) == 2
        terminal.press("q")
        assert terminal.wait_exit() == 0


def test_partners_stand_on_one_row_of_a_real_screen_and_the_pair_is_copied_to_the_character(tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "texts", COMPARED)
    with started(tmp_path, folder / "original.txt", folder / "revised.txt", columns=120) as terminal:
        terminal.wait_for("document 1 of 2")
        terminal.press("c", "enter")
        terminal.wait_for("a    2  The undersigned")
        terminal.press("]", "]", "]", "]")
        terminal.wait_for("d ↔ para. 2: same text")
        terminal.settle(0.2)
        rows = [line for line in terminal.lines() if line.count("Teachers of 212 primary") == 2]
        assert len(rows) == 1, terminal.screen_text()
        mark = terminal.mark()
        terminal.press("P")
        terminal.wait_for("to your terminal (OSC 52)")
        first = f"{original(5)}\n\nAna Castro, River Appeal, 3 March 2021, para. 5"
        second = f"{revised(2)}\n\nAna Castro, The Appeal, Second Edition, 9 June 2021, para. 2"
        assert _copied(terminal, mark) == [f"{first}\n\n{second}"]


def test_keys_in_one_burst_open_the_comparison_and_go_to_the_pair(tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "texts", COMPARED)
    with started(tmp_path, folder / "original.txt", folder / "revised.txt", columns=120) as terminal:
        terminal.wait_for("document 1 of 2")
        terminal.settle(0.3)
        terminal.send("c\r]]]")
        terminal.wait_for("left: River Appeal  c ↔ para. 4")


def _long(title: str) -> str:
    words = [part for name in COMPARED.values() for part in name.split() if part.isalpha()]
    body = "\n\n".join(
        " ".join(words[(number * 7 + place * 13) % len(words)] for place in range(60)) + f" of day {number}."
        for number in range(500)
    )
    return f"{title}\n\n{body}"


def test_a_key_pressed_right_after_opening_two_long_texts_is_answered_before_they_are_compared(tmp_path: Path) -> None:
    folder = write_folder(
        tmp_path / "texts", {"a.txt": _long("One"), "b.txt": _long("Two").replace(" river ", " sea ")}
    )
    with started(tmp_path, folder, columns=120) as terminal:
        terminal.wait_for("document 1 of 2")
        terminal.settle(0.3)
        terminal.send("c")
        terminal.wait_for("beside")
        terminal.settle(0.3)
        terminal.press("enter")
        terminal.wait_for("left: One")
        terminal.press("}", "}")
        terminal.wait_for(lambda text: "para. 3 of 500" in text and "comparing ..." in text)
        terminal.wait_for(lambda text: "comparing ..." not in text and PAIR.search(text) is not None, 30)
        assert _status(terminal).startswith("para. 3 of 500")


def test_the_overview_of_the_samples_leads_to_a_comparison_and_back(tmp_path: Path) -> None:
    with started(tmp_path, env={"XDG_CACHE_HOME": str(tmp_path / "cache")}) as terminal:
        terminal.wait_for("document 1 of 5")
        terminal.press("O")
        terminal.wait_for("50%?")
        terminal.press("n", "enter")
        terminal.wait_for(lambda text: "left: " in text)
        terminal.settle(0.2)
        terminal.press("escape")
        terminal.wait_for("50%?")
        terminal.settle(0.2)
        terminal.press("escape")
        terminal.wait_for("document 1 of 5")
