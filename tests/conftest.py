"""What all tests share: the data next door, when it is there."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

SHARED = Path(__file__).resolve().parents[2] / "shared" / "data"


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real test data beside the checkout; skips visibly when it is absent."""
    if not SHARED.is_dir():
        pytest.skip("../shared/data is absent: this test needs the real data beside the checkout")
    return SHARED
