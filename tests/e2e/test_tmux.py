"""The program in a real tmux: a second opinion on columns, and the whole way of a copy."""

import contextlib
import os
import shlex
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.app.statements import LONG, sentence, write_file
from tests.e2e.program import COMMAND, environment

pytestmark = pytest.mark.skipif(shutil.which("tmux") is None, reason="tmux is not installed")


class Tmux:
    """A server of its own with one pane of 100x30."""

    def __init__(self, folder: Path) -> None:
        """Start the server with a shell that waits."""
        self._socket = folder / "tmux"
        self._folder = folder
        surroundings = {**environment(folder / "state"), "PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "PS1": "$ "}
        self._environment = {**surroundings, "HOME": str(folder), "TERM": "xterm-256color"}
        self.run("-f", "/dev/null", "new-session", "-d", "-x", "100", "-y", "30", "sh")
        self.run("set-option", "-s", "set-clipboard", "on")

    def run(self, *arguments: str) -> str:
        """Run a tmux command and return its output."""
        command = ["tmux", "-u", "-S", str(self._socket), *arguments]
        done = subprocess.run(command, capture_output=True, text=True, env=self._environment, timeout=20, check=True)
        return done.stdout

    def start(self, path: Path) -> None:
        """Type the command that opens a file."""
        self.type(shlex.join([*COMMAND, str(path)]))
        self.press("Enter")

    def type(self, text: str) -> None:
        """Type a text."""
        self.run("send-keys", "-l", text)

    def press(self, *names: str) -> None:
        """Press keys by tmux's names."""
        self.run("send-keys", *names)

    def rows(self) -> list[str]:
        """Return what the pane shows."""
        return self.run("capture-pane", "-p").splitlines()

    def wait_for(self, is_so: Callable[[list[str]], bool], seconds: float = 20) -> list[str]:
        """Wait until the pane shows something and return its rows."""
        deadline = time.monotonic() + seconds
        while not is_so(rows := self.rows()):
            assert time.monotonic() < deadline, "\n".join(rows)
            time.sleep(0.05)
        return rows


@pytest.fixture
def tmux(tmp_path: Path) -> Iterator[Tmux]:
    """A tmux server that ends with the test."""
    server = Tmux(tmp_path)
    try:
        yield server
    finally:
        with contextlib.suppress(subprocess.SubprocessError):
            server.run("kill-server")


def _says(words: str) -> Callable[[list[str]], bool]:
    return lambda rows: any(words in row for row in rows)


def test_a_copied_sentence_arrives_in_the_buffer_of_tmux(tmux: Tmux, tmp_path: Path) -> None:
    tmux.start(write_file(tmp_path, LONG))
    tmux.wait_for(_says("para. 1 of 30"))
    tmux.type("})")
    tmux.wait_for(_says("para. 2 of 30"))
    time.sleep(0.3)
    tmux.type("y")
    tmux.wait_for(_says("Kept in tmux, prefix ] pastes it; saved to"))
    assert tmux.run("show-buffer") == sentence(2, 1)


def test_the_shell_is_as_it_was_after_q(tmux: Tmux, tmp_path: Path) -> None:
    tmux.type("echo before-$((6*7))")
    tmux.press("Enter")
    tmux.wait_for(_says("before-42"))
    tmux.start(write_file(tmp_path, LONG))
    tmux.wait_for(_says("para. 1 of 30"))
    tmux.type("q")
    rows = tmux.wait_for(_says("before-42"))
    assert not _says("para. 1 of 30")(rows)
    tmux.type("echo status-$?")
    tmux.press("Enter")
    tmux.wait_for(_says("status-0"))


WIDE = "声明：和平是人民的要求。 한국어 문장입니다 cafe\u0301 re\u0301sume\u0301 and more 和平 words "


def test_wide_characters_and_marks_keep_columns_straight(tmux: Tmux, tmp_path: Path) -> None:
    tmux.start(write_file(tmp_path, f"A Title\n\n{WIDE * 6}END.\n"))
    rows = tmux.wait_for(_says("END."))
    text = "".join("".join(row.replace("▌", " ").split()) for row in rows)
    assert "".join((WIDE * 6).split()) in text
    assert rows[-2].rstrip().endswith("document 1 of 1")


def test_function_keys_and_modified_arrows_pass_through_tmux(tmux: Tmux, tmp_path: Path) -> None:
    tmux.start(write_file(tmp_path, LONG))
    tmux.wait_for(_says("para. 1 of 30"))
    tmux.press("C-Down")
    tmux.wait_for(_says("para. 2 of 30"))
    tmux.press("PageDown")
    tmux.press("End")
    tmux.wait_for(_says("para. 30 of 30"))
    tmux.press("F1")
    tmux.wait_for(_says("Scroll one line down."))


def test_a_resized_window_is_filled_again(tmux: Tmux, tmp_path: Path) -> None:
    tmux.start(write_file(tmp_path, LONG))
    tmux.wait_for(_says("para. 1 of 30"))
    tmux.run("resize-window", "-x", "60", "-y", "20")
    rows = tmux.wait_for(lambda rows: len(rows) == 20 and _says("para. 1 of 30")(rows))
    assert all(len(row) <= 60 for row in rows)
