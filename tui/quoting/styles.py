"""Citations as three style manuals ask for them: Chicago, APA and MLA.

The text is plain: italics cannot be shown, so a title that a manual sets in italics stands without any mark, and one
that it sets in quotation marks has them. Titles keep the capitals of their document: to recast them in title or
sentence case would change the source's words. What is not known is left out or said as the manual says it ("n.d.");
no date of access, place or "Anonymous" is added. A document without a title is named by its file in square brackets,
which mark what is not the document's own (APA 7th ed., 9.22).

Block quotations are the paragraphs themselves; their indent belongs to the word processor they are pasted into.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from tui.documents.model import PartialDate
from tui.quoting.names import Name, is_same_body, parse_name
from tui.quoting.quotation_marks import adapt, enclose, without_full_stop
from tui.quoting.quote import Quote
from tui.text import count_words

_MONTHS = "January February March April May June July August September October November December".split()
_MLA_MONTHS = "Jan. Feb. Mar. Apr. May June July Aug. Sept. Oct. Nov. Dec.".split()
_CHICAGO_BLOCK = 100
_APA_BLOCK = 40
_MLA_BLOCK = 340
_APA_MOST_AUTHORS = 20
_ENDS_SENTENCE = re.compile(r"[.?!…][’”'\"»)\]]*$")
_ASKS_OR_CALLS = re.compile(r"[?!][’”'\"»)\]]*$")


@dataclass(frozen=True, slots=True)
class Source:
    """What is known of a quote's document, each piece on one line."""

    names: tuple[Name, ...]
    """The authors."""
    title: str | None
    """The title, without a full stop at its end."""
    file: str
    """The file's name, or the document's id."""
    publisher: str | None
    """Who published it."""
    date: PartialDate | None
    """Its date."""
    locator: str
    """``para. 3`` or ``paras. 3-4``."""
    url: str | None
    """The address it was taken from."""

    @property
    def is_own_publisher(self) -> bool:
        """Whether one organisation is both the author and the publisher."""
        return len(self.names) == 1 and is_same_body(self.names[0].full, self.publisher)


def source_of(quote: Quote) -> Source:
    """Return what is known of a quote's document."""
    title = one_line(quote.title or "")
    return Source(
        names=tuple(parse_name(author) for author in quote.authors if author.strip()),
        title=re.sub(r"(?<=[^\s.]{2})\.$", "", title) or None,
        file=one_line(quote.name),
        publisher=one_line(quote.publisher or "") or None,
        date=quote.date,
        locator=one_line(quote.locator),
        url=one_line(quote.source or "") or None,
    )


def one_line(text: str) -> str:
    """Return a text on one line: runs of white space become single spaces."""
    return " ".join(text.split())


def cite_chicago(quote: Quote) -> str:
    """Return the full note of a statement on the web (Chicago 17th ed., 14.20, 14.84, 14.145, 14.207).

    Up to two authors are named, of more the first with "et al." (18th ed., 13.23); an organisation that publishes its
    own statement stands once. The note is whole in itself and has no number.
    """
    source = source_of(quote)
    authors = _listed([name.full for name in source.names], "and", 2)
    publisher = None if source.is_own_publisher else source.publisher
    date = _american(source.date) if source.date else "n.d."
    rest = [publisher, date, source.locator.replace("-", "–"), source.url]
    parts = ", ".join(part for part in rest if part)
    title = enclose(source.title, ",") if source.title else f"[{source.file}],"
    return _closed(f"{authors + ', ' if authors else ''}{title} {parts}")


def quote_chicago(quote: Quote) -> str:
    """Return the quotation and, below, its note.

    A hundred words or more, or more than one paragraph, make a block quotation (Chicago 17th ed., 13.10).
    """
    words = quote.words
    is_block = _is_long(words, _CHICAGO_BLOCK)
    return f"{adapt(words) if is_block else enclose(words)}\n\n{cite_chicago(quote)}"


def cite_apa(quote: Quote) -> str:
    """Return the citation in the text and, below, the entry of the reference list (APA 7th ed., chapters 8 to 10)."""
    source = source_of(quote)
    return f"{_apa_in_text(source)}\n\n{_apa_reference(source)}"


def quote_apa(quote: Quote) -> str:
    """Return the quotation with its citation and, below, the reference.

    Forty words or more make a block quotation, whose citation follows its full stop (APA 7th ed., 8.26, 8.27).
    """
    source = source_of(quote)
    words = _with_citation(quote.words, _apa_in_text(source), _is_long(quote.words, _APA_BLOCK))
    return f"{words}\n\n{_apa_reference(source)}"


def _apa_in_text(source: Source) -> str:
    """Return author, year and paragraph in parentheses (APA 7th ed., 8.13, 8.14, 8.17, 8.28)."""
    authors = _listed([name.short for name in source.names], "&", 2)
    year = str(source.date.year) if source.date else "n.d."
    rest = ", ".join(part for part in (year, source.locator.replace("-", "–")) if part)
    return f"({_nested(authors)}, {rest})" if authors else f"({_title_in_text(source)} {rest})"


def _apa_reference(source: Source) -> str:
    """Return the entry of the reference list (APA 7th ed., 9.8, 9.11, 9.12, 9.14, 9.17, 10.16)."""
    title = source.title or f"[{source.file}]"
    authors = _apa_authors([name.initialled for name in source.names])
    date = f"({_apa_date(source.date)})."
    head = f"{_closed(authors)} {date} {_closed(title)}" if authors else f"{_closed(title)} {date}"
    publisher = _closed(source.publisher) if source.publisher and not source.is_own_publisher else None
    return " ".join(part for part in (head, publisher, source.url) if part)


def _apa_authors(names: list[str]) -> str:
    if len(names) > _APA_MOST_AUTHORS:
        return ", ".join([*names[: _APA_MOST_AUTHORS - 1], f". . . {names[-1]}"])
    return ", ".join([*names[:-1], f"& {names[-1]}"]) if len(names) > 1 else "".join(names)


def _apa_date(date: PartialDate | None) -> str:
    if date is None:
        return "n.d."
    month = f", {_MONTHS[date.month - 1]}" if date.month else ""
    return f"{date.year}{month}{f' {date.day}' if date.day else ''}"


def cite_mla(quote: Quote) -> str:
    """Return the citation in the text and, below, the entry of the works cited (MLA Handbook, 9th ed., chapters 5, 6).

    MLA wants paragraphs cited where the source numbers them; here their place in the document is told as well.
    """
    source = source_of(quote)
    return f"{_mla_in_text(source)}\n\n{_mla_entry(source)}"


def quote_mla(quote: Quote) -> str:
    """Return the quotation with its citation and, below, the entry of the works cited.

    More than four lines of prose make a block quotation (MLA Handbook, 9th ed., chapter 6); four lines of a page
    hold about 340 characters.
    """
    source = source_of(quote)
    is_block = len(quote.words) > _MLA_BLOCK or "\n\n" in quote.words
    return f"{_with_citation(quote.words, _mla_in_text(source), is_block)}\n\n{_mla_entry(source)}"


def _mla_in_text(source: Source) -> str:
    """Return author, or title, and paragraph in parentheses (MLA Handbook, 9th ed., chapter 6)."""
    locator = re.sub(r"^para", "par", source.locator)
    if source.names and not source.is_own_publisher:
        authors = _nested(_listed([name.short for name in source.names], "and", 2))
        return f"({', '.join(part for part in (authors, locator) if part)})"
    if locator:
        return f"({_title_in_text(source)} {locator})"
    return f"({enclose(source.title) if source.title else f'[{source.file}]'})"


def _mla_entry(source: Source) -> str:
    """Return the entry of the works cited (MLA Handbook, 9th ed., chapter 5).

    The work of an organisation that publishes it begins with its title; an unknown date is left out.
    """
    authors = "" if source.is_own_publisher else _mla_authors(source.names)
    title = f"[{source.file}]." if not source.title else enclose(source.title, "" if _ends(source.title) else ".")
    rest = ", ".join(part for part in (source.publisher, _mla_date(source.date), source.url) if part)
    return " ".join(part for part in (_closed(authors), title, _closed(rest)) if part)


def _mla_authors(names: tuple[Name, ...]) -> str:
    """Return one author, two, or the first of more, the first one inverted (MLA Handbook, 9th ed., chapter 5)."""
    if not names:
        return ""
    first = names[0].inverted
    comma = "," if first != names[0].full or len(names) > 2 else ""
    if len(names) == 1:
        return first
    return f"{first}{comma} and {names[1].full}" if len(names) == 2 else f"{first}{comma} et al."


def _mla_date(date: PartialDate | None) -> str:
    if date is None:
        return ""
    month = _MLA_MONTHS[date.month - 1] if date.month else ""
    return " ".join(part for part in (str(date.day or ""), month, str(date.year)) if part)


def _american(date: PartialDate) -> str:
    """Return ``March 30, 2022``, ``March 2022`` or ``2022`` (Chicago 17th ed., 6.38)."""
    if not date.month:
        return str(date.year)
    day = f" {date.day}," if date.day else ""
    return f"{_MONTHS[date.month - 1]}{day} {date.year}"


def _listed(names: list[str], link: str, most: int) -> str:
    """Return ``A``, ``A and B``, or the first with "et al." where there are more than ``most``."""
    if len(names) > most:
        return f"{names[0]} et al."
    return f" {link} ".join(names)


def _title_in_text(source: Source) -> str:
    """Return the title with a comma, to stand in the author's place."""
    return enclose(_nested(source.title), ",") if source.title else f"[{source.file}],"


def _nested(text: str) -> str:
    """Return a text that goes into parentheses, its own ones made square brackets."""
    return text.replace("(", "[").replace(")", "]")


def _with_citation(words: str, citation: str, is_block: bool) -> str:
    """Return a quotation and its citation: in a block after the full stop, else before it."""
    if is_block:
        return f"{adapt(words)} {citation}"
    return f"{without_full_stop(enclose(words))} {citation}{'.' if _ends(words) else ''}"


def _is_long(words: str, least: int) -> bool:
    return "\n\n" in words or count_words(words) >= least


def _ends(text: str) -> bool:
    """Tell whether a text ends as a sentence does."""
    return _ENDS_SENTENCE.search(text) is not None


def _closed(text: str) -> str:
    """Return a text with a full stop, unless it is empty or ends with a mark of its own."""
    return text if not text or text.endswith(".") or _ASKS_OR_CALLS.search(text) else f"{text}."


QUOTED: dict[str, Callable[[Quote], str]] = {"chicago": quote_chicago, "apa": quote_apa, "mla": quote_mla}
"""For each manual, the function that sets a quotation with its citation."""

CITED: dict[str, Callable[[Quote], str]] = {"chicago": cite_chicago, "apa": cite_apa, "mla": cite_mla}
"""For each manual, the function that gives the source alone."""
