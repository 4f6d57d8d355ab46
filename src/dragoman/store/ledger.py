"""The ledger: what was taken in and published, as a chain in which no link can be changed."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, insert, select, text

from dragoman.store.anchor import Anchor
from dragoman.store.columns import EPOCH, MICROSECOND, keepable
from dragoman.store.schema import ledger
from dragoman.store.transactions import Transactions

GENESIS = "0" * 64  # what the first entry names as the one before it
PAGE = 1000  # entries read at a time, so that checking a long ledger needs little memory

# The key of PostgreSQL's advisory lock that makes writers of the chain queue ("dragoman").
_CHAIN_LOCK = int.from_bytes(b"dragoman", "big") >> 1


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerEntry:
    """One link. `digest` covers all fields before it and, through `previous`, all links before.

    `number` counts from 1. `content_sha256` is the digest of what the entry is about; the content
    itself stands elsewhere. `signature` is "" where no key is set.
    """

    number: int
    kind: str
    subject: str
    at: datetime
    content_sha256: str
    previous: str
    digest: str
    signature: str = ""


class Ledger:
    """Entries are only ever added; `verify` finds any that was changed, deleted or moved."""

    def __init__(self, transactions: Transactions, anchor: Anchor) -> None:
        """A shelf of the store that `transactions` belongs to; `anchor` stands outside of it."""
        self._transactions = transactions
        self._anchor = anchor
        self._anchoring = threading.Lock()

    def append(self, kind: str, subject: str, content: bytes | str, at: datetime) -> LedgerEntry:
        """Add an entry about `content` (its digest is kept; text counts as UTF-8)."""
        raw = content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content
        with self._transactions.writing() as connection:
            if connection.dialect.name == "postgresql":
                connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _CHAIN_LOCK})
            before = self._head(connection)
            entry = _linked(
                number=before.number + 1 if before else 1,
                kind=keepable(kind),
                subject=keepable(subject),
                at=at,
                content_sha256=hashlib.sha256(raw).hexdigest(),
                previous=before.digest if before else GENESIS,
            )
            connection.execute(insert(ledger), asdict(entry))
            self._transactions.after_commit("anchor", self._set_anchor)
        return entry

    def entries(
        self, subject: str | None = None, after: int = 0, limit: int = PAGE
    ) -> tuple[LedgerEntry, ...]:
        """Entries with a number above `after`, in order (of one subject, or all)."""
        query = select(ledger).where(ledger.c.number > after).order_by(ledger.c.number).limit(limit)
        if subject is not None:
            query = query.where(ledger.c.subject == subject)
        with self._transactions.reading() as connection:
            return tuple(_entry(row) for row in connection.execute(query))

    def head(self) -> LedgerEntry | None:
        """The newest entry: to be noted somewhere else, since it proves all before it."""
        with self._transactions.reading() as connection:
            return self._head(connection)

    def verify(self) -> tuple[str, ...]:
        """Sentences about what is wrong with the chain and at which entry; none when it holds."""
        problems: list[str] = []
        noted = self._anchor.noted()
        number, previous = 0, GENESIS
        anchored = noted is None
        for entry in self._walk():
            problems.extend(_breaks(entry, number + 1, previous))
            number, previous = entry.number, entry.digest
            if noted is not None and noted == (entry.number, entry.digest):
                anchored = True
        if not anchored and noted is not None:
            problems.append(
                f"the ledger does not hold entry {noted[0]} as {self._anchor.path} notes it: its "
                f"end was cut off or rewritten (last entry: {number}); restore it from a backup"
            )
        problems.extend(self._anchor.trouble(has_entries=number > 0))
        return tuple(problems)

    def _walk(self) -> Iterator[LedgerEntry]:
        """All entries in the order of their numbers, page by page."""
        last: int | None = None
        while True:
            query = select(ledger).order_by(ledger.c.number).limit(PAGE)
            if last is not None:
                query = query.where(ledger.c.number > last)
            with self._transactions.reading() as connection:
                page = [_entry(row) for row in connection.execute(query)]
            yield from page
            if len(page) < PAGE:
                return
            last = page[-1].number

    def _head(self, connection: Connection) -> LedgerEntry | None:
        """The newest entry, seen from inside a transaction."""
        query = select(ledger).order_by(ledger.c.number.desc()).limit(1)
        row = connection.execute(query).first()
        return None if row is None else _entry(row)

    def _set_anchor(self) -> None:
        """Note the newest committed entry outside of the database."""
        with self._anchoring:
            head = self.head()
            if head is not None:
                self._anchor.note(head.number, head.digest)


def _entry(row: Row[Any]) -> LedgerEntry:
    """The entry of a row."""
    return LedgerEntry(**row._mapping)  # noqa: SLF001 - SQLAlchemy's public name for it


def _linked(
    *, number: int, kind: str, subject: str, at: datetime, content_sha256: str, previous: str
) -> LedgerEntry:
    """An entry with its digest: SHA-256 over the JSON array of its fields, time in microseconds."""
    moment = (at - EPOCH) // MICROSECOND
    fields = [number, kind, subject, moment, content_sha256, previous]
    return LedgerEntry(
        number=number,
        kind=kind,
        subject=subject,
        at=at,
        content_sha256=content_sha256,
        previous=previous,
        digest=hashlib.sha256(msgspec.json.encode(fields)).hexdigest(),
    )


def _breaks(entry: LedgerEntry, number: int, previous: str) -> Iterator[str]:
    """Sentences about an entry that should have `number` and follow the digest `previous`."""
    if entry.number != number:
        yield (
            f"ledger entry {number} is missing (next is {entry.number}): it was deleted; restore "
            "the store from a backup"
        )
    elif entry.previous != previous:
        yield (
            f"ledger entry {entry.number} does not follow the one before it: one of the two was "
            "changed or moved; restore the store from a backup"
        )
    expected = _linked(
        number=entry.number,
        kind=entry.kind,
        subject=entry.subject,
        at=entry.at,
        content_sha256=entry.content_sha256,
        previous=entry.previous,
    )
    if expected.digest != entry.digest:
        yield (
            f"ledger entry {entry.number} ({entry.kind} {entry.subject}) was changed after it was "
            "written; restore the store from a backup"
        )
