"""A small website on loopback made of one function from request to answer.

In: a function `Request -> Answer`. Out: a running HTTP server with ETag, Last-Modified and 304.
"""

from __future__ import annotations

import hashlib
import socket
import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self
from urllib.parse import urlsplit

from dragoman.errors import UsageError, WorldError

IDLE_S = 30.0
"""Seconds after which a silent connection is closed; ours, longer than any pause of a reader."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What a client asked: method, path without query, query, headers with lower-case names."""

    method: str
    path: str
    query: str
    headers: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the site says. `last_modified` is an aware datetime or None; the ETag is the body's."""

    status: int = 200
    body: bytes = b""
    media_type: str = "text/html; charset=utf-8"
    headers: tuple[tuple[str, str], ...] = ()
    last_modified: datetime | None = None

    @property
    def etag(self) -> str:
        """A strong validator: the beginning of the body's SHA-256, in quotation marks."""
        return f'"{hashlib.sha256(self.body).hexdigest()[:32]}"'


Site = Callable[[Request], Answer]


class LoopbackServer:
    """Serves `site` on 127.0.0.1 until it is closed; a context manager.

    `port` 0 means any free one. A site that raises is answered with 500 and the error's name, and
    the server goes on. Raises `WorldError` when the port is taken, `UsageError` when the address is
    asked for before the start.
    """

    def __init__(self, site: Site, *, port: int = 0) -> None:
        self._site = site
        self._port = port
        self._server: _Server | None = None
        self._thread: threading.Thread | None = None
        self._requests: list[Request] = []
        self._lock = threading.Lock()

    @property
    def port(self) -> int:
        """The port that it listens on."""
        if self._server is None:
            raise UsageError("this server is not running: use it in a with statement")
        return int(self._server.server_address[1])

    @property
    def url(self) -> str:
        """Its address without a slash at the end, such as http://127.0.0.1:40123."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def requests(self) -> tuple[Request, ...]:
        """Every request so far, oldest first."""
        with self._lock:
            return tuple(self._requests)

    def __enter__(self) -> Self:
        try:
            self._server = _Server(("127.0.0.1", self._port), self._answer)
        except OSError as error:
            raise WorldError(
                f"port {self._port} of this machine cannot be used ({error.strerror}): "
                "choose another port, or 0 for any free one"
            ) from error
        self._thread = threading.Thread(
            target=self._server.serve_forever, args=(0.05,), name="sample-server", daemon=True
        )
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Stop listening and end every open connection; a second call does nothing."""
        server, thread = self._server, self._thread
        self._server = self._thread = None
        if server is None or thread is None:
            return
        server.shutdown()
        thread.join()
        server.hang_up()
        server.server_close()

    def _answer(self, request: Request) -> Answer:
        with self._lock:
            self._requests.append(request)
        try:
            answer = self._site(request)
        except Exception as error:  # noqa: BLE001 - a broken site is an answer too: 500
            body = f"500: {type(error).__name__}\n".encode()
            return Answer(status=500, body=body, media_type="text/plain; charset=utf-8")
        return _not_modified(request, answer) or answer


def _not_modified(request: Request, answer: Answer) -> Answer | None:
    """304 where the client's copy is current (RFC 9110, 13.2.2: If-None-Match goes first)."""
    if answer.status != 200 or request.method not in {"GET", "HEAD"}:
        return None
    wanted = request.headers.get("if-none-match")
    if wanted is not None:
        tags = {tag.strip().removeprefix("W/") for tag in wanted.split(",")}
        current = answer.etag in tags or "*" in tags
    else:
        current = _unchanged_since(request.headers.get("if-modified-since"), answer.last_modified)
    if not current:
        return None
    headers = (*answer.headers, ("ETag", answer.etag))
    return Answer(status=304, headers=headers, last_modified=answer.last_modified)


def _unchanged_since(given: str | None, last_modified: datetime | None) -> bool:
    if given is None or last_modified is None:
        return False
    try:
        since = parsedate_to_datetime(given)
    except ValueError:
        return False
    if since.tzinfo is None:
        since = since.replace(tzinfo=UTC)
    return last_modified.replace(microsecond=0) <= since


class _Server(ThreadingHTTPServer):
    """Keeps its open connections, so that closing it ends them and waits for their threads."""

    daemon_threads = False
    block_on_close = True
    request_queue_size = 64

    def __init__(self, address: tuple[str, int], answer: Site) -> None:
        self.answer = answer
        self._open: set[socket.socket] = set()
        self._open_lock = threading.Lock()
        super().__init__(address, _Connection)

    def get_request(self) -> tuple[socket.socket, Any]:
        """Take a connection and remember it."""
        connection, address = super().get_request()
        with self._open_lock:
            self._open.add(connection)
        return connection, address

    def shutdown_request(self, request: Any) -> None:
        """Forget a connection and close it."""
        with self._open_lock:
            self._open.discard(request)
        super().shutdown_request(request)

    def hang_up(self) -> None:
        """End every open connection; their threads see the end of the stream."""
        with self._open_lock:
            still_open = tuple(self._open)
        for connection in still_open:
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that went away is nobody's error; the standard server would print it."""


class _Connection(BaseHTTPRequestHandler):
    """One connection: reads requests, writes answers, keeps the line open between them."""

    protocol_version = "HTTP/1.1"
    server_version = "dragoman-sample"
    sys_version = ""
    timeout = IDLE_S
    server: _Server

    def do_GET(self) -> None:
        """Answer a GET."""
        self._write(self.server.answer(self._request()))

    do_HEAD = do_GET  # noqa: N815 - the name is the standard library's

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - as in the base class
        """Say nothing: `LoopbackServer.requests` is the log."""

    def _request(self) -> Request:
        parts = urlsplit(self.path)
        return Request(
            method=self.command,
            path=parts.path,
            query=parts.query,
            headers={name.lower(): value for name, value in self.headers.items()},
        )

    def _write(self, answer: Answer) -> None:
        self.send_response(answer.status)
        if answer.status != 304:
            self.send_header("Content-Type", answer.media_type)
            self.send_header("Content-Length", str(len(answer.body)))
        if answer.status == 200:
            self.send_header("ETag", answer.etag)
        if answer.last_modified is not None:
            when = format_datetime(answer.last_modified.astimezone(UTC), usegmt=True)
            self.send_header("Last-Modified", when)
        for name, value in answer.headers:
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD" and answer.status != 304:
            self.wfile.write(answer.body)
