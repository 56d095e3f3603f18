"""``statements search``: hits for people and for programs, absence, and one clear line for what does not parse."""

import io
import json
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.samples import within
from tests.test_cli import assert_one_line, run

_FIRST = """---
title: First
author: Clara Weiss
date: 2022-03-30
---
Opening words stand here alone.

The escalation of the war began with sanctions, it was said.

Nothing more was said by the people of the city then.
"""
_SECOND = """---
title: Second
author: Danil Bochkov
date: 2021
---
A treaty of peace was signed and peace came.

Escalations are feared by all people of the country.
"""
_THIRD = "Only the harvest is spoken of in this text, and nothing else.\n"


@pytest.fixture(autouse=True)
def _no_terminal(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Keep colours off and kept indexes apart."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a folder of three statements."""
    folder = tmp_path / "texts"
    folder.mkdir()
    for name, text in {"first": _FIRST, "second": _SECOND, "third": _THIRD}.items():
        (folder / f"{name}.txt").write_text(text)
    return folder


def found(out: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in out.splitlines()]


def test_hits_are_lines_with_document_place_and_excerpt(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    status, out, err = run(capsys, "search", "war", str(folder))

    assert (status, err) == (0, "")
    assert out == "first  para. 2  The escalation of the war began with sanctions, it was said.\n"


def test_approximate_hit_is_marked_and_says_what_stands_for_what(
    capsys: pytest.CaptureFixture[str], folder: Path
) -> None:
    status, out, _ = run(capsys, "search", "escallation sanctons", str(folder))

    assert status == 0
    assert out == (
        "first  para. 2  ~ The escalation of the war began with sanctions, it was said.  "
        "(escallation -> escalation; sanctons -> sanctions)\n"
    )


def test_exact_hits_come_before_approximate_ones(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    _, out, _ = run(capsys, "search", "escalation ", str(folder), "--json")

    assert [(hit["document"], hit["exact"]) for hit in found(out)] == [("first", True), ("second", False)]


def test_missing_word_is_named(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    _, plain, _ = run(capsys, "search", "treaty peace xyzzyq", str(folder))
    _, programs, _ = run(capsys, "search", "treaty peace xyzzyq", str(folder), "--json")

    assert plain.endswith("(without xyzzyq)\n")
    assert [hit["missing"] for hit in found(programs)] == [["xyzzyq"]]


def test_json_has_the_fields_of_the_contract(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    status, out, err = run(capsys, "search", "escallation war", str(folder), "--json")

    assert (status, err) == (0, "")
    (hit,) = found(out)
    assert list(hit) == ["document", "number", "kind", "text", "spans", "score", "exact", "terms"]
    assert (hit["document"], hit["number"], hit["kind"]) == ("first", 2, "paragraph")
    assert hit["text"] == "The escalation of the war began with sanctions, it was said."
    assert [hit["text"][start:end] for start, end in hit["spans"]] == ["escalation", "war"]
    assert hit["score"] > 0
    assert hit["exact"] is False
    assert hit["terms"] == {"escallation": "escalation"}


def test_exact_hit_has_no_terms(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    _, out, _ = run(capsys, "search", "'treaty", str(folder), "--json")

    (hit,) = found(out)
    assert (hit["exact"], hit["terms"]) == (True, {})


def test_json_lists_the_best_first(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, err = run(capsys, "search", "invasion", "--json", "--limit", "0")

    hits = found(out)
    assert err == ""
    assert len(hits) > 3
    for is_exact in (True, False):
        scores = [hit["score"] for hit in hits if hit["exact"] is is_exact]
        assert scores == sorted(scores, reverse=True)
    for hit in hits:
        assert all(hit["text"][start:end].strip() for start, end in hit["spans"])


def test_samples_are_searched_where_no_path_is_given(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = run(capsys, "search", "Clara Weiss", "--json")

    assert status == 0
    assert [hit["kind"] for hit in found(out)] == ["byline"]


@pytest.mark.parametrize(
    ("query", "documents"),
    [
        ("people", ["first", "second"]),
        ("people author:weiss", ["first"]),
        ("people author:wiess", ["first"]),
        ("people -author:weiss", ["second"]),
        ("people date:2022", ["first"]),
        ("people date:2021..2022", ["first", "second"]),
        ("people date:>=2022-03-01", ["first"]),
        ("people in:second", ["second"]),
        ("people -country", ["first"]),
        ('"people of the city"', ["first"]),
        ('people -"people of the city"', ["second"]),
        ("harvest OR treaty", ["second", "third"]),
        ("escal*", ["first", "second"]),
        ("kind:paragraph", ["first", "second", "third"]),
    ],
)
def test_query_language_works_on_the_command_line(
    query: str, documents: list[str], capsys: pytest.CaptureFixture[str], folder: Path
) -> None:
    status, out, _ = run(capsys, "search", query, str(folder), "--json")

    assert status == 0
    assert sorted({hit["document"] for hit in found(out)}) == documents


@pytest.mark.parametrize("query", ["-country people", '-"city" people', "--country people"])
def test_query_may_begin_with_a_dash(query: str, capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    status, out, _ = run(capsys, "search", query, str(folder), "--json")

    assert status == 0
    assert len(found(out)) == 1


@pytest.mark.parametrize(
    ("query", "count"), [("-harvest people", 2), ('-"of the city" people', 1), ("-author:weiss people", 1)]
)
def test_query_that_begins_with_a_dash_may_hold_an_h(
    query: str, count: int, capsys: pytest.CaptureFixture[str], folder: Path
) -> None:
    status, out, _ = run(capsys, "search", query, str(folder))

    assert status == 0
    assert out.count("\n") == count


@pytest.mark.parametrize(
    "query", ["xyzzyq", '"peace treaty"', "'escalatoin", "war author:bochkov", "kind:note", "'war 'peace"]
)
def test_nothing_found_is_status_1_and_one_line(query: str, capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    for arguments in ([], ["--json"], ["--kwic"]):
        status, out, err = run(capsys, "search", query, str(folder), *arguments)

        assert (status, out) == (1, "")
        assert_one_line(err)
        assert "nothing found" in err


def test_word_that_nothing_is_like_is_named(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    _, _, err = run(capsys, "search", "xyzzyq", str(folder))

    assert "nothing is like 'xyzzyq'" in err


@pytest.mark.parametrize(
    ("query", "column"),
    [
        ("", 1),
        ("...", 1),
        ('war "peace', 5),
        ("war OR", 5),
        ("autor:weiss", 1),
        ("war date:2022-13", 10),
        ("war kind:poem", 10),
        ("-war", 1),
        ("w*r", 2),
        ("x" * 10_000, 4001),
        ('\x1b[31m "', 7),
    ],
)
@pytest.mark.parametrize("arguments", [[], ["--json"], ["--missing"], ["--kwic"]])
def test_query_that_does_not_parse_is_status_2_and_one_line_with_the_column(
    query: str, column: int, arguments: list[str], capsys: pytest.CaptureFixture[str], folder: Path
) -> None:
    status, out, err = run(capsys, "search", *arguments, "--", query, str(folder))

    assert (status, out) == (2, "")
    assert_one_line(err)
    assert err.startswith(f"statements: column {column}: ")
    assert "\x1b" not in err


@pytest.mark.parametrize(
    "query",
    [
        "a", "z", "the of and to a in", "the " * 900, "w" * 4000, '"' * 101, ".*+?^${}()|[]", "(war|peace)+", "[a-z]",
        "war\x00peace", "\x1b]0;title\x07", "war\u202e", "\ud800", "😀", "''", "'", "- - -", "中" * 3000,
    ],
)  # fmt: skip
def test_odd_query_gets_an_answer_or_one_line(query: str, capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    with within(10):
        status, out, err = run(capsys, "search", "--", query, str(folder))

    assert status in (0, 1, 2)
    assert bool(out) is (status == 0)
    if status:
        assert_one_line(err)
    assert not set(out + err) & {chr(code) for code in range(32) if code != 10}


def test_no_colours_in_pipes(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    for arguments in ([], ["--kwic"], ["--context", "1"], ["--missing"], ["--json"]):
        _, out, _ = run(capsys, "search", "people", str(folder), *arguments)
        assert out
        assert "\x1b" not in out


class _Terminal(io.StringIO):
    """Standard output that says it is a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("environment", "has_colours"),
    [
        ({"TERM": "xterm-256color"}, True),
        ({"TERM": "dumb"}, False),
        ({"TERM": "xterm-256color", "NO_COLOR": "1"}, False),
    ],
)
def test_found_words_are_coloured_on_a_terminal_that_can_and_may(
    environment: dict[str, str], has_colours: bool, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    terminal = _Terminal()
    monkeypatch.setattr(sys, "stdout", terminal)

    from tui.cli.search import run_search

    run_search("treaty", [folder], 1 << 20, as_json=False, limit=9, missing=False, context=None, kwic=False)

    assert ("\x1b[1;33mtreaty\x1b[0m" in terminal.getvalue()) is has_colours
    assert ("\x1b" in terminal.getvalue()) is has_colours
    assert "treaty" in terminal.getvalue()


def test_text_cannot_steer_the_terminal(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "evil.txt").write_text("The war \x1b[2J\x1b]0;owned\x07 began\u202e there with words enough.\n")

    for arguments in ([], ["--kwic"], ["--context", "2"]):
        _, out, _ = run(capsys, "search", "war", str(tmp_path / "evil.txt"), *arguments)
        assert not set(out) & {"\x1b", "\x07", "\u202e"}
        assert "war" in out


def test_limit_cuts_the_list_and_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, err = run(capsys, "search", "ukraine", "--limit", "3")
    _, every, _ = run(capsys, "search", "ukraine", "--limit", "0")

    assert status == 0
    assert out.count("\n") == 3
    assert every.count("\n") > 20
    assert f"{every.count(chr(10))} passages in 5 of 5 statements" in err
    assert "--limit 0 shows all" in err
    assert every.startswith(out)


def test_limit_holds_for_json_too(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, err = run(capsys, "search", "ukraine", "--limit", "2", "--json")

    assert len(found(out)) == 2
    assert "the best 2 are shown" in err


def test_missing_prints_the_statements_without_a_hit(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    status, plain, err = run(capsys, "search", "sanctions", str(folder), "--missing")
    _, programs, _ = run(capsys, "search", "sanctions", str(folder), "--missing", "--json")

    assert (status, err) == (0, "")
    assert [line.split()[0] for line in plain.splitlines()] == ["second", "third"]
    assert [(each["document"], each["title"]) for each in found(programs)] == [("second", "Second"), ("third", None)]


def test_missing_does_not_depend_on_the_limit(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    _, out, _ = run(capsys, "search", "people", str(folder), "--missing", "--limit", "1")

    assert [line.split()[0] for line in out.splitlines()] == ["third"]


def test_all_statements_miss_a_word_that_occurs_nowhere(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    status, out, _ = run(capsys, "search", "xyzzyq", str(folder), "--missing")

    assert status == 0
    assert out.count("\n") == 3


def test_no_statement_missing_a_word_is_status_1(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    status, out, err = run(capsys, "search", "of", str(folder), "--missing")

    assert (status, out) == (1, "")
    assert_one_line(err)
    assert "every statement has a hit" in err


def test_file_without_text_is_not_counted_as_missing_a_word(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    (folder / "empty.txt").write_text("")

    _, out, _ = run(capsys, "search", "people", str(folder), "--missing")

    assert [line.split()[0] for line in out.splitlines()] == ["third"]


def test_context_prints_the_passages_around_a_hit(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    _, out, _ = run(capsys, "search", "'sanctions", str(folder), "--context", "1")
    _, programs, _ = run(capsys, "search", "'sanctions", str(folder), "--context", "1", "--json")

    lines = [line for line in out.splitlines() if line]
    assert lines == [
        "Opening words stand here alone.",
        "first  para. 2  The escalation of the war began with sanctions, it was said.",
        "Nothing more was said by the people of the city then.",
    ]
    (hit,) = found(programs)
    assert hit["before"] == ["Opening words stand here alone."]
    assert hit["after"] == ["Nothing more was said by the people of the city then."]


def test_context_ends_with_the_statement(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    _, out, _ = run(capsys, "search", "'harvest", str(folder), "--context", "5", "--json")

    (hit,) = found(out)
    assert (hit["before"], hit["after"]) == ([], [])


def test_context_of_no_passages_is_none(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    _, plain, _ = run(capsys, "search", "'sanctions", str(folder))
    _, none, _ = run(capsys, "search", "'sanctions", str(folder), "--context", "0")

    assert plain == none


def test_kwic_puts_the_word_in_one_column(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    status, out, _ = run(capsys, "search", "'peace OR 'people", str(folder), "--kwic")

    assert status == 0
    lines = out.splitlines()
    column = next(line.index("peace was") for line in lines if "of peace was" in line)
    assert sorted(line[column : column + 6].strip() for line in lines) == ["peace", "peace", "people", "people"]
    assert any(line.endswith("people of the city then.") for line in lines)


def test_kwic_with_context_shows_so_many_words_on_either_side(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    _, two, _ = run(capsys, "search", "'war", str(folder), "--kwic", "--context", "2")
    _, none, _ = run(capsys, "search", "'war", str(folder), "--kwic", "--context", "0")

    assert two.split() == ["first:2", "of", "the", "war", "began", "with"]
    assert none.split() == ["first:2", "war"]


def test_kwic_parts_no_words_and_cuts_nothing_that_was_asked_for(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    text = "The extraordinarily longwinded circumlocutions of unremarkable representatives notwithstanding the war " * 3
    (tmp_path / "a.txt").write_text(f"{text}went on.\n")
    words = set(text.split()) | {"went", "on."}

    _, fitted, _ = run(capsys, "search", "'war", str(tmp_path), "--kwic")
    _, asked, _ = run(capsys, "search", "'war", str(tmp_path), "--kwic", "--context", "20")

    assert all(set(line.split()[1:]) <= words for line in (fitted + asked).splitlines())
    assert all(len(line) <= 160 for line in fitted.splitlines())
    # Without what names the place, and the word itself.
    assert [len(line.split()) - 2 for line in asked.splitlines()] == [9 + 20, 19 + 12, 20 + 2]


def test_kwic_json_gives_left_word_and_right(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    _, out, _ = run(capsys, "search", "'war", str(folder), "--kwic", "--json", "--context", "3")

    (line,) = found(out)
    assert line == {
        "document": "first", "number": 2, "kind": "paragraph", "left": "escalation of the ", "word": "war",
        "right": " began with sanctions,", "span": [22, 25], "exact": True,
    }  # fmt: skip


@pytest.mark.parametrize("arguments", [[], ["--json"]])
def test_kwic_of_fields_alone_has_no_word_to_show(
    arguments: list[str], capsys: pytest.CaptureFixture[str], folder: Path
) -> None:
    status, out, err = run(capsys, "search", "kind:paragraph", str(folder), "--kwic", *arguments)

    assert out == ""
    assert status in (0, 1)
    assert "Traceback" not in err


def test_no_passage_with_all_the_words_is_said(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    _, _, err = run(capsys, "search", "treaty peace xyzzyq", str(folder))

    assert "no passage has all of it" in err


def test_kwic_marks_what_is_approximate(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    _, near, _ = run(capsys, "search", "tretay", str(folder), "--kwic")
    _, exact, _ = run(capsys, "search", "treaty", str(folder), "--kwic")

    assert near.startswith("second:1 ~ ")
    assert exact.startswith("second:1   ")


def test_kwic_keeps_its_column_beside_wide_characters(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    from tui.text import cell_width

    (tmp_path / "a.txt").write_text(
        "中国人民 and the war of all the people in it.\n\nThe plain old war went on and on here.\n"
    )

    _, out, _ = run(capsys, "search", "'war", str(tmp_path), "--kwic")

    assert len({cell_width(line[: line.index("war")]) for line in out.splitlines()}) == 1


def test_collection_without_text_says_so(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "texts").mkdir()
    for prepare in (lambda: None, lambda: (tmp_path / "texts" / "empty.txt").write_text("")):
        prepare()
        status, out, err = run(capsys, "search", "war", str(tmp_path / "texts"))
        assert (status, out) == (1, "")
        assert_one_line(err)
        assert "no text to search in" in err


def test_path_that_is_not_there_is_status_2(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    status, out, err = run(capsys, "search", "war", str(tmp_path / "nowhere"))

    assert (status, out) == (2, "")
    assert_one_line(err)
    assert "nowhere" in err


@pytest.mark.parametrize("arguments", [["--limit", "-1"], ["--limit", "x"], ["--context", "-1"], ["--context", "1001"]])
def test_number_that_makes_no_sense_is_status_2(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    status, out, err = run(capsys, "search", "war", *arguments)

    assert (status, out) == (2, "")
    assert_one_line(err)


def test_query_is_needed(capsys: pytest.CaptureFixture[str]) -> None:
    status, _, err = run(capsys, "search")

    assert status == 2
    assert_one_line(err)
    assert "QUERY" in err


def test_index_kept_from_an_earlier_run_gives_the_same_lines(
    capsys: pytest.CaptureFixture[str], folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tui.search import kept

    monkeypatch.setattr(kept, "WORTH_KEEPING", 1)
    first = run(capsys, "search", "people", str(folder), "--json")
    assert list((tmp_path / "cache" / "statement-browser").iterdir())
    monkeypatch.setattr(kept, "index_documents", None)

    assert run(capsys, "search", "people", str(folder), "--json") == first


def test_mentions_are_exact_where_there_are_any(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    _, listed, _ = run(capsys, "search", "escalation", str(folder), "--json")
    _, missing, _ = run(capsys, "search", "escalation", str(folder), "--missing", "--json")

    assert [(hit["document"], hit["exact"]) for hit in map(json.loads, listed.splitlines())] == [
        ("first", True),
        ("second", False),
    ]
    assert [json.loads(line)["document"] for line in missing.splitlines()] == ["second", "third"]


def test_statements_without_a_hit_come_in_the_order_of_the_collection(
    capsys: pytest.CaptureFixture[str], folder: Path
) -> None:
    run(capsys, "search", "sanctions", str(folder), "--missing")
    (folder / "earlier.txt").write_text("A text that came later.\n")

    _, out, _ = run(capsys, "search", "sanctions", str(folder), "--missing", "--json")

    assert [json.loads(line)["document"] for line in out.splitlines()] == ["earlier", "second", "third"]


def test_hit_in_a_very_long_paragraph_is_the_part_that_holds_it(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    text = " ".join(f"Sentence {number} tells of nothing much at all." for number in range(2000))
    (tmp_path / "long.txt").write_text(f"A Title\n\n{text} Then came the treaty. {text}\n")

    _, out, _ = run(capsys, "search", "treaty", str(tmp_path / "long.txt"), "--json")

    (hit,) = map(json.loads, out.splitlines())
    (span,) = hit["spans"]
    assert hit["text"][slice(*span)] == "treaty"
    assert len(hit["text"]) <= 20_000


def test_hits_hardly_meant_are_said_to_be_so(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("They signed the form today.\n\nIt came from there.\n\nThe harvest was good.\n")

    _, out, _ = run(capsys, "search", "the form signed from ", str(tmp_path / "a.txt"), "--json")

    hits = list(map(json.loads, out.splitlines()))
    assert hits
    assert not any(hit["exact"] for hit in hits)
    assert all(hit.get("far_fetched") or hit.get("missing") for hit in hits)
