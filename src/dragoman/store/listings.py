"""The shelf of listings: what the last poll said and when the next one is due."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from dragoman.records import ListingStanding
from dragoman.store.coding import decoded, encoded
from dragoman.store.columns import EPOCH, key_of
from dragoman.store.schema import listings
from dragoman.store.transactions import Transactions
from dragoman.store.upsert import put_row


class Listings:
    """Where every listing stands, by its address."""

    def __init__(self, transactions: Transactions) -> None:
        """A shelf of the store that `transactions` belongs to."""
        self._transactions = transactions

    def standing(self, url: str) -> ListingStanding | None:
        """Where the listing at `url` stands, None when it was never kept."""
        query = select(listings.c.record).where(listings.c.key == key_of(url))
        with self._transactions.reading() as connection:
            kept = connection.execute(query).scalar()
        return None if kept is None else decoded(ListingStanding, kept)

    def keep(self, standing: ListingStanding) -> None:
        """Keep where a listing stands, in place of what was known; no next poll means at once."""
        row = {
            "key": key_of(standing.url),
            "due_at": standing.next_poll_at or EPOCH,
            "record": encoded(standing),
        }
        with self._transactions.writing() as connection:
            put_row(connection, listings, row)

    def due(self, now: datetime, limit: int | None = None) -> tuple[ListingStanding, ...]:
        """Listings whose next poll is due at `now`, the longest overdue first."""
        query = (
            select(listings.c.record)
            .where(listings.c.due_at <= now)
            .order_by(listings.c.due_at)
            .limit(limit)
        )
        with self._transactions.reading() as connection:
            kept = connection.execute(query).scalars().all()
        return tuple(decoded(ListingStanding, record) for record in kept)

    def all(self) -> tuple[ListingStanding, ...]:
        """All listings, by publisher and address."""
        with self._transactions.reading() as connection:
            kept = connection.execute(select(listings.c.record)).scalars().all()
        found = [decoded(ListingStanding, record) for record in kept]
        return tuple(sorted(found, key=lambda standing: (standing.publisher, standing.url)))
