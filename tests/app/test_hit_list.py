"""The list of hits: by document, by rank, as a concordance; what is lit, marked, cut, clicked and scrolled."""

import unicodedata
from pathlib import Path

import pytest
from rich.cells import cell_len
from textual.events import MouseScrollDown, MouseScrollUp

from tests.app.stage import Stage, opened
from tests.app.statements import write_folder
from tui.app.hit_lines import EXCERPT_LINES, HitView
from tui.app.screens.asking import LIMIT
from tui.app.screens.library import LibraryScreen
from tui.app.widgets.hit_list import HitList
from tui.app.widgets.rows_view import cropped
from tui.search.excerpts import ConcordanceOrder

TEXTS = {
    "a-peace.txt": (
        "Peace Now\n\nBy Ana Castro\n\n3 March 2021\n\nThe sanctions began in March. Nobody wanted war.\n\n"
        "Again the sanctions hurt workers first."
    ),
    "b-harbour.txt": (
        "Harbour Declaration\n\nBy Ben Okoro\n\nMarch 2020\n\nThe harbour is closed by new sanctions and a storm."
    ),
    "c-bridge.txt": "Notes on a Bridge\n\nBy Cara Lind\n\nThe bridge held.\n\nSanktions, wrote one paper.",
    "d-empty.txt": "",
}
"""Sanctions twice in one text, once in another, and misspelt in an undated third."""


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    return write_folder(tmp_path / "texts", TEXTS)


@pytest.fixture
def many(tmp_path: Path) -> Path:
    """Twelve texts with five hits each."""
    body = "\n\n".join(f"Remark {n}: the old tower stands beside the water." for n in range(1, 6))
    return write_folder(tmp_path / "many", {f"{n:02}.txt": f"Speech Number {n}\n\n{body}" for n in range(1, 13)})


def _rows(stage: Stage) -> list[str]:
    return [row.rstrip() for row in stage.pane_rows(stage.search.hits)]


def _marked(stage: Stage) -> list[str]:
    """Return the rows at the cursor."""
    return [row for row in _rows(stage) if row.startswith("▌")]


def _current(stage: Stage) -> str:
    """Return the characters of the current hit, or of the whole passage where nothing is lit."""
    hit, keyword = stage.search.hits.hit, stage.search.hits.keyword
    assert hit is not None
    span = keyword.span if keyword else hit.spans[0]
    return f"{hit.document.id} {hit.block} {hit.document.text[slice(*span)]}"


_LINES = {HitView.DOCUMENTS: EXCERPT_LINES, HitView.RANK: EXCERPT_LINES + 1, HitView.CONCORDANCE: 1}
"""Lines of a hit."""


def _is_in_sight(stage: Stage) -> bool:
    """Whether the list draws all lines of the hit under the cursor."""
    return len(_marked(stage)) == _LINES[stage.search.hits.view]


def _lit(stage: Stage) -> list[str]:
    """Return what is lit in the list; the mark of the cursor has the same look."""
    return [piece for piece in stage.lit("hit-list--lit", stage.search.hits) if piece != "▌"]


async def test_hits_stand_below_their_document_with_its_date_and_their_number(texts: Path) -> None:
    async with opened(texts) as stage:
        await stage.search_for("sanctions")
        headings = [row.split() for row in _rows(stage) if " · " in row]
        assert headings == [
            ["Peace", "Now", "3", "Mar", "2021", "·", "2"],
            ["Harbour", "Declaration", "Mar", "2020", "·", "1"],
            ["Notes", "on", "a", "Bridge", "undated", "·", "~1"],
        ]
        assert _lit(stage) == ["sanctions", "sanctions", "sanctions", "Sanktions"]


async def test_exact_hits_come_before_approximate_ones_which_are_marked(texts: Path) -> None:
    async with opened(texts) as stage:
        await stage.search_for("sanctions")
        answer = stage.search.answer
        assert answer is not None
        assert [hit.is_exact for hit in answer.hits] == [True, True, True, False]
        for view in HitView:
            assert stage.search.hits.view is view
            marked = [row for row in _rows(stage) if "~ " in row]
            assert len(marked) == 1, view
            assert "Sanktions" in marked[0]
            await stage.press_in_turn("tab")


async def test_number_of_the_paragraph_stands_before_its_hit(texts: Path) -> None:
    async with opened(texts) as stage:
        await stage.search_for("workers")
        assert [row.split()[:2] for row in _rows(stage) if "workers" in row] == [["▌", "2"]]
        await stage.press_in_turn("tab")
        assert "Peace Now" in _rows(stage)[0]
        assert _rows(stage)[0].endswith("para. 2")


async def test_views_go_round_and_the_current_hit_stays_the_same(texts: Path) -> None:
    async with opened(texts) as stage:
        await stage.search_for("sanctions")
        await stage.press_in_turn("down", "down")
        current = _current(stage)
        assert current.startswith("b-harbour")
        views = []
        for _ in range(4):
            views.append(stage.search.hits.view)
            assert _current(stage) == current
            assert stage.document.id == "b-harbour"
            assert _is_in_sight(stage)
            await stage.press_in_turn("tab")
        assert views == [*HitView, HitView.DOCUMENTS]


async def test_keywords_of_a_concordance_stand_in_one_column(texts: Path) -> None:
    async with opened(texts) as stage:
        await stage.search_for("sanctions")
        await stage.press_in_turn("tab", "tab")
        rows = [row for row in _rows(stage) if row]
        starts = {cell_len(row[: row.casefold().index("san")]) for row in rows}
        assert len(rows) == 4
        assert len(starts) == 1


async def test_a_concordance_is_sorted_by_what_stands_right_by_the_word_by_rank_and_by_what_stands_left(
    texts: Path,
) -> None:
    wanted = {
        ConcordanceOrder.RIGHT: ["sanctions and a", "sanctions began", "sanctions hurt", "Sanktions, wrote"],
        ConcordanceOrder.WORD: ["sanctions and a", "sanctions began", "sanctions hurt", "Sanktions, wrote"],
        ConcordanceOrder.LEFT: ["Sanktions", "by new sanctions", "The sanctions", "Again the sanctions"],
    }
    async with opened(texts) as stage:
        await stage.search_for("sanctions")
        await stage.press_in_turn("tab", "tab")
        seen = []
        for _ in ConcordanceOrder:
            order = stage.search.hits.order
            seen.append(order)
            rows = [row for row in _rows(stage) if row]
            assert len(rows) == 4
            for row, words in zip(rows, wanted.get(order, rows), strict=True):
                assert words in row, order
            if order is ConcordanceOrder.RANK:
                assert "Sanktions" in rows[-1], "what is exact comes before what is not"
            await stage.press_in_turn("ctrl+o")
        assert set(seen) == set(ConcordanceOrder)
        assert stage.search.hits.order is seen[0]


async def test_sorting_keeps_the_current_place(texts: Path) -> None:
    async with opened(texts) as stage:
        await stage.search_for("sanctions")
        await stage.press_in_turn("tab", "tab", "down")
        current = _current(stage)
        for _ in ConcordanceOrder:
            await stage.press_in_turn("ctrl+o")
            assert _current(stage) == current


async def test_sorting_is_for_a_concordance_only_and_says_so(texts: Path) -> None:
    async with opened(texts) as stage:
        await stage.search_for("sanctions")
        before = _rows(stage)
        await stage.press("ctrl+o")
        assert "only a concordance can be sorted" in stage.status
        assert _rows(stage) == before


async def test_moving_passes_headings_over_and_ends_at_the_ends(many: Path) -> None:
    async with opened(many, size=(100, 24)) as stage:
        await stage.search_for("tower")
        hits = stage.search.hits
        seen = [hits.hit]
        for _ in range(59):
            await stage.press("down")
            assert hits.hit is not None
            assert hits.hit is not seen[-1]
            assert _is_in_sight(stage)
            seen.append(hits.hit)
        await stage.press("down", "pagedown")
        assert hits.hit is seen[-1]
        await stage.press(*["pageup"] * 10)
        assert hits.hit is seen[0]
        assert "Speech Number" in _rows(stage)[0], "the heading above the first hit is in sight again"
        await stage.press("up")
        assert hits.hit is seen[0]


async def test_a_page_is_what_is_in_sight(many: Path) -> None:
    async with opened(many, size=(100, 24)) as stage:
        await stage.search_for("tower")
        for view in HitView:
            before = stage.search.hits.cursor
            await stage.press("pagedown")
            lines = 1 if view is HitView.CONCORDANCE else EXCERPT_LINES
            assert 3 <= stage.search.hits.cursor - before <= stage.search.hits.size.height // lines + 2
            assert _is_in_sight(stage)
            await stage.press("pageup", "tab")


def _place(stage: Stage, words: str) -> tuple[int, int]:
    return next((row.index(words), y) for y, row in enumerate(stage.rows) if words in row[:45])


async def test_a_click_goes_to_a_hit_and_leaves_the_keys_where_they_are(texts: Path) -> None:
    async with opened(texts) as stage:
        await stage.search_for("sanctions")
        await stage.click(*_place(stage, "Sanktions"))
        await stage.answered()
        assert _current(stage) == "c-bridge 3 Sanktions"
        assert stage.document.id == "c-bridge"
        await stage.type("x")
        assert stage.search.bar.query_text == "sanctionsx"


async def test_a_click_on_a_heading_goes_to_its_first_hit(texts: Path) -> None:
    async with opened(texts) as stage:
        await stage.search_for("sanctions")
        await stage.click(*_place(stage, "Harbour Decl"))
        await stage.answered()
        assert _current(stage).startswith("b-harbour")


async def test_a_double_click_reads_at_the_hit(texts: Path) -> None:
    async with opened(texts) as stage:
        await stage.search_for("sanctions")
        await stage.pilot.click(offset=_place(stage, "harbour is"), times=2)
        await stage.until(lambda: isinstance(stage.app.screen, LibraryScreen))
        assert stage.document.id == "b-harbour"
        assert stage.lit("document-view--hit-current") == ["sanctions"]


async def test_clicks_below_the_hits_and_without_any_do_no_harm(texts: Path) -> None:
    async with opened(texts) as stage:
        await stage.press("s")
        await stage.click(10, 10)
        await stage.paste("workers")
        await stage.answered()
        current = _current(stage)
        await stage.click(10, 25)
        assert _current(stage) == current


async def test_the_wheel_scrolls_the_list_and_not_the_cursor(many: Path) -> None:
    async with opened(many, size=(100, 24)) as stage:
        await stage.search_for("tower")
        hits = stage.search.hits
        for event, row in ((MouseScrollDown, 3), (MouseScrollDown, 6), (MouseScrollUp, 3), (MouseScrollUp, 0)):
            await stage.pilot._post_mouse_events([event], hits, (5, 5))
            await stage.pilot.pause()
            assert hits.scroll_offset.y == row
        assert hits.cursor == 1
        await stage.pilot._post_mouse_events([MouseScrollDown] * 8, hits, (5, 5))
        await stage.press("down")
        assert _is_in_sight(stage), "a key brings the cursor back into sight"


WIDE = "你好，各位代表。我们反对制裁。" * 12 + " sanctions " + "👨‍👩‍👧 cafe\u0301 한국어 " * 20


@pytest.mark.parametrize("columns", [40, 61, 80, 101, 200])
async def test_rows_are_as_wide_as_the_list_at_every_width(columns: int, tmp_path: Path) -> None:
    text = f"{'Ein sehr langer Titel über 制裁 ' * 4}\n\n{WIDE}\n\n{'x' * 300} sanctions {'y' * 300}"
    async with opened(write_folder(tmp_path, {"wide.txt": text}), size=(columns, 24)) as stage:
        await stage.search_for("sanctions")
        for view in HitView:
            for row in stage.pane_rows(stage.search.hits):
                assert cell_len(row) == stage.search.hits.size.width, view
            assert "sanctions" in _lit(stage), view
            await stage.press_in_turn("tab")


async def test_what_is_lit_is_what_was_found_to_the_character(tmp_path: Path) -> None:
    text = "Cafés\n\nThe cafe\u0301 closed. Another CAFÉ opened: “café”, said Zoë’s café-owner."
    async with opened(write_folder(tmp_path, {"cafe.txt": text}), size=(200, 30)) as stage:
        await stage.search_for("'cafe")
        lit = _lit(stage)
        assert [unicodedata.normalize("NFC", piece) for piece in lit] == ["café", "CAFÉ", "café", "café"]


async def test_guidance_is_wrapped_into_the_list(texts: Path) -> None:
    async with opened(texts, size=(40, 20)) as stage:
        await stage.press("s")
        assert "Typing errors are forgiven" in " ".join(" ".join(_rows(stage)).split())


def test_views_follow_one_another_round() -> None:
    assert [view.following for view in HitView] == [HitView.RANK, HitView.CONCORDANCE, HitView.DOCUMENTS]


@pytest.mark.parametrize(
    ("text", "room", "seen"),
    [
        ("short", 5, "short"),
        ("shorter", 6, "short…"),
        ("a title", 3, "a…"),
        ("制裁制裁", 5, "制裁…"),
        ("制裁制裁", 4, "制…"),
        ("", 0, ""),
        ("x", 0, "…"),
    ],
)
def test_a_text_is_cropped_with_an_ellipsis(text: str, room: int, seen: str) -> None:
    assert cropped(text, room) == seen


def test_an_empty_list_has_no_hit() -> None:
    hits = HitList()
    assert (hits.hit, hits.keyword) == (None, None)
    hits.move(1)
    assert hits.hit is None


@pytest.fixture
def common(tmp_path: Path) -> Path:
    """A word that stands in more passages than are drawn at once, twice in each, in two texts."""
    body = "\n\n".join(f"Remark {n} tells of the tower, and the tower of remark {n}." for n in range(LIMIT))
    return write_folder(tmp_path / "common", {f"{n}.txt": f"Speech {n}\n\n{body}" for n in (1, 2)})


async def test_a_concordance_has_every_place_of_every_hit(common: Path) -> None:
    async with opened(common, size=(160, 30)) as stage:
        await stage.search_for("tower")
        await stage.press_in_turn("tab", "tab")
        await stage.until(lambda: stage.search.hits.virtual_size.height == 4 * LIMIT)
        assert f"{2 * LIMIT} passages in 2 of 2 documents" in stage.rows[1]
        assert all(row.lstrip("▌ ").startswith("Speech ") for row in _rows(stage)), "wide terminals name the text"
        columns = {row.index("tower", 28) for row in _rows(stage)}
        assert len(columns) <= 2, "the word stands in one column"


async def test_sorting_keeps_the_very_place_where_a_passage_has_several(common: Path) -> None:
    async with opened(common) as stage:
        await stage.search_for("tower")
        await stage.press_in_turn("tab", "tab", "down", "down", "down")
        keyword = stage.search.hits.keyword
        for _ in ConcordanceOrder:
            await stage.press_in_turn("ctrl+o")
            assert stage.search.hits.keyword is keyword


async def test_reading_at_a_line_and_going_back_leads_to_that_line(common: Path) -> None:
    async with opened(common) as stage:
        await stage.search_for("tower")
        await stage.press_in_turn("tab", "tab", "down", "down", "down")
        place = stage.search.hits.place
        await stage.press("enter", "escape")
        await stage.until(lambda: stage.search.hits.place == place)
        assert stage.search.hits.view is HitView.CONCORDANCE


async def test_keys_go_from_document_to_document(many: Path) -> None:
    async with opened(many) as stage:
        await stage.search_for("tower")
        hits, seen = stage.search.hits, []
        for _ in range(13):
            assert hits.hit is not None
            seen.append((hits.hit.document.id, hits.hit.block))
            await stage.press("alt+down")
        assert seen[:12] == [(f"{n:02}", seen[0][1]) for n in range(1, 13)]
        assert seen[12] == seen[11], "the last document ends it"
        await stage.press("down", "alt+up")
        assert hits.hit is not None
        assert hits.hit.document.id == "11"
