"""Following a search into the texts: the way on from where one reads, round, and back to where one was."""

import os
import threading
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from textual.screen import Screen

from tests.app.stage import Stage, opened
from tests.app.statements import write_file, write_folder
from tui.app.screens.library import LibraryScreen
from tui.app.screens.overview import OverviewScreen
from tui.app.screens.quotes import QuotesScreen
from tui.app.screens.search import SearchScreen
from tui.app.themes import LIGHT
from tui.app.widgets.overview_table import OverviewTable
from tui.documents.model import Document
from tui.library import Source

_REMARKS = [f"This is remark {number} on the state of the harbour. It goes on a while." for number in range(1, 31)]


def _text(title: str, *numbers: int) -> str:
    """Return a statement of thirty remarks, a ship named in those with a number given."""
    remarks = [f"{remark} A ship came." if number in numbers else remark for number, remark in enumerate(_REMARKS, 1)]
    return "\n\n".join((title, *remarks))


TEXTS = {"a.txt": _text("Ay", 2, 5, 20), "b.txt": _text("Bee"), "c.txt": _text("Cee", 3), "d.txt": _text("Dee", 1, 30)}
"""A ship stands in six remarks of three statements."""
PLACES = [("a", 2), ("a", 5), ("a", 20), ("c", 3), ("d", 1), ("d", 30)]
"""Where."""


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    return write_folder(tmp_path / "texts", TEXTS)


def _place(stage: Stage) -> tuple[str, int | None]:
    """Return the document, and the number of the paragraph in which the current sentence stands."""
    document = stage.document
    return document.id, document.blocks[document.block_at(stage.view.sentence.start)].number


def _is_on(stage: Stage, kind: type[Screen[None]]) -> bool:
    """Tell whether a screen of some kind is the one that is shown."""
    return isinstance(stage.app.screen, kind)


def _label(stage: Stage) -> str:
    """Return at which hit the status line says the reader is."""
    label = stage.app.main.hits_label()
    assert not label or label in stage.status
    return label


def _state(stage: Stage) -> tuple[object, ...]:
    """Return what a reader sees of where he is, to the row, and what has the keys."""
    screen = stage.app.screen
    panes = screen.query("DocumentView, DocumentList, OverviewTable")
    rows = [] if isinstance(screen, SearchScreen) else stage.rows[:-2]
    return type(screen), stage.app.focused, [pane.scroll_offset for pane in panes], rows


async def _follow(stage: Stage, query: str = "ship", *keys: str) -> None:
    """Search for something and read at a hit."""
    await stage.search_for(query)
    await stage.press_in_turn(*keys, "enter")
    assert _is_on(stage, LibraryScreen)


async def _come_back(stage: Stage) -> None:
    """Go back to the search, and from there to where one was."""
    await stage.press("escape")
    await stage.answered()
    assert _is_on(stage, SearchScreen)
    await stage.press("escape")


def _append(path: Path, text: str) -> None:
    """Append to a file, which looks as if it had been written just now however coarse the clock of the disk is."""
    status = path.stat()
    path.write_text(path.read_text("utf-8") + text, encoding="utf-8")
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns + 5_000_000_000))


MOVES: dict[str, tuple[tuple[str, ...], str, tuple[str, int]]] = {
    "on from below": (("}",) * 6, "n", ("a", 20)),
    "back from below": (("}",) * 6, "N", ("a", 5)),
    "on from above": (("n", "n", "g"), "n", ("a", 2)),
    "on from the end": (("G",), "n", ("c", 3)),
    "back from the end": (("G",), "N", ("a", 20)),
    "back from the beginning": (("g",), "N", ("d", 30)),
    "from a page on": (("space",), "n", ("a", 20)),
    "on in the sentence": (("j", "j"), "n", ("a", 5)),
    "on from a hit that is read past": (("}", "}", "}", ")", ")"), "n", ("a", 20)),
    "back from a hit that is read past": (("}", "}", "}", ")", ")"), "N", ("a", 2)),
    "on in a text that was turned to": (("]", "]", "}", "}", "}"), "n", ("d", 1)),
    "back in a text that was turned to": (("]", "]", "G"), "N", ("c", 3)),
    "to a hit where a text begins": (("]", "]", "]"), "n", ("d", 1)),
}
"""From the first hit: where the reader goes, the key he presses, and where that leads."""


@pytest.mark.parametrize("name", MOVES)
async def test_n_goes_on_from_where_the_reader_is(name: str, texts: Path) -> None:
    keys, key, there = MOVES[name]
    async with opened(texts) as stage:
        await _follow(stage)
        assert _place(stage) == PLACES[0]
        await stage.press(*keys, key)
        assert _place(stage) == there
        assert stage.lit("document-view--hit-current") == ["ship"]
        assert _label(stage) == f"'ship' {PLACES.index(there) + 1}/6"


async def test_n_goes_on_from_where_the_reader_is_after_finding_in_the_text(texts: Path) -> None:
    async with opened(texts) as stage:
        await stage.press("tab", "/", *"ship", "enter")
        assert _place(stage) == ("a", 2)
        await stage.press("}", "}", "}", "}", "n")
        assert _place(stage) == ("a", 20)
        await stage.press("G", "N")
        assert _place(stage) == ("a", 20)
        await stage.press("g", "n")
        assert _place(stage) == ("a", 2)
        await stage.press("g", "N")
        assert _place(stage) == ("a", 20)


async def test_two_hits_of_one_sentence_come_one_after_the_other(tmp_path: Path) -> None:
    async with opened(write_file(tmp_path, "Ay\n\nA ship and a ship. A third ship.")) as stage:
        await stage.press("/", *"ship", "enter")
        seen = [stage.view.hit_count]
        for key in "nnNN":
            await stage.press(key)
            seen.append(stage.view.hit_count)
        assert seen == ["1/3", "2/3", "3/3", "2/3", "1/3"]


async def test_going_round_is_said(texts: Path) -> None:
    async with opened(texts) as stage:
        await _follow(stage)
        told = []
        for key in "nnnnnnnNN":
            await stage.press(key)
            told.append(stage.screen.status.notice)
        again = "from the first hit again", "from the last hit again"
        assert told == [""] * 5 + [again[0], "", "", again[1]]
        assert again[1] in stage.status
        assert "'ship' 6/6" in stage.status


async def test_going_round_in_one_text_is_said(texts: Path) -> None:
    async with opened(texts / "a.txt") as stage:
        await _follow(stage)
        await stage.press("N")
        assert "from the last hit again" in stage.status
        assert _place(stage) == ("a", 20)
        await stage.press("n")
        assert "from the first hit again" in stage.status
        await stage.press("/", *"ship", "enter", "N")
        assert "from the last hit again" in stage.status, "found in the text, too"
        await stage.press("n")
        assert "from the first hit again" in stage.status


@pytest.mark.parametrize("key", ["n", "N"])
async def test_a_hit_that_is_the_only_one_is_said_to_be(key: str, texts: Path) -> None:
    async with opened(texts) as stage:
        await _follow(stage, "'ship in:c")
        await stage.press(key)
        assert "there is no other hit" in stage.status
        assert _place(stage) == ("c", 3)
        await stage.press("G", key)
        assert _place(stage) == ("c", 3)
        assert "no other" not in stage.status, "the reader was not at it"
        await stage.press("/", *"mark 3 on", "enter", key)
        assert "there is no other hit" in stage.status, "found in the text, too"


async def test_n_goes_through_all_of_very_many_hits(tmp_path: Path) -> None:
    count = 2_000
    texts = {
        f"{name}.txt": "\n\n".join([f"Statement {name}", *[f"Ship {n} sails." for n in range(count)]]) for name in "abc"
    }
    async with opened(write_folder(tmp_path / "many", texts)) as stage:
        await _follow(stage, "'sails")
        assert (_place(stage), _label(stage)) == (("a", 1), '"\'sails" 1/6,000')
        for keys, place, number in (
            (("n",), ("a", 2), "2"),
            (("G", "n"), ("b", 1), "2,001"),
            (("N",), ("a", count), "2,000"),
            (("]", "]", "G", "N"), ("c", count - 1), "5,999"),
            (("n", "n"), ("a", 1), "1"),
            (("N",), ("c", count), "6,000"),
        ):
            await stage.press(*keys)
            document, paragraph = _place(stage)
            assert (document, paragraph) == place
            assert _label(stage) == f'"\'sails" {number}/6,000'


async def _start_in_list(stage: Stage) -> None:
    await stage.press(*["j"] * 25)
    await stage.until(lambda: stage.documents.scroll_offset.y > 0)


async def _start_in_compare(stage: Stage) -> None:
    await stage.press("c", "enter")
    await stage.answered()
    await stage.press("tab", *"}}}}}}}}", "space", "j", "j")
    await stage.answered()


async def _start_in_one_column(stage: Stage) -> None:
    await stage.press("c", "enter")
    await stage.answered()
    await stage.press("w", "space")
    await stage.pilot.pause()


async def _start_in_overview(stage: Stage) -> None:
    await stage.press_in_turn("O", *"jjjjjjjjjjjjjjjjjjjjjjjj", "l", "l", "l")


async def _start_in_compare_over_overview(stage: Stage) -> None:
    await stage.press_in_turn("O", "j", "j", "enter", "space")


STARTS: dict[str, Callable[[Stage], Awaitable[None]]] = {
    "list": _start_in_list,
    "compare": _start_in_compare,
    "one column": _start_in_one_column,
    "overview": _start_in_overview,
    "compare over overview": _start_in_compare_over_overview,
}


@pytest.fixture
def many(tmp_path: Path) -> Path:
    """Forty statements, a ship in every one."""
    return write_folder(
        tmp_path / "many", {f"{number:02}.txt": _text(f"Statement {number}", number % 30 + 1) for number in range(40)}
    )


async def _start(stage: Stage, name: str) -> None:
    await STARTS[name](stage)
    await stage.pilot.pause()


@pytest.mark.parametrize("name", STARTS)
async def test_esc_leads_back_to_where_the_search_began(name: str, many: Path) -> None:
    async with opened(many, size=(120, 30)) as stage:
        await _start(stage, name)
        screen, before, stack = stage.app.screen, _state(stage), list(stage.app.screen_stack)
        await _follow(stage, "ship", "down", "down")
        await stage.press("n", "n", "space")
        await _come_back(stage)
        await stage.pilot.pause()
        assert stage.app.screen is screen
        assert _state(stage) == before
        assert stage.app.screen_stack == stack
        assert not stage.app._installed_screens, "nothing is held back"


@pytest.mark.parametrize("name", ["list", "compare"])
async def test_esc_leads_back_after_several_hits_were_read(name: str, many: Path) -> None:
    async with opened(many, size=(120, 30)) as stage:
        await _start(stage, name)
        before = _state(stage)
        await _follow(stage)
        for _ in range(2):
            await stage.press("n", "escape")
            await stage.answered()
            await stage.press_in_turn("down", "enter")
        await _come_back(stage)
        await stage.pilot.pause()
        assert _state(stage) == before


async def test_what_comes_back_works_as_before(many: Path) -> None:
    async with opened(many, size=(120, 30)) as stage:
        await _start(stage, "compare over overview")
        await _follow(stage)
        await stage.press("n")
        await _come_back(stage)
        compare = stage.compare
        left = compare.view
        await stage.press("tab")
        assert compare.view is not left
        await stage.press("]")
        assert stage.app.screen is compare
        await stage.press("escape")
        assert _is_on(stage, OverviewScreen)
        assert not compare.is_running, "a comparison that is left is gone for good"
        table = stage.app.screen.query_one(OverviewTable)
        row = table.row
        await stage.press("j")
        assert table.row == row + 1
        await stage.press("escape")
        assert _is_on(stage, LibraryScreen)
        assert _place(stage) == ("00", 1)


async def test_what_comes_back_fits_a_terminal_that_has_changed(many: Path) -> None:
    async with opened(many, size=(120, 30)) as stage:
        await _start(stage, "compare")
        await _follow(stage)
        await stage.resize(80, 24)
        await stage.press("escape")
        await stage.answered()
        await stage.press("escape")
        await stage.pilot.pause()
        assert stage.compare.has_class("-stacked")
        first, second = stage.panes
        assert first.region.y < second.region.y
        assert first.size.width == second.size.width == 80
        assert stage.is_sentence_in_sight


async def test_what_comes_back_has_the_colours_of_now(many: Path) -> None:
    async with opened(many, size=(120, 30)) as stage:
        await _start(stage, "compare")
        await _follow(stage)
        stage.app.theme = LIGHT.name
        await stage.pilot.pause()
        colour = stage.view.rich_style.bgcolor
        await _come_back(stage)
        await stage.pilot.pause()
        assert stage.compare.view.rich_style.bgcolor == colour


async def test_a_search_begun_at_a_hit_leads_back_to_it_and_that_one_to_where_it_began(many: Path) -> None:
    async with opened(many, size=(120, 30)) as stage:
        await _start(stage, "compare")
        before = _state(stage)
        await _follow(stage, "ship")
        await stage.press("n")
        at_hit, label = _state(stage), _label(stage)
        await _follow(stage, "remark")
        assert _label(stage).startswith("'remark'")
        await stage.press("n")
        await _come_back(stage)
        assert (_state(stage), _label(stage)) == (at_hit, label)
        await stage.press("n")
        assert _label(stage).startswith("'ship'")
        await _come_back(stage)
        await stage.pilot.pause()
        assert _state(stage) == before


async def test_a_search_left_at_once_leads_back_to_the_hit(many: Path) -> None:
    async with opened(many, size=(120, 30)) as stage:
        await _start(stage, "compare")
        before = _state(stage)
        await _follow(stage, "ship")
        at_hit = _state(stage)
        await stage.search_for("remark")
        await stage.press("escape")
        assert _state(stage) == at_hit
        await stage.press("n")
        assert _label(stage).startswith("'ship'"), "that one was not followed"
        await _come_back(stage)
        await stage.pilot.pause()
        assert _state(stage) == before


async def test_a_search_below_another_screen_comes_back_with_it(many: Path) -> None:
    async with opened(many, size=(120, 30)) as stage:
        await _start(stage, "list")
        before = _state(stage)
        await stage.search_for("remark")
        await stage.press("f1")
        await _follow(stage, "ship")
        await _come_back(stage)
        await stage.press("escape")
        assert stage.search.bar.query_text == "remark"
        await stage.press("enter")
        await _come_back(stage)
        assert _state(stage) == before


async def test_going_to_a_quote_ends_the_search_for_good(many: Path) -> None:
    async with opened(many, size=(120, 30)) as stage:
        await _start(stage, "compare")
        compare = stage.compare
        await _follow(stage, "ship")
        await stage.press("y", "G", "Q")
        assert _is_on(stage, QuotesScreen)
        await stage.press("enter", "escape", "escape")
        assert _is_on(stage, LibraryScreen)
        assert not compare.is_running
        assert list(stage.view.hits) == []


@pytest.mark.parametrize("size", [(120, 30), (60, 20)], ids=str)
async def test_the_list_has_the_keys_again_where_it_had_them(size: tuple[int, int], many: Path) -> None:
    async with opened(many, size=size) as stage:
        if stage.app.focused is not stage.documents:
            await stage.press("tab")
        await stage.press(*["j"] * 25)
        row = stage.documents.scroll_offset.y
        await _follow(stage)
        await _come_back(stage)
        assert stage.app.focused is stage.documents
        await stage.pilot.pause()
        assert (stage.documents.cursor, stage.documents.scroll_offset.y) == (25, row)


async def test_what_was_found_in_the_text_is_lit_again(texts: Path) -> None:
    async with opened(texts) as stage:
        await stage.press("tab", "/", *"remark", "enter", "n", "n", "j")
        before, status = _state(stage), stage.status
        await _follow(stage)
        await stage.press("n", "n", "n")
        await _come_back(stage)
        assert (_state(stage), stage.status) == (before, status)
        await stage.press("n")
        assert "'remark' 4/30" in stage.status


async def _reread(stage: Stage) -> None:
    await stage.press("r")
    await stage.until(lambda: not stage.app.progress)
    await stage.pilot.pause()


@pytest.mark.parametrize("here", ["in the changed text", "in another"])
async def test_hits_are_found_anew_in_files_that_were_read_again(here: str, texts: Path) -> None:
    async with opened(texts) as stage:
        await _follow(stage)
        await stage.press("n", "n" if here == "in the changed text" else "}")
        if here == "in another":
            await stage.press("n", "n")
        place, number = _place(stage), PLACES.index((_place(stage)[0], _place(stage)[1] or 0)) + 1
        _append(texts / "a.txt", "\n\nA last ship came.")
        await _reread(stage)
        at = number if here == "in the changed text" else number + 1
        await stage.until(lambda: _label(stage) == f"'ship' {at}/7")
        assert _place(stage) == place
        assert "1 changed" in stage.status, "what is said stays"
        assert stage.lit("document-view--hit-current") == ["ship"]
        await stage.press("g")
        if here == "in another":
            await stage.press("[", "[", "g")
        seen = []
        for _ in range(5):
            await stage.press("n")
            seen.append(_place(stage))
        assert seen == [("a", 2), ("a", 5), ("a", 20), ("a", 31), ("c", 3)]


async def test_hits_of_new_and_vanished_files_come_and_go(texts: Path) -> None:
    async with opened(texts) as stage:
        await _follow(stage)
        (texts / "c.txt").unlink()
        write_folder(texts, {"b2.txt": "New\n\nA ship, at last."})
        await _reread(stage)
        await stage.until(lambda: _label(stage) == "'ship' 1/6")
        await stage.press("n", "n", "n")
        assert _place(stage) == ("b2", 1)
        await stage.press("n")
        assert _place(stage) == ("d", 1)


async def test_a_list_narrowed_to_what_matches_follows_the_files(texts: Path) -> None:
    async with opened(texts) as stage:
        await stage.search_for("ship")
        await stage.press("escape", "m")
        assert [document.id for document in stage.documents.library] == ["a", "c", "d"]
        _append(texts / "b.txt", "\n\nA ship came.")
        await _reread(stage)
        await stage.until(lambda: len(stage.documents.library) == 4)
        assert list(stage.view.hits) == []


async def test_finding_in_a_text_is_left_alone_when_the_files_are_read_again(texts: Path) -> None:
    async with opened(texts) as stage:
        await _follow(stage)
        await stage.press("/", *"remark", "enter")
        _append(texts / "d.txt", "\n\nA ship came.")
        trail = stage.app.main.followed
        assert trail is not None
        await _reread(stage)
        await stage.until(lambda: trail.count_before(stage.app.library, "d") == (4, 7))
        await stage.pilot.pause()
        assert "'remark' 3/30" in stage.status


async def test_esc_leads_back_into_a_file_that_was_read_again(texts: Path) -> None:
    async with opened(texts) as stage:
        await stage.press("tab", *"}}}}}", ")")
        words = stage.sentence
        await _follow(stage, "ship", "down")
        before = (texts / "a.txt").read_text("utf-8")
        (texts / "a.txt").write_text(before.replace("Ay\n\n", "Ay\n\nA new beginning.\n\n"), encoding="utf-8")
        _append(texts / "a.txt", "\n\nA new end.")
        await _reread(stage)
        await _come_back(stage)
        assert stage.sentence == words
        assert stage.document is stage.app.library.get("a"), "the text as it is now"


async def test_hits_of_files_read_after_the_search_was_followed_are_gone_through_too(
    texts: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = threading.Event()
    read = Source.read

    def read_haltingly(source: Source, *limits: int) -> Document:
        if source.id != "a":
            gate.wait(30)
        return read(source, *limits)

    monkeypatch.setattr(Source, "read", read_haltingly)
    async with opened(texts, waits=False) as stage:
        try:
            await stage.press("s")
            await stage.paste("ship")
            await stage.until(lambda: stage.search.answer is not None and bool(stage.search.answer.hits))
            await stage.press("enter")
            assert "'ship' 1/3" in stage.status
        finally:
            gate.set()
        await stage.until(lambda: "'ship' 1/6" in stage.status)
