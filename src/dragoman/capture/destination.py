"""A URL taken apart once, strictly: the host that is judged is the host that is dialled.

URL parsers disagree about what is odd, so what is odd is refused instead of guessed.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address
from urllib.parse import quote, urljoin

from yarl import URL

# Ports on which publishers serve web pages; others (mail, databases) only on opened networks.
WEB_PORTS = frozenset({80, 443, 8000, 8008, 8080, 8443, 8888})
MAX_URL = 4096  # characters; longer ones are refused by most servers anyway
# Names that only mean something on a local network (RFC 6761, 6762, 8375; ICANN's .internal).
_LOCAL_SUFFIXES = ("localhost", "local", "internal", "intranet", "lan", "home", "home.arpa", "corp")

_FORM = re.compile(r"(?P<scheme>[A-Za-z][A-Za-z0-9+.-]*):(?://(?P<authority>[^/?#]*)(?P<rest>.*))?")
_HOST = re.compile(
    r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?(?:\.[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?)*"
)
# "http:host/" and "http:///host/": parsers disagree on whether these are relative.
_HALF_ABSOLUTE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:(?!//[^/\\])")
_NUMBER = re.compile(r"(?:0[xX][0-9a-fA-F]*|[0-9]+)")
_SAFE_IN_PATH = "/?:@!$&'()*+,;=-._~%"


@dataclass(frozen=True, slots=True, kw_only=True)
class Destination:
    """Where a request goes. `host` is lower-case ASCII; `local_name` marks names of local nets."""

    scheme: str
    host: str
    port: int
    target: str
    is_literal: bool = False
    local_name: bool = False

    @property
    def origin(self) -> str:
        """Scheme, host and port as they are written in a URL."""
        shown = f"[{self.host}]" if ":" in self.host else self.host
        usual = {"http": 80, "https": 443}[self.scheme]
        return f"{self.scheme}://{shown}" + ("" if self.port == usual else f":{self.port}")

    @property
    def url(self) -> str:
        """The whole URL, without a fragment."""
        return self.origin + self.target

    @property
    def request_url(self) -> URL:
        """The URL for the HTTP client, taken over byte by byte."""
        return URL(self.url, encoded=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class BadDestination:
    """Why a URL leads nowhere; `private` when it points at a local name or address form."""

    reason: str
    private: bool = False


def parse_destination(url: str) -> Destination | BadDestination:
    """Take a URL apart. Only http and https, no user names, no look-alike hosts."""
    text = url.strip(" \t\r\n\f")
    if len(text) > MAX_URL:
        return BadDestination(reason=f"the URL has {len(text)} characters, more than {MAX_URL}")
    if any(ord(character) < 0x20 or ord(character) == 0x7F for character in text):
        return BadDestination(reason="the URL contains a control character")
    if "\\" in text:
        return BadDestination(reason="the URL contains a backslash, which parsers read differently")
    form = _FORM.fullmatch(text)
    if form is None:
        return BadDestination(reason="the URL has no scheme; write it with https:// in front")
    scheme = form["scheme"].lower()
    if scheme not in ("http", "https"):
        return BadDestination(reason=f'the scheme "{scheme[:20]}" is not http or https')
    if not form["authority"]:
        return BadDestination(reason="the URL names no host")
    return _with_authority(scheme, form["authority"], form["rest"] or "")


def _with_authority(scheme: str, authority: str, rest: str) -> Destination | BadDestination:
    """Second half of `parse_destination`: host, port and target."""
    if "@" in authority:
        return BadDestination(reason="the URL carries a user name or password", private=True)
    bracketed = re.fullmatch(r"\[([^\]]*)\](?::(\d*))?", authority)
    if bracketed:
        raw_host, raw_port = bracketed[1], bracketed[2] or ""
    else:
        raw_host, _, raw_port = authority.partition(":")
    if raw_port and not (raw_port.isascii() and raw_port.isdigit() and 0 < int(raw_port) < 65536):
        return BadDestination(reason=f'"{raw_port[:20]}" is not a port')
    port = int(raw_port) if raw_port else {"http": 80, "https": 443}[scheme]
    target = _target(rest)
    if bracketed:
        return _literal6(scheme, raw_host, port, target)
    host = _ascii_host(raw_host)
    if isinstance(host, BadDestination):
        return host
    if _NUMBER.fullmatch(host.rpartition(".")[2]):
        return _literal4(scheme, host, port, target)
    local = "." not in host or any(host.endswith(f".{suffix}") for suffix in _LOCAL_SUFFIXES)
    return Destination(scheme=scheme, host=host, port=port, target=target, local_name=local)


def _target(rest: str) -> str:
    """Path and query, percent-encoded, without the fragment."""
    path = rest.partition("#")[0]
    path = path if path.startswith("/") else "/" + path
    path = re.sub(r"%(?![0-9A-Fa-f]{2})", "%25", path)
    return quote(path, safe=_SAFE_IN_PATH, errors="replace")


def _ascii_host(raw: str) -> str | BadDestination:
    """The host in lower-case ASCII. Look-alikes of digits, letters and dots are refused."""
    host = raw.lower().removesuffix(".")
    if not host.isascii():
        compatible = unicodedata.normalize("NFKC", host)
        if compatible != unicodedata.normalize("NFC", host) or "\u3002" in host:
            return BadDestination(
                reason=f'the host "{raw[:60]}" is written in look-alike characters', private=True
            )
        try:
            host = (URL.build(scheme="http", host=host).raw_host or "").lower()
        except (ValueError, UnicodeError):
            return BadDestination(reason=f'"{raw[:60]}" is not a host name')
    if len(host) > 253 or not _HOST.fullmatch(host) or not _reads_back(host):
        return BadDestination(reason=f'"{raw[:60]}" is not a host name')
    return host


def _reads_back(host: str) -> bool:
    """False for a host with a punycode label that stands for nothing, or for plain ASCII."""
    for label in host.split("."):
        if not label.startswith("xn--"):
            continue
        try:
            shown = label.encode("ascii").decode("idna")
        except UnicodeError:
            return False
        if shown.isascii() or unicodedata.normalize("NFKC", shown) != shown:
            return False
    return True


def _literal4(scheme: str, host: str, port: int, target: str) -> Destination | BadDestination:
    """A host that ends in a number must be an IPv4 address in its usual form."""
    try:
        address = IPv4Address(host)
    except ValueError:
        return BadDestination(
            reason=f'"{host[:60]}" is a number in an unusual form, not a host name', private=True
        )
    return Destination(scheme=scheme, host=str(address), port=port, target=target, is_literal=True)


def _literal6(scheme: str, host: str, port: int, target: str) -> Destination | BadDestination:
    """A bracketed IPv6 address without a zone."""
    try:
        address = IPv6Address(host)
    except ValueError:
        return BadDestination(reason=f'"[{host[:60]}]" is not an IPv6 address', private=True)
    if address.scope_id:
        return BadDestination(reason=f'"[{host[:60]}]" names a zone of a local link', private=True)
    return Destination(scheme=scheme, host=str(address), port=port, target=target, is_literal=True)


def join_location(destination: Destination, location: str) -> str:
    """The absolute URL of a `Location` header, or "" when it leads nowhere."""
    text = location.strip()
    if not text or _HALF_ABSOLUTE.match(text):
        return ""
    try:
        return urljoin(destination.url, text)
    except ValueError:
        return ""
