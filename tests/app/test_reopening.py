"""The program opens where it was left, in each text and each library."""

import json
from pathlib import Path

import pytest

from tests.app.stage import Stage, opened
from tests.app.statements import write_folder
from tui.library import Order
from tui.state.libraries import library_file
from tui.state.places import place_file

_TEXT = "\n\n".join(f"This is paragraph {number} of a statement. It has a second sentence." for number in range(60))


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    """A folder of three statements, one of them long."""
    return write_folder(tmp_path / "texts", {"a.txt": "A first one.", "b.txt": _TEXT, "c.txt": "A third one."})


def _here(stage: Stage) -> tuple[str, str]:
    """Return the document that is open, and its current sentence."""
    view = stage.app.main.view
    assert view.document is not None
    return view.document.id, view.document.text[slice(*view.sentence)]


async def test_the_text_and_the_sentence_are_those_that_were_left(texts: Path) -> None:
    async with opened(texts) as stage:
        await stage.press("j", "tab", "pagedown", "pagedown", ")")
        left = _here(stage)
        assert left[0] == "b" and left[1] != "This is paragraph 0 of a statement."
    async with opened(texts) as stage:
        assert _here(stage) == left
        assert stage.view.has_focus and stage.is_sentence_in_sight
        await stage.press("[", "]")
        assert _here(stage) == left


async def test_a_text_opened_as_a_file_is_where_it_was_in_its_folder(texts: Path) -> None:
    async with opened(texts) as stage:
        await stage.press("j", "tab", "pagedown", ")")
        left = _here(stage)
    async with opened(texts / "b.txt") as stage:
        assert _here(stage)[1] == left[1]


async def test_order_filter_and_panes_are_those_that_were_left(texts: Path) -> None:
    async with opened(texts) as stage:
        await stage.press("o", "/", *"b", "enter")
    async with opened(texts) as stage:
        assert stage.app.library.order is Order.NEWEST
        assert [document.id for document in stage.app.main.shown_library] == ["b"]
        assert "1 of 3 documents" in stage.status and stage.documents.has_focus
        await stage.press("escape", "\\")
        assert len(stage.app.main.shown_library) == 3
    async with opened(texts) as stage:
        assert not stage.documents.region.width and stage.view.has_focus
        await stage.press("z")
    async with opened(texts) as stage:
        assert stage.app.main.is_zen


async def test_one_who_has_not_moved_leaves_nothing_behind_of_the_texts(texts: Path) -> None:
    async with opened(texts) as stage:
        await stage.press("j", "j")
    assert not place_file(texts / "b.txt").parent.exists()


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ("Something new stands before it.\n\n" + _TEXT, "your place was found again"),
        (_TEXT.replace("paragraph 31 ", "chapter thirty-one "), ""),
        ("Nothing of it.\n\nNo word.", "lost"),
        (_TEXT + "\n\n" + _TEXT, "lost"),
    ],
    ids=["moved", "elsewhere", "gone", "twice"],
)
async def test_in_a_changed_file_the_place_is_found_exactly_or_said_to_be_lost(
    changed: str, said: str, texts: Path
) -> None:
    async with opened(texts) as stage:
        await stage.press("j", "tab", *["}"] * 20)
        left = _here(stage)
        assert "paragraph 20 " in left[1]
    (texts / "b.txt").write_text(changed)
    async with opened(texts) as stage:
        notice = stage.app.main.status.notice
        assert said in notice if said else not notice
        assert (_here(stage) == left) is (said != "lost")


async def test_a_place_that_is_lost_is_kept_until_the_reader_moves(texts: Path) -> None:
    async with opened(texts) as stage:
        await stage.press("j", "tab", "pagedown", ")")
        left = _here(stage)
    (texts / "b.txt").write_text("Nothing of it.")
    async with opened(texts) as stage:
        assert "lost" in stage.app.main.status.notice
    (texts / "b.txt").write_text(_TEXT)
    async with opened(texts) as stage:
        assert _here(stage) == left


async def test_a_text_that_is_gone_is_said_to_be(texts: Path) -> None:
    async with opened(texts) as stage:
        await stage.press("j")
    (texts / "b.txt").unlink()
    async with opened(texts) as stage:
        assert stage.app.main.status.notice == "what was read last, 'b', is not there any more"
        assert _here(stage)[0] == "a"


@pytest.mark.parametrize("content", ["", "garbage", "[]", '{"version": 99}', "\x00"])
async def test_what_makes_no_sense_is_set_aside_and_said(content: str, texts: Path) -> None:
    async with opened(texts) as stage:
        await stage.press("j", "tab", "pagedown", ")")
    files = [library_file([texts]), place_file(texts / "b.txt")]
    for file in files:
        file.write_text(content)
    async with opened(texts) as stage:
        assert "begun afresh" in stage.app.main.status.notice
        await stage.press("j")
        assert "begun afresh" in stage.app.main.status.notice
        await stage.press("tab", "pagedown")
    for file in files:
        assert file.with_name(f"{file.name}.set-aside-1").read_text() == content
        assert json.loads(file.read_text())["version"] == 1


async def test_two_programs_keep_both_their_places(texts: Path) -> None:
    (texts / "d.txt").write_text(_TEXT)
    async with opened(texts / "b.txt", texts / "d.txt") as one, opened(texts / "b.txt", texts / "d.txt") as other:
        await one.press("tab", "pagedown", ")")
        await other.press("j", "tab", "pagedown", "pagedown")
        places = [_here(one), _here(other)]
    async with opened(texts / "b.txt") as one, opened(texts / "d.txt") as other:
        assert [_here(one)[1], _here(other)[1]] == [place[1] for place in places]


async def test_a_state_folder_that_cannot_be_written_is_said_once_and_costs_nothing_else(
    texts: Path, tmp_path: Path
) -> None:
    (tmp_path / "state").write_text("in the way")
    async with opened(texts) as stage:
        await stage.until(lambda: "nothing can be remembered" in stage.app.main.status.notice)
        await stage.press("j", "tab", "pagedown")
        assert "para." in stage.status
