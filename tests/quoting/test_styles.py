"""Chicago, APA and MLA, after the manuals' rules and the shapes of their published examples."""

from dataclasses import replace

import pytest
from hypothesis import given

from tests.quoting.made_quotes import bare_quote, made_quote, odd_quotes
from tui.documents.model import PartialDate
from tui.quoting.citation import cite, with_citation
from tui.quoting.quote import Quote

_MANY = tuple(f"Jane {letter}son" for letter in "ABCDEFGHIJKLMNOPQRSTU")
_RSD = "Russian Socialist Movement (RSD)"


def _published(authors: tuple[str, ...], title: str, publisher: str, date: PartialDate | None, source: str) -> Quote:
    return made_quote(authors=authors, title=title, publisher=publisher, date=date, source=source, locator="")


_MANJOO = _published(
    ("Farhad Manjoo",),
    "Snap Makes a Bet on the Cultural Supremacy of the Camera",
    "New York Times",
    PartialDate(2017, 3, 8),
    "https://www.nytimes.com/2017/03/08/technology/snap-makes-a-bet-on-the-cultural-supremacy-of-the-camera.html",
)
_FACTS = _published((), "About Yale: Yale Facts", "Yale University", None, "https://www.yale.edu/about-yale/yale-facts")
_WERNEBURG = _published(
    ("Brenda L. Werneburg",),
    "Improve your relationships with better communication",
    "Mayo Clinic",
    PartialDate(2017),
    "https://www.mayoclinic.org/better-communication",
)
_FLU = _published(
    ("Centers for Disease Control and Prevention",),
    "People at high risk of developing flu-related complications",
    "Centers for Disease Control and Prevention",
    PartialDate(2018, 1, 23),
    "https://www.cdc.gov/flu/about/disease/high_risk.htm",
)


@pytest.mark.parametrize(
    ("style", "quote", "source"),
    [
        (
            "chicago",
            _MANJOO,
            "Farhad Manjoo, “Snap Makes a Bet on the Cultural Supremacy of the Camera,” New York Times, March 8, 2017, "
            "https://www.nytimes.com/2017/03/08/technology/"
            "snap-makes-a-bet-on-the-cultural-supremacy-of-the-camera.html.",
        ),
        (
            "chicago",
            _FACTS,
            "“About Yale: Yale Facts,” Yale University, n.d., https://www.yale.edu/about-yale/yale-facts.",
        ),
        (
            "apa",
            _WERNEBURG,
            "(Werneburg, 2017)\n\nWerneburg, B. L. (2017). Improve your relationships with better communication. "
            "Mayo Clinic. https://www.mayoclinic.org/better-communication",
        ),
        (
            "apa",
            _FLU,
            "(Centers for Disease Control and Prevention, 2018)\n\nCenters for Disease Control and Prevention. "
            "(2018, January 23). People at high risk of developing flu-related complications. "
            "https://www.cdc.gov/flu/about/disease/high_risk.htm",
        ),
        (
            "mla",
            _MANJOO,
            "(Manjoo)\n\nManjoo, Farhad. “Snap Makes a Bet on the Cultural Supremacy of the Camera.” New York Times, "
            "8 Mar. 2017, https://www.nytimes.com/2017/03/08/technology/"
            "snap-makes-a-bet-on-the-cultural-supremacy-of-the-camera.html.",
        ),
        (
            "mla",
            _FLU,
            "(“People at high risk of developing flu-related complications”)\n\n“People at high risk of developing "
            "flu-related complications.” Centers for Disease Control and Prevention, 23 Jan. 2018, "
            "https://www.cdc.gov/flu/about/disease/high_risk.htm.",
        ),
    ],
)
def test_published_examples_come_out_as_the_manuals_have_them(style: str, quote: Quote, source: str) -> None:
    assert cite(quote, style) == source


@pytest.mark.parametrize(
    ("style", "cited"),
    [
        (
            "chicago",
            "“Ships wait outside.”\n\nAna Castro, “The Harbour Is Closed,” Dock News, March 3, 2021, para. 3, "
            "https://example.org/harbour.",
        ),
        (
            "apa",
            "“Ships wait outside” (Castro, 2021, para. 3).\n\nCastro, A. (2021, March 3). The Harbour Is Closed. "
            "Dock News. https://example.org/harbour",
        ),
        (
            "mla",
            "“Ships wait outside” (Castro, par. 3).\n\nCastro, Ana. “The Harbour Is Closed.” Dock News, 3 Mar. 2021, "
            "https://example.org/harbour.",
        ),
    ],
)
def test_a_quote_is_set_with_its_citation(style: str, cited: str) -> None:
    assert with_citation(made_quote(), style) == cited


@pytest.mark.parametrize(
    ("style", "source"),
    [
        ("chicago", "[harbour.md], n.d."),
        ("apa", "([harbour.md], n.d.)\n\n[harbour.md]. (n.d.)."),
        ("mla", "([harbour.md])\n\n[harbour.md]."),
    ],
)
def test_nothing_is_invented_where_nothing_is_known(style: str, source: str) -> None:
    assert cite(bare_quote(), style) == source


@pytest.mark.parametrize(
    ("style", "source"),
    [
        ("chicago", "“The Harbour Is Closed,” n.d., para. 3."),
        ("apa", "(“The Harbour Is Closed,” n.d., para. 3)\n\nThe Harbour Is Closed. (n.d.)."),
        ("mla", "(“The Harbour Is Closed,” par. 3)\n\n“The Harbour Is Closed.”"),
    ],
)
def test_the_title_moves_first_where_no_author_is_known(style: str, source: str) -> None:
    assert cite(made_quote(authors=(), publisher=None, date=None, source=None), style) == source


@pytest.mark.parametrize(
    ("style", "authors", "beginning"),
    [
        ("chicago", ("Ana Castro",), "Ana Castro, “"),
        ("chicago", ("Castro, Ana",), "Ana Castro, “"),
        ("chicago", ("Ana Castro", "Ben Okoro"), "Ana Castro and Ben Okoro, “"),
        ("chicago", ("Ana Castro", "Ben Okoro", "Clara Weiss"), "Ana Castro et al., “"),
        ("chicago", ("Xi Jinping",), "Xi Jinping, “"),
        ("apa", ("Ana Castro", "Ben Okoro"), "(Castro & Okoro, 2021, para. 3)\n\nCastro, A., & Okoro, B. (2021"),
        (
            "apa",
            ("Ana Castro", "Ben Okoro", "Xi Jinping"),
            "(Castro et al., 2021, para. 3)\n\nCastro, A., Okoro, B., & Xi, J. (2021",
        ),
        (
            "apa",
            (_RSD,),
            "(Russian Socialist Movement [RSD], 2021, para. 3)\n\nRussian Socialist Movement (RSD). (2021",
        ),
        ("mla", ("Ana Castro", "Ben Okoro"), "(Castro and Okoro, par. 3)\n\nCastro, Ana, and Ben Okoro. “"),
        ("mla", ("Ana Castro", "Ben Okoro", "Clara Weiss"), "(Castro et al., par. 3)\n\nCastro, Ana, et al. “"),
        ("mla", ("Xi Jinping",), "(Xi, par. 3)\n\nXi Jinping. “"),
        ("mla", ("Xi Jinping", "Ben Okoro"), "(Xi and Okoro, par. 3)\n\nXi Jinping and Ben Okoro. “"),
        ("mla", (_RSD,), "(Russian Socialist Movement [RSD], par. 3)\n\nRussian Socialist Movement (RSD). “"),
        ("mla", ("Martin Luther King Jr.",), "(King, par. 3)\n\nKing, Martin Luther, Jr. “"),
    ],
)
def test_one_two_and_more_authors_are_listed(style: str, authors: tuple[str, ...], beginning: str) -> None:
    assert cite(made_quote(authors=authors), style).startswith(beginning)


def test_of_more_than_twenty_authors_apa_lists_nineteen_and_the_last() -> None:
    reference = cite(made_quote(authors=_MANY), "apa").split("\n\n")[1]

    assert "Rson, J., Sson, J., . . . Uson, J. (2021" in reference
    assert "Tson" not in reference
    assert "Sson, J., & Tson, J. (2021" in cite(made_quote(authors=_MANY[:20]), "apa")


@pytest.mark.parametrize(
    ("style", "date", "said"),
    [
        ("chicago", PartialDate(2022), ", 2022, para"),
        ("chicago", PartialDate(2022, 9), ", September 2022, para"),
        ("chicago", PartialDate(2022, 9, 30), ", September 30, 2022, para"),
        ("chicago", None, ", n.d., para"),
        ("apa", PartialDate(2022), "A. (2022). The"),
        ("apa", PartialDate(2022, 9), "A. (2022, September). The"),
        ("apa", PartialDate(2022, 9, 30), "A. (2022, September 30). The"),
        ("apa", None, "A. (n.d.). The"),
        ("mla", PartialDate(2022), "News, 2022, https"),
        ("mla", PartialDate(2022, 9), "News, Sept. 2022, https"),
        ("mla", PartialDate(2022, 5, 30), "News, 30 May 2022, https"),
        ("mla", None, "News, https"),
    ],
)
def test_a_date_is_given_as_precisely_as_it_is_known(style: str, date: PartialDate | None, said: str) -> None:
    assert said in cite(made_quote(date=date), style)


@pytest.mark.parametrize(
    ("style", "said"), [("chicago", ", paras. 3–4, "), ("apa", ", paras. 3–4)"), ("mla", ", pars. 3-4)")]
)
def test_several_paragraphs_are_a_range(style: str, said: str) -> None:
    assert said in cite(made_quote(locator="paras. 3-4"), style)


@pytest.mark.parametrize(
    ("style", "source"),
    [
        ("chicago", "Dock Workers Union (DWU), “The Harbour Is Closed,” March 3, 2021, para. 3."),
        (
            "apa",
            "(Dock Workers Union [DWU], 2021, para. 3)\n\n"
            "Dock Workers Union (DWU). (2021, March 3). The Harbour Is Closed.",
        ),
        (
            "mla",
            "(“The Harbour Is Closed,” par. 3)\n\n“The Harbour Is Closed.” Dock Workers Union, 3 Mar. 2021.",
        ),
    ],
)
def test_an_organisation_that_publishes_its_own_statement_stands_once(style: str, source: str) -> None:
    quote = made_quote(authors=("Dock Workers Union (DWU)",), publisher="Dock Workers Union", source=None)

    assert cite(quote, style) == source


@pytest.mark.parametrize(
    ("style", "title", "set_title"),
    [
        ("chicago", "Is the harbour closed?", "“Is the harbour closed?,” Dock"),
        ("chicago", "The “closed” harbour", "“The ‘closed’ harbour,” Dock"),
        ("chicago", "The harbour is “closed”", "“The harbour is ‘closed,’” Dock"),
        ("chicago", "The harbour is closed.", "“The harbour is closed,” Dock"),
        ("apa", "Is the harbour closed?", ". Is the harbour closed? Dock"),
        ("apa", "The harbour is closed.", ". The harbour is closed. Dock"),
        ("apa", "The “closed” harbour", ". The “closed” harbour. Dock"),
        ("mla", "Is the harbour closed?", "“Is the harbour closed?” Dock"),
        ("mla", "The harbour is “closed”", "“The harbour is ‘closed.’” Dock"),
        ("mla", "NATO out of the harbour!", "“NATO out of the harbour!” Dock"),
    ],
)
def test_a_title_meets_no_second_mark(style: str, title: str, set_title: str) -> None:
    assert set_title in cite(made_quote(title=title), style)


@pytest.mark.parametrize(
    ("style", "words", "is_block"),
    [
        ("chicago", "word " * 98 + "word.", False),
        ("chicago", "word " * 99 + "word.", True),
        ("apa", "word " * 38 + "word.", False),
        ("apa", "word " * 39 + "word.", True),
        ("mla", "word " * 60 + "word.", False),
        ("mla", "word " * 80 + "word.", True),
        ("chicago", "One.\n\nTwo.", True),
        ("apa", "One.\n\nTwo.", True),
        ("mla", "One.\n\nTwo.", True),
    ],
)
def test_a_long_quotation_is_a_block_without_marks(style: str, words: str, is_block: bool) -> None:
    cited = with_citation(made_quote(words), style)

    assert cited.startswith(words) is is_block
    assert cited.startswith("“") is not is_block


@pytest.mark.parametrize(
    ("style", "words", "said"),
    [
        ("apa", "They said “peace.”", "“They said ‘peace’” (Castro, 2021, para. 3).\n"),
        ("apa", "Is it peace?", "“Is it peace?” (Castro, 2021, para. 3).\n"),
        ("apa", "a peace agreement", "“a peace agreement” (Castro, 2021, para. 3)\n"),
        ("mla", "It is peace …", "“It is peace …” (Castro, par. 3).\n"),
        ("mla", "in the U.S.", "“in the U.S.” (Castro, par. 3).\n"),
        ("apa", "One.\n\n“Two.”", "One.\n\n“Two.” (Castro, 2021, para. 3)\n"),
        ("chicago", "They said “peace.”", "“They said ‘peace.’”\n"),
    ],
)
def test_the_full_stop_stands_where_the_manual_has_it(style: str, words: str, said: str) -> None:
    assert with_citation(made_quote(words), style).startswith(said)


@given(odd_quotes)
def test_every_style_sets_every_quote_and_the_quote_stays_as_it_was(quote: Quote) -> None:
    before = replace(quote)
    for style in ("chicago", "apa", "mla"):
        source = cite(quote, style)
        assert source
        assert all(part and part.splitlines() == [part] for part in source.split("\n\n"))
        assert with_citation(quote, style).endswith(source.split("\n\n")[-1])
    assert quote == before
