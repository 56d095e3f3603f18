"""What a terminal sends, made UTF-8 that every reader can take: other charsets, broken bytes, pastes, its end."""

import codecs
import os
import re
import selectors
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

_CHUNK = 4096
_START, _END = "\x1b[200~", "\x1b[201~"
"""Stand around what is pasted (xterm's bracketed paste mode)."""
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")


class Pastes:
    """Takes control characters out of what is pasted, so that no text can press keys."""

    def __init__(self) -> None:
        """Begin outside."""
        self._is_inside = False
        self._seen = self._held = ""

    def cleaned(self, text: str) -> str:
        """Return what to pass on of the next piece; a key is never held back."""
        parts: list[str] = []
        while text:
            text = self._inside(text, parts) if self._is_inside else self._outside(text, parts)
        return "".join(parts)

    def _outside(self, text: str, parts: list[str]) -> str:
        """Pass keys on, up to the beginning of a paste; returns what follows."""
        seen = self._seen + text
        at = seen.find(_START)
        if at < 0:
            self._seen = seen[1 - len(_START) :]
            parts.append(text)
            return ""
        end = at + len(_START) - len(self._seen)
        parts.append(text[:end])
        self._is_inside, self._seen = True, ""
        return text[end:]

    def _inside(self, text: str, parts: list[str]) -> str:
        """Pass pasted text on without control characters, up to its end; returns what follows."""
        text, self._held = self._held + text, ""
        at = text.find(_END)
        if at < 0:
            # The last characters may be the beginning of the end.
            begun = next((count for count in range(len(_END) - 1, 0, -1) if text.endswith(_END[:count])), 0)
            at = len(text) - begun
            self._held = text[at:]
            parts.append(_CONTROLS.sub("", text[:at]))
            return ""
        parts += [_CONTROLS.sub("", text[:at]), _END]
        self._is_inside = False
        return text[at + len(_END) :]


@contextmanager
def as_utf8(source: int, charset: str, on_end: Callable[[], None]) -> Iterator[int]:
    """Pass on what can be read from a terminal; bytes that mean nothing in its charset are left out.

    Args:
        source: The terminal's file descriptor; nothing is taken from it any more after the context.
        charset: Name of the codec the terminal uses.
        on_end: Called from a thread when the terminal is gone.

    Yields: A file descriptor to read UTF-8 from. It never ends, so that nobody spins on an end of file.
    """
    reader, writer = os.pipe()
    wake_reader, wake_writer = os.pipe()
    thread = threading.Thread(
        target=_pass_on, args=(source, writer, wake_reader, charset, on_end), name="terminal-input", daemon=True
    )
    thread.start()
    try:
        yield reader
    finally:
        os.write(wake_writer, b"\0")
        thread.join()
        for fileno in (reader, writer, wake_reader, wake_writer):
            os.close(fileno)


def _pass_on(source: int, writer: int, wake: int, charset: str, on_end: Callable[[], None]) -> None:
    decoder, pastes = codecs.getincrementaldecoder(charset)("ignore"), Pastes()
    os.set_blocking(writer, False)
    with selectors.SelectSelector() as selector:
        selector.register(source, selectors.EVENT_READ)
        selector.register(wake, selectors.EVENT_READ)
        while not any(key.fd == wake for key, _ in selector.select()):
            try:
                data = os.read(source, _CHUNK)
            except BlockingIOError:
                continue
            except OSError:
                data = b""
            if not data:
                on_end()
                return
            if not _hand_on(pastes.cleaned(decoder.decode(data)).encode(), writer, wake):
                return


def _hand_on(data: bytes, writer: int, wake: int) -> bool:
    """Write everything, waiting for room where need be; False where it is to stop before."""
    with selectors.SelectSelector() as selector:
        selector.register(writer, selectors.EVENT_WRITE)
        selector.register(wake, selectors.EVENT_READ)
        while data:
            if any(key.fd == wake for key, _ in selector.select()):
                return False
            data = data[os.write(writer, data) :]
    return True
