"""The reading site as an ASGI application: static, read-only, safe by its headers."""

from __future__ import annotations

import ipaddress
from pathlib import Path
from urllib.parse import quote, urlsplit

from starlette.applications import Starlette
from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Mount
from starlette.types import Receive, Scope, Send

from dragoman.web.shelf import Shelf, Volume

# The same policy as in the pages, and that no other site may put them into a frame.
SAFE_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; "
        "form-action 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "interest-cohort=(), geolocation=(), camera=(), microphone=()",
}
# A page may be taken back at any moment, so it is asked for again each time (a 304 costs nothing);
# the sheet carries its digest in its address.
ASK_AGAIN = "no-cache"
FOREVER = "public, max-age=31536000, immutable"


def site_app(site: Path, *, address: str, any_host: bool = False) -> Starlette:
    """The application that serves the files under `site`.

    Requests must name this machine or the host of `address` (the public root URL, "" while there
    is none), so that no foreign page can reach a loopback server under a name of its own;
    `any_host` drops that for servers that the world may reach anyway.
    """
    return Starlette(routes=[Mount("/", app=_Site(Shelf(site), address, any_host=any_host))])


class _Site:
    """Answers GET and HEAD for files; says 404, 410, 405, 421 where that is the truth."""

    def __init__(self, shelf: Shelf, address: str, *, any_host: bool) -> None:
        self._shelf = shelf
        self._own_host = (urlsplit(address).hostname or "").lower()
        self._any_host = any_host

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http":
            return
        await self._answer(scope)(scope, receive, send)

    def _answer(self, scope: Scope) -> Response:
        """The response to a request, with the safe headers on every one."""
        headers = Headers(scope=scope)
        if not self._any_host and not self._knows(headers.get("host", "")):
            return _plain(421, "This server does not answer to that host name.")
        if scope["method"] not in ("GET", "HEAD"):
            return _plain(405, "Only reading is possible here.", {"Allow": "GET, HEAD"})
        path: str = scope["path"]
        parts = tuple(path.split("/")[1:])
        if parts and not parts[-1]:
            volume = self._shelf.find((*parts[:-1], "index.html"))
        else:
            volume = self._shelf.find(parts)
            if volume is None and self._shelf.is_folder(parts):
                steps = "/".join(quote(part, safe="-._~") for part in parts)
                root = scope.get("root_path", "")
                return _plain(308, "", {"Location": f"{root}/{steps}/"})
        if volume is None:
            return self._missing(headers)
        return _volume(volume, headers, scope, 410 if volume.gone else 200)

    def _missing(self, headers: Headers) -> Response:
        """The house's own 404 page, a bare sentence while there is none."""
        page = self._shelf.find(("404.html",))
        if page is None:
            return _plain(404, "There is no page at this address.")
        return _volume(page, headers, {"query_string": b""}, 404)

    def _knows(self, host: str) -> bool:
        """True for this machine's own names and for the host of the house's address."""
        try:
            name = (urlsplit(f"//{host}").hostname or "").lower().rstrip(".")
        except ValueError:
            return False
        if not name or name == self._own_host:
            return bool(name)
        return is_loopback(name)


def is_loopback(host: str) -> bool:
    """True for `localhost`, names under it, and loopback addresses."""
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def _volume(volume: Volume, headers: Headers, scope: Scope, status: int) -> Response:
    """A file as a response: 304 when the reader has it already, packed when it may be."""
    packed = bool(volume.packed) and _takes_gzip(headers.get("accept-encoding", ""))
    etag = f'{volume.etag[:-1]}-gz"' if packed else volume.etag
    sent = {
        **SAFE_HEADERS,
        "ETag": etag,
        "Vary": "Accept-Encoding",
        "Cache-Control": FOREVER
        if volume.media_type.startswith("text/css") and scope["query_string"].startswith(b"v=")
        else ASK_AGAIN,
    }
    if status == 200 and _matches(headers.get("if-none-match", ""), etag):
        return Response(status_code=304, headers=sent)
    if packed:
        sent["Content-Encoding"] = "gzip"
    return Response(
        volume.packed if packed else volume.body,
        status_code=status,
        headers={**sent, "Content-Type": volume.media_type},
    )


def _plain(status: int, text: str, headers: dict[str, str] | None = None) -> Response:
    """A short answer in words."""
    return PlainTextResponse(
        text,
        status_code=status,
        headers={**SAFE_HEADERS, "Cache-Control": ASK_AGAIN, **(headers or {})},
    )


def _matches(asked: str, etag: str) -> bool:
    """True when an If-None-Match names the tag (weak comparison, RFC 9110 section 13.1.2)."""
    if not asked:
        return False
    tags = [tag.strip().removeprefix("W/") for tag in asked.split(",")]
    return "*" in tags or etag in tags


def _takes_gzip(accepted: str) -> bool:
    """True when an Accept-Encoding names gzip and does not rule it out."""
    for one in accepted.lower().split(","):
        name, _, weight = one.partition(";")
        if name.strip() == "gzip":
            return weight.strip().replace(" ", "") not in ("q=0", "q=0.0", "q=0.00", "q=0.000")
    return False
