"""Bytes by their SHA-256: what publishers sent, as they sent it (after content coding)."""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import secrets
from collections.abc import Iterator
from pathlib import Path

import zstandard

from dragoman.errors import WorldError

_DIGEST = re.compile(r"[0-9a-f]{64}")
LEVEL = 3  # zstandard's default: the knee between speed and size
ABANDONED_AFTER_S = 3600.0  # a temporary file this old (seconds) belongs to nobody any more


class Blobs:
    """A folder of compressed files `ab/cd/abcd....zst`; a file is whole or it is not there."""

    def __init__(self, folder: Path) -> None:
        """Make the folder if need be; raises `WorldError` when it cannot be written."""
        self._folder = folder
        self._unfinished = folder / "unfinished"
        try:
            self._unfinished.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise self._world_error(folder, error) from error

    def put(self, content: bytes) -> str:
        """Keep bytes and return their digest; whole on disk when it returns, damage is mended."""
        digest = hashlib.sha256(content).hexdigest()
        path = self._path(digest)
        if path.exists() and self.get(digest) is not None:
            return digest
        try:
            self._write(path, zstandard.compress(content, LEVEL))
        except OSError as error:
            raise self._world_error(path, error) from error
        return digest

    def get(self, sha256: str) -> bytes | None:
        """The bytes of that digest; None when they are not there or damaged (see `trouble`)."""
        return self._read(sha256)[0]

    def has(self, sha256: str) -> bool:
        """True when there is a file for that digest (without reading it)."""
        return _DIGEST.fullmatch(sha256) is not None and self._path(sha256).exists()

    def trouble(self, sha256: str) -> str:
        """A sentence about why these bytes cannot be given, "" when they can."""
        return self._read(sha256)[1]

    def remove(self, sha256: str) -> bool:
        """Delete the bytes for good (a legal removal); True when there were any."""
        if not self.has(sha256):
            return False
        path = self._path(sha256)
        try:
            path.unlink(missing_ok=True)
            _sync_folder(path.parent)
        except OSError as error:
            raise self._world_error(path, error) from error
        return True

    def digests(self) -> Iterator[str]:
        """All digests for which there is a file, in order."""
        for path in sorted(self._folder.glob("[0-9a-f][0-9a-f]")):
            for file in sorted(path.glob("[0-9a-f][0-9a-f]/*.zst")):
                if _DIGEST.fullmatch(file.stem):
                    yield file.stem

    def sweep(self) -> int:
        """Delete temporary files that killed processes left; how many there were."""
        mark = self._unfinished / f"mark-{secrets.token_hex(8)}"
        swept = 0
        try:
            mark.touch()
            now = mark.stat().st_mtime  # the disk's own clock, which may not be the machine's
            for file in self._unfinished.iterdir():
                with contextlib.suppress(FileNotFoundError):
                    if now - file.stat().st_mtime > ABANDONED_AFTER_S:
                        file.unlink()
                        swept += 1
            mark.unlink()
        except OSError as error:
            raise self._world_error(self._unfinished, error) from error
        return swept

    def _read(self, sha256: str) -> tuple[bytes | None, str]:
        """The bytes, or None and why not."""
        if _DIGEST.fullmatch(sha256) is None:
            return None, f"{sha256!r} is no SHA-256 in lower-case hexadecimal"
        path = self._path(sha256)
        try:
            content = zstandard.decompress(path.read_bytes())
        except FileNotFoundError:
            return None, f"{path} is missing: fetch the page again or restore it from a backup"
        except OSError as error:
            return None, f"{path} cannot be read ({error.strerror}): check the disk and its rights"
        except (zstandard.ZstdError, MemoryError) as error:
            return None, f"{path} is damaged ({error}): restore it from a backup"
        if hashlib.sha256(content).hexdigest() != sha256:
            return None, f"{path} is damaged (other bytes than its name says): restore it"
        return content, ""

    def _write(self, path: Path, content: bytes) -> None:
        """Write beside, sync, move into place, sync the folder: readers see all or nothing."""
        new_folders = [p for p in (path.parent, path.parent.parent) if not p.exists()]
        path.parent.mkdir(parents=True, exist_ok=True)
        beside = self._unfinished / f"{path.stem[:16]}-{os.getpid()}-{secrets.token_hex(8)}"
        try:
            with beside.open("xb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            beside.replace(path)
        except BaseException:
            with contextlib.suppress(OSError):
                beside.unlink(missing_ok=True)
            raise
        _sync_folder(path.parent)
        for folder in new_folders:
            _sync_folder(folder.parent)

    def _path(self, sha256: str) -> Path:
        """The file of a digest: 65,536 folders keep each small up to many millions of files."""
        return self._folder / sha256[:2] / sha256[2:4] / f"{sha256}.zst"

    def _world_error(self, path: Path, error: OSError) -> WorldError:
        """What the operator can do about a disk that refuses."""
        return WorldError(
            f"{path} cannot be written ({error.strerror}): free some space, or give this user the "
            "right to write there"
        )


def _sync_folder(folder: Path) -> None:
    """Make the names in a folder survive a power cut."""
    opened = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
