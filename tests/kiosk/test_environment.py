"""Which variables a visitor may bring along."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.kiosk.environment import clean_environment

_OWN = {"PATH": "/usr/bin:/bin", "HOME": "/nonexistent", "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("TERM", "xterm-256color"),
        ("TERM", "screen.xterm"),
        ("COLORTERM", "truecolor"),
        ("COLORFGBG", "15;0"),
        ("NO_COLOR", ""),
        ("LANG", "de_DE.UTF-8@euro"),
        ("LC_ALL", "C"),
        ("LC_CTYPE", "en_GB.ISO-8859-1"),
        ("SSH_CONNECTION", "192.0.2.1 50022 192.0.2.2 22"),
        ("SSH_CLIENT", "fe80::1%eth0 50022 22"),
        ("SSH_TTY", "/dev/pts/3"),
    ],
)
def test_what_tells_of_the_terminal_is_kept(name: str, value: str) -> None:
    assert clean_environment({name: value}) == {**_OWN, name: value}


@pytest.mark.parametrize(
    "name",
    """
    TEXTUAL TEXTUAL_LOG TEXTUAL_DRIVER TEXTUAL_PRESS TEXTUAL_SCREENSHOT STATEMENTS_STATE _STATEMENTS_COMPLETE PYTHONPATH
    PYTHONHOME PYTHONINSPECT PYTHONSTARTUP PYTHONBREAKPOINT EDITOR VISUAL PAGER SHELL XDG_STATE_HOME XDG_DATA_HOME
    LD_PRELOAD LD_LIBRARY_PATH TMUX TMUX_PANE STY DISPLAY WAYLAND_DISPLAY TERMINFO TERMINFO_DIRS LOCPATH TZ COLUMNS
    LINES BROWSER ESCDELAY SSH_ORIGINAL_COMMAND SSH_AUTH_SOCK USER LOGNAME BASH_ENV ENV IFS LC_lower LC_ ""
    """.split(),
)
def test_everything_else_is_dropped(name: str) -> None:
    assert clean_environment({name: "1"}) == _OWN


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("LC_ALL", "../../x"),
        ("LC_ALL", "/etc/passwd"),
        ("LANG", "x/../y"),
        ("LANG", "a..b"),
        ("LC_MESSAGES", ""),
        ("TERM", "../x"),
        ("TERM", "xterm\n"),
        ("TERM", "\x1b[31m"),
        ("TERM", "$(id)"),
        ("TERM", "x" * 101),
        ("TERM", ".hidden"),
        ("SSH_TTY", "/dev/pts/../sda"),
        ("SSH_TTY", "a;b"),
        ("COLORTERM", "%n%n"),
    ],
)
def test_what_has_no_harmless_form_is_dropped(name: str, value: str) -> None:
    assert clean_environment({name: value}) == _OWN


def test_own_values_outrank_the_visitors() -> None:
    assert clean_environment({"PATH": "/tmp", "HOME": "/home/me", "OMP_NUM_THREADS": "64"}) == _OWN


@given(st.dictionaries(st.sampled_from(["TERM", "LANG", "LC_ALL", "NO_COLOR", "SSH_TTY", "PATH"]), st.text()))
def test_no_value_steers_a_terminal_or_leads_upwards(environ: dict[str, str]) -> None:
    for value in clean_environment(environ).values():
        assert (
            value.isascii()
            and value.isprintable()
            and ".." not in value
            and not set("$`;|&<>\\'\"*?") & set(value.replace(";", "") if value == environ.get("NO_COLOR") else value)
        )
