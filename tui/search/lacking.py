"""Why nothing was found: words that nothing in a collection is like, and fields that no document fits."""

from dataclasses import dataclass

from tui.search.collecting import KINDS
from tui.search.expansion import expand
from tui.search.expressions import Query, Word
from tui.search.fields import FieldTest
from tui.search.index import Index
from tui.search.matching import is_field

_LONGEST_TOLD = 30


@dataclass(frozen=True, slots=True)
class Unmet:
    """A field that no document fits."""

    test: FieldTest
    """What was asked of it."""
    is_known: bool
    """Whether any document has such a field at all."""

    def __str__(self) -> str:
        """Return why nothing was found: a clause."""
        name, value = self.test.name, self.test.value
        told = repr(value if len(value) <= _LONGEST_TOLD else f"{value[:_LONGEST_TOLD]}…")
        if not self.is_known:
            return f"no {name} is known"
        if name == "kind":
            return f"there is no {self.test.kind}"
        if name == "in":
            return f"no id is or begins with {told}"
        return f"no date is within {told}" if name == "date" else f"no {name} is like {told}"


def unknown_words(index: Index, query: Query) -> tuple[str, ...]:
    """Return the words of a query, as they were typed, that nothing in the collection is like."""
    return tuple(
        leaf.typed
        for group in query.wanted
        for leaf in group
        if isinstance(leaf, Word) and not len(expand(index, leaf).numbers)
    )


def unmet_fields(index: Index, query: Query) -> tuple[Unmet, ...]:
    """Return the fields of a query that no document fits; of alternatives, those of which none is fitted."""
    groups = [[leaf for leaf in group if isinstance(leaf, FieldTest)] for group in query.wanted if is_field(group)]
    return tuple(
        Unmet(test, index.names.is_known(test.name))
        for group in groups
        if not any(_is_met(index, test) for test in group)
        for test in group
    )


def _is_met(index: Index, test: FieldTest) -> bool:
    """Tell whether anything in a collection fits a field."""
    if test.kind is None:
        return bool(index.fitting(test)[0].any())
    kind = KINDS.index(test.kind)
    return any(bool((segment.passages.kinds == kind).any()) for segment in index.segments)
