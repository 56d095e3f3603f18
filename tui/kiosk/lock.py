"""The lock of a reading room: nothing is written, nothing is started, and nothing outside is read.

Python tells of what it is about to do (PEP 578), and is stopped there with an error like any other. That holds what
the program itself might do at a visitor's wish; he brings no code of his own. What the kernel can forbid it forbids
as well: see `tui.kiosk.kernel`.
"""

import errno
import os
import socket
import sys
import sysconfig
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tui.paths import is_below, real_paths

_REFUSED = frozenset(
    """
    os.chdir os.chflags os.chmod os.chown os.exec os.fork os.forkpty os.killpg os.lchflags os.link os.lockf os.mkdir
    os.posix_spawn os.remove os.removexattr os.rename os.rmdir os.setxattr os.spawn os.startfile os.symlink os.system
    os.truncate os.utime builtins.breakpoint builtins.input ctypes.call_function ctypes.cdata ctypes.dlopen ctypes.dlsym
    ctypes.dlsym/handle pdb.Pdb pty.spawn signal.pthread_kill urllib.Request webbrowser.open
    """.split()
)
_REFUSED_MODULES = frozenset(
    "cpython ensurepip ftplib http imaplib nntplib poplib shutil smtplib socket sqlite3 subprocess syslog telnetlib "
    "tempfile".split()
)
"""Of which every event is refused; "cpython" asks for Python's own prompt."""
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_NULL = os.path.realpath(os.devnull)
_PACKAGES = ("site-packages", "dist-packages")
_ZONES = Path("/usr/share/zoneinfo")


def code_folders() -> tuple[Path, ...]:
    """Return where the program's own code lies: the interpreter's, the libraries', and its own."""
    own = Path(__file__).resolve().parents[1]
    # In a checkout the sample statements lie beside the package.
    beside = [path for path in (own.parent / "seeds",) if path.is_dir()]
    libraries = [Path(sysconfig.get_path(name)) for name in ("stdlib", "platstdlib", "purelib", "platlib")]
    installed = [Path(entry) for entry in sys.path if Path(entry).name in (*_PACKAGES, "lib-dynload")]
    return tuple(dict.fromkeys(path.resolve() for path in (own, *beside, *libraries, *installed) if path.is_dir()))


@dataclass(frozen=True, slots=True)
class Lock:
    """What stays open; called with each thing that Python is about to do."""

    library: tuple[str, ...]
    """Real paths of the files and folders that may be read."""
    code: tuple[str, ...]
    """Real paths of the folders with code."""
    terminal: str
    """Real path of the visitor's terminal; "" where there is none."""

    def __call__(self, event: str, arguments: Sequence[Any]) -> None:
        """Refuse what is not allowed.

        Args:
            event: What is about to be done, by Python's table of audit events.
            arguments: What it is about to be done with.

        Raises:
            PermissionError: It is refused.
        """
        rule = _RULES.get(event)
        if rule is not None:
            is_allowed = rule(self, arguments)
        else:
            is_allowed = event not in _REFUSED and event.partition(".")[0] not in _REFUSED_MODULES
        if not is_allowed:
            raise PermissionError(errno.EACCES, f"not in a reading room ({event})")

    def is_readable(self, name: Any) -> bool:
        """Tell whether a file or folder may be read, by its real path."""
        if name is None:
            name = "."
        if isinstance(name, int):
            return True
        path = os.fsdecode(name)
        # What lies among the code is no visitor's, so that it need not be followed anew at each import.
        if os.path.isabs(path) and "/.." not in path and is_below(path, self.code):
            return True
        real = os.path.realpath(path)
        return is_below(real, self.library) or is_below(real, self.code) or real in (_NULL, self.terminal)

    def is_writable(self, name: Any) -> bool:
        """Tell whether a file may be written: the terminal, and what swallows everything."""
        return isinstance(name, int) or os.path.realpath(os.fsdecode(name)) in (_NULL, self.terminal)


def make_lock(library: Sequence[Path], terminal: str) -> Lock:
    """Return the lock for what is opened.

    Args:
        library: Files and folders that may be read.
        terminal: Path of the visitor's terminal; "" where there is none.
    """
    code = [*code_folders(), *([_ZONES] if _ZONES.is_dir() else [])]
    return Lock(real_paths(library), real_paths(code), os.path.realpath(terminal) if terminal else "")


def close(lock: Lock) -> None:
    """Close the lock for the rest of this process: there is no way to open it again."""
    sys.addaudithook(lock)


def _open(lock: Lock, arguments: Sequence[Any]) -> bool:
    path, mode, flags = arguments
    is_writing = bool(flags & _WRITING) if isinstance(flags, int) else bool(set(mode or "") & set("wax+"))
    return lock.is_writable(path) if is_writing else lock.is_readable(path)


def _new_socket(lock: Lock, arguments: Sequence[Any]) -> bool:
    """Allow the pairs by which the event loop wakes itself; they lead nowhere."""
    return bool(arguments[1] == getattr(socket, "AF_UNIX", None))


_RULES: dict[str, Callable[[Lock, Sequence[Any]], bool]] = {
    "open": _open,
    "os.listdir": lambda lock, arguments: lock.is_readable(arguments[0]),
    "os.scandir": lambda lock, arguments: lock.is_readable(arguments[0]),
    "os.walk": lambda lock, arguments: lock.is_readable(arguments[0]),
    "os.fwalk": lambda lock, arguments: lock.is_readable(arguments[0]),
    "os.getxattr": lambda lock, arguments: lock.is_readable(arguments[0]),
    "os.listxattr": lambda lock, arguments: lock.is_readable(arguments[0]),
    "os.kill": lambda lock, arguments: arguments[0] == os.getpid(),
    "socket.__new__": _new_socket,
}
"""What is refused sometimes."""
