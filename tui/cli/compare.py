"""``statements compare`` and ``statements overview``: for people in columns, for programs as JSON."""

import contextlib
import os
import shutil
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tui.cli.columns import pad, set_lines, side_by_side
from tui.cli.output import NothingFound, require_existing, write, write_json
from tui.errors import StatementsError
from tui.text import visible

if TYPE_CHECKING:
    from tui.compare.comparison import Comparison, Share
    from tui.compare.facts import Fact
    from tui.compare.overview import Cell
    from tui.compare.shared_phrases import SharedPhrase
    from tui.documents.model import Document

LEAST_WIDTH, WIDTH_IN_PIPES = 20, 100
_BESIDE = 60
"""Columns from which two texts stand beside each other."""
_MOST_WORDS, _MOST_PHRASES = 12, 20


def run_compare(a: "Document", b: "Document", *, as_json: bool, sentences: bool, width: int | None) -> None:
    """Compare two statements and print what was found.

    Raises:
        StatementsError: One of them could not be read, or they are one and the same.
    """
    for document in (a, b):
        if document.problem:
            raise StatementsError(f"{document.path}: {document.problem}")
    if _is_same(a.path, b.path):
        raise StatementsError(f"{a.id!r} and {b.id!r} are the same statement")
    from tui.compare.comparison import compare

    comparison = compare(a, b)
    if as_json:
        for fields in _objects(comparison, sentences):
            write_json(fields)
        return
    if width is None:
        width = shutil.get_terminal_size().columns if sys.stdout.isatty() else WIDTH_IN_PIPES
    for line in _lines(comparison, sentences, max(LEAST_WIDTH, width)):
        write(line)


def _is_same(a: Path, b: Path) -> bool:
    try:
        return os.path.samefile(a, b)
    except OSError:
        return os.path.abspath(a) == os.path.abspath(b)


def _objects(comparison: "Comparison", sentences: bool) -> Iterator[dict[str, Any]]:
    """Yield what is written as JSON: summary, pairs, phrases, passages of one side only, facts, words."""
    yield describe_summary(comparison)
    yield from _pair_objects(comparison)
    if sentences:
        yield from _sentence_objects(comparison)
    for phrase in comparison.phrases:
        yield _phrase_object(comparison, phrase)
    for index in (0, 1):
        yield from _only_objects(comparison, index, sentences)
    for fact in comparison.facts:
        yield _fact_object(comparison, fact)
    for word in comparison.words:
        yield {
            "type": "word",
            "side": word.side,
            "term": word.term,
            "count_a": word.count_a,
            "count_b": word.count_b,
            "g2": round(word.g2, 3),
            "marked": word.is_marked,
            "function_word": word.is_function_word,
        }


def _sides(comparison: "Comparison") -> tuple[tuple[str, Any, Sequence[int]], ...]:
    return ("a", comparison.passages_a, comparison.only_a), ("b", comparison.passages_b, comparison.only_b)


def describe_summary(comparison: "Comparison") -> dict[str, Any]:
    """Return the fields of the summary; shares are of words, 0 to 1."""
    fields: dict[str, Any] = {
        "type": "summary",
        "a": comparison.a.id,
        "b": comparison.b.id,
        "relation": comparison.relation.value if comparison.relation else None,
        "pairs": len(comparison.pairs),
        "phrases": len(comparison.phrases),
        "facts": len(comparison.facts),
    }
    for side, share in zip("ab", comparison.shares, strict=True):
        fields |= {
            f"words_{side}": share.words,
            f"passages_{side}": share.passages,
            f"paired_{side}": round(share.paired, 4),
            f"verbatim_{side}": round(share.verbatim, 4),
            f"only_{side}": round(share.only, 4),
        }
    return {**fields, "left_out": list(comparison.notes)}


def _pair_objects(comparison: "Comparison") -> Iterator[dict[str, Any]]:
    for pair in comparison.pairs:
        first, second = comparison.passages_a[pair.a], comparison.passages_b[pair.b]
        yield {
            "type": "pair",
            "a": first.text,
            "b": second.text,
            "a_number": first.number,
            "b_number": second.number,
            "score": pair.score,
            "grade": pair.grade.value,
            "possible": pair.is_possible,
            "differing": pair.differing,
        }


def _sentence_objects(comparison: "Comparison") -> Iterator[dict[str, Any]]:
    from tui.compare.passages import sentence_spans

    for pair in comparison.sentence_pairs:
        first, second = comparison.passages_a[pair.a], comparison.passages_b[pair.b]
        span_a = sentence_spans(comparison.a, first)[pair.sentence_a]
        span_b = sentence_spans(comparison.b, second)[pair.sentence_b]
        yield {
            "type": "sentence_pair",
            "a": first.text[span_a.start : span_a.end],
            "b": second.text[span_b.start : span_b.end],
            "a_number": first.number,
            "b_number": second.number,
            "a_sentence": pair.sentence_a + 1,
            "b_sentence": pair.sentence_b + 1,
            "score": pair.score,
            "grade": pair.grade.value,
            "possible": pair.is_possible,
        }


def _phrase_object(comparison: "Comparison", phrase: "SharedPhrase") -> dict[str, Any]:
    return {
        "type": "phrase",
        "text": phrase.text,
        "words": phrase.words,
        "a": [[comparison.passages_a[index].number, *span] for index, span in phrase.a],
        "b": [[comparison.passages_b[index].number, *span] for index, span in phrase.b],
        "quoted": phrase.quoted,
    }


def _fact_object(comparison: "Comparison", fact: "Fact") -> dict[str, Any]:
    own, other = comparison.passages_a, comparison.passages_b
    if fact.side == "b":
        own, other = other, own
    numbers = own[fact.passage].number, other[fact.partner].number
    return {
        "type": "fact",
        "kind": fact.kind.value,
        "side": fact.side,
        "text": fact.text,
        "number": numbers[0],
        "start": fact.span.start,
        "end": fact.span.end,
        "a_number": numbers[0] if fact.side == "a" else numbers[1],
        "b_number": numbers[1] if fact.side == "a" else numbers[0],
        "elsewhere": fact.is_elsewhere,
    }


def _lines(comparison: "Comparison", sentences: bool, width: int) -> Iterator[str]:
    """Yield the plain text: a summary, the pairs side by side, and what only one of the two says."""
    yield from _summary_lines(comparison, width)
    for fields in _sentence_objects(comparison) if sentences else _pair_objects(comparison):
        yield ""
        yield from _pair_lines(fields, width)
    for index, (side, _, _) in enumerate(_sides(comparison)):
        told = list(_only_objects(comparison, index, sentences))
        if told:
            yield ""
            yield f"Only in {side.upper()}"
        for fields in told:
            label = f"{fields['number']}.{fields['sentence']}" if "sentence" in fields else str(fields["number"])
            yield ""
            yield from _passage_lines(label, fields["text"], width)


def _only_objects(comparison: "Comparison", index: int, sentences: bool) -> Iterator[dict[str, Any]]:
    """Yield what only one side says: its passages without a partner, and with ``sentences`` those of the others."""
    from tui.compare.passages import sentence_spans

    side, passages, only = _sides(comparison)[index]
    found = [(place, -1) for place in only]
    if sentences:
        found = sorted([*found, *comparison.only_sentences(index)])
    for place, sentence in found:
        passage = passages[place]
        fields: dict[str, Any] = {"type": "only", "side": side, "number": passage.number, "text": passage.text}
        if sentence >= 0:
            start, end = sentence_spans(comparison.sides[index][0], passage)[sentence]
            fields |= {"type": "only_sentence", "sentence": sentence + 1, "text": passage.text[start:end]}
        yield fields


def _passage_lines(label: str, text: str, width: int) -> Iterator[str]:
    margin = max(4, len(label)) + 2
    for index, line in enumerate(set_lines(text, width - margin)):
        yield f"{label if not index else '':>{margin - 2}}  {line}"


def _pair_lines(fields: dict[str, Any], width: int) -> Iterator[str]:
    place = ["", ""]
    for index, side in enumerate("ab"):
        sentence = fields.get(f"{side}_sentence")
        place[index] = f"{side.upper()} {fields[f'{side}_number']}" + (f" sentence {sentence}" if sentence else "")
    from tui.compare.alignment import differing_words

    possible = ", possible" if fields["possible"] else ""
    differing = f", {differing_words(fields['differing'])}" if fields.get("differing") else ""
    yield from set_lines(f"{' ↔ '.join(place)}: {fields['grade']}{differing}{possible}, {fields['score']:.2f}", width)
    if width >= _BESIDE:
        column = (width - 3) // 2
        yield from side_by_side(set_lines(fields["a"], column), set_lines(fields["b"], column), column)
        return
    for side in "ab":
        yield from _passage_lines(side.upper(), fields[side], width)


def _summary_lines(comparison: "Comparison", width: int) -> Iterator[str]:
    for side, document in (("A", comparison.a), ("B", comparison.b)):
        date = f", {document.metadata.date.in_words()}" if document.metadata.date else ""
        yield from set_lines(f"{side}  {document.id}: {document.name}{date}", width)
    yield ""
    if comparison.relation:
        yield from set_lines(f"Relation: {comparison.relation.value}", width)
    for side, share in zip("AB", comparison.shares, strict=True):
        yield from set_lines(share_line(side, share), width)
    yield from _fact_lines(comparison, width)
    yield from set_lines(_phrase_line(comparison.phrases), width)
    for phrase in comparison.phrases[:_MOST_PHRASES]:
        places = f"A {_numbers(comparison.passages_a, phrase.a)}, B {_numbers(comparison.passages_b, phrase.b)}"
        quoted = f", quoted in {phrase.quoted.upper()}" if phrase.quoted in ("a", "b") else ""
        yield from _indented(f'"{phrase.text}" ({places}{quoted})', width)
    if len(comparison.phrases) > _MOST_PHRASES:
        yield from _indented(f"and {len(comparison.phrases) - _MOST_PHRASES} shorter ones; --json has them all", width)
    yield from _word_lines(comparison, width)
    for note in comparison.notes:
        yield from set_lines(f"Left out: {note}", width)


def share_line(side: str, share: "Share") -> str:
    """Return a line that says how much of a text is paired, shared and its own."""
    return (
        f"{side}: {share.passages} passages, {share.words:,} words: {share.paired:.0%} paired, "
        f"{share.verbatim:.1%} word for word, {share.only:.0%} only there"
    )


def _phrase_line(phrases: Sequence["SharedPhrase"]) -> str:
    if not phrases:
        return "Shared word for word: no phrase of four words or more"
    return f"Shared word for word: {len(phrases)} phrase{'s' if len(phrases) > 1 else ''}"


def _numbers(passages: Sequence[Any], places: Sequence[tuple[int, Any]]) -> str:
    numbers = sorted({passages[index].number for index, _ in places})
    return ", ".join(map(str, numbers[:_MOST_WORDS])) + (" ..." if len(numbers) > _MOST_WORDS else "")


def _indented(text: str, width: int) -> Iterator[str]:
    for line in set_lines(text, width - 2):
        yield f"  {line}"


def _fact_lines(comparison: "Comparison", width: int) -> Iterator[str]:
    if not comparison.facts:
        return
    yield from set_lines("Differing in paired passages", width)
    for (first, second), facts in comparison.facts_of_pairs:
        numbers = f"A {comparison.passages_a[first].number} ↔ B {comparison.passages_b[second].number}"
        parts = [
            f"{side.upper()}: {', '.join(fact.text for fact in facts if fact.side == side)}"
            for side in sorted({fact.side for fact in facts})
        ]
        yield from _indented(f"{numbers}  {'; '.join(parts)}", width)


def _word_lines(comparison: "Comparison", width: int) -> Iterator[str]:
    shown = [word for word in comparison.words if not word.is_function_word]
    if not shown:
        yield from set_lines("Distinctive words: none that chance could not explain", width)
        return
    for side in "ab":
        words = [
            f"{word.term} {word.count_a}:{word.count_b}{'*' if word.is_marked else ''}"
            for word in shown
            if word.side == side
        ]
        if words:
            more = f" and {len(words) - _MOST_WORDS} more" if len(words) > _MOST_WORDS else ""
            yield from set_lines(f"Distinctive of {side.upper()}: {', '.join(words[:_MOST_WORDS])}{more}", width)


def run_overview(paths: Sequence[Path], max_bytes: int, *, as_json: bool) -> None:
    """Print how much each two statements below some paths have in common.

    Raises:
        StatementsError: A path is not there.
        NothingFound: There are fewer than two statements.
    """
    from tui.compare.overview import Overview, keep_cells, kept_cells
    from tui.library import load_library

    require_existing(paths)
    library = load_library(paths, max_bytes)
    overview = Overview(library.documents)
    if len(overview.documents) < 2:
        raise NothingFound("two statements are needed for an overview")
    cells = kept_cells(overview)
    if cells is None:
        cells = tuple(overview.cells())
        with contextlib.suppress(OSError):
            keep_cells(overview, cells)
    if as_json:
        for cell in cells:
            write_json(_cell_object(overview.documents, cell, overview.is_coarse))
        return
    for line in _table(overview.documents, cells):
        write(line)


def _cell_object(documents: Sequence["Document"], cell: "Cell", is_coarse: bool) -> dict[str, Any]:
    return {
        "type": "cell",
        "a": documents[cell.a].id,
        "b": documents[cell.b].id,
        "share": round(cell.share, 4),
        "share_a": round(cell.share_a, 4),
        "share_b": round(cell.share_b, 4),
        "possible": cell.is_possible,
        "coarse": is_coarse,
    }


def _table(documents: Sequence["Document"], cells: Sequence["Cell"]) -> Iterator[str]:
    """Yield a table: for each row which percentage of its passages pairs with the column's statement."""
    shares = {(cell.a, cell.b): cell.share_a for cell in cells} | {(cell.b, cell.a): cell.share_b for cell in cells}
    possible = {pair for cell in cells if cell.is_possible for pair in ((cell.a, cell.b), (cell.b, cell.a))}
    numbers = len(str(len(documents)))
    width = max(5, numbers + 1)
    names = [visible(document.id)[:24] for document in documents]
    margin = max(len(name) for name in names)
    count = len(documents)
    heads = "".join(f"{index + 1:>{width - 1}} " for index in range(count))
    yield " " * (numbers + 1 + margin) + heads.rstrip()
    for row, name in enumerate(names):
        figures = ["." if row == column else f"{shares[row, column]:.0%}" for column in range(count)]
        marks = ["?" if (row, column) in possible else " " for column in range(count)]
        cells_of_row = "".join(f"{figure:>{width - 1}}{mark}" for figure, mark in zip(figures, marks, strict=True))
        yield f"{row + 1:>{numbers}} {pad(name, margin)}{cells_of_row}".rstrip()
    yield ""
    yield "Per cent of the row's passages that pair with one of the column's; ? where all pairs are only possible."
