"""URLs are taken apart once and strictly."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.capture.destination import BadDestination, Destination, parse_destination

GOOD = [
    ("https://Example.ORG", "example.org", 443, "/"),
    ("http://example.org:80/a?b=c#d", "example.org", 80, "/a?b=c"),
    ("https://example.org./x", "example.org", 443, "/x"),
    ("https://münchen.example/ä?ö=ü", "xn--mnchen-3ya.example", 443, "/%C3%A4?%C3%B6=%C3%BC"),
    ("http://example.org:8080/", "example.org", 8080, "/"),
    ("http://example.org/a b/%zz%20", "example.org", 80, "/a%20b/%25zz%20"),
    ("http://example.org?q=1", "example.org", 80, "/?q=1"),
    ("http://[2606:4700:4700::1111]/", "2606:4700:4700::1111", 80, "/"),
    ("  https://example.org/x \n", "example.org", 443, "/x"),
    ("https://under_score.example.org/", "under_score.example.org", 443, "/"),
]
BAD = [
    "", "example.org", "//example.org/", "http:example.org/", "http:///example.org/", "http://",
    "ftp://example.org/", "javascript:alert(1)", "data:text/html,x", "file:///etc/passwd",
    "http://user@example.org/", "http://user:pass@example.org/", "http://example.org\\@other.org/",
    "http://exa mple.org/", "http://example.org:0/", "http://example.org:99999/",
    "http://example.org:x/", "http://example..org/", "http://.example.org/", "http://[::1",
    "http://[fe80::1%25eth0]/", "http://2130706433/", "http://0x7f.1/", "http://0177.0.0.1/",
    "http://127.1/", "http://1.2.3.4.5/", "http://①②⑦.⓪.⓪.①/", "http://127。0。0。1/",
    "http://ｅxample.org/", "http://exa\x00mple.org/", "http://example.org/\x01",
    "http://example.org/" + "x" * 5000, "http://-example.org/", "http://example.org%2f@x.org/",
]  # fmt: skip


@pytest.mark.parametrize(("url", "host", "port", "target"), GOOD)
def test_a_good_url_is_taken_apart(url: str, host: str, port: int, target: str) -> None:
    found = parse_destination(url)
    assert isinstance(found, Destination), found
    assert (found.host, found.port, found.target) == (host, port, target)
    assert found.request_url.raw_host == host
    assert found.request_url.port == port


@pytest.mark.parametrize("url", BAD)
def test_an_odd_url_is_refused_with_a_reason(url: str) -> None:
    found = parse_destination(url)
    assert isinstance(found, BadDestination), found
    assert len(found.reason) > 10


@pytest.mark.parametrize(
    "host", ["localhost", "foo.localhost", "printer.local", "nas", "x.internal"]
)
def test_names_of_local_networks_are_marked(host: str) -> None:
    found = parse_destination(f"http://{host}/")
    assert isinstance(found, Destination)
    assert found.local_name


@given(st.text(max_size=60))
def test_any_text_is_taken_apart_the_same_way_twice(text: str) -> None:
    for url in (text, f"http://{text}", f"https://example.org/{text}"):
        first = parse_destination(url)
        if isinstance(first, Destination):
            again = parse_destination(first.url)
            assert isinstance(again, Destination)
            assert again == first
            assert first.request_url.raw_host == first.host


@pytest.mark.shared
def test_our_host_is_never_another_than_that_of_the_url_standard(shared_data: Path) -> None:
    """Two parsers must not disagree about the host: where we accept, we agree."""
    rows = json.loads(
        (shared_data / "hostile" / "wpt-url" / "urltestdata.json").read_text(encoding="utf-8")
    )
    checked = 0
    for row in rows:
        if not isinstance(row, dict) or not row["input"].lower().startswith("http"):
            continue
        found = parse_destination(row["input"])
        if isinstance(found, BadDestination):
            continue
        checked += 1
        assert not row.get("failure"), row["input"]
        hostname = row["hostname"].strip("[]").removesuffix(".")
        assert found.host == hostname, row["input"]
    assert checked >= 50
