"""Bodies are decoded piece by piece, so that a bomb is cut at the cap and never unpacked."""

from __future__ import annotations

import zlib
from typing import Protocol

import zstandard

_PIECE = 64 * 1024  # bytes decoded at a time


class BodyTooLargeError(Exception):
    """The body passed its cap; the message says which."""


class BodyBrokenError(Exception):
    """The body does not decode; the message says why."""


class _Decoder(Protocol):
    """Feeds wire bytes, yields decoded bytes up to `room`."""

    def feed(self, piece: bytes, room: int) -> bytes:
        """Decoded bytes of `piece`, at least `room` + 1 when there are more than `room`."""

    def ended(self) -> bool:
        """True when the coding came to its own end."""


class _Plain:
    def feed(self, piece: bytes, room: int) -> bytes:
        return piece[: room + 1]

    def ended(self) -> bool:
        return True


class _Zlib:
    """gzip and deflate; `deflate` is zlib by the standard and raw by the habit of some servers."""

    def __init__(self, coding: str) -> None:
        self._coding = coding
        self._engine = zlib.decompressobj(wbits=31 if coding == "gzip" else 15)
        self._begun = False
        self._plain = False

    def feed(self, piece: bytes, room: int) -> bytes:
        if not self._begun and piece:
            self._begun = True
            if self._coding == "gzip" and not piece.startswith(b"\x1f"):
                self._plain = True  # says gzip, sends plain text: common enough to be read
            elif self._coding == "deflate" and piece[0] & 0x0F != 8:
                self._engine = zlib.decompressobj(wbits=-15)
        if self._plain:
            return piece[: room + 1]
        out = bytearray()
        waiting = piece
        while waiting and len(out) <= room:
            if self._engine.eof:
                if self._coding != "gzip" or not waiting.startswith(b"\x1f\x8b"):
                    break  # what follows the end of the stream is not part of the answer
                self._engine = zlib.decompressobj(wbits=31)  # gzip files may be joined together
            out += self._engine.decompress(waiting, min(_PIECE, room + 1 - len(out)))
            waiting = self._engine.unused_data or self._engine.unconsumed_tail
        return bytes(out)

    def ended(self) -> bool:
        return self._plain or not self._begun or self._engine.eof


class _Zstd:
    """zstd; one piece of at most 64 KiB can unpack to a lot, so input is fed in small steps."""

    _STEP = 256

    def __init__(self) -> None:
        self._engine = zstandard.ZstdDecompressor(max_window_size=8 * 1024 * 1024).decompressobj()
        self._begun = False

    def feed(self, piece: bytes, room: int) -> bytes:
        out = bytearray()
        for start in range(0, len(piece), self._STEP):
            if len(out) > room or self._engine.eof:
                break
            self._begun = True
            out += self._engine.decompress(piece[start : start + self._STEP])
        return bytes(out)

    def ended(self) -> bool:
        return not self._begun or self._engine.eof


class BodyReader:
    """Collects one body under two caps, both in bytes: on the wire and decoded.

    With `cut` a body over the cap is cut there instead of refused (robots.txt is read so).
    """

    def __init__(self, coding: str, *, max_wire: int, max_bytes: int, cut: bool = False) -> None:
        self._decoder = _decoder(coding)
        self._coding = coding
        self._max_wire = max_wire
        self._max_bytes = max_bytes
        self._cut = cut
        self._wire = 0
        self._body = bytearray()

    def feed(self, piece: bytes) -> bool:
        """Take a piece off the wire; False when enough was read.

        Raises `BodyTooLargeError` over a cap and `BodyBrokenError` where the coding is broken.
        """
        self._wire += len(piece)
        if self._wire > self._max_wire:
            return self._over(f"more than {self._max_wire:,} bytes came over the wire")
        try:
            self._body += self._decoder.feed(piece, self._max_bytes - len(self._body))
        except (zlib.error, zstandard.ZstdError) as error:
            raise BodyBrokenError(f"the {self._coding} coding is broken: {error}") from error
        if len(self._body) > self._max_bytes:
            return self._over(f"the decoded body passes {self._max_bytes:,} bytes")
        return True

    def finish(self) -> bytes:
        """The whole body. Raises `BodyBrokenError` when its coding stopped before its end."""
        if not self._cut and not self._decoder.ended():
            raise BodyBrokenError(f"the {self._coding} data stops before its end")
        return bytes(self._body)

    def _over(self, reason: str) -> bool:
        if not self._cut:
            raise BodyTooLargeError(reason)
        del self._body[self._max_bytes :]
        return False


def coding_of(header: str) -> str:
    """One content coding out of a `Content-Encoding` header; raises `BodyBrokenError` for more.

    Two codings on top of each other are how the worst bombs are built and no publisher needs them.
    """
    names = [name.strip().lower() for name in header.split(",")]
    names = [name.removeprefix("x-") for name in names if name and name != "identity"]
    if len(names) > 1:
        raise BodyBrokenError(f"{len(names)} codings are stacked ({header[:60]}); only one is read")
    name = names[0] if names else ""
    if name not in ("", "gzip", "deflate", "zstd"):
        raise BodyBrokenError(f'the content coding "{name[:30]}" was not asked for and is not read')
    return name


def _decoder(coding: str) -> _Decoder:
    if coding == "zstd":
        return _Zstd()
    return _Zlib(coding) if coding else _Plain()
