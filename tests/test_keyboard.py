"""What is pasted presses no keys, and no key is held back."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.terminal.keyboard import Pastes

_START, _END = "\x1b[200~", "\x1b[201~"
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_TEXTS = st.text(st.sampled_from("ab\x1b[]0O;~q\x01\x9b\n\t\r12ö")).filter(
    lambda text: _END not in text and _START not in text
)


def _in_pieces(text: str, cuts: list[int]) -> list[str]:
    ends = sorted({min(cut, len(text)) for cut in cuts} | {len(text)})
    return [text[start:end] for start, end in zip([0, *ends], ends, strict=False)]


@given(_TEXTS, _TEXTS, _TEXTS, st.lists(st.integers(0, 60)))
def test_pasted_text_loses_what_could_be_a_key_however_it_comes_in_pieces(
    before: str, pasted: str, after: str, cuts: list[int]
) -> None:
    whole = before + _START + pasted + _END + after
    if whole.count(_START) > 1 or whole.count(_END) > 1:
        return
    pastes = Pastes()
    got = "".join(pastes.cleaned(piece) for piece in _in_pieces(whole, cuts))
    assert got == before + _START + _CONTROLS.sub("", pasted) + _END + after


@pytest.mark.parametrize("key", ["\x1b", "\x1b[", "\x1b[A", "q", "\x1b[20"])
def test_a_key_is_never_held_back(key: str) -> None:
    assert Pastes().cleaned(key) == key
