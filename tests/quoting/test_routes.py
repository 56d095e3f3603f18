"""The ways of a copy follow from environment, length and choice; the bytes of each are known."""

import base64
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.errors import StatementsError
from tui.quoting.routes import MOSH_BYTES, ROUTES, SCREEN_BYTES, TMUX_BYTES, Step, osc52, plan, sequence_length, wrap
from tui.terminal.displays import Desktop
from tui.terminal.environment import Environment
from tui.terminal.tmux import Answer, Tmux


def told(version: str = "3.5", **facts: Any) -> Tmux:
    """Return a tmux with a client in an xterm, all at its defaults."""
    defaults = {"set_clipboard": "external", "client_pids": (200,), "client_pid": 200, "client_term": "xterm"}
    if version >= "3.3":
        defaults["allow_passthrough"] = "off"
    return Tmux(**{"version": version, "clipboard_capability": "\\033]52;%p1%s;%p2%s\\a", **defaults, **facts})


def in_tmux(tmux: Tmux, **facts: Any) -> Environment:
    """Return an SSH session in tmux."""
    return Environment(**{"is_ssh": True, "multiplexer": "tmux", "tmux": tmux, "term": "tmux-256color", **facts})


_X11 = Environment(desktop=Desktop.X11, clipboard_program="xclip", display=":0", term="xterm")
_SSH = Environment(is_ssh=True, term="xterm-256color")
_MOSH = Environment(is_ssh=True, is_mosh=True, term="xterm-256color")
_SCREEN = Environment(is_ssh=True, multiplexer="screen", term="screen")
_NEAR_TMUX = Environment(is_ssh=True, near_multiplexer="tmux", term="tmux-256color")
_NEAR_SCREEN = Environment(is_ssh=True, near_multiplexer="screen", term="screen")
_FILE = "3 file"
_OVER_MOSH = 8_995
_OVER_TMUX = 749_995


def _brief(step: Step) -> str:
    """Return a step in a few words: its turn, its route, what it is wrapped for."""
    marks = "+".join(step.wraps) + ("-w" if step.passes_on else "") + ("!" if step.stays else "")
    return f"{step.turn} {step.route} {marks}".strip()


_PLANS: list[tuple[str, Environment, int, list[str]]] = [
    ("local desktop", _X11, 500, ["1 desktop", "2 osc52", _FILE]),
    ("local, no program", Environment(desktop=Desktop.X11, term="xterm"), 500, ["2 osc52", _FILE]),
    ("local, no display", Environment(term="xterm"), 500, ["2 osc52", _FILE]),
    ("Linux console", Environment(term="linux"), 500, [_FILE]),
    ("Linux console with SSH", Environment(is_ssh=True, term="linux"), 500, [_FILE]),
    ("SSH", _SSH, 500, ["2 osc52", _FILE]),
    ("SSH, 4 MB", _SSH, 4_000_000, ["2 osc52", _FILE]),
    ("SSH, display there", Environment(is_ssh=True, display=":0", term="xterm"), 500, ["2 osc52", _FILE]),
    (
        "SSH with X forwarding",
        Environment(
            is_ssh=True,
            desktop=Desktop.FORWARDED_X11,
            clipboard_program="xclip",
            display="localhost:10.0",
            term="xterm",
        ),
        500,
        ["1 desktop", "2 osc52", _FILE],
    ),
    ("mosh", _MOSH, _OVER_MOSH - 1, ["2 osc52", _FILE]),
    ("mosh, too long", _MOSH, _OVER_MOSH, [_FILE]),
    ("tmux 3.5", in_tmux(told("3.5")), 500, ["2 tmux -w", _FILE]),
    ("tmux 3.5, on", in_tmux(told("3.5", set_clipboard="on")), 500, ["2 tmux -w", "2 osc52", _FILE]),
    ("tmux 3.5, passthrough", in_tmux(told("3.5", allow_passthrough="on")), 500, ["2 tmux -w", _FILE]),
    ("tmux 3.3", in_tmux(told("3.3a")), 500, ["2 tmux -w", _FILE]),
    ("tmux 3.3, on", in_tmux(told("3.3a", set_clipboard="on")), 500, ["2 tmux -w", "2 osc52", _FILE]),
    (
        "tmux 3.3, passthrough",
        in_tmux(told("3.3a", allow_passthrough="on")),
        500,
        ["2 tmux -w", "2 passthrough tmux", _FILE],
    ),
    (
        "tmux 3.3, on and passthrough",
        in_tmux(told("3.3a", set_clipboard="on", allow_passthrough="all")),
        500,
        ["2 tmux -w", "2 passthrough tmux", "2 osc52", _FILE],
    ),
    (
        "tmux 3.3 that is set to name the clipboard",
        in_tmux(told("3.3a", allow_passthrough="on", clipboard_capability="\\033]52;c;%p2%s\\a")),
        500,
        ["2 tmux -w", _FILE],
    ),
    ("tmux 3.2", in_tmux(told("3.2a")), 500, ["2 tmux -w", "2 passthrough tmux", _FILE]),
    ("tmux 3.1", in_tmux(told("3.1c")), 500, ["2 tmux", "2 passthrough tmux", _FILE]),
    (
        "tmux 3.1, on",
        in_tmux(told("3.1c", set_clipboard="on")),
        500,
        ["2 tmux", "2 passthrough tmux", "2 osc52", _FILE],
    ),
    ("tmux, off", in_tmux(told(set_clipboard="off")), 500, ["2 tmux !", "2 file"]),
    (
        "tmux, off but passthrough",
        in_tmux(told("3.3a", set_clipboard="off", allow_passthrough="on")),
        500,
        ["2 tmux !", "2 file"],
    ),
    ("tmux 3.1, off", in_tmux(told("3.1c", set_clipboard="off")), 500, ["2 tmux !", "2 file"]),
    ("tmux, no client", in_tmux(told(client_pids=(), client_pid=None)), 500, ["2 tmux !", "2 file"]),
    ("tmux, 1 MB", in_tmux(told()), TMUX_BYTES, ["2 tmux -w", _FILE]),
    ("tmux, too long", in_tmux(told()), TMUX_BYTES + 1, ["2 tmux !", "2 file"]),
    (
        "tmux, on, 750 kB",
        in_tmux(told(set_clipboard="on")),
        _OVER_TMUX - 1,
        ["2 tmux -w", "2 osc52", _FILE],
    ),
    ("tmux, on, longer", in_tmux(told(set_clipboard="on")), _OVER_TMUX, ["2 tmux -w", _FILE]),
    ("tmux in tmux, 750 kB", in_tmux(told(client_term="tmux")), _OVER_TMUX - 1, ["2 tmux -w", _FILE]),
    ("tmux in tmux, longer", in_tmux(told(client_term="tmux")), _OVER_TMUX, ["2 tmux !", "2 file"]),
    ("tmux, terminal without", in_tmux(told(clipboard_capability="")), 500, ["2 tmux !", "2 file"]),
    (
        "tmux, terminal without, on",
        in_tmux(told(set_clipboard="on", clipboard_capability="")),
        500,
        ["2 tmux !", "2 file"],
    ),
    (
        "tmux, terminal without, passthrough",
        in_tmux(told(allow_passthrough="on", clipboard_capability="")),
        500,
        ["2 tmux", "2 passthrough tmux", _FILE],
    ),
    ("tmux, terminal not told", in_tmux(told(clipboard_capability=None)), 500, ["2 tmux -w", _FILE]),
    ("tmux in control mode", in_tmux(told(is_control_mode=True)), 500, ["2 tmux", "2 osc52", _FILE]),
    ("tmux that is silent", in_tmux(Tmux(Answer.SILENT)), 500, [_FILE]),
    (
        "tmux that cannot be asked",
        in_tmux(Tmux(Answer.UNREACHABLE)),
        500,
        ["2 passthrough tmux", "2 osc52", _FILE],
    ),
    (
        "tmux at the desktop",
        in_tmux(told(), is_ssh=False, desktop=Desktop.WAYLAND, clipboard_program="wl-copy"),
        500,
        ["1 desktop", "2 tmux -w", _FILE],
    ),
    (
        "tmux at the desktop, off",
        in_tmux(told(set_clipboard="off"), is_ssh=False, desktop=Desktop.X11, clipboard_program="xclip"),
        500,
        ["1 desktop", "2 tmux !", "2 file"],
    ),
    ("tmux 3.5 in mosh", in_tmux(told("3.5"), is_mosh=True), _OVER_MOSH - 1, ["2 tmux -w", _FILE]),
    ("tmux 3.5 in mosh, too long", in_tmux(told("3.5"), is_mosh=True), _OVER_MOSH, ["2 tmux !", "2 file"]),
    ("tmux 3.3 in mosh", in_tmux(told("3.3a"), is_mosh=True), 500, ["2 tmux !", "2 file"]),
    ("tmux 3.3 in mosh, on", in_tmux(told("3.3a", set_clipboard="on"), is_mosh=True), 500, ["2 tmux !", "2 file"]),
    (
        "tmux 3.4 in mosh, on",
        in_tmux(told("3.4", set_clipboard="on"), is_mosh=True),
        500,
        ["2 tmux", "2 osc52", _FILE],
    ),
    (
        "tmux 3.3 in mosh, passthrough",
        in_tmux(told("3.3a", allow_passthrough="on"), is_mosh=True),
        500,
        ["2 tmux", "2 passthrough tmux", _FILE],
    ),
    ("tmux in tmux", in_tmux(told(client_term="tmux-256color")), 500, ["2 tmux -w", _FILE]),
    (
        "tmux in tmux, passthrough",
        in_tmux(told(client_term="tmux-256color", allow_passthrough="on")),
        500,
        ["2 tmux -w", "2 passthrough tmux", "2 passthrough tmux+tmux", _FILE],
    ),
    ("tmux in screen, short", in_tmux(told(client_term="screen")), 500, ["2 tmux -w", _FILE]),
    ("tmux in screen, long", in_tmux(told(client_term="screen")), 600, ["2 tmux !", "2 file"]),
    (
        "tmux in screen, on, long",
        in_tmux(told(client_term="screen", set_clipboard="on")),
        600,
        ["2 tmux !", "2 file"],
    ),
    (
        "tmux in screen, passthrough",
        in_tmux(told(client_term="screen", allow_passthrough="on")),
        600,
        ["2 tmux", "2 passthrough screen+tmux", _FILE],
    ),
    ("screen", _SCREEN, 500, ["2 screen screen", _FILE]),
    ("screen, long", _SCREEN, 100_000, ["2 screen screen", _FILE]),
    ("screen in mosh, too long", Environment(is_mosh=True, multiplexer="screen"), _OVER_MOSH, [_FILE]),
    (
        "screen at the desktop",
        Environment(multiplexer="screen", desktop=Desktop.X11, clipboard_program="xsel"),
        500,
        ["1 desktop", "2 screen screen", _FILE],
    ),
    ("screen in tmux", in_tmux(told(), multiplexer="screen"), 500, ["2 tmux -w", _FILE]),
    (
        "screen in tmux, on and passthrough",
        in_tmux(told("3.3a", set_clipboard="on", allow_passthrough="on"), multiplexer="screen"),
        500,
        ["2 tmux -w", "2 screen screen", _FILE],
    ),
    (
        "screen in tmux that cannot be asked",
        in_tmux(Tmux(Answer.UNREACHABLE), multiplexer="screen"),
        500,
        ["2 screen screen", _FILE],
    ),
    ("near tmux", _NEAR_TMUX, 500, ["2 osc52", "2 passthrough tmux", _FILE]),
    ("near tmux, 750 kB", _NEAR_TMUX, _OVER_TMUX - 1, ["2 osc52", "2 passthrough tmux", _FILE]),
    ("near tmux, too long", _NEAR_TMUX, _OVER_TMUX, [_FILE]),
    ("near screen or tmux, short", _NEAR_SCREEN, 516, ["2 screen screen", "2 osc52", _FILE]),
    ("near screen or tmux, long", _NEAR_SCREEN, 517, ["2 screen screen", _FILE]),
]


@pytest.mark.parametrize(
    ("environment", "size", "expected"), [case[1:] for case in _PLANS], ids=[case[0] for case in _PLANS]
)
def test_ways_follow_from_the_environment(environment: Environment, size: int, expected: list[str]) -> None:
    steps = plan(environment, size)

    assert [_brief(step) for step in steps if step.turn] == expected
    assert all(step.reason for step in steps)
    assert steps[-1].route == "file"


def test_sizes_in_the_table_stand_at_the_limits() -> None:
    assert sequence_length(_OVER_MOSH - 1) <= MOSH_BYTES < sequence_length(_OVER_MOSH)
    assert sequence_length(_OVER_TMUX - 1) <= TMUX_BYTES < sequence_length(_OVER_TMUX)
    assert sequence_length(516) < SCREEN_BYTES <= sequence_length(517)


_CHOSEN: list[tuple[str, Environment, int, str, list[str]]] = [
    ("file", _X11, 500, "file", ["1 file"]),
    ("desktop", _X11, 500, "desktop", ["1 desktop", _FILE]),
    ("desktop over SSH", Environment(is_ssh=True, display=":0"), 500, "desktop", [_FILE]),
    ("terminal at a desktop", _X11, 500, "osc52", ["2 osc52", _FILE]),
    ("terminal on a console", Environment(term="linux"), 500, "osc52", ["2 osc52", _FILE]),
    ("terminal in tmux", in_tmux(told()), 500, "osc52", ["2 osc52", _FILE]),
    ("terminal in tmux, off", in_tmux(told(set_clipboard="off")), 500, "osc52", [_FILE]),
    ("terminal in mosh, too long", _MOSH, _OVER_MOSH, "osc52", [_FILE]),
    ("terminal in screen, short", _SCREEN, 500, "osc52", ["2 osc52", _FILE]),
    ("terminal in screen, long", _SCREEN, 600, "osc52", [_FILE]),
    ("terminal in a near screen, long", _NEAR_SCREEN, 600, "osc52", [_FILE]),
    ("tmux", in_tmux(told("3.3a", allow_passthrough="on")), 500, "tmux", ["2 tmux -w", _FILE]),
    ("tmux 3.1", in_tmux(told("3.1c")), 500, "tmux", ["2 tmux !", "2 file"]),
    ("tmux, off", in_tmux(told(set_clipboard="off")), 500, "tmux", ["2 tmux !", "2 file"]),
    ("tmux outside of it", _SSH, 500, "tmux", [_FILE]),
    ("passthrough where it is not needed", in_tmux(told()), 500, "passthrough", ["2 passthrough tmux", _FILE]),
    ("passthrough, off", in_tmux(told(set_clipboard="off")), 500, "passthrough", [_FILE]),
    ("passthrough, too long", in_tmux(told()), _OVER_TMUX, "passthrough", [_FILE]),
    ("passthrough outside of tmux", _SSH, 500, "passthrough", ["2 passthrough tmux", _FILE]),
    ("screen outside of it", _SSH, 500, "screen", ["2 screen screen", _FILE]),
]


@pytest.mark.parametrize(
    ("environment", "size", "route", "expected"), [case[1:] for case in _CHOSEN], ids=[case[0] for case in _CHOSEN]
)
def test_a_chosen_way_is_taken_alone_unless_it_would_do_harm(
    environment: Environment, size: int, route: str, expected: list[str]
) -> None:
    assert [_brief(step) for step in plan(environment, size, route) if step.turn] == expected


def test_a_way_that_does_not_exist_is_refused_in_one_line() -> None:
    with pytest.raises(StatementsError, match="no route 'fax' to a clipboard; there are auto, desktop") as caught:
        plan(_SSH, 1, "fax")
    assert "\n" not in str(caught.value)


def test_reasons_claim_nothing() -> None:
    for _, environment, size, _ in _PLANS:
        for route in ROUTES:
            refused = [step.reason for step in plan(environment, size, route) if not step.turn]
            assert not [reason for reason in refused if " sent" in reason or "copied" in reason]


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=80))
def test_osc52_carries_the_text_and_nothing_that_ends_it_early(text: str) -> None:
    sequence = osc52(text)

    assert sequence.startswith("\x1b]52;c;")
    assert sequence.endswith("\a")
    payload = sequence.removeprefix("\x1b]52;c;").removesuffix("\a")
    assert payload.isascii()
    assert not set(payload) & {"\x1b", "\a", "\n", " ", "?"}
    assert base64.b64decode(payload, validate=True).decode() == text
    assert len(sequence) == sequence_length(len(text.encode()))


_PLAIN = "\x1b]52;c;R3LDtsOfZQ==\a"


@pytest.mark.parametrize(
    ("wraps", "expected"),
    [
        ((), _PLAIN),
        (("tmux",), "\x1bPtmux;\x1b\x1b]52;c;R3LDtsOfZQ==\a\x1b\\"),
        (("screen",), "\x1bP\x1b]52;c;R3LDtsOfZQ==\a\x1b\\"),
        (
            ("tmux", "tmux"),
            "\x1bPtmux;\x1b\x1bPtmux;\x1b\x1b\x1b\x1b]52;c;R3LDtsOfZQ==\a\x1b\x1b\\\x1b\\",
        ),
        (("screen", "tmux"), "\x1bPtmux;\x1b\x1bP\x1b\x1b]52;c;R3LDtsOfZQ==\a\x1b\x1b\\\x1b\\"),
    ],
)
def test_a_sequence_of_known_words_is_known_to_the_byte(wraps: tuple[str, ...], expected: str) -> None:
    assert wrap(osc52("Größe"), wraps) == expected


@pytest.mark.parametrize("size", [0, 1, 173, 174, 175, 176, 5_000])
def test_pieces_for_screen_are_short_and_whole_together(size: int) -> None:
    sequence = osc52("x" * size)

    pieces = wrap(sequence, ("screen",)).split("\x1bP")[1:]

    assert all(piece.endswith("\x1b\\") for piece in pieces)
    contents = [piece.removesuffix("\x1b\\") for piece in pieces]
    assert "".join(contents) == sequence
    assert all(0 < len(content) <= 240 for content in contents)
