"""What a reader sees on each sentence: changed, in doubt, kept in the original."""

from __future__ import annotations

from dragoman.records import DeskCopy, Origin, Severity

CHANGED, DOUBT, KEPT = "changed", "doubt", "kept"


def marks(copy: DeskCopy) -> dict[str, frozenset[str]]:
    """Segment ids to their marks; a sentence without a mark is not listed."""
    marked: dict[str, set[str]] = {}
    for unit in copy.translation.units:
        if unit.origin is Origin.SOURCE:
            marked.setdefault(unit.segment, set()).add(KEPT)
        elif unit.origin is Origin.REPAIR:
            marked.setdefault(unit.segment, set()).add(CHANGED)
    for repair in copy.repairs:
        if KEPT not in marked.get(repair.segment, set()):
            marked.setdefault(repair.segment, set()).add(CHANGED)
    for finding in copy.findings:
        if finding.unit is None or finding.severity is Severity.NEUTRAL:
            continue
        segment = finding.segment or copy.translation.units[finding.unit].segment
        if KEPT not in marked.get(segment, set()):
            marked.setdefault(segment, set()).add(DOUBT)
    return {segment: frozenset(words) for segment, words in marked.items()}


def marked_count(copy: DeskCopy) -> int:
    """How many sentences carry at least one mark."""
    return len(marks(copy))
