"""What tmux tells about itself and its clients, and the way to its buffer."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

SECONDS = 1.0
"""How long tmux may take; a stopped server would keep a client waiting for ever."""
_VARIABLES = ("SSH_CONNECTION", "SSH_CLIENT", "SSH_TTY", "DISPLAY", "WAYLAND_DISPLAY", "XAUTHORITY", "XDG_RUNTIME_DIR")
_FORMATS = {
    "version": "version",
    "set-clipboard": "set-clipboard",
    "allow-passthrough": "allow-passthrough",
    "session": "session_id",
    "name": "client_name",
    "pid": "client_pid",
    "term": "client_termname",
    "type": "client_termtype",
    "features": "client_termfeatures",
    "control": "client_control_mode",
}
_FLAGS = {"1": "on", "0": "off"}
_NEWEST = (99, 0)


class Answer(StrEnum):
    """How far tmux could be asked."""

    TOLD = "told"
    """It answered."""
    SILENT = "silent"
    """It did not answer in time: a stopped server does not."""
    UNREACHABLE = "unreachable"
    """Its server is another person's or gone, or there is no ``tmux`` here to ask it with."""


@dataclass(frozen=True, slots=True)
class Tmux:
    """The tmux the program runs in; what could not be learnt is empty or None."""

    answer: Answer = Answer.TOLD
    """How far it could be asked; all else is unknown unless it answered."""
    version: str = ""
    """The server's version as it tells it: "3.3a"."""
    set_clipboard: str = ""
    """The option of that name: "on", "external" or "off"."""
    allow_passthrough: str = ""
    """The option of that name as it holds for this pane: "on", "all" or "off"; "" before tmux 3.3."""
    client_pids: tuple[int, ...] = ()
    """The processes of the clients that show the session."""
    client_pid: int | None = None
    """The process of the client that was used last."""
    client_term: str = ""
    """What TERM says outside of tmux, at the client that was used last."""
    client_type: str = ""
    """What the terminal of that client calls itself: "XTerm(379)"."""
    client_features: str = ""
    """What tmux knows that terminal to be able to do."""
    is_control_mode: bool = False
    """Whether that client is a program that draws the panes itself (iTerm2)."""
    clipboard_capability: str | None = None
    """The sequence by which tmux sets the clipboard of that terminal; "" where it knows none."""
    session: Mapping[str, str | None] = field(default_factory=dict)
    """The session's variables, renewed at each attaching; None for one that the client did not have."""

    @property
    def has_answered(self) -> bool:
        """Whether anything is known of it."""
        return self.answer is Answer.TOLD

    @property
    def is_silent(self) -> bool:
        """Whether it is there and does not answer: nothing will get through it."""
        return self.answer is Answer.SILENT

    @property
    def release(self) -> tuple[int, int] | None:
        """The version as numbers; None where it is unknown, the newest for one without a number."""
        found = re.search(r"(\d+)\.(\d+)", self.version) if not self.version.startswith("openbsd") else None
        if found:
            return int(found[1]), int(found[2])
        return _NEWEST if self.version else None

    @property
    def can_pass_on(self) -> bool:
        """Whether ``load-buffer -w`` hands a buffer on to the terminal (tmux 3.2)."""
        return self.release is not None and self.release >= (3, 2)

    @property
    def lets_through(self) -> bool:
        """Whether wrapped sequences reach the terminal as they are: as allowed since tmux 3.3, always before."""
        if self.allow_passthrough:
            return self.allow_passthrough != "off"
        return self.release is not None and self.release < (3, 3)

    @property
    def names_clipboard(self) -> bool:
        """Whether the sequence for a buffer names the clipboard: tmux 3.5, or a setting. xterm takes primary if not."""
        return self._has_fixed_name or (self.release is not None and self.release >= (3, 5))

    @property
    def keeps_clipboard_name(self) -> bool:
        """Whether a program's own sequence still names the clipboard behind tmux (3.4, or a setting)."""
        return self._has_fixed_name or (self.release is not None and self.release >= (3, 4))

    @property
    def _has_fixed_name(self) -> bool:
        return "52;c" in (self.clipboard_capability or "")

    @property
    def outer(self) -> str:
        """The kind of terminal that tmux itself runs in, if another multiplexer: "tmux", "screen" or ""."""
        if self.client_type.startswith("tmux"):
            return "tmux"
        return multiplexer_of(self.client_term)


def multiplexer_of(term: str) -> str:
    """Return the multiplexer that a value of TERM tells of: "tmux", "screen" or ""."""
    return next((name for name in ("tmux", "screen") if term.startswith(name)), "")


def ask(environ: Mapping[str, str], seconds: float = SECONDS) -> Tmux:
    """Ask the tmux server of ``TMUX`` all that matters, in one process and within a time limit.

    Args:
        environ: The program's variables.
        seconds: How long the server may take.
    """
    import subprocess

    try:
        done = subprocess.run(
            ["tmux", *_questions(environ.get("TMUX_PANE", ""))],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=seconds,
            env=dict(environ),
        )
    except subprocess.TimeoutExpired:
        return Tmux(Answer.SILENT)
    except OSError:
        return Tmux(Answer.UNREACHABLE)
    return parse(done.stdout.decode("utf-8", "replace"))


def _questions(pane: str) -> list[str]:
    """Return the arguments: each command stops those after it where it fails, so the surest come first."""
    target = ["-t", pane] if pane else []
    commands = [["display-message", "-p", *target, f"@{key} #{{{name}}}"] for key, name in _FORMATS.items()]
    commands += [
        ["show-environment", *target],
        ["list-clients", "-F", "@client #{session_id} #{client_pid}"],
        # It wants a client, and fails where none is attached.
        ["show-messages", "-T"],
    ]
    return [argument for command in commands for argument in (*command, ";")][:-1]


def parse(told: str) -> Tmux:
    """Return what tmux told in answer to the questions."""
    lines = told.splitlines()
    facts = dict(line[1:].partition(" ")[::2] for line in lines if line.startswith("@") and "@client " not in line)
    if not facts.get("version"):
        return Tmux(Answer.UNREACHABLE)
    clients = [line.split() for line in lines if line.startswith("@client ")]
    own = [fields[2] for fields in clients if len(fields) == 3 and fields[1] == facts.get("session")]
    return Tmux(
        version=facts["version"],
        set_clipboard=_FLAGS.get(facts.get("set-clipboard", ""), facts.get("set-clipboard", "")),
        allow_passthrough=_FLAGS.get(facts.get("allow-passthrough", ""), facts.get("allow-passthrough", "")),
        client_pids=tuple(int(number) for number in own if number.isdigit()),
        client_pid=int(facts["pid"]) if facts.get("pid", "").isdigit() else None,
        client_term=facts.get("term", ""),
        client_type=facts.get("type", ""),
        client_features=facts.get("features", ""),
        is_control_mode=facts.get("control") == "1",
        clipboard_capability=_capability(lines, facts.get("name", "")),
        session=_session(lines),
    )


def _session(lines: list[str]) -> dict[str, str | None]:
    """Return the variables that matter of the answer to ``show-environment``: NAME=VALUE, or -NAME if removed."""
    session: dict[str, str | None] = {}
    for line in lines:
        name, equals, value = line.partition("=")
        if equals and name in _VARIABLES:
            session[name] = value
        elif line.startswith("-") and line[1:] in _VARIABLES:
            session[line[1:]] = None
    return session


def _capability(lines: list[str], client: str) -> str | None:
    """Return Ms of the client's terminal, from the answer to ``show-messages -T``."""
    heads = [number for number, line in enumerate(lines) if line.startswith("Terminal ")]
    head = next((number for number in heads if client and f" for {client}," in lines[number]), None)
    if head is None:
        return None
    for line in lines[head + 1 :]:
        if line.startswith("Terminal "):
            return None
        if found := re.match(r"\s*\d+: Ms: (?:\(string\) (.*)|\[missing\])", line):
            return found[1] or ""
    return None


def load_buffer(
    data: bytes, passes_on: bool, environ: Mapping[str, str] | None = None, seconds: float = SECONDS
) -> bool:
    """Put data into a new buffer of tmux and tell whether it took it, which is no receipt from the terminal.

    Args:
        data: What the buffer will hold.
        passes_on: Whether tmux is to send it to the terminal of the client used last, too.
        environ: The program's variables; None for those it has.
        seconds: How long the server may take.
    """
    import subprocess

    command = ["tmux", "load-buffer", *(["-w"] if passes_on else []), "-"]
    try:
        done = subprocess.run(
            command,
            input=data,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=seconds,
            env=None if environ is None else dict(environ),
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0
