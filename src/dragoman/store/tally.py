"""Counting without scanning: every change of a stage moves one from one number to another."""

from __future__ import annotations

import zlib
from collections.abc import Mapping

from sqlalchemy import Connection, func, select

from dragoman.store.schema import tallies
from dragoman.store.upsert import add_to

SHARDS = 16


def move(
    connection: Connection, kind: str, language: str, subject: str, before: str, after: str
) -> None:
    """`subject` went from stage `before` ("": it is new) to `after`."""
    if before == after:
        return
    shard = zlib.crc32(subject.encode("utf-8", "replace")) % SHARDS
    for stage, n in ((before, -1), (after, 1)):
        if stage:
            key = {"kind": kind, "language": language, "stage": stage, "shard": shard}
            add_to(connection, tallies, key, "n", n)


def change(connection: Connection, kind: str, n: int) -> None:
    """Of a kind that has no stages there are `n` more (or fewer)."""
    if n:
        key = {"kind": kind, "language": "", "stage": "kept", "shard": 0}
        add_to(connection, tallies, key, "n", n)


def counted(connection: Connection, kind: str) -> Mapping[str, dict[str, int]]:
    """Language ("" where there is none) to stage to number; zeros are left out."""
    query = (
        select(tallies.c.language, tallies.c.stage, func.sum(tallies.c.n))
        .where(tallies.c.kind == kind)
        .group_by(tallies.c.language, tallies.c.stage)
    )
    found: dict[str, dict[str, int]] = {}
    for language, stage, n in connection.execute(query):
        if n:
            found.setdefault(language, {})[stage] = int(n)
    return found
