"""What a terminal sends, made UTF-8 that every reader can take: other charsets, broken bytes, and a terminal's end."""

import codecs
import os
import selectors
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

_CHUNK = 4096


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
    decoder = codecs.getincrementaldecoder(charset)("ignore")
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
            if not _hand_on(decoder.decode(data).encode(), writer, wake):
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
