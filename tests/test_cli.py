"""The command line: plain text for people, JSON for programs, and a clear line where something is wrong."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import tui
from tests.samples import SEEDS
from tui.cli import main
from tui.documents.model import BlockKind

_LIST_FIELDS = {
    "id": str, "path": str, "title": (str, type(None)), "authors": list, "publisher": (str, type(None)),
    "date": (str, type(None)), "first_published": (str, type(None)), "language": (str, type(None)), "words": int,
    "paragraphs": int, "problem": (str, type(None)),
}  # fmt: skip
_SHOW_FIELDS = {**_LIST_FIELDS, "source": (str, type(None)), "sha256": (str, type(None)), "blocks": list}
_BLOCK_FIELDS = {
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


def start(*arguments: str | bytes, cwd: Path | None = None, **environment: str) -> "subprocess.CompletedProcess[bytes]":
    """Run the command line in an interpreter of its own, without a terminal."""
    root = str(Path(tui.__file__).parents[1])
    return subprocess.run(
        [sys.executable, "-m", "tui", *arguments],
        capture_output=True,
        stdin=subprocess.DEVNULL,
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": root, **environment},
        timeout=60,
        check=False,
    )


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


def test_list_json_has_the_fields_of_the_contract_and_no_other(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text("---\ntitle: Peace\ndate: 2022-03\nauthors: [A Roe, B Roe]\n---\nPeople met. They spoke.\n")
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


def test_show_takes_a_file_path_inside_or_outside_the_library(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
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


def test_problem_file_is_listed_with_its_reason_and_not_shown(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
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


@pytest.mark.parametrize("arguments", [("./list",), ("--", "list"), ("./show",), ("--", "show")])
def test_folder_named_like_a_command_opens_by_path(arguments: tuple[str, ...], tmp_path: Path) -> None:
    for name in ("list", "show"):
        (tmp_path / name).mkdir()

    result = start(*arguments, cwd=tmp_path)

    assert result.returncode == 2
    assert b"not a terminal" in result.stderr


def test_name_of_a_command_wins_over_a_folder_of_that_name(tmp_path: Path) -> None:
    (tmp_path / "list").mkdir()
    (tmp_path / "list" / "inner.txt").write_text("Peace.\n")

    assert start("list", cwd=tmp_path).stdout.startswith(b"000_")
    assert start("list", "list", cwd=tmp_path).stdout.startswith(b"inner  ")


_ODD_NAMES = [b"new\nline.txt", b"esc\x1b]0;x\x07.txt", b"-dash.txt", b"--json.txt", b"caf\xe9.txt", b"[bold].txt", b" .txt"]


def test_odd_file_names_are_listed_one_a_line_and_harmless(tmp_path: Path) -> None:
    for name in _ODD_NAMES:
        Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + name)).write_text("Peace for all the people.\n")

    plain = start("list", ".", cwd=tmp_path)
    programs = start("list", ".", "--json", cwd=tmp_path)

    assert (plain.returncode, plain.stderr, programs.returncode, programs.stderr) == (0, b"", 0, b"")
    assert plain.stdout.count(b"\n") == programs.stdout.count(b"\n") == len(_ODD_NAMES)
    assert not set(plain.stdout) & (set(range(32)) - {10})
    assert {"new\nline", "-dash", "--json", "[bold]", " "} <= {json.loads(line)["id"] for line in programs.stdout.splitlines()}


@pytest.mark.parametrize("name", _ODD_NAMES)
def test_odd_file_name_is_taken_as_an_argument(name: bytes, tmp_path: Path) -> None:
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + name)).write_text("Peace for all the people.\n")

    listed, shown = start("list", "--", name, cwd=tmp_path), start("show", "--", name, cwd=tmp_path)

    assert (listed.returncode, listed.stderr) == (0, b"")
    assert (shown.returncode, shown.stderr) == (0, b"")
    assert b"Peace for all the people." in shown.stdout


def test_controls_in_a_text_never_reach_the_output(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "bad.txt").write_text("Peace\x1b[31m now\u202e\n\nThe \x9b31m people \x07met.\r\nThey spoke.\n")

    for arguments in (["list", str(tmp_path)], ["show", "bad", str(tmp_path)]):
        out = run(capsys, *arguments)[1]
        assert "Peace" in out
        assert not set(out) & {"\x1b", "\x07", "\x9b", "\u202e", "\r"}


@pytest.mark.parametrize("arguments", ["list", "list --json", "show 003", "show 003 --json", "--help"])
def test_reader_that_leaves_early_sees_no_traceback(arguments: str) -> None:
    command = f'"{sys.executable}" -m tui {arguments}'
    pipe = f'set -o pipefail; ({command}; echo "status $?" >&2) | head -c 10'

    result = subprocess.run(["bash", "-c", pipe], capture_output=True, cwd=SEEDS.parent, timeout=60, check=False)

    assert len(result.stdout) == 10
    assert b"Traceback" not in result.stderr
    assert b"Error" not in result.stderr


def test_reader_that_is_gone_before_the_first_line_sees_no_traceback() -> None:
    command = f'("{sys.executable}" -m tui list; echo "status $?" >&2) | true'

    result = subprocess.run(["bash", "-c", command], capture_output=True, cwd=SEEDS.parent, timeout=60, check=False)

    assert result.stderr.startswith(b"status ")


def test_full_disk_is_a_clear_line() -> None:
    command = f'"{sys.executable}" -m tui show 003 --json > /dev/full'

    result = subprocess.run(["bash", "-c", command], capture_output=True, cwd=SEEDS.parent, timeout=60, check=False)

    assert result.returncode == 2
    assert_one_line(result.stderr.decode())


@pytest.mark.parametrize("locale", ["C", "POSIX"])
@pytest.mark.parametrize("utf8", ["0", "1"])
def test_poor_locale_neither_breaks_the_text_nor_the_program(locale: str, utf8: str) -> None:
    result = start("show", "000", "--json", LC_ALL=locale, PYTHONUTF8=utf8, PYTHONCOERCECLOCALE="0")

    assert (result.returncode, result.stderr) == (0, b"")
    assert "“New Cold War”" in json.loads(result.stdout)["blocks"][2]["text"]


@pytest.mark.parametrize("arguments", [["list"], ["list", "--json"], ["show", "003"], ["show", "003", "--json"], ["--help"], []])
def test_command_line_imports_no_screen(arguments: list[str]) -> None:
    script = (
        "import sys\nfrom tui.cli import main\ntry:\n    main(sys.argv[1:])\nexcept SystemExit:\n    pass\n"
        "tops = {name.split('.')[0] for name in sys.modules}\n"
        "print('screens:', *sorted(tops & {'textual', 'rich'}), file=sys.stderr)"
    )

    result = subprocess.run(
        [sys.executable, "-c", script, *arguments],
        capture_output=True,
        stdin=subprocess.DEVNULL,
        cwd=SEEDS.parent,
        timeout=60,
        check=False,
    )

    assert result.stderr.splitlines()[-1] == b"screens:"
