"""Writing rows that may stand already, in one statement and in both dialects.

Statements are built once for each table and set of columns: building one costs several times what
running it does.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import postgresql, sqlite

Insert = postgresql.Insert | sqlite.Insert


def _insert(dialect: str, table: Table) -> Insert:
    """An INSERT of this dialect (both spell ON CONFLICT alike)."""
    return postgresql.insert(table) if dialect == "postgresql" else sqlite.insert(table)


@cache
def _putting(dialect: str, table: Table, names: tuple[str, ...]) -> Insert:
    """INSERT of these columns that replaces all but the key where the key stands."""
    keys = [column.name for column in table.primary_key]
    statement = _insert(dialect, table)
    rest = {name: statement.excluded[name] for name in names if name not in keys}
    return statement.on_conflict_do_update(index_elements=keys, set_=rest)


@cache
def _adding_once(dialect: str, table: Table) -> Insert:
    """INSERT that leaves what stands."""
    return _insert(dialect, table).on_conflict_do_nothing()


@cache
def _adding_up(dialect: str, table: Table, keys: tuple[str, ...], name: str) -> Insert:
    """INSERT that adds to a number where the key stands."""
    statement = _insert(dialect, table)
    summed = {name: table.c[name] + statement.excluded[name]}
    return statement.on_conflict_do_update(index_elements=list(keys), set_=summed)


def put_row(connection: Connection, table: Table, row: Mapping[str, Any]) -> None:
    """Insert `row`, or replace the columns it names where its primary key stands already."""
    statement = _putting(connection.dialect.name, table, tuple(row))
    connection.execute(statement, dict(row))


def add_row_once(connection: Connection, table: Table, row: Mapping[str, Any]) -> bool:
    """Insert `row` unless it would stand twice; True when it is new."""
    statement = _adding_once(connection.dialect.name, table)
    return connection.execute(statement, dict(row)).rowcount > 0


def add_rows_once(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> int:
    """Insert the rows that do not stand already; how many were new."""
    if not rows:
        return 0
    statement = _adding_once(connection.dialect.name, table)
    return connection.execute(statement, [dict(row) for row in rows]).rowcount


def add_to(connection: Connection, table: Table, key: Mapping[str, Any], name: str, n: int) -> None:
    """Add `n` to the number in column `name` of the row with `key`, made with `n` if absent."""
    statement = _adding_up(connection.dialect.name, table, tuple(key), name)
    connection.execute(statement, {**key, name: n})
