"""The far side of an SSH connection: an sshd on the loopback interface with keys and settings of its own.

It runs as whoever runs the tests and lets in that user alone; on its far side the home is a folder of the tests.
"""

import os
import pwd
import socket
import subprocess
from pathlib import Path
from typing import Self

from tests.e2e.desk import MARK
from tests.e2e.display import PATIENCE, WITH_US, find_program, wait_until
from tests.e2e.program import ROOT

_RUN = Path("/run/sshd")
_SERVER = """\
ListenAddress 127.0.0.1
Port {port}
AddressFamily inet
HostKey {folder}/host_key
AuthorizedKeysFile {folder}/key.pub
PidFile none
UsePAM no
StrictModes no
AuthenticationMethods publickey
PermitRootLogin prohibit-password
X11Forwarding yes
X11UseLocalhost yes
PrintMotd no
PrintLastLog no
UseDNS no
SetEnv {environment}
"""
_CLIENT = """\
Host far
  HostName 127.0.0.1
  Port {port}
  User {user}
  IdentityFile {folder}/key
  IdentitiesOnly yes
  BatchMode yes
  StrictHostKeyChecking yes
  UserKnownHostsFile {folder}/known_hosts
  GlobalKnownHostsFile /dev/null
  ForwardX11Trusted yes
  LogLevel ERROR
"""


class FarSide:
    """A machine to log in to, reached by `ssh`."""

    def __init__(self, home: Path, mark: str) -> None:
        """Start the server.

        Args:
            home: An empty folder; home of what runs there, and where the server has its keys and settings.
            mark: What is started there carries it in its environment.

        Raises:
            RuntimeError: Nobody can log in; the message says why.
        """
        try:
            self._user = pwd.getpwuid(os.getuid()).pw_name
        except KeyError as problem:
            raise RuntimeError("whoever runs the tests has no account to log in to") from problem
        self.home = home
        """Home of what runs on the far side."""
        for name in ("key", "host_key"):
            command = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", str(self.home / name)]
            subprocess.run(command, check=True, timeout=PATIENCE)
        if os.geteuid() == 0:
            # Where the server puts away its unprivileged half; the package makes it when the service starts.
            _RUN.mkdir(mode=0o755, exist_ok=True)
        self._port = free_port()
        self._write_settings(mark)
        server = [find_program("sshd") or "sshd", "-D", "-e", "-f", str(self.home / "sshd_config")]
        with (self.home / "sshd.log").open("wb") as log:
            self._server = subprocess.Popen([*WITH_US, *server], stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        try:
            wait_until(self._is_ready, PATIENCE, self._log)
            # With a terminal, which a server of somebody else than root cannot give everywhere.
            trial = [*self.ssh[:-1], "-tt", "far", "true"]
            done = subprocess.run(trial, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=PATIENCE)
        except BaseException:
            self.close()
            raise
        if done.returncode:
            reason = f"{done.stderr}\n{self._log()}"
            self.close()
            raise RuntimeError(f"sshd lets nobody in: {reason}")

    def __enter__(self) -> Self:
        """Return the running server."""
        return self

    def __exit__(self, *_: object) -> None:
        """End the server."""
        self.close()

    @property
    def ssh(self) -> list[str]:
        """The command that logs in; what is to be run there follows."""
        return ["ssh", "-F", str(self.home / "ssh_config"), "far"]

    @property
    def interactive(self) -> list[str]:
        """The same with a terminal."""
        return [*self.ssh[:-1], "-t", "far"]

    @property
    def forwarding(self) -> list[str]:
        """The same with a terminal and with the display of the near side."""
        return [*self.ssh[:-1], "-X", "-t", "far"]

    @property
    def mosh(self) -> list[str]:
        """The command that logs in by mosh; what is to be run there follows."""
        return ["mosh", f"--ssh=ssh -F {self.home / 'ssh_config'}", "far", "--"]

    def close(self) -> None:
        """End the server; connections end with their near side."""
        self._server.kill()
        self._server.wait()

    def _write_settings(self, mark: str) -> None:
        home = str(self.home)
        surroundings = {
            MARK: mark,
            "HOME": home,
            "XAUTHORITY": f"{home}/Xauthority",
            "SHELL": "/bin/sh",
            "LC_ALL": "C.UTF-8",
            "TMUX_TMPDIR": home,
            "SCREENDIR": f"{home}/screens",
            "PYTHONPATH": str(ROOT),
            "PYTHONDONTWRITEBYTECODE": "1",
            "STATEMENTS_STATE": f"{home}/state",
        }
        (self.home / "screens").mkdir(mode=0o700)
        environment = " ".join(f'"{name}={value}"' for name, value in surroundings.items())
        words = {"port": self._port, "folder": home, "environment": environment, "user": self._user}
        (self.home / "sshd_config").write_text(_SERVER.format(**words))
        (self.home / "ssh_config").write_text(_CLIENT.format(**words))
        host_key = (self.home / "host_key.pub").read_text()
        (self.home / "known_hosts").write_text(f"[127.0.0.1]:{self._port} {host_key}")

    def _is_ready(self) -> bool:
        return "Server listening" in self._log() or self._server.poll() is not None

    def _log(self) -> str:
        return (self.home / "sshd.log").read_text(errors="replace")


def free_port() -> int:
    """Return a port of the loopback interface that nobody uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
