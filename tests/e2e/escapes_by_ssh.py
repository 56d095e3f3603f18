"""Attempts with the client's own means: commands, copies, forwardings, variables, shared connections."""

import os
import subprocess
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from tests.e2e.display import PATIENCE, wait_until
from tests.e2e.escapes import Attempts, Canary, heard, leaks_in
from tests.e2e.far_side import free_port
from tests.e2e.reading_room import SECRET, ReadingRoom

_COMMANDS: tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...] = (
    ("a command", (), ("id",)),
    ("a command with a terminal", ("-tt",), ("id",)),
    ("a shell", ("-tt",), ("/bin/sh", "-i")),
    ("another shell", ("-tt",), ("bash", "--norc", "--noprofile")),
    ("a command of the program", (), ("list", "{outside}")),
    ("options of the program", ("-tt",), ("--", "--quotes", "{drop}/quotes.jsonl")),
    ("another folder for the program", ("-tt",), ("--", "--kiosk", "/")),
    ("an end of options", ("-tt",), ("--", "--", "{outside}")),
    ("a command in a command", (), ("$(touch {drop}/1)`touch {drop}/2`",)),
    ("a command after another", (), ("; cat {secret} # \n touch {drop}/3",)),
    ("a redirection", (), ("> {drop}/4",)),
    ("a space for a command", (), (" ",)),
    ("Python", (), ("python3", "-c", "print(open('{secret}').read())")),
    ("an editor", ("-tt",), ("vi", "{secret}")),
    ("rsync", (), ("rsync", "--server", "--sender", "-logDtpr", ".", "{secret}")),
    ("git", (), ("git-upload-pack", "{outside}")),
    ("scp's old far side", (), ("scp", "-f", "{secret}")),
    ("scp's old far side, writing", (), ("scp", "-t", "{drop}")),
    ("sftp's far side as a command", (), ("/usr/lib/openssh/sftp-server",)),
    ("a very long command", (), ("x" * 100_000,)),
)
"""What is tried, options of ssh, and the command."""
_ANSWER = "this reading room takes no commands"


def try_commands(attempts: Attempts) -> None:
    """Ask sshd to run something."""
    room = attempts.room
    words = {"drop": room.drop, "secret": room.secret, "outside": room.secret.parent}
    for name, options, command in _COMMANDS:
        given = [word.replace("{", "{{").replace("}", "}}") if len(word) > 1000 else word for word in command]
        whole = [*room.ssh(*options), "room", *(word.format(**words) for word in given)]
        attempts.record(f"ssh host: {name}", partial(_is_answered, room, whole))
    attempts.record("ssh -T: no terminal", lambda: _ends_with(room, [*room.ssh("-T"), "room"], "needs a terminal"))
    for name in ("sftp", "netconf", "../../bin/sh"):
        whole = [*room.ssh("-s"), "room", name]
        attempts.record(f"ssh -s: subsystem {name}", partial(_is_silent, room, whole))


def _is_answered(room: ReadingRoom, command: list[str]) -> tuple[bool, str]:
    return _ends_with(room, command, _ANSWER)


def _ends_with(room: ReadingRoom, command: list[str], answer: str) -> tuple[bool, str]:
    done = room.run(command)
    output = (done.stdout + done.stderr).decode(errors="replace")
    seen = f"status {done.returncode}: {output}"
    lines = [line for line in output.splitlines() if line and not line.startswith("Connection to")]
    is_one_line = len(lines) == 1 and lines[0].startswith("statements: ") and answer in lines[0]
    return done.returncode == 2 and is_one_line and not leaks_in(output), seen


def _is_silent(room: ReadingRoom, command: list[str]) -> tuple[bool, str]:
    """Tell whether a client fails and shows nothing of the far side."""
    done = room.run(command)
    output = done.stdout + done.stderr
    return done.returncode != 0 and not leaks_in(output), f"status {done.returncode}: {output.decode(errors='replace')}"


def try_copies(attempts: Attempts) -> None:
    """Fetch and bring files with scp and sftp."""
    room = attempts.room
    with tempfile.TemporaryDirectory() as name:
        near, own = Path(name) / "fetched", Path(name) / "own"
        own.write_text("brought")
        for kind, options in (("scp", []), ("scp by its old protocol", ["-O"])):
            copy = room.ssh(*options, program="scp")
            attempts.record(f"{kind}: fetching", partial(_fetches_nothing, room, [*copy, f"room:{room.secret}"], near))
            attempts.record(f"{kind}: bringing", partial(_is_silent, room, [*copy, str(own), f"room:{room.drop}/x"]))
        sftp = room.ssh("-b", "-", program="sftp")
        for kind, asked in (
            ("fetching", f"get {room.secret} {near}\n"),
            ("bringing", f"put {own} {room.drop}/x\n"),
            ("listing", "ls /\n"),
            ("linking", f"symlink / {room.drop}/x\n"),
        ):
            attempts.record(f"sftp: {kind}", partial(_asks_sftp, room, [*sftp, "room"], asked, near))


def _fetches_nothing(room: ReadingRoom, command: list[str], near: Path) -> tuple[bool, str]:
    is_refused, seen = _is_silent(room, [*command, str(near)])
    return is_refused and not near.exists(), seen


def _asks_sftp(room: ReadingRoom, command: list[str], asked: str, near: Path) -> tuple[bool, str]:
    done = room.run(command, given=asked.encode())
    output = (done.stdout + done.stderr).decode(errors="replace")
    is_refused = done.returncode != 0 and not near.exists() and not leaks_in(output) and " etc" not in output
    return is_refused, f"status {done.returncode}: {output}"


def try_forwardings(attempts: Attempts) -> None:
    """Reach other servers through the connection, or let others be reached."""
    room = attempts.room
    with Canary() as canary, Canary(f"{room.folder}/outside/socket") as _:
        os.chmod(f"{room.folder}/outside/socket", 0o777)
        to_canary, near = f"127.0.0.1:{canary.port}", free_port()
        for name, option, said in (
            ("ssh -L: a port of the far side", f"-L{near}:{to_canary}", b""),
            ("ssh -L: a socket of the far side", f"-L{near}:{room.folder}/outside/socket", b""),
            ("ssh -D: any port of the far side", f"-D{near}", _socks(canary.port)),
        ):
            attempts.record(name, partial(_hears_nothing, room, option, near, said))
        attempts.record(
            "ssh -W: a port of the far side", lambda: _is_silent(room, [*room.ssh("-W", to_canary), "room"])
        )
        far, stop = free_port(), ("-N", "-o", "ExitOnForwardFailure=yes")
        for name, option in (
            ("ssh -R: a port of the near side", f"-R{far}:{to_canary}"),
            ("ssh -R: open to all", f"-R0.0.0.0:{far}:{to_canary}"),
            ("ssh -R: any port", f"-R{far}"),
            ("ssh -R: a socket on the far side", f"-R{room.drop}/socket:{to_canary}"),
        ):
            attempts.record(name, partial(_is_silent, room, [*room.ssh(*stop, option), "room"]))
        attempts.record("ssh -J: on to another machine", lambda: _jumps_nowhere(room, canary.port))
        attempts.record("ssh -A: the agent", lambda: _agent_stays(room))
        attempts.record("ssh -X: the display", lambda: _display_stays(room, "-X"))
        attempts.record("ssh -Y: the display, trusted", lambda: _display_stays(room, "-Y"))
        attempts.record("ssh -w: a tunnel", lambda: _is_silent(room, [*room.ssh(*stop, "-w", "any:any"), "room"]))
        attempts.record("ssh -N: a connection without a session", lambda: _does_nothing(room))


def _socks(port: int) -> bytes:
    """Return what asks a SOCKS 4 server for a port of its loopback interface."""
    return b"\x04\x01" + port.to_bytes(2, "big") + bytes([127, 0, 0, 1]) + b"\0"


def _while_connected(room: ReadingRoom, options: list[str], look: Callable[[], tuple[bool, str]]) -> tuple[bool, str]:
    """Look at something while a client without a session is connected."""
    before = room.log().count("Accepted none")
    with subprocess.Popen(
        [*room.ssh("-N", *options), "room"], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    ) as client:
        try:
            wait_until(lambda: room.log().count("Accepted none") > before, PATIENCE, room.log)
            return look()
        finally:
            client.kill()


def _hears_nothing(room: ReadingRoom, option: str, near: int, said: bytes) -> tuple[bool, str]:
    def look() -> tuple[bool, str]:
        wait_until(lambda: _is_open(near), PATIENCE)
        answer = heard(near, said)
        return SECRET.encode() not in answer, f"closed without an answer: {answer!r}"

    return _while_connected(room, [option], look)


def _is_open(port: int) -> bool:
    listening = Path("/proc/net/tcp").read_text()
    return any(f":{port:04X} 00000000:0000 0A" in line for line in listening.splitlines())


def _jumps_nowhere(room: ReadingRoom, port: int) -> tuple[bool, str]:
    done = room.run([*room.ssh("-J", "room", "-p", str(port)), "127.0.0.1", "id"])
    output = done.stderr.decode(errors="replace")
    return done.returncode == 255 and SECRET not in output, output


def _agent_stays(room: ReadingRoom) -> tuple[bool, str]:
    with Canary(f"{room.folder}/keys/agent"):
        done = room.run([*room.ssh("-v", "-A", "-T"), "room"], env={"SSH_AUTH_SOCK": f"{room.folder}/keys/agent"})
    asked = b"Requesting authentication agent forwarding" in done.stderr
    is_refused = "session_auth_agent_req: agent forwarding disabled" in room.log()
    return asked and is_refused, "sshd: agent forwarding disabled"


def _display_stays(room: ReadingRoom, option: str) -> tuple[bool, str]:
    done = room.run([*room.ssh(option, "-T"), "room"], env={"DISPLAY": "127.0.0.1:77"})
    output = done.stderr.decode(errors="replace")
    return "X11 forwarding request failed" in output, output


def _does_nothing(room: ReadingRoom) -> tuple[bool, str]:
    def look() -> tuple[bool, str]:
        time.sleep(0.2)
        return not room.programs(), f"programs: {room.programs()}"

    return _while_connected(room, [], look)


def try_shared_connections(attempts: Attempts) -> None:
    """Open more than one session on a connection, and add forwardings to it."""
    room = attempts.room
    path = f"{room.folder}/keys/shared"
    shared = ["-S", path, "-o", "ControlMaster=no"]
    with room.visit("-M", "-S", path) as visit, Canary() as canary:
        visit.wait_for("peace", PATIENCE)
        near, far = free_port(), free_port()
        second = [*room.ssh("-tt", *shared, "-o", "ProxyCommand=false"), "room"]
        attempts.record("a second session", lambda: _is_refused_a_session(room, second))
        attempts.record("a second session with a command", lambda: _is_refused_a_session(room, [*second, "id"]))
        to_canary = f"127.0.0.1:{canary.port}"
        room.run([*room.ssh(*shared, "-O", "forward", "-L", f"{near}:{to_canary}"), "room"])
        attempts.record("-O forward: a port of the far side", lambda: (not heard(near), "closed without an answer"))
        backwards = [*room.ssh(*shared, "-O", "forward", "-R", f"{far}:{to_canary}"), "room"]
        attempts.record("-O forward: a port of the near side", lambda: _is_silent(room, backwards))


def _is_refused_a_session(room: ReadingRoom, command: list[str]) -> tuple[bool, str]:
    is_refused, seen = _is_silent(room, command)
    return is_refused and "refused" in seen, seen
