"""Figures: numbers, percentages, sums and dates of running text, each with its value and its place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.samples import damaged_statements, within
from tui.compare.figures import FactKind, find_figures
from tui.documents.model import PartialDate

_NUMBER, _PERCENTAGE, _SUM, _DATE = FactKind.NUMBER, FactKind.PERCENTAGE, FactKind.SUM, FactKind.DATE


@pytest.mark.parametrize(
    ("text", "words", "kind", "value"),
    [
        ("8,500 troops", "8,500", _NUMBER, 8500.0),
        ("some 190,000 soldiers", "190,000", _NUMBER, 190_000.0),
        ("about 1.500.000 Menschen", "1.500.000", _NUMBER, 1_500_000.0),
        ("rund 3,5 Meter", "3,5", _NUMBER, 3.5),
        ("1\u00a0500\u00a0000 personnes", "1\u00a0500\u00a0000", _NUMBER, 1_500_000.0),
        ("1\u202f500 euros", "1\u202f500 euros", _SUM, 1500.0),
        ("12'000 Franken", "12'000 Franken", _SUM, 12_000.0),
        ("3.5 million people", "3.5 million", _NUMBER, 3_500_000.0),
        ("a 1.5-million army", "1.5-million", _NUMBER, 1_500_000.0),
        ("5 billion", "5 billion", _NUMBER, 5e9),
        ("3 millions de", "3 millions", _NUMBER, 3e6),
        ("2 миллионов", "2 миллионов", _NUMBER, 2e6),
        ("40 percent of", "40 percent", _PERCENTAGE, 40.0),
        ("40 per cent of", "40 per cent", _PERCENTAGE, 40.0),
        ("3.5% of", "3.5%", _PERCENTAGE, 3.5),
        ("3,5 % der", "3,5 %", _PERCENTAGE, 3.5),
        ("50 Prozent der", "50 Prozent", _PERCENTAGE, 50.0),
        ("50 pour cent", "50 pour cent", _PERCENTAGE, 50.0),
        ("50 por ciento", "50 por ciento", _PERCENTAGE, 50.0),
        ("50 процентов", "50 процентов", _PERCENTAGE, 50.0),
        ("$200 in", "$200", _SUM, 200.0),
        ("US$2.7 billion", "US$2.7 billion", _SUM, 2.7e9),
        ("€3.5bn", "€3.5bn", _SUM, 3.5e9),
        ("£40m", "£40m", _SUM, 40e6),
        ("200 million dollars", "200 million dollars", _SUM, 200e6),
        ("30 US dollars", "30 US dollars", _SUM, 30.0),
        ("500 рублей", "500 рублей", _SUM, 500.0),
        ("20 €", "20 €", _SUM, 20.0),
        ("three hundred thousand men", "three hundred thousand", _NUMBER, 300_000.0),
        ("Twenty-five years", "Twenty-five", _NUMBER, 25.0),
        ("two hundred and twelve ships", "two hundred and twelve", _NUMBER, 212.0),
        ("a hundred days", "a hundred", _NUMBER, 100.0),
        ("five million dollars", "five million dollars", _SUM, 5e6),
        ("ten per cent", "ten per cent", _PERCENTAGE, 10.0),
        ("a dozen ships", "a dozen", _NUMBER, 12.0),
        ("two dozen ships", "two dozen", _NUMBER, 24.0),
        ("the 21st century", "21st", _NUMBER, 21.0),
        ("on 10 March 2022 in", "10 March 2022", _DATE, PartialDate(2022, 3, 10)),
        ("on March 10, 2022 in", "March 10, 2022", _DATE, PartialDate(2022, 3, 10)),
        ("am 10. März 2022 in", "10. März 2022", _DATE, PartialDate(2022, 3, 10)),
        ("since March 2022", "March 2022", _DATE, PartialDate(2022, 3)),
        ("2022-03-10", "2022-03-10", _DATE, PartialDate(2022, 3, 10)),
        ("on March 29 in", "March 29", _DATE, PartialDate(0, 3, 29)),
        ("on the 29th of March", "29th of March", _DATE, PartialDate(0, 3, 29)),
        ("in 1934 it", "1934", _DATE, PartialDate(1934)),
        ("in 2014, the", "2014", _DATE, PartialDate(2014)),
        ("900 men", "900", _NUMBER, 900.0),
        ("2100 men", "2100", _NUMBER, 2100.0),
        ("2,014 men", "2,014", _NUMBER, 2014.0),
    ],
)
def test_figure_has_its_kind_value_and_place(text: str, words: str, kind: FactKind, value: float | PartialDate) -> None:
    (figure,) = find_figures(text)

    assert text[figure.span.start : figure.span.end] == words
    assert (figure.kind, figure.value) == (kind, value)


@pytest.mark.parametrize(
    "text",
    [
        "", "no figure here", "one of them", "No one, and once more", "someone tenfold often", "the T-34 tank",
        "the Su27 and the B52s", "COVID-19", "zero", "½", "²³", "%", "$", "MMXXII",
        "thousands of", "x1y", "Hundreds came", "1one", "first",
    ],
)  # fmt: skip
def test_no_figure_is_found_where_there_is_none(text: str) -> None:
    assert find_figures(text) == ()


@pytest.mark.parametrize(
    ("text", "value"), [("3,5 Millionen Menschen", 3.5e6), ("2 Milliarden Euro", 2e9), ("5 Million", 5e6)]
)
def test_scale_with_a_capital_counts(text: str, value: float) -> None:
    (figure,) = find_figures(text)

    assert figure.value == value


@pytest.mark.parametrize(("text", "value"), [("half a million people", 5e5), ("two and a half million", 2.5e6)])
def test_half_of_a_scale_is_not_the_whole(text: str, value: float) -> None:
    assert {figure.value for figure in find_figures(text)} <= {value}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("from 8,500 to 190,000 troops", ["8,500", "190,000"]),
        ("between 2014 and 2022, 14,000 died", ["2014", "2022", "14,000"]),
        ("30-40 percent", ["30", "40 percent"]),
        ("3, 4 and 5", ["3", "4", "5"]),
        ("In 2018, $3 million and 5%.", ["2018", "$3 million", "5%"]),
        ("On 24 February 2022 150,000 men", ["24 February 2022", "150,000"]),
        ("24 and twenty-five", ["24", "twenty-five"]),
        ("32 May 2022", ["32", "May 2022"]),
        ("February 45", ["45"]),
    ],
)
def test_figures_of_a_passage_are_found_from_left_to_right(text: str, found: list[str]) -> None:
    assert [text[figure.span.start : figure.span.end] for figure in find_figures(text)] == found


_PLACES = st.lists(
    st.sampled_from(
        "8,500 190,000 3.5 million % per cent $ € US$ two hundred and thousand dozen 10 March 2022 2022-03-10 1934 "
        "29th of , . - – ( ) troops dollars 1.500 1'000 999999999999999999999999 0 00 ½ May 1st".split()
    ),
    max_size=14,
).flatmap(lambda words: st.sampled_from(["", " ", "\u00a0", "\n"]).map(lambda gap: gap.join(words)))


@given(st.one_of(_PLACES, damaged_statements()))
def test_figures_are_in_order_do_not_overlap_and_hold_no_outer_space(text: str) -> None:
    figures = find_figures(text)

    ends = 0
    for figure in figures:
        words = text[figure.span.start : figure.span.end]
        assert figure.span.start >= ends
        assert words == words.strip()
        assert words
        assert isinstance(figure.value, PartialDate) is (figure.kind is FactKind.DATE)
        ends = figure.span.end


@pytest.mark.parametrize(
    ("one", "other", "stands"),
    [
        ("8,500", "8500", True),
        ("8,500", "8.500", True),
        ("3.5 million", "3,500,000", True),
        ("three hundred", "300", True),
        ("8,500", "190,000", False),
        ("5 percent", "5%", True),
        ("two", "2", True),
        ("March 2022", "10 March 2022", True),
        ("10 March 2022", "March 2022", False),
        ("10 March", "10 March 2022", True),
        ("10 March 2022", "10 March", True),
        ("11 March", "10 March 2022", False),
        ("2022", "10 March 2022", True),
        ("2021", "10 March 2022", False),
        ("10 March 2022", "10 March 2021", False),
        ("10 March 2022", "2022-03-10", True),
        ("2022", "2,022", True),
        ("2022", "10 March", False),
    ],
)
def test_figure_stands_for_another_that_says_it_as_well(one: str, other: str, stands: bool) -> None:
    (first,), (second,) = find_figures(one), find_figures(other)

    assert first.stands_for(second) is stands


@pytest.mark.parametrize(
    "text",
    ["1,000," * 5_000, "1 " * 10_000, "two hundred and " * 5_000, "9" * 20_000, "10 March " * 3_000, "a one " * 5_000],
    ids=range(6),
)
def test_figures_of_odd_long_passages_are_found_in_bounded_time(text: str) -> None:
    with within(10):
        find_figures(text)
