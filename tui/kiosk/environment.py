"""The variables a visitor may bring along, and those the program runs with in their stead."""

import re
from collections.abc import Mapping

_NAME = re.compile(r"[A-Za-z0-9_+-][A-Za-z0-9_.+@-]{0,99}")
"""A name that no library can take for a path."""
_ADDRESS = re.compile(r"[A-Za-z0-9_.,:@+%/ -]{1,100}")
_FLAG = re.compile(r"[A-Za-z0-9_.,:;+-]{0,100}")
_BROUGHT = {
    "TERM": _NAME,
    "COLORTERM": _NAME,
    "COLORFGBG": _FLAG,
    "NO_COLOR": _FLAG,
    "SSH_CONNECTION": _ADDRESS,
    "SSH_CLIENT": _ADDRESS,
    "SSH_TTY": _ADDRESS,
}
"""What may be brought along, and how it may look."""
_LOCALE = re.compile(r"LANG|LANGUAGE|LC_[A-Z]{1,20}")
_GIVEN = {
    "PATH": "/usr/bin:/bin",
    "HOME": "/nonexistent",
    # One visitor searches at a time: each thread of these libraries would cost memory, and none gains anything.
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
}


def clean_environment(environ: Mapping[str, str]) -> dict[str, str]:
    """Return the variables a reading room runs with: few of the visitor's, each of a harmless form.

    Args:
        environ: All variables as the visitor's login set them.
    """
    brought = {name: value for name, value in environ.items() if _is_harmless(name, value)}
    return {**brought, **_GIVEN}


def _is_harmless(name: str, value: str) -> bool:
    form = _NAME if _LOCALE.fullmatch(name) else _BROUGHT.get(name)
    return form is not None and ".." not in value and form.fullmatch(value) is not None
