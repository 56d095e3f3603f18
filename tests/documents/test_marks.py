"""Inline Markdown: marks beyond doubt become spans, everything else stays text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.samples import within, word_counts
from tui.documents.marks import Marked, read_marks


def emphasised(marked: Marked) -> list[str]:
    return [marked.text[start:end] for start, end in marked.emphasis]


def linked(marked: Marked) -> list[tuple[str, str]]:
    return [(marked.text[link.span.start : link.span.end], link.target) for link in marked.links]


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("plain words", "plain words"),
        ("budget of \\$813 billion", "budget of $813 billion"),
        ("Movement \\(RSD\\)", "Movement (RSD)"),
        ("1\\. first \\- \\* \\# \\[x\\] \\_y\\_ \\\\", "1. first - * # [x] _y_ \\"),
        ("C:\\new\\table", "C:\\new\\table"),
        ("ends with \\", "ends with \\"),
        ("5 * 3 * 2", "5 * 3 * 2"),
        ("snake_case_word and __init__py", "snake_case_word and __init__py"),
        ("2*3*4", "2*3*4"),
        ("a * lone star", "a * lone star"),
        ("*open emphasis", "*open emphasis"),
        ("closed only*", "closed only*"),
        ("footnote* here", "footnote* here"),
        ("[brackets] alone", "[brackets] alone"),
        ("[by the West] to (support)", "[by the West] to (support)"),
        ("1 < 2 > 0", "1 < 2 > 0"),
        ("<b>tags</b> stay", "<b>tags</b> stay"),
        ("`code`", "code"),
        ("an open ` tick", "an open ` tick"),
        ("[bold]no[/bold] :smile:", "[bold]no[/bold] :smile:"),
        ("", ""),
    ],
)
def test_escapes_and_marks_become_text_and_doubtful_ones_stay(raw: str, text: str) -> None:
    assert read_marks(raw).text == text


@pytest.mark.parametrize(
    ("raw", "text", "emphasis"),
    [
        ("in *Foreign Affairs* today", "in Foreign Affairs today", ["Foreign Affairs"]),
        ("**strong** and _soft_ words", "strong and soft words", ["strong", "soft"]),
        ("***both***", "both", ["both"]),
        ("the *Wall Street Journal*’s view", "the Wall Street Journal’s view", ["Wall Street Journal"]),
        ("“*Peace*,” they said", "“Peace,” they said", ["Peace"]),
        ("*a* *b*", "a b", ["a", "b"]),
        ("*one\\* two*", "one* two", ["one* two"]),
        ("no emphasis", "no emphasis", []),
    ],
)
def test_emphasis_is_a_span_of_the_text_without_its_marks(raw: str, text: str, emphasis: list[str]) -> None:
    marked = read_marks(raw)

    assert marked.text == text
    assert emphasised(marked) == emphasis


@pytest.mark.parametrize(
    ("raw", "text", "links"),
    [
        ("[wsws.org](https://www.wsws.org)", "wsws.org", [("wsws.org", "https://www.wsws.org")]),
        ("see [here](#) now", "see here now", [("here", "#")]),
        ("[Movement \\(RSD\\)](#)", "Movement (RSD)", [("Movement (RSD)", "#")]),
        ("<https://a.org/b>", "https://a.org/b", [("https://a.org/b", "https://a.org/b")]),
        ("<jane@example.org>", "jane@example.org", [("jane@example.org", "jane@example.org")]),
        ("see https://a.org/b.", "see https://a.org/b.", [("https://a.org/b", "https://a.org/b")]),
        ("(www.a.org/b)", "(www.a.org/b)", [("www.a.org/b", "www.a.org/b")]),
        ("us at a@b.com.)", "us at a@b.com.)", [("a@b.com", "a@b.com")]),
        ("[x](http://a.org/b_(c))", "x", [("x", "http://a.org/b_(c)")]),
        ("[x](<http://a.org/b c>)", "x", [("x", "http://a.org/b c")]),
        ("![alt](pic.png)", "alt", [("alt", "pic.png")]),
        ("[*soft*](#a)", "soft", [("soft", "#a")]),
        ("[a](b) and [c](d)", "a and c", [("a", "b"), ("c", "d")]),
        ("[a] (b)", "[a] (b)", []),
        ("[](b)", "[](b)", []),
        ("<not a link>", "<not a link>", []),
    ],
)
def test_links_keep_their_words_in_the_text_and_their_target_beside_it(
    raw: str, text: str, links: list[tuple[str, str]]
) -> None:
    marked = read_marks(raw)

    assert marked.text == text
    assert linked(marked) == links


@given(st.text("ab *_`[]()<>\\!#:/.@é\n", max_size=80))
def test_marks_of_any_kind_lose_no_letter(raw: str) -> None:
    marked = read_marks(raw)

    targets = "".join(target for words, target in linked(marked) if words != target)
    assert sorted(filter(str.isalnum, marked.text + targets)) == sorted(filter(str.isalnum, raw))
    for start, end in (*marked.emphasis, *(link.span for link in marked.links)):
        assert 0 <= start <= end <= len(marked.text)


@given(st.text(st.characters(exclude_characters="\\*_`[<"), max_size=80))
def test_text_without_marks_stays_as_it_is(raw: str) -> None:
    assert read_marks(raw).text == raw
    assert word_counts(read_marks(raw).text) == word_counts(raw)


@pytest.mark.parametrize(
    "raw",
    [
        "*a " * 50_000,
        "a* " * 50_000,
        "*" * 200_000,
        "_a_" * 50_000,
        "[" * 100_000,
        "[" * 50_000 + "](a)" * 50_000,
        "[a](" * 50_000,
        "`" * 100_000,
        "` `` ``` " * 30_000,
        "<" * 200_000,
        "<http://" * 30_000,
        "\\" * 200_000,
        "[a](b" * 40_000,
        "**a *b __c " * 20_000,
        "a@" * 50_000,
        "a@b." * 40_000,
        "www." * 50_000,
        "https://" * 30_000,
        "a.b-" * 50_000,
        "[x](" + "(" * 100_000,
        "![" * 50_000,
        "[a](b)" * 30_000,
    ],
    ids=lambda raw: str(raw)[:10],
)
def test_bomb_of_marks_is_read_without_hanging(raw: str) -> None:
    with within(10):
        marked = read_marks(raw)

    assert len(marked.text) <= len(raw)
