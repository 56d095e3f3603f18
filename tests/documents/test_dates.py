"""Dates as datelines write them: read with their own precision, and never completed."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.documents.dates import MONTHS, find_dates, parse_date
from tui.documents.model import PartialDate

_ENGLISH = ("January February March April May June July August September October November December").split()


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("10 March 2022", "2022-03-10"),
        ("March 10, 2022", "2022-03-10"),
        ("March 10 2022", "2022-03-10"),
        ("10th March 2022", "2022-03-10"),
        ("10th of March, 2022", "2022-03-10"),
        ("1st May 1917", "1917-05-01"),
        ("2 Feb. 2022", "2022-02-02"),
        ("Sept 3, 2021", "2021-09-03"),
        ("2022-03-10", "2022-03-10"),
        ("2022/03/10", "2022-03-10"),
        ("2022-03-10T12:30:00Z", "2022-03-10"),
        ("10.03.2022", "2022-03-10"),
        ("10. März 2022", "2022-03-10"),
        ("10 mars 2022", "2022-03-10"),
        ("1er mai 1968", "1968-05-01"),
        ("10 de marzo de 2022", "2022-03-10"),
        ("10 марта 2022", "2022-03-10"),
        ("2022年3月10日", "2022-03-10"),
        ("25/12/2021", "2021-12-25"),
        ("12/25/2021", "2021-12-25"),
        ("5/5/2021", "2021-05-05"),
        ("  10 March 2022  ", "2022-03-10"),
        ("29 February 2024", "2024-02-29"),
        ("March 2022", "2022-03"),
        ("2022-03", "2022-03"),
        ("2022", "2022"),
        ("1917", "1917"),
    ],
)
def test_dateline_is_read_with_its_own_precision(text: str, iso: str) -> None:
    assert str(parse_date(text)) == iso


@pytest.mark.parametrize(
    "text",
    [
        "",
        "March",
        "10 March",
        "31 April 2022",
        "29 February 2023",
        "0 March 2022",
        "32 January 2022",
        "2022-13-01",
        "2022-02-30",
        "2022-00",
        "3/4/2022",
        "03/04/2022",
        "13/13/2022",
        "10 Marchember 2022",
        "1234",
        "20221",
        "12022",
        "2,022",
        "yesterday",
        "190,000",
        "in 2022",
        "since March 2022",
        "10 March 2022 in Geneva",
    ],
)
def test_what_is_not_wholly_a_certain_date_is_none(text: str) -> None:
    assert parse_date(text) is None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("signed on November 10, 2021.", [("November 10, 2021", "2021-11-10")]),
        (
            "from December 1979 to February 1989,",
            [("December 1979", "1979-12"), ("February 1989", "1989-02")],
        ),
        ("published 2022-03-10, again 2022", [("2022-03-10", "2022-03-10"), ("2022", "2022")]),
        ("paid 2022.50 euros", []),
        ("room 2022b, no. A2022", []),
        ("nothing of the kind", []),
        ("", []),
    ],
)
def test_dates_in_running_text_are_found_where_they_stand(text: str, found: list[tuple[str, str]]) -> None:
    assert [(text[start:end], str(date)) for start, end, date in find_dates(text)] == found


@pytest.mark.parametrize("text", ["the famine of 1932-1933", "Documents 1917-1921", "1932–1933"])
def test_range_of_years_is_not_found_by_half(text: str) -> None:
    assert len(find_dates(text)) in (0, 2)


@given(st.dates(datetime.date(1500, 1, 1), datetime.date(2099, 12, 31)), st.integers(0, 5))
def test_every_day_of_the_calendar_is_read_back_in_every_form(day: datetime.date, form: int) -> None:
    month = _ENGLISH[day.month - 1]
    texts = (
        f"{day.day} {month} {day.year}",
        f"{month} {day.day}, {day.year}",
        f"{day.day} {month[:3]} {day.year}",
        day.isoformat(),
        f"{day.day:02}.{day.month:02}.{day.year}",
        f"{day.day}th of {month}, {day.year}",
    )

    assert parse_date(texts[form]) == PartialDate(day.year, day.month, day.day)


@given(st.text(max_size=80))
def test_found_dates_never_overlap_and_always_hold_their_year(text: str) -> None:
    end_before = 0
    for start, end, date in find_dates(f"{text} 3 May 2021 {text}"):
        assert end_before <= start < end
        end_before = end
        assert 1500 <= date.year < 2100


def test_vaguer_date_comes_before_the_days_it_covers() -> None:
    dates = [PartialDate(2022, 3, 10), PartialDate(2022), PartialDate(2022, 3), PartialDate(2021, 12, 31)]

    assert [str(date) for date in sorted(dates)] == ["2021-12-31", "2022", "2022-03", "2022-03-10"]


def test_month_names_are_lower_case_and_numbered() -> None:
    assert [MONTHS[name.lower()] for name in _ENGLISH] == list(range(1, 13))
    assert set(MONTHS.values()) == set(range(1, 13))
