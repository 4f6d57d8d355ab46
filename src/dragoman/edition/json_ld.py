"""schema.org JSON-LD of a dispatch's pages."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from dragoman.edition.addresses import address_of, dispatch_address, safe_url
from dragoman.edition.house import DispatchView, House
from dragoman.edition.notices import CORRECTING, may_show, notice_title
from dragoman.edition.words import Words
from dragoman.records import Notice

# schema.org's member for IPTC's compositeWithTrainedAlgorithmicMedia: IPTC has no term for machine
# translation; this one says "existing material changed by a trained model".
SOURCE_TYPE = "https://schema.org/CompositeWithTrainedAlgorithmicMediaDigitalSource"


def translation_card(
    view: DispatchView,
    house: House,
    words: Words,
    *,
    headline: str,
    label: str,
    notices: Iterable[Notice],
    shown: frozenset[str] | None,
) -> dict[str, Any]:
    """A `NewsArticle` that is a translation of its publisher's article."""
    dispatch, permission = view.dispatch, view.dispatch.permission
    site = house_card(house)
    return {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": headline,
        "inLanguage": dispatch.language,
        "url": dispatch_address(house, dispatch),
        "datePublished": dispatch.first_published_at.isoformat(),
        "dateModified": dispatch.published_at.isoformat(),
        "version": dispatch.version,
        "translationOfWork": original_card(view),
        "isBasedOn": original_address(view),
        "translator": site,
        "sdPublisher": site,
        "creditText": permission.credit_line,
        "license": safe_url(permission.licence_url) or permission.translation_licence,
        "copyrightHolder": _named("Organization", view.publisher.rights.holder),
        "digitalSourceType": SOURCE_TYPE,
        "backstory": label,
        "isAccessibleForFree": True,
        "correction": [
            correction_card(one, words, shown) for one in notices if one.kind in CORRECTING
        ],
    }


def link_card(view: DispatchView, house: House) -> dict[str, Any]:
    """A `WebPage` about an article that is only linked to."""
    return {
        "@context": "https://schema.org",
        "@type": "WebPage",
        "url": dispatch_address(house, view.dispatch),
        "inLanguage": view.dispatch.language,
        "dateModified": view.dispatch.published_at.isoformat(),
        "mainEntity": original_card(view),
        "publisher": house_card(house),
    }


def original_card(view: DispatchView) -> dict[str, Any]:
    """The original as a `NewsArticle` of its own publisher, in its own language."""
    article, publisher = view.article, view.publisher
    return {
        "@type": "NewsArticle",
        "headline": article.headline,
        "inLanguage": article.language,
        "url": original_address(view),
        "datePublished": article.published_at.isoformat() if article.published_at else "",
        "dateModified": article.updated_at.isoformat() if article.updated_at else "",
        "author": [_named("Person", name) for name in article.bylines],
        "publisher": {
            **_named("Organization", publisher.name),
            "url": safe_url(publisher.homepage),
        },
    }


def original_address(view: DispatchView) -> str:
    """Where the original stands, "" when no address of it may become a link."""
    return safe_url(view.article.canonical_url) or safe_url(view.article.url)


def correction_card(notice: Notice, words: Words, shown: frozenset[str] | None) -> dict[str, Any]:
    """One notice as a `CorrectionComment`."""
    changes = [
        f"{one.before or '–'} → {one.after or '–'}"
        for one in notice.changes
        if may_show(one, shown)
    ]
    return {
        "@type": "CorrectionComment",
        "datePublished": notice.issued_at.isoformat(),
        "text": " ".join([f"{notice_title(notice, words)}.", *changes]),
    }


def house_card(house: House) -> dict[str, Any]:
    """The newsroom as an organisation; never as an author."""
    language = house.languages[0] if house.languages else "en"
    linked = bool(safe_url(house.address))
    return {
        "@type": "Organization",
        "name": house.name,
        "url": safe_url(house.address),
        "publishingPrinciples": address_of(house, f"{language}/how.html") if linked else "",
        "correctionsPolicy": address_of(house, f"{language}/corrections.html") if linked else "",
    }


def _named(kind: str, name: str) -> dict[str, Any]:
    """A named thing, {} without a name."""
    return {"@type": kind, "name": name} if name else {}
