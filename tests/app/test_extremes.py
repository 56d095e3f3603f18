"""Very long, very many, very empty: it opens, scrolls and answers; bounds are guards against hangs only."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from textual.app import App

from tests.app.stage import Stage, opened
from tests.app.statements import write_file, write_folder
from tui.app.widgets.document_list import DocumentList
from tui.app.widgets.document_view import DocumentView
from tui.documents.model import Document, Metadata, PartialDate
from tui.library import Library

TITLE = "Declaration " + " ".join(f"word{number}" for number in range(620))
MANY = 10_000

TEXTS = {
    "title of 5,000 characters": f"---\ntitle: {TITLE}\n---\nIt has a text. It is short.\n",
    "line of 2 MB in one sentence": "word " * 400_000,
    "line of 1 MB in many sentences": "It goes on like this. " * 45_000,
    "line of 2 MB without a space": "x" * 2_000_000,
    "line of 500 kB of wide characters": "和平是人民的要求" * 21_000,
    "100,000 blank lines": "Before them all.\n" + "\n" * 100_000 + "After them all.\n",
    "one word": "Peace",
    "one character": "P",
    "one wide character": "和",
    "only punctuation": "...",
    "8,000 paragraphs": "\n\n".join(f"Paragraph {number} is short." for number in range(8_000)),
}


@contextmanager
def _within(seconds: float) -> Iterator[None]:
    before = time.monotonic()
    yield
    assert time.monotonic() - before < seconds


@pytest.mark.parametrize("name", TEXTS)
async def test_it_opens_and_scrolls_to_both_ends(name: str, tmp_path: Path) -> None:
    with _within(60):
        async with opened(write_file(tmp_path, TEXTS[name]), size=(80, 24)) as stage:
            assert stage.document.problem is None
            assert stage.text.strip()
            for keys in (("space",), (")", ")"), ("}",), ("G",), ("b",), ("(",), ("+", "-"), ("f",), ("g",)):
                await stage.press(*keys)
                assert stage.status, keys
            await stage.resize(60, 20)
            await stage.press("y", "/", "e", "enter", "n", "escape")
            assert stage.app.is_running


async def test_a_title_of_5000_characters_takes_two_lines_of_the_list(tmp_path: Path) -> None:
    write_folder(tmp_path, {"a.txt": TEXTS["title of 5,000 characters"], "b.txt": "Another text, short."})
    async with opened(tmp_path) as stage:
        rows = [row.strip("▌ ") for row in stage.pane_rows(stage.documents)]
        assert rows[2] == "undated"
        assert rows[3].startswith("b.txt")
        await stage.press("c", "enter")
        assert stage.app.is_running


async def test_the_end_of_a_text_of_8000_paragraphs_is_reached(tmp_path: Path) -> None:
    async with opened(write_file(tmp_path, TEXTS["8,000 paragraphs"]), size=(80, 24)) as stage:
        await stage.press("G")
        assert stage.sentence == "Paragraph 7999 is short."
        assert stage.is_sentence_in_sight
        assert stage.status.startswith("para. 8000 of 8000, 100%")


@contextmanager
def _counting(owner: type, name: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[object]]:
    """Yield a list that gets the last argument of every call of a method."""
    calls: list[object] = []
    method = getattr(owner, name)

    def counted(self: object, *arguments: object) -> object:
        if arguments[-1] is not None:
            calls.append(arguments[-1])
        return method(self, *arguments)

    with monkeypatch.context() as patch:
        patch.setattr(owner, name, counted)
        yield calls


@pytest.mark.parametrize("key", ["space", "b", "j", "G", "ctrl+d"])
async def test_a_key_brings_one_frame_and_no_animation(
    key: str, long_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened(long_file) as stage:
        await stage.press("space", "space")
        with _counting(App, "_display", monkeypatch) as frames:
            await stage.press(key)
            await stage.pilot.pause(0.3)
        assert len(frames) == 1


async def test_a_page_down_draws_only_the_rows_in_sight(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with opened(write_file(tmp_path, TEXTS["8,000 paragraphs"])) as stage:
        with _counting(DocumentView, "render_line", monkeypatch) as rows:
            await stage.press("space")
        assert 0 < len(rows) <= 2 * stage.view.size.height


async def test_keys_in_a_long_text_answer_soon(tmp_path: Path) -> None:
    async with opened(write_file(tmp_path, TEXTS["8,000 paragraphs"])) as stage:
        for key in ("G", "space", "b", "f", "+", "{"):
            with _within(4):
                await stage.press(key)


async def _open_many(stage: Stage) -> None:
    """Put ten thousand stub documents on the stage."""
    documents = tuple(
        Document(
            f"{number:05}",
            Path(f"/nowhere/{number:05}.txt"),
            Metadata(
                f"Speech Number {number} on Peace", (f"Author {number % 97}",), date=PartialDate(1900 + number % 99)
            ),
        )
        for number in range(MANY)
    )
    stage.app.library = Library(documents)
    stage.app.main.show_library(stage.app.library)
    await stage.press("tab", "g")
    assert stage.app.focused is stage.documents


async def test_ten_thousand_documents_are_filtered_and_moved_through(long_file: Path) -> None:
    async with opened(long_file) as stage:
        await _open_many(stage)
        await stage.press("/", "9")
        with _within(2):
            await stage.press("9", "9")
        assert "of 10000 documents" in stage.status.replace(",", "")
        shown = {document.id for document in stage.documents.library}
        assert {f"{number:05}" for number in range(MANY) if "999" in f"{number:05}"} <= shown
        with _within(2):
            await stage.press("escape")
        with _within(2):
            await stage.press("G")
        assert "Speech Number 9999" in stage.text
        with _within(4):
            await stage.press("o")
        assert "newest first" in stage.status


async def test_a_mistyped_word_is_found_among_ten_thousand(long_file: Path) -> None:
    async with opened(long_file) as stage:
        await _open_many(stage)
        await stage.press("/")
        with _within(2):
            await stage.paste("spech 4711")
        assert "Speech Number 4711" in stage.text


async def test_a_step_in_a_list_of_ten_thousand_draws_only_what_is_in_sight(
    long_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened(long_file) as stage:
        await _open_many(stage)
        with _counting(DocumentList, "render_line", monkeypatch) as rows:
            await stage.press("j")
            stepped = len(rows)
            await stage.press("pagedown")
        assert 0 < stepped <= 2 * stage.documents.size.height
        assert len(rows) - stepped <= 2 * stage.documents.size.height
