"""The quotations of a Markdown draft: what is quoted, in which line, without Markdown's marks; nothing else."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.samples import PLAIN, within
from tui.quoting.draft import Quotation, quotations_of

_plain_words = st.lists(st.sampled_from(PLAIN), min_size=1, max_size=6).map(" ".join)


def texts(draft: str) -> list[str]:
    return [quotation.text for quotation in quotations_of(draft)]


@pytest.mark.parametrize(
    ("draft", "quoted"),
    [
        ("He said “we want peace” then.", ["we want peace"]),
        ('He said "we want peace" then.', ["we want peace"]),
        ("He said ‘we want peace’ then.", ["we want peace"]),
        ("Er sagte „wir wollen Frieden“ dann.", ["wir wollen Frieden"]),
        ("Er sagte „wir wollen Frieden” dann.", ["wir wollen Frieden"]),
        ('Er sagte „wir wollen Frieden" dann.', ["wir wollen Frieden"]),
        ("Er sagte »wir wollen Frieden« dann.", ["wir wollen Frieden"]),
        ("Er sagte ›wir wollen Frieden‹ dann.", ["wir wollen Frieden"]),
        ("Il dit «nous voulons la paix» alors.", ["nous voulons la paix"]),
        ("Il dit « nous voulons la paix » alors.", ["nous voulons la paix"]),
        ("Il dit «\u00a0nous voulons la paix\u202f» alors.", ["nous voulons la paix"]),
        ("Il dit ‹nous voulons la paix› alors.", ["nous voulons la paix"]),
        ("他说「和平」和『战争』。", ["和平", "战争"]),
        ("“One,” he said, “two.”", ["One,", "two."]),
        ('"One," he said, "two."', ["One,", "two."]),
        ("«un» et «deux!» et «trois»", ["un", "deux!", "trois"]),
        ("« un » et « deux » et « trois »", ["un", "deux", "trois"]),
        ("»eins« und »zwei!« und »drei«", ["eins", "zwei!", "drei"]),
        ("„eins“ und „zwei“ und „drei“", ["eins", "zwei", "drei"]),
        ("(“peace”), [“bread”]—“work”", ["peace", "bread", "work"]),
    ],
)
def test_words_between_quotation_marks_are_a_quotation(draft: str, quoted: list[str]) -> None:
    assert texts(draft) == quoted
    assert all(quotation.is_inline and quotation.line == 1 for quotation in quotations_of(draft))


@pytest.mark.parametrize(
    ("draft", "quoted"),
    [
        ("“He said ‘peace’ to us”", ["He said ‘peace’ to us"]),
        ("‘He said “peace” to us’", ["He said “peace” to us"]),
        ("“He said “peace” to us”", ["He said “peace” to us"]),
        ("“He said ‘she said “peace”’ to us” and “bread”", ["He said ‘she said “peace”’ to us", "bread"]),
        ('“He said "peace" to us”', ['He said "peace" to us']),
        ("„Er sagte ‚Frieden‘ zu uns“", ["Er sagte ‚Frieden‘ zu uns"]),
        ('„Er sagte "ja" dazu“', ['Er sagte "ja" dazu']),
        ("« Il dit « paix » et « pain » »", ["Il dit « paix » et « pain »"]),
        ('"He said \\"peace\\" to us"', ['He said "peace" to us']),
        ("\"He said 'peace' to us\"", ["He said 'peace' to us"]),
    ],
)
def test_of_nested_quotations_the_outer_is_taken(draft: str, quoted: list[str]) -> None:
    assert texts(draft) == quoted


@pytest.mark.parametrize(
    ("draft", "quoted"),
    [
        ("Don’t say it’s the workers’ day.", []),
        ("Don't say it's the workers' day.", []),
        ("In the ‘90s and ’80s we said ‘peace’.", ["peace"]),
        ("In the ‘90s the workers’ party won.", []),
        ("‘It’s the workers’ day,’ she said.", ["It’s the workers’ day,"]),
        ("‘It’s not theirs’ she said, ‘but ours’.", ["It’s not theirs", "but ours"]),
        ("‘It’s not theirs’ she said.", ["It’s not theirs"]),
        ("‘Rock ’n’ roll’ is not dead.", ["Rock ’n’ roll"]),
        ("“The ’30s weren’t kind”", ["The ’30s weren’t kind"]),
        ('A 5" pipe, a 6" pipe and "peace".', ["peace"]),
        ("rock'n'roll and O'Neill", []),
    ],
)
def test_apostrophes_and_inches_are_no_quotation_marks(draft: str, quoted: list[str]) -> None:
    assert texts(draft) == quoted


@pytest.mark.parametrize(
    ("draft", "quoted"),
    [
        # What nothing closes is looked up all the same, to the paragraph's end or the next mark.
        ("“We want peace. And then?\n\nAnd “bread” came.", ["We want peace. And then?", "bread"]),
        ("“We want peace. “Bread” came.", ["We want peace.", "Bread"]),
        ("He wrote “we want peace.", ["we want peace."]),
        ("We want peace.” Then “bread” came.", ["bread"]),
        ("Bonjour. » Il dit « oui » alors.", ["oui"]),
        ('"We want peace.\n\nThen "bread" came.', ["bread"]),
        ('" peace "', []),
        ("‘We want peace.\n\n‘Bread’ came.", ["Bread"]),
        ("“”", []),
        ("“...” and “?!”", []),
        ("“", []),
        ('"', []),
        ("‘", []),
        ("", []),
    ],
)
def test_mark_without_its_partner_swallows_nothing(draft: str, quoted: list[str]) -> None:
    assert texts(draft) == quoted


@pytest.mark.parametrize(
    ("draft", "quoted"),
    [
        ("“One.\n\n“Two.” Then.", ["One.\n\nTwo."]),
        ("“One.\n\n“Two.\n\n“Three,” he said.", ["One.\n\nTwo.\n\nThree,"]),
        ("“One.\n \t\n  “Two.”", ["One.\n\nTwo."]),
        ('"One.\n\n"Two." Then.', ["One.\n\nTwo."]),
        ("«Un.\n\n«Deux.»", ["Un.\n\nDeux."]),
        ("“One.”\n\n“Two.”", ["One.", "Two."]),
        ('"One."\n\n"Two."', ["One.", "Two."]),
        ("“One\ntwo\r\nthree.”", ["One two three."]),
        ("- “One\n  two.”", ["One two."]),
        ("“One  \ntwo\\\nthree.”", ["One two three."]),
    ],
)
def test_quotation_may_run_over_lines_and_paragraphs(draft: str, quoted: list[str]) -> None:
    assert texts(draft) == quoted


@pytest.mark.parametrize(
    ("draft", "quoted"),
    [
        ("“We *want* peace”", ["We want peace"]),
        ("“We **want** _peace_ ***now***”", ["We want peace now"]),
        ("*“We want peace”*", ["We want peace"]),
        ("“We **really *want* it**”", ["We really want it"]),
        ("“snake_case and 2 * 3 * 4”", ["snake_case and 2 * 3 * 4"]),
        ("“We want [peace](https://example.org/peace)”", ["We want peace"]),
        ("“We want [peace](https://example.org/a_(b) \"Title\") now”", ["We want peace now"]),
        ("“We want [peace][1] now”", ["We want peace now"]),
        ("[“We want peace”](https://example.org)", ["We want peace"]),
        ("“We want ![a dove](dove.png)peace”", ["We want peace"]),
        ("“We want peace[^1] now”[^2]", ["We want peace now"]),
        ("“We want peace [@roe2022, p. 3] now”", ["We want peace now"]),
        ("“We want \\*peace\\* \\[...\\] now\\!”", ["We want *peace* [...] now!"]),
        ("“We want [...] peace [now]”", ["We want [...] peace [now]"]),
        ("“[T]he peace”", ["[T]he peace"]),
        ("“Peace &amp; bread &#8211; &#x201c;now&rdquo;”", ["Peace & bread – “now”"]),
        ("“R&D and AT&T; too”", ["R&D and AT&T; too"]),
        ("“\\&amp;”  “&am; x”", ["&amp;", "&am; x"]),
        ("“We <em>want</em><br> peace<!-- sic -->”", ["We want peace"]),
        ("“a < b and c > d”", ["a < b and c > d"]),
        ("“We set `x` there”", ["We set x there"]),
    ],
)  # fmt: skip
def test_marks_of_markdown_are_no_part_of_the_words(draft: str, quoted: list[str]) -> None:
    assert texts(draft) == quoted


@pytest.mark.parametrize(
    "draft",
    [
        "```\nHe said “peace”.\n```",
        "~~~ text\nHe said “peace”.\n```\n“more”\n~~~",
        "````\n“peace”\n```\n“more”\n````\n",
        "- item\n\n  ```\n  “peace”\n  ```",
        "```\n“never closed”",
        "> ```\n> “peace”\n> ```",
        "Set `“peace”` there.",
        "Set ``a ` “peace”`` there.",
        "<!-- “peace”\n\n“bread” -->",
        '<a title="peace">x</a> <img alt="bread">',
        '[x](https://example.org "peace")',
        '[id]: https://example.org "peace"',
        '  [long id]: <https://example.org> "peace"  ',
        "---\ntitle: “peace”\n---\n",
        '---\ntitle: "peace"\n...\n',
    ],
)
def test_code_comments_and_addresses_are_no_quotations(draft: str) -> None:
    assert texts(draft) == []
    assert texts(f"{draft}\n\n“bread”")[-1:] == ([] if "never" in draft else ["bread"])


@pytest.mark.parametrize(
    ("draft", "quoted"),
    [
        ("```x``` says “peace”", ["peace"]),
        ("It`s “peace”.\n\nIt`s “bread”.", ["peace", "bread"]),
        ("A ` and “peace”", ["peace"]),
        ("\\`“peace”\\`", ["peace"]),
        ("<!-- never closed “peace”", ["peace"]),
        ("5 < 6 “peace” > 4", ["peace"]),
        ("---\n\n“peace”", ["peace"]),
        ("[^1]: He said “peace”.", ["peace"]),
        ("[Roe]: “peace”", ["peace"]),
        ("[Roe](x) (“peace”)", ["peace"]),
        ("# On “peace”\n\n| “bread” | b |", ["peace", "bread"]),
        ('\\"We want peace\\"', ["We want peace"]),
    ],
)
def test_what_only_looks_like_code_hides_no_quotation(draft: str, quoted: list[str]) -> None:
    assert texts(draft) == quoted


@pytest.mark.parametrize(
    ("draft", "quoted"),
    [
        ("> We want peace.", ["We want peace."]),
        (">We want peace.", ["We want peace."]),
        ("   > We want\n   > peace.", ["We want peace."]),
        ("> We want\npeace, lazily.", ["We want peace, lazily."]),
        ("> One.\n>\n> Two.", ["One.\n\nTwo."]),
        ("> One.\n\n> Two.", ["One.", "Two."]),
        ("> > Nested quote.", ["Nested quote."]),
        ("> We want peace.\n> — Jane Roe, 2022", ["We want peace."]),
        ("> We want peace.\n>\n> -- Jane Roe", ["We want peace."]),
        ("> We want peace.\n— Jane Roe", ["We want peace."]),
        ("> One.\n> — Jane Roe\n>\n> Two.\n> ― John Doe", ["One.", "Two."]),
        ("> “We want peace.”", ["“We want peace.”"]),
        ("> “One.\n>\n> “Two.”", ["“One.\n\n“Two.”"]),
        ("> He said “peace” to us.", ["He said “peace” to us."]),
        ("> We **want** [peace](x)[^1] \\[...\\] now", ["We want peace [...] now"]),
        ("> One  \n> two\\\n> three", ["One two three"]),
        ("> words\n> ```\n> code\n> ```\n> more words", ["words", "more words"]),
        ("> — Jane Roe", ["— Jane Roe"]),
        ("> First.\n>\n> --A general expansion of loans.", ["First.\n\n--A general expansion of loans."]),
        ("> First.\n>\n> — Fifth, we remain committed.", ["First.\n\n— Fifth, we remain committed."]),
        ("> ...", []),
        (">", []),
        ("> ![a dove](dove.png)", []),
        ("    > code “peace”", ["peace"]),
    ],
)
def test_block_quote_is_a_quotation_without_its_attribution(draft: str, quoted: list[str]) -> None:
    assert texts(draft) == quoted


@pytest.mark.parametrize(
    "after",
    [
        "# A heading",
        "- an item",
        "* an item",
        "1. an item",
        "***",
        "---",
        "```\ncode\n```",
        "\nText",
        ">\nNo more of it",
    ],
)
def test_what_follows_a_block_quote_is_no_part_of_it(after: str) -> None:
    assert texts(f"> We want peace.\n{after}\n\n“bread”") == ["We want peace.", "bread"]


def test_quotations_come_in_order_with_their_lines() -> None:
    draft = (
        "---\ntitle: x\n---\n“one”\n\n> two\n> two\n\nsee “three\nthree” and\n“four”\n\n>\n> five\n> — Roe\n>\n> six\n"
    )

    assert list(quotations_of(draft)) == [
        Quotation("one", 4, True),
        Quotation("two two", 6, False),
        Quotation("three three", 9, True),
        Quotation("four", 11, True),
        Quotation("five", 14, False),
        Quotation("six", 17, False),
    ]


def test_line_ends_of_other_systems_make_no_difference() -> None:
    draft = "“one”\n\n> two\n> two\n\n“three\nthree”\n"

    assert len({tuple(quotations_of(draft.replace("\n", end))) for end in ("\n", "\r\n", "\r")}) == 1


@given(st.lists(st.tuples(_plain_words, st.sampled_from(["“”", "«»", "„“", '""', "‘’", "「」", "> "])), max_size=6))
def test_quoted_words_are_given_back_and_unquoted_ones_are_not(pieces: list[tuple[str, str]]) -> None:
    lines = [f"{words}\n\n{marks[0]}{words}{marks[1].strip()}\n\n" for words, marks in pieces]

    found = list(quotations_of("".join(lines)))

    assert [quotation.text for quotation in found] == [words for words, _ in pieces]
    assert [quotation.line for quotation in found] == [3 + 4 * number for number in range(len(pieces))]
    assert [quotation.is_inline for quotation in found] == [marks != "> " for _, marks in pieces]


_markdown = st.text(st.sampled_from("ab \n\n\"'“”‘’„«»`~*_[]()<>!#>-—\\&;:^@1.|"), max_size=200)


@given(st.one_of(_markdown, st.text(max_size=60)))
def test_any_draft_can_be_read(draft: str) -> None:
    lines = len(re.sub("\r\n?", "\n", draft).split("\n"))

    for quotation in quotations_of(draft):
        assert any(character.isalnum() for character in quotation.text)
        assert quotation.text == quotation.text.strip()
        assert 1 <= quotation.line <= lines


_HOSTILE = [
    "“",
    "“a ",
    '"a ',
    "‘a ",
    "« ",
    "<!-- ",
    "[^",
    "`a``b",
    "[a](",
    '[a](b "',
    "<a ",
    "„a ",
    "\\",
    "[a]: ",
    "&",
    "”",
    "a\n\n“",
]


@pytest.mark.parametrize("piece", [*_HOSTILE, "*a ", "_a ", "> ", " ", "\n"])
@pytest.mark.parametrize("lead", ["", "> ", "“", '"'])
def test_unclosed_marks_take_no_longer_than_their_number(lead: str, piece: str) -> None:
    with within(10):
        list(quotations_of(lead + piece * 2500))
