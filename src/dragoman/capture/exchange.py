"""One request and its answer: caps, deadline, and every failure turned into a kind and a reason."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import aiohttp
from aiohttp import http_exceptions

from dragoman.capture.decoding import BodyBrokenError, BodyReader, BodyTooLargeError, coding_of
from dragoman.capture.destination import Destination
from dragoman.capture.dial import AddressRefusedError
from dragoman.records import MissKind

MAX_FIELD = 32 * 1024  # bytes of one header field; some security policies are long
_PIECE = 64 * 1024  # bytes taken off the wire at a time


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Caps of one exchange: bytes on the wire, bytes decoded, and whether to cut at the cap."""

    max_wire: int
    max_bytes: int
    cut: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """An answer as it came. Header names are lower-case; cookies are left out."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes = b""

    def header(self, name: str) -> str:
        """The first header of this name, or ""."""
        return next((value for key, value in self.headers if key == name), "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """Why there is no answer. `status` is set when the server had begun to answer."""

    kind: MissKind
    reason: str
    status: int | None = None


@dataclass(slots=True)
class Budget:
    """Seconds left for one fetch over all its hops; waiting for one's turn does not count."""

    left: float
    loop_time: Callable[[], float]
    _since: float = field(default=0.0)

    def start(self) -> float:
        """Seconds that the exchange that begins now may take."""
        self._since = self.loop_time()
        return max(self.left, 0.001)

    def stop(self) -> None:
        """Take off what the exchange has used."""
        self.left -= self.loop_time() - self._since


async def exchange(
    session: aiohttp.ClientSession,
    destination: Destination,
    headers: Mapping[str, str],
    limits: Limits,
    seconds: float,
    *,
    refuse_early: Callable[[str], str] = lambda _media_type: "",
) -> Answer | Failure:
    """Ask once, without following redirects, within `seconds`. Bodies are read for 2xx only.

    `refuse_early` gets the Content-Type header and gives a reason not to read the body, or "".
    """
    try:
        async with asyncio.timeout(seconds):
            return await _ask(session, destination, headers, limits, refuse_early)
    except TimeoutError:
        return Failure(
            kind=MissKind.TOO_SLOW, reason=f"no full answer within {seconds:.1f} seconds"
        )
    except BodyTooLargeError as error:
        return Failure(kind=MissKind.TOO_LARGE, reason=str(error), status=200)
    except BodyBrokenError as error:
        return Failure(kind=MissKind.BROKEN, reason=str(error), status=200)
    except (aiohttp.ClientError, http_exceptions.HttpProcessingError, OSError) as error:
        return explain_failure(error)
    except ValueError as error:
        return Failure(kind=MissKind.BROKEN, reason=f"the answer is not valid HTTP: {error}")


async def _ask(
    session: aiohttp.ClientSession,
    destination: Destination,
    headers: Mapping[str, str],
    limits: Limits,
    refuse_early: Callable[[str], str],
) -> Answer | Failure:
    """The exchange itself; raises what the client raises."""
    async with session.get(
        destination.request_url, headers=headers, allow_redirects=False
    ) as response:
        kept = tuple(
            (name.lower()[:200], value[:4000])
            for name, value in response.headers.items()
            if name.lower() not in ("set-cookie", "set-cookie2")
        )
        answer = Answer(status=response.status, headers=kept)
        if response.status != 200:
            response.close()  # the body of a redirect or an error page is nothing we read
            return answer
        reason = refuse_early(answer.header("content-type"))
        if reason:
            response.close()
            return Failure(kind=MissKind.WRONG_TYPE, reason=reason, status=response.status)
        length = response.content_length
        if length is not None and length > limits.max_wire and not limits.cut:
            response.close()
            raise BodyTooLargeError(
                f"it announces {length:,} bytes, the cap is {limits.max_wire:,}"
            )
        body = await _read(response, limits, coding_of(answer.header("content-encoding")))
        return Answer(status=response.status, headers=kept, body=body)


async def _read(response: aiohttp.ClientResponse, limits: Limits, coding: str) -> bytes:
    """The decoded body, piece by piece under its caps."""
    reader = BodyReader(
        coding, max_wire=limits.max_wire, max_bytes=limits.max_bytes, cut=limits.cut
    )
    try:
        async for piece in response.content.iter_chunked(_PIECE):
            if not reader.feed(piece):
                break
        else:
            return reader.finish()
    except (BodyTooLargeError, BodyBrokenError):
        response.close()
        raise
    response.close()
    return reader.finish()


def explain_failure(error: BaseException) -> Failure:
    """What an error of the client means."""
    chain = _chain(error)
    for link in chain:
        if isinstance(link, AddressRefusedError):
            return Failure(kind=MissKind.REFUSED_ADDRESS, reason=str(link))
    if any(isinstance(link, ssl.SSLError | ssl.CertificateError) for link in chain):
        return Failure(
            kind=MissKind.UNREACHABLE, reason=f"its TLS certificate or connection fails: {error}"
        )
    if isinstance(error, aiohttp.ClientConnectorDNSError):
        return Failure(kind=MissKind.UNREACHABLE, reason="its name has no address in the DNS")
    if isinstance(error, aiohttp.ClientConnectorError):
        why = error.os_error.strerror or str(error.os_error)
        return Failure(kind=MissKind.UNREACHABLE, reason=f"no connection: {why}")
    torn = any(_is_torn(link) for link in chain)
    if not torn and any(isinstance(link, http_exceptions.BadHttpMessage) for link in chain):
        return Failure(
            kind=MissKind.BROKEN, reason=f"the answer is not valid HTTP: {_short(error)}"
        )
    if isinstance(error, aiohttp.ClientPayloadError):
        return Failure(kind=MissKind.UNREACHABLE, reason="the connection broke off inside the body")
    if isinstance(error, aiohttp.ClientResponseError | aiohttp.InvalidURL):
        return Failure(
            kind=MissKind.BROKEN, reason=f"the answer is not valid HTTP: {_short(error)}"
        )
    if isinstance(error, aiohttp.ServerDisconnectedError):
        return Failure(
            kind=MissKind.UNREACHABLE, reason="the server closed the connection without an answer"
        )
    return Failure(kind=MissKind.UNREACHABLE, reason=f"the connection failed: {_short(error)}")


def _is_torn(error: BaseException) -> bool:
    """True for a body that stops before its announced end, by length or by chunks."""
    return isinstance(error, http_exceptions.ContentLengthError) or (
        isinstance(error, http_exceptions.TransferEncodingError) and "Not enough data" in str(error)
    )


def _chain(error: BaseException) -> list[BaseException]:
    """The error with everything that caused it."""
    found: list[BaseException] = []
    waiting: list[BaseException | None] = [error]
    while waiting and len(found) < 20:
        link = waiting.pop()
        if link is None or any(link is known for known in found):
            continue
        found.append(link)
        waiting += [link.__cause__, link.__context__, getattr(link, "os_error", None)]
    return found


def _short(error: BaseException) -> str:
    """An error's first line without the raw bytes that parsers like to print."""
    text = str(error).strip().splitlines()
    first = text[0] if text else type(error).__name__
    return first[:160]
