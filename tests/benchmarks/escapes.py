"""How many ways out of a reading room were tried, and how many led out.

To be run as root: it makes an unprivileged user and an sshd on the loopback interface, and takes both away again.
With ``-v`` it prints each attempt and how it was refused. About two minutes; exit status 1 where one of them succeeded.

    sudo python tests/benchmarks/escapes.py [-v]
"""

import sys
from collections.abc import Callable, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.e2e.escapes import Attempts
from tests.e2e.escapes_by_keys import try_beginnings, try_keys, try_limits
from tests.e2e.escapes_by_ssh import try_commands, try_copies, try_forwardings, try_shared_connections
from tests.e2e.escapes_by_variables import try_variables
from tests.e2e.reading_room import ReadingRoom, missing

_GROUPS: tuple[tuple[str, str, Sequence[Callable[[Attempts], None]]], ...] = (
    ("commands and subsystems", "", (try_commands,)),
    ("scp and sftp", "", (try_copies,)),
    ("forwardings", "", (try_forwardings, try_shared_connections)),
    ("variables", "", (try_variables,)),
    ("keys at the beginning, lost lines", "", (try_beginnings,)),
    ("keys, inputs, links, sizes", "", (try_keys,)),
    ("limits", "--idle 0.06 --memory 128", (try_limits,)),
)


def main() -> None:
    """Try all of them and print the numbers."""
    if missing():
        raise SystemExit(missing())
    tried = succeeded = 0
    for name, options, groups in _GROUPS:
        with ReadingRoom(options) as room:
            attempts = Attempts(room)
            for group in groups:
                group(attempts)
            traces = room.traces()
        tried, succeeded = tried + len(attempts.made), succeeded + len(attempts.succeeded) + bool(traces)
        print(f"{name:36} {len(attempts.made):4} tried {len(attempts.succeeded):4} succeeded  {len(traces)} files left")
        for attempt in attempts.made if "-v" in sys.argv else attempts.succeeded:
            print(f"    {'SUCCEEDED' if attempt.has_succeeded else 'refused  '} {attempt.name}: {attempt.outcome}")
    print(f"{'all':36} {tried:4} tried {succeeded:4} succeeded")
    raise SystemExit(1 if succeeded else 0)


if __name__ == "__main__":
    main()
