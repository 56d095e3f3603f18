"""No stale cell after some seconds of use over ssh; `soak.py` does the same for as long as one likes."""

import pytest

from tests.e2e.soak import WAYS, WITNESS, Difference, missing, press, use

SECONDS = 8.0
"""Of use each way; logging in and starting take some more."""


@pytest.mark.parametrize("inside", WAYS)
def test_what_is_shown_is_what_a_redraw_gives(inside: str) -> None:
    if lacking := missing(inside):
        pytest.skip(lacking)
    try:
        outcome = use(inside, SECONDS, seed=6)
    except RuntimeError as problem:
        pytest.skip(str(problem))
    assert outcome.redrawn
    found = [difference for difference in outcome.differences if _is_sure(inside, difference)]
    assert not found, "\n\n".join(map(str, found))


def _is_sure(inside: str, difference: Difference) -> bool:
    """Tell whether a difference is a fault: on a busy machine two programs may take a key at different moments."""
    return difference.kind != WITNESS or bool(press(inside, difference.keys).differences)
