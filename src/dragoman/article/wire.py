"""How reader and child talk: length-prefixed frames over pipes, records as JSON."""

from __future__ import annotations

import struct
from dataclasses import replace
from typing import BinaryIO

import msgspec

from dragoman.article.request import ReadRequest
from dragoman.records import Article, Unreadable

_LENGTHS = struct.Struct("!II")
MAX_FRAME = 256 * 1024 * 1024
"""Bytes of one part of a frame; anything longer is a broken pipe, not a page."""


class Answer(msgspec.Struct, forbid_unknown_fields=True):
    """What comes back: an article, or why there is none."""

    article: Article | None = None
    unreadable: Unreadable | None = None


def write_request(stream: BinaryIO, request: ReadRequest) -> None:
    """Send one request; the body travels as it is beside the JSON."""
    _write(stream, msgspec.json.encode(replace(request, body=b"")), request.body)


def read_request(stream: BinaryIO) -> ReadRequest | None:
    """The next request, None at the end of the stream."""
    frame = _read(stream)
    if frame is None:
        return None
    return replace(msgspec.json.decode(frame[0], type=ReadRequest), body=frame[1])


def write_answer(stream: BinaryIO, result: Article | Unreadable) -> None:
    """Send one result."""
    answer = Answer(article=result) if isinstance(result, Article) else Answer(unreadable=result)
    _write(stream, msgspec.json.encode(answer), b"")


def decode_answer(payload: bytes) -> Article | Unreadable:
    """The result in one answer; raises `msgspec.MsgspecError` for what is none."""
    answer = msgspec.json.decode(payload, type=Answer)
    result = answer.article or answer.unreadable
    if result is None:
        raise msgspec.ValidationError("an answer without article and without reason")
    return result


def _write(stream: BinaryIO, head: bytes, body: bytes) -> None:
    stream.write(_LENGTHS.pack(len(head), len(body)) + head + body)
    stream.flush()


def _read(stream: BinaryIO) -> tuple[bytes, bytes] | None:
    prefix = stream.read(_LENGTHS.size)
    if len(prefix) < _LENGTHS.size:
        return None
    head, body = _LENGTHS.unpack(prefix)
    if max(head, body) > MAX_FRAME:
        return None
    first, second = stream.read(head), stream.read(body)
    return (first, second) if len(first) == head and len(second) == body else None
