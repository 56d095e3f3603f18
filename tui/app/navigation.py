"""Where the next sentence and the next paragraph are, on a page that may have blocks folded away."""

from tui.app.page import Page
from tui.documents.model import Block, BlockKind, Document
from tui.text import Span

_STOPS = (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.HEADING, BlockKind.NOTE)
"""Kinds that moving by paragraphs stops at."""


def first_sentence(document: Document) -> Span:
    """Return where reading begins: the first sentence of the first paragraph, or of the first block.

    Raises:
        IndexError: The document has no blocks.
    """
    blocks = document.blocks
    start = next((block.start for block in blocks if block.kind.is_body), blocks[0].start)
    return document.sentence_at(start)


def last_sentence(page: Page) -> Span | None:
    """Return the last sentence that is on the page, or None where there is no text."""
    for block in reversed(page.document.blocks):
        if page.is_shown(block) and block.text:
            return page.document.sentence_at(block.span.end - 1)
    return None


def next_sentence(page: Page, sentence: Span, step: int) -> Span | None:
    """Return the sentence after ``sentence``, or before it where ``step`` is -1; None at the ends."""
    document = page.document
    index = document.block_at(sentence.start)
    place = document.blocks[index].sentence_index(sentence.start) + step
    if 0 <= place < len(document.blocks[index].sentences):
        return _sentence(document.blocks[index], place)
    index += step
    while 0 <= index < len(document.blocks):
        block = document.blocks[index]
        if block.text and page.is_shown(block):
            return _sentence(block, 0 if step > 0 else len(block.sentences) - 1)
        index += step
    return None


def next_paragraph(page: Page, sentence: Span, step: int) -> Span | None:
    """Return the first sentence of the next paragraph, or of this one, or of the one before."""
    document = page.document
    index = document.block_at(sentence.start)
    if step < 0 and sentence.start > document.blocks[index].start:
        return document.sentence_at(document.blocks[index].start)
    index += step
    while 0 <= index < len(document.blocks):
        if document.blocks[index].kind in _STOPS and page.is_shown(document.blocks[index]):
            return document.sentence_at(document.blocks[index].start)
        index += step
    return None


def nearest_shown(page: Page, sentence: Span) -> Span:
    """Return the sentence, or where its block is folded away the first one after it, else the last before it."""
    document = page.document
    index = document.block_at(sentence.start)
    if page.is_shown(document.blocks[index]):
        return sentence
    later = (block for block in document.blocks[index:] if page.is_shown(block))
    earlier = (block for block in reversed(document.blocks[:index]) if page.is_shown(block))
    block = next(later, None) or next(earlier, None)
    return document.sentence_at(block.start) if block else sentence


def first_sentence_between(page: Page, top: int, bottom: int) -> Span | None:
    """Return the first sentence that begins in rows ``top`` to ``bottom``, or None."""
    start = page.first_offset(top, bottom)
    if start is None:
        return None
    sentence: Span | None = page.document.sentence_at(start)
    while sentence is not None and sentence.start < start:
        sentence = next_sentence(page, sentence, 1)
    if sentence is None or page.row_at(sentence.start) >= bottom:
        return None
    return sentence


def _sentence(block: Block, index: int) -> Span:
    return block.sentences[index].shifted(block.start) if block.sentences else block.span
