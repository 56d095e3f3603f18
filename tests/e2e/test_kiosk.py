"""A reading room behind a real sshd: whatever a visitor tries is refused, and nothing of his is left behind."""

import os
from collections.abc import Iterator

import pytest

from tests.e2e.display import PATIENCE, wait_until
from tests.e2e.escapes import Attempts, Canary, heard
from tests.e2e.escapes_by_keys import try_beginnings, try_keys, try_limits
from tests.e2e.escapes_by_ssh import try_commands, try_copies, try_forwardings, try_shared_connections
from tests.e2e.escapes_by_variables import try_variables
from tests.e2e.far_side import free_port
from tests.e2e.reading_room import SECRET, ReadingRoom, block_of_readme, missing

_LEAST = 90
_OUTSIDE = (try_commands, try_copies, try_forwardings, try_shared_connections, try_variables, try_beginnings)

pytestmark = pytest.mark.skipif(bool(missing()), reason=missing() or "it can be opened")


@pytest.fixture(scope="module")
def room() -> Iterator[ReadingRoom]:
    """A room as the README sets it up."""
    with ReadingRoom() as opened:
        yield opened


def _succeeded(attempts: Attempts) -> list[str]:
    return [f"{attempt.name}: {attempt.outcome}" for attempt in attempts.succeeded]


def test_nobody_gets_out_by_what_ssh_can_do(room: ReadingRoom) -> None:
    attempts = Attempts(room)
    for make in _OUTSIDE:
        make(attempts)

    assert _succeeded(attempts) == []
    assert len(attempts.made) >= _LEAST
    assert room.traces() == []


def test_nobody_gets_out_by_keys(room: ReadingRoom) -> None:
    attempts = Attempts(room)
    try_keys(attempts)

    assert _succeeded(attempts) == []
    assert len(attempts.made) >= 40
    assert room.traces() == []
    wait_until(lambda: not room.processes(), PATIENCE, lambda: str(room.processes()))


@pytest.mark.parametrize("mode", ["", "--unshared"], ids=["shared", "unshared"])
def test_who_stays_or_takes_too_much_is_let_out(mode: str) -> None:
    with ReadingRoom(f"--idle 0.06 --memory 128 {mode}") as room:
        attempts = Attempts(room)
        try_limits(attempts)

        assert _succeeded(attempts) == []
        assert room.traces() == []


def test_without_the_block_of_the_readme_the_same_attempts_succeed() -> None:
    """Nothing above would be seen as refused that was not."""
    with ReadingRoom(is_forced=False) as room, Canary() as canary:
        assert b"uid=" in room.run([*room.ssh(), "room", "id"]).stdout
        assert SECRET.encode() in room.run([*room.ssh(), "room", "cat", str(room.secret)]).stdout
        brought = room.run([*room.ssh("-o", "SetEnv=TEXTUAL_LOG=x PYTHONINSPECT=1 LANG=../y"), "room", "env"]).stdout
        assert {b"TEXTUAL_LOG=x", b"PYTHONINSPECT=1", b"LANG=../y"} <= set(brought.split())
        room.run(room.ssh("-b", "-", program="sftp") + ["room"], given=f"mkdir {room.drop}/x\n".encode())
        assert room.traces() == [f"{room.drop}/x", f"{room.drop}/x"]
        near = free_port()
        with room.visit(f"-L{near}:127.0.0.1:{canary.port}") as visit:
            wait_until(lambda: SECRET.encode() in heard(near), PATIENCE, visit.screen_text)
        assert os.path.isdir(room.folder)


def test_the_readme_says_what_is_tried_here() -> None:
    block = block_of_readme()

    assert "ForceCommand exec /opt/statements/bin/statements --kiosk /srv/statements\n" in block
    assert "DisableForwarding yes\n" in block and "PermitUserEnvironment no\n" in block
