"""Bytes to text: which character encoding a page is really in, and what is no page at all."""

from __future__ import annotations

import codecs
import re

_SIGNATURES = (
    (b"%PDF-", "a PDF file"),
    (b"PK\x03\x04", "a ZIP archive (or an office document)"),
    (b"\x1f\x8b", "a gzip file"),
    (b"\x28\xb5\x2f\xfd", "a Zstandard file"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"BM\x00", "a bitmap image"),
    (b"ID3", "an MP3 file"),
    (b"OggS", "an Ogg file"),
    (b"\x00\x00\x01\x00", "an icon"),
    (b"\xd0\xcf\x11\xe0", "an office document"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"Rar!", "a RAR archive"),
    (b"\x7fELF", "a program"),
)
"""First bytes of files that servers hand out under the name of a page (libmagic's table)."""

_LABELS = {
    "iso-8859-1": "cp1252", "iso8859-1": "cp1252", "latin-1": "cp1252", "latin1": "cp1252",
    "ascii": "cp1252", "us-ascii": "cp1252", "iso-8859-9": "cp1254", "iso-8859-11": "cp874",
    "tis-620": "cp874", "gb2312": "gb18030", "gbk": "gb18030", "x-gbk": "gb18030",
    "shift_jis": "cp932", "shift-jis": "cp932", "sjis": "cp932", "x-sjis": "cp932",
    "ks_c_5601-1987": "cp949", "euc-kr": "cp949", "big5": "big5hkscs", "x-euc-jp": "euc-jp",
    "unicode": "utf-8", "utf8": "utf-8", "x-mac-roman": "mac-roman", "windows-1252": "cp1252",
}  # fmt: skip
"""Labels that browsers read as another encoding than their name says (WHATWG Encoding)."""

_META = re.compile(rb"""<meta[^>]{0,300}?charset\s*=\s*["']?\s*([\w.:-]{2,40})""", re.IGNORECASE)
_XML = re.compile(rb"""^\s*<\?xml[^>]{0,100}encoding\s*=\s*["']([\w.:-]{2,40})""")
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_META_WINDOW = 4096
_GUESS_WINDOW = 20_000


def file_kind(body: bytes) -> str:
    """What a body is that is no text ("a PDF file"), or "" when it may be text."""
    head = body[:16]
    for signature, name in _SIGNATURES:
        if head.startswith(signature):
            return name
    if head[:4] == b"RIFF" or head[4:8] == b"ftyp":
        return "a media file"
    sample = body[:2000]
    if body.startswith(tuple(bom for bom, _ in _BOMS)):
        return ""
    if sample.count(0) * 4 > len(sample) and not _is_wide(sample):
        return "a binary file"
    return ""


def decode_page(body: bytes, declared: str = "") -> tuple[str, str, str]:
    """The text of a page, the encoding used, and a warning sentence ("" when all agreed).

    The byte order mark wins; then strict UTF-8 with other than ASCII characters, whatever was
    declared; then the header's charset, the page's own, and a statistical guess. Bytes that do
    not fit become U+FFFD, with a warning.
    """
    for bom, name in _BOMS:
        if body.startswith(bom):
            return body[len(bom) :].decode(name, "replace"), name, ""
    if _is_wide(body[:200]):
        name = "utf-16-le" if body[1:2] == b"\x00" else "utf-16-be"
        return body.decode(name, "replace"), name, ""
    claims = [name for name in (_codec(declared), _page_codec(body)) if name]
    utf8 = _strict(body, "utf-8")
    if utf8 is not None:
        lie = bool(claims) and claims[0] != "utf-8" and not utf8.isascii()
        return utf8, "utf-8", _lie(claims[0], "utf-8") if lie else ""
    for name in claims:
        text = _strict(body, name)
        if text is not None and name != "utf-8":
            return text, name, _lie(claims[0], name) if name != claims[0] else ""
    if "utf-8" in claims and _broken_share(body) < 0.001:
        return body.decode("utf-8", "replace"), "utf-8", "Some bytes of the page are not UTF-8."
    name = _guess(body) or (claims[0] if claims else "cp1252")
    warning = _lie(claims[0], name) if claims and claims[0] != name else ""
    return body.decode(name, "replace"), name, warning


def _lie(claimed: str, real: str) -> str:
    return f"The page says that its encoding is {claimed}, but it was read as {real}."


def _is_wide(sample: bytes) -> bool:
    """True for UTF-16 without a byte order mark: every second byte of the markup is NUL."""
    even, odd = sample[0:20:2], sample[1:20:2]
    return len(sample) >= 20 and any(even) != any(odd)


def _codec(label: str) -> str:
    """Python's name of an encoding label, "" for an unknown one or one that is no charset."""
    name = _LABELS.get(label.strip().lower(), label.strip().lower())
    try:
        info = codecs.lookup(name)
    except (LookupError, ValueError):
        return ""
    is_text = bool(getattr(info, "_is_text_encoding", True))
    return info.name if is_text and info.name not in ("utf-7", "idna", "punycode") else ""


def _page_codec(body: bytes) -> str:
    match = _XML.search(body[:200]) or _META.search(body[:_META_WINDOW])
    found = _codec(match[1].decode("ascii", "ignore")) if match else ""
    return "utf-8" if found.startswith("utf-16") else found


def _strict(body: bytes, name: str) -> str | None:
    try:
        return body.decode(name)
    except (UnicodeDecodeError, LookupError):
        return None


def _broken_share(body: bytes) -> float:
    return body.decode("utf-8", "replace").count("\ufffd") / max(len(body), 1)


def _guess(body: bytes) -> str:
    """A statistical guess from the bytes that are not ASCII, "" when there is none."""
    from charset_normalizer import from_bytes

    best = from_bytes(body[:_GUESS_WINDOW]).best()
    return _codec(best.encoding) if best else ""
