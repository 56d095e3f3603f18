"""What is said of an answer to a search, in as many words as there is room for."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from tui.app.page import shown_width

if TYPE_CHECKING:
    from tui.search.ranking import Answer
    from tui.search.searcher import Answered

NO_TEXT = "There is no text to search in."
"""What is said of a collection without a word."""
GUIDANCE = "Type a few words you remember.\nTyping errors are forgiven; what is not exact is marked ~."
"""What is said before anything was typed."""
_BRIEFLY = "not all: "
_LANGUAGE = (
    'words  "phrase"  \'exact  begin*  -without  a OR b  author: title: publisher: date:2022-03.. in: kind:',
    'words  "phrase"  \'exact  begin*  -without  a OR b  author: title: date: in: kind:',
    'words "phrase" \'exact begin* -without a OR b date: in: kind:',
    'words "phrase" \'exact begin* -without a OR b date:',
    'words "phrase" \'exact begin* -without a OR b',
)


def language(room: int) -> str:
    """Return the query language in one line of at most so many cells, if that can be."""
    return _fitting(_LANGUAGE, room)


def summary(news: "Answered", is_whole: bool, room: int) -> str:
    """Return ``38 passages in 4 of 5 documents, 3 ms``, and what else there is to say.

    Args:
        news: The answer.
        is_whole: Whether all that is to be searched has been.
        room: Cells; what is less needed is left out where there are too few.
    """
    answer = news.answer
    if not answer.hits and not is_whole:
        return f"searching ... {news.indexed} of {news.total} documents so far"
    total = answer.searched
    if not total:
        # The list says so.
        return ""
    passages = "1 passage" if answer.passages == 1 else f"{answer.passages:,} passages"
    documents = "1 document" if total == 1 else f"{total:,} documents"
    counts = f"{passages} in {len(answer.counts):,} of {documents}, {max(1, round(news.seconds * 1000)):,} ms"
    if not is_whole:
        counts += " so far"
    nearly = f", {answer.others:,} more like it" if answer.others else ""
    far = f", {answer.guesses} far-fetched" if answer.guesses else ""
    partly = "no passage has all of it; the most of it: " if answer.is_partial else ""
    briefly = "none has all; the most of it: " if answer.is_partial else ""
    listed = _listed(news)
    return _fitting(
        (
            partly + counts + nearly + far + listed,
            briefly + counts + nearly + listed,
            briefly + counts + listed,
            briefly + counts,
            _BRIEFLY + counts if answer.is_partial else counts,
            f"{_BRIEFLY if answer.is_partial else ''}{answer.passages:,} in {len(answer.counts):,} of {total:,}",
        ),
        room,
    )


def _listed(news: "Answered") -> str:
    """Return what is said where not everything that answers is listed, although it was asked for."""
    if news.has_more_places:
        return f", the first {len(news.lines or ()):,} places lined up"
    if news.answer.is_whole or not news.is_all:
        return ""
    return f", the best {len(news.answer.hits):,} listed"


def nothing(answer: "Answer") -> str:
    """Return what is said where nothing was found."""
    words = "".join(f"\n{lack[0].upper()}{lack[1:]} here." for lack in answer.lacks)
    if not answer.searched:
        return NO_TEXT
    documents = "this document" if answer.searched == 1 else f"{answer.searched:,} documents"
    return f"Nothing found in {documents}.{words}"


def _fitting(texts: Iterable[str], room: int) -> str:
    """Return the first of some texts that fits, or the last."""
    text = ""
    for text in texts:
        if shown_width(text) <= room:
            break
    return text
