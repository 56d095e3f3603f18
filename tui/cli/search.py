"""``statements search``: hits as lines for people or as JSON."""

import contextlib
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tui.cli.output import NothingFound, describe, list_line, require_existing, write, write_json
from tui.errors import StatementsError
from tui.text import Span, cell_width, visible
from tui.tokens import word_spans

if TYPE_CHECKING:
    from tui.library import Library
    from tui.search.excerpts import Keyword
    from tui.search.ranking import Answer, Hit

_WIDTH_IN_PIPES = 160
_WORDS_OF_CONTEXT = 8
_LETTERS_OF_A_WORD = 6
_LONGEST_NAME = 28
_LIT = "\x1b[1;33m", "\x1b[0m"


def run_search(
    query: str,
    paths: Sequence[Path],
    max_bytes: int,
    *,
    as_json: bool,
    limit: int,
    missing: bool,
    context: int | None,
    kwic: bool,
) -> None:
    """Search and print what was found.

    Raises:
        StatementsError: The query does not parse, or a path is not there.
        NothingFound: There is no hit, or with ``missing`` no statement without one.
    """
    from tui.library import load_library
    from tui.search.query import parse_query

    parsed = parse_query(query)
    try:
        require_existing(paths)
    except StatementsError as error:
        raise StatementsError(f"{error}; a query of several words stands in quotation marks") from None
    library = load_library(paths, max_bytes)

    from tui.search.kept import open_index
    from tui.search.ranking import search

    index = open_index(library.documents, paths)
    if not len(index):
        raise NothingFound("there is no text to search in")
    answer = search(index, parsed, limit=limit or max(1, len(index)))
    if missing:
        _write_missing(answer, library, as_json)
        return
    if not answer.hits:
        raise NothingFound(_nothing(answer, query))
    if kwic:
        _write_kwic(answer.hits, context, as_json)
    elif as_json:
        for hit in answer.hits:
            write_json(_describe(hit, context))
    else:
        for number, hit in enumerate(answer.hits):
            if number and context:
                write("--\n")
            _write_hit(hit, context)
    _summarise(answer)


def _nothing(answer: "Answer", query: str) -> str:
    return f"nothing found: {'; '.join(answer.lacks)}" if answer.lacks else f"nothing found for {query!r}"


def _write_missing(answer: "Answer", library: "Library", as_json: bool) -> None:
    """Write the documents without a hit, in the order of the collection."""
    absent = {id(document) for document in answer.absent}
    if not absent:
        raise NothingFound("every statement has a hit")
    if sys.stdout.isatty():
        like_it = answer.nearly.keys() - answer.counts.keys()
        nearly = f", {len(like_it)} of them something like it" if like_it else ""
        have = "has" if len(absent) == 1 else "have"
        _tell(f"{len(absent)} of {_counted(answer.searched, 'statement')} {have} no hit{nearly}")
    for document in (document for document in library if id(document) in absent):
        if as_json:
            write_json({"document": document.id, **describe(document)})
        else:
            write(list_line(document))


def _describe(hit: "Hit", context: int | None) -> dict[str, Any]:
    """Return the fields of a hit; the spans are offsets of its text, which is a part of a very long block."""
    block, passage = hit.document.blocks[hit.block], hit.passage
    start = block.start + passage.span.start
    fields: dict[str, Any] = {
        "document": hit.document.id,
        "number": block.number,
        "kind": block.kind.value,
        "text": passage.text,
        "spans": [list(span.shifted(-start)) for span in hit.spans],
        "score": round(hit.score, 6),
        "exact": hit.is_exact,
        "terms": dict(hit.terms),
    }
    if hit.is_far_fetched:
        fields["far_fetched"] = True
    if hit.missing:
        fields["missing"] = list(hit.missing)
    if context:
        before, after = _around(hit, context)
        fields |= {"before": before, "after": after}
    return fields


def _around(hit: "Hit", context: int) -> tuple[list[str], list[str]]:
    """Return the texts of the passages before and after a hit."""
    from tui.documents.model import BlockKind

    blocks = hit.document.blocks
    before = [block.text for block in blocks[: hit.block] if block.kind is not BlockKind.FURNITURE]
    after = [block.text for block in blocks[hit.block + 1 :] if block.kind is not BlockKind.FURNITURE]
    return before[-context:], after[:context]


def _write_hit(hit: "Hit", context: int | None) -> None:
    from tui.search.excerpts import make_excerpt

    block = hit.document.blocks[hit.block]
    place = f"para. {block.locator}" if block.locator else block.kind.value.replace("_", " ")
    lead = visible(f"{hit.document.id}  {place}  {'' if hit.is_exact else '~ '}")
    note = _note(hit)
    if not context:
        excerpt = make_excerpt(hit, max(40, _width() - len(lead) - len(note)))
        write(lead + _lit(excerpt.text, excerpt.spans) + visible(note))
        return
    before, after = _around(hit, context)
    start = block.start + hit.passage.span.start
    for text in before:
        write(visible(text) + "\n")
    write(lead + _lit(hit.passage.text, [span.shifted(-start) for span in hit.spans]) + visible(note) + "\n")
    for text in after:
        write(visible(text) + "\n")


def _note(hit: "Hit") -> str:
    """Return which words stand for which, and which are missing."""
    parts = [f"{typed} -> {found}" for typed, found in hit.terms]
    parts += [f"without {typed}" for typed in hit.missing]
    return f"  ({'; '.join(parts)})" if parts else ""


def _lit(text: str, spans: Iterable[Span]) -> str:
    """Return a text fit to be shown, with the spans in colour where that is a terminal."""
    shown = visible(text)
    if not _has_colours():
        return shown
    pieces, at = [], 0
    for start, end in spans:
        pieces += [shown[at:start], _LIT[0], shown[start:end], _LIT[1]]
        at = end
    return "".join([*pieces, shown[at:]])


def _has_colours() -> bool:
    import os

    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def _width() -> int:
    import shutil

    return shutil.get_terminal_size().columns if sys.stdout.isatty() else _WIDTH_IN_PIPES


def _write_kwic(hits: Sequence["Hit"], context: int | None, as_json: bool) -> None:
    """Write every found place with some words on either side: whole ones, and as many as fit into the line.

    Where so many are asked for and nobody looks at the lines, there is no width they would have to fit.
    """
    from tui.search.excerpts import line_up

    words = _WORDS_OF_CONTEXT if context is None else context
    lines = line_up(hits, max(1, words) * _LETTERS_OF_A_WORD * 4)
    if not lines:
        raise NothingFound("these passages were found by their fields alone; there is no word to line up")
    if as_json:
        for line in lines:
            write_json(_describe_keyword(line, words))
        return
    names = min(max(cell_width(_origin(line)) for line in lines), _LONGEST_NAME)
    room = max(8, (_width() - names - 4 - max(cell_width(line.word) for line in lines)) // 2)
    is_cut = context is None or sys.stdout.isatty()
    widest = max(cell_width(_last_words(line.left, words)) for line in lines)
    lead = min(room, widest) if is_cut else widest
    for line in lines:
        left, right = _last_words(line.left, words), _first_words(line.right, words)
        while cell_width(left) > lead:
            left = _without_first(left)
        while is_cut and cell_width(right) > room:
            right = _without_last(right)
        name = _origin(line)
        while cell_width(name) > names:
            name = "…" + name[2:]
        name += " " * (names - cell_width(name))
        mark = " " if line.hit.is_exact else "~"
        word = _lit(line.word, [Span(0, len(line.word))])
        write(f"{name} {mark} {' ' * (lead - cell_width(left))}{visible(left)}{word}{visible(right)}".rstrip())


def _origin(line: "Keyword") -> str:
    """Return the document and the paragraph of a line: ``003:12``."""
    block = line.hit.document.blocks[line.hit.block]
    return visible(f"{line.hit.document.id}:{block.locator or block.kind.value}")


def _describe_keyword(line: "Keyword", words: int) -> dict[str, Any]:
    block = line.hit.document.blocks[line.hit.block]
    return {
        "document": line.hit.document.id,
        "number": block.number,
        "kind": block.kind.value,
        "left": _last_words(line.left, words),
        "word": line.word,
        "right": _first_words(line.right, words),
        "span": list(line.span.shifted(-block.start)),
        "exact": line.hit.is_exact,
    }


def _last_words(text: str, count: int) -> str:
    """Return the end of a text with so many words in it; of a script without spaces each letter counts as one."""
    found = word_spans(text)[-count:] if count else []
    return text[found[0].start :] if found else ""


def _first_words(text: str, count: int) -> str:
    """Return the beginning of a text with so many words in it."""
    found = word_spans(text)[:count] if count else []
    return text[: found[-1].end] if found else ""


def _without_first(text: str) -> str:
    """Return a text without its first word; of a single one, without its first letter."""
    found = word_spans(text)
    return text[found[1].start :] if len(found) > 1 else text[1:]


def _without_last(text: str) -> str:
    """Return a text without its last word; of a single one, without its last letter."""
    found = word_spans(text)
    return text[: found[-2].end] if len(found) > 1 else text[:-1]


def _summarise(answer: "Answer") -> None:
    """Say on the terminal how much there is, and anywhere what was left out."""
    if not answer.is_whole or answer.is_partial or sys.stdout.isatty():
        partly = "no passage has all of it; the most of it: " if answer.is_partial else ""
        statements = f"{len(answer.counts)} of {_counted(answer.searched, 'statement')}"
        text = f"{partly}{_counted(answer.passages, 'passage')} in {statements}"
        if answer.others:
            text += f", {answer.others} more have something like it"
        if answer.guesses:
            text += f", {answer.guesses} more are far-fetched"
        if not answer.is_whole:
            best = "the best is" if len(answer.hits) == 1 else f"the best {len(answer.hits)} are"
            text += f"; {best} shown, --limit 0 shows all"
        _tell(text)


def _counted(count: int, what: str) -> str:
    return f"{count} {what}" if count == 1 else f"{count} {what}s"


def _tell(text: str) -> None:
    with contextlib.suppress(OSError):
        print(text, file=sys.stderr)
