"""The kept index: answers as the one that was saved, and is no index at all where anything is wrong with it."""

import os
import time
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.search.collection import VOCABULARY, collections, hits, make_document
from tui.documents.model import Document
from tui.search import kept
from tui.search.index import Index, index_documents
from tui.search.kept import keep_index, kept_file, load_index, open_index, save_index

_QUERIES = ["war", "peace trade ", "escalaton", "'sanctions", '"the war"', "war* -peace", "freedm OR oil ", "sanc"]
_DOCUMENTS = [
    make_document("first", "war and peace", "sanctions on oil, Ukraine’s 中国 oil"),
    make_document("second", "a peace treaty", "the war of words"),
    make_document("third/deep", "escalation", "freedom of trade"),
]


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache" / "statement-browser"


def told(index: Index) -> list[list[tuple[object, ...]]]:
    """Return all that an index answers to some queries."""
    return [
        [
            (hit.document.id, hit.block, hit.passage.span, round(hit.score, 5), hit.grade, hit.spans, hit.terms)
            for hit in sorted(hits(index, query), key=lambda hit: (hit.document.id, hit.block))
        ]
        for query in _QUERIES
    ]


def saved(documents: Sequence[Document], path: Path) -> bytes:
    save_index(index_documents(documents), path)
    return path.read_bytes()


def test_loaded_index_answers_as_the_saved_one(tmp_path: Path) -> None:
    saved(_DOCUMENTS, tmp_path / "kept")

    index = load_index(tmp_path / "kept", _DOCUMENTS)

    assert index is not None
    assert told(index) == told(index_documents(_DOCUMENTS))
    assert len(index) == 6


@settings(max_examples=30)
@given(documents=collections(5), gone=st.sets(st.integers(0, 4)), come=collections(2), is_grown=st.booleans())
def test_loaded_index_has_what_is_at_hand_and_no_more(
    tmp_path_factory: pytest.TempPathFactory,
    documents: list[Document],
    gone: set[int],
    come: list[Document],
    is_grown: bool,
) -> None:
    path = tmp_path_factory.mktemp("kept") / "file"
    index = Index()
    for document in documents:
        index = index.adding([document])
    save_index(index if is_grown else index_documents(documents), path)
    left = [document for number, document in enumerate(documents) if number not in gone]
    new = [make_document(f"new{number}", document.text) for number, document in enumerate(come)]

    loaded = load_index(path, [*new, *left])

    assert loaded is not None
    assert loaded.ids == {document.id for document in (*left, *new)}
    fresh = index_documents([*left, *new])
    for word in VOCABULARY[:6]:
        for query in (f"'{word}", f"{word}*", f'"{word} war"'):
            assert {(hit.document.id, hit.block, hit.spans) for hit in hits(loaded, query)} == {
                (hit.document.id, hit.block, hit.spans) for hit in hits(fresh, query)
            }


def test_document_whose_file_changed_is_indexed_anew(tmp_path: Path) -> None:
    saved(_DOCUMENTS, tmp_path / "kept")
    changed = [_DOCUMENTS[0], make_document("second", "a piece treaty", "the war of words"), _DOCUMENTS[2]]

    index = load_index(tmp_path / "kept", changed)

    assert index is not None
    assert [hit.document.id for hit in hits(index, "'piece")] == ["second"]
    assert hits(index, "'peace 'treaty") == ()
    assert all(document in changed for document in index.documents if document)


def test_documents_of_the_same_content_stay_apart(tmp_path: Path) -> None:
    documents = [make_document("a", "war"), make_document("b", "war"), make_document("a", "war")]
    saved(documents, tmp_path / "kept")

    index = load_index(tmp_path / "kept", documents)

    assert index is not None
    assert sorted(hit.document.id for hit in hits(index, "war")) == ["a", "a", "b"]
    assert {id(document) for document in index.documents} == {id(document) for document in documents}


def test_index_from_which_documents_were_removed_is_kept_without_them(tmp_path: Path) -> None:
    save_index(index_documents(_DOCUMENTS).without(["second"]), tmp_path / "kept")

    index = load_index(tmp_path / "kept", [_DOCUMENTS[0], _DOCUMENTS[2]])

    assert index is not None
    assert hits(index, "'treaty") == ()
    assert [hit.document.id for hit in hits(index, "'escalation")] == ["third/deep"]


def test_empty_index_is_not_kept(tmp_path: Path) -> None:
    save_index(Index(), tmp_path / "kept")
    save_index(index_documents([]), tmp_path / "kept")

    assert not (tmp_path / "kept").exists()


def is_none_or_right(data: bytes, path: Path) -> bool:
    """Tell whether a damaged file is no index, or one that still finds what is there; an exception is neither."""
    path.write_bytes(data)
    index = load_index(path, _DOCUMENTS)
    return index is None or found_just_so(index) == found_just_so(index_documents(_DOCUMENTS))


def found_just_so(index: Index) -> list[set[tuple[object, ...]]]:
    """Return the passages an index finds for all words as they stand, with what is lit."""
    queries = [f"'{word}" for word in ("war", "and", "peace", "oil", "of", "treaty", "中国", "escalation")]
    return [
        {(hit.document.id, hit.block, hit.spans) for hit in hits(index, query)}
        for query in [*queries, '"the war"', "tr*", "s*"]
    ]


@pytest.mark.parametrize(
    ("old", "new"),
    [(b'"documents"', b'"documentz"'), (b'["<u4"', b'[">u4"'), (b'["<u4"', b'["<f4"'), (b'["<i8"', b'[">i8"')],
)
def test_damage_of_the_first_line_is_noticed(old: bytes, new: bytes, tmp_path: Path) -> None:
    data = saved(_DOCUMENTS, tmp_path / "kept")
    assert old in data

    assert is_none_or_right(data.replace(old, new, 1), tmp_path / "kept")


def test_flipped_bit_anywhere_in_the_first_line_is_noticed(tmp_path: Path) -> None:
    data = saved(_DOCUMENTS, tmp_path / "kept")

    for at in range(data.index(b"\n") + 1):
        assert is_none_or_right(data[:at] + bytes([data[at] ^ 2]) + data[at + 1 :], tmp_path / "kept")


def test_flipped_byte_anywhere_after_the_first_line_is_noticed(tmp_path: Path) -> None:
    data = saved(_DOCUMENTS, tmp_path / "kept")
    header = data.index(b"\n") + 1
    accepted = []

    for at in range(header, len(data), 7):
        damaged = data[:at] + bytes([data[at] ^ 1 << at % 8]) + data[at + 1 :]
        assert is_none_or_right(damaged, tmp_path / "kept")
        if load_index(tmp_path / "kept", _DOCUMENTS) is not None:
            accepted.append(at)

    assert all(data[at] == 0 for at in accepted), "only what stands between the arrays may change"
    assert len(accepted) < (len(data) - header) / 14


def test_cut_file_is_no_index(tmp_path: Path) -> None:
    data = saved(_DOCUMENTS, tmp_path / "kept")

    for length in [*range(0, len(data), 97), len(data) - 1]:
        (tmp_path / "kept").write_bytes(data[:length])
        assert load_index(tmp_path / "kept", _DOCUMENTS) is None


@pytest.mark.parametrize(
    "data",
    [b"", b"\n", b"{}\n", b"[]\n", b"null\n", b"5\n", b"not JSON\n", b"\xff\xfe\n", b"[" * 100_000, b'{"format": 5}\n'],
)
def test_file_that_is_something_else_is_no_index(data: bytes, tmp_path: Path) -> None:
    (tmp_path / "kept").write_bytes(data)

    assert load_index(tmp_path / "kept", _DOCUMENTS) is None


def test_longer_file_is_no_index(tmp_path: Path) -> None:
    data = saved(_DOCUMENTS, tmp_path / "kept")
    (tmp_path / "kept").write_bytes(data + bytes(64))

    assert load_index(tmp_path / "kept", _DOCUMENTS) is None


def test_file_of_another_version_is_no_index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    saved(_DOCUMENTS, tmp_path / "kept")
    monkeypatch.setattr(kept, "_FORMAT", "statements index 1 of another version")

    assert load_index(tmp_path / "kept", _DOCUMENTS) is None


def test_missing_file_and_folder_are_no_index(tmp_path: Path) -> None:
    assert load_index(tmp_path / "missing", _DOCUMENTS) is None
    assert load_index(tmp_path, _DOCUMENTS) is None


def test_name_of_the_file_follows_from_what_is_opened(
    cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    assert kept_file([Path("a"), Path("b")]).parent == cache
    assert kept_file([Path("a"), Path("b")]) == kept_file([tmp_path / "b", Path("./a")])
    assert kept_file([Path("a")]) != kept_file([Path("b")])


def test_small_index_is_not_kept(cache: Path) -> None:
    index = open_index(_DOCUMENTS, [Path("x")])

    assert told(index) == told(index_documents(_DOCUMENTS))
    assert not cache.exists()


@pytest.fixture
def _keeps_all(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let small indexes be worth keeping."""
    monkeypatch.setattr(kept, "WORTH_KEEPING", 1)


@pytest.mark.usefixtures("_keeps_all")
def test_large_index_is_kept_and_used_the_next_time(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    reported: list[int] = []
    first = open_index(_DOCUMENTS, [Path("x")], reported.append)
    assert kept_file([Path("x")]).exists()
    assert reported == [1, 2, 3]
    monkeypatch.setattr(kept, "index_documents", None)

    second = open_index(_DOCUMENTS, [Path("x")])

    assert told(second) == told(first)


@pytest.mark.usefixtures("_keeps_all")
def test_damaged_index_is_made_again_silently(cache: Path) -> None:
    open_index(_DOCUMENTS, [Path("x")])
    path = kept_file([Path("x")])
    path.write_bytes(path.read_bytes()[:-100])

    index = open_index(_DOCUMENTS, [Path("x")])

    assert told(index) == told(index_documents(_DOCUMENTS))
    assert load_index(path, _DOCUMENTS) is not None


@pytest.mark.usefixtures("_keeps_all")
def test_kept_index_is_brought_up_to_date(cache: Path) -> None:
    open_index(_DOCUMENTS[:2], [Path("x")])
    before = kept_file([Path("x")]).read_bytes()

    index = open_index(_DOCUMENTS, [Path("x")])

    assert told(index) == told(index_documents(_DOCUMENTS))
    assert kept_file([Path("x")]).read_bytes() != before


@pytest.mark.usefixtures("_keeps_all")
def test_index_cut_short_is_not_kept(cache: Path) -> None:
    index = open_index(_DOCUMENTS, [Path("x")], should_stop=lambda: True)

    assert index.ids == {"first"}
    assert not kept_file([Path("x")]).exists()


@pytest.mark.usefixtures("_keeps_all")
def test_folder_that_cannot_be_written_costs_nothing_but_the_keeping(cache: Path) -> None:
    cache.parent.mkdir(parents=True)
    cache.write_text("a file where the folder should be")

    assert told(open_index(_DOCUMENTS, [Path("x")])) == told(index_documents(_DOCUMENTS))


@pytest.mark.usefixtures("_keeps_all")
def test_indexes_not_used_for_months_are_deleted_when_another_is_kept(cache: Path) -> None:
    keep_index(index_documents(_DOCUMENTS), cache / "index-old")
    keep_index(index_documents(_DOCUMENTS), cache / "index-used")
    (cache / "something-else").write_text("stays")
    for name in ("index-old", "index-used", "something-else"):
        os.utime(cache / name, (0, time.time() - 100 * 24 * 3600))
    assert load_index(cache / "index-used", _DOCUMENTS) is not None

    keep_index(index_documents(_DOCUMENTS), cache / "index-new")

    assert sorted(path.name for path in cache.iterdir()) == ["index-new", "index-used", "something-else"]


def test_what_is_no_file_in_the_place_of_a_kept_index_is_none(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    link = tmp_path / "link"
    link.symlink_to("/dev/zero")

    assert load_index(pipe, _DOCUMENTS) is None
    assert load_index(link, _DOCUMENTS) is None
