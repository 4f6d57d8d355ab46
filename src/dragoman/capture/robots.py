"""What a site's robots.txt says to us (RFC 9309), read by protego."""

from __future__ import annotations

import re
from dataclasses import dataclass

from protego import Protego

ROBOTS_PATH = "/robots.txt"
MAX_ROBOTS = 512 * 1024  # RFC 9309, 2.5: at least 500 KiB must be read
LONGEST_CRAWL_DELAY_S = 60.0  # seconds; a site that asks for more still gets this much
_MAX_STARS = 12  # wildcards in one rule; more only serve to make matching slow
_MAX_LINE = 2048  # characters of one rule


@dataclass(frozen=True, slots=True, kw_only=True)
class RobotsRules:
    """The rules that apply to one product token on one origin.

    `parsed` is None when there are no rules; `closed_because` is a sentence when nothing may be
    fetched because robots.txt itself could not be had. `delay` is in seconds, 0 to
    `LONGEST_CRAWL_DELAY_S`; None when the site does not ask for one.
    """

    token: str
    parsed: Protego | None = None
    closed_because: str = ""
    note: str = ""

    def allows(self, url: str) -> bool:
        """True when `url` may be fetched."""
        if self.closed_because:
            return False
        return self.parsed is None or bool(self.parsed.can_fetch(url, self.token))

    @property
    def delay(self) -> float | None:
        """Seconds between two requests that the site asks for."""
        if self.parsed is None:
            return None
        asked = self.parsed.crawl_delay(self.token)
        rate = self.parsed.request_rate(self.token)
        if rate is not None and rate.requests > 0:
            asked = max(asked or 0.0, rate.seconds / rate.requests)
        if asked is None or not asked > 0:
            return None
        return min(float(asked), LONGEST_CRAWL_DELAY_S)

    @property
    def sitemaps(self) -> tuple[str, ...]:
        """Addresses of sitemaps that robots.txt names, at most 50."""
        return () if self.parsed is None else tuple(self.parsed.sitemaps)[:50]


def product_token(user_agent: str) -> str:
    """The name that robots.txt files call us by: "dragoman" out of "dragoman/0.1 (+https://…)"."""
    found = re.match(r"[A-Za-z_-]+", user_agent)
    return found[0] if found else "dragoman"


def parse_robots(body: bytes, token: str) -> RobotsRules:
    """The rules in the body of a robots.txt. Whatever is no rule is skipped, as RFC 9309 asks."""
    text = body[:MAX_ROBOTS].decode("utf-8-sig", "replace")
    lines = [_bounded(line) for line in text.splitlines()]
    parsed = Protego.parse("\n".join(lines))
    return RobotsRules(token=token, parsed=parsed, note="robots.txt was read")


def open_rules(token: str, status: int) -> RobotsRules:
    """Rules of a site without a robots.txt (4xx, RFC 9309 2.3.1.3): everything may be fetched."""
    return RobotsRules(token=token, note=f"there is no robots.txt (it answers {status})")


def closed_rules(token: str, why: str) -> RobotsRules:
    """Rules of a site whose robots.txt cannot be had (RFC 9309 2.3.1.4): nothing may be fetched."""
    return RobotsRules(token=token, closed_because=why, note=why)


def _bounded(line: str) -> str:
    """A rule with very many wildcards is cut at the last one allowed, which forbids more."""
    line = line[:_MAX_LINE]
    if line.count("*") <= _MAX_STARS:
        return line
    cut = -1
    for _ in range(_MAX_STARS):
        cut = line.index("*", cut + 1)
    return line[: cut + 1]
