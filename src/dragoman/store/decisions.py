"""The shelf of decisions: what people decided, and what came of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from sqlalchemy import Select, insert, select, update

from dragoman.errors import UsageError
from dragoman.records import Decision
from dragoman.store.coding import decoded, encoded
from dragoman.store.schema import decisions
from dragoman.store.transactions import Transactions


class Decisions:
    """In the order in which they were taken; a decision is never changed, only carried out."""

    def __init__(self, transactions: Transactions) -> None:
        """A shelf of the store that `transactions` belongs to."""
        self._transactions = transactions

    def add(self, decision: Decision) -> Decision:
        """Keep a decision and give it its number."""
        row = {
            "target": decision.target,
            "done_at": decision.done_at,
            "record": encoded(decision),
        }
        with self._transactions.writing() as connection:
            key = connection.execute(insert(decisions), row).inserted_primary_key
            number = int(key[0]) if key is not None else 0
        return replace(decision, id=number)

    def get(self, number: int) -> Decision | None:
        """The decision of that number."""
        found = self._found(_all_columns().where(decisions.c.id == number))
        return found[0] if found else None

    def open(self) -> tuple[Decision, ...]:
        """Decisions not carried out yet, the oldest first."""
        query = _all_columns().where(decisions.c.done_at.is_(None)).order_by(decisions.c.id)
        return self._found(query)

    def of(self, target: str) -> tuple[Decision, ...]:
        """All decisions about a target, the oldest first."""
        return self._found(
            _all_columns().where(decisions.c.target == target).order_by(decisions.c.id)
        )

    def done(self, number: int, at: datetime, outcome: str) -> None:
        """A decision was carried out; the first outcome stands. `UsageError` for no such number."""
        with self._transactions.writing() as connection:
            query = _all_columns().where(decisions.c.id == number)
            row = connection.execute(query.with_for_update()).first()
            if row is None:
                raise UsageError(f"there is no decision {number} in the store")
            decision = decoded(Decision, row.record)
            if decision.done_at is not None:
                return
            kept = encoded(replace(decision, id=number, done_at=at, outcome=outcome))
            connection.execute(
                update(decisions).where(decisions.c.id == number).values(done_at=at, record=kept)
            )

    def _found(self, query: Select[int, bytes]) -> tuple[Decision, ...]:
        """The decisions that a query finds, with their numbers."""
        with self._transactions.reading() as connection:
            rows = connection.execute(query).all()
        return tuple(replace(decoded(Decision, record), id=number) for number, record in rows)


def _all_columns() -> Select[int, bytes]:
    """Number and record."""
    return select(decisions.c.id, decisions.c.record)
