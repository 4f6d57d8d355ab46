"""Text as people see it: one normal form, without characters that deceive or carry nothing.

The rules answer to the Trojan Source family of tricks (bidi controls, invisible characters) and
to what breaks translation engines: a zero-width split inside a name, stacked combining marks.
"""

from __future__ import annotations

import re
import unicodedata

MAX_MARKS = 4
"""Combining marks kept on one base: Vietnamese, Hebrew and Thai need up to three."""

_JOINERS = "\u200c\u200d"
_CONTROL = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f"  # C0 and C1 without TAB, LF, CR, NEL
    "\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff"
    "\ud800-\udfff\ue000-\uf8ff"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff\U000f0000-\U0010ffff]"
)
"""Controls, soft hyphen, bidi marks, zero-width characters, lone surrogates, private use, tags."""

_FLAG_TAGS = re.compile("\U0001f3f4[\U000e0020-\U000e007e]{2,8}\U000e007f")
"""Flags of England, Scotland and Wales: the only tag characters in general use (Unicode TR 51)."""

_VARIATION = re.compile("(?<=[\ufe00-\ufe0f])[\ufe00-\ufe0f]+")

_JOINING_SCRIPTS = re.compile(
    "[\u0600-\u08ff\u0900-\u0dff\u1000-\u109f\u1780-\u17ff\u1800-\u18af\ufb50-\ufdff\ufe70-\ufeff]"
)
"""Arabic, Syriac, the scripts of India, Myanmar, Khmer, Mongolian: ZWJ and ZWNJ are spelling."""


def clean_text(text: str) -> str:
    """`text` in NFC, on one line, without what cannot be seen.

    Removes control characters (NUL too), bidi controls, zero-width and private-use characters and
    tag characters; keeps ZWJ and ZWNJ inside scripts and emoji that need them; keeps at most
    `MAX_MARKS` combining marks in a row; turns every run of white space into one space. Cleaning
    twice gives what cleaning once gives.
    """
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    before = None
    while text != before:  # composing can put another letter before a joiner: look again
        before = text
        text = unicodedata.normalize("NFC", _drop_unseen(text))
        text = " ".join(_limit_marks(text).split())
    return text


def clean_lines(text: str) -> str:
    """Like `clean_text`, but keeps line breaks as "\\n"; each line is cleaned for itself."""
    lines = re.split(r"\r\n|[\r\n\x0b\x0c\u0085\u2028\u2029]", text)
    return "\n".join(clean_text(line) for line in lines)


def has_deceptive_characters(text: str) -> bool:
    """True when `text` holds bidi overrides, isolates or tag characters outside flags."""
    without_flags = _FLAG_TAGS.sub("", text)
    return bool(re.search("[\u202a-\u202e\u2066-\u2069\U000e0000-\U000e007f]", without_flags))


def _drop_unseen(text: str) -> str:
    if not _CONTROL.search(text) and not any(joiner in text for joiner in _JOINERS):
        return text
    pieces: list[str] = []
    last = 0
    for flag in _FLAG_TAGS.finditer(text):
        pieces += [_CONTROL.sub("", text[last : flag.start()]), flag.group()]
        last = flag.end()
    pieces.append(_CONTROL.sub("", text[last:]))
    text = _VARIATION.sub("", "".join(pieces))
    return _keep_needed_joiners(text)


def _keep_needed_joiners(text: str) -> str:
    if not any(joiner in text for joiner in _JOINERS):
        return text
    kept: list[str] = []
    for index, char in enumerate(text):
        if char not in _JOINERS:
            kept.append(char)
            continue
        before = kept[-1] if kept else ""
        # What it would join to: a joiner before a space or at the end joins nothing.
        after = text[index + 1 :].lstrip("".join(_JOINERS))[:1].strip()
        if before and before not in _JOINERS and after and _joiner_is_spelling(char, before, after):
            kept.append(char)
    return "".join(kept)


def _joiner_is_spelling(joiner: str, before: str, after: str) -> bool:
    if _JOINING_SCRIPTS.match(before):
        return True
    emoji_before = before == "\ufe0f" or unicodedata.category(before) in ("So", "Sk")
    return joiner == "\u200d" and emoji_before and unicodedata.category(after) in ("So", "Sm")


def _limit_marks(text: str) -> str:
    run = 0
    kept: list[str] = []
    for char in text:
        run = run + 1 if unicodedata.combining(char) else 0
        if run <= MAX_MARKS:
            kept.append(char)
    return text if len(kept) == len(text) else "".join(kept)
