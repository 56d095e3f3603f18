"""Scripts without spaces: a run of characters is found although some of them are wrong, and what is lit is exact."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from tests.search.collection import hits, lit, make_index, passages
from tui.search.expansion import Grade
from tui.search.expressions import Phrase
from tui.search.query import parse_query
from tui.search.runs import near_runs, units_of

CHINESE = "各方应当立即停火并开始和平谈判"
KOREAN = "우리는 탄도미사일 발사를 강력하게 규탄한다"
JAPANESE = "われわれはウクライナへの侵略を強く非難する"
THAI = "ประชาชนต้องการสันติภาพและเสรีภาพ"
OTHERS = (
    "一九四五年以来世界经济发生了变化",
    "정부는 새로운 법을 발표했다",
    "経済は成長している",
    "รัฐบาลประกาศกฎหมายใหม่",
)


@pytest.mark.parametrize(
    ("text", "query", "found"),
    [
        (CHINESE, "立刻停火", "立即停火"),
        (CHINESE, "和平谈叛", "和平谈判"),
        (CHINESE, "始或和平谈判", "始和平谈判"),
        (CHINESE, "当立即停停火并", "当立即停火并"),
        (KOREAN, "탄도미샤일", "탄도미사일"),
        (KOREAN, "강력하 규턴한다", "규탄한다"),
        (KOREAN, "규탄헌다", "규탄한다"),
        (JAPANESE, "ウクライナの侵略", "ウクライナへの侵略"),
        (THAI, "สันติพาบ", "สันติภาพ"),
    ],
)
def test_run_with_a_wrong_a_missing_or_another_character_is_found_and_named(text: str, query: str, found: str) -> None:
    best = hits(make_index(*OTHERS, text), query)[0]

    assert best.passage.text == text
    assert found in lit(best)
    assert not best.is_exact


@pytest.mark.parametrize(
    ("text", "query", "found"),
    [
        ("제재. Washington agreed", "제재를", "제재"),
        ("支持制裁。日本反对", "制裁国", "制裁"),
        ("한반도, 일본과", "한반도의", "한반도"),
        ("우크라이나 전쟁", "우크라이나전쟁", "우크라이나 전쟁"),
    ],
)
def test_near_run_ends_where_the_text_parts_it_unless_all_of_it_is_right(text: str, query: str, found: str) -> None:
    (hit,) = hits(make_index(*OTHERS, text), f"{query} ")

    assert lit(hit) == [found]


def test_word_of_two_characters_may_be_missing_and_a_long_run_is_sought_in_pairs() -> None:
    index = make_index("支持制裁", "俄罗斯联邦总统普京与习近平会谈", "정부는 발표했다")

    assert [(hit.passage.text, hit.missing) for hit in hits(index, "和平 制裁 ")] == [("支持制裁", ("和平",))]
    assert passages(index, "普京习近平 ") == ["俄罗斯联邦总统普京与习近平会谈"]
    assert passages(index, "'和平 制裁 ") == []


@pytest.mark.parametrize("query", ["立即停火", '"立即停火"', "탄도미사일", "สันติภาพ", "侵略"])
def test_run_that_stands_there_is_exact_and_no_other_is_offered(query: str) -> None:
    (hit,) = hits(make_index(*OTHERS, CHINESE, KOREAN, JAPANESE, THAI, "立刻停火吧"), query)

    assert hit.is_exact
    assert lit(hit) == [query.strip('"')]


@pytest.mark.parametrize("query", ['"立刻停火"', "'立刻停火", "停或", "毫无关系的话"])
def test_what_is_quoted_marked_short_or_quite_different_is_not_guessed(query: str) -> None:
    assert passages(make_index(CHINESE), query) == []


@pytest.mark.parametrize(
    ("text", "query", "found"),
    [
        ("台湾问题", "台", "台"),
        ("สันติภาพ", "ส", "สั"),
        ("중국의", "중", "중"),
        ("平和を", "を", "を"),
        ("外交部说", "交", "交"),
    ],
)
def test_one_character_alone_is_lit_alone(text: str, query: str, found: str) -> None:
    (hit,) = hits(make_index(text), query)

    assert lit(hit) == [found]


def test_last_character_may_still_get_its_marks_while_it_is_typed() -> None:
    index = make_index("ผู้ลี้ภัยในยุโรป")

    for typed in ("ผู้ล", "ผู้ลี", "ผู้ลี้", "ผู้ลี้ภ"):
        assert [hit.grade for hit in hits(index, typed)] == [Grade.EXACT], typed


@given(st.text("战争和平停火谈判", min_size=3, max_size=12), st.data())
def test_no_place_is_farther_away_than_allowed_and_a_spoilt_run_is_found(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 3))
    run = text[start : data.draw(st.integers(start + 3, len(text)))]
    place = data.draw(st.integers(0, len(run) - 1))
    typed = run[:place] + data.draw(st.sampled_from(["", "王"])) + run[place + 1 :]
    phrase = parse_query(f"{typed} ").wanted[0][0]
    index = make_index("-".join(text), text)
    if not isinstance(phrase, Phrase):
        return
    tokens = index.segments[0].tokens[index.segments[0].starts[1] :].tolist()

    for near in near_runs(index, tokens, phrase):
        assert OSA.distance(units_of(phrase), text[near.start : near.stop]) == near.edits <= phrase.edits
    if len(run) > 4 and text not in typed and 0 < place < len(run) - 1:
        assert text in passages(index, f"{typed} ")
