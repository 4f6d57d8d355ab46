"""The bytes we were given, or why we were given none."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture:
    """One answer of a publisher's server with status 200, kept by the SHA-256 of its decoded body.

    `body_size` is in bytes. `charset` is what the header declared ("" if nothing). `tdm_reserved`
    says whether the answer's headers or the site's TDMRep file reserve text and data mining
    (None: nothing was said).
    """

    url: str
    final_url: str
    fetched_at: datetime
    status: int
    media_type: str
    body_sha256: str
    body_size: int
    charset: str = ""
    etag: str = ""
    last_modified: str = ""
    headers: tuple[tuple[str, str], ...] = ()
    tdm_reserved: bool | None = None
    tdm_policy: str = ""


class MissKind(StrEnum):
    """Why a fetch gave no new bytes."""

    UNCHANGED = "unchanged"  # 304: what we have is current
    GONE = "gone"  # 404 or 410
    REFUSED = "refused"  # robots.txt, 401, 403, 451
    REFUSED_ADDRESS = "refused-address"  # a private or special address
    UNREACHABLE = "unreachable"  # DNS, connection, TLS
    SERVER_ERROR = "server-error"  # 429 and 5xx
    TOO_LARGE = "too-large"
    TOO_SLOW = "too-slow"
    REDIRECT = "redirect"  # a loop, too many hops, or a hop to nowhere
    WRONG_TYPE = "wrong-type"
    BROKEN = "broken"  # bad URL, bad encoding, broken HTTP


@dataclass(frozen=True, slots=True, kw_only=True)
class Miss:
    """A fetch that gave no new bytes, with a reason that names what, where and what to do."""

    url: str
    at: datetime
    kind: MissKind
    reason: str
    status: int | None = None
    retry_at: datetime | None = None

    @property
    def may_pass(self) -> bool:
        """True when trying again later makes sense."""
        return self.kind in (MissKind.UNREACHABLE, MissKind.SERVER_ERROR, MissKind.TOO_SLOW)
