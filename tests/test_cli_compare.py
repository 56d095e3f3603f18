"""``statements compare`` and ``overview``: columns for people, JSON for programs, and one line for what is wrong."""

import json
import os
import re
import unicodedata
from collections.abc import Sequence
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.samples import within
from tests.test_cli import assert_one_line, run
from tui.cli.columns import pad, set_lines, side_by_side
from tui.text import cell_width, visible

_HARVEST = "The harvest of wheat was poor in all northern provinces, and 8,500 people left the country in March 2022."
_ONE = f"""---
title: One
date: 2022-03-10
---
A choir sang in the old church until late at night, and nobody went home before the morning came.

{_HARVEST} Bread was dear. They bought it in Kiev.

The ministers said that no treaty of that kind would ever be signed by them in the capital.
"""
_OTHER = f"""---
title: Other
---
{_HARVEST.replace("8,500", "190,000")} Bread was very dear. They bought it in Moscow.

“No treaty of that kind would ever be signed by them in the capital”, ministers said.

Rivers froze over early in that winter, so that all mills stood still for many weeks.
"""
_LONG = "https://example.org/" + "a/very/long/address/that/no/column/holds/" * 5 + "?x=1&y=2"
_WIDE = f"""---
title: 和平
---
Zürich: cafe\u0301 e\u0301te\u0301 na\u0308chste Woche, sagte sie dem Reporter der Zeitung am Montag im Rathaus.

他说：中国人民的和平与发展是世界人民的共同愿望。{"我们呼吁各方保持克制，通过对话解决争端。" * 6}

A word that was long: Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft and {_LONG}.
"""
_WIDE_TOO = (
    _WIDE.replace("共同愿望", "共同目标").replace("Montag", "Dienstag").replace("was long", "is long")
    + """
只有这里才有的段落，别处没有。👍🏽 | and a bar | here.
"""
)
_EVIL = "The war \x1b[2J\x1b]0;owned\x07 began\u202e there with words enough\x9b31m for it.\n\nAnother one\x08 here.\n"


@pytest.fixture(autouse=True)
def _no_terminal(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Keep the cache apart."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a folder of statements."""
    folder = tmp_path / "texts"
    folder.mkdir()
    texts = {"one": _ONE, "other": _OTHER, "wide": _WIDE, "wide too": _WIDE_TOO, "evil": _EVIL, "evil2": _EVIL[4:]}
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return folder


def compared(capsys: pytest.CaptureFixture[str], folder: Path, *arguments: str) -> str:
    """Return what the command writes of two statements of the folder."""
    status, out, err = run(capsys, "compare", *arguments[:2], str(folder), *arguments[2:])
    assert (status, err) == (0, "")
    return out


def objects(out: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in out.splitlines()]


def of_type(found: Sequence[dict[str, Any]], name: str) -> list[dict[str, Any]]:
    return [each for each in found if each["type"] == name]


def test_summary_comes_first_and_has_the_fields_of_the_contract(
    capsys: pytest.CaptureFixture[str], folder: Path
) -> None:
    found = objects(compared(capsys, folder, "one", "other", "--json"))

    summary = found[0]
    assert list(summary) == [
        "type", "a", "b", "relation", "pairs", "phrases", "facts", "words_a", "passages_a", "paired_a", "verbatim_a",
        "only_a", "words_b", "passages_b", "paired_b", "verbatim_b", "only_b", "left_out",
    ]  # fmt: skip
    assert (summary["type"], summary["a"], summary["b"]) == ("summary", "one", "other")
    assert (summary["passages_a"], summary["passages_b"], summary["left_out"]) == (3, 3, [])
    for kind in ("pair", "phrase", "fact"):
        assert summary[f"{kind}s"] == len(of_type(found, kind)) > 0
    for side in "ab":
        assert summary[f"paired_{side}"] + summary[f"only_{side}"] == pytest.approx(1, abs=2e-4)
        assert 0 < summary[f"verbatim_{side}"] < 1


def test_kinds_of_objects_come_in_a_fixed_order(capsys: pytest.CaptureFixture[str]) -> None:
    found = objects(compare_samples(capsys, "--json", "--sentences"))

    kinds = [each["type"] for each in found if each["type"] != "only_sentence"]
    order = ["summary", "pair", "sentence_pair", "phrase", "only", "fact", "word"]
    assert list(dict.fromkeys(kinds)) == order
    assert kinds == sorted(kinds, key=order.index)


def compare_samples(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    status, out, err = run(capsys, "compare", "001", "003", *arguments)
    assert (status, err) == (0, "")
    return out


def test_pair_has_the_fields_of_the_contract(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    pairs = of_type(objects(compared(capsys, folder, "one", "other", "--json")), "pair")

    assert list(pairs[0]) == ["type", "a", "b", "a_number", "b_number", "score", "grade", "possible", "differing"]
    assert [(pair["a_number"], pair["b_number"]) for pair in pairs] == [(2, 1), (3, 2)]
    assert pairs[0]["a"].startswith(_HARVEST)
    assert pairs[0]["b"].startswith("The harvest of wheat")
    assert pairs[0]["grade"] == "same text"
    assert all(0.5 <= pair["score"] <= 1 and pair["possible"] is (pair["score"] < 0.65) for pair in pairs)


def test_versions_of_one_text_tell_how_many_words_differ(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    pairs = of_type(objects(compared(capsys, folder, "one", "other", "--json")), "pair")

    assert pairs[0]["differing"] == 3
    assert "A 2 ↔ B 1: same text, 3 words differ, " in compared(capsys, folder, "one", "other", "--width", "80")


def test_one_word_that_differs_is_told_in_the_singular(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    (folder / "first.txt").write_text(_ONE.replace("late", "early"))

    assert "1 words" not in compared(capsys, folder, "first", "one", "--width", "80")


def test_phrase_has_the_fields_of_the_contract(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    found = objects(compared(capsys, folder, "one", "other", "--json"))
    phrases = of_type(found, "phrase")
    texts = {side: passage_texts(found, side) for side in "ab"}

    assert list(phrases[0]) == ["type", "text", "words", "a", "b", "quoted"]
    assert phrases[0]["text"] == "no treaty of that kind would ever be signed by them in the capital"
    assert (phrases[0]["words"], phrases[0]["quoted"]) == (14, "b")
    for phrase in phrases:
        for side in "ab":
            for number, start, end in phrase[side]:
                assert texts[side][number][start:end].casefold() == phrase["text"].casefold()


def passage_texts(found: Sequence[dict[str, Any]], side: str) -> dict[int, str]:
    """Return the passages of a side by their numbers, from the pairs and from what stands alone."""
    texts = {pair[f"{side}_number"]: pair[side] for pair in of_type(found, "pair")}
    return texts | {only["number"]: only["text"] for only in of_type(found, "only") if only["side"] == side}


def test_each_passage_is_in_a_pair_or_on_one_side_only(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    found = objects(compared(capsys, folder, "one", "other", "--json"))
    only = of_type(found, "only")

    assert [list(each) for each in only] == [["type", "side", "number", "text"]] * 2
    assert [(each["side"], each["number"], each["text"][:6]) for each in only] == [
        ("a", 1, "A choi"),
        ("b", 3, "Rivers"),
    ]
    assert sorted(passage_texts(found, "a")) == sorted(passage_texts(found, "b")) == [1, 2, 3]


def test_fact_has_its_fields_and_its_place(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    found = objects(compared(capsys, folder, "one", "other", "--json"))
    facts = of_type(found, "fact")

    assert list(facts[0]) == [
        "type", "kind", "side", "text", "number", "start", "end", "a_number", "b_number", "elsewhere",
    ]  # fmt: skip
    told = {(fact["side"], fact["kind"], fact["text"], fact["a_number"], fact["b_number"]) for fact in facts}
    assert told == {
        ("a", "number", "8,500", 2, 1),
        ("b", "number", "190,000", 2, 1),
        ("a", "name", "Kiev", 2, 1),
        ("b", "name", "Moscow", 2, 1),
    }
    for fact in facts:
        assert passage_texts(found, fact["side"])[fact["number"]][fact["start"] : fact["end"]] == fact["text"]
        assert fact["number"] == fact[f"{fact['side']}_number"]
        assert fact["elsewhere"] is False


def test_word_has_the_fields_of_the_contract(capsys: pytest.CaptureFixture[str]) -> None:
    words = of_type(objects(compare_samples(capsys, "--json")), "word")

    assert [list(word) for word in words[:1]] == [
        ["type", "side", "term", "count_a", "count_b", "g2", "marked", "function_word"]
    ]
    by_term = {word["term"]: word for word in words}
    assert by_term["talks"] == {
        "type": "word", "side": "b", "term": "talks", "count_a": 0, "count_b": 7, "g2": 10.083, "marked": False,
        "function_word": False,
    }  # fmt: skip
    assert by_term["would"]["function_word"] is True
    figures = [word["g2"] for word in words]
    assert figures == sorted(figures, reverse=True)
    assert min(figures) >= 6.63


def test_sentences_of_pairs_are_told_where_wanted(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    without = objects(compared(capsys, folder, "one", "other", "--json"))
    found = objects(compared(capsys, folder, "one", "other", "--json", "--sentences"))

    sentences = of_type(found, "sentence_pair")
    assert [each for each in found if each["type"] != "sentence_pair"] == without
    assert list(sentences[0]) == [
        "type", "a", "b", "a_number", "b_number", "a_sentence", "b_sentence", "score", "grade", "possible",
    ]  # fmt: skip
    assert [(each["a_sentence"], each["b_sentence"]) for each in sentences if each["a_number"] == 2] == [
        (1, 1),
        (2, 2),
        (3, 3),
    ]
    assert sentences[1]["a"] == "Bread was dear."
    assert sentences[1]["b"] == "Bread was very dear."


def test_swapped_statements_give_the_mirror_image(capsys: pytest.CaptureFixture[str]) -> None:
    _, there, _ = run(capsys, "compare", "001", "003", "--json")
    _, back, _ = run(capsys, "compare", "003", "001", "--json")

    def pairs(out: str, first: str, second: str) -> set[tuple[Any, ...]]:
        return {(pair[first], pair[second], pair["score"], pair["grade"]) for pair in of_type(objects(out), "pair")}

    assert pairs(there, "a_number", "b_number") == pairs(back, "b_number", "a_number")
    summaries = objects(there)[0], objects(back)[0]
    assert summaries[0]["relation"] == summaries[1]["relation"]
    assert summaries[0]["verbatim_a"] == summaries[1]["verbatim_b"]


_HEADING = re.compile(
    r"A (\d+) [=↔] B (\d+): (?:same text|same passage reworded|same subject)"
    r"(?:, \d+ words? differs?)?(?:, possible)?, \d\.\d\d$"
)


def parts_of(out: str, width: int) -> tuple[list[tuple[tuple[int, int], str, str]], dict[str, list[tuple[int, str]]]]:
    """Return the pairs with both texts, and what stands on one side only, as the plain text tells them.

    Texts come without their spaces, since lines are broken at some of these and within long words.
    """
    groups = [group.split("\n") for group in out.rstrip("\n").split("\n\n")][2:]
    pairs: list[tuple[tuple[int, int], str, str]] = []
    only: dict[str, list[tuple[int, str]]] = {}
    side = ""
    for lines in groups:
        heading = _heading(lines)
        if heading:
            numbers, rest = heading
            pairs.append((numbers, *(_columns(rest, width) if width >= 60 else _stacked(rest))))
        elif lines[0].startswith("Only in "):
            side = lines[0].removeprefix("Only in ").lower()
            only[side] = []
        else:
            label = int(lines[0].split()[0])
            text = [lines[0].split(str(label), 1)[1], *lines[1:]]
            only[side].append((label, _bare("".join(text))))
    return pairs, only


def _heading(lines: Sequence[str]) -> tuple[tuple[int, int], Sequence[str]] | None:
    for count in (1, 2, 3):
        found = _HEADING.match(" ".join(lines[:count]))
        if found:
            return (int(found[1]), int(found[2])), lines[count:]
    return None


def _columns(lines: Sequence[str], width: int) -> tuple[str, str]:
    column = (width - 3) // 2
    sides = ["", ""]
    for line in lines:
        cells, at = 0, 0
        while at < len(line) and (cells < column or not cell_width(line[at])):
            cells += cell_width(line[at])
            at += 1
        assert line[at : at + 3].rstrip() in (" |", "")
        sides[0] += line[:at]
        sides[1] += line[at + 3 :]
    return _bare(sides[0]), _bare(sides[1])


def _stacked(lines: Sequence[str]) -> tuple[str, str]:
    second = next(place for place, line in enumerate(lines) if re.match(r" +B  ", line))
    first_lines, second_lines = "".join(lines[:second]), "".join(lines[second:])
    return _bare(first_lines.replace("A", "", 1)), _bare(second_lines.replace("B", "", 1))


def _bare(text: str) -> str:
    return "".join(visible(text).split())


@pytest.mark.parametrize("names", [("one", "other"), ("wide", "wide too"), ("evil", "evil2"), ("one", "wide")])
@pytest.mark.parametrize("width", [20, 23, 40, 59, 60, 61, 80, 100, 101, 200])
def test_every_word_is_told_once_in_pairs_or_on_one_side_in_order(
    names: tuple[str, str], width: int, capsys: pytest.CaptureFixture[str], folder: Path
) -> None:
    found = objects(compared(capsys, folder, *names, "--json"))

    pairs, only = parts_of(compared(capsys, folder, *names, "--width", str(width)), width)

    expected = [
        ((pair["a_number"], pair["b_number"]), _bare(pair["a"]), _bare(pair["b"])) for pair in of_type(found, "pair")
    ]
    assert pairs == expected
    for side in "ab":
        alone = [(each["number"], _bare(each["text"])) for each in of_type(found, "only") if each["side"] == side]
        assert only.get(side, []) == alone
    numbers = {
        "a": {number for (number, _), _, _ in pairs} | {number for number, _ in only.get("a", [])},
        "b": {number for (_, number), _, _ in pairs} | {number for number, _ in only.get("b", [])},
    }
    assert [max(numbers[side]) for side in "ab"] == [len(numbers[side]) for side in "ab"]


def test_sentence_without_a_partner_is_told_with_sentences_too(
    capsys: pytest.CaptureFixture[str], folder: Path
) -> None:
    (folder / "first.txt").write_text(_ONE.replace("Bread was dear.", "Twelve bells rang out."))

    out = compared(capsys, folder, "first", "other", "--sentences", "--width", "80")

    assert "A 2 sentence 1" in out
    assert "Twelve bells rang out." in out


@pytest.mark.parametrize(
    "width",
    [
        20, 28, 40, 59, 60, 61, 79, 80, 100, 120, 200,
    ],
)  # fmt: skip
def test_no_line_is_wider_than_wanted(width: int, capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    for names in (("one", "other"), ("wide", "wide too"), ("evil", "evil2")):
        for arguments in ([], ["--sentences"]):
            lines = compared(capsys, folder, *names, "--width", str(width), *arguments).splitlines()
            assert max(map(cell_width, lines)) <= width
    assert max(map(cell_width, compare_samples(capsys, "--width", str(width)).splitlines())) <= width


def test_nothing_of_a_text_steers_the_terminal(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    for arguments in ([], ["--sentences"], ["--width", "40"], ["--width", "200"]):
        out = compared(capsys, folder, "evil", "evil2", *arguments)
        assert "began" in out
        assert not {each for each in out if each != "\n" and unicodedata.category(each) == "Cc"}
        assert "\u202e" not in out


def test_summary_is_for_people(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    out = compared(capsys, folder, "one", "other", "--width", "100")

    head, summary = out.split("\n\n")[:2]
    assert head.splitlines() == ["A one: One, 10 March 2022", "B other: Other"]
    assert re.search(
        r"^A: 3 passages, \d\d words: \d\d% paired, \d+\.\d% word for word, \d\d% only there$", summary, re.M
    )
    assert '"no treaty of that kind would ever be signed by them in the capital" (A 3, B 2, quoted in B)' in summary
    assert re.search("A 2 [=↔] B 1 A: 8,500, Kiev; B: 190,000, Moscow", summary)
    assert "Distinctive words: none that chance could not explain" in summary


def test_nothing_shared_reads_as_a_normal_result(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, err = run(capsys, "compare", "000", "004")

    assert (status, err) == (0, "")
    assert "Shared word for word: no phrase of four words or more" in out


def test_distinctive_words_leave_function_words_out(capsys: pytest.CaptureFixture[str]) -> None:
    out = compare_samples(capsys)

    assert "Distinctive of A: invasion 7:0\n" in out
    assert "Distinctive of B: talks 0:7\n" in out
    assert "would 3:15" not in out


def test_statements_are_named_by_id_beginning_or_path(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    outs = [
        compared(capsys, folder, *names, "--json")
        for names in (("one", "other"), ("on", "ot"), (str(folder / "one.txt"), "other"))
    ]
    _, by_path, _ = run(capsys, "compare", str(folder / "one.txt"), str(folder / "other.txt"), "--json")

    assert outs[0] == outs[1] == outs[2]
    assert objects(by_path)[1:] == objects(outs[0])[1:]


def test_files_outside_the_paths_are_compared_too(
    capsys: pytest.CaptureFixture[str], folder: Path, tmp_path: Path
) -> None:
    (tmp_path / "apart.txt").write_text(_OTHER)

    status, out, _ = run(capsys, "compare", "one", str(tmp_path / "apart.txt"), str(folder), "--json")

    assert status == 0
    assert (objects(out)[0]["a"], objects(out)[0]["b"], objects(out)[0]["pairs"]) == ("one", "apart", 2)


@pytest.fixture
def wrong(folder: Path) -> dict[str, list[str]]:
    """Give arguments that are wrong, each for one reason."""
    path = folder / "one.txt"
    (folder.parent / "linked.txt").symlink_to(path)
    os.link(path, folder.parent / "hard.txt")
    (folder / "binary.txt").write_bytes(bytes(range(256)) * 64)
    (folder / "huge.txt").write_text("word " * 400_000)
    return {
        "unknown": ["xyzzy", "one", str(folder)],
        "second unknown": ["one", "xyzzy", str(folder)],
        "ambiguous": ["o", "wide too", str(folder)],
        "second ambiguous": ["one", "evi", str(folder)],
        "same": ["one", "one", str(folder)],
        "same by beginning": ["one", "on", str(folder)],
        "same by path": ["one", str(path), str(folder)],
        "same by another path": [str(path), str(folder / ".." / folder.name / "one.txt")],
        "same by symbolic link": [str(path), str(folder.parent / "linked.txt")],
        "same by hard link": ["one", str(folder.parent / "hard.txt"), str(folder)],
        "no such path": ["one", "other", str(folder / "missing")],
        "no such file": [str(folder / "missing.txt"), str(path)],
        "empty name": ["", "one", str(folder)],
        "empty path": ["one", "other", ""],
        "problem": ["one", "binary", str(folder)],
        "problem first": ["binary", "one", str(folder)],
        "too large": ["one", "huge", str(folder), "--max-size", "1"],
        "one alone": ["one"],
        "none": [],
        "narrow": ["one", "other", str(folder), "--width", "19"],
        "no number": ["one", "other", str(folder), "--width", "wide"],
        "odd name": ["\x1b[31mone", "other", str(folder)],
    }


_WRONG = [
    "unknown", "second unknown", "ambiguous", "second ambiguous", "same", "same by beginning", "same by path",
    "same by another path", "same by symbolic link", "same by hard link", "no such path", "no such file", "empty name",
    "empty path", "problem", "problem first", "too large", "one alone", "none", "narrow", "no number", "odd name",
]  # fmt: skip


@pytest.mark.parametrize("case", _WRONG)
def test_what_cannot_be_compared_is_status_2_and_one_line(
    case: str, wrong: dict[str, list[str]], capsys: pytest.CaptureFixture[str]
) -> None:
    assert list(wrong) == _WRONG
    for arguments in ([], ["--json"]):
        status, out, err = run(capsys, "compare", *wrong[case], *arguments)

        assert (status, out) == (2, "")
        assert_one_line(err)
        assert "\x1b" not in err


@pytest.mark.parametrize(
    ("case", "words"),
    [
        ("unknown", "xyzzy"),
        ("ambiguous", "'o'"),
        ("same", "same statement"),
        ("same by symbolic link", "same statement"),
        ("problem", "binary"),
        ("no such path", "missing"),
    ],
)
def test_line_says_what_is_wrong(
    case: str, words: str, wrong: dict[str, list[str]], capsys: pytest.CaptureFixture[str]
) -> None:
    _, _, err = run(capsys, "compare", *wrong[case])

    assert words in err


@pytest.mark.parametrize("text", ["", "war", "***", "\n\n\n", "中", "e\u0301", "war " * 20_000], ids=range(7))
def test_statements_with_hardly_a_word_are_compared_or_refused(
    text: str, capsys: pytest.CaptureFixture[str], folder: Path
) -> None:
    (folder / "tiny.txt").write_text(text)

    with within(30):
        for arguments in ([], ["--json"], ["--sentences", "--width", "30"]):
            status, out, err = run(capsys, "compare", "tiny", "one", str(folder), *arguments)
            assert status == (2 if err else 0)
            assert bool(out) is not bool(err)


def overview(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    status, out, err = run(capsys, "overview", *arguments)
    assert (status, err) == (0, "")
    return out


def test_overview_tells_each_two_statements_as_json(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    found = objects(overview(capsys, str(folder), "--json"))

    ids = ["evil", "evil2", "one", "other", "wide", "wide too"]
    assert [(cell["a"], cell["b"]) for cell in found] == list(combinations(ids, 2))
    assert {tuple(cell) for cell in found} == {("type", "a", "b", "share", "share_a", "share_b", "possible", "coarse")}
    assert {(cell["type"], cell["coarse"]) for cell in found} == {("cell", False)}
    cells = {(cell["a"], cell["b"]): (cell["share"], cell["share_a"], cell["share_b"]) for cell in found}
    assert cells["one", "other"] == (0.6667, 0.6667, 0.6667)
    assert cells["one", "wide"] == (0, 0, 0)
    assert cells["wide", "wide too"] == (1.0, 1.0, 0.75)


def test_overview_is_a_table_of_percentages(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    lines = overview(capsys, *(str(folder / f"{name}.txt") for name in ("one", "other", "wide", "evil"))).splitlines()

    assert lines[0].split() == ["1", "2", "3", "4"]
    assert sorted(line.split()[1:] for line in lines[1:5]) == [
        ["evil", ".", "0%", "0%", "0%"],
        ["one", "0%", ".", "67%", "0%"],
        ["other", "0%", "67%", ".", "0%"],
        ["wide", "0%", "0%", "0%", "."],
    ]
    assert lines[5] == ""
    assert len({cell_width(line) for line in lines[:5]}) == 1


def test_full_shares_in_the_overview_stand_apart(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    (folder / "copy.txt").write_text(_ONE)

    lines = overview(capsys, str(folder / "copy.txt"), str(folder / "one.txt")).splitlines()

    assert [line.split()[2:] for line in lines[1:3]] == [[".", "100%"], ["100%", "."]]


def test_overview_is_the_same_from_the_cache(capsys: pytest.CaptureFixture[str], folder: Path, tmp_path: Path) -> None:
    first = [overview(capsys, str(folder)), overview(capsys, str(folder), "--json")]
    assert list((tmp_path / "cache").rglob("overview-*.json"))

    assert [overview(capsys, str(folder)), overview(capsys, str(folder), "--json")] == first


def test_overview_works_where_nothing_can_be_kept(
    capsys: pytest.CaptureFixture[str], folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))

    assert "67%" in overview(capsys, str(folder))


def test_overview_works_with_a_damaged_cache(capsys: pytest.CaptureFixture[str], folder: Path, tmp_path: Path) -> None:
    first = overview(capsys, str(folder))
    (path,) = (tmp_path / "cache").rglob("overview-*.json")
    kept = json.loads(path.read_bytes())
    kept["cells"][0] = [0, 99, 0, 0, 0]
    path.write_text(json.dumps(kept))

    assert overview(capsys, str(folder)) == first


def test_overview_leaves_problem_files_out(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    (folder / "binary.txt").write_bytes(bytes(range(256)) * 64)

    assert "binary" not in overview(capsys, str(folder))


def test_overview_of_the_samples_where_no_path_is_given(capsys: pytest.CaptureFixture[str]) -> None:
    found = objects(overview(capsys, "--json"))

    assert len(found) == 10
    assert {cell["a"][:3] for cell in found} | {cell["b"][:3] for cell in found} == {"000", "001", "002", "003", "004"}


def test_overview_of_one_statement_is_status_1_and_one_line(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    for arguments in ([str(folder / "one.txt")], [str(folder / "one.txt"), "--json"]):
        status, out, err = run(capsys, "overview", *arguments)

        assert (status, out) == (1, "")
        assert_one_line(err)
        assert "two statements" in err


def test_overview_of_no_such_path_is_status_2_and_one_line(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    status, out, err = run(capsys, "overview", str(folder / "missing"))

    assert (status, out) == (2, "")
    assert_one_line(err)


def test_names_in_the_overview_do_not_steer_the_terminal(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    (folder / "\x1b[31mred\u202e.txt").write_text(_ONE)

    out = overview(capsys, str(folder))

    assert "red" in out
    assert not {each for each in out if each != "\n" and unicodedata.category(each) == "Cc"}
    assert "\u202e" not in out


_TEXTS = st.lists(
    st.one_of(
        st.text(max_size=30),
        st.sampled_from(
            ["和平中国", "e\u0301\u0301", "\u0301", "word", "a" * 50, "\x1b[2J", "\n", "\u202e", "｡ｶﾞ", "👍🏽"]
        ),
    ),
    max_size=12,
).map(" ".join)


@given(_TEXTS, st.integers(2, 60))
def test_set_lines_hold_every_character_in_order_and_fit(text: str, width: int) -> None:
    lines = set_lines(text, width)

    assert "".join("".join(lines).split()) == "".join(visible(text).split())
    assert all(cell_width(line) <= width for line in lines)
    assert all(line == line.strip() for line in lines)
    assert "" not in lines or lines == [""]
    assert not {each for line in lines for each in line if unicodedata.category(each) == "Cc"}


@given(st.lists(st.text("abc", min_size=1, max_size=8), max_size=20), st.integers(8, 30))
def test_lines_are_broken_between_words_and_as_full_as_can_be(words: list[str], width: int) -> None:
    lines = set_lines(" \n".join(words), width)

    assert " ".join(lines) == " ".join(words)
    for line, following in zip(lines, lines[1:], strict=False):
        assert len(line) + 1 + len(following.split()[0]) > width


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("和平中国", 4, ["和平", "中国"]),
        ("和平中国", 5, ["和平", "中国"]),
        ("abcdef gh", 4, ["abcd", "ef", "gh"]),
        ("abcdef gh", 5, ["abcde", "f gh"]),
        ("e\u0301e\u0301e\u0301", 2, ["e\u0301e\u0301", "e\u0301"]),
        ("", 10, [""]),
        (" \n ", 10, [""]),
    ],
)
def test_long_words_are_broken_where_they_must_be(text: str, width: int, lines: list[str]) -> None:
    assert set_lines(text, width) == lines


def test_columns_stand_beside_each_other() -> None:
    assert list(side_by_side(["和平", "a"], ["one", "two", "three"], 5)) == [
        "和平  | one",
        "a     | two",
        "      | three",
    ]
    assert pad("和", 4) == "和  "
    assert pad("和平中", 4) == "和平中"
