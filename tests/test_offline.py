"""The guard lets tests reach this machine and nothing else, and notes who tried."""

from __future__ import annotations

import asyncio
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from house_rules import ROOT
from offline import ATTEMPTS, OutsideWorldError, stays_here

OUTSIDE = "203.0.113.5"
"""An address for documentation (RFC 5737): nobody lives there."""


@pytest.fixture
def forgiven() -> object:
    """Forget what this test tried on purpose."""
    yield
    ATTEMPTS.clear()


@pytest.mark.usefixtures("forgiven")
def test_a_connection_to_the_world_is_refused_and_noted() -> None:
    with (
        socket.socket() as caller,
        pytest.raises(OutsideWorldError, match=r"203\.0\.113\.5 port 80 lies beyond this machine"),
    ):
        caller.connect((OUTSIDE, 80))
    assert [f"{OUTSIDE} port 80"] == ATTEMPTS


@pytest.mark.usefixtures("forgiven")
def test_asyncio_and_datagrams_are_guarded_too() -> None:
    async def reach() -> None:
        await asyncio.open_connection(OUTSIDE, 443)

    with pytest.raises(OSError, match="tests are offline"):
        asyncio.run(reach())
    with socket.socket(type=socket.SOCK_DGRAM) as sender, pytest.raises(OutsideWorldError):
        sender.sendto(b"x", (OUTSIDE, 53))
    assert len(ATTEMPTS) == 2


@pytest.mark.usefixtures("forgiven")
def test_the_names_of_the_world_are_not_looked_up() -> None:
    with pytest.raises(OutsideWorldError, match=r"the name news\.example"):
        socket.getaddrinfo("news.example", 80)


def test_loopback_and_unix_sockets_work(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        socket.create_connection(server.getsockname()).close()
        socket.create_connection(("localhost", server.getsockname()[1])).close()
    with socket.socket(socket.AF_UNIX) as server, socket.socket(socket.AF_UNIX) as caller:
        server.bind(str(tmp_path / "s"))
        server.listen()
        caller.connect(str(tmp_path / "s"))
    assert ATTEMPTS == []


@pytest.mark.parametrize(
    ("host", "here"),
    [
        ("127.0.0.2", True),
        ("::1", True),
        ("::ffff:127.0.0.1", True),
        ("0.0.0.0", True),
        ("wire.localhost", True),
        ("10.0.0.1", False),
        ("169.254.169.254", False),
        ("::ffff:10.0.0.1", False),
        ("fe80::1%eth0", False),
        ("localhost.example", False),
    ],
)
def test_what_lies_on_this_machine_is_known(host: str, here: bool) -> None:
    assert stays_here(host) is here


def test_code_that_swallows_the_refusal_still_fails_its_test(tmp_path: Path) -> None:
    """A run of its own, with this project's conftest, in which a test hides what it did."""
    for name in ("conftest.py", "offline.py"):
        (tmp_path / name).write_text((ROOT / "tests" / name).read_text(), encoding="utf-8")
    (tmp_path / "test_sly.py").write_text(
        "import socket\n"
        "def test_sly():\n"
        "    with socket.socket() as caller:\n"
        f"        try: caller.connect(('{OUTSIDE}', 80))\n"
        "        except OSError: pass\n"
        "def test_honest(): pass\n",
        encoding="utf-8",
    )
    ran = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:randomly"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 1, ran.stdout + ran.stderr
    assert f"this test reached for the network: {OUTSIDE} port 80" in ran.stdout
    assert "2 passed, 1 error" in ran.stdout
