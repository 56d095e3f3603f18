"""YAML front matter: read safely, in many spellings; what is broken costs the metadata, never the text."""

import pytest

from tests.samples import of_kind, read_text, within
from tui.documents.front_matter import read_front_matter, split_front_matter
from tui.documents.model import BlockKind, Metadata


def read(*lines: str) -> Metadata:
    return read_front_matter("---\n" + "\n".join(lines) + "\n---\n")


@pytest.mark.parametrize(
    ("line", "authors"),
    [
        ("author: Jane Roe", ("Jane Roe",)),
        ("Author: Jane Roe", ("Jane Roe",)),
        ("by: by Jane Roe", ("Jane Roe",)),
        ("authors: [Jane Roe, Clara Weiss]", ("Jane Roe", "Clara Weiss")),
        ("authors:\n  - Jane Roe\n  - Clara Weiss", ("Jane Roe", "Clara Weiss")),
        ("authors:\n  - name: Jane Roe\n  - given: Clara\n    family: Weiss", ("Jane Roe", "Clara Weiss")),
        ("author: {name: Jane Roe}", ("Jane Roe",)),
        ("author: Jane Roe and Clara Weiss", ("Jane Roe", "Clara Weiss")),
        ("organisation: Ministry of Peace and Justice", ("Ministry of Peace and Justice",)),
        ("author: ''", ()),
    ],
)
def test_authors_are_read_in_every_shape(line: str, authors: tuple[str, ...]) -> None:
    assert read(line).authors == authors


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("date: 2022-03-10", "2022-03-10"),
        ("date: 2022-03-10T10:00:00Z", "2022-03-10"),
        ("date: '2022-03'", "2022-03"),
        ("date: 2022-03", "2022-03"),
        ("date: 2022", "2022"),
        ("published: March 10, 2022", "2022-03-10"),
        ("pubdate: 10 March 2022", "2022-03-10"),
        ("date: Thursday, 10 March 2022", "2022-03-10"),
        ("date: soon", None),
        ("date: 2022-02-30", None),
        ("date:", None),
    ],
)
def test_date_keeps_the_precision_it_is_written_with(line: str, date: str | None) -> None:
    found = read(line).date

    assert (str(found) if found else None) == date


def test_date_that_can_be_read_two_ways_has_no_month() -> None:
    found = read("date: 3/4/2022").date

    assert found is None or (found.month is None and found.year == 2022)


def test_all_fields_are_read_and_what_is_missing_stays_unknown() -> None:
    metadata = read(
        "title: 'Peace: now'",
        "publisher: The Daily",
        "first_published: 2021-12",
        "url: https://example.org/peace",
        "language: en-GB",
    )

    assert metadata.title == "Peace: now"
    assert metadata.publisher == "The Daily"
    assert str(metadata.first_published) == "2021-12"
    assert metadata.source == "https://example.org/peace"
    assert metadata.language == "en"
    assert metadata.authors == ()
    assert metadata.date is None


@pytest.mark.parametrize(
    "lines",
    [
        ("title: [broken",),
        ("title: 'open",),
        ("- a", "- list"),
        ("just words",),
        ("title: *unknown",),
        ("title: !!python/object/apply:os.system ['true']",),
        ("\ttitle: tab",),
        ("a: &a [x,x]", "title: {a: *a}"),
    ],
)
def test_broken_front_matter_gives_no_title_and_does_not_raise(lines: tuple[str, ...]) -> None:
    assert read(*lines).title in (None, "true")


@pytest.mark.parametrize(
    "bomb",
    [
        "a0: &a0 [x,x,x,x,x,x,x,x,x]\n"
        + "\n".join(f"a{n}: &a{n} [{','.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 30)),
        "title: " + "[" * 5_000,
        "title: " + "{a: " * 2_000,
        "title: &a [*a]",
        "? " * 5_000 + ": x",
        "title: >\n" + "  word\n" * 2_000,
    ],
    ids=["laughs", "brackets", "braces", "cycle", "keys", "folded"],
)
def test_bomb_of_yaml_is_survived(bomb: str) -> None:
    with within(10):
        document = read_text(f"---\ntitle: Peace\n{bomb}\n---\n\nThe text itself, which stays readable.\n")

    assert document.problem is None
    assert "The text itself, which stays readable." in document.text


@pytest.mark.parametrize(
    ("text", "front"),
    [
        ("---\ntitle: a\n---\nText", "---\ntitle: a\n---\n"),
        ("---\ntitle: a\n...\nText", "---\ntitle: a\n...\n"),
        ("---  \ntitle: a\n---", "---  \ntitle: a\n---"),
        ("---\nno field here\n---\nText", ""),
        ("---\ntitle: never closed\n\nText", ""),
        ("Text\n---\ntitle: a\n---\n", ""),
        ("\n---\ntitle: a\n---\n", ""),
        ("----\ntitle: a\n----\n", ""),
        ("", ""),
    ],
)
def test_only_a_fenced_head_is_front_matter(text: str, front: str) -> None:
    assert split_front_matter(text) == (front, text.removeprefix(front))


def test_front_matter_outranks_the_head_and_stands_as_furniture() -> None:
    document = read_text(
        "---\ntitle: The stated title\nauthor: Jane Roe\ndate: 2022-03\n---\n\n"
        "The printed title\n\nby Clara Weiss\n10 March 2021\n\nPeople met in the village. They spoke of the harvest.\n"
    )

    assert document.metadata.title == "The stated title"
    assert document.metadata.authors == ("Jane Roe",)
    assert str(document.metadata.date) == "2022-03"
    assert document.blocks[0].kind is BlockKind.FURNITURE
    assert document.blocks[0].text.splitlines() == ["title: The stated title", "author: Jane Roe", "date: 2022-03"]
    assert [block.text for block in of_kind(document, BlockKind.PARAGRAPH)] == [
        "People met in the village. They spoke of the harvest."
    ]
