"""Bringing a database up to this version's tables: only when due, all at once or not at all."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text

from dragoman.errors import WorldError
from dragoman.store.connection import WRITES
from dragoman.store.schema import REVISION

# The key of PostgreSQL's advisory lock that lets one process at a time upgrade ("upgrades").
_UPGRADE_LOCK = int.from_bytes(b"upgrades", "big") >> 1


def bring_up_to_date(engine: Engine, where: str) -> None:
    """Make or upgrade the tables if they are not those of `REVISION`.

    Raises `WorldError` when the database was made by a newer dragoman or belongs to another
    program; it is not touched then.
    """
    with engine.connect() as connection:
        if _revision(connection) == REVISION:
            return
    with engine.connect() as plain:
        connection = plain.execution_options(**{WRITES: True})
        with connection.begin():
            if connection.dialect.name == "postgresql":
                connection.execute(
                    text("SELECT pg_advisory_xact_lock(:key)"), {"key": _UPGRADE_LOCK}
                )
            _upgrade(connection, where)


def _upgrade(connection: Connection, where: str) -> None:
    """Upgrade inside a transaction that holds the lock (another process may have just done it)."""
    found = _revision(connection)
    if found == REVISION:
        return
    if found is None and inspect(connection).get_table_names():
        raise WorldError(f"{where} is a database of another program: give dragoman one of its own")
    # Alembic takes a tenth of a second to import and is not needed on an ordinary start.
    from alembic import command
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    folder = str(Path(__file__).parent / "migrations").replace("%", "%%")
    config.set_main_option("script_location", folder)
    config.set_main_option("path_separator", "os")
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    if found is not None and found not in known:
        raise WorldError(
            f"{where} was made by a newer version of dragoman (its tables: {found}, ours: "
            f"{REVISION}): upgrade dragoman, or restore a backup made by this version"
        )
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def _revision(connection: Connection) -> str | None:
    """The revision of the tables, None when there are none of ours."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return None if found is None else str(found)
