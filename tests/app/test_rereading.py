"""Files that change, appear or vanish while the program runs."""

import os
from pathlib import Path

from tests.app.stage import Stage, opened
from tests.app.statements import write_folder

_TEXT = "\n\n".join(
    f"This is paragraph {number} of a statement on the harbour. It has two sentences." for number in range(60)
)


def _touch(path: Path) -> None:
    """Let a file look as if it was written just now, however coarse the clock of the disk."""
    status = path.stat()
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns + 5_000_000_000))


def _rewrite(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")
    _touch(path)


async def _reread(stage: Stage) -> str:
    """Press the key and return what is said when the files have been looked at."""
    await stage.press("r")
    await stage.until(lambda: not stage.app.progress)
    await stage.pilot.pause()
    return stage.app.main.status.notice


async def test_files_that_appear_change_and_vanish_are_noticed_and_said(tmp_path: Path) -> None:
    folder = write_folder(
        tmp_path / "folder", {"a.txt": "One statement.", "b.txt": "Another one.", "c.txt": "A third."}
    )
    async with opened(folder) as stage:
        (folder / "c.txt").unlink()
        _rewrite(folder / "b.txt", "Another one, changed.")
        write_folder(folder, {"d.txt": "A new one."})
        assert await _reread(stage) == "1 new, 1 changed, 1 vanished"
        assert [document.id for document in stage.app.library] == ["a", "b", "d"]
        await stage.press("j")
        assert "changed" in stage.text
        await stage.press("j")
        assert "A new one." in stage.text


async def test_nothing_new_is_said_to_be_nothing(tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "folder", {"a.txt": "One statement.", "b.txt": "Another one."})
    async with opened(folder) as stage:
        before = stage.app.library.documents
        _touch(folder / "a.txt")
        assert await _reread(stage) == "nothing changed"
        assert stage.app.library.documents == before


async def test_a_place_is_found_again_in_a_file_that_has_changed_under_the_reader(tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "folder", {"a.txt": _TEXT})
    async with opened(folder) as stage:
        await stage.press("pagedown", "pagedown")
        view = stage.app.main.view
        assert view.document is not None
        words = view.document.text[slice(*view.sentence)]
        _rewrite(folder / "a.txt", "A paragraph that is new stands before all.\n\n" + _TEXT)
        assert await _reread(stage) == "1 changed; this file has changed; your place was found again in it"
        assert view.document.text[slice(*view.sentence)] == words


async def test_a_place_whose_words_are_gone_is_said_to_be_lost(tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "folder", {"a.txt": _TEXT})
    async with opened(folder) as stage:
        await stage.press("pagedown", "pagedown")
        _rewrite(folder / "a.txt", "Something else.\n\nAnd no word of it.")
        assert "lost" in await _reread(stage)
        assert stage.app.main.view.sentence.start == 0


async def test_a_text_whose_file_vanished_stays_until_the_reader_turns_away(tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "folder", {"a.txt": "One statement.", "b.txt": "Another one."})
    async with opened(folder) as stage:
        (folder / "a.txt").unlink()
        assert "1 vanished; what you read is gone" in await _reread(stage)
        assert "One statement." in stage.text
        await stage.press("tab", "y")
        assert stage.copied.pop() == "One statement."


async def test_a_search_finds_what_is_new_and_nothing_that_is_gone(tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "folder", {"a.txt": "The harbour is open.", "b.txt": "The school is open."})
    async with opened(folder) as stage:
        await stage.search_for("harbour")
        assert "The harbour is open" in stage.text
        await stage.press("escape")
        _rewrite(folder / "a.txt", "The bridge is open.")
        write_folder(folder, {"c.txt": "A harbour is built. It is new."})
        await _reread(stage)
        await stage.search_for("harbour")
        assert "A harbour is built" in stage.text
        assert "The harbour is open" not in stage.text
        await stage.press("escape")
        await stage.search_for("bridge")
        assert "The bridge is open" in stage.text


async def test_opening_a_file_that_was_written_to_since_says_so(tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "folder", {"a.txt": "One statement.", "b.txt": "Another one."})
    async with opened(folder) as stage:
        _rewrite(folder / "b.txt", "Another one, changed.")
        await stage.press("j")
        assert stage.app.main.status.notice == "the file has changed since it was read; r reads it again"
        assert "Another one." in stage.text
