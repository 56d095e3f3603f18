"""Excerpts in whole words around what was found, and the concordance: each found place in its context."""

import re
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.samples import prose
from tests.search.collection import hits, lit, make_document, make_index
from tui.search.excerpts import ConcordanceOrder, Excerpt, line_up, make_excerpt, sort_concordance
from tui.search.index import index_documents
from tui.tokens import fold_token, raw_tokens

_LONG = (
    "At the beginning nothing was said of it. Then the war came, and with the war came hunger and cold. "
    "Many years later, when all had been told, the treaty that ended it was read aloud in the old city hall."
)


def excerpt(text: str, query: str, width: int) -> Excerpt:
    return make_excerpt(hits(make_index(text), query)[0], width)


def lit_in(found: Excerpt) -> list[str]:
    return [found.text[start:end] for start, end in found.spans]


@pytest.mark.parametrize(
    ("query", "width", "text", "found"),
    [
        ("war", 400, _LONG, ["war", "war"]),
        ("treaty", 30, "…treaty that ended it was…", ["treaty"]),
        ("beginning", 40, "At the beginning nothing was said of…", ["beginning"]),
        ("hall", 30, "…read aloud in the old city hall.", ["hall"]),
    ],
)
def test_excerpt_shows_the_found_words_with_what_stands_around_them(
    query: str, width: int, text: str, found: list[str]
) -> None:
    shown = excerpt(_LONG, query, width)

    assert lit_in(shown) == found
    assert shown.text.strip("…") in _LONG
    assert (shown.text.startswith("…"), shown.text.endswith("…")) == (text.startswith("…"), text.endswith("…"))


def test_excerpt_shows_where_most_of_the_words_are() -> None:
    text = (
        "A treaty came first. "
        + "Nothing more was said here. " * 10
        + "Then war and a treaty of peace. "
        + "So it went on. " * 20
    )

    assert lit_in(excerpt(text, "war treaty peace", 60)) == ["war", "treaty", "peace"]


def test_line_breaks_and_tabs_are_shown_as_spaces() -> None:
    shown = excerpt("the old\nwar\tof\r\nall", "old war", 60)

    assert shown.text == "the old war of  all"
    assert lit_in(shown) == ["old", "war"]


def test_words_far_apart_are_all_shown_with_a_gap_between_them() -> None:
    text = f"The sanctions came first, {'and much was said of it, ' * 20}before the escalation that none of us wanted."

    shown = excerpt(text, "sanctions escalation", 90)

    assert lit_in(shown) == ["sanctions", "escalation"]
    assert " … " in shown.text
    assert len(shown.text) <= 90


def test_word_written_as_two_is_in_the_excerpt() -> None:
    text = f"{'Much was said of it at first. ' * 9}Then came co-operation, and an operation."

    assert lit_in(excerpt(text, "cooperation ", 60)) == ["co-operation"]


def test_longer_word_than_the_width_is_kept_whole() -> None:
    word = "x" * 80

    assert lit_in(excerpt(f"war and {word} and peace", f"'{word}", 20)) == [word]


def test_passage_without_anything_lit_is_shown_from_its_beginning() -> None:
    shown = excerpt(_LONG, "kind:paragraph", 30)

    assert shown.spans == ()
    assert shown.text == "At the beginning nothing was…"


@settings(max_examples=80)
@given(prose(1, 8), st.integers(20, 200), st.data())
def test_excerpt_is_made_of_pieces_of_the_passage_in_whole_words_and_of_that_width(
    text: str, width: int, data: st.DataObject
) -> None:
    words = [token for token in raw_tokens(text) if token.isalpha()]
    one, other = data.draw(st.sampled_from(words)), data.draw(st.sampled_from(words))
    hit = hits(make_index("first passage", text), f"'{one} '{other}")[0]

    shown = make_excerpt(hit, width)

    assert len(shown.text) <= width
    pieces = shown.text.removeprefix("…").removesuffix("…").split(" … ")
    at = 0
    for piece in pieces:
        found = re.compile(rf"(?<!\S){re.escape(piece)}(?!\S)").search(text, at)
        assert found
        at = found.end()
    assert shown.text.startswith("…") or text.startswith(pieces[0])
    assert shown.text.endswith("…") or text.endswith(pieces[-1])
    assert lit_in(shown)
    assert set(lit_in(shown)) <= set(lit(hit))
    assert list(shown.spans) == sorted(shown.spans)


@settings(max_examples=80)
@given(st.text(st.sampled_from("ab 中国。\n\t\u00a0e\u0301’"), min_size=1, max_size=80), st.integers(1, 40), st.data())
def test_excerpt_of_any_text_lights_inside_itself(text: str, width: int, data: st.DataObject) -> None:
    tokens = raw_tokens(text)
    if not any(map(fold_token, tokens)):
        return
    word = data.draw(st.sampled_from(list(filter(fold_token, tokens))))

    for hit in hits(make_index(text), word):
        shown = make_excerpt(hit, width)
        assert shown.text
        assert not set(shown.text) & set("\n\t")
        assert all(0 <= start < end <= len(shown.text) for start, end in shown.spans)
        assert bool(shown.spans) is bool(hit.spans)


def test_lit_phrase_wider_than_the_room_is_shown_from_its_beginning() -> None:
    phrase = "when all had been told the treaty that ended it was read aloud"
    shown = excerpt(_LONG.replace(",", ""), f'"{phrase}"', 30)

    assert shown.text.startswith("…when all")


def keywords(texts: list[str], query: str, order: ConcordanceOrder, width: int = 30) -> list[tuple[str, str, str]]:
    documents = [make_document(f"d{number}", text) for number, text in enumerate(texts)]
    found = hits(index_documents(documents), query)
    return [(line.left, line.word, line.right) for line in sort_concordance(line_up(found, width), order)]


def test_concordance_has_a_line_for_every_found_place() -> None:
    lines = keywords(["the war, a War\nof words"], "war", ConcordanceOrder.RANK)

    assert lines == [("the ", "war", ", a War of words"), ("the war, a ", "War", " of words")]


def test_concordance_cuts_context_at_its_width() -> None:
    ((left, word, right),) = keywords(["a long way to the war and a long way back"], "war", ConcordanceOrder.RANK, 8)

    assert (left, word, right) == (" to the ", "war", " and a l")


_TEXTS = ["cold War in Asia", "an old war at home", "the new wars begin", "a bold war at an end"]


@pytest.mark.parametrize(
    ("order", "found"),
    [
        (ConcordanceOrder.LEFT, ["bold", "cold", "new", "old"]),
        (ConcordanceOrder.RIGHT, ["at an", "at home", "begin", "in"]),
        (ConcordanceOrder.WORD, ["war at an", "war at home", "War in", "wars begin"]),
    ],
)
def test_concordance_is_sorted_by_what_stands_there(order: ConcordanceOrder, found: list[str]) -> None:
    lines = keywords(_TEXTS, "war*", order)

    if order is ConcordanceOrder.LEFT:
        assert [left.split()[-1] for left, _, _ in lines] == found
    elif order is ConcordanceOrder.RIGHT:
        assert [right.strip().startswith(begin) for (_, _, right), begin in zip(lines, found, strict=True)] == [
            True
        ] * 4
    else:
        assert [(word + right).startswith(begin) for (_, word, right), begin in zip(lines, found, strict=True)] == [
            True
        ] * 4


def test_left_context_is_sorted_word_by_word_away_from_the_keyword() -> None:
    lines = keywords(["big old war", "all new war", "an old war", "war"], "'war", ConcordanceOrder.LEFT)

    assert [left for left, _, _ in lines] == ["", "all new ", "an old ", "big old "]


def test_concordance_by_rank_keeps_the_order_of_the_hits() -> None:
    documents = [make_document("a", "war " * 3 + "and much else that was said"), make_document("b", "war")]
    found = hits(index_documents(documents), "war")

    lines = line_up(found, 10)

    assert [line.hit for line in lines] == [hit for hit in found for _ in hit.spans]
    assert [line.span for line in lines] == [span for hit in found for span in hit.spans]
    assert all(line.hit.document.text[line.span.start : line.span.end] == line.word for line in lines)


def test_orders_go_round() -> None:
    order, seen = ConcordanceOrder.RANK, []
    for _ in ConcordanceOrder:
        seen.append(order)
        order = order.following

    assert order is ConcordanceOrder.RANK
    assert set(seen) == set(ConcordanceOrder)


_CHINESE = (
    "欧盟和美国宣布对俄罗斯实施新的制裁措施这些措施涉及银行和能源我们呼吁各方停止敌对行动回到谈判桌前尊重国家主权"
)
_THAI = "รัฐบาลประกาศว่าสงครามสิ้นสุดลงแล้วและประชาชนทุกคนจะได้กลับบ้านในไม่ช้าเพื่อเริ่มต้นชีวิตใหม่"


@pytest.mark.parametrize(
    ("text", "query"),
    [(_CHINESE, "制裁"), (_CHINESE, "谈判"), (_CHINESE, "欧盟"), (_THAI, "สงคราม"), (_THAI, "กลับบ้าน")],
)
@pytest.mark.parametrize("width", [16, 24, 40])
def test_excerpt_of_a_script_without_spaces_fills_its_width_and_parts_no_marks(
    text: str, query: str, width: int
) -> None:
    found = excerpt(text, query, width)
    inside = found.text.strip("…")

    assert query in inside and inside in text
    assert width - 6 <= len(found.text) <= width
    assert not unicodedata.category(inside[0]).startswith("M")
    after = text.index(inside) + len(inside)
    assert after == len(text) or not unicodedata.category(text[after]).startswith("M")
