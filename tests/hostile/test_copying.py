"""What is copied, exported and printed holds no control and no override; the text is otherwise untouched."""

import csv
import io
import json
import re
import sys
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.e2e.program import environment
from tests.hostile.copying import copied, is_clean
from tests.hostile.grammar import hear
from tests.hostile.sequences import ALL, CONTROLS, DIRECTION, UNSEEN
from tests.quoting.made_quotes import made_quote
from tests.terminal import Terminal
from tui.quoting import clipboard
from tui.quoting.citation import Style, cite, with_citation
from tui.quoting.clipboard import clean, one_line, osc52
from tui.quoting.export import FORMATS, cite_all, export
from tui.quoting.quote import Quote
from tui.quoting.quote_book import Entry, QuoteBook

_TAGS = [chr(0xE0000 + code) for code in range(0x80)]
hostile_texts = st.lists(
    st.one_of(
        st.sampled_from(ALL),
        st.characters(),
        st.sampled_from([*DIRECTION, *UNSEEN, *_TAGS, "\U0001f3f4", "\ud800", "\udfff", "\r\n", "\r", "\n", "\t"]),
        st.text(st.sampled_from(_TAGS[0x30:]), min_size=2, max_size=7).map(lambda tags: f"\U0001f3f4{tags}\U000e007f"),
    ),
    max_size=30,
).map("".join)
"""Texts of everything that could harm."""
_words = hostile_texts.map(lambda text: text.strip() or "words")
hostile_quotes = st.builds(
    made_quote,
    _words,
    title=_words,
    authors=st.lists(_words, max_size=3).map(tuple),
    publisher=_words,
    source=_words,
    locator=_words,
    path=_words,
)
"""Quotes of such texts, from documents of such names."""


@given(hostile_texts)
def test_a_clipboard_gets_just_what_the_reference_says(text: str) -> None:
    cleaned, dropped = clean(text)

    assert cleaned == copied(text)
    assert dropped >= 0
    cleaned.encode()


@pytest.mark.parametrize("plane", [0, 1, 0xE])
def test_every_character_between_letters_is_kept_or_dropped_as_the_reference_says(plane: int) -> None:
    for start in range(plane << 16, (plane + 1) << 16, 0x100):
        text = "".join(f"a{chr(code)}" for code in range(start, start + 0x100))

        assert clean(text)[0] == copied(text), hex(start)


@given(hostile_texts)
def test_a_text_without_harm_is_left_as_it_is(text: str) -> None:
    harmless = copied(text)

    assert clean(harmless) == (harmless, 0)


@given(hostile_texts)
def test_a_line_for_a_shell_has_the_same_words(text: str) -> None:
    line = clean(one_line(text))[0]

    assert "\n" not in line
    assert is_clean(line)
    assert line.split() == copied(" ".join(text.split())).split()


@given(hostile_texts)
def test_the_sequence_of_a_copy_is_one_and_holds_the_text(text: str) -> None:
    cleaned = copied(text)

    heard = hear(osc52(cleaned).encode())

    assert heard.foreign == ()
    assert heard.copies == (cleaned,)


@pytest.mark.parametrize("fault", ["\x1b", "\x9b", "\u202e", "\u2069", "\ufeff", "\U000e0041", "\ud800", "\r", "\x7f"])
def test_the_reference_refuses(fault: str) -> None:
    assert not is_clean(f"before{fault}after")


def test_a_clipboard_that_takes_everything_would_not_pass(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clipboard, "_DROPPED", re.compile("(x)(?!x)x"))

    assert [text for text in ALL if clipboard.clean(text)[0] != copied(text)]


@given(hostile_quotes, st.sampled_from(list(Style)))
def test_what_is_copied_of_a_quote_with_its_citation_is_clean(quote: Quote, style: Style) -> None:
    for text in (cite(quote, style), with_citation(quote, style), cite_all([quote, quote], style)):
        assert is_clean(clean(text)[0])


@given(st.lists(hostile_quotes, min_size=1, max_size=3), hostile_texts, st.sampled_from(FORMATS))
def test_exports_hold_no_control(quotes: list[Quote], note: str, format: str) -> None:
    exported = export([Entry(str(at), quote, note) for at, quote in enumerate(quotes)], format)

    text = exported.replace("\r\n", "\n") if format == "csv" else exported
    assert is_clean(text.removesuffix("\n"))
    if format == "csv":
        rows = list(csv.DictReader(io.StringIO(exported, newline="")))
        assert [row["words"] for row in rows] == [copied(quote.words) for quote in quotes]
    if format == "json":
        assert [each["text"] for each in json.loads(exported)] == [quote.text for quote in quotes]


def _hostile_folder(folder: Path) -> Path:
    folder.mkdir()
    random = Random(4)
    pieces = [text for family in CONTROLS.values() for text in family]
    for number in range(4):
        middle = " and ".join(random.choice(pieces) + random.choice(DIRECTION) for _ in range(30))
        text = (
            f"Title {middle[:60]}\n\nBy Jane {middle[:9]} Roe\n\nWe call for peace {middle} now. A second sentence.\n"
        )
        (folder / f"{number}\x1b[31m\x9b.txt").write_bytes(text.encode("utf-8", "surrogatepass"))
    return folder


def _keep_quotes(file: Path) -> None:
    book = QuoteBook(file)
    for text in (ALL[40], "\u202e\x1b[31m words", "\x9b31m and\r\nmore \x07"):
        book.add(made_quote(f"Ships {text} wait.", title=f"A {text} title", authors=(f"Ana {text}",), path=f"/a{text}"))


_COMMANDS = [
    ["list"],
    ["list", "--json"],
    ["show", "1"],
    ["show", "1", "--json"],
    ["search", "peace"],
    ["search", "peace", "--kwic"],
    ["search", "peace", "--json", "--context", "2"],
    ["search", "nowhere", "--missing"],
    ["compare", "1", "2"],
    ["compare", "1", "2", "--json", "--sentences"],
    ["overview"],
    ["cite", "1#1"],
    ["cite", "1#1", "--style", "bibtex", "--json"],
    ["verify", "We call for peace, a second \x1b[31m sentence"],
]


def test_what_the_commands_print_on_a_terminal_holds_no_control(tmp_path: Path) -> None:
    folder, file = _hostile_folder(tmp_path / "files"), tmp_path / "quotes.jsonl"
    _keep_quotes(file)
    script = tmp_path / "all.py"
    quotes = [
        ["quotes", "--quotes", str(file), *more] for more in ([], ["--json"], *(["--export", name] for name in FORMATS))
    ]
    commands = [[*command, str(folder)] for command in _COMMANDS] + quotes
    script.write_text(
        "import sys\nfrom tui.cli import main\n"
        f"for command in {commands!r}:\n"
        "    print('RUNS', command[0])\n"
        "    try:\n        main(command)\n    except SystemExit as end:\n        print('ENDS', end.code)\n"
    )
    with Terminal([sys.executable, str(script)], columns=100, rows=40, env=environment(tmp_path)) as terminal:
        terminal.wait_exit(60)
        written = terminal.bytes_since()

    assert written.count(b"RUNS") == written.count(b"ENDS") == len(commands)
    assert written.count(b"ENDS 2") == 0
    # What stands out is bold and yellow.
    heard = hear(written.replace(b"\x1b[1;33m", b"").replace(b"\t", b" "))
    assert [str(foreign) for foreign in heard.foreign] == []
    assert b"Traceback" not in written
