"""The shelf of translations: what engines wrote, what the desk made of it, what people fixed."""

from __future__ import annotations

from datetime import datetime
from typing import TypeVar

import msgspec
from sqlalchemy import Select, Table, select

from dragoman.records import DeskCopy, Translation
from dragoman.store.coding import decoded, encoded
from dragoman.store.columns import key_of
from dragoman.store.schema import desk_copies, fixes, published_copies, translations
from dragoman.store.transactions import Transactions
from dragoman.store.upsert import add_row_once, put_row

Record = TypeVar("Record")


class Fix(msgspec.Struct, frozen=True, kw_only=True):
    """One sentence as a person translated it, as it is kept."""

    source: str
    target: str
    by: str


class Translations:
    """By article, version of the article and language; a new one takes the place of the old."""

    def __init__(self, transactions: Transactions) -> None:
        """A shelf of the store that `transactions` belongs to."""
        self._transactions = transactions

    def keep_translation(self, translation: Translation) -> None:
        """Keep a translation; its article version must be kept already."""
        self._keep(translations, translation, translation)

    def translation(self, article: str, article_version: int, language: str) -> Translation | None:
        """The translation of one version."""
        return self._one(
            Translation,
            select(translations.c.record).where(
                translations.c.article == article,
                translations.c.article_version == article_version,
                translations.c.language == language,
            ),
        )

    def newest_before(self, article: str, version: int, language: str) -> Translation | None:
        """The translation of the newest version before `version` that has one."""
        return self._one(
            Translation,
            select(translations.c.record)
            .where(
                translations.c.article == article,
                translations.c.language == language,
                translations.c.article_version < version,
            )
            .order_by(translations.c.article_version.desc())
            .limit(1),
        )

    def keep_desk_copy(self, copy: DeskCopy) -> None:
        """Keep what left the desk; its article version must be kept already."""
        self._keep(desk_copies, copy, copy.translation)

    def desk_copy(self, article: str, article_version: int, language: str) -> DeskCopy | None:
        """What left the desk for one version."""
        return self._one(
            DeskCopy,
            select(desk_copies.c.record).where(
                desk_copies.c.article == article,
                desk_copies.c.article_version == article_version,
                desk_copies.c.language == language,
            ),
        )

    def keep_published_copy(self, dispatch_id: str, version: int, copy: DeskCopy) -> None:
        """Keep the words of a published version; the dispatch must be kept already.

        What was published stands for ever, so keeping it again changes nothing.
        """
        row = {"id": dispatch_id, "version": version, "record": encoded(copy)}
        with self._transactions.writing() as connection:
            add_row_once(connection, published_copies, row)

    def published_copy(self, dispatch_id: str, version: int) -> DeskCopy | None:
        """The words of a published version."""
        return self._one(
            DeskCopy,
            select(published_copies.c.record).where(
                published_copies.c.id == dispatch_id, published_copies.c.version == version
            ),
        )

    def keep_fix(
        self, article: str, language: str, source: str, target: str, by: str, at: datetime
    ) -> None:
        """Keep a person's translation of one source sentence; it holds for later versions, too."""
        row = {
            "article": article,
            "language": language,
            "source_key": key_of(source),
            "fixed_at": at,
            "record": encoded(Fix(source=source, target=target, by=by)),
        }
        with self._transactions.writing() as connection:
            put_row(connection, fixes, row)

    def fixes(self, article: str, language: str) -> dict[str, str]:
        """Source sentence to a person's translation of it."""
        query = (
            select(fixes.c.record)
            .where(fixes.c.article == article, fixes.c.language == language)
            .order_by(fixes.c.fixed_at)
        )
        with self._transactions.reading() as connection:
            kept = [decoded(Fix, record) for record in connection.execute(query).scalars()]
        return {fix.source: fix.target for fix in kept}

    def _keep(self, table: Table, record: object, of: Translation) -> None:
        """Keep a record about a translation."""
        row = {
            "article": of.article,
            "article_version": of.article_version,
            "language": of.target_language,
            "record": encoded(record),
        }
        with self._transactions.writing() as connection:
            put_row(connection, table, row)

    def _one(self, kind: type[Record], query: Select[bytes]) -> Record | None:
        """The one record that a query finds."""
        with self._transactions.reading() as connection:
            kept = connection.execute(query).scalar()
        return None if kept is None else decoded(kind, kept)
