"""What stands in a body but is no part of the text: lifted out verbatim, each into its place."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files

from dragoman.article.notice_marks import notice_of
from dragoman.article.opening_lines import Signed, dateline_of, signature_of
from dragoman.language.cleaning import clean_text
from dragoman.records import Block, BlockKind, OriginalCredit, SourceNotice

_QUOTED_TITLE = r"[\"“”„«‘'»](?P<title>[^\"“”„«»]{3,200})[\"“”«»’']"
_MAX_LINE = 320
"""Characters beyond which a block is text, whatever it begins with."""

_ENDS = 4
"""Blocks at either end of a body in which signatures are looked for."""


@dataclass(slots=True, kw_only=True)
class Lifted:
    """A body after lifting, and what was taken out of it."""

    blocks: list[Block] = field(default_factory=list)
    notices: list[SourceNotice] = field(default_factory=list)
    furniture: list[str] = field(default_factory=list)
    disclaimer: list[str] = field(default_factory=list)
    bylines: list[str] = field(default_factory=list)
    original: OriginalCredit | None = None
    dateline: str = ""
    credit_line: str = ""


def lift(blocks: Sequence[Block], furniture: Sequence[str] = ()) -> Lifted:
    """Sort the blocks of a body into text and what stands around it, keeping the order.

    `furniture` are lines known to repeat over the publisher's pages.
    """
    known = {_key(line) for line in furniture} - {""}
    lifted = Lifted()
    waiting: SourceNotice | None = None
    last = len(blocks) - 1
    for index, block in enumerate(blocks):
        if waiting is not None:
            text = f"{waiting.text} {block.text}"
            lifted.notices.append(SourceNotice(kind=waiting.kind, text=text))
            waiting = None
            continue
        if index < last:
            waiting = notice_of(block.text, alone=True)
            if waiting is not None:
                continue
        at_end = min(index, last - index) < _ENDS
        if not _lift_block(block, lifted, known, at_end=at_end):
            lifted.blocks.append(block)
    _lift_dateline(lifted)
    return lifted


def _lift_block(block: Block, lifted: Lifted, known: set[str], *, at_end: bool) -> bool:
    """True when the block was taken out."""
    text = block.text
    if _key(text) in known or _is_furniture(text):
        lifted.furniture.append(text)
        return True
    notice = notice_of(text, at_end=at_end)
    if notice is not None:
        lifted.notices.append(notice)
        return True
    told = text[:1] in "“\"„«‘'"  # somebody speaks: that is text
    if at_end and not told and len(text) <= 2 * _MAX_LINE and _disclaimers().fullmatch(text):
        lifted.disclaimer.append(text)
        return True
    if lifted.original is None:
        lifted.original = original_credit(text)
        if lifted.original is not None:
            return True
    signed = signature_of(text) if at_end and block.kind is not BlockKind.HEADING else None
    if signed is None:
        return False
    _keep_signature(signed, lifted)
    return True


def _keep_signature(signed: Signed, lifted: Lifted) -> None:
    lifted.bylines += [name for name in signed.names if name not in lifted.bylines]
    lifted.dateline = lifted.dateline or signed.place
    lifted.credit_line = lifted.credit_line or signed.agency


def _lift_dateline(lifted: Lifted) -> None:
    """Take the dateline off the first paragraph."""
    for index, block in enumerate(lifted.blocks[:3]):
        if block.kind is not BlockKind.PARAGRAPH:
            continue
        found = dateline_of(block.text)
        if found is not None:
            lifted.blocks[index] = Block(kind=block.kind, text=found.rest)
            lifted.dateline = found.text
            lifted.credit_line = lifted.credit_line or found.agency
        return


def original_credit(text: str) -> OriginalCredit | None:
    """The original that a block names ("The original of this article ... comes from ...")."""
    if len(text) > _MAX_LINE:
        return None
    for pattern in _originals():
        match = pattern.fullmatch(text)
        if match:
            groups = match.groupdict()
            return OriginalCredit(
                text=text,
                title=clean_text(groups.get("title") or "").strip(" ,"),
                publisher=clean_text(groups.get("publisher") or "").strip(' ,."“”'),
            )
    return None


def _key(text: str) -> str:
    return " ".join(text.casefold().split())


def _is_furniture(text: str) -> bool:
    return len(text) <= _MAX_LINE and _furniture().fullmatch(text.strip(" .!:…»›>→|*")) is not None


@lru_cache(maxsize=1)
def _furniture() -> re.Pattern[str]:
    table = tomllib.loads(files("dragoman.article").joinpath("furniture.toml").read_text("utf-8"))
    patterns = [pattern for part in table["lines"].values() for pattern in part]
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE)


@lru_cache(maxsize=1)
def _disclaimers() -> re.Pattern[str]:
    table = tomllib.loads(files("dragoman.article").joinpath("furniture.toml").read_text("utf-8"))
    patterns = table["disclaimers"]["any"]
    return re.compile("|".join(f"(?:{p})" for p in patterns), re.IGNORECASE | re.DOTALL)


@lru_cache(maxsize=1)
def _originals() -> tuple[re.Pattern[str], ...]:
    table = tomllib.loads(files("dragoman.article").joinpath("originals.toml").read_text("utf-8"))
    return tuple(
        re.compile(pattern.replace(r"\k", _QUOTED_TITLE), re.IGNORECASE)
        for pattern in table["patterns"]
    )
