"""``statements verify``, ``cite``, ``quotes`` and ``doctor``: lines for people, JSON for programs, exit statuses."""

import io
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import tui
from tests.quoting.made_quotes import made_quote
from tests.test_cli import assert_one_line, run
from tests.test_cli_process import start
from tui.library import load_library
from tui.quoting.clipboard import ROUTES
from tui.quoting.export import FORMATS
from tui.quoting.quote import Quote, take_quote
from tui.quoting.quote_book import QuoteBook
from tui.text import Span

_SPEECH = """---
title: The Harbour
author: Clara Weiss
date: 2022-03-30
source: https://example.org/harbour
---
The harbour was closed by the council, and “nobody” asked why.

Ships wait outside since March – some of them are old.

Nothing more was said by the people of the city then.
"""
_NEWS = "Ships wait outside since March. A treaty was signed by both of the councils in the old city hall.\n"
_FIELDS: dict[str, type | tuple[type, ...]] = {
    "quote": str, "status": str, "document": (str, type(None)), "number": (int, type(None)),
    "text": (str, type(None)), "differences": list, "score": (int, float), "title": (str, type(None)),
    "kind": (str, type(None)), "locator": (str, type(None)), "span": (list, type(None)), "whole": bool,
    "places": int,
}  # fmt: skip


@pytest.fixture(autouse=True)
def _own_folders(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Keep kept indexes and quote books apart."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a folder of two statements."""
    folder = tmp_path / "texts"
    folder.mkdir()
    (folder / "speech.txt").write_text(_SPEECH)
    (folder / "news.txt").write_text(_NEWS)
    return folder


def found(out: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in out.splitlines()]


def verify(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, list[dict[str, Any]]]:
    status, out, err = run(capsys, "verify", *arguments, "--json")
    assert err == ""
    return status, found(out)


def feed(monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))


@pytest.mark.parametrize(
    ("quotation", "status", "document", "number", "text", "exit_status"),
    [
        ("Ships wait outside since March –", "exact", "speech", 2, "Ships wait outside since March –", 0),
        ('and "nobody" asked', "marks", "speech", 1, "and “nobody” asked", 0),
        ("The harbour [...] asked why", "elided", "speech", 1,
         "The harbour was closed by the council, and “nobody” asked why", 0),
        ("The harbour was opened by the council, and “nobody” asked why.", "altered", "speech", 1,
         "The harbour was closed by the council, and “nobody” asked why.", 1),
        ("Kestrels nest upon abandoned lighthouses", "absent", None, None, None, 1),
    ],
)  # fmt: skip
def test_verify_tells_programs_what_a_quotation_is(
    quotation: str,
    status: str,
    document: str | None,
    number: int | None,
    text: str | None,
    exit_status: int,
    capsys: pytest.CaptureFixture[str],
    folder: Path,
) -> None:
    exit_found, lines = verify(capsys, quotation, str(folder))

    assert exit_found == exit_status
    assert len(lines) == 1
    assert list(lines[0]) == list(_FIELDS)
    assert [name for name, kind in _FIELDS.items() if not isinstance(lines[0][name], kind)] == []
    told = {name: lines[0][name] for name in ("quote", "status", "document", "number", "text")}
    assert told == {"quote": quotation, "status": status, "document": document, "number": number, "text": text}
    assert 0 <= lines[0]["score"] <= 1


def test_verify_tells_programs_each_difference(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    _, lines = verify(capsys, "Nothing was said by the people of the town then.", str(folder))

    assert lines[0]["differences"] == [
        {"kind": "delete", "quote": "", "text": "more"},
        {"kind": "replace", "quote": "town", "text": "city"},
    ]
    assert lines[0]["title"] == "The Harbour"
    start, end = lines[0]["span"]
    assert load_library([folder]).find("speech").text[start:end] == lines[0]["text"]


@pytest.mark.parametrize(
    ("quotation", "lines"),
    [
        (
            "Ships wait outside since March –",
            ["Ships wait outside since March –", "  exact: speech, para. 2; part of a sentence"],
        ),
        (
            "Ships wait outside since March",
            ["Ships wait outside since March", "  exact: news, para. 1; part of a sentence; in 2 places"],
        ),
        (
            "'A treaty was signed by both of the councils in the old city hall.'",
            [
                "'A treaty was signed by both of the councils in the old city hall.'",
                "  exact: news, para. 1; whole sentences",
            ],
        ),
        (
            'and "nobody"\nasked',
            [
                'and "nobody" asked',
                "  exact but for marks: speech, para. 1; part of a sentence",
                "  source: and “nobody” asked",
            ],
        ),
        ("Kestrels nest upon abandoned lighthouses", ["Kestrels nest upon abandoned lighthouses", "  not found"]),
    ],
)
def test_verify_tells_people_the_verdict_and_the_place(
    quotation: str, lines: list[str], capsys: pytest.CaptureFixture[str], folder: Path
) -> None:
    assert run(capsys, "verify", quotation, str(folder))[1].splitlines() == lines


def test_verify_tells_people_what_the_source_says(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    status, out, _ = run(capsys, "verify", "Nothing more was said by the people of the town then.", str(folder))
    lines = out.splitlines()

    assert status == 1
    assert lines[1].startswith("  altered: speech, para. 3; ")
    assert lines[1].endswith("% alike")
    assert lines[2:] == [
        "  source: Nothing more was said by the people of the city then.",
        "  quoted: town  source: city",
    ]


@pytest.mark.parametrize("arguments", [("-",), ()])
@pytest.mark.parametrize("data", ["Ships wait\noutside since March –\n".encode(), "\ufeffShips wait outside".encode(),
                                  "Ships wait outside".encode("utf-16")])  # fmt: skip
def test_verify_reads_the_quotation_from_the_standard_input(
    data: bytes,
    arguments: tuple[str, ...],
    capsys: pytest.CaptureFixture[str],
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    feed(monkeypatch, data)
    monkeypatch.chdir(folder)
    status, lines = verify(capsys, *arguments, *([str(folder)] if arguments else []))

    assert len(lines) == 1
    assert (status == 0) == bool(arguments)


def test_verify_checks_all_quotations_of_a_draft(
    capsys: pytest.CaptureFixture[str], folder: Path, tmp_path: Path
) -> None:
    draft = tmp_path / "draft.md"
    draft.write_text(
        "# On “the harbour”\n\nThey say “ships wait outside since March,” and\n“Kestrels nest there.”\n\n"
        "> Nothing more was said [...] by the people\n> of the city then.\n> — Clara Weiss\n\n`“code”`\n"
    )
    status, lines = verify(capsys, "--from", str(draft), str(folder))

    assert status == 1
    assert [(line["line"], line["status"], line["quote"]) for line in lines] == [
        (1, "marks", "the harbour"),
        (3, "marks", "ships wait outside since March,"),
        (4, "absent", "Kestrels nest there."),
        (6, "elided", "Nothing more was said [...] by the people of the city then."),
    ]
    assert [list(line) for line in lines] == [[*_FIELDS, "line"]] * 4


def test_verify_of_a_draft_names_its_lines_for_people(
    capsys: pytest.CaptureFixture[str], folder: Path, tmp_path: Path
) -> None:
    (tmp_path / "draft.md").write_text("One\n\n“Ships wait outside”\n")
    status, out, _ = run(capsys, "verify", "--from", str(tmp_path / "draft.md"), str(folder))

    assert status == 0
    assert out.startswith("line 3: Ships wait outside\n  exact: ")


def test_verify_reads_a_draft_from_the_standard_input(
    capsys: pytest.CaptureFixture[str], folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    feed(monkeypatch, "“Ships wait outside” and “kestrels nest there”".encode())
    status, lines = verify(capsys, "--from", "-", str(folder))

    assert (status, [line["status"] for line in lines]) == (1, ["exact", "absent"])


@pytest.mark.parametrize("content", ["", "No quotation here.\n", "> ...\n\n“—”\n", "```\n“code”\n```\n"])
def test_draft_without_quotations_is_told_and_is_no_failure(
    content: str, capsys: pytest.CaptureFixture[str], folder: Path, tmp_path: Path
) -> None:
    draft = tmp_path / "draft.md"
    draft.write_text(content)
    status, out, err = run(capsys, "verify", "--from", str(draft), str(folder))

    assert (status, out) == (0, "")
    assert_one_line(err)
    assert f"there are no quotations in {draft}" in err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("",), "there is no word in the quotation"),
        (("...",), "there is no word in the quotation"),
        (("peace", "nowhere"), "no such file or folder: nowhere"),
        (("peace", ""), "an empty path was given"),
        (("peace", "empty"), "there is no text to look in"),
        (("--from", "nowhere.md"), "nowhere.md: "),
        (("--from", "empty"), "empty: "),
        (("a" * 200_001, "texts"), "a quotation of more than 200,000 characters is not looked up"),
    ],
)
def test_verify_that_cannot_be_done_is_one_clear_line(
    arguments: tuple[str, ...],
    said: str,
    capsys: pytest.CaptureFixture[str],
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    (folder.parent / "empty").mkdir()
    monkeypatch.chdir(folder.parent)
    status, out, err = run(capsys, "verify", *arguments)

    assert (status, out) == (2, "")
    assert_one_line(err)
    assert said in err


def test_verify_writes_nothing_that_steers_a_terminal(
    capsys: pytest.CaptureFixture[str], folder: Path, tmp_path: Path
) -> None:
    (folder / "odd.txt").write_bytes("The gulls cry\x1b[31m ov\u202eer the \x9b5mquiet piers of town.\n".encode())
    for quotation in (
        "gulls cry over the quiet piers",
        "The gulls cry\x1b\x07 over the \x9bloud piers of town.",
    ):
        _, out, _ = run(capsys, "verify", quotation, str(folder))
        assert "odd" in out
        assert not set(out) & set("\x1b\x07\x9b\u202e")
        _, out, _ = run(capsys, "verify", quotation, str(folder), "--json")
        assert not set(out) & set("\x1b\x07")


def test_verify_looks_into_the_samples_where_no_path_is_given(capsys: pytest.CaptureFixture[str]) -> None:
    status, lines = verify(capsys, "record war budget of $813 billion")

    assert (status, lines[0]["status"], lines[0]["document"][:3]) == (0, "exact", "003")


def test_verify_as_a_process_takes_paths_alone_where_the_quotation_is_piped_in(folder: Path, tmp_path: Path) -> None:
    process = [sys.executable, "-m", "tui", "verify", str(folder), "--json"]
    environment = {**os.environ, "PYTHONPATH": str(Path(tui.__file__).parents[1])}
    result = subprocess.run(
        process, input="“Ships wait outside since March –”".encode(), capture_output=True, env=environment,
        cwd=tmp_path, timeout=60, check=False,
    )  # fmt: skip

    assert (result.returncode, result.stderr) == (0, b"")
    assert found(result.stdout.decode())[0]["document"] == "speech"


def test_verify_as_a_process_takes_a_long_quotation_while_something_is_piped_in(folder: Path) -> None:
    process = [sys.executable, "-m", "tui", "verify", "Ships wait outside since March " * 12, str(folder)]
    environment = {**os.environ, "PYTHONPATH": str(Path(tui.__file__).parents[1])}
    result = subprocess.run(process, input=b"", capture_output=True, env=environment, timeout=60, check=False)

    assert result.returncode == 1
    assert b"not found" in result.stdout or b"altered" in result.stdout


def test_verify_as_a_process_brings_no_screen_along(folder: Path) -> None:
    script = (
        "import sys\nfrom tui.cli import main\ntry:\n    main(sys.argv[1:])\nexcept SystemExit as end:\n"
        "    print(end.code, *sorted({name.split('.')[0] for name in sys.modules} & {'textual', 'rich'}))"
    )
    for arguments in (["verify", "Ships wait outside", str(folder)], ["cite", "news#1", str(folder)]):
        result = subprocess.run(
            [sys.executable, "-c", script, *arguments],
            capture_output=True, stdin=subprocess.DEVNULL, cwd=Path(tui.__file__).parents[1], timeout=60, check=True,
        )  # fmt: skip
        assert result.stdout.splitlines()[-1] == b"0"


def test_verify_without_a_quotation_or_a_pipe_says_what_is_wanted(folder: Path) -> None:
    result = start("verify", cwd=folder)

    assert result.returncode == 2
    assert_one_line(result.stderr.decode())


def test_cite_prints_a_paragraph_with_its_citation(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    status, out, err = run(capsys, "cite", "speech#2", str(folder))

    assert (status, err) == (0, "")
    assert out.startswith("Ships wait outside since March – some of them are old.\n")
    assert all(part in out for part in ("Clara Weiss", "The Harbour", "2022", "para. 2", "https://example.org/harbour"))


def test_cite_takes_several_paragraphs_and_any_style(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    status, out, _ = run(capsys, "cite", "speech#1-2", str(folder), "--style", "{text} – {authors}")

    assert status == 0
    assert out == (
        "The harbour was closed by the council, and “nobody” asked why.\n\n"
        "Ships wait outside since March – some of them are old. – Clara Weiss\n"
    )


@pytest.mark.parametrize("style", ["plain", "markdown", "chicago", "apa", "mla", "bibtex", "csl-json"])
def test_cite_for_programs_has_the_quote_and_its_citation(
    style: str, capsys: pytest.CaptureFixture[str], folder: Path
) -> None:
    status, out, err = run(capsys, "cite", "speech#1", str(folder), "--style", style, "--json")
    fields = found(out)[0]
    document = load_library([folder]).find("speech")

    assert (status, err) == (0, "")
    assert fields["style"] == style
    assert fields["text"] == document.text[slice(*fields["span"])] == document.blocks[fields["span"][0] > 0].text
    assert fields["locator"] == "para. 1"
    assert fields["sha256"] == document.sha256
    assert fields["citation"]
    assert fields["cited"]


@pytest.mark.parametrize("name", ["speech#1", "speech.txt#1", "sp#1", "SPEECH#1", "./texts/speech.txt#1"])
def test_cite_finds_a_document_by_id_beginning_or_file(
    name: str, capsys: pytest.CaptureFixture[str], folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder.parent)
    status, out, err = run(capsys, "cite", name, "texts")

    if status == 0:
        assert out.startswith("The harbour was closed")
    else:
        assert name in ("SPEECH#1", "speech.txt#1")
        assert_one_line(err)


def test_cite_takes_a_file_whose_name_has_a_number_sign(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    shutil.copy(folder / "news.txt", folder / "a#1.txt")

    assert run(capsys, "cite", "a#1#1", str(folder))[1].startswith("Ships wait outside since March.")


@pytest.mark.parametrize(
    ("place", "said"),
    [
        ("speech", "names no paragraph"),
        ("speech#", "names no paragraph"),
        ("#1", "names no paragraph"),
        ("speech#x", "names no paragraph"),
        ("speech#1-", "names no paragraph"),
        ("speech#0", "speech has paragraphs 1 to 3"),
        ("speech#4", "speech has paragraphs 1 to 3"),
        ("speech#2-1", "paragraphs 2 to 1"),
        ("speech#2-4", "speech has paragraphs 1 to 3"),
        ("nothing#1", "nothing"),
        ("empty#1", "empty"),
    ],
)
def test_cite_of_what_is_not_there_is_one_clear_line(
    place: str, said: str, capsys: pytest.CaptureFixture[str], folder: Path
) -> None:
    (folder / "empty.txt").write_text("")
    status, out, err = run(capsys, "cite", place, str(folder))

    assert (status, out) == (2, "")
    assert_one_line(err)
    assert said in err


@pytest.mark.parametrize("command", [("cite", "speech#1"), ("cite", "speech#1", "--json")])
def test_unknown_style_is_one_clear_line(
    command: tuple[str, ...], capsys: pytest.CaptureFixture[str], folder: Path
) -> None:
    status, out, err = run(capsys, *command, str(folder), "--style", "vancouver")

    assert (status, out) == (2, "")
    assert_one_line(err)
    assert "vancouver" in err
    assert "chicago" in err


def book_of(file: Path, folder: Path) -> tuple[QuoteBook, list[Quote]]:
    """Return a book of two quotes from the statements of a folder, and the quotes."""
    document = load_library([folder]).find("speech")
    starts = [document.text.index(words) for words in ("Ships wait outside", "Nothing more")]
    quotes = [take_quote(document, Span(start, start + 18)) for start in starts]
    book = QuoteBook(file)
    for quote in quotes:
        book.add(quote)
    return book, quotes


def test_quotes_prints_the_book_with_citations_and_notes(
    capsys: pytest.CaptureFixture[str], folder: Path, tmp_path: Path
) -> None:
    book, _ = book_of(tmp_path / "book", folder)
    book.annotate(book.entries[0].id, "look\x1b[31m again")
    book.delete(book.entries[1].id)
    status, out, err = run(capsys, "quotes", "--quotes", str(tmp_path / "book"))

    assert (status, err) == (0, "")
    assert out.startswith("Ships wait outside\n")
    assert "Clara Weiss" in out
    assert "Note: look[31m again\n" in out
    assert "Nothing more" not in out


def test_quotes_json_is_one_object_a_quote_with_every_field(
    capsys: pytest.CaptureFixture[str], folder: Path, tmp_path: Path
) -> None:
    book, quotes = book_of(tmp_path / "book", folder)
    status, out, _ = run(capsys, "quotes", "--quotes", str(tmp_path / "book"), "--json")

    assert status == 0
    assert [line["id"] for line in found(out)] == [entry.id for entry in book.entries]
    assert [(line["text"], line["span"]) for line in found(out)] == [(quote.text, list(quote.span)) for quote in quotes]


def test_quotes_without_a_file_are_those_of_the_data_folder(capsys: pytest.CaptureFixture[str]) -> None:
    QuoteBook().add(made_quote("From the data folder."))

    assert run(capsys, "quotes")[1].startswith("From the data folder.\n")


@pytest.mark.parametrize("format", FORMATS)
def test_quotes_are_exported_in_every_format(
    format: str, capsys: pytest.CaptureFixture[str], folder: Path, tmp_path: Path
) -> None:
    book_of(tmp_path / "book", folder)
    status, out, err = run(capsys, "quotes", "--quotes", str(tmp_path / "book"), "--export", format)

    assert (status, err) == (0, "")
    assert out.endswith("\n")
    assert format == "bibtex" or "Ships wait outside" in out


@pytest.mark.parametrize("arguments", [(), ("--json",), ("--verify",)])
def test_empty_book_says_how_to_fill_it(
    arguments: tuple[str, ...], capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    status, out, err = run(capsys, "quotes", "--quotes", str(tmp_path / "book"), *arguments)

    assert (status, out) == (1, "")
    assert_one_line(err)
    assert "y and Y" in err
    assert not (tmp_path / "book").exists()


def test_lines_of_no_sense_in_the_book_are_told_and_left_out(
    capsys: pytest.CaptureFixture[str], folder: Path, tmp_path: Path
) -> None:
    book_of(tmp_path / "book", folder)
    with open(tmp_path / "book", "ab") as file:
        file.write(b"{\n[]\n")
    status, out, err = run(capsys, "quotes", "--quotes", str(tmp_path / "book"), "--json")

    assert (status, len(found(out))) == (0, 2)
    assert_one_line(err)
    assert "2 lines" in err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--export", "docx"), "unknown format 'docx'; there are markdown"),
        (("--quotes", "."), "directory"),
        (("--quotes", "texts/news.txt/book"), "Not a directory"),
        (("--verify", "nowhere"), "no such file or folder: nowhere"),
    ],
)
def test_quotes_that_cannot_be_shown_are_one_clear_line(
    arguments: tuple[str, ...],
    said: str,
    capsys: pytest.CaptureFixture[str],
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(folder.parent)
    QuoteBook().add(made_quote())
    status, out, err = run(capsys, "quotes", *arguments)

    assert (status, out) == (2, "")
    assert_one_line(err)
    assert said in err


@pytest.mark.parametrize(
    ("change", "statuses"),
    [
        ("nothing", ["exact", "exact"]),
        ("a paragraph before", ["moved", "moved"]),
        ("a word", ["changed", "moved"]),
        ("a paragraph away", ["exact", "gone"]),
        ("the file away", ["moved", "gone"]),
        ("the file elsewhere", ["moved", "moved"]),
    ],
)
@pytest.mark.parametrize("has_path", [True, False])
def test_quotes_are_checked_against_the_files_as_they_are_now(
    change: str, statuses: list[str], has_path: bool, capsys: pytest.CaptureFixture[str], folder: Path, tmp_path: Path
) -> None:
    book_of(tmp_path / "book", folder)
    file = folder / "speech.txt"
    if change == "a paragraph before":
        file.write_text(_SPEECH.replace("The harbour was", "Something new stands here.\n\nThe harbour was"))
    elif change == "a word":
        file.write_text(_SPEECH.replace("Ships wait outside", "Ships wait patiently outside"))
    elif change == "a paragraph away":
        file.write_text(_SPEECH[: _SPEECH.index("Nothing more")])
    elif change == "the file away":
        file.unlink()
    elif change == "the file elsewhere":
        (folder / "deeper").mkdir()
        file.rename(folder / "deeper" / "other.txt")
    paths = [str(folder)] if has_path else []
    # Without a path there is nowhere else to look.
    expected = ["gone", "gone"] if change.startswith("the file") and not has_path else statuses
    exit_status, out, err = run(capsys, "quotes", *paths, "--quotes", str(tmp_path / "book"), "--verify", "--json")
    lines = found(out)

    assert err == ""
    assert [line["status"] for line in lines] == expected
    assert exit_status == (0 if set(expected) <= {"exact", "moved"} else 1)
    for line in lines:
        assert {"id", "document", "status", "quote", "text", "span", "differences", "reason"} <= set(line)
        assert (line["text"] is None) == (line["status"] == "gone") == bool(line["reason"])
        assert line["status"] not in ("exact", "moved") or line["text"] == line["quote"]


def test_checked_quotes_are_told_to_people(capsys: pytest.CaptureFixture[str], folder: Path, tmp_path: Path) -> None:
    document = load_library([folder]).find("speech")
    book = QuoteBook(tmp_path / "book")
    for block in document.blocks[-2:]:
        book.add(take_quote(document, block.span))
    (folder / "speech.txt").write_text(_SPEECH.replace("Ships wait outside", "Ships stay outside"))
    status, out, _ = run(capsys, "quotes", "--quotes", str(tmp_path / "book"), "--verify")

    assert status == 1
    assert out.splitlines() == [
        "changed: speech, para. 2: Ships wait outside since March – some of them are old.",
        "  quoted: wait  source: stay",
        "exact: speech, para. 3: Nothing more was said by the people of the city then.",
    ]


@pytest.mark.parametrize("words", ["—", "…"])
def test_quote_of_nothing_but_marks_does_not_stop_the_others_from_being_checked(
    words: str, capsys: pytest.CaptureFixture[str], folder: Path, tmp_path: Path
) -> None:
    book, quotes = book_of(tmp_path / "book", folder)
    book.add(Quote("speech", Span(0, 1), words, path=quotes[0].path))
    status, out, err = run(capsys, "quotes", "--quotes", str(tmp_path / "book"), "--verify", "--json")

    assert err == ""
    assert [line["status"] for line in found(out)][:2] == ["exact", "exact"]
    assert len(found(out)) == 3


def test_quote_of_a_file_that_cannot_be_asked_for_does_not_stop_the_others_from_being_checked(
    capsys: pytest.CaptureFixture[str], folder: Path, tmp_path: Path
) -> None:
    book, _ = book_of(tmp_path / "book", folder)
    book.add(made_quote(path=f"/{'x' * 300}"))
    status, out, _ = run(capsys, "quotes", "--quotes", str(tmp_path / "book"), "--verify", "--json")

    assert [line["status"] for line in found(out)] == ["gone", "exact", "exact"]
    assert status == 1


def test_text_of_any_characters_is_printed_and_exported(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    odd = "a\u2028b\x9bc\u202ed\ud800e\x1b]0;x\x07f\U000e0041g"
    QuoteBook(tmp_path / "book").add(made_quote(odd, title=odd, authors=(odd,), path="/texts/" + odd))
    for arguments in ((), ("--json",), ("--verify",), *(("--export", format) for format in FORMATS)):
        result = start("quotes", "--quotes", str(tmp_path / "book"), *arguments)
        assert (result.returncode, result.stderr) == (int(arguments == ("--verify",)), b"")
        assert not set(result.stdout) & set(b"\x1b\x07")
        result.stdout.decode()


def test_doctor_tells_people_and_programs_which_way_a_copy_takes(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, err = run(capsys, "doctor")
    assert (status, err) == (0, "")
    assert len(out.splitlines()) > 3

    status, out, err = run(capsys, "doctor", "--json")
    assert (status, err, len(out.splitlines())) == (0, "", 1)
    assert isinstance(found(out)[0], dict)


@pytest.mark.parametrize("route", ROUTES)
def test_doctor_knows_every_way_to_the_clipboard(route: str, capsys: pytest.CaptureFixture[str]) -> None:
    status, out, err = run(capsys, "doctor", "--clipboard", route)

    assert (status, err) == (0, "")
    assert route in out.lower() or route == "auto"


@pytest.mark.parametrize("arguments", [("doctor", "--clipboard", "pigeon"), ("open", "--clipboard", "pigeon")])
def test_unknown_way_to_the_clipboard_is_one_clear_line(
    arguments: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    status, out, err = run(capsys, *arguments)

    assert (status, out) == (2, "")
    assert_one_line(err)
    assert "pigeon" in err
    assert "osc52" in err


@pytest.mark.parametrize("command", ["verify", "cite", "quotes", "doctor"])
def test_help_of_each_command_says_what_it_takes(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    status, out, err = run(capsys, command, "--help")

    assert (status, err) == (0, "")
    assert f"statements {command}" in out
    assert "--json" in out
