"""A text as a row of words and marks, in which two copies of one passage are alike whatever their typography."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cached_property

from tui.quoting.marks import CONTROLS, DASHES, QUOTATION_MARKS, UNSEEN, plain_mark
from tui.text import Span

_TOKEN = re.compile(
    r"(?P<number>\d+(?:[.,]\d+)+)"
    rf"|(?P<word>(?:[^\Wʼ]|[\u0300-\u036f{re.escape(UNSEEN)}{CONTROLS}])+)"
    rf"|(?P<quotes>[{re.escape(QUOTATION_MARKS)}](?:\s*[{re.escape(QUOTATION_MARKS)}])*)"
    rf"|(?P<dashes>[{re.escape(DASHES)}]+)"
    r"|(?P<dots>\.(?=\s*[.…])(?:\s*\.)*(?:\s*…)*|…(?:\s*…)*\.*)"
    r"|(?P<other>\S)"
)
_SPACES = re.compile(r"\s+")
_BETWEEN = "\x1f"


class Wording:
    """The words and marks of a text, and where each stands."""

    def __init__(self, text: str) -> None:
        """Take a text apart."""
        self.text = text
        """The text."""
        self.forms: list[str] = []
        """Words in their own case, composed, without unseen characters; marks in their plain form."""
        self.spans: list[Span] = []
        """Where they stand in the text."""
        for match in _TOKEN.finditer(text):
            start, end = match.span()
            kind = match.lastgroup or ""
            if kind == "dots" and match[0].count(".") % 3 == 1:
                # The full stop of a sentence and an ellipsis.
                self._add(".", start, start + 1)
                start = end - len(match[0][1:].lstrip())
            self._add(_form(match[0], kind), start, end)

    def _add(self, form: str, start: int, end: int) -> None:
        if form:
            self.forms.append(form)
            self.spans.append(Span(start, end))

    def __len__(self) -> int:
        """Return the number of words and marks."""
        return len(self.forms)

    @cached_property
    def _joined(self) -> str:
        return _BETWEEN + _BETWEEN.join(self.forms) + _BETWEEN

    def places(self, forms: Sequence[str]) -> Iterator[int]:
        """Yield the indices at which some forms stand in a row, in order."""
        sought = _BETWEEN + _BETWEEN.join(forms) + _BETWEEN
        at, place = 0, 0
        while (found := self._joined.find(sought, at)) >= 0:
            place += self._joined.count(_BETWEEN, at, found)
            yield place
            at, place = found + 1, place + 1

    def span(self, start: int, end: int) -> Span:
        """Return the characters from one index of the row to another.

        Marks apart from each other, such as those of ``“Yes.” “No.”``, count as one; of these at an end only those
        that touch the words between are in it.
        """
        first, last = self.spans[start], self.spans[end - 1]
        if end - start > 1 and self.forms[start] == "'":
            first = Span(first.end - len(_SPACES.split(self.text[first.start : first.end])[-1]), first.end)
        if end - start > 1 and self.forms[end - 1] == "'":
            last = Span(last.start, last.start + len(_SPACES.split(self.text[last.start : last.end])[0]))
        return Span(first.start, last.end)


def _form(text: str, kind: str) -> str:
    if kind == "quotes":
        return "'"
    if kind == "dashes":
        return "-"
    if kind == "dots":
        return "..."
    if kind == "word" and not text.isascii():
        return unicodedata.normalize("NFC", "".join(map(_visible, text)))
    return text if kind != "word" or text.isprintable() else "".join(map(_visible, text))


def _visible(character: str) -> str:
    return plain_mark(character) if character.isprintable() or character in UNSEEN else ""


def starts_of(forms: Sequence[str]) -> list[list[str]]:
    """Return forms as they are, and with their first word in small letters and with a capital."""
    for place, form in enumerate(forms):
        if form[0].isalnum():
            tails = [form, form[0].lower() + form[1:], form[0].upper() + form[1:]]
            return [[*forms[:place], tail, *forms[place + 1 :]] for tail in dict.fromkeys(tails)]
    return [list(forms)]
