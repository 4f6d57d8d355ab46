"""The store: one database and one folder of blobs, as shelves of records."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlalchemy import Engine, text

from dragoman.store.anchor import Anchor
from dragoman.store.articles import Articles
from dragoman.store.blobs import Blobs
from dragoman.store.connection import connect
from dragoman.store.decisions import Decisions
from dragoman.store.dispatches import Dispatches
from dragoman.store.ledger import Ledger
from dragoman.store.listings import Listings
from dragoman.store.memory import Memory
from dragoman.store.publishers import Publishers
from dragoman.store.transactions import Transactions
from dragoman.store.translations import Translations
from dragoman.store.upgrade import bring_up_to_date

PATIENCE_S = 30.0  # how long to wait for another writer before giving up (seconds)


class Store:
    """Everything a newsroom has written down. Safe to use from many threads at once.

    Every call is a transaction of its own, unless it happens inside `begin()`. What a call wrote
    survives a power cut once it has returned. Calls raise `WorldError` when the database is
    locked for too long, read-only, full, damaged or unreachable, and `UsageError` for records
    that refer to what was never kept.
    """

    def __init__(self, engine: Engine, blobs: Path, *, where: str, patience_s: float) -> None:
        """Use `Store.open`."""
        self._engine = engine
        self._where = where
        self._transactions = Transactions(engine, where=where, patience_s=patience_s)
        self.blobs = Blobs(blobs)
        self.publishers = Publishers(self._transactions)
        self.listings = Listings(self._transactions)
        self.articles = Articles(self._transactions)
        self.translations = Translations(self._transactions)
        self.memory = Memory(self._transactions)
        self.dispatches = Dispatches(self._transactions)
        self.decisions = Decisions(self._transactions)
        self.ledger = Ledger(self._transactions, Anchor(blobs / "ledger.head"))

    @classmethod
    def open(cls, database_url: str, blobs: Path, *, patience_s: float = PATIENCE_S) -> Self:
        """Open (and make or upgrade, when due) the store at `database_url` and `blobs`.

        `database_url` is `sqlite:///FILE` or `postgresql://...`. Raises `UsageError` for an
        address that is none, `WorldError` when it cannot be opened or was made by a newer version.
        """
        engine, where = connect(database_url, patience_s=patience_s)
        try:
            bring_up_to_date(engine, where)
            store = cls(engine, blobs, where=where, patience_s=patience_s)
            store.blobs.sweep()
        except BaseException:
            engine.dispose()
            raise
        return store

    def close(self) -> None:
        """Give back all connections; the store cannot be used afterwards."""
        self._engine.dispose()

    @contextmanager
    def begin(self) -> Iterator[Self]:
        """One transaction over all shelves for this thread: all is kept, or nothing.

        Inside another `begin()` it is a part that can fail alone: an error that the outer block
        catches takes back the inner part only. Other writers wait meanwhile, so keep it short.
        """
        with self._transactions.together():
            yield self

    def damage(self) -> tuple[str, ...]:
        """Sentences about what is wrong inside the database file and the ledger; none when sound.

        Reads everything: minutes on a large store.
        """
        problems: list[str] = []
        if self._engine.dialect.name == "sqlite":
            with self._transactions.reading() as connection:
                said = connection.execute(text("PRAGMA integrity_check")).scalars().all()
                strays = connection.execute(text("PRAGMA foreign_key_check")).all()
            problems += [f"{self._where}: {line}" for line in said if line != "ok"]
            problems += [
                f"{self._where}: row {row[1]} of {row[0]} refers to a missing row of {row[2]}"
                for row in strays
            ]
        problems += self.ledger.verify()
        return tuple(problems)

    def __enter__(self) -> Self:
        """The open store."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close it."""
        self.close()
