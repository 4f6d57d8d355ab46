"""The shelf of publishers."""

from __future__ import annotations

from sqlalchemy import select, update

from dragoman.errors import UsageError
from dragoman.records import Publisher
from dragoman.store.coding import decoded, encoded
from dragoman.store.schema import publishers
from dragoman.store.transactions import Transactions
from dragoman.store.upsert import add_row_once


class Publishers:
    """Whom the newsroom follows, by slug."""

    def __init__(self, transactions: Transactions) -> None:
        """A shelf of the store that `transactions` belongs to."""
        self._transactions = transactions

    def add(self, publisher: Publisher) -> None:
        """Keep a new publisher; raises `UsageError` when its slug is taken."""
        with self._transactions.writing() as connection:
            row = {"slug": publisher.slug, "record": encoded(publisher)}
            if not add_row_once(connection, publishers, row):
                raise UsageError(
                    f"{publisher.slug} is followed already: choose another name with --slug, or "
                    f"change it with `dragoman rights {publisher.slug}`"
                )

    def replace(self, publisher: Publisher) -> None:
        """Keep a publisher's new record; raises `UsageError` when it is not followed."""
        statement = (
            update(publishers)
            .where(publishers.c.slug == publisher.slug)
            .values(record=encoded(publisher))
        )
        with self._transactions.writing() as connection:
            if connection.execute(statement).rowcount == 0:
                raise UsageError(
                    f"{publisher.slug} is not followed: see `dragoman publishers` for those that "
                    "are"
                )

    def get(self, slug: str) -> Publisher | None:
        """The publisher of that slug, None when it is not followed."""
        query = select(publishers.c.record).where(publishers.c.slug == slug)
        with self._transactions.reading() as connection:
            kept = connection.execute(query).scalar()
        return None if kept is None else decoded(Publisher, kept)

    def all(self) -> tuple[Publisher, ...]:
        """All publishers, in the order of their slugs."""
        query = select(publishers.c.record).order_by(publishers.c.slug)
        with self._transactions.reading() as connection:
            kept = connection.execute(query).scalars().all()
        return tuple(decoded(Publisher, record) for record in kept)
