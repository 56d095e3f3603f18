"""Whether a quotation is exact, exact but for marks, elided, altered or found nowhere, and where it stands."""

import re
from collections.abc import Callable, Iterator
from functools import cache
from random import Random

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.quoting.changed_marks import WAYS, with_other_marks
from tests.quoting.put_back import is_explained
from tests.samples import SEEDS, damaged_statements, prose, read_text, within
from tests.search.collection import make_document
from tui.checking import collect
from tui.documents.model import BlockKind, Document
from tui.documents.reading import read_document
from tui.errors import StatementsError
from tui.quoting.clipboard import clean
from tui.quoting.elision import is_elided
from tui.quoting.marks import squeeze
from tui.quoting.nearest import Change
from tui.quoting.quote import take_quote
from tui.quoting.verify import LONGEST_QUOTATION, Collection, Finding, Status
from tui.text import Span

_SPEECH = (
    "The peace of the city was never more than a truce, and everybody knew it.",
    "“Bread,” said the mayor – “bread and work!”",
    "“We have neither.”",
    "“Then we’ll wait.”",
    "He wrote that “[t]he harbour is closed … for good,” and that ships wait outside [1] since March.",
    "Nothing of this was printed. … Nobody asked why.",
)
_NEWS = (
    "Council closes harbour",
    "The harbour was closed by the council. Ships wait outside since March 3, 2021.",
    "Page 3 of 9",
    "Wait outside, said the guards to everybody who came.",
)
_OVER_PAGES = "since March 3, 2021.\n\nPage 3 of 9\n\nWait outside"
_TRUCE = "The peace of the city was never more than a truce"
_UNKNOWN = "zyxomma"


def checked(quotation: str, is_inline: bool = False) -> Finding:
    return _speeches().check(quotation, is_inline)


@cache
def _speeches() -> Collection:
    news = make_document(
        "news", *_NEWS, kinds=(BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.FURNITURE, BlockKind.PARAGRAPH)
    )
    return collect([make_document("speech", *_SPEECH), news])


@cache
def _samples() -> tuple[tuple[Document, ...], Collection]:
    documents = tuple(read_document(path, path.stem[:3]) for path in sorted(SEEDS.glob("*.txt")))
    return documents, collect(documents)


def collection_of(*texts: str) -> Collection:
    return collect([make_document("one", *texts)])


def has_words(text: str) -> bool:
    return any(character.isalnum() for character in squeeze(text))


_NO_WORD_CUT = re.compile(r"(?<!\w)|(?!\w)")
_BETWEEN_SPACES = re.compile(r"(?<!\S)(?=\S)|(?<=\S)(?!\S)")


@st.composite
def _slices(draw: st.DrawFn, border: re.Pattern[str] = _BETWEEN_SPACES) -> tuple[Document, str]:
    """Give a document, and what a clipboard holds after some of it was copied."""
    document = read_text(draw(damaged_statements()))
    borders = [found.start() for found in border.finditer(document.text)]
    borders = [at for at in borders if not re.match(r"\d[.,]\d", document.text[at - 1 : at + 2])]
    borders = [at for at in borders if not re.match(r"\d[.,]\d", document.text[max(0, at - 2) : at + 1])]
    assume(len(borders) > 1)
    first = draw(st.integers(0, len(borders) - 2))
    last = draw(st.integers(first + 1, min(len(borders) - 1, first + 500)))
    copied = clean(take_quote(document, Span(borders[first], borders[last])).words)[0]
    assume(has_words(copied))
    return document, copied


def words_at(finding: Finding) -> set[str]:
    """Return what is at the place that was found, with page furniture and without, as a clipboard holds it."""
    assert finding.document is not None
    quote = take_quote(finding.document, finding.span)
    return {clean(text)[0].strip() for text in (finding.text or "", quote.words)}


@given(_slices(_NO_WORD_CUT))
def test_whatever_was_copied_from_a_document_is_exact_where_it_is_found(copied: tuple[Document, str]) -> None:
    document, words = copied
    finding = collect([document]).check(words)

    assert (finding.status, finding.score, finding.differences) == (Status.EXACT, 1.0, ())
    assert finding.document is document
    assert finding.quotation == words
    assert words.strip() in words_at(finding)


@given(_slices(), st.sampled_from([*WAYS.values(), with_other_marks]), st.integers(0, 1 << 32).map(Random))
def test_words_with_other_marks_are_never_told_as_altered(
    copied: tuple[Document, str], change: Callable[[str, Random], str], random: Random
) -> None:
    document, words = copied
    changed = change(words, random)
    finding = collect([document]).check(changed)

    assert finding.status in (Status.EXACT, Status.MARKS)
    assert (finding.score, finding.differences) == (1.0, ())
    assert any(squeeze(words).casefold() == squeeze(text).casefold() for text in words_at(finding))


@given(_slices(), st.sampled_from(["[...]", "[…]", "...", "…", "(. . .)"]), st.data())
def test_words_left_out_of_the_middle_make_an_elided_quotation(
    copied: tuple[Document, str], omission: str, data: st.DataObject
) -> None:
    document, text = copied
    words = list(re.finditer(r"\S+", text))
    assume(len(words) > 2)
    first = data.draw(st.integers(1, len(words) - 2))
    last = data.draw(st.integers(first + 1, len(words) - 1))
    head, left_out, tail = (
        text[: words[first - 1].end()],
        text[words[first].start() : words[last - 1].end()],
        text[words[last].start() :],
    )
    assume(all(map(has_words, (head, left_out, tail))))
    finding = collect([document]).check(f"{head} {omission} {tail}")

    assert finding.status is Status.ELIDED
    assert finding.document is document
    assert finding.differences == ()
    if not re.search(r"[\[\]()]", text) and not is_elided(head) and not is_elided(tail):
        found = {squeeze(each).casefold() for each in words_at(finding)}
        assert any(each.startswith(squeeze(head).casefold()) for each in found)
        assert any(each.endswith(squeeze(tail).casefold()) for each in found)


@given(_slices(), st.data())
def test_unknown_word_is_never_passed_over(copied: tuple[Document, str], data: st.DataObject) -> None:
    document, text = copied
    words = [word for word in re.finditer(r"\w+", text) if has_words(word[0])]
    place = data.draw(st.sampled_from(words))
    inside_brackets = re.search(r"\[[^\]]*$", text[: place.start()])
    finding = collect([document]).check(f"{text[: place.start()]}{_UNKNOWN}{text[place.end() :]}")

    assert finding.status not in (Status.EXACT, Status.MARKS)
    assert finding.status is not Status.ELIDED or inside_brackets
    assert bool(finding.differences) == (finding.status is Status.ALTERED)


@given(st.lists(prose(2, 4), min_size=2, max_size=4), st.data())
def test_differences_put_back_into_a_quotation_give_the_words_of_the_source(
    texts: list[str], data: st.DataObject
) -> None:
    words = data.draw(st.sampled_from(texts)).split()
    for _ in range(data.draw(st.integers(1, 3))):
        place = data.draw(st.integers(0, len(words) - 1))
        words[place : place + 1] = data.draw(st.sampled_from([[], [_UNKNOWN], [words[place], _UNKNOWN]]))
    quotation = " ".join(words)
    finding = collection_of(*texts).check(quotation)

    assert not is_elided(quotation)
    assert finding.status in (Status.ALTERED, Status.EXACT, Status.MARKS)
    assert is_explained(quotation, finding.text or "", finding.differences)
    assert bool(finding.differences) == (finding.status is Status.ALTERED)


def _some_sentences() -> Iterator[tuple[Document, Span]]:
    documents, _ = _samples()
    for document in documents:
        for block in document.blocks:
            for number, sentence in enumerate(block.sentences):
                if block.number is not None and number == 1 and len(document.text[slice(*sentence)].split()) >= 8:
                    yield document, sentence.shifted(block.start)


def test_one_changed_word_of_a_sentence_is_told_at_its_place() -> None:
    _, collection = _samples()
    draw = Random(5)
    sentences = list(_some_sentences())
    assert len(sentences) > 30

    for document, span in sentences:
        text = document.text[span.start : span.end].strip()
        word = draw.choice([word for word in re.finditer(r"(?<!\S)[a-z]{4,}(?=[\s.,])", text)])
        finding = collection.check(f"{text[: word.start()]}{_UNKNOWN}{text[word.end() :]}")

        assert (finding.status, finding.document, finding.text) == (Status.ALTERED, document, text)
        assert [(each.change, each.quote, each.text) for each in finding.differences] == [
            (Change.REPLACED, _UNKNOWN, word[0])
        ]


@given(
    st.text(st.one_of(st.characters(), st.sampled_from("“”‘’\"'[]().…-— \n\u0301\u02bc\u200ba\x00\ud800")), max_size=80)
)
def test_any_text_can_be_asked_about(text: str) -> None:
    _, collection = _samples()
    try:
        finding = collection.check(text)
    except StatementsError as error:
        assert str(error) == "there is no word in the quotation"
        assert not has_words(text)
        return
    assert finding.quotation == text
    assert (finding.document is None) == (finding.status is Status.ABSENT)
    assert 0 <= finding.score <= 1
    if finding.document is not None:
        assert 0 <= finding.span.start < finding.span.end <= len(finding.document.text)


@given(damaged_statements(), st.data())
def test_any_part_of_a_text_can_be_asked_about_in_any_other(text: str, data: st.DataObject) -> None:
    document = read_text(data.draw(damaged_statements()))
    at = data.draw(st.integers(0, max(0, len(text) - 1)))
    try:
        finding = collect([document]).check(text[at : at + data.draw(st.integers(1, 300))])
    except StatementsError:
        return
    assert finding.status in set(Status)


@pytest.mark.parametrize(
    "text", ["", " \n", "“”", "...", "[...]", "?!", "—", "\u200b", "\x00\x1b", "\ud800", "ʼ", "()"]
)
def test_quotation_without_a_word_is_refused(text: str) -> None:
    with pytest.raises(StatementsError, match="^there is no word in the quotation$"):
        checked(text)


def test_quotation_longer_than_any_is_refused_and_the_longest_is_not() -> None:
    with pytest.raises(StatementsError, match="more than 200,000 characters"):
        checked("a" * (LONGEST_QUOTATION + 1))
    assert checked("b" * LONGEST_QUOTATION).status is Status.ABSENT


_TABLE = [
    # To the character, with marks around it or without, wherever it was cut.
    ("The peace of the city was never more than a truce, and everybody knew it.", Status.EXACT, "speech", 1, None),
    ("the city was never more", Status.EXACT, "speech", 1, None),
    ("was closed, she said: March 3", Status.ABSENT, None, None, None),
    ("  the city was never more\n", Status.EXACT, "speech", 1, "the city was never more"),
    ("“the city was never more”", Status.EXACT, "speech", 1, "the city was never more"),
    ('"the city was never more"', Status.EXACT, "speech", 1, "the city was never more"),
    ("»the city was never more«", Status.EXACT, "speech", 1, "the city was never more"),
    ("“We have neither.”", Status.EXACT, "speech", 3, None),
    ("knew it.\n\n“Bread,” said", Status.EXACT, "speech", 1, None),
    ("[t]he harbour is closed … for good", Status.EXACT, "speech", 5, None),
    ("Council closes harbour", Status.EXACT, "news", None, None),
    ("Page 3 of 9", Status.EXACT, "news", None, None),
    # Page furniture may be left out, and may be kept.
    ("since March 3, 2021.\n\nWait outside", Status.EXACT, "news", 1, _OVER_PAGES),
    ("since March 3, 2021.\n\nPage 3 of 9\n\nWait outside", Status.EXACT, "news", 1, None),
    ("since march 3, 2021", Status.ALTERED, "news", 1, "since March 3, 2021"),
    # Other marks.
    ('"We have neither."', Status.MARKS, "speech", 3, "“We have neither.”"),
    ("Then we'll wait.", Status.MARKS, "speech", 4, "Then we’ll wait."),
    ("then we'll wait", Status.MARKS, "speech", 4, "Then we’ll wait"),
    ('"Bread," said the mayor--"bread and work!"', Status.MARKS, "speech", 2, _SPEECH[1]),
    ("‘Bread,’ said the mayor — ‘bread", Status.MARKS, "speech", 2, "“Bread,” said the mayor – “bread"),
    ('"We have neither." "Then we\'ll wait."', Status.MARKS, "speech", 3, "“We have neither.”\n\n“Then we’ll wait.”"),
    ("neither.” “Then", Status.MARKS, "speech", 3, "neither.”\n\n“Then"),
    ("The\u00a0peace\nof  the city", Status.MARKS, "speech", 1, "The peace of the city"),
    ("The pea\u00adce of the c\u200bity", Status.MARKS, "speech", 1, "The peace of the city"),
    ("was never more than a truce", Status.EXACT, "speech", 1, None),
    ("Was never more than a truce", Status.MARKS, "speech", 1, "was never more than a truce"),
    ("since March 3, 2021. Wait outside", Status.MARKS, "news", 1, _OVER_PAGES),
    ("closed... for good", Status.MARKS, "speech", 5, "closed … for good"),
    ("printed.... Nobody", Status.MARKS, "speech", 6, "printed. … Nobody"),
    ("nothing of this was printed.", Status.MARKS, "speech", 6, "Nothing of this was printed."),
    # Left out, put in, changed in brackets.
    ("The peace [...] was never more than a truce", Status.ELIDED, "speech", 1, _TRUCE),
    ("The peace ... was [...] a truce", Status.ELIDED, "speech", 1, _TRUCE),
    ("... peace of the city ...", Status.ELIDED, "speech", 1, "peace of the city"),
    ("[P]eace of the city", Status.ELIDED, "speech", 1, "peace of the city"),
    ("[t]he peace of the city", Status.ELIDED, "speech", 1, "The peace of the city"),
    ("[t]he harbour is [...] for good", Status.ELIDED, "speech", 5, "[t]he harbour is closed … for good"),
    ("The peace of [our] city was", Status.ELIDED, "speech", 1, "The peace of the city was"),
    ("The peace of the city [Geneva] was", Status.ELIDED, "speech", 1, "The peace of the city was"),
    ("everybody kn[ows] it", Status.ELIDED, "speech", 1, "everybody knew it"),
    ("that ships [...] outside [1] since March", Status.ELIDED, "speech", 5, "that ships wait outside [1] since March"),
    ("that ships [...] outside [2] since March", Status.ALTERED, "speech", 5, None),
    ("that ships wait [...] since March", Status.ELIDED, "speech", 5, "that ships wait outside [1] since March"),
    ("that ships wait outside since March", Status.ALTERED, "speech", 5, None),
    ("“the city […] never more”", Status.ELIDED, "speech", 1, "the city was never more"),
    ("a truce [...] Bread", Status.ELIDED, "speech", 1, "a truce, and everybody knew it.\n\n“Bread"),
    ("The harbour was closed [...] Wait outside", Status.ELIDED, "news", 1, None),
    # Altered, in a word, in several, in their order.
    (_SPEECH[0].replace("truce", "pause"), Status.ALTERED, "speech", 1, _SPEECH[0]),
    ("Nothing of that was printed.", Status.ALTERED, "speech", 6, "Nothing of this was printed."),
    ("a truce [...] of the city was never", Status.ALTERED, "speech", 1, "of the city was never"),
    ("The peace of the town [...] everybody knew it", Status.ALTERED, "speech", 1, "The peace of the city"),
    # Nowhere.
    ("Nobody has ever said a thing like this in public", Status.ABSENT, None, None, None),
    ("zebra", Status.ABSENT, None, None, None),
]  # fmt: skip


@pytest.mark.parametrize(("quotation", "status", "document", "number", "text"), _TABLE)
def test_quotation_is_told_for_what_it_is_at_its_place(
    quotation: str, status: Status, document: str | None, number: int | None, text: str | None
) -> None:
    finding = checked(quotation)

    assert finding.status is status
    assert finding.quotation == quotation
    assert (finding.document.id if finding.document else None) == document
    assert finding.number == number
    if document is not None and (text is not None or status is Status.EXACT):
        assert finding.text == (quotation if text is None else text)


@pytest.mark.parametrize(
    ("quotation", "is_inline", "status"),
    [
        ("and everybody knew it,", True, Status.EXACT),
        ("and everybody knew.", True, Status.EXACT),
        ("and everybody knew it,", False, Status.ALTERED),
        ("and everybody knew.", False, Status.ALTERED),
        ("and everybody knew?", True, Status.ALTERED),
    ],
)
def test_stop_at_the_end_may_be_that_of_the_sentence_around_the_quotation(
    quotation: str, is_inline: bool, status: Status
) -> None:
    assert checked(quotation, is_inline=is_inline).status is status


@pytest.mark.parametrize(
    ("quotation", "is_whole"),
    [
        ("The harbour was closed by the council.", True),
        ("The harbour was closed by the council. Ships wait outside since March 3, 2021.", True),
        ("“Then we’ll wait.”", True),
        ("Then we’ll wait", False),
        ("The harbour was closed by", False),
        ("harbour was closed by the council.", False),
        ("council. Ships wait outside since March 3, 2021.", False),
        ("Nobody has ever said a thing like this", False),
    ],
)
def test_quotation_is_whole_where_it_has_whole_sentences(quotation: str, is_whole: bool) -> None:
    assert checked(quotation).is_whole is is_whole


def test_words_and_numbers_are_not_found_inside_others() -> None:
    collection = collection_of("The warden wept in 1,400 days.", "The war took 400 days; 4 of 5 were lost, or 4.5.")
    exact = {text: collection.check(text).places for text in ("war", "400 days", "5", "4", "4.5")}
    other = [collection.check(text).status for text in ("arden wep", "00 days", "1", "was 4", "was 4.", "days; 4 o")]

    assert exact == {"war": 1, "400 days": 1, "5": 1, "4": 1, "4.5": 1}
    assert not any(status.is_right for status in other)


@pytest.mark.parametrize(
    ("quotation", "places"),
    [("peace", 2), ("Peace came", 1), ('"Peace,"', 2), ("peace\u00a0came", 1), ("war", 0)],
)
def test_places_are_counted_once_in_whatever_way_the_text_is_read(quotation: str, places: int) -> None:
    kinds = (BlockKind.LIST_ITEM, BlockKind.FURNITURE, BlockKind.PARAGRAPH)
    document = make_document("one", "Peace came, and peace.", "12", "“Peace,” “Peace,” and peace\x00.", kinds=kinds)

    assert collect([document]).check(quotation).places == places


def test_places_are_counted_to_a_thousand() -> None:
    collection = collection_of("no " * 3000, "no " * 3000)

    assert (collection.check("no").places, collection.check("No\u00a0no").places) == (1000, 1000)


def test_label_of_a_paragraph_may_be_quoted_and_may_not() -> None:
    document = read_text("Peace now\n\n1. One thing is clear to everybody here.\n\n2. Another thing is not so clear.\n")
    collection = collect([document])
    findings = [collection.check(text) for text in ("1. One thing is clear", "One thing is clear", "here. 2. Another")]

    assert [block.label for block in document.blocks if block.label] == ["1.", "2."]
    assert [finding.status for finding in findings] == [Status.EXACT, Status.EXACT, Status.MARKS]
    assert [finding.text for finding in findings[:2]] == ["One thing is clear", "One thing is clear"]
    assert collection.check("3. One thing is clear to everybody").status is Status.ALTERED


def test_shortest_stretch_that_holds_the_parts_is_the_one_found() -> None:
    finding = collection_of("War and then a long peace.", "War and more war, then peace.").check("War [...] peace")

    assert (finding.status, finding.text) == (Status.ELIDED, "war, then peace")


def test_later_place_of_a_part_is_tried_where_what_follows_must_be_near() -> None:
    text = f"Alpha beta one. Gamma delta two {'and on ' * 60} three. Gamma delta the epsilon end."
    finding = collection_of(text).check("Alpha beta [...] gamma delta [his] epsilon")

    assert finding.status is Status.ELIDED
    assert finding.text == text.removesuffix(" end.")


@pytest.mark.parametrize(("words", "status"), [(30, Status.ELIDED), (60, Status.ALTERED)])
def test_bracket_stands_for_few_words_and_an_omission_for_any(words: int, status: Status) -> None:
    collection = collection_of(f"The city wants {'and wants ' * (words // 2)} its peace back.")

    assert collection.check("The city wants [sic] its peace back").status is status
    assert collection.check("The city wants [...] its peace back").status is Status.ELIDED


def test_parts_in_another_order_are_told_as_such() -> None:
    finding = checked("everybody knew it [...] The peace of the city")

    assert [each.change for each in finding.differences] == [Change.ORDER]
    assert finding.status is Status.ALTERED
    assert finding.text == "The peace of the city"


def test_parts_of_different_documents_are_no_quotation() -> None:
    assert checked("everybody knew it [...] said the guards").status is Status.ALTERED


def test_mark_that_opens_each_paragraph_of_a_quotation_is_not_asked_of_the_source() -> None:
    assert checked(f"“{_SPEECH[0]}\n\n“{_SPEECH[5]}”").status is Status.ALTERED
    finding = collection_of(_SPEECH[0], _SPEECH[5]).check(f"“{_SPEECH[0]}\n\n“{_SPEECH[5]}”")

    assert (finding.status, finding.text) == (Status.EXACT, f"{_SPEECH[0]}\n\n{_SPEECH[5]}")


def test_exact_copy_is_taken_before_one_with_other_marks() -> None:
    collection = collect([make_document("first", "‘Peace’ now."), make_document("second", "“Peace” now.")])
    findings = [collection.check(text) for text in ("“Peace” now", "‘Peace’ now", "'Peace' now")]

    assert [(finding.status.value, finding.document.id if finding.document else "") for finding in findings] == [
        ("exact", "second"),
        ("exact", "first"),
        ("marks", "first"),
    ]


@pytest.mark.parametrize("character", ["\x00", "\x1b", "\x9b", "\u202e", "\ufeff", "\U000e0041", "\x1f"])
def test_what_no_clipboard_takes_is_not_missed_in_a_copy(character: str) -> None:
    collection = collection_of(f"The ci{character}ty wants{character} “peace” now{character}.")
    findings = [collection.check(text) for text in ("city wants “peace” now", "The city wants 'peace' now.")]

    assert [finding.status for finding in findings] == [Status.EXACT, Status.MARKS]
    assert findings[0].text == f"ci{character}ty wants{character} “peace” now"


def test_accent_that_stands_alone_is_a_word_like_any_other() -> None:
    collection = collection_of("The children of the city \u0301 want peace and bread.")

    assert collection.check("The children of the town \u0301 want peace").status is Status.ALTERED
    assert collection.check("e\u0301 children").status is Status.ABSENT


def test_documents_that_could_not_be_read_are_passed_over() -> None:
    broken = Document("broken", make_document("a").path, make_document("a").metadata, problem="empty file")

    assert collect([broken, make_document("one", "Peace now.")]).check("Peace now").document is not None
    assert collect([broken]).check("Peace now").status is Status.ABSENT
    assert collect([]).check("Peace [...] now").status is Status.ABSENT


@pytest.mark.parametrize(
    ("status", "words", "is_right"),
    [
        (Status.EXACT, "exact", True),
        (Status.MARKS, "exact but for marks", True),
        (Status.ELIDED, "elided, each part exact", True),
        (Status.ALTERED, "altered", False),
        (Status.ABSENT, "not found", False),
    ],
)
def test_status_has_words_and_tells_what_may_stand(status: Status, words: str, is_right: bool) -> None:
    assert (status.in_words, status.is_right) == (words, is_right)


@pytest.mark.parametrize(
    "quotation",
    [
        "the [...] " * 150 + "the",
        "the [...] the [...] harbour",
        "the " * 5000,
        "[" * 10_000 + "a",
        "(. " * 10_000 + "a",
        "“" * 5000 + "a",
        "[a]b" * 5000,
        "a" + " " * 100_000 + "b",
    ],
    ids=lambda quotation: quotation[:12],
)
def test_odd_quotation_is_answered_in_time(quotation: str) -> None:
    _, collection = _samples()

    with within(30):
        assert collection.check(quotation).status in set(Status)
