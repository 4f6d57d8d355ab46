"""What articles said: captures, versions of the text, and keys that find copies of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from sqlalchemy import delete, select

from dragoman.errors import UsageError
from dragoman.records import Article, Capture
from dragoman.store.coding import decoded, encoded
from dragoman.store.identity import Identity
from dragoman.store.schema import article_versions, captures, copy_keys
from dragoman.store.upsert import add_row_once, add_rows_once, put_row

# Of each key, so many of the newest articles are looked at: boilerplate that thousands of articles
# share would else make every search longer than the one before.
COPIES_A_KEY = 40


class Versions(Identity):
    """The part of the shelf of articles that keeps what was fetched and what was read in it."""

    def keep_capture(self, article_id: str, capture: Capture) -> None:
        """Keep that these bytes were given for the article; the same answer is kept once."""
        row = {
            "article": article_id,
            "body_sha256": capture.body_sha256,
            "fetched_at": capture.fetched_at,
            "record": encoded(capture),
        }
        with self._transactions.writing() as connection:
            add_row_once(connection, captures, row)

    def captures(self, article_id: str) -> tuple[Capture, ...]:
        """All captures of an article, the oldest first."""
        query = (
            select(captures.c.record)
            .where(captures.c.article == article_id)
            .order_by(captures.c.fetched_at)
        )
        with self._transactions.reading() as connection:
            kept = connection.execute(query).scalars().all()
        return tuple(decoded(Capture, record) for record in kept)

    def capture(self, sha256: str) -> Capture | None:
        """The newest capture whose body has this digest."""
        query = (
            select(captures.c.record)
            .where(captures.c.body_sha256 == sha256)
            .order_by(captures.c.fetched_at.desc())
            .limit(1)
        )
        with self._transactions.reading() as connection:
            kept = connection.execute(query).scalar()
        return None if kept is None else decoded(Capture, kept)

    def keep_version(self, article: Article) -> None:
        """Keep a version; again with the same text replaces what else was read.

        Raises `UsageError` when the version stands with another text: a text never changes.
        """
        query = select(article_versions.c.text_sha256).where(
            article_versions.c.article == article.id, article_versions.c.version == article.version
        )
        row = {
            "article": article.id,
            "version": article.version,
            "publisher": article.publisher,
            "text_sha256": article.text_sha256,
            "record": encoded(article),
        }
        with self._transactions.writing() as connection:
            standing = connection.execute(query).scalar()
            if standing is not None and standing != article.text_sha256:
                raise UsageError(
                    f"version {article.version} of {article.id} stands with another text: keep "
                    "this one under the next number"
                )
            put_row(connection, article_versions, row)

    def version(self, article_id: str, version: int) -> Article | None:
        """One version of an article."""
        query = select(article_versions.c.record).where(
            article_versions.c.article == article_id, article_versions.c.version == version
        )
        with self._transactions.reading() as connection:
            kept = connection.execute(query).scalar()
        return None if kept is None else decoded(Article, kept)

    def latest(self, article_id: str) -> Article | None:
        """The newest version of an article."""
        query = (
            select(article_versions.c.record)
            .where(article_versions.c.article == article_id)
            .order_by(article_versions.c.version.desc())
            .limit(1)
        )
        with self._transactions.reading() as connection:
            kept = connection.execute(query).scalar()
        return None if kept is None else decoded(Article, kept)

    def versions(self, article_id: str) -> tuple[int, ...]:
        """The numbers of all versions, the oldest first."""
        query = (
            select(article_versions.c.version)
            .where(article_versions.c.article == article_id)
            .order_by(article_versions.c.version)
        )
        with self._transactions.reading() as connection:
            return tuple(connection.execute(query).scalars())

    def with_text(
        self, publisher: str | None, text_sha256: str, limit: int = 100
    ) -> tuple[str, ...]:
        """Ids of articles of which a version has exactly this text (None: of any publisher)."""
        query = select(article_versions.c.article).where(
            article_versions.c.text_sha256 == text_sha256
        )
        if publisher is not None:
            query = query.where(article_versions.c.publisher == publisher)
        with self._transactions.reading() as connection:
            return tuple(sorted(set(connection.execute(query.limit(limit)).scalars())))

    def keep_copy_keys(self, article_id: str, version: int, keys: Iterable[str]) -> None:
        """Keep the keys under which copies of a version are looked for, in place of older ones."""
        rows = [
            {"key": key, "article": article_id, "version": version} for key in dict.fromkeys(keys)
        ]
        old = delete(copy_keys).where(
            copy_keys.c.article == article_id, copy_keys.c.version == version
        )
        with self._transactions.writing() as connection:
            connection.execute(old)
            add_rows_once(connection, copy_keys, rows)

    def with_copy_keys(self, keys: Iterable[str]) -> tuple[tuple[str, int], ...]:
        """(id, version) of what shares a key, most shared keys first; the newest of each key."""
        shared: Counter[tuple[str, int]] = Counter()
        with self._transactions.reading() as connection:
            for key in dict.fromkeys(keys):
                query = (
                    select(copy_keys.c.article, copy_keys.c.version)
                    .where(copy_keys.c.key == key)
                    .order_by(copy_keys.c.id.desc())
                    .limit(COPIES_A_KEY)
                )
                shared.update((row.article, row.version) for row in connection.execute(query))
        ordered = sorted(shared, key=lambda copy: (-shared[copy], copy))
        return tuple(ordered)
