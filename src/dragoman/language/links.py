"""Addresses of pages and mailboxes, @handles and #tags in running text."""

from __future__ import annotations

import re
from functools import lru_cache

_LINK = re.compile(
    r"(?:https?://|www\.)[^\s<>\"“”«»]+[^\s<>\"“”«».,;:!?)\]'’]"  # addresses of pages
    r"|[\w.+-]+@[\w-]+(?:\.[\w-]+)+"  # of mailboxes
    r"|(?<![\w/@#&])@\w{2,}"  # of people
    r"|(?<![\w/@#&])#[^\W\d_]\w+"  # of subjects
)


@lru_cache(maxsize=4096)
def find_links(text: str) -> tuple[tuple[int, int, str], ...]:
    """Start, end and text of each address, handle and tag, in order; code points."""
    if not any(mark in text for mark in ("@", "#", "://", "www.")):
        return ()
    return tuple((*match.span(), match.group()) for match in _LINK.finditer(text[:20_000]))
