"""tmux is asked in one process and within a time limit; what it does not tell stays unknown."""

from pathlib import Path

import pytest

from tests.private_tmux import PrivateTmux, needs_tmux
from tui.terminal.environment import detect
from tui.terminal.tmux import Answer, Tmux, ask, load_buffer, parse

_TOLD = """\
@version 3.3a
@set-clipboard external
@allow-passthrough 0
@session $1
@name /dev/pts/4
@pid 21245
@term xterm-256color
@type XTerm(379)
@features 256,clipboard
@control 0
-DISPLAY
SSH_CONNECTION=192.0.2.1 1 192.0.2.2 22
TERM_PROGRAM=other
@client $1 21245
@client $2 21300
@client $1 21301
Terminal 0: xterm-256color for /dev/pts/9, flags=0x3d:
 192: Ms: [missing]
Terminal 1: xterm-256color for /dev/pts/4, flags=0x3d:
 191: kUP7: [missing]
 192: Ms: (string) \\033]52;%p1%s;%p2%s\\a
"""


def test_answer_of_tmux_is_understood() -> None:
    assert parse(_TOLD) == Tmux(
        version="3.3a",
        set_clipboard="external",
        allow_passthrough="off",
        client_pids=(21245, 21301),
        client_pid=21245,
        client_term="xterm-256color",
        client_type="XTerm(379)",
        client_features="256,clipboard",
        clipboard_capability="\\033]52;%p1%s;%p2%s\\a",
        session={"DISPLAY": None, "SSH_CONNECTION": "192.0.2.1 1 192.0.2.2 22"},
    )


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("", Tmux(Answer.UNREACHABLE)),
        ("no server running\n", Tmux(Answer.UNREACHABLE)),
        ("@version 2.7\n@set-clipboard 1\n@pid \n", Tmux(version="2.7", set_clipboard="on")),
        (
            "@version 3.5a\n@allow-passthrough all\n@control 1\n",
            Tmux(version="3.5a", allow_passthrough="all", is_control_mode=True),
        ),
    ],
)
def test_short_answers_of_tmux_leave_the_rest_unknown(answer: str, expected: Tmux) -> None:
    assert parse(answer) == expected


def test_a_terminal_whose_clipboard_tmux_cannot_set_is_told() -> None:
    told = _TOLD.replace("(string) \\033]52;%p1%s;%p2%s\\a", "[missing]")

    assert told != _TOLD
    assert parse(told).clipboard_capability == ""


def _properties(tmux: Tmux) -> tuple[bool, bool, bool, bool]:
    return tmux.can_pass_on, tmux.lets_through, tmux.names_clipboard, tmux.keeps_clipboard_name


@pytest.mark.parametrize(
    ("tmux", "expected"),
    [
        (Tmux(version="3.1c"), (False, True, False, False)),
        (Tmux(version="3.2a"), (True, True, False, False)),
        (Tmux(version="3.3a", allow_passthrough="off"), (True, False, False, False)),
        (Tmux(version="3.3a", allow_passthrough="on"), (True, True, False, False)),
        (Tmux(version="3.4", allow_passthrough="all"), (True, True, False, True)),
        (Tmux(version="3.5a", allow_passthrough="off"), (True, False, True, True)),
        (Tmux(version="next-3.6", allow_passthrough="off"), (True, False, True, True)),
        (Tmux(version="master", allow_passthrough="off"), (True, False, True, True)),
        (Tmux(version="openbsd-7.6", allow_passthrough="off"), (True, False, True, True)),
        (
            Tmux(version="3.3a", allow_passthrough="off", clipboard_capability="\\033]52;c;%p2%s\\a"),
            (True, False, True, True),
        ),
        (Tmux(Answer.SILENT), (False, False, False, False)),
    ],
)
def test_what_tmux_can_do_follows_from_its_version_and_settings(
    tmux: Tmux, expected: tuple[bool, bool, bool, bool]
) -> None:
    assert _properties(tmux) == expected


@pytest.mark.parametrize(
    ("tmux", "outer"),
    [
        (Tmux(client_term="xterm-256color"), ""),
        (Tmux(client_term="tmux-256color"), "tmux"),
        (Tmux(client_term="screen.xterm-256color"), "screen"),
        (Tmux(client_term="screen-256color", client_type="tmux 3.3a"), "tmux"),
    ],
)
def test_a_multiplexer_around_tmux_is_told_by_its_client(tmux: Tmux, outer: str) -> None:
    assert tmux.outer == outer


@needs_tmux
def test_a_real_tmux_tells_all_in_one_answer(tmp_path: Path) -> None:
    with PrivateTmux(tmp_path, "set -s set-clipboard on", "set -g allow-passthrough on") as server:
        client = server.attach(SSH_CONNECTION="192.0.2.1 1 192.0.2.2 22")

        found = ask(server.environ)

        assert found.answer is Answer.TOLD
        assert found.set_clipboard == "on"
        assert found.allow_passthrough in ("on", "")
        assert found.client_pids == (client.pid,)
        assert found.client_pid == client.pid
        assert found.client_term == "xterm-256color"
        assert found.session["SSH_CONNECTION"] == "192.0.2.1 1 192.0.2.2 22"
        assert found.session["DISPLAY"] is None
        assert found.release is not None
        if found.can_pass_on:
            assert found.clipboard_capability


@needs_tmux
def test_settings_of_a_pane_outrank_those_of_all(tmp_path: Path) -> None:
    with PrivateTmux(tmp_path, "set -g allow-passthrough off") as server:
        server.run("set-option", "-p", "-t", server.environ["TMUX_PANE"], "allow-passthrough", "on")

        assert ask(server.environ).lets_through


@needs_tmux
def test_a_tmux_without_a_client_tells_so(tmp_path: Path) -> None:
    with PrivateTmux(tmp_path) as server:
        found = ask(server.environ)

    assert found.has_answered
    assert found.client_pids == ()
    assert found.client_pid is None
    assert found.clipboard_capability is None


@needs_tmux
def test_the_variables_of_the_last_attaching_count_not_those_of_the_pane(tmp_path: Path) -> None:
    with PrivateTmux(tmp_path) as server:
        server.attach(DISPLAY=":77")

        found = detect({**server.environ, "SSH_CONNECTION": "192.0.2.9 1 192.0.2.2 22", "DISPLAY": ":1"})

        assert not found.is_ssh
        assert found.display == ":77"


@needs_tmux
def test_a_stopped_tmux_is_told_as_silent_and_takes_nothing(tmp_path: Path) -> None:
    with PrivateTmux(tmp_path) as server:
        server.attach()

        with server.stopped():
            assert ask(server.environ, seconds=0.3) == Tmux(Answer.SILENT)
            assert not load_buffer(b"words", passes_on=True, environ=server.environ, seconds=0.3)

        assert ask(server.environ).has_answered


@needs_tmux
def test_a_tmux_that_is_gone_cannot_be_asked(tmp_path: Path) -> None:
    with PrivateTmux(tmp_path) as server:
        server.run("kill-server")

        assert ask(server.environ) == Tmux(Answer.UNREACHABLE)
        assert not load_buffer(b"words", passes_on=True, environ=server.environ)


def test_without_a_tmux_program_it_cannot_be_asked(tmp_path: Path) -> None:
    environ = {"TMUX": "/nowhere,1,0", "PATH": str(tmp_path)}

    assert ask(environ) == Tmux(Answer.UNREACHABLE)
    assert not load_buffer(b"words", passes_on=False, environ=environ)
