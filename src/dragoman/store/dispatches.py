"""The shelf of dispatches: every published version, and which of them are the newest."""

from __future__ import annotations

from datetime import UTC, date
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, select, update

from dragoman.records import Dispatch, DispatchStatus, NoticeKind
from dragoman.store.coding import decoded, encoded
from dragoman.store.schema import dispatch_days, dispatch_heads, dispatches
from dragoman.store.tally import counted, move
from dragoman.store.transactions import Transactions
from dragoman.store.upsert import add_row_once, put_row

Listed = tuple[Dispatch, bytes]
"""A dispatch and its row for lists, as bytes that the store does not look into."""

HEADS = dispatch_heads.c


class Dispatches:
    """By id (article "/" language) and version.

    Lists (`newest`, `of_day`, `days`, `corrected`) hold the newest version of each dispatch,
    withdrawn ones too, but none that waits for release. Days are days in UTC.
    """

    def __init__(self, transactions: Transactions) -> None:
        """A shelf of the store that `transactions` belongs to."""
        self._transactions = transactions

    def keep(self, dispatch: Dispatch, row: bytes) -> bool:
        """Keep one version and mark it "to write"; False when that version stands already.

        A version stands for ever as it was kept first, so publishing again changes nothing.
        """
        kept = {
            "id": dispatch.id,
            "version": dispatch.version,
            "article": dispatch.article,
            "record": encoded(dispatch),
            "row": row,
        }
        with self._transactions.writing() as connection:
            if not add_row_once(connection, dispatches, kept):
                return False
            self._put_head(connection, dispatch)
        return True

    def latest(self, dispatch_id: str) -> Dispatch | None:
        """The newest version of a dispatch."""
        return self._one(_of_heads().where(HEADS.id == dispatch_id))

    def version(self, dispatch_id: str, version: int) -> Dispatch | None:
        """One version of a dispatch."""
        columns = dispatches.c
        return self._one(
            select(columns.record, columns.row).where(
                columns.id == dispatch_id, columns.version == version
            )
        )

    def versions(self, dispatch_id: str) -> tuple[Dispatch, ...]:
        """All versions of a dispatch, the oldest first."""
        columns = dispatches.c
        return self._all(
            select(columns.record, columns.row)
            .where(columns.id == dispatch_id)
            .order_by(columns.version)
        )

    def of_article(self, article: str) -> tuple[str, ...]:
        """Ids of an article's dispatches in all languages, in order; also those not released."""
        return self._ids(select(HEADS.id).where(HEADS.article == article).order_by(HEADS.id))

    def of_publisher(
        self, slug: str, *, after: str = "", limit: int | None = None
    ) -> tuple[str, ...]:
        """Ids above `after` of a publisher's dispatches, in order; also those not released."""
        return self._ids(
            select(HEADS.id)
            .where(HEADS.publisher == slug, HEADS.id > after)
            .order_by(HEADS.id)
            .limit(limit)
        )

    def newest(self, language: str, limit: int) -> tuple[Listed, ...]:
        """What was first published last, newest first; a correction keeps a dispatch's place."""
        return self._listed(
            language, order=(HEADS.first_published_at.desc(), HEADS.id.desc()), limit=limit
        )

    def of_day(self, language: str, day: date | str) -> tuple[Listed, ...]:
        """What was first published on `day` (a date or its ISO form), newest first."""
        wanted = day if isinstance(day, str) else day.isoformat()
        order = (HEADS.first_published_at.desc(), HEADS.id.desc())
        return self._listed(language, HEADS.day == wanted, order=order)

    def days(self, language: str) -> tuple[str, ...]:
        """Days with dispatches, ISO form, the newest first."""
        query = (
            select(dispatch_days.c.day)
            .where(dispatch_days.c.language == language)
            .order_by(dispatch_days.c.day.desc())
        )
        with self._transactions.reading() as connection:
            return tuple(connection.execute(query).scalars())

    def corrected(self, language: str, limit: int) -> tuple[Listed, ...]:
        """What bears a notice other than a plain update, or was taken back; latest change first."""
        order = (HEADS.published_at.desc(), HEADS.id.desc())
        return self._listed(language, HEADS.corrected.is_(True), order=order, limit=limit)

    def all_ids(self) -> tuple[str, ...]:
        """The ids of all dispatches, in order."""
        return self._ids(select(HEADS.id).order_by(HEADS.id))

    def count(self, language: str) -> int:
        """How many dispatches of a language have their text on the site."""
        with self._transactions.reading() as connection:
            return counted(connection, "dispatches").get(language, {}).get("public", 0)

    def to_write(self, limit: int) -> tuple[str, ...]:
        """Ids of dispatches whose newest version is not on the site yet, longest waiting first."""
        return self._ids(
            select(HEADS.id)
            .where(HEADS.to_write_at.is_not(None))
            .order_by(HEADS.to_write_at)
            .limit(limit)
        )

    def written(self, dispatch_id: str, version: int) -> None:
        """The pages of this version are on the site; a newer version stays to be written."""
        statement = (
            update(dispatch_heads)
            .where(HEADS.id == dispatch_id, HEADS.version == version)
            .values(to_write_at=None)
        )
        with self._transactions.writing() as connection:
            connection.execute(statement)

    def write_again(self, dispatch_id: str) -> None:
        """Mark the newest version "to write" once more."""
        statement = (
            update(dispatch_heads)
            .where(HEADS.id == dispatch_id)
            .values(to_write_at=HEADS.published_at)
        )
        with self._transactions.writing() as connection:
            connection.execute(statement)

    def _put_head(self, connection: Connection, dispatch: Dispatch) -> None:
        """Let a version be the newest, unless a newer one is."""
        query = select(HEADS.version, HEADS.public).where(HEADS.id == dispatch.id)
        before = connection.execute(query.with_for_update()).first()
        if before is not None and before.version > dispatch.version:
            return
        listed = not dispatch.hidden_until_release
        first_at = dispatch.first_published_at
        day = first_at.astimezone(UTC).date().isoformat()
        head = {
            "id": dispatch.id,
            "version": dispatch.version,
            "article": dispatch.article,
            "publisher": dispatch.publisher,
            "language": dispatch.language,
            "listed": listed,
            "public": dispatch.is_public,
            "corrected": _is_corrected(dispatch),
            "day": day,
            "first_published_at": first_at,
            "published_at": dispatch.published_at,
            "to_write_at": dispatch.published_at,
        }
        put_row(connection, dispatch_heads, head)
        if listed:
            add_row_once(connection, dispatch_days, {"language": dispatch.language, "day": day})
        was = "" if before is None else _tally_stage(bool(before.public))
        now = _tally_stage(dispatch.is_public)
        move(connection, "dispatches", dispatch.language, dispatch.id, was, now)

    def _listed(
        self,
        language: str,
        *conditions: ColumnElement[bool],
        order: tuple[ColumnElement[Any], ...],
        limit: int | None = None,
    ) -> tuple[Listed, ...]:
        """Newest versions that may stand on a list."""
        query = (
            _of_heads()
            .where(HEADS.language == language, HEADS.listed.is_(True), *conditions)
            .order_by(*order)
            .limit(limit)
        )
        rows = self._rows(query)
        return tuple((decoded(Dispatch, row.record), bytes(row.row)) for row in rows)

    def _ids(self, query: Select[str]) -> tuple[str, ...]:
        """The ids that a query finds."""
        with self._transactions.reading() as connection:
            return tuple(connection.execute(query).scalars())

    def _one(self, query: Select[Any]) -> Dispatch | None:
        """The dispatch that a query finds."""
        found = self._all(query)
        return found[0] if found else None

    def _all(self, query: Select[Any]) -> tuple[Dispatch, ...]:
        """The dispatches that a query finds."""
        return tuple(decoded(Dispatch, row.record) for row in self._rows(query))

    def _rows(self, query: Select[Any]) -> list[Row[Any]]:
        """The rows that a query finds."""
        with self._transactions.reading() as connection:
            return list(connection.execute(query))


def _of_heads() -> Select[Any]:
    """Record and row of newest versions."""
    return select(dispatches.c.record, dispatches.c.row).select_from(
        dispatch_heads.join(
            dispatches, (dispatches.c.id == HEADS.id) & (dispatches.c.version == HEADS.version)
        )
    )


def _is_corrected(dispatch: Dispatch) -> bool:
    """True for what a page of corrections must show."""
    if dispatch.status is not DispatchStatus.USABLE:
        return True
    return any(notice.kind is not NoticeKind.UPDATE for notice in dispatch.notices)


def _tally_stage(is_public: bool) -> str:
    """The word under which a dispatch is counted."""
    return "public" if is_public else "kept-back"
