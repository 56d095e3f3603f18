"""Finding words in one statement: folding, hits lit, going round."""

from pathlib import Path

from tests.app.stage import Stage, opened
from tests.app.statements import ACCENTS, LONG, LONG_PARAGRAPHS, sentence, write_file


def _lit(stage: Stage) -> list[str]:
    """Return everything lit, in reading order within each kind: the current hit, then the others."""
    return stage.lit("document-view--hit-current") + stage.lit("document-view--hit")


async def _found(stage: Stage, query: str) -> list[str]:
    """Find something and return the words of the text that were hit."""
    await stage.press("/")
    await stage.paste(query)
    await stage.press("enter")
    return [stage.document.text[slice(*span)] for span in stage.view.hits]


FOLDED = [
    ("cafe", ["Café", "café", "CAFÉ", "cafe\u0301"]),
    ("CAFÉ", ["Café", "café", "CAFÉ", "cafe\u0301"]),
    ("naive", ["naïve"]),
    ('"Don\'t go,"', ["“Don’t go,”"]),
    ("“don’t", ["“Don’t"]),
    ("1968-1969", ["1968–1969"]),
    ("stayed - all", ["stayed — all"]),
    ("the people stayed", ["The\xa0people\xa0stayed"]),
    ("Müller", ["Müller"]),
]
"""What is typed, and the exact characters of the text that are hit."""


async def test_case_accents_quotes_dashes_and_spaces_are_alike(tmp_path: Path) -> None:
    async with opened(write_file(tmp_path, ACCENTS)) as stage:
        for query, hits in FOLDED:
            assert await _found(stage, query) == hits
            assert len(_lit(stage)) == len(hits)


async def test_all_hits_are_lit_while_typing_and_the_current_one_brighter(tmp_path: Path) -> None:
    async with opened(write_file(tmp_path, "A red one. A blue one.\n\nRed again, and red once more.")) as stage:
        await stage.press("/", *"red")
        assert stage.lit("document-view--hit-current") == ["red"]
        assert stage.lit("document-view--hit") == ["Red", "red"]
        assert "1/3" in stage.text
        await stage.press("x")
        assert _lit(stage) == []
        assert "nothing found" in stage.text


async def test_count_stands_in_the_status_and_n_goes_round(long_file: Path) -> None:
    async with opened(long_file, size=(80, 24)) as stage:
        await _found(stage, "workers")
        seen = []
        for number in range(1, LONG_PARAGRAPHS + 1):
            assert f"{number}/{LONG_PARAGRAPHS}" in stage.status
            assert stage.sentence == sentence(number, 1)
            assert stage.is_sentence_in_sight
            assert stage.lit("document-view--hit-current") == ["workers"]
            seen.append(number)
            await stage.press("n")
        assert "1/30" in stage.status
        await stage.press("N")
        assert "30/30" in stage.status
        assert stage.sentence == sentence(LONG_PARAGRAPHS, 1)


async def test_finding_starts_at_the_current_sentence(long_file: Path) -> None:
    async with opened(long_file) as stage:
        await stage.press("}", "}", "}", "}")
        await _found(stage, "workers")
        assert stage.sentence == sentence(5, 1)
        assert "5/30" in stage.status


async def test_hits_over_a_line_break_are_lit_on_both_lines(long_file: Path) -> None:
    async with opened(long_file, size=(80, 24)) as stage:
        hits = await _found(stage, sentence(1, 2))
        assert hits == [sentence(1, 2)]
        assert " ".join(stage.lit("document-view--hit-current")) == sentence(1, 2)
        assert len(stage.lit("document-view--hit-current")) > 1


async def test_hits_do_not_reach_over_blocks(tmp_path: Path) -> None:
    async with opened(write_file(tmp_path, "It ends with a word.\n\nAnother follows at once.")) as stage:
        assert await _found(stage, "word. another") == []
        assert "nothing found" in stage.status


async def test_nothing_found_is_said_and_the_place_stays(long_file: Path) -> None:
    async with opened(long_file) as stage:
        await stage.press("}", "}")
        assert await _found(stage, "xylophone") == []
        assert "nothing found" in stage.status
        assert stage.sentence == sentence(3, 0)
        await stage.press("n", "N")
        assert stage.sentence == sentence(3, 0)


async def test_esc_while_typing_puts_the_lights_out_and_gives_the_keys_back(long_file: Path) -> None:
    async with opened(long_file) as stage:
        await stage.press("/", *"workers", "escape")
        assert _lit(stage) == []
        assert stage.app.focused is stage.view
        assert not any(row.strip().startswith("find") for row in stage.rows)


async def test_hits_go_with_the_document(folder: Path) -> None:
    async with opened(folder) as stage:
        await stage.press("tab")
        await _found(stage, "the")
        await stage.press("]")
        assert _lit(stage) == []


async def test_finding_again_starts_anew(long_file: Path) -> None:
    async with opened(long_file) as stage:
        await _found(stage, "workers")
        assert await _found(stage, "part 7 comes") == ["part 7 comes"]
        assert stage.lit("document-view--hit-current") == ["part 7 comes"]
        assert stage.lit("document-view--hit") == []


async def test_characters_with_a_meaning_elsewhere_are_found_as_they_are(tmp_path: Path) -> None:
    async with opened(write_file(tmp_path, "It cost [b]50% (or more)[/b] in all. Why? C:\\path^*.")) as stage:
        for query in ("[b]", "(or more)", "[/b]", "why?", "c:\\path^*.", "50%"):
            assert len(await _found(stage, query)) == 1


async def test_find_from_the_list_side_is_the_filter_and_from_the_text_the_find(folder: Path) -> None:
    async with opened(folder) as stage:
        await stage.press("/")
        assert any(row.startswith(" filter") for row in stage.rows)
        await stage.press("escape", "tab", "/")
        assert any(" find" in row for row in stage.rows)


async def test_lights_never_change_the_words_that_are_drawn(tmp_path: Path) -> None:
    words = "cafe\u0301 👨‍👩‍👧 한국어 你好世界 re\u0301sume\u0301 👍🏽 " * 12
    async with opened(write_file(tmp_path, words.strip() + "."), size=(60, 20)) as stage:
        before = [row.strip("▌ ") for row in stage.pane_rows(stage.view)]
        for query in ("👩", "👨", "👧", "e", "\u0301", "한", "好"):
            stage.view.find(query, 0)
            await stage.pilot.pause()
            assert [row.strip("▌ ") for row in stage.pane_rows(stage.view)] == before, query


async def test_hits_in_what_is_folded_away_are_not_counted() -> None:
    async with opened(size=(100, 30)) as stage:
        await stage.press("G", "enter")
        shown = len(await _found(stage, "ukraine"))
        await stage.press("f")
        await stage.pilot.pause()
        total = len(stage.view.hits)
        assert 0 < total < shown
        for _ in range(total):
            await stage.press("n")
            assert f"/{total}" in stage.status
            assert [words.casefold() for words in stage.lit("document-view--hit-current")] == ["ukraine"]


def test_the_long_text_is_what_these_tests_take_it_for() -> None:
    assert LONG.count("workers") == LONG_PARAGRAPHS
