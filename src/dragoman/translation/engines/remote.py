"""Asking an engine that runs as a server of its own: JSON over HTTP, bounded in time and size."""

from __future__ import annotations

import http.client
import ipaddress
import json
import re
import time
from collections.abc import Callable, Mapping
from contextlib import closing
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

import dragoman
from dragoman.errors import UsageError

MOST_BYTES = 8 << 20
"""The longest answer that is read; a translated batch of 20 sentences has some 10 kB."""

PATIENCE_S = 20.0
"""The longest that a server's `Retry-After` is waited for; what asks for more, fails."""

TRIES = 3
BUSY = frozenset({429, 502, 503, 504})
"""Answers that may be otherwise a moment later (RFC 9110 and RFC 6585)."""


class RemoteError(Exception):
    """A server gave no usable answer; the message is one line that says why.

    `status` is the HTTP status, 0 where there was none.
    """

    def __init__(self, reason: str, status: int = 0) -> None:
        super().__init__(" ".join(reason.split()))
        self.status = status


class RemoteServer:
    """One server at a fixed address. Thread-safe: every question has a connection of its own.

    `address` is http or https with a host and perhaps a path; `name` is used in messages; `headers`
    go with every question (a key is one: over plain http it is refused unless the server is on
    this machine). `timeout_s` bounds a whole exchange. Redirects are not followed and proxies of
    the environment not used: the text goes to the named host and nowhere else. `wait` is slept
    with. Raises `UsageError` for an address that cannot be one.
    """

    def __init__(
        self,
        address: str,
        name: str,
        *,
        headers: Mapping[str, str] | None = None,
        timeout_s: float = 60.0,
        wait: Callable[[float], None] = time.sleep,
    ) -> None:
        parts = urlsplit(address if "://" in address else f"http://{address}")
        try:
            port = parts.port
        except ValueError as error:
            raise UsageError(f"engine {name}: {address}: {error}") from error
        if parts.scheme not in ("http", "https") or not parts.hostname or parts.username:
            raise UsageError(
                f"engine {name}: {address}: write an address such as http://127.0.0.1:5000"
            )
        self.name = name
        self.host = parts.hostname
        self.is_here = is_loopback(parts.hostname)
        self._port, self._path = port, parts.path.rstrip("/")
        self._dial = http.client.HTTPSConnection if parts.scheme == "https" else _plain
        self._headers = {"User-Agent": f"dragoman/{dragoman.__version__}"} | dict(headers or {})
        self._timeout_s, self._wait = timeout_s, wait
        if parts.scheme == "http" and not self.is_here and "Authorization" in self._headers:
            raise UsageError(f"engine {name}: {address}: a key needs https, or anyone can read it")

    @property
    def is_secure(self) -> bool:
        """True when nobody on the way can read what is sent."""
        return self.is_here or self._dial is http.client.HTTPSConnection

    def get(self, path: str, timeout_s: float | None = None) -> Any:
        """The JSON answer to a GET. Raises `RemoteError`."""
        return self._ask("GET", path, b"", "", timeout_s)

    def post_form(self, path: str, fields: Mapping[str, str]) -> Any:
        """The JSON answer to a form. Raises `RemoteError`."""
        body = urlencode(_writable(dict(fields)), quote_via=quote).encode("ascii")
        return self._ask("POST", path, body, "application/x-www-form-urlencoded")

    def post_json(self, path: str, value: Mapping[str, object]) -> Any:
        """The JSON answer to a JSON document. Raises `RemoteError`."""
        body = json.dumps(_writable(value), ensure_ascii=False).encode("utf-8")
        return self._ask("POST", path, body, "application/json")

    def _ask(
        self, method: str, path: str, body: bytes, kind: str, timeout_s: float | None = None
    ) -> Any:
        """One question, asked up to three times while the server says that it is busy."""
        for attempt in range(1, TRIES + 1):
            status, wait_s, answer = self._exchange(method, path, body, kind, timeout_s)
            if status not in BUSY or attempt == TRIES or wait_s > PATIENCE_S:
                break
            self._wait(wait_s or float(2**attempt))
        if 300 <= status < 400:
            raise RemoteError(f"{self.name} answers with a redirect ({status})", status)
        said = _read_json(answer)
        if status >= 400:
            more = f", and asks to wait {wait_s:.0f} seconds" if wait_s > PATIENCE_S else ""
            reason = f"{self.name} answers {status}{more}: {_complaint(said, answer)}"
            raise RemoteError(reason.rstrip(": "), status)
        if said is None:
            raise RemoteError(f"{self.name} answers with something that is no JSON", status)
        return said

    def _exchange(
        self, method: str, path: str, body: bytes, kind: str, timeout_s: float | None
    ) -> tuple[int, float, bytes]:
        """Status, seconds that the server asks to wait, and body."""
        seconds = timeout_s or self._timeout_s
        deadline = time.monotonic() + seconds
        line = self._dial(self.host, self._port, timeout=seconds)
        try:
            headers = self._headers | ({"Content-Type": kind} if kind else {})
            line.request(method, self._path + path, body=body or None, headers=headers)
            read = bytearray()
            with closing(line.getresponse()) as answer:
                # read1 gives what has come: a server that drips cannot outwait the deadline.
                while chunk := answer.read1(1 << 16):
                    read += chunk
                    if len(read) > MOST_BYTES:
                        most = MOST_BYTES >> 20
                        raise RemoteError(f"{self.name} answers with more than {most} MB", 200)
                    if time.monotonic() > deadline:
                        raise TimeoutError
                return answer.status, _seconds(answer.getheader("Retry-After")), bytes(read)
        except TimeoutError as error:
            raise RemoteError(f"{self.name} gave no answer within {seconds:.0f} seconds") from error
        except (OSError, http.client.HTTPException) as error:
            why = getattr(error, "strerror", "") or str(error) or type(error).__name__
            raise RemoteError(f"{self.name} cannot be reached at {self.host}: {why}") from error
        finally:
            line.close()


def is_loopback(host: str) -> bool:
    """True for names and addresses of this machine itself."""
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _plain(host: str, port: int | None, *, timeout: float) -> http.client.HTTPConnection:
    """A connection without encryption."""
    return http.client.HTTPConnection(host, port, timeout=timeout)


def _seconds(retry_after: str | None) -> float:
    """The seconds of a `Retry-After` header; 0 without one. A date asks for longer than we wait."""
    if not retry_after:
        return 0.0
    plain = retry_after.strip()
    return float(plain) if re.fullmatch(r"\d{1,9}", plain) else PATIENCE_S + 1


def _read_json(body: bytes) -> Any:
    """The document in `body`, None when there is none."""
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        return None


def _complaint(said: Any, body: bytes) -> str:
    """What a server says went wrong, from the shapes that engines use, cut to a line."""
    if isinstance(said, dict):
        for key in ("error", "explanation", "message", "detail"):
            value = said.get(key)
            if isinstance(value, dict):
                value = value.get("message")
            if isinstance(value, str) and value.strip():
                return value.strip()[:200]
    text = body.decode("utf-8", "replace").strip()
    return "" if text.startswith("<") else text[:200]


def _writable(value: Any) -> Any:
    """The same without surrogates, which no encoding of the network can hold."""
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode("utf-8")
    if isinstance(value, dict):
        return {key: _writable(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_writable(one) for one in value]
    return value
