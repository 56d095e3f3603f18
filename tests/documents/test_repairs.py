"""What collecting does to a text is undone: page ends, hard wraps, hyphens, indents."""

from collections.abc import Callable

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.samples import of_kind, prose, read_text, texts_of, wrap
from tui.documents.model import BlockKind

_HEAD = "Peace for the villages\n\nStatement of the Village Council\n10 March 2022\n\n"
_PAGE_ENDS = (
    "\n\n",
    "\n\n\n\n",
    "\n\n7\n\n",
    "\n\n- 7 -\n\n",
    "\n\n[7]\n\n",
    "\n\nPage 7 of 9\n\n",
    "\n\nPage 7\n\n",
    "\n\n7/9\n\n",
    "\n\f\n",
    "\f",
    "\n\n7\n\f\n",
)
_PARAGRAPHS = st.lists(prose(), min_size=2, max_size=5, unique=True)


def _cut(draw: Callable[[st.SearchStrategy[int]], int], paragraph: str) -> tuple[str, str]:
    """Cut a paragraph in mid-sentence before a lower-case word, well inside."""
    words = paragraph.split(" ")
    places = [at for at in range(12, len(words) - 3) if words[at].islower() and not words[at - 1].endswith(".")]
    assume(places)
    at = draw(st.sampled_from(places))
    return " ".join(words[:at]), " ".join(words[at:])


@st.composite
def _cut_texts(draw: st.DrawFn) -> tuple[str, list[str]]:
    """A text with one to three of its paragraphs cut by page ends, and those paragraphs whole."""
    paragraphs = draw(_PARAGRAPHS)
    page_end = draw(st.sampled_from(_PAGE_ENDS))
    broken = list(paragraphs)
    for index in draw(st.sets(st.integers(0, len(paragraphs) - 1), min_size=1, max_size=3)):
        broken[index] = page_end.join(_cut(draw, paragraphs[index]))
    return _HEAD + "\n\n".join(broken) + "\n", paragraphs


@given(_cut_texts())
def test_paragraph_cut_by_a_page_end_is_one_paragraph_again(cut: tuple[str, list[str]]) -> None:
    text, paragraphs = cut

    assert texts_of(read_text(text), BlockKind.PARAGRAPH) == paragraphs


@given(_PARAGRAPHS, st.data())
def test_running_heads_between_the_halves_stay_blocks_of_their_own(paragraphs: list[str], data: st.DataObject) -> None:
    broken = []
    for number, paragraph in enumerate(paragraphs, 3):
        first, second = _cut(data.draw, paragraph)
        broken.append(f"{first}\n\n{number}\n\nVILLAGE PAPERS 2022\n\n{second}")

    document = read_text(_HEAD + "\n\n".join(broken))

    assert texts_of(document, BlockKind.PARAGRAPH) == paragraphs
    assert texts_of(document, BlockKind.FURNITURE).count("VILLAGE PAPERS 2022") == len(paragraphs)
    assert len(of_kind(document, BlockKind.FURNITURE)) == 2 * len(paragraphs)


@given(_PARAGRAPHS, st.integers(40, 100), st.booleans())
def test_hard_wrapped_and_hyphenated_lines_are_joined(paragraphs: list[str], width: int, hyphenate: bool) -> None:
    wrapped = "\n\n".join(wrap(paragraph, width, hyphenate) for paragraph in paragraphs)

    assert texts_of(read_text(_HEAD + wrapped), BlockKind.PARAGRAPH) == paragraphs


@given(_PARAGRAPHS, st.integers(50, 90), st.sampled_from(["    ", "  ", "\t"]))
def test_indented_paragraphs_without_blank_lines_are_told_apart(paragraphs: list[str], width: int, indent: str) -> None:
    wrapped = "\n".join(indent + wrap(paragraph, width) for paragraph in paragraphs)

    assert texts_of(read_text(_HEAD + wrapped), BlockKind.PARAGRAPH) == paragraphs


@given(_PARAGRAPHS)
def test_paragraphs_of_one_line_each_are_told_apart(paragraphs: list[str]) -> None:
    assert texts_of(read_text(_HEAD + "\n".join(paragraphs)), BlockKind.PARAGRAPH) == paragraphs
    assert texts_of(read_text(_HEAD + "\n\n".join(paragraphs)), BlockKind.PARAGRAPH) == paragraphs


_LONG = "The delegates of all the villages met in the old school house in order to speak about the war and "


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("about the harvest in the valley", "which had been good."),
        ("about what they could do against it. They", "agreed on a plan."),
        ("spoke to the press of their", "Geneva declaration."),
        ("heard a report by the", "Minister of the interior."),
        (
            "had been told that all this had been made possible",
            "by the governments of the great powers, which sold arms.",
        ),
        ("agreed on the follow-", "ing plan for the winter."),
    ],
)
@pytest.mark.parametrize("page_end", ["\n\n", "\n\n12\n\n", "\f"])
def test_half_a_sentence_finds_its_other_half(first: str, second: str, page_end: str) -> None:
    paragraphs = texts_of(read_text(f"{_HEAD}{_LONG}{first}{page_end}{second}\n"), BlockKind.PARAGRAPH)

    assert len(paragraphs) == 1
    assert paragraphs[0].endswith(second.split(" ", 1)[1])


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("the harvest, which was good.", "The winter came early."),
        ("the harvest, “which was good.”", "“The winter,” they said, came early."),
        ("what to do:", "iPhones and other things were not allowed in the room."),
        ("what to do!", "Nobody had an answer to that."),
        ("the harvest (which was good.)", "eBay was not mentioned in the room."),
        (
            "the winter.",
            "Recalling the resolutions of the last meeting on the same question,\n\nWe call for peace.",
        ),
    ],
)
def test_whole_sentences_stay_paragraphs_of_their_own(first: str, second: str) -> None:
    assert len(texts_of(read_text(f"{_HEAD}{_LONG}{first}\n\n{second}\n"), BlockKind.PARAGRAPH)) == 2 + second.count(
        "\n\n"
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("an inter-\nnational effort", "an international effort"),
        ("an inter\u00ad\nnational effort", "an international effort"),
        ("an inter‐\nnational effort", "an international effort"),
        ("a well-\nknown and well-known man", "a well-known and well-known man"),
        ("the Anglo-\nAmerican plan", "the Anglo-American plan"),
        ("the years 1932-\n1933 were hard", "the years 1932-1933 were hard"),
        ("the plan –\nas it was called", "the plan – as it was called"),
        ("the plan - \nas it was called", "the plan - as it was called"),
        ("the pre-\nand post-war years", "the pre- and post-war years"),
        ("a state-of-the-\nart plan", "a state-of-the-art plan"),
    ],
)
def test_word_cut_at_a_line_end_is_joined_as_the_text_writes_it(text: str, expected: str) -> None:
    lead = "The delegates of all the villages spoke about"
    filler = "\nand of many other things that were said by all who had come to the\nmeeting in the old school house."

    paragraphs = texts_of(read_text(f"{_HEAD}{lead} {text}{filler}\n"), BlockKind.PARAGRAPH)

    assert len(paragraphs) == 1
    assert paragraphs[0].startswith(f"{lead} {expected} and of many")


@pytest.mark.parametrize(
    ("lines", "joined"),
    [
        (
            "和平是人民的愿望，所以我们要求立即停火，\n全国各地的人民都反对这场战争并且希望它\n战争必须停止。",
            "并且希望它战争必须停止。",
        ),
        (
            "평화는 모든 사람의 소망이며 우리는 전쟁을 반대하는 모든\n"
            "사람과 함께한다 그리고 우리는 모든 나라의 노동자들에게\n함께 싸우자고 호소한다.",
            "모든 나라의 노동자들에게 함께 싸우자고 호소한다.",
        ),
        (
            "Мир нужен всем народам этой страны и соседних\n"
            "стран, а война не нужна никому из тех, кто\nживёт своим трудом.",
            "никому из тех, кто живёт своим трудом.",
        ),
    ],
    ids=["Chinese", "Korean", "Russian"],
)
def test_lines_are_joined_as_their_script_does(lines: str, joined: str) -> None:
    document = read_text(f"{_HEAD}{lines}\n")

    assert document.text.endswith(joined)
    assert document.paragraphs == 1


@pytest.mark.parametrize(
    "second",
    [
        "by the governments of the great powers, which had sold weapons to both sides. All agreed on that.",
        "on 3 March 2021 in Geneva, where nobody had expected it. All agreed on that.",
        "from Jane Roe and Clara Weiss, who had come on foot. All agreed on that.",
    ],
)
def test_first_half_of_a_cut_paragraph_below_the_head_is_no_heading(second: str) -> None:
    first = "The delegates met in the old school, where they heard that the war had been made possible"
    more = "Nobody at the meeting wanted to hear more about it. The harvest was not yet in."

    document = read_text(f"{_HEAD}{first}\n\n{second}\n\n{more}\n")

    assert texts_of(document, BlockKind.PARAGRAPH) == [f"{first} {second}", more]
    assert str(document.metadata.date) == "2022-03-10"
    assert document.metadata.authors == ("Village Council",)


def test_clause_that_ends_with_a_comma_is_no_heading() -> None:
    clauses = [
        "Recalling the resolutions of the last meeting,",
        "Noting with concern the state of the bridges,",
    ]

    document = read_text(_HEAD + "\n\n".join(clauses) + "\n\n1. Calls for peace in the whole country.\n")

    assert texts_of(document, BlockKind.PARAGRAPH) == clauses
