"""Transactions: each thread has at most one, and every shelf used inside joins it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine

from dragoman.errors import WorldError
from dragoman.store.connection import WRITES


class Transactions:
    """Hands out connections of `engine`: the thread's transaction if one is open, else a new one.

    SQLite has one writer at a time. Threads of this process queue for a lock of our own first,
    which is fair, and only its holder waits for writers of other processes.
    """

    def __init__(self, engine: Engine, *, where: str, patience_s: float) -> None:
        """Nothing is opened yet. `patience_s`: seconds to wait for another writer."""
        self._engine = engine
        self._where = where
        self._patience_s = patience_s
        self._pen = threading.Lock() if engine.dialect.name == "sqlite" else None
        self._thread = threading.local()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection to read from: one consistent view for the length of the block."""
        joined = self._joined()
        if joined is not None:
            yield joined
            return
        with self._engine.connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A connection to write with: committed at the end, rolled back by any error."""
        joined = self._joined()
        if joined is not None:
            yield joined
            return
        afterwards: dict[str, Callable[[], None]] = {}
        with self._held_pen(), self._engine.connect() as connection:
            writer = connection.execution_options(**{WRITES: True})
            with writer.begin():
                self._thread.connection, self._thread.afterwards = writer, afterwards
                try:
                    yield writer
                finally:
                    self._thread.connection = None
        for act in afterwards.values():
            act()

    @contextmanager
    def together(self) -> Iterator[None]:
        """Everything inside is kept or nothing; inside another one, a part that can fail alone."""
        joined = self._joined()
        if joined is None:
            with self.writing():
                yield
            return
        with joined.begin_nested():
            yield

    def after_commit(self, name: str, act: Callable[[], None]) -> None:
        """Call `act` once (for each `name`) when the open transaction is committed."""
        self._thread.afterwards[name] = act

    def _joined(self) -> Connection | None:
        """This thread's open transaction."""
        joined: Connection | None = getattr(self._thread, "connection", None)
        return joined

    @contextmanager
    def _held_pen(self) -> Iterator[None]:
        """Hold this process's right to write; raises `WorldError` after the patience is over."""
        if self._pen is None:
            yield
            return
        if not self._pen.acquire(timeout=self._patience_s):
            raise WorldError(
                f"{self._where} was being written by another thread for {self._patience_s:g} "
                "seconds: do long work outside transactions"
            )
        try:
            yield
        finally:
            self._pen.release()
