"""Licences as data: what each grants, its address, and the licence of a translation under it."""

from __future__ import annotations

import difflib
import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from dragoman.errors import UsageError
from dragoman.records import Extent, Grant, Rights


@dataclass(frozen=True, slots=True, kw_only=True)
class Licence:
    """One licence in one version. `translation` names the licence of a translation, "" if none."""

    name: str
    url: str
    translate: Grant
    republish: Extent
    show_original: Grant
    index: Grant
    images: Grant
    share_alike: bool
    noncommercial: bool
    translation: str


@lru_cache(maxsize=1)
def known_licences() -> dict[str, Licence]:
    """All licences by name ("CC-BY-SA-4.0", "own"), in the order of `licences.toml`."""
    text = files("dragoman.publishers").joinpath("licences.toml").read_text(encoding="utf-8")
    found: dict[str, Licence] = {}
    for row in tomllib.loads(text)["licence"]:
        for version in row["versions"] or [""]:
            name = f"{row['name']}-{version}" if version else row["name"]
            same = row["translation"] == "same"
            found[name] = Licence(
                name=name,
                url=row["url"].format(version=version),
                translate=Grant(row["translate"]),
                republish=Extent(row["republish"]),
                show_original=Grant(row["show_original"]),
                index=Grant(row["index"]),
                images=Grant(row.get("images", "unstated")),
                share_alike=row.get("share_alike", False),
                noncommercial=row.get("noncommercial", False),
                translation=name if same else row["translation"],
            )
    return found


def licence_named(name: str) -> Licence | None:
    """The licence of this name, however it is spelled ("cc by-sa 4.0"); None when unknown."""
    return _by_key().get(_key(name))


def preset(
    licence: str,
    *,
    holder: str,
    licence_url: str = "",
    credit_line: str = "",
    confirmed_by: str = "",
) -> Rights:
    """The admission record that a licence stands for.

    `licence_url` is where the publisher states it, if that differs from the licence's own address.
    Without `confirmed_by` the record grants nothing yet. Raises `UsageError` for an unknown name.
    """
    known = licence_named(licence)
    if known is None:
        raise UsageError(_unknown(licence))
    is_terms = known.name == "terms"
    return Rights(
        holder=holder,
        licence="" if known.name == "link-only" else known.name,
        licence_url=known.url if is_terms else licence_url or known.url,
        terms_url=licence_url if is_terms else "",
        translate=known.translate,
        republish=known.republish,
        show_original=known.show_original,
        index=known.index,
        images=known.images,
        share_alike=known.share_alike,
        noncommercial=known.noncommercial,
        credit_line=credit_line,
        confirmed_by=confirmed_by,
    )


_CC = re.compile(
    r"(?:https?:)?//(?:www\.)?creativecommons\.org/"
    r"(?:licenses/([a-z-]+)/(\d\.\d)|publicdomain/(zero|mark)/(\d\.\d))(?:[/?#].*)?",
    re.IGNORECASE,
)
_OGL = re.compile(
    r"(?:https?:)?//(?:www\.)?nationalarchives\.gov\.uk/doc/open-government-licence(?:/version/3)?/?.*",
    re.IGNORECASE,
)


def licence_from_url(url: str) -> str:
    """The licence's name that an address of its deed stands for ("CC-BY-SA-3.0"), or "".

    Ported versions (".../by/3.0/br/") and legal codes are the same licence here.
    """
    text = url.strip()
    found = _CC.fullmatch(text)
    if found is None:
        if not _OGL.fullmatch(text) or re.search(r"/version/[^3]", text):
            return ""
        return "OGL-UK-3.0"
    if found[3]:
        name = f"{'CC0' if found[3].lower() == 'zero' else 'PDM'}-{found[4]}"
    else:
        parts = found[1].lower().split("-")
        order = [part for part in ("by", "nc", "nd", "sa") if part in parts]
        if len(order) != len(parts):
            return ""
        name = f"CC-{'-'.join(order).upper()}-{found[2]}"
    return name if licence_named(name) else ""


@lru_cache(maxsize=1)
def _by_key() -> dict[str, Licence]:
    """Licences by the letters and digits of their names; CC0 and PDM also without a version."""
    found = {_key(name): licence for name, licence in known_licences().items()}
    for short in ("CC0", "PDM", "OGL-UK"):
        versions = [name for name in known_licences() if name.startswith(f"{short}-")]
        if len(versions) == 1:
            found[_key(short)] = known_licences()[versions[0]]
    return found


def _key(name: str) -> str:
    """A licence's name without the ways in which people spell it differently."""
    letters = re.sub(r"[^a-z0-9]", "", name.lower())
    return letters.removeprefix("creativecommons").removeprefix("cc") if (
        letters.startswith(("ccby", "creativecommons"))
    ) else letters  # fmt: skip


def _unknown(name: str) -> str:
    """What to write instead of an unknown licence."""
    names = list(known_licences())
    upper = name.strip().upper().replace(" ", "-")
    near = [known for known in names if known.upper().rsplit("-", 1)[0] == upper]
    near = near or difflib.get_close_matches(upper, [n.upper() for n in names], 3, 0.6)
    hint = f" Did you mean {' or '.join(near)}?" if near else ""
    return f'licence "{name}" is unknown.{hint} Known are: {", ".join(names)}'
