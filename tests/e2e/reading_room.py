"""A reading room behind a real sshd on the loopback interface, set up as the README says, for an unprivileged user.

Around the README's block the server allows all it can: whatever is refused, the block or the program refuses.
"""

import contextlib
import os
import pwd
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Self

from tests.e2e.display import PATIENCE, WITH_US, find_program, wait_until
from tests.e2e.far_side import free_port
from tests.e2e.program import ROOT
from tests.terminal import Terminal

_BLOCK = re.compile(r"<!-- reading room -->\n```\n(.*?)```\n<!-- /reading room -->", re.DOTALL)
_FORCED = "/opt/statements/bin/statements --kiosk /srv/statements"
_SERVER = """\
ListenAddress 127.0.0.1
Port {port}
AddressFamily inet
HostKey {folder}/keys/host_key
PidFile none
UsePAM no
StrictModes no
UseDNS no
LogLevel DEBUG1
PermitUserEnvironment no
AcceptEnv LANG LC_* TERM* COLOR* TEXTUAL* STATEMENTS_* XDG_* EDITOR VISUAL PAGER SHELL TMUX* DISPLAY WAYLAND_DISPLAY
AcceptEnv HOME TZ LINES COLUMNS LOCPATH PYTHONINSPECT PYTHONSTARTUP PYTHONBREAKPOINT PYTHONDEVMODE BASH_ENV ENV PS4
AcceptEnv _STATEMENTS_COMPLETE
AllowTcpForwarding yes
AllowStreamLocalForwarding yes
AllowAgentForwarding yes
X11Forwarding yes
PermitTunnel yes
GatewayPorts yes
Subsystem sftp internal-sftp
{block}"""
_CLIENT = """\
Host room
  HostName 127.0.0.1
  Port {port}
  User {user}
  BatchMode yes
  IdentityFile none
  StrictHostKeyChecking yes
  UserKnownHostsFile {folder}/keys/known_hosts
  GlobalKnownHostsFile /dev/null
  EnableEscapeCommandline yes
  ForwardX11Trusted yes
"""
SECRET = "CANARY-that-nobody-may-read"
"""Stands in a file beside the collection that everybody could read."""
_OUTSIDE = f"Outside\n\nIn this file stands {SECRET}.\n"
_INSIDE = {
    "peace.txt": "On peace\n\nThis statement is about peace. It has two sentences.\n\nA second paragraph ends it.\n",
    "below/war.txt": "On war\n\nThis statement is about war. It is of another folder.\n\nAnd that is all of it.\n",
    "name \x1b[31m\x1b]0;pwned\x07.txt": "A strange name\n\nThis statement has a name that steers a terminal.\n",
}
_WATCHED = ("/home", "/tmp", "/var/tmp", "/dev/shm", "/run/user", "/var/mail")


def missing() -> str:
    """Return why no reading room can be opened here; "" where one can."""
    if os.geteuid() != 0:
        return "only root can make the unprivileged user and run an sshd for him"
    programs = ("sshd", "ssh", "scp", "sftp", "ssh-keygen", "useradd", "userdel", "setpriv", "unshare", "mount")
    lacking = [name for name in programs if not find_program(name)]
    return f"not installed: {', '.join(lacking)}" if lacking else ""


def block_of_readme() -> str:
    """Return the settings for sshd as the README prints them."""
    found = _BLOCK.search((ROOT / "README.md").read_text("utf-8"))
    if found is None:
        raise ValueError("the README has no settings for a reading room between its marks")
    return found[1]


class ReadingRoom:
    """A server, its user, and a collection with links out of it; all of it goes when the context ends."""

    def __init__(self, options: str = "", is_forced: bool = True) -> None:
        """Make the user and start the server.

        Args:
            options: More of the program's options.
            is_forced: Whether the README's block is used; without it the same visitor has a login like any other.
        """
        self.folder = Path(tempfile.mkdtemp(prefix="reading-room-", dir="/tmp"))
        self.user = f"reader{self.folder.name[-8:].lower()}"
        self.port = free_port()
        self._server: subprocess.Popen[bytes] | None = None
        try:
            self._fill()
            self._make_user()
            self._write_settings(options, is_forced)
            self._start()
        except BaseException:
            self.close()
            raise

    def __enter__(self) -> Self:
        """Return the open room."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close it."""
        self.close()

    @property
    def drop(self) -> Path:
        """A folder into which everybody may write, and nothing ever should."""
        return self.folder / "drop"

    @property
    def secret(self) -> Path:
        """The file beside the collection."""
        return self.folder / "outside" / "secret.txt"

    def ssh(self, *options: str, program: str = "ssh") -> list[str]:
        """Return the command that logs in, with options; the host and what follows it is to be added."""
        return [program, "-F", str(self.folder / "ssh_config"), *options]

    def run(
        self,
        command: Sequence[str],
        *,
        given: bytes = b"",
        env: Mapping[str, str] | None = None,
        seconds: float = PATIENCE,
    ) -> subprocess.CompletedProcess[bytes]:
        """Run a command of the client's to its end; a client that does not end is killed, with status -9."""
        surroundings = {**os.environ, **(env or {})}
        with subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=surroundings
        ) as process:
            try:
                out, err = process.communicate(given, seconds)
            except subprocess.TimeoutExpired:
                process.kill()
                out, err = process.communicate()
        return subprocess.CompletedProcess(command, process.returncode, out, err)

    def visit(self, *options: str, env: Mapping[str, str | None] | None = None, columns: int = 100) -> Terminal:
        """Log in on a terminal, once whoever was there before has gone."""
        wait_until(lambda: not self.programs(), PATIENCE, lambda: str(self.programs()))
        return Terminal(self.ssh("-tt", *options, "room"), columns=columns, rows=30, env=env)

    def log(self) -> str:
        """Return what the server has said so far."""
        return (self.folder / "keys" / "sshd.log").read_text(errors="replace")

    def dropped(self) -> list[str]:
        """Return what has been left in the folder that is open to everybody."""
        return [str(path) for path in self.drop.iterdir()]

    def traces(self) -> list[str]:
        """Return the files that a visitor has left or changed anywhere: all that are his, and all that was dropped."""
        number = pwd.getpwnam(self.user).pw_uid
        places = [path for path in _WATCHED if os.path.isdir(path)]
        found = subprocess.run(
            ["find", *places, "-xdev", "-user", str(number)], capture_output=True, text=True, timeout=PATIENCE
        )
        return [*found.stdout.splitlines(), *self.dropped()]

    def processes(self) -> list[int]:
        """Return the processes of the user."""
        number = pwd.getpwnam(self.user).pw_uid
        found = []
        for entry in Path("/proc").iterdir():
            with contextlib.suppress(OSError):
                if entry.name.isdigit() and f"Uid:\t{number}\t" in (entry / "status").read_text():
                    found.append(int(entry.name))
        return found

    def visits(self) -> dict[int, str]:
        """Return the names of what runs for visitors, by number: all but sshd's own, and the host they share."""
        names: dict[int, str] = {}
        hosts: dict[int, int] = {}
        for number in self.processes():
            folder = Path("/proc") / str(number)
            with contextlib.suppress(OSError, IndexError):
                name = (folder / "comm").read_text().strip()
                if not name.startswith("sshd"):
                    names[number] = name
                if b"be_host(" in (folder / "cmdline").read_bytes().partition(b"visit(")[0]:
                    hosts[number] = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
        # A visitor's copy of the host has the host for its parent.
        return {number: name for number, name in names.items() if number not in hosts or hosts[number] in hosts}

    def programs(self) -> set[str]:
        """Return the names of the programs that run for visitors."""
        return set(self.visits().values())

    def close(self) -> None:
        """End the server and every visit; take the user and the files away."""
        if self._server is not None:
            self._server.terminate()
            self._server.wait()
        with contextlib.suppress(KeyError):
            while left := self.processes():
                for number in left:
                    with contextlib.suppress(ProcessLookupError):
                        os.kill(number, 9)
            subprocess.run(["userdel", self.user], capture_output=True, timeout=PATIENCE)
        shutil.rmtree(self.folder, ignore_errors=True)

    def _fill(self) -> None:
        self.folder.chmod(0o755)
        for name in ("keys", "outside", "drop", "collection"):
            (self.folder / name).mkdir()
        self.drop.chmod(0o1777)
        collection = self.folder / "collection"
        for name, text in _INSIDE.items():
            (collection / name).parent.mkdir(exist_ok=True)
            (collection / name).write_text(text)
        self.secret.write_text(_OUTSIDE)
        links = {
            "to-file.txt": "../outside/secret.txt",
            "to-folder": "../outside",
            "to-all": "/",
            "chain.txt": "to-chain.txt",
            "to-chain.txt": str(self.secret),
            "passwords.txt": "/etc/passwd",
            "variables.txt": "/proc/self/environ",
            "zeros.txt": "/dev/zero",
            "below/up.txt": "../../outside/secret.txt",
            "..secret.txt": "../outside/secret.txt",
        }
        for name, target in links.items():
            (collection / name).symlink_to(target)

    def _make_user(self) -> None:
        make = ["useradd", "--system", "--no-create-home", "--home-dir", "/", "--shell", "/bin/sh", self.user]
        subprocess.run(make, check=True, capture_output=True, timeout=PATIENCE)
        subprocess.run(["passwd", "-d", self.user], check=True, capture_output=True, timeout=PATIENCE)

    def _write_settings(self, options: str, is_forced: bool) -> None:
        command = f"{sys.executable} -m tui --kiosk {options} {self.folder}/collection"
        block = block_of_readme().replace(_FORCED, f"env PYTHONPATH={ROOT} {command}")
        block = block.replace("Match User read\n", f"Match User {self.user}\n")
        if not is_forced:
            open_door = "AuthenticationMethods none\nPasswordAuthentication yes\nPermitEmptyPasswords yes\n"
            block = f"Match User {self.user}\n{open_door}"
        words = {"port": self.port, "folder": self.folder, "user": self.user, "block": block}
        (self.folder / "keys" / "sshd_config").write_text(_SERVER.format(**words))
        (self.folder / "ssh_config").write_text(_CLIENT.format(**words))
        make_key = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", f"{self.folder}/keys/host_key"]
        subprocess.run(make_key, check=True, timeout=PATIENCE)
        host_key = (self.folder / "keys" / "host_key.pub").read_text()
        (self.folder / "keys" / "known_hosts").write_text(f"[127.0.0.1]:{self.port} {host_key}")

    def _start(self) -> None:
        Path("/run/sshd").mkdir(mode=0o755, exist_ok=True)
        settings = str(self.folder / "keys" / "sshd_config")
        server = [find_program("sshd") or "sshd", "-D", "-e", "-f", settings]
        with (self.folder / "keys" / "sshd.log").open("wb") as log:
            self._server = subprocess.Popen(
                [*WITH_US, *_where_readable(self.folder), *server], stdin=subprocess.DEVNULL, stdout=log, stderr=log
            )
        wait_until(lambda: "Server listening" in self.log() or self._has_ended, PATIENCE, self.log)
        if self._has_ended:
            raise RuntimeError(f"sshd does not start: {self.log()}")

    @property
    def _has_ended(self) -> bool:
        return self._server is None or self._server.poll() is not None


def _where_readable(folder: Path) -> list[str]:
    """Return what stands before a command so that others than root can read the interpreter and the checkout.

    Where they lie in root's own home, they are shown in a name space of their own, with nothing else of that home.
    """
    needed = {Path(sys.base_prefix).resolve(), Path(sys.prefix), ROOT}
    hidden = {path: home for path in needed if (home := _closed_folder(path)) is not None}
    if not hidden:
        return []
    lines = []
    for number, path in enumerate(hidden):
        held = folder / "keys" / f"held-{number}"
        held.mkdir()
        lines.append(f"mount --bind '{path}' '{held}'")
    lines += [f"mount -t tmpfs -o mode=755 none '{home}'" for home in sorted(set(map(str, hidden.values())))]
    for number, path in enumerate(hidden):
        lines += [f"mkdir -p '{path}'", f"mount --bind '{folder}/keys/held-{number}' '{path}'"]
    script = " && ".join(["umask 022", *lines, 'exec "$@"'])
    return ["unshare", "-m", "--propagation", "private", "sh", "-c", script, "sh"]


def _closed_folder(path: Path) -> Path | None:
    """Return the uppermost folder on the way to a path that others than root may not enter."""
    return next((each for each in [*reversed(path.parents), path] if not each.stat().st_mode & 0o001), None)
