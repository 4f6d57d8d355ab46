"""The first shelves: publishers, articles, translations, dispatches, decisions and the ledger."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

# SQLite numbers rows by itself only in a column whose type is exactly INTEGER.
row_number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make all tables, those that others refer to first."""
    _articles()
    _decisions()
    _dispatch_days()
    _ledger()
    _listings()
    _publishers()
    _tallies()
    _aliases()
    _article_versions()
    _captures()
    _copy_keys()
    _dispatches()
    _editions()
    _fixes()
    _desk_copies()
    _dispatch_heads()
    _published_copies()
    _translations()


def _articles() -> None:
    """The table `articles` and its indexes."""
    op.create_table(
        "articles",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("publisher", sa.Text(), nullable=False),
        sa.Column("stage", sa.String(length=20), nullable=False),
        sa.Column("changed_at", sa.BigInteger(), nullable=False),
        sa.Column("next_try_at", sa.BigInteger(), nullable=True),
        sa.Column("has_reason", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("record", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_articles")),
    )
    op.create_index("ix_articles_next_try", "articles", ["next_try_at"], unique=False)
    op.create_index("ix_articles_publisher", "articles", ["publisher", "stage", "id"], unique=False)
    op.create_index("ix_articles_reason", "articles", ["has_reason", "changed_at"], unique=False)
    op.create_index("ix_articles_stage", "articles", ["stage", "changed_at"], unique=False)


def _decisions() -> None:
    """The table `decisions` and its indexes."""
    op.create_table(
        "decisions",
        sa.Column("id", row_number, autoincrement=True, nullable=False),
        sa.Column("target", sa.Text(), nullable=False),
        sa.Column("done_at", sa.BigInteger(), nullable=True),
        sa.Column("record", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decisions")),
    )
    op.create_index("ix_decisions_done", "decisions", ["done_at", "id"], unique=False)
    op.create_index("ix_decisions_target", "decisions", ["target", "id"], unique=False)


def _dispatch_days() -> None:
    """The table `dispatch_days` and its indexes."""
    op.create_table(
        "dispatch_days",
        sa.Column("language", sa.String(length=35), nullable=False),
        sa.Column("day", sa.String(length=10), nullable=False),
        sa.PrimaryKeyConstraint("language", "day", name=op.f("pk_dispatch_days")),
    )


def _ledger() -> None:
    """The table `ledger` and its indexes."""
    op.create_table(
        "ledger",
        sa.Column("number", row_number, autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("content_sha256", sa.String(length=64), nullable=False),
        sa.Column("previous", sa.String(length=64), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("signature", sa.Text(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_ledger")),
    )
    op.create_index("ix_ledger_subject", "ledger", ["subject", "number"], unique=False)


def _listings() -> None:
    """The table `listings` and its indexes."""
    op.create_table(
        "listings",
        sa.Column("key", sa.String(length=32), nullable=False),
        sa.Column("due_at", sa.BigInteger(), nullable=False),
        sa.Column("record", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_listings")),
    )
    op.create_index("ix_listings_due", "listings", ["due_at"], unique=False)


def _publishers() -> None:
    """The table `publishers` and its indexes."""
    op.create_table(
        "publishers",
        sa.Column("slug", sa.Text(), nullable=False),
        sa.Column("record", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("slug", name=op.f("pk_publishers")),
    )


def _tallies() -> None:
    """The table `tallies` and its indexes."""
    op.create_table(
        "tallies",
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("language", sa.String(length=35), nullable=False),
        sa.Column("stage", sa.String(length=20), nullable=False),
        sa.Column("shard", sa.Integer(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("kind", "language", "stage", "shard", name=op.f("pk_tallies")),
    )


def _aliases() -> None:
    """The table `aliases` and its indexes."""
    op.create_table(
        "aliases",
        sa.Column("key", sa.String(length=32), nullable=False),
        sa.Column("article", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("seen_at", sa.BigInteger(), nullable=True),
        sa.Column("shared", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["article"], ["articles.id"], name=op.f("fk_aliases_article")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_aliases")),
    )
    op.create_index("ix_aliases_article", "aliases", ["article", "kind"], unique=False)


def _article_versions() -> None:
    """The table `article_versions` and its indexes."""
    op.create_table(
        "article_versions",
        sa.Column("article", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("publisher", sa.Text(), nullable=False),
        sa.Column("text_sha256", sa.String(length=64), nullable=False),
        sa.Column("record", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["article"], ["articles.id"], name=op.f("fk_article_versions_article")
        ),
        sa.PrimaryKeyConstraint("article", "version", name=op.f("pk_article_versions")),
    )
    op.create_index(
        "ix_article_versions_text", "article_versions", ["text_sha256", "publisher"], unique=False
    )


def _captures() -> None:
    """The table `captures` and its indexes."""
    op.create_table(
        "captures",
        sa.Column("id", row_number, autoincrement=True, nullable=False),
        sa.Column("article", sa.Text(), nullable=False),
        sa.Column("body_sha256", sa.String(length=64), nullable=False),
        sa.Column("fetched_at", sa.BigInteger(), nullable=False),
        sa.Column("record", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["article"], ["articles.id"], name=op.f("fk_captures_article")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_captures")),
        sa.UniqueConstraint(
            "article",
            "fetched_at",
            "body_sha256",
            name=op.f("uq_captures_article_fetched_at_body_sha256"),
        ),
    )
    op.create_index("ix_captures_body", "captures", ["body_sha256", "fetched_at"], unique=False)


def _copy_keys() -> None:
    """The table `copy_keys` and its indexes."""
    op.create_table(
        "copy_keys",
        sa.Column("id", row_number, autoincrement=True, nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("article", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["article"], ["articles.id"], name=op.f("fk_copy_keys_article")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_copy_keys")),
        sa.UniqueConstraint(
            "article", "version", "key", name=op.f("uq_copy_keys_article_version_key")
        ),
    )
    op.create_index("ix_copy_keys_key", "copy_keys", ["key", "id"], unique=False)


def _dispatches() -> None:
    """The table `dispatches` and its indexes."""
    op.create_table(
        "dispatches",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("article", sa.Text(), nullable=False),
        sa.Column("record", sa.LargeBinary(), nullable=False),
        sa.Column("row", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["article"], ["articles.id"], name=op.f("fk_dispatches_article")),
        sa.PrimaryKeyConstraint("id", "version", name=op.f("pk_dispatches")),
    )
    op.create_index("ix_dispatches_article", "dispatches", ["article"], unique=False)


def _editions() -> None:
    """The table `editions` and its indexes."""
    op.create_table(
        "editions",
        sa.Column("article", sa.Text(), nullable=False),
        sa.Column("language", sa.String(length=35), nullable=False),
        sa.Column("stage", sa.String(length=20), nullable=False),
        sa.Column("unfinished", sa.Boolean(), nullable=False),
        sa.Column("changed_at", sa.BigInteger(), nullable=False),
        sa.Column("has_reason", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("record", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["article"], ["articles.id"], name=op.f("fk_editions_article")),
        sa.PrimaryKeyConstraint("article", "language", name=op.f("pk_editions")),
    )
    op.create_index("ix_editions_reason", "editions", ["has_reason", "changed_at"], unique=False)
    op.create_index("ix_editions_stage", "editions", ["stage", "changed_at"], unique=False)
    op.create_index(
        "ix_editions_unfinished", "editions", ["unfinished", "changed_at"], unique=False
    )


def _fixes() -> None:
    """The table `fixes` and its indexes."""
    op.create_table(
        "fixes",
        sa.Column("article", sa.Text(), nullable=False),
        sa.Column("language", sa.String(length=35), nullable=False),
        sa.Column("source_key", sa.String(length=32), nullable=False),
        sa.Column("fixed_at", sa.BigInteger(), nullable=False),
        sa.Column("record", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["article"], ["articles.id"], name=op.f("fk_fixes_article")),
        sa.PrimaryKeyConstraint("article", "language", "source_key", name=op.f("pk_fixes")),
    )


def _desk_copies() -> None:
    """The table `desk_copies` and its indexes."""
    op.create_table(
        "desk_copies",
        sa.Column("article", sa.Text(), nullable=False),
        sa.Column("article_version", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(length=35), nullable=False),
        sa.Column("record", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["article", "article_version"],
            ["article_versions.article", "article_versions.version"],
            name=op.f("fk_desk_copies_article_article_version"),
        ),
        sa.PrimaryKeyConstraint(
            "article", "article_version", "language", name=op.f("pk_desk_copies")
        ),
    )


def _dispatch_heads() -> None:
    """The table `dispatch_heads`, then its indexes."""
    op.create_table(
        "dispatch_heads",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("article", sa.Text(), nullable=False),
        sa.Column("publisher", sa.Text(), nullable=False),
        sa.Column("language", sa.String(length=35), nullable=False),
        sa.Column("listed", sa.Boolean(), nullable=False),
        sa.Column("public", sa.Boolean(), nullable=False),
        sa.Column("corrected", sa.Boolean(), nullable=False),
        sa.Column("day", sa.String(length=10), nullable=False),
        sa.Column("first_published_at", sa.BigInteger(), nullable=False),
        sa.Column("published_at", sa.BigInteger(), nullable=False),
        sa.Column("to_write_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["id", "version"],
            ["dispatches.id", "dispatches.version"],
            name=op.f("fk_dispatch_heads_id_version"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dispatch_heads")),
    )
    _dispatch_head_indexes()


def _dispatch_head_indexes() -> None:
    """The indexes of `dispatch_heads`, one for each question that its shelf answers."""
    op.create_index("ix_dispatch_heads_article", "dispatch_heads", ["article", "id"], unique=False)
    op.create_index(
        "ix_dispatch_heads_corrected",
        "dispatch_heads",
        ["language", "listed", "corrected", "published_at", "id"],
        unique=False,
    )
    op.create_index(
        "ix_dispatch_heads_day",
        "dispatch_heads",
        ["language", "listed", "day", "first_published_at", "id"],
        unique=False,
    )
    op.create_index(
        "ix_dispatch_heads_newest",
        "dispatch_heads",
        ["language", "listed", "first_published_at", "id"],
        unique=False,
    )
    op.create_index(
        "ix_dispatch_heads_publisher", "dispatch_heads", ["publisher", "id"], unique=False
    )
    op.create_index("ix_dispatch_heads_to_write", "dispatch_heads", ["to_write_at"], unique=False)


def _published_copies() -> None:
    """The table `published_copies` and its indexes."""
    op.create_table(
        "published_copies",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("record", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["id", "version"],
            ["dispatches.id", "dispatches.version"],
            name=op.f("fk_published_copies_id_version"),
        ),
        sa.PrimaryKeyConstraint("id", "version", name=op.f("pk_published_copies")),
    )


def _translations() -> None:
    """The table `translations` and its indexes."""
    op.create_table(
        "translations",
        sa.Column("article", sa.Text(), nullable=False),
        sa.Column("article_version", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(length=35), nullable=False),
        sa.Column("record", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["article", "article_version"],
            ["article_versions.article", "article_versions.version"],
            name=op.f("fk_translations_article_article_version"),
        ),
        sa.PrimaryKeyConstraint(
            "article", "article_version", "language", name=op.f("pk_translations")
        ),
    )
    op.create_index(
        "ix_translations_newest",
        "translations",
        ["article", "language", "article_version"],
        unique=False,
    )
