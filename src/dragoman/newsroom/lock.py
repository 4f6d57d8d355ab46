"""The lock of a newsroom: one process takes in and publishes, others may read and decide.

It is a lock on a file, not the database's lock, so that it ends with the process that held it,
however that process ends.
"""

from __future__ import annotations

import fcntl
import os
from pathlib import Path
from types import TracebackType
from typing import Self

from dragoman.errors import WorldError


class NewsroomLock:
    """A context manager that holds `folder/newsroom.lock`, which names the holder's process.

    Raises `WorldError` when another process holds it.
    """

    def __init__(self, folder: Path) -> None:
        """Prepare the lock; nothing is taken yet."""
        self._path = folder / "newsroom.lock"
        self._file: int | None = None

    def __enter__(self) -> Self:
        """Take the lock or say who holds it."""
        try:
            self._file = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o644)
        except OSError as error:
            raise WorldError(
                f"{self._path} cannot be written ({error.strerror}): give this user the right to "
                "write in the newsroom's folder"
            ) from error
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            holder = os.read(self._file, 32).decode("ascii", "replace").strip() or "unknown"
            os.close(self._file)
            self._file = None
            raise WorldError(
                f"{self._path.parent} is in use by process {holder}: stop it first "
                "(short decisions such as withdraw and fix work beside it)"
            ) from error
        os.ftruncate(self._file, 0)
        os.pwrite(self._file, f"{os.getpid()}\n".encode("ascii"), 0)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Let go."""
        if self._file is not None:
            os.close(self._file)
            self._file = None
