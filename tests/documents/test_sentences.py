"""Sentences tile a text, and abbreviations, initials and quotes do not end them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.samples import damaged_statements
from tui.documents.sentences import split_sentences


def split(text: str, language: str | None = "en") -> list[str]:
    return [text[start:end].strip() for start, end in split_sentences(text, language)]


@pytest.mark.parametrize(
    "text",
    [
        "The U.S. Secretary of State met the U.S. president in the U.S. and left.",
        "In the piece, A. Wess Mitchell argued that this was so.",
        "Any military alliance (i.e., NATO) would do, e.g. this one, etc. and so on.",
        "Parts of it (resp. all of it) belong to Dr. Weiss, Prof. Roe and Mrs. Bochkov.",
        "The crimes claimed the lives of 1.5 million people on No. 12 of p. 3.",
        "See art. 5 and para. 3 of Res. 1325 of the council.",
        "He called it “the end. The very end.” of all things.",
        "J. R. R. Tolkien and George W. Bush never met.",
        "The meeting ended at 5 p.m. on Monday.",
        "Visit www.example.org. for more".replace(". for", " for"),
        "No full stop at all",
    ],
)
def test_inner_full_stop_does_not_split(text: str) -> None:
    assert split(text) == [text]


@pytest.mark.parametrize(
    "sentences",
    [
        ["One thing is clear.", "The war goes on."],
        ["Is it over?", "No!", "It goes on."],
        ["He said: “It is over.”", "Nobody believed him."],
        ["It is over (they said so.)", "Nobody believed them."],
        ["They live in the U.S. and in Europe.", "They met in 2014.", "In 2018 they met again."],
        ["The main enemy is at home!", "Peace, and justice."],
        ["It cost 1,500 euros.", "190,000 came."],
    ],
)
def test_sentences_are_split_where_they_end(sentences: list[str]) -> None:
    assert split(" ".join(sentences)) == sentences


@pytest.mark.parametrize(
    ("text", "language", "count"),
    [
        ("Мир нужен всем. Война не нужна никому.", "ru", 2),
        ("Der Krieg geht weiter. Der Frieden ist fern.", "de", 2),
        ("和平是人民的愿望。战争必须停止。", "zh", 2),
        ("One thing. Another thing.", None, 2),
        ("One thing. Another thing.", "xx", 2),
    ],
)
def test_other_and_unknown_languages_are_split_too(text: str, language: str | None, count: int) -> None:
    assert len(split(text, language)) == count


@given(
    st.one_of(damaged_statements(), st.text(st.characters(exclude_categories=["Cs"]), max_size=120)),
    st.sampled_from(["en", "ru", "de", "zh", None]),
)
def test_sentences_tile_any_text(text: str, language: str | None) -> None:
    spans = split_sentences(text, language)

    assert "".join(text[start:end] for start, end in spans) == text
    assert all(start < end for start, end in spans)
    assert all(first.end == second.start for first, second in zip(spans, spans[1:], strict=False))


def test_text_without_characters_has_no_sentence() -> None:
    assert split_sentences("") == ()
