"""What every page must say of a dispatch: the label, the credits, the rights."""

from __future__ import annotations

from markupsafe import Markup

from dragoman.edition.addresses import safe_url
from dragoman.edition.house import DispatchView, House
from dragoman.edition.json_ld import original_address
from dragoman.edition.tongue import direction, language_name
from dragoman.edition.words import Words
from dragoman.records import DeskCopy, DispatchKind, Extent, Tier


def is_translation(view: DispatchView) -> bool:
    """True when a translation may stand on the page.

    The edition's own last look: without a desk copy, or without a permission that allows both
    translating and republishing, there is a headline and a link, whatever the dispatch says.
    """
    dispatch = view.dispatch
    return (
        dispatch.kind is DispatchKind.TRANSLATION
        and view.desk_copy is not None
        and dispatch.permission.translate
        and dispatch.permission.extent is not Extent.LINK_ONLY
    )


def link_reason(view: DispatchView, words: Words) -> str:
    """Why there is only a headline and a link, never empty."""
    dispatch = view.dispatch
    return (
        dispatch.link_reason.strip()
        or dispatch.permission.reason.strip()
        or words.text("link.no_reason")
    )


def machine_label(marked: int, sentences: int, words: Words) -> str:
    """The label in plain text, for feeds and data."""
    return (
        f"{words.text('label.machine')} {words.text('label.nobody')} "
        f"{compared(marked, sentences, words)}; {words.text('label.unmarked')}."
    )


def compared(marked: int, sentences: int, words: Words) -> str:
    """ "A program compared it with the original and marked 3 of its 14 sentences"."""
    if sentences == 1:
        return words.text("label.only", marked)
    return words.text("label.marked", marked, m=sentences)


def label_extras(copy: DeskCopy, engine_words: str, words: Words) -> tuple[str, ...]:
    """What must be added to the label: checks that are missing, a pivot, gist, a remote engine."""
    translation = copy.translation
    extras: list[str] = []
    if copy.unchecked:
        extras.append(
            words.text(
                "label.unchecked",
                source=language_name(translation.source_language, words),
                target=language_name(translation.target_language, words),
                checks=", ".join(_check_name(one, words) for one in copy.unchecked),
            )
        )
    if translation.pivot:
        pivot = language_name(translation.pivot, words)
        extras.append(words.text("label.pivot", language=pivot))
    if translation.tier is Tier.GIST:
        extras.append(words.text("label.gist"))
    if not translation.offline:
        extras.append(words.text("label.remote", engine=engine_words or translation.engine))
    return tuple(extras)


def original_sentence(view: DispatchView, words: Words) -> Markup:
    """ "The original of this article, “TITLE”, was published by PUBLISHER.", with its link."""
    article = view.article
    title = article.headline.strip()
    language = article.language
    shown = Markup('<cite lang="{}" dir="{}" translate="no">{}</cite>').format(
        language,
        direction(language),
        words.text("credit.quoted", text=title) if title else original_address(view),
    )
    return words.html(
        "credit.original",
        title=linked(shown, original_address(view), language),
        publisher=publisher_link(view),
    )


def publisher_link(view: DispatchView) -> Markup:
    """The publisher's name, linked to its homepage when that is a real address."""
    name = Markup('<bdi translate="no">{}</bdi>').format(view.publisher.name)
    return linked(name, safe_url(view.publisher.homepage))


def linked(text: Markup, url: str, language: str = "") -> Markup:
    """`text` as a link to `url` (already looked at by `safe_url`); plain without one."""
    if not url:
        return text
    if language:
        return Markup('<a href="{}" hreflang="{}" rel="external">{}</a>').format(
            url, language, text
        )
    return Markup('<a href="{}" rel="external">{}</a>').format(url, text)


def authors_of(view: DispatchView) -> str:
    """The names that the original stands under, the publisher's where it names nobody."""
    return ", ".join(view.article.bylines) or view.publisher.name


def endorsement(view: DispatchView, house: House, words: Words) -> Markup:
    """ "Original by X; translated by machine for Y, not endorsed by the publisher."."""
    author = Markup('<bdi translate="no">{}</bdi>').format(authors_of(view))
    name = Markup('<bdi translate="no">{}</bdi>').format(house.name)
    return words.html(
        "credit.own" if view.publisher.own else "credit.endorsed", author=author, house=name
    )


def licence_lines(view: DispatchView, words: Words) -> tuple[Markup, ...]:
    """The original's licence as a link, and under which one the translation is offered."""
    permission = view.dispatch.permission
    lines: list[Markup] = []
    name = permission.licence or permission.licence_url
    if name and name not in ("own", "terms"):
        url = safe_url(permission.licence_url)
        shown = (
            Markup('<a href="{}" rel="license external">{}</a>').format(url, name)
            if url
            else Markup("{}").format(name)
        )
        lines.append(words.html("credit.licence", licence=shown))
    if permission.translation_licence:
        lines.append(words.html("credit.licence_own", licence=permission.translation_licence))
    return tuple(lines)


def rights_text(view: DispatchView, house: House, words: Words) -> str:
    """Rights in plain text: whose the text is, who translated it, the licences."""
    parts = []
    if is_translation(view):
        key = "credit.own" if view.publisher.own else "credit.endorsed"
        parts.append(words.text(key, author=authors_of(view), house=house.name))
    parts.append(licence_text(view, words))
    return " ".join(part for part in parts if part)


def licence_text(view: DispatchView, words: Words) -> str:
    """The publisher's credit line and the licences, in plain text."""
    permission = view.dispatch.permission
    credit = permission.credit_line or view.publisher.rights.credit_line
    parts = [credit if not credit or credit[-1] in ".!?" else f"{credit}."]
    if permission.licence and permission.licence not in ("own", "terms"):
        parts.append(words.text("credit.licence", licence=permission.licence))
    if permission.translation_licence:
        parts.append(words.text("credit.licence_own", licence=permission.translation_licence))
    return " ".join(part for part in parts if part)


def _check_name(check: str, words: Words) -> str:
    """A check's name in the edition's words, as it is when there is no word."""
    key = f"category.{check.strip().lower().replace('_', '-')}"
    return words.text(key).lower() if words.has(key) else check
