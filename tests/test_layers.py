"""The model knows no screen: no pure module brings Textual or Rich along."""

import subprocess
import sys
from pathlib import Path

import pytest

import tui

_PACKAGE = Path(tui.__file__).parent


def _pure_modules() -> list[str]:
    paths = [path.relative_to(_PACKAGE.parent) for path in _PACKAGE.rglob("*.py")]
    names = (".".join(path.with_suffix("").parts).removesuffix(".__init__") for path in paths)
    return sorted(name for name in names if not f"{name}.".startswith("tui.app."))


def imported_by(statement: str) -> set[str]:
    """Return the top-level packages a fresh interpreter holds after ``statement``."""
    script = f"import sys\n{statement}\nprint(*(name.split('.')[0] for name in list(sys.modules)))"
    result = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        text=True,
        cwd=_PACKAGE.parent,
        timeout=60,
        check=True,
    )
    return set(result.stdout.split())


@pytest.mark.parametrize("module", _pure_modules())
def test_pure_module_imports_no_screen(module: str) -> None:
    found = imported_by(f"import {module}")

    assert "tui" in found
    assert not found & {"textual", "rich"}


def test_reading_and_filtering_a_library_imports_no_screen() -> None:
    found = imported_by(
        "from tui.library import load_library\nfrom tui.filtering import LibraryFilter\n"
        "assert len(LibraryFilter(load_library()).narrow('weis')[0]) == 1"
    )

    assert not found & {"textual", "rich"}


def test_searching_a_library_imports_no_screen() -> None:
    found = imported_by(
        "from tui.library import load_library\nfrom tui.search.index import index_documents\n"
        "from tui.search.query import parse_query\nfrom tui.search.ranking import search\n"
        "from tui.search.excerpts import line_up\n"
        "index = index_documents(load_library().documents)\n"
        "assert line_up(search(index, parse_query('escallation')).hits, 40)"
    )

    assert "numpy" in found
    assert not found & {"textual", "rich"}


def test_comparing_imports_no_screen() -> None:
    found = imported_by(
        "from tui.library import load_library\nfrom tui.compare.comparison import compare\n"
        "from tui.compare.overview import Overview\nfrom tui.compare.word_diff import difference\n"
        "documents = load_library().documents\n"
        "comparison = compare(documents[1], documents[3])\n"
        "assert comparison.pairs and comparison.phrases and comparison.facts and comparison.words\n"
        "assert len(list(Overview(documents[:3]).cells())) == 3 and difference('a b', 'a c').runs"
    )

    assert "numpy" in found
    assert not found & {"textual", "rich"}


@pytest.mark.parametrize(
    "module",
    ["tui.compare.comparison", "tui.compare.overview", "tui.compare.word_diff", "tui.cli.compare"],
)
def test_comparing_imports_no_numpy_before_it_begins(module: str) -> None:
    found = imported_by(f"import {module}")

    assert "tui" in found
    assert not found & {"numpy", "rapidfuzz"}


@pytest.mark.parametrize(
    "module", ["tui.app.app", "tui.app.screens.library", "tui.app.widgets.document_view", "tui.cli", "tui.tokens"]
)
def test_what_comes_before_a_search_imports_no_numpy(module: str) -> None:
    found = imported_by(f"import {module}")

    assert "tui" in found
    assert "numpy" not in found


_OPENING = """
import asyncio
from tui.app.app import StatementBrowser

async def run():
    async with StatementBrowser().run_test(size=(100, 30)) as pilot:
        await pilot.press(*{keys!r})
        await pilot.pause()

asyncio.run(run())
"""


@pytest.mark.parametrize(
    ("keys", "needs_numpy"),
    [(("j", "tab", "slash", *"war", "enter", "n", "escape", "m"), False), (("s",), True)],
    ids=["reading", "searching"],
)
def test_numpy_is_imported_only_once_a_search_begins(keys: tuple[str, ...], needs_numpy: bool) -> None:
    assert ("numpy" in imported_by(_OPENING.format(keys=keys))) is needs_numpy


def test_program_itself_does_import_the_screen() -> None:
    assert "textual" in imported_by("import tui.app.app")
