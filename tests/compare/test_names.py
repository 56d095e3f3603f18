"""Names: what is one, where it stands, and in which other forms it is the same."""

import pytest
from hypothesis import given

from tests.compare.texts import texts
from tests.samples import damaged_statements
from tui.compare.names import Name, Names, stands_among

_REST = "it was said in the old house by the river that nobody had come to the small city before the winter was over"
"""A passage without a name, so that capitals tell something."""


def found(*passages: str) -> list[str]:
    """Return the names of the first of some passages."""
    return [name.text for name in Names([*passages, _REST]).of_passages[0]]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("The president met Vladimir Putin in Moscow.", ["Vladimir Putin", "Moscow"]),
        ("George W. Bush spoke.", ["George W. Bush"]),
        ("Ludwig van Beethoven lived in Bonn.", ["Ludwig van Beethoven", "Bonn"]),
        ("They signed the Treaty of Versailles there.", ["Treaty of Versailles"]),
        ("This is Ukraine’s President, Volodymyr Zelensky.", ["Ukraine", "President", "Volodymyr Zelensky"]),
        ("The UN and NATO said so.", ["UN", "NATO"]),
        ("It was the U.S. that came.", ["U.S."]),
        ("There was Jean-Luc Picard.", ["Jean-Luc Picard"]),
        ("We came to Kiev. Russia agreed.", ["Kiev"]),
        ("We came to Russia. Russia agreed.", ["Russia", "Russia"]),
        ("Nobody came. Somebody went.", []),
        ("However, it rained. “Peace,” he said.", []),
        ("The party decided. Then the Party met.", ["Party"]),
        ("On Monday in March I came with Mr. and Mrs. of no name.", []),
        ("They spoke of Co-operation and of Anglo-Saxon kings.", ["Anglo-Saxon"]),
        ("SHOUTING ALL OF IT IN MOSCOW", []),
        ("Владимир Путин сказал это в городе Москва.", ["Владимир Путин", "Москва"]),
        ("", []),
    ],
)
def test_names_are_told_by_their_capitals(text: str, names: list[str]) -> None:
    assert found(text) == names


@pytest.mark.parametrize("name", ["US", "WHO"])
def test_initials_that_spell_a_function_word_are_a_name(name: str) -> None:
    assert found(f"It was the {name} that came to them, and all of us went to see who it was.") == [name]


@pytest.mark.xfail(strict=True, reason="a word that begins a sentence is joined to the name after it")
def test_word_that_begins_a_sentence_is_no_part_of_the_name_after_it() -> None:
    assert found("Yesterday Russia agreed to it. So it was in Russia.") == ["Russia", "Russia"]


def test_word_that_is_written_small_elsewhere_is_no_name_where_a_sentence_begins() -> None:
    assert found("Sanctions came. Kiev fell.", "they spoke of sanctions in Kiev") == ["Kiev"]


def test_languages_that_write_all_nouns_large_give_no_names() -> None:
    german = "Der Krieg in der Ukraine war für die Menschen im Land der Anfang vom Ende der Welt, sagte der Minister."

    assert Names([german]).of_passages == ((),)


@given(texts(), damaged_statements())
def test_names_stand_at_their_places_in_order(passages: list[str], statement: str) -> None:
    passages = [*passages, statement, _REST]

    for text, names in zip(passages, Names(passages).of_passages, strict=True):
        for name in names:
            assert text[name.span.start : name.span.end] == name.text
            assert name.text == name.text.strip() != ""
            assert any(character.isupper() for character in name.text)
            assert name.words and all(word == word.casefold() for word in name.words)
        starts = [name.span.start for name in names]
        assert starts == sorted(set(starts))


@pytest.mark.parametrize(
    ("name", "other", "stands"),
    [
        ("Vladimir Putin", "They spoke of Putin there.", True),
        ("Putin", "They spoke of Vladimir Putin there.", True),
        ("Russia", "The Russian army came.", True),
        ("Ukraine", "Many Ukrainians came.", True),
        ("United Nations", "It was the UN that came.", True),
        ("Moscow", "Moscow said so.", True),
        ("Party", "It was the party that came.", True),
        ("Moscow", "They came to Kiev.", False),
        ("Iran", "They came to Iraq.", False),
        ("Soviet Union", "It was a union of many.", False),
        ("Zelensky", "They spoke of Putin there.", False),
    ],
)
def test_other_forms_of_a_name_are_the_same_name(name: str, other: str, stands: bool) -> None:
    assert stands_among(_name(name), Names([other, _REST])) is stands


def test_longer_name_is_that_of_its_initials() -> None:
    assert stands_among(_name("UN"), Names(["They came to the United Nations.", _REST]))


@pytest.mark.xfail(strict=True, reason="the last word alone decides, and five letters of it")
@pytest.mark.parametrize(
    ("name", "other"),
    [("Soviet Union", "This was the European Union."), ("Austria", "They came to Australia.")],
)
def test_other_name_is_not_the_same_name(name: str, other: str) -> None:
    assert not stands_among(_name(name), Names([other, _REST]))


def _name(text: str) -> Name:
    (name, *_) = Names([f"It was the {text} that came to them in the old house by the river at last."]).of_passages[0]
    assert name.text == text
    return name
