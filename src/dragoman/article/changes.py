"""What changed between two versions of an article, sentence by sentence."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher

from dragoman.records import Article, Block, Segment, SentenceChange, SourceNotice

_SIMILAR = 0.5
"""Ratio from which two sentences count as one that changed, not as a removal and an addition."""

_CLOSE_WORK = 400
"""Pairs of sentences compared inside one changed stretch; beyond it they are paired in order."""


def text_digest(
    blocks: Iterable[Block], bylines: Iterable[str] = (), notices: Iterable[SourceNotice] = ()
) -> str:
    """The SHA-256 (hex) of what counts as an article's text: blocks, bylines, notices.

    Equal digests are equal texts; white space and the kind of a block count, mark-up does not: a
    changed link is not a changed text, and readers see it when the text changes next.
    """
    digest = hashlib.sha256()
    for block in blocks:
        digest.update(f"{block.kind.value}\x1f{block.text}\x1e".encode())
    for byline in bylines:
        digest.update(f"byline\x1f{byline}\x1e".encode())
    for notice in notices:
        digest.update(f"notice:{notice.kind.value}\x1f{notice.text}\x1e".encode())
    return digest.hexdigest()


def is_same_text(a: Article, b: Article) -> bool:
    """True when two versions say the same: headline, blocks, bylines and notices are equal."""
    return a.text_sha256 == b.text_sha256


def changes_between(before: Article, after: Article) -> tuple[SentenceChange, ...]:
    """The sentences that changed, came or went, in the order of the new version.

    `segment` names the segment in `after` (for a removal: in `before`). Similar sentences are
    paired; a sentence that only moved is no change, nor is one whose white space differs.
    """
    old, new = list(before.segments), list(after.segments)
    old_texts = [_plain(segment.text) for segment in old]
    new_texts = [_plain(segment.text) for segment in new]
    matcher = SequenceMatcher(None, old_texts, new_texts, autojunk=False)
    changes: list[SentenceChange] = []
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag != "equal":
            changes += _changes_in(old[i1:i2], new[j1:j2])
    return _without_moves(changes)


def _plain(text: str) -> str:
    return " ".join(text.split())


def _changes_in(old: Sequence[Segment], new: Sequence[Segment]) -> list[SentenceChange]:
    """Pair what is similar inside one changed stretch, best pairs first, without crossing."""
    pairs = dict(_pairs(old, new))
    changes: list[SentenceChange] = []
    last = 0
    for j, segment in enumerate(new):
        i = pairs.get(j)
        if i is None:
            changes.append(SentenceChange(before="", after=segment.text, segment=segment.id))
            continue
        changes += [_removed(gone) for gone in old[last:i]]
        last = i + 1
        changes.append(SentenceChange(before=old[i].text, after=segment.text, segment=segment.id))
    changes += [_removed(gone) for gone in old[last:]]
    return changes


def _removed(segment: Segment) -> SentenceChange:
    return SentenceChange(before=segment.text, after="", segment=segment.id)


def _pairs(old: Sequence[Segment], new: Sequence[Segment]) -> list[tuple[int, int]]:
    """(new index, old index) of sentences that answer to each other, in order on both sides."""
    if not old or not new:
        return []
    if len(old) * len(new) > _CLOSE_WORK:
        candidates = [(i, i) for i in range(min(len(old), len(new)))]
    else:
        candidates = [(j, i) for j in range(len(new)) for i in range(len(old))]
    scored = []
    for j, i in candidates:
        ratio = _similarity(old[i].text, new[j].text)
        if ratio >= _SIMILAR:
            scored.append((-ratio, j, i))
    chosen: list[tuple[int, int]] = []
    for _, j, i in sorted(scored):
        if all((j - b) * (i - a) > 0 for b, a in chosen):
            chosen.append((j, i))
    return sorted(chosen)


def _similarity(a: str, b: str) -> float:
    """Likeness of two sentences from 0 to 1, by words (by characters where there are no spaces)."""
    left, right = a.split(), b.split()
    if min(len(left), len(right)) < 3:
        return SequenceMatcher(None, a[:400], b[:400], autojunk=False).ratio()
    return SequenceMatcher(None, left[:200], right[:200], autojunk=False).ratio()


def _without_moves(changes: Sequence[SentenceChange]) -> tuple[SentenceChange, ...]:
    """Drop the addition and the removal of one and the same sentence: it only moved."""
    gone = [_plain(change.before) for change in changes if not change.after]
    come = [_plain(change.after) for change in changes if not change.before]
    moved = [text for text in set(gone) & set(come) if text]
    budget_gone = {text: min(gone.count(text), come.count(text)) for text in moved}
    budget_come = dict(budget_gone)
    kept: list[SentenceChange] = []
    for change in changes:
        budget = budget_gone if not change.after else budget_come
        text = _plain(change.before if not change.after else change.after)
        if (not change.after or not change.before) and budget.get(text, 0):
            budget[text] -= 1
            continue
        kept.append(change)
    return tuple(kept)
