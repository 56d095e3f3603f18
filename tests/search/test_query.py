"""The query language: what is typed, as expressions; and what does not parse, with its column."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.samples import within
from tui.documents.model import BlockKind
from tui.errors import StatementsError
from tui.search.expressions import Leaf, Match, Phrase, Word
from tui.search.fields import FieldTest
from tui.search.lexer import QueryError
from tui.search.matching import word_groups
from tui.search.query import LONGEST_QUERY, parse_query

_MARKS = {Match.PAIR: "=", Match.FUZZY: "~", Match.UNFINISHED: "…", Match.EXACT: "=", Match.PREFIX: "*"}


def shown(leaf: Leaf) -> str:
    """Write an expression in a line: the folded word with its match, phrases in brackets, fields by name."""
    if isinstance(leaf, Word):
        return leaf.token + _MARKS[leaf.match]
    if isinstance(leaf, Phrase):
        return f"[{' '.join(map(shown, leaf.words))}]"
    return f"{leaf.name}:{leaf.value}"


def wanted(text: str) -> list[str]:
    return ["|".join(map(shown, group)) for group in parse_query(text).wanted]


def unwanted(text: str) -> list[str]:
    return [shown(leaf) for leaf in parse_query(text).unwanted]


@pytest.mark.parametrize(
    ("text", "groups"),
    [
        ("war", ["war…"]),
        ("war ", ["war~"]),
        ("  war  peace", ["war~", "peace…"]),
        ("WAR Ukraine’s ", ["war~", "ukraine~"]),
        ("'war", ["war="]),
        ("‘war’ x ", ["war=", "x~"]),
        ("’war ", ["war="]),
        ("war*", ["war*"]),
        ("war*, peace*. x ", ["war*", "peace*", "x~"]),
        ("'war*", ["war*"]),
        ('"new cold war"', ["[new= cold= war=]"]),
        ("“new cold war”", ["[new= cold= war=]"]),
        ("„new cold“ x ", ["[new= cold=]", "x~"]),
        ("„new cold” x ", ["[new= cold=]", "x~"]),
        ('"war"', ["war="]),
        ('"the U.S."', ["[the= u.s=]"]),
        ("de-escalation ", ["[de~ escalation~]"]),
        ("de-escalat", ["[de~ escalat…]"]),
        ("'de-escalation", ["[de= escalation=]"]),
        ("co-oper*", ["[co= oper*]"]),
        ("war—peace ", ["[war~ peace~]"]),
        ("a OR b ", ["a~|b~"]),
        ("a OR b OR c d", ["a~|b~|c~", "d…"]),
        ('a OR "b c" OR \'d ', ["a~|[b= c=]|d="]),
        ("a or b ", ["a~", "or~", "b~"]),
        ("oil AND war ", ["oil~", "war~"]),
        ("a and b ", ["a~", "and~", "b~"]),
        ("author:x OR title:y", ["author:x|title:y"]),
        ("war war ", ["war~"]),
        ("war WAR war", ["war…"]),
        ("1,000,000 ", ["1000000~|[1= 000= 000=]"]),
        ("1 000 000 ", ["1~|1000000=", "000~|1000000="]),
        ("12 345", ["12~|12345=", "345…|12345="]),
        ("1999 200 ", ["1999~", "200~"]),
        ("'12 345 ", ["12=", "345~"]),
        ("u s policy ", ["u~|u.s=", "s~|u.s=", "policy~"]),
        ("N A T O ", ["n~|nato=", "a~|nato=", "t~|nato=", "o~|nato="]),
        ("a i ", ["a~", "i~"]),
        ("once a w", ["once~", "a~|aw=", "w…|aw="]),
        ("ukraine s east ", ["ukraine~", "east~"]),
        ("ukraine s", ["ukraine~", "s…"]),
        ("don t go ", ["dont~", "go~"]),
        ("war t ", ["war~", "t~"]),
        ("U.S.* ", ["u.s*"]),
        ("«cold war» x ", ["[cold= war=]", "x~"]),
        ("»cold war« x ", ["[cold= war=]", "x~"]),
        ("「冷战」 ", ["冷战="]),
        ('צה"ל ', ["[צה~ ל~]"]),
        ("ผู้ล", ["ผู้ล*"]),
        ("١٬٢٠٠ ", ["1200~"]),
        ("10 1000 ", ["10~", "1000~"]),
        ("(war), [peace]! ", ["war~", "peace~"]),
        ("war & peace ", ["war~", "peace~"]),
        ("war - peace ", ["war~", "peace~"]),
        ("war -- peace ", ["war~", "peace~"]),
        ("x\x00y\x1bz ", ["[x~ y~ z~]"]),
        ("xx \x07 yy ", ["xx~", "yy~"]),
        ("中国 ", ["中国="]),
        ("中国人 ", ["[中国= 国人=]"]),
        ("中 ", ["中*"]),
        ("https://example.org ", ["[https~ example~ org~]"]),
        ("ab.cd|ef^gh$ij ", ["[ab~ cd~ ef~ gh~ ij~]"]),
        ("10:30 ", ["[10~ 30~]"]),
    ],
)
def test_typed_words_become_expressions(text: str, groups: list[str]) -> None:
    assert wanted(text) == groups


@pytest.mark.parametrize(
    ("text", "groups", "left_out"),
    [
        ("war -peace", ["war~"], ["peace="]),
        ("-peace war", ["war…"], ["peace="]),
        ('war -"cold war"', ["war~"], ["[cold= war=]"]),
        ("war -“cold war”", ["war~"], ["[cold= war=]"]),
        ("war -peace*", ["war~"], ["peace*"]),
        ("war -'peace", ["war~"], ["peace="]),
        ("war --peace", ["war~"], ["peace="]),
        ("war -de-escalation", ["war~"], ["[de= escalation=]"]),
        ("war -author:weiss", ["war~"], ["author:weiss"]),
        ("war -kind:caption -kind:note", ["war~"], ["kind:caption", "kind:note"]),
        ("war -peace -peace", ["war~"], ["peace="]),
        ("war -OR", ["war~"], ["or="]),
        ("war -...", ["war~"], []),
    ],
)
def test_dash_before_a_word_leaves_it_out(text: str, groups: list[str], left_out: list[str]) -> None:
    assert wanted(text) == groups
    assert unwanted(text) == left_out


@pytest.mark.parametrize(
    ("text", "name", "value"),
    [
        ("author:weiss", "author", "weiss"),
        ("AUTHOR:Weiss", "author", "Weiss"),
        ('author:"Clara Weiss"', "author", "Clara Weiss"),
        ("author:“Clara Weiss”", "author", "Clara Weiss"),
        ("title:peace", "title", "peace"),
        ("publisher:wsws", "publisher", "wsws"),
        ("in:003", "in", "003"),
        ('in:"a folder/name"', "in", "a folder/name"),
        ("date:2022", "date", "2022"),
        ("date:2022-02..2022-03", "date", "2022-02..2022-03"),
        ("date:>=2022-03-10", "date", ">=2022-03-10"),
        ("kind:caption", "kind", "caption"),
    ],
)
def test_field_is_a_name_a_colon_and_a_value(text: str, name: str, value: str) -> None:
    ((leaf,),) = parse_query(text).wanted

    assert isinstance(leaf, FieldTest)
    assert (leaf.name, leaf.value) == (name, value)


def test_kind_is_known_by_its_name() -> None:
    ((leaf,),) = parse_query("kind:list-item").wanted

    assert isinstance(leaf, FieldTest)
    assert leaf.kind is BlockKind.LIST_ITEM


def test_expression_keeps_what_was_typed() -> None:
    query = parse_query('Escallation, "Cold War" -Peace')

    assert query.text == 'Escallation, "Cold War" -Peace'
    word, phrase = (group[0] for group in query.wanted)
    assert isinstance(word, Word)
    assert isinstance(phrase, Phrase)
    assert (word.typed, phrase.typed) == ("Escallation", "Cold War")


@pytest.mark.parametrize(
    ("text", "has_words"),
    [
        ("war", True),
        ("author:weiss", False),
        ("author:weiss date:2022", False),
        ("author:weiss war", True),
        ("author:weiss OR war", True),
    ],
)
def test_query_of_fields_alone_has_no_words(text: str, has_words: bool) -> None:
    assert bool(word_groups(parse_query(text))) is has_words


@pytest.mark.parametrize(
    ("text", "column", "said"),
    [
        ("", 1, "no word"),
        ("   ", 1, "no word"),
        ("... !? ()", 1, "no word"),
        ("\x00\x1b", 1, "no word"),
        ("-", 1, "no word"),
        ('""', 1, "no word"),
        ("-war", 1, "only what to leave out"),
        ('-"cold war"', 1, "only what to leave out"),
        ('"cold war', 1, "never closed"),
        ('war "cold', 5, "never closed"),
        ("war “cold", 5, "never closed"),
        ('war"', 4, "never closed"),
        ('-"war', 2, "never closed"),
        ('author:"Clara', 8, "never closed"),
        ("OR war", 1, "before"),
        ("war OR", 5, "after"),
        ("war OR OR peace", 8, "before"),
        ("war OR -peace", 9, "left out"),
        ("war -x OR peace", 8, "before"),
        ("*", 1, "end of a word"),
        ("w*r", 2, "end of a word"),
        ("war *peace", 5, "end of a word"),
        ("war .*", 6, "end of a word"),
        ("'*", 2, "end of a word"),
        ("autor:weiss", 1, "autor"),
        ("war autor:weiss", 5, "autor"),
        ("war -autor:weiss", 6, "autor"),
        ("war author:...", 12, "needs a word"),
        ("author:", 7, "needs something after it"),
        ("war Title: peace", 10, "needs something after it"),
        ("date:soon", 6, "not a date"),
        ("war date:2022-13", 10, "month"),
        ("date:2022-02-30", 6, "no such day"),
        ("date:..", 6, "beginning or an end"),
        ("date:2022..2021", 6, "ends before"),
        ("kind:poem", 6, "poem"),
        ("kind:furniture", 6, "furniture"),
        ('in:" "', 5, "id"),
    ],
)
def test_what_does_not_parse_is_told_in_words_with_the_column(text: str, column: int, said: str) -> None:
    with pytest.raises(QueryError) as caught:
        parse_query(text)

    assert caught.value.column == column
    assert said in caught.value.reason
    assert str(caught.value) == f"column {column}: {caught.value.reason}"
    assert isinstance(caught.value, StatementsError)


def test_unknown_field_names_those_there_are() -> None:
    with pytest.raises(QueryError, match="author: title: publisher: date: in: kind:"):
        parse_query("autor:weiss")


def test_longest_query_is_taken_and_a_longer_one_is_refused() -> None:
    assert parse_query("x" * LONGEST_QUERY).wanted

    with pytest.raises(QueryError, match="too long: 10,000 characters") as caught:
        parse_query("war " * 2500)
    assert caught.value.column == LONGEST_QUERY + 1


def test_exact_word_said_again_stays_exact() -> None:
    assert wanted("'war war ") == ["war="]


@pytest.mark.parametrize("space", ["\u00a0", "\u202f"])
def test_number_in_groups_is_one_word_whatever_space_parts_them(space: str) -> None:
    assert wanted(f"1{space}000{space}000 ") == ["1000000~|[1= 000= 000=]"]


_PIECES = st.one_of(
    st.text(max_size=6),
    st.sampled_from(
        ["war", "OR", "-", "--", '"', "“", "”", "„", "'", "’", "*", ":", "author:", "date:", "kind:", "in:", "title:"]
    ),
    st.sampled_from(
        ["2022", "2022-02", "..", ">=", "caption", "中国人", "中", "\x00", "\u00a0", "\ud800", "1 000", "://"]
    ),
    st.sampled_from([" ", " ", "\t", "\n"]),
)


@settings(max_examples=300)
@given(st.lists(_PIECES, max_size=14).map("".join))
def test_anything_typed_parses_or_is_refused_at_a_column_of_it(text: str) -> None:
    with within(5):
        try:
            query = parse_query(text)
        except QueryError as error:
            assert 1 <= error.column <= len(text) + 1
            assert error.reason
            return
    assert query.text == text
    assert query.wanted
    assert all(group for group in query.wanted)
