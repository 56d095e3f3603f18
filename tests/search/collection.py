"""Small collections to search: documents made of passages, what is found in them, and naive answers to compare with."""

import hashlib
import re
from collections.abc import Callable, Sequence
from pathlib import Path

from hypothesis import strategies as st

from tui.documents.model import BLOCK_SEPARATOR, Block, BlockKind, Document, Metadata
from tui.documents.sentences import split_sentences
from tui.search.index import Index, index_documents
from tui.search.query import parse_query
from tui.search.ranking import Answer, Hit, search

VOCABULARY = (
    "peace peaceful people war wars warning ward sanction sanctions weapon weapons treaty border order orders "
    "escalation ceasefire cease fire the of and to not oil trade trades free freedom"
).split()
"""Words that are near each other and begin like each other, so that what must not be found is close at hand."""

ALL = 100_000
"""A limit that nothing here reaches."""


def make_document(
    name: str, *texts: str, kinds: Sequence[BlockKind] = (), metadata: Metadata | None = None
) -> Document:
    """Return a document of one passage a text; paragraphs, where the kinds do not say otherwise."""
    blocks, start, number = list[Block](), 0, 0
    for place, text in enumerate(texts):
        kind = kinds[place] if place < len(kinds) else BlockKind.PARAGRAPH
        number += kind.is_body
        blocks.append(Block(kind, text, start, number if kind.is_body else None, sentences=split_sentences(text)))
        start += len(text) + len(BLOCK_SEPARATOR)
    whole = BLOCK_SEPARATOR.join(texts)
    digest = hashlib.sha256(whole.encode("utf-8", "surrogatepass")).hexdigest()
    return Document(
        name, Path(f"{name}.txt"), metadata or Metadata(title=name), tuple(blocks), whole, len(whole.split()), digest
    )


def make_index(*texts: str) -> Index:
    """Return the index of one document with these passages."""
    return index_documents([make_document("one", *texts)])


def answer(index: Index, query: str, limit: int = ALL) -> Answer:
    """Return the answer to a typed query."""
    return search(index, parse_query(query), limit)


def hits(index: Index, query: str) -> tuple[Hit, ...]:
    """Return all hits, best first."""
    return answer(index, query).hits


def passages(index: Index, query: str) -> list[str]:
    """Return the texts of the passages found, best first."""
    return [hit.passage.text for hit in hits(index, query)]


def exact_passages(index: Index, query: str) -> list[str]:
    """Return the texts of the passages found just as typed, best first."""
    return [hit.passage.text for hit in hits(index, query) if hit.is_exact]


def lit(hit: Hit) -> list[str]:
    """Return the characters that are lit."""
    return [hit.document.text[start:end] for start, end in hit.spans]


def places(found: Sequence[Hit]) -> set[tuple[str, int]]:
    """Return which passages were found: id of the document and index of the block."""
    return {(hit.document.id, hit.block) for hit in found}


def scan(documents: Sequence[Document], is_wanted: Callable[[list[str]], bool]) -> set[tuple[str, int]]:
    """Return the passages whose words, in small letters, are as wanted; reads everything, knows no index."""
    return {
        (document.id, place)
        for document in documents
        for place, block in enumerate(document.blocks)
        if is_wanted(re.findall("[a-z]+", block.text.lower()))
    }


def passage_texts(min_words: int = 1) -> st.SearchStrategy[str]:
    """Passages of words of the vocabulary."""
    marks = st.sampled_from([" ", " ", " ", ", ", ". ", " – ", "; ", "\n", "-"])
    pairs = st.tuples(st.sampled_from(VOCABULARY), st.booleans(), marks)
    return st.lists(pairs, min_size=min_words, max_size=9).map(
        lambda words: "".join((word.capitalize() if is_large else word) + mark for word, is_large, mark in words)
    )


def collections(max_documents: int = 4) -> st.SearchStrategy[list[Document]]:
    """Collections of small documents, each of a name of its own."""
    texts = st.lists(passage_texts(), min_size=1, max_size=4)
    return st.lists(texts, min_size=1, max_size=max_documents).map(
        lambda found: [make_document(f"d{number}", *each) for number, each in enumerate(found)]
    )
