"""Zen: one column of text from the first column on, and nothing else."""

from pathlib import Path

import pytest

from tests.app.stage import opened
from tests.app.statements import LONG, sentence, write_file, write_folder

LISTED = (
    "What Is Asked\n\nBy Ana Castro\n\n3 March 2021\n\nThree things are asked of both sides:\n\n"
    "1) that the guns fall silent along the whole of the eastern river before the first of May, and stay so;\n\n"
    "2) that the bridges are opened;\n\n3) that those who fled may return.\n\nNothing less will do."
)


async def test_each_row_is_text_from_the_first_column_on_and_no_word_is_lost(long_file: Path) -> None:
    async with opened(long_file, size=(80, 250)) as stage:
        await stage.press("z")
        body = " ".join(" ".join(stage.rows).split())
        assert " ".join(LONG.partition("3 March 2021")[2].split()) in body
        assert not [row for row in stage.rows if row != row.lstrip()]


async def test_the_texts_own_labels_stay_and_ours_go(tmp_path: Path) -> None:
    async with opened(write_file(tmp_path, LISTED)) as stage:
        await stage.press("z")
        assert [row for row in stage.rows if row[:1].isdigit()][-3:] == [
            "1) that the guns fall silent along the whole of the eastern river before",
            "2) that the bridges are opened;",
            "3) that those who fled may return.",
        ]
        assert "Three things are asked of both sides:" in stage.rows


@pytest.mark.parametrize("key", ["z", "escape", "tab", "\\"])
async def test_all_comes_back(key: str, folder: Path) -> None:
    async with opened(folder) as stage:
        await stage.press("tab", ")")
        before = stage.sentence
        await stage.press("z")
        assert stage.screen.has_class("-zen")
        await stage.press(key)
        assert "document 1 of 5" in stage.status
        assert any("Harbour Declaration" in row[:30] for row in stage.rows)
        assert stage.sentence == before


async def test_from_the_list_the_keys_go_to_the_text(folder: Path) -> None:
    async with opened(folder) as stage:
        await stage.press("z", ")")
        assert stage.app.focused is stage.view
        assert stage.sentence == sentence(1, 1)


async def test_a_notice_shows_and_a_move_takes_it_away(long_file: Path) -> None:
    async with opened(long_file) as stage:
        await stage.press("z", "y")
        assert "Sent" in stage.rows[-2]
        await stage.press("j")
        assert "Sent" not in stage.text
        assert "find" not in stage.text and stage.view.size.height == 30


async def test_documents_are_turned_and_found_in(tmp_path: Path) -> None:
    texts = {"a.txt": LONG, "b.txt": LISTED}
    async with opened(write_folder(tmp_path / "texts", texts)) as stage:
        await stage.press("z", "]")
        assert stage.rows[0] == "What Is Asked"
        await stage.press("/", *"bridges", "enter")
        assert stage.lit("document-view--hit-current") == ["bridges"]


async def test_the_mouse_points_at_what_it_seems_to(tmp_path: Path) -> None:
    async with opened(write_file(tmp_path, LISTED)) as stage:
        await stage.press("z")
        row = next(y for y, text in enumerate(stage.rows) if "bridges" in text)
        await stage.drag((stage.rows[row].index("bridges"), row), (stage.rows[row].index(" are") - 1, row))
        assert stage.selected == "bridges"


async def test_the_measure_holds(long_file: Path) -> None:
    async with opened(long_file, size=(200, 50)) as stage:
        await stage.press("z")
        assert max(map(len, stage.rows)) <= stage.view.measure
    async with opened(long_file, size=(60, 20)) as stage:
        await stage.press("z")
        assert 50 < max(map(len, stage.rows)) <= 60
