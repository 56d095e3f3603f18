"""The quote book: what was put in comes out again, in order, whatever else stands in the file."""

import json
import os
import re
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.quoting.made_quotes import made_quote
from tui.documents.model import PartialDate
from tui.errors import StatementsError
from tui.quoting.quote import Quote
from tui.quoting.quote_book import QuoteBook, describe_entry, describe_quote, quote_book_file, quote_of
from tui.text import Span

_PAIR = re.compile("[\ud800-\udbff][\udc00-\udfff]")
_STEERING = (
    "\x00\x07\x08\t\n\r\x1b\x1f\x7f\x80\x85\x9b\x9f"
    "\u2028\u2029\u200e\u200f\u202a\u202e\u2066\u2069\ufeff\ud800\udfff\U000e0041"
)
# Two halves of a pair beside each other are one character to JSON; no text that was read from a file has such.
_texts = st.text(st.one_of(st.characters(), st.sampled_from(_STEERING)), max_size=30).filter(
    lambda text: not _PAIR.search(text)
)
_known = st.one_of(st.none(), _texts.map(lambda text: text or None))
_dates = st.one_of(
    st.none(),
    st.builds(PartialDate, st.integers(0, 9999)),
    st.builds(PartialDate, st.integers(0, 9999), st.integers(1, 12)),
    st.builds(PartialDate, st.integers(0, 9999), st.integers(1, 12), st.integers(1, 31)),
)


@st.composite
def _quotes(draw: st.DrawFn) -> Quote:
    """Give a quote of any characters, from anywhere in any document, with or without parts."""
    text, start = draw(_texts), draw(st.integers(0, 1 << 40))
    borders = sorted(draw(st.sets(st.integers(0, len(text)), max_size=6)))
    parts = [Span(start + first, start + last) for first, last in zip(borders[::2], borders[1::2], strict=False)]
    fields: dict[str, Any] = {name: draw(_known) for name in ("title", "publisher", "source", "sha256")}
    fields |= {name: draw(_texts) for name in ("path", "locator", "taken")}
    fields |= {"authors": tuple(draw(st.lists(_texts, max_size=3))), "date": draw(_dates), "parts": tuple(parts)}
    return Quote(draw(_texts), Span(start, start + len(text)), text, **fields)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "quotes.jsonl"


def read(file: Path) -> QuoteBook:
    book = QuoteBook(file)
    book.refresh()
    return book


def texts(book: QuoteBook) -> list[str]:
    return [entry.quote.text for entry in book.entries]


def filled(file: Path, *documents: str) -> tuple[QuoteBook, list[str]]:
    """Return a book of one quote a document, and the ids of the quotes as they were taken; their texts count up."""
    book = QuoteBook(file)
    entries = [book.add(quote(document, str(number))) for number, document in enumerate(documents)]
    return book, [entry.id for entry in entries]


def quote(document: str, text: str) -> Quote:
    return Quote(document, Span(0, len(text)), text)


@given(st.lists(_quotes(), max_size=3), _texts)
def test_quotes_of_any_characters_come_back_as_they_were(
    tmp_path_factory: pytest.TempPathFactory, quotes: list[Quote], note: str
) -> None:
    file = tmp_path_factory.mktemp("book") / "quotes.jsonl"
    book = QuoteBook(file)
    added = [book.add(quote) for quote in quotes]
    for entry in added:
        book.annotate(entry.id, note)
    again = read(file)

    assert {entry.id: entry.quote for entry in again.entries} == {entry.id: entry.quote for entry in added}
    assert [entry.quote for entry in added] == quotes
    assert all(entry.note == note for entry in again.entries)
    assert again.entries == book.entries
    assert again.unread == 0


@given(_quotes(), _texts)
def test_nothing_in_the_file_steers_a_terminal(
    tmp_path_factory: pytest.TempPathFactory, quote: Quote, note: str
) -> None:
    file = tmp_path_factory.mktemp("book") / "quotes.jsonl"
    book = QuoteBook(file)
    book.annotate(book.add(quote).id, note)
    lines = file.read_bytes().decode().split("\n")

    assert len(lines) == 3
    assert lines[-1] == ""
    for character in "".join(lines):
        assert unicodedata.category(character) not in ("Cc", "Cs", "Zl", "Zp")
        assert unicodedata.bidirectional(character) not in "LRE LRO RLE RLO PDF LRI RLI FSI PDI".split()
        assert character not in "\u200e\u200f\ufeff" and not 0xE0001 <= ord(character) <= 0xE007F


@pytest.mark.parametrize("character", _STEERING)
def test_character_that_steers_a_terminal_is_kept_in_letters_and_digits(character: str, file: Path) -> None:
    odd = f"a{character}b"
    quote = Quote(odd, Span(0, 3), odd, odd, (odd,), odd, None, odd, odd, odd, odd, odd)
    book = QuoteBook(file)
    book.annotate(book.add(quote).id, odd)

    assert file.read_bytes().isascii()
    assert all(line.isprintable() for line in file.read_text().splitlines())
    assert read(file).entries[0].quote == quote
    assert read(file).entries[0].note == odd


@given(_quotes())
def test_fields_of_a_quote_make_the_quote_again(quote: Quote) -> None:
    fields = json.loads(json.dumps(describe_quote(quote)))

    assert quote_of(fields) == quote
    assert ("parts" in fields) == bool(quote.parts)


def test_line_of_a_quote_has_the_fields_that_are_promised(file: Path) -> None:
    book = QuoteBook(file)
    entry = book.add(made_quote("Ships wait.", parts=(Span(0, 5), Span(6, 11)), sha256="ab"))
    book.annotate(entry.id, "why?")
    lines = [json.loads(line) for line in file.read_text().splitlines()]
    fields = {
        "document": "harbour", "title": "The Harbour Is Closed", "authors": ["Ana Castro"], "publisher": "Dock News",
        "date": "2021-03-03", "source": "https://example.org/harbour", "path": "/texts/harbour.md", "sha256": "ab",
        "span": [0, 11], "locator": "para. 3", "taken": "2026-11-22T08:00:00Z", "text": "Ships wait.",
        "parts": [[0, 5], [6, 11]],
    }  # fmt: skip

    assert list(lines[0]) == ["type", "id", *fields, "time"]
    assert lines[0] == {"type": "quote", "id": entry.id, **fields, "time": lines[0]["time"]}
    assert lines[1] == {"type": "note", "id": entry.id, "note": "why?", "time": lines[1]["time"]}
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", line["time"]) for line in lines)
    assert describe_entry(book.entries[0]) == {"id": entry.id, **fields, "note": "why?"}


def test_book_is_under_the_data_folder_where_no_file_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))

    assert QuoteBook().path == quote_book_file() == tmp_path / "statement-browser" / "quotes.jsonl"


def test_missing_book_is_an_empty_one_and_reading_makes_no_file(file: Path) -> None:
    book = read(file)

    assert (book.entries, book.unread, book.restore()) == ((), 0, None)
    assert not file.exists()


def test_first_quote_makes_file_and_folders(tmp_path: Path) -> None:
    book = QuoteBook(tmp_path / "deep" / "er" / "quotes.jsonl")
    entry = book.add(quote("a", "0"))

    assert book.entries == (entry,)
    assert read(book.path).entries == (entry,)


def test_quotes_stand_by_document_and_in_each_by_time(file: Path) -> None:
    book, _ = filled(file, "b", "a", "c", "b", "a")

    assert [(entry.quote.document_id, entry.quote.text) for entry in book.entries] == [
        ("a", "1"),
        ("a", "4"),
        ("b", "0"),
        ("b", "3"),
        ("c", "2"),
    ]
    assert read(file).entries == book.entries


def test_documents_of_one_id_in_different_files_are_different(file: Path) -> None:
    book = QuoteBook(file)
    for path in ("/x/a.txt", "/y/a.txt", "/x/a.txt"):
        book.add(made_quote(path=path))

    assert [entry.quote.path for entry in book.entries] == ["/x/a.txt", "/x/a.txt", "/y/a.txt"]


def test_deleted_quote_is_gone_but_for_its_lines_and_comes_back_where_it_was(file: Path) -> None:
    book, ids = filled(file, "a", "a", "a")
    book.annotate(ids[1], "a note")
    before = book.entries
    size = file.stat().st_size
    book.delete(ids[1])

    assert texts(book) == texts(read(file)) == ["0", "2"]
    assert file.stat().st_size > size
    assert book.restore() == before[1]
    assert book.entries == read(file).entries == before


def test_deleted_quotes_come_back_the_last_first(file: Path) -> None:
    book, ids = filled(file, "a", "a", "a", "a")
    for id in (ids[2], ids[0], ids[3], ids[0]):
        book.delete(id)
    returned = [book.restore() for _ in range(4)]

    assert [entry.quote.text if entry else None for entry in returned] == ["0", "3", "2", None]
    assert texts(book) == ["0", "1", "2", "3"]


def test_deletion_of_another_program_is_undone_too(file: Path) -> None:
    book, ids = filled(file, "a", "a")
    QuoteBook(file).delete(ids[0])
    returned = book.restore()

    assert returned is not None
    assert returned.id == ids[0]


def test_later_note_takes_the_place_of_the_one_before_and_an_empty_one_takes_it_away(file: Path) -> None:
    book, ids = filled(file, "a")
    notes = []
    for note in ("first", "second\nline", ""):
        book.annotate(ids[0], note)
        notes += [book.entries[0].note, read(file).entries[0].note]

    assert notes == ["first", "first", "second\nline", "second\nline", "", ""]


@pytest.mark.parametrize(
    ("moved", "after", "order"),
    [
        (0, 2, "1203"),
        (3, 0, "0312"),
        (2, None, "2013"),
        (0, None, "0123"),
        (1, 0, "0123"),
        (3, 2, "0123"),
        (1, 1, "0123"),
        (0, 3, "1230"),
    ],
)
def test_moved_quote_stands_behind_the_one_named_or_before_all(
    moved: int, after: int | None, order: str, file: Path
) -> None:
    book, ids = filled(file, "a", "a", "b", "b")
    book.move(ids[moved], None if after is None else ids[after])

    assert "".join(texts(book)) == "".join(texts(read(file))) == order


def test_quote_may_stand_behind_a_deleted_one(file: Path) -> None:
    book, ids = filled(file, "a", "a", "a")
    book.delete(ids[1])
    book.move(ids[0], ids[1])

    assert texts(book) == ["0", "2"]
    book.restore()
    assert texts(book) == ["1", "0", "2"]


def test_new_quote_of_a_moved_document_stands_with_the_others_of_it(file: Path) -> None:
    book, ids = filled(file, "b", "a")
    book.move(ids[0], None)
    book.add(quote("b", "2"))
    book.add(quote("c", "3"))

    assert texts(book) == ["0", "2", "1", "3"]


_changes = st.lists(
    st.tuples(
        st.sampled_from(["add", "add", "delete", "restore", "note", "move"]), st.integers(0, 9), st.integers(0, 9)
    ),
    max_size=12,
)


@given(_changes)
def test_books_of_one_file_hold_the_same_whoever_changed_it(
    tmp_path_factory: pytest.TempPathFactory, changes: list[tuple[str, int, int]]
) -> None:
    file = tmp_path_factory.mktemp("book") / "quotes.jsonl"
    books = [QuoteBook(file), QuoteBook(file)]
    ids: list[str] = []
    for number, (change, first, second) in enumerate(changes):
        book = books[(number + second) % 2]
        if change == "add":
            ids.append(book.add(quote("abc"[first % 3], str(number))).id)
        elif change == "restore":
            book.restore()
        elif not ids:
            continue
        elif change == "delete":
            book.delete(ids[first % len(ids)])
        elif change == "note":
            book.annotate(ids[first % len(ids)], str(number))
        else:
            book.move(ids[first % len(ids)], [*ids, None][second % (len(ids) + 1)])
    for book in books:
        book.refresh()

    assert books[0].entries == books[1].entries == read(file).entries
    assert [book.unread for book in (*books, read(file))] == [0, 0, 0]


def lines_of_no_sense(id: str) -> Iterator[dict[str, Any] | bytes]:
    """Yield lines that change nothing."""
    yield from (
        b"{",
        b"null",
        b"[]",
        b"7",
        b'"quote"',
        b"\xff\xfe",
        b"{}",
        b"[" * 100_000,
        b'{"type": "quote"}',
        b"9" * 9999,
    )
    yield {"type": "quote", "id": "x"}
    yield {"type": "delete"}
    yield {"type": "delete", "id": "unknown"}
    yield {"type": "delete", "id": [id]}
    yield {"type": "praise", "id": id}
    yield {"type": "note", "id": id}
    yield {"type": "note", "id": id, "note": None}
    yield {"type": "note", "id": id, "note": 7}
    yield {"type": "move", "id": id}
    yield {"type": "move", "id": id, "after": "unknown"}
    yield {"type": "move", "id": id, "after": 7}
    yield {"type": "move", "id": id, "after": [id]}
    good = {"type": "quote", "id": "new", **describe_quote(quote("a", "12"))}
    yield good | {"id": id}
    yield good | {"id": 7}
    yield good | {"id": None}
    yield good | {"text": 7}
    yield good | {"text": "123"}
    yield good | {"document": None}
    for span in ([0], [0, 1, 2], [2, 0], [-2, 0], ["0", "2"], [0.0, 2.0], None, "02", {"0": 2}):
        yield good | {"span": span}
    for parts in ([[0, 3]], [[0, 0]], [[-1, 2]], [0, 2], "01", 7, [["0", "1"]]):
        yield good | {"parts": parts}


@pytest.mark.parametrize("number", range(len(list(lines_of_no_sense("")))))
def test_line_of_no_sense_is_counted_left_alone_and_costs_nothing_else(number: int, file: Path) -> None:
    book, ids = filled(file, "a", "a", "a")
    before = book.entries
    odd = list(lines_of_no_sense(ids[1]))[number]
    with open(file, "ab") as appended:
        appended.write((odd if isinstance(odd, bytes) else json.dumps(odd).encode()) + b"\n")
    book.refresh()
    again = read(file)

    assert book.entries == again.entries == before
    assert (book.unread, again.unread) == (1, 1)
    book.add(quote("a", "3"))
    assert texts(read(file)) == ["0", "1", "2", "3"]


@pytest.mark.parametrize("value", [None, 7, "", "text", [], {}, [7], "\ud800"])
@pytest.mark.parametrize(
    "field", ["title", "authors", "publisher", "date", "source", "path", "sha256", "locator", "taken", "more"]
)
def test_odd_value_of_what_may_be_unknown_costs_that_value_at_most(field: str, value: object, file: Path) -> None:
    fields = {"type": "quote", "id": "x", **describe_quote(made_quote()), field: value}
    file.write_text(json.dumps(fields) + "\n")
    entry = read(file).entries[0]

    assert entry.quote.text == "Ships wait outside."
    assert entry.quote.authors == (() if field == "authors" else ("Ana Castro",))


@pytest.mark.parametrize(
    ("date", "known"),
    [
        ("2022", PartialDate(2022)),
        ("2022-03", PartialDate(2022, 3)),
        ("2022-03-10", PartialDate(2022, 3, 10)),
        ("0476-09-04", PartialDate(476, 9, 4)),
        ("2022-13", None),
        ("2022-00", None),
        ("2022-03-32", None),
        ("2022-03-00", None),
        ("2022-13-01", None),
        ("22", None),
        ("2022-3", None),
        ("10 March 2022", None),
        ("2022-03-10T00:00", None),
        (2022, None),
        (["2022"], None),
    ],
)
def test_date_that_is_none_is_not_known(date: object, known: PartialDate | None) -> None:
    found = quote_of(describe_quote(made_quote()) | {"date": date}).date

    assert found == known
    assert found is None or found.in_words()


def test_half_line_of_a_crash_spoils_nothing_but_itself(file: Path) -> None:
    book, ids = filled(file, "a", "a")
    whole = file.read_bytes()
    file.write_bytes(whole + b'{"type": "quote", "id": "x", "text": "ha')
    assert texts(read(file)) == ["0", "1"]
    assert read(file).unread == 0

    book.add(quote("a", "2"))
    again = read(file)

    assert texts(book) == texts(again) == ["0", "1", "2"]
    assert (book.unread, again.unread) == (1, 1)
    assert file.read_bytes().startswith(whole)
    assert ids[0] == again.entries[0].id


def test_line_that_is_not_yet_whole_is_read_once_it_is(file: Path) -> None:
    book, _ = filled(file, "a")
    line = json.dumps({"type": "quote", "id": "x", **describe_quote(quote("a", "1"))}).encode()
    seen = []
    for piece in (line[:20], line[20:], b"\n"):
        with open(file, "ab") as appended:
            appended.write(piece)
        book.refresh()
        seen.append(texts(book))

    assert seen == [["0"], ["0"], ["0", "1"]]
    assert book.unread == 0


def test_empty_lines_and_line_ends_of_other_systems_are_no_lines(file: Path) -> None:
    filled(file, "a", "a")
    file.write_bytes(b"\r\n \n" + file.read_bytes().replace(b"\n", b"\r\n\n"))

    assert (texts(read(file)), read(file).unread) == (["0", "1"], 0)


@pytest.mark.parametrize("way", ["replaced", "shortened", "gone", "emptied"])
def test_book_that_was_written_anew_is_read_anew(way: str, file: Path, tmp_path: Path) -> None:
    book, _ = filled(file, "a", "b")
    other, _ = filled(tmp_path / "other", "c")
    if way == "replaced":
        os.replace(other.path, file)
    elif way == "gone":
        file.unlink()
    else:
        file.write_bytes(other.path.read_bytes() if way == "shortened" else b"")
    book.refresh()

    assert book.entries == (other.entries if way in ("replaced", "shortened") else ())
    assert book.restore() is None


@pytest.mark.parametrize("change", ["add", "delete", "note", "move"])
def test_book_that_cannot_be_written_is_a_clear_line(change: str, tmp_path: Path) -> None:
    (tmp_path / "in the way").write_text("")
    book = QuoteBook(tmp_path / "in the way" / "quotes.jsonl")
    changes: dict[str, Callable[[], object]] = {
        "add": lambda: book.add(made_quote()),
        "delete": lambda: book.delete("x"),
        "note": lambda: book.annotate("x", "y"),
        "move": lambda: book.move("x", None),
    }

    with pytest.raises(StatementsError, match="^cannot write the quote book .*in the way") as raised:
        changes[change]()
    assert "\n" not in str(raised.value)


def test_book_that_cannot_be_read_is_a_clear_line(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path, tmp_path / "pipe", Path("/dev/zero")):
        with pytest.raises(StatementsError, match="^cannot read the quote book .*: (Is a directory|it is no file)$"):
            read(path)


@pytest.mark.parametrize(("step", "number"), [("write", 28), ("fsync", 5)])
def test_quote_that_did_not_reach_the_disk_is_not_in_the_book(
    step: str, number: int, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    book, _ = filled(file, "a")
    before = file.read_bytes()

    def fail(*_: object) -> int:
        raise OSError(number, os.strerror(number))

    with monkeypatch.context() as patched, pytest.raises(StatementsError, match="cannot write the quote book"):
        patched.setattr(os, step, fail)
        book.add(quote("a", "1"))

    assert file.read_bytes() == before
    book.refresh()
    assert texts(book) == ["0"]


def test_ids_are_never_given_twice(file: Path) -> None:
    book, ids = filled(file, *"a" * 50)

    assert len(set(ids)) == 50
    assert book.unread == 0
