"""From bytes to characters: byte order marks, UTF-8, Windows-1252 and what the detector finds."""

import codecs
import re

from tui.errors import UnreadableFileError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SIGNATURES = (
    (b"%PDF-", "a PDF file"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"\x7fELF", "a program"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\xd0\xcf\x11\xe0", "an office document"),
    (b"{\\rtf", "an RTF document"),
)
_SAMPLE = 64 * 1024
_UTF8_SEQUENCE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_ODD_IN_WORD = re.compile(r"[^\W\d_][¡¢£¤¥¦¨¬¯±²³´µ¶·¸¹¼½¾¿×÷†‡‰ˆ˜™‹›¤‚„…Žžðþ]+[^\W\d_]")


def decode(data: bytes) -> str:
    """Return the characters of a file.

    Args:
        data: All bytes of the file.

    Raises:
        UnreadableFileError: The bytes are no text; the message names what they look like.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, errors="replace")
    _refuse_binary(data)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _decode_legacy(data)


def _refuse_binary(data: bytes) -> None:
    for signature, name in _SIGNATURES:
        if data.startswith(signature):
            raise UnreadableFileError(f"{name}, not a text")
    if b"\x00" not in data:
        return
    sample = data[:_SAMPLE]
    controls = sum(sample.count(bytes([code])) for code in (*range(8), *range(14, 27), *range(28, 32)))
    if controls > len(sample) // 20 or not _is_utf8(data):
        raise UnreadableFileError("a binary file, not a text")


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _decode_legacy(data: bytes) -> str:
    """Decode what is not UTF-8: damaged UTF-8, else Western one-byte text, else what is detected."""
    high = sum(1 for byte in data[:_SAMPLE] if byte >= 0x80)
    sequences = sum(len(found) for found in _UTF8_SEQUENCE.findall(data[:_SAMPLE]))
    if high and sequences >= 0.9 * high:
        return data.decode("utf-8", errors="replace")
    letters = sum(1 for byte in data[:_SAMPLE] if byte >= 0x80 or chr(byte).isalpha())
    if high <= 0.35 * letters:
        western = _decode_western(data)
        if not _ODD_IN_WORD.search(western[:_SAMPLE]):
            return western
    return _detect(data) or _decode_western(data)


def _decode_western(data: bytes) -> str:
    """Decode as Windows-1252, or as Latin-1 where that has no character for a byte."""
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError:
        return data.decode("latin-1")


def _detect(data: bytes) -> str | None:
    """Return the text as charset-normalizer reads it, or None where it finds nothing."""
    from charset_normalizer import from_bytes

    best = from_bytes(data[:_SAMPLE]).best()
    if best is None:
        return None
    return data.decode(best.encoding, errors="replace")
