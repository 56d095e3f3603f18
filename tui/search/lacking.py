"""Why nothing was found: words that a collection does not have, and fields that no document fits."""

from collections.abc import Iterator

from tui.search.collecting import KINDS
from tui.search.expansion import expand
from tui.search.expressions import Match, Query, Word
from tui.search.fields import FieldTest, told_briefly
from tui.search.index import Index
from tui.search.matching import is_field


def unknown_words(index: Index, query: Query) -> tuple[str, ...]:
    """Return the words of a query, as they were typed, that the collection has nothing for."""
    return tuple(word.typed for word in _unknown(index, query))


def _unknown(index: Index, query: Query) -> Iterator[Word]:
    for group in query.wanted:
        for leaf in group:
            if isinstance(leaf, Word) and not len(expand(index, leaf).numbers):
                yield leaf


def lacks_of(index: Index, query: Query) -> tuple[str, ...]:
    """Return what a collection lacks for a query that found nothing: clauses for people.

    Of alternative fields each is told of where none is fitted.
    """
    unknown = tuple(_unknown(index, query))
    alike = [told_briefly(word.typed) for word in unknown if word.match not in (Match.EXACT, Match.PREFIX)]
    groups = [[leaf for leaf in group if isinstance(leaf, FieldTest)] for group in query.wanted if is_field(group)]
    unmet = [test for group in groups if not any(_is_met(index, test) for test in group) for test in group]
    return (
        *([f"nothing is like {', '.join(alike)}"] if alike else []),
        *(f"no word is {told_briefly(word.typed)}" for word in unknown if word.match is Match.EXACT),
        *(f"no word begins with {told_briefly(word.typed)}" for word in unknown if word.match is Match.PREFIX),
        *(_lack_of(index, test) for test in unmet),
    )


def _is_met(index: Index, test: FieldTest) -> bool:
    """Tell whether anything in a collection fits a field."""
    if test.kind is None:
        return bool(index.fitting(test)[0].any())
    kind = KINDS.index(test.kind)
    return any(bool((segment.passages.kinds == kind).any()) for segment in index.segments)


def _lack_of(index: Index, test: FieldTest) -> str:
    if test.kind is not None:
        return f"there is no {test.kind}"
    if not index.names.is_known(test.name):
        return f"no {test.name} is known"
    if test.name == "in":
        return f"no id is or begins with {told_briefly(test.value)}"
    return (
        f"no date is within {told_briefly(test.value)}"
        if test.name == "date"
        else f"no {test.name} is like {told_briefly(test.value)}"
    )
