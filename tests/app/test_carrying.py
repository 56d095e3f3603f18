"""Carrying a quote away: into the book first, then towards the clipboard; what is said is what is known."""

import base64
import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest import mock

import pytest

from tests.app.stage import Stage, opened, sent, side_by_side
from tests.app.statements import COMPARED, LONG, original, paragraph, revised, sentence, write_file, write_folder
from tui.app import quoting
from tui.app.carrying import Carried, Carrier, Load
from tui.app.messages import CopyDone
from tui.app.screens.compare import CompareScreen
from tui.errors import StatementsError
from tui.quoting import clipboard
from tui.quoting.citation import Style, with_citation
from tui.quoting.clipboard import Delivery
from tui.quoting.quote import Quote
from tui.quoting.quote_book import QuoteBook, quote_book_file
from tui.state.preferences import load_preferences
from tui.text import Span

HELLO = Quote("a", Span(0, 5), "Hello", title="A")
Deliver = Callable[..., Delivery]


@contextmanager
def _delivering(deliver: Deliver) -> Iterator[None]:
    with mock.patch.object(clipboard, "deliver", deliver):
        yield


@pytest.fixture
def gate() -> Iterator[threading.Event]:
    """A clipboard that does not answer until this is set."""
    gate = threading.Event()

    def deliver(text: str, *_: object) -> Delivery:
        assert gate.wait(30)
        return Delivery(len(text), "desktop", is_confirmed=True)

    with _delivering(deliver):
        yield gate
        gate.set()


async def _press_on(stage: Stage, *keys: str) -> None:
    """Press keys without waiting for what is on its way to the clipboard."""
    for key in keys:
        await stage.pilot.press(key)


# The book first


async def test_the_quote_is_on_the_disk_before_the_clipboard_is_tried(long_file: Path) -> None:
    seen: list[list[str]] = []
    async with opened(long_file) as stage:

        def deliver(text: str, *_: object) -> Delivery:
            seen.append([quote.text for quote in stage.kept])
            return Delivery(len(text), "desktop", is_confirmed=True)

        with _delivering(deliver):
            await stage.press("y", ")", "Y")
        assert seen == [[sentence(1, 0)], [sentence(1, 0), sentence(1, 1)]]
        assert stage.status.startswith(f"Copied {len(sentence(1, 1)) + len(CITED) + 2} characters. ")


CITED = "Ana Castro, The Long River, 3 March 2021, para. 1"


async def test_the_book_has_the_source_the_place_and_the_file(long_file: Path) -> None:
    async with opened(long_file) as stage:
        await stage.press("}", "v", "}", "}", "y")
        (quote,) = stage.kept
        assert quote.text == LONG[LONG.index(paragraph(2)) : LONG.index("\n\nParagraph 4 ")]
        assert quote.text == stage.document.text[slice(*quote.span)]
        assert (quote.title, quote.authors, str(quote.date)) == ("The Long River", ("Ana Castro",), "2021-03-03")
        assert (quote.locator, quote.path, quote.sha256) == ("paras. 2-3", str(long_file), stage.document.sha256)
        assert stage.app.taken == [quote]


async def test_the_book_of_a_project_is_a_file_of_its_own(long_file: Path, tmp_path: Path) -> None:
    book = tmp_path / "project" / "quotes.jsonl"
    async with opened(long_file, quotes=book) as stage:
        await stage.press("y")
        assert [quote.text for quote in stage.kept] == [sentence(1, 0)]
    assert json.loads(book.read_text("utf-8"))["text"] == sentence(1, 0)
    assert not quote_book_file().exists()


@pytest.mark.parametrize("size", [(100, 30), (60, 20)], ids=str)
async def test_a_book_that_cannot_be_written_is_said_and_the_words_are_copied_all_the_same(
    size: tuple[int, int], long_file: Path, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("no folder")
    async with opened(long_file, size=size, quotes=tmp_path / "file" / "quotes.jsonl") as stage:
        await stage.press("y")
        assert stage.status.startswith("NOT KEPT: cannot write the quote book ")
        assert stage.copied == [sentence(1, 0)]


async def test_an_unforeseen_fault_of_the_book_is_said_too(long_file: Path) -> None:
    async with opened(long_file) as stage:
        with mock.patch.object(QuoteBook, "add", side_effect=RuntimeError("no luck")):
            await stage.press("y")
        assert stage.status.startswith("NOT KEPT: RuntimeError: no luck. Sent")


async def test_the_book_has_the_exact_slice_where_the_clipboard_has_a_clean_one(tmp_path: Path) -> None:
    async with opened(write_file(tmp_path, "A \x1b[31mred\x1b[0m word\u202e here.")) as stage:
        await stage.press("y")
        assert stage.kept[0].text == stage.document.text
        assert "\u202e" in stage.kept[0].text
        assert stage.copied == ["A [31mred[0m word here."]


async def test_both_passages_of_a_pair_are_kept(tmp_path: Path) -> None:
    texts = write_folder(tmp_path / "texts", COMPARED)
    async with side_by_side(texts / "original.txt", texts / "revised.txt") as stage:
        await stage.press("]", "P")
        assert [quote.text for quote in stage.kept] == [original(2), revised(1)]
        assert isinstance(stage.app.screen, CompareScreen)


# A clipboard that does not answer


async def test_a_clipboard_that_hangs_holds_no_key_up_and_no_quote(gate: threading.Event, long_file: Path) -> None:
    async with opened(long_file) as stage:
        await _press_on(stage, "y", ")", "y", ")")
        await stage.until(lambda: len(stage.kept) == 2)
        assert [quote.text for quote in stage.kept] == [sentence(1, 0), sentence(1, 1)]
        assert stage.sentence == sentence(1, 2)
        assert stage.status.startswith("para. 1 of 30"), "nothing is claimed yet"
        await _press_on(stage, "}", "/", *"workers", "enter")
        assert stage.view.hits
        gate.set()
        await stage.until(lambda: "Copied" in stage.status)
        assert stage.status.startswith(f"Copied {len(sentence(1, 1))} characters. ")
        assert not stage.app.has_copies_waiting


async def test_of_what_waits_for_the_clipboard_only_the_last_goes_on(long_file: Path) -> None:
    gate, began, texts = threading.Event(), threading.Event(), list[str]()

    def deliver(text: str, *_: object) -> Delivery:
        texts.append(text)
        began.set()
        assert gate.wait(30)
        return Delivery(len(text), "desktop", is_confirmed=True)

    async with opened(long_file) as stage:
        with _delivering(deliver):
            await _press_on(stage, "y")
            await stage.until(began.is_set)
            await _press_on(stage, ")", "y", ")", "y", ")", "y")
            await stage.until(lambda: len(stage.kept) == 4)
            gate.set()
            await stage.until(lambda: not stage.app.has_copies_waiting)
        assert texts == [sentence(1, 0), sentence(1, 3)]
        assert stage.status.startswith(f"Copied {len(sentence(1, 3))} characters. ")


async def test_leaving_right_after_a_copy_keeps_the_quote(long_file: Path) -> None:
    slow = threading.Event()
    add = QuoteBook.add

    def slowly(book: QuoteBook, quote: Quote) -> object:
        slow.wait(0.3)
        return add(book, quote)

    async with opened(long_file) as stage:
        with mock.patch.object(QuoteBook, "add", slowly):
            await _press_on(stage, "y", "q")
            await stage.until(lambda: not stage.app.is_running)
    assert [quote.text for quote in stage.kept] == [sentence(1, 0)]


async def test_leaving_while_the_clipboard_hangs_keeps_every_quote(gate: threading.Event, long_file: Path) -> None:
    with mock.patch.object(quoting, "_PATIENCE_AT_END", (4.0, 0.05)):
        async with opened(long_file) as stage:
            await _press_on(stage, "y", ")", "y", ")", "y", "q")
            await stage.until(lambda: not stage.app.is_running)
    assert not gate.is_set()
    assert [quote.text for quote in stage.kept] == [sentence(1, place) for place in range(3)]


async def test_leaving_right_after_a_copy_sends_it(long_file: Path) -> None:
    async with opened(long_file) as stage:
        await stage.burst("y", "q")
        await stage.until(lambda: not stage.app.is_running)
    assert [quote.text for quote in stage.kept] == stage.copied == [sentence(1, 0)]


async def test_what_became_of_a_copy_may_be_told_while_the_program_ends(long_file: Path) -> None:
    async with opened(long_file) as stage:
        await stage.press("q")
    stage.app.on_copy_done(CopyDone(Carried(Load((), "Hello"), "Copied 5 characters.")))


async def test_a_fault_of_the_clipboard_is_said_and_the_next_copy_goes_on(long_file: Path) -> None:
    async with opened(long_file) as stage:
        with mock.patch.object(clipboard, "deliver", side_effect=ValueError("no luck")):
            await stage.press("y")
        assert stage.status.startswith("could not copy: ValueError: no luck ")
        await stage.press(")", "y")
        assert stage.status == sent(sentence(1, 1))
        assert len(stage.kept) == 2


async def test_a_way_that_does_not_exist_is_said(long_file: Path) -> None:
    async with opened(long_file, route="pigeon") as stage:
        await stage.press("y")
        assert "pigeon" in stage.status
        assert stage.copied == []
        assert len(stage.kept) == 1


async def test_the_way_is_the_one_chosen_for_this_run(long_file: Path, tmp_path: Path) -> None:
    async with opened(long_file, route="file") as stage:
        await stage.press("y")
        saved = tmp_path / "state" / "clipboard.txt"
        assert stage.status == f"{len(sentence(1, 0))} characters saved to {saved}."
        assert saved.read_text("utf-8") == sentence(1, 0)
        assert saved.stat().st_mode & 0o777 == 0o600
        assert stage.copied == []


def test_a_carrier_tells_of_every_load_once_and_in_order(tmp_path: Path) -> None:
    told: list[Carried] = []
    carrier = Carrier(QuoteBook(tmp_path / "book"), lambda: "file", lambda _: None, told.append)
    loads = [Load((HELLO,), f"Hello {number}") for number in range(20)]
    for load in loads:
        carrier.carry(load)
    carrier.stop(20, 20)
    assert [carried.load for carried in told] == loads
    assert "saved to" in told[-1].notice
    book = QuoteBook(tmp_path / "book")
    book.refresh()
    assert [entry.quote for entry in book.entries] == [HELLO] * 20


def test_a_carrier_that_carried_nothing_stops() -> None:
    Carrier(QuoteBook(Path("nowhere")), lambda: "auto", lambda _: None, lambda _: None).stop(1, 1)


def test_a_book_that_is_full_is_told_with_every_load(tmp_path: Path) -> None:
    told: list[Carried] = []
    carrier = Carrier(QuoteBook(tmp_path / "book"), lambda: "file", lambda _: None, told.append)
    with mock.patch.object(QuoteBook, "add", side_effect=StatementsError("no space left")):
        for _ in range(3):
            carrier.carry(Load((HELLO,), "Hello"))
        carrier.stop(20, 20)
    assert all(carried.notice.startswith("NOT KEPT: no space left.") for carried in told)
    assert len(told) == 3


# The keys


@pytest.mark.parametrize("key", ["ctrl+c", "super+c"])
async def test_ctrl_c_copies_a_selection_like_any_quote(key: str, long_file: Path) -> None:
    async with opened(long_file) as stage:
        await stage.press("v", ")", key)
        assert stage.copied == [f"{sentence(1, 0)} {sentence(1, 1)}"]
        assert [quote.text for quote in stage.kept] == stage.copied


async def test_ctrl_c_without_a_selection_copies_nothing_and_says_how_to_leave(long_file: Path) -> None:
    async with opened(long_file) as stage:
        await stage.press("ctrl+c")
        assert stage.copied == []
        assert stage.status.startswith("press q to leave, y to copy")


async def test_ctrl_y_copies_one_line_and_keeps_the_words_as_they_stand(long_file: Path) -> None:
    async with opened(long_file) as stage:
        await stage.press("v", "}", ")", "ctrl+y")
        assert stage.copied == [f"{paragraph(1)} {sentence(2, 0)}"]
        assert stage.kept[0].text == f"{paragraph(1)}\n\n{sentence(2, 0)}"


async def test_a_copy_leaves_the_selection_for_the_next(long_file: Path) -> None:
    async with opened(long_file) as stage:
        await stage.press("v", ")", "y", "Y", "escape")
        words = f"{sentence(1, 0)} {sentence(1, 1)}"
        assert stage.copied == [words, f"{words}\n\n{CITED}"]
        assert stage.selected is None


@pytest.mark.parametrize("style", [*Style, "{text} [{title}, {locator}]"])
async def test_capital_y_copies_in_each_style(style: str, long_file: Path) -> None:
    async with opened(long_file, style=style) as stage:
        await stage.press("Y")
        (copied,) = stage.copied
        assert copied == with_citation(stage.kept[0], style)
        assert "Long River" in copied
        assert stage.kept[0].text == sentence(1, 0)
        assert stage.status == sent(copied)


async def test_a_style_of_one_run_is_not_remembered(long_file: Path) -> None:
    async with opened(long_file, style="bibtex", route="osc52") as stage:
        await stage.press("Y")
    assert (load_preferences().style, load_preferences().route) == ("plain", "auto")


# Inputs


@pytest.mark.parametrize("before", [("/",), ("tab", "/"), ("s",), ("c",), ("V",)], ids=str)
async def test_what_is_copied_from_an_input_goes_the_same_way_but_into_no_book(
    before: tuple[str, ...], folder: Path
) -> None:
    async with opened(folder) as stage:
        await stage.press(*before, *"harbour")
        await stage.press("shift+home", "ctrl+c")
        assert stage.copied == ["harbour"]
        assert stage.kept == []
        assert stage.app.is_running


async def test_what_is_cut_from_an_input_too(folder: Path) -> None:
    async with opened(folder) as stage:
        await stage.press("/", *"harbour", "shift+home", "ctrl+x")
        assert stage.copied == ["harbour"]
        await stage.press("ctrl+v")
        assert stage.app.focused is not None
        assert getattr(stage.app.focused, "value", "") == "harbour"


async def test_every_copy_is_one_call_of_the_clipboard_routes(folder: Path) -> None:
    async with opened(folder) as stage:
        with mock.patch.object(clipboard, "deliver", side_effect=clipboard.deliver) as deliver:
            await stage.press("tab", "y", "v", "Y", "ctrl+c", "/", *"bo", "shift+home", "ctrl+c")
        assert deliver.call_count == 4
        sequences = [text for text in stage.written if "\x1b]52;" in text]
        assert [base64.b64decode(text.split(";")[2].rstrip("\a")).decode() for text in sequences] == stage.copied
        assert len(sequences) == 4
