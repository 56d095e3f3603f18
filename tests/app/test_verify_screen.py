"""Checking a quotation on the screen: what is pasted, what is said of it, and where it leads."""

import threading
from collections.abc import Sequence
from pathlib import Path
from unittest import mock

import pytest
from textual.widgets import TextArea

from tests.app.stage import Stage, opened, sent
from tests.app.statements import LONG, original, paragraph, sentence, write_file, write_folder
from tui.app.screens.library import LibraryScreen
from tui.app.screens.verify import VerifyScreen
from tui.app.widgets.line_list import LineList
from tui.documents.model import Document
from tui.errors import StatementsError
from tui.library import Source
from tui.quoting.verify import Collection
from tui.search.index import Index

GUIDANCE = "Paste a quotation, or type it, and press enter."


def _field(stage: Stage) -> TextArea:
    return stage.app.screen.query_one(TextArea)


def _answer(stage: Stage) -> list[str]:
    """Return what the screen says, row by row."""
    pane = stage.app.screen.query_one(LineList)
    return [row for row in (row.replace("▌", "").strip() for row in stage.pane_rows(pane)) if row]


async def _check(stage: Stage, text: str) -> list[str]:
    """Put a quotation in the place of the one before, check it and return what is said."""
    if not isinstance(stage.app.screen, VerifyScreen):
        await stage.press("V")
    if stage.app.focused is not _field(stage):
        await stage.press("escape")
    _field(stage).select_all()
    await stage.paste(text)
    await stage.press("enter")
    await stage.until(lambda: _answer(stage) != ["checking ..."])
    await stage.pilot.pause()
    return _answer(stage)


FOUND = [
    (sentence(3, 1), ["Exact", "The Long River, para. 3", "whole sentences"]),
    (f"  {paragraph(2)}\n\n{sentence(3, 0)}  ", ["Exact", "The Long River, paras. 2-3", "whole sentences"]),
    ("tells what the workers carried", ["Exact", "The Long River, para. 1", "part of a sentence; in 30 places"]),
    (
        "\"Don't go,\" she wrote in 1968-1969.",
        ["Exact but for marks", "Café Workers Declare, para. 2", "whole sentences", "The source",
         "“Don’t go,” she wrote in 1968–1969."],
    ),
    (
        f"{sentence(9, 0)} [...] {sentence(9, 2)}",
        ["Elided, each part exact", "The Long River, para. 9", "whole sentences", "The source"],
    ),
]  # fmt: skip
"""Quotations, and what is said of them."""


@pytest.mark.parametrize(("quotation", "said"), FOUND, ids=[said[0] for _, said in FOUND])
async def test_a_right_quotation_is_told_with_its_place(quotation: str, said: list[str], folder: Path) -> None:
    async with opened(folder) as stage:
        answer = await _check(stage, quotation)
        assert [row for row in answer if row in said or row == answer[0]][: len(said)] == said, answer
        assert stage.app.focused is stage.app.screen.query_one(LineList)


async def test_an_altered_quotation_is_told_with_the_source_and_the_words_that_differ(folder: Path) -> None:
    async with opened(folder) as stage:
        altered = sentence(7, 1).replace("carried", "buried")
        answer = await _check(stage, altered)
        assert answer[:2] == ["Altered", "The Long River, para. 7"]
        assert answer[2].endswith("% alike")
        assert sentence(7, 1) in answer
        assert any("buried" in row and "carried" in row for row in answer)


async def test_what_stands_nowhere_is_not_found_and_the_field_keeps_the_keys(folder: Path) -> None:
    async with opened(folder) as stage:
        answer = await _check(stage, "Purple elephants negotiate quarterly tariffs beneath the cathedral of Antwerp.")
        assert answer == ["Not found", "No passage of these statements is near enough to be its source."]
        assert stage.app.focused is _field(stage)


async def test_nothing_is_asked_for_anew(folder: Path) -> None:
    async with opened(folder) as stage:
        await stage.press("V")
        assert _answer(stage) == [GUIDANCE]
        await stage.press("enter", "space", "enter")
        assert _answer(stage) == [GUIDANCE]
        await _check(stage, sentence(1, 1))
        assert await _check(stage, " \n ") == [GUIDANCE]


# What is pasted


async def test_lines_that_an_email_broke_are_one_quotation(folder: Path) -> None:
    async with opened(folder) as stage:
        answer = await _check(stage, sentence(5, 1).replace(" of ", "\nof ").replace("what ", "what\r\n"))
        assert answer[:3] == ["Exact but for marks", "The Long River, para. 5", "whole sentences"]


async def test_all_lines_that_are_pasted_are_in_sight_or_a_key_away(folder: Path) -> None:
    async with opened(folder, size=(60, 20)) as stage:
        await stage.press("V")
        await stage.paste("\r\n".join(f"Line {number}." for number in range(12)))
        assert _field(stage).text == "\n".join(f"Line {number}." for number in range(12))
        assert "Line 11." in stage.text
        await stage.press(*["up"] * 12)
        assert "Line 0." in stage.text


@pytest.mark.parametrize("sign", ["\u202e", "\x07", "\ufeff", "\x9b", "\U000e0041", "\x00"], ids=ascii)
async def test_control_characters_do_not_reach_the_screen_and_do_no_harm(sign: str, folder: Path) -> None:
    async with opened(folder) as stage:
        answer = await _check(stage, sign + sentence(4, 2).replace(" stands", f"{sign} stands") + sign)
        assert answer[:2] == ["Exact", "The Long River, para. 4"]
        assert sign not in stage.text


async def test_of_a_pasted_escape_sequence_only_what_can_be_seen_stays(folder: Path) -> None:
    async with opened(folder) as stage:
        await stage.press("V")
        await stage.paste("\x1b[31mShips\x1b[0m \x1b]0;title\x07wait")
        assert _field(stage).text == "[31mShips[0m ]0;titlewait"
        assert "\x1b" not in stage.text


async def test_tabs_and_odd_spaces_are_read_as_spaces(folder: Path) -> None:
    async with opened(folder) as stage:
        assert (await _check(stage, sentence(4, 2).replace(" ", "\t", 2).replace(" in ", "\xa0in ")))[1] == (
            "The Long River, para. 4"
        )


async def test_a_book_is_too_long_to_be_checked_and_that_is_said(folder: Path) -> None:
    async with opened(folder) as stage:
        answer = await _check(stage, "word " * 50_000)
        assert len(answer) == 1
        assert "200,000" in answer[0]
        assert (await _check(stage, sentence(1, 1)))[0] == "Exact"


async def test_letters_of_commands_are_typed_and_not_run(folder: Path) -> None:
    async with opened(folder) as stage:
        await stage.press("V")
        await stage.type("qQVys/?:[]{}vdjk")
        assert _field(stage).text == "qQVys/?:[]{}vdjk"
        assert isinstance(stage.app.screen, VerifyScreen)
        assert "enter check" in stage.rows[-1]


async def test_typed_ahead_the_quotation_is_checked(folder: Path) -> None:
    async with opened(folder) as stage:
        await stage.burst("V", *"ships wait outside", "enter")
        await stage.until(lambda: "Harbour Declaration, para. 1" in stage.text)


async def test_what_is_copied_from_the_field_is_said_until_something_else_is_typed(folder: Path) -> None:
    async with opened(folder) as stage:
        await stage.press("V")
        await stage.type("ships")
        await stage.press("shift+home", "ctrl+c")
        assert stage.status == sent("ships")
        assert stage.kept == []
        await stage.press("end", "x")
        assert stage.status == ""
        assert "enter check" in stage.rows[-1]


# Where it leads


async def test_enter_leads_to_the_place_and_selects_it(folder: Path) -> None:
    async with opened(folder) as stage:
        await _check(stage, sentence(20, 2))
        await stage.press("enter")
        assert isinstance(stage.app.screen, LibraryScreen)
        assert stage.selected == sentence(20, 2)
        assert stage.place_of_end is not None
        await stage.press("y")
        assert stage.copied == [sentence(20, 2)]


@pytest.mark.parametrize("size", [(40, 10), (60, 20), (200, 50)], ids=str)
async def test_enter_on_an_altered_quotation_leads_to_its_source(size: tuple[int, int], folder: Path) -> None:
    async with opened(folder, size=size) as stage:
        answer = await _check(stage, "The harbour is open. Ships wait outside.")
        assert "Altered" in answer
        assert "Harbour Declaration, para. 1" in answer
        assert "The harbour is open." in stage.text, "the quotation stays in sight"
        await stage.press("enter")
        assert stage.title == "Harbour Declaration"
        assert stage.selected == "The harbour is closed. Ships wait outside."


async def test_a_second_click_on_the_place_leads_there(folder: Path) -> None:
    async with opened(folder) as stage:
        await _check(stage, "Ships wait outside.")
        y = next(y for y, row in enumerate(stage.rows) if "Harbour Declaration" in row)
        await stage.pilot.double_click(offset=(6, y))
        await stage.pilot.pause()
        assert stage.selected == "Ships wait outside."


async def test_esc_goes_back_to_the_quotation_and_then_leaves(folder: Path) -> None:
    async with opened(folder) as stage:
        await stage.press("tab", ")")
        await _check(stage, "Ships wait outside.")
        await stage.press("escape")
        assert stage.app.focused is _field(stage)
        assert _field(stage).selected_text == "Ships wait outside.", "what is typed takes its place"
        await stage.press("escape")
        assert isinstance(stage.app.screen, LibraryScreen)
        assert stage.sentence == sentence(1, 1)


@pytest.mark.parametrize("before", [("c", "enter"), ("O",), ("Q",), ("c", "enter", "w")], ids=str)
async def test_v_works_from_other_screens_and_leads_to_the_place(before: tuple[str, ...], folder: Path) -> None:
    async with opened(folder, size=(120, 30)) as stage:
        await stage.press_in_turn(*before)
        await _check(stage, "Ships wait outside.")
        await stage.press("enter")
        assert len(stage.app.screen_stack) == 1
        assert stage.selected == "Ships wait outside."


# While not all is there yet


async def test_while_files_are_still_read_nothing_is_said_not_to_be_found(folder: Path) -> None:
    gate, read = threading.Event(), Source.read

    def slowly(source: Source, *arguments: int) -> Document:
        if "bridge" in str(source.path):
            assert gate.wait(30)
        return read(source, *arguments)

    with mock.patch.object(Source, "read", slowly):
        async with opened(folder, waits=False) as stage:
            await stage.until(lambda: "reading" in stage.app.progress)
            await stage.press("V")
            await stage.paste("The bridge held all winter.")
            await stage.press("enter")
            await stage.pilot.pause(0.3)
            assert _answer(stage) == ["checking ..."]
            await stage.press("end", "x", "backspace")
            gate.set()
            await stage.until(lambda: "Notes on a Bridge, para. 1" in stage.text)
            assert _answer(stage)[0] == "Exact"


async def test_while_still_indexing_the_answer_waits_and_the_last_question_counts(folder: Path) -> None:
    gate, adding = threading.Event(), Index.adding

    def slowly(index: Index, documents: Sequence[Document]) -> Index:
        assert gate.wait(30)
        return adding(index, documents)

    with mock.patch.object(Index, "adding", slowly):
        async with opened(folder) as stage:
            await stage.press("V")
            await stage.paste("Ships wait outside.")
            await stage.press("enter")
            assert _answer(stage) == ["checking ..."]
            _field(stage).select_all()
            await stage.paste("It is red.")
            await stage.press("enter")
            gate.set()
            await stage.until(lambda: "Exact" in stage.text)
            assert _answer(stage)[1] == "Notes on a Bridge, para. 2"
            await stage.pilot.pause(0.1)
            assert _answer(stage)[1] == "Notes on a Bridge, para. 2"


async def test_leaving_while_it_is_still_checked_does_no_harm(folder: Path) -> None:
    gate, check = threading.Event(), Collection.check

    def slowly(collection: Collection, quotation: str) -> object:
        assert gate.wait(30)
        return check(collection, quotation)

    with mock.patch.object(Collection, "check", slowly):
        async with opened(folder) as stage:
            await stage.press("V")
            await stage.paste("It is red.")
            await stage.press("enter", "escape")
            assert isinstance(stage.app.screen, LibraryScreen)
            gate.set()
            await stage.press("tab", ")")
            await stage.app.workers.wait_for_complete()
            assert stage.sentence == sentence(1, 1)


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (StatementsError("too odd"), "too odd"),
        (ValueError("no luck"), "could not check: ValueError: no luck"),
    ],
    ids=str,
)
async def test_what_keeps_it_from_being_checked_is_said(error: Exception, said: str, folder: Path) -> None:
    async with opened(folder) as stage:
        with mock.patch.object(Collection, "check", side_effect=error):
            assert await _check(stage, "It is red.") == [said]
        assert (await _check(stage, "It is red."))[0] == "Exact"


# Collections


async def test_without_a_statement_nothing_is_found(tmp_path: Path) -> None:
    (tmp_path / "none").mkdir()
    async with opened(tmp_path / "none") as stage:
        assert (await _check(stage, "It is red."))[0] == "Not found"


async def test_files_that_could_not_be_opened_are_no_obstacle(tmp_path: Path) -> None:
    texts = write_folder(tmp_path / "texts", {"a.txt": "", "b.txt": "", "c.txt": LONG})
    async with opened(texts) as stage:
        assert (await _check(stage, sentence(1, 1)))[0] == "Exact"


async def test_one_file_alone_can_be_checked_against(tmp_path: Path) -> None:
    async with opened(write_file(tmp_path, f"A Title Here\n\n{original(3)}")) as stage:
        assert (await _check(stage, original(3)))[:2] == ["Exact", "A Title Here, para. 1"]
