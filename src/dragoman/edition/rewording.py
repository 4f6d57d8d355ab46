"""Where two versions of a sentence differ, in whole words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

_TOKEN = re.compile(r"\d+(?:[.,:]\d+)*|\w+(?:['’]\w+)*|\s+|[^\w\s]")
# Beyond this many tokens, or below this likeness (0 to 1), a sentence counts as written anew: a
# list of scattered scraps tells a reader nothing.
MOST_TOKENS = 600
LEAST_LIKENESS = 0.5


@dataclass(frozen=True, slots=True)
class Rewording:
    """The stretch that changed: code points [start, end) of both texts."""

    before_start: int
    before_end: int
    after_start: int
    after_end: int


@lru_cache(maxsize=4096)
def reworded(before: str, after: str) -> tuple[Rewording, ...]:
    """The stretches in which two texts differ, in order; () when equal.

    When the texts have too little in common, one stretch covers both of them whole.
    """
    if before == after:
        return ()
    old, new = _tokens(before), _tokens(after)
    whole = (Rewording(0, len(before), 0, len(after)),)
    if not old or not new or len(old) > MOST_TOKENS or len(new) > MOST_TOKENS:
        return whole
    matcher = SequenceMatcher(
        None, [token for token, _ in old], [token for token, _ in new], autojunk=False
    )
    if matcher.ratio() < LEAST_LIKENESS:
        return whole
    return _stretches(matcher, old, new, before, after)


def _stretches(
    matcher: SequenceMatcher[str],
    old: list[tuple[str, int]],
    new: list[tuple[str, int]],
    before: str,
    after: str,
) -> tuple[Rewording, ...]:
    """The unequal stretches, joined where only white space lies between them."""
    found: list[Rewording] = []
    for tag, old_a, old_b, new_a, new_b in matcher.get_opcodes():
        if tag == "equal":
            continue
        next_one = Rewording(
            _offset(old, old_a, before),
            _offset(old, old_b, before),
            _offset(new, new_a, after),
            _offset(new, new_b, after),
        )
        if found and not before[found[-1].before_end : next_one.before_start].strip():
            last = found.pop()
            next_one = Rewording(
                last.before_start, next_one.before_end, last.after_start, next_one.after_end
            )
        found.append(next_one)
    return tuple(_trimmed(one, before, after) for one in found)


def _trimmed(one: Rewording, before: str, after: str) -> Rewording:
    """A stretch without white space at its ends."""
    old, new = before[one.before_start : one.before_end], after[one.after_start : one.after_end]
    old_head, new_head = len(old) - len(old.lstrip()), len(new) - len(new.lstrip())
    return Rewording(
        one.before_start + old_head,
        one.before_start + max(old_head, len(old.rstrip())),
        one.after_start + new_head,
        one.after_start + max(new_head, len(new.rstrip())),
    )


def _tokens(text: str) -> list[tuple[str, int]]:
    """Words, numbers, white space and single marks with their offsets."""
    return [(match.group(), match.start()) for match in _TOKEN.finditer(text)]


def _offset(tokens: list[tuple[str, int]], index: int, text: str) -> int:
    """Where token `index` starts; the text's length past the last one."""
    return tokens[index][1] if index < len(tokens) else len(text)
