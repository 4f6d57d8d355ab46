"""May we? The one place where a record of rights becomes a permission, with its reason."""

from __future__ import annotations

import re
import tomllib
from datetime import date
from functools import lru_cache
from importlib.resources import files

from dragoman.publishers.licences import Licence, licence_from_url, licence_named
from dragoman.records import Article, Extent, Grant, Permission, Publisher, Rights


def permit(publisher: Publisher, article: Article, *, on: date, noncommercial: bool) -> Permission:
    """What a dispatch of `article` may show on the day `on`, and why.

    `noncommercial` says that the newsroom declared itself non-commercial. Whatever is not clearly
    granted comes out as a link.
    """
    if publisher.own:
        return _own(publisher)
    rights = publisher.rights
    item = _item_licence(article, rights)
    reason = (
        _why_reserved(publisher, article, on)
        or _why_nothing_is_granted(publisher, on)
        or why_agency(publisher, article)
        or _why_not_translated(publisher)
        or _why_item_forbids(item, noncommercial=noncommercial)
        or _why_commercial(publisher, noncommercial=noncommercial)
    )
    if reason:
        return _link_only(rights, reason)
    licence = item or licence_named(rights.licence)
    name = item.name if item else rights.licence
    return Permission(
        extent=rights.republish,
        translate=True,
        show_original=rights.show_original is Grant.GRANTED,
        index=rights.index is Grant.GRANTED,
        reason=_granted(publisher, name),
        licence=name,
        licence_url=article.licence_url if item else rights.licence_url,
        translation_licence=licence.translation if licence else "",
        credit_line=rights.credit_line,
    )


def why_agency(publisher: Publisher, article: Article) -> str:
    """Why an article belongs to an agency and not to its publisher; "" when it does not.

    Looks at the credit line, the bylines and the dateline. A publisher that is the agency itself
    is no case of it.
    """
    places = (("credit line", article.credit_line), ("dateline", article.dateline))
    named = [*places, *(("byline", byline) for byline in article.bylines)]
    itself = f"{publisher.rights.holder} {publisher.name}"
    own_marks = [("", (mark,)) for mark in publisher.rights.excluded_credits if mark.strip()]
    for agency, marks in (*own_marks, *agencies()):
        if agency and any(_mentions(itself, mark) for mark in marks):
            continue
        for place, text in named:
            mark = next((mark for mark in marks if text and _mentions(text, mark)), "")
            if mark:
                return (
                    f'the {place} "{text[:80]}" credits {agency or mark}, whose items '
                    f"{publisher.name} cannot grant to others"
                )
    return ""


@lru_cache(maxsize=1)
def agencies() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """(name, marks) of the agencies that are excluded by default, out of `agencies.toml`."""
    text = files("dragoman.publishers").joinpath("agencies.toml").read_text(encoding="utf-8")
    return tuple((row["name"], tuple(row["marks"])) for row in tomllib.loads(text)["agency"])


def is_confirmed(rights: Rights, on: date) -> bool:
    """True while somebody stands for the record and it has not run out."""
    return bool(rights.confirmed_by) and not (rights.expires_on and rights.expires_on < on)


def _mentions(text: str, mark: str) -> bool:
    """True when `mark` stands in `text` as whole words; short marks and capitals in exact case."""
    exact = len(mark) <= 4 or mark.isupper()
    if not mark.isascii() and not any(c.isascii() for c in mark) and not mark[0].isupper():
        return mark in text  # scripts without spaces between words
    flags = 0 if exact else re.IGNORECASE
    return re.search(rf"(?<!\w){re.escape(mark)}(?!\w)", text, flags) is not None


def _why_reserved(publisher: Publisher, article: Article, on: date) -> str:
    """A reservation of text and data mining holds unless a confirmed licence grants translating."""
    rights = publisher.rights
    granted = is_confirmed(rights, on) and rights.translate is Grant.GRANTED
    if not article.tdm_reserved or granted:
        return ""
    return (
        f"text and data mining is reserved by {publisher.name}, and no confirmed licence grants "
        "a translation"
    )


def _why_nothing_is_granted(publisher: Publisher, on: date) -> str:
    """Unconfirmed and expired records grant nothing."""
    rights = publisher.rights
    if not rights.confirmed_by:
        return f"nobody has confirmed what {publisher.name} grants, and unstated is not granted"
    if rights.expires_on and rights.expires_on < on:
        return f"the permission of {publisher.name} ended on {rights.expires_on.isoformat()}"
    return ""


def _why_not_translated(publisher: Publisher) -> str:
    """No translation without a grant to translate and a grant to republish."""
    rights = publisher.rights
    called = rights.licence if rights.licence not in ("", "terms") else ""
    if rights.translate is Grant.DENIED:
        by = f"its licence {called} forbids adaptations" if called else "it forbids translations"
        return f"{publisher.name} does not allow a translation: {by}"
    if rights.translate is not Grant.GRANTED:
        return f"{publisher.name} has not granted translations, and unstated is not granted"
    if rights.republish is Extent.LINK_ONLY:
        return f"{publisher.name} grants no republication, so there is a link only"
    return ""


def _why_commercial(publisher: Publisher, *, noncommercial: bool) -> str:
    if publisher.rights.noncommercial and not noncommercial:
        called = publisher.rights.licence or "its record"
        return (
            f"{publisher.name} grants non-commercial use only ({called}), and this newsroom is not "
            "declared non-commercial"
        )
    return ""


def _item_licence(article: Article, rights: Rights) -> Licence | None:
    """The licence that the article itself names, when it is another one than the publisher's."""
    name = licence_from_url(article.licence_url)
    return licence_named(name) if name and name != rights.licence else None


def _why_item_forbids(item: Licence | None, *, noncommercial: bool) -> str:
    """A licence on the article itself can only take away from what its publisher granted."""
    if item is None:
        return ""
    if item.translate is not Grant.GRANTED:
        return f"the article itself stands under {item.name}, which forbids adaptations"
    if item.noncommercial and not noncommercial:
        return (
            f"the article itself stands under {item.name}, and this newsroom is not declared "
            "non-commercial"
        )
    return ""


def _own(publisher: Publisher) -> Permission:
    """The newsroom's own texts."""
    return Permission(
        extent=Extent.FULL,
        translate=True,
        show_original=True,
        index=True,
        reason=f"{publisher.name} is this newsroom's own",
        licence=publisher.rights.licence,
        licence_url=publisher.rights.licence_url,
        translation_licence="" if publisher.rights.licence == "own" else publisher.rights.licence,
        credit_line=publisher.rights.credit_line,
    )


def _link_only(rights: Rights, reason: str) -> Permission:
    """A headline and a link, which need nobody's permission."""
    return Permission(
        extent=Extent.LINK_ONLY,
        translate=False,
        show_original=False,
        index=False,
        reason=reason,
        licence=rights.licence,
        licence_url=rights.licence_url,
        credit_line=rights.credit_line,
    )


def _granted(publisher: Publisher, licence: str) -> str:
    """Why a translation may be published."""
    by = publisher.rights.confirmed_by
    if licence == "own":
        return f"{publisher.name} gave all rights, confirmed by {by}"
    if licence in ("", "terms"):
        return f"{publisher.name} granted translation and republication, confirmed by {by}"
    return f"{publisher.name} publishes under {licence}, confirmed by {by}"
