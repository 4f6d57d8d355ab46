"""The press: templates filled with what a page shows, everything escaped."""

from __future__ import annotations

import hashlib
import json
import re
from functools import lru_cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from dragoman.edition.addresses import contact_url, root_from, safe_url
from dragoman.edition.house import House
from dragoman.edition.tongue import (
    day_text,
    direction,
    language_name,
    time_text,
)
from dragoman.edition.words import Words, words_of

# Characters that neither XML 1.0 nor an HTML document may hold, and lone surrogates, which UTF-8
# cannot write. Directional overrides and isolates are dropped too: a title must not turn the page.
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
    "\u202a-\u202e\u2066-\u2069]"
)
# Nothing runs, nothing is fetched from elsewhere, nothing is sent. `frame-ancestors` counts only in
# a header, which the server sends.
POLICY = "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'"
DIGITAL_SOURCE_TYPE = (
    "http://cv.iptc.org/newscodes/digitalsourcetype/compositeWithTrainedAlgorithmicMedia"
)


def clean(value: object) -> object:
    """`value` without characters that no page or feed may hold; `Markup` stays `Markup`."""
    if isinstance(value, str) and _FORBIDDEN.search(value):
        return type(value)(_FORBIDDEN.sub("", value))
    return value


@lru_cache(maxsize=1)
def environment() -> Environment:
    """The template environment: autoescape for every file, an unknown name is an error."""
    made = Environment(
        loader=PackageLoader("dragoman.edition", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=clean,
        auto_reload=False,
    )
    made.globals.update(
        direction=direction,
        own_name=language_name,
        time_text=time_text,
        day_text=day_text,
        safe_url=safe_url,
        policy=POLICY,
        digital_source_type=DIGITAL_SOURCE_TYPE,
        style_tag=style_tag(),
    )
    return made


@lru_cache(maxsize=1)
def style_sheet() -> bytes:
    """The one style sheet of the site."""
    return files("dragoman.edition").joinpath("style.css").read_bytes()


@lru_cache(maxsize=1)
def site_icon() -> bytes:
    """The site's icon: lines of two texts, one from each side."""
    return files("dragoman.edition").joinpath("icon.svg").read_bytes()


@lru_cache(maxsize=1)
def style_tag() -> str:
    """A short digest of the sheet, so that a new sheet has a new address."""
    return hashlib.sha256(style_sheet()).hexdigest()[:10]


def print_page(template: str, *, house: House, language: str, folder: str, **parts: Any) -> bytes:
    """One page in an edition's language. `folder` is where it will stand ("" is the root)."""
    words = words_of(language)
    given = {
        "house": house,
        "language": language,
        "words": words,
        "w": words.html,
        "ui": interface_language(words),
        "root": root_from(folder),
        "contact": contact_url(house.contact),
        "imprint_url": safe_url(house.imprint),
    }
    filled = environment().get_template(template).render({**given, **parts})
    return filled.encode("utf-8")


def interface_language(words: Words) -> Markup:
    """The attributes of elements in the interface's words, where those are not the edition's."""
    if words.spoken == words.language:
        return Markup("")
    return Markup(' lang="{}" dir="{}"').format(words.spoken, direction(words.spoken))


def linked_script(value: dict[str, Any]) -> Markup:
    """JSON for a `script` element: no character in it can end the element."""
    text = json.dumps(_cleaned(value), ensure_ascii=False, separators=(",", ":"))
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return Markup(text)  # noqa: S704  every character that HTML reads is escaped above


def _cleaned(value: Any) -> Any:
    """The same JSON without forbidden characters and without empty members."""
    if isinstance(value, dict):
        return {key: _cleaned(one) for key, one in value.items() if one not in ("", None, [], {})}
    if isinstance(value, list):
        return [_cleaned(one) for one in value]
    return clean(value)
