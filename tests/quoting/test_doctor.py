"""The doctor tells what it found, which way a copy takes and why, and what to change here, to the letter."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.quoting.test_routes import told
from tui.errors import StatementsError
from tui.quoting.advice import advise
from tui.quoting.clipboard import clean
from tui.quoting.doctor import diagnose, known_text
from tui.terminal.displays import Desktop
from tui.terminal.environment import Environment
from tui.terminal.tmux import Answer, Tmux


def in_tmux(tmux: Tmux, **facts: Any) -> Environment:
    """Return an SSH session in tmux."""
    return Environment(**{"is_ssh": True, "multiplexer": "tmux", "tmux": tmux, "term": "tmux-256color", **facts})


_BARE = Environment(is_ssh=True, term="xterm-256color", colours=256, locale="C.UTF-8")
_OVERRIDE = r"set -as terminal-overrides ',*:Ms=\E]52;c;%p2%s\7'"
_XTERM = "XTerm*disallowedWindowOps: 20,21,GetSelection,SetXprop"
_CAPABILITY = r"set -as terminal-overrides ',xterm:Ms=\E]52;c;%p2%s\7'"

_ADVICE: list[tuple[str, Environment, list[str]]] = [
    ("xterm", Environment(is_ssh=True, terminal="XTerm(379)"), [_XTERM]),
    ("iTerm2", Environment(is_ssh=True, terminal="iTerm2"), []),
    (
        "kitty",
        Environment(terminal="kitty(0.35.2)"),
        ["clipboard_control write-clipboard write-primary read-clipboard-ask read-primary-ask"],
    ),
    ("alacritty", Environment(terminal="alacritty"), ["[terminal]", 'osc52 = "OnlyCopy"']),
    ("foot", Environment(terminal="foot(1.16.2)"), ["[security]", "osc52=copy-enabled"]),
    ("tmux 3.3", in_tmux(told("3.3a"), terminal="WezTerm"), [_OVERRIDE, "set -g allow-passthrough on"]),
    ("tmux 3.5", in_tmux(told("3.5"), terminal="WezTerm"), []),
    ("tmux 3.1", in_tmux(told("3.1c"), terminal="WezTerm"), [_OVERRIDE, "set -s set-clipboard on"]),
    ("tmux, off", in_tmux(told("3.5", set_clipboard="off"), terminal="WezTerm"), ["set -s set-clipboard external"]),
    (
        "tmux, terminal without",
        in_tmux(told("3.5", clipboard_capability=""), terminal="WezTerm"),
        [_CAPABILITY],
    ),
    (
        "tmux in tmux",
        in_tmux(told("3.5", client_term="tmux-256color"), terminal="WezTerm"),
        ["set -g allow-passthrough on", "set -s set-clipboard on", "set -g allow-passthrough on"],
    ),
    (
        "near tmux",
        Environment(is_ssh=True, near_multiplexer="tmux", terminal="WezTerm"),
        ["set -s set-clipboard on", "set -g allow-passthrough on"],
    ),
    (
        "near screen",
        Environment(is_ssh=True, near_multiplexer="screen", terminal="WezTerm"),
        ['set -g default-terminal "tmux-256color"', "set -s set-clipboard on", "set -g allow-passthrough on"],
    ),
    ("a display without a program", Environment(desktop=Desktop.X11, terminal="kitty"), ["apt install xclip"]),
    ("a desktop that confirms", Environment(desktop=Desktop.X11, clipboard_program="xclip", terminal="kitty"), []),
]


@pytest.mark.parametrize(("environment", "lines"), [case[1:] for case in _ADVICE], ids=[case[0] for case in _ADVICE])
def test_lines_to_change_are_those_that_apply_here(environment: Environment, lines: list[str]) -> None:
    found = [line for one in advise(environment, bool(environment.clipboard_program)) for line in one.lines]

    assert found[: len(lines)] == lines
    if environment.terminal == "WezTerm":
        assert found == lines


def test_a_terminal_that_does_not_tell_its_name_gets_the_advice_for_all() -> None:
    lines = "\n".join(diagnose(_BARE).lines)

    for part in (_XTERM, "iTerm2", "AllowSetSelection=yes", "GNOME Terminal (VTE), macOS Terminal", "kitty, alacritty"):
        assert part in lines


@pytest.mark.parametrize(("terminal", "name"), [("VTE", "GNOME Terminal (VTE)"), ("Apple_Terminal", "macOS Terminal")])
def test_a_terminal_that_cannot_is_told_as_such(terminal: str, name: str) -> None:
    advice = advise(Environment(is_ssh=True, terminal=terminal))

    assert [one.about for one in advice] == [name]
    assert advice[0].text.startswith("cannot take a copy")
    assert not advice[0].lines


def _section(lines: tuple[str, ...], head: str) -> list[str]:
    start = lines.index(head) + 1
    return list(lines[start : lines.index("", start)])


def test_report_on_tmux_over_ssh_tells_all_that_matters() -> None:
    report = diagnose(in_tmux(told("3.3a", client_pids=(1, 2)), display=":0", terminal="XTerm(379)", locale="C"))

    detected = " ".join(" ".join(_section(report.lines, "Detected")).split())
    for part in (
        "connection SSH",
        "3.3a, set-clipboard external, allow-passthrough off, 2 terminals attached, outside TERM=xterm",
        "none of yours (DISPLAY=:0 is the remote machine's)",
        "XTerm(379)",
        "tmux-256color",
    ):
        assert part in detected
    way = " ".join(" ".join(_section(report.lines, "A copy")).split())
    assert way.startswith("1. tmux's buffer, and on to the terminal: ")
    assert "not desktop: the display here is the remote machine's own, not yours" in way
    assert "not passthrough: allow-passthrough is off in tmux" in way
    changes = "\n".join(report.lines)
    assert f"      {_OVERRIDE}" in report.lines and f"      {_XTERM}" in report.lines
    assert "shows this on 2 terminals" in changes


@pytest.mark.parametrize(
    ("environment", "parts"),
    [
        (Environment(is_mosh=True, is_ssh=True), ["connection  mosh", "8,994 bytes of text at most"]),
        (Environment(multiplexer="screen"), ["screen      yes", "in pieces for screen"]),
        (in_tmux(Tmux(Answer.SILENT)), ["did not answer within a second", "kill -CONT"]),
        (in_tmux(Tmux(Answer.UNREACHABLE)), ["cannot be asked, so its settings are unknown"]),
        (in_tmux(told(client_pids=())), ["no terminal attached", "tmux's own buffer only"]),
        (in_tmux(told(is_control_mode=True)), ["in control mode"]),
        (in_tmux(told("3.2a")), ["allow-passthrough always"]),
        (in_tmux(told(client_term="screen")), ["inside a screen or a tmux"]),
        (Environment(near_multiplexer="tmux", is_ssh=True), ["TERM tells of a tmux there"]),
        (Environment(desktop=Desktop.X11, display=":0"), ["no program for its clipboard", "install xclip or xsel"]),
        (Environment(locale="C", is_utf8=False), ["C, which is not UTF-8"]),
        (Environment(term="linux", terminal="linux"), ["TERM=linux has no clipboard", "the Linux console cannot"]),
        (Environment(), ["TERM        not set", "no SSH seen"]),
    ],
)
def test_report_tells_what_is_special(environment: Environment, parts: list[str]) -> None:
    lines = " ".join(" ".join(diagnose(environment).lines).split())

    for part in parts:
        assert " ".join(part.split()) in lines


def test_a_copy_that_is_read_back_needs_no_change() -> None:
    environment = Environment(desktop=Desktop.X11, clipboard_program="xclip", display=":0", term="xterm")

    lines = diagnose(environment).lines

    assert lines[-1].startswith("There is nothing to change")
    assert "  desktop     x11, DISPLAY=:0, xclip" in lines


def test_report_of_a_chosen_way_names_it() -> None:
    lines = diagnose(_BARE, "passthrough").lines

    assert "A copy (--clipboard passthrough)" in lines
    assert any("wrapped for tmux: as chosen" in line for line in lines)
    with pytest.raises(StatementsError):
        diagnose(_BARE, "fax")


@pytest.mark.parametrize("environment", [case[1] for case in _ADVICE], ids=[case[0] for case in _ADVICE])
def test_report_fits_80_columns_but_for_what_must_not_be_broken(
    environment: Environment, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STATEMENTS_STATE", "/state")
    for line in diagnose(environment).lines:
        assert line.startswith("      ") or len(line) <= 80, line


def test_facts_are_json_and_say_null_for_what_is_unknown(tmp_path: Path) -> None:
    facts = json.loads(json.dumps(diagnose(in_tmux(Tmux(Answer.SILENT))).facts))

    assert facts["ssh"] is True and facts["mosh"] is False
    assert facts["tmux"]["answer"] == "silent"
    assert facts["tmux"]["version"] is None and facts["tmux"]["clients"] is None
    assert facts["desktop"] is None
    assert [step["route"] for step in facts["steps"]] == ["desktop", "tmux", "file"]
    assert [step["turn"] for step in facts["steps"]] == [None, None, 3]
    assert {"about", "text", "lines"} == set(facts["advice"][0])


def test_known_text_survives_cleaning_as_it_is() -> None:
    text = known_text("12:34:56")

    assert text.startswith("Statement Browser 12:34:56 “curly”")
    assert clean(text) == (text, 0)
    assert not text.isascii()
