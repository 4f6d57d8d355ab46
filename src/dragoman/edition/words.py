"""The interface's words: one TOML file a language, English where a word is missing."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

from babel import Locale
from babel.core import UnknownLocaleError
from markupsafe import Markup, escape

FALLBACK = "en"
NEUTRAL = Locale.parse(FALLBACK)


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one language, for the edition in `language`.

    `spoken` is the language that they really are in (English where there is no words file),
    `locale` what CLDR knows of it.
    """

    language: str
    spoken: str
    locale: Locale
    entries: dict[str, str]

    def text(self, key: str, n: int | None = None, /, **parts: object) -> str:
        """The plain text of `key` with `parts` filled in; `n` chooses the plural form."""
        if n is not None:
            parts = {"n": n, **parts}
        return self._template(key, n).format(**parts)

    def html(self, key: str, n: int | None = None, /, **parts: object) -> Markup:
        """Like `text`, escaped; parts that are `Markup` already stay as they are."""
        if n is not None:
            parts = {"n": n, **parts}
        template = _escaped(self._template(key, n))
        return template.format(**parts) if parts else template

    def has(self, key: str) -> bool:
        """True when there is a word for `key`."""
        return key in self.entries

    def _template(self, key: str, n: int | None) -> str:
        """The sentence with its gaps. A key that no file has is a mistake of ours: KeyError."""
        if n is None:
            return self.entries[key]
        form = self.locale.plural_form(n)
        return self.entries.get(f"{key}.{form}") or self.entries[f"{key}.other"]


@lru_cache(maxsize=4096)
def _escaped(template: str) -> Markup:
    """A template of ours, escaped; its gaps stay gaps."""
    return escape(template)


@lru_cache(maxsize=64)
def words_of(language: str) -> Words:
    """The words of an edition; a region falls back to its language, a language to English."""
    entries = dict(_file(FALLBACK))
    locale, spoken = NEUTRAL, FALLBACK
    for name in dict.fromkeys((language.split("-")[0].lower(), language)):
        own = _file(name)
        if own:
            entries.update(own)
            locale, spoken = locale_of(name) or locale, language
    return Words(language, spoken, locale, entries)


@lru_cache(maxsize=256)
def locale_of(language: str) -> Locale | None:
    """What CLDR knows of a BCP 47 tag; None when it knows nothing of it."""
    for tag in (language, language.split("-")[0]):
        try:
            return Locale.parse(tag, sep="-")
        except (ValueError, UnknownLocaleError, TypeError):
            continue
    return None


@lru_cache(maxsize=64)
def _file(name: str) -> dict[str, str]:
    """The flat entries of one words file; empty when there is none."""
    if not name.replace("-", "").isalnum():
        return {}
    path = files("dragoman.edition").joinpath("words", f"{name}.toml")
    if not path.is_file():
        return {}
    return dict(_flat(tomllib.loads(path.read_text(encoding="utf-8")), ""))


def _flat(table: dict[str, Any], prefix: str) -> list[tuple[str, str]]:
    """("a.b", text) for every leaf of nested tables."""
    found: list[tuple[str, str]] = []
    for key, value in table.items():
        if isinstance(value, dict):
            found.extend(_flat(value, f"{prefix}{key}."))
        else:
            found.append((f"{prefix}{key}", str(value)))
    return found
