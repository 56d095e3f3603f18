"""What one visitor can take of the machine; in child processes, since limits cannot be raised again."""

import subprocess
import sys

import pytest

_LIMITED = """
import resource, sys, threading
from tui.kiosk.limits import MIB, open_reserve, set_limits
set_limits(256 * MIB)
"""


def _run(statements: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", _LIMITED + statements]
    return subprocess.run(command, capture_output=True, text=True, timeout=60)


def _run_after(mib: int) -> subprocess.CompletedProcess[str]:
    """Limit a process that has taken something, let it take a little, then too much."""
    script = (
        f"from tui.kiosk.limits import MIB, set_limits\ntaken = bytearray({mib} * MIB)\nset_limits(256 * MIB)\n"
        "more = bytearray(200 * MIB)\ntry:\n    bytearray(100 * MIB)\nexcept MemoryError:\n    print(len(more) // MIB)"
    )
    return subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60)


def test_memory_beyond_the_limit_is_refused() -> None:
    done = _run("try:\n    bytearray(400 * MIB)\nexcept MemoryError:\n    print('refused')\nbytearray(50 * MIB)")

    assert (done.stdout, done.returncode) == ("refused\n", 0), done.stderr


def test_what_was_taken_before_does_not_count() -> None:
    done = _run_after(300)

    assert (done.stdout, done.returncode) == ("200\n", 0), done.stderr


def test_there_is_a_reserve_for_the_end() -> None:
    done = _run(
        "taken = []\ntry:\n    while True:\n        taken.append(bytearray(MIB))\n"
        "except MemoryError:\n    open_reserve()\n    taken.append(bytearray(20 * MIB))\n    print('ended')"
    )

    assert (done.stdout, done.returncode) == ("ended\n", 0), done.stderr


def test_many_threads_do_not_eat_the_memory() -> None:
    done = _run(
        "stop = threading.Event()\nthreads = [threading.Thread(target=stop.wait) for _ in range(60)]\n"
        "for thread in threads: thread.start()\nstop.set()\nprint('started')"
    )

    assert done.stdout == "started\n", done.stderr


@pytest.mark.parametrize(("name", "limit"), [("RLIMIT_FSIZE", 0), ("RLIMIT_CORE", 0), ("RLIMIT_NOFILE", 256)])
def test_no_file_grows_no_core_is_left_and_few_files_are_open(name: str, limit: int) -> None:
    done = _run(f"print(*resource.getrlimit(resource.{name}))")

    assert done.stdout == f"{limit} {limit}\n", done.stderr
