"""Who a sample paper is: name, languages, rights, furniture words, from its masthead.toml.

In: the name of a folder under `articles/`. Out: a `Masthead`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from importlib import resources
from typing import Any

from dragoman.sample.manuscript import ManuscriptError


@dataclass(frozen=True, slots=True, kw_only=True)
class Masthead:
    """One paper. `feed` is a path; `words` holds furniture by language ("pt") and name.

    `licence` is a short name ("CC-BY-4.0", "link-only"), `licence_url` may be "".
    """

    slug: str
    name: str
    motto: str
    language: str
    languages: tuple[str, ...]
    to: tuple[str, ...]
    holder: str
    licence: str
    licence_url: str
    credit_line: str
    excluded_credits: tuple[str, ...]
    rights: str
    feed: str
    feed_template: str
    page_template: str
    front_template: str
    words: Mapping[str, Mapping[str, str]]

    def words_for(self, language: str) -> Mapping[str, str]:
        """The furniture in an article's language, else in the paper's own."""
        own = self.language.partition("-")[0]
        return self.words.get(language.partition("-")[0]) or self.words[own]


def read_masthead(folder: str) -> Masthead:
    """The masthead of the paper in `folder`; raises `ManuscriptError` when a key is missing."""
    name = f"{folder}/masthead.toml"
    sheet = tomllib.loads(
        (resources.files("dragoman.sample") / "articles" / name).read_text(encoding="utf-8")
    )
    keys = {field.name for field in fields(Masthead)}
    if keys != sheet.keys():
        odd = ", ".join(sorted(keys ^ sheet.keys()))
        raise ManuscriptError(f"{name}: missing or unknown keys: {odd}")
    values: dict[str, Any] = {
        key: tuple(value) if isinstance(value, list) else value for key, value in sheet.items()
    }
    return Masthead(**values)
