"""Which article a link names: ids are minted once, addresses and GUIDs are aliases."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, Row, delete, func, select, update

from dragoman.records import ArticleStage, ArticleStanding, Sighting
from dragoman.store.aliases import guid_key, url_key
from dragoman.store.schema import aliases, articles
from dragoman.store.standings import Standings
from dragoman.store.upsert import add_row_once

# A publisher that gives the same article a new GUID at every poll would fill the table: after so
# many, further GUIDs of an article are not remembered (its address still names it).
GUIDS_AN_ARTICLE = 8


class Identity(Standings):
    """The part of the shelf of articles that knows them by their names."""

    def see(self, sighting: Sighting, candidate_id: str) -> tuple[ArticleStanding, bool]:
        """The article that a sighting names, and whether it is new.

        An address that is known wins; else a GUID that is known brings the article its new
        address; else the article is new under `candidate_id` (with "-2", "-3", ... when taken).
        The standing's `sighting` is the one kept before, so that the caller can compare the two.
        A GUID that stands for two addresses in one poll (same `seen_at`) names neither from then
        on. See all sightings of one poll inside one `Store.begin()`: it is one write then.
        """
        with self._transactions.writing() as connection:
            by_url, by_guid = self._named(
                connection, sighting.publisher, sighting.url, sighting.guid
            )
            if by_guid is not None and by_guid.shared:
                by_guid = None
            elif by_guid is not None and _stands_for_two(by_guid, sighting):
                self._stop_trusting(connection, by_guid, by_url, sighting)
                by_guid = None
            elif by_guid is not None:
                self._note_guid(connection, sighting)
            elif by_url is not None and sighting.guid:
                self._learn_guid(connection, by_url.article, sighting)
            if by_url is not None:
                return self._standing_of(connection, by_url.article), False
            if by_guid is not None:
                return self._moved(connection, by_guid.article, sighting), False
            return self._minted(connection, sighting, candidate_id), True

    def known(self, publisher: str, url: str, guid: str = "") -> ArticleStanding | None:
        """The article that the publisher names so, by address first, None when there is none."""
        with self._transactions.reading() as connection:
            by_url, by_guid = self._named(connection, publisher, url, guid)
            if by_url is not None:
                return self._standing_of(connection, by_url.article)
            if by_guid is not None and not by_guid.shared:
                return self._standing_of(connection, by_guid.article)
        return None

    def alias(self, article_id: str, url: str) -> str:
        """Let `url` name the article, too; the id of the article that it names afterwards.

        That is another article's id when the address was known as that one's before.
        """
        with self._transactions.writing() as connection:
            publisher = self._standing_of(connection, article_id).publisher
            self._add_url(connection, article_id, publisher, url)
            query = select(aliases.c.article).where(aliases.c.key == url_key(publisher, url))
            return str(connection.execute(query).scalar_one())

    def addresses(self, article_id: str) -> tuple[str, ...]:
        """All addresses that name the article, in alphabetical order."""
        query = select(aliases.c.name).where(
            aliases.c.article == article_id, aliases.c.kind == "url"
        )
        with self._transactions.reading() as connection:
            return tuple(sorted(connection.execute(query).scalars()))

    def _named(
        self, connection: Connection, publisher: str, url: str, guid: str
    ) -> tuple[Row[Any] | None, Row[Any] | None]:
        """The alias of the address and that of the GUID."""
        keys = [url_key(publisher, url)] + ([guid_key(publisher, guid)] if guid else [])
        rows = connection.execute(select(aliases).where(aliases.c.key.in_(keys)))
        found = {row.key: row for row in rows}
        return found.get(keys[0]), found.get(keys[1]) if guid else None

    def _minted(
        self, connection: Connection, sighting: Sighting, candidate_id: str
    ) -> ArticleStanding:
        """A new article; ids are never given twice."""
        standing = ArticleStanding(
            article=_free_id(connection, candidate_id),
            publisher=sighting.publisher,
            url=sighting.url,
            stage=ArticleStage.SIGHTED,
            sighting=sighting,
            first_seen_at=sighting.seen_at,
            changed_at=sighting.seen_at,
        )
        self._keep_standing(connection, standing)
        self._learn_guid(connection, standing.article, sighting)
        return standing

    def _moved(self, connection: Connection, article: str, sighting: Sighting) -> ArticleStanding:
        """The article under the address that its GUID now stands for."""
        standing = _at(self._standing_of(connection, article), sighting.url)
        self._keep_standing(connection, standing)
        return standing

    def _learn_guid(self, connection: Connection, article: str, sighting: Sighting) -> None:
        """Let the sighting's GUID name the article, unless the publisher keeps changing them."""
        if not sighting.guid:
            return
        query = (
            select(func.count())
            .select_from(aliases)
            .where(aliases.c.article == article, aliases.c.kind == "guid")
        )
        if connection.execute(query).scalar_one() < GUIDS_AN_ARTICLE:
            row = {
                "key": guid_key(sighting.publisher, sighting.guid),
                "article": article,
                "kind": "guid",
                "name": sighting.guid,
                "url": sighting.url,
                "seen_at": sighting.seen_at,
                "shared": False,
            }
            add_row_once(connection, aliases, row)

    def _note_guid(self, connection: Connection, sighting: Sighting) -> None:
        """Remember where a GUID stood at this poll."""
        key = guid_key(sighting.publisher, sighting.guid)
        connection.execute(
            update(aliases)
            .where(aliases.c.key == key)
            .values(url=sighting.url, seen_at=sighting.seen_at)
        )

    def _stop_trusting(
        self,
        connection: Connection,
        by_guid: Row[Any],
        by_url: Row[Any] | None,
        sighting: Sighting,
    ) -> None:
        """A GUID names two articles: never use it again, and take back what it did in this poll.

        The address that the GUID brought to an article moments ago is let go, so that the next
        sighting of it makes an article of its own.
        """
        connection.execute(update(aliases).where(aliases.c.key == by_guid.key).values(shared=True))
        if by_url is None or by_url.article != by_guid.article:
            return
        key = url_key(sighting.publisher, by_guid.url)
        connection.execute(
            delete(aliases).where(aliases.c.key == key, aliases.c.article == by_guid.article)
        )
        standing = self._standing_of(connection, by_guid.article)
        if standing.url == by_guid.url:
            self._keep_standing(connection, _at(standing, sighting.url))


def _at(standing: ArticleStanding, url: str) -> ArticleStanding:
    """A standing at another address; what the old address said about freshness is forgotten."""
    return replace(standing, url=url, etag="", last_modified="")


def _stands_for_two(by_guid: Row[Any], sighting: Sighting) -> bool:
    """True when one and the same poll shows the GUID with another address, too."""
    return bool(by_guid.url != sighting.url and by_guid.seen_at == sighting.seen_at)


def _free_id(connection: Connection, candidate: str) -> str:
    """`candidate`, or it with a free number, in a handful of look-ups however many are taken."""

    def is_taken(number: int) -> bool:
        name = candidate if number == 1 else f"{candidate}-{number}"
        query = select(articles.c.id).where(articles.c.id == name)
        return connection.execute(query).first() is not None

    taken, free = 0, 1
    while is_taken(free):
        taken, free = free, free * 2
    while free - taken > 1:
        middle = (taken + free) // 2
        taken, free = (middle, free) if is_taken(middle) else (taken, middle)
    return candidate if free == 1 else f"{candidate}-{free}"
