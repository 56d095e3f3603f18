"""Quotes made by hand or generated, without a document."""

from typing import Any

from hypothesis import strategies as st

from tui.documents.model import PartialDate
from tui.quoting.quote import Quote
from tui.text import Span


def made_quote(words: str = "Ships wait outside.", **fields: Any) -> Quote:
    """Return a quote of a document of which everything is known but what ``fields`` say otherwise."""
    known: dict[str, Any] = {
        "title": "The Harbour Is Closed",
        "authors": ("Ana Castro",),
        "publisher": "Dock News",
        "date": PartialDate(2021, 3, 3),
        "source": "https://example.org/harbour",
        "path": "/texts/harbour.md",
        "locator": "para. 3",
        "taken": "2026-11-22T08:00:00Z",
    }
    return Quote("harbour", Span(0, len(words)), words, **(known | fields))


def bare_quote(words: str = "Ships wait outside.", **fields: Any) -> Quote:
    """Return a quote of a document of which nothing is known but its file."""
    return Quote("harbour", Span(0, len(words)), words, **({"path": "/texts/harbour.md"} | fields))


odd_texts = st.text(
    st.one_of(
        st.sampled_from("\\`*_{}[]()#+-.!|<>&~^$%@=:;\"'“”‘’„‚«»‹› \t\n\r0123aé中\u202e\u2066\u200d\u00a0\x1b\x07,ſ"),
        st.characters(exclude_categories=["Cs"]),
    ),
    max_size=60,
)
"""Texts of what means something to Markdown, LaTeX, JSON, CSV and typesetters."""

_dates = st.one_of(
    st.none(),
    st.builds(PartialDate, st.integers(1000, 2100)),
    st.builds(PartialDate, st.integers(1000, 2100), st.integers(1, 12)),
    st.builds(PartialDate, st.integers(1000, 2100), st.integers(1, 12), st.integers(1, 28)),
)
_unknown_or_odd = st.one_of(st.none(), odd_texts.map(lambda text: text.strip() or None))

odd_quotes = st.builds(
    made_quote,
    odd_texts,
    title=_unknown_or_odd,
    authors=st.lists(odd_texts.filter(str.strip), max_size=4).map(tuple),
    publisher=_unknown_or_odd,
    date=_dates,
    source=_unknown_or_odd,
    locator=st.sampled_from(["", "para. 3", "paras. 3-4", "para. A1"]),
)
"""Quotes of odd words from documents with odd metadata."""
