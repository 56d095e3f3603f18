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


def test_program_itself_does_import_the_screen() -> None:
    assert "textual" in imported_by("import tui.app.app")
