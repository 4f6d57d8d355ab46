"""The shelf: files of the site, looked up safely and kept at hand while they do not change."""

from __future__ import annotations

import gzip
import hashlib
import os
import stat
from collections import OrderedDict
from dataclasses import dataclass
from pathlib import Path
from threading import Lock

TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".atom": "application/atom+xml; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".xml": "application/xml; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".webp": "image/webp",
    ".ico": "image/x-icon",
}
UNKNOWN_TYPE = "application/octet-stream"
# How the edition marks a page or a file of a withdrawn dispatch, and how far to look for it.
GONE_MARKS = (b'<meta name="dragoman-status" content="410">', b'{"gone":true,')
GONE_WITHIN = 400
# What is kept in memory: bytes in all, and the longest file that is kept or compressed.
SHELF_BYTES = 64_000_000
LONGEST_KEPT = 2_000_000
SHORTEST_COMPRESSED = 1_000


@dataclass(frozen=True, slots=True)
class Volume:
    """One file ready to be sent. `packed` is gzip of `body`, b"" where it does not pay."""

    body: bytes
    packed: bytes
    media_type: str
    etag: str
    gone: bool
    stamp: tuple[int, int, int]


class Shelf:
    """Reads files under `site`. Thread-safe; a changed file is read anew at once."""

    def __init__(self, site: Path) -> None:
        self._site = site
        self._root = os.path.realpath(site)
        self._kept: OrderedDict[str, Volume] = OrderedDict()
        self._size = 0
        self._lock = Lock()

    def find(self, parts: tuple[str, ...]) -> Volume | None:
        """The file at a path of plain steps; None when there is no such public file."""
        path = self.place(parts)
        if path is None:
            return None
        try:
            found = Path(path).stat()
        except OSError:
            return None
        if not stat.S_ISREG(found.st_mode):
            return None
        stamp = (found.st_mtime_ns, found.st_size, found.st_ino)
        with self._lock:
            kept = self._kept.get(path)
            if kept is not None and kept.stamp == stamp:
                self._kept.move_to_end(path)
                return kept
        return self._read(path, stamp)

    def is_folder(self, parts: tuple[str, ...]) -> bool:
        """True when the path names a folder with a first page."""
        path = self.place((*parts, "index.html"))
        return path is not None and Path(path).is_file()

    def place(self, parts: tuple[str, ...]) -> str | None:
        """The real path of some steps, None when a step is hidden or leads out of the site."""
        for part in parts:
            hidden = part.startswith(".") and part != ".well-known"
            if not part or hidden or "\x00" in part or "/" in part or "\\" in part:
                return None
            if len(part.encode("utf-8", "surrogatepass")) > 255:
                return None
        path = os.path.realpath(os.path.join(self._root, *parts))  # noqa: PTH118  hot path
        inside = path == self._root or path.startswith(self._root + os.sep)
        return path if inside else None

    def _read(self, path: str, stamp: tuple[int, int, int]) -> Volume | None:
        """Read, mark and keep one file."""
        try:
            body = Path(path).read_bytes()
        except OSError:
            return None
        media_type = TYPES.get(Path(path).suffix.lower(), UNKNOWN_TYPE)
        volume = Volume(
            body=body,
            packed=_packed(body, media_type),
            media_type=media_type,
            etag=f'"{hashlib.sha256(body).hexdigest()[:24]}"',
            gone=any(mark in body[:GONE_WITHIN] for mark in GONE_MARKS),
            stamp=stamp,
        )
        if len(body) <= LONGEST_KEPT:
            self._keep(path, volume)
        return volume

    def _keep(self, path: str, volume: Volume) -> None:
        """Put a file on the shelf; what was not asked for longest makes room."""
        with self._lock:
            old = self._kept.pop(path, None)
            self._size += _weight(volume) - (_weight(old) if old else 0)
            self._kept[path] = volume
            while self._size > SHELF_BYTES:
                _, dropped = self._kept.popitem(last=False)
                self._size -= _weight(dropped)


def _weight(volume: Volume) -> int:
    """Bytes that a kept file holds."""
    return len(volume.body) + len(volume.packed)


def _packed(body: bytes, media_type: str) -> bytes:
    """The body compressed, where that saves something and does not take long."""
    if not SHORTEST_COMPRESSED <= len(body) <= LONGEST_KEPT or media_type.startswith("image/"):
        return b""
    packed = gzip.compress(body, 6, mtime=0)
    return packed if len(packed) < len(body) else b""
