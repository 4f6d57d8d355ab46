"""Column types and keys that mean the same in SQLite and in PostgreSQL."""

from __future__ import annotations

import hashlib
import re
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import BigInteger, Integer, Text
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)

# NUL is refused by PostgreSQL's text, half a surrogate pair by UTF-8.
_UNKEEPABLE = re.compile("[\x00\ud800-\udfff]")

# SQLite numbers rows by itself only in a column whose type is exactly INTEGER.
RowNumber = BigInteger().with_variant(Integer(), "sqlite")


def keepable(text: str) -> str:
    """`text` with U+FFFD for every code point that no database keeps (NUL, lone surrogates)."""
    if text.isascii() and "\x00" not in text:
        return text
    return _UNKEEPABLE.sub("\ufffd", text)


def key_of(*parts: str) -> str:
    """A key of 32 hexadecimal digits for texts of any length (128 bits of SHA-256).

    Addresses and GUIDs may be longer than an index row of PostgreSQL (2,704 bytes), so that they
    are looked up by key. Parts are told apart: ("ab", "c") and ("a", "bc") have different keys.
    """
    digest = hashlib.sha256()
    for part in parts:
        raw = part.encode("utf-8", "surrogatepass")
        digest.update(len(raw).to_bytes(8, "big"))
        digest.update(raw)
    return digest.hexdigest()[:32]


class Moment(TypeDecorator[datetime]):
    """An aware moment, kept as whole microseconds since 1970 in UTC, so that order is numeric.

    Binding a datetime without a zone raises `ValueError`: nobody knows which moment it means.
    """

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:  # noqa: ARG002
        """Datetime to microseconds."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"{value.isoformat()} has no time zone: hand in aware datetimes")
        return (value - EPOCH) // MICROSECOND

    def process_result_value(self, value: Any | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Microseconds to a datetime in UTC."""
        return None if value is None else EPOCH + MICROSECOND * int(value)


class SafeText(TypeDecorator[str]):
    """Text of any kind; what no database keeps becomes U+FFFD when stored and when looked up."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        """Text to keepable text."""
        return None if value is None else keepable(value)
