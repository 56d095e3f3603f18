"""The command line: plain text for people, JSON for programs, and a clear line where something is wrong."""

import json
from pathlib import Path

import pytest

import tui
from tests.samples import SEEDS
from tui.cli import main
from tui.documents.model import BlockKind

_Kind = type | tuple[type, ...]
_LIST_FIELDS: dict[str, _Kind] = {
    "id": str, "path": str, "title": (str, type(None)), "authors": list, "publisher": (str, type(None)),
    "date": (str, type(None)), "first_published": (str, type(None)), "language": (str, type(None)), "words": int,
    "paragraphs": int, "problem": (str, type(None)),
}  # fmt: skip
_SHOW_FIELDS: dict[str, _Kind] = {
    **_LIST_FIELDS,
    "source": (str, type(None)),
    "sha256": (str, type(None)),
    "blocks": list,
}
_BLOCK_FIELDS: dict[str, _Kind] = {
    "kind": str, "number": (int, type(None)), "label": (str, type(None)), "text": str, "sentences": list,
    "emphasis": list, "links": list, "repeat": bool,
}  # fmt: skip


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    """Run the command line in this process; return exit status, standard output and standard error."""
    with pytest.raises(SystemExit) as exit_:
        main(list(arguments))
    output = capsys.readouterr()
    assert isinstance(exit_.value.code, int)
    return exit_.value.code, output.out, output.err


def assert_one_line(error: str) -> None:
    assert error.startswith("statements: ")
    assert error.endswith("\n")
    assert error.count("\n") == 1
    assert "Traceback" not in error


def test_list_gives_a_line_a_statement(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, err = run(capsys, "list")

    assert (status, err) == (0, "")
    lines = out.splitlines()
    assert [line[:3] for line in lines] == ["000", "001", "002", "003", "004"]
    assert "2022-03-30" in lines[3]
    assert "Clara Weiss" in lines[3]
    assert "undated" in lines[4]


def test_list_json_has_the_fields_of_the_contract_and_no_other(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (tmp_path / "good.txt").write_text(
        "---\ntitle: Peace\ndate: 2022-03\nauthors: [A Roe, B Roe]\n---\nPeople met. They spoke.\n"
    )
    (tmp_path / "bad.txt").write_bytes(b"")

    status, out, _ = run(capsys, "list", str(tmp_path), "--json", str(SEEDS))
    found = [json.loads(line) for line in out.splitlines()]

    assert status == 0
    assert len(found) == 7
    for fields in found:
        assert list(fields) == list(_LIST_FIELDS)
        assert [name for name, kind in _LIST_FIELDS.items() if not isinstance(fields[name], kind)] == []
    by_id = {fields["id"]: fields for fields in found}
    assert by_id["good"]["date"] == "2022-03"
    assert by_id["good"]["authors"] == ["A Roe", "B Roe"]
    assert by_id["bad"] == {
        "id": "bad", "path": str(tmp_path / "bad.txt"), "title": None, "authors": [], "publisher": None, "date": None,
        "first_published": None, "language": None, "words": 0, "paragraphs": 0, "problem": "empty file",
    }  # fmt: skip


@pytest.mark.parametrize("name", sorted(path.stem for path in SEEDS.glob("*.txt")))
def test_show_json_has_the_fields_of_the_contract_and_no_other(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    status, out, err = run(capsys, "show", name[:3], "--json")
    fields = json.loads(out)

    assert (status, err, out.count("\n")) == (0, "", 1)
    assert set(fields) == set(_SHOW_FIELDS)
    assert [key for key, kind in _SHOW_FIELDS.items() if not isinstance(fields[key], kind)] == []
    for block in fields["blocks"]:
        assert set(block) == set(_BLOCK_FIELDS)
        assert [key for key, kind in _BLOCK_FIELDS.items() if not isinstance(block[key], kind)] == []
        assert block["kind"] in set(BlockKind)
        assert "".join(block["text"][start:end] for start, end in block["sentences"]) == block["text"]
        for link in block["links"]:
            assert set(link) == {"start", "end", "target"}
            assert block["text"][link["start"] : link["end"]]
    assert fields["paragraphs"] == sum(block["kind"] == "paragraph" for block in fields["blocks"])


def test_kinds_of_blocks_are_those_of_the_contract() -> None:
    kinds = "title byline heading paragraph list_item caption note signature furniture".split()

    assert [kind.value for kind in BlockKind] == kinds


def test_show_writes_every_word_for_people(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = run(capsys, "show", "003")

    assert status == 0
    assert "Clara Weiss" in out
    assert "  1)  In exchange for security guarantees" in out
    assert "record war budget of $813 billion" in " ".join(out.split())
    assert max(map(len, out.splitlines())) <= 80


def test_show_takes_a_file_path_inside_or_outside_the_library(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (tmp_path / "alone.txt").write_text("Peace for all the people.\n")

    assert "Peace for all the people." in run(capsys, "show", str(tmp_path / "alone.txt"))[1]
    assert "Clara Weiss" in run(capsys, "show", str(SEEDS / "003_f2029ae6401e9cbc.txt"))[1]
    assert "Peace for all" in run(capsys, "show", "alo", str(tmp_path))[1]


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (["show", "00"], 2, "000_8e27d4210ab55b6a"),
        (["show", "003_f2029ae6401e9cbd"], 2, "003_f2029ae6401e9cbc"),
        (["show"], 2, "DOC"),
        (["list", "/no/such/folder"], 2, "/no/such/folder"),
        (["/no/such/folder"], 2, "/no/such/folder"),
        (["list", "--no-such-option"], 2, "--no-such-option"),
        (["list", "--max-size", "0"], 2, "--max-size"),
        (["list", "--max-size", "huge"], 2, "huge"),
        ([], 2, "not a terminal"),
        (["show", "00", "new\nline"], 2, "no such file"),
    ],
)
def test_error_is_one_line_and_status_two(
    arguments: list[str], status: int, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    found, out, err = run(capsys, *arguments)

    assert (found, out) == (status, "")
    assert_one_line(err)
    assert said in err


def test_nothing_found_is_status_one(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    status, out, err = run(capsys, "list", str(tmp_path))

    assert (status, out) == (1, "")
    assert_one_line(err)


def test_problem_file_is_listed_with_its_reason_and_not_shown(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (tmp_path / "bad.txt").write_bytes(b"")

    assert run(capsys, "list", str(tmp_path))[:2] == (0, "bad  !  empty file\n")
    status, out, err = run(capsys, "show", "bad", str(tmp_path))
    assert (status, out) == (2, "")
    assert "empty file" in err
    shown = json.loads(run(capsys, "show", "bad", str(tmp_path), "--json")[1])
    assert (shown["problem"], shown["blocks"]) == ("empty file", [])


def test_limit_of_size_is_an_option(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(capsys, "list", "--max-size", "0.005")

    assert [("larger than the limit" in line) for line in out.splitlines()].count(True) == 3


@pytest.mark.parametrize("arguments", [["--help"], ["-h"]])
def test_help_has_examples_and_the_commands(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = run(capsys, *arguments)

    assert status == 0
    assert "Examples:" in out
    assert all(f"statements {command} " in out for command in ("list", "show"))


@pytest.mark.parametrize("command", ["list", "show"])
def test_commands_have_help_of_their_own(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = run(capsys, command, "--help")

    assert status == 0
    assert "--json" in out


def test_version_is_the_packages_own(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "--version")[:2] == (0, f"statements {tui.__version__}\n")
