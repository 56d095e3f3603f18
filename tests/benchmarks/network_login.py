"""An sshd at the far end of a slow line, with keys and settings of its own in a temporary folder."""

import contextlib
import os
import pwd
import shlex
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Self

from tests.benchmarks.common import ROOT
from tests.benchmarks.network_namespaces import FAR_ADDRESS, SlowLine
from tests.benchmarks.processes import descendants
from tests.e2e.display import PATIENCE, WITH_US, find_program, wait_until
from tests.terminal import Terminal

READY = "the far side is ready"
"""Shown before the command is started."""

_RUN = Path("/run/sshd")
_LOGIN = 60.0
_SERVER = """\
ListenAddress {address}
Port 22
HostKey {folder}/host_key
AuthorizedKeysFile {folder}/key.pub
PidFile none
UsePAM no
StrictModes no
AuthenticationMethods publickey
PermitRootLogin prohibit-password
PrintMotd no
PrintLastLog no
UseDNS no
LoginGraceTime 60
ClientAliveInterval 30
SetEnv {environment}
"""
_CLIENT = """\
Host far
  HostName {address}
  User {user}
  IdentityFile {folder}/key
  IdentitiesOnly yes
  BatchMode yes
  StrictHostKeyChecking yes
  UserKnownHostsFile {folder}/known_hosts
  GlobalKnownHostsFile /dev/null
  LogLevel ERROR
"""


class FarLogin:
    """The running server; leaving the context ends it and what was started over it."""

    def __init__(self, line: SlowLine) -> None:
        """Start the server.

        Raises:
            RuntimeError: It does not start; the message says why.
        """
        lacking = [name for name in ("sshd", "ssh", "ssh-keygen") if not find_program(name)]
        if lacking:
            raise RuntimeError(f"not installed: {', '.join(lacking)}")
        self._line = line
        self._temporary = tempfile.TemporaryDirectory(prefix="far-", ignore_cleanup_errors=True)
        self._folder = Path(self._temporary.name)
        self._write_settings()
        # Where the server puts away its unprivileged half; the package makes it when the service starts.
        _RUN.mkdir(mode=0o755, exist_ok=True)
        server = [find_program("sshd") or "sshd", "-D", "-e", "-f", str(self._folder / "sshd_config")]
        with (self._folder / "sshd.log").open("wb") as log:
            whole = [*WITH_US, *line.far_side, *server]
            self._server = subprocess.Popen(whole, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        try:
            wait_until(
                lambda: self._server.poll() is not None or "Server listening" in self._log(), PATIENCE, self._log
            )
            if self._server.poll() is not None:
                raise RuntimeError(f"sshd does not start: {self._log()}")
        except BaseException:
            self.close()
            raise

    def __enter__(self) -> Self:
        """Return the running server."""
        return self

    def __exit__(self, *_: object) -> None:
        """End the server."""
        self.close()

    @contextmanager
    def ready(self, command: Sequence[str], columns: int, rows: int) -> Iterator[Terminal]:
        """Log in, and give the terminal in which the next "enter" starts a command on the far side."""
        # Every program begins at the start of the text.
        shutil.rmtree(self._folder / "state", ignore_errors=True)
        # What is typed shows only where the program shows it, so that all that comes is the program's.
        script = f"stty -echo; echo '{READY}'; read started; exec {shlex.join(command)}"
        ssh = [*self._line.near_side, "ssh", "-F", str(self._folder / "ssh_config"), "-tt", "far", script]
        with Terminal(ssh, columns=columns, rows=rows) as terminal:
            terminal.wait_for(READY, _LOGIN)
            terminal.settle(1, _LOGIN)
            yield terminal

    def close(self) -> None:
        """End the server and its connections, by their numbers."""
        for pid in [*descendants(self._server.pid), self._server.pid]:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self._server.wait()
        self._temporary.cleanup()

    def _write_settings(self) -> None:
        folder = str(self._folder)
        for name in ("key", "host_key"):
            command = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", str(self._folder / name)]
            subprocess.run(command, check=True, timeout=PATIENCE)
        surroundings = {
            "HOME": folder,
            "LC_ALL": "C.UTF-8",
            "PYTHONPATH": str(ROOT),
            "STATEMENTS_STATE": f"{folder}/state",
            **{f"XDG_{kind}_HOME": f"{folder}/{kind.lower()}" for kind in ("CONFIG", "DATA", "STATE", "CACHE")},
        }
        words = {
            "address": FAR_ADDRESS,
            "folder": folder,
            "user": pwd.getpwuid(os.getuid()).pw_name,
            "environment": " ".join(f'"{name}={value}"' for name, value in surroundings.items()),
        }
        (self._folder / "sshd_config").write_text(_SERVER.format(**words))
        (self._folder / "ssh_config").write_text(_CLIENT.format(**words))
        (self._folder / "known_hosts").write_text(f"{FAR_ADDRESS} {(self._folder / 'host_key.pub').read_text()}")

    def _log(self) -> str:
        return (self._folder / "sshd.log").read_text(errors="replace")
