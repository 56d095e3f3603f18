"""Names are taken apart where their form tells how, and never where an organisation would be turned about."""

import pytest
from hypothesis import given

from tests.quoting.made_quotes import odd_texts
from tui.quoting.names import is_same_body, parse_name


@pytest.mark.parametrize(
    ("text", "inverted", "short", "initialled"),
    [
        ("Clara Weiss", "Weiss, Clara", "Weiss", "Weiss, C."),
        ("Weiss, Taylor", "Weiss, Taylor", "Weiss", "Weiss, T."),
        ("Jean-Luc Mélenchon", "Mélenchon, Jean-Luc", "Mélenchon", "Mélenchon, J.-L."),
        ("C. L. R. James", "James, C. L. R.", "James", "James, C. L. R."),
        ("J.R. Smith", "Smith, J.R.", "Smith", "Smith, J. R."),
        ("Conor O’Brien", "O’Brien, Conor", "O’Brien", "O’Brien, C."),
        ("Alexandria Ocasio-Cortez", "Ocasio-Cortez, Alexandria", "Ocasio-Cortez", "Ocasio-Cortez, A."),
        ("Владимир Путин", "Путин, Владимир", "Путин", "Путин, В."),
        ("Jan van der Berg", "van der Berg, Jan", "van der Berg", "van der Berg, J."),
        ("Ursula von der Leyen", "von der Leyen, Ursula", "von der Leyen", "von der Leyen, U."),
        ("Robert De Niro", "De Niro, Robert", "De Niro", "De Niro, R."),
        ("Bashar al-Assad", "al-Assad, Bashar", "al-Assad", "al-Assad, B."),
        ("Gabriel García Márquez", "García Márquez, Gabriel", "García Márquez", "García Márquez, G."),
        ("José Ortega y Gasset", "Ortega y Gasset, José", "Ortega y Gasset", "Ortega y Gasset, J."),
        ("Martin Luther King Jr.", "King, Martin Luther, Jr.", "King", "King, M. L., Jr."),
        ("Martin Luther King, Jr.", "King, Martin Luther, Jr.", "King", "King, M. L., Jr."),
        ("King, Martin Luther, Jr.", "King, Martin Luther, Jr.", "King", "King, M. L., Jr."),
        ("President Joe Biden", "Biden, Joe", "Biden", "Biden, J."),
        ("Jane Roe, PhD", "Roe, Jane", "Roe", "Roe, J."),
    ],
)
def test_a_persons_family_name_is_found(text: str, inverted: str, short: str, initialled: str) -> None:
    name = parse_name(text)

    assert (name.inverted, name.short, name.initialled) == (inverted, short, initialled)


@pytest.mark.parametrize(
    ("text", "short", "initialled"),
    [
        ("Xi Jinping", "Xi", "Xi, J."),
        ("Hua Chunying", "Hua", "Hua, C."),
        ("Ai Weiwei", "Ai", "Ai, W."),
        ("Chang Yi-Chun", "Chang", "Chang, Y.-C."),
        ("Tsai Ing-wen", "Tsai", "Tsai, I."),
        ("Moon Jae-in", "Moon", "Moon, J."),
        ("Kim Jong Un", "Kim", "Kim, J. U."),
        ("Lee Kuan Yew", "Lee", "Lee, K. Y."),
    ],
)
def test_a_family_name_that_stands_first_stays_first_without_a_comma(text: str, short: str, initialled: str) -> None:
    name = parse_name(text)

    assert name.is_family_first
    assert (name.full, name.inverted, name.short, name.initialled) == (text, text, short, initialled)


@pytest.mark.parametrize("text", ["Jinping Xi", "Jae-in Moon", "Kim Campbell", "Kim Novak", "Lee Harvey Oswald"])
def test_a_family_name_of_east_asia_that_stands_last_is_found_there(text: str) -> None:
    given, family = text.rsplit(" ", 1)

    assert parse_name(text).inverted == f"{family}, {given}"


def test_a_name_given_inverted_is_turned_about_for_running_text() -> None:
    assert parse_name("Weiss, Clara").full == "Clara Weiss"
    assert parse_name("Xi, Jinping").full == "Xi Jinping"


@pytest.mark.parametrize(
    "text",
    [
        "Russian Socialist Movement (RSD)",
        "Revolutionary Socialist League (Kenya)",
        "WSWs Editorial Board",
        "Socialist Resistance",
        "Sotsialnyi Rukh",
        "Fourth International",
        "Black Lives Matter",
        "Human Rights Watch",
        "The Guardian",
        "Le Monde",
        "Die Linke",
        "Global Times",
        "New York Times",
        "Российское социалистическое движение",
        "Feminist Anti-War Resistance",
        "Council for Peace, Geneva",
        "Left Party, Sweden",
        "Smith & Sons",
        "Greenpeace",
        "RCIT Britain",
        "People’s Assembly Against Austerity",
        "@peace",
        "editors@example.org",
        "Joseph Kishore and David North",
    ],
)
def test_an_organisation_is_never_inverted(text: str) -> None:
    name = parse_name(text)

    assert (name.full, name.inverted, name.short, name.initialled) == (text, text, text, text)


@pytest.mark.parametrize(
    "text",
    [
        "Nguyen Phu Trong",
        "Li Wei",
        "Lee Mason",
        "Mohammed bin Salman",
        "Aung San Suu Kyi",
        "Путин Владимир Владимирович",
        "Andrés Manuel López Obrador",
        "María de los Ángeles López",
        "Pope John Paul II",
        "JD Vance",
        "KISHIDA Fumio",
        "Weiss C.",
        "习近平",
        "محمود درويش",
        "Erdoğan",
        "Anonymous",
        "",
        ",",
        "a, b, c, d",
    ],
)
def test_a_name_whose_order_is_not_sure_is_left_as_it_is(text: str) -> None:
    assert parse_name(text).inverted == text


@pytest.mark.parametrize(
    ("first", "second", "is_same"),
    [
        ("Dock News", "dock  news", True),
        ("The Dock News", "Dock News", True),
        ("Russian Socialist Movement (RSD)", "Russian Socialist Movement", True),
        ("Dock News", "Dock Press", False),
        ("Dock News", None, False),
    ],
)
def test_one_body_is_known_under_its_article_and_acronym(first: str, second: str | None, is_same: bool) -> None:
    assert is_same_body(first, second) is is_same


@given(odd_texts)
def test_no_word_of_a_name_is_lost_or_added_but_titles(text: str) -> None:
    name = parse_name(text)

    assert sorted(name.inverted.replace(",", " ").split()) == sorted(name.full.replace(",", " ").split())
    assert set(name.full.split()) <= set(text.replace(",", " ").split()) or name.full == " ".join(text.split())
