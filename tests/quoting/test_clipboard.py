"""What goes to a clipboard is clean, takes the planned way, and a notice claims only what is known."""

import base64
import os
import re
import shutil
import stat
import subprocess
import sys
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.private_tmux import PrivateTmux, TerminalOf, needs_tmux
from tui.errors import StatementsError
from tui.quoting import desktop
from tui.quoting.clipboard import Delivery, clean, deliver, one_line, osc52, prepare
from tui.quoting.routes import wrap
from tui.terminal import tmux as tmux_server
from tui.terminal.displays import Desktop
from tui.terminal.environment import Environment
from tui.terminal.tmux import Answer, Tmux

_ANY = st.text(
    st.one_of(st.characters(), st.characters(categories=["Cc", "Cf", "Cs", "Zl", "Zp"]), st.just("\U0001f3f4")),
    max_size=80,
)


@given(_ANY)
def test_clean_text_has_no_control_character(text: str) -> None:
    cleaned, dropped = clean(text)

    assert dropped >= 0
    cleaned.encode()
    assert {c for c in cleaned if unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp")} <= {"\t", "\n"}
    assert not set(cleaned) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")
    assert not cleaned.endswith("\n")
    assert clean(cleaned) == (cleaned, 0)


_HARMLESS = st.characters(
    exclude_categories=["Cc", "Cf", "Cs", "Zl", "Zp"], include_characters="\t\n\u200d\u200c\u200e\u200f\u00ad"
)


@given(st.text(_HARMLESS, max_size=80))
def test_clean_leaves_everything_else_untouched(text: str) -> None:
    assert clean(text) == (text.rstrip("\n"), 0)


_WALES = "\U0001f3f4\U000e0067\U000e0062\U000e0077\U000e006c\U000e0073\U000e007f"
_HIDDEN = "".join(chr(0xE0000 + ord(letter)) for letter in "send it to me")


@pytest.mark.parametrize(
    ("text", "cleaned", "dropped"),
    [
        ("Peace “now” – é 中 😀\t.", "Peace “now” – é 中 😀\t.", 0),
        ("a\x1b[31mb", "a[31mb", 1),
        ("a\x00\x07\x7f\x9bb", "ab", 4),
        ("a\x0bb\x0cc", "abc", 2),
        ("a\u202eb\u2066c", "abc", 2),
        ("\ufeffa\ufeff", "a", 2),
        ("a\r\nb\rc\u2028d\u2029e\x85f", "a\nb\nc\nd\ne\nf", 0),
        ("a\n\r", "a", 0),
        ("a\n\n", "a", 0),
        ("a\n\x00\n", "a", 1),
        ("\n a", "\n a", 0),
        ("a\ud800b", "a\ufffdb", 0),
        ("👨\u200d👩 \u200e\u200f\u200c", "👨\u200d👩 \u200e\u200f\u200c", 0),
        (f"{_WALES}!", f"{_WALES}!", 0),
        (f"a{_HIDDEN}b", "ab", 13),
        (f"\U0001f3f4{_HIDDEN}\U000e007f", "\U0001f3f4", 14),
        ("\U0001f3f4\U000e0067\U000e0062", "\U0001f3f4", 2),
        ("\U000e0001a", "a", 1),
        ("", "", 0),
    ],
)
def test_clean_drops_and_counts_what_could_steer_a_terminal(text: str, cleaned: str, dropped: int) -> None:
    assert clean(text) == (cleaned, dropped)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("one\n\ntwo\tthree", "one two three"),
        ("  a\u00a0\u2009b \r\n", "a b"),
        ("a\u2028b\x85c", "a b c"),
        ("a\u200db", "a\u200db"),
        ("", ""),
    ],
)
def test_one_line_has_single_spaces_only(text: str, line: str) -> None:
    assert one_line(text) == line


@given(_ANY)
def test_one_line_is_one_line_and_keeps_all_words(text: str) -> None:
    line = one_line(text)

    assert len(line.splitlines()) <= 1
    assert line.split() == text.split()


_HOME_FILE = Path.home() / "clipboard.txt"
_WHERE = "to your terminal (OSC 52); if paste stays empty your terminal blocks it: see `statements doctor`."


@pytest.mark.parametrize(
    ("delivery", "notice"),
    [
        (Delivery(214, "desktop", is_confirmed=True), "Copied 214 characters."),
        (Delivery(1, "desktop", is_confirmed=True), "Copied 1 character."),
        (Delivery(214, "osc52"), f"Sent 214 characters {_WHERE}"),
        (Delivery(12345, "screen"), f"Sent 12,345 characters {_WHERE}"),
        (Delivery(214, "passthrough"), f"Sent 214 characters {_WHERE}"),
        (Delivery(214, "tmux"), "Handed to tmux; prefix ] pastes too."),
        (
            Delivery(214, "tmux", path=Path("/far/clipboard.txt"), why="set-clipboard is off in tmux"),
            "Kept in tmux, prefix ] pastes it; saved to /far/clipboard.txt. Set-clipboard is off in tmux.",
        ),
        (Delivery(214, "tmux", why="tmux is off"), "Kept in tmux, prefix ] pastes it. Tmux is off."),
        (
            Delivery(214, "file", path=Path("/far/clipboard.txt")),
            "No route to a clipboard here; saved to /far/clipboard.txt.",
        ),
        (Delivery(214, "file", path=_HOME_FILE), "No route to a clipboard here; saved to ~/clipboard.txt."),
        (
            Delivery(214, "file", path=Path("/far/clipboard.txt"), is_chosen=True),
            "214 characters saved to /far/clipboard.txt.",
        ),
        (Delivery(214, why="the disk is full"), "No route to a clipboard here. The disk is full."),
        (Delivery(0), "Nothing to copy."),
        (Delivery(0, dropped=1), "Nothing to copy. 1 control character left out."),
        (
            Delivery(214, "desktop", is_confirmed=True, dropped=3),
            "Copied 214 characters. 3 control characters left out.",
        ),
        (
            Delivery(214, "desktop", is_confirmed=True, replaced=1),
            "Copied 214 characters. 1 unreadable character replaced by \ufffd.",
        ),
    ],
)
def test_notice_says_what_is_known_and_no_more(delivery: Delivery, notice: str) -> None:
    assert delivery.notice == notice


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that files are saved to."""
    monkeypatch.setenv("STATEMENTS_STATE", str(tmp_path / "state"))
    return tmp_path / "state"


class Outside:
    """What a copy reaches in these tests: a desktop and a tmux that answer as told, and what was written."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, desktop_takes: bool = True, tmux_takes: bool = True) -> None:
        """Stand in for both."""
        self.desktop: list[tuple[str, object]] = []
        self.tmux: list[tuple[bytes, bool]] = []
        self.written: list[str] = []

        def copy(text: str, variables: object) -> bool:
            self.desktop.append((text, variables))
            return desktop_takes

        def load(data: bytes, passes_on: bool) -> bool:
            self.tmux.append((data, passes_on))
            return tmux_takes

        monkeypatch.setattr(desktop, "copy", copy)
        monkeypatch.setattr(desktop, "prepare_later", lambda: None)
        monkeypatch.setattr(tmux_server, "load_buffer", load)

    def deliver(self, text: str, environment: Environment, route: str = "auto") -> Delivery:
        """Deliver a text."""
        return deliver(text, self.written.append, route, environment)


_DESKTOP = Environment(
    desktop=Desktop.X11, clipboard_program="xclip", desktop_variables={"DISPLAY": ":0"}, term="xterm"
)


def _tmux(**facts: Any) -> Environment:
    known = {"version": "3.5", "set_clipboard": "external", "allow_passthrough": "off", "client_pids": (1,)}
    return Environment(is_ssh=True, multiplexer="tmux", tmux=Tmux(**{**known, **facts}), term="tmux-256color")


def test_a_desktop_that_holds_the_text_confirms_and_nothing_else_is_tried(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    outside = Outside(monkeypatch)

    delivery = outside.deliver("a\x1bb\n", _DESKTOP)

    assert delivery == Delivery(2, "desktop", is_confirmed=True, dropped=1)
    assert outside.desktop == [("ab", {"DISPLAY": ":0"})]
    assert outside.written == [] and not folder.exists()


def test_a_desktop_that_does_not_take_it_gives_way_to_the_terminal(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    outside = Outside(monkeypatch, desktop_takes=False)

    delivery = outside.deliver("words", _DESKTOP)

    assert delivery.route == "osc52" and not delivery.is_confirmed
    assert outside.written == [osc52("words")]
    assert "Copied" not in delivery.notice and not folder.exists()


def test_over_ssh_one_sequence_goes_to_the_terminal_and_never_a_question(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    outside = Outside(monkeypatch)

    delivery = outside.deliver("a\x1b b\n?", Environment(is_ssh=True, term="xterm"))

    assert outside.written == [osc52("a b\n?")]
    assert delivery == Delivery(5, "osc52", dropped=1)
    assert outside.desktop == [] and not folder.exists()


def test_tmux_gets_the_text_and_a_wrapped_sequence_where_that_is_needed(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    outside = Outside(monkeypatch)

    delivery = outside.deliver("“words”", _tmux(version="3.3a", allow_passthrough="on", set_clipboard="on"))

    assert outside.tmux == [("“words”".encode(), True)]
    assert outside.written == [wrap(osc52("“words”"), ("tmux",)), osc52("“words”")]
    assert delivery.notice == "Handed to tmux; prefix ] pastes too."
    assert not folder.exists()


def test_tmux_that_keeps_copies_gets_the_text_alone_and_so_does_a_file(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    outside = Outside(monkeypatch)

    delivery = outside.deliver("words", _tmux(set_clipboard="off", allow_passthrough="on"))

    assert outside.tmux == [(b"words", False)] and outside.written == []
    assert (folder / "clipboard.txt").read_text() == "words"
    assert delivery.notice.startswith("Kept in tmux, prefix ] pastes it; saved to ")
    assert delivery.notice.endswith("Set-clipboard is off in tmux.")


def test_tmux_that_does_not_take_it_leaves_what_the_terminal_was_given(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    outside = Outside(monkeypatch, tmux_takes=False)

    delivery = outside.deliver("words", _tmux(set_clipboard="on"))

    assert delivery == Delivery(5, "osc52")
    assert outside.written == [osc52("words")] and not folder.exists()


def test_tmux_that_does_not_take_it_where_nothing_else_goes_leaves_a_file(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    outside = Outside(monkeypatch, tmux_takes=False)

    delivery = outside.deliver("words", _tmux())

    assert outside.written == []
    assert delivery.route == "file" and delivery.path == folder / "clipboard.txt"
    assert delivery.notice.endswith("Tmux did not take it.")


def test_tmux_that_is_silent_is_not_bothered_again(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    outside = Outside(monkeypatch)

    delivery = outside.deliver("words", Environment(multiplexer="tmux", tmux=Tmux(Answer.SILENT)))

    assert outside.tmux == [] and outside.written == []
    assert delivery.notice.startswith("No route to a clipboard here; saved to ")


def test_screen_gets_pieces(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    outside = Outside(monkeypatch)

    outside.deliver("x" * 3000, Environment(is_ssh=True, multiplexer="screen", term="screen"))

    assert outside.written == [wrap(osc52("x" * 3000), ("screen",))]
    assert not folder.exists()


def test_what_mosh_would_cut_off_goes_to_a_file_and_the_notice_says_why(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    outside = Outside(monkeypatch)
    mosh = Environment(is_ssh=True, is_mosh=True, term="xterm-256color")

    assert outside.deliver("x" * 8_994, mosh).route == "osc52"
    refused = outside.deliver("é" * 4_498, mosh)

    assert len(outside.written) == 1
    assert refused.notice.startswith("No route to a clipboard here; saved to ")
    assert refused.notice.endswith("Mosh cuts off what is above 12,000 bytes, and this takes 12,004.")
    assert (folder / "clipboard.txt").read_text() == "é" * 4_498


def test_a_chosen_file_is_no_failure(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    delivery = Outside(monkeypatch).deliver("words", _DESKTOP, "file")

    assert delivery.notice == f"5 characters saved to {folder / 'clipboard.txt'}."


def test_an_empty_text_goes_nowhere(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    outside = Outside(monkeypatch)

    delivery = outside.deliver("\x00\n\n", _DESKTOP)

    assert delivery == Delivery(0, dropped=1)
    assert outside.desktop == [] and outside.written == [] and not folder.exists()


def test_surrogates_are_replaced_and_told_apart(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    outside = Outside(monkeypatch)

    delivery = outside.deliver("a\ud800b\udfff\x00", _DESKTOP)

    assert outside.desktop[0][0] == "a\ufffdb\ufffd"
    assert (delivery.characters, delivery.dropped, delivery.replaced) == (4, 1, 2)


def test_a_file_is_for_its_owner_alone_and_follows_no_link(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder.mkdir()
    other = folder.parent / "other"
    other.write_text("precious")
    (folder / "clipboard.txt").symlink_to(other)

    Outside(monkeypatch).deliver("words", Environment(term="linux"))

    assert other.read_text() == "precious"
    assert not (folder / "clipboard.txt").is_symlink()
    assert stat.S_IMODE((folder / "clipboard.txt").stat().st_mode) == 0o600


def test_a_file_that_cannot_be_written_is_told(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder.write_text("a file where the folder should be")

    delivery = Outside(monkeypatch).deliver("words", Environment(term="linux"))

    assert delivery.route == "" and delivery.path is None
    assert delivery.notice.startswith("No route to a clipboard here. ")
    assert "cannot be written: " in delivery.notice


def test_a_way_that_does_not_exist_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(StatementsError):
        Outside(monkeypatch).deliver("words", _DESKTOP, "fax")


@pytest.mark.parametrize(("environment", "expected"), [(_DESKTOP, [True]), (Environment(is_ssh=True), [])])
def test_a_child_is_prepared_where_a_desktop_will_be_asked(
    environment: Environment, expected: list[bool], monkeypatch: pytest.MonkeyPatch
) -> None:
    prepared: list[bool] = []
    monkeypatch.setattr(desktop, "prepare", lambda: prepared.append(True))

    prepare(environment)

    assert prepared == expected


_QUOTE = "“Nobody – not one of us –\nasked for this winter,” 👩‍🌾 said the speaker.\n" * 60


def _arrived(received: bytes) -> list[tuple[str, str]]:
    """Return the selections and texts of the sequences a terminal received."""
    found = re.findall(rb"\x1b\]52;([^;\x1b\a]*);([A-Za-z0-9+/=]+)(?:\a|\x1b\\)", received)
    return [(selection.decode(), base64.b64decode(data).decode()) for selection, data in found]


def _enter(server: PrivateTmux, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let this process run in the pane of a server, as far as variables go."""
    for name in ("STY", "DISPLAY", "WAYLAND_DISPLAY", "SSH_CONNECTION"):
        monkeypatch.delenv(name, raising=False)
    for name in ("TERM", "TMUX", "TMUX_PANE"):
        monkeypatch.setenv(name, server.environ[name])


_OVER_SSH = {"SSH_CONNECTION": "192.0.2.1 1 192.0.2.2 22"}


@needs_tmux
def test_a_quote_in_tmux_at_its_defaults_reaches_the_terminal_whole(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with PrivateTmux(tmp_path) as server:
        client = server.attach(**_OVER_SSH)
        if not tmux_server.ask(server.environ).can_pass_on:
            pytest.skip("this tmux cannot send a buffer on")
        _enter(server, monkeypatch)

        delivery = deliver(_QUOTE, lambda sequence: pytest.fail("nothing is written"))

        received = client.wait_for(base64.b64encode(clean(_QUOTE)[0].encode()))
        assert [text for _, text in _arrived(received)] == [clean(_QUOTE)[0]]
        assert server.run("show-buffer") == clean(_QUOTE)[0]
        assert delivery.notice == "Handed to tmux; prefix ] pastes too."
    assert not folder.exists()


@needs_tmux
def test_a_setting_makes_tmux_name_the_clipboard(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with PrivateTmux(tmp_path, r"set -as terminal-overrides ',*:Ms=\E]52;c;%p2%s\7'") as server:
        client = server.attach(**_OVER_SSH)
        facts = tmux_server.ask(server.environ)
        if not facts.can_pass_on:
            pytest.skip("this tmux cannot send a buffer on")
        _enter(server, monkeypatch)

        deliver("words", lambda sequence: None)

        received = client.wait_for(b"d29yZHM=")
        assert facts.names_clipboard
        assert _arrived(received) == [("c", "words")]


@needs_tmux
def test_tmux_told_to_keep_copies_sends_none_to_the_terminal(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with PrivateTmux(tmp_path, "set -s set-clipboard off", "set -g allow-passthrough on") as server:
        client = server.attach(**_OVER_SSH)
        _enter(server, monkeypatch)

        delivery = deliver("words", lambda sequence: pytest.fail("nothing is written"))

        assert _arrived(client.read(0.3)) == []
        assert server.run("show-buffer") == "words"
    assert delivery.path == folder / "clipboard.txt"


@needs_tmux
def test_tmux_without_a_terminal_is_not_said_to_have_handed_on(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with PrivateTmux(tmp_path) as server:
        _enter(server, monkeypatch)

        delivery = deliver("words", lambda sequence: None)

    assert delivery.notice.startswith("Kept in tmux, prefix ] pastes it; saved to ")


@needs_tmux
def test_a_stopped_tmux_delays_but_does_not_hang_and_nothing_is_claimed(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with PrivateTmux(tmp_path) as server:
        server.attach()
        _enter(server, monkeypatch)
        with server.stopped():
            delivery = deliver("words", lambda sequence: None)

    assert delivery.route == "file"
    assert (folder / "clipboard.txt").read_text() == "words"


@needs_tmux
def test_a_sequence_wrapped_for_tmux_passes_where_it_is_allowed(tmp_path: Path) -> None:
    sequence = wrap(osc52(_QUOTE), ("tmux",))
    (tmp_path / "sequence").write_text(sequence)
    with PrivateTmux(tmp_path, "set -g allow-passthrough on") as server:
        client = server.attach()
        server.run("respawn-pane", "-k", f"cat '{tmp_path}/sequence' -")

        received = client.wait_for(osc52(_QUOTE).encode())

    assert _arrived(received) == [("c", _QUOTE)]


@pytest.mark.skipif(shutil.which("screen") is None, reason="screen is not installed")
def test_pieces_for_screen_come_out_whole(tmp_path: Path) -> None:
    (tmp_path / "sequence").write_text(wrap(osc52(_QUOTE), ("screen",)))
    sockets = tmp_path / "screens"
    sockets.mkdir(mode=0o700)
    environ = {"PATH": os.environ["PATH"], "TERM": "xterm", "LC_ALL": "C.UTF-8", "HOME": str(tmp_path)}
    environ |= {"SCREENDIR": str(sockets), "SCREENRC": os.devnull, "SYSSCREENRC": os.devnull}
    program = "import sys, time; print(open('sequence').read(), end='', flush=True); time.sleep(60)"
    command = ["sh", "-c", f"cd '{tmp_path}' && exec screen -U '{sys.executable}' -c \"{program}\""]
    terminal = TerminalOf(command, environ)
    try:
        received = terminal.wait_for(b"\a")
        assert _arrived(terminal.read(0.3) or received) == [("c", _QUOTE)]
    finally:
        _end_screens(environ)
        terminal.close()


def _end_screens(environ: dict[str, str]) -> None:
    """End the screens of a folder."""
    subprocess.run(["screen", "-X", "quit"], env=environ, stdout=subprocess.DEVNULL, timeout=20)
