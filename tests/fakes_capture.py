"""Fakes for tests of capture: a raw server, a fake resolver, a log of every dial."""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import Self

from dragoman.capture import Fetched, Fetcher, FetchRequest
from dragoman.records import Miss

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
AGENT = "dragoman/0.1 (+https://wire.example/contact)"
NOT_FOUND = b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
PAGE = b"<!DOCTYPE html><html><head><title>A page</title></head><body><p>Text.</p></body></html>"

Reply = bytes | Callable[[socket.socket], None]


def answer(
    body: bytes = PAGE, *headers: str, status: str = "200 OK", kind: str = "text/html"
) -> bytes:
    """A whole HTTP answer."""
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", "Connection: close", *headers]
    if kind:
        lines.append(f"Content-Type: {kind}")
    return "\r\n".join(lines).encode("latin-1") + b"\r\n\r\n" + body


def redirect(location: str, status: str = "302 Found") -> bytes:
    """A redirect."""
    return answer(b"", f"Location: {location}", status=status, kind="")


def begun(head: bytes, piece: bytes = b"", pause: float = 0.05) -> Reply:
    """Sends a head, then drips pieces until the other side has gone."""

    def send(connection: socket.socket) -> None:
        connection.sendall(head)
        connection.settimeout(pause)
        for _ in range(200):
            with contextlib.suppress(TimeoutError):
                if not connection.recv(100):
                    return
            connection.sendall(piece)

    return send


SILENT: Reply = begun(b"")


class RawServer:
    """Answers each path with the bytes it is told, whatever they are; 404 for others."""

    def __init__(self, replies: dict[str, Reply] | None = None, *, host: str = "127.0.0.1") -> None:
        self.replies: dict[str, Reply] = dict(replies or {})
        self.heads: list[str] = []
        self.at: list[float] = []
        self._socket = socket.create_server((host, 0))
        self.host, self.port = self._socket.getsockname()[:2]
        self._ending = threading.Event()
        self._threads: list[threading.Thread] = []

    @property
    def origin(self) -> str:
        return f"http://{self.host}:{self.port}"

    @property
    def paths(self) -> list[str]:
        return [head.split(" ")[1] for head in self.heads]

    def __enter__(self) -> Self:
        self._start(self._accept)
        return self

    def __exit__(self, *_: object) -> None:
        self._ending.set()
        with contextlib.suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()
        for thread in self._threads:
            thread.join(5)

    def _start(self, work: Callable[..., None], *arguments: object) -> None:
        thread = threading.Thread(target=work, args=arguments, daemon=True)
        self._threads.append(thread)
        thread.start()

    def _accept(self) -> None:
        while True:
            try:
                connection, _ = self._socket.accept()
            except OSError:
                return
            self._start(self._serve, connection)

    def _serve(self, connection: socket.socket) -> None:
        with connection, contextlib.suppress(OSError):
            connection.settimeout(10)
            head = b""
            while b"\r\n\r\n" not in head:
                piece = connection.recv(4096)
                if not piece:
                    return
                head += piece
            text = head.decode("latin-1")
            self.at.append(time.monotonic())
            self.heads.append(text)
            reply = self.replies.get(text.split(" ")[1], NOT_FOUND)
            if callable(reply):
                reply(connection)
            else:
                connection.sendall(reply)


class FakeClock:
    """Wall-clock time that moves only when it is told."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now

    def advance(self, **step: float) -> None:
        self.now += timedelta(**step)


class FakeResolver:
    """Knows some names; names that never answer hang until `release`."""

    def __init__(self, names: dict[str, Sequence[str]], silent: Sequence[str] = ()) -> None:
        self.names = names
        self.silent = frozenset(silent)
        self.asked: list[str] = []
        self._released = threading.Event()

    def __call__(self, host: str) -> Sequence[str]:
        self.asked.append(host)
        if host in self.silent:
            self._released.wait(20)
        if host not in self.names:
            raise OSError(f"{host} is not known")
        return self.names[host]

    def release(self) -> None:
        self._released.set()


class DialLog:
    """Every connection that this process tries to open while it is watched.

    Dials to hosts that are not allowed are noted and fail, so nothing leaves the machine.
    """

    def __init__(self) -> None:
        self.dialled: list[str] = []

    @contextlib.contextmanager
    def watch(self, *allowed: str) -> Iterator[DialLog]:
        self.dialled.clear()
        real = socket.socket.connect

        def connect(sock: socket.socket, address: tuple[object, ...]) -> None:
            if str(address[0]) in allowed:
                real(sock, address)
                return
            self.dialled.append(str(address[0]))
            raise ConnectionRefusedError("the dial log lets nothing out")

        socket.socket.connect = connect  # type: ignore[method-assign, assignment]
        try:
            yield self
        finally:
            socket.socket.connect = real  # type: ignore[method-assign]


DIALS = DialLog()


def local_fetcher(**changes: object) -> Fetcher:
    """A fetcher for servers on loopback, quick and without pauses."""
    settings: dict[str, object] = {
        "user_agent": AGENT,
        "clock": lambda: NOW,
        "allow_private": ("127.0.0.0/8",),
        "timeout_s": 5.0,
        "delay_s": 0.0,
        **changes,
    }
    return Fetcher(**settings)  # type: ignore[arg-type]


def fetch_once(replies: dict[str, Reply], path: str = "/", **changes: object) -> Fetched | Miss:
    """Fetch one path from a raw server with these replies."""
    accept = changes.pop("accept", "page")
    with RawServer(replies) as server, local_fetcher(**changes) as fetcher:
        return fetcher.fetch(FetchRequest(url=server.origin + path, accept=accept))  # type: ignore[arg-type]
