"""What a status or a failure means for us, as a sentence: what, where, what to do."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from dragoman.records import Miss, MissKind

# A server that asks for a longer rest than this is asked again after it all the same.
LONGEST_REST = timedelta(days=7)

_REFUSALS = {
    401: "asks for a login",
    402: "asks for payment",
    403: "forbids it",
    407: "asks for a proxy login",
    451: "withholds it for legal reasons",
}


def miss(
    url: str,
    at: datetime,
    kind: MissKind,
    reason: str,
    *,
    status: int | None = None,
    retry_at: datetime | None = None,
) -> Miss:
    """A `Miss` whose reason is one clean line, whatever the server wrote into it."""
    line = "".join(c if c.isprintable() else " " for c in reason)
    return Miss(
        url=url,
        at=at,
        kind=kind,
        reason=line if len(line) <= 600 else line[:599] + "…",
        status=status,
        retry_at=retry_at,
    )


def retry_time(header: str, now: datetime) -> datetime | None:
    """When a `Retry-After` header (seconds or a date) lets us come back; None if it says nothing.

    The answer lies between `now` and `now` plus `LONGEST_REST`.
    """
    text = header.strip()
    if not text:
        return None
    if text.isascii() and text.isdigit():
        seconds = min(int(text[:9]), int(LONGEST_REST.total_seconds()))
        return now + timedelta(seconds=seconds)
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, TypeError, OverflowError):
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    try:
        return max(now, min(moment.astimezone(UTC), now + LONGEST_REST))
    except OverflowError:
        return None


def miss_for_status(
    url: str, status: int, now: datetime, *, retry_after: str = "", asked_if_changed: bool = False
) -> Miss:
    """The `Miss` that a status other than 200 stands for."""
    where = url
    if status == 304:
        if asked_if_changed:
            return miss(
                url, now, MissKind.UNCHANGED, f"{where} has not changed since the last visit.",
                status=status,
            )  # fmt: skip
        return miss(
            url, now, MissKind.BROKEN, f"{where} answered 304 although nothing was asked about "
            "changes; the next visit asks without a condition.", status=status,
        )  # fmt: skip
    if status in (404, 410):
        word = "is gone for good" if status == 410 else "was not found"
        reason = f"{where} {word} ({status}); check the address if it should be there."
        return miss(url, now, MissKind.GONE, reason, status=status)
    if status == 429 or status >= 500 or status in (408, 425):
        back = retry_time(retry_after, now)
        until = f"not before {back:%Y-%m-%d %H:%M} UTC" if back else "at the next visit"
        what = "asks us to slow down" if status == 429 else "has a fault of its own"
        if status >= 600:
            what = "sends a status that does not exist"
        reason = f"{where} answered {status}: the server {what}; it is tried again {until}."
        kind = MissKind.SERVER_ERROR if status < 600 else MissKind.BROKEN
        return miss(url, now, kind, reason, status=status, retry_at=back)
    if 400 <= status < 500:
        what = _REFUSALS.get(status, "does not serve this request")
        reason = (
            f"{where} answered {status}: the server {what}; ask the publisher, or stop following."
        )
        return miss(url, now, MissKind.REFUSED, reason, status=status)
    reason = (
        f"{where} answered {status}, which carries no document; open it in a browser to see what "
        "the publisher serves there."
    )
    return miss(url, now, MissKind.BROKEN, reason, status=status)
