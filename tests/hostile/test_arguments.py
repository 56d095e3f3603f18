"""Arguments, queries and quotations of any kind give an answer or one clear line.

The program has no file of keys; what a person can put before it are files, arguments, the standard input, and what is
typed or pasted.
"""

import contextlib
import io
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests.e2e.program import environment
from tests.hostile.pieces import pieces
from tests.hostile.reading import STEERING
from tests.hostile.sequences import ALL
from tests.samples import read_text, within
from tui import cli
from tui.errors import StatementsError
from tui.filtering import LibraryFilter
from tui.library import Library, load_library
from tui.search.expressions import Query
from tui.search.lexer import QueryError
from tui.search.query import parse_query
from tui.text import fold

_COMMANDS = ("list", "show", "search", "compare", "overview", "verify", "cite", "quotes", "doctor", "open", "")
_STATUSES = (0, 1, 2, 130)
_PATIENCE = 20
_NUMBERS = (
    "0",
    "-1",
    "1",
    "1e999",
    "nan",
    "inf",
    "-inf",
    "0x10",
    "1_000",
    "٣",
    "",
    " ",
    "9" * 5000,
    "1.5",
    "2147483648",
    "-0",
    "1e-400",
    "½",
)
_NAMES = pieces(
    "000‖001#1‖#‖#1‖0#0‖000#9999999999‖000#2-1‖00‖a.txt‖files‖files/a.txt‖--‖-‖-x‖--nonsense‖--json=1‖-h=‖--limit"
)
_QUERIES = (
    '"',
    '"a',
    "date:",
    "date:>=",
    "date:2022-99",
    "author:\x1b",
    "a OR",
    "OR",
    "-a",
    "*",
    "a*b",
    "kind:\u202e",
    "in:\udcff",
    "“a",
    "date:1..0",
    "((",
    "a:b:c",
    "9" * 4100,
)
_HUGE = ("x" * 100_000, "x " * 50_000, "\x1b[31m" * 20_000, "a/" * 50_000, '"' * 99_999, "\udcff" * 60_000)

hostile_words = st.one_of(
    st.sampled_from((*ALL, *_NUMBERS, *_NAMES, *_QUERIES)),
    st.lists(st.sampled_from(ALL), max_size=8).map("".join),
    st.text(
        st.one_of(st.characters(exclude_categories=["Cs"]), st.characters(min_codepoint=0xDC80, max_codepoint=0xDCFF)),
        max_size=30,
    ),
    st.sampled_from(_HUGE),
).map(
    lambda text: "".join(
        each
        for each in text.replace("\0", "")
        if not "\ud800" <= each < "\udc80" and each <= "\udcff" or each > "\udfff"
    )
)
"""Words as a kernel hands them over: no NUL, bytes that are no UTF-8 as halves."""


def _options(name: str) -> list[str]:
    command = cli._statements.commands.get(name)
    options = [option for each in (command.params if command else ()) for option in each.opts if option.startswith("-")]
    return [*options, "--help", "--version"]


@st.composite
def arguments(draw: st.DrawFn) -> list[str]:
    """The name of a command, or none, and words and options in any order."""
    name = draw(st.sampled_from(_COMMANDS))
    options = st.sampled_from(_options(name))
    words = draw(st.lists(st.one_of(hostile_words, options, st.sampled_from(("000", "files", "peace"))), max_size=6))
    return [*([name] if name else []), *words]


@dataclass(frozen=True, slots=True)
class _Said:
    status: object
    out: str
    err: str


def _run(words: list[str]) -> _Said:
    out, err = (io.TextIOWrapper(io.BytesIO(), "utf-8") for _ in range(2))
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err), within(_PATIENCE):
        before, sys.stdin = sys.stdin, io.TextIOWrapper(io.BytesIO(b"We want peace \x1b[31m\xff now."))
        try:
            cli.main(words)
            status: object = "did not end"
        except SystemExit as end:
            status = end.code
        finally:
            sys.stdin = before
    for stream in (out, err):
        stream.flush()
    said = [stream.detach().getvalue().decode() for stream in (out, err)]
    return _Said(status, *said)


def _check(said: _Said) -> None:
    """Require one of the statuses, and where it failed one line that cannot steer a terminal."""
    assert said.status in _STATUSES
    lines = said.err.splitlines()
    assert STEERING.search(said.err.replace("\n", "")) is None
    assert "Traceback" not in said.out + said.err
    if said.status == 2:
        assert len(lines) == 1
        assert lines[0].startswith("statements: ")
        assert len("statements: x") < len(lines[0]) <= 520


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder to be in, with nothing but two hostile statements below it."""
    (tmp_path / "files").mkdir()
    (tmp_path / "files" / "a.txt").write_text("A title \x1b[31m\n\nWe want peace \u202e now. And no war.")
    (tmp_path / "files" / "b\x1b\n.txt").write_text("Another title\n\nThey want peace, too.")
    monkeypatch.chdir(tmp_path)
    yield tmp_path


@settings(max_examples=60, suppress_health_check=list(HealthCheck))
@given(words=arguments())
@example(words=["list", "files", "--max-size", "1e-400"])
@example(words=["search", "x" * 100_000, "files"])
@example(words=["show", "x" * 100_000, "files"])
@example(words=["cite", f"{'x' * 100_000}#1", "files"])
@example(words=["verify", "peace " * 20_000, "files"])
@example(words=["cite", "000#1", "--style", "{" * 50_000])
@example(words=["quotes", "--export", "x" * 100_000])
@example(words=["x" * 100_000])
def test_any_arguments_give_an_answer_or_one_clear_line(words: list[str], place: Path) -> None:
    # What there is outside, the whole disk among it, is left alone.
    known = {"files", "files/a.txt"}
    words = [word for word in words if word in known or not os.path.lexists(word)]

    _check(_run(words))


@pytest.mark.parametrize(
    "words",
    [
        ["list", "files\x1b[31m\x07\n"],
        [b"show", b"\xff\xfe\x1b]52;c;AAAA\x07"],
        ["search", '"' + "x" * 100_000, "files"],
        ["open", "--wire", "\u202e"],
    ],
)
def test_a_real_process_says_one_clear_line(words: list[str], place: Path) -> None:
    surroundings = {**os.environ, **environment(place / "state")}
    done = subprocess.run([sys.executable, "-m", "tui", *words], capture_output=True, env=surroundings, cwd=place)

    assert done.returncode == 2
    _check(_Said(done.returncode, done.stdout.decode(), done.stderr.decode()))


def test_the_measure_sees_a_traceback_two_lines_and_a_control() -> None:
    for said in (
        _Said(1, "", "Traceback"),
        _Said(2, "", "statements: a b\nc\n"),
        _Said(2, "", "statements: \x1b"),
        _Said(3, "", ""),
    ):
        with pytest.raises(AssertionError):
            _check(said)


_LIBRARY = load_library()


@given(st.one_of(hostile_words, st.lists(st.sampled_from((*_QUERIES, "peace", "war")), max_size=6).map(" ".join)))
def test_any_query_parses_or_says_what_is_wrong_in_one_line(text: str) -> None:
    with within(_PATIENCE):
        try:
            assert isinstance(parse_query(text), Query)
        except QueryError as error:
            assert "\n" not in error.reason
            assert 1 <= error.column <= len(text) + 1


@settings(max_examples=15)
@given(hostile_words)
def test_any_query_finds_something_or_nothing(text: str) -> None:
    from tui.search.kept import open_index
    from tui.search.ranking import search

    index = open_index(_LIBRARY.documents, ())
    with within(_PATIENCE), contextlib.suppress(StatementsError):
        answer = search(index, parse_query(text), limit=50)
        assert all(hit.document in _LIBRARY.documents for hit in answer.hits)


@given(hostile_words)
def test_any_words_filter_a_library(text: str) -> None:
    with within(_PATIENCE):
        narrowed, lit = LibraryFilter(_LIBRARY).narrow(text)

    assert isinstance(narrowed, Library)
    assert set(narrowed) <= set(_LIBRARY)
    assert set(lit) <= {document.id for document in _LIBRARY}


@given(hostile_words)
def test_any_words_can_be_found_in_a_text(text: str) -> None:
    document = read_text(f"Title\n\nSome words {text} and more.".encode("utf-8", "surrogatepass"))
    with within(_PATIENCE):
        hits = fold(document.text).hits(fold(text).text)

    assert all(0 <= hit.start < hit.end <= len(document.text) for hit in hits)


@settings(max_examples=15)
@given(hostile_words)
def test_any_words_can_be_verified(text: str) -> None:
    from tui.checking import collect
    from tui.search.kept import open_index

    collection = collect(_LIBRARY.documents, open_index(_LIBRARY.documents, ()))
    with within(_PATIENCE), contextlib.suppress(StatementsError):
        finding = collection.check(text)
        assert finding.document is None or finding.document in _LIBRARY.documents
