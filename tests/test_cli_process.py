"""The command line as a process of its own: odd names, pipes, locales, no terminal and no screen."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import tui
from tests.samples import SEEDS
from tests.test_cli import assert_one_line, run


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


_ODD_NAMES = [
    b"new\nline.txt",
    b"esc\x1b]0;x\x07.txt",
    b"-dash.txt",
    b"--json.txt",
    b"caf\xe9.txt",
    b"[bold].txt",
    b" .txt",
]


def test_odd_file_names_are_listed_one_a_line_and_harmless(tmp_path: Path) -> None:
    for name in _ODD_NAMES:
        Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + name)).write_text("Peace for all the people.\n")

    plain = start("list", ".", cwd=tmp_path)
    programs = start("list", ".", "--json", cwd=tmp_path)

    assert (plain.returncode, plain.stderr, programs.returncode, programs.stderr) == (0, b"", 0, b"")
    assert plain.stdout.count(b"\n") == programs.stdout.count(b"\n") == len(_ODD_NAMES)
    assert not set(plain.stdout) & (set(range(32)) - {10})
    assert {"new\nline", "-dash", "--json", "[bold]", " "} <= {
        json.loads(line)["id"] for line in programs.stdout.splitlines()
    }


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


@pytest.mark.parametrize(
    "arguments", [["list"], ["list", "--json"], ["show", "003"], ["show", "003", "--json"], ["--help"], []]
)
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
