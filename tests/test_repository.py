"""The repository keeps what its README promises, and the sample statements byte for byte."""

import hashlib
import re
import tomllib
from pathlib import Path

import pytest

import tui

_ROOT = Path(__file__).parents[1]
_DIGESTS = {
    "000_8e27d4210ab55b6a.txt": "86ca19d94dac357ef93646c79c653330ac550b124d31c0ff1b7aa827d4c949da",
    "001_7815dec56c02b3f5.txt": "a551a3a0bfa90851e8b80005093da45ce59fb9476a652b5bb85c680c8d8b4b0f",
    "002_ce94a50ec02bff3b.txt": "42dc3d99ce62e38b0239ae31e13191edb932227c1842adb6e98ac5cc424d5dff",
    "003_f2029ae6401e9cbc.txt": "ff63c1bb8d5d37cecbda2457f9afd992159ccc8f58ccd2bdb9c7d39dadede2a4",
    "004_1efd87232ee5da3a.txt": "4de93a699115b75b2c1874540dbd6024ce5f37cede6537056bf8600baee19071",
}


def _makefile_targets() -> set[str]:
    return set(re.findall(r"^([a-z][\w-]*)\s*:(?!=)", (_ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))


def test_seeds_hold_the_five_samples_and_nothing_else() -> None:
    assert {path.name for path in (_ROOT / "seeds").iterdir()} == set(_DIGESTS)


@pytest.mark.parametrize("name", _DIGESTS)
def test_sample_is_kept_byte_for_byte(name: str) -> None:
    assert hashlib.sha256((_ROOT / "seeds" / name).read_bytes()).hexdigest() == _DIGESTS[name]


@pytest.mark.parametrize(
    "name", ["pyproject.toml", "README.md", "LICENSE", "CHANGELOG.md", "Makefile", ".ci/run", "screenshots"]
)
def test_repository_holds_what_a_fresh_clone_needs(name: str) -> None:
    assert (_ROOT / name).exists()


@pytest.mark.parametrize("target", ["run", "test", "check", "screenshots"])
def test_makefile_has_the_targets_of_the_contract(target: str) -> None:
    assert target in _makefile_targets()


def test_readme_names_its_two_commands_and_only_real_ones() -> None:
    named = set(re.findall(r"\bmake ([a-z][\w-]*)", "\n".join(_code_of(_ROOT / "README.md"))))

    assert {"run", "test"} <= named
    assert named <= _makefile_targets()


def _code_of(path: Path) -> list[str]:
    """Return what stands as code in a Markdown file: fenced blocks, indented blocks and inline spans."""
    text = path.read_text("utf-8")
    fenced = re.findall(r"^```[^\n]*\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    return [*fenced, *re.findall(r"`([^`\n]+)`", text), *re.findall(r"^ {4}(.+)$", text, re.MULTILINE)]


def test_readme_shows_pictures_that_exist() -> None:
    pictures = re.findall(r"(?:\]\(|src=\")(screenshots/[^)\"\s]+)", (_ROOT / "README.md").read_text("utf-8"))

    assert pictures
    assert [picture for picture in pictures if not (_ROOT / picture).is_file()] == []


def test_ci_calls_what_the_readme_tells_its_reader_to_call() -> None:
    script = _ROOT / ".ci" / "run"

    assert set(re.findall(r"\bmake ([a-z][\w-]*)", script.read_text("utf-8"))) <= _makefile_targets()
    assert "make " in script.read_text("utf-8")
    assert script.stat().st_mode & 0o100


def test_version_and_command_are_those_of_the_package() -> None:
    project = tomllib.loads((_ROOT / "pyproject.toml").read_text("utf-8"))["project"]

    assert project["name"] == "statement-browser"
    assert project["scripts"] == {"statements": "tui.cli:main"}
    assert re.fullmatch(r"\d+\.\d+\.\d+", tui.__version__)
    assert tui.__version__ in (_ROOT / "CHANGELOG.md").read_text("utf-8")
