"""A plain text as an article: paragraphs, and what stands around them lifted out."""

from __future__ import annotations

import hashlib
import re
from datetime import datetime

from dragoman.article.assembling import Particulars, Provenance, assemble
from dragoman.article.lifting import lift
from dragoman.language.cleaning import clean_lines, clean_text
from dragoman.language.codes import normalise_tag
from dragoman.records import Article, Block, BlockKind

_BLANK = re.compile(r"\n\s*\n")
_BULLET = re.compile(r"^(?:[-*•‣·–]|\d{1,2}[.)])\s+\S")
_WRAPPED_WIDTH = 100
"""Lines no longer than this may be one paragraph wrapped by hand."""


def read_plain_text(text: str, *, name: str, language: str = "", now: datetime) -> Article:
    """`text` as an article without a headline; `name` (a file's) becomes its id and address.

    Blank lines part paragraphs; without any, every line is one, unless the lines look wrapped.
    `language` is what the caller declares ("": found out); a clean tag that is given wins. Notices,
    credits, signatures, furniture and disclaimers are lifted out. Never fails: an empty text is an
    article without blocks.
    """
    lifted = lift([Block(kind=_kind(part), text=part) for part in paragraphs_of(text)])
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    provenance = Provenance(
        id=name, version=1, publisher="", url=name, canonical_url=name,
        capture_sha256=digest, fetched_at=now,
    )  # fmt: skip
    declared = normalise_tag(language)
    return assemble(
        "", lifted, (declared,) if declared else (), provenance, Particulars(), language=declared
    )


def paragraphs_of(text: str) -> list[str]:
    """The paragraphs of a plain text, each on one clean line."""
    lined = clean_lines(text)
    parts: list[str] = []
    stretches = _BLANK.split(lined)
    for stretch in stretches:
        lines = [line for line in stretch.split("\n") if line.strip()]
        if len(lines) > 1 and _is_wrapped(lines):
            parts.append(clean_text(" ".join(lines)))
        else:
            parts += [clean_text(line) for line in lines]
    return [part for part in parts if part]


def _kind(part: str) -> BlockKind:
    return BlockKind.LIST_ITEM if _BULLET.match(part) else BlockKind.PARAGRAPH


def _is_wrapped(lines: list[str]) -> bool:
    """True when most lines are of one width and end inside a sentence."""
    inner = lines[:-1]
    if any(len(line) > _WRAPPED_WIDTH or _BULLET.match(line) for line in lines):
        return False
    longest = max(map(len, lines))
    open_ended = sum(
        not line.rstrip().endswith((".", "!", "?", "”", '"', ":", "…")) for line in inner
    )
    full = sum(len(line) > 0.6 * longest for line in inner)
    return longest > 40 and open_ended * 2 > len(inner) and full * 3 >= 2 * len(inner)
