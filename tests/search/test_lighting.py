"""What is lit: just the characters that were found, as they stand in the text."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.samples import damaged_statements, read_text
from tests.search.collection import VOCABULARY, collections, hits, lit, make_document, make_index
from tui.documents.model import Document
from tui.search.index import index_documents
from tui.search.lexer import QueryError
from tui.tokens import fold_token, raw_tokens


def terms(text: str, query: str) -> dict[str, str]:
    (hit,) = hits(make_index(text), query)
    return dict(hit.terms)


@pytest.mark.parametrize(
    ("text", "query", "found"),
    [
        ("War, and more WAR.", "war", ["War", "WAR"]),
        ("war and peace and war", "war peace", ["war", "peace", "war"]),
        ("Ukraine's and Ukraine’s east", "ukraine", ["Ukraine", "Ukraine"]),
        ("Ukraine's and Ukraine’s east", "ukraine's", ["Ukraine's", "Ukraine’s"]),
        ("Ukraine's and Ukraine’s east", "'ukraine’s", ["Ukraine's", "Ukraine’s"]),
        ("the cafe\u0301 and the café", "cafe", ["cafe\u0301", "café"]),
        ("co\u00adopera\u00adtion now", "cooperation", ["co\u00adopera\u00adtion"]),
        ("peace\u00a0treaty", "treaty", ["treaty"]),
        ("the new\ncold – war, a cold wind", '"cold war"', ["cold – war"]),
        ("the new\ncold – war, a cold wind", '"new cold"', ["new\ncold"]),
        ("a de-escalation", "de-escalation", ["de-escalation"]),
        ("a deescalation", "de-escalation", ["deescalation"]),
        ("the president's men’s", '"the president"', ["the president"]),
        ("война ещё идёт", "еще идет", ["ещё", "идёт"]),
        ("DİYARBAKIR", "diyarbakır", ["DİYARBAKIR"]),
        ("a ﬁnal word", "final", ["ﬁnal"]),
        ("the U.S. and the US tell us", "US", ["U.S.", "US"]),
        ("the U.S. and the US tell us", "us", ["U.S.", "US", "us"]),
        ("1,000,000 and 1000000", "1000000", ["1,000,000", "1000000"]),
        ("about 150 000 people", "150000", ["150 000"]),
        ("about 150 000 people", "150 000 ", ["150", "000"]),
        ("about 150,000 people", "150 000 ", ["150,000"]),
        ("resolutions 242 (1967) and 338", "242 338 ", ["242", "338"]),
        ("عدد ١٬٢٠٠ شخص", "1200 ", ["١٬٢٠٠"]),
        ("l’auteur et son auteur", "auteur ", ["auteur", "auteur"]),
        ("l’auteur", "l'auteur ", ["l’auteur"]),
        ("dans l’intérêt de tous", '"intérêt de"', ["intérêt de"]),
        ("İstanbul’daki görüşmeler", "'istanbul ", ["İstanbul"]),
        ("Türkiye'nin tutumu", '"Türkiye"', ["Türkiye"]),
        ("U.S. policy", "u s policy ", ["U.S.", "policy"]),
        ("Ukraine's east", "ukraine s east ", ["Ukraine", "east"]),
        ("they don’t know", "don t know ", ["don’t", "know"]),
        ("the F-16 and the S-300", "F16 ", ["F-16"]),
        ("the G-8, the T-72", "T72 ", ["T-72"]),
        ("a Co-operation, an operation", "cooperation ", ["Co-operation"]),
        ("the joint session", "jointsession ", ["joint session"]),
        ("of persecution and", "persecu tion ", ["persecution"]),
        ("中国人民的和平", "人民的", ["人民的"]),
        ("中国人民的和平", "平", ["平"]),
        ("สันติภาพในยูเครน", "ภาพ", ["ภาพ"]),
        ("우크라이나는 평화를", "우크라이나", ["우크라이나"]),
        ("warring wars warn a war", "war*", ["warring", "wars", "warn", "war"]),
        ("the escalation, an escalations", "escallation", ["escalation"]),
        ("it is an escalation", "escal", ["escalation"]),
        ("war war war", '"war war"', ["war war war"]),
        ("war. War! (war)", "'war", ["war", "War", "war"]),
        ("a war of trade", "war -peace", ["war"]),
        ("a war of trade", "war kind:paragraph", ["war"]),
        ("a war of trade", "kind:paragraph", []),
        ("a war of trade", "war xyzzyq", ["war"]),
        ("\x1b]war\x07\x00", "war", ["war"]),
    ],
)
def test_found_words_are_lit_as_they_stand(text: str, query: str, found: list[str]) -> None:
    found_hits = hits(make_index(text), query)

    assert [lit(hit) for hit in found_hits] == [found]


def test_all_alternatives_that_stand_there_are_lit() -> None:
    (hit,) = hits(make_index("sanctions and weapons"), "sanctions OR weapons")

    assert lit(hit) == ["sanctions", "weapons"]


@pytest.mark.parametrize(
    ("text", "query", "stands_for"),
    [
        ("the escalation", "escallation", {"escallation": "escalation"}),
        ("the ESCALATION", "Escallation", {"Escallation": "escalation"}),
        ("the escalation", "escal", {"escal": "escalation"}),
        ("the escalation", "escalation", {}),
        ("the wars", "war", {"war": "wars"}),
        ("Ukraine’s east", "ukraine", {}),
        ("Ukraine’s east", "ukraien", {"ukraien": "ukraine"}),
        ("a deescalation", "de-escalation", {"de-escalation": "deescalation"}),
        ("a deescallation of sanctions", "sanctons of", {"sanctons": "sanctions"}),
        ("the escalations of war", "escal*", {}),
        ("co\u00adopera\u00adtion", "coperation", {"coperation": "cooperation"}),
        ("an escalation of sanctions", "escallation sanctons", {"escallation": "escalation", "sanctons": "sanctions"}),
        ("war and weapons", "wepons OR treaty", {"wepons": "weapons"}),
    ],
)
def test_approximate_hit_says_which_words_stand_for_which(text: str, query: str, stands_for: dict[str, str]) -> None:
    found = hits(make_index(text), query)

    assert dict(pair for hit in found for pair in hit.terms) == stands_for
    assert all(hit.is_exact is not bool(stands_for) for hit in found)


def test_nearest_spellings_alone_are_lit() -> None:
    (hit,) = hits(make_index("peace and peach and place and peaces"), "peace ")

    assert lit(hit) == ["peace"]


def test_words_nearly_as_alike_are_lit_together() -> None:
    (hit,) = hits(make_index("escalation and escalations"), "escalatin")

    assert "escalation" in lit(hit)


def test_spans_are_offsets_of_the_whole_text() -> None:
    document = make_document("a", "first of all", "then war", "and war again")

    found = hits(index_documents([document]), "'war")

    first, second = document.text.index("war"), document.text.rindex("war")
    assert {hit.spans for hit in found} == {((first, first + 3),), ((second, second + 3),)}


def assert_well_lit(document: Document, query: str) -> None:
    """Spans lie inside the passage, in order and apart, and split no character from its marks."""
    try:
        found = hits(index_documents([document]), query)
    except QueryError:
        return
    for hit in found:
        block = document.blocks[hit.block]
        start = block.start + hit.passage.span.start
        end = block.start + hit.passage.span.end
        assert document.text[start:end] == hit.passage.text
        at = start
        for span in hit.spans:
            assert at <= span.start < span.end <= end
            at = span.end
            for edge in (span.start, span.end):
                after = document.text[edge : edge + 1]
                assert edge in (start, end) or not unicodedata.combining(after) or document.text[edge - 1].isspace()


@settings(max_examples=60)
@given(damaged_statements(), st.data())
def test_spans_lie_in_the_passage_in_order_and_split_no_character(text: str, data: st.DataObject) -> None:
    document = read_text(text)
    tokens = raw_tokens(document.text) or ["war"]
    word, other = data.draw(st.sampled_from(tokens)), data.draw(st.sampled_from(tokens))

    for query in (
        word,
        f"{word} {other} ",
        f'"{word} {other}"',
        f"{word[:2]}*",
        f"{word}x {other}",
        f"{word} OR {other}",
    ):
        assert_well_lit(document, query)


@settings(max_examples=80)
@given(
    st.text(st.sampled_from("abe\u0301\u0308é中国人กัก็ーｶﾞがか\u3099한국\u1112\u1161\u11ab \u00ad’'s."), max_size=30),
    st.data(),
)
def test_spans_split_no_character_of_any_script(text: str, data: st.DataObject) -> None:
    tokens = raw_tokens(text) or ["war"]

    for query in (data.draw(st.sampled_from(tokens)), "'" + data.draw(st.sampled_from(tokens)), tokens[0][:1] + "*"):
        assert_well_lit(make_document("one", text), query)


@given(collections(), st.sampled_from(VOCABULARY), st.sampled_from(VOCABULARY))
def test_exact_words_are_lit_everywhere_and_nothing_else_is(documents: list[Document], one: str, other: str) -> None:
    for hit in hits(index_documents(documents), f"'{one} '{other}"):
        wanted = [word for word in raw_tokens(hit.passage.text) if fold_token(word) in (one, other)]
        assert lit(hit) == wanted


@given(collections(), st.sampled_from(VOCABULARY), st.sampled_from(VOCABULARY))
def test_lit_phrase_is_made_of_its_words(documents: list[Document], one: str, other: str) -> None:
    for hit in hits(index_documents(documents), f'"{one} {other}"'):
        assert hit.spans
        for piece in lit(hit):
            words = [fold_token(word) for word in raw_tokens(piece)]
            assert words[:2] == [one, other]
            assert len(words) == 2 or one == other


@given(collections(), st.text(st.sampled_from("aceprsw"), min_size=3, max_size=8))
def test_hit_with_nothing_missing_lights_something_and_names_what_is_not_as_typed(
    documents: list[Document], typed: str
) -> None:
    for hit in hits(index_documents(documents), f"{typed} "):
        folded = {fold_token(word) for word in lit(hit)}
        assert folded
        assert hit.missing == ()
        assert hit.is_exact is (folded == {typed})
        assert bool(hit.terms) is not hit.is_exact
