"""What all tests share: how hypothesis searches, and a state folder of their own."""

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

_SLOW = (HealthCheck.too_slow, HealthCheck.data_too_large)

settings.register_profile("steady", deadline=None, max_examples=40, derandomize=True, suppress_health_check=_SLOW)
settings.register_profile("search", deadline=None, max_examples=400, print_blob=True, suppress_health_check=_SLOW)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "steady"))


@pytest.fixture(autouse=True)
def _own_state(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep what the program remembers out of the home of whoever runs the tests."""
    monkeypatch.setenv("STATEMENTS_STATE", str(Path(tmp_path_factory.getbasetemp()) / "state"))
