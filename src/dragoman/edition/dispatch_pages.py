"""A dispatch's pages: the translation in three views, its versions, a link, or a tombstone."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from dragoman.edition.addresses import (
    ARTICLE_FILE,
    PAGES,
    dispatch_address,
    folder_of,
    safe_url,
)
from dragoman.edition.house import DispatchView, House
from dragoman.edition.json_ld import link_card, original_address, translation_card
from dragoman.edition.labels import (
    authors_of,
    compared,
    endorsement,
    is_translation,
    label_extras,
    licence_lines,
    link_reason,
    machine_label,
    original_sentence,
    publisher_link,
)
from dragoman.edition.notices import PrintedNotice, all_notices, print_notice
from dragoman.edition.passages import Passage, Shown, anchor_of, shown_text
from dragoman.edition.press import linked_script, print_page
from dragoman.edition.tombstone import render_tombstone
from dragoman.edition.unit_table import article_json
from dragoman.edition.word_pairs import gloss, ruby
from dragoman.edition.words import Words, words_of
from dragoman.records import (
    BlockKind,
    DeskCopy,
    Dispatch,
    DispatchKind,
    DispatchStatus,
    Extent,
)


def render_dispatch(view: DispatchView, house: House) -> dict[str, bytes]:
    """All files of a dispatch, by path from the site's root; {} while it waits for a release.

    A new version overwrites every address that an older one may have had, so that nothing that was
    taken back stays readable.
    """
    dispatch = view.dispatch
    if dispatch.hidden_until_release:
        return {}
    if dispatch.status is not DispatchStatus.USABLE:
        return render_tombstone(view, house)
    if is_translation(view) and view.desk_copy is not None:
        return _translation_files(view, view.desk_copy, house)
    return _link_files(view, house)


def _translation_files(view: DispatchView, copy: DeskCopy, house: House) -> dict[str, bytes]:
    """index, beside, under, words, versions and JSON of a translation."""
    words = words_of(view.dispatch.language)
    folder = folder_of(view.dispatch.id, view.dispatch.language)
    shown = shown_text(view, copy, words)
    parts = _translation_parts(view, copy, house, words, shown)
    files: dict[str, bytes] = {}
    for name in ("alone", "beside", "under"):
        refused = name != "alone" and not view.dispatch.permission.show_original
        files[f"{folder}/{PAGES[name]}"] = _page(
            "refused.html" if refused else "article.html", house, view_name=name, **parts
        )
    units = {anchor_of(unit.segment): unit for unit in copy.translation.units}
    files[f"{folder}/{PAGES['words']}"] = _page(
        "words.html" if view.dispatch.permission.show_original else "refused.html",
        house,
        view_name="words",
        ruby=ruby,
        glossed=gloss((shown.headline, shown.subhead, *shown.body), units),
        **parts,
    )
    files[f"{folder}/{PAGES['versions']}"] = _page(
        "versions.html", house, view_name="versions", **parts
    )
    files[f"{folder}/{ARTICLE_FILE}"] = article_json(view, house, words, shown)
    return files


def _translation_parts(
    view: DispatchView, copy: DeskCopy, house: House, words: Words, shown: Shown
) -> dict[str, Any]:
    """What the pages of a translation share."""
    dispatch, permission = view.dispatch, view.dispatch.permission
    headline = shown.headline.text if shown.headline else ""
    segments = None if permission.extent is Extent.FULL else shown.segments
    label = machine_label(shown.marked, shown.sentences, words)
    notices = all_notices(dispatch, view.versions)
    card = translation_card(
        view,
        house,
        words,
        headline=headline or words.text("credit.no_headline"),
        label=label,
        notices=notices,
        shown=segments,
    )
    return {
        **_shared_parts(view, house, words, segments),
        "title": headline or words.text("credit.no_headline"),
        "summary": _summary(shown),
        "shown": shown,
        "groups": _groups(shown.body),
        "compared": compared(shown.marked, shown.sentences, words),
        "extras": label_extras(copy, view.engine_words, words),
        "endorsement": endorsement(view, house, words),
        "licences": licence_lines(view, words),
        "translated_at": copy.translation.made_at,
        "variant": copy.translation.target_variant,
        "has_original": permission.show_original,
        "extract": permission.extent is Extent.EXTRACT,
        "linked_data": linked_script(card),
    }


def _link_files(view: DispatchView, house: House) -> dict[str, bytes]:
    """A headline in the original's words, with a link, and why there is no more."""
    words = words_of(view.dispatch.language)
    folder = folder_of(view.dispatch.id, view.dispatch.language)
    parts = {
        **_shared_parts(view, house, words, frozenset()),
        "title": view.article.headline or words.text("credit.no_headline"),
        "reason": link_reason(view, words),
        "summary": "",
        "linked_data": linked_script(link_card(view, house)),
    }
    names = ["alone"]
    if _had_translation(view):
        names += ["beside", "under", "words"]
    files = {
        f"{folder}/{PAGES[name]}": _page("link.html", house, view_name=name, **parts)
        for name in names
    }
    files[f"{folder}/{PAGES['versions']}"] = _page(
        "versions.html", house, view_name="versions", **parts
    )
    files[f"{folder}/{ARTICLE_FILE}"] = article_json(view, house, words, None)
    return files


def _had_translation(view: DispatchView) -> bool:
    """True when an earlier version may have left pages of a translation."""
    return (
        view.dispatch.version > 1
        or view.dispatch.kind is DispatchKind.TRANSLATION
        or any(one.kind is DispatchKind.TRANSLATION for one in view.versions)
    )


def _shared_parts(
    view: DispatchView, house: House, words: Words, shown: frozenset[str] | None
) -> dict[str, Any]:
    """What every page of a usable dispatch says: origin, rights, notices, versions."""
    dispatch, article = view.dispatch, view.article
    printed = tuple(
        print_notice(
            one,
            words,
            language=dispatch.language,
            source_language=article.language,
            shown=shown,
            show_note=dispatch.permission.show_original,
        )
        for one in all_notices(dispatch, view.versions)
    )
    return {
        "view": view,
        "dispatch": dispatch,
        "article": article,
        "publisher": view.publisher,
        "publisher_link": publisher_link(view),
        "original": original_sentence(view, words),
        "original_url": original_address(view),
        "authors": authors_of(view),
        "credit_line": dispatch.permission.credit_line or view.publisher.rights.credit_line,
        "notices": tuple(reversed(printed)),
        "history": _history(view, printed),
        "address": dispatch_address(house, dispatch),
        "canonical": safe_url(dispatch_address(house, dispatch)),
        "index": dispatch.permission.index,
    }


def _history(
    view: DispatchView, printed: tuple[PrintedNotice, ...]
) -> tuple[tuple[Dispatch, tuple[PrintedNotice, ...]], ...]:
    """Every public version with its notices, newest first."""
    by_version = {one.version: one for one in view.versions if not one.hidden_until_release}
    by_version[view.dispatch.version] = view.dispatch
    return tuple(
        (one, tuple(notice for notice in printed if notice.version == one.version))
        for _, one in sorted(by_version.items(), reverse=True)
    )


def _groups(body: tuple[Passage, ...]) -> tuple[tuple[str, tuple[Passage, ...]], ...]:
    """Passages in runs of one kind: a list's items and a table's rows belong together."""
    runs: list[tuple[str, tuple[Passage, ...]]] = []
    for kind, run in groupby(body, key=lambda passage: passage.kind):
        passages = tuple(run)
        if kind in (BlockKind.LIST_ITEM, BlockKind.TABLE_ROW):
            runs.append((kind.value, passages))
        else:
            runs.extend((kind.value, (one,)) for one in passages)
    return tuple(runs)


def _summary(shown: Shown) -> str:
    """The first sentences for a page's description."""
    first = shown.subhead or next(iter(shown.body), None)
    return first.text[:300] if first else ""


def _page(template: str, house: House, **parts: Any) -> bytes:
    """One page in the dispatch's folder."""
    return print_page(
        template,
        house=house,
        language=parts["dispatch"].language,
        folder=folder_of(parts["dispatch"].id, parts["dispatch"].language),
        section="",
        **parts,
    )
