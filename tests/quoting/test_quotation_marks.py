"""Quotation marks change in pairs; apostrophes and marks without a partner never do."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.quoting.made_quotes import odd_texts
from tui.quoting.quotation_marks import adapt, enclose, without_full_stop

_MARKS = "“”„‟\"＂«»‘’‚‛'‹›"


@pytest.mark.parametrize(
    ("source", "run_in"),
    [
        ("He said “peace” twice.", "“He said ‘peace’ twice.”"),
        ('He said "peace" twice.', "“He said ‘peace’ twice.”"),
        ("“Peace,” he said.", "“‘Peace,’ he said.”"),
        ("He said: “Peace.”", "“He said: ‘Peace.’”"),
        ("“The ‘phase’ ended.”", "“‘The “phase” ended.’”"),
        ("“The ‘so-called “phase”’ ended.”", "“‘The “so-called ‘phase’” ended.’”"),
        ("The ‘phase’ ended.", "“The ‘phase’ ended.”"),
        ("« La paix », dit-il.", "“‘La paix’, dit-il.”"),
        ("«\u00a0La «\u202fpaix\u202f»\u00a0»", "“‘La “paix”’”"),
        ("„Frieden ‚jetzt‘“, rief er.", "“‘Frieden “jetzt”’, rief er.”"),
        ("„Pokój” i tyle.", "“‘Pokój’ i tyle.”"),
        ("»Frieden«, sagte er.", "“‘Frieden’, sagte er.”"),
        ("(“aside”)—“and”—[“more”]", "“(‘aside’)—‘and’—[‘more’]”"),
        ("“One.\n\n“Two.”", "“‘One.\n\n‘Two.’”"),
    ],
)
def test_marks_inside_double_marks_take_turns(source: str, run_in: str) -> None:
    assert enclose(source) == run_in


@pytest.mark.parametrize(
    ("source", "block"),
    [
        ("He said “peace” twice.", "He said “peace” twice."),
        ('He said "peace" twice.', 'He said "peace" twice.'),
        ("The ‘phase’ ended.", "The “phase” ended."),
        ("« La paix », dit-il.", "“La paix”, dit-il."),
        ("“The ‘phase’ ended.”", "“The ‘phase’ ended.”"),
    ],
)
def test_in_a_block_the_outer_marks_of_the_source_are_double(source: str, block: str) -> None:
    assert adapt(source) == block


@pytest.mark.parametrize(
    "text",
    [
        "They don’t and they don't.",
        "the ’90s, the '90s, the ‘90s",
        "’Tis true, 'tis true",
        "the states’ rights and the workers' party",
        "rock ’n’ roll, rock 'n' roll",
        "dans l’attente de l'aide",
        "Hawai‘i",
        "5'10 tall",
        "10″ by 5′",
        "",
        "'",
        "’",
    ],
)
def test_an_apostrophe_stays(text: str) -> None:
    assert enclose(text) == f"“{text}”"
    assert adapt(text) == text


@pytest.mark.parametrize(
    ("source", "run_in"),
    [
        ("‘the states’ rights’ are", "“‘the states’ rights’ are”"),
        ("“the ‘states’ rights’ plan”", "“‘the “states’ rights” plan’”"),
        ("'It's the workers' fight,' he said", "“'It's the workers' fight,' he said”"),
        ("“It’s the workers’ fight,” he said", "“‘It’s the workers’ fight,’ he said”"),
        ("“the ’90s” and “the workers’”", "“‘the ’90s’ and ‘the workers’’”"),
        ("“He said ‘yes’ and ‘no’”", "“‘He said “yes” and “no”’”"),
    ],
)
def test_an_apostrophe_closes_no_quotation(source: str, run_in: str) -> None:
    assert enclose(source) == run_in


@pytest.mark.parametrize("text", ["“never closed", "never opened”", 'odd " one', "«", "„ a ‚ b", "a » b"])
def test_a_mark_without_a_partner_is_left_alone(text: str) -> None:
    assert enclose(text) == f"“{text}”"


@pytest.mark.parametrize(
    ("title", "enclosed"),
    [
        ("Peace", "“Peace,”"),
        ("What peace?", "“What peace?,”"),
        ("The end of “peace”", "“The end of ‘peace,’”"),
        ("The workers’", "“The workers’,”"),
    ],
)
def test_a_comma_stands_inside_the_closing_marks(title: str, enclosed: str) -> None:
    assert enclose(title, ",") == enclosed


@pytest.mark.parametrize(
    ("text", "stopless"),
    [
        ("“Peace.”", "“Peace”"),
        ("“He said ‘peace.’”", "“He said ‘peace’”"),
        ("“Peace?”", "“Peace?”"),
        ("“Peace …”", "“Peace …”"),
        ("“Peace...”", "“Peace...”"),
        ("“In the U.S.”", "“In the U.S.”"),
        ("“Peace, bread, etc.”", "“Peace, bread, etc.”"),
        ("“Peace”", "“Peace”"),
    ],
)
def test_only_the_full_stop_of_the_sentence_goes(text: str, stopless: str) -> None:
    assert without_full_stop(text) == stopless


@given(odd_texts, st.integers(0, 1))
def test_nothing_changes_but_marks_and_the_spaces_inside_guillemets(text: str, depth: int) -> None:
    def bare(words: str) -> str:
        return re.sub(f"[{re.escape(_MARKS)} \u00a0\u2009\u202f\u2002]", "", words)

    assert bare(adapt(text, depth)) == bare(text)


def test_marks_without_end_are_read_in_no_time() -> None:
    for text in (
        "‘states’ " * 20_000,
        "“" * 50_000,
        "“a ‘b’ " * 20_000,
        "s' t" * 20_000,
        "\n“" * 20_000,
        "‘a " * 20_000 + "a” " * 20_000,
    ):
        adapt(text)
