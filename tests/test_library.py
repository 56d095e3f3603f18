"""The library: which files it finds, how their documents are called, sorted, filtered and looked up."""

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.samples import SEEDS, within
from tui.documents.model import Document, Metadata, PartialDate
from tui.errors import UnknownDocumentError
from tui.library import Library, Order, find_sources, load_library, natural_key, seeds_folder


def write(folder: Path, *names: str) -> Path:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"Text of {name}.\n")
    return folder


def ids(*paths: Path) -> list[str]:
    return [source.id for source in find_sources(paths)]


def document(
    name: str,
    title: str | None = None,
    authors: tuple[str, ...] = (),
    date: PartialDate | None = None,
    problem: str | None = None,
) -> Document:
    return Document(
        name, Path(f"/folder/{name}.txt"), Metadata(title=title, authors=authors, date=date), problem=problem
    )


def test_without_a_path_the_samples_open() -> None:
    assert seeds_folder().is_dir()
    assert [document.id for document in load_library()] == [path.stem for path in sorted(SEEDS.glob("*.txt"))]


def test_id_is_the_path_below_the_folder_without_suffix(tmp_path: Path) -> None:
    write(tmp_path, "b.txt", "a.md", "deep/er/c.markdown", "notes.pdf", ".hidden.txt", ".git/d.txt", "e.f.text")

    assert ids(tmp_path) == ["a", "b", "deep/er/c", "e.f"]


def test_ids_that_would_be_the_same_are_told_apart_by_suffix_then_folder(tmp_path: Path) -> None:
    one, two = write(tmp_path / "one", "a.txt", "a.md", "b.txt"), write(tmp_path / "two", "b.txt", "c.txt")

    assert ids(one) == ["a.md", "a.txt", "b"]
    assert ids(one, two) == ["a.md", "a.txt", "c", "one/b.txt", "two/b.txt"]


def test_ids_stay_unique_where_folders_have_the_same_name(tmp_path: Path) -> None:
    folders = [write(tmp_path / place / "texts", "a.txt", "b.txt") for place in ("x", "y", "z")]

    found = ids(*folders)

    assert len(found) == len(set(found)) == 6


def test_file_given_twice_is_there_once(tmp_path: Path) -> None:
    write(tmp_path, "a.txt", "deep/b.txt")

    assert ids(tmp_path, tmp_path / "a.txt", tmp_path / "deep", tmp_path / "deep" / ".." / "a.txt") == [
        "a",
        "deep/b",
    ]


def test_file_named_by_hand_needs_no_known_suffix(tmp_path: Path) -> None:
    write(tmp_path, "README", "text.log")

    assert ids(tmp_path / "README", tmp_path / "text.log") == ["README", "text.log"]
    assert [document.problem for document in load_library([tmp_path / "README"])] == [None]


@pytest.mark.parametrize(
    "name",
    ["a b.txt", "-dash.txt", "new\nline.txt", "esc\x1b[31m.txt", "é中.txt", "[bold].txt", "a" * 200 + ".txt"],
)
def test_odd_file_name_is_read(name: str, tmp_path: Path) -> None:
    write(tmp_path, name)

    library = load_library([tmp_path])

    assert [document.id for document in library] == [name.removesuffix(".txt")]
    assert library.documents[0].problem is None


def test_file_name_of_raw_bytes_is_read(tmp_path: Path) -> None:
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.txt")).write_text("Text.")

    assert [document.problem for document in load_library([tmp_path])] == [None]


def test_folder_that_links_to_itself_is_walked_once(tmp_path: Path) -> None:
    write(tmp_path, "a.txt", "deep/b.txt")
    (tmp_path / "deep" / "loop").symlink_to(tmp_path)
    (tmp_path / "self.txt").symlink_to("self.txt")

    with within(10):
        library = load_library([tmp_path])

    assert [(document.id, document.problem is None) for document in library] == [
        ("a", True),
        ("deep/b", True),
        ("self", False),
    ]


def test_bad_files_become_entries_and_the_others_still_open(tmp_path: Path) -> None:
    write(tmp_path, "good.txt")
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "gone.txt").symlink_to("nowhere")
    os.mkfifo(tmp_path / "pipe.txt")

    with within(10):
        library = load_library([tmp_path])

    assert [(document.id, document.problem) for document in library] == [
        ("good", None),
        ("empty", "empty file"),
        ("gone", "a link that leads nowhere"),
        ("pipe", "a named pipe, not opened"),
    ]


def test_folder_that_cannot_be_entered_is_an_entry_with_its_reason(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, "good.txt", "locked/secret.txt")
    scan = os.scandir

    def refuse(path: Path) -> object:
        if Path(path).name == "locked":
            raise PermissionError(13, "Permission denied")
        return scan(path)

    monkeypatch.setattr(os, "scandir", refuse)
    documents = load_library([tmp_path]).documents

    assert [document.id for document in documents] == ["good", "locked"]
    assert "permission" in str(documents[1].problem)


def test_limit_of_size_is_passed_on(tmp_path: Path) -> None:
    write(tmp_path, "a.txt")

    assert "limit" in str(load_library([tmp_path], max_bytes=3).documents[0].problem)


def test_folder_without_texts_is_an_empty_library(tmp_path: Path) -> None:
    assert len(load_library([tmp_path])) == 0


@pytest.mark.parametrize(
    "names",
    [
        ["2", "10"],
        ["a2", "a10", "b1"],
        ["A", "b"],
        ["a", "a1", "a2"],
        ["deep/2", "deep/10"],
        ["1", "a"],
        ["file9x", "file10"],
    ],
)
def test_natural_order_counts_numbers_as_numbers(names: list[str]) -> None:
    assert sorted(reversed(names), key=natural_key) == names


@given(st.lists(st.text(max_size=12), max_size=8))
def test_natural_order_sorts_any_names(names: list[str]) -> None:
    assert len(sorted(names, key=natural_key)) == len(names)


_DOCUMENTS = (
    document("1", "Zebra", ("Clara Weiss",), PartialDate(2022, 3, 10)),
    document("2", "éclair", (), None),
    document("10", "Apple", ("ábel Roe",), PartialDate(2022)),
    document("3", "banana", ("Danil Bochkov",), PartialDate(1999, 1)),
    document("0", None, problem="empty file"),
)


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        (Order.FILE, ["1", "2", "3", "10", "0"]),
        (Order.NEWEST, ["1", "10", "3", "2", "0"]),
        (Order.OLDEST, ["3", "10", "1", "2", "0"]),
        (Order.TITLE, ["10", "3", "2", "1", "0"]),
        (Order.AUTHOR, ["10", "1", "3", "2", "0"]),
    ],
)
def test_order_puts_unknown_and_problem_files_last(order: Order, expected: list[str]) -> None:
    library = Library(_DOCUMENTS).sorted(order)

    assert [document.id for document in library] == expected
    assert library.order is order
    assert [document.id for document in Library(_DOCUMENTS[::-1]).sorted(order)] == expected


def test_orders_go_round_and_are_said_in_words() -> None:
    order, seen = Order.FILE, []
    for _ in Order:
        seen.append(order.value)
        order = order.following

    assert order is Order.FILE
    assert set(seen) == {"by file", "newest first", "oldest first", "by title", "by author"}


def test_filtered_library_remembers_the_whole() -> None:
    whole = Library(_DOCUMENTS).sorted(Order.FILE)
    narrowed = whole.filtered(lambda document: document.id in "12")
    again = narrowed.filtered(lambda document: document.id == "2")

    assert [document.id for document in narrowed] == ["1", "2"]
    assert (len(again), again.total) == (1, 5)
    assert again.whole is whole
    assert whole.total == len(whole) == 5
    assert narrowed.position("2") == 1
    assert narrowed.position("10") is None


def test_added_documents_fall_into_the_order() -> None:
    library = Library(_DOCUMENTS[:2]).sorted(Order.TITLE).adding(_DOCUMENTS[2:])

    assert [document.id for document in library] == ["10", "3", "2", "1", "0"]


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("003_f2029ae6401e9cbc", "003"),
        ("003", "003"),
        ("003_f", "003"),
        (str(SEEDS / "001_7815dec56c02b3f5.txt"), "001"),
    ],
)
def test_document_is_found_by_id_by_a_unique_beginning_and_by_path(name: str, found: str) -> None:
    assert load_library().find(name).id.startswith(found)


def test_exact_id_wins_over_longer_ones() -> None:
    library = Library((document("a"), document("ab"), document("abc")))

    assert library.find("a").id == "a"
    assert library.find("ab").id == "ab"


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("00", ["'00'", "000_8e27d4210ab55b6a", "004_1efd87232ee5da3a"]),
        ("003_f2029ae6401e9cbd", ["003_f2029ae6401e9cbc"]),
        ("8e27d4210ab55b6a", ["000_8e27d4210ab55b6a"]),
        ("", []),
        ("nul\x00", []),
        ("x" * 10_000, []),
    ],
    ids=["ambiguous", "mistyped", "part", "empty", "nul", "long"],
)
def test_ambiguous_or_unknown_name_lists_the_nearest_ids(name: str, said: list[str]) -> None:
    with pytest.raises(UnknownDocumentError) as caught:
        load_library().find(name)

    assert all(part in str(caught.value) for part in said)
