"""What can go wrong on a publisher's server, on purpose."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass

from aiohttp import web

HUGE = 50 * 1024 * 1024  # bytes of a huge body


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One fault. Of the switches at most one is set; a plain `status` answers with that status.

    `times` is how often it happens before the page is well again (0: always). `hang` is in
    seconds, `cut` says after how many bytes the connection breaks off, `retry_after` is the header.
    """

    status: int = 0
    hang: float = 0.0
    cut: int = 0
    redirect_loop: bool = False
    redirect_to: str = ""
    wrong_type: str = ""
    huge: bool = False
    charset_lie: str = ""
    empty: bool = False
    retry_after: str = ""
    times: int = 0


async def faulty_answer(
    fault: Fault, request: web.Request, body: bytes, media_type: str
) -> web.StreamResponse:
    """Answer a request in the way of the fault."""
    if fault.hang:
        await asyncio.sleep(fault.hang)
    if fault.redirect_loop:
        here = request.path
        there = here.removesuffix("/round") if here.endswith("/round") else f"{here}/round"
        return web.Response(status=302, headers={"Location": there})
    if fault.redirect_to:
        return web.Response(status=302, headers={"Location": fault.redirect_to})
    if fault.huge:
        return await _stream(request, _much(), media_type)
    if fault.cut:
        return await _cut(request, body, fault.cut, media_type)
    headers = {"Content-Type": media_type}
    if fault.retry_after:
        headers["Retry-After"] = fault.retry_after
    if fault.status:
        return web.Response(status=fault.status, body=b"", headers=headers)
    if fault.wrong_type:
        headers["Content-Type"] = fault.wrong_type
    if fault.charset_lie:
        headers["Content-Type"] = f"{media_type.partition(';')[0]}; charset={fault.charset_lie}"
    return web.Response(body=b"" if fault.empty else body, headers=headers)


async def _much() -> AsyncIterator[bytes]:
    """A page that does not end for `HUGE` bytes."""
    yield b"<!DOCTYPE html><html><body><article>"
    piece = b"<p>" + b"This page is far too long. " * 2400 + b"</p>"
    sent = 0
    while sent < HUGE:
        yield piece
        sent += len(piece)


async def _stream(
    request: web.Request, pieces: AsyncIterator[bytes], media_type: str
) -> web.StreamResponse:
    response = web.StreamResponse(headers={"Content-Type": media_type})
    await response.prepare(request)
    try:
        async for piece in pieces:
            await response.write(piece)
    except ConnectionError:
        return response  # the reader had enough, which is what this is for
    await response.write_eof()
    return response


async def _cut(
    request: web.Request, body: bytes, after: int, media_type: str
) -> web.StreamResponse:
    """Announce the whole body, send `after` bytes of it and break off."""
    response = web.StreamResponse(
        headers={"Content-Type": media_type, "Content-Length": str(max(len(body), after + 1))}
    )
    await response.prepare(request)
    await response.write(body[:after])
    if request.transport is not None:
        request.transport.close()
    return response
