"""The tables. A change here needs a revision in `migrations/versions` and a new `REVISION`.

Every record stands whole in a `record` column; the other columns exist because a query needs them.
"""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    UniqueConstraint,
)

from dragoman.store.columns import Moment, RowNumber, SafeText

REVISION = "0002"  # the newest revision in migrations/versions

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    }
)

Key = String(32)  # see columns.key_of
Sha256 = String(64)


def _article() -> Column[str]:
    """A reference to an article, part of a primary key."""
    return Column("article", SafeText, ForeignKey("articles.id"), primary_key=True)


publishers = Table(
    "publishers",
    metadata,
    Column("slug", SafeText, primary_key=True),
    Column("record", LargeBinary, nullable=False),
)

# Articles and listings outlive the publisher they came from, so they do not refer to `publishers`.
listings = Table(
    "listings",
    metadata,
    Column("key", Key, primary_key=True),
    Column("due_at", Moment, nullable=False),
    Column("record", LargeBinary, nullable=False),
    Index("ix_listings_due", "due_at"),
)

articles = Table(
    "articles",
    metadata,
    Column("id", SafeText, primary_key=True),
    Column("publisher", SafeText, nullable=False),
    Column("stage", String(20), nullable=False),
    Column("changed_at", Moment, nullable=False),
    Column("next_try_at", Moment),
    Column("has_reason", Boolean, nullable=False),
    Column("reason", SafeText, nullable=False),
    Column("record", LargeBinary, nullable=False),
    Index("ix_articles_stage", "stage", "changed_at"),
    Index("ix_articles_publisher", "publisher", "stage", "id"),
    Index("ix_articles_next_try", "next_try_at"),
    Index("ix_articles_reason", "has_reason", "changed_at"),
)

# One row for every address and GUID under which a publisher names an article. `shared` marks a
# GUID that turned out to name several articles; `url` is where a GUID was last seen to point.
aliases = Table(
    "aliases",
    metadata,
    Column("key", Key, primary_key=True),
    Column("article", SafeText, ForeignKey("articles.id"), nullable=False),
    Column("kind", String(8), nullable=False),
    Column("name", SafeText, nullable=False),
    Column("url", SafeText, nullable=False),
    Column("seen_at", Moment),
    Column("shared", Boolean, nullable=False),
    Index("ix_aliases_article", "article", "kind"),
)

captures = Table(
    "captures",
    metadata,
    Column("id", RowNumber, primary_key=True, autoincrement=True),
    Column("article", SafeText, ForeignKey("articles.id"), nullable=False),
    Column("body_sha256", Sha256, nullable=False),
    Column("fetched_at", Moment, nullable=False),
    Column("record", LargeBinary, nullable=False),
    UniqueConstraint("article", "fetched_at", "body_sha256"),
    Index("ix_captures_body", "body_sha256", "fetched_at"),
)

article_versions = Table(
    "article_versions",
    metadata,
    _article(),
    Column("version", Integer, primary_key=True),
    Column("publisher", SafeText, nullable=False),
    Column("text_sha256", Sha256, nullable=False),
    Column("record", LargeBinary, nullable=False),
    Index("ix_article_versions_text", "text_sha256", "publisher"),
)

copy_keys = Table(
    "copy_keys",
    metadata,
    Column("id", RowNumber, primary_key=True, autoincrement=True),
    Column("key", SafeText, nullable=False),
    Column("article", SafeText, ForeignKey("articles.id"), nullable=False),
    Column("version", Integer, nullable=False),
    UniqueConstraint("article", "version", "key"),
    Index("ix_copy_keys_key", "key", "id"),
)

editions = Table(
    "editions",
    metadata,
    _article(),
    Column("language", String(35), primary_key=True),
    Column("stage", String(20), nullable=False),
    Column("unfinished", Boolean, nullable=False),
    Column("changed_at", Moment, nullable=False),
    Column("has_reason", Boolean, nullable=False),
    Column("reason", SafeText, nullable=False),
    Column("record", LargeBinary, nullable=False),
    Index("ix_editions_stage", "stage", "changed_at"),
    Index("ix_editions_unfinished", "unfinished", "changed_at"),
    Index("ix_editions_reason", "has_reason", "changed_at"),
)

# How many stand where: kept up to date by every change, so that counting never scans. Each number
# is spread over `shard`s, so that workers rarely wait for the same row.
tallies = Table(
    "tallies",
    metadata,
    Column("kind", String(16), primary_key=True),
    Column("language", String(35), primary_key=True),
    Column("stage", String(20), primary_key=True),
    Column("shard", Integer, primary_key=True),
    Column("n", Integer, nullable=False),
)

_OF_VERSION = ("article_versions.article", "article_versions.version")

translations = Table(
    "translations",
    metadata,
    Column("article", SafeText, primary_key=True),
    Column("article_version", Integer, primary_key=True),
    Column("language", String(35), primary_key=True),
    Column("record", LargeBinary, nullable=False),
    ForeignKeyConstraint(("article", "article_version"), _OF_VERSION),
    Index("ix_translations_newest", "article", "language", "article_version"),
)

desk_copies = Table(
    "desk_copies",
    metadata,
    Column("article", SafeText, primary_key=True),
    Column("article_version", Integer, primary_key=True),
    Column("language", String(35), primary_key=True),
    Column("record", LargeBinary, nullable=False),
    ForeignKeyConstraint(("article", "article_version"), _OF_VERSION),
)

fixes = Table(
    "fixes",
    metadata,
    _article(),
    Column("language", String(35), primary_key=True),
    Column("source_key", Key, primary_key=True),
    Column("fixed_at", Moment, nullable=False),
    Column("record", LargeBinary, nullable=False),
)

dispatches = Table(
    "dispatches",
    metadata,
    Column("id", SafeText, primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("article", SafeText, ForeignKey("articles.id"), nullable=False),
    Column("record", LargeBinary, nullable=False),
    Column("row", LargeBinary, nullable=False),
    Index("ix_dispatches_article", "article"),
)

# The words of each published version, since the desk's copy goes on changing.
published_copies = Table(
    "published_copies",
    metadata,
    Column("id", SafeText, primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("record", LargeBinary, nullable=False),
    ForeignKeyConstraint(("id", "version"), ("dispatches.id", "dispatches.version")),
)

# The newest version of each dispatch. `listed`: may stand on lists (not waiting for release);
# `to_write_at`: its pages are not written yet.
dispatch_heads = Table(
    "dispatch_heads",
    metadata,
    Column("id", SafeText, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("article", SafeText, nullable=False),
    Column("publisher", SafeText, nullable=False),
    Column("language", String(35), nullable=False),
    Column("listed", Boolean, nullable=False),
    Column("public", Boolean, nullable=False),
    Column("corrected", Boolean, nullable=False),
    Column("day", String(10), nullable=False),
    Column("first_published_at", Moment, nullable=False),
    Column("published_at", Moment, nullable=False),
    Column("to_write_at", Moment),
    ForeignKeyConstraint(("id", "version"), ("dispatches.id", "dispatches.version")),
    Index("ix_dispatch_heads_newest", "language", "listed", "first_published_at", "id"),
    Index("ix_dispatch_heads_day", "language", "listed", "day", "first_published_at", "id"),
    Index("ix_dispatch_heads_corrected", "language", "listed", "corrected", "published_at", "id"),
    Index("ix_dispatch_heads_article", "article", "id"),
    Index("ix_dispatch_heads_publisher", "publisher", "id"),
    Index("ix_dispatch_heads_to_write", "to_write_at"),
)

# Days with at least one listed dispatch, so that an archive's index needs no scan.
dispatch_days = Table(
    "dispatch_days",
    metadata,
    Column("language", String(35), primary_key=True),
    Column("day", String(10), primary_key=True),
)

decisions = Table(
    "decisions",
    metadata,
    Column("id", RowNumber, primary_key=True, autoincrement=True),
    Column("target", SafeText, nullable=False),
    Column("done_at", Moment),
    Column("record", LargeBinary, nullable=False),
    Index("ix_decisions_target", "target", "id"),
    Index("ix_decisions_done", "done_at", "id"),
)

# `signature` is empty where no key is set.
ledger = Table(
    "ledger",
    metadata,
    Column("number", RowNumber, primary_key=True, autoincrement=False),
    Column("kind", String(40), nullable=False),
    Column("subject", SafeText, nullable=False),
    Column("at", Moment, nullable=False),
    Column("content_sha256", Sha256, nullable=False),
    Column("previous", Sha256, nullable=False),
    Column("digest", Sha256, nullable=False),
    Column("signature", SafeText, nullable=False, server_default=""),
    Index("ix_ledger_subject", "subject", "number"),
)

# What engines wrote, by everything that it depends on; `served_on` is the day it last served, in
# days since 1970.
memory = Table(
    "memory",
    metadata,
    Column("key", Key, primary_key=True),
    Column("served_on", Integer, nullable=False),
    Column("record", LargeBinary, nullable=False),
    Index("ix_memory_served_on", "served_on"),
)

# What people wrote, from imported memories; `key` is that of the normal form of the sentence and
# its language, `language` the target's tag.
kept_pairs = Table(
    "kept_pairs",
    metadata,
    Column("key", Key, primary_key=True),
    Column("language", String(35), primary_key=True),
    Column("record", LargeBinary, nullable=False),
)
