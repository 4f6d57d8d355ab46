"""Dates as listings write them, in a dozen forms, and which of them can be believed."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone
from email.utils import parsedate_tz

EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)  # before the web; 1970 and 0001 are empty fields
LEEWAY = timedelta(days=2)  # a clock or a zone may be wrong by so much

_ISO = re.compile(
    r"(\d{4})-?(\d{2})(?:-?(\d{2}))?"
    r"(?:[T\s]+(\d{1,2})(?::?(\d{2})(?::?(\d{2})(?:[.,]\d+)?)?)?"
    r"\s*(Z|UTC|GMT|[+-]\d{2}(?::?\d{2})?)?)?",
    re.IGNORECASE,
)
_ASCTIME = re.compile(
    r"(?:[A-Za-z]{3,9},?\s+)?([A-Za-z]{3,9})\.?\s+(\d{1,2}),?\s+"
    r"(?:(\d{1,2}):(\d{2})(?::(\d{2}))?\s+)?(\d{4})(?:\s+(\d{1,2}):(\d{2})(?::(\d{2}))?)?\s*"
    r"(Z|UTC|GMT|[+-]\d{2}:?\d{2})?"
)
_NUMBERS = re.compile(r"(\d{1,2})[./](\d{1,2})[./](\d{4})(?:[\s,]+(\d{1,2}):(\d{2})(?::(\d{2}))?)?")
_MONTHS = {
    name: number + 1
    for number, name in enumerate(
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
    )
}  # fmt: skip


def read_moment(text: str) -> datetime | None:
    """The moment that `text` names, in UTC; None when it names none. No zone means UTC.

    Knows RFC 822 (RSS), RFC 3339 and W3C dates (Atom, sitemaps), asctime and day.month.year.
    """
    text = " ".join(text.split())[:80]
    if len(text) < 6:
        return None
    try:
        return _iso(text) or _mail(text) or _asctime(text) or _numbers(text)
    except (ValueError, OverflowError):
        return None


def believable(moment: datetime | None, now: datetime) -> datetime | None:
    """`moment` unless it lies before the web or more than two days after `now`."""
    if moment is None or moment < EARLIEST or moment > now + LEEWAY:
        return None
    return moment


def _iso(text: str) -> datetime | None:
    found = _ISO.fullmatch(text)
    if found is None:
        return None
    year, month, day, hour, minute, second, zone = found.groups()
    start = datetime(int(year), int(month), int(day or 1), tzinfo=_zone(zone or ""))
    clock = timedelta(hours=int(hour or 0), minutes=int(minute or 0), seconds=int(second or 0))
    return (start + clock).astimezone(UTC)


def _mail(text: str) -> datetime | None:
    """RFC 822 dates, as loosely as the standard library reads them."""
    if not text[0].isalnum() or re.match(
        r"(?:[A-Za-z]{3,9},?\s+)?[A-Za-z]{3,9}\.?\s+\d{1,2}\b", text
    ):
        return None  # a month before its day is for `_asctime`
    parts = parsedate_tz(text)
    if parts is None:
        return None
    offset = parts[9] or 0
    if abs(offset) >= 86400:
        offset = 0
    day = datetime(parts[0], parts[1], parts[2], tzinfo=timezone(timedelta(seconds=offset)))
    moment = day + timedelta(hours=parts[3], minutes=parts[4], seconds=parts[5])
    return moment.astimezone(UTC)


def _asctime(text: str) -> datetime | None:
    """ "Thu Jan 1 19:48:21 2004" and "January 1, 2004 19:48"."""
    found = _ASCTIME.fullmatch(text)
    if found is None or found[1][:3].lower() not in _MONTHS:
        return None
    hour, minute, second = (found[n] or found[n + 4] or 0 for n in (3, 4, 5))
    day = datetime(
        int(found[6]), _MONTHS[found[1][:3].lower()], int(found[2]), tzinfo=_zone(found[10] or "")
    )
    return (day + timedelta(hours=int(hour), minutes=int(minute), seconds=int(second))).astimezone(
        UTC
    )


def _numbers(text: str) -> datetime | None:
    """Day, month, year with dots or slashes; an impossible month swaps the first two."""
    found = _NUMBERS.fullmatch(text)
    if found is None:
        return None
    day, month = int(found[1]), int(found[2])
    if month > 12:
        day, month = month, day
    moment = datetime(int(found[3]), month, day, tzinfo=UTC)
    return moment + timedelta(
        hours=int(found[4] or 0), minutes=int(found[5] or 0), seconds=int(found[6] or 0)
    )


def _zone(text: str) -> timezone:
    """An offset such as "+02:00"; "" and "Z" are UTC."""
    if not text or text[0] not in "+-":
        return UTC
    digits = text[1:].replace(":", "")
    offset = timedelta(hours=int(digits[:2]), minutes=int(digits[2:4] or 0))
    return timezone(-offset if text[0] == "-" else offset)
