"""What may stand in a clipboard, said once more and otherwise: the reference for `tui.quoting.clipboard.clean`."""

import unicodedata

_LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789"
_FLAG, _CANCEL, _TAGS = "\U0001f3f4", "\U000e007f", 0xE0000


def copied(text: str) -> str:
    """Return what a clipboard gets of a text: all of it but what could steer a terminal or hide.

    Character by character, without a regular expression: line ends become LF; controls but tab and LF, embeddings,
    overrides and isolates, byte order marks and tags go, but for the tags of a flag; halves of characters become
    U+FFFD; no line end stays at the end.
    """
    kept: list[str] = []
    at = 0
    while at < len(text):
        flag = _flag_at(text, at)
        piece = flag or text[at]
        if piece == "\r" and text[at + 1 : at + 2] == "\n":
            pass
        elif piece in "\r\x85\u2028\u2029":
            kept.append("\n")
        elif flag or piece in "\t\n":
            kept.append(piece)
        elif unicodedata.category(piece) == "Cs":
            kept.append("\ufffd")
        elif not _goes(piece):
            kept.append(piece)
        at += len(piece)
    while kept and kept[-1] == "\n":
        kept.pop()
    return "".join(kept)


def is_clean(text: str) -> bool:
    """Tell whether nothing stands in a text that no clipboard should get."""
    return copied(text) == text


def _goes(character: str) -> bool:
    code = ord(character)
    is_override = unicodedata.bidirectional(character) in (
        "LRE",
        "RLE",
        "LRO",
        "RLO",
        "PDF",
        "LRI",
        "RLI",
        "FSI",
        "PDI",
    )
    return unicodedata.category(character) == "Cc" or is_override or character == "\ufeff" or code >> 7 == _TAGS >> 7


def _flag_at(text: str, at: int) -> str:
    """Return the flag of a region that begins at a place (UTS #51, ED-14a): three to six tags and their end."""
    if text[at] != _FLAG:
        return ""
    end = at + 1
    while end < len(text) and chr(ord(text[end]) - _TAGS if ord(text[end]) >= _TAGS else 0) in _LETTERS:
        end += 1
    return text[at : end + 1] if 3 <= end - at - 1 <= 6 and text[end : end + 1] == _CANCEL else ""
