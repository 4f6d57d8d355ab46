"""The tests' guard against the network: sockets reach this machine only."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

ATTEMPTS: list[str] = []
"""What the running test reached for beyond this machine; emptied before every test."""


class OutsideWorldError(ConnectionRefusedError):
    """Code under test reached for an address beyond this machine."""


@contextmanager
def offline() -> Iterator[None]:
    """Let Python's sockets reach loopback and Unix sockets only, until the end of the block."""
    with pytest.MonkeyPatch.context() as patch:
        for name, place in (("connect", 0), ("connect_ex", 0), ("sendto", -1)):
            patch.setattr(socket.socket, name, _guarded(name, place))
        patch.setattr(socket, "getaddrinfo", _guarded_lookup(socket.getaddrinfo))
        yield


def stays_here(host: str) -> bool:
    """True for a name or an address of this machine, such as localhost, 127.0.0.2 or ::1."""
    if host in {"", "localhost", socket.gethostname()} or host.endswith(".localhost"):
        return True
    try:
        address = ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return False
    if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped is not None:
        address = address.ipv4_mapped
    return address.is_loopback or address.is_unspecified


def _refuse(what: str) -> OutsideWorldError:
    ATTEMPTS.append(what)
    return OutsideWorldError(f"tests are offline: {what} lies beyond this machine")


def _guarded(name: str, place: int) -> Any:
    """The socket method `name` with the address at argument `place` looked at first."""
    real = getattr(socket.socket, name)

    def guarded(self: socket.socket, *args: Any) -> Any:
        address = args[place]
        inside = not isinstance(address, tuple) or stays_here(str(address[0]))
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
            if not stays_here(name):
                raise _refuse(f"the name {name}") from None
        return real(host, *args, **kwargs)

    return guarded
