"""Which passages answer: just those a naive scan of all words finds, and mistyped words where nothing is better."""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.search.collection import (
    VOCABULARY,
    answer,
    collections,
    exact_passages,
    hits,
    make_index,
    passages,
    places,
    scan,
)
from tui.documents.model import Document
from tui.search.expansion import Grade
from tui.search.index import Index, index_documents

_WORD = st.sampled_from(VOCABULARY)
_INDEXERS: list[Callable[[Sequence[Document]], Index]] = [
    index_documents,
    lambda documents: Index().adding(documents[:1]).adding(documents[1:]),
]


def stands_in_a_row(words: list[str], row: Sequence[str]) -> bool:
    return any(words[at : at + len(row)] == list(row) for at in range(len(words) - len(row) + 1))


def assert_found(documents: list[Document], query: str, is_wanted: Callable[[list[str]], bool]) -> None:
    """The passages found for a query, and their number in each document, are those of a naive scan."""
    wanted = scan(documents, is_wanted)
    for make in _INDEXERS:
        found = answer(make(documents), query)
        assert places(found.hits) == wanted
        assert len(found.hits) == found.passages == len(wanted)
        assert all(hit.is_exact for hit in found.hits)
        sizes = Counter(name for name, _ in wanted)
        assert {documents[number].id: count for number, count in found.counts.items()} == sizes
        assert {document.id for document in found.absent} == {document.id for document in documents} - set(sizes)


@given(collections(), _WORD, _WORD)
def test_exact_words_are_found_where_all_of_them_stand(documents: list[Document], one: str, other: str) -> None:
    assert_found(documents, f"'{one}", lambda words: one in words)
    assert_found(documents, f"'{one} '{other}", lambda words: one in words and other in words)


@settings(max_examples=80)
@given(collections(), st.lists(_WORD, min_size=2, max_size=4), st.data())
def test_phrase_is_found_where_its_words_stand_side_by_side(
    documents: list[Document], row: list[str], data: st.DataObject
) -> None:
    text = data.draw(st.sampled_from([block.text for document in documents for block in document.blocks]))
    words = re.findall("[a-z]+", text.lower())
    at = data.draw(st.integers(0, len(words) - 1))
    real = words[at : at + 3]

    for phrase in (row, real):
        assert_found(documents, f'"{" ".join(phrase)}"', partial(stands_in_a_row, row=phrase))


@given(collections(), _WORD, st.integers(1, 4))
def test_star_finds_every_word_that_begins_so(documents: list[Document], word: str, length: int) -> None:
    beginning = word[:length]

    assert_found(documents, f"{beginning}*", lambda words: any(each.startswith(beginning) for each in words))


@given(collections(), _WORD, _WORD, _WORD)
def test_one_of_several_is_enough(documents: list[Document], one: str, other: str, third: str) -> None:
    assert_found(documents, f"'{one} OR '{other}", lambda words: one in words or other in words)
    assert_found(
        documents, f"'{one} OR '{other} '{third}", lambda words: (one in words or other in words) and third in words
    )
    assert_found(
        documents,
        f'"{one} {other}" OR {third}*',
        lambda words: stands_in_a_row(words, [one, other]) or any(each.startswith(third) for each in words),
    )


@given(collections(), _WORD, _WORD, _WORD)
def test_what_is_left_out_is_not_found(documents: list[Document], one: str, other: str, third: str) -> None:
    assert_found(documents, f"'{one} -{other}", lambda words: one in words and other not in words)
    assert_found(documents, f"'{one} -{other} -{third}", lambda words: one in words and not {other, third} & set(words))
    assert_found(
        documents,
        f'\'{one} -"{other} {third}"',
        lambda words: one in words and not stands_in_a_row(words, [other, third]),
    )
    assert_found(
        documents,
        f"'{one} -{other[:2]}*",
        lambda words: one in words and not any(each.startswith(other[:2]) for each in words),
    )


def random_edit(word: str, data: st.DataObject) -> str:
    """Return a word with one letter put in, left out or changed, or two neighbours exchanged."""
    at = data.draw(st.integers(0, len(word) - 1))
    letter = data.draw(st.sampled_from("abcdefghijklmnopqrstuvwxyz"))
    swapped = word[:at] + word[at + 1 : at + 2] + word[at] + word[at + 2 :]
    return data.draw(
        st.sampled_from(
            [word[:at] + letter + word[at:], word[:at] + letter + word[at + 1 :], word[:at] + word[at + 1 :], swapped]
        )
    )


@settings(max_examples=150)
@given(collections(), st.data())
def test_one_edit_in_a_longer_word_still_finds_the_passage(documents: list[Document], data: st.DataObject) -> None:
    words = {word for document in documents for word in document.text.lower().split() if word.isalpha()}
    longer = sorted(word for word in words if len(word) >= 5)
    if not longer:
        return
    word = data.draw(st.sampled_from(longer))
    typed = random_edit(word, data)
    if typed in VOCABULARY:
        return

    for query in (typed, f"{typed} "):
        found = hits(index_documents(documents), query)
        assert scan(documents, lambda words: word in words) <= places(found)
        assert not any(hit.is_exact for hit in found)


@given(collections(), st.lists(_WORD, min_size=1, max_size=3, unique=True))
def test_words_as_they_are_typed_are_all_found_and_come_first(documents: list[Document], words: list[str]) -> None:
    found = hits(index_documents(documents), f"{' '.join(words)} ")

    exact = [hit for hit in found if hit.is_exact]
    assert places(exact) == scan(documents, lambda there: set(words) <= set(there))
    assert list(found[: len(exact)]) == exact


@given(collections(), _WORD, _WORD, st.permutations(["{} {}", "{} OR {}", '"{} {}"', "'{} '{}", "{}-{}", "{} -{}"]))
def test_what_is_found_does_not_depend_on_what_was_asked_before(
    documents: list[Document], one: str, other: str, forms: list[str]
) -> None:
    index = index_documents(documents)

    for form in [*forms, *forms]:
        query = form.format(one, other)
        again, fresh = answer(index, query), answer(index_documents(documents), query)
        assert [(hit.document.id, hit.block) for hit in again.hits] == [
            (hit.document.id, hit.block) for hit in fresh.hits
        ]
        assert [round(hit.score, 4) for hit in again.hits] == [round(hit.score, 4) for hit in fresh.hits]


@pytest.mark.parametrize("queries", [("war peace", "war OR peace"), ("war OR peace", "war peace")])
def test_words_wanted_together_may_be_wanted_alternatively_next(queries: tuple[str, str]) -> None:
    index = make_index("war and peace", "peace", "war")

    for query in queries:
        assert "war and peace" in passages(index, query)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("sanctons", ["sanctions"]),
        ("the escallation wnet", ["the escalation went on"]),
        ("piece treaty", ["peace treaty"]),
        ("de-escalation", ["de-escalation now", "deescalation now"]),
        ("deescalation", ["deescalation now", "de-escalation now"]),
        ("'de-escalation", ["de-escalation now"]),
        ('"peace treaty"', ["peace treaty"]),
        ('"treaty peace"', []),
        ('"peace treat"', []),
        ("'treat", []),
        ("treat*", ["peace treaty"]),
        ("xyzzyq", []),
        ("kind:note", []),
    ],
)
def test_words_are_forgiven_and_quoted_ones_are_not(query: str, found: list[str]) -> None:
    index = make_index("the escalation went on", "peace treaty", "de-escalation now", "deescalation now", "sanctions")

    assert passages(index, query) == found


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("Ukraine's people", "'ukraine"),
        ("Ukraine’s people", "'ukraine"),
        ("Ukraine people", "'Ukraine's"),
        ("Ukraineʼs people", '"ukraine’s people"'),
        ("l’Ukraine libre", "'ukraine"),
        ("don’t go", "'dont"),
        ("cafe\u0301 closed", "'café"),
        ("café closed", "'cafe\u0301"),
        ("CAFÉ", "'cafe"),
        ("co\u00adopera\u00adtion", "'cooperation"),
        ("peace\u00a0treaty", '"peace treaty"'),
        ("peace\u202ftreaty", '"peace treaty"'),
        ("peace\ntreaty", '"peace treaty"'),
        ("peace – treaty", '"peace treaty"'),
        ("ёлка стоит", "'елка"),
        ("елка стоит", "'ёлка"),
        ("ИСТОРИЯ", "'история"),
        ("Diyarbakır", "'diyarbakir"),
        ("DİYARBAKIR", "'diyarbakır"),
        ("ﬁnal oﬃce", "'final 'office"),
        ("Straße", "'strasse"),
        ("STRASSE", "'straße"),
        ("ＮＡＴＯ", "'nato"),
        ("the U.S. troops", "'US"),
        ("the US troops", "'U.S."),
        ("U.S.", "'us"),
        ("U.N. troops", "'UN"),
        ("UN troops", "'U.N."),
        ("1,000,000 people", "'1000000"),
        ("1000000 people", "'1,000,000"),
        ("1.000.000 people", "1,000,000"),
        ("1\u00a0000\u00a0000 people", "'1000000"),
        ("1\u00a0000\u00a0000 people", "1 000 000"),
        ("中国人民的和平", "'中国"),
        ("中国人民的和平", "人民的"),
        ("中国人民的和平", "'平"),
        ("中国人民的和平", "'国"),
        ("สันติภาพในยูเครน", "สันติภาพ"),
        ("สันติภาพในยูเครน", "ยูเครน"),
        ("平和を求める", "平和"),
        ("우크라이나는 평화를", "우크라이나"),
        ("우크라이나는 평화를", "'평화"),
        ("G7正上", "正上"),
        ("Łódź", "'lodz"),
        ("naïve", "'naive"),
        ("don't", "'don’t"),
        ("far‑right", '"far-right"'),
        ("far right", "'far-right"),
    ],
)
def test_spellings_of_one_word_find_each_other_as_exact(text: str, query: str) -> None:
    assert exact_passages(make_index("nothing of it here", text), query) == [text]


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("the US troops", "'use"),
        ("tell us", "'US"),
        ("tell us", "'U.S."),
        ("15 people", "'1.5"),
        ("1,5 people", "'15"),
        ("國人", "'中国"),
        ("中人国", "'中国"),
        ("中 国", "'中国"),
        ("国中", "'中国"),
        ("peace. treaty of war", '"peace war"'),
        ("か", "'が"),
    ],
)
def test_other_words_are_not_found_as_exact(text: str, query: str) -> None:
    assert exact_passages(make_index("nothing of it here", text), query) == []


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("한국 정부는 전쟁을", '"한국 정부"'),
        ("코로나19 이후", "코로나19"),
        ("中国2022年战争", "中国2022年"),
        ("日本、中国、米国", '"中国、米国"'),
        ("NATO北約USA", "北約USA"),
        ("สงคราม และ สันติภาพ", '"สงคราม และ"'),
    ],
)
def test_run_without_spaces_is_found_inside_a_phrase(text: str, query: str) -> None:
    assert exact_passages(make_index("nothing of it here", text), query) == [text]


def test_phrase_does_not_run_from_one_passage_into_the_next() -> None:
    index = make_index("we want peace", "treaty of war")

    assert passages(index, '"peace treaty"') == []


def test_word_still_being_typed_is_found_by_its_beginning_and_a_finished_one_is_not() -> None:
    index = make_index("the escalation went on")

    assert passages(index, "escal") == ["the escalation went on"]
    assert passages(index, "went escal") == ["the escalation went on"]
    assert "the escalation went on" not in exact_passages(index, "escal")
    assert passages(index, "escal ") == []


def test_numbers_must_be_right() -> None:
    index = make_index("in 2014 and 2022")

    assert passages(index, "2022") == ["in 2014 and 2022"]
    assert passages(index, "2023 ") == []


def test_only_one_of_two_alternatives_need_be_near() -> None:
    index = make_index("an escalation", "some xylophones")

    assert sorted(passages(index, "escallation OR xylophone ")) == ["an escalation", "some xylophones"]


def test_field_left_out_leaves_out_only_what_it_names() -> None:
    index = make_index("war")

    assert passages(index, "war -title:ones") == ["war"]


def test_star_after_a_hyphenated_beginning_finds_the_joined_spelling() -> None:
    index = make_index("co-operation", "cooperation")

    assert sorted(passages(index, "co-oper*")) == ["co-operation", "cooperation"]


_MANY_WORDS = [f"word{first}{second}" for first in "abcdefghij" for second in "abcdefghi"]


def test_long_remembered_text_finds_its_passage() -> None:
    text = " ".join(_MANY_WORDS)

    assert passages(make_index(text, " ".join(_MANY_WORDS[:50])), f"{text} ") == [text]


def test_long_remembered_text_with_an_unknown_word_finds_the_passage_that_holds_all_the_others() -> None:
    text = " ".join(_MANY_WORDS)

    hit = hits(make_index(text, " ".join(_MANY_WORDS[:50])), f"{text} xylophonist ")[0]

    assert hit.passage.text == text
    assert hit.missing == ("xylophonist",)


@pytest.mark.parametrize("query", ["war peace xyzzyq", "xyzzyq war peace ", 'xyzzyq "war peace"', "war xyzzyq peace "])
def test_unknown_word_is_done_without_where_all_the_others_stand(query: str) -> None:
    index = make_index("war peace", "only war", "only peace")

    (hit,) = hits(index, query)

    assert hit.passage.text == "war peace"
    assert (hit.grade, hit.is_exact, hit.missing) == (Grade.NONE, False, ("xyzzyq",))
    assert answer(index, query).unknown == ("xyzzyq",)


def test_known_word_is_done_without_only_where_no_passage_has_everything() -> None:
    apart = hits(make_index("war here", "peace here", "neither"), "war peace ")

    assert [(hit.passage.text, hit.grade, hit.missing) for hit in apart] == [
        ("war here", Grade.NONE, ("peace",)),
        ("peace here", Grade.NONE, ("war",)),
    ]
    assert passages(make_index("war here", "peace here", "war and peace"), "war peace ") == ["war and peace"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("war 'peace ", ["now peace"]),
        ("war peace* ", ["peaceful", "now peace"]),
        ('war "now peace"', ["now peace"]),
        ("'war 'peace ", []),
        ('here "peace now"', []),
        ("war -here", []),
    ],
)
def test_what_is_to_be_taken_at_its_word_is_never_done_without(query: str, found: list[str]) -> None:
    assert sorted(passages(make_index("war here", "peaceful", "now peace"), query)) == sorted(found)


@pytest.mark.parametrize(
    ("typed", "is_found"),
    [("war", True), ("wor", True), ("wra", True), ("warr", True), ("wxyr", True), ("oar", True), ("wa", False),
     ("wo", False), ("xyr", False), ("wxyrz", False)],
)  # fmt: skip
def test_short_words_are_forgiven_little(typed: str, is_found: bool) -> None:
    assert bool(passages(make_index("war"), f"{typed} ")) is is_found
