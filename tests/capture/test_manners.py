"""robots.txt, TDMRep and Retry-After, read by themselves."""

from __future__ import annotations

import time
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.capture import parse_tdmrep, retry_time, word_of_file, word_of_headers
from dragoman.capture.robots import LONGEST_CRAWL_DELAY_S, parse_robots, product_token
from dragoman.capture.tdm import TdmWord, joined
from fakes_capture import NOW

PATTERNS = [
    ("/", "/a/b", True),
    ("/a", "/a/b", True),
    ("/a/", "/a", False),
    ("/*", "/x", True),
    ("/*.html", "/a/b.html?x=1", True),
    ("/*.html$", "/a/b.html", True),
    ("/*.html$", "/a/b.html?x=1", False),
    ("/a$", "/a", True),
    ("/a$", "/ab", False),
    ("a", "/a", True),
    ("https://example.org/a", "/a/b", True),
    ("/a*c*e", "/abcde", True),
    ("/a*e*c", "/abcde", False),
    ("/*a$", "/aba", True),
]


@pytest.mark.parametrize(("location", "target", "matches"), PATTERNS)
def test_a_location_matches_as_robots_paths_do(location: str, target: str, matches: bool) -> None:
    text = f'[{{"location": "{location}", "tdm-reservation": 1}}]'
    word = word_of_file(parse_tdmrep(text.encode()), target)
    assert (word.reserved is True) is matches


def test_the_longest_location_speaks_and_a_tie_reserves() -> None:
    rules = parse_tdmrep(
        b'[{"location": "/", "tdm-reservation": 1}, {"location": "/free/", "tdm-reservation": "0"},'
        b' {"location": "/tied", "tdm-reservation": 0},'
        b' {"location": "/tied", "tdm-reservation": 1}]'
    )
    assert word_of_file(rules, "/x").reserved is True
    assert word_of_file(rules, "/free/x").reserved is False
    assert word_of_file(rules, "/tied").reserved is True


@pytest.mark.parametrize(
    "body",
    [b"", b"null", b"[1, 2]", b"{", b"[" * 100_000, b"<html>", b'[{"location": 5}]', b"\xff\xfe"],
)
def test_a_broken_tdmrep_says_nothing(body: bytes) -> None:
    assert word_of_file(parse_tdmrep(body), "/") == TdmWord()


@given(st.binary(max_size=200))
def test_any_bytes_are_read_as_tdmrep_and_robots(body: bytes) -> None:
    word_of_file(parse_tdmrep(body), "/a")
    parse_robots(body, "dragoman").allows("https://example.org/a")


def test_a_header_goes_before_the_file() -> None:
    file = TdmWord(reserved=True, policy="https://p.example/")
    assert joined(word_of_headers({"TDM-Reservation": "0"}), file) == TdmWord(reserved=False)
    assert joined(word_of_headers({}), file) == file
    named = word_of_headers({"tdm-reservation": "1", "tdm-policy": "javascript:alert(1)"})
    assert joined(named, TdmWord()) == TdmWord(reserved=True)


def test_rules_for_us_go_before_rules_for_all() -> None:
    rules = parse_robots(
        b"User-agent: *\nDisallow: /\nUser-agent: Dragoman\nAllow: /\n", "dragoman"
    )
    assert rules.allows("https://example.org/a")
    assert not parse_robots(b"User-agent: *\nDisallow: /a", "dragoman").allows("https://x.org/a/b")


def test_a_crawl_delay_is_honoured_up_to_its_cap() -> None:
    assert parse_robots(b"User-agent: *\nCrawl-delay: 7", "d").delay == 7
    assert parse_robots(b"User-agent: *\nCrawl-delay: 86400", "d").delay == LONGEST_CRAWL_DELAY_S
    assert parse_robots(b"User-agent: *\nCrawl-delay: -3", "d").delay is None
    assert parse_robots(b"User-agent: *\nCrawl-delay: nan", "d").delay is None
    assert parse_robots(b"User-agent: *\nDisallow:", "d").delay is None


def test_a_rule_made_to_be_slow_is_not() -> None:
    body = b"User-agent: *\nDisallow: /" + b"*a" * 500 + b"$\n"
    started = time.monotonic()
    parse_robots(body, "d").allows("https://example.org/" + "a" * 2000)
    assert time.monotonic() - started < 1


def test_sitemaps_are_handed_on() -> None:
    body = b"Sitemap: https://example.org/news.xml\nUser-agent: *\nDisallow:"
    assert parse_robots(body, "d").sitemaps == ("https://example.org/news.xml",)


def test_the_product_token_is_the_name_in_front() -> None:
    assert product_token("Courier-Desk/2.1 (+https://x.example)") == "Courier-Desk"


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("60", 60), (" 5 ", 5), ("999999999999", 7 * 86400), ("", None), ("soon", None),
        ("-5", None), ("Sun, 01 Mar 2026 12:30:00 GMT", 1800),
        ("Sun, 01 Mar 2020 12:30:00 GMT", 0), ("Sun, 01 Mar 9999 12:30:00 GMT", 7 * 86400),
    ],
)  # fmt: skip
def test_retry_after_is_read_in_both_forms(header: str, seconds: int | None) -> None:
    expected = None if seconds is None else NOW + timedelta(seconds=seconds)
    assert retry_time(header, NOW) == expected
