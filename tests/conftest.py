"""What all tests share: the data next door when it is there, and no network but loopback."""

from __future__ import annotations

import logging
import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from dragoman.newsroom.logs import set_up_logs

sys.path.insert(0, str(Path(__file__).parent))

from offline import ATTEMPTS, offline

set_up_logs(logging.WARNING)

# Models that somebody has fetched for themselves must not change what tests find.
os.environ["XDG_CACHE_HOME"] = str(Path(tempfile.gettempdir()) / "dragoman-tests-cache")

SHARED = Path(__file__).resolve().parents[2] / "shared" / "data"


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real test data beside the checkout; skips visibly when it is absent."""
    if not SHARED.is_dir():
        pytest.skip("../shared/data is absent: this test needs the real data beside the checkout")
    return SHARED


@pytest.fixture(scope="session", autouse=True)
def _offline() -> Iterator[None]:
    """Sockets of the whole run reach this machine only."""
    with offline():
        yield


@pytest.fixture(autouse=True)
def _nobody_went_outside(_offline: None) -> Iterator[None]:
    """A test that tried to leave the machine fails, even where the code swallowed the refusal."""
    ATTEMPTS.clear()
    yield
    tried = sorted(set(ATTEMPTS))
    ATTEMPTS.clear()
    if tried:
        pytest.fail("this test reached for the network: " + "; ".join(tried))
