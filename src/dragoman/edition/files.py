"""Writing the site: whole files or none, and only those that changed."""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path, PurePosixPath

from dragoman.errors import UsageError, WorldError

# A file that is being written: hidden, beside the one it will replace. The server shows none of
# them, `remove_strays` sweeps those that a kill left behind.
STRAY = ".~dragoman-*.tmp"


def write_files(site: Path, files: Mapping[str, bytes]) -> int:
    """Write `files` (path from the site's root -> bytes) under `site`; how many had changed.

    Each file is written beside its place, flushed to disk and renamed, in the given order, so that
    a reader or a crash sees the old file or the new one. Raises `UsageError` for a path that leads
    out of the site, `WorldError` when the disk fails.
    """
    places = {_place(site, name): body for name, body in files.items()}
    changed = [(path, body) for path, body in places.items() if not _holds(path, body)]
    folders: dict[Path, None] = {}
    for path, body in changed:
        try:
            _replace(path, body)
        except OSError as error:
            raise WorldError(
                f"{path} cannot be written: {error.strerror or error}. "
                "Look at free space and rights of the site's folder, then run again"
            ) from error
        folders[path.parent] = None
    for folder in folders:
        _flush_folder(folder)
    return len(changed)


def remove_strays(site: Path) -> int:
    """Remove half-written files that a kill left behind; how many. Only while nobody writes."""
    removed = 0
    for path in site.rglob(STRAY):
        with suppress(OSError):
            path.unlink()
            removed += 1
    return removed


def _place(site: Path, name: str) -> Path:
    """Where a file belongs, never outside the site and never a hidden file."""
    parts = PurePosixPath(name).parts
    bad = not parts or name.startswith("/") or "\\" in name or "\x00" in name
    if bad or any(part.startswith(".") and part != ".well-known" for part in parts):
        raise UsageError(f"{name!r} is no path inside the site: use one such as en/a1/index.html")
    return site.joinpath(*parts)


def _holds(path: Path, body: bytes) -> bool:
    """True when the file is there and holds exactly `body`."""
    try:
        return path.stat().st_size == len(body) and path.read_bytes() == body
    except OSError:
        return False


def _replace(path: Path, body: bytes) -> None:
    """Put a new file in the place of the old one at once."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.parent / f"{STRAY.partition('*')[0]}{secrets.token_hex(8)}.tmp"
    try:
        with draft.open("xb") as stream:
            stream.write(body)
            stream.flush()
            os.fsync(stream.fileno())
        draft.replace(path)
    except BaseException:
        with suppress(OSError):
            draft.unlink()
        raise


def _flush_folder(folder: Path) -> None:
    """Flush a folder's entries, where the system can."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
