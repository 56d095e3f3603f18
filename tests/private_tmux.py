"""A tmux server of one test, and clients whose terminal is a pipe the test reads."""

import contextlib
import os
import pty
import select
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Self

import pytest

needs_tmux = pytest.mark.skipif(shutil.which("tmux") is None, reason="tmux is not installed")
PATIENCE = 20.0
"""Seconds before something that never comes is a failure."""


class TerminalOf:
    """A terminal that a program runs in, and all it was sent."""

    def __init__(self, command: list[str], environ: Mapping[str, str]) -> None:
        """Start the program."""
        self._master, slave = pty.openpty()
        self._process = subprocess.Popen(
            command, stdin=slave, stdout=slave, stderr=slave, env=dict(environ), start_new_session=True
        )
        os.close(slave)
        self.received = b""
        self.pid = self._process.pid

    def read(self, seconds: float) -> bytes:
        """Wait until nothing comes for some seconds and return all that came until now."""
        while select.select([self._master], [], [], seconds)[0]:
            with contextlib.suppress(OSError):
                data = os.read(self._master, 65536)
                if data:
                    self.received += data
                    continue
            break
        return self.received

    def wait_for(self, part: bytes) -> bytes:
        """Wait until something came and return all that came until now."""
        deadline = time.monotonic() + PATIENCE
        while part not in self.read(0.02):
            assert time.monotonic() < deadline, self.received
        return self.received

    def close(self) -> None:
        """End the program."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.pid, signal.SIGKILL)
        self._process.wait()
        os.close(self._master)


class PrivateTmux:
    """A server with one pane that waits."""

    def __init__(self, folder: Path, *settings: str) -> None:
        """Start the server with some settings."""
        (folder / "tmux.conf").write_text("".join(f"{line}\n" for line in settings))
        self._socket = str(folder / "socket")
        self._plain = {"PATH": os.environ["PATH"], "HOME": str(folder), "LC_ALL": "C.UTF-8"}
        self._clients: list[TerminalOf] = []
        self.run("-f", str(folder / "tmux.conf"), "new-session", "-d", "-x", "80", "-y", "24", "cat")
        self.pid = int(self.run("display-message", "-p", "#{pid}"))
        self.environ = {
            **self._plain,
            "TERM": "tmux-256color",
            "TMUX": f"{self._socket},{self.pid},0",
            "TMUX_PANE": self.run("display-message", "-p", "#{pane_id}"),
        }

    def run(self, *arguments: str) -> str:
        """Run a command of tmux and return what it printed."""
        command = ["tmux", "-u", "-S", self._socket, *arguments]
        environ = {**self._plain, "TERM": "xterm-256color"}
        done = subprocess.run(command, env=environ, capture_output=True, text=True, timeout=PATIENCE, check=True)
        return done.stdout.strip()

    def attach(self, **variables: str) -> TerminalOf:
        """Attach a client and wait until the server knows it."""
        environ = {**self._plain, "TERM": "xterm-256color", **variables}
        client = TerminalOf(["tmux", "-u", "-S", self._socket, "attach"], environ)
        self._clients.append(client)
        deadline = time.monotonic() + PATIENCE
        while str(client.pid) not in self.run("list-clients", "-F", "#{client_pid}").split():
            assert time.monotonic() < deadline
            client.read(0.02)
        client.read(0.1)
        return client

    @contextlib.contextmanager
    def stopped(self) -> Iterator[None]:
        """Stop the server for a while."""
        os.kill(self.pid, signal.SIGSTOP)
        try:
            yield
        finally:
            os.kill(self.pid, signal.SIGCONT)

    def __enter__(self) -> Self:
        """Return the server, which runs."""
        return self

    def __exit__(self, *_: object) -> None:
        """End the server and its clients."""
        for client in self._clients:
            client.close()
        with contextlib.suppress(subprocess.SubprocessError):
            self.run("kill-server")
