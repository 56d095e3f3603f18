"""Buttons, contact lines, captions and notes are told by their wording; running text is none of them."""

import pytest

from tui.documents import furniture


@pytest.mark.parametrize(
    "text",
    [
        "Download",
        "Search Trends",
        "Share",
        "SHARE THIS:",
        "Print this page",
        "Read more",
        "Subscribe",
        "Advertisement",
        "Sign up",
        "Leave a comment",
        "3 comments",
        "Share on Facebook",
        "© 2022 The Daily",
        "All rights reserved",
        "Tags: war, peace",
        "5 min read",
        "Facebook | Twitter | Email",
        "ENDS",
        "Contact us",
    ],
)
def test_label_of_a_page_control_is_a_button(text: str) -> None:
    assert furniture.is_button(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "***",
        "The share of the rich grew.",
        "Print workers are on strike in the whole country.",
        "Peace",
        "1.",
        "We want more of it, and we want it now.",
        "Home is where the war is not.",
        "Il a parlé de « solidarité » devant une salle vide.",
        "« Nous refusons », a-t-il dit.",
        "« Nous ne céderons pas devant la force.",
        "Il a dit « non »",
        "»Nein«, sagte er.",
        "Мы требуем мира и говорим «нет» войне.",
    ],
)
def test_running_text_is_no_button(text: str) -> None:
    assert not furniture.is_button(text)


@pytest.mark.parametrize("text", ["Weiter »", "« Précédent", "→ Read on"])
def test_line_with_an_arrow_is_a_button(text: str) -> None:
    assert furniture.is_button(text)


def test_text_between_quotation_marks_is_no_breadcrumb() -> None:
    assert furniture.is_navigation("Home » News » Europe")
    assert not furniture.is_navigation("Мы говорим «нет» войне и «да» миру")


@pytest.mark.parametrize(
    "text",
    [
        "(If you want to contribute and have specific expertise, please contact us at opinions@cgtn.com.)",
        "To contact the WSWS and the Socialist Equality Party visit:",
        "For more information: +49 30 1234567",
        "Media contact: Jane Roe, jane@example.org",
        "Follow us on https://example.org/daily",
        "Tel.: 030 1234567",
    ],
)
def test_line_that_says_how_to_reach_somebody_is_contact(text: str) -> None:
    assert furniture.is_contact(text)


@pytest.mark.parametrize(
    "text",
    [
        "Contacts between the two governments had broken off.",
        "The party can be found at https://example.org and everywhere else.",
        "Donate what you can, they said to everybody in the village.",
        "For more than 20 years the people have waited. " * 20 + "https://example.org",
    ],
)
def test_sentence_about_contacts_is_no_contact_line(text: str) -> None:
    assert not furniture.is_contact(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("https://example.org/a", True),
        ("wsws.org/contact", True),
        ("jane@example.org", True),
        ("+49 30 1234567", True),
        ("see https://example.org", False),
        ("peace", False),
    ],
)
def test_address_alone_is_told_from_text_with_an_address(text: str, expected: bool) -> None:
    assert furniture.is_address(text) is expected


@pytest.mark.parametrize(
    "text",
    [
        "Russia's Ambassador addresses the Council, in New York City, January 31, 2022. /VCG",
        "Children in a garden (Photo: Jane Roe)",
        "Photo: children in a garden",
        "A village in winter. Photo by Jane Roe",
        "Figure 3: Deaths in the war",
        "People on a bridge, 3 March 2021. Getty Images",
    ],
)
def test_text_with_a_credit_or_a_cue_is_a_caption(text: str) -> None:
    assert furniture.is_caption(text)


@pytest.mark.parametrize(
    "text",
    [
        "The photo of the children went round the world.",
        "They spoke about war and/or peace.",
        "The picture is bleak: nobody wants peace.",
        "He said so to AFP.",
        "",
    ],
)
def test_text_about_pictures_is_no_caption(text: str) -> None:
    assert not furniture.is_caption(text)


@pytest.mark.parametrize(
    "text",
    [
        "Editor's note: Danil Bochkov is an expert.",
        "Editor’s note: The author teaches.",
        "This Perspective’s first paragraph was amended to incorporate new information.",
        "Correction: An earlier version of this article gave a wrong date.",
        "An earlier version of this article misstated the date.",
        "This article was first published in The Daily.",
        "The views expressed in this article are the author's own.",
        "Translated from Russian by Jane Roe.",
    ],
)
def test_remark_of_the_editors_is_a_note(text: str) -> None:
    assert furniture.is_note(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "The editors noted that the war goes on.",
        "Corrections of the course are needed.",
        "This war was published everywhere as a success.",
        "This is a fabrication that conceals the aggressive actions.",
        "Note that nobody asked the people.",
    ],
)
def test_running_text_is_no_note(text: str) -> None:
    assert not furniture.is_note(text)


@pytest.mark.parametrize(
    ("text", "expected"), [("* * *", True), ("———", True), ("___", True), ("a", False), ("- 7 -", False)]
)
def test_rule_is_a_line_without_words(text: str, expected: bool) -> None:
    assert furniture.is_rule(text) is expected
