"""What the five sample statements must give, line for line of the table in the issue."""

from functools import cache

import pytest

from tests.samples import SEEDS, of_kind, texts_of
from tui.documents.model import BlockKind, Document
from tui.documents.reading import read_document

RSM, WSWS, RCIT, WEISS, BOCHKOV = (
    "000_8e27d4210ab55b6a",
    "001_7815dec56c02b3f5",
    "002_ce94a50ec02bff3b",
    "003_f2029ae6401e9cbc",
    "004_1efd87232ee5da3a",
)


@cache
def sample(name: str) -> Document:
    return read_document(SEEDS / f"{name}.txt", name)


@pytest.mark.parametrize(
    ("name", "title", "authors", "date", "first_published"),
    [
        (
            RSM,
            "Ukraine: for peace and de-escalation",
            ("Russian Socialist Movement (RSD)",),
            "2022-02-02",
            "2022-01-30",
        ),
        (
            WSWS,
            "The US-Ukrainian Strategic Partnership of November 2021 and the Russian invasion of Ukraine",
            ("WSWs Editorial Board",),
            "2022-03-10",
            None,
        ),
        (
            RCIT,
            "NATO-Russia Conflict: Socialists Oppose Both Imperialist Camps!",
            (
                "Revolutionary Communist International Tendency (RCIT)",
                "Revolutionary Socialist League (Kenya)",
            ),
            "2022-02-21",
            None,
        ),
        (
            WEISS,
            "Russia, Ukraine hold peace negotiations as US continues to ratchet up tensions",
            ("Clara Weiss",),
            "2022-03-30",
            None,
        ),
        (
            BOCHKOV,
            "Is there a way-out of the Russia-West political imbroglio over Ukraine?",
            ("Danil Bochkov",),
            None,
            None,
        ),
    ],
)
def test_sample_has_the_metadata_its_head_states(
    name: str, title: str, authors: tuple[str, ...], date: str | None, first_published: str | None
) -> None:
    metadata = sample(name).metadata

    assert metadata.title == title
    assert metadata.authors == authors
    assert (str(metadata.date) if metadata.date else None) == date
    assert (str(metadata.first_published) if metadata.first_published else None) == first_published
    assert metadata.language == "en"
    assert metadata.publisher is None
    assert texts_of(sample(name), BlockKind.TITLE) == [title]


@pytest.mark.parametrize(
    ("name", "paragraphs", "items", "headings", "notes", "captions", "signatures"),
    [
        (RSM, 4, 2, 1, 0, 0, 2),
        (WSWS, 24, 0, 0, 1, 0, 0),
        (RCIT, 6, 0, 0, 0, 0, 0),
        (WEISS, 22, 4, 0, 0, 0, 0),
        (BOCHKOV, 12, 0, 0, 1, 4, 0),
    ],
)
def test_sample_has_as_many_blocks_of_each_kind(
    name: str, paragraphs: int, items: int, headings: int, notes: int, captions: int, signatures: int
) -> None:
    document = sample(name)

    assert document.paragraphs == paragraphs
    assert len(of_kind(document, BlockKind.PARAGRAPH)) == paragraphs
    assert len(of_kind(document, BlockKind.LIST_ITEM)) == items
    assert len(of_kind(document, BlockKind.HEADING)) == headings
    assert len(of_kind(document, BlockKind.NOTE)) == notes
    assert len(of_kind(document, BlockKind.CAPTION)) == captions
    assert len(of_kind(document, BlockKind.SIGNATURE)) == signatures


@pytest.mark.parametrize(
    ("name", "kind", "labels"),
    [
        (RSM, BlockKind.LIST_ITEM, ["-", "-"]),
        (RSM, BlockKind.PARAGRAPH, [None] * 4),
        (WSWS, BlockKind.PARAGRAPH, [None] * 24),
        (RCIT, BlockKind.PARAGRAPH, ["1.", "2.", "3.", "4.", "5.", "6."]),
        (WEISS, BlockKind.LIST_ITEM, ["1)", "2)", "3)", "4)"]),
        (WEISS, BlockKind.PARAGRAPH, [None] * 22),
        (BOCHKOV, BlockKind.PARAGRAPH, [None] * 12),
    ],
)
def test_sample_keeps_the_labels_of_its_own(name: str, kind: BlockKind, labels: list[str | None]) -> None:
    assert [block.label for block in of_kind(sample(name), kind)] == labels


def test_label_and_the_spaces_after_it_are_not_text() -> None:
    first = of_kind(sample(RCIT), BlockKind.PARAGRAPH)[0]

    assert first.text.startswith("The dramatic escalation of tensions")
    assert [block.locator for block in of_kind(sample(RCIT), BlockKind.PARAGRAPH)] == [
        "1",
        "2",
        "3",
        "4",
        "5",
        "6",
    ]


def test_postscript_is_a_heading_and_the_signature_name_and_date() -> None:
    document = sample(RSM)

    assert texts_of(document, BlockKind.HEADING) == ["P.S."]
    assert texts_of(document, BlockKind.SIGNATURE) == ["Russian Socialist Movement", "30 January 2022"]
    kinds = [block.kind for block in document.blocks]
    assert kinds.index(BlockKind.SIGNATURE) < kinds.index(BlockKind.HEADING) < kinds.index(BlockKind.LIST_ITEM)


@pytest.mark.parametrize(
    ("name", "linked", "target"),
    [
        (RSM, "https://fourth.international/en/asia/417", "https://fourth.international/en/asia/417"),
        (RSM, "Russian Socialist Movement (RSD)", "#"),
        (WSWS, "wsws.org/contact", "https://www.wsws.org/contact"),
        (BOCHKOV, "opinions@cgtn.com", "opinions@cgtn.com"),
    ],
)
def test_sample_keeps_links_with_the_words_they_stand_on(name: str, linked: str, target: str) -> None:
    found = [
        (block.text[link.span.start : link.span.end], link.target)
        for block in sample(name).blocks
        for link in block.links
    ]

    assert (linked, target) in found


@pytest.mark.parametrize(
    ("name", "furniture"),
    [
        (RSM, []),
        (WSWS, ["To contact the WSWS and the Socialist Equality Party visit:", "wsws.org/contact"]),
        (RCIT, []),
        (WEISS, ["To contact the WSWS and the Socialist Equality Party visit:", "wsws.org/contact"]),
        (
            BOCHKOV,
            [
                "Download",
                "(If you want to contribute and have specific expertise, please contact us at opinions@cgtn.com.)",
                "Search Trends",
            ],
        ),
    ],
)
def test_contact_lines_and_page_controls_are_furniture(name: str, furniture: list[str]) -> None:
    assert texts_of(sample(name), BlockKind.FURNITURE) == furniture


def test_each_note_begins_as_the_text_does() -> None:
    assert texts_of(sample(WSWS), BlockKind.NOTE)[0].startswith("This Perspective’s first paragraph was amended")
    assert texts_of(sample(BOCHKOV), BlockKind.NOTE)[0].startswith("Editor's note:\u00a0Danil Bochkov is an expert")
    assert texts_of(sample(BOCHKOV), BlockKind.NOTE)[0].endswith("the views of CGTN.")


def test_caption_that_stands_twice_is_two_blocks_the_second_a_repeat() -> None:
    captions = of_kind(sample(BOCHKOV), BlockKind.CAPTION)

    assert [caption.is_repeat for caption in captions] == [False, True, False, True]
    assert captions[0].text == captions[1].text
    assert captions[2].text == captions[3].text
    assert captions[0].text.startswith("Ukraine's United Nations Ambassador Sergiy Kyslytsya")
    assert captions[2].text.endswith("in New York City, January 31, 2022. /VCG")


@pytest.mark.parametrize("emphasised", ["Business Insider", "Foreign Affairs", "Wall Street Journal"])
def test_emphasis_is_kept_as_spans(emphasised: str) -> None:
    found = [block.text[start:end] for block in sample(WEISS).blocks for start, end in block.emphasis]

    assert emphasised in found


@pytest.mark.parametrize("name", [RSM, WSWS, RCIT, WEISS, BOCHKOV])
def test_no_markdown_mark_is_left_in_the_text(name: str) -> None:
    assert not set("\\*<>") & set(sample(name).text)
    assert "](" not in sample(name).text


@pytest.mark.parametrize(
    ("name", "words"),
    [
        (WEISS, "record war budget of $813 billion for 2023, including $682 million for Ukraine."),
        (RSM, "This can only be achieved by solidarity between the left"),
        (WSWS, "is a fabrication that conceals the aggressive actions by the NATO powers"),
        (
            WSWS,
            'It pledged to "hold Russia accountable" for “aggression and violations of international law”',
        ),
        (
            WSWS,
            "Ukraine’s integration into NATO and its arming by the Western powers constituted a “red line”",
        ),
        (
            WEISS,
            "in the direction of Ukraine's capital Kiev and Chernigov, to facilitate further negotiations.",
        ),
        (WEISS, "announced what has long been an aim of US strategy — regime change in Moscow"),
        (
            WEISS,
            "to support its military development with foreign assistance and weapons procurement”—i.e., a",
        ),
    ],
)
def test_words_across_a_mark_or_a_page_end_stand_together_in_one_paragraph(name: str, words: str) -> None:
    assert sum(words in text for text in texts_of(sample(name), BlockKind.PARAGRAPH)) == 1
