"""Debian's APy, where it is installed, as a server of its own for the length of a test module."""

from __future__ import annotations

import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest

MODES = Path("/usr/share/apertium/modes")


@contextmanager
def real_apy() -> Iterator[str]:
    """The address of a running APy with eng-spa; skips visibly where Debian's packages are not."""
    program = shutil.which("apertium-apy")
    if program is None or not (MODES / "eng-spa.mode").is_file():
        pytest.skip("Apertium is not installed: apt-get install apertium-apy apertium-eng-spa")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen(
        [program, "-p", str(port), str(MODES)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield _when_it_answers(f"http://127.0.0.1:{port}", process)
    finally:
        process.terminate()
        process.wait(timeout=20)


def _when_it_answers(address: str, process: subprocess.Popen[bytes]) -> str:
    for _ in range(200):
        if process.poll() is not None:
            pytest.fail(f"APy ended at once with {process.returncode}")
        try:
            with urlopen(f"{address}/listPairs", timeout=5):
                return address
        except (URLError, OSError):
            time.sleep(0.05)
    pytest.fail("APy did not answer within ten seconds")
