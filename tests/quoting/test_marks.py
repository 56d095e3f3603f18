"""Marks that may be changed without changing a quotation, and the one pair around it."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.quoting.changed_marks import WAYS, with_other_marks
from tests.samples import statements
from tui.quoting.marks import (
    DASHES,
    QUOTATION_MARKS,
    UNSEEN,
    plain_mark,
    squeeze,
    unwrapped,
    without_repeated_marks,
)


@pytest.mark.parametrize(
    ("marks", "plain"), [(QUOTATION_MARKS, "'"), (DASHES, "-"), (UNSEEN, ""), ("aé.!?;中0_", None)]
)
def test_plain_mark_is_one_for_all_marks_of_a_kind(marks: str, plain: str | None) -> None:
    assert [plain_mark(mark) for mark in marks] == [mark if plain is None else plain for mark in marks]


@pytest.mark.parametrize(
    ("text", "squeezed"),
    [
        ("", ""),
        ("Peace now", "Peacenow"),
        ("“Peace – now,” he said …", "Peacenow,hesaid"),
        ("It’s it's itʼs it`s", "Itsitsitsits"),
        ("co\u00adop\u200ber-a\u2011te", "cooperate"),
        ("a\x00b\x1bc\x9fd\x7f", "abcd"),
        ("a\u00a0b\u3000c\nd\u2009e", "abcde"),
        ("e\u0301tude", "étude"),
        ("e\u200d\u0301tude", "étude"),
        ("Ends. . . . Begins... Ends….", "EndsBeginsEnds"),
        ("1.5 and 15", "15and15"),
        ("?!;:,()[]", "?!;:,()[]"),
    ],
)
def test_squeezed_text_has_neither_spaces_nor_marks(text: str, squeezed: str) -> None:
    assert squeeze(text) == squeezed


@pytest.mark.parametrize("way", sorted(set(WAYS) - {"first letter"}))
@given(text=statements(), random=st.integers(0, 1 << 32).map(Random))
def test_texts_that_differ_in_marks_alone_are_one_when_squeezed(way: str, text: str, random: Random) -> None:
    assert squeeze(WAYS[way](text, random)) == squeeze(text)


@given(statements(), st.integers(0, 1 << 32).map(Random))
def test_squeezing_twice_changes_nothing_more(text: str, random: Random) -> None:
    squeezed = squeeze(with_other_marks(text, random))

    assert squeeze(squeezed) == squeezed


@pytest.mark.parametrize(
    ("quotation", "bare"),
    [
        ("“We want peace.”", "We want peace."),
        ("  “We want peace.”\n", "We want peace."),
        ('"We want peace."', "We want peace."),
        ("'We want peace.'", "We want peace."),
        ("‘We want peace.’", "We want peace."),
        ("„Wir wollen Frieden.“", "Wir wollen Frieden."),
        ("„Wir wollen Frieden.”", "Wir wollen Frieden."),
        ("« Nous voulons la paix. »", "Nous voulons la paix."),
        ("»Wir wollen Frieden.«", "Wir wollen Frieden."),
        ("‹paix›", "paix"),
        ("›Frieden‹", "Frieden"),
        ("「和平」", "和平"),
        ("``peace''", "`peace'"),
        ("“He said “peace” to us”", "He said “peace” to us"),
        ("‘It’s the workers’ day’", "It’s the workers’ day"),
        ('“He said "peace" to us”', 'He said "peace" to us'),
    ],
)
def test_one_pair_of_marks_around_a_quotation_goes(quotation: str, bare: str) -> None:
    assert unwrapped(quotation) == bare


@pytest.mark.parametrize(
    "quotation",
    [
        "",
        "“",
        "“”",
        "a",
        "We want peace.",
        "“Peace” and “bread”",
        '"Peace" and "bread"',
        "‘Peace’ and ‘bread’",
        "„Frieden“ und „Brot“",
        "«paix» et «pain»",
        "“We want peace.",
        "We want peace.”",
        "”We want peace.“",
        "“Peace,” he said",
        "’tis peace’",
        "«paix“",
    ],
)
def test_marks_that_are_no_pair_around_all_stay(quotation: str) -> None:
    assert unwrapped(quotation) == quotation


@pytest.mark.parametrize(
    ("quotation", "bare"),
    [
        ("“One.\n\n“Two.”", "One.\n\nTwo."),
        ("“One.\n\n“Two.\n \n  “Three.”", "One.\n\nTwo.\n\nThree."),
        ('"One.\n\n"Two."', "One.\n\nTwo."),
        ("«Un.\n\n«Deux.»", "Un.\n\nDeux."),
        ("“One.\n\n“Two.", "One.\n\nTwo."),
    ],
)
def test_mark_that_opens_each_paragraph_of_a_quotation_goes(quotation: str, bare: str) -> None:
    assert without_repeated_marks(quotation) == bare


@pytest.mark.parametrize(
    "quotation", ["", "“One.”", "“One.\n\nTwo.”", "One.\n\n“Two.”", "One.\n\nTwo.", "“One.\n“Two.”"]
)
def test_marks_that_open_no_further_paragraph_stay(quotation: str) -> None:
    assert without_repeated_marks(quotation) == quotation
