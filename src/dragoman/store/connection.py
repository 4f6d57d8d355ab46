"""Connections: one engine for each store, set up for durability before anything else."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, exc
from sqlalchemy.engine import URL, ExceptionContext, make_url
from sqlalchemy.pool import QueuePool

from dragoman.errors import UsageError, WorldError
from dragoman.store.trouble import complaint

# The journal is cut back to this size after a checkpoint, so that one large transaction does not
# leave a large file behind (bytes).
JOURNAL_LIMIT = 64 * 1024 * 1024

WRITES = "dragoman_writes"  # execution option: this transaction will write


def connect(database_url: str, *, patience_s: float) -> tuple[Engine, str]:
    """An engine for `database_url` and the name of the database for people.

    `patience_s` is how long to wait for a lock, in seconds. Raises `UsageError` for an address
    that is none, `WorldError` when the folder of a SQLite file cannot be made. Nothing is opened
    yet.
    """
    url = _parsed(database_url)
    if url.get_backend_name() == "sqlite":
        where = str(_file_of(url))
        engine = create_engine(
            url,
            poolclass=QueuePool,
            pool_size=8,
            max_overflow=-1,
            connect_args={"check_same_thread": False, "timeout": patience_s},
        )
        event.listen(engine, "connect", _set_up_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    else:
        where = url.render_as_string(hide_password=True)
        try:
            engine = create_engine(url, pool_size=8, max_overflow=-1, pool_pre_ping=True)
        except ModuleNotFoundError as error:
            raise UsageError(
                f"{where} needs the Python package {error.name}: install it beside dragoman"
            ) from error
    event.listen(engine, "handle_error", _explaining(where))
    return engine, where


def _parsed(database_url: str) -> URL:
    """The address in parts; only file databases of SQLite and PostgreSQL are known."""
    try:
        url = make_url(database_url)
    except exc.ArgumentError as error:
        raise UsageError(
            "the database address cannot be read: write sqlite:///store/newsroom.db or "
            "postgresql://user@host/name"
        ) from error
    backend = url.get_backend_name()
    if backend == "postgresql":
        return url.set(drivername="postgresql+psycopg") if url.drivername == backend else url
    if backend != "sqlite":
        raise UsageError(
            f"{backend} is not a database that dragoman knows: use sqlite:///FILE or postgresql://"
        )
    if not url.database or url.database == ":memory:":
        raise UsageError("a store needs a file: write sqlite:///store/newsroom.db")
    return url


def _file_of(url: URL) -> Path:
    """The file of a SQLite address; its folder is made."""
    path = Path(url.database or "")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise WorldError(
            f"{path.parent} cannot be made ({error.strerror}): choose another folder or give this "
            "user the right to write there"
        ) from error
    return path


def _set_up_sqlite(connection: Any, _record: object) -> None:
    """Durable, checked and concurrent: what every new connection is told first.

    `synchronous=FULL` makes a commit survive a power cut (NORMAL may lose the last ones in WAL
    mode); WAL lets readers read while one writes.
    """
    connection.isolation_level = None  # transactions begin where we say, not where the driver does
    cursor = connection.cursor()
    try:
        if cursor.execute("PRAGMA journal_mode").fetchone() != ("wal",):
            cursor.execute("PRAGMA journal_mode = WAL")
        cursor.execute("PRAGMA synchronous = FULL")
        cursor.execute("PRAGMA foreign_keys = ON")
        cursor.execute(f"PRAGMA journal_size_limit = {JOURNAL_LIMIT}")
    finally:
        cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    """Begin; a writer takes the lock at once, so that it can never fail to upgrade half-way."""
    writes = connection.get_execution_options().get(WRITES, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _explaining(where: str) -> Any:
    """A listener that raises our sentence in place of a driver's error."""

    def explain(context: ExceptionContext) -> None:
        """Raise the sentence for people, if there is one."""
        error = context.sqlalchemy_exception or context.original_exception
        ours = complaint(error, where)
        if ours is not None:
            raise ours from context.original_exception

    return explain
