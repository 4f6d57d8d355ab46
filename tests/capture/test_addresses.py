"""The tables of addresses: what may be dialled and what never."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.capture import why_refused
from dragoman.capture.addresses import opened_networks
from dragoman.errors import UsageError

TABLE = Path(__file__).parents[1] / "cases" / "capture" / "addresses.tsv"
ROWS = [
    line.split("\t")
    for line in TABLE.read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


@pytest.mark.parametrize(("address", "judgement", "why"), ROWS)
def test_an_address_is_judged_by_the_tables(address: str, judgement: str, why: str) -> None:
    assert bool(why_refused(address)) is (judgement == "refuse"), why


@given(st.integers(0, 2**32 - 1))
def test_every_way_of_carrying_an_ipv4_address_is_judged_like_it(number: int) -> None:
    plain = bool(why_refused(str(IPv4Address(number))))
    forms = [0xFFFF << 32, 0xFFFF << 48, 0x64FF9B << 96]
    if number > 1:
        forms.append(0)
    for form in forms:
        assert bool(why_refused(str(IPv6Address(form | number)))) is plain
    six_to_four = IPv6Address(0x2002 << 112 | number << 80 | 1)
    assert bool(why_refused(str(six_to_four))) is plain


@given(st.ip_addresses(v=6))
def test_only_global_unicast_or_carried_addresses_may_be_dialled(address: IPv6Address) -> None:
    if not why_refused(str(address)):
        first = int(address) >> 125
        assert first == 1 or int(address) >> 32 in (0xFFFF, 0xFFFF << 16, 0x64FF9B << 64, 0)


def test_an_opened_network_may_be_dialled_and_its_neighbour_not() -> None:
    opened = opened_networks(("10.1.0.0/16",))
    assert why_refused("10.1.2.3", opened) == ""
    assert why_refused("::ffff:10.1.2.3", opened) == ""
    assert why_refused("10.2.0.1", opened)
    assert why_refused("127.0.0.1", opened)


def test_a_wrong_network_is_a_usage_error_that_says_how_to_write_it() -> None:
    with pytest.raises(UsageError, match=r"192\.168\.1\.0/24"):
        opened_networks(("localhost",))


def test_the_reason_names_the_address_that_is_carried_inside() -> None:
    assert "127.0.0.1 (NAT64)" in why_refused("64:ff9b::7f00:1")
