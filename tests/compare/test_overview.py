"""Overview: all documents against each other, in full or coarsely, and what is kept of it for the next time."""

import json
import os
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.compare.texts import VOCABULARY, changed, cut, passages_of_book, reworded, wording
from tests.search.collection import make_document
from tui.compare import overview as module
from tui.compare.alignment import align
from tui.compare.overview import MOST_IN_FULL, Cell, Overview, keep_cells, kept_cells
from tui.documents.model import Document, Metadata


def small(*names: str) -> list[Document]:
    return [make_document(name, f"The {name} of the north was poor this winter.", f"No {name}.") for name in names]


def collection() -> tuple[list[Document], list[tuple[int, int]]]:
    """Return a collection, and two of each of its documents in the order of what they have in common, most first."""
    acts, leviticus = passages_of_book("web", "Acts", 9, 12), passages_of_book("web", "Leviticus", 11, 13)
    half = len(acts) // 2
    near = changed(acts, 1, reworded).b
    documents = [
        make_document("acts", *acts),
        make_document("near", *near),
        make_document("half", *near[:half], *leviticus[:half]),
        make_document("leviticus", *leviticus[half:]),
    ]
    return documents, [(0, 1), (0, 2), (0, 3)]


@pytest.mark.parametrize("is_coarse", [False, True], ids=["full", "coarse"])
@given(st.lists(st.lists(wording(VOCABULARY), max_size=5), max_size=5))
def test_each_two_documents_have_one_cell_row_by_row(is_coarse: bool, texts: list[list[str]]) -> None:
    overview = Overview([make_document(str(place), *found) for place, found in enumerate(texts)])
    overview.is_coarse = is_coarse

    cells = list(overview.cells())

    assert [(cell.a, cell.b) for cell in cells] == list(combinations(range(len(texts)), 2))
    assert len(cells) == overview.total
    for cell in cells:
        for share, paired, place in ((cell.share_a, cell.paired_a, cell.a), (cell.share_b, cell.paired_b, cell.b)):
            assert 0 <= paired <= len(texts[place])
            assert share == (paired / len(texts[place]) if texts[place] else 0)
        assert not cell.is_possible or (cell.paired_a > 0 and not is_coarse)
        assert (cell.paired_a == 0) is (cell.paired_b == 0)
        assert cell.share == max(cell.share_a, cell.share_b)


def test_cells_of_a_small_collection_are_those_of_the_full_alignment() -> None:
    documents, _ = collection()

    for cell in Overview(documents).cells():
        a, b = ([block.text for block in documents[place].blocks] for place in (cell.a, cell.b))
        pairs = align(a, b).pairs
        assert (cell.paired_a, cell.paired_b) == (len({pair.a for pair in pairs}), len({pair.b for pair in pairs}))
        assert cell.is_possible is (len(pairs) > 0 and all(pair.is_possible for pair in pairs))


@pytest.mark.parametrize("is_coarse", [False, True], ids=["full", "coarse"])
def test_documents_that_have_more_in_common_have_larger_shares(is_coarse: bool) -> None:
    documents, order = collection()
    overview = Overview(documents)
    overview.is_coarse = is_coarse

    shares = {(cell.a, cell.b): cell.share for cell in overview.cells()}

    assert sorted(order, key=lambda pair: -shares[pair]) == order
    assert shares[0, 1] > 0.9
    assert 0.3 < shares[0, 2] < 0.7
    assert shares[0, 3] < 0.1


def test_coarse_and_full_cells_agree_in_rank() -> None:
    books = [passages_of_book("web", *book) for book in (("Acts", 9, 11), ("James", 1, 3), ("Ruth", 1, 4))]
    documents = [
        make_document(f"{place}-{seed}", *changed(passages, seed, *[cut] * seed, reworded).b)
        for place, passages in enumerate(books)
        for seed in range(3)
    ]
    full, coarse = Overview(documents), Overview(documents)
    coarse.is_coarse = True

    shares = [{(cell.a, cell.b): cell.share for cell in overview.cells()} for overview in (full, coarse)]

    kin = {(a, b) for a, b in shares[0] if a // 3 == b // 3}
    for found in shares:
        assert min(found[pair] for pair in kin) > 0.5 > max(found[pair] for pair in found.keys() - kin)
    ranks = [sorted(kin, key=lambda pair: -found[pair]) for found in shares]
    agreeing = sum(
        (shares[0][one] - shares[0][other]) * (shares[1][one] - shares[1][other]) >= 0
        for one, other in combinations(kin, 2)
    )
    assert agreeing >= 0.7 * len(list(combinations(ranks[0], 2)))


def test_large_collections_are_compared_coarsely() -> None:
    names = [f"word{number}" for number in range(MOST_IN_FULL + 1)]

    assert not Overview(small(*names[:-1])).is_coarse
    assert Overview(small(*names)).is_coarse


def test_documents_that_could_not_be_read_are_left_out() -> None:
    problem = Document("broken", Path("broken.txt"), Metadata(), problem="no text")
    documents = small("harvest", "treaty")

    overview = Overview([problem, documents[0], problem, documents[1]])

    assert overview.documents == tuple(documents)
    assert overview.total == 1


@pytest.mark.parametrize("is_coarse", [False, True], ids=["full", "coarse"])
def test_no_cell_comes_after_the_stop(is_coarse: bool) -> None:
    overview = Overview(small("harvest", "treaty", "border", "weapon"))
    overview.is_coarse = is_coarse
    seen: list[Cell] = []

    for cell in overview.cells(should_stop=lambda: len(seen) >= 2):
        seen.append(cell)

    assert len(seen) == 2
    assert list(overview.cells(should_stop=lambda: True)) == []


def test_kept_cells_are_the_same(tmp_path: Path) -> None:
    overview = Overview(collection()[0])
    cells = tuple(overview.cells())
    assert kept_cells(overview, tmp_path) is None

    keep_cells(overview, cells, tmp_path)

    assert kept_cells(overview, tmp_path) == cells
    assert kept_cells(Overview(overview.documents), tmp_path) == cells


def test_cells_are_kept_in_the_cache_where_no_folder_is_given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    overview = Overview(small("harvest", "treaty"))

    keep_cells(overview, tuple(overview.cells()))

    assert len(list(tmp_path.rglob("overview-*.json"))) == 1
    assert kept_cells(overview) == tuple(overview.cells())


def test_other_documents_have_no_kept_cells(tmp_path: Path) -> None:
    documents = small("harvest", "treaty", "border")
    overview = Overview(documents)
    keep_cells(overview, tuple(overview.cells()), tmp_path)

    changed_one = [make_document("harvest", "The harvest of the north was rich.", "No."), *documents[1:]]
    for others in (documents[:2], documents[::-1], [*documents, *small("weapon")], changed_one):
        assert kept_cells(Overview(others), tmp_path) is None


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: b"",
        lambda data: data[: len(data) // 2],
        lambda data: b"\xff\xfe" + data,
        lambda data: b"null",
        lambda data: b"[]",
        lambda data: b'{"cells": []}',
        lambda data: b"[" * 100_000,
        lambda data: data.replace(b'"format": "', b'"format": "other '),
        lambda data: _with_cells(data, lambda cells: cells[:-1]),
        lambda data: _with_cells(data, lambda cells: [*cells, cells[0]]),
        lambda data: _with_cells(data, lambda cells: [[0, 1], *cells[1:]]),
        lambda data: _with_cells(data, lambda cells: ["0120", *cells[1:]]),
        lambda data: _with_cells(data, lambda cells: [None, *cells[1:]]),
        lambda data: _with_cells(data, lambda cells: 7),
    ],
    ids=range(14),
)
def test_damaged_file_holds_no_cells(damage: object, tmp_path: Path) -> None:
    assert kept_after(damage, tmp_path) is None


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: _with_cells(data, lambda cells: [[0, 99, 0, 0, 0], *cells[1:]]),
        lambda data: _with_cells(data, lambda cells: [[1, 0, 0, 0, 0], *cells[1:]]),
        lambda data: _with_cells(data, lambda cells: [[0, 1, 99, 0, 0], *cells[1:]]),
        lambda data: _with_cells(data, lambda cells: [[0, 1, 0, -1, 0], *cells[1:]]),
        lambda data: _with_cells(data, lambda cells: [cells[1], *cells[1:]]),
    ],
    ids=["no such document", "wrong order", "too many passages", "less than none", "twice"],
)
def test_file_with_a_cell_that_cannot_be_holds_no_cells(damage: object, tmp_path: Path) -> None:
    assert kept_after(damage, tmp_path) is None


def kept_after(damage: object, folder: Path) -> tuple[Cell, ...] | None:
    """Return the cells that are read from a damaged file of four documents."""
    overview = Overview(small("harvest", "treaty", "border", "weapon"))
    keep_cells(overview, tuple(overview.cells()), folder)
    (path,) = folder.glob("overview-*.json")
    assert callable(damage)
    path.write_bytes(damage(path.read_bytes()))
    return kept_cells(overview, folder)


def _with_cells(data: bytes, change: object) -> bytes:
    kept = json.loads(data)
    assert callable(change)
    return json.dumps({**kept, "cells": change(kept["cells"])}).encode()


def test_only_the_latest_sixteen_collections_are_kept(tmp_path: Path) -> None:
    (tmp_path / "another.json").write_text("{}")
    overviews = [Overview(small("harvest", f"word{number}")) for number in range(20)]

    for age, overview in enumerate(overviews):
        before = set(tmp_path.glob("overview-*.json"))
        keep_cells(overview, tuple(overview.cells()), tmp_path)
        for path in set(tmp_path.glob("overview-*.json")) - before:
            os.utime(path, (1_000_000 + age, 1_000_000 + age))

    assert [kept_cells(overview, tmp_path) is not None for overview in overviews] == [False] * 4 + [True] * 16
    assert (tmp_path / "another.json").exists()


def test_cells_kept_by_another_version_of_the_program_are_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    overview = Overview(small("harvest", "treaty"))
    monkeypatch.setattr(module, "_FORMAT", "statements overview 1 of 0.0.0")
    keep_cells(overview, tuple(overview.cells()), tmp_path)
    assert kept_cells(overview, tmp_path) is not None
    monkeypatch.undo()

    assert kept_cells(overview, tmp_path) is None
