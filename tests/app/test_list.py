"""The list of documents: what it shows, its cursor, its orders, problem files."""

from pathlib import Path

import pytest
from textual.events import MouseScrollDown

from tests.app.stage import Stage, opened
from tests.app.statements import TITLES, write_folder
from tui.app.screens.choose import ChooseScreen


def _listed(stage: Stage) -> str:
    """Return the list as one text, marks and line breaks taken out."""
    return " ".join("".join(stage.pane_rows(stage.documents)).replace("▌", " ").split())


def _order_on_screen(stage: Stage, *words: str) -> list[str]:
    return sorted(words, key=_listed(stage).index)


async def test_an_entry_says_title_author_and_date_or_undated(folder: Path) -> None:
    async with opened(folder) as stage:
        listed = _listed(stage)
        for words in (*TITLES, "Ana Castro · 3 Mar 2021", "Ben Okoro · Mar 2020", "Cara Lind · undated"):
            assert words in listed


async def test_details_are_dim(folder: Path) -> None:
    async with opened(folder) as stage:
        dim = [words.strip() for words in stage.lit("document-list--quiet", stage.documents)]
        assert "Cara Lind · undated" in dim
        assert "Notes on a Bridge" not in dim


@pytest.mark.parametrize("key", ["j", "down"])
async def test_moving_the_cursor_shows_the_document_at_once(key: str, folder: Path) -> None:
    async with opened(folder) as stage:
        for number, title in enumerate(TITLES[1:], 2):
            await stage.press(key)
            assert stage.title == title
            assert stage.document.blocks[3].text.split(".")[0] in stage.text
            assert stage.status.endswith(f"document {number} of 5")
        assert stage.app.focused is stage.documents


async def test_the_cursor_stops_at_both_ends(folder: Path) -> None:
    async with opened(folder) as stage:
        await stage.press("k")
        assert stage.title == TITLES[0]
        await stage.press(*"jjjjjjj")
        assert stage.status.endswith("document 5 of 5")


@pytest.mark.parametrize("key", ["enter", "l", "right"])
async def test_choosing_goes_to_the_text(key: str, folder: Path) -> None:
    async with opened(folder) as stage:
        await stage.press("j", key)
        assert stage.app.focused is stage.view
        assert stage.title == TITLES[1]


async def test_tab_goes_from_list_to_text_and_back(folder: Path) -> None:
    async with opened(folder) as stage:
        panes: list[object] = [stage.app.focused]
        for _ in range(3):
            await stage.press("tab")
            panes.append(stage.app.focused)
        assert panes == [stage.documents, stage.view, stage.documents, stage.view]


async def test_long_titles_take_two_lines_and_end_with_an_ellipsis(tmp_path: Path) -> None:
    title = "Declaration " + " ".join(f"word{number}" for number in range(60))
    write_folder(tmp_path, {"a.txt": f"---\ntitle: {title}\n---\nText.\n", "b.txt": "Other text here."})
    async with opened(tmp_path) as stage:
        rows = [row.replace("▌", " ").strip() for row in stage.pane_rows(stage.documents)]
        assert rows[0].startswith("Declaration word0")
        assert rows[1].endswith("…")
        assert rows[2] == "undated"


async def test_problem_files_stand_below_the_others_with_their_reason(tmp_path: Path) -> None:
    texts = {"a.txt": "", "m.txt": "A Text\n\nThis can be read.", "z.txt": "Z Text\n\nThis too."}
    write_folder(tmp_path, texts)
    (tmp_path / "b.txt").write_bytes(bytes(range(256)) * 40)
    async with opened(tmp_path) as stage:
        assert _order_on_screen(stage, "a.txt", "b.txt", "A Text", "Z Text") == ["A Text", "Z Text", "a.txt", "b.txt"]
        assert "empty file" in _listed(stage)
        await stage.press("G", "k")
        assert "This file was not opened: empty file" in " ".join(stage.text.split())


@pytest.mark.parametrize("order", range(5))
async def test_problem_files_stay_below_in_every_order(order: int, folder: Path) -> None:
    async with opened(folder) as stage:
        await stage.press(*"o" * order)
        assert _order_on_screen(stage, "b-empty.txt", *TITLES)[-1] == "b-empty.txt"


ORDERS = [
    ("newest first", [0, 2, 1, 3]),
    ("oldest first", [1, 2, 0, 3]),
    ("by title", [1, 2, 3, 0]),
    ("by author", [0, 2, 3, 1]),
    ("by file", [0, 1, 2, 3]),
]
"""What each press of the key says, and the titles then, as places in `TITLES`; an unknown date comes last."""


@pytest.mark.parametrize("pane", [(), ("tab",)], ids=["from the list", "from the text"])
async def test_orders_go_round_and_are_said_in_words(pane: tuple[str, ...], folder: Path) -> None:
    async with opened(folder) as stage:
        await stage.press(*pane)
        for words, places in ORDERS:
            await stage.press("o")
            assert words in stage.status
            assert _order_on_screen(stage, *TITLES) == [TITLES[place] for place in places]
            assert stage.title == TITLES[0], "another order shows the same document"
            assert stage.documents.document is stage.document


@pytest.mark.parametrize("key", ["backslash", "f2"])
async def test_the_list_hides_and_comes_back(key: str, folder: Path) -> None:
    async with opened(folder) as stage:
        await stage.press(key)
        assert "Notes on a Bridge" not in stage.text
        assert stage.view.size.width == 100
        assert stage.app.focused is stage.view
        await stage.press(key)
        assert "Notes on a Bridge" in stage.text
        await stage.press(key, "tab")
        assert "Notes on a Bridge" in stage.text, "tab to a hidden list shows it"
        assert stage.app.screen.focused is stage.documents


async def test_f2_hides_the_list_while_the_filter_is_being_typed(folder: Path) -> None:
    async with opened(folder) as stage:
        await stage.press("/", "a", "f2")
        assert stage.view.size.width == 100
        assert stage.app.focused is stage.view


async def test_the_list_follows_the_cursor_beyond_its_end(tmp_path: Path) -> None:
    write_folder(tmp_path, {f"{n:03}.txt": f"Speech Number {n}\n\nIt has words." for n in range(60)})
    async with opened(tmp_path) as stage:
        for keys in (("pagedown",) * 3, ("G",), ("pageup",) * 2, ("ctrl+d",), ("ctrl+u",), ("g",)):
            await stage.press(*keys)
            assert str(stage.title) in _listed(stage)
        assert stage.title == "Speech Number 0"


async def test_a_click_in_the_list_shows_the_document(folder: Path) -> None:
    async with opened(folder) as stage:
        row = next(y for y, line in enumerate(stage.rows) if "Harbour Declaration" in line[:30])
        await stage.click(5, row)
        assert stage.title == "Harbour Declaration"


async def test_the_wheel_scrolls_the_list_without_changing_the_document(tmp_path: Path) -> None:
    write_folder(tmp_path, {f"{n:03}.txt": f"Speech Number {n}\n\nIt has words." for n in range(60)})
    async with opened(tmp_path) as stage:
        await stage.pilot._post_mouse_events([MouseScrollDown], offset=(5, 5))
        await stage.pilot.pause()
        assert stage.documents.scroll_offset.y > 0
        assert stage.title == "Speech Number 0"


async def test_markup_in_title_author_and_name_is_shown_as_it_is(tmp_path: Path) -> None:
    front = "---\ntitle: 'The [bold]loud[/bold] :smile: [/] one'\nauthor: '[red]Ann[/red]'\n---\nSee [b]this[/b] [/].\n"
    write_folder(tmp_path, {"a.txt": front, "[i]b[i].txt": "", "c.txt": "Some other text."})
    async with opened(tmp_path, size=(160, 30)) as stage:
        listed = _listed(stage)
        for words in ("The [bold]loud[/bold] :smile: [/] one", "[red]Ann[/red]", "[i]b[i].txt"):
            assert words in listed
        assert "See [b]this[/b] [/]." in stage.text
        assert "The [bold]loud[/bold] :smile: [/] one" in "\n".join(stage.pane_rows(stage.view))
        await stage.press("c")
        assert isinstance(stage.app.screen, ChooseScreen)
        await stage.press("escape", "/", *"[bold]")
        assert "1 of 3" in stage.text
