"""Records to bytes and back: msgspec JSON, compressed where that saves space."""

from __future__ import annotations

from typing import Any, TypeVar

import msgspec
import zstandard

from dragoman.errors import WorldError
from dragoman.store.columns import keepable

Record = TypeVar("Record")

# A translation with its alignments is 50-100 kB of JSON and shrinks to about a tenth; records
# below one page of SQLite gain nothing and stay readable in any database shell.
COMPRESS_FROM = 4096
LEVEL = 3  # zstandard's default: the knee between speed and size


class _Decoders(dict[type[Any], msgspec.json.Decoder[Any]]):
    """One decoder for each type of record; building one is expensive, using it is not."""

    def __missing__(self, kind: type[Any]) -> msgspec.json.Decoder[Any]:
        """Build the decoder of a type at its first use."""
        return self.setdefault(kind, msgspec.json.Decoder(kind))


_DECODERS = _Decoders()
_ENCODER = msgspec.json.Encoder()
_ZSTD_MAGIC = b"\x28\xb5\x2f\xfd"  # RFC 8878, 3.1.1; JSON never starts so


def encoded(record: object) -> bytes:
    """A record as bytes. Lone surrogates, which UTF-8 cannot hold, become U+FFFD."""
    try:
        raw = _ENCODER.encode(record)
    except UnicodeEncodeError:
        raw = _ENCODER.encode(_without_surrogates(msgspec.to_builtins(record)))
    return zstandard.compress(raw, LEVEL) if len(raw) >= COMPRESS_FROM else raw


def decoded(kind: type[Record], kept: bytes) -> Record:
    """The record of type `kind` in `kept`; raises `WorldError` when the bytes are damaged."""
    try:
        raw = zstandard.decompress(kept) if kept.startswith(_ZSTD_MAGIC) else kept
        record: Record = _DECODERS[kind].decode(raw)
    except (zstandard.ZstdError, msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise WorldError(
            f"a kept {kind.__name__.lower()} in the store is damaged ({error}): run "
            "`dragoman verify` and restore the store from a backup"
        ) from error
    return record


def _without_surrogates(value: Any) -> Any:
    """The same tree of lists and dicts with U+FFFD for lone surrogates in every string."""
    if isinstance(value, str):
        # NUL is fine in JSON, so only what UTF-8 refuses is replaced.
        return "\x00".join(keepable(part) for part in value.split("\x00"))
    if isinstance(value, dict):
        return {_without_surrogates(k): _without_surrogates(v) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [_without_surrogates(element) for element in value]
    return value
