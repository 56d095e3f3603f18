"""Plain text and Markdown: the two are read alike, since collected texts mix them."""

from dataclasses import replace

from tui.documents.decoding import decode
from tui.documents.front_matter import read_front_matter, split_front_matter
from tui.documents.language import detect_language
from tui.documents.model import Block, Metadata
from tui.documents.structure import build_blocks
from tui.errors import UnreadableFileError
from tui.text import unify_line_breaks


def load(data: bytes) -> tuple[tuple[Block, ...], Metadata]:
    """Return the blocks and metadata of a text file.

    Raises:
        UnreadableFileError: The bytes are no text, or there is no text in them.
    """
    if not data:
        raise UnreadableFileError("empty file")
    text = unify_line_breaks(decode(data)).removeprefix("\ufeff")
    front, rest = split_front_matter(text)
    known = read_front_matter(front) if front else Metadata()
    if known.language is None:
        known = replace(known, language=detect_language(rest))
    blocks, metadata = build_blocks(rest, known, front)
    if not blocks:
        raise UnreadableFileError("no text in it")
    return blocks, metadata
