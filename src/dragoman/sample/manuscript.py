"""The sample articles as they were written: one TOML file each.

In: a TOML file with headline, dates, people and a body in a few marks of Markdown, and what becomes
of the article in the second state. Out: a `Manuscript` for the first or the second state.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from importlib import resources
from typing import Any

from markupsafe import Markup

FIRST, SECOND = 1, 2
"""The two states of the wire: before and after the correction, the withdrawal and the news."""

_WORDS = ("slug", "language", "headline", "standfirst", "byline", "section", "dateline", "body")


class ManuscriptError(ValueError):
    """A manuscript that cannot be printed, with file, key and remedy."""


class PassageKind(StrEnum):
    """What a piece of the body is; the value is the HTML element that prints it."""

    PARAGRAPH = "p"
    HEADING = "h2"
    QUOTE = "blockquote"
    POINT = "li"


_INSIDE = re.compile(
    r"\[(?P<linked>[^\]]+)\]\((?P<path>/[^)\s]*)\)|\*\*(?P<strong>[^*]+)\*\*|\*(?P<stressed>[^*]+)\*"
)
_MARKS = {"## ": PassageKind.HEADING, "> ": PassageKind.QUOTE, "- ": PassageKind.POINT}


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """One piece of the body, without its mark. `text` is plain, `printed` the same as HTML."""

    kind: PassageKind
    text: str
    printed: Markup


@dataclass(frozen=True, slots=True, kw_only=True)
class Manuscript:
    """One article of the sample wire in one state.

    Dates carry a zone. `credit` names an agency ("" where the paper wrote it itself), `notice` is
    the printed correction, `withdrawn_at` is set where the paper took the article back, with
    `withdrawn_because`. `caption` is "" where there is no picture.
    """

    slug: str
    language: str
    headline: str
    standfirst: str
    byline: str
    section: str
    dateline: str
    published_at: datetime
    updated_at: datetime
    body: tuple[Passage, ...]
    credit: str = ""
    caption: str = ""
    notice: str = ""
    withdrawn_at: datetime | None = None
    withdrawn_because: str = ""

    @property
    def path(self) -> str:
        """Where it stands on the paper's site, such as /2026/03/night-ferry.html."""
        return f"/{self.published_at:%Y/%m}/{self.slug}.html"

    @property
    def word_count(self) -> int:
        """White-space words of the body."""
        return sum(len(passage.text.split()) for passage in self.body)


def read_manuscripts(folder: str, *, state: int) -> tuple[Manuscript, ...]:
    """All articles that stand in `folder` (a publisher's) in `state`, newest first.

    Raises `ManuscriptError` when one of the files is wrong.
    """
    home = resources.files("dragoman.sample") / "articles" / folder
    found = [
        manuscript
        for entry in sorted(home.iterdir(), key=lambda entry: entry.name)
        if entry.name.endswith(".toml") and entry.name != "masthead.toml"
        for manuscript in [
            read_manuscript(entry.read_text(encoding="utf-8"), name=entry.name, state=state)
        ]
        if manuscript is not None
    ]
    return tuple(sorted(found, key=lambda written: written.published_at, reverse=True))


def read_manuscript(text: str, *, name: str, state: int) -> Manuscript | None:
    """One article in `state`; None when it is not written yet in that state.

    Raises `ManuscriptError` when the TOML, a key or a replacement is wrong.
    """
    try:
        sheet = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ManuscriptError(f"{name} is not TOML ({error}): mend that line") from error
    if sheet.get("state", FIRST) > state:
        return None
    words = {key: _word(sheet, key, name) for key in _WORDS}
    later: dict[str, Any] = sheet.get("second", {}) if state >= SECOND else {}
    body = _replaced(words.pop("body"), later.get("replace", []), name)
    published_at = _moment(sheet, "published", name)
    return Manuscript(
        **words,
        published_at=published_at,
        updated_at=_moment(later, "updated", name) if "updated" in later else published_at,
        body=_passages(body),
        credit=str(sheet.get("credit", "")),
        caption=str(sheet.get("caption", "")),
        notice=str(later.get("notice", "")),
        withdrawn_at=_moment(later, "withdrawn", name) if "withdrawn" in later else None,
        withdrawn_because=str(later.get("because", "")),
    )


def _word(sheet: dict[str, Any], key: str, name: str) -> str:
    value = sheet.get(key)
    if not isinstance(value, str) or not value.strip():
        raise ManuscriptError(f'{name}: "{key}" is missing or empty: write {key} = "..."')
    return value.strip()


def _moment(sheet: dict[str, Any], key: str, name: str) -> datetime:
    value = sheet.get(key)
    if not isinstance(value, datetime) or value.tzinfo is None:
        raise ManuscriptError(
            f'{name}: "{key}" is no moment with a zone: write {key} = 2026-03-03T09:00:00-03:00'
        )
    return value


def _replaced(body: str, changes: Sequence[Sequence[str]], name: str) -> str:
    """The body of the second state; each change must meet exactly one place of the first."""
    for before, after in changes:
        if body.count(before) != 1:
            raise ManuscriptError(
                f'{name}: "{before}" stands {body.count(before)} times in the body, not once: '
                "quote more of the sentence in [second] replace"
            )
        body = body.replace(before, after)
    return body


def _passages(body: str) -> tuple[Passage, ...]:
    """Blank lines part passages; "## ", "> " and "- " mark headings, quotations and list points.

    Inside one, "[words](/path)" is a link, "*words*" is emphasis and "**words**" is strong.
    """
    return tuple(_passage(" ".join(piece.split())) for piece in body.split("\n\n") if piece.strip())


def _passage(piece: str) -> Passage:
    for mark, kind in _MARKS.items():
        if piece.startswith(mark):
            return _written(kind, piece.removeprefix(mark))
    return _written(PassageKind.PARAGRAPH, piece)


def _written(kind: PassageKind, piece: str) -> Passage:
    """A passage with the marks inside it read twice: left out, and as HTML."""
    plain, printed, last = "", Markup(""), 0
    for match in _INSIDE.finditer(piece):
        between, words = piece[last : match.start()], match["linked"] or match["strong"]
        words = words or match["stressed"]
        plain += between + words
        printed += Markup("{}").format(between) + _element(match).format(words)
        last = match.end()
    rest = piece[last:]
    return Passage(kind=kind, text=plain + rest, printed=printed + Markup("{}").format(rest))


def _element(match: re.Match[str]) -> Markup:
    """The element of one mark, with a place for its words."""
    if match["linked"]:
        return Markup('<a href="{}">{{}}</a>').format(match["path"])
    return Markup("<strong>{}</strong>") if match["strong"] else Markup("<em>{}</em>")
