"""Where every article stands, and why."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, Select, select

from dragoman.errors import UsageError
from dragoman.records import ArticleStage, ArticleStanding
from dragoman.store.aliases import url_key
from dragoman.store.coding import decoded, encoded
from dragoman.store.schema import aliases, articles
from dragoman.store.tally import move
from dragoman.store.transactions import Transactions
from dragoman.store.upsert import add_row_once, put_row


class Standings:
    """The part of the shelf of articles that says how far each has come."""

    def __init__(self, transactions: Transactions) -> None:
        """A shelf of the store that `transactions` belongs to."""
        self._transactions = transactions

    def standing(self, article_id: str) -> ArticleStanding | None:
        """Where the article stands, None when there is no such article."""
        query = select(articles.c.record).where(articles.c.id == article_id)
        with self._transactions.reading() as connection:
            kept = connection.execute(query).scalar()
        return None if kept is None else decoded(ArticleStanding, kept)

    def keep_standing(self, standing: ArticleStanding) -> None:
        """Keep where an article stands, in place of what was known; its address names it."""
        with self._transactions.writing() as connection:
            self._keep_standing(connection, standing)

    def by_stage(self, stage: ArticleStage, limit: int) -> tuple[ArticleStanding, ...]:
        """Articles at a stage, those that have been there longest first."""
        return self._standings(
            select(articles.c.record)
            .where(articles.c.stage == stage.value)
            .order_by(articles.c.changed_at)
            .limit(limit)
        )

    def refused_of(self, publisher: str, limit: int | None = None) -> tuple[ArticleStanding, ...]:
        """A publisher's articles that were refused, in the order of their ids."""
        return self._standings(
            select(articles.c.record)
            .where(
                articles.c.publisher == publisher,
                articles.c.stage == ArticleStage.REFUSED.value,
            )
            .order_by(articles.c.id)
            .limit(limit)
        )

    def due(self, now: datetime, limit: int) -> tuple[ArticleStanding, ...]:
        """Articles to be tried (again) at `now`, the longest overdue first."""
        return self._standings(
            select(articles.c.record)
            .where(articles.c.next_try_at <= now)
            .order_by(articles.c.next_try_at)
            .limit(limit)
        )

    def _standings(self, query: Select[bytes]) -> tuple[ArticleStanding, ...]:
        """The standings that a query finds."""
        with self._transactions.reading() as connection:
            kept = connection.execute(query).scalars().all()
        return tuple(decoded(ArticleStanding, record) for record in kept)

    def _standing_of(self, connection: Connection, article: str) -> ArticleStanding:
        """Where an article stands; raises `UsageError` when there is no such article."""
        query = select(articles.c.record).where(articles.c.id == article)
        kept = connection.execute(query).scalar()
        if kept is None:
            raise UsageError(f"there is no article {article} in the store: see it first")
        return decoded(ArticleStanding, kept)

    def _keep_standing(self, connection: Connection, standing: ArticleStanding) -> None:
        """Keep a standing inside a transaction, with its count and its address."""
        query = select(articles.c.stage).where(articles.c.id == standing.article)
        before = connection.execute(query.with_for_update()).scalar()
        row = {
            "id": standing.article,
            "publisher": standing.publisher,
            "stage": standing.stage.value,
            "changed_at": standing.changed_at,
            "next_try_at": standing.next_try_at,
            "has_reason": bool(standing.reason),
            "reason": standing.reason,
            "record": encoded(standing),
        }
        put_row(connection, articles, row)
        move(connection, "articles", "", standing.article, before or "", standing.stage.value)
        self._add_url(connection, standing.article, standing.publisher, standing.url)

    def _add_url(self, connection: Connection, article: str, publisher: str, url: str) -> None:
        """Let an address name the article, unless it names another one already."""
        row = {
            "key": url_key(publisher, url),
            "article": article,
            "kind": "url",
            "name": url,
            "url": url,
            "seen_at": None,
            "shared": False,
        }
        add_row_once(connection, aliases, row)
