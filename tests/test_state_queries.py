"""Earlier queries: kept between runs, the latest last, and never able to stop the program."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.search.query import LONGEST_QUERY
from tui.state.queries import MOST_QUERIES, load_queries, queries_file, save_query


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("STATEMENTS_STATE", str(tmp_path / "state"))
    return tmp_path / "state"


def test_there_are_none_at_first() -> None:
    assert load_queries() == []


def test_queries_are_kept_in_their_order() -> None:
    for query in ("war", '"cold war" -peace', "санкции"):
        save_query(query)

    assert load_queries() == ["war", '"cold war" -peace', "санкции"]


def test_query_asked_again_comes_last_and_only_once() -> None:
    for query in ("war", "peace", "war"):
        kept = save_query(query)

    assert kept == load_queries() == ["peace", "war"]


def test_the_oldest_are_dropped() -> None:
    for number in range(MOST_QUERIES + 3):
        kept = save_query(f"query {number}")

    assert kept == load_queries()
    assert len(kept) == MOST_QUERIES
    assert (kept[0], kept[-1]) == ("query 3", f"query {MOST_QUERIES + 2}")


def test_two_programs_do_not_lose_each_others_queries(folder: Path) -> None:
    save_query("of the first")
    queries_file().write_text(json.dumps([*load_queries(), "of the second"]))

    assert save_query("of the first again") == ["of the first", "of the second", "of the first again"]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"{}",
        b"5",
        b"null",
        b'"war"',
        b"\xff\xfe",
        b"[" * 50_000,
        b"x" * (2 << 20),
        b"[[]]",
        b'[1, null, {"a": 2}]',
    ],
)
def test_file_that_makes_no_sense_is_no_queries(content: bytes) -> None:
    queries_file().parent.mkdir(parents=True)
    queries_file().write_bytes(content)

    assert load_queries() == []
    assert save_query("war") == ["war"]
    assert load_queries() == ["war"]


def test_entries_that_make_no_sense_are_left_out() -> None:
    queries_file().parent.mkdir(parents=True)
    queries_file().write_text(json.dumps(["war", 5, None, ["x"], "bell\x07", "line\nbreak", "\x1b[31m", "peace"]))

    assert load_queries() == ["war", "peace"]


def test_folder_that_cannot_be_written_costs_only_the_keeping(folder: Path) -> None:
    folder.write_text("a file where the folder should be")

    assert save_query("war") == ["war"]
    assert load_queries() == []


@given(st.lists(st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=20), max_size=5))
def test_what_was_typed_comes_back_as_it_was(tmp_path_factory: pytest.TempPathFactory, queries: list[str]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("STATEMENTS_STATE", str(tmp_path_factory.mktemp("state")))
        for query in queries:
            save_query(query)

        assert load_queries() == list(dict.fromkeys(reversed(queries)))[::-1]


def test_query_with_half_a_character_is_no_problem() -> None:
    save_query("war \ud800")
    save_query("peace")

    assert load_queries()[-1] == "peace"


def test_query_with_a_no_break_space_is_kept() -> None:
    save_query("cold\u00a0war")

    assert load_queries() == ["cold\u00a0war"]


def test_long_queries_do_not_cost_the_others() -> None:
    long = [f"{number} " + "战" * (LONGEST_QUERY - 5) for number in range(MOST_QUERIES)]
    queries_file().parent.mkdir(parents=True)
    queries_file().write_text(json.dumps(long[:-2], ensure_ascii=False), "utf-8")
    for query in long[-2:]:
        save_query(query)

    assert len(load_queries()) == MOST_QUERIES
