"""A listing's words as plain text: no markup, no entities, one line, not endless."""

from __future__ import annotations

import html
import re
import unicodedata

MAX_HINT = 500  # characters of a headline or a name that are kept
_MAX_RAW = 8000  # characters that are looked at

_SILENT = re.compile(
    r"<(script|style|noscript|template)\b[^>]*>.*?(?:</\1\s*>|$)", re.IGNORECASE | re.DOTALL
)
_COMMENT = re.compile(r"<!--.*?(?:-->|$)|<\?.*?(?:\?>|$)|<!\[CDATA\[|\]\]>", re.DOTALL)
_BREAK = re.compile(r"<\s*/?\s*(?:br|p|div|li|h[1-6]|tr|td)\b[^<>]*>", re.IGNORECASE)
_TAG = re.compile(r"</?[A-Za-z][^<>]*(?:>|$)")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8}){0,3}")


def plain(text: str, *, limit: int = MAX_HINT) -> str:
    """`text` without HTML, in NFC, on one line, at most `limit` characters.

    Escaped markup is markup too (feeds escape once or twice), so tags are taken out before and
    after the entities are resolved. Control and bidi characters go.
    """
    text = text[:_MAX_RAW]
    for _ in range(2):
        if "<" in text:
            text = _COMMENT.sub("", _SILENT.sub(" ", text))
            text = _TAG.sub("", _BREAK.sub(" ", text))
        if "&" not in text:
            break
        text = html.unescape(text)
    if "<" in text:
        text = _TAG.sub("", _SILENT.sub(" ", text))
    if not text.isascii():
        text = "".join(c for c in unicodedata.normalize("NFC", text) if _is_kept(c))
    elif not text.isprintable():
        text = "".join(c if c.isprintable() else " " for c in text)
    text = " ".join(text.split())
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


def language_tag(text: str) -> str:
    """A language tag in its usual form ("pt_br" becomes "pt-BR"); "" when it is none."""
    text = text.strip()
    if not _LANGUAGE.fullmatch(text) or text.lower() in ("und", "mul", "zxx", "none"):
        return ""
    parts = re.split(r"[-_]", text)
    shaped = [parts[0].lower()]
    for part in parts[1:]:
        if len(part) == 2:
            shaped.append(part.upper())
        elif len(part) == 4 and part.isalpha():
            shaped.append(part.title())
        else:
            shaped.append(part.lower())
    return "-".join(shaped)


def _is_kept(character: str) -> bool:
    """Letters, marks and signs; joiners, which some scripts need; white space, made even later."""
    category = unicodedata.category(character)
    if category in ("Cf", "Cc", "Cn", "Co", "Cs"):
        return character in "\u200c\u200d\t\n\r\x0b\x0c"
    return True
