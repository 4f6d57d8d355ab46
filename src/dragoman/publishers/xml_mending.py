"""XML from the wild made fit for a parser: no document type, no stray ampersands, no torn end.

Without a document type there are no entities to expand, fetch or read, so bombs are inert by
construction and not by a parser's cap.
"""

from __future__ import annotations

import html.entities
import re

_ENTRY_ENDS = re.compile(r"</(?:\w+:)?(?:item|entry|url|sitemap|deleted-entry)\s*>", re.IGNORECASE)
_ROOT = re.compile(r"<((?:[A-Za-z_][\w.-]*:)?[A-Za-z_][\w.-]*)(?=[\s/>])")
_PROLOG = re.compile(r"\s*(?:<\?[^>]*\?>\s*|<!--.*?-->\s*)*", re.DOTALL)
_AMPERSAND = re.compile(
    r"<!\[CDATA\[.*?(?:\]\]>|\Z)|&(?:#(\d{1,7});|#[xX]([0-9a-fA-F]{1,6});|([A-Za-z][A-Za-z0-9]{0,30});)?",
    re.DOTALL,
)
_ENDLESS_TAG = re.compile(r"<([A-Za-z_][\w:.-]{0,100})\s[^<>]{20000,}?(/?>|(?=<)|\Z)")
_WORDY = re.compile(
    r"<((?:\w+:)?(?:title|description|summary|content|encoded|author|creator))(\s[^<>]{0,500})?>"
    r"((?:(?!<(?:/?(?:item|entry)\b|!\[CDATA\[)).){0,100000}?)</\1\s*>",
    re.IGNORECASE | re.DOTALL,
)
_STRAY = re.compile(r"&(?!(?:amp|lt|gt|quot|apos|#\d{1,7}|#x[0-9a-fA-F]{1,6});)")
# References to characters below U+0020 or to surrogates, which XML forbids.
_BAD_NUMBER = re.compile(
    r"&#(?:[xX]0*1?[0-9a-fA-F]?|0*[0-9]|0*[12][0-9]|0*3[01]|[xX][dD][89a-fA-F]..);"
)
_OWN = frozenset({"amp", "lt", "gt", "quot", "apos"})


def without_doctype(text: str) -> tuple[str, bool]:
    """(the text from its root on without XML declaration and DOCTYPE, whether it had entities).

    Raises `ValueError` when a DOCTYPE never ends.
    """
    place = 0
    had_entities = False
    while True:
        found = _PROLOG.match(text, place)
        place = found.end() if found else place
        if text[place : place + 9].upper() != "<!DOCTYPE":
            return text[place:], had_entities
        end = _doctype_end(text, place)
        had_entities = had_entities or "<!ENTITY" in text[place:end].upper()
        place = end


def _doctype_end(text: str, start: int) -> int:
    """The offset after the DOCTYPE that begins at `start`."""
    place, depth = start + 9, 0
    scan = re.compile(r"[\[\]>]|\"[^\"]*\"|'[^']*'|<!--.*?-->", re.DOTALL)
    for found in scan.finditer(text, place):
        mark = found[0]
        if mark == "[":
            depth += 1
        elif mark == "]":
            depth -= 1
        elif mark == ">" and depth <= 0:
            return found.end()
    raise ValueError("its document type declaration never ends")


def mended(text: str) -> str:
    """`text` with HTML's named entities as characters and stray ampersands escaped.

    CDATA sections stay as they are. Entities that nobody knows are dropped, and so are the
    attributes of a tag that has far too many (parsers take quadratic time over them).
    """
    text = _ENDLESS_TAG.sub(r"<\1\2", text)
    if _STRAY.search(text) is None and _BAD_NUMBER.search(text) is None:
        return text
    return _AMPERSAND.sub(_mend_one, text)


def with_escaped_words(text: str) -> str:
    """`text` with the markup inside titles, descriptions and names escaped.

    That is the second try at a feed whose writer put HTML into it as it was. A text in which
    these fields are opened far more often than closed is left alone.
    """
    if text.count("<title") > 2 * text.count("</title") + 10:
        return text

    def escape(found: re.Match[str]) -> str:
        inside = found[3].replace("<", "&lt;").replace(">", "&gt;")
        return f"<{found[1]}{found[2] or ''}>{inside}</{found[1]}>"

    return _WORDY.sub(escape, text)


def _mend_one(found: re.Match[str]) -> str:
    """One CDATA section, reference or stray ampersand as it should stand."""
    whole = found[0]
    if whole.startswith("<"):
        return whole
    if whole == "&":
        return "&amp;"
    if found[3]:
        if found[3] in _OWN:
            return whole
        known = html.entities.html5.get(found[3] + ";")
        return "".join(f"&#{ord(c)};" for c in known) if known else ""
    number = int(found[1]) if found[1] else int(found[2], 16)
    allowed = number in (9, 10, 13) or 0x20 <= number < 0xD800 or 0xE000 <= number < 0x110000
    return whole.replace("X", "x", 1) if allowed and number not in (0xFFFE, 0xFFFF) else ""


def whole_entries(text: str) -> tuple[str, bool]:
    """(the text, cut after its last whole entry if it was torn off; whether it was torn off).

    A torn entry is not read at all: half an address is a wrong address.
    """
    root = _ROOT.search(text)
    if root is None:
        return text, False
    if re.search(rf"</{re.escape(root[1])}\s*>", text[-4000:], re.IGNORECASE):
        return text, False
    end = 0
    for found in _ENTRY_ENDS.finditer(text):
        end = found.end()
    return text[:end] if end else text, True
