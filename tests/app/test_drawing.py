"""What is drawn: rows of exactly the pane's width, no markup read, nothing in them that steers a terminal."""

import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from rich.cells import cell_len
from textual.strip import Strip
from textual.widget import Widget

from tests.app.stage import Stage, opened
from tests.app.statements import write_file, write_folder
from tui.app.widgets.document_list import DocumentList
from tui.app.widgets.document_view import DocumentView
from tui.app.widgets.line_list import LineList
from tui.app.widgets.quote_list import QuoteList
from tui.app.widgets.status_bar import KeyBar, StatusBar

WIDE = "声明：和平是人民的要求。 第二句在这里。 한국어 문장입니다. ｆｕｌｌ ｗｉｄｔｈ ﾊﾝｶｸ "
MARKS = (
    "Cafe\u0301 re\u0301sume\u0301 Z\u0338\u0321\u031b o\u0308\u0304 "
    "\u0e19\u0e49\u0e33 \u0928\u093f\u0930\u094d\u0923\u092f שָׁלוֹם مُحَمَّد "
)
EMOJI = "Peace ☮️ 👍🏽 👨‍👩‍👧‍👦 🇺🇦 ❤️ 1️⃣ 🏴‍☠️ 👩‍💻 ☎ ✌🏿 © ™ ‼️ 🕊️ 👁️‍🗨️ "
ODD = "soft\u00adhyphen zero\u200bwidth joiner\u200d\u200c \ufeffmark tab\there \u3164filler \u2e3b bar ﷽ ⸻ ½ ﬁ "
MIXED = f"{WIDE}{MARKS}{EMOJI}{ODD}" * 6

BIDI = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
C0 = "".join(chr(code) for code in range(1, 32) if chr(code) not in "\n\r\t\v")
C1 = "".join(chr(code) for code in range(0x7F, 0xA0) if code != 0x85)
HOSTILE = f"Be\x1b[31mfore \x1b]52;c;SGFja2Vk\x07 {C0} mid{C1}dle \x9b31m \x9d8;;http://x\x9c {BIDI}end\u202egnp."
SIZES = [(40, 10), (61, 21), (120, 32)]


def _drawn(stage: Stage) -> Iterator[tuple[Widget, Strip]]:
    """Yield every row that the program's own widgets draw on the present screen."""
    for kind in (DocumentView, DocumentList, QuoteList, LineList, StatusBar, KeyBar):
        for widget in stage.app.screen.query(kind):
            for y in range(widget.size.height):
                yield widget, widget.render_line(y)


def _check_widths(stage: Stage) -> None:
    for widget, strip in _drawn(stage):
        assert cell_len(strip.text) == strip.cell_length == widget.size.width, repr(strip.text)


def _steering(text: str) -> set[str]:
    """Return the characters of a text that could steer a terminal."""
    return {char for char in text if unicodedata.category(char) in ("Cc", "Cs") or char in BIDI}


def _check_harmless(stage: Stage) -> None:
    assert _steering(stage.text.replace("\n", "")) == set()
    for _, strip in _drawn(stage):
        assert _steering(strip.text) == set()


@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize("words", [WIDE * 8 + MARKS * 8, EMOJI * 8 + ODD * 8, MIXED], ids=["scripts", "emoji", "mixed"])
async def test_every_row_is_exactly_as_wide_as_its_pane(words: str, size: tuple[int, int], tmp_path: Path) -> None:
    title = f"---\ntitle: '{words[:200].strip()}'\nauthor: '{words[:60].strip()}'\n---\n"
    text = f"{title}{words.strip()}.\n\n1) {words[:90].strip()}\n\n2) {words.strip()}\n"
    write_folder(tmp_path, {f"{words[:12].strip()}.txt": text, "b.txt": words, "c.txt": ""})
    async with opened(tmp_path, size=size) as stage:
        _check_widths(stage)
        await stage.press("tab") if size[0] >= 72 else None
        for keys in (("j",), ("}", ")"), ("space",), ("-", "-"), ("G",), ("/", "e"), ("enter",), ("escape", "c"),
                     ("escape", "v", "}"), ("y",), ("Q",), ("j", "tab"), ("V",)):  # fmt: skip
            await stage.press(*keys)
            _check_widths(stage)
        await stage.paste(words[:400])
        await stage.press("enter")
        await stage.answered()
        _check_widths(stage)


@pytest.mark.parametrize("words", [WIDE, MARKS, EMOJI, MIXED], ids="wide marks emoji mixed".split())
async def test_no_character_is_lost_between_the_rows(words: str, tmp_path: Path) -> None:
    async with opened(write_file(tmp_path, (words * 3).strip() + "."), size=(50, 40)) as stage:
        page = stage.view._page
        assert page is not None
        drawn = "".join(stage.document.text[row.start : row.end] for row in page.rows)
        assert "".join(drawn.split()) == "".join(stage.document.text.split())


async def test_letters_of_any_kind_are_drawn(tmp_path: Path) -> None:
    async with opened(write_file(tmp_path, f"{WIDE}and {MARKS}."), size=(120, 30)) as stage:
        for words in ("声明：和平是人民的要求。", "한국어", "Cafe\u0301", "مُحَمَّد", "שָׁלוֹם"):
            assert words in stage.text


LITERAL = [
    "[bold]",
    "[/]",
    "[/b]",
    ":smile:",
    "[link=http://x]y[/link]",
    "[@click=app.quit]q[/]",
    "$accent",
    "\\[b]",
    "[[b]]",
]


@pytest.mark.parametrize("mark", LITERAL)
async def test_markup_is_shown_literally_everywhere(mark: str, tmp_path: Path) -> None:
    name = f"x {mark.replace('/', '')}.txt"
    text = f"---\ntitle: 'Title {mark} end'\nauthor: 'Ann {mark} Lee'\n---\nText {mark} here. More {mark}.\n"
    write_folder(
        tmp_path, {"a.txt": text.replace("\\", "\\\\") if mark[0] == "\\" else text, name: "", "c.txt": "Other text."}
    )
    async with opened(tmp_path, size=(160, 30)) as stage:
        view = "\n".join(stage.pane_rows(stage.view))
        shown = stage.document.metadata.title or ""
        assert mark.strip("\\") in shown
        assert shown in view
        assert f"Text {mark} here." in view
        listed = "\n".join(stage.pane_rows(stage.documents))
        assert shown in listed
        assert f"x {mark.replace('/', '')}" in listed
        await stage.press("tab", "/")
        await stage.paste(mark)
        await stage.press("enter")
        assert f"'{mark}'" in stage.status or mark in stage.status or "\\" in mark
        await stage.press("escape", "c", "enter")
        assert shown in stage.text


async def test_control_characters_and_bidi_overrides_never_reach_the_screen(tmp_path: Path) -> None:
    front = f"---\ntitle: Front\n---\n{HOSTILE}\n\n{HOSTILE} Again.\n"
    texts = {"a.txt": HOSTILE, "b.txt": f"{HOSTILE}\n\nBy {HOSTILE}\n\n{HOSTILE} One. {HOSTILE} Two.", "c.txt": front}
    names = {"d\x1b[31m\u202egnp.txt": "", "e\nf\x07\x9b.txt": "Some words here.", "g\x1b]52;c;SGk=\x07.txt": ""}
    write_folder(tmp_path, {**texts, **names})
    async with opened(tmp_path, size=(120, 40)) as stage:
        _check_harmless(stage)
        for _ in range(6):
            await stage.press("]")
            _check_harmless(stage)
        await stage.press("g", "tab", "y")
        _check_harmless(stage)
        await stage.press("/", *"mid", "enter")
        _check_harmless(stage)
        await stage.press("escape", "c")
        _check_harmless(stage)
        await stage.press("enter")
        _check_harmless(stage)
        await stage.press("tab", "y", "escape", "ctrl+p")
        _check_harmless(stage)
        assert all(_steering(text) <= {"\n"} for text in stage.copied)


async def test_of_the_quote_book_and_of_what_is_checked_nothing_steers_the_terminal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    write_folder(tmp_path, {"a.txt": f"{HOSTILE}\n\nBy {HOSTILE}\n\n{HOSTILE} One. {HOSTILE} Two.", "b.txt": HOSTILE})
    async with opened(tmp_path, size=(120, 40)) as stage:
        await stage.press("tab", "v", "}", "Y", "Q")
        _check_harmless(stage)
        await stage.press("a")
        await stage.paste(HOSTILE)
        await stage.press("enter", "/")
        _check_harmless(stage)
        await stage.paste(HOSTILE)
        _check_harmless(stage)
        await stage.press("escape", "e", "enter")
        await stage.paste(HOSTILE)
        await stage.press("enter")
        _check_harmless(stage)
        await stage.press("escape", "escape", "V")
        await stage.paste(f"{HOSTILE} One.\n{HOSTILE}")
        _check_harmless(stage)
        await stage.press("enter")
        await stage.answered()
        _check_harmless(stage)
        assert all(_steering(text) <= {"\n"} for text in stage.copied)


@pytest.mark.parametrize(
    ("character", "place"), [("\x1b", "␛"), ("\x07", "␇"), ("\x7f", "␡"), ("\x9b", "\ufffd"), ("\u202e", "\ufffd")]
)
async def test_control_characters_are_shown_as_visible_placeholders(character: str, place: str, tmp_path: Path) -> None:
    async with opened(write_file(tmp_path, f"Before{character}after in the text.")) as stage:
        assert f"Before{place}after" in stage.text


async def test_a_source_address_with_control_characters_is_harmless(tmp_path: Path) -> None:
    front = (
        '---\ntitle: "T\\e[31m"\nauthor: "A\\a\\u202eB"\npublisher: "P\\x9b"\n'
        'url: "https://example.org/\\e]8;;x\\a"\n---\nText here.\n'
    )
    write_folder(tmp_path, {"a.txt": front, "b.txt": "Other."})
    async with opened(tmp_path, size=(120, 30)) as stage:
        _check_harmless(stage)
        await stage.press("/", *"31m")
        _check_harmless(stage)
