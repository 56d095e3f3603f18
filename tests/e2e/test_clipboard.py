"""Quotes on their way to the clipboard of the person: real terminals, real connections, real selections."""

import base64
import contextlib
import os
import re
import shlex
import signal
import stat
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from tests.e2e.copying import (
    PARAGRAPHS,
    PLACE,
    STATEMENT,
    Bench,
    Outcome,
    Route,
    Scenario,
    claims_of,
    copied,
    copy,
    opened,
    quote_of,
)
from tests.e2e.desk import MARK, end_marked, marked, name_of
from tests.e2e.display import BEFORE, PATIENCE, Display, missing, wait_until
from tests.e2e.program import started
from tests.e2e.scenarios import SCENARIOS
from tests.terminal import Terminal

_MISSING = missing("sshd", "ssh", "ssh-keygen")
pytestmark = pytest.mark.skipif(bool(_MISSING), reason=_MISSING)

_LAST = f"-{len(PARAGRAPHS)}-1"
"""Stands in the last paragraph alone."""
_LOGGED_IN = {"SSH_CONNECTION": "127.0.0.1 50000 127.0.0.1 22", "SSH_TTY": "/dev/pts/0"}
_LEFT = "the program has ended"
_AT_ONCE = 0.3
"""Seconds in which a copy that does not hang is told of."""
_SOON = 2
"""Seconds in which a key is answered, though a copy hangs for longer."""


@pytest.fixture(scope="session")
def bench() -> Iterator[Bench]:
    """A desk and a far side for all tests of one worker."""
    try:
        whole = Bench()
    except RuntimeError as problem:
        pytest.skip(str(problem))
    with whole:
        yield whole


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.name)
def test_a_quote_arrives_whole_and_no_more_is_claimed(bench: Bench, scenario: Scenario) -> None:
    _skip_without(*scenario.needs)
    result = copied(bench, scenario)
    words = quote_of(scenario.paragraphs)
    assert {name for name, held in result.selections.items() if held == words} >= scenario.arrives, result
    for held in result.selections.values():
        assert held in ({words, BEFORE} if scenario.arrives else {BEFORE}), result.notice
    assert result.claims <= scenario.claims, result.notice
    _assert_is_true(result, words, bench.far.home)
    assert result.kept == words


def _assert_is_true(result: Outcome, words: str, home: Path) -> None:
    """Check each claim of a notice by itself; the home is where files are saved."""
    assert result.claims
    if "copied" in result.claims:
        assert result.selections["clipboard"] == words
    if "handed to tmux" in result.claims:
        assert result.buffer == words
    if "sent" in result.claims and "handed to tmux" not in result.claims:
        assert "if paste stays empty" in result.notice
    if "kept in tmux" in result.claims:
        assert result.buffer == words
    if "saved" in result.claims:
        _assert_saved(home, result.notice, words)


def _assert_saved(home: Path, notice: str, words: str) -> None:
    found = re.search(r"saved to (\S+)", notice)
    assert found, notice
    path = Path(re.sub("^~", str(home), found[1].rstrip(".")))
    assert path.read_bytes() == words.encode()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_prefix_and_bracket_paste_in_tmux_with_all_at_its_defaults(bench: Bench) -> None:
    _skip_without("tmux")
    pasted = bench.far.home / "pasted"
    shell = f"{bench.program}; echo paste now; cat >{pasted}; echo pasted all; cat"
    scenario = _changed("ssh, tmux", lambda bench: bench.far_tmux(program=shell))
    with opened(bench, scenario) as window:
        copy(window)
        window.press("q")
        window.wait_for("paste now")
        window.press("ctrl+b", "bracketright", "Return", "ctrl+d")
        window.wait_for("pasted all")
    assert pasted.read_text(encoding="utf-8") == quote_of(scenario.paragraphs) + "\n"


def test_a_copy_outlives_the_program_on_a_local_desktop(bench: Bench) -> None:
    with opened(bench, _left_open("local desktop")) as window:
        copy(window)
        window.press("q")
        window.wait_for(_LEFT)
        assert bench.desk.display.paste("clipboard") == quote_of(2)


@pytest.mark.parametrize("name", ["local desktop", "ssh", "ssh, tmux, selectToClipboard"])
def test_a_copy_is_not_lost_by_leaving_at_once(bench: Bench, name: str) -> None:
    scenario = _left_open(name)
    _skip_without(*scenario.needs)
    with opened(bench, scenario) as window:
        window.press("y", "q")
        window.wait_for(_LEFT)
        assert bench.desk.display.pasted("clipboard", quote_of(2))
        assert bench.kept() == quote_of(2)


@pytest.mark.parametrize("is_stopped_before", [False, True], ids=["while it runs", "before it starts"])
def test_the_program_stays_usable_when_tmux_stops(tmp_path: Path, own_mark: str, is_stopped_before: bool) -> None:
    _skip_without("tmux")
    socket, pid = _tmux_server(tmp_path, own_mark)
    inside = {"TMUX": f"{socket},{pid},0", "TMUX_PANE": "%0", "TERM": "tmux-256color", **_LOGGED_IN}
    _stop(pid, is_stopped_before)
    with _reading(tmp_path, own_mark, inside) as terminal:
        _open(terminal)
        _stop(pid)
        notice = _copied_while_it_hangs(terminal)
        assert claims_of(notice) == {"saved"}
        _assert_saved(tmp_path, notice, quote_of(2))
        # What asked the server in vain is gone.
        _wait_for_processes(own_mark, "tmux", [pid])


@pytest.mark.parametrize("is_stopped_before", [False, True], ids=["while it runs", "before it starts"])
def test_the_program_stays_usable_when_the_display_stops(
    tmp_path: Path, own_mark: str, is_stopped_before: bool
) -> None:
    with Display() as display:
        _stop(display.pid, is_stopped_before)
        with _reading(tmp_path, own_mark, {"DISPLAY": display.name}) as terminal:
            _open(terminal)
            _stop(display.pid)
            _assert_sent(terminal, _copied_while_it_hangs(terminal))
            _wait_for_processes(own_mark, "xclip", [])


def test_a_display_that_is_gone_takes_no_copy(tmp_path: Path, own_mark: str) -> None:
    with _reading(tmp_path, own_mark, {"DISPLAY": ":98765"}) as terminal:
        _open(terminal)
        _assert_sent(terminal, _copied_while_it_hangs(terminal))


def _assert_sent(terminal: Terminal, notice: str) -> None:
    """Check that the words went out by the terminal, and that this is what is told."""
    assert claims_of(notice) == {"sent"}
    assert b"\x1b]52;c;" + base64.b64encode(quote_of(2).encode()) + b"\a" in terminal.bytes_since()


@pytest.fixture
def own_mark() -> Iterator[str]:
    """A mark for what a test starts, all of which ends with it."""
    mark = f"{os.getpid()}-alone"
    try:
        yield mark
    finally:
        end_marked(mark)


def _tmux_server(folder: Path, mark: str) -> tuple[Path, int]:
    """Start a tmux server; return its socket and its process number."""
    tmux = ["tmux", "-S", str(folder / "tmux"), "-f", "/dev/null"]
    environment = {**os.environ, MARK: mark}
    subprocess.run([*tmux, "new-session", "-d", "exec sleep 60"], env=environment, check=True, timeout=PATIENCE)
    asking = [*tmux, "display-message", "-p", "#{pid}"]
    told = subprocess.run(asking, capture_output=True, check=True, timeout=PATIENCE)
    return folder / "tmux", int(told.stdout)


def _stop(pid: int, is_wanted: bool = True) -> None:
    """Let a process stand still."""
    if is_wanted:
        os.kill(pid, signal.SIGSTOP)


def _reading(folder: Path, mark: str, surroundings: Mapping[str, str]) -> Terminal:
    """Open the statement without a desk around it."""
    path = folder / "valleys.txt"
    path.write_text(STATEMENT, encoding="utf-8")
    home = {"HOME": str(folder), "XDG_DATA_HOME": None}
    return started(folder, path, columns=160, rows=40, env={**surroundings, **home, MARK: mark})


def _open(terminal: Terminal) -> None:
    """Wait until the statement can be read."""
    terminal.wait_for(PLACE)
    terminal.settle()


def _wait_for_processes(mark: str, name: str, wanted: list[int]) -> None:
    """Wait until the processes with a mark whose names begin so are these."""

    def found() -> list[int]:
        return [number for number in marked(mark) if name_of(number).startswith(name)]

    wait_until(lambda: found() == wanted, PATIENCE, lambda: f"{found()} to be {wanted}")


def _copied_while_it_hangs(terminal: Terminal) -> str:
    """Copy, press another key, which must be answered soon, and return what is claimed of the copy then."""
    terminal.press("v", "}", "}")
    terminal.settle()
    terminal.press("y")
    # A notice that comes at once is gone with the next key.
    notice = _notice(terminal, _AT_ONCE)
    terminal.press("G")
    terminal.wait_for(_LAST, _SOON)
    notice = notice or _notice(terminal, PATIENCE)
    assert claims_of(notice), terminal.screen_text()
    assert "copied" not in claims_of(notice)
    return notice


def _notice(terminal: Terminal, seconds: float) -> str:
    """Return the notice of a copy; "" if there is none for so many seconds."""
    with contextlib.suppress(TimeoutError):
        terminal.wait_for(lambda text: bool(claims_of(text)), seconds)
        return next(row for row in terminal.lines() if claims_of(row))
    return ""


def _changed(name: str, command: Route) -> Scenario:
    """Return a scenario with another command."""
    return replace(next(scenario for scenario in SCENARIOS if scenario.name == name), command=command)


def _left_open(name: str) -> Scenario:
    """Return a scenario whose terminal stays open when the program has ended."""
    before = next(scenario for scenario in SCENARIOS if scenario.name == name).command
    return _changed(name, lambda bench: ["sh", "-c", f"{shlex.join(before(bench))}; echo {_LEFT}; cat"])


def _skip_without(*programs: str) -> None:
    lacking = missing(*programs)
    if lacking:
        pytest.skip(lacking)
