"""What stays at the addresses of a withdrawn dispatch: that it went, by whose doing, and why."""

from __future__ import annotations

from datetime import datetime

from markupsafe import Markup

from dragoman.edition.addresses import ARTICLE_FILE, PAGES, dispatch_address, folder_of
from dragoman.edition.house import DispatchView, House
from dragoman.edition.notices import TAKING_DOWN, all_notices
from dragoman.edition.press import print_page
from dragoman.edition.tongue import time_text
from dragoman.edition.unit_table import encode
from dragoman.edition.words import Words, words_of
from dragoman.records import DispatchStatus, Notice, NoticeBy

# What a server looks for to answer 410 (Gone): in the head of the page, and first in the JSON.
GONE_MARK = '<meta name="dragoman-status" content="410">'
GONE_JSON = b'{"gone":true,'


def render_tombstone(view: DispatchView, house: House) -> dict[str, bytes]:
    """The same page at all addresses of the dispatch; not a word of the article is in it."""
    dispatch = view.dispatch
    words = words_of(dispatch.language)
    folder = folder_of(dispatch.id, dispatch.language)
    canceled = dispatch.status is DispatchStatus.CANCELED
    reason = withdrawal_reason(view)
    page = print_page(
        "tombstone.html",
        house=house,
        language=dispatch.language,
        folder=folder,
        section="",
        title=words.text("gone.title" if canceled else "gone.title_held"),
        gone_mark=Markup(GONE_MARK),  # noqa: S704  a constant of ours
        who=_who(view, house, words),
        reason=reason,
        canonical="",
        index=False,
        summary="",
    )
    files = {f"{folder}/{name}": page for name in PAGES.values()}
    files[f"{folder}/{ARTICLE_FILE}"] = encode(
        {
            "gone": True,
            "dispatch": dispatch.id,
            "version": dispatch.version,
            "status": dispatch.status.value,
            "language": dispatch.language,
            "url": dispatch_address(house, dispatch),
            "publisher": {"slug": view.publisher.slug, "name": view.publisher.name},
            "by": _by(view).value,
            "at": _when(view),
            "reason": reason,
        }
    )
    return files


def withdrawal_reason(view: DispatchView) -> str:
    """The reason given for a withdrawal, "" when there is none."""
    notice = _withdrawal(view)
    return view.dispatch.status_reason.strip() or (notice.note.strip() if notice else "")


def _withdrawal(view: DispatchView) -> Notice | None:
    """The newest notice that took the text down."""
    notices = all_notices(view.dispatch, view.versions)
    return next((one for one in reversed(notices) if one.kind in TAKING_DOWN), None)


def _by(view: DispatchView) -> NoticeBy:
    """Whose doing it was; the newsroom's when no notice says."""
    notice = _withdrawal(view)
    return notice.by if notice else NoticeBy.NEWSROOM


def _when(view: DispatchView) -> datetime:
    """When it went."""
    notice = _withdrawal(view)
    return notice.issued_at if notice else view.dispatch.published_at


def _who(view: DispatchView, house: House, words: Words) -> Markup:
    """ "PUBLISHER withdrew it on DATE."."""
    held = "held" if view.dispatch.status is DispatchStatus.WITHHELD else "by"
    when = _when(view)
    return words.html(
        f"gone.{held}_{_by(view).value}",
        publisher=Markup('<bdi translate="no">{}</bdi>').format(view.publisher.name),
        house=Markup('<bdi translate="no">{}</bdi>').format(house.name),
        time=Markup('<time datetime="{}">{}</time>').format(
            when.isoformat(), time_text(when, words, house.timezone)
        ),
    )
