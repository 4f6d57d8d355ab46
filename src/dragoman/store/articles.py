"""The shelf of articles: names, standings, captures, versions, and the editions they go into."""

from __future__ import annotations

import heapq
from typing import Any

from sqlalchemy import Select, select

from dragoman.records import EditionStage, EditionStanding
from dragoman.store.coding import decoded, encoded
from dragoman.store.schema import articles, editions
from dragoman.store.tally import counted, move
from dragoman.store.upsert import put_row
from dragoman.store.versions import Versions

Reason = tuple[str, str, str, str]
"""Article, language ("" for the article itself), stage, and the sentence that says why."""


class Articles(Versions):
    """Everything about articles; ids are minted by `see` and never change."""

    def keep_edition(self, standing: EditionStanding) -> None:
        """Keep where an article stands in one language, in place of what was known."""
        row = {
            "article": standing.article,
            "language": standing.language,
            "stage": standing.stage.value,
            "unfinished": standing.is_unfinished,
            "changed_at": standing.changed_at,
            "has_reason": bool(standing.reason),
            "reason": standing.reason,
            "record": encoded(standing),
        }
        query = select(editions.c.stage).where(
            editions.c.article == standing.article, editions.c.language == standing.language
        )
        with self._transactions.writing() as connection:
            before = connection.execute(query.with_for_update()).scalar() or ""
            put_row(connection, editions, row)
            after = standing.stage.value
            move(connection, "editions", standing.language, standing.article, before, after)

    def edition(self, article_id: str, language: str) -> EditionStanding | None:
        """Where an article stands in one language."""
        query = select(editions.c.record).where(
            editions.c.article == article_id, editions.c.language == language
        )
        with self._transactions.reading() as connection:
            kept = connection.execute(query).scalar()
        return None if kept is None else decoded(EditionStanding, kept)

    def editions(self, article_id: str) -> tuple[EditionStanding, ...]:
        """Where an article stands in every language, in the order of the languages' codes."""
        return self._editions(
            select(editions.c.record)
            .where(editions.c.article == article_id)
            .order_by(editions.c.language)
        )

    def editions_by_stage(self, stage: EditionStage, limit: int) -> tuple[EditionStanding, ...]:
        """Editions at a stage, those that have been there longest first."""
        return self._editions(
            select(editions.c.record)
            .where(editions.c.stage == stage.value)
            .order_by(editions.c.changed_at)
            .limit(limit)
        )

    def unfinished_editions(self, limit: int) -> tuple[EditionStanding, ...]:
        """Editions that wait, are translated or checked, but stand nowhere yet; oldest first."""
        return self._editions(
            select(editions.c.record)
            .where(editions.c.unfinished.is_(True))
            .order_by(editions.c.changed_at)
            .limit(limit)
        )

    def counts(self) -> dict[str, Any]:
        """How many stand where: {"articles": {stage: n}, "editions": {language: {stage: n}}}."""
        with self._transactions.reading() as connection:
            of_articles = counted(connection, "articles")
            of_editions = counted(connection, "editions")
        return {"articles": of_articles.get("", {}), "editions": dict(of_editions)}

    def reasons(self, limit: int) -> list[Reason]:
        """The newest reasons that articles and editions give for where they stand."""
        of_articles = (
            select(articles.c.changed_at, articles.c.id, articles.c.stage, articles.c.reason)
            .where(articles.c.has_reason.is_(True))
            .order_by(articles.c.changed_at.desc())
            .limit(limit)
        )
        of_editions = (
            select(
                editions.c.changed_at,
                editions.c.article,
                editions.c.stage,
                editions.c.reason,
                editions.c.language,
            )
            .where(editions.c.has_reason.is_(True))
            .order_by(editions.c.changed_at.desc())
            .limit(limit)
        )
        with self._transactions.reading() as connection:
            found = [(at, (i, "", s, r)) for at, i, s, r in connection.execute(of_articles)]
            found += [
                (at, (i, lang, s, r)) for at, i, s, r, lang in connection.execute(of_editions)
            ]
        newest = heapq.nlargest(limit, found, key=lambda dated: dated[0])
        return [reason for _, reason in newest]

    def _editions(self, query: Select[bytes]) -> tuple[EditionStanding, ...]:
        """The standings that a query finds."""
        with self._transactions.reading() as connection:
            kept = connection.execute(query).scalars().all()
        return tuple(decoded(EditionStanding, record) for record in kept)
