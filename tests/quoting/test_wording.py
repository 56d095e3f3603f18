"""Two copies of a passage are one row of words and marks, and each word is known where it stands."""

import re
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.quoting.changed_marks import WAYS
from tests.quoting.made_quotes import odd_texts
from tests.samples import statements
from tui.quoting.marks import squeeze
from tui.quoting.wording import Wording, starts_of
from tui.text import Span


@pytest.mark.parametrize(
    ("text", "forms"),
    [
        ("", ""),
        (" \n\t\u00a0", ""),
        ("We want peace.", "We want peace ."),
        ("don't don’t donʼt don`t don´t", "don ' t don ' t don ' t don ' t don ' t"),
        ("“Peace” "
         "„Peace“ «Peace» 'Peace' ``Peace''", "' Peace ' Peace ' Peace ' Peace ' Peace '"),
        ("“‘Peace’”", "' Peace '"),
        ("“ ‘Peace’ ”", "' Peace '"),
        ("“Yes.”\n\n“No.”", "' Yes . ' No . '"),
        ("“Yes.” “No.”", "' Yes . ' No . '"),
        ("war – peace — war -- peace --- war", "war - peace - war - peace - war"),
        ("post-war post‐war post‑war post−war", "post - war post - war post - war post - war"),
        ("So … it", "So ... it"),
        ("So ... it", "So ... it"),
        ("So . . . it", "So ... it"),
        ("So .. it", "So ... it"),
        ("So…it", "So ... it"),
        ("So …… it", "So ... it"),
        ("End. … It", "End . ... It"),
        ("End. ... It", "End . ... It"),
        ("End.... It", "End . ... It"),
        ("End…. It", "End . ... It"),
        ("End. . . . It", "End . ... It"),
        ("End.\n\n... It", "End . ... It"),
        ("(a; b: c!)", "( a ; b : c ! )"),
        ("1,000.50 and 3.5%", "1,000.50 and 3.5 %"),
        ("e\u0301tude étude e\u200d\u0301tude", "étude étude étude"),
        ("co\u00adope\u200brate\ufeff \u200b \u2060x", "cooperate x"),
        ("a\x00b\x1b \x9fc", "ab c"),
        ("snake_case", "snake_case"),
        ("和平。", "和平 。"),
    ],
)  # fmt: skip
def test_text_is_a_row_of_words_and_plain_marks(text: str, forms: str) -> None:
    assert Wording(text).forms == forms.split()
    assert len(Wording(text)) == len(forms.split())


@pytest.mark.parametrize("way", sorted(set(WAYS) - {"first letter"}))
@given(text=statements(), random=st.integers(0, 1 << 32).map(Random))
def test_copies_that_differ_in_marks_alone_are_one_row(way: str, text: str, random: Random) -> None:
    assert Wording(WAYS[way](text, random)).forms == Wording(text).forms


@given(st.one_of(statements(), odd_texts))
def test_words_stand_where_they_are_said_to_and_only_unseen_things_stand_between(text: str) -> None:
    wording = Wording(text)
    ends = [0, *(span.end for span in wording.spans)]
    starts = [*(span.start for span in wording.spans), len(text)]

    assert len(wording.spans) == len(wording.forms)
    assert all(span.start < span.end for span in wording.spans)
    assert all(end <= start for end, start in zip(ends, starts, strict=True))
    assert "".join(squeeze(text[end:start]) for end, start in zip(ends, starts, strict=True)) == ""


@given(st.lists(st.sampled_from("a b aa . ' -".split()), max_size=30), st.data())
def test_places_are_all_at_which_the_forms_stand_in_a_row(forms: list[str], data: st.DataObject) -> None:
    wording = Wording("")
    wording.forms = forms
    sought = data.draw(st.lists(st.sampled_from("a b aa . ' -".split()), min_size=1, max_size=3))

    places = [place for place in range(len(forms)) if forms[place : place + len(sought)] == sought]

    assert list(wording.places(sought)) == places


@pytest.mark.parametrize(
    ("start", "end", "text"),
    [
        (0, 3, "“We want"),
        (1, 4, "We want peace"),
        (1, 6, "We want peace.”"),
        (5, 8, "“They too"),
        (5, 10, "“They too.”"),
        (4, 6, ".”"),
        (5, 6, "”\n\n“"),
        (3, 8, "peace.”\n\n“They too"),
    ],
)
def test_marks_of_the_neighbouring_words_are_left_out_at_the_ends(start: int, end: int, text: str) -> None:
    wording = Wording("“We want peace.”\n\n“They too.”")
    span = wording.span(start, end)

    assert wording.text[span.start : span.end] == text


@given(statements(), st.data())
def test_stretch_between_two_words_reaches_from_the_first_to_the_last(text: str, data: st.DataObject) -> None:
    wording = Wording(text)
    words = [place for place, form in enumerate(wording.forms) if form[0].isalnum()]
    if not words:
        return
    first = data.draw(st.sampled_from(words))
    last = data.draw(st.sampled_from([word for word in words if word >= first]))

    assert wording.span(first, last + 1) == Span(wording.spans[first].start, wording.spans[last].end)


@pytest.mark.parametrize(
    ("text", "starts"),
    [
        ("The war", ["The war", "the war"]),
        ("the war", ["the war", "The war"]),
        ("“the war", ["' the war", "' The war"]),
        ("... the war", ["... the war", "... The war"]),
        ("4 wars", ["4 wars"]),
        ("iPhone", ["iPhone", "IPhone"]),
        ("NATO is", ["NATO is", "nATO is"]),
        ("Über uns", ["Über uns", "über uns"]),
        ("和平", ["和平"]),
        ("...", ["..."]),
        ("", [""]),
    ],
)
def test_first_word_may_have_a_small_letter_or_a_capital(text: str, starts: list[str]) -> None:
    assert [" ".join(forms) for forms in starts_of(Wording(text).forms)] == starts


@pytest.mark.parametrize(
    "text", ["“" * 50_000, ". " * 50_000, "…" * 50_000, "\u200b" * 50_000, "“" + " " * 50_000 + "a"]
)
def test_text_of_nothing_but_marks_takes_no_longer_than_its_length(text: str) -> None:
    assert len(Wording(text)) <= 2


def test_white_space_within_a_run_of_marks_makes_no_difference() -> None:
    assert len({tuple(Wording(re.sub(" ", space, "a” “ ‘b . . . c")).forms) for space in (" ", "\n", "\u00a0")}) == 1
