"""Addresses as listings give them, made fit to be kept: absolute, http(s), without followers."""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from importlib.resources import files
from urllib.parse import urljoin

MAX_URL = 4096  # characters; longer ones are no addresses of articles

_WHITE = re.compile(r"[\t\r\n]")
_PARTS = re.compile(r"(https?)://([^/?#]*)([^?#]*)(?:\?([^#]*))?(?:#.*)?", re.IGNORECASE)
_HOST = re.compile(r"(?:\[[0-9a-f:.]+\]|[^\s<>\"'\\^`{|}\[\]%]+?)(?::\d{1,5})?", re.IGNORECASE)


def clean_url(url: str, base: str = "") -> str:
    """The address to keep for `url` as written on a page at `base`; "" when it is none.

    Relative addresses are resolved; fragments, tracking parameters, default ports and line breaks
    go; scheme and host become lower-case. Anything but http and https gives "".
    """
    text = _WHITE.sub("", url).strip()
    if not text or len(text) > MAX_URL or any(ord(c) < 0x20 or ord(c) == 0x7F for c in text):
        return ""
    if base and not re.match(r"https?://", text, re.IGNORECASE):
        try:
            text = urljoin(base, text)
        except ValueError:
            return ""
    parts = _PARTS.fullmatch(text)
    if parts is None:
        return ""
    scheme, authority, path, query = parts[1].lower(), parts[2], parts[3], parts[4]
    if "@" in authority or not _HOST.fullmatch(authority):
        return ""
    host = _without_usual_port(scheme, authority.lower())
    kept = _untracked(query) if query else ""
    path = (path or "/").replace(" ", "%20").replace("\\", "%5C")
    return f"{scheme}://{host}{path}" + (f"?{kept}" if kept else "")


def host_of(url: str) -> str:
    """The host of an http(s) address without port and "www."; "" when it has none."""
    parts = _PARTS.fullmatch(url.strip())
    if parts is None:
        return ""
    host = parts[2].rpartition("@")[2].lower()
    host = re.sub(r":\d*$", "", host) if not host.endswith("]") else host
    return host.removeprefix("www.").removesuffix(".")


def path_of(url: str) -> str:
    """The path of an http(s) address, "/" when it has none."""
    parts = _PARTS.fullmatch(url.strip())
    return (parts[3] if parts else "") or "/"


def same_site(one: str, other: str) -> bool:
    """True when two addresses have the same host or one's host lies under the other's."""
    first, second = host_of(one), host_of(other)
    if not first or not second:
        return False
    return first == second or first.endswith("." + second) or second.endswith("." + first)


def _without_usual_port(scheme: str, authority: str) -> str:
    usual = ":443" if scheme == "https" else ":80"
    return authority.removesuffix(usual)


def _untracked(query: str) -> str:
    """The query without parameters that follow readers around; order and spelling are kept."""
    prefixes, names = _followers()
    kept = []
    for part in query.split("&"):
        name = part.partition("=")[0].lower()
        if part and name not in names and not name.startswith(prefixes):
            kept.append(part)
    return "&".join(kept).replace(" ", "%20")


@lru_cache(maxsize=1)
def _followers() -> tuple[tuple[str, ...], frozenset[str]]:
    """Prefixes and names out of `tracking.toml`."""
    text = files("dragoman.publishers").joinpath("tracking.toml").read_text(encoding="utf-8")
    table = tomllib.loads(text)
    return tuple(table["prefixes"]), frozenset(table["names"])
