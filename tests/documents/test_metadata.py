"""What a text says about itself at its head is read; what it does not say stays unknown."""

import pytest

from tests.samples import read_text

_BODY = (
    "The people of the village met in the old school and spoke of the harvest, the winter and the war that "
    "would not end. "
    "They agreed that something had to be done at once.\n\n"
    "Nobody had expected this. The meeting went on until late at night, and when it ended the road was full "
    "of snow.\n"
)


@pytest.mark.parametrize(
    ("head", "title", "authors", "date"),
    [
        ("Peace now\n\nby Jane Roe\n\n10 March 2022", "Peace now", ("Jane Roe",), "2022-03-10"),
        (
            "Peace now\nBy Jane Roe and Clara Weiss\nMarch 10, 2022",
            "Peace now",
            ("Jane Roe", "Clara Weiss"),
            "2022-03-10",
        ),
        ("Peace now\n\nJane Roe\n10 March 2022", "Peace now", ("Jane Roe",), "2022-03-10"),
        (
            "Peace now\n\nStatement of the Peace Party\n2022-03-10",
            "Peace now",
            ("Peace Party",),
            "2022-03-10",
        ),
        (
            "Peace now\n\nJoint Statement of the Peace Party and the Workers Union (Kenya), 21 February 2022",
            "Peace now",
            ("Peace Party", "Workers Union (Kenya)"),
            "2022-02-21",
        ),
        ("Peace now\n\nWednesday 2 February 2022, by Jane Roe", "Peace now", ("Jane Roe",), "2022-02-02"),
        ("# Peace now\n\n*by Jane Roe*\n\nMarch 2022", "Peace now", ("Jane Roe",), "2022-03"),
        ("Peace now\n=========\n\nby Jane Roe", "Peace now", ("Jane Roe",), None),
        (
            "Peace\nfor all the people of\nthe villages\n\n10 March 2022",
            "Peace for all the people of the villages",
            (),
            "2022-03-10",
        ),
        ("Title: Peace now\nAuthor: Jane Roe\nDate: 10 March 2022", "Peace now", ("Jane Roe",), "2022-03-10"),
        ("Peace now\n\nGeneva, 10 March 2022", "Peace now", (), "2022-03-10"),
        ("Peace now\n\nMexico City, 10 March 2022", "Peace now", (), "2022-03-10"),
        ("Peace now\n\nPublished: March 2022", "Peace now", (), "2022-03"),
        ("Peace now\n\n3/4/2022", "Peace now", (), None),
        ("Peace now", "Peace now", (), None),
        ("[bold]Peace[/] :smile: now\n\n10 March 2022", "[bold]Peace[/] :smile: now", (), "2022-03-10"),
    ],
)
def test_head_gives_title_authors_and_date(head: str, title: str, authors: tuple[str, ...], date: str | None) -> None:
    metadata = read_text(f"{head}\n\n{_BODY}").metadata

    assert metadata.title == title
    assert metadata.authors == authors
    assert (str(metadata.date) if metadata.date else None) == date


@pytest.mark.parametrize(
    "body",
    [
        "On 10 March 2022 the people of the village met in the old school, and spoke of the war without end.",
        "Children play in a garden in New York City, January 31, 2022. /VCG",
        "Editor's note: This text was first read in the old school of the village on 10 March 2022.",
        "The famine of 1932-1933 and the wars of 1914 and 1939 are remembered by all people in the village.",
    ],
)
def test_date_in_a_text_a_caption_or_a_note_is_no_dateline(body: str) -> None:
    metadata = read_text(f"Peace now\n\nby Jane Roe\n\n{body}\n\n{_BODY}").metadata

    assert metadata.date is None
    assert metadata.first_published is None
    assert metadata.authors == ("Jane Roe",)


@pytest.mark.parametrize(
    "line",
    [
        "10 March 2022, by Jane Roe (Date first published: 30 January 2022)",
        "by Jane Roe, 10 March 2022 (first published 30 January 2022)",
        "Jane Roe\n10 March 2022\nFirst published: 30 January 2022",
    ],
)
def test_first_publication_is_told_from_the_date(line: str) -> None:
    metadata = read_text(f"Peace now\n\n{line}\n\n{_BODY}").metadata

    assert str(metadata.date) == "2022-03-10"
    assert str(metadata.first_published) == "2022-01-30"
    assert metadata.authors == ("Jane Roe",)


@pytest.mark.parametrize(("line", "date"), [("3. Juni 2014", "2014-06-03"), ("9. Mai 2022", "2022-05-09")])
def test_day_with_a_point_is_a_date_and_no_label(line: str, date: str) -> None:
    body = "Wir sprechen hier über den Frieden in diesem Land und über den Krieg, den niemand gewollt hat."
    document = read_text(f"Erklärung der Gewerkschaft\n\n{line}\n\n{body}\n")
    assert str(document.metadata.date) == date


def test_date_of_an_update_is_no_date_of_the_text() -> None:
    metadata = read_text(f"Peace now\n\nby Jane Roe\n10 March 2022\nLast updated: 12 April 2023\n\n{_BODY}").metadata

    assert str(metadata.date) == "2022-03-10"


@pytest.mark.parametrize("ending", ["11 March 2022", "Geneva, 12 March 2022", "Jane Roe\n\n10 March 2022"])
def test_dateline_is_read_where_another_date_closes_the_text(ending: str) -> None:
    metadata = read_text(f"Peace now\n\nby Jane Roe\n\n10 March 2022\n\n{_BODY}\n{ending}\n").metadata

    assert str(metadata.date) == "2022-03-10"


def test_source_stated_in_the_head_is_kept() -> None:
    assert (
        read_text(f"Peace now\n\nSource: https://example.org/p\n\n{_BODY}").metadata.source == "https://example.org/p"
    )


@pytest.mark.parametrize("text", ["word", "12", "…", "* * *\n\nword", "10 March 2022", "by Jane Roe"])
def test_text_of_a_word_or_a_line_is_read_without_guessing_an_author(text: str) -> None:
    document = read_text(text)

    assert document.problem is None or not any(map(str.isalnum, text))
    assert document.metadata.authors in ((), ("Jane Roe",))
    assert document.name


def test_title_of_five_thousand_characters_opens() -> None:
    document = read_text("Peace " * 900 + f"\n\n{_BODY}")

    assert document.problem is None
    assert document.text.startswith("Peace Peace")
    assert document.paragraphs >= 2


_CHINESE = "欧盟和美国周二宣布对俄罗斯实施新的制裁措施，这些措施涉及银行、能源和运输，并将于本周生效。"


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("", None),
        ("关于和平的声明\n\n", "关于和平的声明"),
        ("关于和平的声明。\n\n2022年3月1日\n\n", "关于和平的声明。"),
    ],
)
def test_a_sentence_is_no_title_in_other_scripts_either(head: str, title: str | None) -> None:
    assert read_text(f"{head}{_CHINESE}\n\n{_CHINESE[10:]}\n").metadata.title == title
