"""What all tests share: how hypothesis searches, and a state folder of their own."""

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

_SURROUNDINGS = "DISPLAY WAYLAND_DISPLAY TMUX TMUX_PANE STY SSH_CONNECTION SSH_CLIENT SSH_TTY WSL_DISTRO_NAME".split()
"""Variables by which the program finds a clipboard."""
_SLOW = (HealthCheck.too_slow, HealthCheck.data_too_large)

settings.register_profile("steady", deadline=None, max_examples=20, derandomize=True, suppress_health_check=_SLOW)
settings.register_profile("search", deadline=None, max_examples=300, print_blob=True, suppress_health_check=_SLOW)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "steady"))


@pytest.fixture(autouse=True)
def _own_state(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep what the program remembers, and what is copied, away from whoever runs the tests."""
    monkeypatch.setenv("STATEMENTS_STATE", str(Path(tmp_path_factory.getbasetemp()) / "state"))
    monkeypatch.setenv("XDG_DATA_HOME", str(Path(tmp_path_factory.getbasetemp()) / "data"))
    for name in _SURROUNDINGS:
        monkeypatch.delenv(name, raising=False)
