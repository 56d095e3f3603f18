"""The quote book for other programs: every word exact, in forms they read."""

import csv
import io
import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.quoting.made_quotes import bare_quote, made_quote, odd_quotes, odd_texts
from tui.errors import StatementsError
from tui.quoting.citation import with_citation
from tui.quoting.clipboard import clean
from tui.quoting.export import FORMATS, cite_all, export
from tui.quoting.markdown import block_quote
from tui.quoting.quote_book import Entry, describe_entry, quote_of
from tui.text import Span

_TWO = (Entry("a1", made_quote(), "Ask the *crane* drivers."), Entry("b2", made_quote("Nobody unloads them.")))
_odd_entries = st.lists(
    st.builds(Entry, st.uuids().map(str), odd_quotes, st.one_of(st.just(""), odd_texts)), max_size=4
)


def _records(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_markdown_groups_the_quotes_by_document_with_the_notes_below() -> None:
    other = Entry("c3", bare_quote("Elsewhere.", path="/texts/other.md"))

    assert export([_TWO[0], other, _TWO[1]], "markdown") == (
        "## The Harbour Is Closed\n\n"
        "Ana Castro, *The Harbour Is Closed*, Dock News, 3 March 2021, <https://example.org/harbour>\n\n"
        "> Ships wait outside.\n\n"
        "para. 3\n\n"
        "Ask the \\*crane\\* drivers.\n\n"
        "> Nobody unloads them.\n\n"
        "para. 3\n\n"
        "## other.md\n\n"
        "*other.md*, n.d.\n\n"
        "> Elsewhere.\n"
    )


def test_bibtex_has_an_entry_for_each_quote_under_a_key_of_its_own() -> None:
    text = export(_TWO, "bibtex")

    assert re.findall(r"@misc\{(.*),", text) == ["castro2021harbour", "castro2021harbour-2"]
    assert text.endswith("}\n")


def test_csl_json_has_an_item_for_each_quote_under_an_id_of_its_own() -> None:
    items = json.loads(export(_TWO, "csl-json"))

    assert [(item["id"], item["annote"]) for item in items] == [
        ("castro2021harbour", "Ships wait outside."),
        ("castro2021harbour-2", "Nobody unloads them."),
    ]


def test_csv_has_a_header_and_a_record_for_each_quote() -> None:
    text = export(_TWO, "csv")

    assert text.startswith(
        "id,document,title,authors,publisher,date,source,path,sha256,locator,taken,words,note\r\n"
        "a1,harbour,The Harbour Is Closed,Ana Castro,Dock News,2021-03-03,https://example.org/harbour,/texts/harbour.md,"
    )
    assert [record["words"] for record in _records(text)] == ["Ships wait outside.", "Nobody unloads them."]


def test_csv_keeps_a_text_that_a_spreadsheet_would_calculate() -> None:
    assert _records(export([Entry("a", made_quote("=1+1"))], "csv"))[0]["words"] == "=1+1"


def test_page_furniture_inside_a_quote_is_left_out_of_the_words() -> None:
    quote = made_quote("One.\n\nPage 3\n\nTwo.", parts=(Span(0, 4), Span(14, 18)))

    assert _records(export([Entry("a", quote)], "csv"))[0]["words"] == "One.\n\nTwo."
    assert "Page" not in export([Entry("a", quote)], "markdown")


def test_json_has_the_fields_of_the_quote_book() -> None:
    assert json.loads(export(_TWO, "json")) == [describe_entry(entry) for entry in _TWO]


@pytest.mark.parametrize(
    ("format", "text"),
    [("markdown", ""), ("bibtex", ""), ("csl-json", "[]\n"), ("json", "[]\n"), ("csv", None)],
)
def test_an_empty_book_is_an_empty_file_of_its_kind(format: str, text: str | None) -> None:
    exported = export([], format)

    assert exported == text or (text is None and exported.count("\r\n") == 1)


def test_quotes_in_one_style_are_parted_by_a_blank_line() -> None:
    quotes = [entry.quote for entry in _TWO]

    assert cite_all(quotes, "{text} ({year})") == "Ships wait outside. (2021)\n\nNobody unloads them. (2021)"
    assert cite_all(quotes) == "\n\n".join(with_citation(quote) for quote in quotes)
    assert cite_all(quotes, "bibtex") + "\n" == export(_TWO, "bibtex")
    assert cite_all(quotes, "csl-json") + "\n" == export(_TWO, "csl-json")
    assert cite_all([], "mla") == ""
    with pytest.raises(StatementsError, match="unknown style"):
        cite_all(quotes, "word")


def test_an_unknown_format_is_refused_with_the_known() -> None:
    with pytest.raises(StatementsError, match="markdown, bibtex, csl-json, csv, json"):
        export([], "word")
    assert FORMATS == ("markdown", "bibtex", "csl-json", "csv", "json")


@given(_odd_entries)
def test_csv_reads_back_to_the_words_that_a_clipboard_takes(entries: list[Entry]) -> None:
    records = _records(export(entries, "csv"))

    assert [record["words"] for record in records] == [clean(entry.quote.words)[0] for entry in entries]
    assert [record["note"] for record in records] == [clean(entry.note)[0] for entry in entries]


@given(_odd_entries, st.sampled_from(FORMATS))
def test_no_format_holds_what_steers_a_terminal(entries: list[Entry], format: str) -> None:
    text = export(entries, format)

    assert clean(text.replace("\r\n", "\n"))[1] == 0


@given(_odd_entries)
def test_json_reads_back_to_the_same_quotes(entries: list[Entry]) -> None:
    objects = json.loads(export(entries, "json"))

    assert [Entry(fields["id"], quote_of(fields), fields["note"]) for fields in objects] == entries


@given(_odd_entries)
def test_bibtex_has_as_many_entries_as_the_book(entries: list[Entry]) -> None:
    assert len(re.findall(r"^@misc\{", export(entries, "bibtex"), re.MULTILINE)) == len(entries)


@given(_odd_entries)
def test_markdown_has_the_words_of_every_entry_in_a_block_quote(entries: list[Entry]) -> None:
    text = export(entries, "markdown")

    assert all(clean(block_quote(entry.quote.words))[0] in text for entry in entries)
    assert text.count("\n## ") + text.startswith("## ") == (1 if entries else 0)
