"""What all tests share: the data next door when it is there, and no network but loopback."""

from __future__ import annotations

import ipaddress
import socket
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parent))

SHARED = Path(__file__).resolve().parents[2] / "shared" / "data"
_OUTSIDE: list[str] = []


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real test data beside the checkout; skips visibly when it is absent."""
    if not SHARED.is_dir():
        pytest.skip("../shared/data is absent: this test needs the real data beside the checkout")
    return SHARED


class OutsideWorldError(ConnectionRefusedError):
    """Code under test reached for an address beyond this machine."""


def _stays_here(host: str) -> bool:
    if host in {"", "localhost"} or host.endswith(".localhost"):
        return True
    try:
        address = ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return False
    if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped is not None:
        address = address.ipv4_mapped
    return address.is_loopback or address.is_unspecified


def _refuse(what: str) -> OutsideWorldError:
    _OUTSIDE.append(what)
    return OutsideWorldError(f"tests are offline: {what} lies beyond this machine")


def _guarded(name: str, place: int) -> Any:
    """The socket method `name` with the address at argument `place` looked at first."""
    real = getattr(socket.socket, name)

    def guarded(self: socket.socket, *args: Any) -> Any:
        address = args[place]
        inside = not isinstance(address, tuple) or _stays_here(str(address[0]))
        if self.family != socket.AF_UNIX and not inside:
            raise _refuse(f"{address[0]} port {address[1]}")
        return real(self, *args)

    return guarded


def _guarded_lookup(real: Any) -> Any:
    def guarded(host: Any, *args: Any, **kwargs: Any) -> Any:
        name = host.decode("ascii", "replace") if isinstance(host, bytes) else host or ""
        try:
            ipaddress.ip_address(name.partition("%")[0])  # a written address asks nobody
        except ValueError:
            if not _stays_here(name) and name != socket.gethostname():
                raise _refuse(f"the name {name}") from None
        return real(host, *args, **kwargs)

    return guarded


@pytest.fixture(scope="session", autouse=True)
def _offline() -> Iterator[None]:
    """Sockets of the whole run reach loopback and Unix sockets only."""
    with pytest.MonkeyPatch.context() as patch:
        for name, place in (("connect", 0), ("connect_ex", 0), ("sendto", -1)):
            patch.setattr(socket.socket, name, _guarded(name, place))
        patch.setattr(socket, "getaddrinfo", _guarded_lookup(socket.getaddrinfo))
        yield


@pytest.fixture(autouse=True)
def _nobody_went_outside(_offline: None) -> Iterator[None]:
    """A test that tried to leave the machine fails, even where the code swallowed the refusal."""
    _OUTSIDE.clear()
    yield
    tried, _OUTSIDE[:] = list(_OUTSIDE), []
    if tried:
        pytest.fail("this test reached for the network: " + "; ".join(sorted(set(tried))))
