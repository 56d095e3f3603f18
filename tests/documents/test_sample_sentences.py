"""Sentences of the sample statements: where they begin, and what does not end them."""

import pytest

from tests.documents.test_samples import BOCHKOV, RCIT, RSM, WEISS, WSWS, sample


def _sentences(name: str) -> list[str]:
    return [block.text[start:end].strip() for block in sample(name).blocks for start, end in block.sentences]


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        (
            BOCHKOV,
            "U.S. President Joe Biden has already put 8,500 troops on heightened alert and is about to reinforce",
        ),
        (
            BOCHKOV,
            "Russia insists that NATO and the U.S. must pledge official and legally binding obligations",
        ),
        (
            BOCHKOV,
            "So, the U.S. is most likely to limit the impact of measures by introducing a particular set",
        ),
        (
            WEISS,
            "In the piece, A. Wess Mitchell, the U.S. Assistant Secretary of State for Europe and Eurasia",
        ),
        (
            WEISS,
            "Such an agreement would involve “a commitment [by the West] to support its military development",
        ),
        (
            WEISS,
            "In exchange for security guarantees from a number of states, including Russia, Ukraine would",
        ),
        (
            RCIT,
            "Moscow effectively threatens to invade the Ukraine (resp. parts of it) in one form or another",
        ),
        (
            WSWS,
            "Yet no mention is made of the Holocaust, which claimed the lives of 1.5 million Ukrainian Jews",
        ),
    ],
)
def test_sentence_with_inner_full_stops_begins_where_it_begins(name: str, sentence: str) -> None:
    assert sum(found.startswith(sentence) for found in _sentences(name)) == 1


@pytest.mark.parametrize(
    ("name", "unsplit"),
    [
        (WEISS, "A. Wess Mitchell, the U.S. Assistant Secretary of State"),
        (WEISS, "any military alliance (i.e., NATO), not host"),
        (WEISS, '"territorial integrity," i.e., the status of Donbass'),
        (BOCHKOV, "between U.S. Secretary of State Antony Blinken"),
        (BOCHKOV, "to its security claims"),
        (RCIT, "– the U.S., China, EU, Russia and Japan –"),
        (RCIT, "Powers in West and East resp. by their local"),
        (RCIT, "The main enemy is at home!"),
        (WSWS, "1.5 million Ukrainian Jews"),
    ],
)
def test_abbreviation_does_not_end_a_sentence(name: str, unsplit: str) -> None:
    assert sum(unsplit in sentence for sentence in _sentences(name)) == 1


@pytest.mark.parametrize(
    ("name", "block", "count"),
    [(RCIT, 2, 5), (BOCHKOV, 6, 2), (BOCHKOV, 7, 3), (RSM, 4, 5), (WSWS, 3, 2)],
    ids=str,
)
def test_paragraph_has_as_many_sentences_as_a_reader_counts(name: str, block: int, count: int) -> None:
    assert len(sample(name).blocks[block].sentences) == count


@pytest.mark.parametrize("name", [RSM, WSWS, RCIT, WEISS, BOCHKOV])
def test_sentences_of_a_sample_tile_their_blocks(name: str) -> None:
    for block in sample(name).blocks:
        assert "".join(block.text[start:end] for start, end in block.sentences) == block.text
