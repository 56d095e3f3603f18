"""Entries for reference managers are valid and hold the exact words, whatever the words are."""

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.quoting.made_quotes import bare_quote, made_quote, odd_quotes
from tui.documents.model import PartialDate
from tui.quoting.bibliography import bibtex, citation_key, citation_keys
from tui.quoting.citation import cite, with_citation
from tui.quoting.quote import Quote

_COMMANDS = {
    r"\textbackslash{}": "\\",
    r"\textbraceleft{}": "{",
    r"\textbraceright{}": "}",
    r"\textasciitilde{}": "~",
    r"\textasciicircum{}": "^",
    "{}": "",
}
_LATEX = re.compile(r"\\text\w+\{\}|\\(.)|\{\}", re.DOTALL)


def _unescaped(value: str) -> str:
    return _LATEX.sub(lambda found: found[1] or _COMMANDS[found[0]], value)


def _fields(entry: str) -> dict[str, str]:
    """Return the fields of one entry, read the way BibTeX reads: a brace counts whatever stands before it."""
    head = re.match(r"@misc\{([a-z0-9-]+),\n", entry)
    assert head
    at, fields = head.end(), {"key": head[1]}
    while found := re.compile(r"  (\w+) = (?:([a-z]{3}),\n|\{)").match(entry, at):
        at = found.end()
        if found[2]:
            fields[found[1]] = found[2]
            continue
        start, depth = at, 1
        while depth:
            depth += {"{": 1, "}": -1}.get(entry[at], 0)
            at += 1
        fields[found[1]] = entry[start : at - 1]
        assert entry[at : at + 2] == ",\n"
        at += 2
    assert entry[at:] == "}"
    return fields


def test_an_entry_of_bibtex_holds_all_that_is_known() -> None:
    assert with_citation(made_quote(), "bibtex") == (
        "@misc{castro2021harbour,\n"
        "  author = {Castro, Ana},\n"
        "  title = {{The Harbour Is Closed}},\n"
        "  howpublished = {Dock News},\n"
        "  date = {2021-03-03},\n"
        "  year = {2021},\n"
        "  month = mar,\n"
        "  url = {https://example.org/harbour},\n"
        "  note = {para. 3},\n"
        "  annote = {Ships wait outside.},\n"
        "}"
    )


def test_an_entry_of_bibtex_invents_nothing() -> None:
    assert cite(bare_quote(), "bibtex") == "@misc{ndharbour,\n  title = {{harbour.md}},\n}"


@pytest.mark.parametrize(
    ("authors", "field"),
    [
        (("Russian Socialist Movement (RSD)",), "{Russian Socialist Movement (RSD)}"),
        (("Ana Castro", "Ben Okoro"), "Castro, Ana and Okoro, Ben"),
        (("Council for Bread and Peace", "Ana Castro"), "{Council for Bread and Peace} and Castro, Ana"),
        (("Xi Jinping",), "{Xi Jinping}"),
        (("Martin Luther King Jr.",), "King, Jr., Martin Luther"),
        (("Ludwig van der Berg",), "van der Berg, Ludwig"),
        (("Smith & Sons", " "), r"{Smith \& Sons}"),
    ],
)
def test_authors_are_joined_and_organisations_stay_whole(authors: tuple[str, ...], field: str) -> None:
    assert _fields(bibtex(made_quote(authors=authors)))["author"] == field


@pytest.mark.parametrize(
    ("date", "fields"),
    [
        (PartialDate(2022), {"date": "2022", "year": "2022"}),
        (PartialDate(2022, 5), {"date": "2022-05", "year": "2022", "month": "may"}),
        (PartialDate(2022, 5, 1), {"date": "2022-05-01", "year": "2022", "month": "may"}),
        (None, {}),
    ],
)
def test_a_date_in_bibtex_is_as_precise_as_it_is_known(date: PartialDate | None, fields: dict[str, str]) -> None:
    found = _fields(bibtex(made_quote(date=date)))

    assert {name: found[name] for name in ("date", "year", "month") if name in found} == fields


@pytest.mark.parametrize(
    ("text", "latex"),
    [
        ("50% & more #1 $5 a_b", r"50\% \& more \#1 \$5 a\_b"),
        ("{x} ~ ^ \\", r"\{x\} \textasciitilde{} \textasciicircum{} \textbackslash{}"),
        ("}x{", r"\textbraceright{}x\textbraceleft{}"),
        ("war -- peace --- all", "war -{}- peace -{}-{}- all"),
        ("``so-called''", "`{}`so-called'{}'"),
        ("“war” – мир – 和平", "“war” – мир – 和平"),
    ],
)
def test_what_latex_would_take_for_a_command_is_escaped(text: str, latex: str) -> None:
    assert _fields(bibtex(made_quote(text)))["annote"] == latex


def test_an_address_is_verbatim_but_for_what_would_break_the_field() -> None:
    fields = _fields(bibtex(made_quote(source="https://example.org/a_b?c=50%25&d={e}#f g\\h")))

    assert fields["url"] == "https://example.org/a_b?c=50%25&d=%7Be%7D#f%20g%5Ch"


@given(odd_quotes)
def test_an_entry_of_bibtex_can_be_read_back_to_the_same_words(quote: Quote) -> None:
    fields = _fields(with_citation(quote, "bibtex"))

    assert _unescaped(fields["annote"]) == quote.words
    assert _unescaped(fields["title"].removeprefix("{").removesuffix("}")) == " ".join(quote.name.split())


@pytest.mark.parametrize(
    ("quote", "key"),
    [
        (made_quote(), "castro2021harbour"),
        (made_quote(authors=("Jan van der Berg",)), "vanderberg2021harbour"),
        (made_quote(authors=("Xi Jinping",)), "xi2021harbour"),
        (made_quote(authors=("The Russian Socialist Movement",)), "russian2021harbour"),
        (made_quote(authors=("Jean-Luc Mélenchon",), date=None), "melenchonndharbour"),
        (made_quote(authors=(), title="Größe & Łódź"), "2021große"),
        (made_quote(authors=("习近平",), title="和平"), "harbour"),
    ],
)
def test_a_key_is_made_of_name_year_and_a_word_of_the_title(quote: Quote, key: str) -> None:
    assert citation_key(quote) == key.replace("ß", "ss")


@given(st.lists(odd_quotes, max_size=6))
def test_keys_are_plain_and_every_one_is_different(quotes: list[Quote]) -> None:
    keys = citation_keys([*quotes, *quotes])

    assert len(set(keys)) == len(keys)
    assert all(re.fullmatch(r"[a-z0-9]+(?:-\d+)?", key) for key in keys)
    assert [citation_key(quote) for quote in quotes] == [re.sub(r"-\d+$", "", key) for key in keys[: len(quotes)]]


def test_an_item_of_csl_json_holds_all_that_is_known() -> None:
    assert json.loads(with_citation(made_quote(), "csl-json")) == [
        {
            "id": "castro2021harbour",
            "type": "webpage",
            "title": "The Harbour Is Closed",
            "author": [{"family": "Castro", "given": "Ana"}],
            "issued": {"date-parts": [[2021, 3, 3]]},
            "publisher": "Dock News",
            "URL": "https://example.org/harbour",
            "note": "para. 3",
            "annote": "Ships wait outside.",
        }
    ]


def test_an_item_of_csl_json_invents_nothing() -> None:
    assert json.loads(cite(bare_quote(), "csl-json")) == [
        {"id": "ndharbour", "type": "document", "title": "harbour.md"}
    ]


@pytest.mark.parametrize(
    ("author", "name"),
    [
        ("Russian Socialist Movement (RSD)", {"literal": "Russian Socialist Movement (RSD)"}),
        ("Xi Jinping", {"family": "Xi", "given": "Jinping", "static-ordering": True}),
        ("Martin Luther King Jr.", {"family": "King", "given": "Martin Luther", "suffix": "Jr."}),
    ],
)
def test_a_name_in_csl_json_is_literal_where_it_has_no_pieces(author: str, name: dict[str, object]) -> None:
    assert json.loads(cite(made_quote(authors=(author,)), "csl-json"))[0]["author"] == [name]


@pytest.mark.parametrize(
    ("date", "parts"),
    [(PartialDate(2022), [2022]), (PartialDate(2022, 5), [2022, 5]), (PartialDate(2022, 5, 1), [2022, 5, 1])],
)
def test_a_date_in_csl_json_is_as_precise_as_it_is_known(date: PartialDate, parts: list[int]) -> None:
    assert json.loads(cite(made_quote(date=date), "csl-json"))[0]["issued"] == {"date-parts": [parts]}


@given(odd_quotes)
def test_csl_json_can_be_read_back_to_the_same_words(quote: Quote) -> None:
    (item,) = json.loads(with_citation(quote, "csl-json"))

    assert item["annote"] == quote.words
    assert item["title"] == quote.name


def test_csl_json_with_a_lone_surrogate_can_be_written() -> None:
    assert with_citation(made_quote("a\ud800b"), "csl-json").encode()
