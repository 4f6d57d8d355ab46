"""What belongs to the house: the choice of editions, how this is made, style, robots, 404."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

from babel.numbers import format_decimal
from markupsafe import Markup

from dragoman.edition.addresses import address_of, contact_url, folder_of, safe_url
from dragoman.edition.error_rates import ErrorRate, error_rates, scale_of
from dragoman.edition.house import House
from dragoman.edition.press import print_page, site_icon, style_sheet
from dragoman.edition.words import Words, words_of


def render_house(
    house: House,
    rows_by_language: Mapping[str, int] | None = None,
    rates: Sequence[ErrorRate] | None = None,
) -> dict[str, bytes]:
    """The files of the house, by path from the site's root.

    `rows_by_language` counts the public dispatches of each edition (left out: no count is shown);
    `rates` are error rates that readers measured (left out: those that come with the program); for
    an edition without any, the page says that there is none.
    """
    rates = error_rates() if rates is None else tuple(rates)
    languages = house.languages or ("en",)
    editions = _editions(languages, rows_by_language)
    plain: dict[str, Any] = {"house": house, "language": languages[0], "section": "", "summary": ""}
    files = {
        "index.html": print_page(
            "root.html",
            folder="",
            editions=editions,
            canonical=safe_url(address_of(house, "")),
            index=True,
            **plain,
        ),
        "404.html": print_page(
            "missing.html",
            folder="",
            editions=editions,
            canonical="",
            index=False,
            **plain,
            root=_rooted(house),
        ),
        "style.css": style_sheet(),
        "icon.svg": site_icon(),
        "robots.txt": _robots(),
    }
    hows = [_how_page(house, language, rates) for language in languages]
    return files | {path: body for how in hows for path, body in how.items()}


def _editions(
    languages: Sequence[str], counts: Mapping[str, int] | None
) -> list[dict[str, object]]:
    """The editions with their words and, where known, how many dispatches each holds."""
    return [
        {
            "language": one,
            "words": words_of(one),
            "count": None if counts is None else counts.get(one, 0),
        }
        for one in languages
    ]


def _how_page(house: House, language: str, rates: tuple[ErrorRate, ...]) -> dict[str, bytes]:
    """How this is made, in one edition's language, with the figures of what it is translated by."""
    rates = tuple(one for one in rates if one.target == language.partition("-")[0])
    folder = folder_of("x", language).rpartition("/")[0]
    contact = contact_url(house.contact)
    shown = contact.removeprefix("mailto:") or house.contact
    page = print_page(
        "how.html",
        house=house,
        language=language,
        folder=folder,
        section="how",
        summary="",
        index=True,
        canonical=safe_url(address_of(house, f"{folder}/how.html")),
        rates=rates,
        scale=scale_of(rates),
        number_text=number_text,
        contact_link=Markup('<a href="{}">{}</a>').format(contact, shown) if contact else shown,
    )
    return {f"{folder}/how.html": page}


def number_text(number: float, words: Words) -> str:
    """A number with at most one decimal, as the edition's language writes it."""
    return str(format_decimal(round(number, 1), locale=words.locale))


def _rooted(house: House) -> str:
    """The site's root as an absolute path: the 404 page is shown at any depth."""
    path = urlsplit(safe_url(house.address)).path.strip("/")
    return f"/{path}/" if path else "/"


def _robots() -> bytes:
    """Crawlers are welcome; what may not be indexed says so in its own page."""
    return (
        b"# Pages that publishers do not allow in search carry a noindex of their own.\n"
        b"User-agent: *\nDisallow:\n"
    )
