"""What is left out of a quotation, put into it or changed by brackets, and the parts that are the source's own."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.samples import PLAIN
from tui.quoting.elision import Part, is_elided, parts_of

_words = st.lists(st.sampled_from(PLAIN), min_size=1, max_size=5).map(" ".join)


@pytest.mark.parametrize(
    ("quotation", "parts"),
    [
        ("We want peace.", [Part("We want peace.")]),
        ("We want [...] peace.", [Part("We want"), Part("peace.", after_omission=True)]),
        ("We want [ . . . ] peace.", [Part("We want"), Part("peace.", after_omission=True)]),
        ("We want […] peace.", [Part("We want"), Part("peace.", after_omission=True)]),
        ("We want (...) peace.", [Part("We want"), Part("peace.", after_omission=True)]),
        ("We want (…) peace.", [Part("We want"), Part("peace.", after_omission=True)]),
        ("We want ... peace.", [Part("We want"), Part("peace.", after_omission=True)]),
        ("We want … peace.", [Part("We want"), Part("peace.", after_omission=True)]),
        ("We want . . . peace.", [Part("We want"), Part("peace.", after_omission=True)]),
        ("We want.... Peace", [Part("We want"), Part("Peace", after_omission=True)]),
        ("We want\n\n[...]\n\npeace.", [Part("We want"), Part("peace.", after_omission=True)]),
        ("... we want peace ...", [Part("we want peace", after_omission=True)]),
        ("[...] we want peace [...].", [Part("we want peace", after_omission=True)]),
        ("We [...] want ... peace", [Part("We"), Part("want", True), Part("peace", True)]),
        ("They want [their] peace.", [Part("They want"), Part("peace.")]),
        ("[They] want peace.", [Part("want peace.")]),
        ("They want peace [now]", [Part("They want peace")]),
        ("They [sic] want [...] peace", [Part("They"), Part("want"), Part("peace", True)]),
        ("They want [...] [their] peace", [Part("They want"), Part("peace", True)]),
        ("They want [their] [...] peace", [Part("They want"), Part("peace", True)]),
        ("The state[s] want peace", [Part("The state", is_cut=True), Part("want peace")]),
        ("Peace want[ed]", [Part("Peace want", is_cut=True)]),
        ("[T]he war ends", [Part("The war ends")]),
        ("[Th]e war ends", [Part("The war ends")]),
        ("He said [t]hat [...] it ends", [Part("He said that"), Part("it ends", True)]),
        ("war [... and so on] peace", [Part("war"), Part("peace")]),
        ("war [a [b] c] peace", [Part("war [a"), Part("c] peace")]),
        (f"war [{'x' * 301}] peace", [Part(f"war [{'x' * 301}] peace")]),
        ("a ... — ... b", [Part("a"), Part("b", True)]),
        ("[his]", []),
        ("[...]", []),
        ("...", []),
        ("", []),
    ],
)
def test_quotation_is_taken_apart_where_something_was_left_out_or_put_in(quotation: str, parts: list[Part]) -> None:
    assert list(parts_of(quotation)) == parts


@pytest.mark.parametrize(
    ("quotation", "parts"),
    [
        ("[t]he war [...] ends", [Part("[t]he war"), Part("ends", True)]),
        ("[t]he [long] war", [Part("[t]he"), Part("war")]),
        ("state[s] want peace", [Part("state", is_cut=True), Part("want peace")]),
    ],
)
def test_first_letter_in_brackets_of_the_source_itself_stays(quotation: str, parts: list[Part]) -> None:
    assert list(parts_of(quotation, has_own_letters=True)) == parts


@pytest.mark.parametrize(
    ("quotation", "parts"),
    [
        ("One [1] two [...] three [sic](x) four", [Part("One [1] two"), Part("three [sic](x) four", True)]),
        ("[t]he [long] war", [Part("[t]he [long] war")]),
        ("state[s] [...] end", [Part("state[s]"), Part("end", True)]),
    ],
)
def test_brackets_of_the_source_itself_stay_but_those_of_omissions(quotation: str, parts: list[Part]) -> None:
    assert list(parts_of(quotation, has_own_brackets=True)) == parts


@pytest.mark.parametrize(
    ("quotation", "is_so"),
    [
        ("We want [...] peace.", True),
        ("We want … peace", True),
        ("We want ... peace", True),
        ("We want . . . peace", True),
        ("We want [their] peace", True),
        ("[T]he war", True),
        ("We want peace.", False),
        ("We want (real) peace. And bread.", False),
        ("We want peace.. And", False),
        ("We want [] peace", False),
        ("U. S. troops", False),
        ("", False),
    ],
)
def test_quotation_says_of_itself_whether_it_is_elided(quotation: str, is_so: bool) -> None:
    assert is_elided(quotation) is is_so


@given(st.lists(_words, min_size=1, max_size=5), st.sampled_from(["[...]", "...", "…", ". . .", "(…)", "[ … ]"]))
def test_parts_between_omissions_are_what_was_joined(parts: list[str], omission: str) -> None:
    found = parts_of(f" {omission} ".join(parts))

    assert [part.text for part in found] == parts
    assert [part.after_omission for part in found] == [False, *[True] * (len(parts) - 1)]


@given(st.text(st.sampled_from("ab .…[]()\n“”-"), max_size=60))
def test_parts_are_runs_of_the_quotation_that_hold_words(quotation: str) -> None:
    parts = parts_of(quotation, has_own_letters=True)

    at = 0
    for part in parts:
        at = quotation.index(part.text, at) + len(part.text)
        assert any(character.isalnum() for character in part.text)
    assert is_elided(quotation) or len(parts) <= 1


@pytest.mark.parametrize(
    "quotation", ["[" * 50_000, "(. " * 20_000, "[a" * 20_000, "." * 50_000, "[... " * 10_000, "[" + " " * 50_000]
)
def test_unclosed_brackets_take_no_longer_than_their_number(quotation: str) -> None:
    assert len(parts_of(quotation)) <= 1 + quotation.count("...")
