"""Writing rows that may stand already, in one statement and in both dialects."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import postgresql, sqlite


def _insert(connection: Connection, table: Table) -> postgresql.Insert | sqlite.Insert:
    """An INSERT of this connection's dialect (both spell ON CONFLICT alike)."""
    if connection.dialect.name == "postgresql":
        return postgresql.insert(table)
    return sqlite.insert(table)


def put_row(connection: Connection, table: Table, row: Mapping[str, Any]) -> None:
    """Insert `row`, or replace the columns it names where its primary key stands already."""
    keys = [column.name for column in table.primary_key]
    statement = _insert(connection, table)
    rest = {name: statement.excluded[name] for name in row if name not in keys}
    connection.execute(statement.on_conflict_do_update(index_elements=keys, set_=rest), dict(row))


def add_row_once(connection: Connection, table: Table, row: Mapping[str, Any]) -> bool:
    """Insert `row` unless it would stand twice; True when it is new."""
    statement = _insert(connection, table).on_conflict_do_nothing()
    return connection.execute(statement, dict(row)).rowcount > 0


def add_rows_once(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert the rows that do not stand already."""
    if rows:
        statement = _insert(connection, table).on_conflict_do_nothing()
        connection.execute(statement, [dict(row) for row in rows])


def add_to(connection: Connection, table: Table, key: Mapping[str, Any], name: str, n: int) -> None:
    """Add `n` to the number in column `name` of the row with `key`, made with `n` if absent."""
    statement = _insert(connection, table)
    summed = {name: table.c[name] + statement.excluded[name]}
    connection.execute(
        statement.on_conflict_do_update(index_elements=list(key), set_=summed), {**key, name: n}
    )
