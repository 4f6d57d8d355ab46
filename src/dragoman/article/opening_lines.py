"""Signatures and datelines: the lines that say who reports from where."""

from __future__ import annotations

import re
from dataclasses import dataclass

from dragoman.article.bylines import agencies, agency_in, clean_names

_SIGNED = re.compile(
    r"(?:(?:written |story |reporting |reported |text |texte |analysis )?by|von|por|par|"
    r"authors?|autor(?:in|a|es|as|ia)?|auteure?s?|reporter|text|texto|texte|testo|автор|"
    r"redaktion|reportagem|reporting by|редактор|autorzy|tekst|foto(?:s|grafia)? e texto)"
    r"\s*(?P<mark>[:：]|\s)\s*(?P<names>[^\n]{3,110}?)"
    r"(?:\s*\((?P<place>[^\W\d][^()\n]{1,40})\)|,\s*(?P<agency>[A-Z][\w .é-]{1,30}))?\s*",
    re.IGNORECASE,
)
_PERSON = re.compile(
    r"[^\W\d_a-z][\w.'’-]*(?:\s+(?:d[aeiou]s?|von|van|der|den|del|di|al|bin|el|la|le|y|zu|ter|"
    r"[^\W\d_a-z][\w.'’-]*)){1,4}"
)
_AGENCY_LINE = re.compile(r"[(\[–—-]?\s*(?P<names>[^\W\d_][\w .,/&é-]{1,60}?)\s*[)\]]?\.?")
_PLACE = r"[^\W\d_a-zß-öø-ÿ][\w.'’-]*(?:[ ,/]+(?:[^\W\d_][\w.'’-]*)){0,4}"
_DATE = (
    r"(?:\d{1,2}\.?º?(?:\s+de)?\s+[^\W\d_]{3,12}\.?|[^\W\d_]{3,12}\.?\s+\d{1,2})"
    r"(?:,?\s+(?:de\s+)?\d{4})?"
)
_DASH = r"\s*(?:[–—-]{1,2}|[–—−])\s+"
_DATELINES = (
    re.compile(
        rf"(?P<place>{_PLACE}),?\s+(?P<date>{_DATE})?\s*\((?P<agency>[^()\n]{{2,40}})\)\s*[.:]?"
        rf"(?:{_DASH}|\s+)(?=\S)"
    ),
    re.compile(
        rf"(?P<place>[^\W\d_a-zß-öø-ÿ]{{3,}}[^a-z\n]{{0,40}}?),?\s+(?P<date>{_DATE}){_DASH}"
    ),
    re.compile(rf"(?P<place>{_PLACE}),\s+(?P<date>{_DATE}){_DASH}(?=\S)"),
    re.compile(
        r"(?P<place>[^\W\d_a-zß-öø-ÿ]{3,}(?:[ ,/-]+[^\W\d_a-z][\w.]*){0,4})\s+[–—]\s+(?=\S)"
    ),
    re.compile(r"\((?P<agency>[^()\n]{2,40})\)\s+[–—-]\s+(?=\S)"),
    re.compile(
        r"(?P<place>[^\W\d_a-zß-öø-ÿ][\w.'’-]+(?:[ /][^\W\d_][\w.'’-]*){0,2})\s+"
        r"\((?P<agency>[^()\n]{2,40})\)\s*[.:–—-]\s*(?=\S)"
    ),
)
"""Shapes of datelines: "LISBON, 3 May (Lusa) -", "BERLIN, May 3 -", "PARIS —", "Berlin (dpa) -"."""

_MAX_DATELINE = 90


@dataclass(frozen=True, slots=True, kw_only=True)
class Signed:
    """A line that signs an article: names, and the place or agency beside them."""

    names: tuple[str, ...]
    place: str = ""
    agency: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dateline:
    """A dateline as printed, the agency in it, and the text that follows."""

    text: str
    agency: str
    rest: str


def signature_of(text: str) -> Signed | None:
    """The signature that a whole block is ("Author: Ann Lee (Oslo)", "By Bo Ek"), or None."""
    if len(text) > 140:
        return None
    bare = text.strip(" *_/")
    match = _SIGNED.fullmatch(bare.rstrip("."))
    if match:
        names = clean_names([match["names"]])
        beside = agency_in([match["agency"] or ""])
        if names and all(_PERSON.fullmatch(name) or agency_in([name]) for name in names):
            agency = beside or agency_in(names)
            return Signed(names=names, place=(match["place"] or "").strip(), agency=agency)
    line = _AGENCY_LINE.fullmatch(bare)
    if line and (bare[:1] in "([–—-" or len(bare) < 30):
        agency = agency_in(re.split(r"\s*[/,&]\s*", line["names"]))
        if agency and all(
            part.casefold() in agencies() or len(part) <= 4
            for part in re.split(r"\s*[/,&]\s*", line["names"])
        ):
            return Signed(names=(), agency=agency)
    return None


def dateline_of(text: str) -> Dateline | None:
    """The dateline that a paragraph begins with, or None."""
    for pattern in _DATELINES:
        match = pattern.match(text)
        if match is None or match.end() > _MAX_DATELINE or len(text) - match.end() < 30:
            continue
        groups = match.groupdict()
        agency = agency_in(re.split(r"\s*[/,]\s*", groups.get("agency") or ""))
        if "agency" in groups and not agency and not groups.get("date"):
            continue
        printed = match.group().strip().rstrip(" –—−-:.").strip()
        return Dateline(text=printed, agency=agency, rest=text[match.end() :].lstrip())
    return None
