"""Whether the differences that are told of a quotation are all there are."""

from collections.abc import Sequence

from tui.quoting.nearest import Difference
from tui.quoting.wording import Wording


def is_explained(quotation: str, text: str, differences: Sequence[Difference]) -> bool:
    """Tell whether a quotation gives the source's words and marks when each difference, in order, is put back."""
    quoted, source = Wording(quotation).forms, Wording(text).forms
    changes = [(Wording(each.quote).forms, Wording(each.text).forms) for each in differences]
    states = {(0, 0)}
    for before, after in changes:
        states = {
            (at + run + len(before), to + run + len(after))
            for at, to in states
            for run in _common_runs(quoted, source, at, to)
            if quoted[at + run : at + run + len(before)] == before and source[to + run : to + run + len(after)] == after
        }
    return any(quoted[at:] == source[to:] for at, to in states)


def _common_runs(quoted: Sequence[str], source: Sequence[str], at: int, to: int) -> range:
    """Return the lengths of the runs that are the same from two places on."""
    length = 0
    while quoted[at + length : at + length + 1] == source[to + length : to + length + 1] != []:
        length += 1
    return range(length + 1)
