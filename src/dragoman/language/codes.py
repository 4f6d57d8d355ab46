"""Language tags: one spelling for the many that publishers write.

Tags follow BCP 47. Names, aliases and likely scripts come from the Unicode CLDR through Babel.
"""

from __future__ import annotations

import re
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from babel.core import get_global

UNDETERMINED = "und"

_RTL_SCRIPTS = frozenset({
    "Adlm", "Arab", "Aran", "Hebr", "Mand", "Mend", "Nkoo", "Rohg", "Samr", "Syrc", "Thaa", "Yezi",
})  # fmt: skip
"""ISO 15924 codes of scripts in use that run from right to left (Unicode Bidi_Class R or AL)."""

_TAG = re.compile(
    r"(?P<language>[a-z]{2,3})(?:-(?P<extlang>[a-z]{3}))?(?:-(?P<script>[a-z]{4}))?"
    r"(?:-(?P<region>[a-z]{2}|\d{3}))?(?P<rest>(?:-[a-z0-9]{1,8})*)"
)
_VARIANT = re.compile(r"(?:[a-z0-9]{5,8}|\d[a-z0-9]{3})")


@lru_cache(maxsize=1)
def _known_languages() -> frozenset[str]:
    """Language codes that CLDR has an English name for, and those it knows a script for."""
    named = {str(code).split("_")[0] for code in Locale("en").languages}
    scripted = {str(key).split("_")[0] for key in get_global("likely_subtags")}
    return frozenset(named | scripted)


@lru_cache(maxsize=4096)
def normalise_tag(tag: str) -> str:
    """The BCP 47 spelling of `tag` ("pt_br" and "por-BR" give "pt-BR"), or "" for nonsense.

    Three-letter and withdrawn codes give today's shortest ("deu" -> "de", "iw" -> "he"); POSIX
    endings (".UTF-8", "@latin") and extensions are dropped, variants are kept.
    """
    plain = re.split(r"[.@,;\s]", tag.strip(), maxsplit=1)[0].replace("_", "-").lower()
    match = _TAG.fullmatch(plain)
    if match is None:
        return ""
    language, script, region = match["language"], match["script"] or "", match["region"] or ""
    if match["extlang"]:
        language = match["extlang"]
    alias = get_global("language_aliases").get(language)
    if alias and language != "tl":
        language, *more = alias.split("_")
        script = script or next((part for part in more if len(part) == 4), "")
        region = region or next((part for part in more if len(part) == 2), "")
    if language not in _known_languages():
        return ""
    variants = []
    for part in match["rest"].split("-"):
        if len(part) == 1:
            break
        if _VARIANT.fullmatch(part):
            variants.append(part)
    parts = [language, script.title(), region.upper(), *variants]
    return "-".join(part for part in parts if part)


def base_language(tag: str) -> str:
    """The language subtag of `tag` alone ("pt-BR" -> "pt"), or "" for nonsense."""
    return normalise_tag(tag).split("-")[0]


@lru_cache(maxsize=2048)
def language_name(tag: str, in_language: str = "en") -> str:
    """The name of a language in `in_language` ("pt-BR", "de" -> "Brasilianisches Portugiesisch").

    Falls back to the English name, then to the tag itself.
    """
    clean = normalise_tag(tag)
    if not clean:
        return tag
    for display in (normalise_tag(in_language), base_language(in_language), "en"):
        name = _name_in(clean, display) if display else ""
        if name:
            return name
    return clean


def _name_in(tag: str, display: str) -> str:
    try:
        names = Locale.parse(display, sep="-").languages
    except (UnknownLocaleError, ValueError):
        return ""
    parts = tag.split("-")
    for end in range(len(parts), 0, -1):
        name = names.get("_".join(parts[:end]))
        if name:
            return str(name)
    return ""


def script_of(tag: str) -> str:
    """The ISO 15924 code of the script a language is usually written in, or "" when unknown."""
    clean = normalise_tag(tag)
    for part in clean.split("-")[1:]:
        if len(part) == 4 and part.isalpha():
            return part
    likely = get_global("likely_subtags")
    joined = clean.replace("-", "_")
    found = likely.get(joined) or likely.get(joined.split("_")[0]) or ""
    pieces = found.split("_")
    return pieces[1] if len(pieces) > 1 else ""


def direction(tag: str) -> str:
    """The way a language is written: "rtl" or "ltr" (also for nonsense)."""
    return "rtl" if script_of(tag) in _RTL_SCRIPTS else "ltr"
