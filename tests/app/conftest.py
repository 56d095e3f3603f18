"""What the tests of the screen layer share."""

from pathlib import Path

import pytest

from tests.app.statements import FOLDER, LONG, write_file, write_folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of four statements and one file that cannot be opened."""
    return write_folder(tmp_path / "folder", FOLDER)


@pytest.fixture
def long_file(tmp_path: Path) -> Path:
    """A file with a statement of thirty paragraphs."""
    return write_file(tmp_path, LONG)


@pytest.fixture(autouse=True)
def _state_of_this_test(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep what one test makes the program remember from the next."""
    monkeypatch.setenv("STATEMENTS_STATE", str(tmp_path / "state"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
