"""Which addresses may be dialled: our own tables, judged on the address that is really dialled.

`ipaddress.is_global` is no gate: it calls multicast, NAT64 of loopback, 6to4 and others public.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from importlib.resources import files
from ipaddress import (
    IPv4Address,
    IPv4Network,
    IPv6Address,
    IPv6Network,
    ip_address,
    ip_network,
)

from dragoman.errors import UsageError

IPAddress = IPv4Address | IPv6Address
IPNetwork = IPv4Network | IPv6Network

# IPv6 forms that carry an IPv4 address in their last 32 bits.
_TAIL_FORMS = (
    (ip_network("::ffff:0:0/96"), "IPv4-mapped"),  # RFC 4291
    (ip_network("::ffff:0:0:0/96"), "IPv4-translated"),  # RFC 2765
    (ip_network("64:ff9b::/96"), "NAT64"),  # RFC 6052
    (ip_network("::/96"), "IPv4-compatible"),  # RFC 4291, deprecated
)
_6TO4 = ip_network("2002::/16")  # RFC 3056: IPv4 in bits 16 to 47
_TEREDO = ip_network("2001::/32")  # RFC 4380: server, then the client's address inverted
_GLOBAL_UNICAST = ip_network("2000::/3")  # RFC 4291: all that is assigned for the open net
_ISATAP_MARKS = (0x00005EFE, 0x02005EFE)  # RFC 5214: interface identifier before the IPv4


def opened_networks(cidrs: Iterable[str]) -> tuple[IPNetwork, ...]:
    """The private networks that the operator opened. Raises `UsageError` for a wrong CIDR."""
    networks: list[IPNetwork] = []
    for cidr in cidrs:
        try:
            networks.append(ip_network(cidr.strip(), strict=False))
        except ValueError as error:
            raise UsageError(
                f'allow_private: "{cidr}" is not a network: {error}. Write it as "192.168.1.0/24"'
            ) from error
    return tuple(networks)


def is_opened(address: IPAddress, opened: Sequence[IPNetwork]) -> bool:
    """True when the operator opened this address, or the IPv4 address that it maps."""
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return any(
        candidate.version == network.version and candidate in network
        for candidate in (address, mapped)
        if candidate is not None
        for network in opened
    )


def why_refused(address: str, opened: Sequence[IPNetwork] = ()) -> str:
    """Why `address` (a literal as resolved) may not be dialled; "" when it may.

    Zone identifiers mark link-local scopes, so an address with one is refused.
    """
    if "%" in address:
        return f"{address} has a zone, so it belongs to a local link"
    try:
        parsed = ip_address(address)
    except ValueError:
        return f"{address!r} is not an IP address"
    if is_opened(parsed, opened):
        return ""
    return _why_special(parsed)


def _why_special(address: IPAddress) -> str:
    """The first reason that the tables hold against `address`, or ""."""
    if isinstance(address, IPv6Address):
        for embedded, form in _embedded(address):
            reason = _in_table(embedded)
            if reason:
                return f"{address} carries {embedded} ({form}): {reason}"
        if int(address) > 1 and _has_tail(address):
            return ""  # judged by the IPv4 address that it carries
    reason = _in_table(address)
    if reason and not (isinstance(address, IPv6Address) and address in _TEREDO):
        return f"{address}: {reason}"
    if isinstance(address, IPv6Address) and address not in _GLOBAL_UNICAST:
        return f"{address} lies outside the global unicast addresses (RFC 4291)"
    return ""


def _has_tail(address: IPv6Address) -> bool:
    """True for the forms whose last 32 bits are an IPv4 address."""
    return any(address in network for network, _ in _TAIL_FORMS)


def _embedded(address: IPv6Address) -> list[tuple[IPv4Address, str]]:
    """The IPv4 addresses that stand inside an IPv6 address, with the form's name."""
    number = int(address)
    if number <= 1:
        return []  # `::` and `::1` are addresses of their own
    tail = IPv4Address(number & 0xFFFFFFFF)
    found = [(tail, name) for network, name in _TAIL_FORMS if address in network]
    if address in _6TO4:
        found.append((IPv4Address(number >> 80 & 0xFFFFFFFF), "6to4"))
    if address in _TEREDO:
        found.append((IPv4Address(number >> 64 & 0xFFFFFFFF), "Teredo server"))
        found.append((IPv4Address(number & 0xFFFFFFFF ^ 0xFFFFFFFF), "Teredo client"))
    if number >> 32 & 0xFFFFFFFF in _ISATAP_MARKS:
        found.append((tail, "ISATAP"))
    return found


def _in_table(address: IPAddress) -> str:
    """The name of the special block that `address` lies in, or ""."""
    for network, name in _table():
        if network.version == address.version and address in network:
            return name
    return ""


@lru_cache(maxsize=1)
def _table() -> tuple[tuple[IPNetwork, str], ...]:
    """The rows of `special_addresses.tsv`."""
    text = files("dragoman.capture").joinpath("special_addresses.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
    return tuple((ip_network(network), name) for network, name in rows)
