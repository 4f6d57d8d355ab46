"""What to tell readers when a published text changes: the kind of notice and what changed."""

from __future__ import annotations

from dragoman.article import changes_between
from dragoman.newsroom.opening import Newsroom
from dragoman.records import (
    DeskCopy,
    Dispatch,
    DispatchKind,
    DispatchStatus,
    Notice,
    NoticeBy,
    NoticeKind,
    TextChange,
)


def notice_for(room: Newsroom, before: Dispatch, after: Dispatch) -> Notice:
    """The notice that a new version of a public dispatch carries.

    A new version of the original is an update, or what the publisher's own new notice says it is;
    the same version of the original with another text is a correction of this translation; a
    text that comes back is an advisory.
    """
    now = after.published_at
    if before.status is not DispatchStatus.USABLE:
        return Notice(
            kind=NoticeKind.ADVISORY,
            by=before.notices[-1].by if before.notices else NoticeBy.NEWSROOM,
            version=after.version,
            issued_at=now,
            note="This text was withheld and is back.",
        )
    changes = text_changes(room, before, after)
    if before.article_version != after.article_version:
        kind, note = _publishers_word(room, before, after)
        return Notice(
            kind=kind,
            by=NoticeBy.PUBLISHER,
            version=after.version,
            issued_at=now,
            note=note,
            changes=changes,
        )
    kind = NoticeKind.CORRECTION if changes else NoticeKind.ADVISORY
    note = "" if changes else _what_else_changed(before, after)
    return Notice(
        kind=kind,
        by=NoticeBy.NEWSROOM,
        version=after.version,
        issued_at=now,
        note=note,
        changes=changes,
    )


def text_changes(room: Newsroom, before: Dispatch, after: Dispatch) -> tuple[TextChange, ...]:
    """Which sentences of the published text read differently now, before and after."""
    old, new = _copy_of(room, before), _copy_of(room, after)
    if old is None or new is None:
        return ()
    if before.article_version == after.article_version:
        return _changes_of_translation(old, new)
    return _changes_of_original(room, before, after, old, new)


def _changes_of_translation(old: DeskCopy, new: DeskCopy) -> tuple[TextChange, ...]:
    """Changes where the original stayed: unit by unit."""
    was = {unit.segment: unit.target for unit in old.translation.units}
    return tuple(
        TextChange(before=was.get(unit.segment, ""), after=unit.target, segment=unit.segment)
        for unit in new.translation.units
        if was.get(unit.segment) != unit.target
    )


def _changes_of_original(
    room: Newsroom, before: Dispatch, after: Dispatch, old: DeskCopy, new: DeskCopy
) -> tuple[TextChange, ...]:
    """Changes that follow the original's: its changed sentences, told in the edition's language."""
    old_article = room.store.articles.version(before.article, before.article_version)
    new_article = room.store.articles.version(after.article, after.article_version)
    if old_article is None or new_article is None:
        return ()
    was = {unit.source: unit.target for unit in old.translation.units}
    now = {unit.source: unit.target for unit in new.translation.units}
    return tuple(
        TextChange(
            before=was.get(change.before, ""),
            after=now.get(change.after, ""),
            segment=change.segment,
        )
        for change in changes_between(old_article, new_article)
    )


def _publishers_word(room: Newsroom, before: Dispatch, after: Dispatch) -> tuple[NoticeKind, str]:
    """The kind and text of a notice that the publisher added to its article, or a plain update."""
    old_article = room.store.articles.version(before.article, before.article_version)
    new_article = room.store.articles.version(after.article, after.article_version)
    known = set(old_article.notices) if old_article else set()
    added = [notice for notice in new_article.notices if notice not in known] if new_article else []
    if not added:
        return NoticeKind.UPDATE, ""
    return added[0].kind, " ".join(notice.text for notice in added)


def _what_else_changed(before: Dispatch, after: Dispatch) -> str:
    """A sentence for a new version whose text is the same."""
    if before.permission != after.permission:
        return f"What may be shown of this text changed: {after.permission.reason}"
    if before.kind is not after.kind:
        return (
            "The translation was taken down; the link stays."
            if after.kind is DispatchKind.LINK
            else "A translation is now available."
        )
    return "Published again; the text did not change."


def _copy_of(room: Newsroom, dispatch: Dispatch) -> DeskCopy | None:
    """The words of one version of a dispatch: kept with it, or on the desk if not published yet."""
    if dispatch.kind is DispatchKind.LINK:
        return None
    translations = room.store.translations
    return translations.published_copy(dispatch.id, dispatch.version) or translations.desk_copy(
        dispatch.article, dispatch.article_version, dispatch.language
    )
