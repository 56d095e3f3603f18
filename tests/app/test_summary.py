"""The summary of a comparison: shares, phrases, facts and words, each line leading to its places in both texts."""

from pathlib import Path

import pytest

from tests.app.stage import Stage, side_by_side
from tests.app.statements import COMPARED, QUOTES, write_folder
from tui.app.screens.compare import CompareScreen
from tui.app.screens.summary import SummaryScreen
from tui.app.themes import LIGHT
from tui.app.widgets.line_list import LineList

WIDE = (120, 34)


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    return write_folder(tmp_path / "texts", COMPARED)


@pytest.fixture
def quoting(texts: Path) -> tuple[Path, Path]:
    """An appeal and another text that quotes it."""
    return texts / "original.txt", texts / "reply.txt"


@pytest.fixture
def wordy(tmp_path: Path) -> tuple[Path, Path]:
    """Two texts, the first of which says "lantern" often and the second "granary"."""
    filler = [f"On day {number} it rained and nobody came along the road to see us." for number in range(1, 13)]
    first = "\n\n".join(f"{words} The lantern was lit." for words in filler)
    second = "\n\n".join(f"{words} The granary was shut." for words in filler)
    write_folder(tmp_path, {"a.txt": f"One\n\n{first}", "b.txt": f"Two\n\n{second}"})
    return tmp_path / "a.txt", tmp_path / "b.txt"


def _lines(stage: Stage) -> LineList:
    return stage.app.screen.query_one(LineList)


def _shown(stage: Stage) -> str:
    """Return what the summary draws, in one line, the mark of the cursor left out."""
    return " ".join(" ".join(stage.pane_rows(_lines(stage))).replace("▌", " ").split())


def _at(stage: Stage) -> str:
    """Return the line under the cursor."""
    lines = _lines(stage)
    return " ".join(lines.lines[lines.cursor].text.split())


async def _open_at(stage: Stage, words: str) -> None:
    """Open the summary and move to the line that has some words."""
    await stage.press("i")
    for _ in range(60):
        if words in _at(stage):
            return
        await stage.press("j")
    raise AssertionError(f"no line leads anywhere with {words!r}\n{stage.text}")


def _lit_sides(stage: Stage) -> tuple[list[str], list[str]]:
    """Return the places that are lit on either side, as slices of the texts."""
    first, second = (
        [pane.document.text[slice(*span)] for span in pane.hits] if pane.document else [] for pane in stage.panes
    )
    return first, second


async def test_the_summary_tells_shares_phrases_and_facts(quoting: tuple[Path, Path]) -> None:
    async with side_by_side(*quoting, size=(120, 60)) as stage:
        await stage.press("i")
        said = _shown(stage)
        assert "A River Appeal 12 passages, 296 words" in said
        assert "B A Reply 3 passages, 86 words" in said
        assert "paired ███░░░░░░░░░░░░░░░░░ 16%" in said
        assert "only here █████████████████░░░ 84%" in said
        assert "Shared word for word (3)" in said
        assert f"1:1 “{QUOTES[0]}” A 3, B 1, quoted in B" in said
        assert "1:2 “in the northern harbour” A 3, B 1" in said
        assert "A 9 ↔ B 3 A: Linz, Zagreb" in said
        assert "Distinctive words: none that chance could not explain" in said


async def test_versions_of_one_text_are_called_so(texts: Path) -> None:
    async with side_by_side(texts / "original.txt", texts / "revised.txt", size=WIDE) as stage:
        await stage.press("i")
        assert _shown(stage).startswith("Relation: versions of one text")


async def test_texts_without_anything_shared_are_summed_up_without_a_claim(texts: Path) -> None:
    async with side_by_side(texts / "original.txt", texts / "other.txt", size=(120, 50)) as stage:
        await stage.press("i")
        said = _shown(stage)
        assert "Relation" not in said, "the second text is too short to say it"
        assert "Shared word for word: no phrase of four words or more" in said
        assert said.count("word for word ░░░░░░░░░░░░░░░░░░░░ 0%") == 2
        await stage.press("g", "enter")
        await stage.pilot.pause()
        assert isinstance(stage.app.screen, CompareScreen)


async def test_distinctive_words_have_bars_and_lead_to_their_places(wordy: tuple[Path, Path]) -> None:
    async with side_by_side(*wordy, size=(120, 100)) as stage:
        await stage.press("i")
        said = _shown(stage)
        assert "lantern 12 ██████████│ 0 G2" in said
        assert "granary 0 │██████████ 12 G2" in said
        await stage.press("escape")
        await _open_at(stage, "granary")
        await stage.press("enter")
        assert _lit_sides(stage) == ([], ["granary"] * 12)
        assert stage.app.focused is stage.panes[1], "the other side has nothing to go to"
        assert "place 1/12" in stage.status


async def test_every_line_that_leads_somewhere_leads_to_its_places_and_n_goes_through_them(
    quoting: tuple[Path, Path],
) -> None:
    async with side_by_side(*quoting, size=WIDE) as stage:
        await stage.press("i")
        lines = _lines(stage)
        stops = [index for index, line in enumerate(lines.lines) if line.places is not None]
        assert len(stops) == 6 + 3 + 1
        await stage.press("escape")
        for turn, stop in enumerate(stops):
            await stage.press("i", *["j"] * turn)
            lines = _lines(stage)
            assert lines.cursor == stop
            places = lines.lines[stop].places
            assert places is not None
            wanted = places()
            await stage.press("enter")
            for pane, spans in zip(stage.panes, (wanted.a, wanted.b), strict=True):
                assert tuple(pane.hits) == spans, lines.lines[stop].text
            view = stage.compare.view
            count = len(view.hits)
            assert f"place 1/{count}" in stage.status, lines.lines[stop].text
            for number in [*range(2, count + 1), 1][:4]:
                await stage.press("n")
                assert f"place {number}/{count}" in stage.status
                current = view.hits[view.hit_index]
                assert view.sentence.overlaps(current)
                assert stage.is_sentence_in_sight
            here = view.hit_index
            await stage.press("N")
            assert view.hit_index == (here - 1) % count
            assert stage.lit("document-view--hit-current")


async def test_a_shared_phrase_is_lit_in_both_texts_exactly_and_brought_level(quoting: tuple[Path, Path]) -> None:
    async with side_by_side(*quoting, size=(120, 20)) as stage:
        for words, first, second, numbers in (
            ("“Dockworkers in", [QUOTES[0]], [QUOTES[0]], ("3", "1")),
            ("“in the northern", ["in the northern harbour"], ["in the northern harbour"] * 2, ("3", "1")),
            ("“Conductors hid", [QUOTES[1].rstrip(".")], [QUOTES[1].rstrip(".")], ("9", "3")),
        ):
            await _open_at(stage, words)
            await stage.press("enter")
            assert _lit_sides(stage) == (first, second)
            rows = [stage.row_of(pane, number) for pane, number in zip(stage.panes, numbers, strict=True)]
            assert rows[0] is not None
            assert rows[0] == rows[1], stage.text
            for pane in stage.panes:
                assert stage.lit("document-view--hit-current", pane)


async def test_a_differing_fact_is_lit_and_its_passage_on_the_other_side(quoting: tuple[Path, Path]) -> None:
    async with side_by_side(*quoting, size=WIDE) as stage:
        await _open_at(stage, "A 9 ↔ B 3")
        await stage.press("enter")
        here, there = _lit_sides(stage)
        assert here == ["Linz", "Zagreb"]
        assert len(there) == 1
        assert there[0].startswith(f"“{QUOTES[1]}”")


async def test_places_are_gone_with_esc_on_both_sides_and_another_esc_leaves(quoting: tuple[Path, Path]) -> None:
    async with side_by_side(*quoting, size=WIDE) as stage:
        await _open_at(stage, "“Dockworkers in")
        await stage.press("enter", "escape")
        assert _lit_sides(stage) == ([], [])
        assert isinstance(stage.app.screen, CompareScreen)
        assert "place" not in stage.status
        await stage.press("escape")
        assert not isinstance(stage.app.screen, CompareScreen)


async def test_a_line_leads_there_from_one_column_from_the_unpaired_and_after_a_swap(
    quoting: tuple[Path, Path],
) -> None:
    async with side_by_side(*quoting, size=WIDE) as stage:
        for before in ("w", "u", "x"):
            await stage.press(before)
            await stage.pilot.pause()
            await _open_at(stage, "“Dockworkers in")
            await stage.press("enter")
            await stage.pilot.pause()
            await stage.pilot.pause()
            assert not stage.compare.is_one_column
            lit = [pane for pane in stage.panes if stage.lit("document-view--hit-current", pane)]
            assert len(lit) == 2, f"{before}\n{stage.text}"
            await stage.press("escape")


@pytest.mark.parametrize("key", ["escape", "i"])
async def test_the_summary_closes_and_the_reader_is_where_he_was(key: str, quoting: tuple[Path, Path]) -> None:
    async with side_by_side(*quoting, size=WIDE) as stage:
        await stage.press("}", "}", "tab", "}")
        before = stage.sentence, stage.app.focused, [pane.scroll_offset for pane in stage.panes]
        await stage.press("i", "j", "j", key)
        assert (stage.sentence, stage.app.focused, [pane.scroll_offset for pane in stage.panes]) == before


async def test_nothing_of_the_summary_is_cut_off(texts: Path) -> None:
    async with side_by_side(texts / "original.txt", texts / "revised.txt", size=(60, 120)) as stage:
        await stage.press("i")
        said = _shown(stage)
        wanted = [" ".join(line.text.split()) for line in _lines(stage).lines if line.text.strip()]
        assert [line for line in wanted if line not in said] == []


async def test_keys_of_the_summary_move_over_all_of_it(texts: Path) -> None:
    async with side_by_side(texts / "original.txt", texts / "revised.txt", size=(60, 20)) as stage:
        await stage.press("i")
        lines = _lines(stage)
        rows = set()
        while True:
            top = round(lines.scroll_offset.y)
            rows |= set(range(top, top + lines.size.height))
            if lines.scroll_offset.y >= lines.max_scroll_y:
                break
            await stage.press("space")
        assert rows == set(range(max(rows) + 1)), "no page leaves rows out"
        stops = [index for index, line in enumerate(lines.lines) if line.places]
        for key, stop in (("G", stops[-1]), ("g", stops[0]), ("end", stops[-1]), ("home", stops[0])):
            await stage.press(key)
            assert lines.cursor == stop
        for _ in stops:
            await stage.press("j")
            assert any("▌" in row for row in stage.pane_rows(lines)), stage.text
        for key in ("b", "ctrl+u", "ctrl+d", "k", "pageup"):
            await stage.press(key)
            assert any("▌" in row for row in stage.pane_rows(lines)), key


async def test_the_summary_fits_every_size_and_the_light_theme(quoting: tuple[Path, Path]) -> None:
    async with side_by_side(*quoting, size=WIDE) as stage:
        stage.app.theme = LIGHT.name
        await stage.press("i", "j", "j")
        at = _at(stage)
        for size in ((60, 20), (80, 24), (200, 50), (40, 10)):
            await stage.resize(*size)
            assert isinstance(stage.app.screen, SummaryScreen)
            assert _at(stage) == at
            assert any("▌" in row for row in stage.pane_rows(_lines(stage))), stage.text


async def test_a_double_click_leads_to_the_places(quoting: tuple[Path, Path]) -> None:
    async with side_by_side(*quoting, size=(120, 50)) as stage:
        await stage.press("i")
        row = next(y for y, text in enumerate(stage.rows) if "Conductors hid" in text)
        await stage.pilot.double_click(offset=(30, row))
        await stage.pilot.pause()
        assert _lit_sides(stage)[0] == [QUOTES[1].rstrip(".")]
