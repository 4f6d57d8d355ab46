"""Bytes to characters: which encoding a listing is really in, whatever it says."""

from __future__ import annotations

import codecs
import gzip
import io
import re
import zlib

MAX_UNPACKED = 50 * 1024 * 1024  # bytes; the sitemap protocol's own cap for one sitemap

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_BARE_STARTS = (
    (b"<\x00\x00\x00", "utf-32-le"),
    (b"\x00\x00\x00<", "utf-32-be"),
    (b"<\x00", "utf-16-le"),
    (b"\x00<", "utf-16-be"),
)
_DECLARED = re.compile(rb"^\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9._:-]{1,40})[\"']")
_META = re.compile(
    rb"<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*([A-Za-z0-9._:-]{1,40})", re.IGNORECASE
)
_HEADER = re.compile(r"charset\s*=\s*[\"']?([A-Za-z0-9._:+-]{1,40})", re.IGNORECASE)
# Names that browsers read as a larger set (WHATWG Encoding Standard).
_WIDER = {
    "iso-8859-1": "cp1252", "latin1": "cp1252", "latin-1": "cp1252", "us-ascii": "cp1252",
    "ascii": "cp1252", "iso8859-1": "cp1252", "gb2312": "gb18030", "gbk": "gb18030",
    "shift_jis": "cp932", "shift-jis": "cp932", "x-sjis": "cp932", "euc-kr": "cp949",
    "iso-8859-9": "cp1254", "tis-620": "cp874", "big5": "big5hkscs",
}  # fmt: skip
_SEVEN_BIT = frozenset({"iso2022_jp", "hz", "iso2022_kr"})


def unpacked(body: bytes) -> tuple[bytes, str]:
    """(the body without gzip, a problem sentence or ""). Sitemaps come as `.xml.gz` files."""
    if not body.startswith(b"\x1f\x8b"):
        return body, ""
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(body)) as stream:
            out = stream.read(MAX_UNPACKED + 1)
    except (OSError, EOFError, zlib.error) as error:
        return _salvaged(body), f"its gzip data is broken ({error}); only the beginning was read."
    if len(out) > MAX_UNPACKED:
        return out[
            :MAX_UNPACKED
        ], f"it unpacks to more than {MAX_UNPACKED:,} bytes; it was cut there."
    return out, ""


def to_text(body: bytes, media_type: str = "") -> str:
    """The characters of `body`. `media_type` may be a whole Content-Type header.

    A byte order mark wins; bytes that are valid UTF-8 are UTF-8 whatever is declared; then come the
    header, the declaration inside and, last, Windows-1252. Characters that XML forbids go.
    """
    return _XML_FORBIDS.sub("", _decoded(body, media_type))


_XML_FORBIDS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def _decoded(body: bytes, media_type: str) -> str:
    for mark, name in _BOMS:
        if body.startswith(mark):
            return body[len(mark) :].decode(name, "replace")
    for start, name in _BARE_STARTS:
        if body.startswith(start):
            return body.decode(name, "replace")
    header = _HEADER.search(media_type)
    inside = _DECLARED.search(body[:400]) or _META.search(body[:4096])
    named = [header[1] if header else "", inside[1].decode("ascii") if inside else ""]
    codecs_named = [name for name in map(_codec, named) if name]
    for name in codecs_named:
        if (name in _SEVEN_BIT and b"\x1b" in body) or (name == "hz" and b"~{" in body):
            return body.decode(name, "replace")
    for name in ["utf-8", *codecs_named]:
        try:
            return body.decode(name)
        except (UnicodeError, ValueError):
            continue
    return _least_damaged(body, [*codecs_named, "utf-8", "cp1252"])


def _least_damaged(body: bytes, names: list[str]) -> str:
    """What fits nowhere, in the encoding that leaves the fewest holes; the first of equals."""
    texts = [body.decode(name, "replace") for name in dict.fromkeys(names)]
    beyond_ascii = sum(character > "\x7f" for character in texts[0])
    if texts[0].count("\ufffd") * 2 < beyond_ascii:
        return texts[0]  # a few bad bytes in a text that is otherwise what it says
    return min(texts, key=lambda text: text.count("\ufffd"))


def _codec(name: str) -> str:
    """The Python codec of a charset name; "" for names that are none, or no text."""
    name = _WIDER.get(name.strip().lower(), name.strip().lower())
    try:
        found = codecs.lookup(name)
    except (LookupError, ValueError):
        return ""
    if not getattr(found, "_is_text_encoding", True) or found.name.startswith(
        ("utf-16", "utf-32", "utf-7", "idna", "punycode", "unicode", "raw", "mbcs", "undefined")
    ):
        return ""
    return found.name


def _salvaged(body: bytes) -> bytes:
    """What a broken gzip file gives before it breaks."""
    engine = zlib.decompressobj(wbits=31)
    out = bytearray()
    for start in range(0, len(body), 1024):
        try:
            out += engine.decompress(body[start : start + 1024], MAX_UNPACKED)
        except zlib.error:
            break
        if len(out) > MAX_UNPACKED:
            break
    return bytes(out[:MAX_UNPACKED])
