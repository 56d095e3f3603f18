"""Names of persons and organisations: told by their form, split where several stand together."""

import pytest

from tui.documents.names import find_authors, is_organisation, is_person, is_place, split_authors


@pytest.mark.parametrize(
    "text",
    [
        "Clara Weiss",
        "Danil Bochkov",
        "A. Wess Mitchell",
        "Jean-Luc Mélenchon",
        "Ludwig van Beethoven",
        "Maria de la Cruz",
        "Sinéad O'Connor",
        "Dr. Jane Roe",
        "Иван Петров",
    ],
)
def test_full_name_of_a_person_is_one(text: str) -> None:
    assert is_person(text)
    assert find_authors(text) == (text,)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Weiss",
        "clara weiss",
        "New York",
        "March 2022",
        "Peace Now!",
        "The War",
        "Socialist Party",
        "Read More",
        "what we want",
        "A. B.",
        "United Nations",
        "One Two Three Four Five Six",
        "Clara Weiss says no",
    ],
)
def test_other_words_are_no_person(text: str) -> None:
    assert not is_person(text)


@pytest.mark.parametrize(
    "text",
    [
        "Russian Socialist Movement (RSD)",
        "WSWS Editorial Board",
        "Ministry of Foreign Affairs",
        "the Revolutionary Socialist League (Kenya)",
        "Partei der Arbeit",
        "Comité national",
        "Партия мира",
        "Some Body of No Kind (SBNK)",
    ],
)
def test_name_with_a_word_for_a_body_is_an_organisation(text: str) -> None:
    assert is_organisation(text)


@pytest.mark.parametrize("text", ["", "Clara Weiss", "peace party", "We formed a party.", "Peace for all", "12"])
def test_other_words_are_no_organisation(text: str) -> None:
    assert not is_organisation(text)


@pytest.mark.parametrize(
    ("text", "authors"),
    [
        ("Clara Weiss", ("Clara Weiss",)),
        ("Clara Weiss and Danil Bochkov", ("Clara Weiss", "Danil Bochkov")),
        ("Clara Weiss, Danil Bochkov and Jane Roe", ("Clara Weiss", "Danil Bochkov", "Jane Roe")),
        ("Clara Weiss, Danil Bochkov, and Jane Roe", ("Clara Weiss", "Danil Bochkov", "Jane Roe")),
        ("Clara Weiss; Danil Bochkov", ("Clara Weiss", "Danil Bochkov")),
        ("Clara Weiss & Danil Bochkov", ("Clara Weiss", "Danil Bochkov")),
        (
            "the Revolutionary Communist International Tendency (RCIT) and the Revolutionary Socialist League (Kenya)",
            (
                "Revolutionary Communist International Tendency (RCIT)",
                "Revolutionary Socialist League (Kenya)",
            ),
        ),
        ("Ministry of Peace and Justice", ("Ministry of Peace and Justice",)),
        ("Centre for Peace and Disarmament (CPD)", ("Centre for Peace and Disarmament (CPD)",)),
        ("the WSWs Editorial Board", ("WSWs Editorial Board",)),
        ("", ()),
    ],
)
def test_several_names_are_told_apart(text: str, authors: tuple[str, ...]) -> None:
    assert split_authors(text) == authors


@pytest.mark.parametrize("text", ["Clara Weiss on the war", "Peace is possible", "Clara Weiss and the weather"])
def test_line_that_is_not_all_names_has_no_authors(text: str) -> None:
    assert find_authors(text) == ()


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Geneva", True),
        ("New York", True),
        ("Paris, France", True),
        ("Paris/London", True),
        ("Mexico City", True),
        ("Clara Weiss", False),
        ("Socialist Party", False),
        ("", False),
        ("in the old school house of the village", False),
    ],
)
def test_place_of_a_dateline_is_told_from_a_name(text: str, place: bool) -> None:
    assert is_place(text) is place
