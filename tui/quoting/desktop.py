"""The clipboard of a desktop, by pyperclip in a guarded child: it may hang, claim too much, or write over the screen.

This file is also the child's program. The child is started ahead, waits for a text, copies it, reads the clipboard
back, says whether both are the same, and ends; at the end of its input it ends at once. What keeps the selection
(xclip, wl-copy) stays behind after a success, in a process group of its own. Only the standard library is imported,
and little of it: this is what a person waits for after a key.
"""

import importlib
import json
import os
import sys
import threading
import time
from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import subprocess

SECONDS = 2.5
"""How long a copy may take, reading back included."""
_AGAIN_SECONDS, _AGAIN_PAUSE = 0.5, 0.02
"""How long, and how often, the clipboard is read again that does not hold the text yet."""
_SAME, _OTHER = b"same", b"other"
_lock = threading.Lock()
_waiting: "list[subprocess.Popen[bytes]]" = []
_copying: "set[subprocess.Popen[bytes]]" = set()


def prepare() -> None:
    """Start the child for the next copy, unless one waits; a start takes longer than a copy."""
    with _lock:
        if _waiting and _waiting[0].poll() is None:
            return
        _discard()
        if (child := _start()) is not None:
            _waiting.append(child)


def prepare_later(seconds: float = 0.3) -> None:
    """Start the child for the next copy a little later, when the notice of this one is on the screen."""
    timer = threading.Timer(seconds, prepare)
    timer.daemon = True
    timer.start()


def release() -> None:
    """End the child that waits, and what a copy that never ended has started."""
    with _lock:
        copying = list(_copying)
        _discard()
    for child in copying:
        _end(child)


def copy(text: str, variables: Mapping[str, str | None], seconds: float = SECONDS) -> bool:
    """Copy a text and tell whether reading the clipboard back gave the same.

    Args:
        text: What the clipboard is to hold.
        variables: Variables to set for what talks to the desktop, to remove where None.
        seconds: How long it may take before all of it is ended.
    """
    import subprocess

    with _lock:
        child = _waiting.pop() if _waiting else None
        if child is not None and child.poll() is not None:
            _close(child)
            child = None
        child = child or _start()
    if child is None:
        return False
    request = json.dumps({"text": text, "variables": dict(variables)}).encode()
    _copying.add(child)
    try:
        answer, _ = child.communicate(request, timeout=seconds)
    except (OSError, ValueError, subprocess.TimeoutExpired):
        _end(child)
        return False
    finally:
        _copying.discard(child)
    return answer == _SAME


def _start() -> "subprocess.Popen[bytes] | None":
    """Start a child; None where that is not possible."""
    import atexit
    import importlib.util
    import subprocess

    # Registered again and again it would be called as often, with nothing left to do.
    atexit.unregister(release)
    atexit.register(release)
    found = importlib.util.find_spec("pyperclip")
    if found is None or not found.origin or not sys.executable:
        return None
    folder = os.path.dirname(os.path.dirname(found.origin))
    try:
        # Isolated and without site packages Python starts in half the time, and nobody's settings count.
        return subprocess.Popen(
            [sys.executable, "-I", "-S", __file__, folder],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=os.path.abspath(os.sep),
            start_new_session=True,
        )
    except OSError:
        return None


def _discard() -> None:
    import subprocess

    while _waiting:
        child = _waiting.pop()
        if child.stdin is not None:
            child.stdin.close()
        try:
            child.wait(0.5)
        except subprocess.TimeoutExpired:
            _end(child)
        _close(child)


def _end(child: "subprocess.Popen[bytes]") -> None:
    """End a child and all that it started."""
    import contextlib
    import signal
    import subprocess

    with contextlib.suppress(OSError):
        if hasattr(os, "killpg"):
            os.killpg(child.pid, signal.SIGKILL)
        else:
            child.kill()
    _close(child)
    with contextlib.suppress(subprocess.TimeoutExpired):
        child.wait(0.5)


def _close(child: "subprocess.Popen[bytes]") -> None:
    import contextlib

    for stream in (child.stdin, child.stdout):
        if stream is not None:
            # A request that the child never took would be written now, into a closed pipe.
            with contextlib.suppress(OSError):
                stream.close()


def _serve(folder: str) -> None:
    """Wait for one request, copy its text, and answer whether the clipboard then holds the same.

    Args:
        folder: Where pyperclip lies.
    """
    # Whatever is started from here on inherits silence, and not the way back to the program.
    answer = os.dup(1)
    silence = os.open(os.devnull, os.O_RDWR)
    os.dup2(silence, 1)
    os.dup2(silence, 2)
    sys.path.append(folder)
    # A clipboard that Qt holds is gone when the process ends.
    for name in ("qtpy", "PyQt5"):
        sys.modules[name] = None  # type: ignore[assignment]
    pyperclip = importlib.import_module("pyperclip")
    request = sys.stdin.buffer.read()
    os.dup2(silence, 0)
    if not request:
        return
    wanted = json.loads(request)
    for name, value in wanted["variables"].items():
        if value is None:
            os.environ.pop(name, None)
        else:
            os.environ[name] = value
    pyperclip.copy(wanted["text"])
    deadline = time.monotonic() + _AGAIN_SECONDS
    # What took the text may have ended before the desktop knows the new owner of the clipboard.
    while not (is_same := pyperclip.paste() == wanted["text"]) and time.monotonic() < deadline:
        time.sleep(_AGAIN_PAUSE)
    os.write(answer, _SAME if is_same else _OTHER)
    # The program waits for the end, and there is nothing to tidy up.
    os._exit(0)


if __name__ == "__main__":
    _serve(sys.argv[1])
