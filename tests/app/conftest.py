"""What the tests of the screen layer share."""

import gc
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet

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


@pytest.fixture(autouse=True)
def _short_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the passage follow what is typed sooner: waiting for it at each letter were minutes of all tests."""
    monkeypatch.setattr("tui.app.screens.search.PAUSE", 0.05)
    monkeypatch.setattr("tui.app.screens.asking.REST", 0.05)


@pytest.fixture(autouse=True, scope="session")
def _styles_parsed_once() -> Iterator[None]:
    """Parse the same styles with the same variables once: for each program anew, it were a tenth of their time."""
    parse = Stylesheet._parse_rules
    parsed: dict[object, list[RuleSet]] = {}

    def parse_once(sheet: Stylesheet, *source: Any, **rest: Any) -> list[RuleSet]:
        key = (source, tuple(rest.items()), tuple(sheet._variables.items()))
        if key not in parsed:
            parsed[key] = parse(sheet, *source, **rest)
        return parsed[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Stylesheet, "_parse_rules", parse_once)
        yield


@pytest.fixture(autouse=True)
def _garbage_of_this_test(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Throw away what a test has made at its end, and only that.

    The program freezes what is there after its first frame, since it runs but once; here a thousand of them would
    never be freed. A collection of the youngest generation, after none was made in between, looks at what this test
    has made and at nothing else.
    """
    is_enabled = gc.isenabled()
    gc.disable()
    with monkeypatch.context() as patch:
        for name in ("freeze", "enable"):
            patch.setattr(gc, name, lambda: None)
        yield
    gc.collect(0)
    if is_enabled:
        gc.enable()
