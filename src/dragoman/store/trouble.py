"""What a database complains about, in sentences that say what, where and what to do."""

from __future__ import annotations

from sqlalchemy import exc

from dragoman.errors import DragomanError, UsageError, WorldError

# SQLite's primary result codes (sqlite.org/rescode.html) that the world, not a program, causes.
_SQLITE: dict[str, str] = {
    "SQLITE_BUSY": "is locked by another process: wait for it or stop it, then try again",
    "SQLITE_LOCKED": "is locked by another process: wait for it or stop it, then try again",
    "SQLITE_READONLY": "cannot be written: give this user the right to write the file and its "
    "folder, or mount the disk writable",
    "SQLITE_PERM": "cannot be used by this user: give this user the right to read and write it",
    "SQLITE_CANTOPEN": "cannot be opened: check that its folder exists and that this user may "
    "read and write there",
    "SQLITE_CORRUPT": "is damaged: stop the newsroom and restore the file from a backup",
    "SQLITE_NOTADB": "is not a database of dragoman: choose another file, or restore it from a "
    "backup",
    "SQLITE_FULL": "cannot grow, its disk is full: free some space, the work goes on by itself",
    "SQLITE_IOERR": "could not be read or written, its disk fails: check the disk and its cable, "
    "then run `dragoman verify`",
    "SQLITE_NOMEM": "did not get enough memory: close other programs or add memory",
    "SQLITE_TOOBIG": "refuses a record larger than SQLite's limit of 1 GB: quarantine the item",
}


def complaint(error: BaseException, where: str) -> DragomanError | None:
    """The error to raise instead of a database's `error`; None when it is not ours to explain.

    `where` names the database (a path, or an address without its password).
    """
    original = getattr(error, "orig", None) or error
    name = str(getattr(original, "sqlite_errorname", "") or "")
    for code, sentence in _SQLITE.items():
        if name == code or name.startswith(f"{code}_"):
            return WorldError(f"{where} {sentence} ({original})")
    if isinstance(error, exc.IntegrityError) or name.startswith("SQLITE_CONSTRAINT"):
        return UsageError(
            f"{where} refuses a record that refers to one not kept yet, or kept twice ({original}):"
            " keep the article and its version first"
        )
    if isinstance(error, exc.OperationalError | exc.InterfaceError) or name:
        return WorldError(
            f"{where} does not answer as it should ({original}): check that it runs and belongs "
            "to this version of dragoman"
        )
    return None
