"""Notices that publishers print: corrections, clarifications, updates, withdrawals."""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from importlib.resources import files

from dragoman.records import NoticeKind, SourceNotice

_MAX_NOTICE = 1600
_MAX_SENTENCE = 700
_MAX_KILL = 400
_ORDER = ("kill", "clarification", "correction", "update", "advisory")
"""A withdrawal outranks all; "updated to clarify" is a clarification."""

_SOFT_KINDS = ("update", "advisory")
"""Kinds whose labels are also everyday words: they need a colon or capital letters."""


def notice_of(text: str, *, alone: bool = False, at_end: bool = True) -> SourceNotice | None:
    """The notice that a block is, or None.

    With `alone`, only a block that is nothing but a label ("CORRECTION"), the heading of the next
    block. A withdrawal said in a sentence is believed at either end of the text (`at_end`).
    """
    if len(text) > _MAX_NOTICE:
        return None
    bare = text.strip("[]()*_ ")
    for kind in _ORDER:
        label, sentences = _marks()[kind]
        match = label.match(bare)
        if match and _is_label(match, bare, kind, alone=alone):
            return SourceNotice(kind=NoticeKind(kind), text=text)
        if alone or len(bare) > (_MAX_KILL if kind == "kill" else _MAX_SENTENCE):
            continue
        if kind == "kill" and not at_end:
            continue
        if sentences is not None and sentences.fullmatch(bare):
            return SourceNotice(kind=NoticeKind(kind), text=text)
    return None


def headline_withdraws(headline: str) -> bool:
    """True when the headline itself says that the story is withdrawn ("RETRACTED: ...")."""
    notice = notice_of(headline)
    return notice is not None and notice.kind is NoticeKind.KILL


def _is_label(match: re.Match[str], text: str, kind: str, *, alone: bool) -> bool:
    rest = text[match.end() :].strip()
    word = match["label"]
    if alone:
        return not rest and (
            word.isupper() or (match["mark"].strip() in (":", "") and len(text) < 40)
        )
    if not rest:
        return False
    if match["mark"].strip() in (":", "："):
        return True
    strong = word.isupper() or kind not in _SOFT_KINDS
    return bool(match["mark"].strip()) and strong and (word.isupper() or word[:1].isupper())


@lru_cache(maxsize=1)
def _marks() -> dict[str, tuple[re.Pattern[str], re.Pattern[str] | None]]:
    """Kind -> (label at the beginning, whole sentences)."""
    table = tomllib.loads(files("dragoman.article").joinpath("notices.toml").read_text("utf-8"))
    marks: dict[str, tuple[re.Pattern[str], re.Pattern[str] | None]] = {}
    for kind, part in table.items():
        words = sorted(map(re.escape, part["labels"]), key=len, reverse=True)
        label = re.compile(
            rf"(?P<label>{'|'.join(words)})(?:\s*\([^)]{{0,40}}\)|,? [^:.]{{0,40}}\d{{1,4}})?"
            r"(?P<mark>\s*[:：]|\s+[–—-]|\.(?=\s)|\s*$)",
            re.IGNORECASE,
        )
        whole = part.get("sentences", [])
        sentences = "|".join(f"(?:{pattern})" for pattern in whole)
        flags = re.IGNORECASE | re.DOTALL
        marks[kind] = (label, re.compile(sentences, flags) if whole else None)
    return marks
