"""A dispatch as data: every sentence with its original, alignment, findings and repairs."""

from __future__ import annotations

from typing import Any

import msgspec

from dragoman.edition.addresses import dispatch_address
from dragoman.edition.house import DispatchView, House
from dragoman.edition.json_ld import original_address
from dragoman.edition.labels import is_translation, link_reason, machine_label, rights_text
from dragoman.edition.notes import shares_words
from dragoman.edition.notices import all_notices, is_publishers_word, may_show
from dragoman.edition.passages import Shown
from dragoman.edition.press import DIGITAL_SOURCE_TYPE, clean
from dragoman.edition.words import Words
from dragoman.records import (
    DeskCopy,
    Extent,
    Finding,
    Notice,
    Origin,
    Repair,
    TranslationUnit,
)


def article_json(view: DispatchView, house: House, words: Words, shown: Shown | None) -> bytes:
    """`article.json`: a card of the dispatch and, for a translation, its units."""
    card = _card(view, house, words)
    copy = view.desk_copy
    if shown is not None and copy is not None and is_translation(view):
        card |= _translated(view, copy, words, shown)
    else:
        card |= {"headline": view.article.headline, "headline_language": view.article.language}
        card["link_reason"] = link_reason(view, words)
    return encode(card)


def encode(card: dict[str, Any]) -> bytes:
    """JSON in UTF-8 without characters that a page may not hold."""
    return msgspec.json.encode(_clean_tree(msgspec.to_builtins(card))) + b"\n"


def _card(view: DispatchView, house: House, words: Words) -> dict[str, Any]:
    """What is true of every public dispatch."""
    dispatch, permission, article = view.dispatch, view.dispatch.permission, view.article
    return {
        "dispatch": dispatch.id,
        "version": dispatch.version,
        "kind": dispatch.kind.value,
        "status": dispatch.status.value,
        "language": dispatch.language,
        "url": dispatch_address(house, dispatch),
        "first_published_at": dispatch.first_published_at,
        "published_at": dispatch.published_at,
        "publisher": {"slug": view.publisher.slug, "name": view.publisher.name},
        "original": {
            "url": original_address(view),
            "title": article.headline,
            "language": article.language,
            "authors": article.bylines,
            "published_at": article.published_at,
            "updated_at": article.updated_at,
            "taken_in_at": article.fetched_at,
            "version": article.version,
            "bytes_sha256": article.capture_sha256,
            "text_sha256": article.text_sha256,
        },
        "rights": {
            "text": rights_text(view, house, words),
            "extent": permission.extent.value,
            "reason": permission.reason,
            "show_original": permission.show_original,
            "index": permission.index,
            "licence": permission.licence,
            "licence_url": permission.licence_url,
            "translation_licence": permission.translation_licence,
        },
    }


def _translated(view: DispatchView, copy: DeskCopy, words: Words, shown: Shown) -> dict[str, Any]:
    """Label, verdict, notices and units of a translation, as far as they may be shown."""
    whole = view.dispatch.permission.extent is Extent.FULL
    original = view.dispatch.permission.show_original
    return {
        "signature": view.dispatch.made_by or copy.made_by,
        "engine": view.engine_words or copy.translation.engine,
        "source_language": copy.translation.source_language,
        "target_variant": copy.translation.target_variant,
        "digital_source_type": DIGITAL_SOURCE_TYPE,
        "label": machine_label(shown.marked, shown.sentences, words),
        "marked": shown.marked,
        "sentences": shown.sentences,
        "unchecked": copy.unchecked,
        "verdict": copy.judgement.verdict.value,
        "headline": shown.headline.text if shown.headline else "",
        "notices": [
            _notice(one, None if whole else shown.segments, original=original)
            for one in all_notices(view.dispatch, view.versions)
        ],
        "units": [
            _unit(index, unit, copy, view, original=original)
            for index, unit in enumerate(copy.translation.units)
            if unit.segment in shown.segments
        ],
    }


def _unit(
    index: int, unit: TranslationUnit, copy: DeskCopy, view: DispatchView, *, original: bool
) -> dict[str, Any]:
    """One sentence. Without the right to show the original nothing of it is in here."""
    row: dict[str, Any] = {
        "segment": unit.segment,
        "source": unit.source if original else "",
        "target": unit.target if original or unit.origin is not Origin.SOURCE else "",
        "engine_target": unit.engine_target
        if original or not shares_words(unit.engine_target, unit.source)
        else "",
        "origin": unit.origin.value,
        "finish": unit.finish.value,
        "marks": sorted(view.marks.get(unit.segment, frozenset())),
        "alignment": [
            [one.source_start, one.source_end, one.target_start, one.target_end, one.p]
            for one in (unit.alignment if original else ())
        ],
        "inlines": [
            [one.kind.value, one.start, one.end, one.href]
            for one in (unit.inlines if original or unit.origin is not Origin.SOURCE else ())
        ],
        "findings": [
            _finding(one, unit, original=original)
            for one in copy.findings
            if _is_of(one, index, unit)
        ],
        "repairs": [
            _repair(one, unit, original=original)
            for one in copy.repairs
            if one.segment == unit.segment
        ],
    }
    return row


def _finding(finding: Finding, unit: TranslationUnit, *, original: bool) -> dict[str, Any]:
    """A finding in the form that `check --format json` uses."""

    def told(text: str) -> str:
        return text if original or not shares_words(text, unit.source) else ""

    return {
        "check": finding.check,
        "category": finding.category,
        "severity": finding.severity.value,
        "message": told(finding.message),
        "source_span": finding.source_span if original else None,
        "target_span": finding.target_span,
        "expected": told(finding.expected),
        "found": told(finding.found),
        "confidence": finding.confidence,
        "on": finding.on.value,
    }


def _repair(repair: Repair, unit: TranslationUnit, *, original: bool) -> dict[str, Any]:
    """A repair with the finding it answers."""
    hidden = not original and (
        shares_words(repair.after, unit.source) or shares_words(repair.before, unit.source)
    )
    return {
        "name": repair.name,
        "before": "" if hidden else repair.before,
        "after": "" if hidden else repair.after,
        "made_by": repair.made_by,
        "finding": _finding(repair.finding, unit, original=original),
    }


def _notice(notice: Notice, shown: frozenset[str] | None, *, original: bool) -> dict[str, Any]:
    """A notice with the changes that lie in text on the page."""
    return {
        "kind": notice.kind.value,
        "by": notice.by.value,
        "version": notice.version,
        "issued_at": notice.issued_at,
        "note": notice.note if original or not is_publishers_word(notice) else "",
        "changes": [
            {"segment": one.segment, "before": one.before, "after": one.after}
            for one in notice.changes
            if may_show(one, shown)
        ],
    }


def _is_of(finding: Finding, index: int, unit: TranslationUnit) -> bool:
    """True when a finding belongs to a unit, by segment or by index."""
    return finding.segment == unit.segment if finding.segment else finding.unit == index


def _clean_tree(value: Any) -> Any:
    """The same tree with clean strings."""
    if isinstance(value, dict):
        return {key: _clean_tree(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_clean_tree(one) for one in value]
    return clean(value)
