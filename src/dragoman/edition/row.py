"""The row of a dispatch: all that lists and feeds say of it."""

from __future__ import annotations

from dataclasses import replace

from dragoman.edition.addresses import safe_url
from dragoman.edition.house import DispatchView, FrontRow
from dragoman.edition.json_ld import original_address
from dragoman.edition.labels import is_translation, licence_text, link_reason
from dragoman.edition.notices import (
    all_notices,
    is_publishers_word,
    may_show,
)
from dragoman.edition.passages import Shown, shown_text
from dragoman.edition.tombstone import withdrawal_reason
from dragoman.edition.words import words_of
from dragoman.records import (
    DispatchKind,
    DispatchStatus,
    Extent,
    Notice,
    TextChange,
)

# So much of the first paragraph stands under a headline.
LONGEST_SUMMARY = 280
LONGEST_HEADLINE = 2000
# A row is kept for every dispatch: a notice in it says enough to know the change by.
CHANGES_IN_ROW = 3
LONGEST_CHANGE = 400


def front_row(view: DispatchView) -> FrontRow:
    """What lists and feeds need of a dispatch, with nothing that a reader may not see."""
    bare = _bare_row(view)
    if bare.is_withdrawn:
        return replace(bare, status_reason=withdrawal_reason(view))
    if not is_translation(view) or view.desk_copy is None:
        return replace(
            bare,
            kind=DispatchKind.LINK,
            headline=view.article.headline[:LONGEST_HEADLINE],
            headline_language=view.article.language,
            link_reason=link_reason(view, words_of(bare.language)),
        )
    shown = shown_text(view, view.desk_copy, words_of(bare.language))
    return _translated_row(bare, view, shown)


def _bare_row(view: DispatchView) -> FrontRow:
    """What holds for every dispatch; of a withdrawn one, nothing of the article."""
    dispatch, article, publisher = view.dispatch, view.article, view.publisher
    withdrawn = dispatch.status is not DispatchStatus.USABLE
    return FrontRow(
        dispatch=dispatch.id,
        version=dispatch.version,
        language=dispatch.language,
        headline="",
        headline_language=dispatch.language,
        summary="",
        publisher=publisher.name,
        publisher_slug=publisher.slug,
        publisher_homepage=publisher.homepage,
        source_language=article.language,
        original_title="" if withdrawn else article.headline[:LONGEST_HEADLINE],
        original_url="" if withdrawn else original_address(view),
        authors=() if withdrawn else article.bylines,
        published_at=dispatch.published_at,
        first_published_at=dispatch.first_published_at,
        original_published_at=article.published_at,
        kind=dispatch.kind,
        status=dispatch.status,
        hidden=dispatch.hidden_until_release,
        index=dispatch.permission.index,
        own=publisher.own,
        rights=licence_text(view, words_of(dispatch.language)),
        licence_url=safe_url(dispatch.permission.licence_url),
        notices=_row_notices(view, None),
    )


def _translated_row(bare: FrontRow, view: DispatchView, shown: Shown) -> FrontRow:
    """The row of a translation."""
    permission = view.dispatch.permission
    first = shown.subhead or next(iter(shown.body), None)
    headline = shown.headline
    in_source = headline is not None and all(one.in_source for one in headline.sentences)
    return replace(
        bare,
        headline=headline.text[:LONGEST_HEADLINE] if headline else "",
        headline_language=view.article.language if in_source else view.dispatch.language,
        summary=_cut(
            "".join(one.text + one.gap for one in first.sentences if not one.marks & {"kept"})
        )
        if first
        else "",
        tags=tuple(kind for kind, n in shown.tally.items() if n),
        marked=shown.marked,
        sentences=shown.sentences,
        licence_url=safe_url(permission.licence_url),
        notices=_row_notices(
            view, None if permission.extent is Extent.FULL else shown.segments, changes=True
        ),
    )


def _row_notices(
    view: DispatchView, shown: frozenset[str] | None, *, changes: bool = False
) -> tuple[Notice, ...]:
    """The notices of a row: shortened, and without words of a text that is not shown."""
    noted = view.dispatch.permission.show_original and changes
    return tuple(
        replace(
            notice,
            note=notice.note if noted or not is_publishers_word(notice) else "",
            changes=tuple(
                TextChange(
                    before=one.before[:LONGEST_CHANGE],
                    after=one.after[:LONGEST_CHANGE],
                    segment=one.segment,
                )
                for one in notice.changes
                if changes and may_show(one, shown)
            )[:CHANGES_IN_ROW],
        )
        for notice in all_notices(view.dispatch, view.versions)
    )


def _cut(text: str) -> str:
    """The first words of a paragraph."""
    text = " ".join(text.split())
    if len(text) <= LONGEST_SUMMARY:
        return text
    return text[:LONGEST_SUMMARY].rsplit(" ", 1)[0].rstrip(" ,;:") + " …"
