"""Narrowing the list while one types."""

from pathlib import Path

from tests.app.stage import Stage, opened


def _listed(stage: Stage) -> list[str]:
    """Return the first lines of the entries that are listed."""
    names = ("The Long River", "Café Workers", "Harbour", "Notes on a Bridge", "b-empty.txt")
    rows = stage.pane_rows(stage.documents)
    return [name for name in names if any(name in row for row in rows)]


FILTERS = [
    ("river", ["The Long River"]),
    ("RIVER long", ["The Long River"]),
    ("cafe", ["Café Workers"]),
    ("muller", ["Café Workers"]),
    ("2020-03", ["Harbour"]),
    ("1999", ["Café Workers"]),
    ("undated bri", ["Notes on a Bridge"]),
    ("d-bridge", ["Notes on a Bridge"]),
    ("o", ["The Long River", "Café Workers", "Harbour", "Notes on a Bridge"]),
    ("harbuor", ["Harbour"]),
    ("declration", ["Harbour"]),
    ("okorro", ["Harbour"]),
    ("brdge", ["Notes on a Bridge"]),
    ("rivr", ["The Long River"]),
    ("brigde lnid", ["Notes on a Bridge"]),
    ("empty", ["b-empty.txt"]),
]
"""What is typed and what is left: words of title, author, date and id, mistyped ones among them."""


async def test_filter_leaves_what_answers_and_counts_it(folder: Path) -> None:
    async with opened(folder) as stage:
        seen = []
        for typed, left in FILTERS:
            await stage.press("/")
            await stage.paste(typed)
            seen.append((typed, _listed(stage)))
            assert f"{len(left)} of 5 documents" in stage.status, typed
            await stage.press("escape")
        assert seen == FILTERS


async def test_list_narrows_with_every_letter_and_the_first_answer_is_shown(folder: Path) -> None:
    async with opened(folder) as stage:
        await stage.press("/", "b")
        assert "The Long River" not in _listed(stage)
        await stage.type("ri")
        assert _listed(stage) == ["Notes on a Bridge"]
        assert stage.title == "Notes on a Bridge"
        await stage.press("backspace", "backspace", "backspace")
        assert len(_listed(stage)) == 5


async def test_what_matched_is_lit(folder: Path) -> None:
    async with opened(folder) as stage:
        await stage.press("/")
        await stage.type("cafe work")
        assert stage.lit("document-list--lit", stage.documents) == ["Café", "Work"]


async def test_a_filter_without_answer_says_so_and_keeps_the_text(folder: Path) -> None:
    async with opened(folder) as stage:
        await stage.press("/", *"qqqq")
        assert _listed(stage) == []
        assert "0 of 5 documents" in stage.status
        assert stage.title == "The Long River"
        await stage.press("enter", "j", "enter", "tab", "escape")
        assert stage.app.is_running


async def test_enter_keeps_the_filter_and_esc_clears_it(folder: Path) -> None:
    async with opened(folder) as stage:
        await stage.press("/", *"declar", "enter")
        assert stage.app.focused is stage.documents
        assert _listed(stage) == ["Café Workers", "Harbour"] or _listed(stage) == ["Harbour"]
        await stage.press("escape")
        assert len(_listed(stage)) == 5
        assert "of 5 documents" not in stage.status


async def test_esc_while_typing_clears_the_filter_and_returns_to_the_list(folder: Path) -> None:
    async with opened(folder) as stage:
        await stage.press("/", *"harb", "escape")
        assert len(_listed(stage)) == 5
        assert stage.app.focused is stage.documents
        assert stage.title == "Harbour Declaration", "what one looks at stays"


async def test_next_document_stays_within_what_was_filtered(folder: Path) -> None:
    async with opened(folder) as stage:
        await stage.press("/", *"declare", "enter", "g")
        assert stage.title == "Café Workers Declare"
        await stage.press("]", "]")
        assert "this is the last document" in stage.status


async def test_order_changes_within_the_filter(folder: Path) -> None:
    async with opened(folder) as stage:
        await stage.press("/", *"ri", "enter", "o")
        assert "newest first" in stage.status
        assert set(_listed(stage)) >= {"The Long River", "Notes on a Bridge"}
        assert "Harbour" not in _listed(stage)


async def test_opening_the_filter_again_goes_on_where_it_was(folder: Path) -> None:
    async with opened(folder) as stage:
        await stage.press("/", *"har", "enter", "/", "b")
        assert _listed(stage) == ["Harbour"]
        await stage.press(*["backspace"] * 4)
        assert len(_listed(stage)) == 5


async def test_filter_shows_a_hidden_list(folder: Path) -> None:
    async with opened(folder, size=(60, 20)) as stage:
        await stage.press("tab", "/", *"har")
        assert _listed(stage) == ["Harbour"]
        assert "1 of 5" in stage.text
        await stage.press("enter", "enter")
        assert "The harbour is closed." in stage.text


async def test_nothing_typed_breaks_the_filter(folder: Path) -> None:
    async with opened(folder) as stage:
        for typed in ("\\", "[/]", "((", "*", "…", "“", "🙂", "a" * 300):
            await stage.press("/")
            await stage.paste(typed)
            assert "of 5" in stage.status, typed
            await stage.press("escape")
            assert len(_listed(stage)) == 5
